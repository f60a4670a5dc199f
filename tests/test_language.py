"""The language of a text: what was left in the other one is found, and nothing of the program's own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import pairs, resources
from generator.locales import LANGUAGES, Language
from generator.pairs import reading
from generator.pairs.comparing import aligned_regions
from generator.pairs.languages import Speech
from generator.pairs.model import Region
from generator.templates import read_parts
from tests import faults
from tests.conftest import EXAMPLES

TEMPLATES = resources.folder("templates")
Texts = list[tuple[str, str]]
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@pytest.fixture(scope="module")
def regions() -> list[tuple[Region, Region]]:
    """Give the regions of the program's own pairs."""
    return [
        both
        for path in sorted(TEMPLATES.rglob("*.fr.docx"))
        for both in aligned_regions(
            reading.read(path, "fr"), reading.read(path.with_name(path.name.replace(".fr.", ".nl.")), "nl")
        )
    ]


@pytest.fixture(scope="module")
def texts(regions: list[tuple[Region, Region]]) -> Texts:
    """Give each paragraph with its translation, once."""
    found = {
        (one.bare, other.bare)
        for left, right in regions
        for one, other in zip(left.paragraphs, right.paragraphs, strict=True)
        if not one.structural and one.bare != other.bare
    }
    return sorted(found)


@pytest.fixture(scope="module")
def untaught() -> Speech:
    """Give what is known from the catalogues alone: the templates are new to it."""
    return Speech.of()


@pytest.fixture(scope="module")
def taught(regions: list[tuple[Region, Region]]) -> Speech:
    """Give what `templates check` knows."""
    return Speech.of(regions)


def as_is(foreign: str, own: str) -> str:
    """Leave the text of the other language."""
    del own
    return foreign


