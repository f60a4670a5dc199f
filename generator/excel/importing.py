"""From the rows of a workbook to files: each goes through the validator as if it were read from its place."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path as File
from typing import Any, Final

from generator import rules, schemas
from generator.dossier import Centre, Dossier, OfCentre, Unusable
from generator.excel import canonical
from generator.excel.book import Book, Fault, Row
from generator.excel.layout import Layout, Path, layout, names
from generator.excel.naming import key_of, nis_of
from generator.excel.remedies import ADD_A_LINE, REMEDIES
from generator.findings import Finding, Pointer, Severity, read_pointer
from generator.messages import Message, msg
from generator.pipeline import Checked, Checker
from generator.rules import Case
from generator.source import YAML_ENDS, Source, parse, read

_OTHERS: Final = frozenset({"file", "folder"})
"""The formats of fields that name another file, or a folder of them."""
_TOLD: Final = frozenset({"SCH002", "SCH003"})
"""What is empty or missing; a required cell is told by the sheet."""


class Fate(StrEnum):
    """What becomes of a row."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row, the file that it is for, and what becomes of it."""

    row: Row
    path: File
    fate: Fate
    text: str = ""


@dataclass(frozen=True, slots=True)
class Import:
    """What an import makes of a workbook: an outcome for each row, and all that is wrong."""

    book: Book
    outcomes: tuple[Outcome, ...]
    faults: tuple[Fault, ...]

    @property
    def files(self) -> dict[File, bytes]:
        """The files to write."""
        return {each.path: each.text.encode() for each in self.outcomes if each.fate is Fate.WRITTEN}

    @property
    def wrong(self) -> bool:
        """Whether something refuses a row, or all of them."""
        return any(each.finding.severity is Severity.ERROR for each in self.faults)

    def count(self, fate: Fate) -> int:
        """Count the rows of a fate."""
        return sum(each.fate is fate for each in self.outcomes)


@dataclass(slots=True)
class _Made:
    """A file that a row makes, as the validator sees it."""

    row: Row
    path: File
    text: str
    checked: Checked
    sound: bool


def plan(book: Book, folder: File, *, replacing: bool = False, amounts: File | None = None) -> Import:
    """Check each row as the file that it makes in `folder`; nothing is written yet.

    With `replacing`, files that no import wrote are replaced too; `amounts` is a list to compare with.
    """
    if not book.kind or not book.rows:
        return Import(book, (), _discreet(book))
    made = layout(book.kind)
    checker = Checker(amounts=amounts)
    errors = [fault for fault in book.faults if fault.finding.severity is Severity.ERROR]
    wrong = {(at.sheet, at.row) for fault in errors for at in fault.cells[:1]}
    files = []
    for row in book.rows:
        each = _made(made, row, folder, checker)
        for finding in each.checked.findings:
            _tell(book, row, finding, each.path.as_posix())
        each.sound = each.sound and not _touches(book, row, wrong) and _on_its_centre(book, each)
        files.append(each)
    _together(book, files)
    outcomes = [_outcome(book, made, each, replacing=replacing) for each in files]
    left = [each for each, outcome in zip(files, outcomes, strict=True) if outcome.fate is not Fate.WRONG]
    _together(book, left, list(_beside(book, left, folder, checker)))
    outcomes = [
        outcome if each.sound else replace(outcome, fate=Fate.WRONG)
        for each, outcome in zip(files, outcomes, strict=True)
    ]
    return Import(book, tuple(outcomes), _discreet(book))


def _discreet(book: Book) -> tuple[Fault, ...]:
    """Take national register numbers out of what is told, for somebody may have typed one anywhere; and name the rows."""
    faults = list(book.by_place())
    told = schemas.without_numbers(fault.finding for fault in faults)
    keys = book.keys() if faults and book.tables else {}

    def key(fault: Fault) -> str:
        own = fault.cells and fault.finding.place.path == f"{book.shown} {fault.cells[0]}"
        found = keys.get((fault.cells[0].sheet, fault.cells[0].row), "") if own else ""
        return "" if schemas.holds_number(found) else found

    return tuple(Fault(finding, fault.cells, key(fault)) for finding, fault in zip(told, faults, strict=True))


def _made(made: Layout, row: Row, folder: File, checker: Checker) -> _Made:
    text = canonical.text_of(made, row.data)
    path = folder / (row.file or "…")
    checked = checker.check_source(parse(text.encode(), path.as_posix()), folder, row.unread)
    return _Made(row, path, text, checked, checked.sound and bool(row.file) and not row.unread)


