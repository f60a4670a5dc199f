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
from generator.rules.actions import professional_words
from generator.rules.base import CONTRACTS, OWN_TYPES, Case, Fault, rule

_APRIL = "Working group of the SPP IS, 2 April 2015"
_KORTRIJK = "Practice of the CPAS of Kortrijk, shown to the working group of 2 April 2015"
_LAW = "Law of 26 May 2002 on the right to social integration"
_DECREE = "Royal decree of 11 July 2002, art. 11"
_OTHER_TYPES = tuple(kind for kind in CONTRACTS if kind not in OWN_TYPES)


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


@rule(
    "PII008", Severity.ERROR, CONTRACTS, f"{_LAW}, art. 6 § 3: five calendar days to reflect before signing"
)
def time_to_reflect(case: Case[Contract]) -> Iterator[Fault]:
    """A contract is signed five calendar days after it was handed over, or later.

    The person may think it over and ask advice. Who wants to sign at once gives up these days in writing:
    “waiver:” holds the day and the reason, and the contract prints both.
    """
    contract = case.dossier
    signed, until = contract.signed_on, contract.reflection_until
    if signed is None or contract.waived_on is not None:
        return
    if until is None:
        yield Fault(
            ("signature", "handed_over"),
            msg("The contract was signed, and nothing says when it was handed over."),
            msg(
                "Add “handed_over:” with the day, {days} days before the signature at least.",
                days=case.campaign.reflection_days,
            ),
            on_key=True,
        )
    elif signed < until:
        yield Fault(
            ("signature", "date"),
            msg(
                "The contract was handed over on {handed} and may be signed from {until} on.",
                handed=_known(contract.handed_over),
                until=until,
            ),
            msg("Correct the day; who wants to sign at once says so in writing (“waiver:”)."),
        )


@rule("PII009", Severity.ERROR, CONTRACTS, f"{_LAW}, art. 6 § 3")
def waiver_in_time(case: Case[Contract]) -> Iterator[Fault]:
    """The days of reflection are given up after the hand-over and before the signature.

    Nobody can give up the right to read a contract that is not there yet.
    """
    contract = case.dossier
    waived, signed, handed = contract.waived_on, contract.signed_on, contract.handed_over
    if waived is not None and (handed is None or waived < handed or (signed is not None and waived > signed)):
        yield Fault(
            ("signature", "waiver", "date"),
            msg("The days of reflection are given up, and nothing says when the contract was handed over.")
            if handed is None
            else msg("The waiver is not between the hand-over and the signature."),
            msg("Give the day of the hand-over, and check the three days."),
        )


@rule("PII010", Severity.ERROR, CONTRACTS, f"{_DECREE}: the social worker informs before signing")
def informed_before_signing(case: Case[Contract]) -> Iterator[Fault]:
    """Content, scope and consequences are explained before the contract is signed."""
    contract = case.dossier
    if contract.signed_on is not None and contract.informed_on > contract.signed_on:
        yield Fault(
            ("information", "date"),
            msg("The person was informed after the signature of {day}.", day=contract.signed_on),
            msg("Correct one of the two days."),
        )


@rule("PII011", Severity.WARNING, CONTRACTS, f"{_LAW}, art. 6 § 3: assistance by a person of choice")
def choice_was_offered(case: Case[Contract]) -> Iterator[Fault]:
    """The person was told that somebody of the person’s choice may assist.

    The contract says so to both parties. Where it was forgotten, say it before the contract is signed.
    """
    if not case.dossier.choice_offered:
        yield Fault(
            ("information", "choice_offered"),
            msg("The person was not told that somebody of the person’s choice may assist."),
            msg("Say it before the signature, and write true."),
        )


