"""Amounts and shares as Belgians write them, in digits or as text; the result is exact."""

from __future__ import annotations

import math
import re
from contextlib import suppress
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from generator.messages import Message, Words, msg
from generator.sheets.faults import Wrong, seen
from generator.sheets.grid import Cell

_CENT: Final = Decimal("0.01")
_NOISE: Final = Decimal("0.0001")
"""So near to a cent a number of Excel is that cent: sums of binary fractions go astray by less."""
_ROUND: Final = Words("ROUND(…;2)", "ARRONDI(…;2)", "AFRONDEN(…;2)")
"""The function that rounds to the cent, as Excel calls it in each language."""
_LARGEST: Final = Decimal(10) ** 15
"""From here on Excel itself loses digits."""
_LONGEST: Final = 40
_EURO: Final = re.compile(r"€|\beuros?\b|\beur\b", re.IGNORECASE)
_NO_CENTS: Final = re.compile(r"(?<=[0-9])[.,][-–—]{1,2}\Z")
"""The Dutch way of a round amount: `12,-`."""
_AMOUNT: Final = re.compile(
    r"""(?:
        (?P<dots>[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?=,|\Z)
      | (?P<commas>[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?=\.)
      | (?P<blanks>[1-9][0-9]{0,2}(?P<mark>[ '’])[0-9]{3}(?:(?P=mark)[0-9]{3})*)
      | (?P<plain>[0-9]+)
    )(?:[.,](?P<cents>[0-9]+))?\Z""",
    re.VERBOSE,
)
_SHARE: Final = re.compile(r"([-+]?)([0-9]{1,12})(?:[.,]([0-9]{1,20}))?\Z")
_PERCENT: Final = re.compile(r"\s*(?:%|pct\.?|percent|procent|pour ?cent)\Z", re.IGNORECASE)


def amount(cell: Cell) -> Decimal:
    """Read an amount in euro, to the cent; a minus sign is kept, for a rule to judge.

    Raises:
        Wrong: the cell holds something else, or parts of a cent.

    """
    if isinstance(cell.value, str):
        return _cents(_typed(cell.value), cell)
    number = None if cell.percent else _number(cell)
    if number is None:
        raise _no_amount(cell)
    return _cents(number, cell)


def share(cell: Cell) -> Decimal:
    """Read a share in per cent: 37.5 for `37,5`, `37,5 %`, or 0.375 that Excel shows as a percentage.

    A number of at most 1 without the sign is refused: 0,5 may be a half or half a per cent, and 1 all
    or a hundredth, and the report would be wrong by a factor of hundred.

    Raises:
        Wrong: the cell holds something else, or can be meant in two ways.

    """
    percent = cell.percent
    if isinstance(cell.value, str):
        bare = _PERCENT.sub("", _blanks(cell.value))
        percent = bare != _blanks(cell.value)
        found = _SHARE.match(_minus(bare))
        number = found and Decimal(f"{found[1]}{found[2]}.{found[3] or 0}")
    else:
        number = _number(cell)
        if percent and number is not None:
            number *= 100
    if number is None:
        raise Wrong(
            "XLS014",
            _date_seen(cell) or msg("“{value}” is not a share.", value=seen(cell.value)),
            msg("Write the share in per cent, as 37,5 or 37,5 %."),
        )
    if not percent and 0 < number <= 1:
        raise Wrong(
            "XLS014",
            msg("{value} can be meant in two ways: as a part of one, or in per cent.", value=_plain(number)),
            msg(
                "Write 50 for one half and 100 for all; a share of less than one per cent with the sign: 0,5 %."
            ),
        )
    rounded = number.quantize(_CENT, ROUND_HALF_UP)
    if rounded != number and not _as_seen(cell):
        raise Wrong(
            "XLS014",
            msg("The share {value} has more than two digits after the comma.", value=_plain(number)),
            msg("Round the share to two digits after the comma, as 33,33."),
        )
    return Decimal(_plain(rounded, "."))


