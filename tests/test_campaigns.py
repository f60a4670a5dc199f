"""The data of a year obeys its schema, names its sources, and loses no cent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import campaigns, resources
from generator.campaigns import campaign
from generator.municipalities import municipalities
from generator.source import read

AMOUNTS = st.decimals(0, 10_000_000, places=2)


@pytest.mark.parametrize("year", campaigns.years())
def test_a_campaign_file_obeys_its_schema(year: int) -> None:
    """Each value has a source; there is no field that nobody knows."""
    import json

    schema = json.loads((resources.folder("schemas") / "campaign.schema.json").read_text(encoding="utf-8"))
    source = read(resources.folder("campaigns") / f"{year}.yaml")
    assert source.findings == ()
    jsonschema.Draft202012Validator(schema).validate(_plain(source.data))


@pytest.mark.parametrize("year", campaigns.years())
def test_the_amounts_are_those_of_the_decrees(year: int) -> None:
    """The totals did not change from 2015 to 2016."""
    data = campaign(year)
    assert data.year == year
    assert data.totals == {"convention-city": Decimal("6534763.86"), "convention-cluster": Decimal(200_000)}
    assert data.cluster_ceiling * data.cluster_count == data.totals["convention-cluster"]
    assert data.advance_percent + data.balance_percent == 100
    assert data.urban_policy <= set(municipalities())
    assert data.start.year == data.end.year == year
    assert (data.report_due.day, data.report_due.month, data.report_due.year) == (28, 2, year + 1)


@given(AMOUNTS)
def test_advance_and_balance_are_the_amount_to_the_cent(amount: Decimal) -> None:
    """An odd cent is in the advance, never lost and never paid twice."""
    data = campaign(2015)
    advance, balance = data.advance(amount), data.balance(amount)
    assert advance + balance == amount
    assert Decimal(0) <= advance - balance <= Decimal("0.01")
    assert advance == round(advance, 2)


def test_the_total_is_divided_as_the_notes_say() -> None:
    """Half of 6 534 763.86 is 3 267 381.93."""
    assert campaign(2015).advance(Decimal("6534763.86")) == Decimal("3267381.93")


def test_what_asks_in_2015_refuses_in_2016() -> None:
    """Concrete actions are wanted from 2016 on."""
    for code in ("CNV012", "CNV013", "CNV014"):
        assert campaign(2015).severities[code] == "warning"
        assert campaign(2016).severities[code] == "error"


def _plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return float(node) if isinstance(node, Decimal) else node