@rule(
    "PII012",
    Severity.WARNING,
    CONTRACTS,
    f"{_LAW}, art. 6 and 11; working groups of 28 November 2014 and 12 May 2015",
)
def told_that_it_is_compulsory(case: Case[Contract]) -> Iterator[Fault]:
    """Who is under 25 and has the integration income was told that the contract is compulsory.

    Under 25 the right to social integration goes together with a contract. It is the only reason why a
    contract may be asked for; a person of 25 or more must not be told so.
    """
    contract, age = case.dossier, case.campaign.compulsory_age
    young = contract.person.age_on(contract.start) < age and contract.person.right == "integration-income"
    if young and not contract.told_compulsory:
        yield Fault(
            ("information", "compulsory"),
            msg("The person is under {age}, and was not told that the contract is compulsory.", age=age),
            msg("Say it before the signature, and write “compulsory: true”."),
            on_key=True,
        )
    elif not young and contract.told_compulsory:
        yield Fault(
            ("information", "compulsory"),
            msg(
                "The contract is not compulsory for this person, who is {age} or more or has no integration income.",
                age=age,
            ),
            msg("Delete the line, and tell the person."),
        )


@rule(
    "PII013",
    Severity.ERROR,
    CONTRACTS,
    "SPP IS, 12 May 2015: without right to integration income or aid there is no sanction",
)
def no_sanction_without_right(case: Case[Contract]) -> Iterator[Fault]:
    """There is no sanction clause for a person without right to integration income or equivalent aid.

    Article 30, § 2, suspends the payment of the integration income. A user of the centre who has no right to
    it may conclude a contract too, and then the notion of sanction does not apply.
    """
    if case.dossier.sanction and case.dossier.person.right == "none":
        yield Fault(
            ("sanction",),
            msg(
                "The person has no right to integration income or equivalent aid: there is nothing to suspend."
            ),
            msg("Write “sanction: false”, or correct the right in the social balance."),
        )


@rule(
    "PII014",
    Severity.ERROR,
    ("piis-volunteering",),
    "Law of 3 July 2005 on volunteers: without remuneration or obligation",
)
def no_sanction_on_volunteering(case: Case[Contract]) -> Iterator[Fault]:
    """There is no sanction clause on volunteering.

    Volunteering is without remuneration and without obligation. A duty that can be punished would make it
    something else, which is neither insured nor allowed.
    """
    if case.dossier.sanction:
        yield Fault(
            ("sanction",),
            msg("Volunteering is without obligation: no sanction may hang on it."),
            msg("Write “sanction: false”."),
        )


@rule(
    "PII015",
    Severity.WARNING,
    ("piis-volunteering",),
    "Law of 3 July 2005 on volunteers, art. 10; the ceiling of 2015 was not checked in the official text",
)
def allowance_within_ceiling(case: Case[Contract]) -> Iterator[Fault]:
    """What the organisation pays a volunteer for costs stays under the ceiling of a day.

    Within the ceiling it does not count for the integration income; above it every cost must be proved. The
    premium of the centre is no such allowance.
    """
    paid, most = case.dossier.allowance, case.campaign.volunteer_day_ceiling
    if paid is not None and paid > most:
        yield Fault(
            ("activity", "allowance"),
            msg("{paid} a day is above the ceiling for volunteers, {most}.", paid=paid, most=most),
            msg("Check the amount; above the ceiling the costs must be proved."),
        )


@rule("PII016", Severity.WARNING, ("piis-volunteering",), "Law of 3 July 2005 on volunteers, art. 4 and 6")
def volunteer_is_insured(case: Case[Contract]) -> Iterator[Fault]:
    """The organisation has insured its volunteers, and gave the information note."""
    for name, given in case.dossier.volunteer_duties.items():
        if not given:
            yield Fault(
                ("activity", name),
                msg("The organisation has not insured its volunteers.")
                if name == "insured"
                else msg("The organisation has not given the information note."),
                msg("Ask the organisation before the volunteering begins."),
            )


@rule("PII017", Severity.ERROR, ("piis-workshop",), f"{_KORTRIJK}: over ten hours a week it is a training")
def workshop_or_training(case: Case[Contract]) -> Iterator[Fault]:
    """Workshops on generic competences take ten hours a week at most.

    More than that is a training, with a contract of its own (`piis-training`), which this subsidy does not
    pay for. The hours of all modules that train generic competences count together.
    """
    hours = sum(each.hours_per_week for each in case.dossier.modules if each.generic)
    if hours > case.campaign.workshop_hours:
        yield Fault(
            ("activity", "modules"),
            msg(
                "The workshops on generic competences take {hours} hours a week; more than {most} are a training.",
                hours=hours,
                most=case.campaign.workshop_hours,
            ),
            msg("Make a contract of kind piis-training, or lower the hours."),
            on_key=True,
        )


