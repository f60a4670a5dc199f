"""A PDF is finished the same way whatever made it, and refused when anything is lost."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest
from lxml import etree

from generator import pdf, pipeline
from generator.engines import create
from generator.pdf import Finished, finish_and_prove
from generator.pipeline import Document
from generator.rendering import Header
from generator.rendering.proof import GAP
from generator.templates import W
from tests.conftest import CONVENTIONS, EXAMPLES, checked

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
        "headers": document.headers,
        "engine": "embedded 0",
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


@pytest.mark.parametrize("path", CONVENTIONS, ids=lambda p: p.stem)
def test_whatever_is_taken_out_of_the_pdf_is_missed(path: Path) -> None:
    """Each paragraph and cell in turn is cut out of the text of the PDF, once."""
    document, raw = _document(path)
    pages = pdf._texts(raw)
    whole = pdf._compact("\n".join(pages))
    assert pdf._compared(document.paragraphs, pages)[1] == []
    cut = 0
    for text in document.paragraphs["word/document.xml"]:
        for piece in text.split(GAP):
            compact = pdf._compact(piece)
            if len(compact) < 5 or whole.count(compact) != 1:
                continue
            # cut the piece out of the pages, wherever blanks stand between its characters
            pattern = re.compile(r"\s*".join(map(re.escape, compact)))
            less = [pattern.sub(" ", page, count=1) for page in pages]
            if less != pages:
                cut += 1
                assert pdf._compared(document.paragraphs, less)[1], piece
    assert cut > 60


@pytest.mark.parametrize("start", range(6))
def test_a_paragraph_that_an_engine_leaves_out_is_missed(start: int) -> None:
    """The same with the engine: a Word file without one of its paragraphs is converted, and found out."""
    path = next(p for p in CONVENTIONS if p.stem == "tielt-cluster")
    document, _ = _document(path)
    engine = create("embedded")
    blanked = _with_text(document.rendered.parts["word/document.xml"])
    for number in range(start * 2, len(blanked), 13):
        raw = engine.convert({"a": _without(document.rendered.docx, number)})["a"]
        assert isinstance(raw, bytes)
        if _words(blanked[number]).strip() != "–":
            # a dash for an empty cell says nothing, and the lists have dashes of their own
            assert pdf._read_back(raw, document.paragraphs)[1], _words(blanked[number])


def _with_text(root: etree._Element) -> list[etree._Element]:
    return [node for node in root.iter(f"{W}p") if _words(node).strip()]


def _words(node: etree._Element) -> str:
    return "".join(map(str, node.itertext()))


def _without(docx: bytes, number: int) -> bytes:
    """Blank the paragraph of that number among those with text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(content)
                for node in _with_text(root)[number].iter(f"{W}t"):
                    node.text = ""
                content = etree.tostring(root)
            target.writestr(name, content)
    return out.getvalue()


def test_a_text_that_stands_once_too_few_is_missed() -> None:
    """Texts are counted, so that one of two equal cells cannot vanish."""
    document, raw = _document()
    body = document.paragraphs["word/document.xml"]
    title = next(text for text in body if len(text) > 40)
    assert _codes(_prove(raw, paragraphs={**document.paragraphs, "word/document.xml": [*body, title]})) == {
        "PDF002"
    }


LINES = {
    "forty-nine l": ["l"] * 49,
    "sixty X": ["X"] * 60,
    "numbers": [str(number) for number in range(80)],
}


@pytest.mark.parametrize("lines", LINES.values(), ids=LINES)
def test_a_text_of_lines_of_one_character_is_found_line_by_line(tmp_path: Path, lines: list[str]) -> None:
    """PDFium takes a page of nothing but such lines for a column of Chinese, and makes one long word of it."""
    document, raw = _of_lines(tmp_path, lines)
    assert _prove(raw, title=document.rendered.title, paragraphs=document.paragraphs).faults == ()


@pytest.mark.parametrize("lines", LINES.values(), ids=LINES)
def test_a_line_of_one_character_that_is_lost_is_missed(tmp_path: Path, lines: list[str]) -> None:
    """One of them is in no PDF; the others do not stand for it."""
    document, _ = _of_lines(tmp_path, lines)
    for number in (0, 3, len(lines) - 1):
        _, raw = _of_lines(tmp_path, lines[:number] + lines[number + 1 :])
        finished = _prove(raw, title=document.rendered.title, paragraphs=document.paragraphs)
        assert _codes(finished) == {"PDF002"}
        assert any(f"“{lines[number]}”" in str(fault.cause) for fault in finished.faults)


def _of_lines(folder: Path, lines: list[str]) -> tuple[Document, bytes]:
    """Give the convention of Schaerbeek, whose initiatives are these lines, with its PDF."""
    tree = folder / "examples"
    if not tree.exists():
        shutil.copytree(EXAMPLES, tree)
    text = (EXAMPLES / "conventions" / "schaerbeek.yaml").read_text(encoding="utf-8")
    block = "  fr: |\n" + "".join(f"    {line}\n" for line in lines)
    changed = re.sub(r"(?m)(?<=^initiatives:\n)  fr:.*\n(?:    .*\n)*", lambda _: block, text)
    assert changed != text
    path = tree / "conventions" / "schaerbeek.yaml"
    path.write_text(changed, encoding="utf-8")
    document, _ = pipeline.render(checked(path), "fr")
    assert document is not None
    raw = create("embedded").convert({"a": document.rendered.docx})["a"]
    assert isinstance(raw, bytes)
    return document, raw


