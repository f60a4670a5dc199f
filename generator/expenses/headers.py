"""Finds the sheet of expenses in a workbook, and what each of its columns holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from generator.expenses.fields import CHARGED, Column, fields, has_languages, recognised, required
from generator.findings import Severity
from generator.locales import LANGUAGES, translator
from generator.messages import Message, Words, msg
from generator.sheets.grid import Grid, letters

_ROWS: Final = 10
"""Above the header there may be titles and sums; more than that is another table."""
_ENOUGH: Final = 3
"""One word such as “Date” may stand in a title; three names of columns make a header."""

_WARNING: Final = Severity.WARNING


@dataclass(frozen=True, slots=True)
class Header:
    """The row of the names, and the columns that are read; columns count from 1."""

    row: int
    columns: Mapping[int, Column]
    others: Mapping[int, str]
    """Columns with a name that says nothing to us."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a cell of the header."""

    column: int
    code: str
    severity: Severity
    cause: Message
    remedy: Message


def header_of(grid: Grid) -> Header | None:
    """Give the header of a sheet: the row, near the top, that names most columns."""
    best: Header | None = None
    names = ((at, cell.value) for at, cell in sorted(grid.cells.items()) if at[0] <= _ROWS)
    texts = ((at, value) for at, value in names if isinstance(value, str) and value.strip())
    for row, group in groupby(texts, key=lambda each: each[0][0]):
        columns: dict[int, Column] = {}
        others: dict[int, str] = {}
        for (_, number), value in group:
            if column := recognised(value):
                columns[number] = column
            else:
                others[number] = " ".join(value.split())
        if _width(columns.values()) >= _ENOUGH and (
            best is None or _width(columns.values()) > _width(best.columns.values())
        ):
            best = Header(row, columns, others)
    return best


def faults(grid: Grid, header: Header) -> Iterator[Fault]:
    """Say which columns are missing, stand twice, or are not read."""
    yield from _doubles(header)
    known = {column.field for column in header.columns.values()}
    for name in fields():
        if name in required() and name not in known:
            yield Fault(
                1,
                "XLS007",
                Severity.ERROR,
                msg("The column “{column}” is missing.", column=title(name)),
                msg("Add the column with this header, or copy the rows into a new sheet of the program."),
            )
    remedy = msg("If it holds something of the report, give the column one of the headers of the sheet.")
    for number, name in header.others.items():
        yield Fault(
            number, "XLS008", _WARNING, msg("The column “{column}” is not read.", column=name[:60]), remedy
        )
    named = {*header.columns, *header.others}
    unnamed = {at[1] for at, cell in grid.cells.items() if at[0] > header.row and not cell.blank} - named
    for number in sorted(unnamed):
        cause = msg("The column {column} has no header and is not read.", column=letters(number))
        yield Fault(number, "XLS008", _WARNING, cause, remedy)


def title(name: str) -> Message:
    """Give the name of a column, to be put into the language of the reader."""
    return Message(fields()[name]["title"])


def titles(names: Iterable[str]) -> Words:
    """Give the names of several columns, in each language."""
    english = [str(fields()[name]["title"]) for name in names]
    french, dutch = (", ".join(map(translator(language).words, english)) for language in LANGUAGES)
    return Words(", ".join(english), french, dutch)


def _doubles(header: Header) -> Iterator[Fault]:
    first: dict[Column, int] = {}
    for number, column in header.columns.items():
        if column.field == CHARGED:
            continue
        if has_languages(column.field) and column.language is None:
            yield Fault(
                number,
                "XLS007",
                Severity.ERROR,
                msg("The column “{column}” does not say its language.", column=title(column.field)),
                msg("Write (fr) or (nl) behind the header."),
            )
        elif column in first:
            yield Fault(
                number,
                "XLS007",
                Severity.ERROR,
                msg(
                    "The column “{column}” stands a second time (first in {first}).",
                    column=title(column.field),
                    first=letters(first[column]),
                ),
                msg("Keep one of the two columns."),
            )
        first.setdefault(column, number)


def _width(columns: Iterable[Column]) -> int:
    return len({column.field for column in columns} - {CHARGED})


def missing() -> tuple[Message, Message]:
    """Say that no sheet has the header of the expenses."""
    return (
        msg("No sheet has the headers of the expenses in its first {rows} rows.", rows=_ROWS),
        msg("Copy the expenses into the sheet that “cpas expenses template” makes; its headers are known."),
    )
