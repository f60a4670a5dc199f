"""Puts a sheet of expenses into a report, and tells what is wrong with it by its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from generator import schemas
from generator.catalog import kinds
from generator.errors import UsageFault
from generator.expenses import Sheet
from generator.findings import Finding, Severity, has_errors, json_pointer
from generator.identifiers import NISS, is_niss
from generator.locales import Translator
from generator.messages import msg
from generator.pipeline import Checker
from generator.skeleton import listed
from generator.source import Source, parse

REPORT: Final = "final-report"
_OF_THE_SHEET: Final = frozenset({"SCH002", "SCH003", "RPT011"})
_ADDRESS: Final = re.compile(r"([A-Z]+)([0-9]+)\Z")


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a file to finish, and what was found on the way; no text where there are errors."""

    text: str
    findings: tuple[Finding, ...]


def with_expenses(path: Path, text: str, sheet: Sheet, words: Translator) -> Draft:
    """Put the expenses of a sheet into the text of a report, in place of those that stand there.

    Raises:
        UsageFault: the text is no report.

    """
    source, kind = parse(text.encode(), path.as_posix()), kinds()[REPORT]
    if source.findings:
        raise UsageFault(
            msg("{path} cannot be read as it is.", path=path.as_posix()),
            msg("“cpas validate {path}” says what is wrong with this file.", path=path.as_posix()),
        )
    if schemas.kind_of(source) is not kind:
        raise UsageFault(
            msg("{path} is no final report.", path=path.as_posix()),
            msg("Name the file of the report first, then the sheet."),
        )
    new = _replaced(source, text, listed(kind, "expenses", sheet.entries, words))
    if not has_errors(sheet.findings):
        _prove(source, new, [*sheet.entries])
    findings = of_sheet(new, sheet, path.parent)
    return Draft("" if has_errors(findings) else new, tuple(findings))


def _replaced(source: Source, text: str, written: Sequence[str]) -> str:
    """Replace the lines of the expenses, in the line ends of the file."""
    lines = text.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    first, last = _block(source, "expenses", lines)
    lines[first:last] = [f"{line}{end}" for line in written]
    return "\n".join(lines)


def _prove(source: Source, new: str, entries: Sequence[Any]) -> None:
    """See that the new text holds the expenses of the sheet, and all else as it was.

    Raises:
        UsageFault: the file is not written line by line, so that its lines cannot be replaced.

    """
    read = parse(new.encode(), source.path)
    assert isinstance(source.data, dict)
    if read.findings or not isinstance(read.data, dict):
        raise _not_by_lines(source)
    kept = {name: value for name, value in read.data.items() if name != "expenses"}
    before = {name: value for name, value in source.data.items() if name != "expenses"}
    if kept != before or not _same(read.data.get("expenses"), entries):
        raise _not_by_lines(source)


def _same(read: Any, meant: Any) -> bool:
    """Tell whether what was written is read as it was meant; 100 and 100.00 are the same amount."""
    if isinstance(meant, Mapping):
        return (
            isinstance(read, dict)
            and read.keys() == meant.keys()
            and all(_same(read[k], meant[k]) for k in meant)
        )
    if isinstance(meant, list):
        return isinstance(read, list) and len(read) == len(meant) and all(map(_same, read, meant))
    return bool(read == meant)


def _not_by_lines(source: Source) -> UsageFault:
    return UsageFault(
        msg("The fields of {path} do not stand at the beginning of their lines.", path=source.path),
        msg("Write each field on a line of its own, or draft the report again: cpas init final-report."),
    )


def _block(source: Source, name: str, lines: Sequence[str]) -> tuple[int, int]:
    """Give the lines of a field of the file, without the remarks before the next one.

    Raises:
        UsageFault: the file is not written line by line.

    """
    places = sorted((s.key, at[0]) for at, s in source.spots.items() if len(at) == 1 and s.key is not None)
    if any(column != 1 for (_, column), _ in places):
        raise _not_by_lines(source)
    keys = [(line - 1, name) for (line, _), name in places]
    last = len(lines)
    for (first, found), (following, _) in zip(keys, [*keys[1:], (len(lines), "")], strict=True):
        if found == name:
            last = following
            while last > first + 1 and (not lines[last - 1].strip() or lines[last - 1].startswith("#")):
                last -= 1
            return first, last
    while last and not lines[last - 1].strip():
        last -= 1
    return last, last


def of_sheet(text: str, sheet: Sheet, beside: Path) -> list[Finding]:
    """Tell the faults of a sheet, and of its expenses as they stand in a draft, by the cells of the sheet."""
    found = Checker().check_source(parse(text.encode(), "-"), beside).findings
    unread = [each.place.pointer for each in sheet.findings if each.severity is Severity.ERROR]
    cells = {json_pointer(place): cell for place, cell in sheet.cells.items()}
    told: list[Finding] = []
    for each in found:
        cell = _cell(each.place.pointer, cells)
        # what is empty or could not be read is told by the sheet; an advice is for the report
        if cell is None or each.severity is Severity.INFO or each.code in _OF_THE_SHEET:
            continue
        if not any(pointer and f"{each.place.pointer}/".startswith(f"{pointer}/") for pointer in unread):
            told.append(
                replace(each, place=replace(each.place, path=f"{sheet.shown} {cell}", line=None, column=None))
            )
    return discreet(sorted([*sheet.findings, *told], key=_by_cell))


def _by_cell(finding: Finding) -> tuple[str, int, int, str]:
    """Order findings as a person goes through a sheet: row by row, and B before AA."""
    sheet, _, cell = finding.place.path.rpartition("!")
    found = _ADDRESS.match(cell)
    letters, row = (found.group(1), int(found.group(2))) if found else ("", 0)
    return sheet, row, len(letters), letters


def _cell(pointer: str, cells: Mapping[str, str]) -> str | None:
    """Give the cell of an entry of the list, or that of the nearest field above it."""
    while pointer.count("/") > 1:
        if pointer in cells:
            return cells[pointer]
        pointer = pointer.rpartition("/")[0]
    return None


def discreet(findings: Iterable[Finding]) -> list[Finding]:
    """Take national register numbers out of messages, and out of the names of sheets."""
    return [
        replace(each, place=replace(each.place, path=NISS.sub(_hidden, each.place.path)))
        for each in schemas.without_numbers(findings)
    ]


def _hidden(found: re.Match[str]) -> str:
    return "…" if is_niss(found.group()) else found.group()
