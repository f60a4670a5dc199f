"""What was changed in a block that stands in both versions of a file: its words, tags, format, shape."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from lxml import etree

from generator.messages import Message, msg
from generator.pairs import layout
from generator.pairs.model import Cell, Paragraph, Row, Table, Tag, Word
from generator.pairs.words import normal, without_tags, written
from generator.templates import W

_NO_LOOK: Final = frozenset(f"{W}{name}" for name in ("pStyle", "rPr", "sectPr"))
_NO_SHAPE: Final = frozenset(f"{W}{name}" for name in ("tblCaption", "tblDescription", "tblStyle", "tblLook"))
_PROPERTY: Final = re.compile(r"\}(\w+)\[(.*?)\](?= \{|\Z)")
_VALUE: Final = re.compile(r"'([^']*)'\)")
_SEVERAL: Final = 2


class Kind(StrEnum):
    """What became of a block."""

    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    WORDS = "words"
    NOTATION = "notation"
    TAGS = "tags"
    FORMAT = "format"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a block: its places, and what stood there before and stands there now."""

    kind: Kind
    place: Message | None
    """In the new version; None where it is gone."""
    old_place: Message | None
    """In the old version; None where it is new."""
    before: str | Message = ""
    after: str | Message = ""


def paragraph(one: Paragraph, other: Paragraph) -> Iterator[Change]:
    """Give what was changed in a paragraph."""
    left, right = written(one), written(other)
    if normal(left) != normal(right):
        tagged = [_meaning(tag) for tag in one.tags] != [_meaning(tag) for tag in other.tags]
        if not tagged or without_tags(left) != without_tags(right):
            yield Change(Kind.WORDS, other.place, one.place, one.text, other.text)
        if tagged:
            yield Change(Kind.TAGS, other.place, one.place, *_tags(one.tags, other.tags))
    elif one.text != other.text:
        yield Change(Kind.NOTATION, other.place, one.place, one.text, other.text)
    for before, after in _looks(one, other):
        yield Change(Kind.FORMAT, other.place, one.place, before, after)


def table(one: Table, other: Table) -> Iterator[Change]:
    """Give what was changed in the shape of a table."""
    shapes = [
        msg("{columns} columns, style {style}", columns=each.columns, style=each.style)
        for each in (one, other)
    ]
    if shapes[0] != shapes[1]:
        yield Change(Kind.TABLE, other.place, one.place, *shapes)
    elif _drawn(one) != _drawn(other):
        told = msg("widths, borders or position of the table")
        yield Change(Kind.FORMAT, other.place, one.place, "", told)


def row(one: Row, other: Row, *, reshaped: bool) -> Iterator[Change]:
    """Give what was changed in the shape of a row; `reshaped`: the table has other columns, and that is told."""
    if one.header != other.header:
        names = [msg("header row") if each.header else msg("row that is no header") for each in (one, other)]
        yield Change(Kind.TABLE, other.place, one.place, *names)
    shapes = [" | ".join(_covered(cell) for cell in each.cells) for each in (one, other)]
    if shapes[0] != shapes[1] and not reshaped:
        told = [msg("cells over the columns {columns}", columns=each) for each in shapes]
        yield Change(Kind.TABLE, other.place, one.place, *told)


def whole(old: Word, new: Word) -> Iterator[Change]:
    """Give what was changed in the pages and in the definitions of the styles."""
    if layout.pages(old) != layout.pages(new):
        place = msg("page layout")
        yield Change(Kind.FORMAT, place, place, "", msg("size, margins or sections of the pages differ"))
    before, after = layout.styles(old), layout.styles(new)
    if names := sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name)):
        place = msg("styles")
        told = msg("the styles differ: {styles}", styles=", ".join(names))
        yield Change(Kind.FORMAT, place, place, "", told)


def _meaning(tag: Tag) -> str:
    return f"{tag.verb} {tag.raw if tag.flawed else tag.meaning}"


