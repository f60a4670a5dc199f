"""Styles, numbering and pages of one file, held against those of the house.

What they are stands as hashes in `templates/house.json`, which a test keeps to the templates of the program: so a
style that was changed in the same way in both languages is seen too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from lxml import etree

from generator import resources
from generator.findings import Finding
from generator.messages import Message, msg
from generator.pairs import layout
from generator.pairs.model import Word
from generator.templates import W

_FORMATS: Final = ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr", "basedOn")
_PAGE: Final = ("pgSz", "pgMar", "type", "cols", "pgNumType", "pgBorders", "lnNumType", "titlePg")
_SILENT: Final = frozenset(
    f"{W}{name}" for name in ("lang", "noProof", "rsid", "nsid", "tmpl", "cols", "docGrid")
)
_NO_STYLE: Final = "Normal"
_CHOOSE: Final = msg("Choose a style of the house.")
_REMEDY: Final = msg("Copy the styles from a template of the program: Styles, Manage styles, Import/Export.")


def fingerprints(word: Word) -> Iterator[tuple[str, str]]:
    """Give the hash of each style, of the defaults, of each list and of each section."""
    styles = word.parts.get("word/styles.xml")
    for node in () if styles is None else styles.iter(f"{W}style"):
        formats = (each for name in _FORMATS for each in node.findall(f"{W}{name}"))
        yield f"style {node.get(f'{W}styleId')}", _hash(formats)
    for node in () if styles is None else styles.iter(f"{W}docDefaults"):
        yield "defaults", _hash([node])
    numbering = word.parts.get("word/numbering.xml")
    for node in () if numbering is None else numbering.iter(f"{W}lvl"):
        style = node.find(f"{W}pStyle")
        if style is not None:
            yield f"list {style.get(f'{W}val')}", _hash([node])
    for node in word.parts["word/document.xml"].iter(f"{W}sectPr"):
        yield "page", _hash(each for name in _PAGE for each in node.findall(f"{W}{name}"))


def check(word: Word) -> Iterator[Finding]:
    """Hold a file against the house; a style that the house does not have is told where it is used."""
    house = _house()
    used = layout.used_styles(word)
    for paragraph in word.paragraphs:
        if paragraph.style == _NO_STYLE and paragraph.text.strip():
            told = msg("the text has no style of its own (Normal)")
            yield word.finding("TPL013", paragraph.place, told, _CHOOSE)
    for name, value in dict.fromkeys(fingerprints(word)):
        known = house.get(name)
        sort, _, which = name.partition(" ")
        if known is None and (sort != "style" or which not in used):
            continue
        if known is None:
            told = msg("the style {style} is not of the house", style=which)
            yield word.finding("TPL013", _where(word, which), told, _CHOOSE)
        elif value not in known:
            yield word.finding("TPL013", msg("styles"), _changed(sort, which), _REMEDY)


def _changed(sort: str, which: str) -> Message:
    if sort == "style":
        return msg("the style {style} is not as in the house", style=which)
    if sort == "list":
        return msg("the numbering of the style {style} is not as in the house", style=which)
    if sort == "page":
        return msg("size, margins or numbering of the pages are not as in the house")
    return msg("the defaults of the text are not as in the house")


def _where(word: Word, style: str) -> Message:
    """Give the first place where a style is used."""
    for paragraph in word.paragraphs:
        if paragraph.style == style:
            return paragraph.place
    return msg("styles")


@cache
def _house() -> Mapping[str, frozenset[str]]:
    text = (resources.folder("templates") / "house.json").read_text(encoding="utf-8")
    return {name: frozenset(known) for name, known in json.loads(text).items()}


def _hash(nodes: Iterator[etree._Element] | list[etree._Element]) -> str:
    """Hash some elements, without what tells a language or the history of the file."""
    made = hashlib.sha256()
    for node in nodes:
        copy = etree.fromstring(etree.tostring(node))
        for each in list(copy.iter(etree.Element)):
            for name in [name for name in each.attrib if "rsid" in str(name)]:
                del each.attrib[name]
            parent = each.getparent()
            if each.tag in _SILENT and parent is not None:
                parent.remove(each)
        made.update(etree.tostring(copy, method="c14n", exclusive=True))
    return made.hexdigest()[:12]
