"""Each template is rendered with data that take every branch, and the document is held against a second reading.

`tests/proving` reads the template by its own means and tells what must be printed, how often and where;
the document comes through the door of the program.
"""

from __future__ import annotations

import ast
import io
import itertools
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup, escape

from generator import context, engines, formats
from generator.errors import TemplateFault
from generator.locales import LANGUAGES, Language
from generator.rendering import compile_template, environment
from tests.conftest import CONVENTIONS, MINISTERIAL, PERSONS, REPORTS, checked
from tests.proving.breaking import BREAKS, broken, places
from tests.proving.comparing import MARK, differences
from tests.proving.data import LENGTHS, MANY
from tests.proving.kinds import (
    DAY,
    KINDS,
    SUBJECT,
    Case,
    cases,
    contexts,
    path_of,
    template,
)
from tests.proving.printing import Mark, Printing, Wrong, decided, questions
from tests.proving.reading import CORE, Box, Choice, Item, Loop, Template, Unread, base_of, items_of
from tests.proving.writing import TAKES, writer

ALL = [pytest.param(kind, language, id=f"{kind}.{language}") for kind in KINDS for language in LANGUAGES]
LOCALE = {"fr": "fr-BE", "nl": "nl-BE"}


@pytest.mark.parametrize(("kind", "language"), ALL)
def test_each_value_stands_in_the_document_as_often_as_the_template_says(
    kind: str, language: Language
) -> None:
    """And the fixed text, tables, rows, headers, footers and notes, in their order and formatting; nothing else.

    The program's own account of what it printed is the same, and so are the bytes when it renders again. A
    library that others wrote opens the file, and counts the same rows.
    """
    for case in cases(kind, language):
        made = case.rendered()
        assert differences(template(kind, language), made.docx, case.wanted) == [], case.name
        account = [(each.expression, each.text) for each in made.printed]
        assert account == [(mark.expression, mark.text) for mark in case.wanted.marks], case.name
        assert case.name.startswith("pairs") or case.rendered().docx == made.docx, case.name
        assert _opened(made.docx) == (_title(kind, language), LOCALE[language], DAY, _rows(case.wanted)), (
            case.name
        )


def _opened(raw: bytes) -> tuple[str, str, date, list[int]]:
    """Open a file with python-docx: its title, language and day, and the rows of each table."""
    document = docx.Document(io.BytesIO(raw))
    told = document.core_properties
    assert told.created == told.modified
    return told.title, told.language, told.created.date(), [len(table.rows) for table in document.tables]


def _title(kind: str, language: Language) -> str:
    properties = etree.fromstring(template(kind, language).parts[CORE])
    return f"{properties.findtext('{http://purl.org/dc/elements/1.1/}title')} – {SUBJECT}"


def _rows(wanted: Printing) -> list[int]:
    """Count the rows that each table of the text must have."""
    counted: Counter[str] = Counter()
    for line in wanted.lines:
        found = re.match(r"(document, table \d+)(, row \d+)?\Z", line.place)
        if found:
            counted[found.group(1)] += bool(found.group(2))
    return list(counted.values())


@pytest.mark.parametrize("kind", KINDS)
def test_the_data_take_every_branch_and_both_languages_print_the_same(kind: str) -> None:
    """Each condition goes each way, each of its questions decides once; lists have 0, 1, 2 and many items."""
    french, dutch = (cases(kind, language) for language in LANGUAGES)
    for one, other in zip(french, dutch, strict=True):
        assert _values(one) == _values(other), one.name
    for language in LANGUAGES:
        _takes_every_branch(template(kind, language), [case.wanted for case in cases(kind, language)])
    drawn = dict[str, set[int]]()
    for values in contexts(kind).values():
        for path, length in _lengths(values):
            drawn.setdefault(path, set()).add(length)
    assert all(seen == set(LENGTHS) for seen in drawn.values()), drawn


def _values(case: Case) -> Counter[tuple[str, str]]:
    return Counter((mark.path, mark.expression) for mark in case.wanted.marks)


def _takes_every_branch(of: Template, ways: list[Printing]) -> None:
    taken = set[tuple[int, int]]().union(*(each.taken for each in ways))
    lengths = set[tuple[int, int]]().union(*(each.lengths for each in ways))
    answers = set[tuple[int, tuple[bool | None, ...]]]().union(*(each.answers for each in ways))
    for item in _all(of.filled.values()):
        if isinstance(item, Choice):
            assert {way for of, way in taken if of == id(item)} == set(range(item.outcomes)), item.source
            for test, _ in item.branches:
                if test is not None:
                    seen = [each for of, each in answers if of == id(test)]
                    assert all(_decides(test, n, seen) for n in range(len(questions(test)))), item.source
        elif isinstance(item, Loop):
            # a loop in a condition on its own list is not reached with none
            assert {length for of, length in lengths if of == id(item)} >= {1, 2, MANY}, item.over


