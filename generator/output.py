"""Writes files whole or not at all: beside their place first, then moved into it."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path


def holds(path: Path, content: bytes) -> bool:
    """Tell whether a file has exactly this content."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def replace(contents: Mapping[Path, bytes]) -> None:
    """Write all files beside their places, then move them there: all of them, or none.

    A folder that is missing is made.

    Raises:
        IsADirectoryError: a folder stands in the place of one of them.
        OSError: one of them cannot be written; the others are as they were.
    """
    for path in contents:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder stands in its place", str(path))
        if path.exists() and not path.is_file():
            raise FileExistsError(errno.EEXIST, "not a regular file", str(path))
    written: list[tuple[Path, Path]] = []
    replaced: dict[Path, bytes | None] = {}
    try:
        for path, content in contents.items():
            written.append((_beside(path, content), path))
        for temporary, path in written:
            before = path.read_bytes() if path.is_file() else None
            temporary.replace(path)
            replaced[path] = before
    except OSError:
        for path, content_before in replaced.items():
            if content_before is None:
                path.unlink(missing_ok=True)
            else:
                _beside(path, content_before).replace(path)
        raise
    finally:
        for temporary, _ in written:
            temporary.unlink(missing_ok=True)


def _beside(path: Path, content: bytes) -> Path:
    """Write a file beside its place, under a name of its own."""
    beside = path.with_name(f".cpas-{os.getpid()}-{path.name}")
    # not with exist_ok alone: where a file stands in the place of the folder, that is what the system says
    if not path.parent.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with beside.open("xb") as file:
            file.write(content)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return beside
