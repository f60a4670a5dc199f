"""Makes the workbook: a sheet that explains, one for the files, one for each of their lists, one of lists to choose from.

Each sheet begins with a hidden row of technical names; below it stand groups and headers in the language of the
reader. Nothing is protected, and nothing that is written becomes a formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from generator.campaigns import Campaign
from generator.excel import csvs, labels, values
from generator.excel.filling import Filled, Values
from generator.excel.guide import Guide
from generator.excel.layout import Column, Layout, Need, Path, Sort, Table
from generator.excel.tables import mark
from generator.locales import Translator
from generator.messages import Message, msg
from generator.sheets.grid import letters
from generator.workbooks import euro, put, saved

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NAMES: Final = 1
"""The hidden row of technical names."""
_GROUPS, _HEADERS = 2, 3
FIRST: Final = 4
"""The first row to fill in."""
_ROWS: Final = 10_000
"""So many rows have drop-downs and limits."""
_KEY_WIDTH: Final = 24
_NUMBER_WIDTH: Final = 14
_WIDTHS: Final[dict[Sort, float]] = {
    Sort.TEXT: 40, Sort.LINE: 32, Sort.CODE: 21, Sort.NIS: 12, Sort.WHOLE: 17, Sort.AMOUNT: 16, Sort.SHARE: 12,
    Sort.DATE: 13, Sort.TRUTH: 12, Sort.CHOICE: 24,
}  # fmt: skip
_WRAPPED: Final = frozenset({Sort.TEXT, Sort.LINE})
_WIDE: Final = 55
"""A column of texts of more than two hundred characters."""
_LINE: Final = 15
_MOST_LINES: Final = 4
"""A row is high enough for so many lines; the whole of a longer text is seen where one edits it."""
_SHORT: Final = 200
_COMMENT: Final = (340, 20, 52)
"""A remark is so wide, and so high for each of its lines, of so many letters."""
_FONT: Final = "Calibri"
_DARK, _SOFT = "1F3864", "5B7DB1"
"""What is required, and what may be left out."""
_BANDS: Final = ("D9E2F3", "EDEDED")
"""The groups, by turns."""


def workbook(layout: Layout, words: Translator, year: Campaign, files: Sequence[Filled] = ()) -> bytes:
    """Make the workbook of a kind for a year, empty or with files."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    names = labels.sheet_names(layout, words)
    sheets = [book.create_sheet(name) for name in names]
    guide = Guide(book, layout, words, names)
    for table, sheet in zip(layout.tables, sheets, strict=True):
        printer = _Printer(sheet, layout, table, guide)
        printer.heads(mark(layout.kind.name, table.name, None if table.path else year.year))
        for values_ in _rows(files, table.path):
            printer.row(*values_)
        printer.finish()
    guide.finish()
    book.active = 0
    book.properties.title = f"{labels.title(layout.main, words)} {year.year}"
    book.properties.creator = "cpas-generator"
    book.properties.language = words.language
    return saved(book, year.start, texts=names)


def csv(layout: Layout, words: Translator, year: Campaign, files: Sequence[Filled] = ()) -> bytes:
    """Make the sheet of the files as a CSV file."""
    columns = layout.main.columns
    rows = [
        [mark(layout.kind.name, "", year.year), *(column.key for column in columns)],
        [
            f"{words.text(labels.first(layout))} *",
            *(labels.whole_header(column, words) for column in columns),
        ],
    ]
    for key, given in _rows(files, ()):
        rows.append([key, *(_as_text(given.get(column.path), column, words) for column in columns)])
    return csvs.written(rows)


def _rows(files: Sequence[Filled], path: Path) -> Iterator[tuple[str, Values]]:
    for each in files:
        if not path:
            yield each.key, each.values
        for entry in each.lists.get(path, ()) if path else ():
            yield each.key, entry


def _as_text(value: Any, column: Column, words: Translator) -> str:
    if value is None:
        return ""
    shown = values.shown(value, column, words)
    if isinstance(shown, date):
        return f"{shown:%d/%m/%Y}"
    if isinstance(shown, Decimal):
        return f"{shown:f}".replace(".", ",")
    return shown


def _width(column: Column) -> float:
    return _WIDE if column.sort is Sort.TEXT and (column.longest or 0) > _SHORT else _WIDTHS[column.sort]


