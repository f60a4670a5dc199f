"""`cpas templates`: look at the Word templates, and check their pairs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import pairs, reporters, templates
from generator.cli import common
from generator.findings import has_errors
from generator.locales import Translator
from generator.messages import msg

_FORMATS = ("text", "json")


def command(words: Translator) -> click.Command:
    """Make the group of commands."""
    return common.group("templates", words, _text(words), _check(words))


def _text(words: Translator) -> click.Command:
    def text(file: Path) -> None:
        for line in templates.plain_text(file):
            click.echo(line)

    argument = click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE.docx")
    made = common.make("text", words, text, [argument])
    made.help = words.text(
        msg("Print a Word file as plain text: paragraphs with their style, tables, headers, notes, tags.")
    )
    return made


def _check(words: Translator) -> click.Command:
    def check(folder: Path | None, form: str) -> int:
        checked = pairs.check(folder)
        if form == "json":
            click.echo(reporters.findings_json(checked.files, checked.findings, words))
        else:
            paint = reporters.Paint(colours=common.colours(sys.stdout))
            if checked.findings:
                click.echo(reporters.findings_text(checked.findings, words, paint), color=True)
            click.echo(words.text(reporters.summary_message(checked.files, checked.findings)), err=True)
        return int(has_errors(checked.findings))

    argument = click.Argument(["folder"], type=click.Path(path_type=Path), metavar="[DIR]", required=False)
    form = click.Option(
        ["--format", "form"],
        type=click.Choice(_FORMATS),
        default="text",
        show_default=True,
        help=words.text(msg("Form of the findings.")),
    )
    made = common.make("check", words, check, [argument, form])
    made.help = words.text(
        msg(
            "Check the templates of DIR, by default those of the program: each file, and French against Dutch."
        )
    )
    return made
