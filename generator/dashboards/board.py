"""Gathers final reports into one value: counts as they may be shown, money, and totals by year."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal

from generator.dashboards.hiding import Count, Hidden, Key, Sum, protect
from generator.dossier import OUTCOMES, PROGRESS, Figures, Report, Text, percentage
from generator.locales import Language, Reader

ROWS: Final = ("social_balances", "total", "socioprofessional", "autonomy", "volunteering")
"""Rows 1, 2, 2.1, 2.2 and 2.3 of the table."""
PARTS: Final = ROWS[2:]
"""The rows that make row 2."""
PEOPLE: Final = ("participants", "trajectories")
MEMBER: Final = (*ROWS, *PEOPLE)
"""What is shown of each member of a cluster."""
COUNTERS: Final = (
    *PEOPLE,
    *(f"progress.{name}" for name in PROGRESS),
    *(f"outcomes.{name}" for name in OUTCOMES),
)
"""What is counted beside the table; progress and outcomes only where a report gives them."""
Sort = Literal["city", "cluster"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: what was fixed, and what was realised where that may be shown."""

    name: str
    fixed: int
    realised: Count

    @property
    def difference(self) -> int | None:
        """How much more was realised than fixed; None where it is hidden."""
        return None if isinstance(self.realised, Hidden) else self.realised - self.fixed

    @property
    def percent(self) -> Decimal | None:
        """What was realised of a hundred fixed, in whole per cent; None where hidden or nothing was fixed."""
        return None if isinstance(self.realised, Hidden) else percentage(self.realised, self.fixed)


