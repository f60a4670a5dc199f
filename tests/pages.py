"""The documents of the examples: rendered once, as words and as pages."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pypdfium2

from generator import engines, pipeline, templates
from generator.locales import Language
from generator.pipeline import Document
from tests.conftest import ROOT, checked

GOLDEN = ROOT / "tests" / "golden"
PAGE = {"fr": r"Page {page} sur {pages}", "nl": r"Pagina {page} van {pages}"}


@cache
def document(path: Path, language: Language) -> Document:
    """Render an example; no value is lost."""
    document, lost = pipeline.render(checked(path), language)
    assert document is not None
    assert lost == []
    return document


@cache
def pages_of(path: Path, language: Language, engine: str) -> tuple[str, ...]:
    """Give the text of each page of the proved PDF."""
    finished = pipeline.convert({"a": document(path, language)}, engines.create(engine))["a"]
    assert finished.faults == ()
    pdf = pypdfium2.PdfDocument(finished.pdf)
    pages = tuple(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf)
    pdf.close()
    return pages


def words_of(path: Path, language: Language, folder: Path) -> str:
    """Give the words of the Word file."""
    docx = folder / "x.docx"
    docx.write_bytes(document(path, language).rendered.docx)
    return "\n".join(templates.plain_text(docx)) + "\n"


def approved(name: str, path: Path, language: Language, folder: Path) -> str:
    """Give the words that people read and approved; UPDATE_GOLDEN=1 writes them anew, for the diff to be read."""
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(words_of(path, language, folder), encoding="utf-8")
    return golden.read_text(encoding="utf-8")
