"""What stands where a value of another type should be, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from generator.messages import Message, msg
from generator.sheets.dates import day
from generator.sheets.faults import Wrong
from generator.sheets.grid import Cell
from generator.sheets.numbers import amount, whole
from generator.sheets.texts import key

BARE: Final = {
    "integer": re.compile(r"-?[0-9]+\Z"),
    "number": re.compile(r"-?[0-9]+(?:\.[0-9]{1,2})?\Z"),
    "boolean": re.compile(r"(?:true|false)\Z"),
}
"""How a value of a type is written; between quotes it is a text."""
_THREE: Final = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}\Z")
"""A comma before three digits: between thousands as the English write it, or before a part of a cent."""
_TRUTHS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("yes", "y", "oui", "o", "ja", "j", "x", "true", "vrai", "waar"), "true"),
        **dict.fromkeys(("no", "n", "non", "nee", "neen", "false", "faux", "onwaar"), "false"),
    }
)
"""What people write for yes and no."""


def other_type(value: object, wanted: str, shown: str, *, guess: bool) -> tuple[Message, Message]:
    """Say that a value is not of the type that is wanted; name the value to write where that may be guessed, and is certain."""
    if isinstance(value, str) and wanted in BARE and BARE[wanted].match(value):
        return (
            msg("“{value}” stands here between quotes, and so is a text.", value=shown),
            msg("Write it without quotes: {value}.", value=shown),
        )
    types = {
        "object": (
            msg("“{value}” stands where a group of fields should be.", value=shown),
            msg(
                "Write the fields on lines of their own below, each indented by two spaces; a text as “fr: …” and “nl: …”."
            ),
        ),
        "array": (
            msg("“{value}” stands where a list should be.", value=shown),
            msg("Write each entry on a line of its own below, beginning with “- ”."),
        ),
        "boolean": (
            msg("“{value}” is neither true nor false.", value=shown),
            _truth(value if guess else None),
        ),
        "integer": (
            msg("“{value}” is not a whole number.", value=shown),
            (meant_number(value) if guess else None)
            or msg("Write digits only, without quotes, points or spaces."),
        ),
        "number": (
            msg("“{value}” is not an amount.", value=shown),
            (meant_amount(value) if guess else None)
            or msg("Write an amount with a point before the cents only, for example 10000.00."),
        ),
        "string": (
            msg("“{value}” is not a text.", value=shown),
            msg("Write the text behind the name of its field; between quotes if it begins with “{{” or “[”.")
            if isinstance(value, dict | list)
            else msg("Write a text, between quotes where it looks like a number."),
        ),
    }
    return types[wanted]


def meant_amount(value: object) -> Message | None:
    """Name the amount that a person means who writes it as on paper: `48 250`, `48.250,00`, `48 250 €`."""
    number = _read(amount, value)
    if number is None:
        return None
    if isinstance(value, str) and _THREE.match(value):
        return msg(
            "Write {value} or {other}, whichever is meant: a point stands before the cents only, nothing between thousands.",
            value=value.replace(",", ""),
            other=number,
        )
    return msg(
        "Write {value}, if that is meant: a point stands before the cents only, nothing between thousands, and no “€”.",
        value=number,
    )


def meant_number(value: object) -> Message | None:
    """Name the whole number that is meant by `1 500`, or by `1.500`."""
    number = _read(whole, value)
    return None if number is None else msg("Write {value}, if that is meant: digits only.", value=number)


def meant_date(value: object) -> Message | None:
    """Name the date that is meant by `16/02/2015` or `16 février 2015`."""
    written = _read(day, value)
    return None if written is None else msg("Write {value}, if that is meant: year-month-day.", value=written)


def meant_choice(value: object, labels: Mapping[str, Mapping[str, str]]) -> str | None:
    """Give the possible value that is meant by its words, or by other capitals."""
    known = {key(word): name for name, words in labels.items() for word in (name, *words.values())}
    return known.get(key(value)) if isinstance(value, str) else None


def _read(reader: Callable[[Cell], Decimal | int | str], value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | Decimal):
        return None
    try:
        return str(reader(Cell(str(value))))
    except Wrong:
        return None


def _truth(value: Any) -> Message:
    known = _TRUTHS.get(key(value)) if isinstance(value, str) else None
    if known is None:
        return msg("Write true for yes or false for no, without quotes.")
    return msg("Write {value}: in this file true stands for yes and false for no.", value=known)
