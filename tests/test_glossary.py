"""The terms of the field: each is found, asked for in the other language, and missed where another word stands."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from generator import pairs, resources
from generator.errors import ResourceFault
from generator.findings import Finding, Severity
from generator.locales import LANGUAGES, Language
from generator.pairs import glossary, reading, seeking
from generator.pairs.glossary import Concept
from generator.pairs.model import Word
from generator.templates import W, read_parts
from tests import faults

TEMPLATES = resources.folder("templates")
CONCEPTS = glossary.glossary()
NO_TERM = {"fr": "chose", "nl": "zaak"}
OTHER: dict[Language, Language] = {"fr": "nl", "nl": "fr"}
FORMS = [
    (concept, language, form)
    for concept in CONCEPTS
    for language in LANGUAGES
    for form in concept.terms[language]
]
WRONG = [
    (concept, language, form)
    for concept in CONCEPTS
    for language in LANGUAGES
    for form in concept.wrong[language]
]


def test_the_list_is_in_order() -> None:
    """A concept stands once, says where it comes from, and has no form twice."""
    assert len(CONCEPTS) > 180
    assert len({concept.name for concept in CONCEPTS}) == len(CONCEPTS)
    for concept in CONCEPTS:
        assert concept.source in set("ASTMP"), concept.name
        for language in LANGUAGES:
            kinds = (concept.terms, concept.also, concept.wrong, concept.apart)
            assert not [f for forms in kinds for f, n in Counter(forms[language]).items() if n > 1], (
                concept.name
            )
            assert not set(concept.terms[language]) & set(concept.wrong[language]), concept.name


def test_the_file_is_plain_csv_with_remarks() -> None:
    """Excel and other programs read it; what begins with # is a remark."""
    lines = (resources.folder("data") / glossary.FILE).read_text(encoding="utf-8").splitlines()
    rows = list(csv.reader((line for line in lines if not line.startswith("#")), delimiter=";"))
    assert {len(row) for row in rows} == {10}
    assert len(rows) == len(CONCEPTS) + 1
    assert lines[0].startswith("#")


