"""The sheet that explains the others, and the one that holds the lists to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from generator.excel import labels
from generator.excel.layout import Column, Layout, Need
from generator.locales import Translator
from generator.messages import Message, msg
from generator.municipalities import municipalities
from generator.sheets.grid import letters
from generator.workbooks import put

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_STEPS: Final[tuple[Message, ...]] = (
    msg("Lists stand on sheets of their own: as many rows as there are entries, each with the same first column. Their order is kept."),
    msg("* is required; (*) is required where another cell of its group is filled in. Point at a header to see what belongs there."),
    msg("Columns and rows may be moved, sorted, filtered and coloured; columns that you do not need may be deleted. The first row of a sheet is hidden: the program knows the columns by it. Leave it there."),
    msg("Type values, no formulas. A text may be in French, in Dutch or in both, each in its column."),
    msg("Save, and read it in: cpas excel import FILE.xlsx -o FOLDER. What is wrong comes back marked, in a copy of this workbook."),
)  # fmt: skip
_AFTER_LISTS: Final = 1
_NUMBERS: Final[Message] = msg(
    "A row with a number can have rows on another sheet: these repeat its first column and its number."
)
_WIDTHS: Final = (30, 36, 14, 80, 34)
_CODES: Final = (12, 34, 34)
_FONT: Final = "Calibri"
_DARK, _PALE = "1F3864", "D9E2F3"


class Guide:
    """Writes both sheets; the lists are named, so that the drop-downs survive other programs."""

    def __init__(self, book: Workbook, layout: Layout, words: Translator, names: Sequence[str]) -> None:
        """Write the explanations; `names` are those of the sheets of the tables."""
        self.book, self.layout, self.words = book, layout, words
        self.main = names[0]
        """The sheet of the files."""
        self.sheet: Worksheet = book.create_sheet(words.text(labels.GUIDE), 0)
        self.lists: Worksheet = book.create_sheet(words.text(labels.LISTS))
        self._named: dict[tuple[str, ...], str] = {}
        self._explain(names)
        self._codes()

    def list_of(self, column: Column) -> str:
        """Give the name of the list of a choice; it is written where it is first asked for."""
        from openpyxl.utils import absolute_coordinate, quote_sheetname
        from openpyxl.workbook.defined_name import DefinedName

        listed = tuple(labels.choices(column, self.words).values())
        if listed not in self._named:
            name = f"cpas_list_{len(self._named) + 1}"
            letter = letters(len(_CODES) + 2 + len(self._named))
            self._head(self.lists[f"{letter}1"], labels.name_of_choice(column, self.words))
            for row, word in enumerate(listed, 2):
                put(self.lists[f"{letter}{row}"], word)
            self.lists.column_dimensions[letter].width = 2 + max(24, *map(len, listed))
            place = absolute_coordinate(f"{letter}2:{letter}{len(listed) + 1}")
            self.book.defined_names[name] = DefinedName(
                name, attr_text=f"{quote_sheetname(self.lists.title)}!{place}"
            )
            self._named[listed] = name
        return self._named[listed]

    def finish(self) -> None:
        """Say how both are printed."""
        from openpyxl.worksheet.properties import PageSetupProperties

        for sheet in (self.sheet, self.lists):
            setup = sheet.page_setup
            setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "landscape", 9, 1, 0
            sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self.lists.freeze_panes = "A2"

    def _explain(self, names: Sequence[str]) -> None:
        from openpyxl.styles import Alignment, Font

        for number, width in enumerate(_WIDTHS, 1):
            self.sheet.column_dimensions[letters(number)].width = width
        self.sheet.sheet_view.showGridLines = False
        title = self.sheet["A1"]
        put(title, labels.title(self.layout.main, self.words))
        title.font = Font(name=_FONT, bold=True, size=16, color=_DARK)
        top = Alignment(vertical="top", wrap_text=True)
        row = 2
        for number, step in enumerate(self._steps(), 1):
            text = self.words.text(step)
            self._wide(row, f"{number}. {text}", top)
            row += 1
        heads = (msg("Sheet"), msg("Column"), msg("Required"), msg("Explanation"), msg("Name in the file"))
        row += 1
        for number, head in enumerate(heads, 1):
            self._head(self.sheet.cell(row, number), self.words.text(head))
        for table, name in zip(self.layout.tables, names, strict=True):
            row += 1
            about = self.words.words(table.description)
            self._line(row, (name, "", "", about, ""), top, Font(name=_FONT, bold=True, color=_DARK))
            for column in table.all_columns:
                row += 1
                shown = labels.whole_header(column, self.words)
                told = labels.explanation(column, self.words)
                own = "" if column in table.numbers else column.key
                self._line(row, (name, shown, self.words.text(_need(column)), told, own), top)

    def _steps(self) -> list[Message]:
        """Say what to do; where rows have numbers, what these are for."""
        steps = list(_STEPS)
        if any(table.numbered for table in self.layout.lists):
            steps.insert(_AFTER_LISTS, _NUMBERS)
        first = (
            msg(
                "One row for each file on the sheet “{sheet}”. Its first column says which file it is: the NIS code of the centre.",
                sheet=self.main,
            )
            if self.layout.centred
            else msg(
                "One row for each file on the sheet “{sheet}”. Its first column says which file it is: its name.",
                sheet=self.main,
            )
        )
        return [first, *steps]

    def _wide(self, row: int, text: str, alignment: Any) -> None:
        cell = self.sheet.cell(row, 1)
        put(cell, text)
        cell.alignment = alignment
        self.sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_WIDTHS))
        self.sheet.row_dimensions[row].height = 15 * (1 + len(text) * 0.95 // sum(_WIDTHS))

    def _line(self, row: int, texts: Sequence[str], alignment: Any, font: Any = None) -> None:
        for number, text in enumerate(texts, 1):
            cell: Any = self.sheet.cell(row, number)
            put(cell, text)
            cell.alignment = alignment
            if font is not None:
                cell.font = font
        high = max(len(text) / width for text, width in zip(texts, _WIDTHS, strict=True))
        self.sheet.row_dimensions[row].height = 15 * (1 + int(high * 0.95))

    def _codes(self) -> None:
        """Write the municipalities, for who looks for a NIS code."""
        heads = (msg("NIS code"), msg("Name in French"), msg("Name in Dutch"))
        for number, (head, width) in enumerate(zip(heads, _CODES, strict=True), 1):
            self._head(self.lists.cell(1, number), self.words.text(head))
            self.lists.column_dimensions[letters(number)].width = width
        for row, each in enumerate(municipalities().values(), 2):
            for number, text in enumerate((each.nis, each.names["fr"], each.names["nl"]), 1):
                cell: Any = self.lists.cell(row, number)
                put(cell, text)

    @staticmethod
    def _head(cell: Any, text: str) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill

        put(cell, text)
        cell.font, cell.fill = Font(name=_FONT, bold=True, color=_DARK), PatternFill("solid", _PALE)
        cell.alignment = Alignment(vertical="top", wrap_text=True)


def _need(column: Column) -> Message:
    if column.need is Need.NEVER:
        return msg("no")
    if column.need is Need.WITH_GROUP or column.follows:
        return Message("(*)")
    return msg("yes")
