"""How a subsidy is closed: what was charged, what is accepted, what remains to be paid or is paid back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Accounting:
    """How a subsidy is closed; all in euro. What was charged may be unknown where the whole subsidy is accepted."""

    ceiling: Decimal
    charged: Decimal | None
    reduced: Decimal
    accepted: Decimal
    advance: Decimal

    @property
    def balance(self) -> Decimal:
        """What remains to be paid; below zero it is to be paid back."""
        return self.accepted - self.advance

    @property
    def excess(self) -> Decimal:
        """What was charged and is in order, but exceeds the maximum of the subsidy."""
        if self.charged is None:
            return Decimal(0)
        return max(self.charged - self.reduced - self.accepted, Decimal(0))

    @property
    def outcome(self) -> Literal["approved", "reduced", "nothing", "recovered"]:
        """How the letter that closes the report ends: balance paid whole, in part, not at all, or paid back."""
        if self.balance < 0:
            return "recovered"
        if self.accepted == self.ceiling:
            return "approved"
        return "reduced" if self.balance > 0 else "nothing"
