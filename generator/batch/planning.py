"""Says which documents checked files ask for, before any of them is made."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from generator.batch.checking import Report, findings_by_file
from generator.batch.ledger import Planned, located
from generator.batch.naming import all_named, is_called, may_be_called
from generator.batch.working import Job
from generator.dossier import Decision, Dossier, Unusable, Wanted
from generator.findings import Finding, has_errors, in_order
from generator.locales import Language
from generator.pipeline import Checked


class Status(StrEnum):
    """What became of a document, or what would become of it."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Result:
    """One document: where it was written, or why not."""

    source: str
    kind: str
    language: Language | None
    docx: str | None = None
    pdf: str | None = None
    pages: int | None = None
    status: Status = Status.FAILED
    findings: tuple[Finding, ...] = ()
    centre: str = ""
    amount: Decimal | None = None
    title: str = ""
    """What kind of document it is, in its language."""
    template: str = ""
    """The name of its template, the same in both languages."""
    may_be: tuple[str, ...] = ()
    """Of a file with errors, the names that its documents may have, with `*` for what is not known."""

    @property
    def name(self) -> str:
        """The name of its files without end, where they are known."""
        path = self.docx or self.pdf
        return Path(path).stem if path else ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a call will make, and what it cannot."""

    jobs: tuple[tuple[Job, tuple[Finding, ...]], ...]
    failed: tuple[Result, ...]
    whole: Plan | None = None
    """Where it is a part of what the folder of the documents holds: all that the files of the call ask for."""

    @property
    def planned(self) -> Planned:
        """What the ledger is to know of it."""
        return Planned(
            tuple((job.name, located(job.checked.source.path)) for job, _ in self.jobs),
            tuple((located(each.source), each.language, each.may_be) for each in self.failed),
        )

    @property
    def findings(self) -> list[Finding]:
        """What was found in the files of the plan, each once."""
        told = [findings for _, findings in self.jobs] + [each.findings for each in self.failed]
        return in_order(dict.fromkeys(finding for findings in told for finding in findings))

    @property
    def documents(self) -> list[tuple[str, Language | None]]:
        """The file and the language of each document, for the account at the end."""
        made = ((job.checked.source.path, job.language) for job, _ in self.jobs)
        return [*((each.source, each.language) for each in self.failed), *made]


def plan(report: Report) -> Plan:
    """Say which documents are to be made; those of files with errors are failures with their findings."""
    jobs: list[tuple[Job, tuple[Finding, ...]]] = []
    failed: list[Result] = []
    signed = _signed(report)
    for checked, findings in findings_by_file(report):
        if _is_silent(checked):
            continue
        if has_errors(findings) or checked.case is None:
            name = checked.kind.name if checked.kind else ""
            may_be = checked.case.dossier.possible_names if checked.case else ("*",)
            failed += (
                Result(checked.source.path, name, language, findings=findings, may_be=may_be)
                for language in checked.languages or (None,)
            )
        else:
            jobs += (
                (Job(checked, document, language), findings)
                for document in _as_signed(checked.case.dossier, signed)
                for language in checked.languages
            )
    return Plan(tuple(jobs), tuple(failed))


def _signed(report: Report) -> Collection[str]:
    """Give the real path of each convention that was signed, as a decision among the files says; also one that has an error elsewhere."""
    signed = set()
    for dossier in (each.case.dossier for each in report.files if each.case):
        if isinstance(dossier, Decision) and dossier.sound_step("signed_centre"):
            with suppress(Unusable):
                signed.add(dossier.convention.path)
    return signed


def _as_signed(dossier: Dossier, signed: Collection[str]) -> Iterator[Wanted]:
    """Give the documents of a dossier; those of a convention that was signed left the house."""
    left = bool(signed) and dossier.path in signed
    for each in dossier.documents:
        yield dataclasses.replace(each, sent=True) if left else each


def only(planned: Plan, patterns: Sequence[str]) -> Plan:
    """Keep of a plan what one of the patterns names: a NIS code, a source file or a document, with `*` and `?`.

    Raises:
        UsageFault: one of them names nothing of it.

    """
    named = [(each[0].checked.source.path, each[0].name) for each in planned.jobs]
    unsure = [(each.source, each.may_be) for each in planned.failed]
    all_named(patterns, named, unsure)
    sources = {source for source, _ in (*named, *unsure)}
    jobs = tuple(
        each for each in planned.jobs if is_called(each[0].checked.source.path, each[0].name, patterns)
    )
    failed = tuple(
        each for each in planned.failed if may_be_called((each.source, each.may_be), patterns, sources)
    )
    return Plan(jobs, failed, planned)


def _is_silent(checked: Checked) -> bool:
    """Tell whether a file makes no document and needs no word: a centre without faults."""
    return checked.kind is not None and not checked.kind.renders and checked.sound
