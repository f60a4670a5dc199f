"""Drafts a final report from the files of a centre: what is known stands there, the rest is marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from generator import schemas
from generator.campaigns import Campaign
from generator.catalog import kinds
from generator.dossier import Convention, Counted, Figures, PersonalDossier, Unusable
from generator.drafts.places import way
from generator.drafts.sheets import REPORT, Draft, discreet, of_sheet
from generator.errors import UsageFault
from generator.expenses import Sheet
from generator.findings import Finding, Place, Pointer, Severity, has_errors
from generator.locales import Language, Translator
from generator.messages import msg
from generator.municipalities import Municipality
from generator.pipeline import Checked, Checker
from generator.skeleton import Blank, Known, skeleton
from generator.source import below, parse, read

_FILL: Final = Blank.TO_FILL
_FOLDER_AND_FILE: Final = 2


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
    checker = Checker()
    if folder is not None:
        paths = below(folder)
        found = _convention(checker, paths, year, municipality)
        if not found.sound:
            return Draft("", found.findings)
        assert found.case is not None
        assert isinstance(found.case.dossier, Convention)
        convention = found.case.dossier
        municipality = convention.centre.municipality
        people = _people(checker, paths, convention)
        counted = checker.count(people, year)
        findings += _not_counted(counted, folder)
        known = _known(
            convention,
            way(Path(found.source.path), beside or Path()),
            way(_home(folder, people), beside or Path()) if people else None,
            counted,
            words,
        )
    if sheet is not None:
        known = replace(known, values={**known.values, "expenses": list(sheet.entries)})
    text = skeleton(kind, year.year, municipality, words, known)
    if folder is not None:
        findings += _unnamed(checker, text, beside or Path())
    if sheet is not None:
        findings += of_sheet(text, sheet, beside or Path())
    return Draft("" if has_errors(findings) else text, tuple(discreet(findings)))


def _convention(
    checker: Checker, paths: Sequence[str], year: Campaign, municipality: Municipality | None
) -> Checked:
    """Find the one convention of the year, of a centre if it is named."""
    found: dict[str, Checked] = {}
    unread: list[str] = []
    for path in paths:
        source = read(Path(path), piped=False)
        kind = schemas.kind_of(source)
        if kind is None and source.findings:
            unread.append(path)
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
    if unread:
        raise UsageFault(
            msg("The folder holds no convention of {year} that can be read.", year=str(year.year)),
            msg("“cpas validate {path}” says what is wrong with this file.", path=unread[0]),
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
    """Give the files on persons of the centre and of the members of a cluster, and those that do not say whose they are."""
    own: set[str | None] = {convention.centre.municipality.nis}
    if convention.kind == "convention-cluster":
        own |= {member.municipality.nis for member in convention.members}
    own.add(None)
    found = {path: checker.record(Path(path)) for path in paths}
    return [path for path, record in found.items() if record is not None and _centre_of(record) in own]


def _not_counted(counted: Counted, folder: Path) -> list[Finding]:
    """Say that files on persons are in no figure of the draft."""
    if not counted.left:
        return []
    cause = msg(
        "Files of the records with errors: {wrong}; files that are not counted because of them: {left}.",
        wrong=counted.wrong,
        left=counted.left,
    )
    remedy = msg("“cpas validate {path}” says what is wrong with them.", path=folder.as_posix())
    return [Finding("RPT031", Severity.WARNING, Place(folder.as_posix()), cause, remedy)]


def _centre_of(record: Checked) -> str | None:
    made = record.case.dossier if record.case else None
    try:
        return made.centre.municipality.nis if isinstance(made, PersonalDossier) else None
    except Unusable:
        return None


def _home(folder: Path, people: Sequence[str]) -> Path:
    """Give the folder that holds all files on persons: one below `folder`, or itself."""
    below_it = {Path(each).relative_to(folder).parts for each in people}
    names = {parts[0] for parts in below_it}
    # a folder of one person would leave out the next one, and may bear a name
    return folder / names.pop() if len(names) == 1 and min(map(len, below_it)) > _FOLDER_AND_FILE else folder


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


def _unnamed(checker: Checker, text: str, beside: Path) -> list[Finding]:
    """Tell what the draft names and the program would not find again, because of a strange name of a folder."""
    found = checker.check_source(parse(text.encode(), "-"), beside).findings
    return [
        each
        for each in found
        if each.place.pointer in {"/convention", "/records"}
        and each.severity is Severity.ERROR
        and each.code != "RPT031"
    ]
