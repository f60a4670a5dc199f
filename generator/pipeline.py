"""The story of one document: from a path to a checked dossier, to a proved DOCX and PDF."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from generator import allocations, context, dossier, pdf, rules, schemas, templates
from generator.allocations import Allocations
from generator.campaigns import Campaign, campaign, years
from generator.catalog import Kind
from generator.dossier import Dossier, Unusable
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
_TOO_MUCH: Final = "SCH004"
"""A field that is not known is one too many: the others of its group are sound."""


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
        self._checked: dict[str, Checked] = {}
        self._unfit: dict[str, Checked] = {}
        """Files that were read because one refers to them, and that are of no fitting kind."""
        self._lists: dict[int, tuple[Allocations | None, list[Finding]]] = {}

    def check(self, path: Path, shown: str | None = None) -> Checked:
        """Read and check one file; one that was checked before is not read again."""
        key = os.path.realpath(path)
        if key not in self._checked:
            self._checked[key] = self.check_source(read(path, shown), path.parent)
        return self._checked[key]

    def check_source(self, source: Source, folder: Path) -> Checked:
        """Check a source that was read; the file it refers to is sought from `folder`."""
        kind, year = schemas.kind_of(source), _year(source)
        raw = [*source.findings, *schemas.check(source)]
        findings = schemas.discreet(kind, raw)
        if kind is None or year is None:
            return Checked(source, kind, None, tuple(findings))
        # by the whole pointers: a discreet one may stop at a parent, whose other fields are sound
        broken = _broken(source, raw)
        referred, found = self._referred(source, kind, folder, broken)
        findings += found
        made = dossier.make(kind, source, broken, year, referred)
        case = Case(made, year, self._languages(made), self._allocations(kind, year, findings))
        findings += rules.check(case)
        return Checked(source, kind, case, tuple(findings))

    def _languages(self, made: Dossier) -> tuple[Language, ...]:
        if self._wanted is not None:
            return self._wanted
        try:
            return made.languages
        except Unusable:
            return ()

    def _allocations(self, kind: Kind, year: Campaign, findings: list[Finding]) -> Allocations | None:
        path = self._amounts or allocations.installed(year.year)
        if path is None or kind.name not in year.totals:
            return None
        if year.year not in self._lists:
            self._lists[year.year] = allocations.load(path, year)
        loaded, found = self._lists[year.year]
        findings += found
        return loaded

    def _referred(
        self, source: Source, kind: Kind, folder: Path, broken: Iterable[Pointer]
    ) -> tuple[Dossier | None, tuple[Finding, ...]]:
        """Check the file that this one refers to, and give its dossier; its findings are told too."""
        field = kind.reference
        assert isinstance(source.data, dict)
        written = source.data.get(field) if field is not None else None
        if field is None or not isinstance(written, str) or (field,) in set(broken):
            return None, ()
        # shown as the user wrote the path of the file that refers to it
        shown = (Path(source.path).parent / written).as_posix() if source.path != "-" else written
        target, findings = self._target(folder / written, _tidy(shown), kind)
        if target.case is not None:
            return target.case.dossier, findings
        cause, remedy = _unusable(target.source, written, kind)
        return None, (*findings, Finding("REF002", Severity.ERROR, source.place((field,)), cause, remedy))

    def _target(self, path: Path, shown: str, kind: Kind) -> tuple[Checked, tuple[Finding, ...]]:
        """Read the file referred to, and check it if it is of a kind that may stand there.

        No kind may refer back to one that refers to it, so this comes to an end.
        """
        key = os.path.realpath(path)
        known = self._checked.get(key) or self._unfit.get(key)
        source = known.source if known else read(path, shown, piped=False)
        of = schemas.kind_of(source)
        if of is None or of.name not in kind.refers_to:
            self._unfit[key] = Checked(source, of, None, ())
            # what is wrong inside a file is told, but not that a file which is not there cannot be opened
            told = schemas.discreet(of, source.findings)
            return self._unfit[key], tuple(f for f in told if f.code != "SRC001")
        checked = self._checked.get(key) or self.check_source(source, path.parent)
        self._checked[key] = checked
        return checked, checked.findings


def _unusable(source: Source, written: str, by: Kind) -> tuple[Message, Message]:
    """Say why a file referred to cannot be used: it is not there, of another kind, or cannot be read."""
    kind = source.data.get("kind") if isinstance(source.data, dict) else None
    known = schemas.kind_of(source)
    wanted = " | ".join(by.refers_to)
    one = by.refers_to[0] if len(by.refers_to) == 1 else "piis-…"
    if any(finding.code == "SRC001" for finding in source.findings):
        return (
            msg("There is no file “{path}” beside this one.", path=written),
            msg("Correct the name; “cpas init {kind}” makes such a file.", kind=one),
        )
    if kind is not None and kind not in by.refers_to:
        return (
            msg(
                "The file “{path}” is of kind “{kind}”, not “{wanted}”.",
                path=written,
                kind=known.name if known else "…",
                wanted=wanted,
            ),
            msg("Name a file of that kind; “cpas init {kind}” makes one.", kind=one),
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
        f.place.pointer
        for f in findings
        if f.severity is Severity.ERROR and f.place.path == source.path and f.code != _TOO_MUCH
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


@lru_cache(maxsize=64)
def _template(family: str, kind: str, language: Language) -> CompiledTemplate:
    return compile_template(templates.path_of(family, kind, language), language)


def render(checked: Checked, language: Language) -> tuple[Document | None, list[Finding]]:
    """Render a sound dossier in one language, and prove that every printed value is in the DOCX."""
    assert checked.case is not None
    assert checked.kind is not None
    made = checked.case.dossier
    template = _template(checked.kind.family, checked.kind.name, language)
    values = context.build(made, language)
    day = _day() or made.signed_on or checked.case.campaign.start
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
        f"{made.stem}.{language}",
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


def pdf_findings(checked: Checked, finished: pdf.Finished) -> list[Finding]:
    """Say why a PDF is refused, as findings on the file it was made from."""
    assert checked.kind is not None
    place = Place(checked.source.path)
    remedy: Message = msg(
        "Try the other engine (--engine); if it fails too, please report it with this message."
    )
    found = [Finding(f.code, Severity.ERROR, place, f.cause, remedy) for f in finished.faults]
    return schemas.hide_all(checked.kind, found)
