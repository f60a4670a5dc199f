"""The schemas as data: joined with what they share, or in one piece for an editor."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

from generator.catalog import Kind, parts
from generator.locales import Translator


def export(kind: Kind, translator: Translator) -> dict[str, Any]:
    """Give the schema of a kind in one piece, its titles and descriptions in one language.

    An editor shows them as hints while a person types.
    """

    def plain(node: Any) -> Any:
        if isinstance(node, list):
            return [plain(each) for each in node]
        if isinstance(node, Decimal):
            # an editor reads JSON, whose numbers are binary
            return float(node)
        if not isinstance(node, dict):
            return node
        out = {}
        for key, value in node.items():
            if key in ("title", "description", "x-sheet") and isinstance(value, str):
                out[key] = translator.words(value)
            elif key == "$ref":
                out[key] = "#" + value.partition("#")[2]
            else:
                out[key] = plain(value)
        return out

    whole = deepcopy(dict(kind.schema))
    whole["$defs"] = deepcopy(parts())
    return dict(plain(whole))
