"""Days, months and schedules of a contract."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.dossier.periods import add_months, age, last_day, rhythm

DAYS = st.dates(date(2014, 1, 1), date(2020, 12, 31))


def test_a_month_later_is_the_same_day_or_the_last_of_a_short_month() -> None:
    assert add_months(date(2015, 1, 15), 3) == date(2015, 4, 15)
    assert add_months(date(2015, 11, 30), 3) == date(2016, 2, 29)
    assert add_months(date(2015, 12, 31), 2) == date(2016, 2, 29)


def test_twelve_months_from_the_first_of_april_end_on_the_last_of_march() -> None:
    assert last_day(date(2015, 4, 1), 12) == date(2016, 3, 31)
    assert last_day(date(2015, 3, 16), 6) == date(2015, 9, 15)


def test_a_quarterly_rhythm_of_a_year_gives_four_evaluations() -> None:
    days = rhythm(date(2015, 4, 1), date(2016, 3, 31), months=3)
    assert days == [date(2015, 7, 1), date(2015, 10, 1), date(2016, 1, 1), date(2016, 3, 31)]


def test_no_evaluation_a_few_days_before_the_last_one() -> None:
    """16 December is the last one of a contract that ends on the 31st: two in a fortnight help nobody."""
    days = rhythm(date(2015, 3, 16), date(2015, 12, 31), months=3)
    assert days == [date(2015, 6, 16), date(2015, 9, 16), date(2015, 12, 16)]


def test_a_contract_shorter_than_its_rhythm_is_evaluated_at_its_end() -> None:
    assert rhythm(date(2015, 4, 1), date(2015, 5, 1), months=3) == [date(2015, 5, 1)]


@given(DAYS, st.integers(1, 400), st.sampled_from([{"months": 1}, {"months": 3}, {"weeks": 2}, {"weeks": 1}]))
def test_a_schedule_is_in_order_within_the_contract_and_never_further_apart_than_the_rhythm(
    start: date, length: int, step: dict[str, int]
) -> None:
    end = start + timedelta(days=length)
    days = rhythm(start, end, **step)
    assert days == sorted(set(days))
    assert start < days[0]
    assert days[-1] <= end
    for count, (before, after) in enumerate(pairwise([start, *days]), 1):
        latest = add_months(start, step.get("months", 0) * count) + timedelta(
            weeks=step.get("weeks", 0) * count
        )
        assert before < after <= latest


@given(DAYS, DAYS)
def test_somebody_has_a_birthday_once_a_year(born: date, on: date) -> None:
    assert (
        age(born, on)
        == sum(
            1
            for year in range(born.year + 1, on.year + 1)
            if (year, born.month, born.day) <= (on.year, on.month, on.day)
        )
        or on < born
    )
