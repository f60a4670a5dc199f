"""`cpas validate`: check files and say all that is wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import reporters
from generator.cli import common
from generator.locales import Translator
from generator.messages import msg


def command(words: Translator) -> click.Command:
    """Make the command."""

    def call(paths: tuple[str, ...], form: str, allocations: Path | None) -> int:
        report = common.checked(paths, None, allocations)
        files = len(report.files)
        match form:
            case "json":
                click.echo(reporters.findings_json(files, report.findings, words))
            case "sarif":
                click.echo(reporters.findings_sarif(report.findings, words))
            case "github":
                if report.findings:
                    click.echo(reporters.findings_github(report.findings, words))
            case _:
                paint = reporters.Paint(colours=common.colours(sys.stdout))
                if report.findings:
                    click.echo(reporters.findings_text(report.findings, words, paint), color=True)
                told = reporters.summary_message(files, report.findings, report.others)
                click.echo(words.text(told), err=True)
        return common.exit_code(report)

    form = click.Option(
        ["--format", "form"],
        type=click.Choice(reporters.FORMATS),
        default="text",
        show_default=True,
        help=words.text(msg("Form of the findings.")),
    )
    return common.make(
        "validate", words, call, [common.paths_argument(), form, common.allocations_option(words)]
    )
