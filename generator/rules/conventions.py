"""Rules on every convention: the table of article 3, the money, the dates, the texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from generator.campaigns import Campaign
from generator.dossier import Convention
from generator.findings import Severity
from generator.formats import in_words
from generator.messages import Message, Words, msg
from generator.rules import rows
from generator.rules.base import CONVENTIONS, Case, Fault, missing_languages, rule
from generator.source import to_add

_APRIL = "Working group of the SPP IS, 2 April 2015"
_THREE_THOUSAND = "Practice: working group of 13 October 2015, 3 000 euro per trajectory"
_FIRST_DAY: Final = date(1976, 7, 8)
"""Day of the organic law of the CPAS/OCMW."""
_PATHWAYS: Final = ("objectives", "pathways")


@rule("CNV001", Severity.ERROR, CONVENTIONS, f"{_APRIL}; practice of the CPAS of Kortrijk")
def balances_cover_pathways(case: Case[Convention]) -> Iterator[Fault]:
    """Row 1 of article 3 is at least row 2.

    Every pathway begins with a social balance, so at least as many people have a balance as follow a
    pathway.
    """
    objectives = case.dossier.objectives
    if objectives.social_balances < objectives.total:
        yield Fault(
            ("objectives", "social_balances"),
            msg(
                "Row 1 ({balances}) is smaller than row 2 ({total}).",
                balances=objectives.social_balances,
                total=objectives.total,
            ),
            msg("A pathway begins with a social balance: raise row 1, or lower row 2."),
        )


@rule(
    "CNV002",
    Severity.WARNING,
    CONVENTIONS,
    "Practice of the CPAS of Kortrijk: more social balances than PIIS/GPMI files",
)
def balances_exceed_pathways(case: Case[Convention]) -> Iterator[Fault]:
    """Row 1 of article 3 is usually greater than row 2.

    Not everybody for whom a social balance is made follows a pathway afterwards. Equal figures are
    possible, but often mean that the balances without a pathway were forgotten.
    """
    objectives = case.dossier.objectives
    if objectives.social_balances == objectives.total > 0:
        yield Fault(
            ("objectives", "social_balances"),
            msg("Row 1 equals row 2 ({total}).", total=objectives.total),
            msg("Check that the balances that lead to no pathway are counted in row 1."),
        )


@rule("CNV003", Severity.ERROR, CONVENTIONS, f"{_APRIL}, article 3 of the model")
def part_within_total(case: Case[Convention]) -> Iterator[Fault]:
    """Each of the rows 2.1, 2.2 and 2.3 is at most row 2.

    Row 2 counts all people in a pathway, each once; none of its parts can count more.
    """
    yield from rows.parts_within_total(case.dossier.objectives, _PATHWAYS)


@rule("CNV004", Severity.ERROR, CONVENTIONS, f"{_APRIL}, article 3 of the model")
def parts_reach_total(case: Case[Convention]) -> Iterator[Fault]:
    """Rows 2.1, 2.2 and 2.3 add up to at least row 2.

    Each person in a pathway is in one of the three kinds of pathway.
    """
    yield from rows.parts_reach_total(case.dossier.objectives, _PATHWAYS)


@rule("CNV005", Severity.ERROR, CONVENTIONS, f"{_APRIL}, article 3 of the model")
def parts_exceed_total_only_if_said(case: Case[Convention]) -> Iterator[Fault]:
    """Rows 2.1, 2.2 and 2.3 add up to row 2, unless some people follow several pathways.

    Somebody who follows two pathways of different kinds counts once in row 2 and in two of its parts.
    The file then says `several: true`, and the document explains it.
    """
    yield from rows.parts_exceed_total_only_if_said(case.dossier.objectives, _PATHWAYS)


@rule(
    "CNV006",
    Severity.WARNING,
    CONVENTIONS,
    "Use of languages: the document is made in the language of the centre",
)
def text_in_language_of_document(case: Case[Convention]) -> Iterator[Fault]:
    """Each text is given in the language of the document.

    Where it is missing, the document prints the text in the other language and marks it as such. A
    centre of Brussels has documents in both languages, so its texts are wanted in both.
    """
    for pointer, text in case.dossier.prose():
        yield from missing_languages(pointer, text, case.languages)


@rule("CNV009", Severity.ERROR, CONVENTIONS, f"{_APRIL}: advance of 50 %, balance of 50 %")
def advance_and_balance(case: Case[Convention]) -> Iterator[Fault]:
    """Advance and balance are the shares of the amount, to the cent.

    The advance is half of the amount, half a cent rounded up; the balance is what remains. So an odd
    number of cents is not lost. The two need not be typed; where they are, they are checked.
    """
    typed = case.dossier.payment
    if typed is None:
        return
    amount = case.dossier.amount
    expected = case.campaign.advance(amount), case.campaign.balance(amount)
    for name, written, right in zip(("advance", "balance"), typed, expected, strict=True):
        if written != right:
            yield Fault(
                ("payment", name),
                msg(
                    "{written} is not the share of the amount; it should be {right}.",
                    written=written,
                    right=right,
                ),
                msg("Correct the figure, or delete “payment”: the program computes both."),
            )


@rule("CNV010", Severity.ERROR, CONVENTIONS, f"{_APRIL}: staff and operating costs")
def budget_is_amount(case: Case[Convention]) -> Iterator[Fault]:
    """Planned staff and operating costs add up to the amount."""
    budget = case.dossier.budget
    if budget is not None and sum(budget, Decimal(0)) != case.dossier.amount:
        yield Fault(
            ("budget",),
            msg(
                "Staff and operating costs add up to {sum}, the amount is {amount}.",
                sum=sum(budget, Decimal(0)),
                amount=case.dossier.amount,
            ),
            msg("Correct one of the three amounts."),
            on_key=True,
        )


@rule("CNV011", Severity.ERROR, CONVENTIONS, f"{_APRIL}: period of the subsidy; dates of the decrees")
def dates_within_campaign(case: Case[Convention]) -> Iterator[Fault]:
    """Dates lie where the campaign can have them.

    A convention cannot be signed before its decree, nor after the report on it is due. A cooperation
    agreement cannot be of a day after the end of the subsidised period, nor of before there were
    centres (organic law of 8 July 1976).
    """
    decree = case.campaign.decrees[case.dossier.kind].day
    signed = case.dossier.signed_on
    if signed is not None and not decree <= signed <= case.campaign.report_due:
        yield Fault(
            ("signature", "date"),
            msg("The convention cannot be signed on {day}.", day=signed),
            msg(
                "Choose a day from {first}, the day of the decree, to {last}, when the report is due.",
                first=decree,
                last=case.campaign.report_due,
            ),
        )
    for index, partner in enumerate(case.dossier.partners):
        if partner.agreement is None:
            continue
        if partner.agreement < _FIRST_DAY:
            yield Fault(
                ("partners", index, "agreement"),
                msg("There was no CPAS on {day}.", day=partner.agreement),
                msg("Check the year: the centres exist since {first}.", first=_FIRST_DAY),
            )
        elif partner.agreement > case.campaign.end:
            yield Fault(
                ("partners", index, "agreement"),
                msg(
                    "The agreement of {day} is of after the period, which ends on {end}.",
                    day=partner.agreement,
                    end=case.campaign.end,
                ),
                msg("Correct the date, or leave it out while the agreement is being prepared."),
            )


@rule(
    "CNV015",
    Severity.INFO,
    CONVENTIONS,
    _THREE_THOUSAND,
)
def cost_of_a_pathway(case: Case[Convention]) -> Iterator[Fault]:
    """The amount divided by row 2 is near the reference of 3 000 euro for a pathway.

    This is no rule but a reference of the administration. A figure that is far off often means that a
    digit is missing in row 2 or in the amount; CNV019 warns of one that can hardly be meant.
    """
    average, reference = _average(case), case.campaign.reference_cost
    if average is None or _is_implausible(average, case.campaign):
        return
    if not _is_within(average, reference, case.campaign.reference_factor):
        yield Fault(
            (*_PATHWAYS, "total"),
            msg(
                "The amount is {average} for each pathway; the reference is about {reference}.",
                average=average,
                reference=reference,
            ),
            msg("Check row 2 and the amount; nothing is to be done where both are right."),
        )


@rule("CNV019", Severity.WARNING, CONVENTIONS, _THREE_THOUSAND)
def amount_of_the_right_magnitude(case: Case[Convention]) -> Iterator[Fault]:
    """The amount divided by row 2 is neither under a tenth of the reference of 3 000 euro, nor above ten times.

    Such an amount was hardly meant: a file reads 48.25 as forty-eight euro and twenty-five cents, not as
    48 250 euro. In the file a point stands before the cents only, and nothing between the thousands.
    """
    average, reference = _average(case), case.campaign.reference_cost
    if average is None or not _is_implausible(average, case.campaign):
        return
    amount = case.dossier.amount
    yield Fault(
        ("amount",),
        msg(
            "The amount is read as {amount} ({words}): that is {average} for each pathway, and the reference is about {reference}.",
            amount=amount,
            words=_in_words(amount),
            average=average,
            reference=reference,
        ),
        _other_amount(case),
    )


def _average(case: Case[Convention]) -> Decimal | None:
    """Give the amount for each pathway, if there is one."""
    total, amount = case.dossier.objectives.total, case.dossier.amount
    return (amount / total).quantize(Decimal("0.01")) if total and amount > 0 else None


def _is_within(average: Decimal, reference: Decimal, factor: int) -> bool:
    return reference / factor <= average <= reference * factor


def _is_implausible(average: Decimal, year: Campaign) -> bool:
    return not _is_within(average, year.reference_cost, year.reference_magnitude)


def _in_words(amount: Decimal) -> Words:
    """Spell an amount, so that nobody takes cents for thousands."""
    euros, cents = divmod(int(amount * 100), 100)
    return Words(f"{euros} euro, {cents} cents", in_words(amount, "fr"), in_words(amount, "nl"))


def _other_amount(case: Case[Convention]) -> Message:
    """Name the amount that is meant where a point was put between the thousands, else say how one is written."""
    meant, total = case.dossier.amount * 1000, case.dossier.objectives.total
    possible = meant <= case.campaign.limit(case.dossier.kind) and meant % 1 == 0
    if possible and not _is_implausible(meant / total, case.campaign):
        return msg(
            "If {amount} is meant, write {value}, with no point or space between thousands; check row 2 ({total}) too.",
            amount=meant,
            value=f"{meant:.0f}",
            total=total,
        )
    return msg(
        "Check the amount and row 2 ({total}); write the amount with a point before the cents only and nothing between thousands: 48250 or 48250.00.",
        total=total,
    )


@rule("CNV016", Severity.ERROR, CONVENTIONS, f"{_APRIL}: instruments that measure progress in autonomy")
def other_instrument_is_named(case: Case[Convention]) -> Iterator[Fault]:
    """An instrument of type “other” has a name.

    The centre is free to choose the instrument that measures progress, and the convention names it.
    """
    instrument = case.dossier.instrument
    if instrument.type == "other" and instrument.name is None:
        yield Fault(
            ("instrument",),
            msg("The measuring instrument has no name."),
            to_add(case.dossier.source, ("instrument", "name"), text=True),
            on_key=True,
        )
