"""Reads the sheet of expenses: the entries as a file would have them, and where each value stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from generator.expenses import headers
from generator.expenses.fields import CHARGED, Column, fields, has_languages, most, required
from generator.expenses.headers import Header, header_of
from generator.expenses.texts import choice
from generator.findings import Finding, Place, Pointer, Severity, json_pointer
from generator.messages import Message, msg
from generator.sheets import dates, numbers, texts
from generator.sheets.faults import Wrong, seen
from generator.sheets.grid import Cell, Grid, grids
from generator.text import describe, unprintable

_READERS: Final[Mapping[str, Callable[[Cell], Any]]] = MappingProxyType(
    {
        "number": texts.code,
        "date": dates.day,
        "class": choice,
        "amount": numbers.amount,
        "share": numbers.share,
        "member": texts.municipality,
    }
)
"""How the cell of a field is read; others are texts."""
_CENT: Final = Decimal("0.01")
_MANY: Final = 3
"""A row that lacks more required cells is told as a whole: a remark below the table, a sum without a word."""
_TOTAL: Final = re.compile(
    r"(?:(?:grand|général|algemeen|sub|sous)[\s-]*)?(?:total|totals|totaux|totaal|totalen)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The expenses of a workbook, the cell of each value, and what was wrong on the way.

    An entry lacks what could not be read; a finding says so at its cell.
    """

    entries: tuple[dict[str, Any], ...]
    cells: Mapping[Pointer, str] = field(repr=False)
    findings: tuple[Finding, ...] = ()
    shown: str = ""
    """The path that findings tell."""


def read(path: Path, shown: str | None = None) -> Sheet:
    """Read the expenses of an Excel workbook; what is wrong with it becomes findings, all at once.

    The sheet is the first visible one whose headers are known; `shown` is the path that findings tell.
    """
    shown = shown if shown is not None else path.as_posix()
    try:
        found = [(grid, header) for grid in grids(path) if (header := header_of(grid)) is not None]
        table = next((each for each in found if not each[0].hidden), None)
        if table is None:
            raise Wrong("XLS006", *headers.missing())  # noqa: TRY301  a refusal as those of the file
    except Wrong as wrong:
        finding = Finding(wrong.code, Severity.ERROR, Place(shown), wrong.cause, wrong.remedy)
        return Sheet((), {}, (finding,), shown)
    reader = _Reader(shown, *table)
    reader.table()
    for grid, header in found:
        if grid is not table[0]:
            reader.other(grid, header)
    findings = tuple(finding for _, finding in sorted(reader.findings, key=lambda each: each[0]))
    return Sheet(tuple(reader.entries), reader.cells, findings, shown)


