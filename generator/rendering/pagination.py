"""Keeps the header of a table with its rows, and a row with the next one, where an engine does not.

Word and LibreOffice keep a paragraph that is to stay with the next one, also in a table. rdocx keeps it
with the first row only: the header may stand alone at the end of a page, and again on the next; a
table whose rows are to stay together, such as that of article 3, may be split; and the total may stand alone on the next page.
The engine is told what is to stay together (`table_groups`); where a fault is seen in the PDF all the same, the PDF is made anew
with the table, and what introduces it, or with its last rows, on a new page. The Word file that is handed over is not changed.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from generator.rendering.archive import join, pack

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT: Final = "word/document.xml"
_BREAK: Final = (
    f'<w:p xmlns:w="{_W[1:-1]}"><w:pPr><w:pageBreakBefore/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)
"""A new page, with next to nothing on it."""


@dataclass(frozen=True, slots=True)
class Header:
    """The text of the header row of a table, and which of its rows are to stay on one page."""

    text: str
    whole: bool
    """Whether that is all of them."""
    followers: tuple[tuple[int, str, str], ...] = ()
    """Else the rows that stay with the one before: the first row of those that stay together, how this one begins, and how the one before."""


def table_headers(parts: Mapping[str, etree._Element], kept: Collection[str]) -> list[Header]:
    """Give the header of each table; its text is empty for a table of one row or without header.

    `kept` are the paragraph styles that stay with the next paragraph.
    """
    return [_header(table, kept) for table in parts[_DOCUMENT].iter(f"{_W}tbl")]


def table_groups(parts: Mapping[str, etree._Element], kept: Collection[str]) -> list[tuple[int, int, bool]]:
    """Give the tables with a header that something introduces.

    The first paragraph that introduces it, counted among paragraphs; the table, counted among all children of the body;
    whether all its rows are to stay on one page.
    """
    body = parts[_DOCUMENT][0]
    groups, paragraphs = [], 0
    for number, child in enumerate(body):
        paragraphs += child.tag == f"{_W}p"
        if child.tag == f"{_W}tbl" and (header := _header(child, kept)).text:
            before = _introduction(child, kept)
            if before:
                groups.append((paragraphs - len(before), number, header.whole))
    return groups


def _header(table: etree._Element, kept: Collection[str]) -> Header:
    rows = table.findall(f"{_W}tr")
    if len(rows) < 2 or rows[0].find(f"{_W}trPr/{_W}tblHeader") is None:  # noqa: PLR2004
        return Header("", whole=False)
    text = _text(rows[0])
    styles = [row.find(f"{_W}tc/{_W}p/{_W}pPr/{_W}pStyle") for row in rows]
    stays = [style is not None and style.get(f"{_W}val") in kept for style in styles]
    if all(stays[1:-1]):
        return Header(text, whole=True)
    followers, first = [], 1
    for number in range(2, len(rows)):
        if not stays[number - 1]:
            first = number
        elif begins := _text(rows[number].find(f"{_W}tc")):
            # under the header there is nothing that could stay: the whole table moves
            before = _text(rows[number - 1].find(f"{_W}tc"))
            followers.append((0 if first == 1 else first, begins, before))
    return Header(text, whole=False, followers=tuple(followers))


def _text(part: etree._Element | None) -> str:
    return "" if part is None else "".join(node.text or "" for node in part.iter(f"{_W}t"))


def styles_kept(styles: etree._Element) -> frozenset[str]:
    """Give the paragraph styles that stay with the next paragraph."""
    return frozenset(
        str(style.get(f"{_W}styleId"))
        for style in styles.iter(f"{_W}style")
        if style.find(f"{_W}pPr/{_W}keepNext") is not None
    )


def on_new_pages(
    docx: bytes, cuts: Collection[tuple[int, int]], kept: Collection[str]
) -> tuple[bytes, list[tuple[int, int, bool]]]:
    """Begin rows of tables on a new page; give the groups of the document too, for its tables may be more.

    A cut is a table and a row of it; with row 0 the whole table moves, with the paragraphs before it that are to stay with it.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(contents[_DOCUMENT])
    tables = list(root.iter(f"{_W}tbl"))
    # from the end: the rows before keep their numbers
    for number, row in sorted(cuts, reverse=True):
        if row:
            _cut(tables[number], row)
        else:
            _break_before(tables[number], kept)
    contents[_DOCUMENT] = etree.tostring(root)
    made = join(pack(name, content) for name, content in contents.items())
    return made, table_groups({_DOCUMENT: root}, kept)


def _cut(table: etree._Element, row: int) -> None:
    """Go on with a table on a new page from a row, below its header."""
    rest = copy.deepcopy(table)
    for number, (here, there) in enumerate(
        zip(table.findall(f"{_W}tr"), rest.findall(f"{_W}tr"), strict=True)
    ):
        if number >= row:
            table.remove(here)
        elif number:
            rest.remove(there)
    table.addnext(rest)
    table.addnext(etree.fromstring(_BREAK))


def _break_before(table: etree._Element, kept: Collection[str]) -> None:
    before = _introduction(table, kept)
    if before:
        before[-1].addnext(etree.Element(f"{_W}pageBreakBefore"))


def _introduction(table: etree._Element, kept: Collection[str]) -> list[etree._Element]:
    """Give the styles of the paragraphs before a table that are to stay with it, from the last to the first."""
    found, before = [], table.getprevious()
    while before is not None and before.tag == f"{_W}p":
        style = before.find(f"{_W}pPr/{_W}pStyle")
        if style is None or style.get(f"{_W}val") not in kept:
            break
        found.append(style)
        before = before.getprevious()
    return found
