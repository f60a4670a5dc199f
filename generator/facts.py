"""What a text states that no language changes: amounts, percentages, dates, references, numbers, addresses.

Each is brought to one form, so that « 1 314,20 € » and “€ 1.314,20”, « le 1er mars » and “1 maart”,
« deux » and 2 are the same. Facts are compared as multisets: languages put them in another order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from generator.spelled import BEGINNINGS, in_digits

_BLANKS: Final = {ord(c): " " for c in "\u00a0\u202f\u2009\u2007\t\n"} | {ord("\u2011"): "-", ord("’"): "'"}
MONTHS: Final = {
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
    "tweemaal": 2, "driemaal": 3, "beide": 2, "seconde": 2, "second": 2,
    "deuxième": 2, "troisième": 3, "quatrième": 4, "cinquième": 5, "sixième": 6, "septième": 7, "huitième": 8,
    "neuvième": 9, "dixième": 10, "onzième": 11, "douzième": 12,
    "tweede": 2, "derde": 3, "derden": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7, "achtste": 8,
    "negende": 9, "tiende": 10, "elfde": 11, "twaalfde": 12, "tiers": 3, "tierce": 3,
    "tweevoud": 2, "drievoud": 3, "viervoud": 4, "vijfvoud": 5,
}  # fmt: skip
"""Words that stand for a number but are none of a sum: ordinals too, and « tiers » as “derde”."""
SPELT: Final = rf"(?:{'|'.join(sorted({*_WORDS, *BEGINNINGS}))})"
"""How a word begins that stands for a number, or for a sum of them."""
_SPELT: Final = re.compile(
    rf"(?<![\w-])({'|'.join(sorted(map(re.escape, _WORDS), key=len, reverse=True))})(?![\w-])"
)
_COPIES: Final = re.compile(
    r"\b(?:en )?(double|triple|dubbel|drievoudig)e?(?= (?:exemplaires?|exempla(?:ar|ren))\b)"
)
_TWICE: Final = frozenset({"double", "dubbel"})
_FIRST: Final = re.compile(
    r"\b(?:premier|1er|1°)(?= (?:(?:et|ou|à) (?:le )?\w+ )?alinéas?\b)|(?<=\balinéa )(?:premier|1er)\b"
    r"|(?<=\balinéas )(?:premier|1er)\b|\b(?:eerste|1ste|1e)(?= (?:(?:en|of|tot(?: en met)?) (?:het )?\w+ )?(?:lid|leden)\b)"
)
"""« alinéa 1er » is “eerste lid”, and « premier alinéa » too."""
_LESSER: Final = re.compile(r"(?<=plus )(\w+) des deux\b")
"""« le plus bas des deux montants » is “het laagste bedrag”: no number is told."""
_PER_CENT: Final = re.compile(r"\b(?:pour|per) cent\b")
_HALF: Final = re.compile(r"\b(?:moitié|helft)\b")
_PARAGRAPH: Final = re.compile(r"\b(?:paragraphes?|paragra(?:af|fen))\s+(?=\d)")
_NUMBER: Final = r"(?<!\d)(?:\d{1,3}(?:[ .]\d{3})+(?![\d])(?:,\d+)?|\d+(?:[.,]\d+)*)"
_ORDINAL: Final = r"(?:er|re|ère|e|ème|ste|de)?\b"
_TO: Final = r"(?:à|a|tot en met|t\.e\.m\.|tot|-|–)"
_AND: Final = rf"(?:\s*(?:,|et|en|ou|of|{_TO})\s*(?:§\s*)?\d+(?:bis|ter)?\b(?!\s*(?:jour|mois|an|alinéa|dag|maand|jaar|lid|leden|°|€|%)))*"
_MONTH: Final = "|".join(MONTHS)

_PATTERNS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "address",
        re.compile(
            r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s<>«»“”]*[\w/]|\b(?:[\w-]+\.)+(?:be|eu|com|org|net)\b(?:/[^\s<>«»“”]*[\w/])?"
        ),
    ),
    ("telephone", re.compile(r"(?:\+32|\b0)\s?\d{1,3}(?:[\s/.]+\d{2,3}){2,4}\b")),
    ("time", re.compile(r"\b(\d{1,2})h(\d{2})\b")),
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
    ("percentage", re.compile(rf"({_NUMBER})\s*(?:%|pour cent\b|procent\b|per cent\b|pct\b)")),
    ("range", re.compile(rf"(?<![\w.])({_NUMBER})\s*{_TO}\s*({_NUMBER})(?![\w])")),
    ("number", re.compile(rf"(?<![\w.])([+−]?{_NUMBER}){_ORDINAL}")),
    ("month", re.compile(rf"\b({_MONTH})\b")),
)

_HOUR: Final = r"(?<![\d.,:/])\b(0?\d|1\d|2[0-4])"
_TIME: Final = re.compile(
    rf"{_HOUR}(?:\s?[hu]\.?\s?([0-5]\d)(?![\d\w])|\s(?:heures?|uur)\s([0-5]\d)\b(?!\s?[%€])"
    r"|[.:]([0-5]\d)\s?(?:uur\b|heures?\b|[hu]\b\.?)|:([0-5]\d)(?![\d:])"
    r"|[.]([0-5]\d)(?=\s(?:tot|en|-|–)\s\d{1,2}(?:[.:][0-5]\d)?\s?(?:uur\b|u\b)))"
)
_FULL_HOUR: Final = re.compile(rf"{_HOUR}(?:\s?h\b\.?|u\b\.?|\su\.)")
_FIRST_HOUR: Final = re.compile(
    r"\b(\d{1,2}) (?:h|heures?|uur)(?= (?:à|et|tot|en|-|–) \d{1,2}(?:h\d\d\b| (?:h|heures?|uur)\b))"
)
"""« de 9 h à 12 h » is “van 9 tot 12 uur”."""
_HALF_YEAR: Final = re.compile(
    r"\b(?:half ?jaar|jaarhelft)|\bhelft van (?=(?:het jaar )?\d{4}\b)|\bmoitié de (?=(?:l['’]année )?\d{4}\b)"
)
"""« premier semestre » is “eerste helft van 2015”, « six mois » is “half jaar”."""


PRIVATE: Final = 0xE000
"""The first sign of the private area of Unicode."""


class Fact(NamedTuple):
    """A fact: its kind, its one form, and how it is written in the text, in small letters."""

    kind: str
    value: str
    written: str


@lru_cache(maxsize=8192)
def stated(text: str) -> tuple[Fact, ...]:
    """Give the facts of a text without its tags, kind after kind."""
    found: list[Fact] = []
    left = prepared(text)
    for kind, pattern in _PATTERNS:
        found += [
            Fact(kind, value, match.group().strip())
            for match in pattern.finditer(left)
            for value in _values(kind, match)
        ]
        if kind in ("article", "paragraph"):
            # « 2 à 5 » is not « 2 et 5 »
            found += [
                Fact("range", f"–{end}", end)
                for match in pattern.finditer(left)
                for end in re.findall(rf"{_TO}\s*(?:§\s*)?(\d+)", match.group(2))
            ]
        if kind == "range":
            # its ends are numbers too
            found += [
                Fact("number", _plain(end), end) for match in pattern.finditer(left) for end in match.groups()
            ]
        left = pattern.sub(" ¤ ", left)
    return tuple(found)


def canonical(text: str) -> tuple[str, list[str]]:
    """Write a text in small letters, each fact in it as one sign of the private area; and what the signs stand for."""
    stand_for: list[str] = []
    left = prepared(text)
    for kind, pattern in _PATTERNS:

        def sign(match: re.Match[str], kind: str = kind) -> str:
            stand_for.append(f"{kind}:{','.join(_values(kind, match))}")
            return f" {chr(PRIVATE + len(stand_for) - 1)} "

        left = pattern.sub(sign, left)
    return left, stand_for


def timed(text: str) -> str:
    """Write the times of day of a text in one way: 14h30; a full hour is a number and its unit. A half year is a semester."""

    def one(found: re.Match[str]) -> str:
        minutes = next(each for each in found.groups()[1:] if each)
        return f"{int(found[1])} h" if minutes == "00" else f"{int(found[1])}h{minutes}"

    text = _HALF_YEAR.sub("semester ", text)
    return _FIRST_HOUR.sub(r"\1", _FULL_HOUR.sub(lambda found: f"{int(found[1])} h", _TIME.sub(one, text)))


def prepared(text: str) -> str:
    """Write a text in small letters, number words as digits, and what is written in several ways in one."""
    left = _PER_CENT.sub("%", timed(text.translate(_BLANKS).casefold()))
    left = _FIRST.sub("1", left)
    left = _COPIES.sub(lambda found: "2" if found[1] in _TWICE else "3", left)
    left = _LESSER.sub(r"\1", _HALF.sub("0,5", left))
    return _PARAGRAPH.sub("§ ", _SPELT.sub(lambda found: str(_WORDS[found[1]]), in_digits(left)))


@lru_cache(maxsize=8192)
def facts(text: str) -> Mapping[str, Counter[str]]:
    """Count the facts of a text without its tags, by kind."""
    found: dict[str, Counter[str]] = {}
    for fact in stated(text):
        found.setdefault(fact.kind, Counter())[fact.value] += 1
    return found


def _values(kind: str, match: re.Match[str]) -> Iterator[str]:
    if kind == "address":
        # the same page in the two languages
        yield re.sub(r"^https?://|^www\.|/(?:fr|nl)\b", "", re.sub(r"^https?://", "", match.group())).rstrip(
            "/"
        )
    elif kind in ("iban", "telephone"):
        yield re.sub(r"[\s/.]", "", match.group())
    elif kind == "time":
        yield f"{match[1]}:{match[2]}"
    elif kind == "date":
        day, month, year = match.groups()
        day = "1" if day in ("premier", "eerste") else day.lstrip("0")
        yield "/".join(part for part in (day, str(MONTHS.get(month, month)).lstrip("0"), year) if part)
    elif kind == "month":
        yield str(MONTHS[match[1]])
    elif kind in ("paragraph", "article"):
        yield "1" if match.group(1) == "premier" else match.group(1)
        yield from re.findall(r"\d+(?:bis|ter)?", match.group(2))
    elif kind == "range":
        yield f"{_plain(match[1])}–{_plain(match[2])}"
    else:
        yield _plain(next(group for group in match.groups() if group))


def _plain(text: str) -> str:
    """Write a number in one form: no separators of thousands, a comma before decimals."""
    if re.fullmatch(r"\d{1,3}(?:[ .]\d{3})+(?:,\d+)?", text):
        text = re.sub(r"[ .]", "", text)
    if re.fullmatch(r"\d+,\d+", text):
        text = text.rstrip("0").rstrip(",")
    return text
