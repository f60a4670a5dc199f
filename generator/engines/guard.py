"""Runs a program and ends it with all its children when the one who asked for it is gone.

Started as a script of its own, without the package: `python -I -S guard.py FOLDER PROGRAM ARGUMENTS...`. Its
parent holds the other end of its standard input. Where the parent writes to it, the program is ended. The
system closes it when the parent ends, however it ends: then FOLDER is removed too.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading

CANNOT_START = 126


def main(folder: str, command: list[str]) -> int:
    """Run the program; give its exit code, or 126 where it cannot be started."""
    try:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    except OSError as error:
        sys.stdout.write(str(error.strerror))
        return CANNOT_START
    ending = threading.Event()
    listener = threading.Thread(target=_listen, args=(process, folder, ending), daemon=True)
    listener.start()
    code = process.wait()
    if ending.is_set():
        listener.join()
    kill(process)
    return code


def _listen(process: subprocess.Popen[bytes], folder: str, ending: threading.Event) -> None:
    """End all when the parent asks for it, or is gone."""
    asked = os.read(sys.stdin.fileno(), 1)
    ending.set()
    kill(process)
    if not asked:
        shutil.rmtree(folder, ignore_errors=True)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process with its children: the parent of soffice may be gone while it lives on."""
    if sys.platform == "win32":
        subprocess.run(  # noqa: S603
            ["taskkill", "/T", "/F", "/PID", str(process.pid)],  # noqa: S607
            capture_output=True,
            check=False,
        )
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
