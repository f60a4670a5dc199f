"""A checked source as the field sees it: a centre, a convention, a person's file, a report, with real dates and decimals.

A part of a file that the schema refused is not there: asking for it raises `Unusable`, and a rule
that asks is skipped. So the rules see all that is sound, and all errors are told at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from generator.campaigns import Campaign
from generator.catalog import Kind
from generator.dossier.accounting import Accounting
from generator.dossier.base import Dossier, Gender, Text, Unusable, Wanted, says
from generator.dossier.centres import Centre, OfCentre, Person
from generator.dossier.contracts import Closing, Contract, Evaluation
from generator.dossier.conventions import Convention, Instrument, Objectives
from generator.dossier.decisions import Advice, Decision, Officer, Reduction, Remark, Revision
from generator.dossier.expenses import Costs, Expense, Settlement
from generator.dossier.figures import (
    OUTCOMES,
    PROGRESS,
    Attainment,
    Counted,
    Figures,
    Part,
    added,
    percentage,
)
from generator.dossier.overviews import Line, Overview
from generator.dossier.people import Balance, Beneficiary, PersonalDossier
from generator.dossier.reports import Report
from generator.findings import Pointer
from generator.source import Source

_CLASSES: Final[Mapping[str, type[Dossier]]] = MappingProxyType(
    {
        "centre": Centre,
        "convention": Convention,
        "balance": Balance,
        "contract": Contract,
        "evaluation": Evaluation,
        "report": Report,
        "decision": Decision,
        "overview": Overview,
    }
)
"""The classes by the word of `x-dossier` in the schema of a kind."""


def make(
    kind: Kind, source: Source, broken: Iterable[Pointer], campaign: Campaign, referred: Dossier | None
) -> Dossier:
    """Make the dossier of a kind; `referred` is what its file refers to."""
    return _CLASSES[kind.dossier](source, broken, kind, campaign, referred)


__all__ = [
    "OUTCOMES", "PROGRESS", "Accounting", "Advice", "Attainment", "Balance", "Beneficiary", "Centre", "Closing", "Contract",
    "Convention", "Costs", "Counted", "Decision", "Dossier", "Evaluation", "Expense", "Figures", "Gender", "Instrument",
    "Line", "Objectives", "OfCentre", "Officer", "Overview", "Part", "Person", "PersonalDossier", "Reduction", "Remark", "Report", "Revision",
    "Settlement", "Text", "Unusable", "Wanted", "added", "make", "percentage", "says",
]  # fmt: skip
