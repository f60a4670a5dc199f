"""Makes documents in supervised processes: one that hangs or dies takes no other document with it.

A piece of work that was not made is made again, each of its documents alone; what fails alone is a
failure with its reason, or is given to another engine where the call allows one.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import TimeoutError as TimeOut
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from generator import engines, pipeline
from generator.batch import watching
from generator.batch.checking import MOST_WORKERS
from generator.dossier import Wanted
from generator.findings import Finding, Place, Severity
from generator.locales import Language
from generator.messages import msg
from generator.pipeline import Checked
from generator.pipeline.stamps import Stamp, stamp

_ALONE: Final = 6
"""Up to so many documents one process is faster than starting others."""
_START_SECONDS: Final = 60
SECONDS: Final = 60
"""The most that one document may take, and a process to start."""
_RESTART_AFTER: Final = 100
"""Pieces of work after which a process is started anew, so that no library grows for ever."""


@dataclass(frozen=True, slots=True)
class Options:
    """How documents are made."""

    out: Path
    engine: str = "embedded"
    docx: bool = True
    pdf: bool = True
    jobs: int | None = None
    others: tuple[str, ...] = ()
    """Engines that may take a document which the first cannot make."""
    ledger: bool = False
    """Whether the folder has a ledger: what stands in it and has not changed is not made again."""


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be made."""

    checked: Checked
    document: Wanted
    language: Language
    known: str = ""
    """What the document in the folder was made from, where its files are as they were written."""

    @property
    def name(self) -> str:
        """The name of its files without end."""
        return f"{self.document.stem}.{self.language}"


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Made:
    """What a worker gives back; the bytes are written by the one process that planned them."""

    job: Job
    files: dict[str, bytes] = field(default_factory=dict)
    pages: int | None = None
    findings: tuple[Finding, ...] = ()
    stamp: Stamp | None = None
    engine: str = ""
    same: bool = False
    """It would be made from what the document in the folder was made from."""


