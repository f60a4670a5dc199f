"""What a template may be made of: all else is not drawn by each engine, or drawn otherwise.

A list of what is allowed, not of what is not: Word has more constructs than anybody has tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from generator.findings import Finding
from generator.messages import msg
from generator.pairs.model import Word
from generator.templates import W

_ALLOWED: Final = frozenset(
    f"{W}{name}" for name in (
        "body", "bookmarkEnd", "bookmarkStart", "br", "cantSplit", "cnfStyle", "cols", "continuationSeparator", "cr",
        "docGrid", "document", "drawing", "endnotes", "endnote", "fldChar", "footerReference", "footnote",
        "footnotePr", "footnoteRef", "footnoteReference", "footnotes", "ftr", "gridCol", "gridSpan", "hdr",
        "headerReference", "instrText", "lastRenderedPageBreak", "noBreakHyphen", "p", "pgMar", "pgSz", "proofErr",
        "r", "sectPr", "separator", "t", "tab", "tbl", "tblCaption", "tblDescription", "tblGrid", "tblHeader", "tblLayout",
        "tblLook", "tblPr", "tblStyle", "tblW", "tc", "tcPr", "tcW", "titlePg", "tr", "trPr", "type", "vMerge",
    )
)  # fmt: skip
_TOLD_ELSEWHERE: Final = frozenset(f"{W}{name}" for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr"))
"""What they hold is formatting, and told as such."""
_PICTURES: Final = re.compile(
    r"\{http://schemas\.openxmlformats\.org/drawingml/2006/(?:wordprocessingDrawing|main|picture)\}"
)
_CHANGE: Final = re.compile(
    r"(?:ins|del|moveFrom\w*|moveTo\w*|\w+Change|cell(?:Ins|Del|Merge)|delText|customXml(?:Ins|Del|Move)\w*)\Z"
)
_FIELDS: Final = re.compile(r"\s*(?:PAGE|NUMPAGES)\b[^\S\n]*(?:\\\*\s*\w+\s*)*\Z")
_TEXTS: Final = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml\Z")
_SETTINGS: Final = (
    "trackRevisions",
    "documentProtection",
    "evenAndOddHeaders",
    "autoHyphenation",
    "displayBackgroundShape",
)
_PLAIN: Final = msg(
    "Write it as plain text or as a table: no text boxes, symbols, form fields, content controls or hidden text."
)


def is_on(node: etree._Element | None) -> bool:
    """Tell whether a property is set: it is where it stands without a value, or with another than off."""
    return node is not None and node.get(f"{W}val") not in ("0", "false", "off")


def check(word: Word, part: str, root: etree._Element) -> Iterator[Finding]:
    """Check what a part is made of."""
    if part == "word/settings.xml":
        yield from _settings(word, root)
    elif _TEXTS.match(part):
        yield from _elements(word, part, root)
        yield from _references(word, part, root)
    else:
        for node in root.iter(f"{W}comment"):
            yield word.finding(
                "TPL011", word.place_of(node, part), msg("a comment"), msg("Delete it: Review, Delete.")
            )
        for node in root.iter(f"{W}vanish"):
            yield _refused(word, part, node)


def _elements(word: Word, part: str, root: etree._Element) -> Iterator[Finding]:
    inside: set[etree._Element] = set()
    for node in root.iter(etree.Element):
        if node.getparent() in inside:
            # its parent was told, with all that it holds
            inside.add(node)
        elif finding := _of(word, part, node):
            inside.add(node)
            yield finding


def _of(word: Word, part: str, node: etree._Element) -> Finding | None:
    name, place = etree.QName(node).localname, word.place_of(node, part)
    if _CHANGE.match(name) and node.tag.startswith(W):
        told = msg("a tracked change (w:{name})", name=name)
        return word.finding("TPL011", place, told, msg("Accept or reject it: Review, Accept."))
    if name.startswith("comment"):
        return word.finding("TPL011", place, msg("a comment"), msg("Delete it: Review, Delete."))
    if name == "vanish" or not (
        _is_formatting(node) or node.tag in _ALLOWED or _PICTURES.match(str(node.tag))
    ):
        return _refused(word, part, node)
    if name == "instrText" and not _FIELDS.match(node.text or ""):
        field = " ".join((node.text or "").split())[:40]
        told = msg("the field {field} is not filled in", field=field)
        return word.finding("TPL012", place, told, msg("Only PAGE and NUMPAGES are: write text or a tag."))
    if name == "tbl" and any(each.tag == f"{W}tc" for each in node.iterancestors()):
        return word.finding("TPL012", place, msg("a table within a table"), _PLAIN)
    return None


def _is_formatting(node: etree._Element) -> bool:
    return node.tag in _TOLD_ELSEWHERE or (
        any(each.tag in _TOLD_ELSEWHERE for each in node.iterancestors())
        and not any(each.tag == f"{W}sectPr" for each in (node, *node.iterancestors()))
    )


def _refused(word: Word, part: str, node: etree._Element) -> Finding:
    name = etree.QName(node)
    prefix = "w" if name.namespace == W[1:-1] else node.prefix or "?"
    place = word.place_of(node, part)
    if name.localname == "hyperlink":
        remedy = msg("Right-click it: Remove hyperlink; the address stays as text.")
        return word.finding("TPL012", place, msg("a hyperlink is not drawn by each engine"), remedy)
    if name.localname == "fldSimple":
        field = " ".join(str(node.get(f"{W}instr") or "").split())[:40]
        told = msg("the field {field} is not filled in", field=field)
        remedy = msg("Make it text: select it, Ctrl+Shift+F9; only PAGE and NUMPAGES are filled in.")
        return word.finding("TPL012", place, told, remedy)
    told = msg("{name} is not drawn by each engine", name=f"{prefix}:{name.localname}")
    return word.finding("TPL012", place, told, _PLAIN)


def _references(word: Word, part: str, root: etree._Element) -> Iterator[Finding]:
    """Tell of a note that is referred to and does not exist."""
    for what in ("footnote", "endnote"):
        notes = word.parts.get(f"word/{what}s.xml")
        there = set() if notes is None else {node.get(f"{W}id") for node in notes.iter(f"{W}{what}")}
        for node in root.iter(f"{W}{what}Reference"):
            if node.get(f"{W}id") not in there:
                told = msg("it refers to a note that does not exist")
                yield word.finding(
                    "TPL012",
                    word.place_of(node, part),
                    told,
                    msg("Delete the reference, and insert the note again."),
                )


def _settings(word: Word, root: etree._Element) -> Iterator[Finding]:
    for name in _SETTINGS:
        if is_on(root.find(f"{W}{name}")):
            told = msg("the setting w:{name} is on", name=name)
            yield word.finding(
                "TPL012",
                msg("settings of the file"),
                told,
                msg("Turn it off in Word: the documents would have it too."),
            )
