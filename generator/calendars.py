"""Writes the days of contracts as a calendar (iCalendar, RFC 5545): reflection, evaluations, ends.

An event holds the reference of the document and no name: a calendar is seen by many.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from generator.dossier import Contract, Dossier, Evaluation
from generator.messages import Message, msg

_REMINDER: Final = timedelta(days=7)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
    """A day or some days of a contract; `until` is the last of them."""

    key: str
    """What the event is, the same each time the calendar is made: a changed day moves the event."""
    start: date
    until: date
    summary: Message
    made: date
    """The day of the document; never that of the clock."""
    reminder: bool = False


def events(dossiers: Iterable[Dossier]) -> list[Event]:
    """Give the events of sound dossiers, in the order of their days."""
    contracts: list[Contract] = []
    held: dict[str, list[Evaluation]] = defaultdict(list)
    for each in dossiers:
        if isinstance(each, Contract):
            contracts.append(each)
        elif isinstance(each, Evaluation):
            held[each.contract.stem].append(each)
    found = [event for each in contracts for event in _of_contract(each, held[each.stem])]
    return sorted(found, key=lambda event: (event.start, event.key))


def _of_contract(contract: Contract, held: list[Evaluation]) -> Iterator[Event]:
    last = max(held, key=lambda each: each.number, default=None)
    closing = next((each.closing for each in held if each.closing is not None), None)
    made, reference = contract.handed_over or contract.start, contract.reference
    end = closing.day if closing else contract.end

    def event(
        key: str, day: date, summary: Message, until: date | None = None, *, reminder: bool = False
    ) -> Event:
        if contract.signed_on is None and key not in ("reflection", "signature"):
            summary = msg("{summary} (not signed yet)", summary=summary)
        return Event(f"{contract.stem}/{key}", day, until or day, summary, made, reminder)

    if contract.handed_over and contract.reflection_until and contract.waived_on is None:
        last_day = contract.reflection_until - _DAY
        yield event(
            "reflection",
            contract.handed_over,
            msg("Days of reflection: {reference}", reference=reference),
            last_day,
        )
        if contract.signed_on is None:
            summary = msg("May be signed from this day on: {reference}", reference=reference)
            yield event("signature", contract.reflection_until, summary)
    for each in held:
        summary = msg("Evaluation {number}: {reference}", number=each.number, reference=reference)
        yield event(f"evaluation-{each.number}", each.held_on, summary)
    done = last.number if last else 0
    planned = last.next if last else None
    days = dict(enumerate(contract.schedule, 1))
    if planned and closing is None:
        days.setdefault(done + 1, planned)
    for number, day in days.items():
        if number > done and day <= end and closing is None:
            agreed = planned if number == done + 1 and planned else day
            summary = (
                msg("Evaluation {number}: {reference}", number=number, reference=reference)
                if agreed is planned
                else msg(
                    "Evaluation {number}, at the latest: {reference}", number=number, reference=reference
                )
            )
            yield event(f"evaluation-{number}", agreed, summary, reminder=True)
    yield event(
        "end",
        end,
        msg("Last day of the contract: {reference}", reference=reference),
        reminder=closing is None,
    )


def write(found: Iterable[Event], text: Callable[[Message], str], title: Message) -> bytes:
    """Write events as a calendar in the language of the reader; the same events give the same bytes."""
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//cpas-generator//PIIS GPMI//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", text(title))
    for each in found:
        event = icalendar.Event()
        event.add("uid", f"{hashlib.sha256(each.key.encode()).hexdigest()[:32]}@cpas-generator")
        event.add("dtstamp", datetime.combine(each.made, time(), UTC))
        event.add("dtstart", each.start)
        event.add("dtend", each.until + _DAY)
        event.add("summary", text(each.summary))
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        if each.reminder:
            alarm = icalendar.Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", text(each.summary))
            alarm.add("trigger", -_REMINDER)
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
