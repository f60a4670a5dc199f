"""What a file looks like as a whole: its pages and its styles, each in one form."""

from __future__ import annotations

from typing import Final

from lxml import etree

from generator.pairs.model import Word
from generator.templates import W

_LAYOUT: Final = frozenset(f"{W}{name}" for name in ("pgSz", "pgMar", "titlePg", "type", "cols"))


def pages(word: Word) -> list[list[bytes]]:
    """Give size, margins and columns of each section."""
    sections = word.parts["word/document.xml"].iter(f"{W}sectPr")
    return [[canonical(each) for each in node if each.tag in _LAYOUT] for node in sections]


def styles(word: Word) -> dict[str, bytes]:
    """Give the definition of each style, without its language."""
    root = word.parts.get("word/styles.xml")
    found = () if root is None else root.iter(f"{W}style")
    return {str(style.get(f"{W}styleId")): canonical(style) for style in found}


def canonical(node: etree._Element) -> bytes:
    """Write an element in one form, without what tells its language."""
    copy = etree.fromstring(etree.tostring(node))
    for each in list(copy.iter(f"{W}lang", f"{W}rsid")):
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
    return etree.tostring(copy, method="c14n", exclusive=True, with_tail=False)
