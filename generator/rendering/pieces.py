"""A rendered document as paragraphs and tables, each text split into what the template says and what it printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from generator.rendering.environment import MARK, Printed
from generator.rendering.proof import GAP, NOTE, TEXTS, pieces

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TABLE, _ROW, _CELL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_STYLE, _SPAN, _COLUMN, _VAL = f"{_W}pStyle", f"{_W}gridSpan", f"{_W}gridCol", f"{_W}val"
_SPOKEN: Final = (f"{_W}tblCaption", f"{_W}tblDescription")
_TEXTS: Final = frozenset(TEXTS)
_NODES: Final = (
    *TEXTS, _P, _STYLE, _TABLE, _ROW, _CELL, _SPAN, _COLUMN, *_SPOKEN, etree.ProcessingInstruction
)  # fmt: skip
_VALUE: Final = re.compile(f"{MARK[0]}(\\d+){MARK[1]}[^{MARK[2]}]*{MARK[2]}")
DOCUMENT: Final = "word/document.xml"
OPEN: Final = "¤"
"""Stands for a printed value in what the template says."""


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph; `literal` is what the template says, with a sign for each of the printed values."""

    number: str
    """Its number in the template, and how many the template has; empty where it has none."""
    style: str
    literal: str
    values: tuple[Printed, ...]
    notes: int = 0
    """How many footnotes are referred to."""

    @property
    def text(self) -> str:
        """The text as a reader sees it."""
        pieces = self.literal.split(OPEN)
        if len(pieces) != len(self.values) + 1:
            return self.literal
        return "".join(
            piece + value.text for piece, value in zip(pieces, (*self.values, Printed("", "")), strict=True)
        )


def masked(paragraph: Paragraph) -> str:
    """Give the words of the template only, for a message that may not repeat what was printed."""
    return paragraph.literal.replace(OPEN, "…")


@dataclass(slots=True, eq=False)
class Cell:
    """A cell, its first column in the grid, and how many columns it covers."""

    column: int
    span: int = 1
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Row:
    """A row of a table."""

    cells: list[Cell] = field(default_factory=list)

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Give its paragraphs from left to right."""
        return (paragraph for cell in self.cells for paragraph in cell.paragraphs)


@dataclass(slots=True, eq=False)
class Table:
    """A table; its caption and description are read aloud, and so they are texts."""

    columns: int = 0
    rows: list[Row] = field(default_factory=list)
    spoken: list[Paragraph] = field(default_factory=list)


Item = Paragraph | Table


def items_of(marked: Mapping[str, str], printed: Sequence[Printed]) -> dict[str, list[Item]]:
    """Give what a reader meets in each part, from top to bottom; empty paragraphs are left out."""
    return {name: _Reader(printed).items(etree.fromstring(xml.encode())) for name, xml in marked.items()}


class _Reader:
    """Reads a part in one go over its nodes: to seek them paragraph by paragraph takes three times as long."""

    def __init__(self, printed: Sequence[Printed]) -> None:
        self._printed = printed
        self._items: list[Item] = []
        self._into: list[Item] | list[Paragraph] = self._items
        self._texts: list[etree._Element] = []
        self._number = self._style = ""
        self._notes = 0

    def items(self, root: etree._Element) -> list[Item]:
        number = ""
        for node in root.iter(*_NODES):
            tag = node.tag
            if tag in _TEXTS:
                self._texts.append(node)
                self._notes += tag == NOTE
            elif tag == _P:
                self._end_paragraph()
                self._number, number = number, ""
                if node.getparent().tag != _CELL:  # type: ignore[union-attr]
                    self._leave(node)
            elif tag == _STYLE:
                self._style = str(node.get(_VAL))
            elif isinstance(node, etree._ProcessingInstruction):  # noqa: SLF001
                number = str(node.text)
            else:
                self._shape(tag, node)
        self._end_paragraph()
        return self._items

    def _shape(self, tag: object, node: etree._Element) -> None:
        """Begin a table, a row or a cell, or learn more of the one that was begun."""
        table = self._items[-1] if self._items else None
        if tag == _TABLE:
            self._end_paragraph()
            self._items.append(Table())
        elif not isinstance(table, Table):
            return
        elif tag == _ROW:
            table.rows.append(Row())
        elif tag == _CELL and table.rows:
            self._end_paragraph()
            cells = table.rows[-1].cells
            column = cells[-1].column + cells[-1].span if cells else 1
            cells.append(Cell(column))
            self._into = cells[-1].paragraphs
        elif tag == _SPAN and table.rows and table.rows[-1].cells:
            table.rows[-1].cells[-1].span = int(str(node.get(_VAL)))
        elif tag == _COLUMN:
            table.columns += 1
        elif tag in _SPOKEN:
            table.spoken.append(self._paragraph(str(node.get(_VAL))))

    def _leave(self, node: etree._Element) -> None:
        """Go on below the table, if the paragraph does not stand in one."""
        if self._into is not self._items and next(node.iterancestors(_CELL), None) is None:
            self._into = self._items

    def _end_paragraph(self) -> None:
        if self._texts:
            made = self._paragraph("".join(pieces(self._texts)).replace(GAP, ""))
            made.notes = self._notes
            if made.values or made.literal.strip():
                self._into.append(made)
            self._texts = []
        self._number = self._style = ""
        self._notes = 0

    def _paragraph(self, text: str) -> Paragraph:
        if MARK[0] not in text:
            return Paragraph(self._number, self._style, text, ())
        parts = _VALUE.split(text)
        values = tuple([self._printed[int(found)] for found in parts[1::2]])
        return Paragraph(self._number, self._style, OPEN.join(parts[::2]), values)
