"""Reads a file: its size, its encoding, its lines, then its values."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

import yaml

from generator.errors import UsageFault
from generator.findings import Finding, Place, Severity
from generator.messages import msg
from generator.source.building import Builder
from generator.source.faults import Stop
from generator.source.mending import SYNTAX, read_on
from generator.source.model import Source
from generator.text import describe

MAX_BYTES: Final = 512 * 1024
_MOST: Final = 20
"""So many tabs and invisible characters of one file are told."""
_ZIP: Final = b"PK\x03\x04"
_SORTS: Final = {
    b"%PDF": msg("a PDF file"),
    _ZIP: msg("a compressed file (zip)"),
    b"\xd0\xcf\x11\xe0": msg("a file of an older Word or Excel"),
    b"{\\rtf": msg("a file of Word"),
}
_PARTS: Final = {
    b"word/": msg("a file of Word"),
    b"xl/": msg("a workbook of Excel"),
    b"opendocument.text": msg("a file of LibreOffice"),
    b"opendocument.spreadsheet": msg("a file of LibreOffice"),
}
_MOST_FILES: Final = 100_000
YAML_ENDS: Final = (".yaml", ".yml")
_LINE_ENDS: Final = "\u0085\u2028\u2029"
"""Line ends to YAML, but not to an editor: the lines of the findings would be others."""


def read(path: Path, shown: str | None = None, *, piped: bool = True) -> Source:
    """Read a YAML file; what is wrong with it becomes findings of the result.

    Without `piped` a pipe is refused: one that a file names may never end.
    """
    shown = shown if shown is not None else path.as_posix()
    try:
        state = path.stat()
        if not (stat.S_ISREG(state.st_mode) or (piped and stat.S_ISFIFO(state.st_mode))):
            raise OSError  # noqa: TRY301  a device has no end
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        size = max(state.st_size, len(raw))
    except (OSError, ValueError):
        return _refused(
            shown,
            Stop(
                "SRC001",
                None,
                msg("The file cannot be opened."),
                msg("Check the name of the file, and that you may read it."),
            ),
        )
    if (other := _other_sort(raw)) is not None:
        return _refused(shown, other)
    if size > MAX_BYTES:
        return _refused(shown, _too_large(size))
    return parse(raw, shown)


def parse(raw: bytes, path: str) -> Source:
    """Read the bytes of a YAML file; `path` is only shown."""
    if len(raw) > MAX_BYTES:
        return _refused(path, _too_large(len(raw)))
    try:
        text = _decode(raw)
    except Stop as stop:
        return _refused(path, stop)
    if signs := _wrong_signs(text):
        return _refused(path, *signs)
    builder = Builder(path, text)
    try:
        data = builder.build()
    except Stop as stop:
        return read_on(path, text, stop) if stop.code == SYNTAX else _refused(path, stop)
    return Source(
        path, data, builder.spots, tuple(builder.findings), builder.off, builder.remarks, builder.below_off
    )


def below(folder: Path) -> list[str]:
    """Give the YAML files below a folder, in order; what begins with a point is not looked at.

    A folder that may not be opened is given too, and a link that leads nowhere: reading it is a finding, and nothing is left
    out in silence. A file or a folder to which two names lead is given once.

    Raises:
        UsageFault: there are more files than dossiers of the whole country have.

    """
    found: list[str] = []
    seen = {os.path.realpath(folder)}
    visited = 0
    closed: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=closed.append, followlinks=True):
        visited += len(files) + 1
        if visited > _MOST_FILES:
            raise UsageFault(
                msg(
                    "The folder {path} holds more than {most} files.",
                    path=folder.as_posix(),
                    most=_MOST_FILES,
                ),
                msg("Name the folder of the dossiers only."),
            )
        folders[:] = [name for name in folders if _is_new(Path(place, name), seen)]
        found += [
            Path(place, name).as_posix()
            for name in files
            if not name.startswith(".") and name.lower().endswith(YAML_ENDS) and _is_file(Path(place, name))
        ]
    once: dict[str, str] = {}
    for path in sorted(found):
        once.setdefault(os.path.realpath(path), path)
    return sorted([*once.values(), *(Path(str(error.filename)).as_posix() for error in closed)])


def _is_file(path: Path) -> bool:
    """Tell a file, or what nobody can tell, from a pipe or a device."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True


def _is_new(folder: Path, seen: set[str]) -> bool:
    real = os.path.realpath(folder)
    if folder.name.startswith(".") or real in seen:
        return False
    seen.add(real)
    return True


def _refused(path: str, *stops: Stop) -> Source:
    findings = []
    for stop in stops:
        line, column = stop.spot or (None, None)
        findings.append(
            Finding(stop.code, Severity.ERROR, Place(path, line, column), stop.cause, stop.remedy)
        )
    return Source(path, None, {}, tuple(findings))


def _too_large(size: int) -> Stop:
    return Stop(
        "SRC002",
        None,
        msg(
            "The file has {size} kB; a file has at most {most} kB.", size=size // 1024, most=MAX_BYTES // 1024
        ),
        msg("A file describes one centre or one document: check that this is the right file."),
    )


def _other_sort(raw: bytes) -> Stop | None:
    """Tell a file of Word, of Excel, or a PDF by its first bytes."""
    begin = next((each for each in _SORTS if raw.startswith(each)), None)
    if begin is None:
        return None
    sort = _SORTS[begin]
    if begin == _ZIP:
        sort = next((_PARTS[part] for part in _PARTS if part in raw), sort)
    remedy = msg(
        "Name the .yaml file that you filled in; “cpas init” makes one. A workbook is read with “cpas excel import”."
    )
    return Stop("SRC003", None, msg("This is {sort}, not a text file with fields.", sort=sort), remedy)


def _decode(raw: bytes) -> str:
    if raw.count(0) > len(raw) // 4:
        raise Stop(
            "SRC003",
            (1, 1),
            msg("The file is UTF-16, not UTF-8."),
            msg("Save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)."),
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise Stop(
            "SRC003",
            (line, column),
            msg(
                "The file is not UTF-8: the byte {byte} cannot be read here.",
                byte=f"0x{raw[error.start]:02X}",
            ),
            msg("Save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)."),
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _wrong_signs(text: str) -> list[Stop]:
    """Find the lines that begin with a tab, and the characters that may not stand in a file; the first of them."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if (tab := _leading_tab(line)) is not None:
            found.append(
                Stop(
                    "SRC004",
                    (number, tab + 1),
                    msg("The line begins with a tab."),
                    msg("YAML indents with spaces only: replace the tab by two spaces."),
                )
            )
        for offset, character in enumerate("" if line.isprintable() else line):
            if not character.isprintable() and (
                character in _LINE_ENDS or yaml.reader.Reader.NON_PRINTABLE.match(character)
            ):
                found.append(
                    Stop(
                        "SRC005",
                        (number, offset + 1),
                        msg(
                            "The character {character} may not stand in a YAML file.",
                            character=describe(character),
                        ),
                        msg("Delete this invisible character, or type the text again."),
                    )
                )
        if len(found) >= _MOST:
            break
    return found[:_MOST]


def _leading_tab(line: str) -> int | None:
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    tab = indent.find("\t")
    return tab if tab >= 0 and line.strip() else None
