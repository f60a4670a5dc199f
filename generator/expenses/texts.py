"""The class of an expense, as a person writes it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from generator.expenses.fields import fields
from generator.messages import Words, msg
from generator.sheets.faults import Wrong, seen
from generator.sheets.grid import Cell
from generator.sheets.texts import key

_SHORT: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "staff": ("personnel", "frais du personnel", "personeel", "personeelskost", "staff costs"),
        "operating": ("fonctionnement", "werking", "werkingskost", "operating costs"),
    }
)


def choice(cell: Cell) -> str:
    """Read the class of an expense: its code, its words in French or Dutch, or their short form.

    Raises:
        Wrong: it is none of them.

    """
    found = _classes().get(key(cell.value)) if isinstance(cell.value, str) else None
    if found is None:
        staff, operating = (
            Words(name, label["fr"], label["nl"]) for name, label in fields()["class"]["x-labels"].items()
        )
        raise Wrong(
            "XLS016",
            msg("“{value}” is no class of expenses.", value=seen(cell.value)),
            msg("Choose “{staff}” or “{operating}”.", staff=staff, operating=operating),
        )
    return found


@cache
def _classes() -> Mapping[str, str]:
    node = fields()["class"]
    names = {}
    for name in node["enum"]:
        for word in (name, *node["x-labels"][name].values(), *_SHORT.get(name, ())):
            names[key(word)] = name
    return MappingProxyType(names)
