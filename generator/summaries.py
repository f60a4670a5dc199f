"""The summary of a batch: in a few lines on the screen, and as an Excel sheet with links and amounts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generator import workbooks
from generator.batch import Account, Result, Status, submits_again
from generator.catalog import kinds
from generator.findings import Severity
from generator.locales import Reader, Translator
from generator.messages import Message, msg
from generator.municipalities import municipalities

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LANGUAGES: Final[Mapping[str, Message]] = {"fr": msg("French"), "nl": msg("Dutch")}
_STATES: Final[Mapping[Status, Message]] = {
    Status.WRITTEN: msg("written"),
    Status.UNCHANGED: msg("unchanged"),
    Status.FAILED: msg("not made"),
    Status.NEW: msg("new"),
    Status.CHANGED: msg("to be made again"),
}
_EURO: Final[Mapping[Reader, str]] = {
    "fr": '#,##0.00\\ "€"',
    "en": '#,##0.00\\ "€"',
    "nl": '"€"\\ #,##0.00;"€"\\ \\-#,##0.00',
}
_NAMED: Final = 20
"""So many missing files are named on the screen; the sheet and the JSON name all."""
_DAY: Final = date(2015, 1, 1)


def lines(accounts: Iterable[Account], words: Translator) -> list[str]:
    """Say for each language how many documents were planned and made, and name what is missing."""
    told = []
    for each in accounts:
        count = msg(
            "{language}: {planned} planned, {made} made.",
            language=_LANGUAGES[each.language],
            planned=each.planned,
            made=each.made,
        )
        told.append(words.text(count))
        told += (words.text(msg("  missing: {source}", source=source)) for source in each.missing[:_NAMED])
        if len(each.missing) > _NAMED:
            told.append(words.text(msg("  and {count} others", count=len(each.missing) - _NAMED)))
    return told


def workbook(
    results: Sequence[Result], accounts: Sequence[Account], folder: Path, words: Translator
) -> bytes:
    """Print the results as an Excel workbook that is to stand in `folder`; the links lead to the documents."""
    # openpyxl is imported where it is used: it costs a third of a second
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    book.properties.creator = ""
    book.properties.language = words.language
    book.properties.title = words.text(msg("Documents of this run"))
    _documents(book.create_sheet(words.text(msg("Documents"))), results, folder, words)
    _totals(book.create_sheet(words.text(msg("Totals"))), results, accounts, words)
    return workbooks.saved(book, _DAY)


def _documents(sheet: Worksheet, results: Sequence[Result], folder: Path, words: Translator) -> None:
    heads = (
        (msg("Kind"), 30), (msg("Document"), 36), (msg("NIS code"), 10), (msg("Centre"), 28), (msg("Language"), 12),
        (msg("State"), 16), (msg("Amount"), 18), (msg("Pages"), 8), (msg("Word file"), 40), (msg("PDF"), 40),
        (msg("Source"), 40), (msg("Findings"), 24),
    )  # fmt: skip
    _head(sheet, heads, words)
    for row, each in enumerate(results, 2):
        texts = {
            1: _kind(each.kind, words),
            2: each.title,
            3: each.centre,
            4: _centre(each.centre, words.language),
            5: words.text(_LANGUAGES[each.language]) if each.language else "–",
            6: words.text(_STATES[each.status]),
            9: Path(each.docx).name if each.docx else "",
            10: Path(each.pdf).name if each.pdf else "",
            11: each.source,
            12: ", ".join(dict.fromkeys(f.code for f in each.findings if f.severity is not Severity.INFO)),
        }
        for column, text in texts.items():
            if text:
                workbooks.put(sheet.cell(row, column), text)
        _amount(sheet.cell(row, 7), each.amount, words)
        if each.pages is not None:
            sheet.cell(row, 8).value = each.pages
        for column, path in ((9, each.docx), (10, each.pdf)):
            if path and each.status in (Status.WRITTEN, Status.UNCHANGED):
                cell = sheet.cell(row, column)
                cell.hyperlink = _link(Path(path), folder)
                cell.style = "Hyperlink"
    sheet.auto_filter.ref = sheet.dimensions


def _totals(
    sheet: Worksheet, results: Sequence[Result], accounts: Sequence[Account], words: Translator
) -> None:
    """Add up by document and language, and each document once; below that, the account of each language and what is missing."""
    _head(
        sheet,
        (
            (msg("Kind"), 40),
            (msg("Document"), 50),
            (msg("Language"), 26),
            (msg("Documents"), 12),
            (msg("Amount"), 20),
        ),
        words,
    )
    row = 2
    made = [each for each in results if each.status in (Status.WRITTEN, Status.UNCHANGED) and each.language]
    for kind, title, language, group in _by_language(made, words):
        workbooks.put(sheet.cell(row, 1), _kind(kind, words))
        workbooks.put(sheet.cell(row, 2), title)
        workbooks.put(sheet.cell(row, 3), language)
        sheet.cell(row, 4).value = len(group)
        again = submits_again(each.name for each in group)
        amounts = [each.amount for each in group if each.amount is not None and not again]
        _amount(sheet.cell(row, 5), sum(amounts, Decimal(0)) if amounts else None, words)
        row += 1
    row += 1
    for account in accounts:
        for line in lines([account], words)[:1]:
            workbooks.put(sheet.cell(row, 1), line)
            row += 1
        for source in account.missing:
            workbooks.put(sheet.cell(row, 1), words.text(msg("  missing: {source}", source=source)))
            row += 1


def _by_language(made: Sequence[Result], words: Translator) -> Iterator[tuple[str, str, str, list[Result]]]:
    """Give what is added up: kind, title and language, with the documents.

    What stands in both languages is added up once more, each document in one of them: by language, many count twice.
    """
    groups: dict[tuple[str, str], dict[str, list[Result]]] = {}
    for each in made:
        groups.setdefault((each.kind, each.template), {}).setdefault(str(each.language), []).append(each)
    for (kind, _), languages in sorted(groups.items()):
        for language, group in sorted(languages.items()):
            yield kind, group[0].title, words.text(_LANGUAGES[language]), group
        if len(languages) > 1:
            own = "nl" if words.language == "nl" else "fr"
            once = {each.name.rpartition(".")[0]: each for group in languages.values() for each in group}
            title = languages[own][0].title
            yield kind, title, words.text(msg("Both, each document once")), list(once.values())


def _head(sheet: Worksheet, heads: Sequence[tuple[Message, float]], words: Translator) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for column, (text, width) in enumerate(heads, 1):
        cell = sheet.cell(1, column)
        workbooks.put(cell, words.text(text))
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F3864")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]


def _amount(cell: Any, amount: Decimal | None, words: Translator) -> None:
    if amount is not None:
        cell.value = amount
        cell.number_format = _EURO[words.language]


def _link(path: Path, folder: Path) -> str:
    """Lead to a file from the folder of the sheet, so that both can be moved together; else by its full path."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        # another drive on Windows
        return path.resolve().as_uri()


def _kind(name: str, words: Translator) -> str:
    kind = kinds().get(name)
    return name if kind is None else words.words(kind.title)


def _centre(nis: str, reader: Reader) -> str:
    if nis not in municipalities():
        return ""
    return municipalities()[nis].names["nl" if reader == "nl" else "fr"]
