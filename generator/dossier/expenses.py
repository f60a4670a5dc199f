"""The expenses of a report, and how the subsidy is settled. Amounts are in euro."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Any, Final, Literal

from generator.dossier.base import Text, known_languages

CENT: Final = Decimal("0.01")
BLANK: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "number": "", "date": "0001-01-01", "supplier": "", "class": "staff", "amount": 0, "share": 0,
        "link": {}, "proportion": {},
    }
)  # fmt: skip
"""An entry of which nothing is known; a rule says what it needs of one."""


@dataclass(frozen=True, slots=True)
class Expense:
    """A supporting document (pièce justificative, bewijsstuk). Amounts are in euro, the share in per cent."""

    number: str
    date: date
    supplier: str
    subject: str | None
    kind: Literal["staff", "operating"]
    amount: Decimal
    share: Decimal
    link: Text
    proportion: Text
    member: str | None

    @property
    def charged(self) -> Decimal:
        """What is charged to the project (montant imputé, toegerekend bedrag); half a cent is rounded up."""
        return (self.amount * self.share / 100).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Settlement:
    """How the subsidy is settled (décompte, afrekening); all in euro."""

    ceiling: Decimal
    charged: Decimal
    advance: Decimal

    @property
    def eligible(self) -> Decimal:
        """What is paid in all: what was charged, up to the subsidy."""
        return min(self.charged, self.ceiling)

    @property
    def balance(self) -> Decimal:
        """What remains after the advance (solde, saldo); below zero it is to be paid back."""
        return self.eligible - self.advance


@dataclass(frozen=True, slots=True)
class Costs:
    """The sums of some expenses, by class, in euro."""

    staff: Decimal = Decimal(0)
    operating: Decimal = Decimal(0)

    @property
    def all(self) -> Decimal:
        """Both classes together."""
        return self.staff + self.operating


def expense(data: Mapping[str, Any]) -> Expense:
    """Read an expense that the schema accepted."""
    return Expense(
        str(data["number"]), date.fromisoformat(data["date"]), data["supplier"], data.get("subject"),
        data["class"], Decimal(data["amount"]), Decimal(data["share"]), known_languages(data["link"]), known_languages(data["proportion"]),
        None if data.get("member") is None else str(data["member"]),
    )  # fmt: skip
