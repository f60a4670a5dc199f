"""The documents of persons: their words, their pages, and what they must never hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import context, pipeline
from generator.locales import LANGUAGES, Language
from generator.templates import base_of, path_of
from generator.text import PRINTABLE
from tests.conftest import PERSONS, Call, checked, needs_libreoffice
from tests.pages import PAGE, approved, document, pages_of, words_of
from tests.people import People

ALL = [
    pytest.param(path, language, id=f"{path.parent.name}/{path.stem}.{language}")
    for path in PERSONS
    for language in LANGUAGES
]
CONTRACTS = [path for path in PERSONS if path.stem == "piis"]
ORDINARY = ("D-2015-0001", "D-2015-0003", "D-2015-0005", "D-2015-0007", "D-2015-0009", "D-2015-0011")
DIFFICULT = "D-2015-0006"
READ = [
    *(path for path in CONTRACTS if path.parent.name in (*ORDINARY, DIFFICULT)),
    *(path for path in PERSONS if path.parent.name == "D-2015-0001" and path.stem != "piis"),
]
"""An ordinary contract of each type, a difficult one, and a balance with its evaluations."""
HEADING = re.compile(r"(?:Article|Artikel) \d+(?:er)?\. \S")
SIGNATURE = {"fr": "Signature", "nl": "Handtekening"}
FIRST_ARTICLE = {"fr": "Article 1er.", "nl": "Artikel 1."}
PARTIES = {"fr": "Entre", "nl": "Tussen"}


def test_there_is_an_ordinary_and_a_difficult_person_for_each_type() -> None:
    """Two of each, so that a newcomer sees what a contract looks like and what it must bear."""
    kinds = [found.kind.name for path in CONTRACTS if (found := checked(path)).kind is not None]
    assert len(set(kinds)) == 6
    assert {kinds.count(kind) for kind in kinds} == {2}


@pytest.mark.parametrize("path", READ, ids=lambda p: f"{p.parent.name}/{p.stem}")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_document_are_those_that_were_approved(
    path: Path, language: Language, tmp_path: Path
) -> None:
    """Compared with a text that people read."""
    name = f"{path.parent.name}-{path.stem}.{language}"
    assert words_of(path, language, tmp_path) == approved(name, path, language, tmp_path)


@pytest.mark.parametrize(("path", "language"), ALL)
def test_the_pages_are_those_of_an_official_document(path: Path, language: Language) -> None:
    """Numbered pages; no heading is the last of its page; the signatures do not stand alone."""
    _look(path, language, "embedded")


@needs_libreoffice
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [ORDINARY[0], DIFFICULT])
def test_the_pages_are_the_same_to_libreoffice(number: str, language: Language) -> None:
    """The other engine breaks lines otherwise, and keeps the same rules."""
    for path in PERSONS:
        if path.parent.name == number:
            _look(path, language, "libreoffice")


def _look(path: Path, language: Language, engine: str) -> None:
    pages = pages_of(path, language, engine)
    for number, page in enumerate(pages, 1):
        lines = [line.strip() for line in page.strip().split("\n") if line.strip()]
        assert PAGE[language].format(page=number, pages=len(pages)) in re.sub(r"\s+", " ", lines[-1])
        assert not HEADING.match(lines[-2]), lines[-2]
        assert not re.match(r"^\d\. \S+( \S+){0,5}$", lines[-2]), lines[-2]
    with_signatures = [number for number, page in enumerate(pages) if SIGNATURE[language] in page]
    first = pages[with_signatures[0]].split(SIGNATURE[language])[0]
    assert len(first.split()) > 25, "the closing words keep with the signatures"


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda p: p.parent.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plain_language_page_comes_first_and_says_what_matters(path: Path, language: Language) -> None:
    """What I do, what the centre does, when we meet, whom I call; then the contract on a page of its own."""
    found = checked(path)
    assert found.case is not None
    data = found.case.dossier.data
    pages = [" ".join(page.split()) for page in pages_of(path, language, "embedded")]
    contract = next(number for number, page in enumerate(pages) if f" {PARTIES[language]} " in page)
    assert contract == 1 or path.parent.name not in ORDINARY
    assert FIRST_ARTICLE[language] not in "".join(pages[:contract])
    plain = "".join(re.sub(r"\s", "", page) for page in pages[:contract])
    assert re.sub(r"\s", "", data["worker"]["telephone"]) in plain
    for party in ("person", "centre"):
        for each in data["commitments"][party]:
            text = re.sub(r"\s", "", each[language])
            assert text[:30] in plain
            assert text[-10:] in plain


@pytest.mark.parametrize(("path", "language"), ALL)
def test_neither_header_nor_footer_nor_properties_nor_file_name_hold_the_person(
    path: Path, language: Language
) -> None:
    """They are seen by whoever passes the printer, or lists a folder."""
    found = checked(path)
    assert found.case is not None
    made = document(path, language)
    person = found.case.dossier.person  # type: ignore[attr-defined]
    around = [
        text for part, texts in made.paragraphs.items() if part != "word/document.xml" for text in texts
    ]
    seen = " ".join([made.stem, made.rendered.title, *around])
    for secret in (*re.split(r"[\s-]+", person.name), person.niss or "…"):
        assert len(secret) < 4 or secret.casefold() not in seen.casefold()


def test_a_sanction_clause_is_printed_only_where_the_law_allows_it() -> None:
    """And where there is none the contract says so."""
    for path in CONTRACTS:
        found = checked(path)
        assert found.case is not None
        data = found.case.dossier.data
        text = " ".join(document(path, "fr").paragraphs["word/document.xml"])
        assert ("suspendre totalement ou partiellement" in " ".join(text.split())) == bool(
            data.get("sanction")
        )


def test_all_types_have_the_articles_of_the_common_template() -> None:
    """One core: the same headings in the same order in each type."""
    seen = set()
    for path in CONTRACTS:
        kind = checked(path).kind
        assert kind is not None
        assert base_of(path_of(kind.family, kind.name, "fr")) == "common"
        texts = document(path, "fr").paragraphs["word/document.xml"]
        seen.add(tuple(text for text in texts if HEADING.match(text)))
    assert len(seen) == 1
    assert len(next(iter(seen))) == 14


PRINTED = st.text(st.sampled_from(sorted(map(chr, PRINTABLE))), min_size=1, max_size=200).map(
    lambda text: f"a{text}z"
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=PRINTED)
def test_whatever_is_typed_is_printed_as_it_is(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Template signs, XML, any letter of the font: text is data, in the Word file and never run."""
    people = People(tmp_path_factory.mktemp("p"))
    both = {"fr": text, "nl": text}
    path = people.add(
        "1", contract={"commitments": {"person": [both], "centre": [both]}}, balance={"expectations": both}
    )
    found = checked(path, "nl")
    if found.sound:
        document_, lost = pipeline.render(found, "nl")
        assert document_ is not None
        assert lost == []


def test_what_is_added_to_the_name_of_who_was_there_is_marked_as_the_other_texts(
    tmp_path: Path, call: Call
) -> None:
    """In an evaluation in French only; a bare name is of no language, and both languages are one text for both."""
    others = ["Rita Modèle (maison de quartier)", "Jean Exemple"]
    marked = "Rita Modèle (maison de quartier) [tekst opgesteld in het Frans]"
    for number, views, seen in (
        ("1", {"fr": "Content."}, marked),
        ("2", {"fr": "Content.", "nl": "Tevreden."}, others[0]),
    ):
        added = {"present": {"person": True, "others": others}, "views": {"person": views}}
        path = People(tmp_path).add(number, evaluations=[added]).with_name("evaluation-1.yaml")
        case = checked(path).case
        assert case is not None
        french, dutch = (context.build(case.dossier, language) for language in LANGUAGES)
        assert french["present"]["others"] == others
        assert dutch["present"]["others"] == [seen, "Jean Exemple"]
        out = tmp_path / f"out-{number}"
        assert call("render", str(path), "-o", str(out), "--language", "both")[0] == 0
        assert len(list(out.glob("*.docx"))) == 2
