"""Writes values as Belgium does, by other means than `generator.formats`: no library knows them here."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from tests.proving.printing import Write, Wrong

_MONTHS: Final = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
_THOUSANDS: Final = {"fr": "\u202f", "nl": "."}
_SMALL: Final = {
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf",
    "nl": "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien",
}
_TENS: Final = {
    "fr": "vingt trente quarante cinquante soixante septante quatre-vingt nonante",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
}
_FR, _NL = _SMALL["fr"].split(), _SMALL["nl"].split()
_FR_TENS, _NL_TENS = _TENS["fr"].split(), _TENS["nl"].split()
TAKES: Final[dict[str, type]] = {
    "euro": Decimal, "words": Decimal, "percent": Decimal, "hours": Decimal,
    "number": int, "signed": int, "date": date, "day": date,
}  # fmt: skip
"""The type that each filter takes."""


def writer(language: str) -> Write:
    """Give what writes values in a language."""

    def write(value: Any, filters: tuple[str, ...]) -> str:
        if not filters:
            if type(value) not in (str, int):
                raise Wrong(value, "is printed without a filter")
            return str(value)
        if len(filters) > 1 or type(value) is not TAKES.get(filters[0]):
            raise Wrong(value, filters)
        return _written(value, filters[0], language)

    return write


def _written(value: Any, by: str, language: str) -> str:
    if by == "words":
        return _in_words(value, language)
    if by == "day":
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if by == "date":
        day = "1er" if language == "fr" and value.day == 1 else str(value.day)
        return f"{day}\u00a0{_MONTHS[language].split()[value.month - 1]} {value.year}"
    places = {"euro": 2, "number": 0, "signed": 0}.get(by)
    figures = _grouped(Decimal(abs(value)), language, places)
    if by == "signed":
        return ("" if value == 0 else "+" if value > 0 else "−") + figures
    if by == "euro":
        return f"{figures}\u00a0€" if language == "fr" else f"€\u00a0{figures}"
    return f"{figures}\u00a0%" if by == "percent" else figures


def _grouped(value: Decimal, language: str, places: int | None) -> str:
    """Set thousands apart; without `places` as many decimals as there are."""
    whole, _, rest = f"{value:f}".partition(".")
    rest = rest.rstrip("0") if places is None else rest.ljust(places, "0")
    groups: list[str] = []
    while len(whole) > 3:
        whole, group = whole[:-3], whole[-3:]
        groups.insert(0, group)
    return _THOUSANDS[language].join([whole, *groups]) + (f",{rest}" if rest else "")


def _in_words(amount: Decimal, language: str) -> str:
    cents = int(amount * 100)
    euros, cents = cents // 100, cents % 100
    if language == "nl":
        text = f"{_dutch(euros)} euro"
        return f"{text} en {_dutch(cents)} cent" if cents else text
    of = " d’" if euros >= 10**6 and euros % 10**6 == 0 else " "
    text = f"{_french(euros)}{of}euro{'s' if euros >= 2 else ''}"
    return f"{text} et {_french(cents)} cent{'s' if cents >= 2 else ''}" if cents else text


def _french(number: int) -> str:
    if number < 100:
        return f"{_french_pair(number)}{'s' if number == 80 else ''}"
    words = []
    millions, thousands, rest = number // 10**6, number // 1000 % 1000, number % 1000
    if millions:
        words += [_french_hundreds(millions, last=True), "millions" if millions > 1 else "million"]
    if thousands:
        words += [_french_hundreds(thousands, last=False)] * (thousands > 1) + ["mille"]
    if rest:
        words.append(_french_hundreds(rest, last=True))
    return " ".join(words)


def _french_hundreds(number: int, *, last: bool) -> str:
    hundreds, rest = divmod(number, 100)
    words = [] if hundreds < 2 else [_FR[hundreds]]
    if hundreds:
        words.append("cents" if hundreds > 1 and last and not rest else "cent")
    if rest:
        words.append(_french_pair(rest) + ("s" if rest == 80 and last else ""))
    return " ".join(words)


def _french_pair(number: int) -> str:
    if number < 20:
        return _FR[number]
    ten, unit = _FR_TENS[number // 10 - 2], number % 10
    if unit == 1 and ten != "quatre-vingt":
        return f"{ten} et un"
    return f"{ten}-{_FR[unit]}" if unit else ten


def _dutch(number: int) -> str:
    if number <= 1:
        return ("nul", "één")[number]
    words = []
    millions, thousands, rest = number // 10**6, number // 1000 % 1000, number % 1000
    if millions:
        words += [_dutch(millions), "miljoen"]
    if thousands:
        words.append(f"{_dutch_hundreds(thousands) if thousands > 1 else ''}duizend")
    if rest:
        words.append(_dutch_hundreds(rest))
    return " ".join(words)


def _dutch_hundreds(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    text = f"{_NL[hundreds] if hundreds > 1 else ''}honderd" if hundreds else ""
    if not rest:
        return text
    if rest < 20:
        return text + _NL[rest]
    unit = _NL[rest % 10]
    joint = "" if rest % 10 == 0 else unit + ("ën" if unit.endswith("e") else "en")
    return text + joint + _NL_TENS[rest // 10 - 2]
