"""`cpas init KIND`: make a file to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from generator import campaigns, drafts, output
from generator import expenses as sheets
from generator.campaigns import Campaign
from generator.catalog import kinds
from generator.cli import common
from generator.errors import UsageFault, unwritable
from generator.identifiers import nis as check_nis
from generator.locales import Translator
from generator.messages import msg
from generator.municipalities import Municipality, municipalities
from generator.skeleton import skeleton


def command(words: Translator) -> click.Command:
    """Make the command."""

    def call(
        *,
        kind: str,
        nis: str | None,
        campaign: int,
        source: Path | None,
        expenses: Path | None,
        out: Path | None,
    ) -> int:
        if nis is not None and (problem := check_nis(nis)):
            raise UsageFault(problem.cause, problem.remedy)
        campaign = common.year(campaign)
        municipality = municipalities()[nis] if nis else None
        if source is None and expenses is None:
            text = skeleton(kinds()[kind], campaign, municipality, words)
        else:
            made = _draft(
                kind,
                words,
                year=campaigns.campaign(campaign),
                municipality=municipality,
                source=source,
                expenses=expenses,
                out=out,
            )
            common.tell_draft(made, words)
            if not made.text:
                return 1
            text = made.text
        _write(text, out, words)
        return 0

    parameters: list[click.Parameter] = [
        click.Argument(["kind"], type=click.Choice(list(kinds()))),
        click.Option(["--nis"], metavar="44021", help=words.text(msg("NIS code of the municipality."))),
        click.Option(
            ["--campaign"], type=int, default=campaigns.years()[0], show_default=True,
            help=words.text(msg("Year of the subsidy.")),
        ),
        click.Option(
            ["--from", "source"], type=click.Path(path_type=Path), metavar="PATH",
            help=words.text(
                msg(
                    "For final-report: folder of the convention and of the files on persons; what they say is filled in. For decision: file of the convention; what its check finds becomes a request to revise."
                )
            ),
        ),
        click.Option(
            ["--expenses"], type=click.Path(path_type=Path), metavar="FILE.xlsx",
            help=words.text(msg("For final-report: the sheet of expenses (cpas expenses template).")),
        ),
        click.Option(
            ["-o", "--output", "out"], type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
            help=words.text(msg("File to write; by default it is printed.")),
        ),
    ]  # fmt: skip
    return common.make("init", words, call, parameters)


def _draft(
    kind: str,
    words: Translator,
    *,
    year: Campaign,
    municipality: Municipality | None,
    source: Path | None,
    expenses: Path | None,
    out: Path | None,
) -> drafts.Draft:
    """Draft a report or a file of decisions from what is known of it."""
    beside = None if out is None else out.parent
    if kind == drafts.DECISION and source is not None and expenses is None:
        if not source.is_file():
            raise UsageFault(
                msg("There is no file {path}.", path=source.as_posix()),
                msg("Name the file of the convention that was submitted."),
            )
        return drafts.draft_decision(words, source, beside or Path())
    if kind != drafts.REPORT:
        raise UsageFault(
            msg("Only a report or a file of decisions can be drafted from other files."),
            msg(
                "Leave out --from and --expenses, or write: cpas init {kind} --from DIR.", kind=drafts.REPORT
            ),
        )
    if source is not None and not source.is_dir():
        raise UsageFault(
            msg("There is no folder {path}.", path=source.as_posix()),
            msg("Check the name; put it between quotes where it holds spaces."),
        )
    return drafts.draft(
        words,
        year,
        municipality,
        folder=source,
        sheet=None if expenses is None else sheets.read_in_time(expenses),
        beside=beside,
    )


def _write(text: str, out: Path | None, words: Translator) -> None:
    """Print the file, or write it where no other stands."""
    if out is None:
        click.echo(text, nl=False)
        return
    common.keep(out)
    try:
        output.replace({out: text.encode()})
    except OSError as error:
        raise unwritable(out, error, msg("Choose another name with -o.")) from error
    click.echo(words.text(msg("written: {files}", files=out.as_posix())))
