"""What `--only` names: a NIS code, a source file or a document, with `*` and `?`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from generator.errors import UsageFault
from generator.messages import msg

_NIS: Final = re.compile(r"(?<!\d)\d{5}(?!\d)")
_DIGITS: Final = re.compile(r"[0-9*?]+")


def all_named(
    patterns: Sequence[str], named: Sequence[tuple[str, str]], unsure: Sequence[tuple[str, str]] = ()
) -> None:
    """Refuse a pattern that names nothing.

    `named` are the files with their documents, `unsure` the files with errors, with the NIS code of their centre where it is known.

    Raises:
        UsageFault: there is one.

    """
    sources = {source for source, _ in (*named, *unsure)}
    left = [
        each
        for each in patterns
        if not any(is_called(source, name, (each,)) for source, name in named)
        and not any(may_be_called(source, code, (each,), sources) for source, code in unsure)
    ]
    if left:
        raise UsageFault(
            msg("Nothing among these files is called {names}.", names=", ".join(left)),
            msg("Write a NIS code, a file or a document, as 62063, gent.yaml or convention-city-*."),
        )


def is_called(source: str, name: str, patterns: Sequence[str]) -> bool:
    """Tell whether one of the patterns names a file, its document, or a number in the name of the document."""
    path = Path(source)
    names = (source, path.name, path.stem, name, name.rpartition(".")[0], *_NIS.findall(name))
    called = [each for each in names if each]
    return any(
        pattern in re.split(r"\D+", name) or any(fnmatchcase(each, pattern) for each in called)
        for pattern in patterns
    )


def may_be_called(source: str, code: str, patterns: Sequence[str], sources: Collection[str]) -> bool:
    """Tell whether one of the patterns names a file with errors, or may name a document of it: nobody knows them for certain.

    `code` is the NIS code of its centre, where it is known. A pattern that names one of the files names no document.
    """
    of_documents = (each for each in patterns if not any(is_called(one, "", (each,)) for one in sources))
    return is_called(source, "", patterns) or any(_may_be(code, each) for each in of_documents)


def _may_be(code: str, pattern: str) -> bool:
    if not code:
        return True
    if _DIGITS.fullmatch(pattern):
        return fnmatchcase(code, pattern)
    codes = _NIS.findall(pattern)
    return not codes or code in codes
