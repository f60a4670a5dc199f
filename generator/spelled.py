"""Reads whole numbers that are written in words, in French and in Dutch, as people write them in texts.

What `generator.numerals` writes is read, and so are hyphens everywhere, « soixante-dix » and “vijftienhonderd”.
« un » and “een” alone are articles, and are read only before the euro.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_UNITS: Final = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
}  # fmt: skip
_TEENS: Final = {
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17,
    "achttien": 18, "negentien": 19,
}  # fmt: skip
_TENS: Final = {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "octante": 80,
    "nonante": 90, "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80,
    "negentig": 90,
}  # fmt: skip
_HUNDREDS: Final = frozenset({"cent", "cents", "honderd"})
_THOUSANDS: Final = frozenset({"mille", "duizend"})
_FOUR: Final = 4
_EIGHTY: Final = 80


def _french() -> str:
    """Write the pattern of a French number below a million."""
    few = "deux|trois|quatre|cinq|six|sept|huit|neuf"
    unit, joint = rf"(?:une?|{few})", "[ -]"
    teen = rf"(?:dix-(?:sept|huit|neuf)|{'|'.join(list(_TEENS)[:7])})"
    both = rf"(?:{teen}|{unit})"
    ten = "(?:vingt|trente|quarante|cinquante|soixante|septante|octante|nonante)"
    below = rf"(?:quatre-vingt(?:s|-{both})?|{ten}(?:{joint}et{joint}{both}|-{both})?|{both})"
    hundreds = rf"(?:(?:(?:{few}){joint})?cents?(?:{joint}{below})?|{below})"
    return rf"(?:(?:{hundreds}{joint})?mille(?:{joint}{hundreds})?|{hundreds})"


def _dutch() -> str:
    """Write the pattern of a Dutch number below a million."""
    unit = "(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)"
    teen = rf"(?:{'|'.join(list(_TEENS)[7:])})"
    ten = "(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
    below = rf"(?:{unit}[eë]n{ten}|{teen}|{ten}|{unit})"
    hundreds = rf"(?:{below}?honderd(?:(?:en|[ -]en[ -])?{below})?|{below})"
    return rf"(?:{hundreds}? ?duizend(?:[ -](?:en[ -])?{hundreds}|{hundreds})?|{hundreds})"


_NUMBER: Final = re.compile(rf"(?<![\w-])(?:{_french()}|{_dutch()})(?![\w-])")
_VALUES: Final[Mapping[str, int]] = {**_UNITS, **_TEENS, **_TENS}
_PART: Final = re.compile(
    "|".join(sorted((*_VALUES, *_HUNDREDS, *_THOUSANDS), key=lambda each: (-len(each), each)))
)
BEGINNINGS: Final = frozenset({*_VALUES, *_HUNDREDS, *_THOUSANDS}) - {"un", "une", "een", "één"}
"""The words with which a number may begin, without the articles."""
_ARTICLES: Final = frozenset({"un", "une", "een", "één"})
_EURO: Final = re.compile(r"\s+euros?\b")


def in_digits(text: str) -> str:
    """Write the numbers of a text in digits; its letters are small, and its blanks and hyphens plain."""

    def one(found: re.Match[str]) -> str:
        if found.group() in _ARTICLES and not _EURO.match(text, found.end()):
            return found.group()
        return str(_value(found.group()))

    return _NUMBER.sub(one, text)


def _value(words: str) -> int:
    """Add up the words of a number."""
    thousands = current = 0
    for part in _PART.findall(words):
        if part in _THOUSANDS:
            thousands, current = max(current, 1) * 1000, 0
        elif part in _HUNDREDS:
            current = max(current, 1) * 100
        elif part in ("vingt", "vingts") and current % 100 == _FOUR:
            current += _EIGHTY - _FOUR
        else:
            current += _VALUES[part]
    return thousands + current
