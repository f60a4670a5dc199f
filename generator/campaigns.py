"""The data of a year: amounts, limits, deadlines, legal references, which rule warns or refuses.

They are read from `campaigns/YEAR.yaml`, where each value names its source. Nothing of it is a
constant in code, and nothing asks for today's date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any, Literal

from generator import resources
from generator.errors import ResourceFault
from generator.findings import Severity
from generator.locales import LANGUAGES, Language
from generator.messages import msg
from generator.source import Source, read

_CENT = Decimal("0.01")
_CONTRACT = (
    "reflection_days", "interview_days", "appeal_months", "compulsory_age", "majority", "balance_months",
    "workshop_hours", "sanction_months", "sanction_repeat_months", "sanction_repeat_years",
)  # fmt: skip
"""The whole numbers of `contract` in the file of a year."""


@dataclass(frozen=True, slots=True)
class Decree:
    """The royal decree (arrêté royal, koninklijk besluit) of a year for one kind of convention."""

    day: date
    titles: Mapping[Language, str]
    notes: Mapping[Language, str]
    basic_allocation: str | None
    """The line of the budget that pays (allocation de base, basisallocatie), where it is known."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that belong to professional, not to social activation, and why."""

    words: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Campaign:
    """A year of the subsidy. Amounts are in euro."""

    year: int
    start: date
    end: date
    totals: Mapping[str, Decimal]
    cluster_ceiling: Decimal
    cluster_count: int
    minimum_members: int
    advance_percent: Decimal
    balance_percent: Decimal
    reference_date: date
    minimum_inhabitants: int
    minimum_met: int
    urban_policy: frozenset[str]
    maximum_months: int
    minimum_months: int
    evaluation_months: int
    reflection_days: int
    """Calendar days between the hand-over of a contract and its signature."""
    interview_days: int
    """Working days within which an interview is given."""
    appeal_months: int
    compulsory_age: int
    """Under this age the contract is compulsory."""
    majority: int
    balance_months: int
    """A social balance older than this is worth a new look."""
    workshop_hours: int
    """Generic competences for more hours a week are a training."""
    sanction_months: int
    sanction_repeat_months: int
    sanction_repeat_years: int
    volunteer_day_ceiling: Decimal
    reference_cost: Decimal
    reference_factor: int
    reference_magnitude: int
    """So many times more or less than the reference was hardly meant."""
    delimitation: bool
    """Whether the convention lists what is in and out of social activation."""
    report_due: date
    report_form: Literal["april", "december"]
    """Which results the report asks: four counters of pathways (April), or three of people (December)."""
    efforts: bool
    """Whether the report is judged on efforts, not on results."""
    submission_months: int
    """Months to submit a convention, where no day is fixed."""
    signing_days: int
    """Days to sign a convention after the invitation."""
    submission_due: date | None
    """Last day to submit a convention, where the year fixes one."""
    signature_due: date | None
    """Last day on which a centre signs, where the year fixes one."""
    minister: Mapping[Language, str]
    decrees: Mapping[str, Decree]
    legal_basis: tuple[Mapping[Language, str], ...]
    professional_terms: Mapping[Language, tuple[Term, ...]]
    severities: Mapping[str, Severity]

    def advance(self, amount: Decimal) -> Decimal:
        """Give the advance (avance, voorschot); half a cent is rounded up."""
        return (amount * self.advance_percent / 100).quantize(_CENT, ROUND_HALF_UP)

    def balance(self, amount: Decimal) -> Decimal:
        """Give the balance (solde, saldo): what the advance leaves, so that no cent is lost."""
        return amount - self.advance(amount)

    def limit(self, kind: str) -> Decimal:
        """Give the most that one convention of this kind may receive."""
        return self.cluster_ceiling if kind == "convention-cluster" else self.totals[kind]


@cache
def years() -> tuple[int, ...]:
    """Give the years for which there is a campaign."""
    return tuple(sorted(int(p.stem) for p in resources.folder("campaigns").glob("*.yaml")))


