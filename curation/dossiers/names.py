"""Names as they are compared: what writers of the same name differ in does not count."""

from search.text import stream


def folded(name: str) -> str:
    """``name`` without case, accents, width, hyphens and signs; traditional characters as simplified ones."""
    return stream(name.replace("-", " ").replace("’", "").replace("'", "")) if name else ""
