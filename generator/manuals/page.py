"""What the page of a code holds."""

from __future__ import annotations

from dataclasses import dataclass

from generator.findings import Severity


@dataclass(frozen=True, slots=True)
class Manual:
    """A manual page, its usual weight and its source; texts in English, to be translated."""

    text: str
    source: str
    severity: Severity = Severity.ERROR


def N_(text: str) -> str:  # noqa: N802  the name that extraction tools know
    """Mark a text for the catalogues."""
    return text
