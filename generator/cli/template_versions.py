"""`cpas templates approve` and `compare`: what was approved, and what changed since another version."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import output, pairs
from generator.cli import common, version_texts
from generator.errors import unwritable
from generator.locales import Translator
from generator.messages import msg
from generator.reporters import Paint


def commands(words: Translator) -> list[click.Command]:
    """Make the commands."""
    return [_compare(words), _approve(words)]


def _compare(words: Translator) -> click.Command:
    def compare(old: Path, new: Path, form: str) -> None:
        compared = pairs.compare(old, new)
        if form == "json":
            click.echo(version_texts.compared_json(compared, words))
            return
        paint = Paint(colours=common.colours(sys.stdout))
        for line in version_texts.compared(compared, words, paint):
            click.echo(line, color=True)
        click.echo(words.text(version_texts.compared_summary(compared)), err=True)

    parameters: list[click.Parameter] = [
        click.Argument(["old"], type=click.Path(path_type=Path), metavar="OLD"),
        click.Argument(["new"], type=click.Path(path_type=Path), metavar="NEW"),
        click.Option(
            ["--format", "form"], type=click.Choice(("text", "json")), default="text", show_default=True,
            help=words.text(msg("Form of the changes.")),
        ),
    ]  # fmt: skip
    made = common.make("compare", words, compare, parameters)
    made.help = words.text(
        msg(
            "Tell what changed between two versions of a template, or of a folder of templates: the words to translate again, and the data that is asked."
        )
    )
    return made


def _approve(words: Translator) -> click.Command:
    def approve(folder: Path | None, kinds: tuple[str, ...]) -> int:
        made = pairs.approve(folder, kinds)
        told = version_texts.approval(made, words, Paint(colours=common.colours(sys.stdout)))
        if made.content and not output.holds(made.path, made.content):
            try:
                output.replace({made.path: made.content})
            except OSError as error:
                remedy = msg("Approve in a copy of the templates that you may write to.")
                raise unwritable(made.path, error, remedy) from error
            told.append(words.text(msg("written: {files}", files=made.path.as_posix())))
        for line in (*told, *(words.text(each) for each in version_texts.waiting(made))):
            click.echo(line, color=True)
        click.echo(words.text(version_texts.approval_summary(made)), err=True)
        return int(bool(made.refused))

    parameters: list[click.Parameter] = [
        click.Argument(["folder"], type=click.Path(path_type=Path), metavar="[DIR]", required=False),
        click.Option(
            ["--kind", "kinds"], multiple=True, metavar="KIND",
            help=words.text(msg("Approve the pair of this kind only; may be given several times.")),
        ),
    ]  # fmt: skip
    made = common.make("approve", words, approve, parameters)
    made.help = words.text(
        msg(
            "Remember in DIR/approved.json which French and Dutch say the same, after you have read both; the check then tells what was changed since."
        )
    )
    return made
