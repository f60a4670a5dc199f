"""Text that a person wrote: brought to one form, and checked for what a document can print."""

from __future__ import annotations

import unicodedata
from itertools import chain
from typing import Final

_RANGES = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x00AC),  # Latin-1, up to the soft hyphen
    (0x00AE, 0x024F),  # Latin-1, Latin Extended-A and -B: all the names of the Union
    (0x02BB, 0x02BC),  # letters that look like an apostrophe
    (0x0391, 0x03A1),  # Greek; of its accented capitals PDFium reads back another letter
    (0x03A3, 0x03CE),
    (0x0400, 0x045F),  # Cyrillic
    (0x1E02, 0x1E9B),  # Latin Extended Additional
    (0x1E9E, 0x1E9E),  # capital sharp s
    (0x1EA0, 0x1EF9),  # Vietnamese
    (0x2009, 0x2009),  # thin space
    (0x2013, 0x2014),  # dashes
    (0x2018, 0x201A),  # quotation marks
    (0x201C, 0x201E),
    (0x2020, 0x2022),
    (0x2026, 0x2026),  # ellipsis
    (0x202F, 0x2030),  # narrow no-break space, per mille
    (0x2039, 0x203A),
    (0x20AC, 0x20AC),  # euro
    (0x2116, 0x2116),  # numero
    (0x2122, 0x2122),  # trade mark
    (0x2190, 0x2193),  # arrows
    (0x2212, 0x2212),  # minus
    (0x2248, 0x2248),
    (0x2260, 0x2260),
    (0x2264, 0x2265),
)
_LONGEST: Final = 5_000
"""A longer text is refused by every schema; normalising it could take minutes."""
PRINTABLE = frozenset(chain.from_iterable(range(first, last + 1) for first, last in _RANGES))
"""The characters that the font of the house prints and that both PDF engines draw.

A test holds this set against the font. Others, such as emoji or Arabic letters, would be drawn in
a substitute font, or lost, so they are refused by name.
"""

_SET: Final = frozenset(map(chr, PRINTABLE)) | {"\n"}


def normalise(text: str) -> str:
    """Bring text to one form: NFC, line ends as line feeds, no blanks at the ends.

    A text from Windows counts as many characters as the same text from elsewhere.
    """
    if len(text) > _LONGEST:
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines).strip()


def unprintable(text: str) -> dict[str, int]:
    """Give each character that no document can print, with the offset where it first stands."""
    first: dict[str, int] = {}
    if _SET.issuperset(text):
        return first
    for offset, character in enumerate(text):
        if ord(character) not in PRINTABLE and character != "\n":
            first.setdefault(character, offset)
    return first


def describe(character: str) -> str:
    """Name a character so that it can be found: `U+1F600 GRINNING FACE`."""
    name = unicodedata.name(character, "")
    if not name:
        name = (
            "TAB"
            if character == "\t"
            else "CONTROL"
            if unicodedata.category(character) == "Cc"
            else "UNNAMED"
        )
    return f"U+{ord(character):04X} {name}"