def test_nothing_is_reported_where_nothing_is_lost() -> None:
    """All examples pass, in both languages; some paragraphs run over a page end."""
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


@pytest.mark.parametrize("number", ["400", "7", "1.234"])
def test_a_lost_number_is_not_found_in_a_longer_one(number: str) -> None:
    """A cell is a whole word of the PDF: 400 is not in 2.400, nor 4 on one page and 00 on the next."""
    pages = [f"Head x{number} {number}9 y 4", "Head 00 7x"]
    assert list(pdf._compared({"word/document.xml": [number]}, pages)[1]) == [number]
    assert list(pdf._compared({"word/document.xml": [number]}, [*pages, f"a {number} b"])[1]) == []


def test_a_paragraph_may_run_over_pages_only_where_one_ends_and_the_next_begins() -> None:
    """Headers, footers, footnotes and page numbers may stand between; nothing else."""
    parts = {
        "word/document.xml": ["one two three four", "and the end"],
        "word/header1.xml": ["Head 2015"],
        "word/footer1.xml": [f"Foot\tPage {chr(0)} of {chr(0)}"],
    }
    good = ["Head 2015 x one two Foot Page 1 of 3", "Head 2015 three four and the end Foot Page 2 of 3"]
    assert list(pdf._compared(parts, good)[1]) == []
    three = [
        "Head 2015 one Foot Page 1 of 3",
        "Head 2015 two three Foot Page 2 of 3",
        "Head 2015 four and the end Foot Page 3 of 3",
    ]
    assert list(pdf._compared(parts, three)[1]) == []
    apart = ["Head 2015 one two x Foot Page 1 of 3", "Head 2015 three four and the end Foot Page 2 of 3"]
    assert list(pdf._compared(parts, apart)[1]) == ["onetwothreefour"]


@pytest.mark.parametrize(
    ("bodies", "torn"),
    [
        (["aH1b", "H2c"], []),
        (["aH", "1bH2c"], [0]),
        (["aH1bH", "2c"], [1]),
        (["aH1", "H1bH2", "H2c"], []),
        (["aH1", "bH", "H2c"], [1]),
        (["aH", "H1bH2c", "d"], [0]),
    ],
)
def test_tables_with_the_same_header_are_told_apart(bodies: list[str], torn: list[int]) -> None:
    """Else both would be moved to a new page where one of them stands badly."""
    headers = [Header("H", whole=False), Header("H", whole=False)]
    assert pdf._torn(headers, bodies) == [(each, 0) for each in torn]


def test_a_table_that_is_to_stay_together_is_seen_where_it_goes_on() -> None:
    """A header at the top of a page with no header too many is a table that begins there."""
    assert pdf._torn([Header("H", whole=True)], ["aH1", "H2"]) == [(0, 0)]
    assert pdf._torn([Header("H", whole=True)], ["a", "H12"]) == []


@pytest.mark.parametrize(
    ("bodies", "torn"),
    [
        (["aHonetwo", "HthreeTotal6b"], []),
        (["aHonetwothree", "HTotal6b"], [(0, 3)]),
        (["aHone", "HtwothreeTotal6b"], [(0, 1)]),
    ],
)
def test_a_row_that_is_to_stay_with_the_one_before_is_seen_on_the_next_page(
    bodies: list[str], torn: list[tuple[int, int]]
) -> None:
    """A total, or the remarks on a line, below a header that is repeated; the row from which it goes on is named."""
    header = Header("H", whole=False, followers=((1, "two", "one"), (3, "Total", "three")))
    assert pdf._torn([header], bodies) == torn
    both = pdf._torn(
        [header, header], ["aHonetwothreeTotal6", *(f"b{each}" for each in bodies[:1]), *bodies[1:]]
    )
    assert both == [(1, row) for _, row in torn]


def test_of_rows_that_say_the_same_the_one_that_follows_the_page_before_is_meant() -> None:
    """Many conventions may have the same remarks."""
    header = Header("H", whole=False, followers=tuple((row, "same", f"row{row}") for row in (3, 5, 7)))
    assert pdf._torn([header], ["aHrow3samerow5", "Hsamerow7same"]) == [(0, 5)]
    assert pdf._torn([header], ["aHrow3same", "Hrow5samerow7same"]) == []


@pytest.mark.parametrize("before", range(14, 22))
def test_a_word_that_ends_a_line_with_its_hyphen_is_found(before: int, dossier: Callable[..., Path]) -> None:
    """“kinderopvang- of” are two words, “e-mail” is one, wherever the line ends."""

    def edit(data: dict[str, Any]) -> None:
        filling = " ".join(["abcde"] * (before // 6)) + "z" * (before % 6)
        text = "woord " * 10 + filling + " kinderopvang- of schoolkosten per e-mail of brief"
        data["initiatives"] = {"nl": text}

    document, _ = pipeline.render(checked(dossier(edit)), "nl")
    assert document is not None
    assert pipeline.convert({"a": document}, create("embedded"))["a"].faults == ()
