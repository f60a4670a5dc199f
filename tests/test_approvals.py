"""What was approved is remembered: a change of words in either language is told, a change of notation is not."""

from __future__ import annotations

import json
import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator import output, pairs, resources
from generator.cli.program import run
from generator.pairs.approved import load
from generator.pairs.judging import judge
from generator.templates import W
from tests import faults, word_files
from tests.conftest import Call

TEMPLATES = resources.folder("templates")
NB = "\u00a0"
CITY = "conventions/convention-city"
OURS = re.compile(r"PAI0(?:2[6-9]|30)")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with one pair, as it was approved for the program."""
    made = tmp_path / "templates"
    (made / "conventions").mkdir(parents=True)
    for language in ("fr", "nl"):
        shutil.copy(TEMPLATES / f"{CITY}.{language}.docx", made / "conventions")
    approved = json.loads((TEMPLATES / "approved.json").read_bytes())
    approved["pairs"] = {CITY: approved["pairs"][CITY]}
    (made / "approved.json").write_text(json.dumps(approved), encoding="utf-8")
    return made


def of(folder: Path, language: str) -> Path:
    return folder / f"{CITY}.{language}.docx"


def check(folder: Path, call: Call) -> tuple[int, list[dict[str, Any]]]:
    code, out, _ = call("templates", "check", folder.as_posix(), "--format", "json", language="nl")
    return code, json.loads(out)["findings"]


def one(folder: Path, call: Call) -> dict[str, Any]:
    """Give the only finding, which is a warning of ours."""
    code, found = check(folder, call)
    assert code == 0
    assert [each["severity"] for each in found] == ["warning"], found
    assert OURS.match(found[0]["code"])
    return found[0]


def test_the_templates_of_the_program_are_approved_as_they_stand(tmp_path: Path, call: Call) -> None:
    """Their file is what approving them makes, to the byte."""
    copy = shutil.copytree(TEMPLATES, tmp_path / "templates", ignore=shutil.ignore_patterns("*.json"))
    assert call("templates", "approve", copy.as_posix())[0] == 0
    assert (copy / "approved.json").read_bytes() == (TEMPLATES / "approved.json").read_bytes()


def test_the_file_is_small_and_has_a_line_for_each_text() -> None:
    """Its differences can be read."""
    raw = (TEMPLATES / "approved.json").read_bytes()
    text = raw.decode()
    assert len(raw) < 400_000
    assert '\n {"fr": "Convention",\n  "nl": "Overeenkomst"},\n' in text
    assert max(map(len, text.splitlines())) < 2_000


def test_a_french_text_that_was_changed_is_told_with_its_words(folder: Path, call: Call) -> None:
    word_files.replaced(of(folder, "fr"), "ne figure pas sur la liste", "ne se trouve pas sur la liste")
    found = one(folder, call)
    assert found["code"] == "PAI026"
    assert found["path"] == of(folder, "nl").as_posix()
    assert found["related"]["path"] == of(folder, "fr").as_posix()
    assert found["message"].startswith(found["pointer"])
    assert "[-figure-] {+se trouve+}" in found["message"]
    assert "convention-city" in found["remedy"]


def test_a_dutch_text_that_was_changed_is_told_with_its_words(folder: Path, call: Call) -> None:
    word_files.replaced(of(folder, "nl"), "drempel", "ondergrens")
    found = one(folder, call)
    assert found["code"] == "PAI027"
    assert "[-drempel-] {+ondergrens+}" in found["message"]


@pytest.mark.parametrize(
    ("language", "edit", "told"),
    [
        ("nl", ("zijn niet verschuldigd", "zijn verschuldigd"), "PAI027 Nederlands verloren gegaan"),
        ("nl", ("niet zijn verantwoord", "niet zijn verantwoord en niet gemeld"), "PAI027 Nederlands toegevoegd"),
        ("fr", ("non justifiées ne sont pas dues", "non justifiées sont dues"), "PAI026 Frans verloren gegaan"),
    ],
)  # fmt: skip
def test_one_of_several_negations_that_is_lost_is_told_as_such(
    folder: Path, call: Call, language: str, edit: tuple[str, str], told: str
) -> None:
    """The two texts still both deny something; what was approved is counted."""
    word_files.replaced(of(folder, language), *edit)
    code, _, what = told.partition(" ")
    _, found = check(folder, call)
    assert [each["code"] for each in found] == [code, "PAI025"]
    assert what in found[1]["message"]
    assert found[1]["path"] == of(folder, "nl").as_posix()


def test_a_negation_that_both_languages_lose_is_not_told_as_lost(folder: Path, call: Call) -> None:
    word_files.replaced(of(folder, "nl"), "zijn niet verschuldigd", "zijn verschuldigd")
    word_files.replaced(of(folder, "fr"), "ne sont pas dues", "sont dues")
    assert one(folder, call)["code"] == "PAI028"


def test_of_a_row_the_cell_is_told_that_was_changed(folder: Path, call: Call) -> None:
    word_files.replaced(of(folder, "fr"), "visant le renforcement", "visant le développement")
    found = one(folder, call)
    assert found["code"] == "PAI026"
    assert found["pointer"] == "artikel 3, tabel 1, rij 5, kolom 2"
    assert "renforcement" in found["message"]
    assert "objectives" not in found["message"]


def test_a_text_that_was_changed_in_both_languages_is_told_once(folder: Path, call: Call) -> None:
    """Also a filter: it prints something else."""
    for language in ("fr", "nl"):
        word_files.replaced(of(folder, language), r"reference_date\|date", "reference_date|day")
    found = one(folder, call)
    assert found["code"] == "PAI028"
    assert found["message"].count("reference_date|day") == 2


def test_a_tag_within_a_loop_is_told_as_it_stands_in_word(folder: Path, call: Call) -> None:
    """Not by the list that the loop goes over; so too where it is approved, and where the loop itself was changed."""
    for language in ("fr", "nl"):
        word_files.replaced(of(folder, language), r"\{\{ partner\.name \}\}", "{{ partner.contribution }}")
    message = one(folder, call)["message"]
    assert message.count("[-{{ partner.name }}-]") == 2
    assert "[]" not in message
    _, out, _ = call("templates", "approve", folder.as_posix())
    assert "{{ partner.contribution }}" in out
    assert "[]" not in out
    for language in ("fr", "nl"):
        word_files.replaced(
            of(folder, language), "for act in campaign.legal_basis", "for act in individual_actions"
        )
    found = [each for each in check(folder, call)[1] if "for act" in each["message"]]
    assert len(found) == 1
    assert "{%p for act in individual_actions %}" in found[0]["message"]


def test_a_text_that_is_new_in_both_languages_was_never_approved(folder: Path, call: Call) -> None:
    word_files.put_after(of(folder, "fr"), "Le Centre met en œuvre", "Le Centre informe le bureau régional.")
    word_files.put_after(
        of(folder, "nl"), "Het centrum neemt", "Het centrum informeert het regionale bureau."
    )
    found = one(folder, call)
    assert found["code"] == "PAI028"
    assert "Het centrum informeert" in found["message"]
    assert "Le Centre informe" in found["message"]


@pytest.mark.parametrize(
    ("french", "dutch"),
    [
        ("Rien ne s’oppose à la prolongation.", "Er is geen bezwaar tegen de verlenging."),
        ("Tout le monde est tenu de garder le secret.", "Iedereen bewaart het geheim."),
    ],
)
def test_two_texts_that_are_new_at_the_same_place_are_a_pair_though_no_word_is_alike(
    folder: Path, call: Call, french: str, dutch: str
) -> None:
    """Not where one of them was approved with another one."""
    word_files.put_after(of(folder, "fr"), "§\u00a04. Une même dépense", french)
    word_files.put_after(of(folder, "nl"), "§\u00a04. Dezelfde uitgave", dutch)
    assert one(folder, call)["code"] == "PAI028"
    word_files.taken_out(of(folder, "nl"), dutch[:10])
    assert "PAI002" in {each["code"] for each in check(folder, call)[1]}


def test_a_row_that_is_gone_in_both_languages_is_told_once(folder: Path, call: Call) -> None:
    """With its text, at the row above."""
    for language in ("fr", "nl"):
        word_files.taken_out(of(folder, language), "2.2", "tr")
    found = one(folder, call)
    assert found["code"] == "PAI029"
    assert found["pointer"] == "artikel 3, tabel 1, rij 4"
    assert "2.2 | Via een GPMI" in found["message"]
    assert "2.2 | Via un PIIS" in found["message"]


def test_a_text_that_stood_there_often_is_missed_where_one_is_gone(folder: Path, call: Call) -> None:
    """The memory counts."""
    for language in ("fr", "nl"):
        word_files.edited(
            of(folder, language),
            lambda root: (row := word_files.block(root, "2.2", "tr")).addnext(faults._copied(row)),
        )
    call("templates", "approve", folder.as_posix())
    for language in ("fr", "nl"):
        word_files.taken_out(of(folder, language), "2.2", "tr")
    assert one(folder, call)["code"] == "PAI029"


@pytest.mark.parametrize("tag", ["if criteria.urban_policy", "for partner in partners", "if budget"])
def test_a_condition_or_a_loop_that_was_changed_in_both_languages_is_told(
    folder: Path, call: Call, tag: str
) -> None:
    """Once, with both tags; the texts in it are as they were."""
    verb, _, name = tag.partition(" ")
    other = f"if not {name}" if verb == "if" else "for partner in individual_actions"
    for language in ("fr", "nl"):
        word_files.replaced(of(folder, language), rf"(\{{%\w+) {tag}", rf"\1 {other}")
    code, found = check(folder, call)
    ours = [each for each in found if each["code"] == "PAI028"]
    told = [each["message"] for each in ours if "{%" in each["message"]]
    assert len(told) == 1
    assert name.rpartition(" ")[2] in told[0]
    assert other.rpartition(" ")[2] in told[0]
    assert verb == "for" or (code, len(found)) == (0, 1)


def test_a_text_that_was_approved_with_another_is_told_with_that_one(folder: Path, call: Call) -> None:
    """Though that one still stands there too."""
    for language in ("fr", "nl"):
        word_files.edited(
            of(folder, language),
            lambda root: (row := word_files.block(root, "2.2", "tr")).addnext(faults._copied(row)),
        )
    word_files.replaced(of(folder, "fr"), "visant le renforcement", "visant le développement")
    found = one(folder, call)
    assert found["code"] == "PAI026"
    assert "[-renforcement-] {+développement+}" in found["message"]


def test_a_condition_that_is_gone_in_both_languages_is_told_and_its_end_is_not(
    folder: Path, call: Call
) -> None:
    for language in ("fr", "nl"):

        def change(root: etree._Element) -> None:
            tags = [each for each in root.iter(f"{W}p") if faults.text_of(each).startswith("{%p")]
            start = next(
                n for n, each in enumerate(tags) if "criteria.increased_subsidy" in faults.text_of(each)
            )
            for each in tags[start : start + 3]:
                faults._parent(each).remove(each)

        word_files.edited(of(folder, language), change)
    code, found = check(folder, call)
    assert code == 0
    assert [each["code"] for each in found] == ["PAI029", "PAI029"], found
    assert "{%p if criteria.increased_subsidy %}" in found[0]["message"]
    assert "{%p else %}" in found[1]["message"]


def test_texts_that_changed_places_about_an_else_are_told(folder: Path, call: Call) -> None:
    """Each stands where the other did: what is printed when is the contrary of what was approved."""
    for path, yes, no in (
        (of(folder, "fr"), "la ville ou la commune figure", "la ville ou la commune ne figure"),
        (of(folder, "nl"), "de stad of gemeente staat op", "de stad of gemeente staat niet"),
    ):
        word_files.moved(path, yes, no)
        word_files.moved(path, no, r"\{%p if criteria.urban_policy")
    code, found = check(folder, call)
    assert code == 0
    assert [each["code"] for each in found] == ["PAI028", "PAI028"]
    assert "de stad of gemeente staat niet op" in found[0]["message"]
    assert all("{%p else %}" in each["message"] for each in found)


def test_columns_that_were_exchanged_in_both_languages_are_told(folder: Path, call: Call) -> None:
    """No word was changed, and each value stands below another title in neither: they were exchanged alike."""
    word_files.columns_exchanged(of(folder, "fr"), "Partenaire")
    word_files.columns_exchanged(of(folder, "nl"), "Partner")
    code, found = check(folder, call)
    assert code == 0
    assert {each["code"] for each in found} == {"PAI028"}
    assert [each["pointer"] for each in found] == [
        "artikel 2, tabel 2, rij 1",
        "artikel 2, tabel 2, rij 3",
    ]


def test_what_is_no_change_of_words_needs_no_approval(folder: Path, call: Call) -> None:
    """Quotes, capitals, signs that both languages changed, a paragraph and a row moved."""
    french, dutch = of(folder, "fr"), of(folder, "nl")
    word_files.replaced(french, "la ville ou la commune figure", "La  ville ou la commune\u2009figure")
    word_files.replaced(
        french, r"spécifiques d’activation sociale – année", "spécifiques d’activation sociale. Année"
    )
    word_files.replaced(dutch, "“de Staat”", "„de Staat”")
    word_files.replaced(
        dutch,
        r"gericht op sociale activering – jaar",
        "gericht op sociale activering. Jaar",
    )
    for path in (french, dutch):
        word_files.edited(
            path,
            lambda root: word_files.block(root, "2.3", "tr").addnext(word_files.block(root, "2.2", "tr")),
        )
    word_files.moved(french, "l’État belge", "le {{ centre.name")
    word_files.moved(dutch, "de Belgische Staat", "het {{ centre.name")
    _, found = check(folder, call)
    assert [each for each in found if OURS.match(each["code"])] == []
    code, _, err = call("templates", "approve", folder.as_posix())
    assert (code, re.findall(r"\d+", err)) == (0, ["0", "0", "0"])


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("nl", "en/of individuele", "en of individuele"), ("nl", "In dat geval is geen", "In dat geval is. Geen"),
        ("nl", "mag niet twee", "mag (niet) twee"), ("nl", "niet of voor andere doeleinden zijn", "niet of, voor andere doeleinden, zijn"),
        ("fr", "la ville ou la commune figure", "la ville, ou la commune, figure"), ("fr", "ne peut être subventionnée", "ne peut – être subventionnée"),
    ],
)  # fmt: skip
def test_signs_that_were_changed_in_one_language_only_are_told(
    folder: Path, call: Call, language: str, old: str, new: str
) -> None:
    """They may change what a text says; the approval settles them, and the marks show them."""
    word_files.replaced(of(folder, language), re.escape(old), new)
    found = one(folder, call)
    assert found["code"] == ("PAI026" if language == "fr" else "PAI027")
    assert "leestekens" in found["message"]
    assert "{+" in found["message"] or "[-" in found["message"]
    assert call("templates", "approve", folder.as_posix())[0] == 0
    assert check(folder, call) == (0, [])


def test_an_approved_text_that_was_copied_in_both_languages_is_told_where_it_was_copied_to(
    folder: Path, call: Call
) -> None:
    """Above the one that was approved, and a row too."""
    for path, balance, files in (
        (of(folder, "fr"), "Le solde ne peut", r"§.3\. Le Centre tient"),
        (of(folder, "nl"), "Het saldo kan", r"§.3\. Het centrum houdt"),
    ):
        copied(path, balance, files)
        copied(path, "2.2", "2.3", "tr")
    found = check(folder, call)[1]
    assert {each["code"] for each in found} == {"PAI028"}
    assert len(found) == 2
    assert all("nog een keer" in each["message"] for each in found)


def copied(path: Path, begins: str, below: str, kind: str = "p") -> None:
    """Copy a paragraph or a row below another."""

    def change(root: etree._Element) -> None:
        source = word_files.block(root, begins, kind)
        word_files.block(root, below, kind).addnext(faults._copied(source))

    word_files.edited(path, change)


def test_a_text_that_left_its_condition_in_both_languages_is_told_with_both_places(
    folder: Path, call: Call
) -> None:
    """And the condition that holds nothing any more."""
    for path, text in (
        (of(folder, "fr"), "la ville ou la commune figure"),
        (of(folder, "nl"), "de stad of gemeente staat op"),
    ):

        def change(root: etree._Element, text: str = text) -> None:
            node = word_files.block(root, text)
            end = next(each for each in node.itersiblings() if "endif" in faults.text_of(each))
            end.addnext(node)

        word_files.edited(path, change)
    found = one(folder, call)
    assert found["code"] == "PAI028"
    assert "{%p if criteria.urban_policy %}" in found["message"]


def test_a_condition_that_lost_its_only_text_is_told(folder: Path, call: Call) -> None:
    for language in ("fr", "nl"):

        def change(root: etree._Element) -> None:
            begin = next(
                each for each in root.iter(f"{W}p") if "if campaign.delimitation" in faults.text_of(each)
            )
            for node in list(begin.itersiblings()):
                if "endif" in faults.text_of(node):
                    break
                begin.addprevious(node)

        word_files.edited(of(folder, language), change)
    told = [each["message"] for each in check(folder, call)[1]]
    assert any("bevat" in each and "campaign.delimitation" in each and "“" not in each for each in told)


def test_an_item_that_was_moved_into_a_list_with_another_introduction_is_told(
    folder: Path, call: Call
) -> None:
    """What did not fall under the activation falls under it now; within its own list it may move."""
    for path, item, below in (
        (of(folder, "fr"), "les formations qualifiantes", "les stages de remobilisation"),
        (of(folder, "nl"), "kwalificerende opleidingen", "remobilisatiestages"),
    ):
        word_files.moved(path, item, below)
    found = one(folder, call)
    assert found["code"] == "PAI028"
    assert "kwalificerende opleidingen" in found["message"]


def test_texts_exchanged_in_the_dutch_only_are_told_as_a_change_of_the_dutch(
    folder: Path, call: Call
) -> None:
    path = of(folder, "nl")
    word_files.moved(path, "de stad of gemeente staat op", "de stad of gemeente staat niet")
    word_files.moved(path, "de stad of gemeente staat niet", r"\{%p if criteria.urban_policy")
    assert {each["code"] for each in check(folder, call)[1] if OURS.match(each["code"])} == {"PAI027"}


def test_a_condition_that_was_moved_with_its_text_is_the_same(folder: Path, call: Call) -> None:
    for language in ("fr", "nl"):

        def change(root: etree._Element) -> None:
            begin = word_files.block(root, r"\{%p if criteria.urban_policy")
            nodes = [begin, *list(begin.itersiblings())[:4]]
            assert "endif" in faults.text_of(nodes[-1])
            below = word_files.block(root, r"\{%p if criteria.increased_subsidy")
            last = list(below.itersiblings())[3]
            assert "endif" in faults.text_of(last)
            for node in reversed(nodes):
                last.addnext(node)

        word_files.edited(of(folder, language), change)
    assert check(folder, call) == (0, [])


def test_a_block_with_an_error_is_not_told_twice(folder: Path, call: Call) -> None:
    word_files.replaced(of(folder, "fr"), "du 12.août 2000", f"du 13{NB}août 2000")
    code, found = check(folder, call)
    assert code == 1
    assert [each["code"] for each in found] == ["PAI016"]


def test_a_text_that_only_one_language_lost_is_an_error_and_no_more(folder: Path, call: Call) -> None:
    word_files.taken_out(of(folder, "nl"), "de stad of gemeente staat niet")
    assert {each["code"] for each in check(folder, call)[1]} == {"PAI002"}


def test_faults_are_found_beside_the_approvals(folder: Path) -> None:
    """No fault hides behind a warning, and none is told at its place as a change too."""
    originals = {language: of(folder, language).read_bytes() for language in ("fr", "nl")}
    for fault in faults.FAULTS[::6]:
        for language, raw in originals.items():
            of(folder, language).write_bytes(raw)
        path = TEMPLATES / f"{CITY}.{fault.language}.docx"
        if faults.inject(folder, path, fault) is None:
            continue
        found = pairs.check(folder).findings
        assert {each.code for each in found} & fault.codes, fault.name
        errors = {each.place for each in found if each.severity.value == "error"}
        assert not [each for each in found if OURS.match(each.code) and each.place in errors], fault.name


def test_a_pair_that_is_new_or_gone_is_told_once(folder: Path, call: Call) -> None:
    for language in ("fr", "nl"):
        of(folder, language).rename(folder / "conventions" / f"convention-other.{language}.docx")
    code, found = check(folder, call)
    assert code == 0
    assert sorted(each["code"] for each in found) == ["PAI028", "PAI029"]
    assert any("convention-city" in each["message"] for each in found)
    assert call("templates", "approve", folder.as_posix())[0] == 0
    assert check(folder, call) == (0, [])


def test_a_folder_without_the_file_is_held_against_the_approvals_of_the_program(
    folder: Path, call: Call
) -> None:
    """Until it has its own; a pair that the program does not have was approved by nobody, and nobody says so."""
    (folder / "approved.json").unlink()
    before = check(folder, call)
    word_files.replaced(of(folder, "fr"), "ne figure pas", "ne se trouve pas")
    code, found = check(folder, call)
    assert code == 0
    assert [each["code"] for each in found if each not in before[1]] == ["PAI026"]
    for language in ("fr", "nl"):
        of(folder, language).rename(of(folder, language).with_name(f"own.{language}.docx"))
    assert check(folder, call) == (0, [])


def test_a_folder_of_one_family_is_held_against_the_approvals_above_it(folder: Path, call: Call) -> None:
    """And approved there; the command that is told does it."""
    word_files.replaced(of(folder, "fr"), "ne figure pas", "ne se trouve pas")
    family = folder / "conventions"
    code, out, err = call("templates", "check", family.as_posix(), "--format", "json")
    found = json.loads(out)["findings"]
    assert (code, [each["code"] for each in found]) == (0, ["PAI026"])
    assert found[0]["remedy"].endswith(f"cpas templates approve {folder.as_posix()} --kind convention-city")
    assert (folder / "approved.json").as_posix() in err
    assert call("templates", "approve", family.as_posix())[0] == 0
    assert not (family / "approved.json").exists()
    assert check(family, call) == check(folder, call) == (0, [])


def test_a_pair_that_is_gone_from_a_family_is_told_there(folder: Path, call: Call) -> None:
    """The pairs of other families are not missed there."""
    shutil.copytree(TEMPLATES / "reports", folder / "reports")
    call("templates", "approve", folder.as_posix(), "--kind", "final-report")
    for language in ("fr", "nl"):
        of(folder, language).rename(of(folder, language).with_name(f"other.{language}.docx"))
    assert check(folder / "reports", call) == (0, [])
    assert [each["code"] for each in check(folder / "conventions", call)[1]] == ["PAI029", "PAI028"]


def test_a_family_that_was_copied_alone_is_held_against_the_approvals_of_the_program(
    tmp_path: Path, call: Call
) -> None:
    """And where there are none, that is said."""
    for language in ("fr", "nl"):
        shutil.copy(TEMPLATES / f"{CITY}.{language}.docx", tmp_path)
    path = tmp_path / "convention-city.fr.docx"
    word_files.replaced(path, "ne figure pas", "ne se trouve pas")
    assert [each["code"] for each in check(tmp_path, call)[1]] == ["PAI026"]
    for language in ("fr", "nl"):
        source = tmp_path / f"convention-city.{language}.docx"
        source.rename(tmp_path / f"own.{language}.docx")
    code, out, err = call("templates", "check", tmp_path.as_posix(), language="nl")
    assert (code, out) == (0, "")
    assert "Zonder goedkeuringen" in err
    assert "own" in err


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_one_file_is_checked_with_the_file_beside_it_and_no_other(
    folder: Path, call: Call, language: str
) -> None:
    """Held against the approvals of its folder."""
    word_files.replaced(of(folder, "fr"), "ne figure pas", "ne se trouve pas")
    shutil.copy(of(folder, "nl"), folder / "conventions" / "alone.nl.docx")
    code, out, _ = call("templates", "check", of(folder, language).as_posix(), "--format", "json")
    told = json.loads(out)
    assert (code, [each["code"] for each in told["findings"]]) == (0, ["PAI026"])
    assert told["summary"]["files"] == 2
    code, out, _ = call(
        "templates", "check", (folder / "conventions/alone.nl.docx").as_posix(), "--format", "json"
    )
    assert (code, [each["code"] for each in json.loads(out)["findings"]]) == (1, ["PAI001"])


def test_one_file_that_is_no_template_is_wrong_use_or_told(folder: Path, call: Call) -> None:
    assert call("templates", "check", (folder / "approved.json").as_posix())[0] == 2
    loose = folder / "loose.docx"
    shutil.copy(of(folder, "nl"), loose)
    code, out, _ = call("templates", "check", loose.as_posix())
    assert code == 1
    assert "PAI001" in out


def test_copies_of_one_pair_do_not_stand_among_the_templates(
    folder: Path, call: Call, tmp_path: Path
) -> None:
    word_files.replaced(of(folder, "nl"), "drempel", "ondergrens")
    path = of(folder, "nl").as_posix()
    assert call("templates", "check", path, "--annotate", (folder / "conventions").as_posix())[0] == 2
    assert call("templates", "check", path, "--annotate", (tmp_path / "out").as_posix())[0] == 0
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == [
        "convention-city.fr.docx",
        "convention-city.nl.docx",
    ]


def test_approving_tells_each_block_and_settles_it(folder: Path, call: Call) -> None:
    """With the words that were changed, and the file in which they stand."""
    word_files.replaced(of(folder, "fr"), "ne figure pas", "ne se trouve pas")
    for language in ("fr", "nl"):
        word_files.taken_out(of(folder, language), "2.2", "tr")
    code, out, err = call("templates", "approve", folder.as_posix(), "--lang", "en")
    assert code == 0
    assert out.startswith(f"{CITY} – ")
    assert "[-figure-] {+se trouve+}" in out
    assert "2.2 | Via een GPMI" in out
    assert (folder / "approved.json").as_posix() in out
    assert re.findall(r"\d+", err) == ["1", "1", "0"]
    assert check(folder, call) == (0, [])


def test_a_tag_that_one_language_lost_is_not_told_to_be_gone_in_both(tmp_path: Path, call: Call) -> None:
    """That the other lacks it is told, and there it still stands."""
    made = tmp_path / "templates"
    shutil.copytree(TEMPLATES / "piis", made / "piis")
    word_files.taken_out(made / "piis" / "piis-studies.nl.docx", r"\{%p block activity")
    _, found = check(made, call)
    assert "PAI002" in {each["code"] for each in found}
    assert not [each for each in found if OURS.match(each["code"])]


def test_approving_says_how_many_other_warnings_remain(folder: Path, call: Call) -> None:
    """They are no matter of an approval, and must not be taken for settled; a negation is one that is."""
    word_files.replaced(of(folder, "nl"), "drempel", "ondergrens :")
    code, out, _ = call("templates", "approve", folder.as_posix(), language="nl")
    assert code == 0
    assert f"{CITY}: andere waarschuwingen die blijven: 1\n" in out
    assert f"cpas templates check {folder.as_posix()}" in out
    assert [each["code"] for each in check(folder, call)[1]] == ["TPL017"]
    word_files.replaced(of(folder, "nl"), "ondergrens :", "ondergrens")
    word_files.replaced(of(folder, "nl"), "zijn niet verschuldigd", "zijn verschuldigd")
    _, out, _ = call("templates", "approve", folder.as_posix(), language="nl")
    assert "blijven" not in out
    assert check(folder, call) == (0, [])


@pytest.mark.parametrize(
    ("french", "dutch", "doubt"),
    [
        ("Le Centre s’abstient de communiquer ces données.", "Het centrum deelt die gegevens niet mee.", "PAI025"),
        ("Le projet ne peut excéder le budget.", "Het project kost nooit meer dan het budget.", "PAI025"),
        ("Le Centre répond dans les deux semaines.", "Het centrum antwoordt binnen veertien dagen.", "PAI032"),
        ("Le Centre le fait une fois par trimestre.", "Het centrum doet dat om de drie maanden.", ""),
        ("Le Centre répond dans la semaine.", "Het centrum antwoordt binnen de zeven dagen.", "PAI032"),
    ],
)  # fmt: skip
def test_what_good_texts_may_say_each_in_its_way_is_a_doubt_that_an_approval_settles(
    folder: Path, call: Call, french: str, dutch: str, doubt: str
) -> None:
    """It is told until somebody has read both, and again when one of them is changed."""
    word_files.put_after(of(folder, "fr"), "Le Centre met en œuvre", french)
    word_files.put_after(of(folder, "nl"), "Het centrum neemt", dutch)
    code, found = check(folder, call)
    assert code == 0
    assert {each["code"] for each in found} == {"PAI028", doubt} - {""}
    code, out, _ = call("templates", "approve", folder.as_posix(), language="nl")
    assert code == 0
    assert "blijven" not in out
    assert check(folder, call) == (0, [])
    word_files.replaced(of(folder, "nl"), dutch, f"{dutch[:-1]}, zoals gevraagd.")
    assert {doubt} - {""} <= {each["code"] for each in check(folder, call)[1]}


@pytest.mark.parametrize(
    ("french", "dutch"),
    [
        ("Le Centre répond dans les trois semaines.", "Het centrum antwoordt binnen veertien dagen."),
        ("Le Centre répond dans les quinze jours.", "Het centrum antwoordt binnen veertien dagen."),
        ("Le Centre remet 3 pièces dans les 2 semaines.", "Het centrum bezorgt 4 stukken binnen 14 dagen."),
    ],
)
def test_another_time_is_an_error_still(folder: Path, call: Call, french: str, dutch: str) -> None:
    """Only what is the same time in other units may be approved."""
    word_files.put_after(of(folder, "fr"), "Le Centre met en œuvre", french)
    word_files.put_after(of(folder, "nl"), "Het centrum neemt", dutch)
    code, found = check(folder, call)
    assert code == 1
    assert "PAI014" in {each["code"] for each in found}


def test_acronyms_that_nobody_knows_are_a_doubt_that_an_approval_settles(folder: Path, call: Call) -> None:
    """Those that are known, here « TVA » and “btw”, need none; another one of these is an error."""
    word_files.put_after(of(folder, "fr"), "Le Centre met en œuvre", "L’ONE reçoit le numéro de TVA.")
    word_files.put_after(of(folder, "nl"), "Het centrum neemt", "Kind en Gezin krijgt het btw-nummer.")
    code, found = check(folder, call)
    assert (code, [each["code"] for each in found]) == (0, ["PAI019", "PAI028"])
    assert "data/glossary.csv" in found[0]["remedy"]
    code, out, _ = call("templates", "approve", folder.as_posix())
    assert code == 0
    assert "cpas templates check" not in out
    assert check(folder, call) == (0, [])
    word_files.replaced(of(folder, "nl"), "btw-nummer", "KBO-nummer")
    assert check(folder, call)[0] == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("personeelskosten", "personeels\u00adkosten", "U+00AD"),
        ("personeelskosten", "personeels\u200bkosten", "U+200B"),
        ("GPMI’s", "GPMI's", "“'”"),
    ],
)
def test_a_sign_that_is_not_seen_or_wrong_is_named(
    folder: Path, call: Call, old: str, new: str, said: str
) -> None:
    """And it parts no word: the term is still known."""
    word_files.replaced(of(folder, "nl"), old, new)
    found = check(folder, call)[1]
    assert [each["code"] for each in found] == ["TPL017"]
    assert said in found[0]["message"]


def test_a_pair_with_errors_is_not_approved_and_the_others_are(tmp_path: Path, call: Call) -> None:
    shutil.copytree(TEMPLATES / "conventions", tmp_path / "conventions")
    word_files.replaced(of(tmp_path, "fr"), "du 12.août 2000", f"du 13{NB}août 2000")
    code, out, _ = call("templates", "approve", tmp_path.as_posix())
    assert code == 1
    assert list(json.loads((tmp_path / "approved.json").read_bytes())["pairs"]) == [
        "conventions/convention-cluster"
    ]
    assert out.splitlines()[-2].startswith(CITY)
    assert f"cpas templates check {tmp_path.as_posix()}" in out.splitlines()[-2]
    (tmp_path / "approved.json").unlink()
    code, out, _ = call("templates", "approve", tmp_path.as_posix(), "--kind", "convention-city")
    assert code == 1
    assert not (tmp_path / "approved.json").exists()


def test_some_kinds_may_be_approved_alone(tmp_path: Path, call: Call) -> None:
    shutil.copytree(TEMPLATES / "conventions", tmp_path / "conventions")
    assert call("templates", "approve", tmp_path.as_posix(), "--kind", "convention-city")[0] == 0
    assert [each["message"] for each in check(tmp_path, call)[1]] != []
    assert call("templates", "approve", tmp_path.as_posix(), "--kind", "convention-cluster")[0] == 0
    assert check(tmp_path, call) == (0, [])


def test_what_cannot_be_approved_is_wrong_use(
    folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("templates", "approve", (folder / "none").as_posix())[0] == 2
    code, _, err = call("templates", "approve", folder.as_posix(), "--kind", "convention")
    assert code == 2
    assert CITY in err
    word_files.replaced(of(folder, "fr"), "ne figure pas", "ne se trouve pas")
    before = (folder / "approved.json").read_bytes()

    def refuse(_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(output, "replace", refuse)
    assert call("templates", "approve", folder.as_posix())[0] == 2
    assert (folder / "approved.json").read_bytes() == before


ENTRY = '{"fr": "a", "nl": "b"}'
HOSTILE = {
    "empty": b"",
    "no JSON": b"<<<<<<< HEAD\n",
    "a number": b"1",
    "cut off": b'{"version": 1, "pairs": {',
    "no UTF-8": b'{"version": 1, "pairs": {"\xff": []}}',
    "a list": b"[]",
    "other version": b'{"version": 2, "pairs": {}}',
    "version true": b'{"version": true, "pairs": {}}',
    "something more": b'{"version": 1, "pairs": {}, "x": 1}',
    "pairs a list": b'{"version": 1, "pairs": []}',
    "a pair no list": b'{"version": 1, "pairs": {"a": {}}}',
    "a block no pair": b'{"version": 1, "pairs": {"a": [["a", "b"]]}}',
    "half a block": b'{"version": 1, "pairs": {"a": [{"fr": "a"}]}}',
    "a number for a text": b'{"version": 1, "pairs": {"a": [{"fr": 1, "nl": "b"}]}}',
    "half a sign": b'{"version": 1, "pairs": {"a": [{"fr": "\\ud800", "nl": "b"}]}}',
    "a text too long": b'{"version": 1, "pairs": {"a": [{"fr": "' + b"a" * 50_000 + b'", "nl": "b"}]}}',
    "a pair twice": f'{{"version": 1, "pairs": {{"a": [], "a": [{ENTRY}]}}}}'.encode(),
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 50_000,
    "a huge number": b'{"version": ' + b"9" * 10_000 + b', "pairs": {}}',
    "many": ('{"version": 1, "pairs": {"a": [' + ",".join([ENTRY] * 20_000) + "]}}").encode(),
    "large": b" " * 5_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_not_ours_is_told_and_not_written_over(folder: Path, call: Call, name: str) -> None:
    """An error with what to do; never a traceback."""
    path = folder / "approved.json"
    path.write_bytes(HOSTILE[name])
    code, found = check(folder, call)
    assert code == 1
    assert [(each["code"], each["path"]) for each in found] == [("PAI030", path.as_posix())]
    assert found[0]["remedy"]
    code, _, err = call("templates", "approve", folder.as_posix())
    assert code == 2
    assert "approved.json" in err
    assert path.read_bytes() == HOSTILE[name]


def test_a_folder_of_that_name_is_told(folder: Path, call: Call) -> None:
    (folder / "approved.json").unlink()
    (folder / "approved.json").mkdir()
    assert [each["code"] for each in check(folder, call)[1]] == ["PAI030"]


def test_a_file_that_notepad_saved_is_read(folder: Path, call: Call) -> None:
    path = folder / "approved.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert check(folder, call) == (0, [])


def test_what_the_file_holds_does_not_steer_the_terminal(folder: Path, call: Call) -> None:
    path = folder / "approved.json"
    text = path.read_text(encoding="utf-8").replace(
        '"nl": "Overeenkomst"', '"nl": "\\u001b[2JOvereenkomst x"'
    )
    path.write_text(text, encoding="utf-8")
    for command in ("check", "approve"):
        _, out, _ = call("templates", command, folder.as_posix())
        assert "Overeenkomst" in out
        assert "\x1b" not in out


def test_thousands_of_texts_that_are_not_there_are_each_told(folder: Path) -> None:
    """A file that somebody else made does not stop the check."""
    entries = [{"fr": f"texte {n} du centre", "nl": f"tekst {n} van het centrum"} for n in range(2_000)]
    made = {"version": 1, "pairs": {CITY: entries}}
    (folder / "approved.json").write_text(json.dumps(made), encoding="utf-8")
    assert len(pairs.check(folder).findings) > 2_000


# a small pair: one paragraph, whose text hypothesis writes

FRENCH = "Le Centre transmet au plus tard le 28 février 2015 les 50 % du rapport à l’administration ; il en garde deux copies."
DUTCH = f"Het centrum bezorgt uiterlijk op 28 februari 2015 de 50{NB}% van het verslag aan de administratie; het bewaart er twee kopieën van."
BLANKS = st.text(st.sampled_from(" \u00a0\u202f\u2009«»“”‘’\"'"), min_size=1, max_size=4)
SIGNS = st.sampled_from([", ", "; ", " (", ") ", " – ", "/", "? ", ". ", "! ", ": "])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("small")
    (made / "conventions").mkdir()
    for language, text in (("fr", FRENCH), ("nl", DUTCH)):
        shutil.copy(TEMPLATES / f"{CITY}.{language}.docx", made / "conventions")
        written(made, language, text)
    assert run("cpas", "fr", ["templates", "approve", made.as_posix()]) == 0
    return made


def written(folder: Path, language: str, text: str) -> None:
    """Write a file of one paragraph."""

    def change(root: etree._Element) -> None:
        body = root[0]
        kept = word_files.block(root, "Considérant que l|Overwegende dat het voor")
        for each in list(body):
            if each is not kept and each.tag != f"{W}sectPr":
                body.remove(each)
        next(kept.iter(f"{W}t")).text = text

    path = of(folder, language)
    path.write_bytes((TEMPLATES / f"{CITY}.{language}.docx").read_bytes())
    word_files.edited(path, change)


def states(folder: Path) -> list[str]:
    """Give what became of the blocks; where it has an error too, the check leaves that out."""
    approved = load(folder)
    assert approved is not None
    return [verdict.state for verdict in judge(approved[CITY], pairs.check(folder).pairs[CITY])]


SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(data=st.data(), language=st.sampled_from(["fr", "nl"]))
def test_blanks_quotes_and_capitals_never_make_a_block_out_of_date(
    small: Path, data: st.DataObject, language: str
) -> None:
    """In one language only."""
    other, text = ("nl", FRENCH) if language == "fr" else ("fr", DUTCH)
    words = re.findall(r"[^\W_]+|%", text)
    signs = re.split(r"[^\W_]+|%", text)[1:-1]
    between = [
        " " if a.isdigit() and b.isdigit() else re.sub(r"[\s«»“”‘’]", "", sign) + data.draw(BLANKS)
        for (a, b), sign in zip(pairwise(words), signs, strict=True)
    ]
    said = [data.draw(st.sampled_from([word, word.upper(), word.capitalize()])) for word in words]
    made = "".join(word + mark for word, mark in zip(said, [*between, "."], strict=True))
    written(small, other, DUTCH if other == "nl" else FRENCH)
    written(small, language, made)
    assert states(small) == []


@SLOW
@given(data=st.data(), language=st.sampled_from(["fr", "nl"]))
def test_a_sign_between_two_words_of_one_language_always_makes_it_out_of_date(
    small: Path, data: st.DataObject, language: str
) -> None:
    other, text = ("nl", FRENCH) if language == "fr" else ("fr", DUTCH)
    gaps = list(re.finditer(r"(?<=[^\W\d_]) (?=[^\W\d_])", text))
    gap = data.draw(st.sampled_from(gaps))
    written(small, other, DUTCH if other == "nl" else FRENCH)
    written(small, language, text[: gap.start()] + data.draw(SIGNS) + text[gap.end() :])
    assert states(small) == ["french" if language == "fr" else "dutch"]


@SLOW
@given(data=st.data(), language=st.sampled_from(["fr", "nl"]))
def test_another_word_always_makes_it_out_of_date(small: Path, data: st.DataObject, language: str) -> None:
    """One that is taken out, added, or another; unless an error says so."""
    other, text = ("nl", FRENCH) if language == "fr" else ("fr", DUTCH)
    words = text.split()
    at = data.draw(st.integers(0, len(words) - 1))
    fresh = data.draw(st.sampled_from(["", "gardien", "{at} vert", "vert {at}", "{{{{ centre.name }}}}"]))
    new = fresh.format(at=words[at])
    assume(re.search(r"\w|%", words[at]))
    made = " ".join([*words[:at], *([new] if new else []), *words[at + 1 :]])
    written(small, other, DUTCH if other == "nl" else FRENCH)
    written(small, language, made)
    lost = {"PAI002", "PAI003"} & {each.code for each in pairs.check(small).findings}
    assert lost or states(small) == ["french" if language == "fr" else "dutch"]


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_an_end_that_is_lost_is_told_and_not_each_block_that_seems_to_stand_under_its_condition(
    folder: Path, call: Call, language: str
) -> None:
    """Nobody knows how far the condition reaches: a hundred warnings would hide the one fault."""
    word_files.replaced(of(folder, language), r"\{%p endif %\}", "")
    code, found = check(folder, call)
    assert code == 1
    assert {each["code"] for each in found} == {"TPL006", "PAI002" if language == "nl" else "PAI003"}
    assert len(found) == 2
