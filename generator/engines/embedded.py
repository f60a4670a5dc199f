"""Interface to rdocx, the converter that comes with pip: fonts inside, no network, no process."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Mapping

from generator.engines.base import Failure
from generator.errors import EngineFault
from generator.messages import msg


class Embedded:
    """Converts within this process; the same document gives the same bytes."""

    name = "embedded"
    at_once = 4

    def __init__(self) -> None:
        """Load the library.

        Raises:
            EngineFault: it is not installed, or not for this machine.

        """
        try:
            import rdocx
        except ImportError as error:
            raise EngineFault(
                msg("The embedded PDF engine (rdocx) cannot be loaded."),
                msg("Install the program again, or use --engine libreoffice."),
            ) from error
        self._open = rdocx.Document.from_bytes
        self.version = importlib.metadata.version("rdocx")

    def convert(self, documents: Mapping[str, bytes]) -> dict[str, bytes | Failure]:
        """Convert one after the other."""
        return {name: self._one(docx) for name, docx in documents.items()}

    def _one(self, docx: bytes) -> bytes | Failure:
        try:
            return bytes(self._open(docx).to_pdfa_deterministic())
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001  a panic of the Rust library is no Exception
            return Failure(msg("The embedded engine could not make the PDF: {reason}", reason=str(error)))
