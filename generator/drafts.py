"""Drafts a final report from the files of a centre: what is known stands there, the rest is marked."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from generator import schemas
from generator.campaigns import Campaign
from generator.catalog import kinds
from generator.dossier import Convention, Counted, Figures, PersonalDossier, Unusable
from generator.errors import UsageFault
from generator.expenses import Sheet
from generator.findings import Finding, Pointer, Severity, has_errors, json_pointer
from generator.locales import Language, Translator
from generator.messages import msg
from generator.municipalities import Municipality
from generator.pipeline import Checked, Checker
from generator.skeleton import Blank, Known, skeleton
from generator.source import below, parse, read

REPORT: Final = "final-report"
_FILL: Final = Blank.TO_FILL


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a file to finish, and what was found on the way; no text where there are errors."""

    text: str
    findings: tuple[Finding, ...]


def draft(
    words: Translator,
    year: Campaign,
    municipality: Municipality | None,
    *,
    folder: Path | None = None,
    sheet: Sheet | None = None,
    beside: Path | None = None,
) -> Draft:
    """Draft the report of a year from the files in a folder, from a sheet of expenses, or from both.

    `municipality` is whose report it is, needed where the folder holds several conventions of the year. What is
    named in the file is seen from the folder `beside`.

    Raises:
        UsageFault: the folder holds no convention of the year, or several and nobody says which.

    """
    kind, known = kinds()[REPORT], Known({"nis": municipality.nis} if municipality else {})
    findings: list[Finding] = []
    if folder is not None:
        checker, paths = Checker(), below(folder)
        found = _convention(checker, paths, year, municipality)
        if not found.sound:
            return Draft("", found.findings)
        assert found.case is not None
        assert isinstance(found.case.dossier, Convention)
        convention = found.case.dossier
        municipality = convention.centre.municipality
        people = _people(checker, paths, convention)
        known = _known(
            convention,
            _way(Path(found.source.path), beside or Path()),
            _way(_home(folder, people), beside or Path()) if people else None,
            checker.count(people, year),
            words,
        )
    if sheet is not None:
        known = replace(known, values={**known.values, "expenses": list(sheet.entries)})
    text = skeleton(kind, year.year, municipality, words, known)
    if sheet is not None:
        findings += [*sheet.findings, *_of_sheet(text, sheet, beside or Path())]
    return Draft("" if has_errors(findings) else text, tuple(findings))


def _convention(
    checker: Checker, paths: Sequence[str], year: Campaign, municipality: Municipality | None
) -> Checked:
    """Find the one convention of the year, of a centre if it is named."""
    found: dict[str, Checked] = {}
    for path in paths:
        source = read(Path(path), piped=False)
        kind = schemas.kind_of(source)
        if kind is None or kind.dossier != "convention":
            continue
        checked = checker.check(Path(path))
        made = checked.case.dossier if checked.case else None
        if isinstance(made, Convention) and made.campaign.year == year.year:
            found[_nis(made) or path] = checked
    if municipality is not None:
        found = {nis: checked for nis, checked in found.items() if nis == municipality.nis}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise UsageFault(
            msg(
                "The folder holds conventions of several centres: {values}.", values=", ".join(sorted(found))
            ),
            msg("Say whose report it is: --nis {nis}.", nis=min(found)),
        )
    raise UsageFault(
        msg("The folder holds no convention of {year} of this centre.", year=str(year.year))
        if municipality
        else msg("The folder holds no convention of {year}.", year=str(year.year)),
        msg("Name the folder that holds the file of the convention, and the year with --campaign."),
    )


def _nis(convention: Convention) -> str | None:
    try:
        return convention.centre.municipality.nis
    except Unusable:
        return None


def _people(checker: Checker, paths: Sequence[str], convention: Convention) -> list[str]:
    """Give the files on persons of the centre, and of the members of a cluster."""
    own = {convention.centre.municipality.nis}
    if convention.kind == "convention-cluster":
        own |= {member.municipality.nis for member in convention.members}
    return [path for path in paths if _centre_of(checker.record(Path(path))) in own]


def _centre_of(record: Checked | None) -> str | None:
    made = record.case.dossier if record and record.case else None
    try:
        return made.centre.municipality.nis if isinstance(made, PersonalDossier) else None
    except Unusable:
        return None


def _home(folder: Path, people: Sequence[str]) -> Path:
    """Give the folder that holds all files on persons: one below `folder`, or itself."""
    below_it = {Path(each).relative_to(folder).parts for each in people}
    names = {parts[0] for parts in below_it}
    return folder / names.pop() if len(names) == 1 and min(map(len, below_it)) > 1 else folder


