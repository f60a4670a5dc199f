"""`cpas render`: make the documents."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from generator import batch, output, reporters, summaries, templates
from generator.batch import Options, Plan, Report, Result, Status
from generator.cli import common
from generator.engines import ENGINES
from generator.errors import UsageFault, unwritable
from generator.findings import Finding, has_errors
from generator.locales import LANGUAGES, Language, Translator
from generator.messages import Message, msg

_FORMS = ("docx", "pdf")


def command(words: Translator) -> click.Command:
    """Make the command."""

    def call(
        *, paths: tuple[str, ...], language: str, allocations: Path | None, form: str, **how: Any
    ) -> int:
        # until the command ends
        click.get_current_context().with_resource(templates.taken_from(how["templates"]))
        if how["templates"] is not None:
            own = msg(
                "With the templates of {path}: these are drafts, not to be signed.",
                path=how["templates"].as_posix(),
            )
            click.echo(words.text(own), err=True)
        options = _options(paths, how)
        whole = _names_a_folder(paths)
        wanted = common.wanted_languages(language)
        asked = batch.Call(tuple(batch.find_files(paths)), wanted, allocations, options)
        telling = _Telling(words, form, options.out)
        if whole and not how["only"] and (known := batch.remembered(asked)):
            findings, results = known
            telling.findings(findings)
            planned = [(each.source, each.language) for each in results]
            return telling.end(results, planned, how["summary"])
        report = common.checked(paths, wanted, allocations)
        plan = _plan(report, how["only"], whole=whole)
        found = plan.findings if how["only"] else list(report.findings)
        telling.findings(found)
        results = []
        making = (
            batch.changes(plan, options) if how["check"] else batch.render(plan, options, telling.waiting)
        )
        interrupted = False
        with telling.bar(len(plan.documents)) as advance:
            try:
                for result in making:
                    results.append(result)
                    telling.result(result)
                    advance()
                    if how["fail_fast"] and result.status is Status.FAILED:
                        break
            except KeyboardInterrupt:
                # what was written is told all the same
                interrupted = True
        making.close()
        code = telling.end(results, plan.documents, how["summary"])
        if interrupted:
            raise KeyboardInterrupt
        if whole and not how["check"] and not how["only"]:
            with suppress(OSError):
                # it only saves work: the next call looks at all files again
                batch.remember(asked, report, results)
        return code or int(has_errors(found))

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
            ["--engine"], default=next(iter(ENGINES)), show_default=True, metavar="|".join(ENGINES),
            help=words.text(msg("What converts to PDF; after a comma, what may make the documents that it cannot.")),
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
        click.Option(
            ["--templates"], type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
            help=words.text(msg("Templates of your own, laid out as templates/; those that are not there are the program's. Such documents are drafts.")),
        ),
        click.Option(
            ["--check"], is_flag=True,
            help=words.text(msg("Say what would be made, made again or left, and write nothing.")),
        ),
        click.Option(
            ["--only"], multiple=True, metavar="NAME",
            help=words.text(msg("Make only what is called so: a NIS code, a file, a document; * stands for any signs.")),
        ),
        click.Option(["--fail-fast"], is_flag=True, help=words.text(msg("Stop at the first document that is not made."))),
        click.Option(
            ["--summary"], type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.xlsx",
            help=words.text(msg("Write an Excel sheet of the documents, with links, amounts and totals.")),
        ),
    ]  # fmt: skip
    return common.make("render", words, call, parameters)


class _Telling:
    """Tells a call as it goes: findings, one line for each document, the account at the end."""

    def __init__(self, words: Translator, form: str, out: Path) -> None:
        """Tell in the language of the reader, as text or as JSON."""
        self._words, self._form, self._out = words, form, out
        self._known: set[Finding] = set()
        self._at_once = not sys.stderr.isatty()
        """Without a bar each document is told when it is made."""

    def findings(self, findings: Sequence[Finding]) -> None:
        """Tell what was found before any work."""
        self._known = set(findings)
        self._show(findings)

    def _show(self, findings: Sequence[Finding]) -> None:
        if findings and self._form == "text":
            paint = reporters.Paint(colours=common.colours(sys.stdout))
            click.echo(reporters.findings_text(findings, self._words, paint), color=True)

    def waiting(self) -> None:
        """Tell that another run writes into the folder."""
        told = msg("Another run writes into {path}; waiting until it ends.", path=self._out.as_posix())
        click.echo(self._words.text(told), err=True)

    @contextmanager
    def bar(self, length: int) -> Iterator[Callable[[], object]]:
        """Show on a terminal how far the work is, and how long the rest will take."""
        if self._at_once:
            yield lambda: None
        else:
            with click.progressbar(length=length, file=sys.stderr, show_pos=True) as bar:
                yield lambda: bar.update(1)

    def result(self, result: Result) -> None:
        """Tell one document, where there is no bar."""
        if self._at_once:
            self._line(result)

    def _line(self, result: Result) -> None:
        if self._form == "text":
            late = [finding for finding in result.findings if finding not in self._known]
            self._show(late)
            # what refuses both languages of a dossier is told once
            self._known.update(late)
            click.echo(reporters.result_text(result, self._words))

    def end(
        self, results: list[Result], planned: Sequence[tuple[str, Language | None]], summary: Path | None
    ) -> int:
        """Tell the account, and give the exit code."""
        results.sort(key=lambda each: (each.source, each.language or ""))
        accounts = batch.accounts(planned, results)
        if self._form == "json":
            click.echo(reporters.results_json(results, accounts, self._words))
        else:
            for result in () if self._at_once else results:
                self._line(result)
            click.echo(self._words.text(_summary(results)), err=True)
            done = not any(each.status in (Status.NEW, Status.CHANGED) for each in results)
            for line in summaries.lines(accounts, self._words) if len(planned) > 1 and done else ():
                click.echo(line, err=True)
        if summary is not None:
            content = summaries.workbook(results, accounts, summary.parent, self._words)
            try:
                output.replace({summary: content})
            except OSError as error:
                raise unwritable(summary, error, msg("Close it in Excel, or choose another name.")) from error
        return int(any(result.status is Status.FAILED for result in results))


def _options(paths: tuple[str, ...], how: Mapping[str, Any]) -> Options:
    forms = _forms(how["to"])
    engine, *others = _engines(how["engine"])
    summary: Path | None = how["summary"]
    if summary is not None and summary.suffix.lower() != ".xlsx":
        raise UsageFault(
            msg("{path} is no name for an Excel workbook.", path=summary.as_posix()),
            msg("Choose a name that ends in .xlsx, so that nothing else is written over."),
        )
    ledger = _names_a_folder(paths) or batch.Ledger.stands_in(how["out"])
    return Options(
        how["out"], engine, "docx" in forms, "pdf" in forms, how["jobs"], tuple(others), ledger=ledger
    )


def _plan(report: Report, only: Sequence[str], *, whole: bool) -> Plan:
    """Plan what is to be made; of single files the folder may hold what other calls asked for."""
    plan = batch.plan(report)
    if only:
        return batch.only(plan, only)
    return plan if whole else dataclasses.replace(plan, whole=plan)


def _names_a_folder(paths: Sequence[str]) -> bool:
    return any(batch.kind_of(Path(path)) == "folder" for path in paths if path)


def _engines(written: str) -> list[str]:
    names = [each.strip() for each in written.split(",")]
    wrong = [each for each in names if each not in ENGINES]
    if wrong or len(set(names)) != len(names):
        raise UsageFault(
            msg("“{value}” is no engine.", value=", ".join(wrong) or written),
            msg("Choose one of: {engines}.", engines=", ".join(ENGINES)),
        )
    return names


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
    if counts[Status.NEW] or counts[Status.CHANGED]:
        return msg(
            "Documents: {all}. New: {new}. To be made again: {changed}. Unchanged: {unchanged}. Cannot be made: {failed}.",
            all=len(results),
            new=counts[Status.NEW],
            changed=counts[Status.CHANGED],
            unchanged=counts[Status.UNCHANGED],
            failed=counts[Status.FAILED],
        )
    return msg(
        "Documents: {all}. Written: {written}. Unchanged: {unchanged}. Not made: {failed}.",
        all=len(results),
        written=counts[Status.WRITTEN],
        unchanged=counts[Status.UNCHANGED],
        failed=counts[Status.FAILED],
    )
