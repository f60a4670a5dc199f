"""Many documents in one call: which files, what is wrong with them, what is written where."""

from __future__ import annotations

import os
import signal
import tempfile
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from generator import engines, output, pipeline, rules
from generator.errors import UsageFault
from generator.findings import Finding, Place, Severity, has_errors, in_order
from generator.locales import Language
from generator.messages import Message, msg
from generator.pipeline import Checked, Checker
from generator.source import below, parse

STDIN: Final = "-"
_ALONE: Final = 6
"""Up to so many documents one process is faster than starting others."""
_CHECKED_ALONE: Final = 600
"""Up to so many files one process checks faster than several, which have to start first."""
_CHUNKS: Final = 4
"""Pieces of work for each process, so that none is idle for long at the end."""
_MOST_WORKERS: Final = 61
"""Windows cannot wait for more."""


class Status(StrEnum):
    """What became of a document."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Report:
    """The files that were checked and what was found in them."""

    files: tuple[Checked, ...]
    findings: tuple[Finding, ...]


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


@dataclass(frozen=True, slots=True)
class Options:
    """How documents are made."""

    out: Path
    engine: str = "embedded"
    docx: bool = True
    pdf: bool = True
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    checked: Checked
    language: Language


@dataclass(frozen=True, slots=True)
class _Made:
    """What a worker gives back; the bytes are written by the one process that planned them."""

    job: _Job
    stem: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    pages: int | None = None
    findings: tuple[Finding, ...] = ()


def find_files(paths: Sequence[str]) -> list[str]:
    """Give the YAML files that the arguments name: a file itself, or all below a folder.

    Raises:
        UsageFault: a folder holds no YAML file, or a path does not exist.

    """
    files: dict[str, None] = {}
    for path in paths:
        if path == STDIN:
            files[STDIN] = None
            continue
        given = Path(path)
        kind = kind_of(given) if path else None
        if kind == "folder":
            found = below(given)
            if not found:
                raise UsageFault(
                    msg("The folder {path} holds no YAML file.", path=path),
                    msg("Name a .yaml file or a folder with .yaml files; “cpas init” makes one to fill in."),
                )
            files.update(dict.fromkeys(found))
        elif kind == "file":
            files[given.as_posix()] = None
        else:
            raise UsageFault(msg("There is no file or folder {path}.", path=path), _perhaps(path))
    real: dict[str, str] = {}
    for file in files:
        real.setdefault(file if file == STDIN else os.path.realpath(file), file)
    return list(real.values())


def _perhaps(path: str) -> Message:
    """Say what to look at; Notepad likes to write `convention.yaml.txt`."""
    if path and kind_of(Path(f"{path}.txt")) == "file":
        return msg("There is a file {path}: take “.txt” off its name.", path=f"{path}.txt")
    return msg("Check the name; put it between quotes where it holds spaces.")


def kind_of(path: Path) -> str | None:
    """Tell a folder that may be listed from a file; None for what is not there or closed."""
    try:
        if path.is_dir():
            return "folder" if os.access(path, os.R_OK | os.X_OK) else None
        return "file" if path.exists() else None
    except (OSError, ValueError):
        return None


def check(files: Iterable[str], checker: Checker, stdin: bytes = b"") -> Report:
    """Check each file, then what several of them say together."""
    paths = list(files)
    if len(paths) > _CHECKED_ALONE:
        checked = _check_in_processes(paths, checker, stdin)
    else:
        checked = _check(paths, checker, stdin)
    findings = [finding for each in checked for finding in each.findings]
    findings += rules.check_folder([each.case for each in checked if each.case is not None])
    return Report(tuple(checked), tuple(in_order(findings)))


def _check(paths: Iterable[str], checker: Checker, stdin: bytes) -> list[Checked]:
    return [
        checker.check_source(parse(stdin, STDIN), Path())
        if path == STDIN
        else checker.check(Path(path), path)
        for path in paths
    ]


def _check_in_processes(paths: list[str], checker: Checker, stdin: bytes) -> list[Checked]:
    """Check many files on all cores; neighbours stay together, for they refer to the same files."""
    workers = min(os.cpu_count() or 1, _MOST_WORKERS)
    size = -(-len(paths) // (workers * _CHUNKS))
    chunks = [paths[i : i + size] for i in range(0, len(paths), size)]
    with ProcessPoolExecutor(workers, initializer=_leave_interruptions) as pool:
        futures = [pool.submit(_check, chunk, checker, stdin) for chunk in chunks]
        return [checked for future in futures for checked in future.result()]


def render(report: Report, options: Options) -> Iterator[Result]:
    """Make all documents of the sound files; the others are failures with their findings.

    Raises:
        UsageFault: the folder cannot be written.
        CpasError: an engine or a template is missing or broken.

    """
    _prepare(options.out)
    jobs: list[_Job] = []
    told = _by_path(report)
    for checked in report.files:
        path = checked.source.path
        findings = _of(told, checked)
        if _is_silent(checked):
            continue
        if has_errors(findings) or checked.case is None:
            name = checked.kind.name if checked.kind else ""
            for language in checked.languages or (None,):
                yield Result(path, name, language, findings=findings)
            continue
        jobs += [_Job(checked, language) for language in checked.languages]
    for made in _made(jobs, options):
        yield _write(made, options, _of(told, made.job.checked))


def planned(report: Report) -> int:
    """Count the results that `render` will give."""
    return sum(len(checked.languages) or 1 for checked in report.files if not _is_silent(checked))


def _is_silent(checked: Checked) -> bool:
    """Tell whether a file makes no document and needs no word: a centre without faults."""
    return checked.kind is not None and not checked.kind.renders and checked.sound


def findings_by_file(report: Report) -> Iterator[tuple[Checked, tuple[Finding, ...]]]:
    """Give each file with what was found in it and in the files it starts from."""
    told = _by_path(report)
    for checked in report.files:
        yield checked, _of(told, checked)


def _by_path(report: Report) -> dict[str, list[Finding]]:
    told: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        told[os.path.realpath(finding.place.path)].append(finding)
    return told


def _of(told: Mapping[str, list[Finding]], checked: Checked) -> tuple[Finding, ...]:
    """Give what was found in a file and in the files it starts from, also in comparison with others."""
    files = checked.case.dossier.files if checked.case else (os.path.realpath(checked.source.path),)
    return tuple(
        in_order([*checked.findings, *(finding for file in files for finding in told.get(file, ()))])
    )


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
                reason=str(error.strerror),
            ),
            msg("Choose another folder with -o."),
        ) from error


def _made(jobs: list[_Job], options: Options) -> Iterator[_Made]:
    # a missing engine is told before any work
    size = engines.create(options.engine).at_once if options.pdf else len(jobs)
    workers = options.jobs or (1 if len(jobs) <= _ALONE else os.cpu_count() or 1)
    size = max(1, min(size, -(-len(jobs) // workers)))
    chunks = [jobs[i : i + size] for i in range(0, len(jobs), size)]
    if workers == 1 or len(chunks) == 1:
        for chunk in chunks:
            yield from _make(chunk, options)
        return
    left = yield from _in_processes(chunks, options, min(workers, len(chunks), _MOST_WORKERS))
    for job in (job for chunk in left for job in chunk):
        # a process died: each document of its chunk alone, so that the one that kills is found
        if (yield from _in_processes([[job]], options, 1)):
            cause = msg("The program that makes the PDF broke down on this document.")
            remedy = msg(
                "Try the other engine (--engine); if it fails too, please report it with this message."
            )
            place = Place(job.checked.source.path)
            yield _Made(job, findings=(Finding("PDF001", Severity.ERROR, place, cause, remedy),))


def _in_processes(
    chunks: list[list[_Job]], options: Options, workers: int
) -> Generator[_Made, None, list[list[_Job]]]:
    """Make chunks in processes; give back those that were not made because a process died."""
    pool = ProcessPoolExecutor(workers, initializer=_leave_interruptions)
    futures = {pool.submit(_make, chunk, options): chunk for chunk in chunks}
    try:
        for future in as_completed(futures):
            with suppress(BrokenProcessPool):
                yield from future.result()
                del futures[future]
    except BaseException:
        # Ctrl-C, or a fault of ours: do not wait for what nobody will read
        for process in list((pool._processes or {}).values()):  # noqa: SLF001  there is no public way
            process.terminate()
        # the processes are gone, so this is short; left to the end of Python it would complain there
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown()
    return list(futures.values())


def _leave_interruptions() -> None:
    """Let the process that planned the work decide what Ctrl-C means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _make(chunk: Sequence[_Job], options: Options) -> list[_Made]:
    """Render, convert and prove some documents; runs in a worker."""
    made: list[_Made] = []
    documents: dict[str, tuple[_Job, pipeline.Document]] = {}
    for job in chunk:
        document, findings = pipeline.render(job.checked, job.language)
        if document is None:
            made.append(_Made(job, findings=tuple(findings)))
        else:
            documents[document.stem] = (job, document)
    finished = (
        pipeline.convert({key: d for key, (_, d) in documents.items()}, engines.create(options.engine))
        if options.pdf and documents
        else {}
    )
    for key, (job, document) in documents.items():
        files = {".docx": document.rendered.docx} if options.docx else {}
        if key not in finished:
            made.append(_Made(job, key, files))
            continue
        faults = pipeline.pdf_findings(job.checked, finished[key])
        if faults:
            made.append(_Made(job, key, findings=tuple(faults)))
        else:
            files[".pdf"] = finished[key].pdf
            made.append(_Made(job, key, files, finished[key].pages))
    return made


