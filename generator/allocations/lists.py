"""The amounts per centre and per cluster, from the annexes of the decrees.

They are not public, so the administration loads them: a CSV with the columns `kind;nis;name;amount`
as Belgian Excel writes it (semicolon, decimal comma) or with commas and points. A line that begins
with `#` is a remark; a remark with the word SPECIMEN marks fictitious amounts. What an amount is
divided by is a list of the same form, with `contracts` in place of `amount`.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from generator import resources
from generator.campaigns import Campaign
from generator.findings import Finding, Place, Severity, has_errors
from generator.identifiers import nis as check_nis
from generator.messages import Message, msg
from generator.municipalities import municipalities

_COLUMNS: Final = ["kind", "nis", "name"]
_VALUES: Final = ("amount", "contracts")
_AMOUNT = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:[ .\u00a0\u202f][0-9]{3})+)(?:[.,][0-9]{1,2})?\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list: the value is an amount in euro, or a number of contracts."""

    kind: str
    nis: str
    name: str
    value: Decimal
    number: int
    """The number of the line in the file."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it was read; `values` says what its numbers are: amount or contracts."""

    path: str
    values: str
    lines: tuple[Line, ...]
    specimen: bool


@dataclass(frozen=True, slots=True)
class Allocations:
    """Amounts in euro by kind of convention and NIS code (of the promoter, for a cluster)."""

    path: str
    amounts: Mapping[tuple[str, str], Decimal]

    def amount(self, kind: str, nis: str) -> Decimal | None:
        """Give the amount of one centre, or None where the list does not name it."""
        return self.amounts.get((kind, nis))


def installed(year: int) -> Path | None:
    """Give the list that the administration put beside the other data, if it did."""
    path = resources.folder("data") / f"allocations-{year}.csv"
    return path if path.is_file() else None


def load(path: Path, campaign: Campaign) -> tuple[Allocations | None, list[Finding]]:
    """Read the list and check it against the totals of the campaign, to the cent."""
    table, findings = read(path, campaign, totals=True)
    if table is None or has_errors(findings):
        return None, findings
    return Allocations(table.path, {(line.kind, line.nis): line.value for line in table.lines}), findings


def read(path: Path, campaign: Campaign, *, totals: bool = False) -> tuple[Table | None, list[Finding]]:
    """Read a list of amounts or, where its totals need not be those of the year, of what is divided by.

    No table is given where a line cannot be read; totals that are wrong are only told.
    """
    reader = _Reader(path.as_posix(), campaign, _VALUES[:1] if totals else _VALUES)
    try:
        raw = path.read_bytes()
    except OSError:
        reader.find(
            "SRC001",
            None,
            msg("The file cannot be opened."),
            msg("Check the name of the file, and that you may read it."),
        )
        return None, reader.findings
    table = reader.table(raw)
    if has_errors(reader.findings):
        return None, reader.findings
    if totals:
        reader.check_totals(table.lines)
    return table, reader.findings


def misnamed(table: Table) -> Iterator[Finding]:
    """Warn of lines whose name is not that of their NIS code: a sign of rows that slipped."""
    for line in table.lines:
        names = {_plain(name) for name in municipalities()[line.nis].names.values()}
        said = _plain(line.name)
        if said and not any(name in said for name in names):
            told = msg("“{name}” is not the name of {nis}.", name=line.name[:60], nis=line.nis)
            remedy = msg("Check that the columns of the list did not slip against each other.")
            yield Finding("ALC006", Severity.WARNING, Place(table.path, line.number, 1), told, remedy)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in letters if sign.isalnum())