def made(jobs: Sequence[Job], options: Options) -> Iterator[Made]:
    """Make documents.

    Raises:
        EngineFault: an engine is not installed; it is told before any work.

    """
    for name in (options.engine, *options.others) if options.pdf else ():
        engines.create(name)
    size = engines.create(options.engine).at_once if options.pdf else len(jobs)
    workers = min(options.jobs or os.cpu_count() or 1, MOST_WORKERS)
    chunks = _chunks(jobs, max(1, min(size, -(-len(jobs) // workers))))
    if len(jobs) <= _ALONE and options.jobs in (None, 1):
        for chunk in chunks:
            yield from make(chunk, options)
        return
    left = yield from _in_processes(chunks, options, min(workers, len(chunks)))
    alone = [[job] for chunk, _ in left for job in chunk]
    left = yield from _in_processes(alone, options, min(workers, len(alone)))
    for other in options.others if left else ():
        again = [chunk for chunk, _ in left]
        left = yield from _in_processes(again, replace(options, engine=other, others=()), workers)
    for (job, *_), finding in left:
        told = engine_of(options)
        found = replace(finding, place=Place(job.checked.source.path))
        yield Made(job, stamp=_stamp(job, told), engine=told, findings=(found,))


def _chunks(jobs: Sequence[Job], size: int) -> list[list[Job]]:
    """Cut the work into pieces; both languages of a dossier stay together, for they are compared."""
    chunks: list[list[Job]] = []
    for job in jobs:
        last = chunks[-1] if chunks else []
        full = len(last) >= size and (size == 1 or last[-1].checked is not job.checked)
        if not last or full:
            chunks.append([job])
        else:
            last.append(job)
    return chunks


def _in_processes(
    chunks: Sequence[Sequence[Job]], options: Options, workers: int
) -> Generator[Made, None, list[tuple[Sequence[Job], Finding]]]:
    """Make chunks in processes; give back those that were not made, and why."""
    if not chunks:
        return []
    from pebble import ProcessExpired, ProcessPool

    left: list[tuple[Sequence[Job], Finding]] = []
    pool = ProcessPool(workers, max_tasks=_RESTART_AFTER, initializer=watching.start)
    try:
        futures = {
            pool.schedule(make, args=(chunk, options), timeout=_START_SECONDS + SECONDS * len(chunk)): chunk
            for chunk in chunks
        }
        for future in as_completed(futures):
            # let go of the files of a document that was handed on
            chunk = futures.pop(future)  # type: ignore[call-overload]
            try:
                yield from future.result()
            except TimeOut:
                left.append((chunk, _hung()))
            except (ProcessExpired, BrokenProcessPool):
                left.append((chunk, _died()))
    except BaseException:
        # Ctrl-C, or a fault of ours: do not wait for what nobody will read
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    else:
        pool.close()  # type: ignore[no-untyped-call]
    finally:
        pool.join()
    return left


def _hung() -> Finding:
    cause = msg(
        "The program that makes the PDF did not end within {seconds} seconds.",
        seconds=int(SECONDS + _START_SECONDS),
    )
    return Finding("PDF001", Severity.ERROR, Place(""), cause, _REMEDY)


def _died() -> Finding:
    cause = msg("The program that makes the PDF broke down on this document.")
    return Finding("PDF001", Severity.ERROR, Place(""), cause, _REMEDY)


_REMEDY: Final = msg("Try the other engine (--engine); if it fails too, please report it with this message.")


def make(chunk: Sequence[Job], options: Options) -> list[Made]:
    """Render, convert and prove some documents; runs in a worker."""
    names = (options.engine, *options.others) if options.pdf else ()
    told = engine_of(options)
    out: list[Made] = []
    documents: dict[str, tuple[Made, pipeline.Document]] = {}
    rendered: dict[tuple[str, str], dict[Language, tuple[pipeline.Document | None, list[Finding]]]] = {}
    for job in chunk:
        begun = Made(job, stamp=_stamp(job, told), engine=told)
        assert begun.stamp is not None
        if job.known == begun.stamp.inputs:
            out.append(replace(begun, same=True))
            continue
        key = job.checked.source.path, job.document.stem
        if key not in rendered:
            # in all its languages, also where one of them stands unchanged: they are compared
            rendered[key] = pipeline.render_all(job.checked, job.document)
        document, findings = rendered[key][job.language]
        if document is None:
            out.append(replace(begun, findings=tuple(findings)))
        else:
            documents[job.name] = (begun, document)
    # each engine that is allowed, and each a second time for what it did not make
    for name in (each for each in names for _ in range(2)):
        if not documents:
            break
        out = [each for each in out if each.job.name not in documents]
        finished = _converted(documents, name, options)
        out += finished
        documents = {each.job.name: documents[each.job.name] for each in finished if each.findings}
    if not options.pdf:
        out += [replace(begun, files=_files(document, options)) for begun, document in documents.values()]
    return out


def _stamp(job: Job, engine: str) -> Stamp:
    return stamp(job.checked, job.document, job.language, engine)


def engine_of(options: Options) -> str:
    """Name the engine and its version; nothing where no PDF is asked."""
    if not options.pdf:
        return ""
    engine = engines.create(options.engine)
    return f"{engine.name} {engine.version}"


def _converted(
    documents: dict[str, tuple[Made, pipeline.Document]], name: str, options: Options
) -> list[Made]:
    engine = engines.create(name)
    finished = pipeline.convert({key: document for key, (_, document) in documents.items()}, engine)
    out = []
    for key, (begun, document) in documents.items():
        told = replace(begun, engine=f"{engine.name} {engine.version}")
        if faults := pipeline.pdf_findings(begun.job.checked, finished[key]):
            out.append(replace(told, findings=tuple(faults)))
        else:
            files = {**_files(document, options), ".pdf": finished[key].pdf}
            out.append(replace(told, files=files, pages=finished[key].pages))
    return out


def _files(document: pipeline.Document, options: Options) -> dict[str, bytes]:
    return {".docx": document.rendered.docx} if options.docx else {}