class _Reader:
    def __init__(self, shown: str, grid: Grid, header: Header) -> None:
        self.shown, self.grid, self.header = shown, grid, header
        self.columns = {n: c for n, c in sorted(header.columns.items()) if c.field != CHARGED}
        self.computed = next((n for n, c in header.columns.items() if c.field == CHARGED), None)
        self.entries: list[dict[str, Any]] = []
        self.cells: dict[Pointer, str] = {("expenses",): grid.named(header.row, min(header.columns))}
        self.findings: list[tuple[tuple[int, int], Finding]] = []

    def find(
        self,
        at: tuple[int, int],
        code: str,
        cause: Message,
        remedy: Message,
        *,
        severity: Severity = Severity.ERROR,
        pointer: Pointer = (),
    ) -> None:
        place = Place(f"{self.shown} {self.grid.named(*at)}", None, None, json_pointer(pointer))
        self.findings.append((at, Finding(code, severity, place, cause, remedy)))

    def table(self) -> None:
        """Read the rows below the header."""
        for fault in headers.faults(self.grid, self.header):
            at = (self.header.row, fault.column)
            self.find(at, fault.code, fault.cause, fault.remedy, severity=fault.severity)
        rows = [row for row in self._rows() if not self._is_total(row)]
        self._check_merged({self.header.row, *rows})
        for row in rows[: most()]:
            self._row(row)
        if not rows:
            self.find(
                (self.header.row, min(self.columns)),
                "XLS021",
                msg("The sheet holds no expense."),
                msg("Type one row for each supporting document below the header, and save."),
                severity=Severity.WARNING,
            )
        if len(rows) > most():
            self.find(
                (rows[most()], min(self.columns)),
                "XLS004",
                msg("The sheet has {count} expenses; the report takes {most}.", count=len(rows), most=most()),
                msg("Check that each row is an expense of this report; the rows from here on are not read."),
            )
        hidden = [row for row in rows if row in self.grid.hidden_rows]
        if hidden:
            self.find(
                (hidden[0], min(self.columns)),
                "XLS020",
                msg("Hidden rows that are read like the others: {count}.", count=len(hidden)),
                msg("If they are not to count, delete them; a filter or a hidden row takes nothing away."),
                severity=Severity.INFO,
            )

    def other(self, grid: Grid, header: Header) -> None:
        """Say that a second sheet has expenses too, so that none is lost in silence."""
        if any(row > header.row and not grid.cell(row, column).blank for row, column in grid.cells):
            place = Place(f"{self.shown} {grid.named(header.row, min(header.columns))}")
            cause = msg(
                "The sheet “{sheet}” has expenses too; only “{read}” is read.",
                sheet=grid.name,
                read=self.grid.name,
            )
            remedy = msg("Put all expenses on one sheet, or delete the sheet that is not meant.")
            # after all cells of the sheet that is read
            self.findings.append(((2**31, 0), Finding("XLS009", Severity.WARNING, place, cause, remedy)))

    def _rows(self) -> list[int]:
        """Give the rows below the header in which a column that is read holds something."""
        return sorted(
            {
                row
                for (row, column), cell in self.grid.cells.items()
                if row > self.header.row and column in self.columns and not cell.blank
            }
        )

    def _is_total(self, row: int) -> bool:
        filled = sorted(column for r, column in self._of(row) if not self.grid.cell(r, column).blank)
        first = self.grid.cell(row, filled[0]).value
        if not isinstance(first, str) or not _TOTAL.match(first.strip()):
            return False
        if {self.columns[column].field for column in filled if column in self.columns} & {"date", "supplier"}:
            return False
        self.find(
            (row, filled[0]),
            "XLS019",
            msg("The row “{text}” is taken for a sum and not read.", text=seen(first)),
            msg("The program adds up by itself. An expense has a date and a supplier: fill them in."),
            severity=Severity.INFO,
        )
        return True

    def _of(self, row: int) -> Iterator[tuple[int, int]]:
        named = {*self.header.columns, *self.header.others}
        return ((row, column) for column in sorted(named) if (row, column) in self.grid.cells)

    def _check_merged(self, rows: set[int]) -> None:
        for top, left, bottom, right in self.grid.merged:
            touched = any(top <= row <= bottom for row in rows)
            if touched and any(left <= column <= right for column in self.header.columns):
                self.find(
                    (top, left),
                    "XLS010",
                    msg("Cells are merged here: Excel keeps one value for all of them."),
                    msg("Unmerge the cells, and fill in each of them."),
                )

    def _row(self, row: int) -> None:
        root: Pointer = ("expenses", len(self.entries))
        self.cells[root] = self.grid.named(row, min(self.columns))
        entry: dict[str, Any] = {}
        empty: dict[str, tuple[int, int]] = {}
        for number, column in self.columns.items():
            at, cell = (row, number), self.grid.cell(row, number)
            pointer = (*root, column.field)
            self.cells.setdefault(pointer, self.grid.named(*at))
            if column.language is not None:
                pointer = (*pointer, column.language)
                self.cells.setdefault(pointer, self.grid.named(*at))
            if cell.blank:
                if not self.grid.is_merged(*at):
                    empty.setdefault(column.field, at)
                continue
            empty[column.field] = (0, 0)
            self._value(at, cell, column, pointer, entry)
        self.entries.append({name: entry[name] for name in fields() if name in entry})
        self._compare(row, entry)
        lacking = {name: at for name, at in empty.items() if name in required() and at != (0, 0)}
        if len(lacking) > _MANY:
            self.find(
                (row, min(self.columns)),
                "XLS018",
                msg(
                    "In this row are empty: {columns}.",
                    columns=headers.titles(lacking),
                ),
                msg("Fill in the cells, or delete the row if it is no expense."),
                pointer=root,
            )
            return
        for name, at in lacking.items():
            self.find(
                at,
                "XLS018",
                msg("“{column}” is empty.", column=headers.title(name)),
                msg("Fill in the cell, or delete the row if it is no expense."),
                pointer=(*root, name),
            )

    def _compare(self, row: int, entry: Mapping[str, Any]) -> None:
        """Say where Excel shows another amount charged than the program computes; its sums are wrong then."""
        if self.computed is None or not {"amount", "share"} <= entry.keys():
            return
        cell = self.grid.cell(row, self.computed)
        if cell.blank or cell.unsaved:
            return
        charged = (entry["amount"] * entry["share"] / 100).quantize(_CENT, ROUND_HALF_UP)
        shown = numbers.plain(cell.value) if isinstance(cell.value, int | float) else None
        if shown is not None and abs(shown - charged) < _CENT:
            return
        self.find(
            (row, self.computed),
            "XLS022",
            msg("Excel shows another amount charged here; the program reads {amount}.", amount=charged),
            msg(
                "The report takes that amount. Type amount and share as numbers, and Excel’s sums are right too."
            ),
            severity=Severity.WARNING,
        )

    def _value(
        self, at: tuple[int, int], cell: Cell, column: Column, pointer: Pointer, entry: dict[str, Any]
    ) -> None:
        try:
            value = _read(cell, column)
        except Wrong as wrong:
            self.find(at, wrong.code, wrong.cause, wrong.remedy, pointer=pointer)
            return
        for character in unprintable(value) if isinstance(value, str) else ():
            self.find(
                at,
                "SRC011",
                msg(
                    "The character {character} cannot be printed in a document.",
                    character=describe(character),
                ),
                msg(
                    "Write it with letters, digits and signs of a European keyboard; Arabic or Chinese names in Latin letters."
                ),
                pointer=pointer,
            )
        if not has_languages(column.field):
            entry.setdefault(column.field, value)
        elif column.language is not None:
            entry.setdefault(column.field, {}).setdefault(column.language, value)


def _read(cell: Cell, column: Column) -> Any:
    if cell.unsaved:
        raise Wrong(
            "XLS011",
            msg("The cell computes, and Excel has not saved its value."),
            msg("Open the file in Excel, save it, and close it; or type the value."),
        )
    if cell.error:
        raise Wrong(
            "XLS012",
            msg("The cell shows the error {value}.", value=seen(cell.value)),
            msg("Mend the formula, or type the value."),
        )
    plain = texts.text if has_languages(column.field) else texts.line
    return _READERS.get(column.field, plain)(cell)
