"""Makes all documents of checked files, writes each one when it is made, and keeps account of it."""

from __future__ import annotations

import dataclasses
import re
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from generator import output, pipeline
from generator.batch import former
from generator.batch.ledger import ENDS, Entry, Ledger, Planned, digest, digest_of, located
from generator.batch.ledger import NAME as LEDGER
from generator.batch.locking import NAME as LOCK
from generator.batch.locking import alone
from generator.batch.planning import Plan, Result, Status
from generator.batch.working import Job, Made, Options, engine_of, made
from generator.errors import UsageFault, reason, remedy, unwritable
from generator.findings import Finding, Place, Severity
from generator.messages import Message, msg
from generator.pipeline import Checked
from generator.pipeline.stamps import Stamp

_LEFT: Final = re.compile(r"\.cpas-\d+-.+(?:\.docx|\.pdf|\.xlsx|\.jsonl)\Z")
"""What a run leaves that was killed while it wrote."""


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
    try:
        with alone(options.out, waiting, shared=options.ledger):
            yield from _rendered(planned, options)
    except OSError as error:
        raise unwritable(
            options.out / LEDGER,
            error,
            msg("Close the program that holds it, and call again: what was made is kept."),
        ) from error
    finally:
        if options.ledger and not Ledger.stands_in(options.out):
            # nothing was made: the folder is left as it was
            with suppress(OSError):
                (options.out / LOCK).unlink()


def _rendered(planned: Plan, options: Options) -> Generator[Result, None, None]:
    _clean(options.out)
    ledger = Ledger(options.out) if options.ledger else None
    known = {job.name: findings for job, findings in planned.jobs}
    if ledger is not None:
        ledger.planned = _all_planned(ledger, planned)
        ledger.begin()
        _tell_left_over(ledger, options.out, planned, known)
    yield from planned.failed
    jobs = [
        job if ledger is None else dataclasses.replace(job, known=_known(ledger, job, options))
        for job, _ in planned.jobs
    ]
    for each in made(jobs, options):
        yield _write(each, options, known[each.job.name], ledger)
    if ledger is not None:
        ledger.close(known, None)


def _all_planned(ledger: Ledger, planned: Plan) -> Planned:
    """Give what the folder of the documents is to hold: all that the call asks for, or that together with what is known of the others."""
    part, whole = planned.planned, planned.whole
    return part if whole is None else ledger.with_part(part, whole.planned)


def changes(planned: Plan, options: Options) -> Generator[Result, None, None]:
    """Say what `render` would do, and write nothing.

    What stands in the folder is held against the ledger. Without one, as for single files, `render` holds it
    against the document itself; so that is made here too, and not written.
    """
    yield from planned.failed
    ledger = Ledger(options.out)
    known = {job.name: findings for job, findings in planned.jobs}
    if options.ledger:
        ledger.planned = _all_planned(ledger, planned)
        _tell_left_over(ledger, options.out, planned, known)
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
    anew = _made_again([job for job, _, same in kept if not same and job.name in ledger.entries], options)
    for job, stamp, same in kept:
        paths, trial, findings = _paths(job, options), again.get(job.name), known[job.name]
        now = anew.get(job.name)
        if trial is not None and trial.findings:
            yield _result(job, {}, Status.FAILED, (*findings, *trial.findings), stamp)
        elif (
            same
            or (trial is not None and _stands(trial, paths))
            or _would_stand(ledger, now, options, engine)
        ):
            yield _result(job, paths, Status.UNCHANGED, findings, stamp)
        else:
            status = Status.CHANGED if any(path.exists() for path in paths.values()) else Status.NEW
            told = _told(ledger, job, now if job.document.sent else None)
            yield _result(job, paths, status, (*findings, *told), stamp)


def _would_stand(ledger: Ledger, now: Entry | None, options: Options, engine: str) -> bool:
    """Tell whether the files of a document would be made as they stand: the same Word file gives the same PDF."""
    before = ledger.entries.get(now.name) if now is not None else None
    return (
        now is not None
        and before is not None
        and set(before.outputs) == set(_ends(options))
        and before.outputs.get(".docx", "") == now.outputs[".docx"]
        and (before.program, before.engine) == (now.program, engine)
        and ledger.holds(before)
    )


def _told(ledger: Ledger, job: Job, now: Entry | None) -> Iterator[Finding]:
    """Tell what a document would replace; `now` is what one that left the house would become."""
    before = ledger.entries.get(job.name)
    yield from former.of_another(before, located(job.checked.source.path))
    if now is not None:
        yield from former.says_otherwise(before, now)


def _made_again(jobs: Sequence[Job], options: Options) -> dict[str, Entry]:
    """Make the Word files of what would be made again, and write none; what fails is not among them."""
    word = dataclasses.replace(options, docx=True, pdf=False)
    return {each.job.name: _entry(each, "planned") for each in made(jobs, word) if not each.findings}


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
    return tuple(end for end, asked in zip(ENDS, (options.docx, options.pdf), strict=True) if asked)


def _write(each: Made, options: Options, told: tuple[Finding, ...], ledger: Ledger | None) -> Result:
    """Put the files of a document into their place, then into the ledger."""
    job = each.job
    paths = _paths(job, options)
    findings = (*told, *each.findings)
    if each.findings:
        if ledger is not None:
            ledger.fail(_entry(each, "failed"))
        return _result(job, {}, Status.FAILED, findings, each.stamp)
    missing = [end for end in ENDS if end not in paths]
    findings += tuple(former.other_forms(options.out, job.name, job.checked.source.path, missing))
    if each.same:
        assert ledger is not None
        pages = _as_it_was(job, ledger)
        return _result(job, paths, Status.UNCHANGED, findings, each.stamp, pages)
    contents = {paths[end]: content for end, content in each.files.items()}
    same, late = _stands(each, paths), tuple[Finding, ...]()
    if ledger is not None and not same:
        late = tuple(_told(ledger, job, _entry(each, "made") if job.document.sent else None))
    findings += late
    try:
        if any(finding.code == "OUT006" for finding in late):
            former.keep(paths.values())
        if ledger is not None:
            ledger.open()
        if not same:
            output.replace(contents)
        if ledger is not None:
            ledger.add(_entry(each, "made"))
    except OSError as error:
        blocked = Finding("OUT001", Severity.ERROR, Place(job.checked.source.path), *_why(job, error))
        return _result(job, {}, Status.FAILED, (*findings, blocked), each.stamp)
    return _result(job, paths, Status.UNCHANGED if same else Status.WRITTEN, findings, each.stamp, each.pages)


def _as_it_was(job: Job, ledger: Ledger) -> int | None:
    """Keep the line of a document that stands as it was made; give its pages."""
    entry = ledger.entries[job.name]
    now = dataclasses.replace(
        entry,
        source=located(job.checked.source.path),
        source_hash=digest_of(Path(job.checked.source.path)),
        read=_read(job.checked),
    )
    if now != entry:
        # the dossier has another place, or other remarks
        ledger.add(now)
    return entry.pages


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
        remedy(
            error, msg("Close it in Word or in the PDF reader, and check that the folder may be written.")
        ),
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
        stamp.title if stamp else "", job.document.template,
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
        source_hash=digest_of(Path(checked.source.path)),
        values=stamp.values,
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


def _read(checked: Checked) -> dict[str, str]:
    """Give the hash of each other file that the document is made from."""
    assert checked.case is not None
    own, *others = checked.case.dossier.files
    return {located(path): digest_of(Path(path)) for path in sorted(others) if path != own}


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
