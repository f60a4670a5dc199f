"""The catalogues and the words of schemas and campaigns are pairs too: each check holds, and each can fail."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import pytest

from generator.locales import LANGUAGES
from generator.pairs.languages import Speech
from tools import catalogs, translations
from tools.translations import Text

NB = "\u00a0"


@pytest.fixture(scope="module")
def speech() -> Speech:
    return Speech.of()


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return list(translations.texts())


def told(found: Iterable[Text], speech: Speech) -> list[str]:
    return [str(fault) for fault in translations.faults(found, speech)]


def test_all_texts_of_the_program_are_held_against_each_other(texts: list[Text]) -> None:
    """Of the catalogues, schemas, campaigns and modules."""
    places = [text.place for text in texts if text.english is None]
    assert len(texts) - len(places) > 1800
    assert len([place for place in places if ".schema.json" in place]) > 90
    assert len([place for place in places if ".yaml" in place]) > 10
    assert len([place for place in places if ".py" in place]) > 10


def test_the_languages_say_the_same_each_in_its_own_way(texts: list[Text], speech: Speech) -> None:
    """Gaps, numbers, dates, signs, terms, and the language itself."""
    assert told(texts, speech) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_nothing_missing_fuzzy_or_old(language: str) -> None:
    assert list(translations.unfinished(catalogs.path_of(language).read_bytes(), language)) == []


def test_what_is_allowed_is_needed(
    texts: list[Text], speech: Speech, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exception that excepts nothing more would hide the next fault."""
    allowed = translations.ALLOWED
    monkeypatch.setattr(translations, "ALLOWED", {})
    found = list(translations.faults(texts, speech))
    for begin, kinds in allowed.items():
        assert kinds & {fault.kind for fault in found if fault.place.startswith(begin)}, begin
    assert len(allowed) < 30


def test_the_check_is_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m tools.catalogs check` prints the faults and how many there are."""
    assert catalogs.check() == 0
    assert capsys.readouterr().out == "0 faults\n"


SOUND = Text(
    "The centre pays {amount} before 1 March 2015: 50 % of the subsidy (“share:”, art. 5).",
    f"Le CPAS paie {{amount}} avant le 1er{NB}mars 2015{NB}: 50{NB}% du subside («{NB}share:{NB}», art. 5).",
    f"Het OCMW betaalt {{amount}} vóór 1{NB}maart 2015: 50{NB}% van de toelage (“share:”, art. 5).",
    "The centre pays {amount} before 1 March 2015: 50 % of the subsidy (“share:”, art. 5).",
)


def test_a_sound_text_has_no_fault(speech: Speech) -> None:
    """All that the faults below are put into."""
    assert told([SOUND], speech) == []


@pytest.mark.parametrize(
    ("kind", "side", "old", "new"),
    [
        ("gap", "dutch", "{amount}", "{bedrag}"),
        ("gap", "french", "{amount}", "le montant"),
        ("gap", "dutch", "{amount}", "{amount} {amount}"),
        ("blank", "french", "Le CPAS", " Le CPAS"),
        ("blank", "dutch", "art. 5).", "art. 5). "),
        ("paragraph", "dutch", ": 50", ":\n\n50"),
        ("code", "dutch", "share:", "aandeel:"),
        ("end", "french", "5).", "5)"),
        ("end", "dutch", "5).", "5)!"),
        ("number", "dutch", "50", "5"),
        ("number", "french", "2015", "2016"),
        ("percentage", "dutch", "50", "40"),
        ("date", "dutch", "1\u00a0maart", "2\u00a0maart"),
        ("date", "french", "mars", "mai"),
        ("article", "french", "art. 5", "art. 6"),
        ("acronym", "dutch", "Het OCMW", "Het OCMW, een vzw, het IBAN en het BTW"),
        ("typography", "french", "2015\u00a0:", "2015 :"),
        ("typography", "french", "«\u00a0", "«"),
        ("typography", "french", "1er\u00a0mars", "1er mars d'été"),
        ("typography", "dutch", "2015:", "2015 :"),
        ("typography", "dutch", "“share:”", "«\u00a0share:\u00a0»"),
        ("typography", "dutch", "50\u00a0%", "50 %"),
        ("wrong term", "dutch", "toelage", "subventie"),
        ("wrong term", "french", "du subside", "du subside et du RSA"),
        ("wrong term", "dutch", "Het OCMW", "Het CPAS"),
        ("wrong term", "french", "Le CPAS", "Le OCMW"),
        ("term", "dutch", "toelage", "som"),
        ("term", "french", "subside", "total"),
        ("term", "dutch", "Het OCMW", "De gemeente"),
        ("language", "dutch", "Het OCMW betaalt {amount} vóór", "Le CPAS paie {amount} avant le"),
        ("language", "french", "Le CPAS paie {amount} avant le", "Het OCMW betaalt {amount} vóór"),
        ("language", "dutch", "Het OCMW betaalt {amount} vóór", "The OCMW pays {amount} before"),
        ("word", "dutch", "betaalt", "paie"),
    ],
)  # fmt: skip
def test_a_fault_that_is_put_into_a_translation_is_told(
    kind: str, side: str, old: str, new: str, speech: Speech
) -> None:
    """Each check of the catalogues can fail."""
    said = getattr(SOUND, side)
    assert said.count(old) == 1
    changed = dataclasses.replace(SOUND, **{side: said.replace(old, new)})
    assert kind in {fault.kind for fault in translations.faults([changed], speech)}


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("missing", 'msgstr "Convention"', 'msgstr ""'),
        ("missing", 'msgstr "Bilan social"', 'msgstr ""'),
        ("fuzzy", '\nmsgid "Convention"', '\n#, fuzzy\nmsgid "Convention"'),
        ("obsolete", "END", '\n\n#~ msgid "Once said"\n#~ msgstr "Jadis"\n'),
    ],
)
def test_a_catalogue_that_is_not_finished_is_told(kind: str, old: str, new: str) -> None:
    """In a copy of the French one."""
    text = catalogs.path_of("fr").read_text(encoding="utf-8")
    changed = text + new if old == "END" else text.replace(old, new, 1)
    assert changed != text, old
    assert kind in {fault.kind for fault in translations.unfinished(changed.encode(), "fr")}


def test_a_form_of_a_plural_is_held_against_its_own() -> None:
    """Each has its gaps."""
    raw = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "{n} file"\nmsgid_plural "{n} files"\n'
    french = raw + 'msgstr[0] "{n} fichier"\nmsgstr[1] "fichiers"\n'
    dutch = raw + 'msgstr[0] "{n} bestand"\nmsgstr[1] "{n} bestanden"\n'
    found = list(translations.of_catalogues({"fr": french.encode(), "nl": dutch.encode()}))
    assert [text.english for text in found] == ["{n} file", "{n} files"]
    assert [fault.kind for fault in translations.faults(found, Speech.of())] == ["gap"]


def test_words_of_a_schema_and_of_a_module_are_checked(speech: Speech) -> None:
    """Each label in both languages, each group of words."""
    labels = {"x-labels": {"aid": {"fr": "aide sociale", "nl": "sociale bijstand"}}}
    found = list(translations.of_data(labels, "x.schema.json"))
    assert [fault.kind for fault in translations.faults(found, speech)] == ["wrong term"]
    source = 'WORDS = {"fr": {"up": "progrès"}, "nl": {"up": "progrès"}}'
    found = list(translations.of_code(source, "x.py"))
    assert [text.place for text in found] == ["x.py/up"]
    assert {fault.kind for fault in translations.faults(found, speech)} >= {"language", "term"}
