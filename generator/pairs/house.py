"""The house style of one file: what no engine draws, formatting by hand, fonts, languages, leftovers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from generator.findings import Finding
from generator.messages import msg
from generator.pairs.model import Paragraph, Table, Word, short
from generator.templates import W

FORBIDDEN: Final = (
    "pict", "object", "sym", "smartTag", "customXml", "ins", "del", "moveFrom", "moveTo", "vanish", "ffData",
    "sdt", "comment", "commentReference", "txbxContent", "altChunk",
)  # fmt: skip
"""Elements that an engine does not draw, or draws otherwise."""
_FONT: Final = "Carlito"
_TEXTS: Final = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml\Z")
_TRACKED: Final = frozenset({"ins", "del", "moveFrom", "moveTo"})
_RUN: Final = frozenset({f"{W}{name}" for name in ("rStyle", "lang", "noProof", "rFonts", "highlight")})
"""What a run may have, or what is told under another code."""
_PARAGRAPH: Final = frozenset({f"{W}{name}" for name in ("pStyle", "sectPr", "rPr")})
_LEFTOVER: Final = re.compile(
    r"\bTODO\b|\bFIXME\b|\bTBD\b|\b[xX]{3,}\b|\blorem ipsum\b|\?{2,}|\.{4,}|\[\[|\]\]|<<|>>|\{#"
    r"|\bà (?:compléter|traduire|vérifier)\b|\b(?:nog )?te (?:vertalen|vervolledigen|controleren)\b"
    r"|\bin te vullen\b|#REF!|Erreur !|\bError!|Fout!",
    re.IGNORECASE,
)
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_CLEAR: Final = msg("Select the text and clear the formatting (Ctrl+space, Ctrl+Q); choose a style.")


def check(word: Word) -> Iterator[Finding]:
    """Check what Word shows, and what it hides."""
    styles = _styles(word)
    for name, root in word.parts.items():
        yield from _constructs(word, name, root)
        yield from _fonts(word, name, root)
        yield from _languages(word, name, root)
        if _TEXTS.match(name):
            yield from _formatting(word, name, root, styles)
    for paragraph in word.paragraphs:
        yield from _leftovers(word, paragraph)
        if any(not told.strip() for told in paragraph.pictures):
            told = msg("a picture has no alternative text")
            yield word.finding(
                "TPL020", paragraph.place, told, msg("Right-click the picture: Edit alt text.")
            )
    for region in word.regions.values():
        for item in region.items:
            if isinstance(item, Table):
                yield from _table(word, item)


def _styles(word: Word) -> frozenset[str]:
    root = word.parts.get("word/styles.xml")
    return (
        frozenset() if root is None else frozenset(str(s.get(f"{W}styleId")) for s in root.iter(f"{W}style"))
    )


def _constructs(word: Word, part: str, root: etree._Element) -> Iterator[Finding]:
    for node in root.iter(*(f"{W}{name}" for name in FORBIDDEN)):
        name, place = etree.QName(node).localname, word.place_of(node, part)
        if name in _TRACKED:
            told, remedy = (
                msg("a tracked change (w:{name})", name=name),
                msg("Accept or reject it: Review, Accept."),
            )
        elif name.startswith("comment"):
            told, remedy = msg("a comment"), msg("Delete it: Review, Delete.")
        else:
            told = msg("w:{name} is not drawn by each engine", name=name)
            remedy = msg(
                "Write it as plain text or as a table: no text boxes, symbols, form fields, content controls or hidden text."
            )
        yield word.finding(
            "TPL011" if name in _TRACKED or name.startswith("comment") else "TPL012", place, told, remedy
        )


def _fonts(word: Word, part: str, root: etree._Element) -> Iterator[Finding]:
    for node in root.iter(f"{W}rFonts"):
        fonts = {str(value) for key, value in node.attrib.items() if not str(key).endswith("hint")}
        if other := sorted(fonts - {_FONT}):
            told = msg("the font {font} is not that of the house", font=", ".join(other))
            yield word.finding("TPL014", word.place_of(node, part), told, _CLEAR)


def _languages(word: Word, part: str, root: etree._Element) -> Iterator[Finding]:
    wanted = f"{word.language}-BE"
    told = [(node, node.get(f"{W}val")) for node in root.iter(f"{W}lang")]
    told += [(node, node.text) for node in root.iter(f"{_DC}language")]
    told += [(node, node.get(f"{W}val")) for node in root.iter(f"{W}themeFontLang")]
    for node, language in told:
        if language is not None and language != wanted:
            place = (
                msg("title in the properties") if part.startswith("docProps") else word.place_of(node, part)
            )
            message = msg("the language is {language}, not {wanted}", language=language, wanted=wanted)
            remedy = msg("Select the text: Review, Language, Set proofing language; screen readers speak it.")
            yield word.finding("TPL015", place, message, remedy)


def _formatting(word: Word, part: str, root: etree._Element, styles: frozenset[str]) -> Iterator[Finding]:
    for node in root.iter(f"{W}r"):
        properties = node.find(f"{W}rPr")
        if properties is None:
            continue
        place = word.place_of(node, part)
        text = short("".join(str(each.text or "") for each in node.iter(f"{W}t")))
        if properties.find(f"{W}highlight") is not None:
            yield word.finding("TPL011", place, msg("“{text}” is highlighted", text=text), _CLEAR)
        if by_hand := [etree.QName(each).localname for each in properties if each.tag not in _RUN]:
            if by_hand == ["vanish"]:
                continue
            told = msg("“{text}” is formatted by hand ({what})", text=text, what=", ".join(by_hand))
            yield word.finding("TPL013", place, told, _CLEAR)
    for node in root.iter(f"{W}pPr"):
        if by_hand := [etree.QName(each).localname for each in node if each.tag not in _PARAGRAPH]:
            told = msg("the paragraph is formatted by hand ({what})", what=", ".join(by_hand))
            yield word.finding("TPL013", word.place_of(node, part), told, _CLEAR)
    for node in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
        if (style := str(node.get(f"{W}val"))) not in styles:
            told = msg("the style {style} does not exist in the file", style=style)
            yield word.finding("TPL013", word.place_of(node, part), told, msg("Choose a style of the house."))


def _leftovers(word: Word, paragraph: Paragraph) -> Iterator[Finding]:
    if found := _LEFTOVER.search(paragraph.bare):
        told = msg("“{sign}” is left over in “{text}”", sign=found.group(), text=short(paragraph.text))
        yield word.finding("TPL011", paragraph.place, told, msg("Finish the text, or delete the note."))


def _table(word: Word, table: Table) -> Iterator[Finding]:
    if not table.rows or not table.rows[0].header:
        told = msg("the table has no header row")
        yield word.finding(
            "TPL020", table.place, told, msg("Select its first row: Layout, Repeat header rows.")
        )
    named = {paragraph.style for paragraph in table.spoken if paragraph.text.strip()}
    if named != {"tblCaption", "tblDescription"}:
        told = msg("the table has no caption or no description for those who hear it")
        yield word.finding(
            "TPL020", table.place, told, msg("Table properties, Alt text: a title and a description.")
        )
