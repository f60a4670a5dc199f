"""Makes all documents of checked files, writes each one when it is made, and keeps account of it."""

from __future__ import annotations

import dataclasses
import re
import tempfile
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Final

from generator import output, pipeline
from generator.batch import former
from generator.batch.checking import Report, findings_by_file
from generator.batch.ledger import NAME as LEDGER
from generator.batch.ledger import Entry, Ledger, Planned, digest, located
from generator.batch.locking import alone
from generator.batch.naming import all_named, is_called, may_be_called
from generator.batch.working import Job, Made, Options, engine_of, made
from generator.dossier import Decision, Dossier, Wanted
from generator.errors import UsageFault, reason, unwritable
from generator.findings import Finding, Place, Severity, has_errors, in_order
from generator.locales import Language
from generator.messages import Message, msg
from generator.pipeline import Checked
from generator.pipeline.stamps import Stamp

_ENDS: Final = (".docx", ".pdf")
_LEFT: Final = re.compile(r"\.cpas-\d+-.+(?:\.docx|\.pdf|\.jsonl)\Z")
"""What a run leaves that was killed while it wrote."""


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
    """Where it is a part: all that the files ask for."""

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
    """Give the real path of each convention that was signed, as a decision among the files says."""
    dossiers = [each.case.dossier for each in report.files if each.case and each.sound]
    signed = (each for each in dossiers if isinstance(each, Decision) and each.step("signed_centre"))
    return {each.convention.files[0] for each in signed}


def _as_signed(dossier: Dossier, signed: Collection[str]) -> Iterator[Wanted]:
    """Give the documents of a dossier; those of a convention that was signed left the house."""
    for each in dossier.documents:
        yield dataclasses.replace(each, sent=True) if dossier.files[0] in signed else each


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


def render(
    planned: Plan, options: Options, waiting: Callable[[], None] | None = None
) -> Generator[Result, None, None]:
    """Make the documents of a plan; each is written, and told, as soon as it is made.

    Another run that writes into the folder is waited for; `waiting` is called before.

    Raises:
        UsageFault: the folder cannot be written.
        CpasError: an engine or a template is missing or broken.

    """
    _prepare(options.out)
    with alone(options.out, waiting):
        try:
            yield from _rendered(planned, options)
        except OSError as error:
            raise unwritable(
                options.out / LEDGER,
                error,
                msg("Close the program that holds it, and call again: what was made is kept."),
            ) from error


def _rendered(planned: Plan, options: Options) -> Generator[Result, None, None]:
    _clean(options.out)
    ledger = Ledger(options.out) if options.ledger else None
    if ledger is not None:
        part, whole = planned.planned, planned.whole
        ledger.begin(part if whole is None else ledger.with_part(part, whole.planned))
    yield from planned.failed
    known = {job.name: findings for job, findings in planned.jobs}
    if ledger is not None:
        _tell_left_over(ledger, options.out, planned, known)
    jobs = [
        job if ledger is None else dataclasses.replace(job, known=_known(ledger, job, options))
        for job, _ in planned.jobs
    ]
    for each in made(jobs, options):
        yield _write(each, options, known[each.job.name], ledger)
    if ledger is not None:
        ledger.close(known, None)


def changes(planned: Plan, options: Options) -> Generator[Result, None, None]:
    """Say what `render` would do, and write nothing.

    What stands in the folder is held against the ledger. Without one, as for single files, `render` holds it
    against the document itself; so that is made here too, and not written.
    """
    yield from planned.failed
    ledger = Ledger(options.out)
    engine = engine_of(options)
    kept: list[tuple[Job, Stamp, bool]] = []
    for job, _ in planned.jobs:
        stamp = pipeline.stamps.stamp(job.checked, job.document, job.language, engine)
        kept.append((job, stamp, _known(ledger, job, options) == stamp.inputs))
    # a document of which nothing stands there is new, whatever is in it
    doubtful = [
        job
        for job, _, same in kept
        if not (same or options.ledger) and all(path.exists() for path in _paths(job, options).values())
    ]
    again = {each.job.name: each for each in made(doubtful, options)} if doubtful else {}
    sent = _made_again([job for job, _, same in kept if not same and job.name in ledger.entries], options)
    for (job, stamp, same), (_, findings) in zip(kept, planned.jobs, strict=True):
        paths, trial = _paths(job, options), again.get(job.name)
        if trial is not None and trial.findings:
            yield _result(job, {}, Status.FAILED, (*findings, *trial.findings), stamp)
        elif same or (trial is not None and _stands(trial, paths)):
            yield _result(job, paths, Status.UNCHANGED, findings, stamp)
        else:
            status = Status.CHANGED if any(path.exists() for path in paths.values()) else Status.NEW
            told = (
                former.says_otherwise(ledger.entries.get(job.name), sent[job.name])
                if job.name in sent
                else ()
            )
            yield _result(job, paths, status, (*findings, *told), stamp)


def _made_again(jobs: Sequence[Job], options: Options) -> dict[str, Entry]:
    """Make the Word files of what left the house and would be made again, and write none; what fails is not among them."""
    sent = [job for job in jobs if job.document.sent]
    word = dataclasses.replace(options, docx=True, pdf=False)
    return (
        {each.job.name: _entry(each, "planned") for each in made(sent, word) if not each.findings}
        if sent
        else {}
    )


def _paths(job: Job, options: Options) -> dict[str, Path]:
    return {end: options.out / f"{job.name}{end}" for end in _ends(options)}


def _stands(each: Made, paths: Mapping[str, Path]) -> bool:
    """Tell whether the files of a document stand in their places to the byte."""
    return all(output.holds(paths[end], content) for end, content in each.files.items())


