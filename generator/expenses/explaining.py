"""The second sheet of the workbook: what each column is for, and the lists from which cells are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from generator.expenses.fields import CHARGED, Column, fields, required
from generator.locales import Translator, translator
from generator.messages import Message, msg
from generator.municipalities import Municipality
from generator.sheets.grid import letters
from generator.workbooks import put

if TYPE_CHECKING:
    from openpyxl import Workbook

CLASSES: Final = "class"
MEMBERS: Final = "member"

_OTHERWISE: Final[dict[str, Message]] = {
    "amount": msg(
        "The amount of the document in euro. A credit note is no row of its own: it lowers the amount of the document that it corrects."
    ),
    CHARGED: msg("Amount × share: Excel computes it, to the cent. Nothing is typed here."),
}
"""Where the schema speaks of a file, and not of a sheet."""
_EXAMPLES: Final[dict[str, Message | float | str]] = {
    "number": "F2015-017",
    "supplier": msg("Municipal sports centre"),
    "subject": msg("Hire of the hall, ten sessions"),
    "amount": 1250.5,
    "share": 37.5,
    CHARGED: 468.94,
    "link": msg("Ten sessions of the workshop “Moving together”."),
    "proportion": msg("15 of the 40 hours of hire are for the project."),
}
_WIDTHS: Final = (28, 14, 80, 48)


@dataclass(frozen=True, slots=True)
class Explained:
    """A column of the sheet: what it holds, and its header as it is written there."""

    column: Column
    header: str


def label(words: Translator, field: str, name: str) -> str:
    """Give the words of a choice in the language of the reader; the code where that is English."""
    return str(fields()[field]["x-labels"][name].get(words.language, name))


class Explanations:
    """Writes the sheet; `ranges` says where its lists stand, for the drop-downs of the other sheet."""

    def __init__(
        self,
        workbook: Workbook,
        words: Translator,
        columns: Sequence[Explained],
        members: Sequence[Municipality],
        day: date,
    ) -> None:
        """Write the explanations, with `day` as the example of a date, and below them the lists."""
        from openpyxl.styles import Alignment, Font

        self.words = words
        self.sheet = workbook.create_sheet(words.text(msg("Explanations")))
        self.ranges: dict[str, str] = {}
        self._row = 1
        self._day = day
        self._bold, self._wrapped = (
            Font(name="Calibri", bold=True, color="1F3864"),
            Alignment(vertical="top", wrap_text=True),
        )
        self._left = Alignment("left", "top", wrap_text=True)
        for number, width in enumerate(_WIDTHS, 1):
            self.sheet.column_dimensions[letters(number)].width = width
        self._columns(columns, str(members[0].nis) if members else "")
        self._list(CLASSES, [(label(words, "class", name), "") for name in fields()["class"]["enum"]])
        if members:
            self._list(MEMBERS, [(each.nis, self._name(each)) for each in members])
        self._printed()

    def _columns(self, columns: Sequence[Explained], member: str) -> None:
        heads = (msg("Column"), msg("Required"), msg("Explanation"), msg("Example"))
        self._write([self.words.text(each) for each in heads], bold=True)
        for each in columns:
            name = each.column.field
            told = msg("yes") if name in required() else msg("computed") if name == CHARGED else msg("no")
            self._write([each.header, self.words.text(told), self._explanation(name)])
            self._example(self.sheet.cell(self._row - 1, len(_WIDTHS)), each.column, member)
        self._row += 1

    def _explanation(self, name: str) -> str:
        otherwise = _OTHERWISE.get(name)
        return self.words.text(otherwise) if otherwise else self.words.words(fields()[name]["description"])

    def _example(self, cell: Any, column: Column, member: str) -> None:
        name = column.field
        example = _EXAMPLES.get(name)
        if isinstance(example, Message):
            # a text is shown in the language in which it is to be typed
            words = self.words if column.language is None else translator(column.language)
            put(cell, words.text(example))
        elif isinstance(example, str):
            put(cell, example)
        elif name == "date":
            cell.value, cell.number_format = self._day, "dd/mm/yyyy"
        elif name == "class":
            put(cell, label(self.words, "class", "operating"))
        elif name == "member":
            put(cell, member)
        elif example is not None:
            cell.value = example
            cell.number_format = "0.00" if name == "share" else '#,##0.00\\ "€"'
        cell.alignment = self._left

    def _list(self, name: str, rows: Sequence[tuple[str, str]]) -> None:
        from openpyxl.utils import absolute_coordinate, quote_sheetname

        self._write([self.words.words(fields()[name]["title"])], bold=True)
        first = self._row
        for row in rows:
            self._write(row)
        place = absolute_coordinate(f"A{first}:A{self._row - 1}")
        self.ranges[name] = f"{quote_sheetname(self.sheet.title)}!{place}"
        self._row += 1

    def _name(self, member: Municipality) -> str:
        known = dict.fromkeys(member.names.values())
        return {"fr": member.names["fr"], "nl": member.names["nl"]}.get(
            self.words.language, " / ".join(known)
        )

    def _write(self, texts: Sequence[str], *, bold: bool = False) -> None:
        for number, text in enumerate(texts, 1):
            cell: Any = self.sheet.cell(self._row, number)
            put(cell, text)
            cell.number_format = "@"
            cell.alignment = self._wrapped
            if bold:
                cell.font = self._bold
        self._row += 1

    def _printed(self) -> None:
        from openpyxl.worksheet.properties import PageSetupProperties

        setup = self.sheet.page_setup
        setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "landscape", 9, 1, 0
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
