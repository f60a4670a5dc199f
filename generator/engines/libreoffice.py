"""Interface to the soffice executable.

Its exit code proves nothing, a second run on one profile writes nothing, and it can hang. So each
call has its own profile and folder, a time limit for each document, and a guard that ends it with all
its children when time is out or this process is gone; what it should have written is looked for, and
`generator.pdf` proves it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from generator.engines import guard
from generator.engines.base import NO_GROUPS, Failure, Group
from generator.errors import EngineFault
from generator.messages import msg

_START_SECONDS: Final = 60
_DOCUMENT_SECONDS: Final = 30
_LOOK_SECONDS: Final = 0.5
"""How often one looks whether the next document is there."""
_FILTER: Final = "pdf:writer_pdf_Export:" + json.dumps(
    {
        "SelectPdfVersion": {"type": "long", "value": "2"},
        "PDFUACompliance": {"type": "boolean", "value": "true"},
        "ExportFormFields": {"type": "boolean", "value": "false"},
    }
)
_VERSIONS: Final[dict[str, str]] = {}
_USUAL_PLACES: Final = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)


def find() -> str | None:
    """Give the path of the executable, or None where LibreOffice is not installed."""
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    return on_path or next((str(p) for p in _USUAL_PLACES if p.is_file()), None)


class LibreOffice:
    """Converts with LibreOffice, many documents a call."""

    name = "libreoffice"
    at_once = 50

    def __init__(self, executable: str | None = None) -> None:
        """Find the executable.

        Raises:
            EngineFault: LibreOffice is not installed.

        """
        found = executable or find()
        if found is None:
            raise EngineFault(
                msg("LibreOffice is not installed."),
                msg(
                    "Install LibreOffice (Debian: apt-get install libreoffice-writer-nogui fonts-crosextra-carlito), or use --engine embedded."
                ),
            )
        self._executable = found

    @property
    def version(self) -> str:
        """The version that the executable tells."""
        if self._executable not in _VERSIONS:
            with tempfile.TemporaryDirectory(prefix="cpas-", ignore_cleanup_errors=True) as folder:
                words = self._run(["--version"], Path(folder), Path(folder)).split()
            _VERSIONS[self._executable] = words[1] if len(words) > 1 else "?"
        return _VERSIONS[self._executable]

    def convert(
        self, documents: Mapping[str, bytes], groups: Mapping[str, Sequence[Group]] = NO_GROUPS
    ) -> dict[str, bytes | Failure]:
        """Convert in calls of at most fifty documents; each that was not made has a second chance, alone.

        LibreOffice keeps groups together by itself.
        """
        del groups
        results: dict[str, bytes | Failure] = {}
        left, aside = list(documents), list[str]()
        while left:
            chunk, left = left[: self.at_once], left[self.at_once :]
            results |= self._chunk({name: documents[name] for name in chunk})
            failed = [name for name in chunk if isinstance(results[name], Failure)]
            if failed and len(chunk) > 1:
                # it works from first to last: it stopped at the first, the others were not reached
                stopped = len(failed) if len(failed) == len(chunk) else 1
                aside += failed[:stopped]
                left = failed[stopped:] + left
        for name in aside:
            results |= self._chunk({name: documents[name]})
        return results

    def _chunk(self, documents: Mapping[str, bytes]) -> dict[str, bytes | Failure]:
        with tempfile.TemporaryDirectory(prefix="cpas-", ignore_cleanup_errors=True) as temporary:
            folder = Path(temporary)
            files = {name: f"{number:04d}" for number, name in enumerate(documents)}
            for name, stem in files.items():
                (folder / f"{stem}.docx").write_bytes(documents[name])
            out = folder / "out"
            arguments = ["--headless", "--norestore", "--convert-to", _FILTER, "--outdir", str(out)]
            arguments += [str(folder / f"{stem}.docx") for stem in files.values()]
            self._run(arguments, folder, out)
            return {name: _written(out / f"{stem}.pdf") for name, stem in files.items()}

    def _run(self, arguments: list[str], folder: Path, out: Path) -> str:
        """Run soffice with a profile of its own; it is ended where it writes nothing into `out` in time."""
        profile = (folder / "profile").as_uri()
        command = [self._executable, f"-env:UserInstallation={profile}", *arguments]
        read, write = os.pipe()
        try:
            process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-I", "-S", guard.__file__, str(folder), *command],
                stdin=read,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            os.close(read)
            said = _ended_in_time(process, write, out)
        finally:
            # the guard ends what still runs, also where we are interrupted
            os.close(write)
        process.wait()
        if process.returncode == guard.CANNOT_START:
            raise EngineFault(
                msg("LibreOffice cannot be started: {reason}", reason=said.strip()),
                msg("Install LibreOffice again, or use --engine embedded."),
            )
        return said


def _ended_in_time(process: subprocess.Popen[bytes], write: int, out: Path) -> str:
    """Wait for the end, as long as one document after the other appears; give what was printed."""
    made, until = 0, time.monotonic() + _START_SECONDS
    while True:
        try:
            said, _ = process.communicate(timeout=_LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            there = sum(1 for _ in out.iterdir()) if out.is_dir() else 0
            if there > made:
                made, until = there, time.monotonic() + _DOCUMENT_SECONDS
            elif time.monotonic() > until:
                with suppress(OSError):
                    os.write(write, b"x")
                process.communicate()
                return ""
        else:
            return said.decode(errors="replace")


def _written(path: Path) -> bytes | Failure:
    try:
        return path.read_bytes()
    except OSError:
        return Failure(msg("LibreOffice made no PDF of this document, or not in time."))