@pytest.mark.parametrize("text", ["", "concept;fr\na;b\n", "concept;fr;nl;also_fr;also_nl;not_fr;not_nl;except_fr;except_nl;source\na;b;;;;;;;;A\n"])  # fmt: skip
def test_a_list_that_cannot_be_used_is_a_broken_set_up(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A column or a term is missing."""
    (tmp_path / glossary.FILE).write_text(text, encoding="utf-8")
    monkeypatch.setattr(resources, "folder", lambda _: tmp_path)
    if text:
        with pytest.raises(ResourceFault):
            glossary.glossary.__wrapped__()
    else:
        (tmp_path / glossary.FILE).unlink()
        with pytest.raises(ResourceFault):
            glossary.glossary.__wrapped__()


def written(form: str) -> str:
    """Write a form as a text."""
    return form.replace("*", "").replace(" … ", " ")


def test_each_term_is_found_and_none_is_wrong() -> None:
    """In its plain form, within a sentence, with the apostrophe and the blanks of Word."""
    for concept, language, form in FORMS:
        for text in (written(form), f"¤ {written(form).replace(chr(39), '’').replace(' ', chr(0xA0))}, ¤."):
            found = seeking.found(text, language)
            assert concept in found.answers, (concept.name, form)
            assert not found.wrong, (concept.name, form, dict(found.wrong))


def test_each_wrong_word_is_found() -> None:
    """And it hides the term from nobody: the other language is not told to lack it."""
    assert len(WRONG) > 180
    for concept, language, form in WRONG:
        found = seeking.found(f"¤ {written(form)} ¤", language)
        assert concept in found.wrong, (concept.name, form)
        assert concept in found.answers


@pytest.mark.parametrize(
    ("language", "text", "name", "asks"),
    [
        ("fr", "un bilan social", "social-balance", True),
        ("fr", "des BILANS SOCIAUX", "social-balance", True),
        ("fr", "à l’avance", "advance", False),
        ("fr", "une avance de 50 %", "advance", True),
        ("fr", "l’allocation d’études", "subsidy", False),
        ("fr", "le C.P.A.S. de Gand", "centre", True),
        ("fr", "le cpas de Gand", "centre", False),
        ("fr", "le cadre du bilan. Social ou non", "social-balance", False),
        ("nl", "de O.C.M.W.’s", "centre", True),
        ("nl", "een OCMW-gebruiker", "user", True),
        ("nl", "overeenkomstig artikel 13", "convention", False),
        ("nl", "op korte of middellange termijn", "deadline", False),
        ("nl", "de basiscompetenties", "competences", True),
        ("nl", "de stad staat op de lijst", "state", False),
        ("nl", "de federale Staat", "state", True),
        ("nl", "de studietoelage", "subsidy", False),
        ("nl", "het verband is rechtstreeks", "direct-link", True),
    ],
)
def test_a_term_is_words_and_the_longer_one_is_meant(
    language: Language, text: str, name: str, *, asks: bool
) -> None:
    """Endings, capitals, points and compounds are the same; what only holds the letters is none."""
    assert (name in {concept.name for concept in seeking.found(text, language).terms}) == asks


@pytest.mark.parametrize(
    ("french", "dutch", "told"),
    [
        ("Le CPAS octroie un subside.", "Het OCMW kent een toelage toe.", []),
        ("Le Centre octroie un subside.", "Het centrum kent een subsidie toe.", []),
        ("Le CPAS octroie un subside.", "Het OCMW kent een bedrag toe.", [("subsidy", "fr")]),
        ("Le Centre paie une somme.", "Het centrum betaalt een voorschot.", [("advance", "nl")]),
        ("Le revenu d’intégration est payé.", "De uitkering wordt betaald.", []),
        ("Le tribunal du travail", "De arbeidsrechtbank", []),
        ("Le tribunal du travail", "De rechtbank", [("labour-tribunal", "fr")]),
    ],
)
def test_a_term_is_answered_by_one_of_the_same_concept(
    french: str, dutch: str, told: list[tuple[str, str]]
) -> None:
    """By a variant or a pronoun too; a wrong word is told as wrong, and not once more as missing."""
    assert [(each.concept.name, each.says) for each in seeking.one_sided(french, dutch)] == told


@dataclass(frozen=True)
class Spot:
    """A paragraph that says a term, and the answer in the other language."""

    path: Path
    node: etree._Element
    part: str
    text: str
    partner: str
    """The place of the paragraph that answers it."""
    more: bool
    """Whether it says more than the term."""

    @property
    def runs(self) -> list[str]:
        """Give the texts of its runs."""
        return [str(each.text or "") for each in self.node.iter(f"{W}t")]


@pytest.fixture(scope="module")
def words() -> dict[Path, dict[Language, Word]]:
    """Give the templates as they are read, by the path of the French file."""
    return {
        path: {
            "fr": reading.read(path, "fr"),
            "nl": reading.read(path.with_name(path.name.replace(".fr.", ".nl.")), "nl"),
        }
        for path in sorted(TEMPLATES.rglob("*.fr.docx"))
    }


def spots(words: dict[Path, dict[Language, Word]], language: Language) -> Iterator[tuple[Concept, Spot]]:
    """Give where each concept is named in both languages, in words that stand in one run."""
    for french, pair in words.items():
        path = french.with_name(french.name.replace(".fr.", f".{language}."))
        for name, region in pair[language].regions.items():
            others = list(pair[OTHER[language]].regions[name].paragraphs)
            for one, other in zip(region.paragraphs, others, strict=True):
                if one.node is None or one.structural or one.node.tag != f"{W}p":
                    continue
                part = next(p for p, root in pair[language].parts.items() if root in one.node.iterancestors())
                here = seeking.found(one.bare, language)
                there = seeking.found(other.bare, OTHER[language]).terms
                for concept in here.terms.keys() & there.keys():
                    left = one.bare.replace(here.terms[concept], "")
                    more = bool(re.search(r"[^\W\d_]", left))
                    spot = Spot(path, one.node, part, one.bare, str(other.place), more)
                    if replaced(spot.runs, concept, language) is not None:
                        yield concept, spot


def replaced(texts: list[str], concept: Concept, language: Language) -> list[str] | None:
    """Put another word for each term of a concept; None where a term stands in several runs."""
    out = []
    for text in texts:
        for _ in range(20):
            said = seeking.found(text, language).terms.get(concept)
            if said is None:
                break
            text = text.replace(said, NO_TERM[language])  # noqa: PLW2901
        out.append(text)
    return out if concept not in seeking.found("".join(out), language).terms and out != texts else None


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_word_in_the_place_of_a_term_is_found(
    language: Language, words: dict[Path, dict[Language, Word]], tmp_path: Path
) -> None:
    """For each concept that the templates of the program name: where it is said with the fewest words."""
    found: dict[Concept, list[Spot]] = {}
    for concept, spot in spots(words, language):
        found.setdefault(concept, []).append(spot)
    assert len(found) >= 130
    for places in found.values():
        places.sort(key=lambda spot: len(spot.text))
    left = dict(found)
    for number in range(9):
        chosen: dict[Concept, Spot] = {}
        used: set[tuple[str, str]] = set()
        for concept in sorted(left, key=lambda each: len(left[each])):
            spot = left[concept][0]
            if (spot.path.name, spot.text) not in used:
                used.add((spot.path.name, spot.text))
                chosen[concept] = spot
        if not chosen:
            break
        for concept, told in _substituted(chosen, language, tmp_path / str(number)).items():
            if told:
                del left[concept]
            elif len(left[concept]) > 1:
                # something else in the paragraph answers the term: at the next place nothing does
                left[concept] = left[concept][1:]
    # the last place is tried again, without the other words that were put beside it
    assert not left


def _substituted(chosen: dict[Concept, Spot], language: Language, folder: Path) -> dict[Concept, bool]:
    """Put another word for each concept at its spot, and tell which of them are found there."""
    for path in {spot.path for spot in chosen.values()}:
        faults.copy_pair(path, folder)
        here = {concept: spot for concept, spot in chosen.items() if spot.path == path}
        parts = dict(read_parts(path.name, path.read_bytes()))
        roots = {spot.part: spot.node.getroottree().getroot() for spot in here.values()}
        copies = {part: etree.fromstring(etree.tostring(root)) for part, root in roots.items()}
        for concept, spot in here.items():
            way = spot.node.getroottree().getpath(spot.node)
            nodes = copies[spot.part].xpath(way, namespaces={"w": W[1:-1]})
            assert isinstance(nodes, list)
            assert isinstance(nodes[0], etree._Element)
            runs = list(nodes[0].iter(f"{W}t"))
            for run, text in zip(runs, replaced(spot.runs, concept, language) or (), strict=True):
                run.text = text
        for part, root in copies.items():
            parts[part] = etree.tostring(root, encoding="UTF-8", standalone=True)
        faults.write(folder / path.relative_to(TEMPLATES), parts)
    findings = pairs.check(folder).findings
    assert all(each.severity is Severity.WARNING for each in findings if each.code == "PAI031")
    return {
        concept: any(_tells(each, concept, spot, language) for each in findings)
        for concept, spot in chosen.items()
    }


def _tells(finding: Finding, concept: Concept, spot: Spot, language: Language) -> bool:
    """Tell whether a finding stands at a spot and names the term that is missing there.

    The place is that of the unchanged file. A text that was nothing but the term answers to nothing more:
    then its whole paragraph is told as missing.
    """
    at = finding.beside if language == "nl" else finding.place
    if at is None or str(at.shown) != spot.partner:
        return False
    if finding.code == "PAI031" and finding.remedy is not None:
        return dict(finding.remedy.values)["term"] == concept.shown(language)
    return finding.code == ("PAI002" if language == "nl" else "PAI003") and not spot.more


@pytest.mark.parametrize(
    ("language", "old", "new", "right"),
    [
        ("nl", "leefloon", "bestaansminimum", "leefloon"),
        ("nl", "gerechtigde", "leefloner", "gerechtigde"),
        ("nl", "aanmaning", "ingebrekestelling", "aanmaning"),
        ("nl", "doelstellingen", "objectieven", "doelstelling"),
        ("fr", "revenu d’intégration", "RSA", "revenu d’intégration"),
        ("fr", "jours calendrier", "jours calendaires", "jours calendrier"),
        ("fr", "tribunal du travail", "conseil de prud’hommes", "tribunal du travail"),
    ],
)
def test_a_word_that_is_no_term_is_told_in_its_file(
    language: Language, old: str, new: str, right: str, tmp_path: Path
) -> None:
    """Words of France, of the Netherlands, of older laws; the remedy says what the law says."""
    shutil.copytree(TEMPLATES / "piis", tmp_path / "piis")
    path = tmp_path / "piis" / f"common.{language}.docx"
    fault = faults.Fault("wrong word", frozenset({"TPL023"}), faults.replaced(rf"\b{old}\b", new), language)
    if faults.inject(tmp_path, TEMPLATES / "piis" / path.name, fault) is None:
        path = path.with_name(f"piis-evaluation.{language}.docx")
        shutil.copytree(TEMPLATES / "conventions", tmp_path / "conventions")
        source = TEMPLATES / "conventions" / f"convention-city.{language}.docx"
        assert faults.inject(tmp_path, source, fault) is not None
    (found,) = [each for each in pairs.check(tmp_path).findings if each.code == "TPL023"]
    assert found.place.path.endswith(f".{language}.docx")
    assert new in str(found.message)
    assert found.remedy is not None
    assert dict(found.remedy.values)["term"] == right
    assert found.severity is Severity.WARNING
