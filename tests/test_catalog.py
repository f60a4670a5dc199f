"""The kinds of file and what they share: said once, in the schemas."""

from __future__ import annotations

import json
from typing import Any

from generator.catalog import Kind, kinds, parts, resolve, shared, whole
from generator.counting import _OTHER_TYPES, _REASONS, _RESULTS, _ROWS
from generator.locales import LANGUAGES

CONTRACT_KINDS = [kind for kind in kinds().values() if kind.dossier == "contract"]


def test_every_type_of_contract_is_in_a_figure_of_its_own() -> None:
    """A type that is added to the schemas and not to the count would be counted nowhere."""
    assert set(_ROWS) == {kind.row for kind in CONTRACT_KINDS if kind.row is not None}
    assert set(_OTHER_TYPES) == {kind.name for kind in CONTRACT_KINDS if kind.row is None}
    assert set(_REASONS) - {"term"} == set(_choice("closing", "reason"))
    assert set(_RESULTS) == set(_choice("closing", "results"))


def _choice(*steps: str) -> list[str]:
    node = whole(kinds()["piis-evaluation"].schema)
    for step in steps:
        node = node["properties"][step]
    found: list[str] = (node.get("items") or node)["enum"]
    return found


def test_the_types_of_contract_differ_in_their_activity_only() -> None:
    """The same fields, in the same order, from the same shared parts."""

    def common(kind: Kind) -> str:
        fields = dict(kind.schema["properties"])
        del fields["activity"], fields["kind"]
        return json.dumps([fields, kind.schema["required"]])

    assert len({common(kind) for kind in CONTRACT_KINDS}) == 1
    assert len({json.dumps(kind.schema["properties"]["activity"]) for kind in CONTRACT_KINDS}) == 6


def test_a_shared_part_has_its_name_for_itself() -> None:
    """Two parts of one name in two files would be taken for each other."""
    assert sum(len(schema["$defs"]) for schema in shared().values()) == len(parts())


def test_every_choice_has_words_in_both_languages() -> None:
    """They are printed; gender, language and kind are not."""
    for kind in kinds().values():
        for name, node in _choices(whole(kind.schema), ""):
            labels = node.get("x-labels", {})
            assert name in _WORDLESS or list(labels) == node["enum"], f"{kind.name}: {name}"
            assert all(set(words) == set(LANGUAGES) for words in labels.values())


def test_no_kind_refers_back_to_one_that_refers_to_it() -> None:
    """Checking a file comes to an end."""
    done: set[str] = set()
    while True:
        ready = {k.name for k in kinds().values() if set(k.refers_to) <= done} - done
        if not ready:
            break
        done |= ready
    assert done == set(kinds())


def test_what_holds_data_of_a_person_is_marked_private() -> None:
    """A contract holds them by its social balance."""
    assert all(kind.private == (kind.family == "piis") for kind in kinds().values())
    for part in ("beneficiary", "representative", "chosen_person", "interpreter"):
        assert resolve(parts()[part])["x-private"]


_WORDLESS = ("title", "type")
"""The title of a signatory has a form for each gender; the instrument of a convention has its words in the context."""


def _choices(node: Any, name: str) -> list[tuple[str, dict[str, Any]]]:
    if isinstance(node, list):
        return [found for each in node for found in _choices(each, name)]
    if not isinstance(node, dict):
        return []
    own = [(name, node)] if isinstance(node.get("enum"), list) else []
    return own + [found for key, value in node.items() for found in _choices(value, key)]