def _on_its_centre(book: Book, each: _Made) -> bool:
    """Refuse a row that is named by the NIS code of one centre and is on another."""
    named = nis_of(key_of(each.row.file, book.kind) or "") if each.row.file else None
    if named is None or each.checked.case is None:
        return True
    dossier = each.checked.case.dossier
    with suppress(Unusable):
        centre = dossier.centre if isinstance(dossier, OfCentre) else dossier
        found = centre.municipality.nis if isinstance(centre, Centre) else named
        if found != named:
            book.find(
                "XLS038",
                Severity.ERROR,
                (book.cell(each.row, ()),),
                msg("The row is named {named}, and is on the centre {nis}.", named=named, nis=found),
                msg(
                    "Correct the first column, or the file that the row refers to; two rows may have been exchanged."
                ),
            )
            return False
    return True


def _touches(book: Book, row: Row, wrong: set[tuple[str, int]]) -> bool:
    """Tell whether a row, an entry of it, or one that belongs to none of them, is among the wrong ones."""
    own = [(book.tables[()].sheet, row.number)]
    own += [(book.tables[path].sheet, number) for path, number in row.strays]
    for of_list, numbers in row.entries.items():
        own += [(book.tables[names(of_list)].sheet, number) for number in numbers]
    return not wrong.isdisjoint(own)


def _beside(book: Book, written: Iterable[_Made], folder: File, checker: Checker) -> Iterator[Case[Dossier]]:
    """Give the files of the kind that stand in the folder and stay: no row that is sound is written over them."""
    own = {os.path.realpath(each.path) for each in written}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(".") or path.suffix.lower() not in YAML_ENDS:
            continue
        if os.path.realpath(path) in own:
            continue
        kind = schemas.kind_of(read(path, piped=False))
        if kind is not None and kind.name == book.kind and (case := checker.check(path).case) is not None:
            yield case


def _together(book: Book, files: Iterable[_Made], others: Collection[Case[Dossier]] = ()) -> None:
    """Compare the files with each other, or with those that stand in the folder already."""
    by_path = {each.checked.source.path: each for each in files if each.row.file}
    cases = [each.checked.case for each in by_path.values() if each.checked.case is not None]
    known = set(rules.check_folder(cases)) if others else set()
    cases += others
    for finding in rules.check_folder(cases):
        if finding in known:
            continue
        each = by_path.get(finding.place.path)
        if each is not None:
            _tell(book, each.row, finding, each.checked.source.path)
            each.sound = each.sound and finding.severity is not Severity.ERROR


def _tell(book: Book, row: Row, finding: Finding, path: str) -> None:
    """Put a finding on a file to the cell of its value; one on a file that it starts from to the cell that names it."""
    if row.bare and finding.severity is not Severity.ERROR:
        return
    if finding.place.path != path:
        _of_another(book, row, finding, File(path).parent)
        return
    pointer = read_pointer(finding.place.pointer)
    remedy = finding.remedy
    if remedy is not None and remedy.msgid in ADD_A_LINE:
        pointer = (*pointer, str(dict(remedy.values)["field"])) if finding.code not in _TOLD else pointer
        remedy = msg("Fill in the cell.") if book.column_of(row, pointer) else remedy
    if pointer in row.unread or (finding.code in _TOLD and _is_told(row, pointer)):
        return
    if finding.code in _TOLD and not book.whole and not book.column_of(row, pointer):
        # its column is not there: that is told once
        return
    at = book.cell(row, pointer)
    place = book.place(at, pointer)
    told = replace(finding, place=place, remedy=remedy and REMEDIES.get(remedy.msgid, remedy))
    book.faults.append(Fault(told, (at,)))


def _is_told(row: Row, pointer: Pointer) -> bool:
    """Tell whether the sheet says already that a value, a part of it or its group is not there."""
    return any(pointer[: len(each)] == each or each[: len(pointer)] == pointer for each in row.unread)


def _of_another(book: Book, row: Row, finding: Finding, folder: File) -> None:
    """Tell a finding on a file that this one starts from, once for all rows; the cell that names it is marked."""
    kind, there = layout(book.kind).kind, File(os.path.normpath(finding.place.path))
    fields = [name for name, part in kind.schema["properties"].items() if part.get("x-format") in _OTHERS]
    named = {
        name: File(os.path.normpath(folder / str(row.data[name]))) for name in fields if name in row.data
    }
    field = next((name for name, path in named.items() if there.is_relative_to(path)), kind.reference)
    cells = (book.cell(row, (field,)),) if field else ()
    book.elsewhere.setdefault(finding, {}).update(dict.fromkeys(cells))


