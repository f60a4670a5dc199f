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

from generator.campaigns import Campaign
from generator.findings import Finding, Place, Severity
from generator.identifiers import nis as check_nis
from generator.messages import Message, msg

_COLUMNS: Final = ["kind", "nis", "name", "amount"]
_AMOUNT = re.compile(r"[0-9]+(?:[ .\u00a0\u202f][0-9]{3})*(?:[.,][0-9]{1,2})?\Z")


@dataclass(frozen=True, slots=True)
class Allocations:
    """Amounts in euro by kind of convention and NIS code (of the promoter, for a cluster)."""

    path: str
    amounts: Mapping[tuple[str, str], Decimal]
    specimen: bool

    def amount(self, kind: str, nis: str) -> Decimal | None:
        """Give the amount of one centre, or None where the list does not name it."""
        return self.amounts.get((kind, nis))


def load(path: Path, campaign: Campaign) -> tuple[Allocations | None, list[Finding]]:
    """Read the list and check it against the totals of the campaign, to the cent."""
    shown = path.as_posix()
    findings: list[Finding] = []

    def find(code: str, line: int | None, cause: Message, remedy: Message, severity: Severity = Severity.ERROR) -> None:
        findings.append(Finding(code, severity, Place(shown, line, line and 1), cause, remedy))

    try:
        raw = path.read_bytes()
    except OSError:
        find("SRC001", None, msg("The file cannot be opened."), msg("Check the name of the file, and that you may read it."))
        return None, findings
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    lines = text.splitlines()
    specimen = any(line.startswith("#") and "SPECIMEN" in line for line in lines)
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    amounts: dict[tuple[str, str], Decimal] = {}
    if not numbered:
        find("ALC001", 1, msg("The list of amounts is empty."), _columns())
        return None, findings
    delimiter = ";" if ";" in numbered[0][1] else ","
    rows = list(csv.reader((line for _, line in numbered), delimiter=delimiter))
    if [cell.strip().lower() for cell in rows[0]] != _COLUMNS:
        find("ALC001", numbered[0][0], msg("The first line does not name the columns."), _columns())
        return None, findings
    for (line, _), row in zip(numbered[1:], rows[1:], strict=True):
        if len(row) != len(_COLUMNS):
            find("ALC001", line, msg("The line has {count} columns instead of four.", count=len(row)), _columns())
            continue
        kind, nis, _name, written = (cell.strip() for cell in row)
        amount = _amount(written)
        if kind not in campaign.totals:
            find("ALC001", line, msg("There is no kind “{kind}”.", kind=kind[:60]), msg("Write “kind:” with one of: {kinds}.", kinds=", ".join(campaign.totals)))
        elif problem := check_nis(nis):
            find(problem.code, line, problem.cause, problem.remedy)
        elif amount is None:
            find("ALC001", line, msg("“{value}” is not an amount.", value=written[:40]), msg("Write an amount as 12500,50 or 12500.50."))
        elif (kind, nis) in amounts:
            find("ALC001", line, msg("The NIS code {nis} stands here a second time.", nis=nis), msg("Keep one of the two lines."))
        else:
            amounts[kind, nis] = amount
    if not findings:
        _check_totals(amounts, campaign, find)
    if specimen:
        find("ALC003", 1, msg("The list of amounts is the fictitious specimen."), msg("Load the list of the annexes of the decrees with --allocations."), Severity.WARNING)
    broken = any(f.severity is Severity.ERROR for f in findings)
    return (None if broken else Allocations(shown, amounts, specimen)), findings


def _check_totals(amounts: Mapping[tuple[str, str], Decimal], campaign: Campaign, find: object) -> None:
    assert callable(find)
    for kind, total in campaign.totals.items():
        listed = [amount for (of, _), amount in amounts.items() if of == kind]
        given = sum(listed, Decimal(0))
        exact = kind == "convention-city"
        if listed and (given != total if exact else given > total):
            find(
                "ALC002", 1,
                msg("The amounts of “{kind}” add up to {given}; the decree gives {total}.", kind=kind, given=given, total=total),
                msg("Compare the list with the annex of the decree, line by line."),
            )
        for (of, nis), amount in amounts.items():
            if of == kind and amount > campaign.limit(kind):
                find(
                    "ALC002", 1,
                    msg("The amount of {nis}, {amount}, is above the limit of {limit}.", nis=nis, amount=amount, limit=campaign.limit(kind)),
                    msg("Compare the list with the annex of the decree, line by line."),
                )


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
