"""`cpas allocation`: the list of the amounts of a decree, checked and made."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import click

from generator import allocations, campaigns, output, reporters
from generator.allocations import Table
from generator.campaigns import Campaign
from generator.cli import common
from generator.errors import unwritable
from generator.findings import Finding, has_errors, in_order
from generator.locales import Translator
from generator.messages import msg


def command(words: Translator) -> click.Command:
    """Make the group of commands."""
    return common.group("allocation", words, _check(words), _share(words))


def _check(words: Translator) -> click.Command:
    def check(file: Path, year: int, by: Path | None) -> int:
        campaign = campaigns.campaign(common.year(year))
        table, findings = allocations.read(file, campaign, totals=True)
        if table is not None:
            findings += allocations.misnamed(table)
            if by is not None:
                weights, others = allocations.read(by, campaign)
                findings += others
                if weights is not None:
                    findings += allocations.differences(table, weights, campaign)
            click.echo(_totals(table, campaign, words))
        _tell(findings, words)
        click.echo(words.text(reporters.summary_message(1 if by is None else 2, findings)), err=True)
        return int(has_errors(findings))

    parameters: list[click.Parameter] = [
        _file(),
        _year(words),
        click.Option(
            ["--by"], type=click.Path(path_type=Path), metavar="CONTRACTS.csv",
            help=words.text(msg("What the total was divided by: each amount is computed again and compared.")),
        ),
    ]  # fmt: skip
    made = common.make("check", words, check, parameters)
    made.help = words.text(
        msg("Check a list of amounts: its form, its totals against the decrees, its names.")
    )
    return made


def _share(words: Translator) -> click.Command:
    def share(file: Path, year: int, out: Path | None) -> int:
        campaign = campaigns.campaign(common.year(year))
        if out is not None:
            common.keep(out)
        table, findings = allocations.read(file, campaign)
        shares: list[allocations.Share] = []
        if table is not None:
            shares, told = allocations.share(table, campaign)
            findings += told
        _tell(findings, words)
        if table is None or has_errors(findings):
            click.echo(words.text(msg("Nothing was written.")), err=True)
            return 1
        text = allocations.written(shares, _remarks(table, shares, campaign, words))
        if out is None:
            click.echo(text, nl=False)
            return 0
        try:
            # Excel reads UTF-8 by its mark
            output.replace({out: text.encode("utf-8-sig")})
        except OSError as error:
            raise unwritable(out, error, msg("Choose another name with -o.")) from error
        click.echo(words.text(msg("written: {files}", files=out.as_posix())))
        return 0

    parameters: list[click.Parameter] = [
        _file(),
        _year(words),
        click.Option(
            ["-o", "--output", "out"], type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.csv",
            help=words.text(msg("File to write; without it the list is printed.")),
        ),
    ]  # fmt: skip
    made = common.make("share", words, share, parameters)
    made.help = words.text(
        msg(
            "Divide the total of the decree by the numbers of contracts of article 60 § 7, or by the amounts of another year; the sum is exact to the cent."
        )
    )
    return made


def _file() -> click.Argument:
    return click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE.csv")


def _year(words: Translator) -> click.Option:
    return click.Option(
        ["--campaign", "year"], type=int, default=campaigns.years()[0], show_default=True,
        help=words.text(msg("Year of the subsidy.")),
    )  # fmt: skip


def _tell(findings: Iterable[Finding], words: Translator) -> None:
    found = in_order(findings)
    if found:
        paint = reporters.Paint(colours=common.colours(sys.stderr))
        click.echo(reporters.findings_text(found, words, paint), err=True, color=True)


def _totals(table: Table, year: Campaign, words: Translator) -> str:
    """Say for each kind how many lines there are, their sum, and the total of the decree."""
    told = []
    for kind, total in year.totals.items():
        values = [line.value for line in table.lines if line.kind == kind]
        given = sum(values, Decimal(0))
        told.append(
            words.text(
                msg(
                    "{kind}: lines: {count}; {given}; the decree gives {total}; difference {difference}",
                    kind=kind,
                    count=len(values),
                    given=given,
                    total=total,
                    difference=given - total,
                )
            )
        )
    return "\n".join(told)


def _remarks(table: Table, shares: list[allocations.Share], year: Campaign, words: Translator) -> list[str]:
    """Say in the list itself what it was made from."""
    name = Path(table.path).name
    by = (
        msg("Divided by the numbers of contracts in {file}.", file=name)
        if table.values == "contracts"
        else msg("Divided in the proportion of the amounts in {file}.", file=name)
    )
    told = [msg("Campaign {year}.", year=str(year.year)), by]
    for kind in dict.fromkeys(each.line.kind for each in shares):
        given = sum((each.amount for each in shares if each.line.kind == kind), Decimal(0))
        told.append(msg("“{kind}”: {given} of {total}.", kind=kind, given=given, total=year.totals[kind]))
    specimen = ["SPECIMEN"] if table.specimen else []
    return specimen + [words.text(each) for each in told]
