"""Rules of the amount that a centre receives: that of its convention, and the one that its invitation promised."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from generator.allocations import Allocations
from generator.dossier import Convention, Decision
from generator.findings import Severity
from generator.messages import msg
from generator.rules.base import CONVENTIONS, DECISIONS, Case, Fault, rule

_APRIL: Final = "Working group of the SPP IS, 2 April 2015"
_ANNEXES: Final = "Annexes of the decrees, loaded by the administration"


@rule(
    "CNV007",
    Severity.ERROR,
    CONVENTIONS,
    f"{_APRIL}: totals of the decrees, € 10 000 at most for a cluster",
)
def amount_within_limit(case: Case[Convention]) -> Iterator[Fault]:
    """The amount is positive and within the limit of the campaign.

    A cluster receives at most 10 000 euro; a city cannot receive more than the total of the decree.
    """
    amount = case.dossier.amount
    yield from _above(amount, case.campaign.limit(case.dossier.kind))
    if amount <= 0:
        yield Fault(
            ("amount",),
            msg("The amount is zero."),
            msg("Write the amount of the annex of the decree."),
        )


@rule("CNV008", Severity.ERROR, CONVENTIONS, _ANNEXES)
def amount_as_allocated(case: Case[Convention]) -> Iterator[Fault]:
    """The amount is the one that the list of the administration gives to this centre.

    This is checked only where a list of amounts is loaded (`--allocations FILE`). A centre that the
    list does not name cannot conclude a convention.
    """
    if case.allocations is not None:
        made = case.dossier
        yield from _not_allocated(made.kind, made.centre.municipality.nis, made.amount, case.allocations)


@rule("MIN029", Severity.ERROR, DECISIONS, _ANNEXES)
def invited_for_what_is_allocated(case: Case[Decision]) -> Iterator[Fault]:
    """The amount that an invitation promises is within the limit of the campaign, and the one of the list.

    The list of the administration is read where it is loaded (`--allocations FILE`). Once there is a
    convention it says the amount, and is checked so itself.
    """
    decision = case.dossier
    if decision.names_convention or not decision.names_centre:
        return
    if decision.expected is not None:
        yield from _above(decision.expected, case.campaign.limit(decision.scheme))
    if case.allocations is not None:
        nis = decision.centre.municipality.nis
        yield from _not_allocated(decision.scheme, nis, decision.expected, case.allocations)


def _above(amount: Decimal, limit: Decimal) -> Iterator[Fault]:
    if amount > limit:
        yield Fault(
            ("amount",),
            msg("The amount of {amount} is above the limit of {limit}.", amount=amount, limit=limit),
            msg("Write the amount of the annex of the decree."),
        )


def _not_allocated(kind: str, nis: str, amount: Decimal | None, lists: Allocations) -> Iterator[Fault]:
    allocated = lists.amount(kind, nis)
    if allocated is None:
        yield Fault(
            ("amount",),
            msg("The list of amounts does not name the centre with the NIS code {nis}.", nis=nis),
            msg("Check the NIS code and the kind of convention, or the list {path}.", path=lists.path),
        )
    elif amount not in (None, allocated):
        yield Fault(
            ("amount",),
            msg(
                "The amount of {amount} is not the allocated one, {allocated}.",
                amount=amount,
                allocated=allocated,
            ),
            msg("Write the allocated amount, or correct the list {path}.", path=lists.path),
        )