def _all(bodies: Iterable[Iterable[Item]]) -> Iterator[Item]:
    for body in bodies:
        for item in body:
            yield item
            if isinstance(item, Box | Loop):
                yield from _all([item.body])
            elif isinstance(item, Choice):
                yield from _all(inside for _, inside in item.branches)


def _decides(test: ast.expr, number: int, seen: list[tuple[bool | None, ...]]) -> bool:
    """Tell whether two answers were seen that differ in one question only, and so in what came of it."""
    return any(
        (one[number], other[number]) == (True, False)
        and decided(test, one) != decided(test, other)
        and all(
            a == b or a is None or b is None
            for at, (a, b) in enumerate(zip(one, other, strict=True))
            if at != number
        )
        for one in seen
        for other in seen
    )


def _lengths(value: Any, path: str = "") -> Iterator[tuple[str, int]]:
    if isinstance(value, list):
        yield path, len(value)
        for each in value:
            yield from _lengths(each, f"{path}[]")
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _lengths(each, f"{path}.{name}")


@pytest.mark.parametrize(
    "path", [*CONVENTIONS, *PERSONS, *REPORTS, *MINISTERIAL], ids=lambda p: f"{p.parent.name}-{p.stem}"
)
def test_the_documents_of_the_examples_hold_what_their_templates_say(path: Path) -> None:
    """What is true of generated data is true of real ones; and the generated ones have the types of these."""
    found = checked(path)
    assert found.case is not None
    made = found.case.dossier
    for document, language in itertools.product(made.documents, LANGUAGES):
        values = context.build(made, language, document)
        real = Case(document.stem, document.template, language, values)
        assert (
            differences(template(real.kind, language), real.rendered().docx, real.wanted, marked=False) == []
        )
        generated = {pair for values in contexts(real.kind).values() for pair in _types(values)}
        types = dict(_types(real.values))
        assert {(name, types.get(name, made)) for name, made in generated} == generated


