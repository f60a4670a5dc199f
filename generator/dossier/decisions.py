"""The decisions of the administration on a convention: the steps of the workflow, with their days and amounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, Literal

from generator.dossier.accounting import Accounting
from generator.dossier.base import Dossier, Gender, Text, Unusable, Wanted, day, known_languages
from generator.dossier.centres import Centre, OfCentre
from generator.dossier.conventions import Convention
from generator.dossier.periods import add_months
from generator.dossier.reports import Report
from generator.findings import Pointer
from generator.identifiers import structured

Purpose = Literal["advance", "balance", "recovery"]
_PURPOSES: Final = ("advance", "balance", "recovery")
Opinion = Literal["favourable", "conditional", "unfavourable"]

STEPS: Final[Mapping[str, Pointer]] = MappingProxyType(
    {
        "invited": ("invited", "date"),
        "submitted": ("submitted",),
        "advice": ("advice", "date"),
        "decided": ("decided", "date"),
        "invited_to_sign": ("invited_to_sign", "date"),
        "signed_centre": ("signed_centre",),
        "signed_minister": ("signed_minister",),
        "advance": ("advance", "date"),
        "report_submitted": ("report_submitted",),
        "report_advice": ("report_advice", "date"),
        "report_decided": ("report_decided", "date"),
        "balance": ("balance", "date"),
        "closed": ("closed", "date"),
    }
)
"""The steps in the order of the workflow, and where each one has its day; requests to revise stand apart."""
_DOCUMENTS: Final = (
    ("invited", "invitation", "submitted"),
    ("advice", "advice", "decided"),
    ("invited_to_sign", "signing", "signed_centre"),
    ("advance", "advance", None),
    ("balance", "balance", None),
    ("closed", "closing", None),
)
"""The document of each step that makes one, and the step that answers it; what is closed without a report is a refusal."""


@dataclass(frozen=True, slots=True)
class Officer:
    """The civil servant who follows the file."""

    name: str
    gender: Gender
    function: Text | None
    telephone: str
    email: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A point of a request to revise: the part of the convention, and what is to be corrected."""

    part: str
    text: Text


@dataclass(frozen=True, slots=True)
class Revision:
    """A request to revise, and when the centre answered it."""

    day: date
    reply_by: date
    remarks: tuple[Remark, ...]
    resubmitted: date | None


@dataclass(frozen=True, slots=True)
class Reduction:
    """An expense, or a part of it, that is not accepted. The amount is in euro."""

    amount: Decimal
    reason: Text


@dataclass(frozen=True, slots=True)
class Advice:
    """What the administration advises."""

    day: date
    opinion: Opinion
    remarks: Text | None


class Signed(Dossier):
    """A file of the administration: it has an officer, and may name the Minister."""

    @property
    def officer(self) -> Officer:
        """The civil servant who signs."""
        data = self._take("officer")
        return Officer(data["name"], data["gender"], data.get("function"), data["telephone"], data["email"])

    @property
    def minister(self) -> tuple[str, Gender] | None:
        """Name and gender of the Minister, where the file gives them."""
        data = self._maybe("minister")
        return data and (data["name"], data["gender"])


