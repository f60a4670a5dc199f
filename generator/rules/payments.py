"""Rules on the amounts of the administration: advance, settlement, balance, what is paid back."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Final

from generator.dossier import Decision, Unusable
from generator.dossier.decisions import STEPS
from generator.findings import Severity
from generator.identifiers import tidy_iban
from generator.messages import msg
from generator.rules.base import DECISIONS, Case, Fault, rule

_DECREE: Final = "Royal decree of 27 March 2015, art. 5: advance and balance"
_DECEMBER: Final = "Working group of the SPP IS, 8 December 2015: balance after evaluation of the report"


@rule("MIN014", Severity.ERROR, DECISIONS, "One file for each convention of a year", first=True)
def of_the_same_year(case: Case[Decision]) -> Iterator[Fault]:
    """The decisions are on a convention of their own year, and the report is on that convention."""
    decision = case.dossier
    year = decision.convention.campaign.year
    if year != case.campaign.year:
        yield Fault(
            ("campaign",),
            msg(
                "The decisions are of {year}, their convention of {other}.",
                year=str(case.campaign.year),
                other=str(year),
            ),
            msg("Correct the year, or name the convention of that year."),
        )
    if decision.report is not None:
        paths = {
            os.path.realpath(each.source.path) for each in (decision.convention, decision.report.convention)
        }
        if len(paths) > 1:
            yield Fault(
                ("report",),
                msg("The report is on another convention than these decisions."),
                msg("Name the report on that convention, or correct the convention."),
            )


@rule("MIN025", Severity.ERROR, DECISIONS, "Working group of the SPP IS, 2 April 2015: the workflow")
def about_a_convention(case: Case[Decision]) -> Iterator[Fault]:
    """A file of decisions names its convention; before there is one, the centre and the scheme.

    Only the invitation and requests to revise are made then: a convention with errors cannot be named. Once the convention is named, the centre is that of the convention, and needs no field of its own.
    """
    decision = case.dossier
    if decision.names_convention:
        if (
            decision.invitee is not None
            and decision.invitee.municipality.nis != decision.centre.municipality.nis
        ):
            yield Fault(
                ("centre",),
                msg("The convention is of another centre than this one."),
                msg("Take “centre:” out, or correct the convention."),
            )
        yield from _said_twice(decision)
        return
    if not decision.names_centre:
        centre = ("centre",) in decision.source.spots and decision.written_scheme is None
        yield Fault(
            ("centre",) if centre else (),
            msg("Nothing says for which of the two conventions the centre is invited.")
            if centre
            else msg("Nothing says which centre is invited."),
            msg("Add “scheme:”, city or cluster.")
            if centre
            else msg("Add “convention:”, or “centre:” and “scheme:” while there is no convention."),
            on_key=True,
        )
    later = [step for step in decision.days if step not in ("invited", "submitted")]
    if later:
        yield Fault(
            STEPS[later[0]],
            msg("A step after the requests to revise has a day, and there is no convention."),
            msg("Add “convention:” with the file that the centre submitted."),
        )


def _said_twice(decision: Decision) -> Iterator[Fault]:
    """Say where a file that names its convention gives another amount or scheme: the documents have those of the convention."""
    amount, scheme = decision.written_subsidy, decision.written_scheme
    if amount is not None and amount != decision.amount:
        yield Fault(
            ("amount",),
            msg(
                "{written} is not the amount of the convention: {computed}.",
                written=amount,
                computed=decision.amount,
            ),
            msg("Take “amount:” out, or correct the convention."),
        )
    if scheme is not None and f"convention-{scheme}" != decision.scheme:
        yield Fault(
            ("scheme",),
            msg("The convention is of the other scheme."),
            msg("Take “scheme:” out, or correct the convention."),
        )  # fmt: skip


@rule("MIN015", Severity.ERROR, DECISIONS, _DECREE)
def advance_is_the_share_of_the_year(case: Case[Decision]) -> Iterator[Fault]:
    """The advance that the file writes is the share that the year sets, to the cent; half a cent is rounded up."""
    decision = case.dossier
    written = decision.written_amount("advance")
    if written is not None and written != decision.advance:
        yield Fault(
            ("advance", "amount"),
            msg("The advance is {written}; the share of the year gives {computed}.", written=written, computed=decision.advance),
            msg("Correct the amount, or leave it out: it is computed."),
        )  # fmt: skip


@rule("MIN016", Severity.ERROR, DECISIONS, _DECEMBER)
def accepted_follows_from_what_was_charged(case: Case[Decision]) -> Iterator[Fault]:
    """What is accepted follows from what was charged: less the reductions, at most the subsidy.

    The report says what was charged; where the file names none, “charged:” says it. Only where the whole subsidy is accepted, and nothing
    is taken off, “accepted:” alone is enough. The reductions are not more than what was charged.
    """
    decision = case.dossier
    if decision.step("report_advice") is None:
        return
    written, charged = decision.written_accepted, decision.charged
    if decision.names_report and decision.written_charged is not None:
        yield Fault(
            ("report_advice", "charged"),
            msg("The report says what was charged, and so does this file."),
            msg("Take “charged:” out: the amount is that of the report."),
        )
    if charged is None and written is None:
        yield Fault(
            ("report_advice",),
            msg("Nothing says what is accepted of the report."),
            msg(
                "Name the file of the report (“report:”), or add “charged:” with the amount that it charges."
            ),
            on_key=True,
        )
    elif charged is None and written is not None and written > decision.amount:
        yield Fault(
            ("report_advice", "accepted"),
            msg("{written} is more than the subsidy, {amount}.", written=written, amount=decision.amount),
            msg("Correct the amount."),
        )
    elif charged is None and (decision.reductions or written != decision.amount):
        yield Fault(
            ("report_advice",),
            msg("The subsidy is not accepted whole, and nothing says what was charged: nobody can follow the settlement."),
            msg("Name the file of the report (“report:”), or add “charged:” with the amount that it charges."),
            on_key=True,
        )  # fmt: skip
    if charged is not None:
        yield from _follows(decision, charged, written)


def _follows(decision: Decision, charged: Decimal, written: Decimal | None) -> Iterator[Fault]:
    settled = decision.accounting
    if settled.reduced > charged:
        yield Fault(
            ("report_advice", "reductions"),
            msg("The reductions, {reduced}, are more than what was charged, {charged}.", reduced=settled.reduced, charged=charged),
            msg("Correct the amounts."),
            on_key=True,
        )  # fmt: skip
    elif written is not None and written != settled.accepted:
        yield Fault(
            ("report_advice", "accepted"),
            msg("{written} is not what follows from what was charged: {computed}.", written=written, computed=settled.accepted),
            msg("Correct the amount, or leave it out: it is computed."),
        )  # fmt: skip


@rule(
    "MIN026",
    Severity.ERROR,
    DECISIONS,
    "Act of 22 May 2003, art. 121 to 124: what is not justified is paid back",
)
def nothing_accepted_of_a_refused_report(case: Case[Decision]) -> Iterator[Fault]:
    """Of a report that the Minister refused nothing is accepted: the reductions say for which reasons, and the advance is paid back."""
    decision = case.dossier
    refused = decision.approved("report_decided") is False
    if refused and decision.accounting.accepted:
        yield Fault(
            ("report_decided", "approved"),
            msg("The Minister refused the report, and {accepted} of it is accepted.", accepted=decision.accounting.accepted),
            msg("Add “reductions:” with all that is not accepted and the reasons, or correct the decision."),
        )  # fmt: skip


@rule("MIN017", Severity.ERROR, DECISIONS, _DECEMBER)
def balance_is_what_remains(case: Case[Decision]) -> Iterator[Fault]:
    """The balance is what is accepted less the advance; where nothing remains, none is ordered."""
    decision = case.dossier
    if decision.step("balance") is None or any(accepted_follows_from_what_was_charged(case)):
        return
    due, written = decision.accounting.balance, decision.written_amount("balance")
    if due <= 0:
        yield Fault(
            ("balance", "date"),
            msg("A balance is ordered, and nothing remains to be paid."),
            msg("Take “balance:” out; the closing letter says whether anything is to be paid back."),
        )
    elif written is not None and written != due:
        yield Fault(
            ("balance", "amount"),
            msg("The balance is {written}; the settlement gives {computed}.", written=written, computed=due),
            msg("Correct the amount, or leave it out: it is computed."),
        )


@rule("MIN018", Severity.WARNING, DECISIONS, _DECREE)
def advance_was_received(case: Case[Decision]) -> Iterator[Fault]:
    """The advance that the report says it received is the one that was ordered."""
    decision = case.dossier
    if any(of_the_same_year(case)) or decision.approved("decided") is False:
        return
    received = decision.report.received if decision.report is not None else None
    if received is not None and received[0] != decision.advance:
        yield Fault(
            ("report",),
            msg("The report says that {received} was received; the advance is {advance}.", received=received[0], advance=decision.advance),
            msg("Ask the centre; the settlement counts with the advance that was ordered."),
        )  # fmt: skip


@rule(
    "MIN019",
    Severity.ERROR,
    DECISIONS,
    "Act of 22 May 2003, art. 121 to 124: what is not justified is paid back",
)
def pay_back_says_where(case: Case[Decision]) -> Iterator[Fault]:
    """A closing letter that asks money back says to which account and until when; another one does not.

    It is an account of the administration, not that of the centre.
    """
    decision = case.dossier
    if decision.step("closed") is None or any(accepted_follows_from_what_was_charged(case)):
        return
    if any(nothing_accepted_of_a_refused_report(case)):
        return
    refused = decision.approved("decided") is False
    owes, told = not refused and decision.accounting.balance < 0, decision.pay_back is not None
    if owes and not told:
        yield Fault(
            ("closed",),
            msg(
                "The centre pays back {amount}, and nothing says where and until when.",
                amount=-decision.accounting.balance,
            ),
            msg("Add “pay_back:” with “iban:” and “by:”."),
            on_key=True,
        )
    elif decision.pay_back is not None and tidy_iban(decision.pay_back[0]) == tidy_iban(decision.centre.iban):
        yield Fault(
            ("closed", "pay_back", "iban"),
            msg("This is the account of the centre itself."),
            msg("Write the account of the administration to which the centre pays back."),
        )
    elif told and not owes:
        yield Fault(
            ("closed", "pay_back"),
            msg("The letter tells where to pay back, and nothing is to be paid back."),
            msg("Take “pay_back:” out, or correct the amounts."),
            on_key=True,
        )


@rule("MIN020", Severity.ERROR, DECISIONS, "One file for each convention of a year", folder=True)
def one_file_each(cases: Sequence[Case[Decision]]) -> Iterator[tuple[Case[Decision], Fault]]:
    """There is one file of decisions on a convention; two would pay it twice.

    This is seen only where several files are checked together. The finding stands in both, and neither is used.
    """
    found: dict[str, list[Case[Decision]]] = {}
    for case in cases:
        with suppress(Unusable):
            found.setdefault(case.dossier.stem, []).append(case)
    for alike in found.values():
        for case in alike:
            others = [each.dossier for each in alike if each is not case]
            if others:
                yield case, _twice(case.dossier, others[0])


def _twice(decision: Decision, other: Decision) -> Fault:
    schemes = set()
    for each in (decision, other):
        with suppress(Unusable):
            schemes.add(each.scheme)
    if len(schemes) > 1:
        # the city of a centre, and the cluster that it promotes
        return Fault(
            ("convention",),
            msg("{path} is on the other convention of this centre: their documents would have the same names.", path=other.source.path),
            msg("Keep the decisions on cities and those on clusters in folders of their own, and render each into its own folder."),
        )  # fmt: skip
    return Fault(
        ("convention",),
        msg("{path} holds decisions on the same convention.", path=other.source.path),
        msg("Keep one of the two files, or correct the convention of this one."),
    )


@rule("MIN028", Severity.ERROR, DECISIONS, "The reference tells which centre a payment is for", folder=True)
def one_reference_each(cases: Sequence[Case[Decision]]) -> Iterator[tuple[Case[Decision], Fault]]:
    """A reference stands for one centre: a payment order that bears that of another one is booked on it.

    This is seen only where several files are checked together. The finding stands in the file that gives the reference; one
    that is made from the year and the NIS code is the centre’s own.
    """
    found: dict[str, set[str]] = {}
    for case in cases:
        with suppress(Unusable):
            found.setdefault(case.dossier.number.casefold(), set()).add(case.dossier.centre.municipality.nis)
    for case in cases:
        with suppress(Unusable):
            own = case.dossier.centre.municipality.nis
            others = sorted(found[case.dossier.number.casefold()] - {own})
            if others and case.dossier.reference:
                cause = msg("The decisions on the centre {nis} have the same reference.", nis=others[0])
                remedy = msg("Write the reference of this centre, or leave the field out.")
                yield case, Fault(("reference",), cause, remedy)
