"""From a checked dossier to a proved DOCX and PDF."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from generator import both, context, pdf, schemas, templates
from generator.context import Context
from generator.dossier import Wanted
from generator.engines import Engine, Failure, Group
from generator.errors import TemplateFault
from generator.findings import Finding, Place, Severity
from generator.locales import LANGUAGES, Language
from generator.messages import Message, msg
from generator.pipeline.checking import Checked
from generator.rendering import (
    CompiledTemplate,
    Header,
    Printed,
    Rendered,
    compile_template,
    missing_values,
    on_new_pages,
    paragraphs_of,
    table_groups,
    table_headers,
)

_TRIES: Final = 6


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was rendered: the DOCX, and what is needed to prove its PDF."""

    stem: str
    language: Language
    rendered: Rendered
    paragraphs: Mapping[str, list[str]]
    headers: list[Header]
    groups: list[Group]
    fonts: frozenset[str]
    kept: frozenset[str]
    day: date

    @property
    def missing(self) -> list[Printed]:
        """Give the values that are not in the document as they were written."""
        return missing_values(self.rendered.printed, self.paragraphs)


def _template(family: str, kind: str, language: Language) -> CompiledTemplate:
    return _compiled(templates.path_of(family, kind, language), language, templates.own_folder())


@lru_cache(maxsize=64)
def _compiled(path: Path, language: Language, _own: Path | None) -> CompiledTemplate:
    return compile_template(path, language)


def render(
    checked: Checked, language: Language, wanted: Wanted | None = None
) -> tuple[Document | None, list[Finding]]:
    """Render a document of a sound dossier in one language, and prove that every printed value is in the DOCX.

    Without another word it is the first that the dossier asks for.
    """
    document, lost, _ = _rendered(checked, language, wanted, marked=False)
    return (None if lost else document), lost


def render_all(
    checked: Checked, wanted: Wanted | None = None
) -> dict[Language, tuple[Document | None, list[Finding]]]:
    """Render a document of a sound dossier in its languages; two that differ are refused together."""
    if set(checked.languages) != set(LANGUAGES):
        return {language: render(checked, language, wanted) for language in checked.languages}
    assert checked.case is not None
    made = {language: _rendered(checked, language, wanted, marked=True) for language in checked.languages}
    sides = {language: both.Side(document.rendered, values) for language, (document, _, values) in made.items()}  # fmt: skip
    differ = schemas.without_numbers(both.differences(checked.case.dossier, sides["fr"], sides["nl"]))
    return {
        language: (None if lost or differ else _without_marks(document), [*lost, *differ])
        for language, (document, lost, _) in made.items()
    }


def _rendered(
    checked: Checked, language: Language, wanted: Wanted | None, *, marked: bool
) -> tuple[Document, list[Finding], Context]:
    assert checked.case is not None
    assert checked.kind is not None
    made = checked.case.dossier
    asked = wanted or made.documents[0]
    values = context.build(made, language, asked)
    document = fill(
        (checked.kind.family, asked.template),
        language,
        values,
        day=asked.day or checked.case.campaign.start,
        stem=asked.stem,
        subject=values["document"]["reference"],
        marked=marked,
    )
    lost = [
        Finding(
            "DOC001",
            Severity.ERROR,
            Place(checked.source.path),
            msg("The value of “{field}” is not in the document as it was written.", field=value.expression),
            msg("This is a fault of the template or of the program; please report it with this message."),
        )
        for value in document.missing
    ]
    return document, lost, values


def fill(
    name: tuple[str, str],
    language: Language,
    values: Context,
    *,
    day: date,
    stem: str,
    subject: str,
    marked: bool = False,
) -> Document:
    """Fill a template, named by its family and itself.

    `subject` follows its title in the properties; `day` is that of the file, unless SOURCE_DATE_EPOCH asks otherwise.

    Raises:
        TemplateFault: the template is broken.

    """
    asked = asked_day() or day
    try:
        template = _template(*name, language)
        rendered = template.render(values, subject, asked, marked=marked)
        parts = rendered.parts
    except TemplateFault as fault:
        from generator import pairs

        raise pairs.placed(fault, templates.path_of(*name, language), language) from fault
    return Document(
        f"{stem}.{language}",
        language,
        rendered,
        paragraphs_of(parts),
        table_headers(parts, template.kept),
        [Group(*each) for each in table_groups(parts, template.kept)],
        template.fonts,
        template.kept,
        asked,
    )


def _without_marks(document: Document) -> Document:
    """Let go of what was needed for the comparison only; many documents may wait for their PDF."""
    return replace(document, rendered=replace(document.rendered, marked={}))


def asked_day() -> date | None:
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

    Where a header or a total of a table stands alone on a page, or a table that is to stay together is
    split, the PDF is made again with the table, or its last rows, on the next page; a few times, for that moves what follows.
    """
    finished = _convert_once(
        documents,
        {key: (document.rendered.docx, document.groups) for key, document in documents.items()},
        engine,
    )
    moved: dict[str, set[tuple[int, int]]] = {key: set() for key in documents}
    for _ in range(_TRIES):
        again = {key for key, made in finished.items() if set(made.torn_tables) - moved[key]}
        if not again:
            break
        for key in again:
            # the first only: where it goes, those after it may be whole again
            moved[key].add(min(set(finished[key].torn_tables) - moved[key]))
        files = {key: _moved(documents[key], moved[key]) for key in again}
        better = _convert_once({key: documents[key] for key in again}, files, engine)
        # a PDF that is proved is not given up for a nicer one that is not
        finished |= {key: made for key, made in better.items() if not made.faults}
    return finished


def _moved(document: Document, cuts: Collection[tuple[int, int]]) -> tuple[bytes, list[Group]]:
    docx, groups = on_new_pages(document.rendered.docx, cuts, document.kept)
    return docx, [Group(*each) for each in groups]


def _convert_once(
    documents: Mapping[str, Document], files: Mapping[str, tuple[bytes, Sequence[Group]]], engine: Engine
) -> dict[str, pdf.Finished]:
    raw = engine.convert(
        {key: docx for key, (docx, _) in files.items()}, {key: groups for key, (_, groups) in files.items()}
    )
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
