"""Makes the names that a template may use, in the language of the document, from a dossier.

Templates format with filters and do not compute: what must be computed or chosen is done here.
"""

from __future__ import annotations

from generator.context import people
from generator.context.conventions import convention
from generator.context.reports import report
from generator.context.words import Context
from generator.dossier import Balance, Contract, Convention, Dossier, Evaluation, Report
from generator.locales import Language


def build(dossier: Dossier, language: Language) -> Context:
    """Make the context of a dossier; it must be without errors."""
    match dossier:
        case Convention():
            return convention(dossier, language)
        case Balance():
            return people.balance(dossier, language)
        case Contract():
            return people.contract(dossier, language)
        case Evaluation():
            return people.evaluation(dossier, language)
        case Report():
            return report(dossier, language)
    raise TypeError(dossier.kind)


__all__ = ["Context", "build"]
