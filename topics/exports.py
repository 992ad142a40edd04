"""Topics as linked data."""

from core.exports import Formats

from .models import Topic


def _rows():
    return Topic.objects.all()


def linked_data(topic: Topic) -> dict:
    """A term of the vocabulary with its definition."""
    return {
        "@type": "DefinedTerm",
        "@id": topic.get_absolute_url(),
        "url": topic.get_absolute_url(),
        "name": topic.name,
        "description": topic.definition,
        "termCode": topic.slug,
    }


FORMATS = Formats(model=Topic, folder="topics", rows=_rows, linked_data=linked_data)
