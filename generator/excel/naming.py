"""The first column: which file a row is. Names are those that Windows takes too, and never lead elsewhere."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from generator.messages import msg
from generator.sheets.faults import Wrong, seen

_NIS: Final = re.compile(r"[0-9]{5}\Z")
_END: Final = re.compile(r"\.ya?ml\Z", re.IGNORECASE)
_STEM: Final = re.compile(r"[^\W_](?:[\w .()'’,&+-]{0,98}[\w()'’&+-])?\Z")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?\Z", re.IGNORECASE)
"""Names that Windows keeps for its devices, whatever their end."""


def file_of(written: str, kind: str) -> str:
    """Give the name of the file of a row: `44021` is `convention-city-44021.yaml`, `gent` is `gent.yaml`.

    Raises:
        Wrong: no file can have that name.

    """
    text = unicodedata.normalize("NFC", written.strip())
    if _NIS.match(text):
        return f"{kind}-{text}.yaml"
    stem = _END.sub("", text)
    if not _STEM.match(stem) or _RESERVED.match(stem):
        raise Wrong(
            "XLS025",
            msg("“{value}” cannot be the name of a file.", value=seen(written)),
            msg("Write the NIS code of the centre, or a name of letters, digits and hyphens."),
        )
    return text if _END.search(text) else f"{text}.yaml"


def key_of(name: str, kind: str) -> str | None:
    """Give what the first column says of a file; None where its name would not come back."""
    stem = _END.sub("", name)
    short = stem.removeprefix(f"{kind}-")
    choices = (short if _NIS.match(short) else stem, stem, name)
    for written in choices:
        try:
            if file_of(written, kind) == name:
                return written
        except Wrong:
            return None
    return None


def nis_of(written: str) -> str | None:
    """Give the NIS code that the first column says, if it does."""
    return written.strip() if _NIS.match(written.strip()) else None
