"""`cpas schema KIND`: print the JSON Schema of a kind, in the reader's language."""

from __future__ import annotations

import json

import click

from generator import schemas
from generator.catalog import kinds
from generator.cli import common
from generator.locales import Translator


def command(words: Translator) -> click.Command:
    """Make the command."""

    def call(kind: str) -> None:
        click.echo(json.dumps(schemas.export(kinds()[kind], words), ensure_ascii=False, indent=2))

    return common.make("schema", words, call, [click.Argument(["kind"], type=click.Choice(list(kinds())))])