@rule("PII018", Severity.INFO, ("piis-workshop",), f"{_KORTRIJK}; exactly ten hours is not said")
def ten_hours_exactly(case: Case[Contract]) -> Iterator[Fault]:
    """Exactly ten hours a week of generic competences are still a workshop.

    The source says “less than” and “more than”; the program takes ten as a workshop, and says so.
    """
    hours = sum(each.hours_per_week for each in case.dossier.modules if each.generic)
    if hours == case.campaign.workshop_hours:
        yield Fault(
            ("activity", "modules"),
            msg("Exactly {hours} hours a week: counted as a workshop; the source does not say.", hours=hours),
            msg("Nothing needs to be done; one hour more would be a training."),
            on_key=True,
        )


@rule(
    "PII019", Severity.INFO, _OTHER_TYPES, "SPP IS, 12 May 2015: no financing of existing types of PIIS/GPMI"
)
def not_financed(case: Case[Contract]) -> Iterator[Fault]:
    """An existing type of contract is not financed by this subsidy.

    Guidance, training and studies existed before. Such a contract is made and counted apart, and is not in
    rows 2 to 2.3 of article 3. Only volunteering, workshops and preparation are.
    """
    del case
    yield Fault(
        ("kind",),
        msg("This type existed before: the subsidy does not pay for it, and it does not count in article 3."),
        msg("Nothing needs to be done; volunteering, workshop and preparation are the types that count."),
    )


@rule(
    "PII020",
    Severity.WARNING,
    OWN_TYPES,
    "Working group of the SPP IS, 8 December 2015: social and professional activation",
)
def social_not_professional(case: Case[Contract]) -> Iterator[Fault]:
    """The contract describes social, not professional activation.

    Outside are: pre-training for a trade, qualifying training, job-search workshops, and placements that
    precede employment. The rule looks for words, so it may point to a sentence that excludes such an action.
    """
    yield from professional_words(case)


@rule(
    "PII021", Severity.ERROR, CONTRACTS, "Professional secrecy; data go to named partners with consent only"
)
def data_with_consent(case: Case[Contract]) -> Iterator[Fault]:
    """Data are exchanged with a partner only where the person consents.

    A partner with “exchange:” would receive data. Without consent there is no exchange: take the group out,
    or ask for the consent.
    """
    for pointer, consent in case.dossier.consents():
        if not consent:
            yield Fault(
                pointer,
                msg("Data would be exchanged without the consent of the person."),
                msg("Delete “exchange:” of this partner, or ask for the consent."),
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
                ends[case.dossier.contract.source.path] = closing.day
    for case in cases:
        contract = case.dossier
        with suppress(Unusable):
            if isinstance(contract, Contract):
                key = (contract.kind in OWN_TYPES, contract.balance.identity)
                entry = contract.start, ends.get(contract.source.path, contract.end), case
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


@rule("PII028", Severity.ERROR, ("piis-training",), "A slip of the pen")
def training_ends_after_it_starts(case: Case[Contract]) -> Iterator[Fault]:
    """A training ends after it starts, and some of it lies within the contract."""
    (start, end), contract = case.dossier.training, case.dossier
    if end < start:
        yield Fault(
            ("activity", "end"),
            msg("The last day is before the first."),
            msg("Check both days, above all the year."),
        )
    elif contract.start <= contract.end and not (start <= contract.end and end >= contract.start):
        yield Fault(
            ("activity", "start"),
            msg(
                "The training lies outside the contract, which runs from {start} to {end}.",
                start=contract.start,
                end=contract.end,
            ),
            msg("Correct the days of the training, or of the contract."),
        )


@rule("PII029", Severity.ERROR, CONTRACTS, "A contract is signed before it ends")
def signed_before_the_end(case: Case[Contract]) -> Iterator[Fault]:
    """A contract is signed before its last day."""
    contract = case.dossier
    if contract.signed_on is not None and contract.start <= contract.end < contract.signed_on:
        yield Fault(
            ("signature", "date"),
            msg("The contract is signed after its last day, {end}.", end=contract.end),
            msg("Correct one of the two days."),
        )


def _known(day: date | None) -> date:
    assert day is not None
    return day
