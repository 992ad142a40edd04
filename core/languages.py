"""What languages are called."""

from django.utils.text import capfirst
from django.utils.translation import get_language_info


def language_name(code: str) -> str:
    """The name of the language with the BCP 47 ``code`` in the reader's; the code where Django knows no name."""
    try:
        return capfirst(get_language_info(code.lower())["name_translated"])
    except KeyError:
        return code
