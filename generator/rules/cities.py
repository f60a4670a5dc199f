"""Rules on the convention of a large city."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dossier import Convention
from generator.findings import Severity
from generator.messages import msg
from generator.rules.base import Case, Fault, rule

_CITY = ("convention-city",)
_ARTICLE_4 = "Royal decree of 27 March 2015 (numac 2015011149), art. 4; working group of 2 April 2015"


@rule("CTY001", Severity.ERROR, _CITY, _ARTICLE_4)
def two_of_three_criteria(case: Case[Convention]) -> Iterator[Fault]:
    """A large city meets at least two of the three criteria.

    The criteria, on the data of the reference date: the municipality is on the list of federal urban
    policy; it counts at least 40 000 inhabitants; its centre meets the conditions of the increased
    State subsidy (article 32, §§ 2 to 5, of the law of 26 May 2002). A city that meets fewer than
    two of them cannot conclude this convention.
    """
    criteria = case.dossier.criteria
    large = criteria.inhabitants >= case.campaign.minimum_inhabitants
    met = criteria.urban_policy + large + criteria.increased_subsidy
    if met < case.campaign.minimum_met:
        yield Fault(
            ("criteria",),
            msg(
                "The city meets {met} of the three criteria; {needed} are needed.",
                met=met,
                needed=case.campaign.minimum_met,
            ),
            msg("Check the three criteria; a city that does not meet them cannot sign this convention."),
            on_key=True,
        )


@rule("CTY002", Severity.WARNING, _CITY, _ARTICLE_4)
def inhabitants_on_reference_date(case: Case[Convention]) -> Iterator[Fault]:
    """The number of inhabitants reaches the threshold of 40 000.

    Below the threshold on the reference date (1 January 2013 for 2015) the second criterion is not
    met, and the city needs both others. The document says which criteria are met.
    """
    count = case.dossier.criteria.inhabitants
    if count < case.campaign.minimum_inhabitants:
        yield Fault(
            ("criteria", "inhabitants"),
            msg(
                "{count} inhabitants do not reach the threshold of {minimum}: this criterion is not met.",
                count=count,
                minimum=case.campaign.minimum_inhabitants,
            ),
            msg("Check the number of inhabitants on {day}.", day=case.campaign.reference_date),
        )


@rule("CTY003", Severity.WARNING, _CITY, "Royal decree of 12 August 2000 on urban policy, list of 17 cities")
def on_the_urban_policy_list(case: Case[Convention]) -> Iterator[Fault]:
    """A city that claims urban policy is on the list, and one on the list claims it.

    The list of the program names seventeen cities. That it is the list of the campaign was not seen
    in an official text, so a difference is a warning: check it with the administration. In the convention
    the centre declares what the file says.
    """
    claimed = case.dossier.criteria.urban_policy
    listed = case.dossier.centre.municipality.nis in case.campaign.urban_policy
    if claimed != listed:
        yield Fault(
            ("criteria", "urban_policy"),
            msg("The list of urban policy names this municipality, the file does not say so.")
            if listed
            else msg("The list of urban policy does not name this municipality."),
            msg(
                "Compare the answer with the list of the decree of 12 August 2000; in the convention the centre declares what the file says."
            ),
        )
