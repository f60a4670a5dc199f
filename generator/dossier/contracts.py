"""A contract with a person (PIIS/GPMI) and its evaluations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from generator.dossier.base import day
from generator.dossier.people import Balance, PersonalDossier
from generator.dossier.periods import rhythm
from generator.findings import Pointer

Reason = Literal["completed", "agreement", "stopped", "centre", "moved", "replaced", "died"]


@dataclass(frozen=True, slots=True)
class Module:
    """A workshop or module (atelier, module de dynamisation) with its hours a week."""

    hours_per_week: Decimal
    generic: bool


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a pathway: last day, reason, and what it led to."""

    day: date
    reason: Reason
    results: tuple[str, ...]


class Contract(PersonalDossier):
    """A contract containing an individual project (PIIS/GPMI), with the social balance it starts from."""

    @property
    def balance(self) -> Balance:
        """The prior social balance."""
        return self.referred(Balance)

    @property
    def start(self) -> date:
        """First day."""
        return date.fromisoformat(self._take("period", "start"))

    @property
    def end(self) -> date:
        """Last day."""
        return date.fromisoformat(self._take("period", "end"))

    @property
    def lasts(self) -> bool:
        """Whether it ends after it starts; otherwise no day is within it, which is told once."""
        return self.start <= self.end

    @property
    def made_on(self) -> date:
        """The day of the signature, or the first day."""
        return self.signed_on or self.start

    @property
    def rhythm(self) -> tuple[int | None, int | None]:
        """The rhythm of the evaluations in months and in weeks; every so many months of the year by default."""
        data = self._maybe("evaluation") or {}
        months, weeks = data.get("every_months"), data.get("every_weeks")
        if months is None and weeks is None and "dates" not in data:
            months = self.campaign.evaluation_months
        return months, weeks

    @property
    def rhythms_given(self) -> list[str]:
        """The fields that say when the evaluations are; there should be one at most."""
        data = self._maybe("evaluation") or {}
        return [name for name in ("every_months", "every_weeks", "dates") if name in data]

    @property
    def agreed_dates(self) -> list[date]:
        """The dates of evaluation that were agreed one by one, in the order of the file."""
        return [date.fromisoformat(each) for each in self._maybe("evaluation", "dates") or []]

    @property
    def schedule(self) -> list[date]:
        """The days on which an evaluation is held at the latest: as agreed, or by the rhythm."""
        if agreed := self.agreed_dates:
            return sorted(agreed)
        months, weeks = self.rhythm
        if self.end < self.start:
            return []
        return rhythm(self.start, self.end, months=months or 0, weeks=weeks or 0)

    @property
    def informed_on(self) -> date:
        """The day on which content, scope and consequences were explained."""
        return date.fromisoformat(self._take("information", "date"))

    @property
    def choice_offered(self) -> bool:
        """Whether the person was told that a person of choice may assist."""
        return bool(self._take("information", "choice_offered"))

    @property
    def told_compulsory(self) -> bool:
        """Whether the person was told that the contract is compulsory under the age of the law."""
        return bool(self._maybe("information", "compulsory"))

    @property
    def handed_over(self) -> date | None:
        """The day on which the draft was handed over; the reflection begins."""
        return day(self._maybe("signature", "handed_over"))

    @property
    def waived_on(self) -> date | None:
        """The day on which the person gave up the days of reflection in writing."""
        return day(self._maybe("signature", "waiver", "date"))

    @property
    def reflection_until(self) -> date | None:
        """The first day on which the contract may be signed; None while it is not handed over."""
        return self.handed_over and self.handed_over + timedelta(days=self.campaign.reflection_days)

    @property
    def sanction(self) -> bool:
        """Whether the contract holds the sanction clause."""
        return bool(self._maybe("sanction"))

    @property
    def modules(self) -> list[Module]:
        """The workshops and modules; only a contract of workshops has them."""
        return [
            Module(Decimal(each["hours_per_week"]), each.get("generic", True))
            for each in self._maybe("activity", "modules") or []
        ]

    @property
    def allowance(self) -> Decimal | None:
        """What the organisation pays a volunteer for costs, in euro a day."""
        paid = self._maybe("activity", "allowance")
        return None if paid is None else Decimal(paid)

    @property
    def volunteer_duties(self) -> dict[str, bool]:
        """Whether the organisation did what the law asks of it: insurance and information note."""
        return {name: self._take("activity", name) for name in ("insured", "note")}

    @property
    def generic_hours(self) -> Decimal:
        """Hours a week of all modules that train generic competences."""
        return sum((each.hours_per_week for each in self.modules if each.generic), Decimal())

    @property
    def partners(self) -> dict[str, int]:
        """How many commitments each partner has, by its name."""
        return {each["name"]: len(each["commitments"]) for each in self._maybe("partners") or []}

    @property
    def partner_names(self) -> list[str]:
        """The names of the partners, in the order of the file."""
        return [each["name"] for each in self._maybe("partners") or []]

    @property
    def step_partners(self) -> Iterator[tuple[Pointer, str, str]]:
        """Give for each step that names a partner its place, who takes it, and the partner."""
        for index, each in enumerate(self._maybe("steps") or []):
            if "partner" in each:
                yield ("steps", index, "partner"), each["who"], each["partner"]

    @property
    def training(self) -> tuple[date, date]:
        """First and last day of the training; only a contract of training has them."""
        return (
            date.fromisoformat(self._take("activity", "start")),
            date.fromisoformat(self._take("activity", "end")),
        )

    def commitments(self, party: str) -> int:
        """Count the commitments of the person or of the centre."""
        return len(self._take("commitments", party))

    def consents(self) -> Iterator[tuple[Pointer, bool]]:
        """Give for each exchange of data whether the person consents, with its place."""
        for index, partner in enumerate(self._maybe("partners") or []):
            if "exchange" in partner:
                yield ("partners", index, "exchange", "consent"), partner["exchange"]["consent"]

    def deadlines(self) -> Iterator[tuple[Pointer, date]]:
        """Give the days by which objectives and steps should be reached, with their place."""
        for name in ("objectives", "steps"):
            for index, each in enumerate(self._maybe(name) or []):
                if until := day(each.get("until")):
                    yield (name, index, "until"), until


