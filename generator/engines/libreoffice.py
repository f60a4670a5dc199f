"""Interface to the soffice executable.

Its exit code proves nothing, a second run on one profile writes nothing, and it can hang. So each
call has its own profile and folder, a time limit, and is killed with its whole process group; what
it should have written is looked for, and `generator.pdf` proves it.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from generator.engines.base import Failure
from generator.errors import EngineFault
from generator.messages import msg

_START_SECONDS: Final = 60
_DOCUMENT_SECONDS: Final = 15
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
                words = self._run(["--version"], Path(folder), _START_SECONDS).split()
            _VERSIONS[self._executable] = words[1] if len(words) > 1 else "?"
        return _VERSIONS[self._executable]

    def convert(self, documents: Mapping[str, bytes]) -> dict[str, bytes | Failure]:
        """Convert in calls of at most fifty documents."""
        names = list(documents)
        results: dict[str, bytes | Failure] = {}
        for start in range(0, len(names), self.at_once):
            chunk = {name: documents[name] for name in names[start : start + self.at_once]}
            results |= self._chunk(chunk)
        if len(documents) > 1:
            # one that hangs keeps the later ones of its call from being made: each has a second chance
            for name in [name for name, made in results.items() if isinstance(made, Failure)]:
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
            self._run(arguments, folder, _START_SECONDS + _DOCUMENT_SECONDS * len(files))
            return {name: _written(out / f"{stem}.pdf") for name, stem in files.items()}

    def _run(self, arguments: list[str], folder: Path, seconds: float) -> str:
        """Run soffice with a profile of its own; what is left of it when time is out is killed."""
        profile = (folder / "profile").as_uri()
        try:
            process = subprocess.Popen(  # noqa: S603
                [self._executable, f"-env:UserInstallation={profile}", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise EngineFault(
                msg("LibreOffice cannot be started: {reason}", reason=str(error.strerror)),
                msg("Install LibreOffice again, or use --engine embedded."),
            ) from error
        try:
            out, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            return ""
        finally:
            _kill(process)
        return out.decode(errors="replace")


def _written(path: Path) -> bytes | Failure:
    try:
        return path.read_bytes()
    except OSError:
        return Failure(msg("LibreOffice made no PDF of this document, or not in time."))


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process with its children: the parent of soffice may be gone while it lives on."""
    if sys.platform == "win32":
        subprocess.run(  # noqa: S603
            ["taskkill", "/T", "/F", "/PID", str(process.pid)],  # noqa: S607
            capture_output=True,
            check=False,
        )
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
