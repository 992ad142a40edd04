"""What is published about the format is what the import holds files to."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from curation.dossiers.exporting import dossier
from curation.dossiers.schema import schema
from sources.models import Source

PUBLISHED = Path(__file__).resolve().parents[3] / "docs" / "dossier.schema.json"


def test_the_published_schema_is_that_of_the_models():
    assert json.loads(PUBLISHED.read_text("utf-8")) == schema()


def test_every_dossier_on_record_fits_the_schema():
    validator = Draft202012Validator(schema())

    for source in Source.objects.all():
        assert [error.message for error in validator.iter_errors(dossier(source))] == []
