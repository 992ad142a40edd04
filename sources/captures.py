"""Captured texts in a folder, told apart by what they contain rather than by how they are called."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from .models import Source


@dataclass(frozen=True)
class CapturedText:
    """A text file of a folder of captures, with the SHA-256 of its bytes."""

    path: Path
    text: str
    sha256: str


def read_folder(folder: Path) -> list[CapturedText]:
    """Every .txt file in ``folder``; raises OSError or UnicodeDecodeError for a file that is no UTF-8 text."""
    texts = []
    for path in sorted(folder.glob("*.txt")):
        content = path.read_bytes()
        texts.append(CapturedText(path, content.decode(), hashlib.sha256(content).hexdigest()))
    return texts


def text_of(source: Source, texts: list[CapturedText]) -> CapturedText | None:
    """The capture of ``source``: the very text its anchors were set in, else the file that has its name."""
    for captured in texts:
        if captured.sha256 == source.text_sha256:
            return captured
    return next((captured for captured in texts if captured.path.stem == source.slug), None)