def _known(
    convention: Convention, path: str, records: str | None, counted: Counted, words: Translator
) -> Known:
    own = convention.centre.municipality.nis
    values: dict[str, Any] = {
        "convention": path,
        "nis": own,
        "records": records,
        "partners": [{"name": each.name, "text": _FILL} for each in convention.partners] or None,
    }
    if convention.kind == "convention-cluster":
        members = [member.municipality for member in convention.members]
        form = convention.campaign.report_form
        values["members"] = [
            {"nis": each.nis, "realised": _figures(counted.figures.get(each.nis), form)} for each in members
        ]
        language: Language = "nl" if words.language == "nl" else "fr"
        names: dict[Pointer, str] = {
            ("members", index, "nis"): each.names[language] for index, each in enumerate(members)
        }
        return Known(values, names, without=frozenset({"realised", "participants_reason"}))
    figures = counted.figures.get(own)
    values["realised"] = _figures(figures, convention.campaign.report_form)
    values["reasons"] = _reasons(convention, figures)
    return Known(values, _targets(convention, words), frozenset({"members"}))


def _figures(counted: Figures | None, form: str) -> dict[str, Any]:
    """Write the figures that were counted, or the fields that the form of the year asks to fill in."""
    if counted is None:
        return {"pathways": {}, "progress" if form == "december" else "outcomes": _FILL}
    rows = counted.rows
    return {
        "social_balances": rows.social_balances,
        "pathways": {"total": rows.total, **rows.parts, **({"several": True} if rows.several else {})},
        "trajectories": counted.trajectories,
        "progress": dict(counted.progress or {}),
        "outcomes": dict(counted.outcomes or {}),
    }


def _reasons(convention: Convention, counted: Figures | None) -> dict[str, Any] | None:
    """Ask the reason of each row that is known to be below its objective."""
    if counted is None:
        return None
    fixed, realised = convention.objectives, counted.rows
    pairs = {
        "social_balances": (fixed.social_balances, realised.social_balances),
        "total": (fixed.total, realised.total),
        **{name: (fixed.parts[name], realised.parts[name]) for name in fixed.parts},
    }
    return {name: _FILL for name, (wanted, got) in pairs.items() if got < wanted} or None


def _targets(convention: Convention, words: Translator) -> dict[Pointer, str]:
    """Put the objective of the convention behind each row, and the advance behind its field."""
    fixed = convention.objectives
    rows: dict[Pointer, int] = {
        ("realised", "social_balances"): fixed.social_balances,
        ("realised", "pathways", "total"): fixed.total,
        **{("realised", "pathways", name): value for name, value in fixed.parts.items()},
    }
    told = {at: words.text(msg("objective: {count}", count=value)) for at, value in rows.items()}
    advance = convention.campaign.advance(convention.amount)
    expected = msg("{amount}, by the convention", amount=Decimal(advance))
    return {**told, ("advance", "amount"): words.text(expected)}


def _way(path: Path, beside: Path) -> str:
    """Name a file or folder as it is seen from the folder of the draft."""
    try:
        return Path(os.path.relpath(path, beside)).as_posix()
    except ValueError as error:  # another drive of Windows
        raise UsageFault(
            msg("The folder and the draft are on two drives."),
            msg("Write the draft (-o) on the drive of the folder."),
        ) from error


def _of_sheet(text: str, sheet: Sheet, beside: Path) -> list[Finding]:
    """Check the expenses as they stand in the draft, and tell their faults by the cells of the sheet."""
    found = Checker().check_source(parse(text.encode(), "-"), beside).findings
    unread = {each.place.pointer for each in sheet.findings if each.severity is Severity.ERROR}
    told = []
    for each in found:
        cell = _cell(each.place.pointer, sheet.cells)
        # a cell that could not be read is empty in the draft
        if cell is not None and each.severity is not Severity.INFO and each.place.pointer not in unread:
            told.append(replace(each, place=replace(each.place, path=cell, line=None, column=None)))
    return told


def _cell(pointer: str, cells: Mapping[Pointer, str]) -> str | None:
    """Give the cell of an entry of the list, or that of the nearest field above it."""
    known = {json_pointer(place): cell for place, cell in cells.items()}
    while pointer.count("/") > 1:
        if pointer in known:
            return known[pointer]
        pointer = pointer.rpartition("/")[0]
    return None
