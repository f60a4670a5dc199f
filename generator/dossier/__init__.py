"""A checked source as the field sees it: a centre, a convention, a person's file, with real dates and decimals.

A part of a file that the schema refused is not there: asking for it raises `Unusable`, and a rule
that asks is skipped. So the rules see all that is sound, and all errors are told at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from generator.campaigns import Campaign
from generator.catalog import Kind
from generator.dossier.base import Dossier, Gender, Text, Unusable
from generator.dossier.centres import Centre, Person
from generator.dossier.contracts import Closing, Contract, Evaluation
from generator.dossier.conventions import Convention, Instrument
from generator.dossier.people import Balance, Beneficiary, PersonalDossier
from generator.findings import Pointer
from generator.source import Source

_CLASSES: Final[Mapping[str, type[Dossier]]] = MappingProxyType(
    {
        "centre": Centre,
        "convention": Convention,
        "balance": Balance,
        "contract": Contract,
        "evaluation": Evaluation,
    }
)
"""The classes by the word of `x-dossier` in the schema of a kind."""


def make(
    kind: Kind, source: Source, broken: Iterable[Pointer], campaign: Campaign, referred: Dossier | None
) -> Dossier:
    """Make the dossier of a kind; `referred` is what its file refers to."""
    return _CLASSES[kind.dossier](source, broken, kind, campaign, referred)


__all__ = [
    "Balance", "Beneficiary", "Centre", "Closing", "Contract", "Convention", "Dossier", "Evaluation",
    "Gender", "Instrument", "Person", "PersonalDossier", "Text", "Unusable", "make",
]  # fmt: skip
