"""Belgium writes amounts, numbers and dates in two ways."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.formats import euro, in_words, long_date, number, percent


def test_an_amount_follows_the_language() -> None:
    """French puts the sign behind, Dutch before; no space of it can break a line."""
    assert euro(Decimal("1314.20"), "fr") == "1\u202f314,20\u00a0€"
    assert euro(Decimal("1314.20"), "nl") == "€\u00a01.314,20"


def test_a_number_and_a_percentage_follow_the_language() -> None:
    """Thousands are set apart, and the sign stays with its number."""
    assert number(40_000, "fr") == "40\u202f000"
    assert number(40_000, "nl") == "40.000"
    assert percent(Decimal(50), "fr") == percent(Decimal(50), "nl") == "50\u00a0%"


def test_the_first_day_of_a_month_is_first_in_french_only() -> None:
    """« 1er mars » but “1 maart”; the day keeps its month."""
    assert long_date(date(2015, 3, 1), "fr") == "1er\u00a0mars 2015"
    assert long_date(date(2015, 3, 1), "nl") == "1\u00a0maart 2015"
    assert long_date(date(2015, 3, 27), "fr") == "27\u00a0mars 2015"


@pytest.mark.parametrize(
    ("amount", "fr", "nl"),
    [
        ("1", "un euro", "één euro"),
        ("0.01", "zéro euro et un cent", "nul euro en één cent"),
        ("10000", "dix mille euros", "tienduizend euro"),
        ("2000000", "deux millions d’euros", "twee miljoen euro"),
        (
            "3267381.93",
            "trois millions deux cent soixante-sept mille trois cent quatre-vingt-un euros et nonante-trois cents",
            "drie miljoen tweehonderdzevenenzestigduizend driehonderdeenentachtig euro en drieënnegentig cent",
        ),
    ],
)
def test_an_amount_in_words(amount: str, fr: str, nl: str) -> None:
    """Euros and cents are both spelled."""
    assert in_words(Decimal(amount), "fr") == fr
    assert in_words(Decimal(amount), "nl") == nl


@given(st.decimals(max_value=-1, allow_nan=False, allow_infinity=False, places=2))
def test_a_negative_amount_has_no_words(amount: Decimal) -> None:
    """It would never be signed."""
    with pytest.raises(ValueError, match=r"-"):
        in_words(amount, "fr")


def test_a_part_of_a_cent_has_no_words() -> None:
    """Nothing is rounded in silence."""
    with pytest.raises(ValueError, match=r"0\.001"):
        in_words(Decimal("0.001"), "nl")
