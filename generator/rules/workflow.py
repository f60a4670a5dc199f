"""Rules on the workflow of the administration: each step after the one that it needs, and in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from generator.catalog import kinds, part
from generator.dossier import Decision, Unusable
from generator.dossier.decisions import STEPS, Revision
from generator.findings import Pointer, Severity
from generator.messages import Words, msg
from generator.rules.actions import numbers_in
from generator.rules.base import DECISIONS, OVERVIEWS, Case, Fault, missing_languages, rule

_APRIL: Final = "Working group of the SPP IS, 2 April 2015: the workflow"
_DECEMBER: Final = "Working group of the SPP IS, 8 December 2015: the calendar"
_DECREE: Final = "Royal decree of 27 March 2015, art. 5: the advance is paid after the convention is signed"
_NAMES: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "invited": Words("invitation", "l’invitation", "de uitnodiging"),
        "submitted": Words("submission", "l’introduction de la convention", "de indiening van de overeenkomst"),
        "advice": Words("advice", "l’avis", "het advies"),
        "decided": Words("decision", "la décision du Ministre", "de beslissing van de minister"),
        "invited_to_sign": Words(
            "invitation to sign", "l’invitation à signer", "de uitnodiging tot ondertekening"
        ),
        "signed_centre": Words(
            "signature of the centre", "la signature du CPAS", "de ondertekening door het OCMW"
        ),
        "signed_minister": Words(
            "signature of the Minister", "la signature du Ministre", "de ondertekening door de minister"
        ),
        "advance": Words("order of the advance", "l’ordre de paiement de l’avance", "de betaalopdracht van het voorschot"),
        "report_submitted": Words("submission of the report", "l’introduction du rapport", "de indiening van het verslag"),
        "report_advice": Words("advice on the report", "l’avis sur le rapport", "het advies over het verslag"),
        "report_decided": Words(
            "decision on the report", "la décision sur le rapport", "de beslissing over het verslag"
        ),
        "balance": Words("order of the balance", "l’ordre de paiement du solde", "de betaalopdracht van het saldo"),
        "closed": Words("closing letter", "la lettre de clôture", "de afsluitende brief"),
    }
)  # fmt: skip
"""The steps in the words of the reader."""
_PREDECESSORS: Final = (
    ("submitted", "invited", False),
    ("advice", "submitted", True),
    ("decided", "advice", True),
    ("invited_to_sign", "decided", True),
    ("report_submitted", "signed_minister", True),
    ("report_advice", "report_submitted", True),
    ("report_decided", "report_advice", True),
)
"""Step, the one before it, and whether that one must be there."""
_OF_THE_REPORT: Final = ("report_submitted", "report_advice", "report_decided", "balance")
_AFTER_APPROVAL: Final = frozenset(
    {"invited_to_sign", "signed_centre", "signed_minister", "advance", *_OF_THE_REPORT}
)
"""The steps that a refused convention never has."""


def _after(decision: Decision, step: str, needed: str, *, must: bool = True) -> Iterator[Fault]:
    """Say where a step is taken without, or before, the one that it needs."""
    taken = decision.step(step)
    if taken is None:
        return
    before = decision.step(needed)
    if before is None and must and step in _AFTER_APPROVAL and decision.approved("decided") is False:
        # that it was refused is told
        return
    if before is None and must:
        yield Fault(
            STEPS[step],
            msg("“{step}” has a day, and “{needed}” has none.", step=_NAMES[step], needed=_NAMES[needed]),
            msg(
                "Add “{field}” with its day, or take this step out.", field="/".join(map(str, STEPS[needed]))
            ),
        )
    elif before is not None and taken < before:
        yield Fault(
            STEPS[step],
            msg(
                "“{step}” is of {day}, before “{needed}” of {other}.",
                step=_NAMES[step],
                day=taken,
                needed=_NAMES[needed],
                other=before,
            ),
            msg("Correct the day that is wrong."),
        )


def _approved(decision: Decision, step: str, of: Literal["decided", "report_decided"]) -> Iterator[Fault]:
    """Say where a step is taken although the Minister refused."""
    if decision.step(step) is not None and decision.approved(of) is False:
        yield Fault(
            STEPS[step],
            msg("“{step}” has a day, and the Minister did not approve.", step=_NAMES[step]),
            msg("Take this step out, or correct “approved:” of the decision."),
        )


@rule("MIN001", Severity.ERROR, DECISIONS, _APRIL)
def steps_in_order(case: Case[Decision]) -> Iterator[Fault]:
    """Each step follows the one that it needs, and is not dated before it.

    A convention is submitted, then advised on, then decided on; the centre is invited to sign what was approved. The
    report is submitted after the Minister signed, then advised on, then decided on. What is signed or paid has rules of its own.
    """
    for step, needed, must in _PREDECESSORS:
        with suppress(Unusable):
            yield from _after(case.dossier, step, needed, must=must)
    for step in ("invited_to_sign", *_OF_THE_REPORT):
        yield from _approved(case.dossier, step, "decided")


@rule("MIN002", Severity.ERROR, DECISIONS, _APRIL)
def centre_signs_when_invited(case: Case[Decision]) -> Iterator[Fault]:
    """President and secretary sign after they were invited to sign.

    What they signed before is not the text that the Minister approved.
    """
    yield from _after(case.dossier, "signed_centre", "invited_to_sign")
    yield from _approved(case.dossier, "signed_centre", "decided")


@rule("MIN003", Severity.ERROR, DECISIONS, _APRIL)
def minister_signs_last(case: Case[Decision]) -> Iterator[Fault]:
    """The Minister signs after the advice, after the decision to approve, and after the centre."""
    decision = case.dossier
    for needed in ("advice", "decided", "signed_centre"):
        with suppress(Unusable):
            yield from _after(decision, "signed_minister", needed)
    yield from _approved(decision, "signed_minister", "decided")


@rule("MIN004", Severity.ERROR, DECISIONS, _DECREE)
def advance_after_the_signature(case: Case[Decision]) -> Iterator[Fault]:
    """The advance is ordered after the Minister signed the convention, on the same day at the earliest."""
    yield from _after(case.dossier, "advance", "signed_minister")
    yield from _approved(case.dossier, "advance", "decided")


@rule("MIN005", Severity.ERROR, DECISIONS, f"{_DECEMBER}; balance after the approval of the report")
def balance_after_the_approval(case: Case[Decision]) -> Iterator[Fault]:
    """The balance is ordered after the Minister approved the report, and the report closed after the decision.

    The report is decided on after the order of the advance: the settlement takes it off, and what was never paid is not paid back.
    The letter that closes the report may come before the order of the balance; it says then that the balance will be paid. A report that the
    Minister refused is closed without a balance, and a convention that he refused after that decision.
    """
    decision = case.dossier
    last = "decided" if decision.approved("decided") is False else "report_decided"
    for step, needed in (("report_decided", "advance"), ("balance", "report_decided"), ("closed", last)):
        with suppress(Unusable):
            yield from _after(decision, step, needed)
    if decision.approved("decided") is not False:
        yield from _approved(decision, "balance", "report_decided")


@rule("MIN006", Severity.ERROR, DECISIONS, f"{_APRIL}; what does not follow the instructions is revised")
def revisions_in_order(case: Case[Decision]) -> Iterator[Fault]:
    """A request to revise follows the submission, leaves time to answer, and is answered before the advice.

    Each request follows the answer to the one before or, as a reminder, its last day to reply. Where the last one is not answered
    until then, the advice can only be unfavourable.
    """
    decision = case.dossier
    advised = decision.sound_step("advice")
    # any day follows one that nobody can read
    before: date | None = date.min
    with suppress(Unusable):
        before = decision.step("submitted")
    for index, each in enumerate(decision.revisions):
        here: Pointer = ("revisions", index)
        if before is None:
            yield Fault(
                (*here, "date"),
                msg("The centre is asked to revise, and nothing says when it submitted."),
                msg("Add the day of the submission."),
            )
        elif each.day < before:
            yield _too_early((*here, "date"), each.day, before)
        if each.reply_by <= each.day:
            yield _too_early((*here, "reply_by"), each.reply_by, each.day)
        if each.resubmitted is not None and each.resubmitted < each.day:
            yield _too_early((*here, "resubmitted"), each.resubmitted, each.day)
        last = index == len(decision.revisions) - 1
        if advised is not None and not _answered(each, advised, last=last, refusing=_refuses(decision)):
            yield Fault(
                STEPS["advice"],
                msg("Advice is given before the centre answered the request of {day}.", day=each.day),
                msg(
                    "Add “resubmitted:” to that request, or correct the day; without an answer the advice is unfavourable, after the last day to reply."
                ),
            )
        before = each.resubmitted or each.reply_by


def _answered(request: Revision, advised: date, *, last: bool, refusing: bool) -> bool:
    """Tell whether advice may be given after a request: it was answered, a reminder followed, or its last day went by."""
    if request.resubmitted is not None:
        return request.resubmitted <= advised
    return not last or (refusing and request.reply_by < advised)


def _refuses(decision: Decision) -> bool:
    with suppress(Unusable):
        advice = decision.advice("advice")
        return advice is not None and advice.opinion == "unfavourable"
    return False


def _too_early(pointer: Pointer, day: date, other: date) -> Fault:
    return Fault(
        pointer,
        msg("{day} is too early: what comes before it is of {other}.", day=day, other=other),
        msg("Correct the day that is wrong."),
    )


@rule("MIN007", Severity.WARNING, DECISIONS, f"{_DECEMBER}: 31 August, 28 February")
def submitted_in_time(case: Case[Decision]) -> Iterator[Fault]:
    """Convention, revised convention and report are submitted by their last day.

    What is late is still dealt with; the note to the Minister says so.
    """
    decision = case.dossier
    with suppress(Unusable):
        yield from _late(("submitted",), decision.step("submitted"), decision.deadline)
    with suppress(Unusable):
        for index, each in enumerate(decision.revisions):
            yield from _late(("revisions", index, "resubmitted"), each.resubmitted, each.reply_by)
    yield from _late(("report_submitted",), decision.step("report_submitted"), case.campaign.report_due)


@rule("MIN008", Severity.WARNING, DECISIONS, f"{_APRIL}, 1 week to sign; {_DECEMBER}, 30 November")
def signed_in_time(case: Case[Decision]) -> Iterator[Fault]:
    """President and secretary sign by the day that their letter gives, one week after it; and that day is in the calendar of the year.

    Who signs by the day of the letter is in time: where that day is after the calendar, it is the letter that is late.
    """
    decision, last, by = case.dossier, case.campaign.signature_due, case.dossier.sign_by
    if by is None:
        return
    if last is not None and by > last:
        given = ("invited_to_sign", "sign_by")
        yield Fault(
            given if given in decision.source.spots else STEPS["invited_to_sign"],
            msg("The letter gives the centre until {by}, after the last day of the calendar, {last}.", by=by, last=last),
            msg("Correct the day, or leave it: the documents are made all the same."),
        )  # fmt: skip
    yield from _late(("signed_centre",), decision.step("signed_centre"), by)


def _late(pointer: Pointer, day: date | None, due: date | None) -> Iterator[Fault]:
    if day is not None and due is not None and day > due:
        yield Fault(
            pointer,
            msg("{day} is after the last day, {due}.", day=day, due=due),
            msg("Correct the day, or leave it: the documents are made all the same."),
        )


@rule("MIN009", Severity.ERROR, DECISIONS, _APRIL)
def deadlines_follow_their_letter(case: Case[Decision]) -> Iterator[Fault]:
    """The last day that a letter gives is after the day of the letter."""
    decision = case.dossier
    with suppress(Unusable):
        invited, deadline = decision.step("invited"), decision.deadline
        if invited is not None and deadline is not None and deadline <= invited:
            if ("invited", "deadline") in decision.source.spots:
                yield _too_early(("invited", "deadline"), deadline, invited)
            else:
                yield Fault(
                    STEPS["invited"],
                    msg("The letter is of {day}, and the last day of the year to submit is {deadline}.", day=invited, deadline=deadline),
                    msg("Add “deadline:” with the last day that the letter gives, or correct the day of the letter."),
                )  # fmt: skip
    with suppress(Unusable):
        asked, by = decision.step("invited_to_sign"), decision.sign_by
        if asked is not None and by is not None and by <= asked:
            yield _too_early(("invited_to_sign", "sign_by"), by, asked)
    with suppress(Unusable):
        closed, back = decision.step("closed"), decision.pay_back
        if closed is not None and back is not None and back[1] <= closed:
            yield _too_early(("closed", "pay_back", "by"), back[1], closed)


@rule(
    "MIN012", Severity.WARNING, DECISIONS, "Use of languages: the letters are in the language of the centre"
)
def text_in_language_of_letter(case: Case[Decision]) -> Iterator[Fault]:
    """Each text is given in the language of the documents.

    Where it is missing, the document prints the text in the other language and marks it as such. Remarks on an approval that are
    not its conditions are not printed.
    """
    decision, unprinted = case.dossier, set[Pointer]()
    with suppress(Unusable):
        if decision.approved("decided") and not decision.conditional:
            unprinted.add(("decided", "remarks"))
    for pointer, text in decision.prose():
        if pointer not in unprinted:
            yield from missing_languages(pointer, text, case.languages)


@rule("MIN013", Severity.ERROR, (*DECISIONS, *OVERVIEWS), "Act of 8 December 1992 on privacy")
def no_personal_number(case: Case[Decision]) -> Iterator[Fault]:
    """No text holds a national register number.

    Letters, notes and orders name no beneficiary. The message does not repeat the number.
    """
    for pointer in numbers_in(case.dossier.words()):
        yield Fault(
            pointer,
            msg("The text holds a national register number."),
            msg("Take the number out: these documents hold no data of beneficiaries."),
        )


@rule("MIN027", Severity.ERROR, (*DECISIONS, *OVERVIEWS), _APRIL, first=True)
def near_the_campaign(case: Case[Decision]) -> Iterator[Fault]:
    """Each day lies between the year before the campaign and nine years after it.

    A year with two digits changed places would be printed on the document, and a payment would leave the overview of its day.
    """
    least, most = case.campaign.year - 1, case.campaign.year + 9
    schema = kinds()[case.dossier.kind].schema
    for pointer, text in case.dossier.words():
        if part(schema, pointer).get("format") != "date":
            # a name, a reference
            continue
        try:
            day = date.fromisoformat(text)
        except ValueError:
            continue
        if not least <= day.year <= most:
            yield Fault(
                pointer,
                msg("{day} is not a day of this campaign.", day=day),
                msg("Check the year: {least} to {most}.", least=str(least), most=str(most)),
            )