class _Printer:
    """Writes the sheet of a table."""

    def __init__(self, sheet: Worksheet, layout: Layout, table: Table, guide: Guide) -> None:
        self.sheet, self.layout, self.table, self.words, self.guide = sheet, layout, table, guide.words, guide
        self.number = FIRST - 1
        self._styles: dict[tuple[int, bool], Any] = {}
        self.columns = table.all_columns
        self._columns = {column.path: number for number, column in enumerate(self.columns, 2)}

    def heads(self, marked: str) -> None:
        """Write the rows of names, groups and headers."""
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        line = Side("thin", color="FFFFFF")
        border = Border(line, line, line, line)
        middle = Alignment("center", "center", wrap_text=True)
        white, dark = Font(name=_FONT, bold=True, color="FFFFFF"), Font(name=_FONT, bold=True, color=_DARK)
        groups = [labels.group(column, self.words) for column in self.columns]
        put(self.sheet.cell(NAMES, 1), marked)
        self._head(1, f"{self.words.text(labels.first(self.layout))} *", self._about_key())
        band = 0
        for number, (column, group) in enumerate(zip(self.columns, groups, strict=True), 2):
            put(self.sheet.cell(NAMES, number), column.key)
            self._head(number, labels.header(column, self.words), self._about(column))
            before = groups[number - 3] if number > 2 else ""  # noqa: PLR2004
            if group != before:
                band = 1 - band
            if group:
                cell: Any = self.sheet.cell(_GROUPS, number)
                put(cell, group if group != before else "")
                cell.fill, cell.font = PatternFill("solid", _BANDS[band]), dark
                # where others of the group follow the name goes over them, for they are empty
                cell.alignment = Alignment("left", "center", wrap_text=groups.count(group) == 1)
        required = {n for n, c in enumerate(self.columns, 2) if c.need is Need.ALWAYS and not c.follows}
        for number in range(1, len(groups) + 2):
            head = self.sheet.cell(_HEADERS, number)
            head.font, head.alignment, head.border = white, middle, border
            head.fill = PatternFill("solid", _DARK if number in {1, *required} else _SOFT)
        self.sheet.row_dimensions[NAMES].hidden = True
        self.sheet.row_dimensions[_GROUPS].height = 32 if any(groups) else 6
        self.sheet.row_dimensions[_HEADERS].height = 64

    def _head(self, number: int, text: str, about: str) -> None:
        from openpyxl.comments import Comment

        cell = self.sheet.cell(_HEADERS, number)
        put(cell, text)
        width, height, letters_ = _COMMENT
        cell.comment = Comment(about, "cpas", height=height * (2 + len(about) // letters_), width=width)

    def _about(self, column: Column) -> str:
        told = labels.explanation(column, self.words)
        needs: dict[Need, Message | None] = {
            Need.ALWAYS: msg("Required, in the language or languages of the centre.")
            if column.language
            else msg("Required."),
            Need.WITH_GROUP: msg("Required where another cell of its group is filled in."),
            Need.NEVER: None,
        }
        need = None if column.follows else needs[column.need]
        return told if need is None else f"{told}\n{self.words.text(need)}"

    def _about_key(self) -> str:
        if self.table.path:
            told = msg(
                "To which file the row belongs: as in the first column of the sheet “{sheet}”.",
                sheet=self.guide.main,
            )
        elif not self.layout.centred:
            told = msg("The name of the file, such as “overview-advice”.")
        else:
            told = msg(
                "The NIS code of the centre; the file is named after it. Or, in place of it, the name of a file, such as “gent”."
            )
        return self.words.text(told)

    def row(self, key: str, given: Values) -> None:
        """Write a row."""
        self.number += 1
        self._cell(1, key, None)
        for column in self.columns:
            value = given.get(column.path)
            if value is not None:
                self._cell(self._columns[column.path], values.shown(value, column, self.words), column)
        lines = [
            -(-len(str(text)) // int(_width(column))) + str(text).count("\n")
            for column in self.table.columns
            if column.sort in _WRAPPED and (text := given.get(column.path))
        ]
        self.sheet.row_dimensions[self.number].height = _LINE * min(max(lines, default=1), _MOST_LINES)

    def _cell(self, number: int, value: str | Decimal | date, column: Column | None) -> None:
        cell: Any = self.sheet.cell(self.number, number)
        sign = isinstance(value, str) and value[:1] in set("=+-@")
        style = self._styles.get((number, sign))
        if isinstance(value, str):
            put(cell, value, quoted=style is None)
        else:
            cell.value = value
        if style is None:
            # the format of the first cell for all: looking it up for each takes most of the time
            cell.number_format, cell.alignment = self._format(column), self._alignment(column)
            self._styles[number, sign] = copy(cell._style)  # noqa: SLF001
        else:
            cell._style = copy(style)  # noqa: SLF001

    def _format(self, column: Column | None) -> str:
        if column is None:
            return "@"
        if column.sort is Sort.WHOLE:
            return "0" if column.path == ("campaign",) else "#,##0"
        forms = {Sort.AMOUNT: euro(self.words.language), Sort.SHARE: "0.00", Sort.DATE: "dd/mm/yyyy"}
        return forms.get(column.sort, "@")

    def _width(self, column: Column) -> float:
        """Say how wide a column is; numbers of rows are short, and the choices of a list within a list are seen whole."""
        if column in self.table.numbers:
            return _NUMBER_WIDTH
        if column.sort is Sort.CHOICE and self.table.outer is not None:
            return max(
                _width(column), *(2 + len(word) for word in labels.choices(column, self.words).values())
            )
        return _width(column)

    def _alignment(self, column: Column | None) -> Any:
        from openpyxl.styles import Alignment

        if column in self.table.numbers:
            return Alignment("center", "top")
        return Alignment(vertical="top", wrap_text=column is not None and column.sort in _WRAPPED)

    def finish(self) -> None:
        """Write what Excel does with the table: formats, drop-downs, limits, what stays in view, how it is printed."""
        last = max(self.number, _HEADERS + 1)
        for number, column in enumerate((None, *self.columns), 1):
            dimension: Any = self.sheet.column_dimensions[letters(number)]
            dimension.width = _KEY_WIDTH if column is None else self._width(column)
            dimension.number_format, dimension.alignment = self._format(column), self._alignment(column)
            rule = self._rule(column)
            if rule is not None:
                rule.allow_blank = True
                rule.add(f"{letters(number)}{FIRST}:{letters(number)}{FIRST + _ROWS - 1}")
                self.sheet.add_data_validation(rule)
        known = len(self.table.numbers) + 1
        self.sheet.freeze_panes = f"{letters(known + 1)}{FIRST}"
        width = letters(len(self.columns) + 1)
        self.sheet.auto_filter.ref = f"A{_HEADERS}:{width}{last}"
        self.sheet.sheet_view.selection[-1].activeCell = self.sheet.sheet_view.selection[-1].sqref = (
            f"A{FIRST}"
        )
        setup = self.sheet.page_setup
        setup.orientation, setup.paperSize, setup.scale = "landscape", 9, 60
        self.sheet.print_title_rows, self.sheet.print_title_cols = (
            f"{_GROUPS}:{_HEADERS}",
            f"A:{letters(known)}",
        )
        self.sheet.sheet_properties.tabColor = _DARK if not self.table.path else _SOFT

    def _rule(self, column: Column | None) -> Any:
        """Give the rule by which Excel refuses what is typed wrong, or the list from which one chooses."""
        from openpyxl.utils import quote_sheetname
        from openpyxl.worksheet.datavalidation import DataValidation

        if column is None:
            if not self.table.path:
                return None
            known = f"{quote_sheetname(self.guide.main)}!$A${FIRST}:$A${FIRST + _ROWS - 1}"
            return DataValidation(type="list", formula1=known, showErrorMessage=False)
        if column.sort in {Sort.CHOICE, Sort.TRUTH}:
            rule = DataValidation(type="list", formula1=self.guide.list_of(column))
            wrong = msg("Choose one of the words of the list.")
        elif column.sort is Sort.DATE:
            rule = DataValidation(type="date", operator="greaterThan", formula1="1")
            wrong = msg("Write a date, as day/month/year.")
        elif column.sort in {Sort.WHOLE, Sort.AMOUNT, Sort.SHARE}:
            least, most = column.node.get("minimum", 0), column.node.get("maximum", 9999)
            sort: Any = "whole" if column.sort is Sort.WHOLE else "decimal"
            rule = DataValidation(type=sort, operator="between", formula1=str(least), formula2=str(most))
            wrong = msg("Write a number from {least} to {most}.", least=str(least), most=str(most))
        elif column.longest is not None:
            most = column.longest
            rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(most))
            wrong = msg("Write at most {most} characters.", most=most)
        else:
            return None
        # Excel takes 32 characters for the title and 255 for the text
        rule.errorTitle, rule.error = labels.header(column, self.words)[:32], self.words.text(wrong)[:255]
        rule.showErrorMessage, rule.errorStyle = True, "stop"
        return rule
