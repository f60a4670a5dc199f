"""Rules on a contract with a person (PIIS/GPMI)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import pairwise

from generator.campaigns import years
from generator.dossier import Contract, Dossier, Evaluation, Unusable
from generator.dossier.periods import add_months, last_day
from generator.findings import Severity
from generator.messages import msg
from generator.rules.base import CONTRACTS, OWN_TYPES, Case, Fault, rule

_APRIL = "Working group of the SPP IS, 2 April 2015"
_KORTRIJK = "Practice of the CPAS of Kortrijk, shown to the working group of 2 April 2015"
_DECREE = "Royal decree of 11 July 2002, art. 11"


@rule("PII001", Severity.ERROR, CONTRACTS, f"{_APRIL}: limited in time, at most one year")
def at_most_a_year(case: Case[Contract]) -> Iterator[Fault]:
    """A contract lasts twelve months at most.

    A contract from 1 April ends on 31 March of the next year at the latest. What is not done by then goes
    into a new contract, after a new look at the needs.
    """
    start, end, most = case.dossier.start, case.dossier.end, case.campaign.maximum_months
    if end > last_day(start, most):
        yield Fault(
            ("period", "end"),
            msg("The contract lasts more than {months} months.", months=most),
            msg("End it on {day} at the latest.", day=last_day(start, most)),
        )


@rule("PII002", Severity.WARNING, CONTRACTS, f"{_APRIL}: at least six months; not in later notes")
def at_least_six_months(case: Case[Contract]) -> Iterator[Fault]:
    """A contract lasts six months at least.

    A shorter one leaves little time for a pathway. It may run past 31 December: progress is measured on
    that day, or at the end where that is earlier.
    """
    start, end, least = case.dossier.start, case.dossier.end, case.campaign.minimum_months
    if start <= end < last_day(start, least):
        yield Fault(
            ("period", "end"),
            msg("The contract lasts less than {months} months.", months=least),
            msg("End it on {day} or later, if there is no reason against it.", day=last_day(start, least)),
        )


@rule("PII003", Severity.ERROR, CONTRACTS, "A slip of the pen")
def end_after_start(case: Case[Contract]) -> Iterator[Fault]:
    """A contract ends after it starts."""
    if case.dossier.end < case.dossier.start:
        yield Fault(
            ("period", "end"),
            msg("The last day is before the first."),
            msg("Check both days, above all the year."),
        )


@rule("PII004", Severity.ERROR, CONTRACTS, "The year of the subsidy is the calendar year")
def starts_in_the_campaign(case: Case[Contract]) -> Iterator[Fault]:
    """A contract starts in the year of its campaign.

    The rules and limits of the year in which it starts apply. It may run past the end of that year.
    """
    if case.dossier.start.year != case.campaign.year:
        yield Fault(
            ("period", "start"),
            msg(
                "The contract starts in {year}, not in {campaign}.",
                year=str(case.dossier.start.year),
                campaign=str(case.campaign.year),
            ),
            msg("Correct the day, or write “campaign: {year}”.", year=str(case.dossier.start.year))
            if case.dossier.start.year in years()
            else msg("Check the year; there are campaigns for: {years}.", years=", ".join(map(str, years()))),
        )


@rule(
    "PII005",
    Severity.WARNING,
    CONTRACTS,
    f"{_DECREE}; at least once a quarter in 2015 (SPP IS, 28 November 2014)",
)
def evaluated_each_quarter(case: Case[Contract]) -> Iterator[Fault]:
    """A contract is evaluated every three months at least.

    Between the start, the evaluations and the end there are never more than three months. A shorter
    rhythm is welcome. Without rhythm or dates the program plans an evaluation every three months.
    """
    contract, most = case.dossier, case.campaign.evaluation_months
    months, weeks = contract.rhythm
    if len(contract.rhythms_given) > 1 or contract.end < contract.start:
        return
    if months is not None and months > most:
        yield Fault(
            ("evaluation", "every_months"),
            msg(
                "An evaluation every {months} months is less often than every {most}.",
                months=months,
                most=most,
            ),
            msg("Write {most} or less.", most=most),
        )
    elif months is None:
        place = ("evaluation", "dates" if weeks is None else "every_weeks")
        for before, after in pairwise([contract.start, *contract.schedule, contract.end]):
            if after > add_months(before, most):
                yield Fault(
                    place,
                    msg(
                        "There are more than {months} months between {before} and {after}.",
                        months=most,
                        before=before,
                        after=after,
                    ),
                    msg("Plan an evaluation on {day} at the latest.", day=add_months(before, most)),
                )
                return


@rule("PII006", Severity.ERROR, CONTRACTS, "A date outside the contract binds nobody")
def evaluations_within_contract(case: Case[Contract]) -> Iterator[Fault]:
    """The dates of evaluation are within the contract, each given once.

    They are printed in the contract, so they lie between its first and its last day.
    """
    contract = case.dossier
    seen: set[date] = set()
    if contract.end < contract.start:
        return
    for index, day in enumerate(contract.agreed_dates):
        if not contract.start <= day <= contract.end:
            yield Fault(
                ("evaluation", "dates", index),
                msg(
                    "This day is outside the contract, which runs from {start} to {end}.",
                    start=contract.start,
                    end=contract.end,
                ),
                msg("Correct the day, or the contract."),
            )
        elif day in seen:
            yield Fault(
                ("evaluation", "dates", index),
                msg("This day is given twice."),
                msg("Delete one of the two."),
            )
        seen.add(day)


@rule("PII007", Severity.ERROR, CONTRACTS, "Either a rhythm or dates")
def one_rhythm(case: Case[Contract]) -> Iterator[Fault]:
    """The evaluations follow one rhythm, or dates that were agreed one by one; not several of these."""
    given = case.dossier.rhythms_given
    if len(given) > 1:
        yield Fault(
            ("evaluation", given[1]),
            msg(
                "The evaluations have two rhythms: “{first}” and “{second}”.", first=given[0], second=given[1]
            ),
            msg("Keep one of the two."),
        )


@rule("PII022", Severity.ERROR, CONTRACTS, f"{_DECREE}: prior evaluation of the needs")
def balance_comes_first(case: Case[Contract]) -> Iterator[Fault]:
    """The social balance is made before the contract is handed over and signed.

    The pathway starts with a social balance; aims and steps follow from it.
    """
    contract = case.dossier
    first = contract.handed_over or contract.signed_on or contract.start
    if contract.balance.drawn_up_on > first:
        yield Fault(
            ("balance",),
            msg(
                "The social balance is of {balance}, after the contract of {contract}.",
                balance=contract.balance.drawn_up_on,
                contract=first,
            ),
            msg("Correct one of the days, or name an earlier balance."),
        )


@rule("PII023", Severity.WARNING, CONTRACTS, f"{_KORTRIJK}: a balance at each yearly renewal of the right")
def balance_is_recent(case: Case[Contract]) -> Iterator[Fault]:
    """The social balance is not older than a year when the contract starts."""
    contract, most = case.dossier, case.campaign.balance_months
    if add_months(contract.balance.drawn_up_on, most) < contract.start:
        yield Fault(
            ("balance",),
            msg(
                "The social balance of {day} is older than {months} months.",
                day=contract.balance.drawn_up_on,
                months=most,
            ),
            msg("Look at it again with the person, and name the new one."),
        )


@rule("PII024", Severity.WARNING, CONTRACTS, "The follow-up that the social balance decided")
def as_the_balance_decided(case: Case[Contract]) -> Iterator[Fault]:
    """The contract is of the type that the social balance decided."""
    if case.dossier.balance.decision != case.dossier.kind:
        yield Fault(
            ("kind",),
            msg("The social balance decided “{decision}”.", decision=case.dossier.balance.decision),
            msg("Check the kind of this file, and the decision in the social balance."),
        )


@rule("PII025", Severity.WARNING, CONTRACTS, "A deadline outside the contract binds nobody")
def deadlines_within_contract(case: Case[Contract]) -> Iterator[Fault]:
    """Aims and steps are to be reached before the contract ends.

    A step that prepares the contract may lie before its first day.
    """
    for pointer, day in case.dossier.deadlines():
        if case.dossier.start <= case.dossier.end < day:
            yield Fault(
                pointer,
                msg(
                    "This day is outside the contract, which runs from {start} to {end}.",
                    start=case.dossier.start,
                    end=case.dossier.end,
                ),
                msg("Correct the day, or the contract."),
            )


@rule(
    "PII026",
    Severity.WARNING,
    (*CONTRACTS, "piis-evaluation"),
    "Working group of the SPP IS, 2 April 2015: a person is counted once",
    folder=True,
)
def one_contract_at_a_time(cases: Sequence[Case[Dossier]]) -> Iterator[tuple[Case[Dossier], Fault]]:
    """A person has one contract at a time.

    Two contracts of the same person that overlap are often a renewal whose first part was not ended. It is
    seen only where the files are checked together. Each person is counted once all the same.
    """
    ends: dict[str, date] = {}
    found: dict[Hashable, list[tuple[date, date, Case[Dossier]]]] = {}
    for case in cases:
        with suppress(Unusable):
            if isinstance(case.dossier, Evaluation) and (closing := case.dossier.closing):
                ends[case.dossier.contract.stem] = closing.day
    for case in cases:
        contract = case.dossier
        with suppress(Unusable):
            if isinstance(contract, Contract):
                key = (contract.kind in OWN_TYPES, contract.balance.identity)
                entry = contract.start, ends.get(contract.stem, contract.end), case
                found.setdefault(key, []).append(entry)
    for alike in found.values():
        ordered = sorted(alike, key=lambda each: each[:2])
        _, last, before = ordered[0]
        for start, end, case in ordered[1:]:
            if start <= last:
                path = before.dossier.source.path
                yield (
                    case,
                    Fault(
                        ("period", "start"),
                        msg(
                            "The contract in {path} of the same person is still running on that day.",
                            path=path,
                        ),
                        msg("End the first one with an evaluation (“closing:”), or correct the days."),
                    ),
                )
            if end > last:
                last, before = end, case


@rule("PII027", Severity.ERROR, CONTRACTS, "The evaluations name a partner by its name")
def partners_differ(case: Case[Contract]) -> Iterator[Fault]:
    """Each partner stands in the contract once, with all its commitments."""
    seen: set[str] = set()
    for index, name in enumerate(case.dossier.partner_names):
        if name in seen:
            yield Fault(
                ("partners", index, "name"),
                msg("This partner stands in the list a second time."),
                msg("Put its commitments together."),
            )
        seen.add(name)


@rule("PII031", Severity.ERROR, CONTRACTS, "The steps say who takes them")
def step_of_a_partner(case: Case[Contract]) -> Iterator[Fault]:
    """A step names a partner only where a partner takes it, and one of the contract."""
    for pointer, who, partner in case.dossier.step_partners:
        if who != "partner":
            yield Fault(
                pointer,
                msg("The step names a partner, and another party takes it."),
                msg("Write “who: partner”, or delete the line."),
            )
        elif partner not in case.dossier.partner_names:
            yield Fault(
                pointer,
                msg("The contract has no partner of this name."),
                msg("Write the name as under “partners:”."),
            )
