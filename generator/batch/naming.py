"""What `--only` names: a NIS code, a source file or a document, with `*` and `?`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from fnmatch import fnmatch, fnmatchcase
from pathlib import Path
from typing import Final

from generator.errors import UsageFault
from generator.messages import msg

_NIS: Final = re.compile(r"(?<!\d)\d{5}(?!\d)")
_DIGITS: Final = re.compile(r"[0-9*?]+")
_SET: Final = re.compile(r"\[[^]]*\]")
Unsure = tuple[str, Collection[str]]
"""A file with errors, and the names that its documents may have, with `*` for what is not known."""


def all_named(
    patterns: Sequence[str], named: Sequence[tuple[str, str]], unsure: Sequence[Unsure] = ()
) -> None:
    """Refuse a pattern that names nothing.

    `named` are the files with their documents, `unsure` the files with errors.

    Raises:
        UsageFault: there is one.

    """
    sources = {source for source, _ in (*named, *unsure)}
    left = [
        each
        for each in patterns
        if not any(is_called(source, name, (each,)) for source, name in named)
        and not any(may_be_called(one, (each,), sources) for one in unsure)
    ]
    if left:
        raise UsageFault(
            msg("Nothing among these files is called {names}.", names=", ".join(left)),
            msg("Write a NIS code, a file or a document, as 62063, gent.yaml or convention-city-*."),
        )


def is_called(source: str, name: str, patterns: Sequence[str]) -> bool:
    """Tell whether one of the patterns names a file, its document, or a number in the name of the document.

    A path may be written as a Windows shell completes it.
    """
    path = Path(source)
    patterns = [each.replace("\\", "/").removeprefix("./") for each in patterns if each]
    names = (source, path.name, path.stem, name, name.rpartition(".")[0], *_NIS.findall(name))
    called = [each for each in names if each]
    return any(
        pattern in re.split(r"\D+", name) or any(each == pattern or fnmatch(each, pattern) for each in called)
        for pattern in patterns
    )


def submits_again(names: Iterable[str]) -> bool:
    """Tell whether several notes to the Minister stand among documents: a convention may be in more than one, and is not added up."""
    return len({name.rpartition(".")[0] or name for name in names if name.startswith("overview-advice-")}) > 1


def may_be_called(unsure: Unsure, patterns: Sequence[str], sources: Collection[str]) -> bool:
    """Tell whether one of the patterns names a file with errors, or may name a document of it.

    A pattern that names one of the files names no document.
    """
    source, names = unsure
    of_documents = (each for each in patterns if not any(is_called(one, "", (each,)) for one in sources))
    return is_called(source, "", patterns) or any(
        _may_name(each, name) for each in of_documents for name in names
    )


def _may_name(pattern: str, name: str) -> bool:
    """Tell whether a pattern and a name of which a part is not known may mean the same document."""
    if not _DIGITS.fullmatch(pattern):
        plain = _SET.sub("?", pattern)
        return _meet(plain, name) or _meet(plain, f"{name}.??")
    if any(
        pattern == part or (_NIS.fullmatch(part) and fnmatchcase(part, pattern)) for part in name.split("-")
    ):
        return True
    return "*" in name and not _NIS.search(name) and _meet(pattern, "?????")


def _meet(one: str, other: str) -> bool:
    """Tell whether there is a text that both patterns match; `*` stands for any signs, `?` for one."""
    reached = {(0, 0)}
    open_ = [(0, 0)]
    while open_:
        a, b = open_.pop()
        if a == len(one) and b == len(other):
            return True
        left, right = one[a : a + 1], other[b : b + 1]
        steps = []
        if left == "*":
            steps += [(a + 1, b), *([(a, b + 1)] if right else [])]
        if right == "*":
            steps += [(a, b + 1), *([(a + 1, b)] if left else [])]
        if left and right and (left == right or "?" in (left, right)):
            steps.append((a + 1, b + 1))
        open_ += [step for step in steps if step not in reached]
        reached.update(steps)
    return False
