"""Rules on what a person knows and agrees to before a contract (PIIS/GPMI) is signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.dossier import Contract
from generator.findings import Severity
from generator.messages import msg
from generator.rules.base import CONTRACTS, Case, Fault, rule

_LAW = "Law of 26 May 2002 on the right to social integration"
_DECREE = "Royal decree of 11 July 2002, art. 11"


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


@rule(
    "PII030",
    Severity.WARNING,
    CONTRACTS,
    f"{_LAW}, art. 6 § 3: the contract is made before it is carried out",
)
def signed_before_it_begins(case: Case[Contract]) -> Iterator[Fault]:
    """A contract is signed on its first day at the latest.

    What was done before the signature was not agreed; it cannot be asked for.
    """
    contract = case.dossier
    if contract.signed_on is not None and contract.start < contract.signed_on <= contract.end:
        yield Fault(
            ("signature", "date"),
            msg("The contract is signed after its first day, {start}.", start=contract.start),
            msg("Let it begin on the day of the signature or later, or correct one of the two days."),
        )


def _known(day: date | None) -> date:
    assert day is not None
    return day
