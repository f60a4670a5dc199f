"""What a PDF of the program says of itself, and where its lines stand."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.locales import LANGUAGES, Language

BINDER: Final = "binder"
"""How the producer of a binder ends, so that it is not bound into the next one."""
_OURS: Final = re.compile(r"cpas [0-9][^;]*; (.+)")
_DAY: Final = re.compile(r"D:([0-9]{4})([0-9]{2})([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Told:
    """What a PDF says of itself."""

    title: str
    language: Language | None
    """None where it is no document of the program."""
    pages: int
    day: date
    binder: bool


def told(content: bytes) -> Told | None:
    """Read the properties of a PDF; None where it cannot be read."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            producer = _OURS.match(str(pdf.docinfo.get("/Producer", "")))
            day = _DAY.match(str(pdf.docinfo.get("/ModDate", "")))
            written = str(pdf.Root.get("/Lang", ""))[:2]
            language = next((each for each in LANGUAGES if producer and day and each == written), None)
            return Told(
                str(pdf.docinfo.get("/Title", "")),
                language,
                len(pdf.pages),
                date(*map(int, day.groups())) if day else date.min,
                bool(producer and producer[1] == BINDER),
            )
    except (pikepdf.PdfError, ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class Spot:
    """A line on a page: the page from 0, and the bottom and top of the line in points from the foot of the page."""

    page: int
    bottom: float
    top: float


def spots(content: bytes, texts: Iterable[str]) -> list[Spot | None]:
    """Find lines that follow one another, each by its first words; None for one that is not found."""
    import pypdfium2

    found: list[Spot | None] = []
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage() for page in document]
        number = start = 0
        for text in texts:
            spot = None
            for ahead in range(number, len(pages)):
                match = (
                    pages[ahead]
                    .search(text, match_case=True, index=start if ahead == number else 0)
                    .get_next()
                )
                if match is not None:
                    number, start = ahead, match[0] + match[1]
                    boxes = [pages[ahead].get_charbox(match[0] + at) for at in range(match[1])]
                    spot = Spot(ahead, min(box[1] for box in boxes), max(box[3] for box in boxes))
                    break
            found.append(spot)
    finally:
        document.close()
    return found