def whole(cell: Cell) -> int:
    """Read a whole number: of people, of a year; `130.587` and `130 587` are read as Belgians mean them.

    Raises:
        Wrong: the cell holds something else, or a part of one.

    """
    number: Decimal | None = None
    if isinstance(cell.value, str):
        with suppress(Wrong):
            number = _typed(cell.value)
    elif not cell.percent:
        number = _number(cell)
    if number is None or number != number.to_integral_value():
        raise Wrong(
            "XLS030",
            _date_seen(cell) or msg("“{value}” is not a whole number.", value=seen(_shown(cell.value))),
            msg("Write digits only; if need be, give the cell the format Number first."),
        )
    return int(number)


def plain(value: float) -> Decimal | None:
    """Give a number of Excel with the fifteen digits that it shows; None where it is no number at all.

    The noise of binary fractions stands behind them: 0.1 + 0.2 is 0.3.
    """
    if isinstance(value, float) and not math.isfinite(value):
        return None
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    return number if abs(number) < _LARGEST else None


def _number(cell: Cell) -> Decimal | None:
    if isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return None
    return plain(cell.value)


def _shown(value: object) -> object:
    return _plain(number) if isinstance(value, float) and (number := plain(value)) is not None else value


def _typed(text: str) -> Decimal:
    bare = _blanks(_EURO.sub(" ", text))
    bare = _NO_CENTS.sub("", bare)
    negative = bare.startswith("(") and bare.endswith(")")
    if negative:
        bare = bare[1:-1].strip()
    bare = _minus(bare)
    if bare.endswith("-") and not negative:
        negative, bare = True, bare[:-1].strip()
    elif bare[:1] in {"-", "+"} and not negative:
        negative, bare = bare[0] == "-", bare[1:].strip()
    found = _AMOUNT.match(bare) if len(bare) <= _LONGEST else None
    if found is None:
        raise _no_amount(Cell(text))
    whole = next(found[name] for name in ("plain", "dots", "commas", "blanks") if found[name])
    number = Decimal(re.sub(r"[^0-9]", "", whole) + "." + (found["cents"] or "0"))
    if number >= _LARGEST:
        raise _no_amount(Cell(text))
    return -number if negative else number


def _cents(number: Decimal, cell: Cell) -> Decimal:
    rounded = number.quantize(_CENT, ROUND_HALF_UP)
    typed = isinstance(cell.value, str)
    if abs(rounded - number) > (0 if typed else _NOISE):
        told = msg("The amount {value} has parts of a cent.", value=_plain(number))
        if typed:
            raise Wrong("XLS013", told, msg("Write the amount to the cent, with two digits after the comma."))
        if _as_seen(cell):
            told = msg("The cell holds the amount {value}: more digits than it shows.", value=_plain(number))
        raise Wrong(
            "XLS013",
            told,
            msg(
                "Type the amount again, with two digits after the comma; where it was computed, put {function} around the formula and paste its value.",
                function=_ROUND,
            ),
        )
    return rounded


def _as_seen(cell: Cell) -> bool:
    """Tell whether a person sees the number rounded: it is computed, or its format shows two digits."""
    return not isinstance(cell.value, str) and (cell.formula or cell.places == 2)  # noqa: PLR2004


def _no_amount(cell: Cell) -> Wrong:
    return Wrong(
        "XLS013",
        _date_seen(cell) or msg("“{value}” is not an amount.", value=seen(cell.value)),
        msg("Write the amount again, as 1.234,56; if need be, give the cell the format Number first."),
    )


def _date_seen(cell: Cell) -> Message | None:
    if isinstance(cell.value, date):
        return msg("Excel made a date of this number: {date}.", date=cell.value)
    if isinstance(cell.value, time | timedelta):
        return msg("Excel made a time of this number: {time}.", time=seen(cell.value))
    if isinstance(cell.value, bool):
        return msg("A value true or false stands where a number should be.")
    return None


def _blanks(text: str) -> str:
    """Make one space of each run of spaces, also of those that never break a line."""
    return " ".join(text.split())


def _minus(text: str) -> str:
    return text.replace("−", "-").replace("–", "-")


def _plain(number: Decimal, sign: str = ",") -> str:
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", sign)
