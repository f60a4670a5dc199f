"""Interface to rdocx, the converter that comes with pip: fonts inside, no network, no process."""

from __future__ import annotations

import importlib.metadata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from generator.engines.base import NO_GROUPS, Failure, Group
from generator.errors import EngineFault
from generator.messages import msg

_NEAR: Final = 0.5
"""Heights that differ by less are the same, in points."""


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

    def convert(
        self, documents: Mapping[str, bytes], groups: Mapping[str, Sequence[Group]] = NO_GROUPS
    ) -> dict[str, bytes | Failure]:
        """Convert one after the other."""
        return {name: self._one(docx, groups.get(name, ())) for name, docx in documents.items()}

    def _one(self, docx: bytes, groups: Sequence[Group]) -> bytes | Failure:
        try:
            document = self._open(docx)
            _keep_together(document, groups)
            return bytes(document.to_pdfa_deterministic())
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001  a panic of the Rust library is no Exception
            return Failure(msg("The embedded engine could not make the PDF: {reason}", reason=str(error)))


def _keep_together(document: Any, groups: Sequence[Group]) -> None:
    """Begin a group on a new page where its header would stand alone, or where it is split and must not be.

    rdocx keeps a paragraph with the next one, but not the rows of a table. It says where each table stands before
    it draws, and draws from what it has laid out: to ask costs nothing, to move a table a third of a PDF.
    """
    if not groups:
        return
    parts = _parts(document)
    for group in groups:
        before = parts[group.table]
        if len(before) < 2:  # noqa: PLR2004  it stands on one page
            continue
        form = document.paragraphs[group.first].paragraph_format
        if form.page_break_before:  # it was moved
            continue
        form.page_break_before = True
        moved = _parts(document)
        # the header is repeated on each page: without the one that stood alone there is just so much less
        alone = abs(sum(before) - sum(moved[group.table]) - before[0]) < _NEAR
        if alone or group.whole:
            parts = moved
        else:
            form.page_break_before = None


def _parts(document: Any) -> dict[int, list[float]]:
    """Give how high each child of the body is on each page on which it stands, in points."""
    parts: defaultdict[int, list[float]] = defaultdict(list)
    for fragment in document.layout():
        parts[fragment.body_index].append(fragment.bounds.height)
    return parts