class Decision(Signed, OfCentre):
    """The decisions on a convention; `report` is the dossier of its final report, where the file names one.

    Before there is a convention the file names the centre: it is invited all the same.
    """

    report: Report | None = None
    invitee: Centre | None = None

    @property
    def convention(self) -> Convention:
        """The convention that is decided on."""
        return self.referred(Convention)

    @property
    def names_convention(self) -> bool:
        """Whether the file names a convention."""
        return self._maybe("convention") is not None

    @property
    def names_centre(self) -> bool:
        """Whether the file names a centre and the scheme, which stand for the convention while there is none."""
        return self._maybe("centre") is not None and self._maybe("scheme") is not None

    @property
    def scheme(self) -> str:
        """The kind of its convention."""
        return self.convention.kind if self.names_convention else f"convention-{self._take('scheme')}"

    @property
    def centre(self) -> Centre:
        """The centre of the convention; for a cluster the promoter."""
        if self.names_convention:
            return self.convention.centre
        if self.invitee is None:
            raise Unusable(("centre",))
        return self.invitee

    @property
    def number(self) -> str:
        """The reference that its documents bear: its own, or that of the convention."""
        return self.reference or self.convention_number

    @property
    def convention_number(self) -> str:
        """The reference of the convention, or the one that it will have."""
        return self.convention.number if self.names_convention else super().number

    @property
    def amount(self) -> Decimal:
        """The subsidy in euro, as the convention says it."""
        return self.convention.amount

    @property
    def expected(self) -> Decimal | None:
        """The subsidy in euro, where it is known before the convention."""
        return self.amount if self.names_convention else _amount(self._maybe("amount"))

    @property
    def written_subsidy(self) -> Decimal | None:
        """The subsidy in euro, as the file itself has it."""
        return _amount(self._maybe("amount"))

    @property
    def written_scheme(self) -> str | None:
        """The scheme, as the file itself has it."""
        return self._maybe("scheme")  # type: ignore[no-any-return]

    @property
    def _starts_from(self) -> Sequence[Dossier]:
        return (*super()._starts_from, *(each for each in (self.report, self.invitee) if each))

    @property
    def names_report(self) -> bool:
        """Whether the file names a report."""
        return self._maybe("report") is not None

    def step(self, name: str) -> date | None:
        """Give the day of a step of `STEPS`; None while it is not taken."""
        return day(self._maybe(*map(str, STEPS[name])))

    def sound_step(self, name: str) -> date | None:
        """Give the day of a step; None too where the file has it wrong."""
        try:
            return self.step(name)
        except Unusable:
            return None

    @property
    def days(self) -> dict[str, date]:
        """The steps that were taken and have a sound day, in the order of the workflow."""
        found = {name: self.sound_step(name) for name in STEPS}
        return {name: each for name, each in found.items() if each is not None}

    @property
    def deadline(self) -> date | None:
        """Last day to submit: that of the letter, or of the year, or so many months after the letter."""
        given, year = day(self._maybe("invited", "deadline")), self.campaign
        invited = self.step("invited")
        computed = invited and add_months(invited, year.submission_months)
        return given or year.submission_due or computed

    @property
    def revisions(self) -> list[Revision]:
        """The requests to revise, in the order of the file."""
        return [
            Revision(
                date.fromisoformat(each["date"]),
                date.fromisoformat(each["reply_by"]),
                tuple(Remark(one["part"], known_languages(one["text"])) for one in each["remarks"]),
                day(each.get("resubmitted")),
            )
            for each in self._maybe("revisions") or []
        ]

    @property
    def resubmitted(self) -> date | None:
        """The day on which the convention was submitted for the last time."""
        days = [each.resubmitted for each in self.revisions if each.resubmitted]
        return max(days, default=self.step("submitted"))

    def advice(self, of: Literal["advice", "report_advice"]) -> Advice | None:
        """Give the advice on the convention or on the report."""
        data = self._maybe(of)
        return data and Advice(date.fromisoformat(data["date"]), data["opinion"], _text(data.get("remarks")))

    def approved(self, of: Literal["decided", "report_decided"]) -> bool | None:
        """Tell whether the Minister approved the convention or the report; None before the decision."""
        return self._maybe(of, "approved")  # type: ignore[no-any-return]

    @property
    def conditional(self) -> bool:
        """Whether the Minister approves on conditions: as the file says, else as the advice does."""
        said = self._maybe("decided", "conditional")
        advice = self.advice("advice")
        return bool(said) if said is not None else advice is not None and advice.opinion == "conditional"

    @property
    def conditions(self) -> Text | None:
        """The conditions of an approval: those of the Minister, else those of the advice that he follows."""
        if not self.conditional:
            return None
        advice = self.advice("advice")
        proposed = advice.remarks if advice is not None and advice.opinion == "conditional" else None
        return self.reasons("decided") or proposed

    def reasons(self, of: Literal["decided", "report_decided"]) -> Text | None:
        """Give the reasons of a decision."""
        return _text(self._maybe(of, "remarks"))

    @property
    def sign_by(self) -> date | None:
        """Last day to sign: as the letter says, or so many days after it."""
        invited = self.step("invited_to_sign")
        given = day(self._maybe("invited_to_sign", "sign_by"))
        return given or (invited and invited + timedelta(days=self.campaign.signing_days))

    def written_amount(self, of: Literal["advance", "balance"]) -> Decimal | None:
        """Give the amount of an order as the file has it, to be checked."""
        return _amount(self._maybe(of, "amount"))

    @property
    def advance(self) -> Decimal:
        """The advance in euro."""
        return self.campaign.advance(self.amount)

    @property
    def reductions(self) -> list[Reduction]:
        """What is not accepted of the expenses."""
        return [
            Reduction(Decimal(each["amount"]), known_languages(each["reason"]))
            for each in self._maybe("report_advice", "reductions") or []
        ]

    @property
    def written_accepted(self) -> Decimal | None:
        """The accepted subsidy as the file has it."""
        return _amount(self._maybe("report_advice", "accepted"))

    @property
    def written_charged(self) -> Decimal | None:
        """What was charged, in euro, as the file has it."""
        return _amount(self._maybe("report_advice", "charged"))

    @property
    def charged(self) -> Decimal | None:
        """What was charged to the subsidy, in euro: by the report, or as the file has it; None where nothing says it.

        Raises:
            Unusable: the report cannot be used.

        """
        if not self.names_report:
            return self.written_charged
        if self.report is None:
            raise Unusable(("report",))
        return self.report.settlement.charged

    @property
    def accounting(self) -> Accounting:
        """How the subsidy is closed: by what was charged less what is not accepted, or as the file has it.

        Raises:
            Unusable: there is no advice on the report, or nothing says what is accepted.

        """
        self._take("report_advice")
        reduced = sum((each.amount for each in self.reductions), Decimal(0))
        charged, accepted = self.charged, self.written_accepted
        if charged is not None:
            accepted = max(min(charged - reduced, self.amount), Decimal(0))
        if accepted is None:
            raise Unusable(("report_advice", "accepted"))
        return Accounting(self.amount, charged, reduced, accepted, self.advance)

    def communication(self, purpose: Purpose) -> str:
        """Give the structured communication of a payment: the year, what is paid, the NIS code, always the same.

        The fifth digit is 1 to 3 for a city and 4 to 6 for a cluster: advance, balance, what is paid back.
        """
        cluster = self.scheme == "convention-cluster"
        what = _PURPOSES.index(purpose) + (4 if cluster else 1)
        return structured(f"{self.campaign.year}{what}{self.centre.municipality.nis}")

    @property
    def pay_back(self) -> tuple[str, date] | None:
        """The account to which the centre pays back what it received too much, and until when."""
        data = self._maybe("closed", "pay_back")
        return data and (str(data["iban"]), date.fromisoformat(data["by"]))

    @property
    def documents(self) -> Sequence[Wanted]:
        """One document for each step that makes one, each request to revise by itself."""
        return tuple(self._documents())

    @property
    def possible_names(self) -> tuple[str, ...]:
        """Those of all steps, for one of them may be misspelt."""
        (whole,) = super().possible_names
        end = whole.removeprefix(self.kind)
        return (f"revision-*{end}", f"refusal{end}", *(f"{template}{end}" for _, template, _ in _DOCUMENTS))

    def _documents(self) -> Iterator[Wanted]:
        end = self.stem.removeprefix(self.kind)
        for step, template, answer in _DOCUMENTS:
            taken = self.step(step)
            if taken is not None:
                made = "refusal" if step == "closed" and self.approved("decided") is False else template
                sent = answer is None or self.step(answer) is not None
                yield Wanted(made, f"{made}{end}", taken, sent=sent)
            if step == "invited":
                for number, each in enumerate(self.revisions):
                    later = number + 1 < len(self.revisions) or self.step("advice") is not None
                    sent = each.resubmitted is not None or later
                    yield Wanted("revision", f"revision-{number + 1}{end}", each.day, number, sent)


def _amount(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def _text(value: Any) -> Text | None:
    return None if value is None else known_languages(value)
