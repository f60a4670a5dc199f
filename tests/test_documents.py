"""The documents that are signed: their words, and how they lie on the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from generator import engines, pipeline
from generator.locales import LANGUAGES, Language
from generator.pdf import finish_and_prove
from tests.conftest import CONVENTIONS, checked, needs_libreoffice
from tests.pages import PAGE, approved, document, pages_of, words_of

SIGNATURE = {"fr": "Signature", "nl": "Handtekening"}
ARTICLE = re.compile(r"(?:Article|Artikel) \d+(?:er)?\. \S")
ALL = [
    pytest.param(path, language, id=f"{path.stem}.{language}")
    for path in CONVENTIONS
    for language in LANGUAGES
]


@pytest.mark.parametrize(("path", "language"), ALL)
def test_the_words_of_a_document_are_those_that_were_approved(
    path: Path, language: Language, tmp_path: Path
) -> None:
    """Compared with a text that people read; UPDATE_GOLDEN=1 writes it anew, for the diff to be read."""
    assert words_of(path, language, tmp_path) == approved(f"{path.stem}.{language}", path, language, tmp_path)


@pytest.mark.parametrize("engine", ["embedded", pytest.param("libreoffice", marks=needs_libreoffice)])
@pytest.mark.parametrize(("path", "language"), ALL)
def test_the_pages_are_those_of_an_officialdocument(path: Path, language: Language, engine: str) -> None:
    """Numbered pages; no heading is the last of its page; the signatures do not stand alone."""
    pages = pages_of(path, language, engine)
    assert 4 <= len(pages) <= 6
    for number, page in enumerate(pages, 1):
        lines = [line.strip() for line in page.strip().split("\n")]
        footer = PAGE[language].format(page=number, pages=len(pages))
        assert footer in re.sub(r"\s+", " ", lines[-1])
        body = [
            line
            for line in lines[1:-1]
            if line and not re.match(r"^\W?\d? ?(Publié|Bekendgemaakt|Moniteur|Belgisch)", line)
        ]
        assert not ARTICLE.match(body[-1]), body[-1]
        assert not re.match(r"^§ \d+\. \S+( \S+){0,4}$", body[-1]), body[-1]
        assert not re.match(r"il est convenu|wordt overeengekomen", body[0]), "parted from its last recital"
    assert SIGNATURE[language] in pages[-1]
    before = pages[-1].split(SIGNATURE[language])[0]
    assert re.search(r"§ 4\.|Article 10|Artikel 10", before), "the closing article keeps with the signatures"


@pytest.mark.parametrize(("path", "language"), ALL)
def test_the_amount_is_in_figures_and_in_words(path: Path, language: Language) -> None:
    """Advance and balance too, and together they are the amount."""
    values = {p.expression: p.text for p in document(path, language).rendered.printed}
    for name in ("amount", "advance", "balance"):
        assert values[f"{name}|euro"].count("€") == 1
        assert re.search(r"euros?\b", values[f"{name}|words"])


@pytest.mark.parametrize("left_out", [(), ("partners", "collective_actions", "individual_actions")])
@pytest.mark.parametrize("lines", range(1, 25, 3))
def test_no_table_is_torn(lines: int, left_out: tuple[str, ...], dossier: Callable[..., Path]) -> None:
    """However long the text before it, a table begins with a row, and that of article 3 is on one page.

    The Word file is not changed for that.
    """
    document = _long(dossier, lines, left_out)
    finished = pipeline.convert({"a": document}, engines.create("embedded"))["a"]
    assert (finished.faults, finished.torn_tables) == ((), ())
    rows = [
        p for p in document.paragraphs["word/document.xml"] if p.startswith(("Via un PIIS", "Nombre total"))
    ]
    assert len(rows) == 5
    pdf = pypdfium2.PdfDocument(finished.pdf)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    pdf.close()
    assert any(all(" ".join(row.split()) in page for row in rows) for page in pages)
    assert b"pageBreakBefore" not in document.rendered.xml["word/document.xml"]


def _long(dossier: Callable[..., Path], lines: int, left_out: Sequence[str] = ()) -> pipeline.Document:
    def edit(data: dict[str, Any]) -> None:
        data["initiatives"] = {"fr": "mot\n" * lines, "nl": "woord\n" * lines}
        for name in left_out:
            data.pop(name, None)

    made, _ = pipeline.render(checked(dossier(edit, "charleroi")), "fr")
    assert made is not None
    return made


def test_the_engine_alone_would_leave_a_header_alone(dossier: Callable[..., Path]) -> None:
    """So the test above has something to see: at some of its lengths it is the case."""
    documents = [_long(dossier, lines) for lines in range(1, 25, 3)]
    engine = engines.create("embedded")
    raw = engine.convert({str(number): d.rendered.docx for number, d in enumerate(documents)})
    alone = [
        finish_and_prove(
            made, title="x", language="fr", day=date(2015, 1, 1), fonts=document.fonts,
            paragraphs=document.paragraphs, headers=document.headers, engine="x",
        ).torn_tables
        for document, made in zip(documents, raw.values(), strict=True)
        if isinstance(made, bytes)
    ]  # fmt: skip
    assert any(alone)
