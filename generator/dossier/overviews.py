"""The overview of all conventions of a year for the Minister, or the list of the payment orders of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from generator.dossier.base import Dossier, Text, Unusable, Wanted
from generator.dossier.decisions import Decision, Signed
from generator.locales import LANGUAGES, Language

Subject = Literal["advice", "advance", "balance"]


@dataclass(frozen=True, slots=True)
class Line:
    """A convention in an overview; the amount is that of the advice or of the payment, in euro."""

    decision: Decision
    amount: Decimal


class Overview(Signed):
    """An overview; `gathered` are the dossiers of its folder, None where one of them cannot be used."""

    gathered: Sequence[Decision] | None = None

    @property
    def decisions(self) -> Sequence[Decision]:
        """The decisions of its folder.

        Raises:
            Unusable: there is no such folder, or a file of it has errors.

        """
        if self.gathered is None:
            raise Unusable(("decisions",))
        return self.gathered

    @property
    def folder(self) -> str:
        """The folder of the decisions, as written."""
        return str(self._take("decisions"))

    @property
    def _starts_from(self) -> Sequence[Dossier]:
        return tuple(self.gathered or ())

    @property
    def subject(self) -> Subject:
        """What the overview is about."""
        return self._take("subject")  # type: ignore[no-any-return]

    @property
    def day(self) -> date:
        """The day of the note or of the order."""
        return date.fromisoformat(self._take("date"))

    @property
    def reference(self) -> str | None:
        """The reference, where the file gives one."""
        return self._maybe("reference")  # type: ignore[no-any-return]

    @property
    def remarks(self) -> Text | None:
        """What the Minister must know of all of them."""
        return self._maybe("remarks")  # type: ignore[no-any-return]

    @property
    def languages(self) -> tuple[Language, ...]:
        """The Minister and both communities read it."""
        return LANGUAGES

    @property
    def stem(self) -> str:
        """Subject, year and day: there may be several notes and orders in a year."""
        return f"overview-{self.subject}-{self.campaign.year}-{self.day:%Y%m%d}"

    @property
    def possible_names(self) -> tuple[str, ...]:
        """Its name; where the day or the subject is wrong, that of any overview."""
        try:
            return (self.stem,)
        except Unusable:
            return ("overview-*",)

    @property
    def documents(self) -> Sequence[Wanted]:
        """One document: the note, or the order."""
        template = "overview-advice" if self.subject == "advice" else "overview-payment"
        return (Wanted(template, self.stem, self.day, sent=self._sent),)

    @property
    def _sent(self) -> bool:
        """Whether it left the house: a list of payments, and a note once the Minister decided on one of its conventions."""
        if self.subject != "advice":
            return True
        held = (line for kind in self.campaign.totals for line in self.lines(kind))
        return any(line.decision.step("decided") is not None for line in held)

    def lines(self, kind: str) -> list[Line]:
        """Give the conventions of a kind that the overview is about, by NIS code.

        A note holds those on which advice was given until its day and the Minister had not decided before it; a list of
        payments, those that were ordered on its day.
        """
        earlier = [*self.decided(kind, approved=True), *self.decided(kind, approved=False)]
        return [
            Line(each, self._amount(each))
            for each in self._of(kind)
            if (taken := each.step(self.subject)) is not None
            and (taken <= self.day and each not in earlier if self.subject == "advice" else taken == self.day)
        ]

    def decided(self, kind: str, *, approved: bool) -> list[Decision]:
        """Give the conventions of a kind that the Minister approved, or refused, before the day of the overview.

        No note submits them again.
        """
        return [
            each
            for each in self._of(kind)
            if (each.step("decided") or date.max) < self.day and each.approved("decided") is approved
        ]

    def proposed(self, kind: str) -> Decimal:
        """Give what a note proposes to approve for a kind, in euro: all that it holds, but for an unfavourable advice."""
        favourable = (
            line.amount
            for line in self.lines(kind)
            if (advice := line.decision.advice("advice")) is not None and advice.opinion != "unfavourable"
        )
        return sum(favourable, Decimal(0))

    def earlier(self, kind: str) -> Decimal:
        """Give what was approved for a kind, or ordered for it (advances and balances), before the day of the overview, in euro.

        Of two lists of one day that of the advances comes first: the list of the balances counts them.
        """
        if self.subject != "advice":
            next_day = self.day + timedelta(days=1)
            return self._paid(kind, next_day if self.subject == "balance" else self.day, self.day)
        return sum((each.amount for each in self.decided(kind, approved=True)), Decimal(0))

    def missing(self, kind: str) -> list[Decision]:
        """Give the conventions of a kind for which the step is not taken until the day of the overview, and may be.

        A balance is not missing where the settlement leaves nothing to pay, see `settled`; nor is a payment of what was refused.
        """
        days = ((each, each.step(self.subject)) for each in self._of(kind))
        without = [*self.refused(kind), *self.settled(kind)]
        return [each for each, on in days if (on is None or on > self.day) and each not in without]

    def refused(self, kind: str) -> list[Decision]:
        """Give the conventions of a kind for which nothing is paid: until the day of the overview the Minister refused them."""
        if self.subject == "advice":
            return []
        return [
            each
            for each in self._of(kind)
            if each.approved("decided") is False and (each.step("decided") or date.max) <= self.day
        ]

    def settled(self, kind: str) -> list[Decision]:
        """Give the conventions of a kind that a list of balances leaves out: nothing is due by what was decided until its day."""
        return [
            each
            for each in self._of(kind)
            if self.subject == "balance"
            and (each.step("report_decided") or date.max) <= self.day
            and each.accounting.balance <= 0
        ]

    def paid(self, kind: str) -> Decimal:
        """Give all that was ordered for a kind, advances and balances, in euro."""
        return self._paid(kind, date.max, date.max)

    def _paid(self, kind: str, advances: date, balances: date) -> Decimal:
        """Add up the advances, and the balances, that were ordered before a day."""
        total = Decimal(0)
        for each in self._of(kind):
            if (each.step("advance") or date.max) < advances:
                total += each.advance
            if (each.step("balance") or date.max) < balances:
                total += each.accounting.balance
        return total

    def _of(self, kind: str) -> list[Decision]:
        found = [each for each in self.decisions if each.scheme == kind]
        return sorted(found, key=lambda each: each.centre.municipality.nis)

    def _amount(self, decision: Decision) -> Decimal:
        if self.subject == "advance":
            return decision.advance
        return decision.accounting.balance if self.subject == "balance" else decision.amount
