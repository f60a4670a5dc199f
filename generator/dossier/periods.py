"""Days, months and schedules, as a contract counts them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

_MONTHS = 12


def add_months(day: date, months: int) -> date:
    """Give the same day some months later, or the last day of a month that has no such day."""
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(start: date, months: int) -> date:
    """Give the last day of a period of so many months: 1 April 2015 and twelve give 31 March 2016."""
    return add_months(start, months) - timedelta(days=1)


def rhythm(start: date, end: date, *, months: int = 0, weeks: int = 0) -> list[date]:
    """Give the days, one each so many months or weeks, of a period.

    The last one is the end itself, unless the one before is less than half an interval away from it.
    """
    days, before, count = list[date](), start, 1
    while (day := add_months(start, months * count) + timedelta(weeks=weeks * count)) < end:
        days.append(day)
        before, count = day, count + 1
    if not days or 2 * (end - before) >= day - before:
        days.append(end)
    return days


def age(born: date, on: date) -> int:
    """Give the age in whole years on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
