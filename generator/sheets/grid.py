"""The sheets of a workbook as plain cells; the only module that lets openpyxl read."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generator.formats import value_text
from generator.sheets.archive import ONE_SHEET, Limits, damaged, opened
from generator.sheets.faults import Wrong
from generator.text import normalise

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Content = str | bool | int | float | date | time | timedelta | None
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_PLACES: Final = re.compile(r"[0#?]\.([0#?]+)")
_EPOCH_1904: Final = 1904
_ESCAPED: Final = re.compile(r"_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
"""How a workbook writes what XML cannot hold: `_x000D_` is the end of a line, `_x005F_` a plain `_`."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds, how it shows it, and where that comes from."""

    value: Content
    shown_as: str = "General"
    formula: bool = False
    """Computed; the value is the one that Excel saved."""
    unsaved: bool = False
    """Computed, and never saved by Excel: there is no value."""
    error: bool = False
    start: date = date(1899, 12, 30)
    """The day from which the workbook counts its days."""

    @property
    def blank(self) -> bool:
        """Whether a person sees nothing here."""
        empty = self.value is None or (isinstance(self.value, str) and not self.value.strip())
        return empty and not self.unsaved

    @property
    def percent(self) -> bool:
        """Whether 0.375 is shown as 37.5 %."""
        return "%" in self._shown

    @property
    def places(self) -> int | None:
        """How many digits are shown after the decimal sign, where the format says so."""
        found = _PLACES.search(self._shown)
        if found:
            return len(found.group(1))
        return 0 if re.search("[0#]", self._shown) else None

    @property
    def width(self) -> int:
        """How many digits a format such as 00000 fills up with zeros; otherwise 0."""
        return len(self._shown) if re.fullmatch("0+", self._shown) else 0

    @property
    def _shown(self) -> str:
        return _QUOTED.sub("", self.shown_as).partition(";")[0]


NOTHING: Final = Cell(None)


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its filled cells by row and column, counted from 1, what is merged, and which rows are hidden."""

    name: str
    hidden: bool
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[tuple[int, int, int, int], ...]
    """First row, first column, last row, last column."""
    hidden_rows: frozenset[int]

    def cell(self, row: int, column: int) -> Cell:
        """Give a cell, filled or not."""
        return self.cells.get((row, column), NOTHING)

    def named(self, row: int, column: int) -> str:
        """Give the address of a cell with its sheet, as a person looks for it: `Dépenses!F5`; nothing in it steers."""
        return f"{value_text(self.name, '')}!{letters(column)}{row}"

    def is_merged(self, row: int, column: int) -> bool:
        """Tell whether a cell is one with another."""
        return any(
            top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.merged
        )


def letters(column: int) -> str:
    """Give the letters of a column: 28 is AB."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def grids(path: Path, limits: Limits = ONE_SHEET, *, computed: bool = True) -> list[Grid]:
    """Give the sheets of an Excel file, in their order.

    With `computed` the value of a formula is the one that Excel saved; without it, the formula has none, and
    reading takes half the time.

    Raises:
        Wrong: the file is no sound workbook.

    """
    try:
        raw = opened(path, limits)
        with warnings.catch_warnings():
            # openpyxl warns of what it leaves out: formats and dates, of which the cells tell
            warnings.simplefilter("ignore")
            return _loaded(raw, computed=computed)
    except Wrong:
        raise
    except Exception:  # noqa: BLE001  zipfile, zlib, the XML parser and openpyxl raise a dozen kinds
        raise damaged() from None


def _loaded(raw: bytes, *, computed: bool) -> list[Grid]:
    from openpyxl import load_workbook

    # once for what is typed or computed, once for the values that Excel saved with the formulas
    typed = load_workbook(io.BytesIO(raw), keep_links=False)
    saved = load_workbook(io.BytesIO(raw), keep_links=False, data_only=True) if computed else typed
    start = date(1904, 1, 1) if typed.epoch.year == _EPOCH_1904 else Cell(None).start
    return [
        _grid(sheet, values, start) for sheet, values in zip(typed.worksheets, saved.worksheets, strict=True)
    ]


def _grid(sheet: Worksheet, values: Worksheet, start: date) -> Grid:
    # the public ways make every cell of the rectangle, of which one far cell makes millions
    filled: Any = sheet._cells  # noqa: SLF001
    saved: Any = values._cells  # noqa: SLF001
    cells = {at: _cell(each, saved[at], start) for at, each in filled.items() if each.value is not None}
    return Grid(
        sheet.title,
        sheet.sheet_state != "visible",
        cells,
        tuple((each.min_row, each.min_col, each.max_row, each.max_col) for each in sheet.merged_cells.ranges),
        frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden),
    )


def _cell(typed: Any, shown: Any, start: date) -> Cell:
    formula = typed.data_type == "f"
    value = None if formula and shown is typed else shown.value
    # a formula that gives the empty text is saved as a text without content
    unsaved = formula and value is None and shown.data_type != "str"
    if isinstance(value, datetime):
        value = value.date()
    elif isinstance(value, str):
        value = cleaned(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), value))
    return Cell(value, typed.number_format, formula, unsaved, shown.data_type == "e", start)


def cleaned(written: str) -> str:
    """Bring a text of Excel to our form: no control characters, line ends as line feeds."""
    text = written.replace("\r\n", "\n").replace("\r", "\n")
    marks = {c for c in text if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"}}
    for mark in marks:
        text = text.replace(mark, "" if unicodedata.category(mark) == "Cf" else " ")
    return normalise(text)
