"""`cpas render`: make the documents."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import batch, reporters
from generator.batch import Options, Result, Status
from generator.cli import common
from generator.engines import ENGINES
from generator.errors import UsageFault
from generator.locales import LANGUAGES, Translator
from generator.messages import Message, msg

_FORMS = ("docx", "pdf")


def command(words: Translator) -> click.Command:
    """Make the command."""

    def call(  # noqa: PLR0917  click calls it by name
        paths: tuple[str, ...], out: Path, language: str, to: str, engine: str,
        jobs: int | None, form: str, allocations: Path | None,
    ) -> int:  # fmt: skip
        forms = _forms(to)
        report = common.checked(paths, common.wanted_languages(language), allocations)
        options = Options(out, engine, "docx" in forms, "pdf" in forms, jobs)
        if form == "text" and report.findings:
            paint = reporters.Paint(colours=common.colours(sys.stdout))
            click.echo(reporters.findings_text(report.findings, words, paint), color=True)
        known = set(report.findings)
        results: list[Result] = []
        interrupted = False
        with click.progressbar(length=batch.planned(report), file=sys.stderr) as bar:
            try:
                for result in batch.render(report, options):
                    results.append(result)
                    bar.update(1)
            except KeyboardInterrupt:
                # what was written is told all the same
                interrupted = True
        results.sort(key=lambda each: (each.source, each.language or ""))
        if form == "json":
            click.echo(reporters.results_json(results, words))
        else:
            for result in results:
                late = [finding for finding in result.findings if finding not in known]
                if late:
                    paint = reporters.Paint(colours=common.colours(sys.stdout))
                    click.echo(reporters.findings_text(late, words, paint), color=True)
                click.echo(reporters.result_text(result, words))
            click.echo(words.text(_summary(results)), err=True)
        if interrupted:
            raise KeyboardInterrupt
        failed = any(result.status is Status.FAILED for result in results)
        return int(failed) or common.exit_code(report)

    parameters: list[click.Parameter] = [
        common.paths_argument(),
        click.Option(
            ["-o", "--output", "out"], type=click.Path(path_type=Path, file_okay=False), required=True,
            metavar="DIR", help=words.text(msg("Folder for the documents; made where it does not exist.")),
        ),
        click.Option(
            ["--language"], type=click.Choice(["auto", *LANGUAGES, "both"]), default="auto", show_default=True,
            help=words.text(msg("Language of the documents; “auto” follows the language regime of the centre.")),
        ),
        click.Option(
            ["--to"], default=",".join(_FORMS), show_default=True, metavar="docx,pdf",
            help=words.text(msg("What to make: docx, pdf, or both.")),
        ),
        click.Option(
            ["--engine"], type=click.Choice(list(ENGINES)), default=next(iter(ENGINES)), show_default=True,
            help=words.text(msg("What converts to PDF.")),
        ),
        click.Option(
            ["--jobs"], type=click.IntRange(min=1), metavar="N",
            help=words.text(msg("Processes to work with; by default one for a few documents, else one for each core.")),
        ),
        click.Option(
            ["--format", "form"], type=click.Choice(["text", "json"]), default="text", show_default=True,
            help=words.text(msg("Form of the report.")),
        ),
        common.allocations_option(words),
    ]  # fmt: skip
    return common.make("render", words, call, parameters)


def _forms(to: str) -> set[str]:
    forms = {each.strip().lower() for each in to.split(",")}
    if not forms or not forms <= set(_FORMS):
        raise UsageFault(
            msg("“{value}” is not what can be made.", value=to),
            msg("Write --to docx, --to pdf or --to docx,pdf."),
        )
    return forms


def _summary(results: list[Result]) -> Message:
    counts = {status: sum(r.status is status for r in results) for status in Status}
    return msg(
        "Documents: {all}. Written: {written}. Unchanged: {unchanged}. Not made: {failed}.",
        all=len(results),
        written=counts[Status.WRITTEN],
        unchanged=counts[Status.UNCHANGED],
        failed=counts[Status.FAILED],
    )