def one_word_changed(foreign: str, own: str) -> str:
    """Leave it, but for one word in its middle."""
    del own
    words = foreign.split(" ")
    words[len(words) // 2] = "dinges"
    return " ".join(words)


def begun(foreign: str, own: str) -> str:
    """Translate the first half."""
    left, right = foreign.split(" "), own.split(" ")
    return " ".join(right[: (len(right) + 1) // 2] + left[len(left) // 2 :])


def unfinished(foreign: str, own: str) -> str:
    """Translate the second half."""
    left, right = foreign.split(" "), own.split(" ")
    return " ".join(left[: (len(left) + 1) // 2] + right[len(right) // 2 :])


def recall(speech: Speech, texts: Texts, left: Callable[[str, str], str]) -> dict[str, tuple[int, int]]:
    """Count by length in words how many texts are found that were put into the other language's file."""
    counted: defaultdict[str, list[bool]] = defaultdict(list)
    for french, dutch in texts:
        for foreign, own, language in ((french, dutch, "nl"), (dutch, french, "fr")):
            text, words = left(foreign, own), len(WORD.findall(foreign))
            if text == own or words == 0 or (words == 1 and left is not as_is):
                continue
            told = speech.foreign(text, "nl" if language == "nl" else "fr")
            twice = speech.left(french, text) if language == "nl" else speech.left(text, dutch)
            length = "1" if words == 1 else "2-3" if words < 4 else "4-9" if words < 10 else "10+"
            counted[length].append(bool(twice) or (told is not None and told.language != language))
    return {length: (sum(found), len(found)) for length, found in counted.items()}


FEW = {"as_is": 0.95, "one_word_changed": 0.87, "begun": 0.8, "unfinished": 0.87}
"""The least share of texts of two or three words: in half of one, one word is left, and often it is “de”."""


@pytest.mark.parametrize("left", [as_is, one_word_changed, begun, unfinished])
def test_a_text_in_the_other_language_is_found(
    left: Callable[[str, str], str], taught: Speech, texts: Texts
) -> None:
    """Each paragraph of the templates, in the place of its partner; by length in words."""
    found = recall(taught, texts, left)
    shares = {length: hits / of for length, (hits, of) in found.items()}
    assert sum(of for _, of in found.values()) > 1300
    assert shares.get("1", 1) >= 0.95, found
    assert shares["2-3"] >= FEW[left.__name__], found
    assert shares["4-9"] >= (0.95 if left is begun else 0.97), found
    assert shares["10+"] >= 0.995, found


def test_a_text_that_was_never_seen_is_found_too(untaught: Speech, texts: Texts) -> None:
    """The templates of a centre have other words than those of the program."""
    found = recall(untaught, texts, as_is)
    shares = {length: hits / of for length, (hits, of) in found.items()}
    assert shares["1"] >= 0.8, found
    assert shares["2-3"] >= 0.92, found
    assert shares["4-9"] >= 0.99, found
    assert shares["10+"] == 1, found


@pytest.mark.parametrize("known", ["taught", "untaught"])
def test_no_text_of_the_templates_is_in_another_language(
    known: str, texts: Texts, request: pytest.FixtureRequest
) -> None:
    """Neither in the other one nor in English; and no word is left of the other language."""
    speech: Speech = request.getfixturevalue(known)
    told = [
        (language, text, found.text)
        for both in texts
        for language, text in zip(LANGUAGES, both, strict=True)
        if (found := speech.foreign(text, language)) is not None
    ]
    assert told == []
    if known == "taught":
        assert [(both, left) for both in texts if (left := speech.left(*both))] == []


def free_texts() -> Iterator[tuple[str, Language, str]]:
    """Give what people wrote in the example dossiers, with its language."""

    def walk(node: Any, language: str) -> Iterator[tuple[str, str]]:
        if isinstance(node, dict):
            for name, part in node.items():
                yield from walk(part, name if name in LANGUAGES else language)
        elif isinstance(node, list):
            for part in node:
                yield from walk(part, language)
        elif isinstance(node, str) and language:
            yield language, node

    for path in sorted(EXAMPLES.rglob("*.yaml")):
        for language, text in walk(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader), ""):
            yield path.name, "fr" if language == "fr" else "nl", text


def test_what_people_write_is_in_its_language(untaught: Speech) -> None:
    """Names of people, streets and services, loan words and signs tell nothing."""
    found = [each for each in free_texts() if "{" not in each[2]]
    assert len(found) > 600
    told = [(each, passage.text) for each in found if (passage := untaught.foreign(each[2], each[1]))]
    assert told == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "La Louvière"), ("nl", "Le Roeulx"), ("nl", "Liège"), ("nl", "OCMW van Saint-Gilles"),
        ("nl", "de heer Jean-Pierre de la Haye"), ("fr", "Madame van den Broeck-Delacroix"),
        ("fr", "CPAS de Sint-Niklaas"), ("fr", "De Panne"), ("fr", "adresse e-mail"), ("nl", "E-mail: ¤"),
        ("fr", "IBAN ¤"), ("nl", "¤ / ¤"), ("fr", "Cluster « ¤ »"), ("nl", "Budget"), ("fr", "Total : 1 314,20 €"),
        ("nl", "Zie www.mi-is.be/fr."), ("fr", "Workshop"), ("nl", "1, 2.1"), ("fr", "ATELIERS ET MODULES"),
    ],
)  # fmt: skip
def test_names_and_words_of_both_languages_tell_nothing(
    language: Language, text: str, taught: Speech
) -> None:
    assert taught.foreign(text, language) is None


def put(folder: Path, path: Path, old: str, new: str) -> Path:
    """Write another text into a copy of a template."""
    changed = faults.copy_pair(path, folder)
    parts = dict(read_parts(path.name, path.read_bytes()))
    raw = parts["word/document.xml"].decode()
    assert old in raw, old
    parts["word/document.xml"] = raw.replace(old, new, 1).encode()
    faults.write(changed, parts)
    return changed


CITY = TEMPLATES / "conventions"
REPORT = TEMPLATES / "reports"


@pytest.mark.parametrize(
    ("path", "old", "new", "codes"),
    [
        (REPORT / "final-report.nl.docx", ">Categorie<", ">Catégorie<", {"TPL019", "PAI021"}),
        (REPORT / "final-report.nl.docx", ">Bedrag van het stuk<", ">Montant de la pièce<", {"TPL019", "PAI021"}),
        (REPORT / "final-report.nl.docx", ">Samenvatting<", ">Synthèse de l’année<", {"TPL019"}),
        (REPORT / "final-report.fr.docx", ">Fournisseur et objet<", ">Leverancier et objet<", {"TPL019", "PAI021"}),
        (REPORT / "final-report.fr.docx", ">Récapitulatif par catégorie de frais<", ">Overzicht per categorie<", {"TPL019"}),
        (CITY / "convention-city.nl.docx", "Daarna wordt een begeleidingsplan opgesteld,", "Un plan d’accompagnement est ensuite établi,", {"TPL019"}),
        (CITY / "convention-city.fr.docx", "Le Centre collabore avec les partenaires suivants", "Het centrum werkt met de volgende partners samen", {"TPL019"}),
        (CITY / "convention-city.nl.docx", "Het centrum neemt de volgende initiatieven", "The centre takes the following initiatives", {"TPL019"}),
        (REPORT / "final-report.fr.docx", ">Catégorie<", ">Amount<", {"TPL019"}),
        (CITY / "convention-city.nl.docx", "Er zijn geen collectieve acties gepland.", "Dolor sit amet, consectetur adipiscing elit.", {"TPL011"}),
        (CITY / "convention-city.nl.docx", "Er zijn geen collectieve acties gepland.", "Te vertalen.", {"TPL011"}),
        (CITY / "convention-city.nl.docx", "Er zijn geen collectieve acties gepland.", "Er zijn geen acties (nog te bepalen) gepland.", {"TPL011"}),
        (CITY / "convention-city.nl.docx", "Er zijn geen collectieve acties gepland.", "Collectieve acties: nog aan te vullen", {"TPL011"}),
        (CITY / "convention-city.fr.docx", "Le Centre collabore avec les partenaires suivants", "À VÉRIFIER Le Centre collabore avec les partenaires suivants", {"TPL011"}),
        (CITY / "convention-city.fr.docx", "Le Centre collabore avec les partenaires suivants", "Le Centre collabore [à compléter] avec les partenaires suivants", {"TPL011"}),
    ],
)  # fmt: skip
def test_what_was_left_in_another_language_is_told_at_its_file(
    path: Path, old: str, new: str, codes: set[str], tmp_path: Path
) -> None:
    """A cell, a heading, a sentence within a paragraph; of the other language, of English, of none."""
    put(tmp_path, path, old, new)
    found = [each for each in pairs.check(tmp_path).findings if each.code in codes]
    dutch = path.name.replace(".fr.", ".nl.")
    assert found
    assert {Path(each.place.path).name for each in found} <= {path.name, dutch}
    assert any(WORD.findall(new.strip("><"))[0] in str(each.message) for each in found)


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("nl", "Er zijn geen collectieve acties gepland.", "De door het centrum in te vullen tabel is voor een nog te bepalen datum te controleren door de Staat."),
        ("fr", "Le Centre collabore avec les partenaires suivants", "Le Centre remet les pièces à vérifier et le tableau à compléter par les partenaires suivants"),
    ],
)  # fmt: skip
def test_the_words_of_a_reminder_are_text_within_a_sentence(
    language: str, old: str, new: str, tmp_path: Path
) -> None:
    """A convention says what is to be completed, and by whom."""
    put(tmp_path, CITY / f"convention-city.{language}.docx", old, new)
    assert "TPL011" not in {each.code for each in pairs.check(tmp_path).findings}
