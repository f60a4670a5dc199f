"""Finds the template of a kind and a language, and opens Word files."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Final

from generator import resources
from generator.errors import TemplateFault, UsageFault
from generator.locales import Language
from generator.messages import msg

_MOST_BYTES: Final = 50 * 1024 * 1024
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of WordprocessingML, as lxml writes it."""


def path_of(family: str, kind: str, language: Language, root: Path | None = None) -> Path:
    """Give the template of a kind in a language; `root` is another folder laid out as `templates/`.

    Raises:
        TemplateFault: there is none.

    """
    folder = root if root is not None else resources.folder("templates")
    path = folder / family / f"{kind}.{language}.docx"
    if not path.is_file():
        raise TemplateFault(
            msg("The template {name} is missing.", name=f"{family}/{path.name}"),
            msg("Put it into the folder of the templates, or install the program again."),
        )
    return path


def read_parts(name: str, raw: bytes) -> dict[str, bytes]:
    """Give the parts of a Word file by name; `name` is only shown.

    Raises:
        UsageFault: it is no Word file, or unpacks to more than any template has.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
                raise unreadable(name)
            return {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
        raise unreadable(name) from error


def unreadable(name: str) -> UsageFault:
    """Say that a file is no Word file."""
    return UsageFault(
        msg("{name} is not a Word file that can be read.", name=name),
        msg("Save it in Word as .docx, and close it there."),
    )
