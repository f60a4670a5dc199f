"""Counts the records of a year as the report of 28 February asks, without names.

Each figure keeps the files that make it, by pseudonym and reference, so that it can be checked. People
are counted once, however many contracts they have; the number of contracts stands beside it. Who began
in the year, left, moved or died is counted like everybody else.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal

from generator.campaigns import Campaign
from generator.dossier import Balance, Closing, Contract, Dossier, Evaluation, PersonalDossier
from generator.messages import Message, msg

_DAY: Final = timedelta(days=1)
Unit = Literal["people", "contracts", "evaluations"]
"""What a figure counts: people once each, contracts, or evaluations."""

_ROWS: Final[dict[str, Message]] = {
    "socioprofessional": msg("2.1 People in a pathway that prepares for a socioprofessional one"),
    "autonomy": msg("2.2 People in workshops and dynamising modules"),
    "volunteering": msg("2.3 People in volunteering or community service"),
}
_OTHER_TYPES: Final[dict[str, Message]] = {
    "piis-guidance": msg("People with a contract of guidance (not financed)"),
    "piis-training": msg("People with a contract of training (not financed)"),
    "piis-studies": msg("People with a contract of studies (not financed)"),
}
_RESULTS: Final[dict[str, Message]] = {
    "autonomy": msg("Pathways that led to more autonomy"),
    "socioprofessional": msg("Pathways that led to a socioprofessional pathway"),
    "employment": msg("Pathways that led to employment"),
    "volunteering": msg("Pathways that led to community service or volunteering"),
}
_PROGRESS: Final[dict[str, Message]] = {
    "socioprofessional": msg("People with progress towards a socioprofessional pathway"),
    "autonomy": msg("People with progress towards more autonomy"),
    "volunteering": msg("People with progress towards volunteering"),
}
_REASONS: Final[dict[str, Message]] = {
    "completed": msg("Ended: completed"),
    "agreement": msg("Ended: by agreement"),
    "stopped": msg("Ended: the person stopped"),
    "centre": msg("Ended: by the centre"),
    "moved": msg("Ended: another centre became competent"),
    "replaced": msg("Ended: another contract follows"),
    "died": msg("Ended: death"),
    "term": msg("Ended: term reached, without closing evaluation"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A file behind a figure: the NIS code of the centre, the reference, and who, by pseudonym."""

    centre: str
    reference: str
    pseudonym: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the files that make it."""

    name: str
    label: Message
    unit: Unit
    entries: tuple[Entry, ...]

    @property
    def people(self) -> int:
        """How many people there are behind it, each counted once."""
        return len({each.pseudonym for each in self.entries})

    @property
    def value(self) -> int:
        """The figure: people, contracts or evaluations, as its unit says."""
        return self.people if self.unit == "people" else len(self.entries)


@dataclass(frozen=True, slots=True)
class _Pathway:
    """A contract with all its evaluations, seen on the day of counting."""

    contract: Contract
    recorded: tuple[Evaluation, ...]
    year: Campaign
    until: date

    @property
    def evaluations(self) -> list[Evaluation]:
        """The evaluations that were held until the day of counting."""
        return [each for each in self.recorded if each.held_on <= self.until]

    @property
    def closing(self) -> Closing | None:
        """The end of the pathway, by its own day, whenever it was recorded."""
        return next((each.closing for each in self.recorded if each.closing is not None), None)

    @property
    def end(self) -> date:
        return self.closing.day if self.closing else self.contract.end

    @property
    def begun(self) -> date:
        """The day on which it began: the first day, or that of a later signature."""
        return max(self.contract.start, self.contract.signed_on or self.contract.start)

    @property
    def signed(self) -> bool:
        return self.contract.signed_on is not None and self.contract.signed_on <= self.until

    @property
    def planned(self) -> bool:
        """Whether its days lie in the year, at least one of them."""
        return self.contract.start <= self.until and self.end >= self.year.start

    @property
    def active(self) -> bool:
        """Whether it ran in the year, for however short a time."""
        return self.signed and self.planned

    @property
    def ended(self) -> str | None:
        """The reason of an end in the year."""
        if not self.year.start <= self.end <= self.until:
            return None
        return self.closing.reason if self.closing else "term"

    @property
    def results(self) -> tuple[str, ...]:
        return self.closing.results if self.closing and self.ended else ()

    @property
    def missed(self) -> int:
        """How many evaluations were due in the year, before the end of the pathway, and not held.

        One that was held since the day before in the schedule counts as held, and so does a late one of the
        same number; several meetings in the first months do not stand for one of each quarter.
        """
        schedule = self.contract.schedule
        return sum(
            self.year.start <= day <= min(self.until, self.end)
            and not any(
                (each.number >= number and before < each.held_on <= day)
                or (each.number == number and day < each.held_on)
                for each in self.evaluations
            )
            for number, (before, day) in enumerate(pairwise([self.contract.start - _DAY, *schedule]), 1)
        )

    @property
    def held(self) -> list[Evaluation]:
        return [each for each in self.evaluations if each.held_on >= self.year.start]

    @property
    def levels(self) -> dict[str, tuple[int, int]]:
        """The level at the start and the last one known, of each domain, if it was measured in the year."""
        if not any(each.measurement for each in self.held):
            return {}
        start = {each.id: each.level for each in self.contract.balance.measurement}
        last: dict[str, int] = {}
        for evaluation in self.evaluations:
            last |= {name: level for name, level in evaluation.measurement.items() if level is not None}
        return {name: (start[name], level) for name, level in last.items()}

    @property
    def progress(self) -> set[str]:
        """Towards what the person made progress: a level above that of the start."""
        towards = {each.id: each.towards or "autonomy" for each in self.contract.balance.measurement}
        return {towards[name] for name, (start, now) in self.levels.items() if now > start}


def count(
    dossiers: Iterable[Dossier], year: Campaign, until: date, name_of: Callable[[str], str]
) -> list[Figure]:
    """Count sound dossiers for a year, up to a day; `name_of` makes a pseudonym of an identity."""
    balances: dict[str, Balance] = {}
    contracts: dict[str, Contract] = {}
    found: dict[str, list[Evaluation]] = defaultdict(list)
    for each in dossiers:
        if isinstance(each, Evaluation):
            found[each.contract.stem].append(each)
            contracts.setdefault(each.contract.stem, each.contract)
        elif isinstance(each, Contract):
            contracts.setdefault(each.stem, each)
        if isinstance(each, PersonalDossier):
            balances.setdefault(each.balance.stem, each.balance)
    pathways = [
        _Pathway(contract, tuple(sorted(found[stem], key=lambda each: each.number)), year, until)
        for stem, contract in contracts.items()
    ]
    return list(_Counter(year, until, name_of).figures(list(balances.values()), pathways))


def countable(dossiers: Iterable[Dossier], wrong: Iterable[str]) -> list[Dossier]:
    """Leave out the dossiers that have errors: in their own file, in those they start from, or with others.

    `wrong` are the paths of files with errors. A contract with a wrong evaluation is left out as a whole: what is
    missing would count as not held.
    """
    known = list(dossiers)
    paths = {os.path.realpath(path) for path in wrong}
    for each in known:
        if isinstance(each, Evaluation) and each.files[0] in paths and len(each.files) > 1:
            paths.add(each.files[1])
    return [each for each in known if paths.isdisjoint(each.files)]


class _Counter:
    def __init__(self, year: Campaign, until: date, name_of: Callable[[str], str]) -> None:
        self._year, self._until, self._name_of = year, until, name_of

    def figures(self, balances: Sequence[Balance], pathways: Sequence[_Pathway]) -> Iterator[Figure]:
        made = [each for each in balances if self._year.start <= each.drawn_up_on <= self._until]
        yield self._of("balances", msg("1. People with a social balance made in the year"), "people", made)
        active = [each for each in pathways if each.active]
        own = [each for each in active if each.contract.row is not None]
        yield self._paths("pathways", msg("2. People in a pathway of social activation"), "people", own)
        for row, label in _ROWS.items():
            inside = [each for each in own if each.contract.row == row]
            yield self._paths(f"pathways-{row}", label, "people", inside)
        yield self._paths("contracts", msg("Contracts of these pathways"), "contracts", own)
        began = [each for each in own if each.begun >= self._year.start]
        yield self._paths("began", msg("Contracts that began in the year"), "contracts", began)
        running = [each for each in own if each.end > self._until]
        yield self._paths("running", msg("Contracts that run on"), "contracts", running)
        for reason, label in _REASONS.items():
            yield self._paths(f"ended-{reason}", label, "contracts", [e for e in own if e.ended == reason])
        yield from self._evaluations([e for e in pathways if e.signed and e.contract.row is not None])
        for result, label in _RESULTS.items():
            with_it = [each for each in own if result in each.results]
            yield self._paths(f"result-{result}", label, "contracts", with_it)
        for towards, label in _PROGRESS.items():
            forward = [each for each in own if towards in each.progress]
            yield self._paths(f"progress-{towards}", label, "people", forward)
        unknown = [each for each in own if not each.levels]
        yield self._paths(
            "not-measured-again", msg("Contracts without a second measurement"), "contracts", unknown
        )
        for kind, label in _OTHER_TYPES.items():
            yield self._paths(kind, label, "people", [e for e in active if e.contract.kind == kind])
        unsigned = [each for each in pathways if each.planned and not each.signed]
        yield self._paths(
            "not-signed", msg("Contracts that are not signed, and not counted"), "contracts", unsigned
        )

    def _evaluations(self, own: Sequence[_Pathway]) -> Iterator[Figure]:
        held = [each for path in own for each in path.held]
        yield self._of("evaluations-held", msg("Evaluations held"), "evaluations", held)
        late = [each for each in held if each.late]
        yield self._of("evaluations-late", msg("Evaluations held late"), "evaluations", late)
        missed = [path for path in own for _ in range(path.missed)]
        yield self._paths("evaluations-missed", msg("Evaluations due and not held"), "evaluations", missed)

    def _paths(self, name: str, label: Message, unit: Unit, paths: Iterable[_Pathway]) -> Figure:
        return self._of(name, label, unit, [each.contract for each in paths])

    def _of(
        self, name: str, label: Message, unit: Unit, files: Iterable[Balance | Contract | Evaluation]
    ) -> Figure:
        entries = [
            Entry(each.centre.municipality.nis, each.reference, self._name_of(each.balance.identity))
            for each in files
        ]
        ordered = sorted(entries, key=lambda each: (each.centre, each.reference))
        return Figure(name, label, unit, tuple(ordered))
