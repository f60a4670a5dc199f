"""Texts and codes of a cell, as a person sees them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Final

from generator.messages import msg
from generator.municipalities import municipalities
from generator.sheets.faults import Wrong, seen
from generator.sheets.grid import Cell
from generator.sheets.numbers import plain

_BROKEN: Final = re.compile(r"\s*\n\s*")


def key(text: str) -> str:
    """Reduce a text to its letters and digits, so that accents, capitals, spaces and signs do not matter."""
    bare = unicodedata.normalize("NFKD", text.replace("°", "").casefold())
    return "".join(c for c in bare if c.isalnum())


def line(cell: Cell) -> str:
    """Read a text on one line.

    Raises:
        Wrong: Excel made a date or a truth value of it.

    """
    return _BROKEN.sub(" ", text(cell))


def text(cell: Cell) -> str:
    """Read a text, that may have several lines; a number is written as it is seen.

    Raises:
        Wrong: Excel made a date or a truth value of it.

    """
    value = cell.value
    if isinstance(value, str):
        return value
    number = None if isinstance(value, bool) or not isinstance(value, int | float) else plain(value)
    if number is None:
        raise _no_text(cell)
    shown = f"{(number * 100 if cell.percent else number):f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".").replace(".", ",")
    return f"{shown}\u00a0%" if cell.percent else shown.zfill(cell.width)


def code(cell: Cell) -> str:
    """Read a number that is no quantity, such as that of a document; its zeros in front are kept.

    Raises:
        Wrong: Excel kept of it less than was typed.

    """
    value = cell.value
    if isinstance(value, str):
        return line(cell)
    number = None if isinstance(value, bool) or not isinstance(value, int | float) else plain(value)
    if number is None or number != int(number) or number < 0:
        raise _no_text(cell)
    return str(int(number)).zfill(cell.width)


def municipality(cell: Cell) -> str:
    """Read the NIS code of a municipality; its name, in French or in Dutch, stands for it.

    Raises:
        Wrong: Excel kept of it less than was typed.

    """
    written = code(cell)
    return _municipalities().get(key(written), written)


@cache
def _municipalities() -> Mapping[str, str]:
    return MappingProxyType(
        {key(name): m.nis for m in municipalities().values() for name in m.names.values()}
    )


def _no_text(cell: Cell) -> Wrong:
    value = cell.value
    if isinstance(value, date):
        cause = msg("Excel made a date of this text: {date}.", date=value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        cause = msg("Excel made the number {value} of this text.", value=_digits(value))
    else:
        cause = msg("Excel made “{value}” of this text.", value=seen(value))
    return Wrong(
        "XLS017", cause, msg("Give the cell the format Text, or type an apostrophe (') first; type it again.")
    )


def _digits(value: float) -> str:
    number: Decimal | None = plain(value)
    return seen(value if number is None else f"{number:f}".replace(".", ","))
