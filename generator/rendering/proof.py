"""Proves that what a template printed stands in the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lxml import etree

from generator.rendering.environment import Printed

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _T, _BR, _TAB = f"{_W}p", f"{_W}t", f"{_W}br", f"{_W}tab"
_FIELD, _SIMPLE, NOTE = f"{_W}fldChar", f"{_W}fldSimple", f"{_W}footnoteReference"
TEXTS: Final = (_T, _BR, _TAB, _FIELD, _SIMPLE, NOTE)
"""What holds the text of a paragraph, or a gap in it."""
GAP: Final = "\x00"
"""Stands in the text of a paragraph where the converter writes what the file does not hold."""


def paragraphs_of(parts: Mapping[str, etree._Element]) -> dict[str, list[str]]:
    """Give the text of each paragraph by part; a gap where a page number or footnote mark stands."""
    return {name: list(_paragraphs(root)) for name, root in parts.items()}


def _paragraphs(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(_P):
        text = "".join(pieces(paragraph.iter(*TEXTS)))
        if text.strip(f" {GAP}"):
            yield text


def pieces(nodes: Iterable[etree._Element]) -> Iterator[str]:
    """Give the text of the nodes of a paragraph that are `TEXTS`, with its gaps."""
    depth = 0
    for node in nodes:
        if node.tag == _FIELD:
            kind = node.get(f"{_W}fldCharType")
            depth += {"begin": 1, "end": -1}.get(str(kind), 0)
            yield GAP
        elif node.tag in (_SIMPLE, NOTE):
            yield GAP
        elif depth or node.getparent().getparent().tag == _SIMPLE:  # type: ignore[union-attr]
            continue
        elif node.tag == _T:
            yield node.text or ""
        elif node.getparent().tag == f"{_W}r":  # type: ignore[union-attr]
            yield "\n" if node.tag == _BR else "\t"


def lost_pieces(pieces: Iterable[str], text: str) -> list[str]:
    """Give the pieces that a text does not hold, each as often as it is asked for.

    The longest are sought first, and each that is found is cut out: a short one, such as the number in
    a cell, cannot be found inside what another one needs.
    """
    lost = []
    for piece in sorted(pieces, key=len, reverse=True):
        place = text.find(piece)
        if place < 0:
            lost.append(piece)
        else:
            text = f"{text[:place]}{GAP}{text[place + len(piece) :]}"
    return lost


def missing_values(printed: Iterable[Printed], paragraphs: Mapping[str, list[str]]) -> list[Printed]:
    """Give the printed values that the document does not hold as often as they were printed."""
    values = [value for value in printed if value.text.strip()]
    whole = GAP.join(text for texts in paragraphs.values() for text in texts)
    lost = Counter(lost_pieces((value.text for value in values), whole))
    missing = []
    for value in values:
        if lost[value.text]:
            lost[value.text] -= 1
            missing.append(value)
    return missing
