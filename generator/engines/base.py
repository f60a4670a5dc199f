"""What a converter is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from generator.messages import Message


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one document could not be converted; the others are converted all the same."""

    cause: Message


class Engine(Protocol):
    """Converts Word files to PDF.

    It takes many at once, for start-up is most of the cost of some. What it gives back is not
    trusted: `generator.pdf` proves each PDF.
    """

    @property
    def name(self) -> str:
        """The name by which the engine is asked for."""

    @property
    def version(self) -> str:
        """The version, recorded with what it made."""

    @property
    def at_once(self) -> int:
        """How many documents are best given to it in one call."""

    def convert(self, documents: Mapping[str, bytes]) -> dict[str, bytes | Failure]:
        """Convert Word files, by name, to PDFs or failures by the same names."""
