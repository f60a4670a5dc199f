"""Reads a sheet in a process of its own, which is stopped where it takes too long.

An Excel file can be made so that reading it never ends, in more ways than can be listed; whoever sends one
must not stop the program.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from generator.expenses.reading import Sheet, read
from generator.findings import Finding, Place, Severity
from generator.messages import msg

SECONDS: Final = 30


def read_in_time(path: Path, seconds: float = SECONDS) -> Sheet:
    """Read the expenses of an Excel workbook; one that takes too long, or breaks the process, is a finding."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_send, args=(sender, path), daemon=True)
    process.start()
    sender.close()
    try:
        return _received(receiver, path, seconds)
    finally:
        process.kill()
        process.join()
        receiver.close()


def _received(receiver: Connection, path: Path, seconds: float) -> Sheet:
    try:
        if receiver.poll(seconds):
            made: Sheet = receiver.recv()
            return made
        cause = msg("The workbook cannot be read within {seconds} seconds.", seconds=int(seconds))
    except EOFError:
        cause = msg("The Excel file is damaged, or holds what does not belong in one.")
    remedy = msg("Copy the table into a new workbook, without pictures, and save that one.")
    return Sheet(
        (), {}, (Finding("XLS004", Severity.ERROR, Place(path.as_posix()), cause, remedy),), path.as_posix()
    )


def _send(sender: Connection, path: Path) -> None:
    sender.send(read(path))
