"""What `--only` names: a NIS code, a source file or a document, with `*` and `?`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from generator.errors import UsageFault
from generator.messages import msg

_NIS_DIGITS: Final = 5
_CODE: Final = re.compile(r"[0-9*?]+")
NO_CODE: Final = "-"
"""Stands for a NIS code that is not known and that no pattern is to be taken for."""


def all_named(patterns: Sequence[str], named: Sequence[tuple[str, str]], codes: Sequence[str] = ()) -> None:
    """Refuse a pattern that names nothing.

    `named` are the files with their documents, `codes` the NIS codes of files whose documents cannot be named.

    Raises:
        UsageFault: there is one.

    """
    left = [
        each
        for each in patterns
        if not any(is_called(source, name, (each,)) for source, name in named)
        and not any(may_be_called(code, (each,)) for code in codes)
    ]
    if left:
        raise UsageFault(
            msg("Nothing among these files is called {names}.", names=", ".join(left)),
            msg("Write a NIS code, a file or a document, as 62063, gent.yaml or convention-city-*."),
        )


def may_be_called(code: str, patterns: Sequence[str]) -> bool:
    """Tell whether one of the patterns may name a document of a file with errors, whose documents nobody knows for certain.

    `code` is the NIS code of its centre, where it is known.
    """
    return any(_may_be(code, pattern) for pattern in patterns)


def _may_be(code: str, pattern: str) -> bool:
    if _CODE.fullmatch(pattern):
        return fnmatchcase(code, pattern) if code else True
    codes = codes_in(pattern)
    return not code or not codes or code in codes


def codes_in(name: str) -> list[str]:
    """Give the NIS codes in the name of a document."""
    return [number for number in re.split(r"\D+", name) if len(number) == _NIS_DIGITS]


def is_called(source: str, name: str, patterns: Sequence[str]) -> bool:
    """Tell whether one of the patterns names a file, its document, or a number in the name of the document."""
    path = Path(source)
    names = (source, path.name, path.stem, name, name.rpartition(".")[0])
    called = [each for each in (*names, *codes_in(name)) if each]
    return any(
        pattern in re.split(r"\D+", name) or any(fnmatchcase(each, pattern) for each in called)
        for pattern in patterns
    )
