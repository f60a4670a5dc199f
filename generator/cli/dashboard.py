"""`cpas dashboard`: the figures of many final reports on one page."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import batch, dashboards, output, reporters
from generator.cli import common
from generator.dossier import Report
from generator.errors import UsageFault, unwritable
from generator.findings import Severity
from generator.locales import Translator
from generator.messages import msg


def command(words: Translator) -> click.Command:
    """Make the command."""

    def call(*, paths: tuple[str, ...], out: Path, xlsx: bool, hide: bool) -> int:
        if out.suffix.lower() not in {".html", ".htm"}:
            raise UsageFault(
                msg("{path} is no name for a web page.", path=out.as_posix()),
                msg("Choose a name that ends in .html, so that nothing else is written over."),
            )
        report = common.checked(paths, None, None)
        reports, left = _reports(report)
        if not reports and not left:
            raise UsageFault(
                msg("There is no final report among these files."),
                msg("Name the files of kind final-report, or their folder."),
            )
        errors = [f for f in report.findings if f.severity is Severity.ERROR]
        if errors:
            paint = reporters.Paint(colours=common.colours(sys.stderr))
            click.echo(reporters.findings_text(errors, words, paint), err=True, color=True)
        for path in left:
            click.echo(words.text(msg("left out: {path}", path=path)), err=True)
        if not reports:
            return 1
        board = dashboards.board(reports, hide=hide)
        files = {out: dashboards.page(board, words).encode()}
        if xlsx and not out.exists():
            # beside a page of ours it is ours; else it may be anybody's
            common.keep(out.with_suffix(".xlsx"))
        if xlsx:
            files[out.with_suffix(".xlsx")] = dashboards.workbook(board, words)
        try:
            output.replace(files)
        except OSError as error:
            raise unwritable(
                out, error, msg("Close it where it is open, or choose another name with -o.")
            ) from error
        click.echo(words.text(msg("written: {files}", files=", ".join(path.as_posix() for path in files))))
        told = msg(
            "Reports: {reports}. Left out because of errors: {left}.", reports=len(reports), left=len(left)
        )
        click.echo(words.text(told), err=True)
        return int(bool(left))

    parameters: list[click.Parameter] = [
        common.paths_argument(),
        click.Option(
            ["-o", "--output", "out"], type=click.Path(path_type=Path, dir_okay=False), required=True,
            metavar="FILE.html", help=words.text(msg("Page to write.")),
        ),
        click.Option(["--xlsx"], is_flag=True, help=words.text(msg("Write an Excel workbook with charts beside it."))),
        click.Option(
            ["--hide-small", "hide"], is_flag=True,
            help=words.text(msg("Hide counts of fewer than five people, for a page that others read.")),
        ),
    ]  # fmt: skip
    return common.make("dashboard", words, call, parameters)


def _reports(found: batch.Report) -> tuple[list[Report], list[str]]:
    """Give the sound reports, and the files of reports that have errors."""
    reports, left = [], []
    for checked, findings in batch.findings_by_file(found):
        made = checked.case.dossier if checked.case else None
        if checked.kind is None or checked.kind.dossier != "report":
            continue
        if isinstance(made, Report) and not any(f.severity is Severity.ERROR for f in findings):
            reports.append(made)
        else:
            left.append(checked.source.path)
    return reports, left