def _tags(olds: Sequence[Tag], news: Sequence[Tag]) -> tuple[str, str]:
    """Write the tags that only one version has; all of them where only their order differs."""
    left, right = (Counter(map(_meaning, side)) for side in (olds, news))
    gone = [tag.raw for tag in olds if left[_meaning(tag)] > right[_meaning(tag)]]
    new = [tag.raw for tag in news if right[_meaning(tag)] > left[_meaning(tag)]]
    if not gone and not new:
        gone, new = [tag.raw for tag in olds], [tag.raw for tag in news]
    return " ".join(gone), " ".join(new)


def _looks(one: Paragraph, other: Paragraph) -> Iterator[tuple[str | Message, str | Message]]:
    if one.style != other.style:
        yield one.style, other.style
    before, after = _by_hand(one.node), _by_hand(other.node)
    if before != after:
        yield _names(before, after), _names(after, before)
    left, right = _emphasis(one), _emphasis(other)
    if normal(one.bare) != normal(other.bare):
        # other words: only what is emphasised in which way can be compared
        left, right = ([("", style) for _, style in side] for side in (left, right))
    if sorted(left) != sorted(right):
        yield _quoted(_emphasis(one)), _quoted(_emphasis(other))
    marks = [(each.notes, each.fields, each.pictures) for each in (one, other)]
    if marks[0] != marks[1]:
        yield _marks(one), _marks(other)


def _by_hand(node: etree._Element | None) -> dict[str, bytes]:
    """Give the formatting of a paragraph that is not in its style."""
    properties = None if node is None else node.find(f"{W}pPr")
    kept = () if properties is None else (each for each in properties if each.tag not in _NO_LOOK)
    return {etree.QName(each).localname: layout.canonical(each) for each in kept}


def _names(one: dict[str, bytes], other: dict[str, bytes]) -> str:
    return ", ".join(name for name in sorted(one) if one[name] != other.get(name)) or "–"


def _emphasis(paragraph: Paragraph) -> list[tuple[str, str]]:
    """Give the parts that are formatted otherwise than the paragraph, and how."""
    ends = [*(start for start, _ in paragraph.runs[1:]), len(paragraph.text)]
    runs = [
        (_style(form), paragraph.text[start:end])
        for (start, form), end in zip(paragraph.runs, ends, strict=False)
    ]
    joined = ((form, "".join(text for _, text in group)) for form, group in groupby(runs, lambda run: run[0]))
    return [(normal(text) or text, form) for form, text in joined if form and text.strip()]


def _style(form: str) -> str:
    """Name the formatting of a run in short: its character style, or its properties."""
    found = []
    for name, values in _PROPERTY.findall(form):
        said = " ".join(_VALUE.findall(values))
        found.append(said if name == "rStyle" else f"{name} {said}".strip())
    return ", ".join(found)


def _quoted(parts: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"“{text}” ({form})" for text, form in parts) or "–"


def _marks(paragraph: Paragraph) -> Message:
    return msg(
        "notes: {notes}; fields: {fields}; pictures: {pictures}",
        notes=paragraph.notes,
        fields=", ".join(paragraph.fields) or "–",
        pictures=", ".join(f"“{each}”" for each in paragraph.pictures) or "–",
    )


def _drawn(table: Table) -> list[bytes]:
    kept = [*table.node.iterfind(f"{W}tblPr/*"), *table.node.iterfind(f"{W}tblGrid/*")]
    return [layout.canonical(each) for each in kept if each.tag not in _NO_SHAPE]


def _covered(cell: Cell) -> str:
    """Write which columns a cell covers, and that it is merged with those above or below."""
    columns = str(cell.column) if cell.span < _SEVERAL else f"{cell.column}–{cell.column + cell.span - 1}"
    return {"": "", "restart": "↓", "continue": "↑"}.get(cell.merge, "") + columns
