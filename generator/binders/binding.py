"""Binds PDFs into one: contents first, bookmarks, page labels, links, and the page number on each page.

The pages are those of the folder: nothing is drawn again, only the number is added in the corner.
Contents pages are numbered i, ii, iii; the documents 1, 2, 3 throughout.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from generator import __version__
from generator.binders.contents import Contents
from generator.binders.reading import BINDER
from generator.locales import Language
from generator.rendering.compiled import LOCALE

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter

_TITLE: Final[Mapping[Language, str]] = {"fr": "Recueil de documents", "nl": "Documentenbundel"}
_LANGUAGE: Final[Mapping[Language, str]] = {"fr": "Français", "nl": "Nederlands"}
_CONTENTS: Final[Mapping[Language, str]] = {"fr": "Table des matières", "nl": "Inhoudsopgave"}
_FONT: Final = "/CpasPageNumber"
_SIZE, _EDGE, _ASIDE, _DIGIT = 9, 20, 28, 0.556
"""The page number, in points: its size, its distance from the top and from the right, the width of a digit of Helvetica."""
_MARGIN: Final = 2
"""How far a link reaches beyond its line, in points."""


def bind(parts: Sequence[Contents]) -> bytes:
    """Bind the documents of each language behind the contents pages of all.

    Raises:
        OSError: a document cannot be read any more.

    """
    from pypdf import PdfWriter
    from pypdf.constants import PageLabelStyle

    writer = PdfWriter()
    for part in parts:
        writer.append(io.BytesIO(part.pdf), import_outline=False)
    front = sum(part.pages for part in parts)
    for part in parts:
        for leaf in part.leaves:
            writer.append(io.BytesIO(leaf.path.read_bytes()), import_outline=False)
    count = len(writer.pages)
    writer.set_page_label(0, front - 1, style=PageLabelStyle.LOWERCASE_ROMAN, start=1)
    writer.set_page_label(front, count - 1, style=PageLabelStyle.DECIMAL, start=1)
    _outline(writer, parts, front)
    _links(writer, parts, front)
    _numbers(writer, front)
    _properties(writer, parts)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _outline(writer: PdfWriter, parts: Sequence[Contents], front: int) -> None:
    """Add bookmarks: language where there are two, title, document."""
    before = 0
    for part in parts:
        page = front + part.first - 1
        top = None
        if len(parts) > 1:
            top = writer.add_outline_item(title=_LANGUAGE[part.language], page_number=before, bold=True)
        writer.add_outline_item(title=_CONTENTS[part.language], page_number=before, parent=top)
        before += part.pages
        names = iter(part.names)
        for section in part.sections:
            group = writer.add_outline_item(title=section.title, page_number=page, parent=top)
            for leaf in section.leaves:
                writer.add_outline_item(title=next(names), page_number=page, parent=group)
                page += leaf.pages


def _links(writer: PdfWriter, parts: Sequence[Contents], front: int) -> None:
    """Lead from each line of the contents to its document."""
    from pypdf.annotations import Link

    before = 0
    for part in parts:
        page = front + part.first - 1
        for leaf, spot in zip(part.leaves, part.spots, strict=True):
            if spot is not None:
                width = float(writer.pages[before + spot.page].mediabox.width)
                rect = (_ASIDE * 2, spot.bottom - _MARGIN, width - _ASIDE * 2, spot.top + _MARGIN)
                writer.add_annotation(
                    before + spot.page, Link(rect=rect, target_page_index=page, border=[0, 0, 0])
                )
            page += leaf.pages
        before += part.pages


def _numbers(writer: PdfWriter, front: int) -> None:
    """Write the page number of the binder into the upper right corner of each document page."""
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    font = writer._add_object(  # noqa: SLF001  pypdf has no other way to add an object
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
                NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
            }
        )
    )
    opening = DecodedStreamObject()
    opening.set_data(b"q\n")
    saved = writer._add_object(opening)  # noqa: SLF001
    for number, page in enumerate(writer.pages[front:], 1):
        stream = DecodedStreamObject()
        stream.set_data(_number(str(number), page))
        _behind(page, saved, writer._add_object(stream), font)  # noqa: SLF001


def _number(text: str, page: PageObject) -> bytes:
    x = float(page.mediabox.right) - _ASIDE - len(text) * _SIZE * _DIGIT
    y = float(page.mediabox.top) - _EDGE - _SIZE
    drawn = f"BT {_FONT} {_SIZE} Tf 0.35 g {x:.2f} {y:.2f} Td ({text}) Tj ET"
    return f"\nQ\n/Artifact BMC\n{drawn}\nEMC\n".encode()


def _behind(page: PageObject, opening: Any, stream: Any, font: Any) -> None:
    """Put a stream behind what a page draws, which cannot change how the stream is drawn."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject

    drawn = page.raw_get("/Contents")
    inside = drawn.get_object()
    page[NameObject("/Contents")] = ArrayObject(
        [opening, *(inside if isinstance(inside, ArrayObject) else [drawn]), stream]
    )
    # copied: pages of a document may share theirs
    resources = DictionaryObject(_dictionary(page["/Resources"]))
    fonts = DictionaryObject(_dictionary(resources.get("/Font", DictionaryObject())))
    fonts[NameObject(_FONT)] = font
    resources[NameObject("/Font")] = fonts
    page[NameObject("/Resources")] = resources


def _dictionary(node: Any) -> Any:
    return node.get_object()


def _properties(writer: PdfWriter, parts: Sequence[Contents]) -> None:
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    day: date = max(leaf.day for part in parts for leaf in part.leaves)
    stamp = day.strftime("D:%Y%m%d000000+00'00'")
    title = " – ".join(_TITLE[part.language] for part in parts)
    writer.metadata = {
        "/Title": title,
        "/Producer": f"cpas {__version__}; {BINDER}",
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    writer.root_object[NameObject("/Lang")] = TextStringObject(LOCALE[parts[0].language])
    writer.root_object[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(value=True)}
    )
    writer.page_mode = "/UseOutlines"
