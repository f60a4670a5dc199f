"""Checks many files: each on its own, then what several of them say together."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator import rules
from generator.batch.files import STDIN
from generator.batch.watching import leave_interruptions
from generator.findings import Finding, Place, Severity, in_order
from generator.messages import msg
from generator.pipeline import Checked, Checker
from generator.source import YAML_ENDS, parse

_CHECKED_ALONE: Final = 400
"""Up to so many files one process checks faster than several, which have to start first."""
_CHUNKS: Final = 4
"""Pieces of work for each process, so that none is idle for long at the end."""
MOST_WORKERS: Final = 61
"""Windows cannot wait for more."""


@dataclass(frozen=True, slots=True)
class Report:
    """The files that were checked and what was found in them."""

    files: tuple[Checked, ...]
    findings: tuple[Finding, ...]

    @property
    def others(self) -> int:
        """How many further files were read, for these refer to them."""
        own = {os.path.realpath(each.source.path) for each in self.files}
        read = {file for each in self.files if each.case for file in each.case.dossier.files}
        # of one with errors there may be no dossier, only what was found in it
        read |= {
            os.path.realpath(finding.place.path)
            for each in self.files
            for finding in each.findings
            if finding.place.path.lower().endswith(YAML_ENDS)
        }
        return len(read - own)


def check(files: Iterable[str], checker: Checker, stdin: bytes = b"") -> Report:
    """Check each file, then what several of them say together."""
    paths = list(files)
    if len(paths) > _CHECKED_ALONE:
        checked = _check_in_processes(paths, checker, stdin)
    else:
        checked = _check(paths, checker, stdin)
    findings = [finding for each in checked for finding in each.findings]
    findings += rules.check_folder([each.case for each in checked if each.case is not None])
    findings += _collisions(
        checked, {finding.place.path for finding in findings if finding.severity is Severity.ERROR}
    )
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
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    size = -(-len(paths) // (workers * _CHUNKS))
    chunks = [paths[i : i + size] for i in range(0, len(paths), size)]
    with ProcessPoolExecutor(workers, initializer=leave_interruptions) as pool:
        futures = [pool.submit(_check, chunk, checker, stdin) for chunk in chunks]
        return [checked for future in futures for checked in future.result()]


def _collisions(files: Iterable[Checked], refused: AbstractSet[str]) -> Iterator[Finding]:
    """Refuse documents that would be written over each other; Windows does not tell `A` from `a`."""
    names: dict[str, list[Checked]] = defaultdict(list)
    for checked in files:
        if checked.languages and checked.case is not None and checked.source.path not in refused:
            names[checked.case.dossier.stem.casefold()].append(checked)
    for same in names.values():
        for checked in same if len(same) > 1 else ():
            others = ", ".join(sorted(each.source.path for each in same if each is not checked))
            assert checked.case is not None
            told = msg(
                "The document {name} would also be made from {files}.",
                name=checked.case.dossier.stem,
                files=others,
            )
            remedy = msg("Keep one of the files, or correct what makes both the same document.")
            yield Finding("OUT003", Severity.ERROR, Place(checked.source.path, 1, 1), told, remedy)


def findings_by_file(report: Report) -> Iterator[tuple[Checked, tuple[Finding, ...]]]:
    """Give each file with what was found in it and in the files it starts from."""
    told: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        told[os.path.realpath(finding.place.path)].append(finding)
    for checked in report.files:
        yield checked, _of(told, checked)


def _of(told: Mapping[str, list[Finding]], checked: Checked) -> tuple[Finding, ...]:
    """Give what was found in a file and in the files it starts from, also in comparison with others."""
    files = checked.case.dossier.files if checked.case else (os.path.realpath(checked.source.path),)
    return tuple(
        in_order([*checked.findings, *(finding for file in files for finding in told.get(file, ()))])
    )
