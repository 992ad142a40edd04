import json

import pytest

from curation.dossiers.importing import import_dossier


def cited(facts, **values):
    return [{"locator": 1, "supports": facts, **values}]


def second(**lists):
    """A small dossier of the second generation with further ``lists``."""
    source = {
        "slug": "invented-report",
        "title": "Invented report",
        "publisher": "The Paper",
        "kind": "news",
        "language": "en",
        "url": "https://example.org/invented-report",
    }
    return {"format": "ai-education-dossier/2", "source": source, "originals": [], **lists}


def first(**lists):
    """A small dossier of the first generation with further ``lists``."""
    source = {
        "title": "Forum on AI opens",
        "publisher": "The Paper",
        "kind": "news",
        "url": "https://example.org/forum-opens",
        "language": "en",
        "genre": "report",
        "checked": "full",
        "about_ai_education": True,
    }
    return {"source": source, **lists}


def bring(data, **options):
    """Import ``data``, JSON or bytes."""
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return import_dossier(content, name="file.json", **{"commit": True, **options})


@pytest.fixture(autouse=True)
def _database(db):
    """Every test here reads the vocabularies."""
