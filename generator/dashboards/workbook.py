"""Prints a board as an Excel workbook: real numbers, hidden ones as their mark, and charts of Excel itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from generator import workbooks
from generator.dashboards import charts, labels
from generator.dashboards.board import COUNTERS, MEMBER, ROWS, Board, Card, Money, Row, named
from generator.dashboards.hiding import Count
from generator.locales import Reader, Translator

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WHOLE: Final = "#,##0"
_SIGNED: Final = "+#,##0;\\-#,##0;0"
_PERCENT: Final = "0\\ %"
_EURO: Final[Mapping[Reader, str]] = {
    "fr": '#,##0.00\\ "€"',
    "en": '#,##0.00\\ "€"',
    "nl": '"€"\\ #,##0.00;"€"\\ \\-#,##0.00',
}
"""Excel itself puts the point and the comma of Belgium, as the computer of the reader is set."""
_TOP: Final = 4
"""The row of the heads; above it the title of the sheet and a note."""
_NOTE: Final = 7
"""The note goes over so many columns."""
_FONT: Final = "Calibri"
_PER_CHART: Final = 25
"""So many centres can be read in one chart."""
_Value = str | int | Decimal | None


class _Column(NamedTuple):
    head: str
    width: float
    number: str = ""
    """How Excel writes the numbers of the column; a column of texts has none."""


def workbook(board: Board, words: Translator) -> bytes:
    """Print the board in the language of the reader; the same board gives the same bytes."""
    # openpyxl is imported where it is used: it costs a third of a second
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    book.properties.title = labels.title(board, words)
    book.properties.creator = ""
    book.properties.language = words.language
    printer = _Printer(book, board, words)
    printer.totals()
    printer.objectives()
    printer.centres()
    printer.counters()
    if board.clusters:
        printer.members()
    printer.money()
    return workbooks.saved(book, date(max(board.years), 12, 31))


class _Printer:
    def __init__(self, book: Workbook, board: Board, words: Translator) -> None:
        self._book, self._board, self._words = book, board, words
        self._say = labels.said(words)
        self._cards = board.sorted(words.language)

    def totals(self) -> None:
        """Write the totals of each year, with a chart of what was fixed and realised."""
        columns = [self._text("year", 13), *self._table(30)]
        rows = [(str(total.year), *self._row(row)) for total in self._board.totals for row in total.rows]
        sheet = self._sheet("totals", columns, rows)
        for index, total in enumerate(self._board.totals):
            first = _TOP + 1 + len(ROWS) * index
            charts.compare(
                sheet,
                (first, first + len(ROWS) - 1),
                anchor=f"I{_TOP + 22 * index}",
                title=labels.of_year(total.year, self._words),
                axes=(self._say["objective"], self._say["people"]),
                names=(self._say["fixed"], self._say["realised"]),
            )

    def objectives(self) -> None:
        """Write one line for each report and row of the table."""
        rows = [(*self._about(card), *self._row(row)) for card in self._cards for row in card.rows]
        self._sheet("sheet_rows", [*self._abouts(), *self._table(24)], rows)

    def centres(self) -> None:
        """Write the attainment of each report on one line, with charts of so many centres each."""
        several = len(self._board.years) > 1
        heads = [f"{labels.NUMBERS[name]} {self._words.text(labels.SHORT[name])}" for name in ROWS]
        rows: list[tuple[_Value, ...]] = []
        for card in self._cards:
            name = labels.place(card, self._words.language)
            rows.append((f"{name} – {card.year}" if several else name, *map(self._percent, card.rows)))
        columns = [self._text("centre", 26), *(_Column(head, 15, _PERCENT) for head in heads)]
        sheet = self._sheet("sheet_charts", columns, rows)
        for first in range(0, len(rows), _PER_CHART):
            last = min(first + _PER_CHART, len(rows)) - 1
            names = dict.fromkeys((str(rows[first][0]), str(rows[last][0])))
            charts.attainment(
                sheet,
                (_TOP + 1 + first, _TOP + 1 + last),
                # two beside each other are as high as the rows of the centres that they draw
                anchor=f"{'HW'[first // _PER_CHART % 2]}{_TOP + first // (2 * _PER_CHART) * 2 * _PER_CHART}",
                title=f"{self._say['attainment']} ({' – '.join(names)})",
                axes=(self._say["centre"], self._say["percent_of"]),
                names=(heads[0], heads[1]),
            )

    def counters(self) -> None:
        """Write what is counted beside the table, a line for each report and the totals of each year."""
        names = [name for name in COUNTERS if any(name in card.counts for card in self._cards)]
        self._sheet(
            "sheet_counters",
            [
                *self._abouts(),
                *(_Column(self._words.text(labels.LABELS[name]), 22, _WHOLE) for name in names),
            ],
            [(*self._about(each), *self._counts(each.counts, names)) for each in self._cards],
            [(*self._in_all(each.year), *self._counts(each.counts, names)) for each in self._board.totals],
        )

    def members(self) -> None:
        """Write the parts of the members of each cluster."""
        columns = [*self._abouts(), self._text("member", 24), self._text("member_nis", 11)]
        columns += [_Column(self._words.text(labels.SHORT[name]), 15, _WHOLE) for name in MEMBER]
        language = named(self._words.language)
        rows = [
            (*self._about(card), each.names[language], each.nis, *self._counts(each.counts or {}, MEMBER))
            for card in self._cards
            for each in card.members
        ]
        self._sheet("sheet_members", columns, rows)

    def money(self) -> None:
        """Write how each subsidy is settled, and the totals of each year."""
        heads = [self._words.text(labels.MONEY[each.name]) for each in fields(Money)]
        self._sheet(
            "sheet_money",
            [*self._abouts(), *(_Column(head, 19, _EURO[self._words.language]) for head in heads)],
            [(*self._about(each), *_amounts(each.money)) for each in self._cards],
            [(*self._in_all(each.year), *_amounts(each.money)) for each in self._board.totals],
        )

    def _text(self, name: str, width: float) -> _Column:
        return _Column(self._say[name], width)

    def _table(self, width: float) -> list[_Column]:
        named_ = ("fixed", "realised", "difference", "attainment")
        numbers = zip(named_, (_WHOLE, _WHOLE, _SIGNED, _PERCENT), strict=True)
        return [
            self._text("number", 7),
            self._text("objective", width),
            *(_Column(self._say[name], 16, number) for name, number in numbers),
        ]

    def _abouts(self) -> list[_Column]:
        widths = {"centre": 24, "nis": 11, "year": 13, "sort": 18, "cluster": 28}
        return [self._text(name, width) for name, width in widths.items()]

    def _about(self, card: Card) -> tuple[_Value, ...]:
        reader = self._words.language
        return (
            labels.place(card, reader),
            card.nis,
            str(card.year),
            self._words.text(labels.SORTS[card.sort]),
            labels.cluster(card.cluster, reader)[0] if card.cluster else None,
        )

    def _in_all(self, year: int) -> tuple[_Value, ...]:
        return labels.of_year(year, self._words), None, str(year), None, None

    def _row(self, row: Row) -> tuple[_Value, ...]:
        short = self._words.text(labels.SHORT[row.name])
        difference = labels.NONE if row.difference is None else row.difference
        return (
            labels.NUMBERS[row.name], short, row.fixed, self._count(row.realised), difference, self._percent(row)
        )  # fmt: skip

    def _percent(self, row: Row) -> _Value:
        """Give the share as a number of Excel; a dash where it is hidden or where nothing was fixed."""
        if row.percent is not None:
            return row.percent / 100
        return labels.NONE

    def _counts(self, counts: Mapping[str, Count], names: Iterable[str]) -> tuple[_Value, ...]:
        return tuple(self._count(counts[name]) if name in counts else labels.NONE for name in names)

    def _count(self, count: Count) -> _Value:
        return count if isinstance(count, int) else labels.count(count, self._words)

    def _sheet(
        self,
        name: str,
        columns: Sequence[_Column],
        rows: Sequence[tuple[_Value, ...]],
        totals: Sequence[tuple[_Value, ...]] = (),
    ) -> Worksheet:
        """Write a sheet: a title, how counts are hidden, heads that stay, lines that can be filtered, totals."""
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
        from openpyxl.utils import get_column_letter

        sheet: Worksheet = self._book.create_sheet(self._say[name])
        workbooks.put(sheet["A1"], f"{labels.title(self._board, self._words)} – {self._say[name]}")
        sheet["A1"].font = Font(name=_FONT, bold=True, size=14)
        if self._board.hides:
            workbooks.put(sheet["A2"], labels.method(self._words))
            sheet.merge_cells(f"A2:{get_column_letter(min(len(columns), _NOTE))}2")
            sheet["A2"].alignment = Alignment(wrap_text=True, vertical="top")
            sheet.row_dimensions[2].height = 80
        shade, line = PatternFill("solid", fgColor="E8E8E8"), Side("medium")
        bold, right, over = Font(name=_FONT, bold=True), Alignment(horizontal="right"), Border(top=line)
        for index, column in enumerate(columns, 1):
            cell = sheet.cell(_TOP, index)
            workbooks.put(cell, column.head)
            cell.font, cell.fill, cell.border = bold, shade, Border(bottom=line)
            side: Literal["left", "right"] = "right" if column.number else "left"
            cell.alignment = Alignment(horizontal=side, vertical="bottom", wrap_text=True)
            sheet.column_dimensions[get_column_letter(index)].width = column.width
        sheet.row_dimensions[_TOP].height = 48
        for place, values in enumerate((*rows, *totals)):
            for index, (column, value) in enumerate(zip(columns, values, strict=True), 1):
                cell = sheet.cell(_TOP + 1 + place, index)
                if isinstance(value, str):
                    workbooks.put(cell, value)
                    if column.number:
                        cell.alignment = right
                elif value is not None:
                    cell.value, cell.number_format = value, column.number
                if place >= len(rows):
                    cell.font = bold
                    if place == len(rows):
                        cell.border = over
        _set_up(sheet, f"A{_TOP}:{get_column_letter(len(columns))}{_TOP + len(rows)}")
        return sheet


def _set_up(sheet: Worksheet, lines: str) -> None:
    """Keep the heads in sight, let the lines be filtered, and print on A4."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.freeze_panes = f"B{_TOP + 1}"
    sheet.auto_filter.ref = lines
    sheet.print_title_rows = f"{_TOP}:{_TOP}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    assert sheet.oddFooter is not None
    sheet.oddFooter.center.text = "&P / &N"


def _amounts(money: Money) -> tuple[Decimal, ...]:
    return tuple(getattr(money, each.name) for each in fields(Money))
