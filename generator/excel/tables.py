"""Finds the tables of a kind in the sheets of a workbook, by the technical names that a hidden row of each holds.

So headers may be in any language, and columns and sheets in any order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.catalog import kinds
from generator.excel import labels
from generator.excel.book import At, Book, Where
from generator.excel.layout import Layout, Need, Path, Table, layout
from generator.findings import Severity
from generator.messages import msg
from generator.sheets.faults import seen
from generator.sheets.grid import Grid, letters
from generator.sheets.texts import key

_MARK: Final = re.compile(r"cpas ([a-z-]+)(?:/([a-z_./]+))?(?: ([0-9]{4}))?\Z")
"""What the hidden row begins with: `cpas convention-city 2015`, `cpas convention-city/partners`, `cpas decision/revisions/remarks`."""
_ROWS: Final = 10
"""So many rows are looked through: somebody may put a title above."""
_HEADS: Final = 3
"""So many rows of headers may follow the technical names."""


@dataclass(frozen=True, slots=True)
class Found:
    """A table that was found: what it is, its sheet, where on it which columns are read."""

    table: Table
    grid: Grid
    where: Where
    year: int | None


@dataclass(frozen=True, slots=True)
class _Marked:
    """A sheet with the mark of a table."""

    grid: Grid
    row: int
    column: int
    kind: str
    name: str
    year: int | None

    @property
    def at(self) -> At:
        return At(self.grid.name, self.row, self.column)


def mark(kind: str, name: str, year: int | None) -> str:
    """Write what the hidden row of a table begins with, by the technical name of the table."""
    of_list = f"/{name}" if name else ""
    return f"cpas {kind}{of_list}{'' if year is None else f' {year}'}"


def find(grids: Sequence[Grid], book: Book) -> tuple[Layout | None, dict[Path, Found]]:
    """Find the tables of the kind that the workbook is for; what is missing is noted in the book."""
    marks = [found for grid in grids if (found := _marked(grid)) is not None]
    main = next((each for each in marks if not each.name), None)
    if main is None:
        book.whole = False
        book.find(
            "XLS023",
            Severity.ERROR,
            (),
            msg("No sheet has the hidden row of technical names by which columns are known."),
            msg("Copy the rows into the workbook that “cpas excel template” makes."),
        )
        return None, {}
    made = layout(main.kind)
    book.kind = made.kind.name
    by_name = {table.name: table for table in made.tables}
    tables: dict[Path, Found] = {}
    for each in marks:
        table = by_name.get(each.name) if each.kind == book.kind else None
        if table is None or table.path in tables:
            _strange(book, each, twice=table is not None)
        else:
            tables[table.path] = _found(book, table, each)
    tables = {table.path: tables[table.path] for table in made.tables if table.path in tables}
    book.tables = {path: each.where for path, each in tables.items()}
    _missing(book, made, tables, one_sheet=main.grid.name == "")
    _not_read(book, grids, marks)
    return made, tables


def _marked(grid: Grid) -> _Marked | None:
    for (row, column), cell in sorted(grid.cells.items()):
        if row > _ROWS:
            return None
        found = _MARK.match(cell.value.strip()) if isinstance(cell.value, str) else None
        if found and found[1] in kinds() and not kinds()[found[1]].private:
            return _Marked(grid, row, column, found[1], found[2] or "", int(found[3]) if found[3] else None)
    return None


def _strange(book: Book, each: _Marked, *, twice: bool) -> None:
    book.whole = False
    cause = (
        msg("The sheet “{sheet}” holds the same table as another one.", sheet=seen(each.grid.name))
        if twice
        else msg("The sheet “{sheet}” is of another kind of workbook.", sheet=seen(each.grid.name))
    )
    remedy = msg("Put the rows on one sheet, and delete the other.")
    book.find("XLS024", Severity.ERROR, (each.at,), cause, remedy)


def _missing(book: Book, made: Layout, tables: Mapping[Path, Found], *, one_sheet: bool) -> None:
    for table in made.lists:
        if table.path in tables or (one_sheet and not (table.required and table.outer is None)):
            continue
        book.whole = False
        cause = msg("The sheet of the list “{title}” is missing.", title=labels.titles(table))
        remedy = msg(
            "Copy it from a new workbook (“cpas excel template {kind}”), and leave it empty where there is nothing to say.",
            kind=made.kind.name,
        )
        book.find("XLS024", Severity.ERROR, (), cause, remedy)


def _not_read(book: Book, grids: Sequence[Grid], marks: Sequence[_Marked]) -> None:
    """Say which sheets are not read, so that nothing is lost in silence."""
    known = {id(each.grid) for each in marks}
    for grid in grids:
        if id(grid) in known or key(grid.name) in labels.own_sheets():
            continue
        if any(not cell.blank for cell in grid.cells.values()):
            row, column = min(grid.cells)
            book.find(
                "XLS024",
                Severity.INFO,
                (At(grid.name, row, column),),
                msg("The sheet “{sheet}” is not read.", sheet=seen(grid.name)),
                msg("If it holds something of the files, copy it into the sheets of the program."),
            )


def _found(book: Book, table: Table, marked: _Marked) -> Found:
    """Read the technical names of a sheet."""
    by_key = {column.key: column for column in table.all_columns}
    columns: dict[Path, int] = {}
    others: dict[int, str] = {}
    doubles: list[tuple[int, str, int]] = []
    for (row, number), cell in sorted(marked.grid.cells.items()):
        if row != marked.row or number == marked.column or cell.blank:
            continue
        name = str(cell.value).strip()
        column = by_key.get(name)
        if column is None:
            others[number] = name
        elif column.path in columns:
            doubles.append((number, name, columns[column.path]))
        else:
            columns[column.path] = number
    # numbers last, for the first column of a group stands for the group
    ordered = {
        column.path: columns[column.path]
        for column in (*table.columns, *table.numbers)
        if column.path in columns
    }
    where = Where(marked.grid.name, marked.column, _first_row(table, marked, ordered), ordered)
    found = Found(table, marked.grid, where, marked.year)
    for number, name, first in doubles:
        book.whole = False
        cause = msg(
            "The column “{column}” stands a second time (first in {first}).",
            column=name,
            first=letters(first),
        )
        remedy = msg("Keep one of the two columns.")
        book.find("XLS007", Severity.ERROR, (where.head(number),), cause, remedy)
    _lacking(book, found, marked)
    _unknown(book, found, marked, others)
    return found


def _lacking(book: Book, found: Found, marked: _Marked) -> None:
    """Say which required columns are missing; a text by language needs one of its languages."""
    told: set[Path] = set()
    for column in found.table.all_columns:
        path = column.path[:-1] if column.language else column.path
        if column.need is not Need.ALWAYS or column.follows or found.where.has(path) or path in told:
            continue
        told.add(path)
        book.whole = False
        cause = msg("The column “{column}” is missing.", column=labels.named(column))
        remedy = msg(
            "Copy it from a new workbook, with its hidden name “{name}” in row {row}.",
            name=column.key,
            row=marked.row,
        )
        book.find("XLS007", Severity.ERROR, (found.where.head(marked.column),), cause, remedy)


def _unknown(book: Book, found: Found, marked: _Marked, others: Mapping[int, str]) -> None:
    """Say which columns hold something and are not read."""
    known = {marked.column, *found.where.columns.values()}
    filled = {
        n for (row, n), cell in marked.grid.cells.items() if row >= found.where.first and not cell.blank
    }
    remedy = msg("If it holds something of the files, move it into a column of the program.")
    for number in sorted(filled - known):
        header = others.get(number) or marked.grid.cell(found.where.first - 1, number).value
        cause = (
            msg("The column “{column}” is not read.", column=seen(header))
            if header
            else msg("The column {column} has no header and is not read.", column=letters(number))
        )
        book.find("XLS008", Severity.WARNING, (found.where.head(number),), cause, remedy)


def _first_row(table: Table, marked: _Marked, columns: Mapping[Path, int]) -> int:
    """Give the first row below the headers: rows of which at least half the cells are known words."""
    words = labels.heads(table.all_columns)
    known = {marked.column, *columns.values()}
    first = marked.row + 1
    for row in range(first, first + _HEADS):
        cells = [marked.grid.cell(row, number) for number in known]
        texts = [key(str(cell.value)) for cell in cells if not cell.blank]
        if texts and 2 * sum(text in words for text in texts) >= len(texts):
            first = row + 1
    return first
