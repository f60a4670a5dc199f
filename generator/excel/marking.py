"""A copy of a workbook in which what is wrong is marked: its cells are coloured, and a sheet lists all of it."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path as File
from typing import TYPE_CHECKING, Any, Final

from generator.campaigns import campaign, years
from generator.excel import labels
from generator.excel.book import At, Book, Fault
from generator.excel.filling import Filled
from generator.excel.layout import layout
from generator.excel.reading import LIMITS, SECONDS
from generator.excel.template import FIRST, workbook
from generator.findings import Severity
from generator.locales import Reader, translator
from generator.messages import Message, msg
from generator.sheets.archive import packed, unpacked, within
from generator.sheets.faults import Wrong
from generator.sheets.grid import letters
from generator.sheets.supervised import in_time
from generator.workbooks import put, saved

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_AUTHOR: Final = "cpas excel import"
_RULE: Final = "\n────────\n"
"""Between our remark on a cell and the one that somebody wrote."""
_FILLS: Final = {Severity.ERROR: "FFC7CF", Severity.WARNING: "FFEB9D"}
"""Not quite the colours of Excel’s own styles: those of somebody else are not taken away."""
_DARK: Final = "1F3864"
_FONT: Final = "Calibri"
_WIDTHS: Final = (34, 9, 24, 15, 10, 70, 70)
_COMMENT: Final = (340, 20, 52)
_MOST_COMMENTS: Final = 5000
_DAY: Final = date(2015, 1, 1)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is wrong, in the words of the reader, and its cells."""

    cells: tuple[At, ...]
    severity: Severity
    weight: str
    code: str
    told: str
    remedy: str
    row: str
    """What the first column says of its row."""
    painted: bool = True
    """A header keeps its colour."""


def marked_in_time(
    path: File, book: Book, faults: Iterable[Fault], language: Reader, seconds: float = SECONDS
) -> bytes | None:
    """Make the copy in a process of its own; None where that does not come to an end."""
    words = translator(language)
    weights = {Severity.ERROR: msg("error"), Severity.WARNING: msg("warning")}
    marks = [
        Mark(
            each.cells,
            each.finding.severity,
            words.text(weights[each.finding.severity]),
            each.finding.code,
            words.text(each.finding.message),
            words.text(each.finding.remedy) if each.finding.remedy else "",
            labels.of_row(each.key, words),
            not any(book.is_head(at) for at in each.cells),
        )
        for each in faults
        if each.finding.severity in weights
    ]
    try:
        if book.raw is not None:
            return in_time(seconds, _of_rows, book, marks, language)
        return in_time(seconds, _of_file, path, marks, language)
    except Wrong:
        return None


def _of_file(path: File, marks: Sequence[Mark], language: Reader) -> bytes | None:
    """Mark a copy of a workbook; one that openpyxl cannot take over as a whole is not marked."""
    from openpyxl import load_workbook

    try:
        raw = packed(within(unpacked(path, LIMITS)))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(raw), keep_links=False)
            return _marked(book, marks, language)
    except Exception:  # noqa: BLE001  whatever stands around the tables may be broken; the findings are told all the same
        return None


def _of_rows(book: Book, marks: Sequence[Mark], language: Reader) -> bytes | None:
    """Put the rows of a CSV file into a workbook, as they were typed, and mark them there."""
    from openpyxl import load_workbook

    assert book.raw is not None
    made, words = layout(book.kind), translator(language)
    files = [Filled("", {}) for _ in book.raw]
    year = campaign(years()[0])
    copy = load_workbook(io.BytesIO(workbook(made, words, year, files)))
    sheet = copy[labels.sheet_names(made, words)[0]]
    columns = {column.path: number for number, column in enumerate(made.main.columns, 2)}
    where = book.tables[()]
    moved = {number: columns[path] for path, number in where.columns.items()} | {where.key: 1}
    rows = {row.number: FIRST + index for index, row in enumerate(book.rows)}
    for number, typed in enumerate(book.raw, FIRST):
        for path, text in typed.items():
            cell: Any = sheet.cell(number, columns.get(path, 1))
            put(cell, text)
    there = [
        replace(
            mark,
            cells=tuple(
                At(sheet.title, rows[at.row], moved[at.column])
                for at in mark.cells
                if at.row in rows and at.column in moved
            ),
        )
        for mark in marks
    ]
    return _marked(copy, there, language)


def _marked(book: Workbook, marks: Sequence[Mark], language: Reader) -> bytes:
    _unmark(book)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    commented = 0
    for mark in marks:
        for number, at in enumerate(mark.cells):
            if at.sheet in sheets:
                commented += number == 0
                _paint(sheets[at.sheet], at, mark, comment=number == 0 and commented <= _MOST_COMMENTS)
    _list(book, marks, language)
    return saved(book, _DAY, texts=list(sheets))


