"""`cpas expenses`: the sheet to type the expenses of the final report in Excel."""

from __future__ import annotations

from pathlib import Path

import click

from generator import campaigns, expenses, output
from generator.cli import common
from generator.dossier import Convention
from generator.errors import UsageFault, unwritable
from generator.locales import LANGUAGES, Language, Translator
from generator.messages import msg
from generator.municipalities import Municipality
from generator.pipeline import Checker


def command(words: Translator) -> click.Command:
    """Make the group of commands."""
    group = click.Group(
        "expenses",
        params=[common.language_option(words)],
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    group.add_command(_template(words))
    return group


def _template(words: Translator) -> click.Command:
    def call(out: Path, convention: Path | None, year: int) -> None:
        if out.suffix.lower() != ".xlsx":
            raise UsageFault(
                msg("{path} is no name for an Excel file.", path=out.as_posix()),
                msg("Choose a name that ends in .xlsx, so that nothing else is written over."),
            )
        if out.exists():
            raise UsageFault(
                msg("The file {path} exists already.", path=out.as_posix()),
                msg("Choose another name with -o, so that nothing typed is lost."),
            )
        languages: tuple[Language, ...] = tuple(each for each in LANGUAGES if each == words.language)
        members: list[Municipality] = []
        if convention is not None:
            found = _convention(convention)
            year, languages = found.campaign.year, found.languages
            if found.kind == "convention-cluster":
                members = [member.municipality for member in found.members]
        made = expenses.template(
            words, languages or LANGUAGES, campaigns.campaign(common.year(year)), members
        )
        try:
            output.replace({out: made})
        except OSError as error:
            raise unwritable(out, error, msg("Choose another name with -o.")) from error
        click.echo(words.text(msg("written: {files}", files=out.as_posix())))

    parameters: list[click.Parameter] = [
        click.Option(
            ["-o", "--output", "out"], type=click.Path(path_type=Path, dir_okay=False), required=True,
            metavar="FILE.xlsx", help=words.text(msg("Excel file to write.")),
        ),
        click.Option(
            ["--convention"], type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="FILE.yaml",
            help=words.text(msg("The convention: it says the languages, the year and the members of a cluster.")),
        ),
        click.Option(
            ["--campaign", "year"], type=int, default=campaigns.years()[0], show_default=True,
            help=words.text(msg("Year of the subsidy.")),
        ),
    ]  # fmt: skip
    made = common.make("template", words, call, parameters)
    made.help = words.text(
        msg("Make the sheet in which the expenses are typed; “cpas init final-report --expenses” reads it.")
    )
    return made


def _convention(path: Path) -> Convention:
    checked = Checker().check(path, path.as_posix())
    made = checked.case.dossier if checked.case else None
    if not checked.sound or not isinstance(made, Convention):
        raise UsageFault(
            msg("{path} is no convention without errors.", path=path.as_posix()),
            msg("“cpas validate” says what is wrong with it."),
        )
    return made
