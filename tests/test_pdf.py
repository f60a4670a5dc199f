"""A PDF is finished the same way whatever made it, and refused when anything is lost."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest

from generator import pipeline
from generator.engines import create
from generator.messages import msg
from generator.pdf import Finished, finish_and_prove
from generator.pipeline import Document
from tests.conftest import CONVENTIONS, checked

DAY = date(2015, 1, 1)


@cache
def _document(path: Path = CONVENTIONS[0]) -> tuple[Document, bytes]:
    document, lost = pipeline.render(checked(path), "fr")
    assert document is not None
    assert lost == []
    raw = create("embedded").convert({"a": document.rendered.docx})["a"]
    assert isinstance(raw, bytes)
    return document, raw


def _prove(raw: bytes, **other: Any) -> Finished:
    document, _ = _document()
    values: dict[str, Any] = {
        "title": document.rendered.title,
        "language": "fr",
        "day": DAY,
        "fonts": document.fonts,
        "paragraphs": document.paragraphs,
    }
    return finish_and_prove(raw, **{**values, **other})


def _codes(finished: Finished) -> set[str]:
    return {fault.code for fault in finished.faults}


def test_a_finished_pdf_has_title_language_dates_tags_and_its_claim() -> None:
    """What a reader, a screen reader and an archive ask for."""
    document, raw = _document()
    finished = _prove(raw)
    assert finished.faults == ()
    reader = pypdf.PdfReader(io.BytesIO(finished.pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == document.rendered.title
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == DAY
    root: Any = reader.root_object
    assert root["/Lang"] == "fr-BE"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp or 'pdfaid:part="2"' in xmp
    assert len(reader.pages) == finished.pages


def test_the_same_document_gives_the_same_bytes() -> None:
    """Today and next year."""
    _, raw = _document()
    assert _prove(raw).pdf == _prove(raw).pdf


def test_each_paragraph_is_missed_when_it_is_not_there() -> None:
    """A document that promises one text more than the PDF holds is refused, whatever the text."""
    document, raw = _document()
    whole = [text for texts in document.paragraphs.values() for text in texts]
    for text in whole:
        altered = {**document.paragraphs, "more": [text.replace("a", "o").replace("1", "7") + " perdu"]}
        assert _codes(_prove_text(raw, altered)) == {"PDF002"}, text


def test_a_number_that_stands_once_too_few_is_missed() -> None:
    """Texts are counted, so that one of two equal cells cannot vanish."""
    document, raw = _document()
    body = document.paragraphs["word/document.xml"]
    title = next(text for text in body if len(text) > 40)
    assert _codes(_prove_text(raw, {"word/document.xml": [*body, title]})) == {"PDF002"}


def test_a_paragraph_over_two_pages_is_found() -> None:
    """Nothing is reported where nothing is lost: all examples, in both languages, pass."""
    for path in CONVENTIONS:
        for language in ("fr", "nl"):
            document, _ = pipeline.render(checked(path), language)
            assert document is not None
            finished = pipeline.convert({"a": document}, create("embedded"))["a"]
            assert finished.faults == ()


@pytest.mark.parametrize("raw", [b"", b"junk", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_refused(raw: bytes) -> None:
    """Whatever an engine writes, it does not raise."""
    assert _codes(_prove(raw)) == {"PDF001"}


def test_a_pdf_without_text_is_refused() -> None:
    """An engine that gives back empty pages is found out."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    out = io.BytesIO()
    writer.write(out)
    assert "PDF002" in _codes(_prove(out.getvalue()))


def test_a_font_that_the_template_does_not_name_is_refused() -> None:
    """A substitute breaks the pages elsewhere."""
    _, raw = _document()
    assert _codes(_prove(raw, fonts=frozenset({"Arial"}))) == {"PDF005"}


def _prove_text(raw: bytes, paragraphs: dict[str, list[str]]) -> Finished:
    from generator import pdf

    texts = pdf._texts(raw)
    faults = tuple(pdf.Fault("PDF002", msg(piece)) for piece in pdf._lost(paragraphs, texts))
    return Finished(raw, len(texts), faults)


@pytest.mark.parametrize("number", ["400", "7", "1.234"])
def test_a_lost_number_is_not_found_in_a_longer_one(number: str) -> None:
    """A cell is a whole word of the PDF: 400 is not in 2.400, nor 4 on one page and 00 on the next."""
    from generator import pdf

    pages = [f"Head x{number} {number}9 y 4", "Head 00 7x"]
    assert list(pdf._lost({"word/document.xml": [number]}, pages)) == [number]
    assert list(pdf._lost({"word/document.xml": [number]}, [*pages, f"a {number} b"])) == []


def test_a_paragraph_may_run_over_pages_only_where_one_ends_and_the_next_begins() -> None:
    """Headers, footers, footnotes and page numbers may stand between; nothing else."""
    from generator import pdf

    parts = {
        "word/document.xml": ["one two three four", "and the end"],
        "word/header1.xml": ["Head 2015"],
        "word/footer1.xml": [f"Foot\tPage {chr(0)} of {chr(0)}"],
    }
    good = ["Head 2015 x one two Foot Page 1 of 3", "Head 2015 three four and the end Foot Page 2 of 3"]
    assert list(pdf._lost(parts, good)) == []
    three = [
        "Head 2015 one Foot Page 1 of 3",
        "Head 2015 two three Foot Page 2 of 3",
        "Head 2015 four and the end Foot Page 3 of 3",
    ]
    assert list(pdf._lost(parts, three)) == []
    apart = ["Head 2015 one two x Foot Page 1 of 3", "Head 2015 three four and the end Foot Page 2 of 3"]
    assert list(pdf._lost(parts, apart)) == ["onetwothreefour"]
