"""The calendar of evaluations, ends and days of reflection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.conftest import Call
from tests.people import People


@pytest.fixture
def people(tmp_path: Path) -> People:
    """Give an empty folder of persons."""
    return People(tmp_path)


@pytest.fixture
def events(people: People, tmp_path: Path, call: Call) -> Callable[..., list[tuple[str, date, date]]]:
    """Give a function that writes the calendar and reads it back with another program’s eyes."""

    def read(language: str = "en") -> list[tuple[str, date, date]]:
        file = tmp_path / "c.ics"
        assert call("piis", "calendar", str(people.folder), "-o", str(file), "--lang", language)[0] == 0
        calendar: Any = icalendar.Calendar.from_ical(file.read_bytes())
        return [
            (str(e["summary"]), e.decoded("dtstart"), e.decoded("dtend")) for e in calendar.walk("VEVENT")
        ]

    return read


def test_a_new_contract_gives_reflection_evaluations_and_end(
    people: People, events: Callable[..., Any]
) -> None:
    people.add("1")
    assert events() == [
        ("Days of reflection: PIIS-1", date(2015, 3, 2), date(2015, 3, 7)),
        ("Evaluation 1, at the latest: PIIS-1", date(2015, 6, 16), date(2015, 6, 17)),
        ("Evaluation 2, at the latest: PIIS-1", date(2015, 9, 16), date(2015, 9, 17)),
        ("Evaluation 3, at the latest: PIIS-1", date(2015, 12, 16), date(2015, 12, 17)),
        ("Last day of the contract: PIIS-1", date(2015, 12, 31), date(2016, 1, 1)),
    ]


def test_a_contract_that_is_not_signed_says_so(people: People, events: Callable[..., Any]) -> None:
    """Its evaluations are planned only; the day from which it may be signed is what matters."""
    people.add("1", contract={"signature": {"handed_over": "2015-03-02"}})
    found = [summary for summary, _, _ in events()]
    assert found[:3] == [
        "Days of reflection: PIIS-1",
        "May be signed from this day on: PIIS-1",
        "Evaluation 1, at the latest: PIIS-1 (not signed yet)",
    ]


def test_what_was_held_stands_on_its_day_and_the_next_on_the_day_agreed(
    people: People, events: Callable[..., Any]
) -> None:
    people.add("1", evaluations=[{}])
    summaries = [(summary, start) for summary, start, _ in events() if summary.startswith("Evaluation")]
    assert summaries == [
        ("Evaluation 1: PIIS-1", date(2015, 6, 12)),
        ("Evaluation 2: PIIS-1", date(2015, 9, 11)),
        ("Evaluation 3, at the latest: PIIS-1", date(2015, 12, 16)),
    ]


def test_after_the_end_of_a_pathway_nothing_is_planned(people: People, events: Callable[..., Any]) -> None:
    people.add("1", evaluations=[{"next": None, "closing": {"date": "2015-06-12", "reason": "moved"}}])
    assert max(start for _, start, _ in events()) == date(2015, 6, 12)


def test_a_changed_day_moves_the_event_and_makes_no_second_one(
    people: People, tmp_path: Path, events: Callable[..., Any]
) -> None:
    """The identity of an event does not hold its day, and the same files give the same bytes."""
    path = people.add("1")
    events()
    first = (tmp_path / "c.ics").read_bytes()
    events()
    assert (tmp_path / "c.ics").read_bytes() == first
    path.write_text(path.read_text(encoding="utf-8").replace("2015-12-31", "2015-12-20"), encoding="utf-8")
    events()
    second = (tmp_path / "c.ics").read_bytes()

    def names(raw: bytes) -> set[str]:
        calendar: Any = icalendar.Calendar.from_ical(raw)
        return {str(event["uid"]) for event in calendar.walk("VEVENT")}

    assert first != second
    assert names(first) == names(second)


def test_a_calendar_names_nobody(people: People, tmp_path: Path, events: Callable[..., Any]) -> None:
    people.add("1", person={"niss": "85.07.30-998.33"})
    events("nl")
    raw = (tmp_path / "c.ics").read_bytes()
    assert b"Fictive" not in raw
    assert b"998" not in raw
