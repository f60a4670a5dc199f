"""Finds the template of a kind and a language, and opens Word files."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
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
    name = f"{kind}.{language}.docx"
    own = own_folder() if root is None else None
    if own is not None and (own / family / name).is_file():
        return own / family / name
    path = (root if root is not None else resources.folder("templates")) / family / name
    if not path.is_file():
        raise TemplateFault(
            msg("The template {name} is missing.", name=f"{family}/{path.name}"),
            msg("Put it into the folder of the templates, or install the program again."),
        )
    return path


_OWN: Final = "CPAS_OWN_TEMPLATES"
"""Passes the folder on to the processes that make the documents."""


def own_folder() -> Path | None:
    """Give the folder from which templates are taken before those of the program, if a call named one."""
    named = os.environ.get(_OWN)
    return Path(named) if named else None


@contextmanager
def taken_from(folder: Path | None) -> Iterator[None]:
    """Take the templates that are in a folder from there, and the others from the program.

    Raises:
        UsageFault: it holds no template of the program, in the folder of its family.

    """
    if folder is not None:
        _refuse_without_templates(folder)
        os.environ[_OWN] = str(folder.resolve())
    else:
        # only a call names it, never the machine
        os.environ.pop(_OWN, None)
    try:
        yield
    finally:
        os.environ.pop(_OWN, None)


def _refuse_without_templates(folder: Path) -> None:
    of_program = resources.folder("templates")
    known = {path.relative_to(of_program) for path in all_in(of_program)}
    if not any(path.relative_to(folder) in known for path in all_in(folder)):
        raise UsageFault(
            msg("The folder {path} holds no templates.", path=folder.as_posix()),
            msg("Give a folder laid out as that of the program: FAMILY/KIND.fr.docx beside KIND.nl.docx."),
        )


def all_in(folder: Path) -> list[Path]:
    """Give the Word files of a folder, but for those that Word keeps of one that is open."""
    return sorted(path for path in folder.rglob("*.docx") if not path.name.startswith("~$"))


def shared_by(path: Path, base: str, language: str) -> Path:
    """Give the template that one extends: beside it, or where a call takes its templates from."""
    beside = path.with_name(f"{base}.{language}.docx")
    folders = own_folder(), resources.folder("templates")
    if folders[0] is None or path.parent.parent.resolve() not in {each.resolve() for each in folders if each}:
        return beside
    there = (each / path.parent.name / beside.name for each in folders if each)
    return next((each for each in there if each.is_file()), beside)


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
