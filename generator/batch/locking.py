"""Lets one run at a time write into a folder."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def alone(folder: Path, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold a folder; a second run waits until the first has ended, and is told so by `waiting`.

    The lock is a file of the system's folder for temporary files, so nothing but documents stands in the
    folder; the system lets go of it when the process ends, however it ends.
    """
    from filelock import FileLock, Timeout

    name = hashlib.sha256(os.path.realpath(folder).encode(errors="surrogateescape")).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"cpas-{name}.lock", mode=0o666)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if waiting is not None:
            waiting()
        lock.acquire()
    except OSError:
        # a folder for temporary files that cannot be written: then nothing is locked, as before
        pass
    try:
        yield
    finally:
        with suppress(OSError):
            lock.release()
