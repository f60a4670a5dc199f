"""A finding is one thing that is wrong or worth saying, and the place where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from generator.messages import Message


class Severity(StrEnum):
    """How much a finding weighs: an error refuses, a warning asks, an info tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Order from most to least serious."""
        return list(Severity).index(self)


Pointer = tuple[str | int, ...]
"""The way from the root of a file to a value: `("objectives", "pathways", "total")`."""


def json_pointer(pointer: Pointer) -> str:
    """Write a pointer as RFC 6901 does; the root is the empty string."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in pointer)


def read_pointer(text: str) -> Pointer:
    """Read what `json_pointer` wrote; a step of digits is the place of an entry, for no field of a schema is called so."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in text.split("/")[1:]]
    return tuple(int(step) if step.isdecimal() and step.isascii() else step for step in steps)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands; line and column count from 1 and are None where a file has none."""

    path: str
    line: int | None = None
    column: int | None = None
    pointer: str = ""
    shown: Message | None = None
    """The place in a Word file, in the words of the reader, in place of a pointer."""
    near: Message | None = None
    """In a Word file that lacks something: where it should be."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact about the input: its code, its weight, its place, what was seen and what to do."""

    code: str
    severity: Severity
    place: Place
    message: Message
    remedy: Message | None = None
    beside: Place | None = None
    """The place in the other file of a pair."""


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort by file, then line and column, then weight: the order in which a person mends."""
    return sorted(
        set(findings),
        key=lambda f: (
            f.place.path,
            f.place.line or 0,
            f.place.column or 0,
            f.severity.rank,
            f.code,
            str(f.message),
        ),
    )


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether one of them refuses the document."""
    return any(f.severity is Severity.ERROR for f in findings)
