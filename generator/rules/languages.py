"""The rule on texts that are given in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.catalog import kinds
from generator.contradictions import REMEDY, contradictions
from generator.dossier import Dossier
from generator.findings import Severity
from generator.rules.base import Case, Fault, rule

_DOCUMENTS: Final = tuple(kind.name for kind in kinds().values() if kind.renders)


@rule(
    "LNG001",
    Severity.WARNING,
    _DOCUMENTS,
    "Practice: both documents are signed, and neither may say more than the other",
)
def both_versions_state_the_same(case: Case[Dossier]) -> Iterator[Fault]:
    """A text that is given in both languages states the same amounts, percentages and dates in each.

    « 1 314,20 € » and “€ 1.314,20” are the same, and so are « le 1er mars » and “1 maart”, « deux cents euros » and
    “200 euro”, “50 %” and “half”. Other numbers and names are not compared. Where both documents are made in one
    call, they are refused (DOC002).
    """
    discreet = kinds()[case.dossier.kind].private
    for pointer, text in case.dossier.prose():
        if "fr" in text and "nl" in text:
            for found in contradictions(text["fr"], text["nl"]):
                yield Fault((*pointer, "nl"), found.told(discreet=discreet), REMEDY)
