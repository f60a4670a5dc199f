"""`cpas templates`: look at the Word templates."""

from __future__ import annotations

from pathlib import Path

import click

from generator import templates
from generator.cli import common
from generator.locales import Translator
from generator.messages import msg


def command(words: Translator) -> click.Command:
    """Make the group of commands."""

    def text(file: Path) -> None:
        for line in templates.plain_text(file):
            click.echo(line)

    argument = click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE.docx")
    print_text = common.make("text", words, text, [argument])
    print_text.help = words.text(
        msg("Print a Word file as plain text: paragraphs with their style, tables, headers, notes, tags.")
    )
    group = click.Group(
        "templates",
        params=[common.language_option(words)],
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    group.add_command(print_text)
    return group
