"""What a text states that no language changes, and the acronyms, which change their name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from generator.facts import facts

__all__ = ["DUTCH_ONLY", "FRENCH_ONLY", "acronyms", "facts", "other_name"]

_ACRONYMS: Final[Mapping[str, str]] = {
    "CPAS": "OCMW", "PIIS": "GPMI", "SPP": "POD", "NISS": "INSZ", "BCE": "KBO", "INS": "NIS", "BCSS": "KSZ",
    "RIS": "LL", "RI": "LL", "AR": "KB", "AM": "MB", "IS": "MI", "TVA": "BTW", "ONEM": "RVA", "AVCB": "VSGB",
    "UE": "EU", "RGPD": "AVG", "DIS": "RMI", "SPF": "FOD", "ONSS": "RSZ", "INAMI": "RIZIV",
    "ASBL": "VZW",
}  # fmt: skip
"""French acronyms and those that stand for them in Dutch; others are the same in both."""
FRENCH_ONLY: Final = frozenset({"CPAS", "PIIS", "SPP", "NISS", "BCE", "BCSS"})
DUTCH_ONLY: Final = frozenset({"OCMW", "GPMI", "POD", "INSZ", "KBO", "KSZ"})
_ACRONYM: Final = re.compile(r"(?:\b[A-Z]\.){2,}|\b[A-Z]{2,}\b|\b(?:vzw|asbl|v\.z\.w\.|a\.s\.b\.l\.)(?!\w)")
"""Dutch writes “vzw” in small letters."""


@lru_cache(maxsize=8192)
def acronyms(text: str) -> frozenset[str]:
    """Give the acronyms of a text, those of the one language under the name that the other gives them."""
    found = (each.replace(".", "").upper() for each in _ACRONYM.findall(text))
    return frozenset(_ACRONYMS.get(each, each) for each in found)


def other_name(acronym: str) -> str:
    """Give the acronym that stands for one in the other language."""
    return {**_ACRONYMS, **{dutch: french for french, dutch in _ACRONYMS.items()}}.get(acronym, acronym)
