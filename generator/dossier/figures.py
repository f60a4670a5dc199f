"""What was realised: figures of a centre, of the members of a cluster, of the records of persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from generator.dossier.base import Text
from generator.dossier.conventions import Objectives
from generator.findings import Pointer
from generator.municipalities import Municipality

PROGRESS: Final = ("socioprofessional", "autonomy", "volunteering")
"""The three counters of the form of December; they count people."""
OUTCOMES: Final = ("autonomy", "socioprofessional", "employment", "volunteering")
"""The four counters of the form of April; they count pathways."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a centre, or a cluster, realised in the year."""

    rows: Objectives
    participants: int
    trajectories: int
    progress: Mapping[str, int] | None = None
    outcomes: Mapping[str, int] | None = None

    def items(self) -> Iterator[tuple[Pointer, int]]:
        """Give each figure with its place in the file."""
        yield ("social_balances",), self.rows.social_balances
        yield ("pathways", "total"), self.rows.total
        for name, value in self.rows.parts.items():
            yield ("pathways", name), value
        yield ("participants",), self.participants
        yield ("trajectories",), self.trajectories
        for group in ("progress", "outcomes"):
            for name, value in (getattr(self, group) or {}).items():
                yield (group, name), value


def added(parts: Sequence[Figures]) -> Figures:
    """Add up the members of a cluster; a counter that one member does not have has no sum."""
    rows = [each.rows for each in parts]
    return Figures(
        Objectives(
            sum(each.social_balances for each in rows),
            sum(each.total for each in rows),
            sum(each.socioprofessional for each in rows),
            sum(each.autonomy for each in rows),
            sum(each.volunteering for each in rows),
            any(each.several for each in rows),
        ),
        sum(each.participants for each in parts),
        sum(each.trajectories for each in parts),
        _summed([each.progress for each in parts], PROGRESS),
        _summed([each.outcomes for each in parts], OUTCOMES),
    )


def _summed(counters: Iterable[Mapping[str, int] | None], names: Iterable[str]) -> dict[str, int] | None:
    known = list(counters)
    whole = [each for each in known if each is not None]
    return {name: sum(each[name] for each in whole) for name in names} if len(whole) == len(known) else None


def figures(data: Mapping[str, Any]) -> Figures:
    """Read the figures that the schema accepted; participants and pathways follow from the rows where they are not given."""
    rows = data["pathways"]
    objectives = Objectives(
        data["social_balances"], rows["total"], rows["socioprofessional"], rows["autonomy"],
        rows["volunteering"], rows.get("several", False),
    )  # fmt: skip
    participants = data.get("participants", objectives.total)
    return Figures(
        objectives,
        participants,
        data.get("trajectories", max(participants, sum(objectives.parts.values()))),
        _counters(data.get("progress"), PROGRESS),
        _counters(data.get("outcomes"), OUTCOMES),
    )


def _counters(written: Mapping[str, int] | None, names: Iterable[str]) -> dict[str, int] | None:
    return None if written is None else {name: written[name] for name in names}


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a member in the figures of a cluster; no figures where none are typed nor counted."""

    municipality: Municipality
    typed: Figures | None
    counted: Figures | None
    remark: Text | None

    @property
    def figures(self) -> Figures | None:
        """What counts: what is typed, or else what the records say."""
        return self.typed or self.counted


@dataclass(frozen=True, slots=True)
class Attainment:
    """A row of the table: what was fixed, what was realised (fixé, réalisé; vooropgesteld, gerealiseerd)."""

    name: str
    fixed: int
    realised: int

    @property
    def short(self) -> bool:
        """Whether less was realised than fixed."""
        return self.realised < self.fixed

    @property
    def percent(self) -> Decimal | None:
        """What was realised of a hundred fixed, in whole per cent; None where nothing was fixed.

        Only what was attained is 100, and only nothing is 0: 999 of 1 000 are 99 per cent.
        """
        return percentage(self.realised, self.fixed)


def percentage(realised: int, fixed: int) -> Decimal | None:
    """Say what was realised of a hundred fixed, in whole per cent; None where nothing was fixed."""
    if fixed == 0:
        return None
    rounded = (Decimal(100) * realised / fixed).quantize(Decimal(1), ROUND_HALF_UP)
    if realised < fixed:
        rounded = min(rounded, Decimal(99))
    return max(rounded, Decimal(1)) if realised else rounded


@dataclass(frozen=True, slots=True)
class Counted:
    """What the records of persons say: figures by NIS code, and what was not counted."""

    figures: Mapping[str, Figures] = field(default_factory=dict)
    wrong: int = 0
    """Files with errors."""
    left: int = 0
    """Files that are in no figure, because of these errors."""