def _unmark(book: Workbook) -> None:
    """Take away the marks of an earlier import."""
    names = {f"{name}" for name in labels.faults_sheets()}
    for sheet in book.worksheets:
        if sheet.title in names and len(book.worksheets) > 1:
            book.remove(sheet)
            continue
        for cell in list(sheet._cells.values()):  # noqa: SLF001
            if cell.fill.fill_type == "solid" and str(cell.fill.start_color.rgb)[-6:] in _FILLS.values():
                _fill(cell, None)
            comment = cell.comment
            if comment is None:
                continue
            ours = comment.author == _AUTHOR
            rest = comment.text.partition(_RULE)[2] if ours else comment.text
            cell.comment = None
            if rest:
                # openpyxl forgets how large a remark is
                _comment(cell, rest, "" if ours else comment.author)


def _paint(sheet: Worksheet, at: At, mark: Mark, *, comment: bool) -> None:
    cell: Any = sheet.cell(at.row, at.column)
    if type(cell).__name__ == "MergedCell":
        return
    painted = str(cell.fill.start_color.rgb)[-6:] if cell.fill.fill_type == "solid" else ""
    if mark.painted and (mark.severity is Severity.ERROR or painted != _FILLS[Severity.ERROR]):
        _fill(cell, _FILLS[mark.severity])
    if comment:
        remedy = f"\n→ {mark.remedy}" if mark.remedy else ""
        told = f"{mark.code}: {mark.told}{remedy}"
        before = cell.comment
        if before is None:
            _comment(cell, told, _AUTHOR)
        elif before.author == _AUTHOR:
            ours, rule, theirs = before.text.partition(_RULE)
            _comment(cell, f"{ours}\n\n{told}{rule}{theirs}", _AUTHOR)
        else:
            _comment(cell, f"{told}{_RULE}{before.text}", _AUTHOR)


def _comment(cell: Any, text: str, author: str) -> None:
    from openpyxl.comments import Comment

    width, height, letters_ = _COMMENT
    lines = 2 + text.count("\n") + len(text) // letters_
    cell.comment = Comment(text, author, height=height * lines, width=width)


def _fill(cell: Any, colour: str | None) -> None:
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill() if colour is None else PatternFill("solid", colour)


def _list(book: Workbook, marks: Sequence[Mark], language: Reader) -> None:
    """Write the sheet that lists what is wrong, each with a link to its cell."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import quote_sheetname
    from openpyxl.worksheet.hyperlink import Hyperlink
    from openpyxl.worksheet.properties import PageSetupProperties

    words = translator(language)
    sheet = book.create_sheet(words.text(labels.FAULTS), 0)
    heads: tuple[Message, ...] = (
        msg("Sheet"), msg("Cell"), labels.KEY, msg("Weight"), msg("Code"), msg("What is wrong"), msg("What to do"),
    )  # fmt: skip
    for number, (head, width) in enumerate(zip(heads, _WIDTHS, strict=True), 1):
        cell: Any = sheet.cell(1, number)
        put(cell, words.text(head))
        cell.font, cell.fill = Font(name=_FONT, bold=True, color="FFFFFF"), PatternFill("solid", _DARK)
        sheet.column_dimensions[letters(number)].width = width
    wrapped, blue = (
        Alignment(vertical="top", wrap_text=True),
        Font(name=_FONT, color="0563C1", underline="single"),
    )
    for row, mark in enumerate(marks, 2):
        at = mark.cells[0] if mark.cells else None
        place = f"{letters(at.column)}{at.row}" if at else ""
        texts = (at.sheet if at else "", place, mark.row, mark.weight, mark.code, mark.told, mark.remedy)
        for number, text in enumerate(texts, 1):
            cell = sheet.cell(row, number)
            put(cell, text)
            cell.alignment = wrapped
        sheet.cell(row, 4).fill = PatternFill("solid", _FILLS[mark.severity])
        high = max(len(text) * 1.05 / width for text, width in zip(texts, _WIDTHS, strict=True))
        sheet.row_dimensions[row].height = 15 * (1 + int(high))
        if at is not None:
            linked: Any = sheet.cell(row, 2)
            target = f"{quote_sheetname(at.sheet)}!{place}"
            linked.hyperlink = Hyperlink(ref=f"B{row}", location=target)
            linked.font = blue
    sheet.freeze_panes = "A2"
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "landscape", 9, 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.auto_filter.ref = f"A1:G{len(marks) + 1}"
    sheet.sheet_properties.tabColor = "C00000"
    for each in book.worksheets:
        each.sheet_view.tabSelected = each is sheet
    book.active = 0
