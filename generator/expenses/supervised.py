"""Reads a sheet of expenses in a process of its own, which is stopped where it takes too long."""

from __future__ import annotations

from pathlib import Path

from generator.expenses.reading import Sheet, read
from generator.findings import Finding, Place, Severity
from generator.sheets.faults import Wrong
from generator.sheets.supervised import SECONDS, in_time


def read_in_time(path: Path, seconds: float = SECONDS) -> Sheet:
    """Read the expenses of an Excel workbook; one that takes too long, or breaks the process, is a finding."""
    try:
        return in_time(seconds, read, path)
    except Wrong as wrong:
        shown = path.as_posix()
        finding = Finding(wrong.code, Severity.ERROR, Place(shown), wrong.cause, wrong.remedy)
        return Sheet((), {}, (finding,), shown)
