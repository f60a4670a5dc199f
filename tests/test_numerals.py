"""Amounts in words are spelled as an official would write them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from generator.numerals import dutch, french

NUMBERS = st.integers(0, 999_999_999)


@pytest.mark.parametrize(
    ("number", "fr", "nl"),
    [
        (0, "zéro", "nul"),
        (1, "un", "één"),
        (21, "vingt et un", "eenentwintig"),
        (71, "septante et un", "eenenzeventig"),
        (80, "quatre-vingts", "tachtig"),
        (81, "quatre-vingt-un", "eenentachtig"),
        (99, "nonante-neuf", "negenennegentig"),
        (100, "cent", "honderd"),
        (200, "deux cents", "tweehonderd"),
        (201, "deux cent un", "tweehonderdeen"),
        (1001, "mille un", "duizend een"),
        (80_000, "quatre-vingt mille", "tachtigduizend"),
        (200_000, "deux cent mille", "tweehonderdduizend"),
        (1_000_000, "un million", "één miljoen"),
        (
            6_534_763,
            "six millions cinq cent trente-quatre mille sept cent soixante-trois",
            "zes miljoen vijfhonderdvierendertigduizend zevenhonderddrieënzestig",
        ),
    ],
)
def test_known_numbers(number: int, fr: str, nl: str) -> None:
    """These are the ones with a rule of spelling of their own."""
    assert french(number) == fr
    assert dutch(number) == nl


@given(NUMBERS)
def test_dutch_agrees_with_a_second_opinion(number: int) -> None:
    """num2words spells the same letters, apart from spaces and accents on the e of one."""
    assert _letters(dutch(number)) == _letters(num2words(number, lang="nl"))


@given(NUMBERS)
def test_french_agrees_with_a_second_opinion(number: int) -> None:
    """num2words spells the same words in Belgian French, apart from its faults with plurals and `et`."""
    theirs = num2words(number, lang="fr_BE").replace("quatre-vingt et un", "quatre-vingt-un")
    assert _singular(french(number)) == _singular(theirs)


@given(NUMBERS, NUMBERS)
def test_two_numbers_never_share_their_words(one: int, other: int) -> None:
    """A reader can tell the amount from the words."""
    assert (french(one) == french(other)) == (dutch(one) == dutch(other)) == (one == other)


@pytest.mark.parametrize("number", [-1, 10**9])
def test_what_cannot_be_spelled_is_refused(number: int) -> None:
    """No amount of the subsidy is negative or reaches a milliard."""
    for spell in (french, dutch):
        with pytest.raises(ValueError, match=str(number)):
            spell(number)


def _letters(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.replace("één", "een"))
    return "".join(c for c in bare if c.isalpha() or c == "\u0308")


def _singular(text: str) -> list[str]:
    return [word.removesuffix("s") for word in text.replace("-", " ").split()]
