"""Reads a cell as its column is meant, and says how a value is written into one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from generator.excel import labels
from generator.excel.layout import Column, Sort
from generator.locales import Translator, translator
from generator.messages import Words, msg
from generator.sheets import dates, numbers, texts
from generator.sheets.faults import Wrong, seen
from generator.sheets.grid import Cell

_READERS: Final[Mapping[Sort, Callable[[Cell], Any]]] = MappingProxyType(
    {
        Sort.TEXT: texts.text,
        Sort.LINE: texts.line,
        Sort.CODE: texts.code,
        Sort.NIS: texts.municipality,
        Sort.WHOLE: numbers.whole,
        Sort.AMOUNT: numbers.amount,
        Sort.SHARE: numbers.share,
        Sort.DATE: dates.day,
    }
)
_EXACT: Final = Decimal(10) ** 13
"""Below it Excel keeps a number with its cents, digit for digit."""
_NUMBERS: Final = frozenset({Sort.WHOLE, Sort.AMOUNT, Sort.SHARE})
_CENT: Final = Decimal("0.01")
_FIRST_DAY: Final = date(1900, 3, 1)
"""Before it Excel counts the days otherwise than the calendar, or not at all."""


def read(cell: Cell, column: Column) -> Any:
    """Read a cell that holds something as a file would have it.

    Raises:
        Wrong: it computes, shows an error, or is not what the column is for.

    """
    computed(cell)
    if column.sort in {Sort.TRUTH, Sort.CHOICE}:
        return _choice(cell, column)
    return _READERS[column.sort](cell)


def computed(cell: Cell) -> None:
    """Refuse a formula, and an error.

    Raises:
        Wrong: the cell holds one.

    """
    if cell.formula:
        raise Wrong(
            "XLS028",
            msg("The cell computes; only what is typed is read."),
            msg("Copy the cells and put them back as values (Paste special, Values)."),
        )
    if cell.error:
        raise Wrong(
            "XLS012",
            msg("The cell shows the error {value}.", value=seen(cell.value)),
            msg("Mend the formula, or type the value."),
        )


def _choice(cell: Cell, column: Column) -> Any:
    if column.sort is Sort.TRUTH and isinstance(cell.value, bool):
        return cell.value
    if isinstance(cell.value, str):
        known, written = labels.chosen(column), texts.key(cell.value)
        if written in known:
            return known[written]
    english, french, dutch = (
        ", ".join(labels.choices(column, translator(language)).values()) for language in ("en", "fr", "nl")
    )
    raise Wrong(
        "XLS029",
        msg("“{value}” is none of the words of the list.", value=seen(cell.value)),
        msg("Choose one of: {values}.", values=Words(english, french, dutch)),
    )


def shown(value: Any, column: Column, words: Translator) -> str | Decimal | date:
    """Give what Excel is to hold for a value of a file; what is no value of its column stays a text."""
    if isinstance(value, bool):
        return labels.choices(column, words)[value] if column.sort is Sort.TRUTH else str(value).lower()
    if isinstance(value, int | Decimal):
        return _number(Decimal(value), column.sort)
    text = str(value)
    if column.sort is Sort.CHOICE:
        return labels.choices(column, words).get(text, text)
    if column.sort is Sort.DATE:
        day = _day(text)
        return day if day is not None and day >= _FIRST_DAY else text
    return text


def _number(value: Decimal, sort: Sort) -> str | Decimal:
    if sort not in _NUMBERS:
        return f"{value:f}"
    rounded = sort is not Sort.WHOLE and value != value.quantize(_CENT)
    small = sort is Sort.SHARE and 0 < value <= 1
    if small or rounded or abs(value) >= _EXACT:
        # without its sign a small share may be meant as a part of one; of the others Excel would show less
        return f"{value:f}{' %' if small else ''}".replace(".", ",")
    return value


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None
