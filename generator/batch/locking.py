"""Lets one run at a time write into a folder."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

NAME: Final = ".cpas-ledger.lock"


@contextmanager
def alone(folder: Path, waiting: Callable[[], None] | None = None, *, shared: bool = False) -> Iterator[None]:
    """Hold a folder; a second run waits until the first has ended, and is told so by `waiting`.

    The lock is a file of the system's folder for temporary files, so nothing but documents stands in the
    folder. Where the folder has a ledger, it is `shared`: a second lock stands beside that one, for those who call from another PC or
    under another account. The system lets go of both when the process ends, however it ends.
    """
    name = hashlib.sha256(os.path.realpath(folder).encode(errors="surrogateescape")).hexdigest()[:16]
    paths = [Path(tempfile.gettempdir()) / f"cpas-{name}.lock", *([folder / NAME] if shared else [])]
    with ExitStack() as held:
        for path in paths:
            held.enter_context(_held(path, waiting))
        yield


@contextmanager
def _held(path: Path, waiting: Callable[[], None] | None) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(path, mode=0o666)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if waiting is not None:
            waiting()
        lock.acquire()
    except (OSError, NotImplementedError):
        # a place that cannot be written, or a network that knows no locks: then nothing is locked, as before
        pass
    try:
        yield
    finally:
        with suppress(OSError):
            lock.release()
