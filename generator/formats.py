"""How Belgium writes amounts, numbers and dates, in French, Dutch and English.

Babel is imported when a value is first written, for it costs a tenth of a second.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache

from generator.messages import Value, Words
from generator.numerals import dutch, french

LOCALES = {"fr": "fr_BE", "nl": "nl_BE", "en": "en_BE"}
_MILLION = 10**6


@lru_cache(maxsize=4096)
def euro(amount: Decimal, language: str) -> str:
    """Write an amount in euro: `1 314,20 €` in French, `€ 1.314,20` in Dutch; no-break spaces."""
    from babel.numbers import format_currency

    return format_currency(amount, "EUR", locale=LOCALES[language])


@lru_cache(maxsize=4096)
def number(value: int, language: str) -> str:
    """Write a whole number: `40 000` in French, `40.000` in Dutch."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=LOCALES[language])


@lru_cache(maxsize=4096)
def hours(value: Decimal, language: str) -> str:
    """Write hours: `3,5` in French and in Dutch."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=LOCALES[language])


@lru_cache(maxsize=4096)
def percent(value: Decimal, language: str) -> str:
    """Write a percentage, given as 50 for one half: `50 %`, with a no-break space."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=LOCALES[language]) + "\u00a0%"


@lru_cache(maxsize=4096)
def long_date(day: date, language: str) -> str:
    """Write a date in full: `1er mars 2015`, `1 maart 2015`; the month never leaves its day."""
    from babel.dates import format_date

    text = format_date(day, "d MMMM y", locale=LOCALES[language])
    first, month, year = text.split(" ")
    if language == "fr" and day.day == 1:
        first = "1er"
    return f"{first}\u00a0{month} {year}"


@lru_cache(maxsize=4096)
def short_date(day: date, language: str) -> str:
    """Write a date in digits, for tables: `01/03/2015`, in French and in Dutch."""
    del language
    return day.strftime("%d/%m/%Y")


@lru_cache(maxsize=4096)
def signed(value: int, language: str) -> str:
    """Write a difference with its sign: `+4`, `−3`, `0`; the minus is a true one."""
    if value == 0:
        return "0"
    return f"{'+' if value > 0 else '−'}{number(abs(value), language)}"


def in_words(amount: Decimal, language: str) -> str:
    """Write an amount in euro in words: `dix mille euros`, `tienduizend euro`.

    Raises:
        ValueError: the amount is negative or has a part of a cent.

    """
    cents = amount * 100
    if amount < 0 or cents != cents.to_integral_value():
        raise ValueError(amount)
    whole, rest = divmod(int(cents), 100)
    if language == "fr":
        return _words_fr(whole, rest)
    return _words_nl(whole, rest)


def _words_fr(euros: int, cents: int) -> str:
    of = " d’" if euros >= _MILLION and euros % _MILLION == 0 else " "
    text = f"{french(euros)}{of}{'euros' if euros > 1 else 'euro'}"
    if cents:
        text += f" et {french(cents)} {'cents' if cents > 1 else 'cent'}"
    return text


def _words_nl(euros: int, cents: int) -> str:
    text = f"{dutch(euros)} euro"
    if cents:
        text += f" en {dutch(cents)} cent"
    return text


def value_text(value: Value, language: str) -> str:
    """Write the value of a gap in a message: amounts and dates as the language writes them."""
    if isinstance(value, Decimal):
        return euro(value, language)
    if isinstance(value, date):
        return long_date(value, language)
    if isinstance(value, Words):
        return {"fr": value.fr, "nl": value.nl}.get(language, value.name)
    # what a file holds must not steer the terminal
    return "".join("\ufffd" if unicodedata.category(c).startswith("C") else c for c in str(value))
