"""Rules on the types of contract (PIIS/GPMI): volunteering, workshops, training, what is not financed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dossier import Contract
from generator.findings import Severity
from generator.messages import msg
from generator.rules.actions import professional_words
from generator.rules.base import CONTRACTS, OWN_TYPES, Case, Fault, rule

_KORTRIJK = "Practice of the CPAS of Kortrijk, shown to the working group of 2 April 2015"
_OTHER_TYPES = tuple(kind for kind in CONTRACTS if kind not in OWN_TYPES)


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
    hours = case.dossier.generic_hours
    if hours > case.campaign.workshop_hours:
        yield Fault(
            ("activity", "modules"),
            msg(
                "The workshops on generic competences take {hours} hours a week; more than {most} are a training.",
                hours=format(hours.normalize(), "f"),
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
    hours = case.dossier.generic_hours
    if hours == case.campaign.workshop_hours:
        yield Fault(
            ("activity", "modules"),
            msg(
                "Exactly {hours} hours a week: counted as a workshop; the source does not say.",
                hours=int(hours),
            ),
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
