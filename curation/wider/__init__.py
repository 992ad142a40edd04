"""The wider record: dossiers of many sources, imported, curated by decisions kept as data, and written as fixtures."""
