"""`cpas init KIND`: make a file to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from generator import campaigns
from generator.catalog import kinds
from generator.cli import common
from generator.errors import UsageFault, unwritable
from generator.identifiers import nis as check_nis
from generator.locales import Translator
from generator.messages import msg
from generator.municipalities import municipalities
from generator.skeleton import skeleton


def command(words: Translator) -> click.Command:
    """Make the command."""

    def call(kind: str, nis: str | None, campaign: int, out: Path | None) -> None:
        if nis is not None and (problem := check_nis(nis)):
            raise UsageFault(problem.cause, problem.remedy)
        if campaign not in campaigns.years():
            raise UsageFault(
                msg("There is no campaign {year}.", year=campaign),
                msg("Choose one of: {years}.", years=", ".join(map(str, campaigns.years()))),
            )
        text = skeleton(kinds()[kind], campaign, municipalities()[nis] if nis else None, words)
        if out is None:
            click.echo(text, nl=False)
            return
        try:
            with out.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError as error:
            raise UsageFault(
                msg("The file {path} exists already.", path=out.as_posix()),
                msg("Choose another name with -o, so that nothing typed is lost."),
            ) from error
        except OSError as error:
            raise unwritable(out, error, msg("Choose another name with -o.")) from error
        click.echo(words.text(msg("written: {files}", files=out.as_posix())))

    parameters: list[click.Parameter] = [
        click.Argument(["kind"], type=click.Choice(list(kinds()))),
        click.Option(["--nis"], metavar="44021", help=words.text(msg("NIS code of the municipality."))),
        click.Option(
            ["--campaign"], type=int, default=campaigns.years()[0], show_default=True,
            help=words.text(msg("Year of the subsidy.")),
        ),
        click.Option(
            ["-o", "--output", "out"], type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
            help=words.text(msg("File to write; by default it is printed.")),
        ),
    ]  # fmt: skip
    return common.make("init", words, call, parameters)
