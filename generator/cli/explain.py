"""`cpas explain CODE`: the manual page of a code, with its source."""

from __future__ import annotations

import click

from generator import campaigns, manuals
from generator.cli import common
from generator.errors import UsageFault
from generator.findings import Severity
from generator.locales import Translator
from generator.messages import Message, msg


def command(words: Translator) -> click.Command:
    """Make the command."""

    def call(code: str | None) -> None:
        known = manuals.codes()
        if code is None:
            for name, manual in known.items():
                click.echo(f"{name}  {words.words(manual.text).splitlines()[0]}")
            return
        page = known.get(code.upper())
        if page is None:
            raise UsageFault(
                msg("There is no code “{code}”.", code=code),
                msg("“cpas explain” without a code lists them all."),
            )
        click.echo(f"{code.upper()}\n")
        click.echo(words.words(page.text))
        click.echo(f"\n{words.text(_weight(code.upper(), page.severity))}")
        if page.source:
            click.echo(words.text(msg("Source: {source}", source=words.words(page.source))))

    return common.make("explain", words, call, [click.Argument(["code"], required=False)])


def _weight(code: str, usual: Severity) -> Message:
    """Say how the code weighs, and in which years otherwise."""
    years = [
        y for y in campaigns.years() if campaigns.campaign(y).severities.get(code, usual) is Severity.WARNING
    ]
    if usual is Severity.ERROR and years:
        return msg(
            "An error: no document is made. Only a warning in: {years}.", years=", ".join(map(str, years))
        )
    if usual is Severity.ERROR:
        return msg("An error: no document is made.")
    if usual is Severity.WARNING:
        return msg("A warning: the document is made, but look at it once more.")
    return msg("An information: nothing need be done.")
