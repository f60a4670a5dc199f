"""Dates as Belgians write them: the day before the month, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from types import MappingProxyType
from typing import Final

from generator.messages import msg
from generator.sheets.faults import Wrong, seen
from generator.sheets.grid import Cell
from generator.sheets.texts import key

_NAMES: Final = (
    "janvier janv jan januari january",
    "fevrier fevr fev februari feb february",
    "mars maart mrt maa march mar",
    "avril avr april apr",
    "mai mei may",
    "juin juni jun june",
    "juillet juil juli jul july",
    "aout augustus aug august",
    "septembre sept september sep",
    "octobre oct oktober okt october",
    "novembre nov november",
    "decembre dec december",
)
_MONTHS: Final[Mapping[str, int]] = MappingProxyType(
    {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
)
_DAYS: Final = (
    "lundi mardi mercredi jeudi vendredi samedi dimanche maandag dinsdag woensdag donderdag vrijdag zaterdag "
    "zondag lun mar mer jeu ven sam dim ma di wo do vr za zo"
)
_WEEKDAYS: Final = frozenset(_DAYS.split())
_CLOCK: Final = re.compile(r"[T ]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\Z")
_WEEKDAY: Final = re.compile(r"([^\W\d_]+)[.,]?\s+(?=[0-9])")
_DIGITS: Final = re.compile(r"([0-9]{1,2})\s*([/. -])\s*([0-9]{1,2})\s*\2\s*([0-9]{4}|[0-9]{2})\Z")
_ISO: Final = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})\Z")
_WORDS: Final = re.compile(
    r"([0-9]{1,2})(?:\s?(?:er|e|ste|de))?[\s./-]+([^\W\d_]+)\.?[\s./-]*([0-9]{4}|[0-9]{2})\Z",
    re.IGNORECASE,
)
_SERIALS: Final = range(36_526, 73_051)
"""The days of 2000 to 2099 as Excel counts them; a smaller number is a year, a larger one digits of a date."""
_CENTURY: Final = 2000
_SHORT: Final = 100
_LONGEST: Final = 60


def day(cell: Cell) -> str:
    """Read a date as the schema wants it, year-month-day; a time of day is left out.

    The day always comes before the month: 03/31/2015 does not exist.

    Raises:
        Wrong: the cell holds something else, or a day that does not exist.

    """
    value = cell.value
    found: date | None = None
    if isinstance(value, date):
        found = value
    elif isinstance(value, str):
        found = _typed(" ".join(value.split()))
    elif not isinstance(value, bool | time | timedelta) and value is not None:
        found = _counted(value, cell.start)
    if found is None:
        raise Wrong(
            "XLS015",
            msg("“{value}” is not a date.", value=seen(value)),
            msg("Write day, month and year, as 31/03/2015."),
        )
    return found.isoformat()


def _counted(value: float, start: date) -> date | None:
    """Read the number of a day in a cell without a format of dates."""
    days = (start - date(1899, 12, 30)).days + value
    return date(1899, 12, 30) + timedelta(days=int(days)) if _SERIALS[0] <= days < _SERIALS[-1] + 1 else None


def _typed(text: str) -> date | None:
    if len(text) > _LONGEST:
        return None
    bare = _CLOCK.sub("", text)
    named = _WEEKDAY.match(bare)
    if named and key(named.group(1)) in _WEEKDAYS:
        bare = bare[named.end() :]
    if found := _ISO.match(bare):
        return _date(int(found[1]), int(found[3]), int(found[4]))
    if found := _DIGITS.match(bare):
        return _date(_year(found[4]), int(found[3]), int(found[1]))
    if found := _WORDS.match(bare):
        month = _MONTHS.get(key(found[2]))
        return _date(_year(found[3]), month, int(found[1])) if month else None
    return None


def _year(digits: str) -> int:
    return int(digits) + (_CENTURY if int(digits) < _SHORT and len(digits) == 2 else 0)  # noqa: PLR2004


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
