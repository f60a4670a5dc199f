"""The check of the templates: silent on those of the program, and blind to no fault that is put into a copy."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from lxml import etree

from generator import pairs, resources
from generator.findings import Finding
from generator.locales import Language
from generator.numerals import dutch, french
from generator.pairs import facts, force, reading, tags
from generator.templates import W, read_parts
from tests import faults, word_files
from tests.conftest import THOROUGH, Call

TEMPLATES = resources.folder("templates")
SAMPLE = 4 if THOROUGH else 1
ORDER = ("convention-city", "common", "final-report", "piis-evaluation", "social-balance")
"""The families first, then the other kinds."""


def test_the_templates_of_the_program_have_no_finding() -> None:
    """A check that cries wolf is switched off."""
    checked = pairs.check()
    assert checked.files == len(list(TEMPLATES.rglob("*.docx")))
    assert [str(finding.message) for finding in checked.findings] == []


def files(language: str) -> list[Path]:
    found = sorted(TEMPLATES.rglob(f"*.{language}.docx"))
    rank = {name: number for number, name in enumerate(ORDER)}
    return sorted(found, key=lambda path: (rank.get(path.name.split(".")[0], 99), path.name))


def copied(path: Path, folder: Path) -> Path:
    """Copy a pair, and the common pair beside it."""
    (folder / path.parent.name).mkdir(parents=True)
    for language in ("fr", "nl"):
        for name in {path.name.split(".")[0], "common"}:
            source = path.with_name(f"{name}.{language}.docx")
            if source.exists():
                shutil.copy(source, folder / path.parent.name / source.name)
    return folder / path.parent.name / path.name


def places(path: Path, fault: faults.Fault, node: etree._Element, changed: Path) -> set[str]:
    """Give the places of a node: in the changed file, or where it stood in the original.

    What is written twice may be told at either of the two; what was taken out and stood there often, at each.
    """
    language: Language = "fr" if fault.language == "fr" else "nl"
    tree = node.getroottree()
    if node.getparent() is None:
        word = reading.read(path, language)
        there = [each for each in word.parts[fault.part].iter(node.tag) if _same(each, node)]
    else:
        word = reading.read(changed, language)
        before = node.getprevious()
        twice = before is not None and _same(before, node)
        nodes = [node, before] if twice and before is not None else [node]
        found = (
            word.parts[fault.part].xpath(tree.getpath(each), namespaces={"w": W[1:-1]}) for each in nodes
        )
        there = [each[0] for each in found]  # type: ignore[index, misc]
    return {str(word.place_of(each, fault.part)) for each in there}


def _same(one: etree._Element, other: etree._Element) -> bool:
    written = (etree.tostring(each, method="c14n", exclusive=True, with_tail=False) for each in (one, other))
    return len(set(written)) == 1


def at(finding: Finding, expected: str) -> bool:
    """Tell whether a finding stands at a place; headings are quoted in the language of the file."""
    shown = [str(each.shown) for each in (finding.place, finding.beside) if each is not None]
    wanted = re.sub("“.*?”", "“”", expected)
    return any(
        one.startswith(wanted) or wanted.startswith(one) for one in (re.sub("“.*?”", "“”", s) for s in shown)
    )


@pytest.mark.parametrize("fault", faults.FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_found_at_its_place(fault: faults.Fault, tmp_path: Path) -> None:
    """One fault at a time, in a template of the first family that it applies to; a thorough run takes more."""
    applied = 0
    for number, path in enumerate(files(fault.language)):
        if applied == SAMPLE:
            break
        folder = tmp_path / str(number)
        changed = copied(path, folder)
        node = faults.inject(folder, path, fault)
        if node is None:
            continue
        applied += 1
        found = [each for each in pairs.check(folder).findings if each.code in fault.codes]
        assert found, (path.name, faults.text_of(node))
        assert all(path.name.split(".")[0] in each.place.path for each in found)
        if not fault.anywhere:
            expected = places(path, fault, node, changed)
            told = [str(each.place.shown) for each in found]
            assert any(at(each, one) for each in found for one in expected), (path.name, expected, told)
    assert applied, "the fault applies to no template"


def test_there_are_many_kinds_of_faults() -> None:
    """And each code of the pairs is told by one of them, or by a test below."""
    assert len(faults.FAULTS) >= 60
    assert len({fault.name for fault in faults.FAULTS}) == len(faults.FAULTS)


@pytest.mark.parametrize(
    ("french", "dutch"),
    [
        ("50 % de 1 314,20 €", "50% van € 1.314,20"),
        ("le 28 février 2015", "op 28 februari 2015"),
        ("le 1er mars 2015", "op 1 maart 2015"),
        ("l’article premier", "artikel 1"),
        ("les §§ 2 à 5 de l’article 32", "artikel 32, §§ 2 tot 5"),
        ("deux exemplaires", "2 exemplaren"),
        ("40 000 habitants", "40.000 inwoners"),
        ("01/03/2015", "1 maart 2015"),
        ("10 000 euros", "€ 10.000"),
        ("les lignes 2.1 à 2.3", "de rijen 2.1 tot 2.3"),
        ("3,50 heures", "3,5 uur"),
        ("à 14 h 30", "om 14.30 uur"),
        ("à 14h30", "om 14u30"),
        ("à 14 heures 30", "om 14:30"),
        ("à 9 h 05", "om 9.05 u."),
        ("de 9 h à 12 h 30", "van 9 tot 12.30 uur"),
        ("de 9 h 00 à 12 h 00", "van 9.00 tot 12.00 uur"),
        ("14 h", "14 uur"),
        ("de 9 h 30 à 16 h", "van 9.30 tot 16 uur"),
        ("au premier semestre de 2015", "in de eerste helft van 2015"),
        ("au premier semestre", "in het eerste halfjaar"),
        ("mille deux cent cinquante euros", "duizend tweehonderdvijftig euro"),
        ("mille deux cent cinquante euros", "twaalfhonderdvijftig euro"),
        ("mille cinq cents euros", "vijftienhonderd euro"),
        ("un euro", "€ 1"),
        ("L’article 3, alinéa 1er, s’applique", "Artikel 3, eerste lid, is van toepassing"),
        ("L’article 3, premier alinéa, s’applique", "Artikel 3, eerste lid, is van toepassing"),
        ("L’article 3, deuxième alinéa", "Artikel 3, tweede lid"),
        ("les alinéas 1er et 2", "het eerste en het tweede lid"),
        ("§ 1er, alinéa 1er,", "§ 1, eerste lid,"),
        ("l’article 60, § 3, alinéa 1er, 2°, de la loi", "artikel 60, § 3, eerste lid, 2°, van de wet"),
        ("en double exemplaire", "in twee exemplaren"),
        ("en double exemplaire", "in tweevoud"),
        ("en trois exemplaires", "in drievoud"),
    ],
)
def test_the_same_fact_in_another_notation_is_the_same(french: str, dutch: str) -> None:
    """Order, blanks, separators and number words say nothing."""
    assert facts.facts(french) == facts.facts(dutch)


@pytest.mark.parametrize(
    ("french", "dutch"),
    [
        ("1 314,20 €", "€ 1.314,02"), ("article 4", "artikel 5"), ("§ 2", "§ 3"), ("trois", "vier"),
        ("le 8 juillet 1976", "8 juli 1967"), ("50 %", "50"), ("art. 60, § 7", "art. 60"),
        ("à 14 h 30", "om 14.20 uur"), ("de 9 h à 12 h 30", "van 9 tot 12 uur"), ("14 h 30", "15.30 uur"), ("9 h", "9 h 30"),
        ("mille deux cent cinquante euros", "duizend vijfhonderdtwintig euro"), ("alinéa 1er", "tweede lid"), ("en double exemplaire", "in drievoud"),
    ],
)  # fmt: skip
def test_another_fact_is_another(french: str, dutch: str) -> None:
    assert facts.facts(french) != facts.facts(dutch)


@pytest.mark.parametrize("first", range(1, 10_000, 1_111))
def test_an_amount_in_words_is_the_same_fact_as_in_digits_in_both_languages(first: int) -> None:
    """As the program spells it in a document."""
    for number in range(first, first + 1_111):
        told = [facts.facts(f"{number} euros")]
        told += [
            facts.facts(f"{write(number)} {euro}") for write, euro in ((french, "euros"), (dutch, "euro"))
        ]
        assert told[0] == told[1] == told[2], number


def test_equal_notations_in_a_template_give_nothing(tmp_path: Path) -> None:
    """The page may be written “50%”-free, the numbers in words: nothing is lost, nothing is told of the pair."""
    path = files("nl")[0]
    changed = copied(path, tmp_path)
    parts = read_parts(path.name, path.read_bytes())
    text = parts["word/document.xml"].decode()
    text = text.replace("in twee exemplaren", "in 2 exemplaren").replace(
        "12\u00a0augustus 2000", "12/08/2000"
    )
    parts["word/document.xml"] = text.encode()
    faults.write(changed, parts)
    assert pairs.check(tmp_path).findings == ()


def test_a_file_without_its_pair_and_one_that_is_none_are_told(tmp_path: Path, call: Call) -> None:
    folder = tmp_path / "conventions"
    folder.mkdir()
    shutil.copy(TEMPLATES / "conventions" / "convention-city.fr.docx", folder)
    (folder / "other.fr.docx").write_text("junk")
    (folder / "loose.docx").write_text("junk")
    code, out, _ = call("templates", "check", tmp_path.as_posix(), "--format", "json")
    assert code == 1
    told = json.loads(out)
    assert sorted({each["code"] for each in told["findings"]}) == ["PAI001", "TPL001"]
    assert told["summary"]["files"] == 3


def test_a_folder_without_templates_is_wrong_use(tmp_path: Path, call: Call) -> None:
    assert call("templates", "check", tmp_path.as_posix())[0] == 2
    assert call("templates", "check", (tmp_path / "none").as_posix())[0] == 2


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_finding_tells_both_places_in_the_language_of_the_reader(
    tmp_path: Path, call: Call, language: str
) -> None:
    """As JSON and as text."""
    path = files("nl")[0]
    copied(path, tmp_path)
    fault = next(each for each in faults.FAULTS if each.name == "other paragraph")
    assert faults.inject(tmp_path, path, fault) is not None
    code, out, _ = call("templates", "check", tmp_path.as_posix(), "--format", "json", language=language)
    found = json.loads(out)["findings"][0]
    assert code == 1
    assert (found["line"], found["column"], found["code"]) == (None, None, "PAI017")
    assert found["path"].endswith("convention-city.nl.docx")
    assert found["related"]["path"].endswith("convention-city.fr.docx")
    assert found["message"].startswith(found["pointer"])
    code, out, err = call("templates", "check", tmp_path.as_posix(), language=language)
    assert code == 1
    assert "PAI017" in out
    assert "24" not in err


def test_a_name_that_is_wrong_in_both_languages_is_found_and_in_a_folder_of_one_family(
    tmp_path: Path,
) -> None:
    """Nothing differs then between the two: what exists is known by kind."""
    for language in ("fr", "nl"):
        path = TEMPLATES / "conventions" / f"convention-cluster.{language}.docx"
        parts = read_parts(path.name, path.read_bytes())
        raw = parts["word/document.xml"]
        assert raw.count(b"member.name") == 1
        parts["word/document.xml"] = raw.replace(b"member.name", b"member.nom")
        faults.write(tmp_path / path.name, parts)
    found = pairs.check(tmp_path).findings
    assert [each.code for each in found] == ["TPL008", "TPL008"]
    assert all("member.nom" in str(each.message) for each in found)


def test_a_block_that_the_common_template_does_not_have_is_told(tmp_path: Path) -> None:
    path = TEMPLATES / "piis" / "piis-studies.nl.docx"
    copied(path, tmp_path)
    fault = next(each for each in faults.FAULTS if each.name == "other block")
    assert faults.inject(tmp_path, path, fault) is not None
    assert "TPL018" in {finding.code for finding in pairs.check(tmp_path).findings}


@pytest.mark.parametrize(
    ("code", "name", "edits", "words"),
    [
        ("PAI025", "closing", {"fr": (r"Subside \(maximum\)", "Montant maximal"), "nl": (r"Toelage \(maximum\)", "Minimumbedrag")},
         ["“maximal”", "“Minimumbedrag”"]),
        ("PAI025", "advice", {"nl": (r"na goedkeuring", "vóór goedkeuring")}, ["“après”", "“vóór”"]),
        ("PAI031", "invitation", {"fr": ("progrès des bénéficiaires", "progrès des partenaires")}, ["“partenaires”", "“gerechtigden”"]),
    ],
)  # fmt: skip
def test_words_that_mean_another_thing_are_both_named(
    code: str, name: str, edits: dict[str, tuple[str, str]], words: list[str], tmp_path: Path
) -> None:
    """A term, or a word of force and its opposite; told once for each, and the remedies do not contradict each other."""
    copied(TEMPLATES / "ministerial" / f"{name}.nl.docx", tmp_path)
    for language, edit in edits.items():
        word_files.replaced(tmp_path / "ministerial" / f"{name}.{language}.docx", *edit)
    found = [each for each in pairs.check(tmp_path).findings if each.code == code]
    assert found
    for each in found:
        assert all(word in str(each.message) for word in words), str(each.message)
    assert code != "PAI025" or len(found) == 1
    assert all("is right" in str(each.remedy) for each in found if code == "PAI031")


SAME = (
    ("prend une décision à 14 h 30", "om 14.30 uur een beslissing neemt"),
    ("prend une décision entre 9 h et 12 h 30", "tussen 9 en 12.30 uur een beslissing neemt"),
    ("prend une décision sur une ASBL", "een beslissing neemt over een vzw"),
    ("prend une décision dans 1 mois", "binnen één maand een beslissing neemt"),
    ("prend une décision une fois", "1 keer een beslissing neemt"),
    ("prend une décision dans les six mois", "binnen een half jaar een beslissing neemt"),
    ("prend une décision au premier semestre de 2015", "in de eerste helft van 2015 een beslissing neemt"),
    ("prend une décision publiée au M.B.", "een in het B.S. bekendgemaakte beslissing neemt"),
)
OTHER = (
    ("prend une décision à 14 h 30", "om 15.30 uur een beslissing neemt", "PAI014"),
    ("prend une décision sur une ASBL", "een beslissing neemt over een KBO", "PAI019"),
    ("prend une décision dans 1 mois", "binnen 2 maanden een beslissing neemt", "PAI014"),
    ("prend une décision dans 1 mois", "een beslissing neemt", "PAI014"),
    ("prend une décision dans les cinq mois", "binnen een half jaar een beslissing neemt", "PAI014"),
    (
        "prend une décision au second semestre de 2015",
        "in de tweede helft van 2016 een beslissing neemt",
        "PAI014",
    ),
    ("prend une décision publiée au M.B.", "een in het K.B. bekendgemaakte beslissing neemt", "PAI019"),
)


@pytest.mark.parametrize(("french", "dutch", "code"), [*((*each, "") for each in SAME), *OTHER])
def test_what_each_language_writes_its_own_way_is_no_difference_and_another_thing_is(
    french: str, dutch: str, code: str, tmp_path: Path
) -> None:
    """Times of day, “vzw”, an article that counts."""
    copied(TEMPLATES / "ministerial" / "invitation.nl.docx", tmp_path)
    word_files.replaced(tmp_path / "ministerial/invitation.fr.docx", "prend une décision", french)
    word_files.replaced(tmp_path / "ministerial/invitation.nl.docx", "een beslissing neemt", dutch)
    told = {each.code for each in pairs.check(tmp_path).findings} - {"PAI028"}
    assert (code in told) if code else not told


@pytest.mark.parametrize(
    ("french", "dutch"),
    [
        ("La convention prend fin, à moins que les parties n’en décident autrement.", "De overeenkomst eindigt, tenzij de partijen er anders over beslissen."),
        ("Il informe avant que la dépense ne soit faite.", "Hij informeert voordat de uitgave wordt gedaan."),
        ("Sans réponse, la demande est refusée.", "Bij ontstentenis van antwoord wordt de aanvraag geweigerd."),
        ("Faute d’accord, il décide.", "Bij gebrek aan akkoord beslist hij."),
        ("Il est entendu avant la décision. Il peut se faire assister.", "Hij kan zich laten bijstaan. Hij wordt vóór de beslissing gehoord."),
    ],
)  # fmt: skip
def test_words_that_deny_nothing_and_sentences_in_another_order_are_no_difference_of_force(
    french: str, dutch: str
) -> None:
    assert list(force.one_sided(french, dutch)) == []


@pytest.mark.parametrize(
    ("french", "dutch", "word"),
    [
        ("Il informe avant que la dépense ne soit pas payée.", "Hij informeert voordat de uitgave wordt gedaan.", "pas"),
        ("Il est entendu avant la décision. Il peut se faire assister.", "Hij kan zich laten bijstaan. Hij wordt na de beslissing gehoord.", "avant"),
        ("Il ne paie pas. Il doit attendre.", "Hij moet wachten. Hij betaalt.", "ne"),
    ],
)  # fmt: skip
def test_a_word_of_force_that_is_lost_is_told_though_sentences_were_moved(
    french: str, dutch: str, word: str
) -> None:
    assert word in [each.word.casefold() for each in force.one_sided(french, dutch)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("not (a or b)", "not b and not a", True), ("not (a and b)", "not a or not b", True), ("not a > 1", "a <= 1", True),
        ("a and (b and a)", "b and a", True), ("a or not (b and c)", "not c or a or not b", True), ("not (a == 1)", "a != 1", True),
        ("not (a or b)", "not a or not b", False), ("not (a and b)", "a and b", False), ("not a > 1", "a < 1", False),
        ("a and (b or c)", "a and b or c", False), ("(a or b) and (c or d)", "a or b and c or d", False),
    ],
)  # fmt: skip
def test_a_condition_that_is_written_in_another_way_is_the_same(one: str, other: str, *, same: bool) -> None:
    read = [tags.found_in(f"{{%p if {each} %}}")[0].expression for each in (one, other)]
    assert (read[0] == read[1]) is same


@pytest.mark.parametrize(
    ("kind", "wrong", "meant"),
    [
        ("invitation", ("centre.street", "centre.stret"), "{{ centre.street }}"),
        ("binder", (r"line\.page", "line.pagina"), "{{ line.page }}"),
        ("binder", (r"section\.title", "section.titel"), "{{ section.title }}"),
        ("invitation", (r"signing_days", "days_signed_by_all"), "docs/templates.md"),
    ],
)
def test_of_a_name_that_does_not_exist_the_one_is_told_that_is_meant(
    kind: str, wrong: tuple[str, str], meant: str, tmp_path: Path
) -> None:
    """As it is written at that place; else where the names are listed."""
    path = copied(TEMPLATES / "ministerial" / f"{kind}.nl.docx", tmp_path)
    word_files.replaced(path, *wrong)
    found = [each for each in pairs.check(tmp_path).findings if each.code == "TPL008"]
    assert len(found) == 1
    assert meant in str(found[0].remedy)


@pytest.mark.parametrize(("name", "said"), [("bold by hand", "(vet)"), ("centred by hand", "(uitlijning)")])
def test_what_is_formatted_by_hand_is_named_as_word_names_it(
    name: str, said: str, tmp_path: Path, call: Call
) -> None:
    path = files("nl")[0]
    copied(path, tmp_path)
    assert (
        faults.inject(tmp_path, path, next(each for each in faults.FAULTS if each.name == name)) is not None
    )
    _, out, _ = call("templates", "check", tmp_path.as_posix(), language="nl")
    assert said in out


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        (r"\{\{ amount\|euro \}\}", "{{ amount|date }}", "euro, hours, percent, words"),
        (r"\{\{ amount\|euro \}\}", "{{ amount }}", "euro, hours, percent, words"),
        (r"\{\{ campaign\.end\|date \}\}", "{{ campaign.end }}", "date, day"),
        (r"\{\{ centre\.name \}\}", "{{ centre.name|date }}", "Take the filter away."),
        (r"\{\{ centre\.name \}\}", "{{ centre }}", "Print one of its values"),
        (r"in partners %", "in initiatives %", "Write a list behind “in”"),
    ],
)
def test_a_tag_that_no_document_could_be_made_with_is_told_though_both_languages_have_it(
    old: str, new: str, remedy: str, tmp_path: Path, call: Call
) -> None:
    """The two files do not differ, and the first convention would fail."""
    for language in ("fr", "nl"):
        copy = tmp_path / "conventions" / f"convention-city.{language}.docx"
        copy.parent.mkdir(exist_ok=True)
        shutil.copy(TEMPLATES / "conventions" / copy.name, copy)
        word_files.edited(copy, lambda root: replaced_in_text(root, old, new))
    code, out, _ = call("templates", "check", str(tmp_path), "--format", "json", "--lang", "en")
    found = json.loads(out)["findings"]
    assert code == 1
    # the names within a loop are those of its list
    told = {each["code"] for each in found if each["severity"] == "error"}
    assert told == ({"TPL024", "TPL008"} if "%" in new else {"TPL024"})
    assert len({each["path"] for each in found if each["code"] == "TPL024"}) == 2
    assert all(remedy in each["remedy"] for each in found if each["code"] == "TPL024")


def replaced_in_text(root: etree._Element, old: str, new: str) -> None:
    """Replace a tag wherever it stands in one run."""
    count = 0
    for each in root.iter(f"{W}t"):
        each.text, times = re.subn(old, new, str(each.text or ""))
        count += times
    assert count
