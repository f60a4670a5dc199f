"""What a file looks like as a whole: its pages and its styles, each in one form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree

from generator.pairs.model import Table, Word
from generator.templates import W

_CLEARLY: Final = 0.1
"""Of the width of the table."""
_LAYOUT: Final = frozenset(f"{W}{name}" for name in ("pgSz", "pgMar", "titlePg", "type", "cols"))


def pages(word: Word) -> list[list[bytes]]:
    """Give size, margins and columns of each section."""
    sections = word.parts["word/document.xml"].iter(f"{W}sectPr")
    return [[canonical(each) for each in node if each.tag in _LAYOUT] for node in sections]


def widths(table: Table) -> list[float]:
    """Give the share of each column in the width of a table: by the cells of its first whole row, else by its grid."""
    for row in table.node.iter(f"{W}tr"):
        cells = [node.find(f"{W}tcPr") for node in row.iter(f"{W}tc")]
        found = [_width(None if cell is None else cell.find(f"{W}tcW")) for cell in cells]
        if len(cells) == table.columns and all(found):
            return [each / sum(found) for each in found]
    grid = [_width(node) for node in table.node.iterfind(f"{W}tblGrid/{W}gridCol")]
    return [each / sum(grid) for each in grid] if all(grid) else []


def clearly_differ(one: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether a column takes another part of its table in the other language, as no longer word asks for."""
    return len(one) == len(other) and any(abs(a - b) > _CLEARLY for a, b in zip(one, other, strict=True))


def _width(node: etree._Element | None) -> int:
    """Give a width in twentieths of a point, or nothing where it is left to Word."""
    value = "" if node is None or node.get(f"{W}type") not in (None, "dxa") else str(node.get(f"{W}w"))
    return int(value) if value.isdigit() else 0


def styles(word: Word) -> dict[str, bytes]:
    """Give the definition of each style that something stands in, without its language: Word brings others along as it likes."""
    root = word.parts.get("word/styles.xml")
    found = {} if root is None else {str(each.get(f"{W}styleId")): each for each in root.iter(f"{W}style")}
    used = {name for name, style in found.items() if style.get(f"{W}default")} | used_styles(word)
    shown: set[str] = set()
    while wanted := (used & found.keys()) - shown:
        shown |= wanted
        used |= {str(each.get(f"{W}val")) for name in wanted for each in found[name].iter(f"{W}basedOn")}
    return {name: canonical(found[name]) for name in shown}


def used_styles(word: Word) -> set[str]:
    """Give the styles that a file names, but for those that only other styles name."""
    return {
        str(node.get(f"{W}val"))
        for root in word.parts.values()
        for node in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    }


def canonical(node: etree._Element) -> bytes:
    """Write an element in one form, without what tells its language."""
    copy = etree.fromstring(etree.tostring(node))
    for each in list(copy.iter(f"{W}lang", f"{W}rsid")):
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
    return etree.tostring(copy, method="c14n", exclusive=True, with_tail=False)
