"""The amounts per centre and per cluster, from the annexes of the decrees.

They are not public, so the administration loads them: a CSV with the columns `kind;nis;name;amount`
as Belgian Excel writes it (semicolon, decimal comma) or with commas and points. A line that begins
with `#` is a remark; a remark with the word SPECIMEN marks fictitious amounts.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from generator import resources
from generator.campaigns import Campaign
from generator.findings import Finding, Place, Severity, has_errors
from generator.identifiers import nis as check_nis
from generator.messages import Message, msg

_COLUMNS: Final = ["kind", "nis", "name", "amount"]
_AMOUNT = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:[ .\u00a0\u202f][0-9]{3})+)(?:[.,][0-9]{1,2})?\Z")


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
    reader = _Reader(path.as_posix(), campaign)
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
    amounts = reader.amounts(raw)
    if has_errors(reader.findings):
        return None, reader.findings
    return Allocations(reader.path, amounts), reader.findings


class _Reader:
    def __init__(self, path: str, campaign: Campaign) -> None:
        self.path = path
        self.campaign = campaign
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

    def amounts(self, raw: bytes) -> dict[tuple[str, str], Decimal]:
        """Read the lines that are no remarks; what is wrong becomes findings."""
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", errors="replace")
        numbered = list(enumerate(text.splitlines(), 1))
        if any(line.startswith("#") and "SPECIMEN" in line for _, line in numbered):
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
        if not cells or [cell.lower() for cell in cells[0]] != _COLUMNS:
            line = rows[0][0] if rows else 1
            self.find("ALC001", line, msg("The first line does not name the columns."), _columns())
            return {}
        amounts: dict[tuple[str, str], Decimal] = {}
        for (line, _), row in zip(rows[1:], cells[1:], strict=True):
            self._row(line, row, amounts)
        if not has_errors(self.findings):
            self._check_totals(amounts)
        return amounts

    def _row(self, line: int, row: list[str], amounts: dict[tuple[str, str], Decimal]) -> None:
        if len(row) != len(_COLUMNS):
            cause = msg("The line has {count} columns instead of four.", count=len(row))
            self.find("ALC001", line, cause, _columns())
            return
        kind, nis, _, written = row
        amount = _amount(written)
        if kind not in self.campaign.totals:
            self.find(
                "ALC001",
                line,
                msg("There is no kind “{kind}”.", kind=kind[:60]),
                msg("Write one of: {kinds}.", kinds=", ".join(self.campaign.totals)),
            )
        elif problem := check_nis(nis):
            self.find(problem.code, line, problem.cause, problem.remedy)
        elif amount is None:
            self.find(
                "ALC001",
                line,
                msg("“{value}” is not an amount.", value=written[:40]),
                msg("Write an amount as 12500,50 or 12500.50."),
            )
        elif (kind, nis) in amounts:
            self.find(
                "ALC001",
                line,
                msg("The NIS code {nis} stands here a second time.", nis=nis),
                msg("Keep one of the two lines."),
            )
        else:
            amounts[kind, nis] = amount

    def _check_totals(self, amounts: Mapping[tuple[str, str], Decimal]) -> None:
        remedy = msg("Compare the list with the annex of the decree, line by line.")
        for kind, total in self.campaign.totals.items():
            listed = {nis: amount for (of, nis), amount in amounts.items() if of == kind}
            given = sum(listed.values(), Decimal(0))
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
            for nis, amount in listed.items():
                if amount > limit:
                    cause = msg(
                        "The amount of {nis}, {amount}, is above the limit of {limit}.",
                        nis=nis,
                        amount=amount,
                        limit=limit,
                    )
                    self.find("ALC002", 1, cause, remedy)


def _cells(line: str, delimiter: str) -> list[str]:
    """Split one line; a quoted line end, which would swallow the next line, is none of this form."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]
    except csv.Error:
        return []


def _columns() -> Message:
    return msg("Write the columns kind;nis;name;amount, one centre on each line.")


def _amount(written: str) -> Decimal | None:
    """Read an amount as Belgian Excel or a program writes it: 12.500,50 or 12500.50."""
    bare = written.replace("€", "").strip()
    if not _AMOUNT.match(bare):
        return None
    whole, mark, cents = bare, "", ""
    if found := re.search(r"[.,]([0-9]{1,2})\Z", bare):
        whole, mark, cents = bare[: found.start()], ".", found.group(1)
    return Decimal(re.sub(r"\D", "", whole) + mark + cents)
