"""The official terms of the field, French and Dutch, and the words that wrongly stand for them.

`data/glossary.csv` holds them, one concept in a row; data/README.md says what its columns are for.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from generator import resources
from generator.errors import ResourceFault
from generator.locales import LANGUAGES, Language
from generator.messages import msg

FILE: Final = "glossary.csv"
_COLUMNS: Final = ("", "also_", "not_", "except_")


@dataclass(frozen=True, slots=True, eq=False)
class Concept:
    """A thing of the field, how each language names it, and how it does not."""

    name: str
    terms: Mapping[Language, tuple[str, ...]]
    also: Mapping[Language, tuple[str, ...]]
    """What answers the term of the other language, and asks for none itself."""
    wrong: Mapping[Language, tuple[str, ...]]
    apart: Mapping[Language, tuple[str, ...]]
    """What holds the words of a term, and is none."""
    source: str

    def shown(self, language: Language) -> str:
        """Give the term that is proposed in a language."""
        return self.terms[language][0].replace("*", "").replace("'", "’")


@cache
def glossary() -> tuple[Concept, ...]:
    """Read the concepts.

    Raises:
        ResourceFault: the file is missing or lacks a column.

    """
    path = resources.folder("data") / FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        return tuple(_concept(row) for row in csv.DictReader(lines, delimiter=";"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ResourceFault(
            msg("The glossary “{name}” cannot be read: {reason}", name=FILE, reason=str(error)),
            msg("Install the program again: pip install --force-reinstall cpas-generator"),
        ) from error


def _concept(row: Mapping[str, str]) -> Concept:
    """Read a row.

    Raises:
        ValueError: a language has no term.

    """
    terms, also, wrong, apart = (_forms(row, column) for column in _COLUMNS)
    if not all(terms.values()):
        raise ValueError(row["concept"])
    return Concept(row["concept"], terms, also, wrong, apart, row["source"])


def _forms(row: Mapping[str, str], column: str) -> Mapping[Language, tuple[str, ...]]:
    cells: dict[Language, list[str]] = {each: row[column + each].split("|") for each in LANGUAGES}
    return MappingProxyType(
        {each: tuple(form.strip() for form in forms if form.strip()) for each, forms in cells.items()}
    )
