"""French and Dutch say all that the English says."""

from __future__ import annotations

import io
import re

import pytest
from babel.messages.pofile import read_po

from generator.locales import Reader, choose, translator
from generator.messages import msg
from tools import catalogs


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_a_catalogue_is_complete_and_up_to_date(language: str) -> None:
    """No text is missing, fuzzy or left over; the compiled one is of the same texts."""
    path = catalogs.path_of(language)
    stored = read_po(io.BytesIO(path.read_bytes()), locale=language)
    assert {m.id for m in stored} == {m.id for m in catalogs.updated(language)}, (
        "python -m tools.catalogs update"
    )
    for message in stored:
        if message.id:
            assert catalogs.is_translated(message.string), message.id
            assert not message.fuzzy, message.id
    assert path.with_suffix(".mo").read_bytes() == catalogs.compiled(language)


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_a_translation_has_the_gaps_of_its_text(language: str) -> None:
    """A gap that is lost or misspelt would lose a value, or raise."""
    for message in read_po(io.BytesIO(catalogs.path_of(language).read_bytes()), locale=language):
        if isinstance(message.id, str) and message.id:
            assert _gaps(str(message.string)) == _gaps(message.id), message.id


def test_the_terms_of_the_glossary_are_those_of_the_language() -> None:
    """No CPAS in a Dutch sentence, no OCMW in a French one, but for the names of programs and kinds."""
    for language, foreign in (("nl", r"\b(CPAS|PIIS)\b"), ("fr", r"\b(OCMW|GPMI)\b")):
        for message in read_po(io.BytesIO(catalogs.path_of(language).read_bytes()), locale=language):
            if isinstance(message.string, str) and "(CPAS/OCMW" not in str(message.id):
                assert not re.search(foreign, message.string), message.string


@pytest.mark.parametrize(
    ("asked", "environment", "default", "chosen"),
    [
        (None, {}, "nl", "nl"),
        ("en", {"CPAS_LANG": "fr"}, "nl", "en"),
        (None, {"CPAS_LANG": "nl", "LANG": "fr_BE.UTF-8"}, "fr", "nl"),
        (None, {"LANG": "nl_BE.UTF-8"}, "fr", "nl"),
        (None, {"LC_ALL": "C.UTF-8", "LANG": "nl_BE.UTF-8"}, "fr", "fr"),
        (None, {"LANG": "de_BE.UTF-8"}, "fr", "fr"),
    ],
)
def test_the_language_is_chosen_in_a_fixed_order(
    asked: str | None, environment: dict[str, str], default: Reader, chosen: str
) -> None:
    """Option, CPAS_LANG, locale, then the default of the program; `C` is no language."""
    assert choose(asked, environment, default) == chosen


def test_amounts_and_dates_in_a_message_follow_its_language() -> None:
    """A message in a gap is translated too."""
    from datetime import date
    from decimal import Decimal

    message = msg("{a} – {d} – {m}", a=Decimal("1314.20"), d=date(2015, 3, 1), m=msg("The file is empty."))
    assert translator("fr").text(message).startswith("1\u202f314,20\u00a0€ – 1er\u00a0mars 2015")
    assert translator("nl").text(message).startswith("€\u00a01.314,20 – 1\u00a0maart 2015")
    assert not translator("nl").text(message).endswith("The file is empty.")


def _gaps(text: str) -> list[str]:
    return sorted(re.findall(r"(?<!\{)\{(\w+)", text))
