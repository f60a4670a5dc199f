"""What a text states that no language changes, and the acronyms, which change their name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Final

from generator.facts import facts
from generator.locales import LANGUAGES
from generator.pairs.glossary import glossary

__all__ = ["DUTCH_ONLY", "FRENCH_ONLY", "acronyms", "facts", "known", "other_name"]

_ACRONYMS: Final[Mapping[str, str]] = {
    "CPAS": "OCMW", "PIIS": "GPMI", "SPP": "POD", "NISS": "INSZ", "BCE": "KBO", "INS": "NIS", "BCSS": "KSZ",
    "RIS": "LL", "RI": "LL", "AR": "KB", "AM": "MB", "IS": "MI", "TVA": "BTW", "ONEM": "RVA", "AVCB": "VSGB",
    "UE": "EU", "RGPD": "AVG", "DIS": "RMI", "SPF": "FOD", "ONSS": "RSZ", "INAMI": "RIZIV",
    "ASBL": "VZW", "FSE": "ESF", "CCT": "CAO", "ETP": "VTE", "PME": "KMO", "CAPAC": "HVW", "INASTI": "RSVZ", "ONVA": "RJV",
    "SNCB": "NMBS", "BNB": "NBB", "IPP": "PB", "SPRB": "GOB",
}  # fmt: skip
"""French acronyms and those that stand for them in Dutch; others are the same in both."""
FRENCH_ONLY: Final = frozenset({"CPAS", "PIIS", "SPP", "NISS", "BCE", "BCSS"})
DUTCH_ONLY: Final = frozenset({"OCMW", "GPMI", "POD", "INSZ", "KBO", "KSZ"})
_ACRONYM: Final = re.compile(
    r"(?:\b[A-Z]\.){2,}|\b[A-Z]{2,}\b|\b(?:vzw|asbl|v\.z\.w\.|a\.s\.b\.l\.|btw|tva|cao|vte|kmo)(?!\w)"
)
"""Dutch writes “vzw” and “btw” in small letters."""
_UPPER: Final = re.compile(r"[A-Z]{2,}\Z")


@cache
def _names() -> Mapping[str, str]:
    """Give the French acronyms with their Dutch names: those above, and those of the glossary."""
    found: dict[str, str] = {}
    for concept in glossary():
        one, other = (
            [each for each in concept.terms[language] if _UPPER.match(each)] for language in LANGUAGES
        )
        if one and other:
            found |= dict.fromkeys(one, other[0])
    return {**found, **_ACRONYMS}


@lru_cache(maxsize=8192)
def acronyms(text: str) -> frozenset[str]:
    """Give the acronyms of a text, those of the one language under the name that the other gives them."""
    found = (each.replace(".", "").upper() for each in _ACRONYM.findall(text))
    return frozenset(_names().get(each, each) for each in found)


def other_name(acronym: str) -> str:
    """Give the acronym that stands for one in the other language."""
    return {**_names(), **{dutch: french for french, dutch in _names().items()}}.get(acronym, acronym)


def known(acronyms: Iterable[str]) -> bool:
    """Tell whether one of some acronyms has a known name in the other language, so that it must stand there."""
    return any(acronym in _names() or acronym in _names().values() for acronym in acronyms)
