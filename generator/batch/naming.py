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


def all_named(patterns: Sequence[str], named: Sequence[tuple[str, str]]) -> None:
    """Refuse a pattern that names nothing; `named` are the files with their documents.

    Raises:
        UsageFault: there is one.

    """
    left = [each for each in patterns if not any(is_called(source, name, (each,)) for source, name in named)]
    if left:
        raise UsageFault(
            msg("Nothing among these files is called {names}.", names=", ".join(left)),
            msg("Write a NIS code, a file or a document, as 62063, gent.yaml or convention-city-*."),
        )


def is_called(source: str, name: str, patterns: Sequence[str]) -> bool:
    """Tell whether one of the patterns names a file, its document, or a number in the name of the document."""
    path = Path(source)
    numbers = re.split(r"\D+", name)
    names = (source, path.name, path.stem, name, name.rpartition(".")[0])
    codes = (number for number in numbers if len(number) == _NIS_DIGITS)
    called = [each for each in (*names, *codes) if each]
    return any(
        pattern in numbers or any(fnmatchcase(each, pattern) for each in called) for pattern in patterns
    )