@cache
def campaign(year: int) -> Campaign:
    """Give the campaign of a year.

    Raises:
        ResourceFault: its file is missing or broken.

    """
    path = resources.folder("campaigns") / f"{year}.yaml"
    source = read(path)
    try:
        return _campaign(_sound(source))
    except (KeyError, TypeError, ValueError) as error:
        raise ResourceFault(
            msg("The campaign file {path} is broken: {reason}", path=path.name, reason=str(error)),
            msg("Compare the file with schemas/campaign.schema.json, or install the program again."),
        ) from error


def _sound(source: Source) -> Mapping[str, Any]:
    if source.findings or not isinstance(source.data, dict):
        raise ValueError("; ".join(str(finding.message) for finding in source.findings))
    return source.data


def _campaign(data: Mapping[str, Any]) -> Campaign:
    cluster, payment = data["cluster"], data["payment"]
    criteria, pathway, contract = data["criteria"], data["pathway"], data["contract"]
    return Campaign(
        year=data["year"],
        start=_day(data["period"]["start"]),
        end=_day(data["period"]["end"]),
        totals={kind: Decimal(total["value"]) for kind, total in data["totals"].items()},
        cluster_ceiling=Decimal(cluster["ceiling"]["value"]),
        cluster_count=cluster["count"]["value"],
        minimum_members=cluster["minimum_members"]["value"],
        advance_percent=Decimal(payment["advance_percent"]["value"]),
        balance_percent=Decimal(payment["balance_percent"]["value"]),
        reference_date=_day(criteria["reference_date"]),
        minimum_inhabitants=criteria["minimum_inhabitants"]["value"],
        minimum_met=criteria["minimum_met"]["value"],
        urban_policy=frozenset(criteria["urban_policy"]["nis"]),
        maximum_months=pathway["maximum_months"]["value"],
        minimum_months=pathway["minimum_months"]["value"],
        evaluation_months=pathway["evaluation_months"]["value"],
        **{name: contract[name]["value"] for name in _CONTRACT},
        volunteer_day_ceiling=Decimal(contract["volunteer_day_ceiling"]["value"]),
        reference_cost=Decimal(pathway["reference_cost"]["value"]),
        reference_factor=pathway["reference_factor"]["value"],
        reference_magnitude=pathway["reference_magnitude"]["value"],
        delimitation=data["delimitation"]["value"],
        report_due=_day(data["report_due"]),
        report_form=data["report"]["form"]["value"],
        efforts=data["report"]["efforts"]["value"],
        submission_months=data["workflow"]["submission_months"]["value"],
        signing_days=data["workflow"]["signing_days"]["value"],
        submission_due=_deadline(data, "submission"),
        signature_due=_deadline(data, "centre-signature"),
        minister=_both(data["minister"]),
        decrees={
            kind: Decree(
                _day(decree["date"]),
                _both(decree["title"]),
                _both(decree["note"]),
                decree["basic_allocation"]["value"] if "basic_allocation" in decree else None,
            )
            for kind, decree in data["decrees"].items()
        },
        legal_basis=tuple(_both(act) for act in data["legal_basis"]),
        professional_terms={
            language: tuple(
                Term(tuple(entry["terms"]), entry["reason"]) for entry in data["professional_terms"][language]
            )
            for language in LANGUAGES
        },
        severities={code: Severity(value) for code, value in data["severities"].items()},
    )


def _day(entry: Mapping[str, Any]) -> date:
    return date.fromisoformat(entry["value"])


def _deadline(data: Mapping[str, Any], step: str) -> date | None:
    actual = {each["step"]: each["actual"] for each in data["deadlines"]}[step]
    return date.fromisoformat(actual) if actual else None


def _both(entry: Mapping[str, Any]) -> Mapping[Language, str]:
    return {language: entry[language] for language in LANGUAGES}