class _Reader:
    def __init__(self, path: str, campaign: Campaign, values: Sequence[str]) -> None:
        self.path = path
        self.campaign = campaign
        self.values = values
        self.findings: list[Finding] = []

    def find(
        self,
        code: str,
        line: int | None,
        cause: Message,
        remedy: Message,
        severity: Severity = Severity.ERROR,
    ) -> None:
        place = Place(self.path, line, line and 1)
        self.findings.append(Finding(code, severity, place, cause, remedy))

    def table(self, raw: bytes) -> Table:
        """Read the lines that are no remarks; what is wrong becomes findings."""
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", errors="replace")
        numbered = list(enumerate(text.splitlines(), 1))
        specimen = any(line.startswith("#") and "SPECIMEN" in line for _, line in numbered)
        if specimen:
            self.find(
                "ALC003",
                1,
                msg("The list of amounts is the fictitious specimen."),
                msg("Load the list of the annexes of the decrees with --allocations."),
                Severity.WARNING,
            )
        rows = [(n, line) for n, line in numbered if line.strip() and not line.startswith("#")]
        delimiter = ";" if rows and ";" in rows[0][1] else ","
        cells = [_cells(line, delimiter) for _, line in rows]
        head = [cell.lower() for cell in cells[0]] if cells else []
        if head[:-1] != _COLUMNS or head[-1] not in self.values:
            line = rows[0][0] if rows else 1
            self.find("ALC001", line, msg("The first line does not name the columns."), self._columns())
            return Table(self.path, "", (), specimen)
        lines: dict[tuple[str, str], Line] = {}
        for (line, _), row in zip(rows[1:], cells[1:], strict=True):
            self._row(line, row, head[-1], lines)
        return Table(self.path, head[-1], tuple(lines.values()), specimen)

    def _columns(self) -> Message:
        if self.values == _VALUES:
            return msg("Write the columns kind;nis;name;contracts (or amount), one centre on each line.")
        return msg("Write the columns kind;nis;name;amount, one centre on each line.")

    def _row(self, line: int, row: list[str], values: str, lines: dict[tuple[str, str], Line]) -> None:
        if len(row) != len(_COLUMNS) + 1:
            cause = msg("The line has {count} columns instead of four.", count=len(row))
            self.find("ALC001", line, cause, self._columns())
            return
        kind, nis, name, written = row
        value = _amount(written) if values == "amount" else _count(written)
        if kind not in self.campaign.totals:
            self.find(
                "ALC001",
                line,
                msg("There is no kind “{kind}”.", kind=kind[:60]),
                msg("Write one of: {kinds}.", kinds=", ".join(self.campaign.totals)),
            )
        elif problem := check_nis(nis):
            self.find(problem.code, line, problem.cause, problem.remedy)
        elif value is None and values == "contracts":
            self.find(
                "ALC001",
                line,
                msg("“{value}” is not a number of contracts.", value=written[:40]),
                msg("Write a whole number: 0, 12, 340."),
            )
        elif value is None:
            self.find(
                "ALC001",
                line,
                msg("“{value}” is not an amount.", value=written[:40]),
                msg("Write an amount as 12500,50 or 12500.50."),
            )
        elif (kind, nis) in lines:
            self.find(
                "ALC001",
                line,
                msg("The NIS code {nis} stands here a second time.", nis=nis),
                msg("Keep one of the two lines."),
            )
        else:
            lines[kind, nis] = Line(kind, nis, name, value, line)

    def check_totals(self, lines: Sequence[Line]) -> None:
        """Hold the amounts against the totals of the decrees and the limit of each."""
        remedy = msg("Compare the list with the annex of the decree, line by line.")
        for kind, total in self.campaign.totals.items():
            listed = [line for line in lines if line.kind == kind]
            given = sum((line.value for line in listed), Decimal(0))
            wrong = given != total if kind == "convention-city" else given > total
            if listed and wrong:
                cause = msg(
                    "The amounts of “{kind}” add up to {given}; the decree gives {total}.",
                    kind=kind,
                    given=given,
                    total=total,
                )
                self.find("ALC002", 1, cause, remedy)
            limit = self.campaign.limit(kind)
            for line in listed:
                if line.value > limit:
                    cause = msg(
                        "The amount of {nis}, {amount}, is above the limit of {limit}.",
                        nis=line.nis,
                        amount=line.value,
                        limit=limit,
                    )
                    self.find("ALC002", line.number, cause, remedy)


def _cells(line: str, delimiter: str) -> list[str]:
    """Split one line; a quoted line end, which would swallow the next line, is none of this form."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]
    except csv.Error:
        return []


def _count(written: str) -> Decimal | None:
    """Read a number of contracts; thousands may be set apart, as Excel does."""
    bare = written.strip()
    if re.fullmatch(r"[0-9]+|[0-9]{1,3}(?:[ .\u00a0\u202f][0-9]{3})+", bare):
        return Decimal(re.sub(r"\D", "", bare))
    return None


def _amount(written: str) -> Decimal | None:
    """Read an amount as Belgian Excel or a program writes it: 12.500,50 or 12500.50."""
    bare = written.replace("€", "").strip()
    if not _AMOUNT.match(bare):
        return None
    whole, mark, cents = bare, "", ""
    if found := re.search(r"[.,]([0-9]{1,2})\Z", bare):
        whole, mark, cents = bare[: found.start()], ".", found.group(1)
    return Decimal(re.sub(r"\D", "", whole) + mark + cents)
