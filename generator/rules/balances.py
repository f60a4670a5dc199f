"""Rules on the social balance and its zero measurement."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dossier import Balance, Evaluation
from generator.findings import Severity
from generator.messages import msg
from generator.rules.base import Case, Fault, rule

_BALANCE = ("social-balance",)
_SCALE = "Working group of the SPP IS, 2 April 2015: any instrument that measures progress; free choice (8 December 2015)"


@rule("BAL001", Severity.ERROR, _BALANCE, _SCALE)
def level_is_on_the_scale(case: Case[Balance]) -> Iterator[Fault]:
    """The level of the zero measurement is one of the levels of the instrument.

    Progress is the difference between two levels of the same ordered scale; a level that is not on it
    cannot be compared.
    """
    levels = case.dossier.levels
    for index, each in enumerate(case.dossier.measurement):
        if each.level > len(levels):
            yield Fault(
                ("measurement", index, "level"),
                msg(
                    "The instrument has {count} levels; there is no level {level}.",
                    count=len(levels),
                    level=each.level,
                ),
                msg("Give the rank of the level in the list of the instrument: 1 is the lowest."),
            )


@rule("BAL002", Severity.ERROR, _BALANCE, _SCALE)
def levels_differ(case: Case[Balance]) -> Iterator[Fault]:
    """The levels of an instrument differ from each other."""
    levels = case.dossier.levels
    for index, level in enumerate(levels):
        if level in levels[:index]:
            yield Fault(
                ("instrument", "levels", index),
                msg("This level stands in the list a second time."),
                msg("Give each level a name of its own, from the lowest to the highest."),
            )


@rule("BAL003", Severity.ERROR, _BALANCE, _SCALE)
def domains_differ(case: Case[Balance]) -> Iterator[Fault]:
    """Each domain of the measurement has an identifier of its own.

    The evaluations name a domain by its identifier.
    """
    seen: set[str] = set()
    for index, each in enumerate(case.dossier.measurement):
        if each.id in seen:
            yield Fault(
                ("measurement", index, "id"),
                msg("This identifier is used a second time."),
                msg("Give each domain an identifier of its own."),
            )
        seen.add(each.id)


@rule("BAL004", Severity.WARNING, _BALANCE, "Row 1 of article 3: the balance determines the follow-up")
def follow_up_comes_after(case: Case[Balance]) -> Iterator[Fault]:
    """The follow-up is given after the balance, not before."""
    by = case.dossier.follow_up_by
    if by is not None and by < case.dossier.drawn_up_on:
        yield Fault(
            ("follow_up", "until"),
            msg("The follow-up would be given before the balance of {day}.", day=case.dossier.drawn_up_on),
            msg("Correct one of the two days."),
        )


@rule(
    "BAL005",
    Severity.WARNING,
    _BALANCE,
    "Working group of the SPP IS, 8 December 2015: progress from the start of the pathway",
)
def zero_measurement_for_a_pathway(case: Case[Balance]) -> Iterator[Fault]:
    """Where a pathway follows, the balance holds a zero measurement.

    Without the situation at the start no progress can be shown in the report of 28 February.
    """
    if case.dossier.decision.startswith("piis-") and not case.dossier.measurement:
        yield Fault(
            ("measurement",),
            msg("There is no zero measurement, and a pathway is to follow."),
            msg("Fill in “measurement:” with the domains and their level at the start."),
            on_key=True,
        )


@rule("BAL006", Severity.ERROR, (*_BALANCE, "piis-evaluation"), "A slip of the pen")
def signed_when_it_is_made(case: Case[Balance | Evaluation]) -> Iterator[Fault]:
    """A social balance or an evaluation is signed on the day on which it is made, or later."""
    signed, made = case.dossier.signed_on, case.dossier.made_on
    if signed is not None and signed < made:
        yield Fault(
            ("signature", "date"),
            msg("The signature is earlier than the day of the document, {day}.", day=made),
            msg("Correct one of the two days."),
        )
