"""The loop of a code is closed: it is used, has a manual in each language, and is explained."""

from __future__ import annotations

import re

import pytest

from generator import manuals
from generator.campaigns import campaign, years
from generator.locales import translator
from tests.conftest import ROOT
from tools import rules

CODES = sorted(manuals.codes())


def test_every_code_in_the_program_has_a_manual_and_every_manual_a_code() -> None:
    """None is forgotten on either side."""
    text = "".join(
        p.read_text(encoding="utf-8")
        for p in (ROOT / "generator").rglob("*.py")
        if p.parent.name != "manuals"
    )
    assert set(
        re.findall(
            r'"((?:SRC|SCH|CPA|PER|REF|CNV|CTY|CLU|PII|BAL|EVA|RPT|EXP|MIN|XLS|ALC|LNG|DOC|PDF|OUT|BND|TPL|PAI)[0-9]{3})"',
            text,
        )
    ) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_manual_says_in_each_language_what_holds(code: str) -> None:
    """Its first line is a sentence; French and Dutch are not the English."""
    manual = manuals.codes()[code]
    assert manual.text.splitlines()[0].endswith(".")
    french, dutch = (translator(language).words(manual.text) for language in ("fr", "nl"))
    assert len({manual.text, french, dutch}) == 3
    if code[:3] in ("CNV", "CTY", "CLU", "PER", "PII", "BAL", "EVA", "LNG"):
        assert manual.source
        assert translator("nl").words(manual.source) != manual.source


def test_a_campaign_weighs_only_codes_that_exist() -> None:
    """A typing error in a year would leave a rule at its usual weight."""
    for year in years():
        assert set(campaign(year).severities) <= set(CODES)


def test_the_page_of_the_codes_is_up_to_date() -> None:
    """It is made by `python -m tools.rules`."""
    assert rules.PATH.read_text(encoding="utf-8") == rules.page()
