"""Text is brought to one form and checked for what a document can print."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from generator.text import PRINTABLE, describe, normalise, unprintable
from tests.conftest import needs_libreoffice

CARLITO = Path("/usr/share/fonts/truetype/crosextra")


@given(st.text())
def test_a_windows_text_counts_as_many_characters_as_any_other(text: str) -> None:
    """Line ends of Windows, of old Macs and of Linux give the same text."""
    unix = text.replace("\r", "")
    assert normalise(unix.replace("\n", "\r\n")) == normalise(unix) == normalise(unix.replace("\n", "\r"))


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    """The form is a fixed point."""
    assert normalise(normalise(text)) == normalise(text)


def test_a_letter_and_its_accent_become_one_character() -> None:
    """NFC is what a person counts."""
    assert normalise("e\u0301te\u0301") == "été"


@pytest.mark.parametrize("text", ["Łódź & Fils", "’t Zonneke – § 7, 1er", "Œuvre « à côté »", "Ångström ß ẞ"])
def test_names_of_europe_can_be_printed(text: str) -> None:
    """Nothing is refused in them."""
    assert unprintable(text) == {}


@pytest.mark.parametrize("character", ["😀", "م", "漢", "\t", "\x0b", "\u202e", "\ufffe", "\u200b", "\xad"])
def test_what_would_be_lost_is_refused_by_name(character: str) -> None:
    """Emoji, other scripts, controls and invisible signs are found where they stand."""
    assert unprintable(f"ab{character}") == {character: 2}
    assert describe(character).startswith(f"U+{ord(character):04X} ")


@needs_libreoffice
@pytest.mark.parametrize("style", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_the_font_of_the_house_has_every_printable_character(style: str) -> None:
    """The set is held against the font itself, in each of its styles."""
    cmap = TTFont(CARLITO / f"Carlito-{style}.ttf").getBestCmap()
    # a no-break space is drawn as a space
    assert {hex(c) for c in PRINTABLE - {0xA0} if c not in cmap} == set()
