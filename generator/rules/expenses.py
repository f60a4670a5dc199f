"""Rules on the expenses of the final report, document by document, and on how the subsidy is settled."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator
from decimal import Decimal
from typing import Final

from generator.dossier import Expense, Report, says
from generator.findings import Severity
from generator.messages import msg
from generator.rules.base import REPORTS, Case, Fault, rule
from generator.rules.reports import of_another_year

_ADMITTED: Final = "Working group of the SPP IS, 8 December 2015: documents of the year, with a direct link and in proportion"
_PAYMENT: Final = "Working group of the SPP IS, 2 April 2015: advance of 50 %, balance after the report"
_WHOLE: Final = Decimal(100)


@rule("EXP001", Severity.ERROR, REPORTS, _ADMITTED)
def expense_of_the_year(case: Case[Report]) -> Iterator[Fault]:
    """Each supporting document is of the year of the subsidy, 1 January to 31 December."""
    year = case.campaign
    if of_another_year(case):
        return
    for index, each in case.dossier.sound_expenses("date"):
        if not year.start <= each.date <= year.end:
            yield Fault(
                ("expenses", index, "date"),
                msg(
                    "{day} is outside the year of the subsidy, {start} to {end}.",
                    day=each.date,
                    start=year.start,
                    end=year.end,
                ),
                msg("Correct the date; what was bought before or after is not subsidised: delete the entry."),
            )


@rule("EXP002", Severity.ERROR, REPORTS, _ADMITTED)
def amount_is_positive(case: Case[Report]) -> Iterator[Fault]:
    """The amount of a supporting document is more than zero.

    A credit note is no expense: it lowers the amount of the document that it corrects.
    """
    for index, each in case.dossier.sound_expenses("amount"):
        if each.amount <= 0:
            yield Fault(
                ("expenses", index, "amount"),
                msg("The amount {amount} is not more than zero.", amount=each.amount),
                msg("Correct it; for a credit note, lower the amount of the document that it corrects."),
            )


@rule("EXP003", Severity.ERROR, REPORTS, _ADMITTED)
def share_within_whole(case: Case[Report]) -> Iterator[Fault]:
    """The share that is charged is more than zero and at most 100 per cent."""
    for index, each in case.dossier.sound_expenses("share"):
        if not 0 < each.share <= _WHOLE:
            yield Fault(
                ("expenses", index, "share"),
                msg("A share of {share} per cent cannot be charged.", share=str(each.share)),
                msg("Write a number from 0.01 to 100: 100 where all of it is for the project."),
            )


@rule("EXP004", Severity.ERROR, REPORTS, _ADMITTED)
def document_once(case: Case[Report]) -> Iterator[Fault]:
    """Each supporting document is charged once.

    Two entries with the same number and the same supplier, however they are spaced or capitalised, are the same
    document; in a cluster each member has documents of its own. Where a part of a document is charged in one way
    and the rest in another, give each part a number of its own: 12-a, 12-b.
    """
    seen: dict[Hashable, int] = {}
    for index, each in case.dossier.sound_expenses("number", "supplier"):
        first = seen.setdefault(_document(case.dossier, each), index)
        if first != index:
            yield Fault(
                ("expenses", index, "number"),
                msg(
                    "The document “{number}” of this supplier is charged a second time; the first is entry {first}.",
                    number=each.number,
                    first=first + 1,
                ),
                msg("Delete one of the two entries, or correct the number."),
            )


@rule("EXP005", Severity.WARNING, REPORTS, _ADMITTED)
def documents_alike(case: Case[Report]) -> Iterator[Fault]:
    """Two documents of one day and amount, and of one supplier or one number, are looked at again.

    They may be two; often it is one that was filed twice, under two numbers or with the supplier spelt otherwise.
    """
    seen: dict[Hashable, tuple[int, Expense]] = {}
    for index, each in case.dossier.sound_expenses("number", "supplier", "date", "amount"):
        own = _document(case.dossier, each)
        for alike in (("supplier", _plain(each.supplier)), ("number", _plain(each.number))):
            first, other = seen.setdefault((alike, each.date, each.amount), (index, each))
            # the same number and supplier have codes of their own, of one bearer or of several
            if first != index and _document(case.dossier, other)[:2] != own[:2]:
                yield Fault(
                    ("expenses", index),
                    msg(
                        "Day and amount are those of entry {first}, document “{number}” of “{supplier}”.",
                        first=first + 1,
                        number=other.number,
                        supplier=other.supplier,
                    ),
                    msg("Check that it is not the same document; nothing is to be done where they are two."),
                )
                break


@rule("EXP014", Severity.ERROR, REPORTS, _ADMITTED)
def shares_of_members_within_whole(case: Case[Report]) -> Iterator[Fault]:
    """The members of a cluster together charge at most 100 per cent of a document."""
    charged: dict[Hashable, dict[str, Decimal]] = defaultdict(dict)
    for index, each in case.dossier.sound_expenses("number", "supplier", "share"):
        of_document = charged[_plain(each.number), _plain(each.supplier)]
        # a document that one of them charges twice has a code of its own
        of_document.setdefault(case.dossier.bearer(each), each.share)
        together = sum(of_document.values(), Decimal(0))
        if len(of_document) > 1 and each.share <= _WHOLE < together:
            yield Fault(
                ("expenses", index, "share"),
                msg(
                    "The members together charge {share} per cent of the document “{number}”.",
                    share=str(together),
                    number=each.number,
                ),
                msg("Share it out: the parts of a document make 100 per cent at most."),
            )


@rule("EXP013", Severity.INFO, REPORTS, _ADMITTED)
def number_of_two_suppliers(case: Case[Report]) -> Iterator[Fault]:
    """A number stands at one document.

    Two suppliers may give their invoices the same number. Where it is the number under which the centre files
    its documents, one of the two is wrong.
    """
    seen: dict[Hashable, tuple[int, str]] = {}
    for index, each in case.dossier.sound_expenses("number", "supplier"):
        key = _plain(each.number), case.dossier.bearer(each)
        first, supplier = seen.setdefault(key, (index, _plain(each.supplier)))
        if supplier != _plain(each.supplier):
            yield Fault(
                ("expenses", index, "number"),
                msg(
                    "The number “{number}” stands at another supplier too, in entry {first}.",
                    number=each.number,
                    first=first + 1,
                ),
                msg("Nothing is to be done where it is the number of the supplier."),
            )


@rule("EXP006", Severity.ERROR, REPORTS, _ADMITTED)
def words_say_something(case: Case[Report]) -> Iterator[Fault]:
    """Supplier, direct link and proportionality are said in words.

    A dash or a figure proves nothing; what the inspection asks is one sentence.
    """
    for index, each in case.dossier.sound_expenses():
        if each.supplier and not _plain(each.supplier):
            yield Fault(
                ("expenses", index, "supplier"),
                msg("The supplier is not named."),
                msg("Write who delivered or was paid; for staff the function."),
            )
        for language, text in each.link.items():
            if not says({language: text}):
                yield Fault(
                    ("expenses", index, "link", language),
                    msg("The direct link is not explained."),
                    msg("Write what the expense is for in the project."),
                )
        for language, text in each.proportion.items():
            if not says({language: text}):
                yield Fault(
                    ("expenses", index, "proportion", language),
                    msg("The proportionality is not explained."),
                    msg("Write how the share follows: hours, rooms, participants."),
                )


@rule("EXP007", Severity.ERROR, REPORTS, "Cluster decree: a common policy of the members")
def expense_of_a_member(case: Case[Report]) -> Iterator[Fault]:
    """An expense of a cluster is borne by one of its members; one of a city names none."""
    convention = case.dossier.convention
    cluster = convention.kind == "convention-cluster"
    known = [member.municipality.nis for member in convention.members] if cluster else []
    for index, each in case.dossier.sound_expenses("member"):
        if each.member is not None and each.member not in known:
            yield Fault(
                ("expenses", index, "member"),
                msg("The centre {nis} is not a member of the cluster.", nis=each.member)
                if cluster
                else msg("The convention is that of a city, which has no members."),
                msg("Choose one of: {values}.", values=", ".join(known))
                if cluster
                else msg("Delete the line."),
            )


@rule("EXP008", Severity.INFO, REPORTS, _PAYMENT)
def balance_is_capped(case: Case[Report]) -> Iterator[Fault]:
    """What is charged above the subsidy is not paid.

    The balance is that of the subsidy, and the document says so. Nothing is to be corrected.
    """
    money = case.dossier.settlement
    if money.charged > money.ceiling > 0:
        yield Fault(
            ("expenses",),
            msg(
                "{charged} is charged, {excess} more than the subsidy; the balance is capped at {balance}.",
                charged=money.charged,
                excess=money.charged - money.ceiling,
                balance=money.balance,
            ),
            msg("Nothing is to be done: the centre bears the rest."),
            on_key=True,
        )


@rule("EXP009", Severity.WARNING, REPORTS, _PAYMENT)
def advance_is_to_be_paid_back(case: Case[Report]) -> Iterator[Fault]:
    """Less was charged than the advance: the difference is to be paid back."""
    money = case.dossier.settlement
    if money.balance < 0 and money.advance <= money.ceiling:
        yield Fault(
            ("expenses",),
            msg(
                "{charged} is charged, less than the advance of {advance}: {back} is to be paid back.",
                charged=money.charged,
                advance=money.advance,
                back=-money.balance,
            ),
            msg("Check that no expense is missing."),
            on_key=True,
        )


@rule("EXP010", Severity.WARNING, REPORTS, _PAYMENT)
def advance_of_the_convention(case: Case[Report]) -> Iterator[Fault]:
    """The advance received is the one of the convention: half of the subsidy."""
    received = case.dossier.received
    if received is None:
        return
    amount = case.dossier.convention.amount
    expected = case.campaign.advance(amount)
    if received[0] != expected and received[0] <= amount:
        yield Fault(
            ("advance", "amount"),
            msg(
                "The advance of the convention is {expected}, not {received}.",
                expected=expected,
                received=received[0],
            ),
            msg("Compare with the bank statement; correct the amount, or ask the administration."),
        )


@rule("EXP011", Severity.ERROR, REPORTS, _PAYMENT)
def advance_received_in_time(case: Case[Report]) -> Iterator[Fault]:
    """The advance was received after the convention was signed, or its decree, and before the report was due."""
    received, convention = case.dossier.received, case.dossier.convention
    if received is None or received[1] is None:
        return
    first = convention.signed_on or case.campaign.decrees[convention.kind].day
    last = case.campaign.report_due
    if not first <= received[1] <= last:
        yield Fault(
            ("advance", "date"),
            msg("The advance cannot have been received on {day}.", day=received[1]),
            msg(
                "Choose a day from {first}, the day of the signature, to {last}, when the report is due.",
                first=first,
                last=last,
            )
            if convention.signed_on
            else msg(
                "Choose a day from {first}, the day of the decree, to {last}, when the report is due.",
                first=first,
                last=last,
            ),
        )


@rule("EXP012", Severity.ERROR, REPORTS, _PAYMENT)
def advance_within_subsidy(case: Case[Report]) -> Iterator[Fault]:
    """The advance received is not more than the subsidy."""
    received, amount = case.dossier.received, case.dossier.convention.amount
    if received is not None and received[0] > amount:
        yield Fault(
            ("advance", "amount"),
            msg(
                "The advance of {advance} is more than the subsidy of {amount}.",
                advance=received[0],
                amount=amount,
            ),
            msg("Compare with the bank statement: a digit too many?"),
        )


def _document(report: Report, expense: Expense) -> tuple[str, str, str]:
    """Give what makes two entries the same document: number, supplier, and who bore it."""
    return _plain(expense.number), _plain(expense.supplier), report.bearer(expense)


def _plain(text: str) -> str:
    """Write a number or a name in one way: small letters, and signs only where they part two numbers."""
    parted = re.sub(r"(?<=\d)[\W_]+(?=\d)", "-", text.casefold())
    return re.sub(r"[^\w-]|_|(?<!\d)-|-(?!\d)", "", parted)
