"""Rules that hold a file of decisions against itself and against the files that it is on: nothing twice, no day against another."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from contextlib import suppress
from typing import Final

from generator.dossier import Decision, Text, Unusable
from generator.dossier.decisions import STEPS
from generator.findings import Severity
from generator.messages import msg
from generator.rules.base import DECISIONS, Case, Fault, rule

_APRIL: Final = "Working group of the SPP IS, 2 April 2015: the workflow"


@rule("MIN032", Severity.WARNING, DECISIONS, "Practice: a row that was typed twice is counted twice")
def nothing_twice(case: Case[Decision]) -> Iterator[Fault]:
    """No reduction and no remark of a request to revise stands twice, word for word.

    A reduction that was typed twice is deducted twice. Two that are alike in truth differ in their reason: the number of the piece.
    """
    decision = case.dossier
    with suppress(Unusable):
        rows = [(each.amount, _words(each.reason)) for each in decision.reductions]
        for index in _again(rows):
            yield Fault(
                ("report_advice", "reductions", index),
                msg("The same reduction of {amount} stands there already: it is deducted twice.", amount=rows[index][0]),
                msg("Delete one of the two, or say in the reasons how they differ."),
            )  # fmt: skip
    with suppress(Unusable):
        for number, revision in enumerate(decision.revisions):
            for index in _again([(each.part, _words(each.text)) for each in revision.remarks]):
                yield Fault(
                    ("revisions", number, "remarks", index),
                    msg("The same remark stands there already."),
                    msg("Delete one of the two."),
                )


def _words(text: Text) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((language, " ".join(each.split()).casefold()) for language, each in text.items()))


def _again(rows: Sequence[Hashable]) -> Iterator[int]:
    """Give the numbers of the rows that stand there already."""
    for index, row in enumerate(rows):
        if row in rows[:index]:
            yield index


@rule("MIN033", Severity.WARNING, DECISIONS, _APRIL)
def days_of_the_files(case: Case[Decision]) -> Iterator[Fault]:
    """The days of the decisions are those that the convention and the report bear themselves.

    The convention is dated on the day on which the centre or the Minister signed it, a report is not submitted before it is signed, and the
    advance is not received before it is ordered.
    """
    decision = case.dossier
    with suppress(Unusable):
        dated, centre, minister = decision.convention.signed_on, decision.step("signed_centre"), decision.step("signed_minister")  # fmt: skip
        if dated is not None and centre is not None and dated not in {centre, minister}:
            yield Fault(
                STEPS["signed_centre"],
                msg("The centre signed on {day}; the convention is dated {other}.", day=centre, other=dated),
                msg("Correct the day here, or “signature:” of the convention."),
            )
    with suppress(Unusable):
        submitted = decision.step("report_submitted")
        dated = decision.report.signed_on if decision.report is not None else None
        if submitted is not None and dated is not None and dated > submitted:
            yield Fault(
                STEPS["report_submitted"],
                msg(
                    "The report was submitted on {day}, and is signed on {other}.", day=submitted, other=dated
                ),
                msg("Correct the day here, or “signature:” of the report."),
            )
    with suppress(Unusable):
        ordered, received = decision.step("advance"), decision.report.received if decision.report is not None else None  # fmt: skip
        if ordered is not None and received is not None and received[1] is not None and received[1] < ordered:
            yield Fault(
                ("report",),
                msg("The report says that the advance was received on {day}; it was ordered on {other}.", day=received[1], other=ordered),
                msg("Ask the centre for the day, or correct that of the order."),
            )  # fmt: skip
