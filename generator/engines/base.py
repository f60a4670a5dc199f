"""What a converter is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

from generator.messages import Message


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one document could not be converted; the others are converted all the same."""

    cause: Message


@dataclass(frozen=True, slots=True)
class Group:
    """A table and the paragraphs that introduce it, which stay with its first rows: numbers among the children of the body."""

    first: int
    """The first of the paragraphs, counted among paragraphs only."""
    table: int
    """The table, counted among all children."""
    whole: bool
    """Whether all its rows are to stay on one page."""


NO_GROUPS: Final[Mapping[str, Sequence[Group]]] = MappingProxyType({})


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

    def convert(
        self, documents: Mapping[str, bytes], groups: Mapping[str, Sequence[Group]] = NO_GROUPS
    ) -> dict[str, bytes | Failure]:
        """Convert Word files, by name, to PDFs or failures by the same names.

        An engine that does not keep a table with its header by itself may look at the groups.
        """
