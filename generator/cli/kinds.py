"""`cpas kinds`: list the kinds of file."""

from __future__ import annotations

import click

from generator.catalog import kinds
from generator.cli import common
from generator.locales import Translator


def command(words: Translator) -> click.Command:
    """Make the command."""

    def call() -> None:
        width = max(map(len, kinds()))
        for kind in kinds().values():
            click.echo(f"{kind.name:<{width}}  {words.words(kind.title)}")

    return common.make("kinds", words, call, [])
