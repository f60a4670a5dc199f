"""Makes the names that a template may use, in the language of the document, from a dossier.

Templates format with filters and do not compute: what must be computed or chosen is done here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from generator.context import decisions, overviews, people
from generator.context.conventions import convention
from generator.context.reports import report
from generator.context.words import Context, short_name
from generator.dossier import (
    Balance,
    Contract,
    Convention,
    Decision,
    Dossier,
    Evaluation,
    Overview,
    Report,
    Wanted,
)
from generator.locales import Language

_MAKERS: Final[Mapping[type[Dossier], Callable[[Any, Language], Context]]] = MappingProxyType(
    {
        Convention: convention,
        Balance: people.balance,
        Contract: people.contract,
        Evaluation: people.evaluation,
        Report: report,
        Overview: overviews.overview,
    }
)
"""What makes the context of each dossier; decisions have several documents."""


def build(dossier: Dossier, language: Language, wanted: Wanted | None = None) -> Context:
    """Make the context of a document; its dossier must be without errors.

    Without another word it is the first that the dossier asks for.
    """
    if isinstance(dossier, Decision):
        return decisions.decision(dossier, language, wanted or dossier.documents[0])
    for kind, make in _MAKERS.items():
        if isinstance(dossier, kind):
            return make(dossier, language)
    raise TypeError(dossier.kind)


__all__ = ["Context", "build", "short_name"]
