"""Divides the total of a decree over the centres, to the cent.

In 2015 by the number of contracts of article 60, § 7 that were in force on 1 January 2013; in 2016 by the
proportions of 2015 (royal decrees of 27 March 2015 and 15 February 2016). What is left after whole
cents goes, cent by cent, to the largest remainders, so that the sum is exact whatever the order of
the lines. No cluster receives more than its limit; what is above it goes to the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from generator.allocations.lists import Line, Table
from generator.campaigns import Campaign
from generator.findings import Finding, Place, Severity
from generator.messages import msg

_CENTS: Final = 100


@dataclass(frozen=True, slots=True)
class Share:
    """What one line of the list receives, in euro."""

    line: Line
    amount: Decimal


def share(table: Table, year: Campaign) -> tuple[list[Share], list[Finding]]:
    """Divide the totals of a year in the proportion of the values of a table.

    A kind of convention that the table does not name is not divided. Where no line of a kind has a
    value, that is an error; a line that receives nothing is a warning.
    """
    shares: list[Share] = []
    findings: list[Finding] = []
    for kind, total in year.totals.items():
        lines = sorted((line for line in table.lines if line.kind == kind), key=lambda line: line.nis)
        if not lines:
            continue
        if not any(line.value for line in lines):
            told = msg("No line of “{kind}” has a value: there is nothing to divide by.", kind=kind)
            remedy = msg(
                "Write for each centre the number of its contracts, or its amount of the year before."
            )
            findings.append(Finding("ALC005", Severity.ERROR, Place(table.path, 1, 1), told, remedy))
            continue
        limit = int(year.limit(kind) * _CENTS)
        cents = _divided([Fraction(line.value) for line in lines], int(total * _CENTS), limit)
        shares += [Share(line, Decimal(each) / _CENTS) for line, each in zip(lines, cents, strict=True)]
        findings += (_nothing(table, line) for line, each in zip(lines, cents, strict=True) if not each)
    return shares, findings


def _nothing(table: Table, line: Line) -> Finding:
    told = msg("The centre {nis} receives nothing.", nis=line.nis)
    remedy = msg("Check the value of its line.")
    return Finding("ALC005", Severity.WARNING, Place(table.path, line.number, 1), told, remedy)


def _divided(weights: Sequence[Fraction], total: int, limit: int) -> list[int]:
    """Divide a number of cents by weights, none above the limit; all of it, unless all are at the limit."""
    given = [0] * len(weights)
    taking = [number for number, weight in enumerate(weights) if weight]
    left = total
    while taking:
        whole = sum(weights[number] for number in taking)
        full = [number for number in taking if left * weights[number] / whole >= limit]
        if not full:
            parts = _rounded([weights[number] for number in taking], left)
            for number, part in zip(taking, parts, strict=True):
                given[number] = part
            break
        for number in full:
            given[number] = limit
        left -= limit * len(full)
        taking = [number for number in taking if number not in full]
    return given


def _rounded(weights: Sequence[Fraction], total: int) -> list[int]:
    """Divide by largest remainders; of equal ones the first, for the lines are in the order of their codes."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(each) for each in exact]
    order = sorted(range(len(exact)), key=lambda number: (parts[number] - exact[number], number))
    for number in order[: total - sum(parts)]:
        parts[number] += 1
    return parts


def differences(given: Table, table: Table, year: Campaign) -> Iterator[Finding]:
    """Hold a list of amounts against the division by a table: line by line, both ways.

    A kind that only one of the two has is not compared, and told.
    """
    shares, findings = share(table, year)
    yield from findings
    ours, theirs = {line.kind for line in given.lines}, {line.kind for line in table.lines}
    for one, other, kinds in ((given, table, ours - theirs), (table, given, theirs - ours)):
        for kind in sorted(kinds):
            lines = [line for line in one.lines if line.kind == kind]
            told = msg(
                "Lines of “{kind}” that are not compared: {count}; {path} has none.",
                count=len(lines),
                kind=kind,
                path=other.path,
            )
            remedy = msg("Add the lines, or compare each kind with its own file.")
            yield Finding("ALC004", Severity.WARNING, Place(one.path, lines[0].number, 1), told, remedy)
    remedy = msg("Compare with the division: cpas allocation share.")
    computed = {(each.line.kind, each.line.nis): each.amount for each in shares}
    for line in (each for each in given.lines if each.kind in theirs):
        key = (line.kind, line.nis)
        if key not in computed:
            told = msg("The centre {nis} is not in {path}.", nis=line.nis, path=table.path)
        elif computed[key] != line.value:
            told = msg(
                "The amount of {nis} is {given}; the division gives {computed}.",
                nis=line.nis,
                given=line.value,
                computed=computed[key],
            )
        else:
            continue
        yield Finding("ALC004", Severity.ERROR, Place(given.path, line.number, 1), told, remedy)
    listed = {(line.kind, line.nis) for line in given.lines}
    for each in shares:
        if each.line.kind in ours and (each.line.kind, each.line.nis) not in listed:
            told = msg("The centre {nis} is not in {path}.", nis=each.line.nis, path=given.path)
            yield Finding("ALC004", Severity.ERROR, Place(table.path, each.line.number, 1), told, remedy)


def written(shares: Sequence[Share], remarks: Sequence[str]) -> str:
    """Write a list of amounts as Belgian Excel reads it: semicolons, decimal comma."""
    lines = [*(f"# {remark}" for remark in remarks), "kind;nis;name;amount"]
    for each in shares:
        amount = f"{each.amount:.2f}".replace(".", ",")
        lines.append(f"{each.line.kind};{each.line.nis};{_cell(each.line.name)};{amount}")
    return "\r\n".join(lines) + "\r\n"


def _cell(text: str) -> str:
    """Write a name so that no spreadsheet takes it for a formula, and no sign ends the cell."""
    plain = text.lstrip("=+-@\t ") if text[:1] in "=+-@\t " else text
    return '"' + plain.replace('"', '""') + '"' if any(sign in plain for sign in ';"\n') else plain