@dataclass(frozen=True, slots=True)
class Money:
    """How one subsidy, or several, are settled; all in euro."""

    ceiling: Decimal = Decimal(0)
    staff: Decimal = Decimal(0)
    operating: Decimal = Decimal(0)
    charged: Decimal = Decimal(0)
    eligible: Decimal = Decimal(0)
    advance: Decimal = Decimal(0)
    balance: Decimal = Decimal(0)

    def __add__(self, other: Money) -> Money:
        """Add up amount by amount; what is eligible is the sum of what is eligible in each."""
        return Money(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a member of a cluster; no counts where its report gives none."""

    nis: str
    names: Mapping[Language, str]
    counts: Mapping[str, Count] | None


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of one report."""

    year: int
    sort: Sort
    nis: str
    names: Mapping[Language, str]
    cluster: Text | None
    fixed: Mapping[str, int]
    counts: Mapping[str, Count]
    money: Money
    members: tuple[Share, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The five rows of the table."""
        return _rows(self.fixed, self.counts)


@dataclass(frozen=True, slots=True)
class Total:
    """What the reports of a year make together."""

    year: int
    reports: int
    fixed: Mapping[str, int]
    counts: Mapping[str, Count]
    given: Mapping[str, int]
    """In how many reports each count is given."""
    money: Money

    @property
    def rows(self) -> tuple[Row, ...]:
        """The five rows of the table."""
        return _rows(self.fixed, self.counts)


_BOUND: Final = ("total", "participants", "trajectories")


@dataclass(frozen=True, slots=True)
class Board:
    """All that the page and the workbook print; a hidden count is nowhere in it."""

    cards: tuple[Card, ...]
    totals: tuple[Total, ...]
    hides: bool

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the reports, in order."""
        return tuple(each.year for each in self.totals)

    @property
    def clusters(self) -> bool:
        """Whether a report gives the parts of members."""
        return any(each.members for each in self.cards)

    def sorted(self, reader: Reader) -> list[Card]:
        """Give the reports by the name of the centre as the reader knows it, then by year."""
        return sorted(self.cards, key=lambda each: (_folded(each.names[named(reader)]), each.nis, each.year))


def named(reader: Reader) -> Language:
    """Say in which language the reader knows the municipalities: English readers see the French names."""
    return "nl" if reader == "nl" else "fr"


def board(reports: Iterable[Report], *, hide: bool) -> Board:
    """Gather sound reports into a board; with `hide`, counts under five are not in it.

    There are totals for each year and none over the years, for a person of two years would count twice. What is
    hidden is decided over all that is shown (`hiding.protect`): row 2 and rows 2.1 to 2.3 of a report, of a
    member and of a year, the members of a cluster, the reports of a year, and participants and pathways that
    are as many as the people of row 2, as they are where a report does not say otherwise.

    Raises:
        Unusable: a report lacks figures, expenses or its convention.

    """
    given = list(reports)
    units = dict(_units(given))
    counts: dict[Key, int] = {(unit, name): v for unit, named_ in units.items() for name, v in named_.items()}
    sums = list(_inside(units))
    for index, report in enumerate(given):
        members = [f"{index}/{number}" for number, _ in enumerate(report.parts)]
        if members and all(member in units for member in members):
            sums += [Sum((f"{index}", k), tuple((member, k) for member in members)) for k in MEMBER]
    years: dict[int, list[int]] = {}
    for index, report in enumerate(given):
        years.setdefault(report.campaign.year, []).append(index)
    for year, indexes in sorted(years.items()):
        for name in (*ROWS, *COUNTERS):
            parts = tuple((f"{index}", name) for index in indexes if name in units[f"{index}"])
            if parts:
                counts[f"y{year}", name] = sum(counts[part] for part in parts)
                sums.append(Sum((f"y{year}", name), parts))
    sums += _inside({f"y{year}": {k: counts[f"y{year}", k] for k in MEMBER} for year in years})
    hidden = _together(protect(counts, sums), counts) if hide else {}
    shown: dict[str, dict[str, Count]] = {}
    for (unit, name), value in counts.items():
        shown.setdefault(unit, {})[name] = hidden.get((unit, name), value)
    cards = [_card(report, f"{index}", shown) for index, report in enumerate(given)]
    totals = [_total(year, [cards[i] for i in years[year]], shown[f"y{year}"]) for year in sorted(years)]
    return Board(tuple(cards), tuple(totals), hide)


def _together(hidden: Mapping[Key, Hidden], counts: Mapping[Key, int]) -> dict[Key, Hidden]:
    """Hide people of row 2, participants and pathways of a unit together, for each bounds the others.

    Everybody has a pathway at least, so pathways that are shown of some members and hidden of others may tell
    how many people there are.
    """
    masked: dict[Key, Hidden] = {}
    for unit, name in hidden:
        # where people are in several rows these do not add up to row 2, and bound it all the same
        adds_up = counts[unit, "total"] == sum(counts[unit, part] for part in PARTS)
        groups = [_BOUND] if adds_up else [_BOUND, ("total", *PARTS)]
        together = {other for group in groups if name in group for other in group}
        if not adds_up and together & {"total", *PARTS}:
            together |= {*_BOUND, *PARTS}
        masked |= {(unit, other): Hidden.MASKED for other in together if counts.get((unit, other))}
    return {**masked, **hidden}


def _units(reports: Sequence[Report]) -> Iterator[tuple[str, dict[str, int]]]:
    for index, report in enumerate(reports):
        yield f"{index}", _counts(report.realised)
        for number, part in enumerate(report.parts):
            if part.figures is not None:
                own = _counts(part.figures)
                yield f"{index}/{number}", {name: own[name] for name in MEMBER}


def _counts(figures: Figures) -> dict[str, int]:
    return {".".join(map(str, place)).removeprefix("pathways."): value for place, value in figures.items()}


def _inside(units: Mapping[str, Mapping[str, int]]) -> Iterator[Sum]:
    """Give the sums within each unit: row 2, and what equals it because a report says nothing else."""
    for unit, own in units.items():
        if own["total"] == sum(own[name] for name in PARTS):
            yield Sum((unit, "total"), tuple((unit, name) for name in PARTS))
        for one, other in (("total", "participants"), ("total", "trajectories"), PEOPLE):
            if own[one] == own[other]:
                yield Sum((unit, one), ((unit, other),))


def _card(report: Report, unit: str, shown: Mapping[str, dict[str, Count]]) -> Card:
    settlement, costs = report.settlement, report.costs()
    of_cluster = report.convention.kind == "convention-cluster"
    place = report.centre.municipality
    return Card(
        report.campaign.year,
        "cluster" if of_cluster else "city",
        place.nis,
        place.names,
        report.convention.cluster if of_cluster else None,
        MappingProxyType({each.name: each.fixed for each in report.rows}),
        MappingProxyType(shown[unit]),
        Money(
            settlement.ceiling, costs.staff, costs.operating, settlement.charged,
            settlement.eligible, settlement.advance, settlement.balance,
        ),
        tuple(
            Share(
                part.municipality.nis,
                part.municipality.names,
                MappingProxyType(shown[f"{unit}/{number}"]) if part.figures is not None else None,
            )
            for number, part in enumerate(report.parts)
        ),
    )  # fmt: skip


def _total(year: int, cards: Sequence[Card], counts: Mapping[str, Count]) -> Total:
    return Total(
        year,
        len(cards),
        MappingProxyType({name: sum(each.fixed[name] for each in cards) for name in ROWS}),
        MappingProxyType(dict(counts)),
        MappingProxyType({name: sum(name in each.counts for each in cards) for name in counts}),
        sum((each.money for each in cards), Money()),
    )


def _rows(fixed: Mapping[str, int], counts: Mapping[str, Count]) -> tuple[Row, ...]:
    return tuple(Row(name, fixed[name], counts[name]) for name in ROWS)


def _folded(name: str) -> str:
    """Put É with E, and ’ nowhere, as a reader looks a name up."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum() or sign == " ")
