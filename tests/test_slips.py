"""The slips of somebody who fills in a file in Notepad, and what the program answers, in her language."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator import batch, schemas
from generator.pipeline import Checker
from generator.source import parse
from tests.conftest import EXAMPLES, Call
from tests.people import People

_AMOUNT = "amount: 742518.45\nbudget: {staff: 610000.00, operating: 132518.45}"
_GENT = EXAMPLES / "conventions" / "gent.yaml"


def _told(call: Call, folder: Path, language: str, written: str, slip: str) -> str:
    """Write an example with a slip in it, and give what `validate` says of it, with spaces that may break."""
    text = _GENT.read_text(encoding="utf-8")
    assert text.count(written) == 1
    shutil.copy(EXAMPLES / "centres" / "gent.yaml", folder)
    file = folder / "x.yaml"
    file.write_text(text.replace(written, slip).replace("../centres/", ""), encoding="utf-8")
    _, out, _ = call("validate", str(file), "--lang", language)
    return out.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("language", "read", "remedy"),
    [
        ("fr", "742,51 € (sept cent quarante-deux euros et cinquante et un cents)", "écrivez 742510,"),
        ("nl", "€ 742,51 (zevenhonderdtweeënveertig euro en eenenvijftig cent)", "schrijf 742510,"),
        ("en", "(742 euro, 51 cents)", "write 742510,"),
    ],
)
def test_a_point_between_thousands_warns_with_the_amount_that_was_read(
    call: Call, tmp_path: Path, language: str, read: str, remedy: str
) -> None:
    """742.51 for 742 510 euro is a thousandth: it is spelt, and the amount to write is named."""
    out = _told(
        call,
        tmp_path,
        language,
        _AMOUNT,
        "amount: 742.51",
    )
    assert "CNV019" in out
    assert "CNV015" not in out
    assert read in out
    assert remedy in out


@pytest.mark.parametrize("amount", ["74251.00", "7425.18"])
def test_an_amount_that_no_point_explains_asks_for_row_2_too(call: Call, tmp_path: Path, amount: str) -> None:
    """A digit may be missing in either; the remedy tells how an amount is written."""
    out = _told(
        call,
        tmp_path,
        "en",
        _AMOUNT,
        f"amount: {amount}",
    )
    assert "warning CNV019" in out
    assert "Check the amount and row 2 (260)" in out


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("742 518,45", "742518.45"),
        ("742.518,45", "742518.45"),
        ("742518,45", "742518.45"),
        ("742.518", "742518.00"),
        ("742518 €", "742518.00"),
        ("€ 742.518,-", "742518.00"),
    ],
)
def test_an_amount_as_on_paper_is_refused_with_the_one_to_write(
    call: Call, tmp_path: Path, written: str, meant: str
) -> None:
    """Nothing is guessed in silence, but what is certain is named."""
    out = _told(call, tmp_path, "en", "amount: 742518.45", f"amount: {written}")
    assert f"Write {meant}, if that is meant" in out


@pytest.mark.parametrize(
    ("written", "meant"),
    [("371.259,23", "371259.23"), ("371 259,23", "371259.23"), ("371259,5", "371259.50"), ("48,25", "48.25")],
)
def test_a_comma_within_braces_does_not_cost_the_cents(
    call: Call, tmp_path: Path, written: str, meant: str
) -> None:
    """`{date: …, amount: 371.259,23}`: YAML ends the amount at the comma; that is told once, with the amount that is meant."""
    copy = shutil.copytree(EXAMPLES, tmp_path / "examples") / "ministerial" / "decisions" / "gent.yaml"
    text = copy.read_text(encoding="utf-8")
    slip = text.replace("advance: {date: 2015-12-11}", f"advance: {{date: 2015-12-11, amount: {written}}}")
    assert slip != text
    copy.write_text(slip, encoding="utf-8")
    code, out, _ = call("--lang", "en", "validate", str(copy))
    assert code == 1
    assert out.count("error") == 1
    assert "SRC015: between braces a comma ends the value".casefold() in out.casefold()
    assert f"as {meant}" in out


def test_a_number_of_people_as_on_paper_is_refused_with_the_one_to_write(call: Call, tmp_path: Path) -> None:
    """A point between thousands makes no part of a person."""
    out = _told(call, tmp_path, "nl", "inhabitants: 248242", "inhabitants: 248.242")
    assert "“248.242” is geen geheel getal." in out
    assert "Schrijf 248242" in out


def test_an_amount_that_is_none_names_no_other(call: Call, tmp_path: Path) -> None:
    """Words, and a third decimal, say nothing of what is meant."""
    for slip in ("to be decided", "10000.005"):
        out = _told(call, tmp_path, "en", "amount: 742518.45", f"amount: {slip}")
        assert "Write an amount with a point before the cents only, for example 10000.00." in out


@pytest.mark.parametrize(
    ("slip", "value"),
    [("ja", "true"), ("Oui", "true"), ("x", "true"), ("Yes", "true"), ("True", "true"), ("waar", "true"), ("nee", "false"), ("neen", "false"), ("NON", "false"), ("n", "false"), ("faux", "false")],
)  # fmt: skip
def test_a_word_for_yes_or_no_is_answered_with_the_one_value_to_write(
    call: Call, tmp_path: Path, slip: str, value: str
) -> None:
    """In the three languages, in capitals or not."""
    for language, start in (("fr", "Écrivez"), ("nl", "Schrijf"), ("en", "Write")):
        out = _told(call, tmp_path, language, "increased_subsidy: true", f"increased_subsidy: {slip}")
        assert f"→ {start} {value}" in out


@pytest.mark.parametrize(
    ("language", "choice"), [("fr", "true (oui) ou false (non)"), ("nl", "true (ja) of false (nee)")]
)
def test_a_word_that_is_neither_yes_nor_no_names_both_values(
    call: Call, tmp_path: Path, language: str, choice: str
) -> None:
    """The reader learns which is which in her language."""
    assert choice in _told(
        call, tmp_path, language, "increased_subsidy: true", "increased_subsidy: misschien"
    )


@pytest.mark.parametrize(
    ("language", "declares"),
    [
        ("fr", "le Centre déclare ce qui suit"),
        ("nl", "het centrum op grond van de gegevens op 1 januari 2013 het volgende verklaart"),
    ],
)
def test_what_the_list_of_urban_policy_does_not_say_is_declared_by_the_centre(
    call: Call, tmp_path: Path, language: str, declares: str
) -> None:
    """CTY003 warns, and the convention states no fact that the program doubts."""
    wrong = Path(__file__).parent / "examples" / "wrong" / "conventions" / "urban-policy-not-listed.yaml"
    code, out, _ = call("render", str(wrong), "-o", str(tmp_path), "--language", language, "--to", "docx")
    assert code == 0
    assert "CTY003" in out
    (docx,) = tmp_path.glob("*.docx")
    assert declares in call("templates", "text", str(docx))[1].replace("\u00a0", " ")


def test_the_summary_counts_the_file_of_the_centre_too(call: Call, tmp_path: Path) -> None:
    """Errors stand in both files; the JSON counts what was asked for, as its contract says."""
    shutil.copy(EXAMPLES / "conventions" / "gent.yaml", tmp_path)
    path = tmp_path / "gent.yaml"
    path.write_text(path.read_text("utf-8").replace("../centres/gent.yaml", "centre.yaml"), encoding="utf-8")
    centre = (EXAMPLES / "centres" / "gent.yaml").read_text("utf-8")
    (tmp_path / "centre.yaml").write_text(centre.replace("nis: ", "nis: 9"), encoding="utf-8")
    code, out, err = call("validate", str(path), "--lang", "en")
    assert code == 1
    assert "centre.yaml" in out
    assert "Files: 1; files that they refer to: 1. Errors: " in err
    assert json.loads(call("validate", str(path), "--format", "json")[1])["summary"]["files"] == 1
    assert "Files: 2. Errors: " in call("validate", str(tmp_path), "--lang", "en")[2]


def _slips(line: str) -> Iterator[str]:
    """Give a line as somebody may have mistyped it."""
    yield line.rstrip('"')
    yield line.replace('"', "", 1)
    yield re.sub(r":( |$)", r"\1", line, count=1)
    yield line.replace(": ", ":", 1)
    yield f" {line}"
    yield f"  {line}"
    yield line.removeprefix(" ")
    yield line.removeprefix("  ")
    yield re.sub(r'(: )"?', r"\1@", line, count=1)
    yield re.sub(r'(: "?)', r"\1x: ", line, count=1)
    yield re.sub(r"[\]}]", "", line, count=1)
    yield re.sub(r': "(.*)"', r": 'l'\1'", line)


@pytest.mark.parametrize(
    "path",
    [
        EXAMPLES / "conventions" / "gent.yaml",
        EXAMPLES / "conventions" / "tielt-cluster.yaml",
        EXAMPLES / "centres" / "tielt.yaml",
    ],
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_a_slip_in_the_syntax_of_any_line_brings_no_finding_that_only_follows_from_it(path: Path) -> None:
    """The rest of the file is checked, and right: nothing is told but the one fault."""
    lines = path.read_text(encoding="utf-8").split("\n")
    checker, read = Checker(), 0
    for number, line in enumerate(lines):
        for slip in _slips(line) if line and not line.lstrip().startswith("#") else ():
            text = "\n".join([*lines[:number], slip, *lines[number + 1 :]])
            source = parse(text.encode(), path.as_posix())
            if "SRC015" in {each.code for each in source.findings}:
                found = checker.check_source(source, path.parent).findings
                assert [each.code for each in found] == ["SRC015"], slip
                read += source.data is not None
    assert read > len(lines)


def _largest_of_each_kind() -> list[Path]:
    """Give the example of each kind that fills in most."""
    files: dict[str, Path] = {}
    for path in sorted(EXAMPLES.rglob("*.yaml"), key=lambda each: each.stat().st_size):
        files[str(parse(path.read_bytes(), "x").data["kind"])] = path  # type: ignore[index, call-overload]
    return list(files.values())


@pytest.mark.parametrize("path", _largest_of_each_kind(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_name_of_a_field_that_is_misspelt_or_taken_away_is_told_and_breaks_nothing(path: Path) -> None:
    """Also within the entries of a list, which are read whole: no rule and no plan takes what is not there."""
    lines, checker = path.read_text(encoding="utf-8").split("\n"), Checker()
    checker.check(path)
    fields = set(_fields(parse(path.read_bytes(), "x").data))
    told = 0
    for number, line in enumerate(lines):
        for name in re.finditer(r"(?<![#\w])([a-z_]+)(?=:)", line):
            for slip in ("x", f"{name[0]}e") if name[0] in fields and "#" not in line else ():
                wrong = f"{line[: name.start()]}{slip}{line[name.end() :]}"
                text = "\n".join([*lines[:number], wrong, *lines[number + 1 :]])
                checked = checker.check_source(parse(text.encode(), path.as_posix()), path.parent)
                batch.plan(batch.Report((checked,), checked.findings))
                assert not checked.sound, wrong
                told += 1
    assert told > 10


def _fields(data: object) -> Iterator[str]:
    """Give the names of all fields, near and far."""
    if isinstance(data, dict):
        yield from data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _fields(each)


def test_faults_of_the_syntax_are_told_with_all_others(call: Call, tmp_path: Path) -> None:
    """A quotation mark, a bracket and a figure are mended in one go."""
    text = _GENT.read_text(encoding="utf-8")
    shutil.copy(EXAMPLES / "centres" / "gent.yaml", tmp_path)
    text = text.replace("../centres/", "").replace('kans in de buurt"', "kans in de buurt")
    text = text.replace("type: other", "type: @other").replace("social_balances: 320", "social_balances: 32")
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    _, out, _ = call("validate", str(tmp_path / "x.yaml"), "--format", "json")
    told = [(each["code"], each["pointer"]) for each in json.loads(out)["findings"]]
    assert told == [
        ("SRC015", "/collective_actions/0"),
        ("CNV001", "/objectives/social_balances"),
        ("SRC015", "/instrument/type"),
    ]


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("fr", "Le champ « Partenaires 2 › Nom » (partners.name) est manquant."),
        ("nl", "Het veld “Partners 2 › Naam” (partners.name) ontbreekt."),
    ],
)
def test_a_missing_field_is_named_with_its_groups_in_the_language_of_the_reader(
    call: Call, tmp_path: Path, language: str, named: str
) -> None:
    """“name” stands in many places of a file."""
    out = _told(
        call, tmp_path, language, '- name: "Vrijwilligerspunt Model"\n    contribution:', "- contribution:"
    )
    assert named in out


def test_an_empty_text_is_named_with_its_language(call: Call, tmp_path: Path) -> None:
    """The title of the schema, and the names of the file."""
    slip = 'nl: ""\n    fr: "Visites'
    written = 'nl: "Huisbezoeken en begeleiding naar het verenigingsleven in de wijk."\n    fr: "Visites'
    assert "“Individuele acties 2 › Nederlands” (individual_actions.nl) is leeg" in _told(
        call, tmp_path, "nl", written, slip
    )


def test_a_field_that_is_commented_out_is_told_with_its_line(call: Call, tmp_path: Path) -> None:
    """The skeleton of `init` holds it already, behind a number sign; only that of the same group counts."""
    path = tmp_path / "x.yaml"
    call("init", "convention-city", "--nis", "62063", "-o", str(path), "--lang", "fr")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n  type: ", "\n  type: other"), encoding="utf-8")
    line = text.split("\n").index("  # name:", text.split("\n").index("instrument:")) + 1
    _, out, _ = call("validate", str(path), "--lang", "nl")
    assert f"“name” staat op regel {line} achter het teken #" in out


def test_a_field_that_the_file_holds_nowhere_is_to_be_added_with_its_languages(
    call: Call, tmp_path: Path
) -> None:
    """A name in two languages is no text on one line."""
    out = _told(
        call,
        tmp_path,
        "en",
        '  name: {nl: "activeringsladder met zes treden", fr: "échelle d’activation à six niveaux"}\n',
        "  # title:\n",
    )
    assert "CNV016" in out
    assert "Add the line “name:” here and below it, indented by two more spaces, a line “fr: …”" in out


@pytest.mark.parametrize(
    ("written", "slip", "remedy"),
    [
        ("agreement: 2015-02-16", "agreement: 16/02/2015", "Schrijf 2015-02-16,"),
        ("agreement: 2015-02-16", "agreement: 16 februari 2015", "Schrijf 2015-02-16,"),
        ("agreement: 2015-02-16", "agreement: weldra", "Schrijf een datum als jaar-maand-dag"),
        ("type: other", "type: ander", "Schrijf other,"),
        ("type: other", "type: Sociale balans", "Schrijf social-balance,"),
        ("type: other", "type: vragenlijst", "Kies uit: social-balance"),
        ('nl: "Stelt lokalen', 'NL: "Stelt lokalen', "Bedoelt u “nl”?"),
        ("individual_actions:\n", "Individual actions:\n", "Bedoelt u “individual_actions”?"),
        ("individual_actions:\n", "individual_actions: geen\n", "Verwijder die waarde"),
        ('"Vlot op weg"', '"Vlot "op" weg"', "geen andere rechte aanhalingstekens"),
        ("criteria:\n", "criteria: alle drie\n", "bij een veld met andere velden eronder staat niets achter"),
        ('- name: "Vrijwilligerspunt', '-name: "Vrijwilligerspunt', "met een spatie na het streepje"),
        ('- name: "Vrijwilligerspunt', '  name: "Vrijwilligerspunt', "begin hier met “- ” een nieuw element"),
    ],
)
def test_a_slip_is_answered_with_what_to_write(
    call: Call, tmp_path: Path, written: str, slip: str, remedy: str
) -> None:
    """The remedy is about this slip, not about all that may be wrong."""
    assert remedy in _told(call, tmp_path, "nl", written, slip)


@pytest.mark.parametrize(
    ("file", "written", "slip", "told", "remedy"),
    [
        ("piis", "who: centre", "who: le CPAS", "« … » n’est pas l’une", "→ Écrivez centre, ou une autre"),
        ("piis", "hours_per_week: 3", "hours_per_week: 2,5", "pas un nombre d’heures", "avec un point : 3.5"),
        ("piis", "choice_offered: true", "choice_offered: oui", "« … » n’est ni true", "→ Écrivez true :"),
        (
            "social-balance",
            "gender: female",
            "gender: femme",
            "« … » n’est pas l’une",
            "→ Choisissez une de ces",
        ),
    ],
)
def test_a_remedy_names_what_is_meant_but_not_the_data_of_a_person(  # noqa: PLR0917
    call: Call, tmp_path: Path, file: str, written: str, slip: str, told: str, remedy: str
) -> None:
    """A possible value is a word of the program; what is private stays so, meant or not."""
    shutil.copytree(EXAMPLES / "piis" / "D-2015-0001", tmp_path / "piis" / "D")
    shutil.copytree(EXAMPLES / "centres", tmp_path / "centres")
    path = tmp_path / "piis" / "D" / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(written, slip, 1), encoding="utf-8")
    _, out, _ = call("validate", str(path), "--lang", "fr")
    out = out.replace("\u00a0", " ").replace("\u202f", " ")
    assert told in out
    assert remedy in out


def test_a_contract_that_ends_before_it_starts_is_told_once(call: Call, tmp_path: Path) -> None:
    """No day is within it: neither the evaluations nor the end of the pathway are said to be outside."""
    closing = {"date": "2015-12-11", "reason": "completed", "results": ["autonomy"]}
    evaluations = [{}, {}, {"next": None, "closing": closing}]
    people = People(tmp_path)
    people.add("1", evaluations=evaluations)
    before = call("validate", str(tmp_path))[1]
    shutil.rmtree(tmp_path / "1")
    people.add(
        "1", evaluations=evaluations, contract={"period": {"start": "2015-03-16", "end": "2015-01-31"}}
    )
    code, out, _ = call("validate", str(tmp_path))
    told = re.findall(r"erreur ([A-Z]{3}\d{3})", out)
    assert re.findall(r"erreur ([A-Z]{3}\d{3})", before) == []
    assert (code, told) == (1, ["PII003"])
    assert "31 janvier 2015" not in out


_PARTNER = '- name: "Vrijwilligerspunt Model"'


@pytest.mark.parametrize("value", ["Lokaal # gelijkvloers", "Élise # Noël", "Lokaal # 12", "Lokaal #12"])
def test_what_a_text_loses_behind_a_number_sign_is_told_with_both_remedies(
    call: Call, tmp_path: Path, value: str
) -> None:
    """The text between double quotes is whole, and a remark on a line of its own is one."""
    lost = value[value.index("#") :]
    out = _told(call, tmp_path, "en", _PARTNER, f"- name: {value}")
    assert out.count("warning") + out.count("error") == 1
    assert f"“{lost}”" in out
    assert "put the whole text between double quotes; if it is a remark, put it on a line of its own" in out
    for remedy in (f'- name: "{value}"', f"# {lost}\n  - name: {value.partition(' #')[0]}"):
        assert not _told(call, tmp_path, "en", _PARTNER, remedy)


@pytest.mark.parametrize(
    ("written", "remark"),
    [
        ("agreement: 2015-02-16", "agreement: 2015-02-16 # to be confirmed"),
        ("type: other", "type: other # as agreed"),
        ("increased_subsidy: true", "increased_subsidy: true # see the list"),
        ("inhabitants: 248242", "inhabitants: 248242 # on 1 January"),
        ("../centres/gent.yaml", "../centres/gent.yaml # our file"),
        (_PARTNER, f"{_PARTNER} # since 2013"),
        (_PARTNER, "- name: Vrijwilligerspunt  # since 2013"),
    ],
)
def test_a_remark_that_cannot_be_text_is_a_remark(
    call: Call, tmp_path: Path, written: str, remark: str
) -> None:
    """Behind a date, a choice, a number, a file, a text between quotes; or set apart by two blanks, as in drafts."""
    assert not _told(call, tmp_path, "en", written, remark)


def test_what_is_typed_behind_the_mark_of_a_draft_is_told_as_not_read(call: Call, tmp_path: Path) -> None:
    """The field is empty, and the remedy says where to type."""
    out = _told(call, tmp_path, "fr", _PARTNER, "- name:   # ← à compléter La plupart des gens")
    assert "avant le signe #" in out


@pytest.mark.parametrize(
    "name",
    [
        "“Élise Noël”",
        'Élise Noël"',
        "« Élise Noël »",
        "“Élise Noël",
        "»Noël«",
        "‘Noël’",
        '"“Noël”"',
        "Noël »",
    ],
)
def test_quotation_marks_around_a_name_are_told(call: Call, tmp_path: Path, name: str) -> None:
    """They would be printed; without them, or between straight ones, nothing is told."""
    out = _told(call, tmp_path, "en", _PARTNER, f"- name: {name}")
    assert "warning SRC019" in out
    assert out.count("SRC019") == 1
    bare = name.strip('“”"«»‘’ ')
    assert not _told(call, tmp_path, "en", _PARTNER, f'- name: "{bare}"')


@pytest.mark.parametrize(
    "name",
    ["asbl « Le Pont »", "« Le Pont » asbl", "Vzw “De Brug”", "“De Brug” vzw", "« Un » et « Deux »", "’t Hof", "\"'t Hof\"", "Buurthuis Frans’", "'L''Exemple'"],
)  # fmt: skip
def test_quotation_marks_within_a_name_are_part_of_it(call: Call, tmp_path: Path, name: str) -> None:
    """A balanced pair inside a longer text, or an apostrophe."""
    assert not _told(call, tmp_path, "en", _PARTNER, f"- name: {name}")


@pytest.mark.parametrize("name", ["'t Hof'", "'s-Hertogenbosch'", "'n Huis'", "'s Gravenvoeren'"])
def test_an_apostrophe_that_opens_a_quoted_text_is_told(call: Call, tmp_path: Path, name: str) -> None:
    """YAML takes it away; between double quotes it stays."""
    out = _told(call, tmp_path, "nl", _PARTNER, f"- name: {name}")
    assert "waarschuwing SRC019" in out
    assert f'"{name.split(chr(32), maxsplit=1)[0].rstrip(chr(39))}…"' in out


@pytest.mark.parametrize(
    ("spoilt", "meant"),
    [("isolÃ©es", "isolées"), ("dâ€™entraide", "d’entraide"), ("cÅ“ur", "cœur"), ("Ã  Gand", "à"), ("lÃ ", "là"), ("48 â‚¬", "€"), ("Â« Pont Â»", "«")],
)  # fmt: skip
def test_a_file_that_was_saved_in_two_encodings_is_refused_once(
    call: Call, tmp_path: Path, spoilt: str, meant: str
) -> None:
    """The word that is meant is named; the other words of the file follow from the same slip."""
    slip = f'- name: "ASBL {spoilt}"'
    out = _told(call, tmp_path, "fr", _PARTNER, slip)
    assert out.count("SRC003") == 1
    assert f"« {meant} »" in out


@pytest.mark.parametrize("name", ["QUALITÉ » Âge d’or", "ÂGE", "Ångström", "Château", "À l’Âtre", "JOÃO"])
def test_letters_that_only_look_spoilt_are_right(call: Call, tmp_path: Path, name: str) -> None:
    """Capitals with accents are letters."""
    assert "SRC003" not in _told(call, tmp_path, "en", _PARTNER, f'- name: "{name}"')


def _commented(text: str) -> str:
    """Put a comment and an empty line before each field, as `init` does it."""
    head = re.compile(r"^( *)(?=(?:- )?[a-z_]+:)", re.MULTILINE)
    return head.sub(r"\n\1## Titre : explication (exemple : 12500.5)\n\1", text)


@pytest.mark.parametrize("spread", [str, _commented], ids=["close", "commented"])
@pytest.mark.parametrize(
    ("written", "slip", "cause"),
    [
        ("social_balances: 320", "social_balances:320", "A space is missing after the colon."),
        ("total: 260", "total:260", "A space is missing after the colon."),
        ("urban_policy: true", "urban_policy:true", "A space is missing after the colon."),
        ("participants: 160", "participants:160", "A space is missing after the colon."),
        ("social_balances: 320", "social_balances = 320", "the “:” after its name is missing"),
        ("amount: 742518.45", "amount = 742518.45", "the “:” after its name is missing"),
        ("- title:", "title:", "“- ” is missing here"),
        ("- title:", "-title:", "A space is missing after the “-”."),
        ("- title:", "– title:", "The sign – stands here where “-” begins an entry"),
        ("  urban_policy:", "   urban_policy:", "Spaces before this line: 3; before the fields beside it: 2."),
        ("  social_balances:", " social_balances:", "Spaces before this line: 1; before the fields beside it: 2."),
        ("amount: 742518.45", " amount: 742518.45", "Spaces before this line: 1; before the fields beside it: 0."),
        ('name: "Vrijwilligerspunt Model"', 'name: "Vrijwilligerspunt Model', "A quotation mark is opened here and not closed"),
        ("amount: 742518.45", "amount:\u00a0742518.45", "The character U+00A0 NO-BREAK SPACE stands here"),
        ("amount: 742518.45", "amount: \u00a0742518.45", "The character U+00A0 NO-BREAK SPACE stands here"),
        ("  urban_policy:", "\u00a0\u00a0urban_policy:", "The character U+00A0 NO-BREAK SPACE stands here"),
        ("  social_balances:", "\u00a0\u00a0social_balances:", "The character U+00A0 NO-BREAK SPACE stands here"),
    ],
)  # fmt: skip
def test_a_slip_of_the_structure_is_told_at_its_own_line(
    written: str, slip: str, cause: str, spread: Callable[[str], str]
) -> None:
    """Not where the parser noticed it; comments and empty lines between the fields change nothing."""
    text = spread(_GENT.read_text(encoding="utf-8"))
    assert written in text
    line = text[: text.index(written)].count("\n") + 1
    checked = Checker().check_source(parse(text.replace(written, slip, 1).encode(), str(_GENT)), _GENT.parent)
    (finding,) = checked.findings
    assert (finding.code, finding.place.line) == ("SRC015", line)
    assert cause in str(finding.message)


def test_a_text_that_swallows_the_fields_below_is_told_where_it_begins() -> None:
    """The mark that closes it may stand many lines below, with no fault for the parser."""
    source = parse(b'a: 1\nname: "Elise\nstreet: Rue 1\nemail: x"\nb: 2\n', "x.yaml")
    assert [(each.code, each.place.line, each.place.column) for each in source.findings] == [("SRC015", 2, 7)]
    text = b'name: "Elise habite\n  exemple: la rue"\n'
    assert not parse(text, "x.yaml").findings


@pytest.mark.parametrize("value", ['".\\cpas.yaml"', '"..\\users\\x.yaml"', '"R\u00e9f\\2015\\A"'])
def test_a_backslash_between_double_quotes_is_named(call: Call, tmp_path: Path, value: str) -> None:
    """Both remedies work as they stand."""
    out = _told(call, tmp_path, "en", _PARTNER, f"- name: {value}")
    assert out.count("error") == 1
    assert "A backslash (\\) in a text between double quotes has a meaning of its own." in out
    assert "write “/” for it; put another text that holds one between single quotes" in out
    assert not _told(call, tmp_path, "en", _PARTNER, "- name: " + value.replace('"', "'"))


@pytest.mark.parametrize("written", ["'t Hof", "'s-Hertogenbosch", "'t Hof van 'n boer"])
def test_a_dutch_name_without_quotes_is_to_be_put_between_double_ones(
    call: Call, tmp_path: Path, written: str
) -> None:
    """Closing the quotation mark would cost the apostrophe."""
    out = _told(call, tmp_path, "nl", _PARTNER, f"- name: {written}")
    assert "SRC015" in out
    assert "tussen rechte aanhalingstekens" in out
    assert not _told(call, tmp_path, "nl", _PARTNER, f'- name: "{written}"')


@pytest.mark.parametrize(
    ("freed", "told"),
    [
        ("  advance: 371259.23", "“advance” belongs to “payment”, which is still behind “# ”."),
        ("  balance: 371259.22", "“balance” belongs to “payment”, which is still behind “# ”."),
    ],
)
def test_a_field_of_a_group_that_is_still_commented_out_is_told_with_the_line_to_free(
    call: Call, tmp_path: Path, freed: str, told: str
) -> None:
    """The skeleton of `init` holds the group behind number signs; freed, the file is right."""
    group = "amount: 742518.45\n\n## Paiement\n# payment:\n  ## Avance\n#   advance: \n  ## Solde\n#   balance: \n"
    name = freed.split(":", maxsplit=1)[0].strip()
    out = _told(call, tmp_path, "en", "amount: 742518.45\n", group.replace(f"#   {name}: ", freed))
    line = _GENT.read_text("utf-8").split("\n").index("amount: 742518.45") + 4
    assert told in out
    assert f"Delete that sign and the space there too (line {line})" in out
    assert out.count("error") == 1


@pytest.mark.parametrize(
    ("written", "shown", "meant"),
    [("CPAS", "CPAS", "cpas"), ("Cpas", "Cpas", "cpas"), ("convention", "convention", "convention-city"), ("Jan Peeters", "…", None)],
)  # fmt: skip
def test_a_kind_that_is_misspelt_in_the_file_of_the_centre_is_told_there(
    call: Call, tmp_path: Path, written: str, shown: str, meant: str | None
) -> None:
    """Its place, its nearest kind, and what else is wrong in that file where the kind is certain."""
    shutil.copy(_GENT, tmp_path)
    path = tmp_path / "gent.yaml"
    path.write_text(path.read_text("utf-8").replace("../centres/gent.yaml", "centre.yaml"), encoding="utf-8")
    centre = (EXAMPLES / "centres" / "gent.yaml").read_text("utf-8").replace("kind: cpas", f"kind: {written}")
    (tmp_path / "centre.yaml").write_text(
        centre.replace('postal_code: "', 'postal_code: "0'), encoding="utf-8"
    )
    line = centre.split("\n").index(f"kind: {written}") + 1
    _, out, _ = call("validate", str(path), "--lang", "en")
    assert f"centre.yaml:{line}:7: error SCH013: There is no kind “{shown}”." in out
    assert out.count("SCH013") == 1
    assert ("CPA006" in out) is (meant == "cpas")
    assert meant is None or f"Did you mean “{meant}”?" in out
    assert "cannot be read." in out


def test_a_year_between_quotes_in_the_file_of_the_centre_is_told_once(call: Call, tmp_path: Path) -> None:
    """Which year is meant is certain, so nothing follows from the slip."""
    shutil.copy(_GENT, tmp_path)
    path = tmp_path / "gent.yaml"
    path.write_text(path.read_text("utf-8").replace("../centres/gent.yaml", "centre.yaml"), encoding="utf-8")
    centre = (EXAMPLES / "centres" / "gent.yaml").read_text("utf-8")
    (tmp_path / "centre.yaml").write_text(
        centre.replace("campaign: 2015", 'campaign: "2015"'), encoding="utf-8"
    )
    _, out, _ = call("validate", str(path), "--format", "json")
    assert [(each["code"], each["pointer"]) for each in json.loads(out)["findings"]] == [
        ("SCH001", "/campaign")
    ]


def test_an_amount_with_a_comma_before_three_digits_names_both_readings(call: Call, tmp_path: Path) -> None:
    """The English write 150,000 for a hundred and fifty thousand."""
    out = _told(call, tmp_path, "fr", "amount: 742518.45", "amount: 150,000")
    assert "Écrivez 150000 ou 150.00" in out
    assert "Écrivez 742518.45," in _told(call, tmp_path, "fr", "amount: 742518.45", "amount: 742518,45")


@pytest.mark.parametrize(
    ("written", "slip", "meant"),
    [("amount: 742518.45", "amount: 0150000", "150000"), ("amount: 742518.45", "amount: 0742518.45", "742518.45"), ("social_balances: 320", "social_balances: 0320", "320")],
)  # fmt: skip
def test_a_number_that_begins_with_a_zero_is_told_as_such(
    call: Call, tmp_path: Path, written: str, slip: str, meant: str
) -> None:
    """It has not too many digits, nor a minus sign."""
    out = _told(call, tmp_path, "en", written, slip)
    assert "begins with a zero." in out
    assert f"Write it without that zero: {meant}." in out


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("bedrag", "amount"),
        ("Bedrag", "amount"),
        ("montant", "amount"),
        ("AMOUNT", "amount"),
        ("amuont", "amount"),
    ],
)
def test_a_field_in_the_words_of_the_reader_is_answered_with_its_name(
    call: Call, tmp_path: Path, slip: str, meant: str
) -> None:
    """Its title in French or in Dutch, in whatever language the messages are."""
    out = _told(call, tmp_path, "fr", "amount: 742518.45", f"{slip}: 742518.45")
    assert f"« {meant} »" in out


@pytest.mark.parametrize(
    ("written", "slip", "told"),
    [
        ("BE15 0910 0000 0130", "“BE15 0910 0000 0130”", "More than the number stands here: ““ … ””."),
        ("BE15 0910 0000 0130", "IBAN BE15 0910 0000 0130", "More than the number stands here: “IBAN …”."),
        ("BE15 0910 0000 0130", "BE15 0910 0000 0130 (Belfius)", "More than the number stands here: “… (Belfius)”."),
        ("BE15 0910 0000 0130", "BE15 O910 0000 0130", "The letter O stands in"),
        ("0299.000.124", "TVA BE 0299.000.124", "More than the number stands here: “TVA BE …”."),
        ("0299.000.124", "O299.000.124", "The letter O stands in"),
        ("BE15 0910 0000 0130", "BE15 0910 0000 0131", "its length or its control digits are wrong"),
    ],
)  # fmt: skip
def test_what_does_not_belong_to_a_number_is_named(
    call: Call, tmp_path: Path, written: str, slip: str, told: str
) -> None:
    """The number itself is right, and it is the remedy."""
    centre = (EXAMPLES / "centres" / "gent.yaml").read_text("utf-8")
    number = re.search(rf"(?m)^(?:iban|enterprise_number): \"{written}\"$", centre)
    assert number is not None
    (tmp_path / "x.yaml").write_text(centre.replace(written, slip), encoding="utf-8")
    _, out, _ = call("validate", str(tmp_path / "x.yaml"), "--lang", "en")
    assert told in out
    assert (f"Write {written} only." in out) is ("wrong" not in told)


@pytest.mark.parametrize(
    ("content", "sort"),
    [
        (b"%PDF-1.7 \xe9", "a PDF file"),
        (b"PK\x03\x04\x14\x00\xe9 word/document.xml", "a file of Word"),
        (b"PK\x03\x04\x14\x00\xe9 xl/workbook.xml" + b"\xe9" * 600_000, "a workbook of Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a file of an older Word or Excel"),
    ],
    ids=["pdf", "docx", "xlsx", "doc"],
)
def test_a_file_of_another_program_is_told_as_what_it_is(
    call: Call, tmp_path: Path, content: bytes, sort: str
) -> None:
    """Not as a text of the wrong encoding, whatever its size."""
    (tmp_path / "x").write_bytes(content)
    code, out, _ = call("validate", str(tmp_path / "x"), "--lang", "en")
    assert code == 1
    assert f"SRC003: This is {sort}, not a text file with fields." in out


def _drafted(call: Call, kind: str) -> list[str]:
    """Give the lines of a draft of `init`, in Dutch."""
    return call("init", kind, "--lang", "nl")[1].split("\n")


def _of_draft(lines: list[str]) -> list[tuple[str, int | None, str, str]]:
    source = parse("\n".join(lines).encode(), "x.yaml")
    found = [*source.findings, *schemas.check(source)]
    return [(each.code, each.place.line, str(each.message), str(each.remedy)) for each in found]


@pytest.mark.parametrize(
    ("kind", "off", "typed"),
    [
        ("social-balance", "#   email: ", "#   email: a@b.example"),
        ("social-balance", "#   email: ", "  #email: a@b.example"),
        ("social-balance", "#   name: ", "#   name: Ann Voorbeeld"),
        ("convention-city", "# reference: ", "# reference: CV-1"),
    ],
)
def test_a_value_that_is_typed_behind_the_sign_of_a_draft_is_told_as_not_read(
    call: Call, kind: str, off: str, typed: str
) -> None:
    """Nothing that somebody typed is lost in silence; the draft itself, and remarks in it, are told nothing."""
    lines = [
        line.replace("  # ", "#   ") if line.startswith("  # ") else line for line in _drafted(call, kind)
    ]
    assert not [each for each in _of_draft(lines) if each[0] == "SRC020"]
    at = lines.index(off)
    found = [each for each in _of_draft([*lines[:at], typed, *lines[at + 1 :]]) if each[0] == "SRC020"]
    assert [each[1] for each in found] == [at + 1]
    assert "has a value, but stands behind “#”" in found[0][2]
    remark = [*lines[:at], f"{off} # {typed}", "# Opmerking: zie bijlage", *lines[at + 1 :]]
    assert not [each for each in _of_draft(remark) if each[0] == "SRC020"]


def _gent_with(written: str, slip: str) -> tuple[list[tuple[str, int | None, str, str]], int]:
    """Check the example with a slip; give what is told, and the line where the slip begins."""
    text = _GENT.read_text(encoding="utf-8")
    assert written in text
    checked = Checker().check_source(parse(text.replace(written, slip, 1).encode(), str(_GENT)), _GENT.parent)
    told = [(each.code, each.place.line, str(each.message), str(each.remedy)) for each in checked.findings]
    return told, text[: text.index(written)].count("\n") + 1


@pytest.mark.parametrize(
    ("written", "slip", "line", "told"),
    [
        # a freed field that falls into the group above: into an empty one, into one that has it, into one that has not
        ('  name: {nl: "activeringsladder met zes treden", fr: "échelle d’activation à six niveaux"}\n  description:\n',
         "  name:\n  #   fr: \n  # description:\n", 3, "“nl” belongs to “description”, which is still behind “# ”."),
        ("  pathways:\n    total: 260\n", "  # pathways:\n    total: 260\n", 1, "“total” belongs to “pathways”"),
        ("objectives:\n  social_balances: 320\n  pathways:\n", "objectives:\n  social_balances: 320\n  # pathways:\n", 3,
         "“total” belongs to “pathways”"),
        ("budget: {staff: 610000.00, operating: 132518.45}\n\ninstrument:\n", "budget:\n  staff: 610000.00\n  operating: 132518.45\n# instrument:\n",
         4, "“type” belongs to “instrument”"),
        # the sign was deleted, its space was not
        ("  pathways:\n    total: 260\n    socioprofessional: 90\n    autonomy: 110\n    volunteering: 60\n",
         "   pathways:\n     total: 260\n     socioprofessional: 90\n     autonomy: 110\n     volunteering: 60\n", 0,
         "Spaces before this line: 3; before the fields beside it: 2."),
        # a field that is out of line with both neighbours, and the first one of a group
        ("    autonomy: 110\n", "      autonomy: 110\n", 0, "Spaces before this line: 6; before the fields beside it: 4."),
        ("    autonomy: 110\n", "  autonomy: 110\n", 0, "Spaces before this line: 2; before the fields beside it: 4."),
        ("  social_balances: 320\n", "    social_balances: 320\n", 0, "Spaces before this line: 4; before the fields beside it: 2."),
        ("    total: 260\n", "  total: 260\n", 0, "Spaces before this line: 2; before the fields beside it: 4."),
        # a list
        ('    fr: "Visites', '  fr: "Visites', 0, "Spaces before this line: 2; before the fields beside it: 4."),
        ('  - nl: "Huisbezoeken', '  nl: "Huisbezoeken', 0, "“- ” is missing here"),
        ('  - nl: "Huisbezoeken', '  -nl: "Huisbezoeken', 0, "A space is missing after the “-”."),
        # a text
        ("  fr: >-\n    Le CPAS renforce la participation sociale des bénéficiaires éloignés du marché du travail. Un\n    accompagnateur",
         "  fr: >-\n  Le CPAS renforce la participation sociale des bénéficiaires éloignés du marché du travail. Un\n  accompagnateur", 1,
         "This text belongs to the field above, and does not begin further to the right than that."),
        ('nl: "Stelt lokalen ter', 'nl: "Stelt" lokalen ter', 0, "A quotation mark is opened here"),
        ('fr: "Assure les modules de langue et d’outils numériques."', "fr: - les modules", 0, "cannot begin with the character “-”"),
        ('fr: "Assure les modules de langue et d’outils numériques."', "fr: > 5 modules", 0, "cannot begin with the character “>”"),
        ('fr: "Assure les modules de langue et d’outils numériques."', "fr: ? modules", 0, "cannot begin with the character “?”"),
        ('fr: "Assure les modules de langue et d’outils numériques."', "fr: [Assure] les modules", 0, "cannot begin with the character “[”"),
        ('fr: "Assure les modules de langue et d’outils numériques."', "fr: {Assure les modules}", 0, "is not a text"),
        ('met vrijwilligers."\n', 'met vrijwilligers."\n      Uurrooster: op dinsdag.\n', 1, "There is no field “Uurrooster” here."),
        ("amount: 742518.45", "Amount: 742518.45", 0, "There is no field “Amount” here."),
    ],
)  # fmt: skip
def test_what_a_person_slips_on_is_told_once_at_its_line(
    written: str, slip: str, line: int, told: str
) -> None:
    found, first = _gent_with(written, slip)
    errors = [each for each in found if told in each[2]]
    assert [each[1] for each in errors] == [first + line], found
    others = {each[1] for each in found if each not in errors}
    assert first + line not in others, found
    assert not any("Delete it" in each[3] for each in found), found


def test_a_heading_of_ones_own_is_no_group_that_was_left_behind_its_sign() -> None:
    """Also where it ends with a colon, or is called as a field that holds nothing such."""
    for heading in ("# Doelen:\n", "# doelen:\n", "# amount:\n", "# title:\n"):
        found, _ = _gent_with("  social_balances: 320\n", f"{heading}  social_balances: 320\n")
        assert found == []


def test_the_fields_of_a_group_that_is_still_behind_its_sign_are_told_once_for_all(call: Call) -> None:
    """They would be those of the group above a second time: “keep one of the two” would cost a name."""
    lines = _drafted(call, "social-balance")
    at = lines.index("# representative:")
    person = lines.index("person:")
    freed = [
        re.sub(r"^#   (name|gender): ", r"  \1: x", line) if number > at else line
        for number, line in enumerate(lines[: at + 8])
        if line.strip() and (number < person or not line.startswith("# ") or number >= at)
    ]
    found = [each for each in _of_draft(freed) if each[0] in ("SRC015", "SRC010")]
    assert [each[0] for each in found] == ["SRC015"]
    assert "“name” belongs to “representative”" in found[0][2]


@pytest.mark.parametrize(
    "example", ["conventions/gent.yaml", "ministerial/decisions/gent.yaml", "piis/D-2015-0003/piis.yaml"]
)
def test_what_is_said_of_a_shifted_line_is_said_at_that_line(example: str) -> None:
    """Each field is shifted by two spaces; what is ambiguous is told in general, and few are blamed on another line."""
    lines = (EXAMPLES / example).read_text(encoding="utf-8").split("\n")
    right = wrong = 0
    for at, line in enumerate(lines):
        for shifted in {line.removeprefix("  "), f"  {line}"} - {line}:
            if re.match(r" *(- )?[a-z_]+:", line):
                text = "\n".join([*lines[:at], shifted, *lines[at + 1 :]])
                told = [
                    each
                    for each in parse(text.encode(), "x.yaml").findings
                    if "Spaces before" in str(each.message)
                ]
                right += [each.place.line for each in told] == [at + 1]
                wrong += any(each.place.line != at + 1 for each in told)
    assert right > 30
    assert wrong < 0.1 * right
