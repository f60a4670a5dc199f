"""Makes the workbook in which the expenses are typed: a sheet to fill in, and one that explains it.

What is typed wrong is told by Excel at once, and the sums of the classes stand above the table, where
they stay in view. Each header is written so that `read` knows it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from generator.campaigns import Campaign
from generator.expenses.explaining import CLASSES, MEMBERS, Explained, Explanations, label
from generator.expenses.fields import (
    CHARGED,
    CHARGED_TITLE,
    Column,
    fields,
    has_languages,
    most,
    recognised,
)
from generator.locales import Language, Translator
from generator.messages import Message, msg
from generator.municipalities import Municipality
from generator.sheets.grid import letters
from generator.workbooks import euro, put, saved

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

_EURO: Final = euro("fr")
_FORMATS: Final = {"date": "dd/mm/yyyy", "amount": _EURO, "share": "0.00", CHARGED: _EURO}
_WIDTHS: Final = {
    "number": 16, "date": 12, "supplier": 28, "subject": 28, "class": 24, "amount": 15, "share": 13,
    CHARGED: 15, "link": 44, "proportion": 44, "member": 12,
}  # fmt: skip
_HEADER: Final = 5
"""The title and the sums stand above, one of each class and that of all; a free row keeps them out of the table."""
_FONT: Final = "Calibri"
_BLUE, _GREY, _LINE, _MUTED = "1F3864", "EDEDED", "BFBFBF", "7F7F7F"


@dataclass(frozen=True, slots=True)
class _Place:
    """A column of the sheet: what it holds, its header, its letters."""

    column: Column
    header: str
    letters: str


def template(
    words: Translator, languages: tuple[Language, ...], year: Campaign, members: Sequence[Municipality] = ()
) -> bytes:
    """Make the workbook of a year, in the words of the reader, with the texts in the languages of the document.

    The column of the member is there for a cluster only, that is where `members` are given.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = words.text(msg("Expenses"))
    places = list(_places(words, languages, clustered=bool(members)))
    explained = [Explained(place.column, place.header) for place in places]
    notes = Explanations(workbook, words, explained, members, year.start)
    _table(sheet, places, words)
    _sums(sheet, places, words, year)
    _validations(sheet, places, words, year, notes)
    _view(sheet, places, words)
    _properties(workbook, words, year)
    return saved(workbook, year.start)


def _places(words: Translator, languages: Sequence[Language], *, clustered: bool) -> Iterator[_Place]:
    number = 0
    for name in _order(clustered=clustered):
        title = words.text(CHARGED_TITLE) if name == CHARGED else words.words(fields()[name]["title"])
        texts = name != CHARGED and has_languages(name)
        for language in languages if texts else (None,):
            column, header = Column(name, language), title
            if language is not None and (len(languages) > 1 or recognised(header) != column):
                header = f"{title} ({language})"
            number += 1
            yield _Place(column, header, letters(number))


def _order(*, clustered: bool) -> Iterator[str]:
    """Give the fields as the schema does; what Excel computes stands behind what it comes from."""
    for name in fields():
        if name != "member" or clustered:
            yield name
        if name == "share":
            yield CHARGED


def _of(places: Sequence[_Place], name: str) -> str:
    return next(place.letters for place in places if place.column.field == name)


def _table(sheet: Worksheet, places: Sequence[_Place], words: Translator) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    line = Side("thin", color=_LINE)
    border = Border(line, line, line, line)
    white, muted, dark = (
        Font(name=_FONT, bold=True, color="FFFFFF"),
        Font(name=_FONT, color=_MUTED),
        PatternFill("solid", _BLUE),
    )
    grey, soft = PatternFill("solid", _GREY), PatternFill("solid", _MUTED)
    middle = Alignment("center", "center", wrap_text=True)
    top = Alignment(vertical="top", wrap_text=True)
    open_, closed = Protection(locked=False), Protection(locked=True)
    amount, share = _of(places, "amount"), _of(places, "share")
    sheet.row_dimensions[_HEADER].height = 32
    for place in places:
        name = place.column.field
        computed = name == CHARGED
        head = sheet[f"{place.letters}{_HEADER}"]
        put(head, place.header)
        head.font, head.fill, head.alignment = white, soft if computed else dark, middle
        head.border = border
        sheet.column_dimensions[place.letters].width = _WIDTHS.get(name, 20)
        first: Any = sheet[f"{place.letters}{_HEADER + 1}"]
        first.number_format = _euro(words, _FORMATS.get(name, "@"))
        first.alignment, first.border = top, border
        first.protection = closed if computed else open_
        if computed:
            first.font, first.fill = muted, grey
        for row in range(_HEADER + 1, _HEADER + 1 + most()):
            cell: Any = sheet[f"{place.letters}{row}"]
            # the format of the first cell for all: looking it up for each takes most of the time
            cell._style = copy(first._style)  # noqa: SLF001
            if computed:
                a, b = f"{amount}{row}", f"{share}{row}"
                # 37,5 % is 0.375 to Excel; and a text is no number to it, which is to be seen
                cell.value = f'=IF(OR({a}="",{b}=""),"",IFERROR(ROUND({a}*IF({b}<=1,{b},{b}/100),2),"?"))'


