"""Counts the records of persons that a report names, so that nobody types what is known."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from generator import counting, rules
from generator.campaigns import Campaign
from generator.dossier import OUTCOMES, PROGRESS, Counted, Dossier, Figures, Objectives, PersonalDossier
from generator.findings import Severity
from generator.rules import Case

_ROWS: Final = ("socioprofessional", "autonomy", "volunteering")


def count(cases: Sequence[Case[Dossier]], wrong: Iterable[str], files: int, year: Campaign) -> Counted:
    """Count the sound files of each centre until the end of the year; `wrong` are those with errors.

    People are told apart inside this process only: what leaves it are numbers.
    """
    together = [f.place.path for f in rules.check_folder(cases) if f.severity is Severity.ERROR]
    unsound = {os.path.realpath(path) for path in (*wrong, *together)}
    sound = counting.countable([case.dossier for case in cases], unsound)
    by_centre: dict[str, list[Dossier]] = defaultdict(list)
    for each in sound:
        if isinstance(each, PersonalDossier):
            by_centre[each.centre.municipality.nis].append(each)
    figures = {
        nis: _figures({f.name: f.value for f in counting.count(found, year, year.end, str)})
        for nis, found in by_centre.items()
    }
    return Counted(figures, len(unsound), files - len(sound))


def _figures(counted: dict[str, int]) -> Figures:
    total = counted["pathways"]
    first, second, third = (counted[f"pathways-{row}"] for row in _ROWS)
    return Figures(
        Objectives(counted["balances"], total, first, second, third, first + second + third > total),
        total,
        counted["contracts"],
        {name: counted[f"progress-{name}"] for name in PROGRESS},
        {name: counted[f"result-{name}"] for name in OUTCOMES},
    )
