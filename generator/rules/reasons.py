"""Rules on the reasons of an advice and of the decision of the Minister: what is not a plain yes says why, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final, Literal

from generator.dossier import Decision, Unusable, says
from generator.findings import Severity
from generator.messages import msg
from generator.rules.base import DECISIONS, Case, Fault, rule

_APRIL: Final = "Working group of the SPP IS, 2 April 2015: the workflow"


@rule("MIN010", Severity.ERROR, DECISIONS, _APRIL)
def opinion_says_why(case: Case[Decision]) -> Iterator[Fault]:
    """An opinion that is conditional or unfavourable says why, in words."""
    steps: Sequence[Literal["advice", "report_advice"]] = ("advice", "report_advice")
    for step in steps:
        with suppress(Unusable):
            advice = case.dossier.advice(step)
            if advice is not None and advice.opinion != "favourable" and not says(advice.remarks or {}):
                yield Fault(
                    (step, "opinion"),
                    msg("The opinion is not favourable, and nothing says why."),
                    msg("Add “remarks:” with the conditions or the reasons."),
                )


@rule("MIN031", Severity.ERROR, DECISIONS, f"{_APRIL}: decision of the Minister on the advice")
def conditions_of_the_approval(case: Case[Decision]) -> Iterator[Fault]:
    """Where the Minister approves, the file says on which conditions, if any: the letter to sign tells them to the centre.

    He follows the advice where the file says nothing else. Remarks of his own beside the conditions of the advice stand for them, or are
    the reasons why there are none: “conditional:” says which.
    """
    decision = case.dossier
    advice, remarks = decision.advice("advice"), decision.reasons("decided")
    said = ("decided", "conditional") in decision.source.spots
    if said and decision.approved("decided") is False:
        yield Fault(
            ("decided", "conditional"),
            msg("The Minister refuses, and “conditional:” is of an approval."),
            msg("Take it out, or correct “approved:” of the decision."),
            on_key=True,
        )
    if not decision.approved("decided") or advice is None:
        return
    # of an advice without its conditions that is told
    silent = advice.opinion == "conditional" and not said and not says(advice.remarks or {})
    if decision.conditional and not silent and not says(decision.conditions or {}):
        yield Fault(
            ("decided", "conditional") if said else ("decided",),
            msg("The Minister approves on conditions, and nothing says which."),
            msg("Add “remarks:” with the conditions."),
        )
    elif advice.opinion != "unfavourable" and remarks is not None and not said:
        # after an unfavourable advice they are the reasons, see MIN011
        yield Fault(
            ("decided", "remarks"),
            msg("The advice has conditions, and the Minister has remarks: nothing says which conditions hold.")
            if advice.opinion == "conditional"
            else msg("The Minister approves, and has remarks: nothing says whether they are conditions."),
            msg("Add “conditional: true” where these remarks are the conditions, “conditional: false” where there are none."),
            on_key=True,
        )  # fmt: skip


@rule("MIN011", Severity.ERROR, DECISIONS, f"{_APRIL}: decision of the Minister on the advice")
def departure_says_why(case: Case[Decision]) -> Iterator[Fault]:
    """A decision that departs from the advice says why.

    Nothing is signed or paid on an unfavourable advice, unless the Minister approves all the same and the file says for
    what reasons; so does a refusal after a favourable advice.
    """
    pairs: Sequence[tuple[Literal["advice", "report_advice"], Literal["decided", "report_decided"]]] = (
        ("advice", "decided"),
        ("report_advice", "report_decided"),
    )
    for step, decided in pairs:
        with suppress(Unusable):
            advice, approved = case.dossier.advice(step), case.dossier.approved(decided)
            if advice is None or approved is None or approved == (advice.opinion != "unfavourable"):
                continue
            if not says(case.dossier.reasons(decided) or {}):
                yield Fault(
                    (decided, "approved"),
                    msg("The advice is unfavourable, and the Minister approves without a reason.")
                    if approved
                    else msg("The advice is to approve, and the Minister refuses without a reason."),
                    msg("Add “remarks:” with the reasons of the decision, or correct it."),
                )