def _sums(sheet: Worksheet, places: Sequence[_Place], words: Translator, year: Campaign) -> None:
    """Write the sums above the table: by class as its words stand in the label, and of all."""
    from openpyxl.styles import Alignment, Font

    first, last = _HEADER + 1, _HEADER + most()
    kinds, charged = _of(places, "class"), _of(places, CHARGED)
    labels, sums = _of(places, "share"), f"${charged}${first}:${charged}${last}"
    bold = Font(name=_FONT, bold=True, color=_BLUE)
    put(sheet["A1"], words.text(msg("Expenses {year}", year=str(year.year))))
    sheet["A1"].font = Font(name=_FONT, bold=True, size=14, color=_BLUE)
    put(sheet["A2"], words.text(msg("One row for each supporting document. The grey column is computed.")))
    sheet["A2"].font = Font(name=_FONT, italic=True, color=_MUTED)
    names = [label(words, "class", name) for name in fields()["class"]["enum"]]
    for row, name in enumerate([*names, words.text(msg("total charged"))], 1):
        cell, total = sheet[f"{labels}{row}"], sheet[f"{charged}{row}"]
        put(cell, name)
        cell.alignment, cell.font, total.font = Alignment("right"), bold, bold
        total.number_format = _euro(words, _EURO)
        of_class = f"=SUMIF(${kinds}${first}:${kinds}${last},{labels}{row},{sums})"
        # the classes, not the column: a row of sums that somebody types below is no expense
        total.value = of_class if row <= len(names) else f"=SUM({charged}1:{charged}{len(names)})"


def _validations(
    sheet: Worksheet, places: Sequence[_Place], words: Translator, year: Campaign, notes: Explanations
) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    for place in places:
        name = place.column.field
        rule: DataValidation | None = None
        wrong: Message | None = None
        if name == "date":
            start, end = (f"DATE({each.year},{each.month},{each.day})" for each in (year.start, year.end))
            rule = DataValidation(type="date", operator="between", formula1=start, formula2=end)
            wrong = msg(
                "Write a date from {start} to {end}, as day/month/year.", start=year.start, end=year.end
            )
        elif name == "amount":
            rule = DataValidation(type="decimal", operator="greaterThan", formula1="0")
            wrong = msg("Write an amount above zero.")
        elif name == "share":
            rule = DataValidation(type="decimal", operator="between", formula1="0", formula2="100")
            wrong = msg("Write a number above 0, at most 100: 100 for all of it, 50 for one half.")
        elif name == "class":
            rule = DataValidation(type="list", formula1=notes.ranges[CLASSES])
            wrong = msg("Choose one of the words of the list.")
        elif name == "member":
            rule = DataValidation(type="list", formula1=notes.ranges[MEMBERS])
            wrong = msg("Choose the NIS code of a member from the list.")
        elif (longest := _longest(place.column)) is not None:
            rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(longest))
            wrong = msg("Write at most {most} characters.", most=longest)
        if rule is not None and wrong is not None:
            _added(sheet, rule, place, words, wrong)


def _added(sheet: Worksheet, rule: DataValidation, place: _Place, words: Translator, wrong: Message) -> None:
    rule.allow_blank, rule.showErrorMessage, rule.errorStyle = True, True, "stop"
    # Excel takes 32 characters for the title and 255 for the text
    rule.errorTitle, rule.error = place.header[:32], words.text(wrong)[:255]
    rule.add(f"{place.letters}{_HEADER + 1}:{place.letters}{_HEADER + most()}")
    sheet.add_data_validation(rule)


def _longest(column: Column) -> int | None:
    if column.field == CHARGED:
        return None
    node: Any = fields()[column.field]
    if column.language is not None:
        node = node["properties"][column.language]
    longest = node.get("maxLength")
    return None if longest is None else int(longest)


def _view(sheet: Worksheet, places: Sequence[_Place], words: Translator) -> None:
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.freeze_panes = f"B{_HEADER + 1}"
    sheet.auto_filter.ref = f"A{_HEADER}:{places[-1].letters}{_HEADER + most()}"
    sheet.sheet_view.selection[-1].activeCell = sheet.sheet_view.selection[-1].sqref = f"A{_HEADER + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
    sheet.oddFooter = HeaderFooterItem()
    sheet.oddFooter.right.text = words.text(msg("page {page} of {pages}", page="&P", pages="&N"))


def _properties(workbook: Workbook, words: Translator, year: Campaign) -> None:
    workbook.active = 0
    workbook.properties.title = words.text(msg("Expenses {year}", year=str(year.year)))
    workbook.properties.creator = "cpas-generator"
    workbook.properties.language = words.language


def _euro(words: Translator, form: str) -> str:
    return euro(words.language) if form == _EURO else form
