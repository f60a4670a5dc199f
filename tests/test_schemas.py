"""The schema of a kind says what is wrong in words; nothing that a file holds makes it stumble."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator import catalog, schemas
from generator.catalog import kinds
from generator.locales import READERS, Reader, translator
from generator.source import Source, Spot

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)


def _source(data: Any) -> Source:
    spots: dict[tuple[str | int, ...], Spot] = {}

    def walk(node: Any, pointer: tuple[str | int, ...]) -> None:
        spots[pointer] = Spot(1, 1, (1, 1))
        children = (
            node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        )
        for key, value in children:
            walk(value, (*pointer, key))

    walk(data, ())
    return Source("x.yaml", data, spots)


@settings(deadline=None)
@given(st.sampled_from(sorted(kinds())), st.data())
def test_any_data_gives_findings_and_no_exception(kind: str, data: st.DataObject) -> None:
    """Values of every type are put under every name that the schema knows, at each level."""
    names = sorted(kinds()[kind].schema["properties"])
    fields = data.draw(st.dictionaries(st.sampled_from(names), JSON, max_size=6))
    findings = schemas.check(_source({"kind": kind, "campaign": 2015, **fields}))
    assert findings
    for finding in findings:
        for language in READERS:
            assert translator(language).text(finding.message)


@pytest.mark.parametrize("kind", sorted(kinds()))
@pytest.mark.parametrize("language", READERS)
def test_an_exported_schema_stands_alone(kind: str, language: Reader) -> None:
    """It is valid JSON Schema 2020-12, and each reference in it leads somewhere."""
    schema = schemas.export(kinds()[kind], translator(language))
    Draft202012Validator.check_schema(schema)
    text = json.dumps(schema)
    for reference in {part.split('"')[0] for part in text.split('"$ref": "')[1:]}:
        assert reference.removeprefix("#/$defs/") in schema["$defs"]


def test_every_field_is_explained() -> None:
    """Each property of each kind has a title, and each but `fr` and `nl` a description."""

    def walk(node: Any, path: str) -> None:
        if isinstance(node, dict):
            for name, part in node.get("properties", {}).items():
                whole = catalog.resolve(part)
                assert whole.get("title"), f"{path}/{name}"
                assert name in ("fr", "nl") or whole.get("description"), f"{path}/{name}"
            for key, value in node.items():
                walk(value, f"{path}/{key}")

    for name, kind in kinds().items():
        walk(dict(kind.schema), name)


def test_a_near_name_is_proposed() -> None:
    """A typing error in a field is often one letter."""
    (finding,) = [
        f
        for f in schemas.check(_source({"kind": "cpas", "campaign": 2015, "adress": 1}))
        if f.code == "SCH004"
    ]
    assert finding.remedy is not None
    assert dict(finding.remedy.values)["field"] == "address"


def test_an_amount_as_small_as_a_cent_is_exact() -> None:
    """19.99 and 4.35 are amounts; binary fractions would refuse them."""
    for amount in ("19.99", "4.35", "0.01", "6534763.86"):
        findings = schemas.check(
            _source({"kind": "convention-city", "campaign": 2015, "amount": Decimal(amount)})
        )
        assert not [f for f in findings if f.place.pointer == "/amount"]
