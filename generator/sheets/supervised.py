"""Works on a workbook in a process of its own, which is stopped where it takes too long.

An Excel file can be made so that reading it never ends, in more ways than can be listed; whoever sends one
must not stop the program.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Final, ParamSpec, TypeVar

from generator.messages import msg
from generator.sheets.faults import Wrong

SECONDS: Final = 30

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


def in_time(
    seconds: float, call: Callable[_Given, _Made], /, *given: _Given.args, **named: _Given.kwargs
) -> _Made:
    """Call a function of a module, and give what it gives; both cross a process border.

    Raises:
        Wrong: it takes too long, or breaks the process.

    """
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_send, args=(sender, call, given, named), daemon=True)
    process.start()
    sender.close()
    try:
        made: _Made = _received(receiver, seconds)
        return made
    finally:
        process.kill()
        process.join()
        receiver.close()


def _received(receiver: Connection, seconds: float) -> Any:
    try:
        if receiver.poll(seconds):
            return receiver.recv()
        cause = msg("The workbook cannot be read within {seconds} seconds.", seconds=int(seconds))
    except EOFError:
        cause = msg("The Excel file is damaged, or holds what does not belong in one.")
    remedy = msg("Copy the table into a new workbook, without pictures, and save that one.")
    raise Wrong("XLS004", cause, remedy)


def _send(
    sender: Connection, call: Callable[..., Any], given: tuple[Any, ...], named: dict[str, Any]
) -> None:
    sender.send(call(*given, **named))