class Evaluation(PersonalDossier):
    """An evaluation of a contract: the quarterly meeting, or the end of the pathway."""

    @property
    def contract(self) -> Contract:
        """The contract that is evaluated."""
        return self.referred(Contract)

    @property
    def balance(self) -> Balance:
        """The social balance of the contract."""
        return self.contract.balance

    @property
    def is_represented(self) -> bool:
        """Whether somebody represents the person, by the contract."""
        return self.contract.is_represented

    @property
    def number(self) -> int:
        """1 for the first evaluation of the contract."""
        return int(self._take("number"))

    @property
    def held_on(self) -> date:
        """The day of the evaluation."""
        return date.fromisoformat(self._take("date"))

    @property
    def made_on(self) -> date:
        """The day of the evaluation."""
        return self.held_on

    @property
    def due(self) -> date | None:
        """The day on which it should be held at the latest; None beyond the schedule of the contract."""
        schedule = self.contract.schedule
        return schedule[self.number - 1] if self.number <= len(schedule) else None

    @property
    def late(self) -> bool:
        """Whether it was held later than it should."""
        return self.due is not None and self.held_on > self.due

    @property
    def late_reason_given(self) -> bool:
        """Whether the file says why it was late."""
        return self._maybe("late_reason") is not None

    @property
    def measurement(self) -> dict[str, int | None]:
        """The rank of the level of each domain; None where it cannot be measured."""
        return {each["id"]: each.get("level") for each in self._maybe("measurement") or []}

    @property
    def measured(self) -> list[tuple[str, int | None, bool]]:
        """Identifier, rank of the level and whether there is a remark, in the order of the file."""
        return [
            (each["id"], each.get("level"), "remark" in each) for each in self._maybe("measurement") or []
        ]

    def done(self) -> Iterator[tuple[Pointer, str, Mapping[str, Any]]]:
        """Give what each party did, with its place: the party, and the entry of the file."""
        for party, entries in (self._maybe("done") or {}).items():
            for index, each in enumerate(entries):
                yield ("done", party, index), party, each

    @property
    def person_present(self) -> bool:
        """Whether the person was there."""
        return bool(self._take("present", "person"))

    @property
    def next(self) -> date | None:
        """The day of the next evaluation."""
        return day(self._maybe("next"))

    @property
    def closing(self) -> Closing | None:
        """The end of the pathway, where it ends with this evaluation."""
        data = self._maybe("closing")
        return data and Closing(
            date.fromisoformat(data["date"]), data["reason"], tuple(data.get("results", ()))
        )
