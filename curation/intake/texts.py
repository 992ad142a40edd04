"""Pasted and uploaded articles, as the plain text that is captured: a paragraph a line."""

import codecs
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sources.curating.captures import unix_lines

from .markup import from_html, from_markdown

MOST_BYTES = 5 * 1024 * 1024
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
LOOKS_LIKE_HTML = re.compile(r"\s*(?:<!doctype html|<html|<head|<body|<article|<div|<p[ >])", re.IGNORECASE)
TO_THE_LETTER = "\n\t"  # the control characters that a text may hold


def decoded(content: bytes) -> str:
    """``content`` as text: UTF-8, UTF-16 with its mark, or GB18030. Raises ValidationError for anything else."""
    if len(content) > MOST_BYTES:
        raise too_large()
    marked = next((encoding for mark, encoding in MARKS.items() if content.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or _is_chinese(content, text):
            return text
    raise ValidationError(
        _(
            "This file is in no encoding we can read. Save it as UTF-8, UTF-16 or GB18030 and upload it again."
        ),
        code="encoding",
    )


def too_large() -> ValidationError:
    """What to say of a text above the limit."""
    return ValidationError(
        _("This is larger than %(most)d MB, far more than an article. Paste the article's own text only.")
        % {"most": MOST_BYTES // 1024 // 1024},
        code="too_large",
    )


def _is_chinese(content: bytes, text: str) -> bool:
    """Whether bytes that happen to be valid GB18030 are: most pairs are punctuation or the common characters.

    Any text in Latin-1 with enough accents is valid too, and reads as rare characters.
    """
    foreign = [character.encode("gb18030") for character in text if ord(character) > 127]
    common = sum(len(pair) == 2 and (0xA1 <= pair[0] <= 0xA3 or 0xB0 <= pair[0] <= 0xD7) for pair in foreign)
    return bool(foreign) and common >= 0.8 * len(foreign)


def plain(text: str, *, form: str = "auto", name: str = "") -> str:
    """``text`` as it is captured. ``form`` is text, html, markdown or auto; ``name`` that of an uploaded file.

    Raises ValidationError for control characters, and when nothing is left to read.
    """
    text = unix_lines(text).removeprefix("\ufeff")
    refuse_control_characters(text)
    form = _form_of(text, name) if form == "auto" else form
    readers = {"html": from_html, "markdown": from_markdown}
    text = readers[form](text) if form in readers else text
    if not text.strip():
        raise ValidationError(_("There is no text in this. Paste the article itself."), code="empty")
    return text.rstrip() + "\n"


def refuse_control_characters(text: str) -> None:
    """Raise ValidationError, with the place, when ``text`` holds what no article prints."""
    for line, words in enumerate(text.split("\n"), 1):
        for character in words:
            kind = unicodedata.category(character)
            if kind in ("Cc", "Cs") and character not in TO_THE_LETTER:
                raise ValidationError(
                    _("Line %(line)d holds the control character U+%(code)04X. Is this a text at all?")
                    % {"line": line, "code": ord(character)},
                    code="control",
                )


def _form_of(text: str, name: str) -> str:
    ending = name.lower().rpartition(".")[2]
    if ending in ("html", "htm", "xhtml") or LOOKS_LIKE_HTML.match(text):
        return "html"
    return "markdown" if ending in ("md", "markdown") else "text"
