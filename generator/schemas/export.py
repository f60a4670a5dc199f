"""The schemas as data: joined with what they share, or in one piece for an editor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Any

from generator import resources
from generator.catalog import Kind
from generator.locales import Translator


@cache
def common() -> Mapping[str, Any]:
    """Give what the schemas share."""
    path = resources.folder("schemas") / "common.schema.json"
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def export(kind: Kind, translator: Translator) -> dict[str, Any]:
    """Give the schema of a kind in one piece, its titles and descriptions in one language.

    An editor shows them as hints while a person types.
    """

    def plain(node: Any) -> Any:
        if isinstance(node, list):
            return [plain(each) for each in node]
        if not isinstance(node, dict):
            return node
        out = {}
        for key, value in node.items():
            if key in ("title", "description") and isinstance(value, str):
                out[key] = translator.words(value)
            elif key == "$ref":
                out[key] = "#" + value.partition("#")[2]
            else:
                out[key] = plain(value)
        return out

    whole = deepcopy(dict(kind.schema))
    whole["$defs"] = deepcopy(common()["$defs"])
    return dict(plain(whole))


def resolve(node: Mapping[str, Any]) -> dict[str, Any]:
    """Join a part of a schema with what its `$ref` points to; what stands beside it wins."""
    target = node.get("$ref")
    if target is None:
        return dict(node)
    name = str(target).rpartition("/")[2]
    return {**resolve(common()["$defs"][name]), **{k: v for k, v in node.items() if k != "$ref"}}
