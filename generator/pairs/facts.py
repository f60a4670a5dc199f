"""What a text states that no language changes: amounts, percentages, dates, references, numbers, addresses.

Each is brought to one form, so that « 1 314,20 € » and “€ 1.314,20”, « le 1er mars » and “1 maart”,
« deux » and 2 are the same. Facts are compared as multisets: languages put them in another order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

_BLANKS: Final = {ord(c): " " for c in "\u00a0\u202f\u2009\u2007\t\n"} | {ord("\u2011"): "-", ord("’"): "'"}
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "janvier januari", "février fevrier februari", "mars maart", "avril april", "mai mei", "juin juni",
            "juillet juli", "août aout augustus", "septembre september", "octobre oktober", "novembre november",
            "décembre decembre december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_WORDS: Final = {
    word: str(number)
    for number, words in enumerate(
        (
            "deux twee tweemaal", "trois drie driemaal", "quatre vier", "cinq vijf", "six zes", "sept zeven",
            "huit acht", "neuf negen", "dix tien", "onze elf", "douze twaalf",
        ),
        2,
    )
    for word in words.split()
}  # fmt: skip
"""Number words; « un » and “een” are articles too, and are left out; « les deux » is “beide” too."""
_NUMBER: Final = r"\d{1,3}(?:[ .]\d{3})+(?![\d])(?:,\d+)?|\d+(?:[.,]\d+)*"
_ORDINAL: Final = r"(?:er|re|ère|e|ème|ste|de)?\b"
_AND: Final = r"(?:\s*(?:,|et|en|à|a|tot en met|t\.e\.m\.|tot|ou|of|-|–)\s*(?:§\s*)?\d+(?:bis|ter)?\b(?!\s*(?:jour|mois|an|dag|maand|jaar|°|€|%)))*"
_MONTH: Final = "|".join(_MONTHS)

_PATTERNS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("address", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s<>«»“”]*[\w/]")),
    ("date", re.compile(rf"\b(\d{{1,2}}|premier|eerste){_ORDINAL}\s+({_MONTH})\b(?:\s+(\d{{4}}))?")),
    ("date", re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")),
    ("date", re.compile(r"\b()(" + _MONTH + r")\s+(\d{4})\b")),
    ("iban", re.compile(r"\b[a-z]{2}\d{2}(?:\s?\d{4}){3}\b")),
    ("paragraph", re.compile(rf"§+\s*(\d+(?:bis|ter)?){_ORDINAL}({_AND})")),
    (
        "article",
        re.compile(rf"\bart(?:icles?|ikel(?:en)?s?|\.)\s*(\d+(?:bis|ter)?|premier){_ORDINAL}({_AND})"),
    ),
    ("amount", re.compile(rf"(?:€|\beur)\s*({_NUMBER})|({_NUMBER})\s*(?:€|eur(?:os?)?\b)")),
    ("percentage", re.compile(rf"({_NUMBER})\s*(?:%|pour cent\b|procent\b|pct\b)")),
    ("number", re.compile(rf"(?<![\w.])({_NUMBER}){_ORDINAL}")),
    ("number", re.compile(rf"\b(?<!\bles )(?<!\bdes )(?<!\bde )({'|'.join(_WORDS)})\b")),
)
_ACRONYMS: Final[Mapping[str, str]] = {
    "CPAS": "OCMW", "PIIS": "GPMI", "SPP": "POD", "NISS": "INSZ", "BCE": "KBO", "INS": "NIS", "BCSS": "KSZ",
    "RIS": "LL", "RI": "LL", "AR": "KB", "AM": "MB", "IS": "MI", "TVA": "BTW", "ONEM": "RVA", "AVCB": "VSGB",
    "UE": "EU", "RGPD": "AVG", "DIS": "RMI",
}  # fmt: skip
"""French acronyms and those that stand for them in Dutch; others are the same in both."""
FRENCH_ONLY: Final = frozenset({"CPAS", "PIIS", "SPP", "NISS", "BCE", "BCSS"})
DUTCH_ONLY: Final = frozenset({"OCMW", "GPMI", "POD", "INSZ", "KBO", "KSZ"})
_ACRONYM: Final = re.compile(r"(?:\b[A-Z]\.){2,}|\b[A-Z]{2,}\b")


@lru_cache(maxsize=8192)
def facts(text: str) -> Mapping[str, Counter[str]]:
    """Give the facts of a text without its tags, by kind."""
    found: dict[str, Counter[str]] = {}
    left = text.translate(_BLANKS).casefold()
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(left):
            for value in _values(kind, match):
                found.setdefault(kind, Counter())[value] += 1
        left = pattern.sub(" ¤ ", left)
    return found


def _values(kind: str, match: re.Match[str]) -> Iterator[str]:
    if kind in ("address", "iban"):
        yield match.group().replace(" ", "")
    elif kind == "date":
        day, month, year = match.groups()
        day = "1" if day in ("premier", "eerste") else day.lstrip("0")
        yield "/".join(part for part in (day, str(_MONTHS.get(month, month)).lstrip("0"), year) if part)
    elif kind in ("paragraph", "article"):
        yield "1" if match.group(1) == "premier" else match.group(1)
        yield from re.findall(r"\d+(?:bis|ter)?", match.group(2))
    else:
        text = next(group for group in match.groups() if group)
        yield _WORDS.get(text) or _plain(text)


def _plain(text: str) -> str:
    """Write a number in one form: no separators of thousands, a comma before decimals."""
    if re.fullmatch(r"\d{1,3}(?:[ .]\d{3})+(?:,\d+)?", text):
        text = re.sub(r"[ .]", "", text)
    if re.fullmatch(r"\d+,\d+", text):
        text = text.rstrip("0").rstrip(",")
    return text


@lru_cache(maxsize=8192)
def acronyms(text: str) -> frozenset[str]:
    """Give the acronyms of a text, those of the one language under the name that the other gives them."""
    found = (each.replace(".", "") for each in _ACRONYM.findall(text))
    return frozenset(_ACRONYMS.get(each, each) for each in found)


def other_name(acronym: str) -> str:
    """Give the acronym that stands for one in the other language."""
    return {**_ACRONYMS, **{dutch: french for french, dutch in _ACRONYMS.items()}}.get(acronym, acronym)