def _types(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Give the type of each value that is there, by its name."""
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _types(each, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        for each in value[:2]:
            yield from _types(each, f"{path}[]")
    elif value:
        yield path, type(value).__name__


PRINTED = {"fr": ("full",), "nl": ("extreme-1", "empty")}
"""The documents that are made into PDFs: with many items, with long texts, and short ones."""


@pytest.mark.parametrize(("kind", "language"), ALL)
def test_each_value_stands_in_the_pdf(kind: str, language: Language) -> None:
    """As often as in the Word file; what stands in a header is repeated on other pages. Two libraries read it."""
    chosen = {case.name: case for case in cases(kind, language) if case.name in PRINTED[language]}
    made = {name: case.rendered().docx for name, case in chosen.items()}
    for name, pdf in engines.create("embedded").convert(made).items():
        assert isinstance(pdf, bytes)
        file = pypdfium2.PdfDocument(pdf)
        pages = [page.get_textpage().get_text_range() for page in file]
        file.close()
        assert _in_print(chosen[name].wanted, pages) == [], name
        if name == "empty":
            pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
            assert _in_print(chosen[name].wanted, pages) == [], name


def _in_print(wanted: Printing, pages: list[str]) -> list[str]:
    """Give the values that the pages do not hold as often as they must."""
    headers = {line.place for line in wanted.lines if "tblHeader" in line.form}
    there = Counter(mark for page in pages for mark in MARK.findall(page))
    once, more = Counter[str](), Counter[str]()
    for mark in wanted.marks:
        (more if _repeated(mark, headers) else once).update(MARK.findall(mark.text))
    told = [f"{each} was never given" for each in there.keys() - once.keys() - more.keys()]
    for each in once | more:
        least, most = once[each] + bool(more[each]), once[each] + more[each] * len(pages)
        if not least <= there[each] <= most:
            told.append(f"{each} stands there {there[each]} times, not {least} to {most}")
    # an amount in words may be broken at a hyphen, for which PDFium gives another sign
    text = "".join("".join(pages).replace("\ufffe", "-").split())
    figures = {mark.text for mark in wanted.marks if not MARK.search(mark.text)}
    return told + [f"{each} is missing" for each in figures if "".join(each.split()) not in text]


def _repeated(mark: Mark, headers: set[str]) -> bool:
    """Tell whether a value stands in a page header or footer, or in the header row of a table."""
    return not mark.place.startswith("document") or any(mark.place.startswith(f"{at}, ") for at in headers)


FILES = [
    (kind, language, file)
    for kind in KINDS
    for language in LANGUAGES
    for file in (path_of(kind, language), base_of(path_of(kind, language)))
    if file is not None
]
"""Each template with each file that it is made of."""


@pytest.mark.parametrize("name", BREAKS)
def test_the_proof_tells_when_a_template_is_broken(name: str, tmp_path: Path) -> None:
    """The template that is rendered is broken in one place, and the proof reads the sound one.

    Where the program itself refuses the broken one, another place is taken.
    """
    dice = random.Random(name)
    for number, (kind, language, file) in enumerate(dice.sample(FILES, len(FILES))):
        possible = list(places(file, name))
        if possible:
            place = dice.choice(possible)
            folder = broken(tmp_path / str(number) / file.parent.name, file, name, place)
            try:
                told = _told(folder / f"{kind}.{language}.docx", kind, language)
            except TemplateFault:
                continue
            assert told, (file.name, place)
            return
    pytest.fail("no template can be broken so")


def _told(path: Path, kind: str, language: Language) -> bool:
    """Tell whether the proof sees that a document of this template is wrong."""
    made = compile_template(path, language)
    return any(
        differences(template(kind, language), case.rendered(made).docx, case.wanted)
        for case in cases(kind, language)
    )


def _pressed(text: str) -> Markup:
    return escape(" ".join(text.split()))


FAULTS: dict[str, tuple[Any, str, Any]] = {
    "a line end is a blank": (environment, "_BREAK", Markup(" ")),
    "a text is escaped twice": (environment, "escape", lambda text: escape(str(escape(text)))),
    "a text is cut": (environment, "escape", lambda text: escape(text[:500])),
    "blanks are pressed": (environment, "escape", _pressed),
    "a date is written in digits": (environment.FILTERS, "date", (formats.short_date, date)),
    "an amount is written as a number": (environment.FILTERS, "euro", (formats.hours, Decimal)),
    "a minus is a hyphen": (environment.FILTERS, "signed", (lambda value, _: f"{value:+}", int)),
}
"""Faults of the program: where, which name, and what stands there instead."""


@pytest.mark.parametrize("name", FAULTS)
def test_the_proof_tells_when_the_program_is_broken(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value is written otherwise, and the proof, which writes by its own means, sees it."""
    place, attribute, instead = FAULTS[name]
    set_ = monkeypatch.setitem if isinstance(place, dict) else monkeypatch.setattr
    set_(place, attribute, instead)
    assert _told(path_of("final-report", "fr"), "final-report", "fr")


@settings(deadline=None)
@given(
    st.sampled_from(sorted(TAKES)),
    st.sampled_from(LANGUAGES),
    st.integers(0, 99_999_999_999),
    st.dates(date(1900, 1, 1), date(2199, 12, 31)),
)
def test_two_ways_of_writing_agree(by: str, language: Language, figure: int, day: date) -> None:
    """That of the program knows a library, that of the proof knows none."""
    value = {Decimal: Decimal(figure) / 100, int: figure // 100, date: day}[TAKES[by]]
    assert environment.FILTERS[by][0](value, language) == writer(language)(value, (by,))


@pytest.mark.parametrize(
    "text",
    [
        "{{ name",
        "{{ name() }}",
        "{{ name|cut(2) }}",
        "{% if name %}x{% endif %}",
        "{# x #}",
        "{%p if a b %}",
        "{%p if a %}",
    ],
)
def test_what_the_second_reading_does_not_know_it_refuses(text: str) -> None:
    """It does not pass over what it cannot read."""
    document = docx.Document()
    document.add_paragraph(text)
    with pytest.raises(Unread):
        items_of(document.element)


@pytest.mark.parametrize(
    ("tag", "value"), [("x", None), ("x", Decimal(1)), ("x|euro", 1), ("x|date", "1"), ("y", "1")]
)
def test_a_value_that_cannot_be_printed_is_told(tag: str, value: Any) -> None:
    """As the program refuses it: nothing is written that is no text."""
    document = docx.Document()
    document.add_paragraph("{{ " + tag + " }}")
    read = {"word/document.xml": items_of(document.element)}
    with pytest.raises(Wrong):
        Printing({"x": value}, writer("fr")).of(read)
