"""Whole numbers in words, in Belgian French and in Dutch, as an amount to sign spells them.

num2words was tried first: it writes « deux cents un », « quatre-vingt » and « un millions » in
Belgian French, and knows no spaces in Dutch. It remains the second opinion of the tests.
"""

from __future__ import annotations

_FR_SMALL = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_FR_TENS = [
    "-",
    "-",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "septante",
    "quatre-vingt",
    "nonante",
]

_NL_SMALL = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
_NL_TENS = ["-", "-", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]

_THOUSAND, _MILLION, _LIMIT = 10**3, 10**6, 10**9


def french(number: int) -> str:
    """Write 0 to 999 999 999 in Belgian French: septante, nonante, `deux cent un`."""
    _check(number)
    if number >= _MILLION:
        millions, rest = divmod(number, _MILLION)
        head = f"{_fr_below_thousand(millions)} million{'s' if millions > 1 else ''}"
        return f"{head} {french(rest)}" if rest else head
    if number >= _THOUSAND:
        thousands, rest = divmod(number, _THOUSAND)
        head = "mille"
        if thousands > 1:
            # before "mille", "cent" and "quatre-vingt" take no s
            head = f"{_fr_below_thousand(thousands, ends=False)} mille"
        return f"{head} {french(rest)}" if rest else head
    return _fr_below_thousand(number)


def _fr_below_thousand(number: int, *, ends: bool = True) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _fr_below_hundred(rest, ends=ends)
    head = "cent" if hundreds == 1 else f"{_FR_SMALL[hundreds]} cent"
    if rest:
        return f"{head} {_fr_below_hundred(rest, ends=ends)}"
    return head + "s" if hundreds > 1 and ends else head


def _fr_below_hundred(number: int, *, ends: bool) -> str:
    if number < len(_FR_SMALL):
        return _FR_SMALL[number]
    ten, unit = divmod(number, 10)
    name = _FR_TENS[ten]
    eighty = name == "quatre-vingt"
    if unit == 0:
        return name + "s" if eighty and ends else name
    if unit == 1 and not eighty:
        return f"{name} et un"
    return f"{name}-{_FR_SMALL[unit]}"


def dutch(number: int) -> str:
    """Write 0 to 999 999 999 in Dutch: one word to thousand, a space after it (Taalunie)."""
    _check(number)
    if number == 1:
        return "één"
    if number >= _MILLION:
        millions, rest = divmod(number, _MILLION)
        head = f"{dutch(millions)} miljoen"
        return f"{head} {_nl_below_million(rest)}" if rest else head
    return _nl_below_million(number)


def _nl_below_million(number: int) -> str:
    thousands, rest = divmod(number, _THOUSAND)
    if not thousands:
        return _nl_below_thousand(rest)
    head = "duizend" if thousands == 1 else f"{_nl_below_thousand(thousands)}duizend"
    return f"{head} {_nl_below_thousand(rest)}" if rest else head


def _nl_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _nl_below_hundred(rest)
    head = "honderd" if hundreds == 1 else f"{_NL_SMALL[hundreds]}honderd"
    return head + _nl_below_hundred(rest) if rest else head


def _nl_below_hundred(number: int) -> str:
    if number < len(_NL_SMALL):
        return _NL_SMALL[number]
    ten, unit = divmod(number, 10)
    if not unit:
        return _NL_TENS[ten]
    joint = "ën" if _NL_SMALL[unit].endswith("e") else "en"
    return f"{_NL_SMALL[unit]}{joint}{_NL_TENS[ten]}"


def _check(number: int) -> None:
    if not 0 <= number < _LIMIT:
        raise ValueError(number)
