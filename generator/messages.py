"""A message is an English sentence with named gaps and the values that fill them.

It stays a value until somebody reads it: the language is chosen then, and amounts and dates are
written as that language writes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Words:
    """Words that are data in French and in Dutch, such as those of a choice; English readers see their name."""

    name: str
    fr: str
    nl: str

    def __str__(self) -> str:
        """Give the name in the file, for logs and tracebacks."""
        return self.name


@dataclass(frozen=True, slots=True)
class Message:
    """A translatable sentence: `msgid` is the English text, `values` fill its `{gaps}`."""

    msgid: str
    values: tuple[tuple[str, str | int | Decimal | date | Words | Message], ...] = ()

    def __str__(self) -> str:
        """Give the English text, for logs and tracebacks."""
        return self.msgid.format(**dict(self.values))


Value = str | int | Decimal | date | Words | Message
"""What may fill a gap; a message in a gap is translated too."""


def msg(msgid: str, /, **values: Value) -> Message:
    """Make a message; the extraction of the catalogues looks for calls of this name."""
    return Message(msgid, tuple(sorted(values.items())))
