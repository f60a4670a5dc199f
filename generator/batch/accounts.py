"""Proves that as many documents came out as went in, in each language, or names those that are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.batch.planning import Result, Status
from generator.locales import LANGUAGES, Language

_MADE = frozenset({Status.WRITTEN, Status.UNCHANGED})


@dataclass(frozen=True, slots=True)
class Account:
    """The account of one language: how many documents are asked for, how many are made, of which files some are not."""

    language: Language
    planned: int
    made: int
    missing: tuple[str, ...]
    """The files of which a document was not made: refused, failed, or not reached."""


def accounts(planned: Sequence[tuple[str, Language | None]], results: Sequence[Result]) -> list[Account]:
    """Hold the results of a call against what it planned: each document of a file, in each of its languages.

    A file of which nobody can tell the language, for it cannot be read, is missing in each.
    """
    out = []
    for language in LANGUAGES:
        asked = Counter(source for source, of in planned if of in (language, None))
        made = Counter(each.source for each in results if each.language == language and each.status in _MADE)
        if any(of == language for _, of in planned):
            missing = tuple(source for source, count in asked.items() if made[source] < count)
            out.append(Account(language, asked.total(), (asked & made).total(), missing))
    return out