def _known(ledger: Ledger, job: Job, options: Options) -> str:
    """Give what a document was made from, where it stands in the folder as it was written."""
    entry = ledger.entries.get(job.name)
    if entry is None or set(entry.outputs) != set(_ends(options)) or not ledger.holds(entry):
        return ""
    return entry.inputs


def _ends(options: Options) -> tuple[str, ...]:
    return tuple(end for end, asked in zip(_ENDS, (options.docx, options.pdf), strict=True) if asked)


def _write(each: Made, options: Options, told: tuple[Finding, ...], ledger: Ledger | None) -> Result:
    """Put the files of a document into their place, then into the ledger."""
    job = each.job
    paths = _paths(job, options)
    findings = (*told, *each.findings)
    if each.findings:
        if ledger is not None:
            ledger.add(_entry(each, "failed"))
        return _result(job, {}, Status.FAILED, findings, each.stamp)
    missing = [end for end in _ENDS if end not in paths]
    findings += tuple(former.other_forms(options.out, job.name, job.checked.source.path, missing))
    if each.same:
        assert ledger is not None
        entry = ledger.entries[job.name]
        now = dataclasses.replace(
            entry,
            source=located(job.checked.source.path),
            source_hash=_source_hash(job.checked),
            read=_read(job.checked),
        )
        if now != entry:
            # the dossier has another place, or other remarks
            ledger.add(now)
        return _result(job, paths, Status.UNCHANGED, findings, each.stamp, entry.pages)
    contents = {paths[end]: content for end, content in each.files.items()}
    same = _stands(each, paths)
    if ledger is not None and not same:
        before = ledger.entries.get(job.name)
        findings += tuple(former.of_another(before, located(job.checked.source.path)))
        if job.document.sent:
            findings += tuple(former.says_otherwise(before, _entry(each, "made")))
    try:
        if not same:
            output.replace(contents)
        if ledger is not None:
            ledger.add(_entry(each, "made"))
    except OSError as error:
        blocked = Finding("OUT001", Severity.ERROR, Place(job.checked.source.path), *_why(job, error))
        return _result(job, {}, Status.FAILED, (*findings, blocked), each.stamp)
    return _result(job, paths, Status.UNCHANGED if same else Status.WRITTEN, findings, each.stamp, each.pages)


def _why(job: Job, error: OSError) -> tuple[Message, Message]:
    """Say why the files of a document cannot be put into their place, and what to do."""
    if isinstance(error, IsADirectoryError):
        path = Path(str(error.filename)).as_posix()
        return (
            msg("The document {name} cannot be written: {path} is a folder.", name=job.name, path=path),
            msg("Give that folder another name or move it, or choose another folder with -o."),
        )
    return (
        msg("The document {name} cannot be written: {reason}", name=job.name, reason=reason(error)),
        msg("Close it in Word or in the PDF reader, and check that the folder may be written."),
    )


def _result(  # noqa: PLR0917
    job: Job,
    paths: Mapping[str, Path],
    status: Status,
    findings: tuple[Finding, ...],
    stamp: Stamp | None,
    pages: int | None = None,
) -> Result:
    assert job.checked.kind is not None
    shown = {end: path.as_posix() for end, path in paths.items()}
    return Result(
        job.checked.source.path, job.checked.kind.name, job.language, shown.get(".docx"), shown.get(".pdf"),
        pages, status, findings, stamp.centre if stamp else "", stamp.amount if stamp else None,
        stamp.title if stamp else "",
    )  # fmt: skip


def _entry(each: Made, state: str) -> Entry:
    checked, stamp = each.job.checked, each.stamp
    assert checked.case is not None
    assert checked.kind is not None
    assert stamp is not None
    return Entry(
        name=each.job.name,
        source=located(checked.source.path),
        kind=checked.kind.name,
        language=each.job.language,
        campaign=checked.case.campaign.year,
        centre=stamp.centre,
        amount=None if stamp.amount is None else str(stamp.amount),
        inputs=stamp.inputs,
        source_hash=_source_hash(checked),
        template_hash=pipeline.stamps.template(
            checked.kind.family, each.job.document.template, each.job.language
        ),
        program=pipeline.stamps.program(),
        engine=each.engine,
        state=state,
        outputs={end: digest(content) for end, content in each.files.items()},
        pages=each.pages,
        title=stamp.title,
        read=_read(checked),
    )


def _source_hash(checked: Checked) -> str:
    return _hash(checked.source.path)


def _read(checked: Checked) -> dict[str, str]:
    """Give the hash of each other file that the document is made from."""
    assert checked.case is not None
    own, *others = checked.case.dossier.files
    return {located(path): _hash(path) for path in sorted(others) if path != own}


def _hash(path: str) -> str:
    """Give the hash of a file; none where it cannot be read any more."""
    try:
        return digest(Path(path).read_bytes())
    except OSError:
        return ""


def _tell_left_over(
    ledger: Ledger, folder: Path, planned: Plan, known: dict[str, tuple[Finding, ...]]
) -> None:
    """Add to what is told of a document of the same dossier, or of the first one, which documents are left of earlier calls."""
    firsts = {located(job.checked.source.path): job.name for job, _ in reversed(planned.jobs)}
    for entry in former.outdated(ledger):
        name = firsts.get(entry.source) or next(iter(known), None)
        if name is not None:
            known[name] += tuple(former.left_over(folder, entry))


def _prepare(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise UsageFault(
            msg(
                "The folder {path} cannot be written: {reason}",
                path=out.as_posix(),
                reason=reason(error),
            ),
            msg("Choose another folder with -o."),
        ) from error


def _clean(out: Path) -> None:
    """Take away what a run left beside the documents when it was killed; nobody else writes here now."""
    for path in out.iterdir():
        if _LEFT.match(path.name):
            path.unlink(missing_ok=True)
