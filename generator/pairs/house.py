"""The house style of one file: formatting by hand, fonts, languages, leftovers, properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from generator.findings import Finding
from generator.messages import Message, msg
from generator.pairs import constructs, styles
from generator.pairs.model import Paragraph, Table, Word, short
from generator.templates import W

_FONT: Final = "Carlito"
_TEXTS: Final = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml\Z")
_RUN: Final = frozenset({f"{W}{name}" for name in ("rStyle", "lang", "noProof", "rFonts", "highlight")})
"""What a run may have, or what is told under another code."""
_PARAGRAPH: Final = frozenset({f"{W}{name}" for name in ("pStyle", "sectPr", "rPr")})
_LEFTOVER: Final = re.compile(
    r"\bTO[ -]?DO\b|\bFIXME\b|\bTB[DC]\b|\b[xX]{2,}\b|\blorem ipsum\b|\bdolor sit amet\b|\?{2,}|\.{4,}|\[\[|\]\]|<<|>>|\{#"
    r"|@{3,}|#{3,}|_{4,}|\bbla ?bla|\bn\.t\.b\."
    r"|\[(?:naam|nom|datum|date|bedrag|montant)\]|<(?:naam|nom|datum|date|bedrag|montant)>|\bvertaling volgt\b|\btraduction suit\b"
    r"|\b(?:Klik hier om|Cliquez ici pour|Cliquez ou appuyez)\b|\b(?:tekst|texte) (?:hier|ici)\b"
    r"|#REF!|Erreur !|\bError!|Fout!",
    re.IGNORECASE,
)
_UNDONE: Final = (
    r"(?:à (?:compléter|traduire|vérifier|remplir|définir|déterminer|revoir)"
    r"|(?:nog )?(?:te (?:vertalen|vervolledigen|controleren|bepalen)|(?:aan|in) te vullen|na te kijken)|nakijken)"
)
_REMINDER: Final = re.compile(
    rf"[\[(<]\s*{_UNDONE}\b|\b{_UNDONE}\s*[!?\])>…]|(?:\A\W*|[:–—-]\s+){_UNDONE}[\s.…]*\Z",
    re.IGNORECASE,
)
"""What somebody wrote to himself: between brackets, with an exclamation mark, or alone behind a word; in a sentence it is text."""
_SHOUTED: Final = re.compile(rf"\b{_UNDONE.upper()}\b")
_TABLE: Final[Mapping[str, frozenset[str]]] = {
    "tblPr": frozenset(
        f"{W}{name}" for name in ("tblStyle", "tblW", "tblLayout", "tblLook", "tblCaption", "tblDescription")
    ),
    "tcPr": frozenset(f"{W}{name}" for name in ("tcW", "gridSpan", "vMerge", "cnfStyle")),
    "trPr": frozenset(f"{W}{name}" for name in ("cantSplit", "tblHeader", "cnfStyle", "ins", "del")),
}
"""What Word writes for a table that only its style formats."""
_NOTES: Final = frozenset({"subject", "keywords", "description", "category", "contentStatus"})
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_CLEAR: Final = msg("Select the text and clear the formatting (Ctrl+space, Ctrl+Q); choose a style.")


def check(word: Word) -> Iterator[Finding]:
    """Check what Word shows, and what it hides."""
    there = _styles(word)
    yield from styles.check(word)
    yield from _properties(word)
    for name, root in word.parts.items():
        yield from constructs.check(word, name, root)
        if name == "word/comments.xml":
            # they are told as comments, and go
            continue
        yield from _fonts(word, name, root)
        yield from _languages(word, name, root)
        if _TEXTS.match(name):
            yield from _formatting(word, name, root, there)
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


def _formatting(word: Word, part: str, root: etree._Element, there: frozenset[str]) -> Iterator[Finding]:
    for node in root.iter(f"{W}r"):
        place = word.place_of(node, part)
        if any(each.get(f"{W}type") == "page" for each in node.iter(f"{W}br")):
            told = msg("a page break is set by hand")
            remedy = msg("Delete it: the styles keep together what belongs together.")
            yield word.finding("TPL013", place, told, remedy)
        properties = node.find(f"{W}rPr")
        if properties is None:
            continue
        text = short("".join(str(each.text or "") for each in node.iter(f"{W}t")))
        if properties.find(f"{W}highlight") is not None:
            yield word.finding("TPL011", place, msg("“{text}” is highlighted", text=text), _CLEAR)
        by_hand = [etree.QName(each).localname for each in properties if each.tag not in _RUN]
        if by_hand := [name for name in by_hand if not name.endswith("Change")]:
            if by_hand == ["vanish"]:
                continue
            told = msg("“{text}” is formatted by hand ({what})", text=text, what=_listed(by_hand))
            yield word.finding("TPL013", place, told, _CLEAR)
    yield from _paragraphs(word, part, root)
    for node in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
        if (style := str(node.get(f"{W}val"))) not in there:
            told = msg("the style {style} does not exist in the file", style=style)
            yield word.finding("TPL013", word.place_of(node, part), told, msg("Choose a style of the house."))


_KNOWN: Final[Mapping[str, Message]] = {
    "b": msg("bold"), "i": msg("italic"), "u": msg("underlined"), "sz": msg("size"), "color": msg("colour"), "jc": msg("alignment"),
    "spacing": msg("spacing"), "ind": msg("indentation"), "numPr": msg("numbering"), "shd": msg("shading"), "tabs": msg("tab stops"),
}  # fmt: skip
"""What Word calls the formatting that people set most; other names stay those of the file."""


def _listed(names: Sequence[str]) -> Message | str:
    """Name what was formatted by hand; a name for another script, such as bCs, says no more."""
    told = [name for name in names if not (name.endswith("Cs") and name[:-2] in names)]
    made: Message | str = _KNOWN.get(told[0], told[0])
    for name in told[1:]:
        made = msg("{first}, {second}", first=made, second=_KNOWN.get(name, name))
    return made


def _paragraphs(word: Word, part: str, root: etree._Element) -> Iterator[Finding]:
    for node in root.iter(f"{W}pPr"):
        marked = node.find(f"{W}rPr")
        if marked is not None and marked.find(f"{W}highlight") is not None:
            yield word.finding(
                "TPL011", word.place_of(node, part), msg("the mark of the paragraph is highlighted"), _CLEAR
            )
        by_hand = [etree.QName(each).localname for each in node if each.tag not in _PARAGRAPH]
        # a change of the formatting is told as a tracked change
        if by_hand := [name for name in by_hand if not name.endswith("Change")]:
            told = msg("the paragraph is formatted by hand ({what})", what=_listed(by_hand))
            yield word.finding("TPL013", word.place_of(node, part), told, _CLEAR)


def _by_hand(word: Word, table: Table) -> Iterator[Finding]:
    """Tell of what is set for one table, row or cell, and not by its style."""
    for name, allowed in _TABLE.items():
        for node in table.node.iter(f"{W}{name}"):
            told_by_hand = [etree.QName(each).localname for each in node if each.tag not in allowed]
            if told_by_hand:
                told = msg("the table is formatted by hand ({what})", what=", ".join(told_by_hand))
                yield word.finding(
                    "TPL013",
                    word.place_of(node, ""),
                    told,
                    msg("Leave borders, shading and sizes to the style."),
                )
    for node in table.node.iter(f"{W}tr"):
        if not constructs.is_on(node.find(f"{W}trPr/{W}cantSplit")):
            told = msg("the row may be torn over two pages")
            remedy = msg("Table properties, Row: do not allow the row to break across pages.")
            yield word.finding("TPL013", word.place_of(node, ""), told, remedy)
    if not table.style:
        told = msg("the table has no style")
        yield word.finding("TPL013", table.place, told, msg("Choose a style of the house."))


def _properties(word: Word) -> Iterator[Finding]:
    """Tell of notes in the properties of the file, which go out with it."""
    core = word.parts.get("docProps/core.xml")
    for node in () if core is None else core:
        name = etree.QName(node).localname
        if name in _NOTES and (node.text or "").strip():
            told = msg(
                "the properties hold a note ({field}): “{text}”", field=name, text=short(node.text or "")
            )
            yield word.finding("TPL021", msg("properties"), told, msg("Delete it: File, Info, Properties."))


def _leftovers(word: Word, paragraph: Paragraph) -> Iterator[Finding]:
    patterns = (_LEFTOVER, _REMINDER, _SHOUTED)
    if found := next(filter(None, (each.search(paragraph.bare) for each in patterns)), None):
        told = msg("“{sign}” is left over in “{text}”", sign=found.group(), text=short(paragraph.text))
        yield word.finding("TPL011", paragraph.place, told, msg("Finish the text, or delete the note."))


def _table(word: Word, table: Table) -> Iterator[Finding]:
    if not table.rows or not table.rows[0].header:
        told = msg("the table has no header row")
        yield word.finding(
            "TPL020", table.place, told, msg("Select its first row: Layout, Repeat header rows.")
        )
    yield from _by_hand(word, table)
    named = {paragraph.style for paragraph in table.spoken if paragraph.text.strip()}
    if named != {"tblCaption", "tblDescription"}:
        told = msg("the table has no caption or no description for those who hear it")
        yield word.finding(
            "TPL020", table.place, told, msg("Table properties, Alt text: a title and a description.")
        )
