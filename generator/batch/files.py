"""Which files a call names: a file itself, or all YAML files below a folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from generator.errors import UsageFault
from generator.messages import Message, msg
from generator.source import below

STDIN: Final = "-"


def find_files(paths: Sequence[str]) -> list[str]:
    """Give the YAML files that the arguments name: a file itself, or all below a folder.

    Raises:
        UsageFault: a folder holds no YAML file, or a path does not exist.

    """
    files: dict[str, None] = {}
    for path in paths:
        if path == STDIN:
            files[STDIN] = None
            continue
        given = Path(path)
        kind = kind_of(given) if path else None
        if kind == "folder":
            found = below(given)
            if not found:
                raise UsageFault(
                    msg("The folder {path} holds no YAML file.", path=path),
                    msg("Name a .yaml file or a folder with .yaml files; “cpas init” makes one to fill in."),
                )
            files.update(dict.fromkeys(found))
        elif kind == "file":
            files[given.as_posix()] = None
        else:
            raise UsageFault(msg("There is no file or folder {path}.", path=path), _perhaps(path))
    real: dict[str, str] = {}
    for file in files:
        real.setdefault(file if file == STDIN else os.path.realpath(file), file)
    return list(real.values())


def _perhaps(path: str) -> Message:
    """Say what to look at; Notepad likes to write `convention.yaml.txt`."""
    if path and kind_of(Path(f"{path}.txt")) == "file":
        return msg("There is a file {path}: take “.txt” off its name.", path=f"{path}.txt")
    return msg("Check the name; put it between quotes where it holds spaces.")


def kind_of(path: Path) -> str | None:
    """Tell a folder that may be listed from a file; None for what is not there or closed."""
    try:
        if path.is_dir():
            return "folder" if os.access(path, os.R_OK | os.X_OK) else None
        return "file" if path.exists() else None
    except (OSError, ValueError):
        return None
