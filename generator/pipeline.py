"""The story of one document: from a path to a checked dossier, to a proved DOCX and PDF."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from generator import allocations, context, pdf, rules, schemas, templates
from generator.allocations import Allocations
from generator.campaigns import Campaign, campaign, years
from generator.catalog import Kind
from generator.dossier import Centre, Convention, Unusable
from generator.engines import Engine, Failure
from generator.findings import Finding, Place, Pointer, Severity, has_errors
from generator.locales import Language
from generator.messages import Message, msg
from generator.rendering import (
    CompiledTemplate,
    Header,
    Rendered,
    compile_template,
    missing_values,
    on_new_pages,
    paragraphs_of,
    table_headers,
)
from generator.rules import Case
from generator.source import Source, read

_TRIES: Final = 4


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was read and checked, with all that was found in it and in the file it refers to."""

    source: Source
    kind: Kind | None
    case: Case | None
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether a document may be made of it."""
        return not has_errors(self.findings)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of its documents, by the regime of its centre."""
        return self.case.languages if self.case else ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was rendered: the DOCX, and what is needed to prove its PDF."""

    stem: str
    language: Language
    rendered: Rendered
    paragraphs: Mapping[str, list[str]]
    headers: list[Header]
    fonts: frozenset[str]
    kept: frozenset[str]
    day: date


class Checker:
    """Checks files, reading each one and each centre once."""

    def __init__(self, wanted: tuple[Language, ...] | None = None, amounts: Path | None = None) -> None:
        """`wanted` are the languages of the documents, None for the regime of the centre."""
        self._wanted = wanted
        self._amounts = amounts
        self._centres: dict[Path, tuple[Source, tuple[Finding, ...]]] = {}
        self._checked: dict[str, Checked] = {}
        self._lists: dict[int, tuple[Allocations | None, list[Finding]]] = {}

    def check(self, path: Path, shown: str | None = None) -> Checked:
        """Read and check one file; one that was checked before is not read again."""
        key = os.path.realpath(path)
        if key not in self._checked:
            self._checked[key] = self.check_source(read(path, shown), path.parent)
        return self._checked[key]

    def check_source(self, source: Source, folder: Path) -> Checked:
        """Check a source that was read; the files it refers to are sought from `folder`."""
        findings = [*source.findings, *schemas.check(source)]
        kind, year = schemas.kind_of(source), _year(source)
        if kind is None or year is None:
            return Checked(source, kind, None, tuple(findings))
        broken = _broken(source, findings)
        if kind.name == "cpas":
            findings += rules.check_centre(Centre(source, broken), year)
            return Checked(source, kind, None, tuple(findings))
        centre, of_centre = self._centre(source, kind, folder, broken)
        findings += of_centre
        convention = Convention(source, broken, kind.name, year, centre)
        case = Case(convention, year, self._languages(convention), self._allocations(year, findings))
        findings += rules.check_convention(case)
        return Checked(source, kind, case, tuple(findings))

    def _languages(self, convention: Convention) -> tuple[Language, ...]:
        if self._wanted is not None:
            return self._wanted
        try:
            return convention.centre.municipality.languages
        except Unusable:
            return ()

    def _allocations(self, year: Campaign, findings: list[Finding]) -> Allocations | None:
        path = self._amounts or allocations.installed(year.year)
        if path is None:
            return None
        if year.year not in self._lists:
            self._lists[year.year] = allocations.load(path, year)
        loaded, found = self._lists[year.year]
        findings += found
        return loaded

    def _centre(
        self, source: Source, kind: Kind, folder: Path, broken: Iterable[Pointer]
    ) -> tuple[Centre | None, tuple[Finding, ...]]:
        field = kind.reference
        assert isinstance(source.data, dict)
        written = source.data.get(field) if field is not None else None
        if field is None or not isinstance(written, str) or (field,) in set(broken):
            return None, ()
        path = folder / written
        if path not in self._centres:
            # shown as the user wrote the path of the file that refers to it
            shown = (Path(source.path).parent / written).as_posix() if source.path != "-" else written
            self._centres[path] = self._read_centre(path, _tidy(shown))
        of_centre, findings = self._centres[path]
        kind_of_centre = schemas.kind_of(of_centre)
        if kind_of_centre is not None and kind_of_centre.name == "cpas":
            return Centre(of_centre, _broken(of_centre, findings)), findings
        cause, remedy = _unusable(of_centre, written)
        return None, (*findings, Finding("REF002", Severity.ERROR, source.place((field,)), cause, remedy))

    def _read_centre(self, path: Path, shown: str) -> tuple[Source, tuple[Finding, ...]]:
        """Read the file of a centre, and check it if it is one; another could refer back to this one."""
        known = self._checked.get(os.path.realpath(path))
        source = known.source if known else read(path, shown)
        kind = schemas.kind_of(source)
        if kind is None or kind.name != "cpas":
            # what is wrong inside a file is told, but not that a file which is not there cannot be opened
            return source, tuple(f for f in source.findings if f.code != "SRC001")
        checked = known or self.check_source(source, path.parent)
        self._checked[os.path.realpath(path)] = checked
        return source, checked.findings


def _unusable(source: Source, written: str) -> tuple[Message, Message]:
    """Say why the file of a centre cannot be used: it is not there, of another kind, or cannot be read."""
    kind = source.data.get("kind") if isinstance(source.data, dict) else None
    if any(finding.code == "SRC001" for finding in source.findings):
        return (
            msg("There is no file “{path}” beside this one.", path=written),
            msg("Correct the name; “cpas init cpas” makes such a file."),
        )
    if kind is not None:
        return (
            msg("The file “{path}” is of kind “{kind}”, not “cpas”.", path=written, kind=str(kind)[:60]),
            msg("Name the file that describes the centre."),
        )
    return (
        msg("The file “{path}” cannot be read.", path=written),
        msg("Correct its own errors, which are listed too."),
    )


def _tidy(shown: str) -> str:
    """Shorten `a/b/../c` to `a/c`."""
    parts: list[str] = []
    for part in Path(shown).parts:
        if part == ".." and parts and parts[-1] not in ("..", "/"):
            parts.pop()
        else:
            parts.append(part)
    return Path(*parts).as_posix()


def _year(source: Source) -> Campaign | None:
    year = source.data.get("campaign") if isinstance(source.data, dict) else None
    return campaign(year) if isinstance(year, int) and year in years() else None


def _broken(source: Source, findings: Iterable[Finding]) -> frozenset[Pointer]:
    """Give the pointers that carry an error, so that no rule reads what is not sound."""
    places = {
        f.place.pointer for f in findings if f.severity is Severity.ERROR and f.place.path == source.path
    }
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


def stem(case: Case) -> str:
    """Give the name of the document without its end: kind, year and NIS code; no name of a person."""
    convention = case.convention
    return f"{convention.kind}-{case.campaign.year}-{convention.centre.municipality.nis}"


@lru_cache(maxsize=64)
def _template(family: str, kind: str, language: Language) -> CompiledTemplate:
    return compile_template(templates.path_of(family, kind, language), language)


def render(checked: Checked, language: Language) -> tuple[Document | None, list[Finding]]:
    """Render a sound dossier in one language, and prove that every printed value is in the DOCX."""
    assert checked.case is not None
    assert checked.kind is not None
    convention = checked.case.convention
    template = _template(checked.kind.family, checked.kind.name, language)
    values = context.build(convention, language)
    day = _day() or convention.signed_on or checked.case.campaign.start
    rendered = template.render(values, values["document"]["reference"], day)
    parts = rendered.parts
    paragraphs = paragraphs_of(parts)
    lost = [
        Finding(
            "DOC001",
            Severity.ERROR,
            Place(checked.source.path),
            msg("The value of “{field}” is not in the document as it was written.", field=value.expression),
            msg("This is a fault of the template or of the program; please report it with this message."),
        )
        for value in missing_values(rendered.printed, paragraphs)
    ]
    document = Document(
        f"{stem(checked.case)}.{language}",
        language,
        rendered,
        paragraphs,
        table_headers(parts, template.kept),
        template.fonts,
        template.kept,
        day,
    )
    return (None if lost else document), lost


def _day() -> date | None:
    """Give the date that SOURCE_DATE_EPOCH asks for, as reproducible builds do."""
    written = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not written.isdigit():
        return None
    try:
        return datetime.fromtimestamp(int(written), UTC).date()
    except (OverflowError, OSError, ValueError):
        return None


def convert(documents: Mapping[str, Document], engine: Engine) -> dict[str, pdf.Finished]:
    """Convert documents to PDF, and finish and prove each one.

    Where a header of a table stands alone at the end of a page, or a table that is to stay together is
    split, the PDF is made again with the table on the next page; a few times, for that moves what follows.
    """
    finished = _convert_once(
        documents, {key: document.rendered.docx for key, document in documents.items()}, engine
    )
    moved: dict[str, set[int]] = {key: set() for key in documents}
    for _ in range(_TRIES):
        again = {key for key, made in finished.items() if set(made.torn_tables) - moved[key]}
        if not again:
            break
        for key in again:
            moved[key] |= set(finished[key].torn_tables)
        files = {
            key: on_new_pages(documents[key].rendered.docx, moved[key], documents[key].kept) for key in again
        }
        better = _convert_once({key: documents[key] for key in again}, files, engine)
        # a PDF that is proved is not given up for a nicer one that is not
        finished |= {key: made for key, made in better.items() if not made.faults}
    return finished


def _convert_once(
    documents: Mapping[str, Document], files: Mapping[str, bytes], engine: Engine
) -> dict[str, pdf.Finished]:
    raw = engine.convert(files)
    finished = {}
    for key, document in documents.items():
        made = raw.get(key, Failure(msg("The engine gave nothing back for this document.")))
        finished[key] = (
            pdf.Finished(b"", 0, (pdf.Fault("PDF001", made.cause),))
            if isinstance(made, Failure)
            else pdf.finish_and_prove(
                made,
                title=document.rendered.title,
                language=document.language,
                day=document.day,
                fonts=document.fonts,
                paragraphs=document.paragraphs,
                headers=document.headers,
                engine=f"{engine.name} {engine.version}",
            )
        )
    return finished


def pdf_findings(path: str, finished: pdf.Finished) -> list[Finding]:
    """Say why a PDF is refused, as findings on the file it was made from."""
    remedy: Message = msg(
        "Try the other engine (--engine); if it fails too, please report it with this message."
    )
    return [Finding(f.code, Severity.ERROR, Place(path), f.cause, remedy) for f in finished.faults]