def _write(made: _Made, options: Options, known: tuple[Finding, ...]) -> Result:
    source, kind = made.job.checked.source.path, made.job.checked.kind
    assert kind is not None
    findings = (*known, *made.findings)
    failed = Result(source, kind.name, made.job.language, findings=findings)
    if made.findings:
        return failed
    paths = {suffix: options.out / f"{made.stem}{suffix}" for suffix in made.files}
    findings += _stale(made, options, paths)
    same = all(output.holds(paths[suffix], content) for suffix, content in made.files.items())
    if not same:
        try:
            output.replace({paths[suffix]: content for suffix, content in made.files.items()})
        except OSError as error:
            blocked = Finding(
                "OUT001",
                Severity.ERROR,
                Place(source),
                msg(
                    "The document {name} cannot be written: {reason}",
                    name=made.stem,
                    reason=str(error.strerror),
                ),
                msg("Close it in Word or in the PDF reader, and check that the folder may be written."),
            )
            return Result(source, kind.name, made.job.language, findings=(*findings, blocked))
    shown = {suffix: path.as_posix() for suffix, path in paths.items()}
    return Result(
        source, kind.name, made.job.language, shown.get(".docx"), shown.get(".pdf"), made.pages,
        Status.UNCHANGED if same else Status.WRITTEN, findings,
    )  # fmt: skip


def _stale(made: _Made, options: Options, paths: dict[str, Path]) -> tuple[Finding, ...]:
    """Warn of a document of an earlier run in the form that is not made now."""
    return tuple(
        Finding(
            "OUT002",
            Severity.WARNING,
            Place(made.job.checked.source.path),
            msg("{name} of an earlier run stands beside the new document.", name=f"{made.stem}{suffix}"),
            msg("Delete it, or make both forms: --to docx,pdf."),
        )
        for suffix in (".docx", ".pdf")
        if suffix not in paths and (options.out / f"{made.stem}{suffix}").exists()
    )
