"""Bibliographic references: what one cites, in words, in files, and as reference managers find it in a page."""
