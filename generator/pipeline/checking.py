"""From a path to a checked dossier: the file, the file it refers to, and the records that it names."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator import allocations, dossier, rules, schemas
from generator.allocations import Allocations
from generator.campaigns import Campaign, campaign, years
from generator.catalog import Kind
from generator.dossier import Counted, Decision, Dossier, Overview, Report, Unusable
from generator.errors import UsageFault
from generator.findings import Finding, Place, Pointer, Severity, has_errors
from generator.locales import Language
from generator.messages import Message, msg
from generator.pipeline import records
from generator.rules import Case
from generator.source import Source, below, read

_TOO_MUCH: Final = "SCH004"
"""A field that is not known is one too many: the others of its group are sound, and no rule reads it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was read and checked, with all that was found in it and in the file it refers to."""

    source: Source
    kind: Kind | None
    case: Case[Dossier] | None
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether a document may be made of it."""
        return not has_errors(self.findings)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of its documents, by the regime of its centre and the choice of its person."""
        return self.case.languages if self.case and self.kind and self.kind.renders else ()


class Checker:
    """Checks files, reading each one and each centre once."""

    def __init__(self, wanted: tuple[Language, ...] | None = None, amounts: Path | None = None) -> None:
        """`wanted` are the languages of the documents, None for the regime of the centre."""
        self._wanted = wanted
        self._amounts = amounts
        self._checked: dict[str, Checked] = {}
        self._unfit: dict[str, Checked] = {}
        """Files that were read because one refers to them, and that are of no fitting kind."""
        self._lists: dict[int, tuple[Allocations | None, list[Finding]]] = {}
        self._records: dict[tuple[str, int], Counted] = {}

    def check(self, path: Path, shown: str | None = None) -> Checked:
        """Read and check one file; one that was checked before is not read again."""
        key = os.path.realpath(path)
        if key not in self._checked:
            self._checked[key] = self.check_source(read(path, shown), path.parent)
        return self._checked[key]

    def check_source(self, source: Source, folder: Path, unread: Collection[Pointer] = ()) -> Checked:
        """Check a source that was read; the file it refers to is sought from `folder`.

        `unread` are the values that could not be read where the source was made from: no rule takes them for missing.
        """
        kind, year = schemas.kind_of(source), _year(source)
        of_schema, missing = schemas.check_all(source)
        raw = [*source.findings, *of_schema]
        findings = schemas.without_numbers(schemas.discreet(schemas.near_kind(source), raw))
        if kind is None or year is None:
            return Checked(source, kind, None, tuple(findings))
        # by the whole pointers: a discreet one may stop at a parent, whose other fields are sound
        broken = _broken(source, raw) | missing | frozenset(unread)
        referred, found = self._referred(source, (kind.reference, kind.refers_to), folder, broken)
        findings += found
        known = source.without(_pointers(source, raw, lambda finding: finding.code == _TOO_MUCH))
        made = dossier.make(kind, known, broken, year, referred)
        if isinstance(made, Report):
            made.counted, found = self._counted(made, folder)
            findings += found
        if isinstance(made, Decision):
            beside = {}
            for name, wanted in kind.beside.items():
                beside[name], found = self._referred(source, (name, wanted), folder, broken)
                findings += found
            made.report, made.invitee = (beside[name] for name in ("report", "centre"))  # type: ignore[assignment]
        if isinstance(made, Overview):
            findings += self._gather(made, folder)
        case = Case(made, year, self._languages(made), self._allocations(made, year, findings))
        findings += rules.check(case)
        return Checked(source, kind, case, tuple(schemas.without_numbers(findings)))

    def _languages(self, made: Dossier) -> tuple[Language, ...]:
        if self._wanted is not None:
            return self._wanted
        try:
            return made.languages
        except Unusable:
            return ()

    def _allocations(self, made: Dossier, year: Campaign, findings: list[Finding]) -> Allocations | None:
        """Give the list of amounts to a convention, and to decisions, whose invitation says an amount before there is one."""
        path = self._amounts or allocations.installed(year.year)
        if path is None or not (made.kind in year.totals or isinstance(made, Decision)):
            return None
        if year.year not in self._lists:
            self._lists[year.year] = allocations.load(path, year)
        loaded, found = self._lists[year.year]
        findings += found
        return loaded

    def _gather(self, overview: Overview, folder: Path) -> list[Finding]:
        """Give an overview the decisions of its folder; those with errors are told, and refuse it."""
        try:
            written = overview.folder
        except Unusable:
            return []
        place, at = folder / written, overview.source.place(("decisions",))
        # not Path.is_dir: it raises where a name is too long for the system
        if not os.path.isdir(place):  # noqa: PTH112
            cause = msg("There is no folder “{path}” beside this file.", path=written)
            remedy = msg("Correct the name of the folder that holds the decisions.")
            return [Finding("REF003", Severity.ERROR, at, cause, remedy)]
        findings: list[Finding] = []
        decisions, complete, unfit = [], True, []
        for path in below(place):
            checked = self._decision(Path(path))
            if checked is None:
                continue
            wrong = [each for each in checked.findings if each.severity is Severity.ERROR]
            fresh = next((each for each in wrong if each not in findings), None)
            findings += checked.findings
            made = checked.case.dossier if checked.case and checked.sound else None
            if not isinstance(made, Decision):
                complete = False
                # what is wrong in a list of amounts is wrong for all files of the folder, and told once
                if fresh or not wrong:
                    unfit.append((path, fresh.place.path if fresh else path))
            elif made.campaign.year == overview.campaign.year:
                decisions.append(made)
        if complete:
            overview.gathered = decisions
        return [*findings, *_unfit(at, unfit)]

    def _decision(self, path: Path) -> Checked | None:
        """Check a file if it holds, or may hold, decisions; what else lies in the folder is not looked into."""
        key = os.path.realpath(path)
        known = self._checked.get(key) or self._unfit.get(key)
        source = known.source if known else read(path, piped=False)
        kind = schemas.kind_of(source)
        if kind is not None and kind.dossier != "decision":
            return None
        if key not in self._checked:
            self._checked[key] = self.check_source(source, path.parent)
        return self._checked[key]

    def _counted(self, report: Report, folder: Path) -> tuple[Counted | None, tuple[Finding, ...]]:
        """Count the records that a report names; each folder is counted once."""
        try:
            written = report.records
        except Unusable:
            return None, ()
        if written is None:
            return None, ()
        place, at = folder / written, report.source.place(("records",))
        # not Path.is_dir: it raises where a name is too long for the system
        if not os.path.isdir(place):  # noqa: PTH112
            cause = msg("There is no folder “{path}” beside this file.", path=written)
            remedy = msg("Correct the name of the folder that holds the files on persons.")
            return None, (Finding("REF003", Severity.ERROR, at, cause, remedy),)
        key = os.path.realpath(place), report.campaign.year
        if key not in self._records:
            try:
                self._records[key] = self.count(below(place), report.campaign)
            except UsageFault as fault:
                return None, (Finding("REF003", Severity.ERROR, at, fault.cause, fault.remedy),)
        return self._records[key], ()

    def count(self, paths: Iterable[str], year: Campaign) -> Counted:
        """Count the files on persons among these, centre by centre; the others are passed over."""
        cases, wrong, files = [], [], 0
        for path in paths:
            checked = self.record(Path(path))
            if checked is None:
                continue
            files += 1
            wrong += [f.place.path for f in checked.findings if f.severity is Severity.ERROR]
            if checked.case is not None:
                cases.append(checked.case)
        return records.count(cases, wrong, files, year)

    def record(self, path: Path) -> Checked | None:
        """Check a file if it is, or may be, one on a person; a report that lies among them is not looked into."""
        key = os.path.realpath(path)
        known = self._checked.get(key) or self._unfit.get(key)
        source = known.source if known else read(path, piped=False)
        kind = schemas.kind_of(source)
        if kind is None:
            return self._unfit.setdefault(key, Checked(source, None, None, source.findings))
        if not kind.private:
            return None
        if key not in self._checked:
            self._checked[key] = self.check_source(source, path.parent)
        return self._checked[key]

    def _referred(
        self,
        source: Source,
        reference: tuple[str | None, tuple[str, ...]],
        folder: Path,
        broken: Iterable[Pointer],
    ) -> tuple[Dossier | None, tuple[Finding, ...]]:
        """Check the file that a field of this one names, and give its dossier; its findings are told too."""
        field, wanted = reference
        assert isinstance(source.data, dict)
        written = source.data.get(field) if field is not None else None
        if field is None or not isinstance(written, str) or (field,) in set(broken):
            return None, ()
        # shown as the user wrote the path of the file that refers to it
        shown = (Path(source.path).parent / written).as_posix() if source.path != "-" else written
        target, findings = self._target(folder / written, _tidy(shown, folder / written), wanted)
        if target.case is not None:
            return target.case.dossier, findings
        cause, remedy = _unusable(target.source, written, wanted)
        return None, (*findings, Finding("REF002", Severity.ERROR, source.place((field,)), cause, remedy))

    def _target(self, path: Path, shown: str, wanted: tuple[str, ...]) -> tuple[Checked, tuple[Finding, ...]]:
        """Read the file referred to, and check it if it is of a kind that may stand there.

        No kind may refer back to one that refers to it, so this comes to an end.
        """
        key = os.path.realpath(path)
        known = self._checked.get(key) or self._unfit.get(key)
        source = known.source if known else read(path, shown, piped=False)
        of = schemas.kind_of(source)
        if of is None or of.name not in wanted:
            self._unfit[key] = Checked(source, of, None, ())
            # what is wrong inside a file is told, but not that a file which is not there cannot be opened
            own = [*source.findings, *(schemas.check(source) if of is None else ())]
            told = schemas.without_numbers(schemas.discreet(schemas.near_kind(source), own))
            return self._unfit[key], tuple(f for f in told if f.code != "SRC001")
        checked = self._checked.get(key) or self.check_source(source, path.parent)
        self._checked[key] = checked
        return checked, checked.findings


def _unusable(source: Source, written: str, by: tuple[str, ...]) -> tuple[Message, Message]:
    """Say why a file referred to cannot be used: it is not there, of another kind, or cannot be read."""
    kind = source.data.get("kind") if isinstance(source.data, dict) else None
    known = schemas.kind_of(source)
    wanted = " | ".join(by)
    one = by[0] if len(by) == 1 else f"{by[0].partition('-')[0]}-…"
    if os.path.isdir(source.path):  # noqa: PTH112  it raises where a name is too long
        return (
            msg("“{path}” is a folder.", path=written),
            msg("Name the file in it, with its end “.yaml”."),
        )
    if any(finding.code == "SRC001" for finding in source.findings):
        return (
            msg("There is no file “{path}” beside this one.", path=written),
            msg("Correct the name; “cpas init {kind}” makes such a file.", kind=one),
        )
    if known is not None and kind not in by:
        return (
            msg(
                "The file “{path}” is of kind “{kind}”, not “{wanted}”.",
                path=written,
                kind=known.name,
                wanted=wanted,
            ),
            msg("Name a file of that kind; “cpas init {kind}” makes one.", kind=one),
        )
    return (
        msg("The file “{path}” cannot be read.", path=written),
        msg("Correct its own errors, which are listed too."),
    )


def _tidy(shown: str, path: Path) -> str:
    """Shorten `a/b/../c` to `a/c`, where that is the same file: not if `b` is a link to a folder elsewhere."""
    parts: list[str] = []
    for part in Path(shown).parts:
        if part == ".." and parts and parts[-1] not in ("..", "/"):
            parts.pop()
        else:
            parts.append(part)
    short = Path(*parts).as_posix()
    return short if os.path.realpath(short) == os.path.realpath(path) else shown


def _year(source: Source) -> Campaign | None:
    year = source.data.get("campaign") if isinstance(source.data, dict) else None
    if isinstance(year, str) and year.isascii() and year.isdecimal():
        # between quotes it is a fault of the schema, told there; which year is meant is certain
        year = int(year)
    return campaign(year) if isinstance(year, int) and year in years() else None


def _broken(source: Source, findings: Iterable[Finding]) -> frozenset[Pointer]:
    """Give the pointers that carry an error, so that no rule reads what is not sound."""
    return _pointers(
        source, findings, lambda each: each.severity is Severity.ERROR and each.code != _TOO_MUCH
    )


def _pointers(
    source: Source, findings: Iterable[Finding], wanted: Callable[[Finding], bool]
) -> frozenset[Pointer]:
    places = {each.place.pointer for each in findings if each.place.path == source.path and wanted(each)}
    return frozenset(_pointer(text, source) for text in places)


def _pointer(text: str, source: Source) -> Pointer:
    steps: list[str | int] = []
    node: object = source.data
    for step in text.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(node, list):
            steps.append(int(name))
            node = node[int(name)] if int(name) < len(node) else None
        else:
            steps.append(name)
            node = node.get(name) if isinstance(node, dict) else None
    return tuple(steps)


def _unfit(at: Place, files: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    """Say once which files of a folder cannot be used; each with the file that has the errors."""
    if len(files) == 1:
        cause = msg("The file “{path}” of the folder cannot be used.", path=files[0][0])
        remedy = msg("Correct the errors of {path}, which are listed too.", path=files[0][1])
        yield Finding("REF003", Severity.ERROR, at, cause, remedy)
    elif files:
        cause = msg(
            "Files of the folder that cannot be used: {count}, the first is “{path}”.",
            count=len(files),
            path=files[0][0],
        )
        remedy = msg("Correct their errors, which are listed too.")
        yield Finding("REF003", Severity.ERROR, at, cause, remedy)
