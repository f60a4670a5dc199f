"""Proves that as many documents came out as went in, in each language, or names those that are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.batch.rendering import Result, Status
from generator.locales import LANGUAGES, Language

_MADE = frozenset({Status.WRITTEN, Status.UNCHANGED})


@dataclass(frozen=True, slots=True)
class Account:
    """The account of one language: how many files ask for a document, how many have it, which have not."""

    language: Language
    planned: int
    made: int
    missing: tuple[str, ...]
    """The files whose document was not made: refused, failed, or not reached."""


def accounts(planned: Sequence[tuple[str, Language | None]], results: Sequence[Result]) -> list[Account]:
    """Hold the results of a call against what it planned: each file, in each of its languages.

    A file of which nobody can tell the language, for it cannot be read, is missing in each.
    """
    made = {(each.source, each.language) for each in results if each.status in _MADE}
    out = []
    for language in LANGUAGES:
        asked = list(dict.fromkeys(source for source, of in planned if of in (language, None)))
        if any(of == language for _, of in planned):
            missing = tuple(source for source in asked if (source, language) not in made)
            out.append(Account(language, len(asked), len(asked) - len(missing), missing))
    return out