def _outcome(book: Book, made: Layout, each: _Made, *, replacing: bool) -> Outcome:
    wrong = Outcome(each.row, each.path, Fate.WRONG)
    if not each.sound or not book.whole:
        return wrong
    if not os.path.lexists(each.path):
        return Outcome(each.row, each.path, Fate.WRITTEN, each.text)
    source = read(each.path, piped=False)
    data = source.data if isinstance(source.data, dict) and not source.findings else None
    if data is not None and canonical.same(data, each.checked.source.data):
        return Outcome(each.row, each.path, Fate.UNCHANGED)
    stays = _other_kind(book, each.row, source)
    if stays is None and data is not None:
        stays = _what_would_be_lost(book, made, each.row, data)
    if stays is None and not (replacing or canonical.is_own(_bytes(each.path))):
        stays = (
            "XLS031",
            msg("{file} is there already, and was typed or changed by hand.", file=each.row.file),
            msg(
                "Choose another folder with -o; --replace writes over such files too, and their remarks are lost."
            ),
        )
    if stays is None and data is not None and not replacing:
        stays = _emptied(each, data)
    if stays is None:
        return Outcome(each.row, each.path, Fate.WRITTEN, each.text)
    code, cause, remedy = stays
    book.find(code, Severity.ERROR, (book.cell(each.row, ()),), cause, remedy)
    return wrong


_Stays = tuple[str, Message, Message]
"""Why a file that is there is not replaced: code, cause and remedy."""


def _other_kind(book: Book, row: Row, source: Source) -> _Stays | None:
    """Say that a file is of another kind than the workbook: its content has no place in the rows."""
    kind = schemas.kind_of(source)
    if kind is None or kind.name == book.kind:
        return None
    return (
        "XLS037",
        msg("{file} is there already, and is of kind “{kind}”.", file=row.file, kind=kind.name),
        msg("Choose another folder with -o, or give the row another name."),
    )


def _what_would_be_lost(book: Book, made: Layout, row: Row, data: Mapping[str, Any]) -> _Stays | None:
    """Say what a file holds and the workbook has no column for."""
    lost = next(_lost(book, made, data), None)
    if lost is None:
        return None
    return (
        "XLS034",
        msg(
            "{file} has “{field}”, for which the workbook has no column or sheet; it would be lost.",
            file=row.file,
            field=".".join(lost),
        ),
        msg(
            "Make the workbook again with its files: “cpas excel template {kind} --from DIR”.",
            kind=book.kind,
        ),
    )


def _emptied(each: _Made, data: Mapping[str, Any]) -> _Stays | None:
    """Say what a file holds and the row leaves empty: the workbook may be older than the file."""
    row = each.checked.source.data
    missing = [name for name in data if name not in row] if isinstance(row, dict) else []
    if not missing:
        return None
    return (
        "XLS039",
        msg("{file} has “{field}”, which the row leaves empty; it would be lost.", file=each.row.file, field=missing[0]),
        msg("If the workbook is older than the file, make it again with its files (--from DIR); --replace empties what the row leaves empty."),
    )  # fmt: skip


def _lost(book: Book, made: Layout, data: Mapping[str, Any]) -> Iterator[Path]:
    """Give what a file holds and the workbook has no column for."""
    for table in made.lists:
        if table.path not in book.tables and _any(data, table.path):
            yield table.path
    for table in made.tables:
        where = book.tables.get(table.path)
        if where is None:
            continue
        missing = [column.path for column in table.columns if column.path not in where.columns]
        found = list(_each(data, table.path)) if missing else []
        for path in missing:
            if any(_any(each, path) for each in found):
                yield (*table.path, *path)


def _any(data: Any, path: Path) -> bool:
    return next(_each(data, path), None) is not None


def _each(data: Any, path: Path) -> Iterator[Any]:
    """Give the values at a way through groups and the entries of lists."""
    if isinstance(data, list):
        for each in data:
            yield from _each(each, path)
    elif not path:
        if data is not None:
            yield data
    elif isinstance(data, Mapping):
        yield from _each(data.get(path[0]), path[1:])


def _bytes(path: File) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
