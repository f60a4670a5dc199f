"""Reads a Word file into paragraphs and tables, each with its place as a person finds it in Word.

The file is read as it stands, not joined with the common one: the place must be that of the file
which the person opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from lxml import etree

from generator.errors import UsageFault
from generator.locales import Language
from generator.messages import Message, msg
from generator.pairs import tags
from generator.pairs.constructs import is_on
from generator.pairs.model import Cell, Item, Paragraph, Region, Row, Table, Tag, Word, short
from generator.rendering import RENDERED, holds_tag
from generator.templates import W, read_parts

_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PART: Final = re.compile(
    r"word/(?:document|styles|settings|numbering|comments|header\d*|footer\d*|footnotes|endnotes)\.xml\Z|docProps/core\.xml\Z"
)
_ARTICLE: Final = re.compile(r"Art(?:icle|ikel)\s+(\d+)", re.IGNORECASE)
_HEADING: Final = re.compile(r"Heading\d\Z|PlainHeading\Z|PlainTitle\Z")
_NOTE: Final = "\ufffc"
"""Stands in the text for a reference to a footnote."""
_FIELD: Final = "#"
"""Stands in the text for what a field shows: a page number."""
_SWITCH: Final = re.compile(r"\\\*\s*MERGEFORMAT\b", re.IGNORECASE)
"""Word adds it when somebody touches a field; it says nothing on the page."""
_SEQUENCE: Final = (f"{W}p", f"{W}tbl")


class Unreadable(ValueError):
    """The file is no Word file that can be read."""


def read(path: Path, language: Language) -> Word:
    """Read a Word file.

    Raises:
        Unreadable: it is none, or its XML is broken.

    """
    try:
        raw = path.read_bytes()
        contents = read_parts(path.name, raw)
        every = {
            name: etree.fromstring(part)
            for name, part in contents.items()
            if name.endswith((".xml", ".rels"))
        }
        parts = {name: root for name, root in every.items() if _PART.match(name)}
        word = _Reader(parts, every["word/_rels/document.xml.rels"]).word(path, language)
        word.raw = raw
        word.misplaced = tuple(
            name for name, root in every.items() if _without_tags(name) and holds_tag(root)
        )
    except (OSError, UsageFault, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise Unreadable(str(error)) from error
    return word


def _without_tags(part: str) -> bool:
    """Tell whether no tag is filled in in a part; those of a comment go with it, and the title is told by itself."""
    return not (RENDERED.match(part) or part.startswith("word/comments") or part == "docProps/core.xml")


class Where:
    """Follows the headings and counts what stands below them."""

    def __init__(self, start: Message) -> None:
        """Begin before the first heading."""
        self.base = start
        self.paragraphs = self.tables = 0
        self._article = self._block = False
        self._around = (start, 0, 0, False)

    def _begin(self, base: Message) -> None:
        self.base, self.paragraphs, self.tables = base, 0, 0

    def heading(self, style: str, text: str) -> Message:
        """Go below a heading, and give the place of the heading itself."""
        if style == "Heading1" and (found := _ARTICLE.match(text)):
            self._article = True
            self._begin(msg("article {number}", number=found.group(1)))
            return msg("heading of article {number}", number=found.group(1))
        if style != "Heading1" and self._article:
            self.paragraphs += 1
            return msg("{where}, paragraph {number}", where=self.base, number=self.paragraphs)
        self._article = False
        self._begin(msg("below “{heading}”", heading=short(text)))
        return msg("heading “{heading}”", heading=short(text))

    def marker(self, tag: Tag) -> Message:
        """Enter or leave a block that takes its place in the common template; a stray tag does neither."""
        if tag.verb == "block" and tag.expression:
            self._block = True
            self._around = (self.base, self.paragraphs, self.tables, self._article)
            self._begin(msg("block “{name}”", name=tag.expression))
            self._article = True
            return msg("begin of the block “{name}”", name=tag.expression)
        if not self._block or tag.verb == "block":
            return self.paragraph()
        place = msg("end of {where}", where=self.base)
        self.base, self.paragraphs, self.tables, self._article = self._around
        self._block = False
        return place

    def paragraph(self) -> Message:
        """Count a paragraph."""
        self.paragraphs += 1
        return msg("{where}, paragraph {number}", where=self.base, number=self.paragraphs)

    def table(self) -> Message:
        """Count a table."""
        self.tables += 1
        return msg("{where}, table {number}", where=self.base, number=self.tables)


class _Reader:
    def __init__(self, parts: Mapping[str, etree._Element], relations: etree._Element) -> None:
        self._parts = parts
        self._targets = {each.get("Id"): f"word/{each.get('Target')}" for each in relations}
        self._places: dict[etree._Element, Message] = {}
        self._containers = 0
        self._tables = 0

    def word(self, path: Path, language: Language) -> Word:
        document = self._parts["word/document.xml"]
        body = document.find(f"{W}body")
        if body is None:
            raise ValueError(path.name)
        start = msg("before the first heading")
        regions = {"document": Region(start, list(self._items(body, Where(start))))}
        regions |= self._margins(document)
        regions |= self._notes()
        regions |= self._properties()
        word = Word(path.as_posix(), path.name, language, regions, self._parts, self._places)
        for region in regions.values():
            tags.resolve(tag for paragraph in region.paragraphs for tag in paragraph.tags)
        word.extends = next(
            (t.expression for p in regions["document"].paragraphs for t in p.tags if t.verb == "extends"),
            None,
        )
        return word

    def _items(self, parent: etree._Element, where: Where) -> Iterator[Item]:
        self._containers += 1
        container = self._containers
        for node in _sequence(parent):
            if node.tag == f"{W}p":
                made = self._paragraph(node, where, container)
                yield made
                for told in made.pictures:
                    said = msg("{place}, alternative text of a picture", place=made.place)
                    yield Paragraph("picture", told, said, tags.found_in(told))
            else:
                yield self._table(node, where)

    def _paragraph(self, node: etree._Element, where: Where, container: int) -> Paragraph:
        made = _paragraph(node, where.base)
        made.container = container
        marker = next((tag for tag in made.tags if tag.verb in ("block", "endblock")), None)
        if marker is not None:
            made.place = where.marker(marker)
        elif _HEADING.match(made.style) and made.text.strip():
            made.place = where.heading(made.style, made.text)
        elif made.text.strip() or made.pictures:
            made.place = where.paragraph()
        self._places[node] = made.place
        return made

    def _table(self, node: etree._Element, where: Where) -> Table:
        place = where.table()
        self._tables += 1
        table = self._tables
        self._places[node] = place
        rows = []
        for number, row in enumerate(node.iter(f"{W}tr"), 1):
            at = msg("{table}, row {number}", table=place, number=number)
            self._places[row] = at
            header = is_on(row.find(f"{W}trPr/{W}tblHeader"))
            rows.append(Row(at, header, list(self._cells(row, at, (table, number)))))
        style = node.find(f"{W}tblPr/{W}tblStyle")
        columns = len(node.findall(f"{W}tblGrid/{W}gridCol"))
        spoken = []
        for name, said in (
            ("tblCaption", msg("{table}, caption", table=place)),
            ("tblDescription", msg("{table}, description", table=place)),
        ):
            told = node.find(f"{W}tblPr/{W}{name}")
            if told is not None:
                text = str(told.get(f"{W}val") or "")
                spoken.append(Paragraph(name, text, said, tags.found_in(text)))
        return Table(place, "" if style is None else str(style.get(f"{W}val")), columns, rows, spoken, node)

    def _cells(self, row: etree._Element, at: Message, number: tuple[int, int]) -> Iterator[Cell]:
        column = 1
        for node in row.iter(f"{W}tc"):
            span = node.find(f"{W}tcPr/{W}gridSpan")
            merge = node.find(f"{W}tcPr/{W}vMerge")
            width = 1 if span is None else int(str(span.get(f"{W}val")))
            merged = "" if merge is None else str(merge.get(f"{W}val") or "continue")
            place = msg("{row}, column {number}", row=at, number=column)
            self._places[node] = place
            inside = [_paragraph(each, place) for each in node.iter(f"{W}p")]
            self._containers += 1
            for index, paragraph in enumerate(inside, 1):
                if len(inside) > 1:
                    paragraph.place = msg("{where}, paragraph {number}", where=place, number=index)
                paragraph.container, paragraph.row = self._containers, number
                assert paragraph.node is not None
                self._places[paragraph.node] = paragraph.place
            yield Cell(column, width, merged, inside)
            column += width

    def _margins(self, document: etree._Element) -> dict[str, Region]:
        """Read headers and footers by section and kind of page; one that serves twice is read once."""
        regions: dict[str, Region] = {}
        read: set[str] = set()
        for section, node in enumerate(document.iter(f"{W}sectPr"), 1):
            for reference in node.iter(f"{W}headerReference", f"{W}footerReference"):
                name = self._targets[reference.get(f"{_R}id")]
                what = "header" if reference.tag == f"{W}headerReference" else "footer"
                kind = str(reference.get(f"{W}type"))
                if name not in read:
                    read.add(name)
                    place = _margin(what, kind, section)
                    regions[f"{what} {section} {kind}"] = Region(place, self._plain(self._parts[name], place))
        return regions

    def _notes(self) -> dict[str, Region]:
        regions = {}
        for what in ("footnote", "endnote"):
            part = self._parts.get(f"word/{what}s.xml")
            notes = (
                []
                if part is None
                else [n for n in part.iter(f"{W}{what}") if n.get(f"{W}type") in (None, "normal")]
            )
            for number, node in enumerate(notes, 1):
                place = msg("footnote {number}", number=number)
                regions[f"{what} {number}"] = Region(place, self._plain(node, place))
        return regions

    def _plain(self, root: etree._Element, place: Message) -> list[Item]:
        """Read a part that has no headings: a single paragraph has the place of the part."""
        self._places[root] = place
        items = list(self._items(root, Where(place)))
        if len(items) == 1 and isinstance(items[0], Paragraph) and items[0].node is not None:
            items[0].place = self._places[items[0].node] = place
        return items

    def _properties(self) -> dict[str, Region]:
        core = self._parts.get("docProps/core.xml")
        text = "" if core is None else str(core.findtext(f"{_DC}title") or "")
        place = msg("title in the properties")
        return {"properties": Region(place, [Paragraph("", text, place, tags.found_in(text))])}


def _margin(what: str, kind: str, section: int) -> Message:
    """Name a header or a footer; those of later sections with their section."""
    places = {
        ("header", "default"): msg("header"),
        ("header", "first"): msg("header of the first page"),
        ("header", "even"): msg("header of the even pages"),
        ("footer", "default"): msg("footer"),
        ("footer", "first"): msg("footer of the first page"),
        ("footer", "even"): msg("footer of the even pages"),
    }
    place = places.get((what, kind), places[what, "default"])
    return place if section == 1 else msg("{place}, section {number}", place=place, number=section)


def _sequence(parent: etree._Element) -> Iterator[etree._Element]:
    """Give paragraphs and tables, also those that something is wrapped around."""
    for node in parent:
        if node.tag in _SEQUENCE:
            yield node
        elif node.tag != f"{W}sectPr":
            yield from _sequence(node)


def _paragraph(node: etree._Element, place: Message) -> Paragraph:
    style = node.find(f"{W}pPr/{W}pStyle")
    text, runs, notes = "", [], 0
    codes, depth = [""], 0
    for run in node.iter(f"{W}r"):
        for mark in run.iter(f"{W}fldChar"):
            kind = mark.get(f"{W}fldCharType")
            depth += {"begin": 1, "end": -1}.get(str(kind), 0)
            codes += [""] if kind == "begin" else []
        codes[-1] += "".join(str(each.text or "") for each in run.iter(f"{W}instrText"))
        # what a field shows is of the day on which Word counted last
        ended = depth == 0 and run.find(f"{W}fldChar") is not None
        piece = _FIELD if ended else "" if depth else _run_text(run)
        if piece:
            runs.append((len(text), _formatting(run)))
            notes += piece.count(_NOTE)
            text += piece
    fields = tuple(code for each in codes if (code := " ".join(_SWITCH.sub(" ", each).split())))
    pictures = tuple(str(each.get("descr") or "") for each in node.iter(f"{_WP}docPr"))
    text = text.replace(_NOTE, "")
    named = "Normal" if style is None else str(style.get(f"{W}val"))
    return Paragraph(named, text, place, tags.found_in(text), node, notes, fields, pictures, tuple(runs))


def _run_text(run: etree._Element) -> str:
    out = []
    for node in run:
        if node.tag == f"{W}t":
            out.append(str(node.text or ""))
        elif node.tag == f"{W}tab":
            out.append("\t")
        elif node.tag in (f"{W}br", f"{W}cr"):
            out.append("\n")
        elif node.tag == f"{W}noBreakHyphen":
            out.append("\u2011")
        elif node.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            out.append(_NOTE)
    return "".join(out)


def _formatting(run: etree._Element) -> str:
    """Write the formatting of a run; the language and the spelling marks of Word are none."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        return ""
    kept = (each for each in properties if each.tag not in (f"{W}lang", f"{W}noProof"))
    return " ".join(sorted(f"{each.tag}{sorted(each.attrib.items())}" for each in kept))
