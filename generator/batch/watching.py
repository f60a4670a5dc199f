"""What a worker does when the process that started it is interrupted or dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import wait


def start() -> None:
    """Prepare a worker: it leaves Ctrl-C to the process that planned the work, and dies with that process."""
    leave_interruptions()
    threading.Thread(target=_die_with_parent, daemon=True).start()


def leave_interruptions() -> None:
    """Let the process that planned the work decide what Ctrl-C means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _die_with_parent() -> None:
    """End at once when the parent is gone, however it was killed; it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
