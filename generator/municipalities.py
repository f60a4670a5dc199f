"""The 589 municipalities of Belgium in 2015, each with its CPAS/OCMW.

The list is the one of 2015: NIS codes changed in 2019 and 2025, and a list of today would refuse
55 of the real centres. Source: Statbel (CC BY 4.0).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from generator import resources
from generator.locales import LANGUAGES, Language

_REGIMES: Mapping[str, tuple[Language, ...]] = MappingProxyType(
    {
        "NL": ("nl",),
        "FRONT-NL": ("nl",),
        "PERI": ("nl",),
        "FR": ("fr",),
        "FRONT-FR": ("fr",),
        "MALM": ("fr",),
        # The federal administration has no German templates: French, with a finding that says so.
        "DE": ("fr",),
        "BRU": LANGUAGES,
    }
)
"""Languages in which the federal administration serves a centre (laws of 18 July 1966)."""
_FACILITIES: Final = frozenset({"BRU", "FRONT-NL", "FRONT-FR", "PERI"})
"""Regimes in which an inhabitant is served in French or in Dutch, as asked (laws of 18 July 1966)."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality: NIS code (code INS / NIS-code), names, region, language regime."""

    nis: str
    names: Mapping[Language, str]
    region: str
    regime: str
    nis_2019: str | None

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of its documents: one, or both in Brussels."""
        return _REGIMES[self.regime]

    @property
    def choices(self) -> tuple[Language, ...]:
        """The languages among which an inhabitant may choose: both in Brussels and where there are facilities."""
        return LANGUAGES if self.regime in _FACILITIES else self.languages


@cache
def municipalities() -> Mapping[str, Municipality]:
    """Give all municipalities by NIS code."""
    path = resources.folder("data") / "municipalities-2015.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            Municipality(
                row["nis"],
                MappingProxyType({"fr": row["name_fr"], "nl": row["name_nl"]}),
                row["region"],
                row["language_regime"],
                row["nis_after_2019"] or None,
            )
            for row in csv.DictReader(file)
        ]
    return MappingProxyType({row.nis: row for row in rows})
