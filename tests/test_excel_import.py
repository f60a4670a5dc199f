"""What is wrong in a workbook is told by its cell and comes back marked; nothing is lost or overwritten in silence."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import time
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from generator import excel
from generator.excel import canonical
from generator.excel.naming import file_of, key_of
from generator.sheets.faults import Wrong
from generator.source import read
from tests.conftest import EXAMPLES, Call
from tests.workbooks import FIRST, cell, changed, columns, copied, filled, open_, table

Edit = Callable[[Workbook], object]
CITY = "convention-city"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder in which the workbook is made."""
    return tmp_path_factory.mktemp("made")


@pytest.fixture
def city(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Give a workbook of the conventions of the examples: Charleroi, Gent, Schaerbeek."""
    path = filled(tmp_path, made, CITY, "conventions", "villes.xlsx")
    capsys.readouterr()
    return path


def _import(call: Call, path: Path, *options: str, language: str = "fr") -> tuple[int, str, str]:
    """Import into a folder of its own, from which the centres are seen as they were."""
    return call("excel", "import", str(path), "-o", str(_out(path)), *options, language=language)


def _out(path: Path) -> Path:
    return path.parent / "examples" / "new"


def _put(key: str, value: object, row: int = FIRST, name: str = "") -> Edit:
    def edit(book: Workbook) -> None:
        cell(table(book, name), row, key).value = value

    return edit


def _rename(old: str, new: str) -> Edit:
    """Give a row another name, on each sheet."""

    def edit(book: Workbook) -> None:
        for row in (row for sheet in book for row in sheet.iter_rows(max_col=1) if row[0].value == old):
            row[0].value = new

    return edit


def _told(out: str, path: Path) -> list[str]:
    """Give severity, code and cell of each finding, as they are printed."""
    pattern = rf"(?m)^{re.escape(path.as_posix())} ?(.*?): (\S+) ([A-Z]{{3}}\d{{3}}):"
    return [
        f"{code} {at.rpartition('!')[2]}"
        for at, weight, code in re.findall(pattern, out)
        if weight == "erreur"
    ]


# What is wrong

WRONG: dict[str, tuple[Edit, list[str]]] = {
    "word for a number": (_put("criteria.inhabitants", "beaucoup"), ["XLS030 I4"]),
    "part of a person": (_put("criteria.inhabitants", 12.5), ["XLS030 I4"]),
    "part of a cent": (_put("amount", "12,345"), ["XLS013 S4"]),
    "part of a cent in a number": (_put("amount", 171957.777), ["XLS013 S4"]),
    "part of a cent in a part": (_put("budget.staff", 10.005), ["XLS013 V4"]),
    "date for an amount": (_put("amount", date(2015, 5, 3)), ["XLS013 S4"]),
    "no choice": (_put("instrument.type", "balance"), ["XLS029 X4"]),
    "neither yes nor no": (_put("criteria.urban_policy", "peut-être"), ["XLS029 H4"]),
    "no day": (_put("signature.date", "31/02/2015"), ["XLS015 G4"]),
    "formula": (_put("amount", "=100*2"), ["XLS028 S4"]),
    "error of Excel": (_put("amount", "#REF!"), ["XLS012 S4"]),
    "date for a text": (_put("reference", date(2015, 3, 1)), ["XLS017 D4"]),
    "empty required cell": (_put("amount", None), ["XLS018 S4"]),
    "no centre": (_put("centre", None), ["XLS018 C4"]),
    "half a group": (_put("budget.staff", 1000), ["XLS018 W4"]),
    "too long": (_put("initiatives.fr", "x " * 251), ["SCH006 K4"]),
    "sign that cannot be printed": (_put("initiatives.fr", "Atelier 😀"), ["SRC011 K4"]),
    "reference of wrong signs": (_put("reference", "a*b"), ["SCH007 D4"]),
    "number too large": (_put("criteria.inhabitants", 999_999_999), ["SCH009 I4"]),
    "year without campaign": (_put("campaign", 1999), ["SCH012 B4"]),
    "centre that is not there": (_put("centre", "../centres/x.yaml"), ["REF002 C4"]),
    "absolute way": (_put("centre", "C:\\x.yaml"), ["REF001 C4"]),
    "rule": (_put("objectives.pathways.socioprofessional", 4000), ["CNV003 O4"]),
    "entry without its name": (_put("name", None, name="partners"), ["XLS018 B4"]),
    "wrong day in a list": (_put("agreement", "demain", name="partners"), ["XLS015 E4"]),
    "text too long in a list": (_put("title.nl", "x " * 101, name="collective_actions"), ["SCH006 C4"]),
}  # fmt: skip
NAMELESS: dict[str, tuple[Edit, str]] = {
    "row that says no file": (_put("", None), "XLS025 A4"),
    "formula for the file": (_put("", '="gent"'), "XLS028 A4"),
    "name of a device": (_put("", "CON"), "XLS025 A4"),
    "way to another folder": (_put("", "../gent"), "XLS025 A4"),
    "file twice": (_put("", "SCHAERBEEK"), "XLS026 A6"),
}
"""The entries of the lists that belonged to the row are nobody's then, and perhaps anybody's."""


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_by_its_cell(call: Call, city: Path, name: str) -> None:
    """File, sheet and cell; the row is not written, the others are; the workbook stays as it was."""
    edit, expected = WRONG[name]
    changed(city, edit)
    before = city.read_bytes()
    code, out, _ = _import(call, city)
    assert code == 1
    assert _told(out, city)[: len(expected)] == expected
    written = {path.stem for path in _out(city).glob("*.yaml")}
    assert written == {"gent", "schaerbeek"}
    assert city.read_bytes() == before
    assert (_out(city) / "villes-corrections.xlsx").exists()


@pytest.mark.parametrize("name", NAMELESS)
def test_a_row_that_is_no_file_is_told_and_nothing_is_written(call: Call, city: Path, name: str) -> None:
    """Its partners may be those of any other row."""
    edit, expected = NAMELESS[name]
    changed(city, edit)
    code, out, _ = _import(call, city)
    assert code == 1
    assert expected in _told(out, city)
    assert "XLS027 A4" in _told(out, city)
    assert not list(_out(city).glob("*.yaml"))


def test_all_rows_are_told_at_once_in_the_order_of_the_sheets(call: Call, city: Path) -> None:
    """A person mends the workbook once."""

    def edit(book: Workbook) -> None:
        _put("agreement", "demain", 6, "partners")(book)
        _put("amount", "x", 5)(book)
        _put("amount", "x", 4)(book)
        _put("criteria.inhabitants", "y", 5)(book)

    changed(city, edit)
    code, out, err = _import(call, city)
    assert _told(out, city) == ["XLS013 S4", "XLS030 I5", "XLS013 S5", "XLS015 E6"]
    assert (code, len(list(_out(city).glob("*.yaml")))) == (1, 1)
    assert "Non écrites à cause d’erreurs\u00a0: 2" in err


def test_a_row_that_is_mostly_empty_is_told_once(call: Call, city: Path) -> None:
    """All its required cells are marked."""

    def edit(book: Workbook) -> None:
        sheet = table(book)
        sheet.cell(7, 1).value = "62063"

    changed(city, edit)
    _, out, _ = _import(call, city)
    assert [each for each in _told(out, city) if each.endswith("7")] == ["XLS018 A7", "REF002 C7"]
    marked = table(open_(_out(city) / "villes-corrections.xlsx"))
    assert {key for key in columns(marked) if _fill(cell(marked, 7, key))} >= {
        "amount",
        "initiatives.fr",
        "instrument.type",
    }
    assert not _fill(cell(marked, 7, "reference"))


def _fill(each: Any) -> str | None:
    return str(each.fill.start_color.rgb)[-6:] if each.fill.fill_type == "solid" else None


def test_a_missing_language_is_told_at_its_column(call: Call, city: Path) -> None:
    """A rule says that a line is missing; on a sheet it is a cell."""
    changed(city, _put("initiatives.nl", None, 6))
    code, out, _ = _import(call, city)
    assert code == 0
    assert re.search(r"!L6: avertissement CNV006", out)
    assert "Remplissez la cellule." in out


def test_a_fault_of_another_file_is_told_once_and_the_cells_that_name_it_are_marked(
    call: Call, city: Path
) -> None:
    """The centre has an error; the convention cannot be made without it."""
    centre = city.parent / "examples" / "centres" / "gent.yaml"
    centre.write_text(centre.read_text(encoding="utf-8").replace("0130", "0131"), encoding="utf-8")
    code, out, _ = _import(call, city)
    assert code == 1
    assert len(re.findall(r"gent\.yaml:\d+:\d+: erreur CPA003", out)) == 1
    assert not (_out(city) / "gent.yaml").exists()
    assert _fill(cell(table(open_(_out(city) / "villes-corrections.xlsx")), 5, "centre"))


def test_files_are_compared_with_each_other(call: Call, city: Path) -> None:
    """Two conventions of one centre."""
    changed(city, _put("centre", "../centres/gent.yaml", 4))
    code, out, _ = _import(call, city)
    assert code == 1
    assert any(each.startswith("CNV017") for each in _told(out, city))


def test_files_are_compared_with_those_that_stand_there_under_another_name(call: Call, city: Path) -> None:
    """A second convention of a city would be found at the next check only; the first one is left as it is."""
    assert _import(call, city)[0] == 0
    there = {path: path.read_bytes() for path in _out(city).glob("*.yaml")}
    changed(city, _rename("gent", "autre-nom"))
    code, out, _ = _import(call, city)
    assert code == 1
    assert [each[:6] for each in _told(out, city)] == ["CNV017"]
    assert "new/gent.yaml" in out
    assert not (_out(city) / "autre-nom.yaml").exists()
    assert {path: path.read_bytes() for path in _out(city).glob("*.yaml")} == there


def test_a_file_that_a_refused_row_leaves_there_is_compared_too(call: Call, city: Path) -> None:
    """Gent was typed by hand, and its row now says Charleroi: the row that says Gent would make a second file."""
    _out(city).mkdir()
    shutil.copy(EXAMPLES / "conventions" / "gent.yaml", _out(city) / "gent.yaml")

    def edit(book: Workbook) -> None:
        _rename("gent", "x")(book)
        _rename("charleroi", "gent")(book)
        _rename("x", "autre")(book)

    changed(city, edit)
    code, out, _ = _import(call, city)
    assert (code, [each[:6] for each in _told(out, city)]) == (1, ["XLS031", "CNV017"])
    assert {path.name for path in _out(city).glob("*.yaml")} == {"gent.yaml", "schaerbeek.yaml"}


def test_a_national_register_number_is_in_no_message(call: Call, city: Path) -> None:
    """Somebody may type one anywhere."""
    changed(city, _put("criteria.inhabitants", "85073003328 personnes"))
    changed(city, _put("", "85073003328"))
    _, out, _ = _import(call, city)
    assert "XLS030" in out
    assert "85073003328" not in out
    told = json.loads(_import(call, city, "--format", "json")[1])
    assert "85073003328" not in [each["key"] for each in told["findings"]]


def test_each_message_names_its_row(call: Call, city: Path) -> None:
    """By what the first column says, for nobody knows the centres by their cells; beside a NIS code stands the municipality."""

    def edit(book: Workbook) -> None:
        _put("amount", "beaucoup", 4)(book)
        _put("", "44021", 5)(book)
        _put("amount", "veel", 5)(book)
        for name in ("partners", "collective_actions", "individual_actions"):
            for row in table(book, name).iter_rows(min_row=FIRST, max_col=1):
                row[0].value = "44021" if row[0].value == "gent" else row[0].value
        _put("agreement", "demain", 4, "partners")(book)

    changed(city, edit)
    _, out, _ = _import(call, city)
    assert (
        "!S4: erreur XLS013: charleroi – « beaucoup »".replace("« ", "«\u00a0").replace(" »", "\u00a0»")
        in out
    )
    assert "!S5: erreur XLS013: 44021 Gand – " in out
    assert re.search(r"Partenaires!E4: erreur XLS015: charleroi – ", out)
    assert "!S5: fout XLS013: 44021 Gent – " in _import(call, city, "--lang", "nl")[1]
    told = json.loads(_import(call, city, "--format", "json")[1])
    errors = [(each["key"], each["message"]) for each in told["findings"] if each["severity"] == "error"]
    assert [key for key, _ in errors] == ["charleroi", "44021", "charleroi"]
    assert not any("charleroi" in message for _, message in errors)


# The copy with its marks


def test_the_copy_shows_what_is_wrong(call: Call, city: Path) -> None:
    """A colour and a remark at the cell, and a list with links; in the language of the reader."""

    def edit(book: Workbook) -> None:
        _put("amount", "veel")(book)
        _put("initiatives.nl", None, 6)(book)
        table(book)["S4"].comment = Comment("à vérifier avec Anne", "Benoît")

    changed(city, edit)
    assert _import(call, city, "--lang", "nl")[0] == 1
    book = open_(_out(city) / "villes-corrections.xlsx")
    sheet = table(book)
    wrong, warned, sound = sheet["S4"], sheet["L6"], sheet["S5"]
    assert (_fill(wrong), _fill(warned), _fill(sound)) == ("FFC7CF", "FFEB9D", None)
    assert wrong.comment.text.startswith("XLS013: “veel” is geen bedrag.\n→ ")
    assert wrong.comment.text.endswith("à vérifier avec Anne")
    assert wrong.value == "veel"
    listed = book.worksheets[0]
    assert listed.title == "Te verbeteren"
    rows = [[each.value for each in row] for row in listed.iter_rows(min_row=2)]
    assert [row[:5] for row in rows] == [
        [sheet.title, "S4", "charleroi", "fout", "XLS013"],
        [sheet.title, "L6", "schaerbeek", "waarschuwing", "CNV006"],
    ]
    assert listed["B2"].hyperlink.location == f"'{sheet.title.replace(chr(39), chr(39) * 2)}'!S4"
    assert book.active is listed


def test_the_copy_is_mended_and_imported(call: Call, city: Path) -> None:
    """Its marks are no faults; where something else is wrong they go, and what somebody wrote stays."""
    changed(city, _put("amount", "beaucoup"))
    _import(call, city)
    copy = city.parent / "corrige.xlsx"
    shutil.copy(_out(city) / "villes-corrections.xlsx", copy)

    def mend(book: Workbook) -> None:
        _put("amount", "568.231,27")(book)
        _put("amount", "encore", 5)(book)
        table(book)["A6"].fill = PatternFill("solid", "00FF00")

    changed(copy, mend)
    code, out, _ = _import(call, copy)
    assert (code, _told(out, copy)) == (1, ["XLS013 S5"])
    sheet = table(open_(_out(city) / "corrige-corrections.xlsx"))
    assert [_fill(sheet[at]) for at in ("S4", "S5", "A6")] == [None, "FFC7CF", "00FF00"]
    assert sheet["S4"].comment is None
    changed(copy, _put("amount", 742518.45, 5))
    code, out, _ = _import(call, copy)
    assert code == 0, out
    data: Any = read(_out(city) / "charleroi.yaml").data
    assert data["amount"] == Decimal("568231.27")


def test_a_copy_is_never_written_over(call: Call, city: Path) -> None:
    """Somebody may be mending it; the same copy is not made twice."""
    changed(city, _put("amount", "beaucoup"))
    _import(call, city)
    _import(call, city)
    assert [path.name for path in _out(city).glob("*.xlsx")] == ["villes-corrections.xlsx"]
    (_out(city) / "villes-corrections.xlsx").write_bytes(b"mine")
    _import(call, city)
    assert {path.name for path in _out(city).glob("*.xlsx")} == {
        "villes-corrections.xlsx",
        "villes-corrections-2.xlsx",
    }
    assert (_out(city) / "villes-corrections.xlsx").read_bytes() == b"mine"


# What people do to a workbook


def test_columns_rows_and_sheets_may_be_moved_and_renamed(call: Call, city: Path) -> None:
    """They are known by the hidden row; own columns and sheets are told, and left alone."""
    assert _import(call, city)[0] == 0
    expected = {path.name: path.read_bytes() for path in _out(city).glob("*.yaml")}

    def edit(book: Workbook) -> None:
        main = table(book)
        for sheet in list(book.worksheets):
            if not str(sheet["A1"].value).startswith("cpas "):
                continue
            rows: list[list[Any]] = [[each.value for each in row] for row in sheet.iter_rows()]
            heads, data = rows[:3], rows[3:]
            if sheet is main:
                data.reverse()
            sheet.delete_rows(1, sheet.max_row)
            for row, values in enumerate([["Mon titre"], *heads, *data], 1):
                for column, value in enumerate(reversed(values), 2):
                    sheet.cell(row, column).value = value
            sheet.title = f"Feuille {len(sheet.title)}"
        book.move_sheet(book.worksheets[1], 3)
        book.worksheets[1].cell(3, 80).value = "Mes notes"
        book.worksheets[1].cell(6, 80).value = "à voir"
        book.create_sheet("Brouillon")["B2"] = "x"

    changed(city, edit)
    shutil.rmtree(_out(city))
    code, out, _ = _import(call, city)
    assert code == 0, out
    assert {path.name: path.read_bytes() for path in _out(city).glob("*.yaml")} == expected
    assert "Mes notes" in out or "CB" in out
    assert "Brouillon" in out


def test_words_of_any_language_are_read(call: Call, city: Path) -> None:
    """A workbook made in French, filled in in Dutch."""

    def edit(book: Workbook) -> None:
        _put("criteria.urban_policy", "Ja")(book)
        _put("criteria.increased_subsidy", value=True)(book)
        _put("instrument.type", "SOCIALE BALANS")(book)
        _put("criteria.inhabitants", "203 871")(book)
        _put("signature.date", "1 april 2015")(book)

    changed(city, edit)
    code, out, _ = _import(call, city)
    assert code == 0, out
    data: Any = read(_out(city) / "charleroi.yaml").data
    assert data["criteria"] == {"urban_policy": True, "inhabitants": 203871, "increased_subsidy": True}
    assert (data["instrument"]["type"], data["signature"]["date"]) == ("social-balance", "2015-04-01")


def test_codes_keep_their_zeros(call: Call, tmp_path: Path) -> None:
    """As texts, and as what Excel makes of them where it can still be told."""
    tree = copied(tmp_path)
    book = tmp_path / "centres.xlsx"
    call("excel", "template", "cpas", "--from", str(tree / "centres"), "-o", str(book))

    def edit(workbook: Workbook) -> None:
        sheet = table(workbook)
        cell(sheet, FIRST, "contact.telephone").value = "071000000"
        cell(sheet, FIRST, "enterprise_number").value = 299000223
        cell(sheet, FIRST, "address.postal_code").value = 6000
        cell(sheet, FIRST, "nis").value = "Charleroi"
        cell(sheet, FIRST + 1, "contact.telephone").value = 92660000

    changed(book, edit)
    code, out, _ = call("excel", "import", str(book), "-o", str(tmp_path / "out"))
    data: Any = read(tmp_path / "out" / "charleroi.yaml").data
    assert data["contact"]["telephone"] == "071000000"
    assert (data["enterprise_number"], data["nis"]) == ("299000223", "52011")
    assert data["address"]["postal_code"] == "6000"
    assert code == 1
    assert re.findall(r"!(\w+): erreur (\w+)", out) == [("S5", "CPA004")]
    assert "guillemets" not in out


def test_a_new_workbook_needs_no_more_than_the_nis_code(call: Call, tmp_path: Path) -> None:
    """The name of the file, the code and the file of the centre follow from the first column."""
    book = tmp_path / "centres.xlsx"
    assert call("excel", "template", "cpas", "-o", str(book))[0] == 0
    values = {
        "enterprise_number": "0299.000.124", "address.street.nl": "Voorbeeldstraat 1", "address.postal_code": "9000",
        "iban": "BE15 0910 0000 0130", "signatories.president.name": "Griet Voorbeeld",
        "signatories.president.gender": "femme", "signatories.secretary.name": "Joris Model",
        "signatories.secretary.gender": "homme", "signatories.secretary.title": "secrétaire",
        "contact.name": "Dienst", "contact.telephone": "09 266 00 00", "contact.email": "a@b.example",
    }  # fmt: skip

    def fill(workbook: Workbook) -> None:
        sheet = table(workbook)
        sheet.cell(FIRST, 1).value = 44021
        for key, value in values.items():
            cell(sheet, FIRST, key).value = value

    changed(book, fill)
    code, out, _ = call("excel", "import", str(book), "-o", str(tmp_path / "out"))
    assert code == 0, out
    data: Any = read(tmp_path / "out" / "cpas-44021.yaml").data
    assert (data["nis"], data["campaign"]) == ("44021", 2015)


def _drop(key: str, name: str = "") -> Edit:
    def edit(book: Workbook) -> None:
        sheet = table(book, name)
        sheet.delete_cols(columns(sheet)[key])

    return edit


def _remove(name: str) -> Edit:
    return lambda book: book.remove(table(book, name))


def _double(book: Workbook) -> None:
    book.copy_worksheet(table(book, "partners"))


def _nameless(book: Workbook) -> None:
    for sheet in book.worksheets:
        sheet.delete_rows(1)


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (_drop("amount"), "XLS007"), (_drop("name", "partners"), "XLS007"), (_remove("partners"), "XLS024"),
        (_double, "XLS024"), (_nameless, "XLS023"), (lambda book: table(book).merge_cells("B4:B5"), "XLS010"),
        (_put("reference", "campaign", row=1), "XLS007"), (_put("", "nulle part", name="partners"), "XLS027"),
        (_put("", None, name="partners"), "XLS025"),
    ],
)  # fmt: skip
def test_a_workbook_that_lost_a_part_writes_nothing(call: Call, city: Path, edit: Edit, told: str) -> None:
    """Not even the rows that look right: what is not there would be lost."""
    changed(city, edit)
    code, out, _ = _import(call, city)
    assert code == 1
    assert told in out
    assert not list(_out(city).glob("*.yaml")) if _out(city).exists() else True


def test_a_column_that_is_missing_is_told_once(call: Call, city: Path) -> None:
    """And not again for each row, as a field of a file."""
    changed(city, _drop("amount"))
    _, out, _ = _import(call, city)
    assert out.count("XLS007") == 1
    assert "SCH003" not in out


def test_a_row_with_merged_cells_is_refused_and_the_others_are_written(call: Call, city: Path) -> None:
    """Which value each of its cells had is not known; of the rows around it, it is."""
    changed(city, lambda book: table(book).merge_cells("B4:C4"))
    code, out, _ = _import(call, city)
    assert code == 1
    assert "XLS010" in out
    rows = [row[0].value for row in table(openpyxl.load_workbook(city)).iter_rows(min_row=FIRST, max_col=1)]
    assert {path.stem for path in _out(city).glob("*.yaml")} == {*rows[1:]} - {None}


def test_columns_that_nobody_needs_may_be_deleted(call: Call, city: Path) -> None:
    """They are optional, and the files are new."""

    def edit(book: Workbook) -> None:
        for key in ("signature.place.fr", "signature.place.nl", "signature.date", "reference"):
            _drop(key)(book)

    changed(city, edit)
    code, out, _ = _import(call, city)
    assert code == 0, out
    assert len(list(_out(city).glob("*.yaml"))) == 3


def test_hidden_rows_are_read_and_told(call: Call, city: Path) -> None:
    """A filter takes nothing away."""
    changed(city, lambda book: setattr(table(book).row_dimensions[5], "hidden", True))
    code, out, _ = _import(call, city)
    assert code == 0
    assert "XLS020" in out
    assert len(list(_out(city).glob("*.yaml"))) == 3


def test_an_empty_workbook_is_told(call: Call, tmp_path: Path) -> None:
    """It may not have been saved; no folder is left behind."""
    call("excel", "template", CITY, "-o", str(tmp_path / "a.xlsx"))
    code, out, _ = call("excel", "import", str(tmp_path / "a.xlsx"), "-o", str(tmp_path / "out"))
    assert code == 0
    assert "XLS035" in out
    assert not (tmp_path / "out").exists()


# Files that are there already


def test_an_import_replaces_only_what_an_import_wrote(call: Call, city: Path) -> None:
    """Also where git or Notepad changed the ends of the lines; what somebody changed stays."""
    assert _import(call, city)[0] == 0
    gent, charleroi = _out(city) / "gent.yaml", _out(city) / "charleroi.yaml"
    gent.write_bytes(b"\xef\xbb\xbf" + gent.read_bytes().replace(b"\n", b"\r\n"))
    charleroi.write_bytes(charleroi.read_bytes().replace(b"amount: ", b"amount: 1"))
    mine = charleroi.read_bytes()

    def edit(book: Workbook) -> None:
        _put("criteria.inhabitants", 240000, 4)(book)
        _put("criteria.inhabitants", 250000, 5)(book)

    changed(city, edit)
    code, out, err = _import(call, city)
    assert (code, _told(out, city)) == (1, ["XLS031 A4"])
    assert "Écrites\u00a0: 1. Inchangées\u00a0: 1. Non écrites à cause d’erreurs\u00a0: 1." in err
    assert charleroi.read_bytes() == mine
    assert b"inhabitants: 250000" in gent.read_bytes()
    assert canonical.is_own(gent.read_bytes())
    code, out, _ = _import(call, city, "--replace")
    assert code == 0, out
    assert b"inhabitants: 240000" in charleroi.read_bytes()


def test_an_older_workbook_does_not_empty_what_was_recorded_since(call: Call, city: Path) -> None:
    """The file of the row stays; who means it says so."""
    older = Path(shutil.copy(city, city.with_name("older.xlsx")))
    changed(city, _put("reference", "2015/AS-SA/GENT", 5))
    assert _import(call, city)[0] == 0
    gent = _out(city) / "gent.yaml"
    before = gent.read_bytes()
    assert b"2015/AS-SA/GENT" in before
    code, out, _ = _import(call, older)
    assert (code, _told(out, older)) == (1, ["XLS039 A5"])
    assert "reference" in out
    assert gent.read_bytes() == before
    assert _import(call, older, "--replace")[0] == 0
    assert b"2015/AS-SA/GENT" not in gent.read_bytes()


def test_a_row_that_is_named_by_the_code_of_another_centre_is_refused(call: Call, city: Path) -> None:
    """Two rows were exchanged: the letters of one centre would go to the other."""
    changed(city, _rename("gent", "52011"))
    code, out, _ = _import(call, city)
    assert (code, _told(out, city)) == (1, ["XLS038 A5"])
    assert "44021" in out
    assert sorted(path.stem for path in _out(city).glob("*.yaml")) == ["charleroi", "schaerbeek"]


@pytest.mark.parametrize("options", [(), ("--replace",)], ids=["plain", "replacing"])
def test_a_file_of_another_kind_is_never_written_over(
    call: Call, city: Path, options: tuple[str, ...]
) -> None:
    """A row is called as the file of the centre that stands in the same folder, with its account."""
    _out(city).mkdir()
    centre = Path(shutil.copy(EXAMPLES / "centres" / "gent.yaml", _out(city) / "gent.yaml"))
    before = centre.read_bytes()
    code, out, _ = _import(call, city, *options)
    assert (code, [each[:6] for each in _told(out, city)]) == (1, ["XLS037"])
    assert "cpas" in out
    assert centre.read_bytes() == before
    assert (_out(city) / "charleroi.yaml").exists()


def test_a_folder_in_the_place_of_a_file_is_named(call: Call, city: Path) -> None:
    """And nothing is written."""
    (_out(city) / "gent.yaml").mkdir(parents=True)
    code, _, err = _import(call, city, "--replace")
    assert code == 2
    assert "new/gent.yaml" in err
    assert not (_out(city) / "charleroi.yaml").exists()


@pytest.mark.parametrize("edit", [_drop("reference"), _drop("participants", "collective_actions")])
def test_what_a_file_has_and_the_workbook_has_no_column_for_is_not_lost(
    call: Call, city: Path, edit: Edit
) -> None:
    """Also not with --replace."""

    def prepare(book: Workbook) -> None:
        _put("reference", "REF-1")(book)

    changed(city, prepare)
    assert _import(call, city)[0] == 0
    before = (_out(city) / "charleroi.yaml").read_bytes()
    changed(city, edit)
    changed(city, _put("criteria.inhabitants", 1))
    code, out, _ = _import(call, city, "--replace")
    assert code == 1
    assert "XLS034 A4" in _told(out, city)
    assert (_out(city) / "charleroi.yaml").read_bytes() == before


def test_check_writes_no_file(call: Call, city: Path) -> None:
    """It only says what is wrong, and marks it; a folder that stays empty is taken away again."""
    code, _, err = _import(call, city, "--check")
    assert code == 0
    assert "À écrire\u00a0: 3" in err
    assert not _out(city).exists()
    changed(city, _put("amount", "beaucoup"))
    assert _import(call, city, "--check")[0] == 1
    assert [path.name for path in _out(city).iterdir()] == ["villes-corrections.xlsx"]


def test_the_report_for_programs(call: Call, city: Path) -> None:
    """Rows with what became of them, findings with file, sheet and cell."""
    changed(city, _put("amount", "beaucoup"))
    code, out, _ = _import(call, city, "--format", "json")
    told = json.loads(out)
    assert (code, told["version"], told["check"]) == (1, 1, False)
    assert [(row["row"], row["key"], row["status"]) for row in told["rows"]] == [
        (4, "charleroi", "wrong"), (5, "gent", "written"), (6, "schaerbeek", "written"),
    ]  # fmt: skip
    assert told["summary"] == {"rows": 3, "written": 2, "unchanged": 0, "wrong": 1}
    (finding,) = [each for each in told["findings"] if each["severity"] == "error"]
    assert finding["path"].endswith("villes.xlsx Convention d’une grande ville!S4")
    assert finding["pointer"] == "/amount"
    assert told["copy"].endswith("villes-corrections.xlsx")


def test_a_sign_in_the_title_of_a_sheet_steers_nothing(call: Call, city: Path) -> None:
    """Neither in the text nor in the report for programs, which may be shown as it is."""
    changed(city, _put("amount", "beaucoup"))
    changed(city, lambda book: setattr(table(book), "title", "Villes\u202e2015"))
    told = json.loads(_import(call, city, "--format", "json")[1])
    (finding,) = [each for each in told["findings"] if each["severity"] == "error"]
    assert finding["path"].endswith("villes.xlsx Villes\ufffd2015!S4")
    assert "villes.xlsx Villes\ufffd2015!S4" in _import(call, city)[1]


# Names of files


@pytest.mark.parametrize(
    ("key", "file"),
    [
        ("44021", "cpas-44021.yaml"), ("gent", "gent.yaml"), (" Liège ", "Liège.yaml"), ("Gent.YAML", "Gent.YAML"),
        ("44021.yaml", "44021.yaml"), ("a.b", "a.b.yaml"), ("L’Est (2)", "L’Est (2).yaml"),
    ],
)  # fmt: skip
def test_a_name_comes_back(key: str, file: str) -> None:
    """From the first column to the file, and from the file to the first column."""
    assert file_of(key, "cpas") == file
    back = key_of(file, "cpas")
    assert back is not None
    assert file_of(back, "cpas") == file


@pytest.mark.parametrize(
    "key",
    ["..", ".", "a/b", "a\\b", "C:x", "con", "NUL.txt", "com1", "a.", "a?", "a*", "-rf", "~", "x" * 101, "a\nb", "a\x00", ".hidden", "<a>", "a|b"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_or_that_windows_refuses_is_refused(key: str) -> None:
    """Whatever stands in a cell, the file is made in the folder that was named."""
    with pytest.raises(Wrong):
        file_of(key, "cpas")


# What a folder holds


def test_a_file_that_a_workbook_cannot_hold_is_told_and_no_workbook_is_made(
    call: Call, tmp_path: Path
) -> None:
    """With its line: an unknown field, a text for a list, a file that cannot be read."""
    tree = copied(tmp_path)
    path = tree / "conventions" / "gent.yaml"
    text = path.read_text(encoding="utf-8")
    for wrong in (
        "unknown: 1\n" + text,
        re.sub(r"(?s)\npartners:.*?\n\n", "\npartners: x\n\n", text),
        "a: [\n",
        "kind: x\n",
    ):
        path.write_text(wrong, encoding="utf-8")
        code, _, err = call(
            "excel", "template", CITY, "--from", str(path.parent), "-o", str(tmp_path / "a.xlsx")
        )
        assert code == 1
        assert re.search(r"gent\.yaml:\d+:\d+: erreur", err)
        assert not (tmp_path / "a.xlsx").exists()


def test_a_draft_is_filled_in_in_excel(call: Call, tmp_path: Path) -> None:
    """A file with empty and with wrong values has its row; the import says what is wrong with it."""
    path = tmp_path / "cpas-44021.yaml"
    call("init", "cpas", "--nis", "44021", "-o", str(path))
    book = tmp_path / "a.xlsx"
    assert call("excel", "template", "cpas", "--from", str(tmp_path), "-o", str(book))[0] == 0
    assert table(open_(book)).cell(FIRST, 1).value == "44021"
    code, out, _ = call("excel", "import", str(book), "-o", str(tmp_path / "out"))
    assert (code, _told(out, book)) == (1, ["XLS018 A4"])


def test_a_wrong_value_is_not_made_right_by_the_way_through_a_workbook(call: Call, tmp_path: Path) -> None:
    """Amounts with parts of a cent, shares that can be meant in two ways, days of another century."""
    tree = copied(tmp_path)
    path = tree / "reports" / "gent.yaml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"share: [0-9.]+", "share: 0.5", text, count=1)
    text = re.sub(r"amount: [0-9.]+", "amount: 12.345", text, count=1)
    path.write_text(re.sub(r"date: 2015-[0-9-]+", "date: 1899-12-31", text, count=1), encoding="utf-8")
    book = tmp_path / "a.xlsx"
    assert call("excel", "template", "final-report", "--from", str(path.parent), "-o", str(book))[0] == 0
    row = next(r for r in excel.read(book).rows if r.key == "gent")
    before: Any = read(path).data
    assert str(row.data["expenses"][0]["share"]) == "0.5"
    assert row.data["expenses"][0]["date"] == before["expenses"][0]["date"]
    code, out, _ = call("excel", "import", str(book), "-o", str(path.parent), "--check")
    assert code == 1
    assert "XLS013" in out


def test_files_in_deeper_folders_are_told(call: Call, tmp_path: Path) -> None:
    """A workbook is of one folder: how many there are, where, and what to type for them."""
    centres = copied(tmp_path) / "centres"
    for name in ("2014", "2015"):
        (centres / name).mkdir()
        shutil.copy(centres / "gent.yaml", centres / name)
    shutil.copy(centres / "charleroi.yaml", centres / "2015")
    options = ("--from", str(centres), "-o", str(tmp_path / "a.xlsx"))
    code, _, err = call("excel", "template", "cpas", *options)
    assert code == 0
    assert "XLS033" in err
    assert f" 3, dans {centres}/2014 (1), {centres}/2015 (2)." in err
    assert f"«\u00a0--from {centres}/2014\u00a0»" in err


def test_a_folder_whose_folders_hold_the_files_is_answered_with_them(call: Call, tmp_path: Path) -> None:
    """One for each dossier: it is not said that there is no file, where seven were counted."""
    for number in range(7):
        folder = tmp_path / "dossiers" / f"d{number}"
        folder.mkdir(parents=True)
        shutil.copy(EXAMPLES / "centres" / "gent.yaml", folder)
    options = ("--from", str(tmp_path / "dossiers"), "-o", str(tmp_path / "a.xlsx"))
    code, out, err = call("excel", "template", "cpas", *options)
    assert (code, out) == (2, "")
    assert "ne contient lui-même aucun fichier de type «\u00a0cpas\u00a0»" in err
    assert " 7, dans " in err
    assert "d4 (1), …" in err
    assert f"«\u00a0--from {tmp_path}/dossiers/d0\u00a0»" in err
    assert "XLS033" not in err
    options = ("--from", str(tmp_path / "dossiers" / "d0"), "-o", str(tmp_path / "a.xlsx"))
    assert call("excel", "template", "cpas", *options)[0] == 0


@pytest.mark.parametrize(("name", "code"), [("a.txt", 2), ("a.xls", 2), ("there.xlsx", 2)])
def test_nothing_else_is_written_over(call: Call, tmp_path: Path, name: str, code: int) -> None:
    """Neither by another end nor by the same name."""
    (tmp_path / "there.xlsx").write_bytes(b"mine")
    assert call("excel", "template", "cpas", "-o", str(tmp_path / name))[0] == code
    assert (tmp_path / "there.xlsx").read_bytes() == b"mine"


# CSV


@pytest.fixture
def centres(call: Call, tmp_path: Path) -> Path:
    """Give a CSV file of the centres of the examples."""
    path = tmp_path / "centres.csv"
    tree = copied(tmp_path)
    assert call("excel", "template", "cpas", "--from", str(tree / "centres"), "-o", str(path))[0] == 0
    return path


def _same_centres(folder: Path, tree: Path) -> bool:
    return all(
        canonical.same(read(folder / path.name).data, read(path).data)
        for path in (tree / "centres").glob("*.yaml")
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_as_excel_writes_it(call: Call, centres: Path, encoding: str, delimiter: str) -> None:
    """Whatever stands between the cells, in the encodings of Excel."""
    rows = list(csv.reader(io.StringIO(centres.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    centres.write_bytes(out.getvalue().replace("€", "").encode(encoding))
    code, told, _ = call("excel", "import", str(centres), "-o", str(centres.parent / "out"))
    assert code == 0, told
    assert _same_centres(centres.parent / "out", centres.parent / "examples")


def test_csv_that_excel_saved_from_the_workbook_is_read(call: Call, tmp_path: Path) -> None:
    """With its hidden row, its groups, and numbers, days and truth values as the Excel of Belgium shows them."""
    tree = copied(tmp_path)
    book = tmp_path / "a.xlsx"
    call("excel", "template", CITY, "--from", str(tree / "conventions"), "-o", str(book))
    sheet = table(open_(book))
    rows = []
    for row in sheet.iter_rows():
        shown = []
        for each in row:
            value: Any = each.value
            if isinstance(value, date):
                value = f"{value:%d/%m/%Y}"
            elif isinstance(value, int | float) and "€" in each.number_format:
                value = f"{value:,.2f} €".replace(",", " ").replace(".", ",")
            elif isinstance(value, int) and (each.column or 0) > 2:
                value = f"{value:,}".replace(",", "\u00a0")
            shown.append(value)
        rows.append(shown)
    path = tmp_path / "a.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    code, out, _ = call("excel", "import", str(path), "-o", str(tree / "new"))
    assert code == 0, out
    lists = ("collective_actions", "individual_actions", "partners")
    for name in ("charleroi.yaml", "gent.yaml", "schaerbeek.yaml"):
        before: Any = read(tree / "conventions" / name).data
        assert canonical.same(
            read(tree / "new" / name).data, {k: v for k, v in before.items() if k not in lists}
        )


def test_csv_says_what_it_cannot_hold(call: Call, tmp_path: Path) -> None:
    """Lists: where they are required or there, no CSV is made; and none drops them from a file."""
    tree = copied(tmp_path)
    for kind in ("convention-cluster", "final-report"):
        code, _, err = call("excel", "template", kind, "-o", str(tmp_path / "a.csv"))
        assert code == 2
        assert "CSV" in err
    code, _, err = call(
        "excel", "template", CITY, "-o", str(tmp_path / "a.csv"), "--from", str(tree / "conventions")
    )
    assert code == 1
    assert "XLS033" in err
    code, _, err = call("excel", "template", CITY, "-o", str(tmp_path / "a.csv"))
    assert code == 0
    assert "Partenaires" in err


def test_csv_does_not_drop_the_lists_of_a_file(call: Call, city: Path) -> None:
    """The file has partners, and a CSV file has no place for them."""
    assert _import(call, city)[0] == 0
    sheet = table(open_(city))
    path = city.with_suffix(".csv")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = [[each.value for each in row] for row in sheet.iter_rows()]
        rows[3][columns(sheet)["criteria.inhabitants"] - 1] = 5
        csv.writer(file, delimiter=";").writerows(rows)
    code, out, _ = _import(call, path)
    assert code == 1
    assert "XLS034 A4" in _told(out, path)


def test_a_csv_file_comes_back_as_a_workbook_with_marks(call: Call, centres: Path) -> None:
    """Its rows as they were typed, the wrong cell marked; mended there, it is imported."""
    text = (
        centres.read_text(encoding="utf-8-sig")
        .replace("BE15 0910 0000 0130", "BE15 0910 0000 0131")
        .replace(";femme;", ";dame;", 1)
    )
    centres.write_text(text, encoding="utf-8-sig")
    code, out, _ = call("excel", "import", str(centres), "-o", str(centres.parent / "out"))
    assert code == 1
    assert _told(out, centres) == ["XLS029 N3", "CPA003 L4"]
    path = centres.parent / "out" / "centres-corrections.xlsx"
    sheet = table(open_(path))
    assert (sheet["N4"].value, _fill(sheet["N4"]), _fill(sheet["L5"])) == ("dame", "FFC7CF", "FFC7CF")

    def mend(book: Workbook) -> None:
        table(book)["N4"] = "femme"
        table(book)["L5"] = "BE15 0910 0000 0130"

    changed(path, mend)
    code, out, _ = call("excel", "import", str(path), "-o", str(centres.parent / "out"))
    assert code == 0, out
    assert _same_centres(centres.parent / "out", centres.parent / "examples")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "XLS023"), (b"a;b\n1;2\n", "XLS023"), (b"PK\x03\x04", "XLS032"), (b"cpas cpas 2015;nis\n\x81;\x8d\n", "XLS032"),
        (b"cpas cpas 2015;nis\nx;" + b"a" * 200_000, "XLS032"), (b"\xff\xfea", "XLS032"),
    ],
)  # fmt: skip
def test_a_csv_file_that_is_none_is_refused(tmp_path: Path, raw: bytes, code: str) -> None:
    """A workbook under another name, unknown letters, a line that never ends."""
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    assert [fault.finding.code for fault in excel.read(path).faults] == [code]


# Workbooks that are made to do harm


def _rezipped(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    path.write_bytes(out.getvalue())


def _in_the_table(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, content: (
        content.replace(old, new, 1) if name == "xl/worksheets/sheet2.xml" else content
    )


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "XLS002"), (b"<html></html>", "XLS002"), (b"PK\x03\x04" + bytes(300), "XLS005"), (bytes(21 * 1024 * 1024), "XLS004"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "EncryptedPackage".encode("utf-16-le"), "XLS003"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused(call: Call, tmp_path: Path, raw: bytes, code: str) -> None:
    """As the sheet of expenses; nothing is written."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(raw)
    exit_code, out, _ = call("excel", "import", str(path), "-o", str(tmp_path / "out"))
    assert exit_code == 1
    assert code in out
    assert not (tmp_path / "out").exists()


def test_a_missing_file_is_a_finding(call: Call, tmp_path: Path) -> None:
    """As for the sheet of expenses."""
    code, out, _ = call("excel", "import", str(tmp_path / "a.xlsx"), "-o", str(tmp_path / "out"))
    assert code == 1
    assert "XLS001" in out


def test_xml_that_refers_elsewhere_is_refused(call: Call, city: Path) -> None:
    """Before anything is parsed, for the copy with marks too."""
    head = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    _rezipped(city, lambda name, content: head + content if name.endswith("comment1.xml") else content)
    code, out, _ = _import(call, city)
    assert code == 1
    assert "XLS005" in out


@pytest.mark.parametrize("far", ["merged", "rows", "cell", "pictures"])
def test_what_would_make_millions_of_cells_is_read_and_marked_at_once(
    call: Call, city: Path, far: str
) -> None:
    """A merged sheet, a million rows without anything, the last cell of a sheet, pictures that are not there."""
    changed(city, _put("amount", "beaucoup"))
    behind = {
        "merged": b'</sheetData><mergeCells count="1"><mergeCell ref="A20:XFD1048576"/></mergeCells>',
        "rows": b"".join(b'<row r="%d"/>' % n for n in range(20, 400_000)) + b"</sheetData>",
        "cell": b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>',
        "pictures": b'</sheetData><drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"/>',
    }
    _rezipped(city, _in_the_table(b"</sheetData>", behind[far]))
    begun = time.monotonic()
    code, out, _ = _import(call, city)
    assert time.monotonic() - begun < 60
    assert code == 1
    assert "XLS013" in out
    assert (_out(city) / "villes-corrections.xlsx").exists()


def test_a_workbook_that_takes_too_long_is_a_finding(city: Path) -> None:
    """It is read in a process that is stopped; and so is the one that marks."""
    book = excel.read_in_time(city, 0.01)
    assert [fault.finding.code for fault in book.faults] == ["XLS004"]
    sound = excel.read(city)
    assert excel.marked_in_time(city, sound, (), "fr", 0.001) is None


def test_a_copy_that_cannot_be_made_is_told(call: Call, city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The findings are told all the same, and the sound rows are written."""
    changed(city, _put("amount", "beaucoup"))
    monkeypatch.setattr(excel, "marked_in_time", lambda *_: None)
    code, out, err = _import(call, city)
    assert code == 1
    assert "XLS013" in out
    assert "copie annotée" in err
    assert len(list(_out(city).glob("*.yaml"))) == 2


def test_too_many_cells_are_refused(city: Path) -> None:
    """It is another workbook."""
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(20, 300_100))
    _rezipped(city, _in_the_table(b"</sheetData>", rows + b"</sheetData>"))
    assert [fault.finding.code for fault in excel.read(city).faults] == ["XLS004"]


def test_a_text_is_no_formula_in_the_copy_either(call: Call, city: Path) -> None:
    """What somebody typed as a text, and our own words about it."""

    def edit(book: Workbook) -> None:
        _put("instrument.type", "+x")(book)
        for key in ("initiatives.fr", "instrument.type"):
            text = cell(table(book), FIRST + 1, key)
            text.value = "=1+1"
            text.data_type = "s"

    changed(city, edit)
    code, out, _ = _import(call, city)
    assert (code, _told(out, city)) == (1, ["XLS029 X4", "XLS029 X5"])
    book = openpyxl.load_workbook(_out(city) / "villes-corrections.xlsx")
    assert cell(table(book), FIRST + 1, "initiatives.fr").value == "=1+1"
    assert all(
        each.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for each in row
    )
    assert "=1+1" in str(book.worksheets[0]["F3"].value)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("130587", 130587), ("130.587", 130587), ("130 587", 130587), ("130\u202f587", 130587), (12.0, 12), (0, 0), ("-3", -3)],
)  # fmt: skip
def test_a_number_of_people_is_read_as_belgians_write_it(city: Path, typed: object, number: int) -> None:
    """As a number, or as a text with a point or a space between thousands."""
    changed(city, _put("criteria.inhabitants", typed))
    assert excel.read(city).rows[0].data["criteria"]["inhabitants"] == number


@pytest.mark.parametrize("typed", ["12,5", 12.5, True, date(2015, 1, 1), "1e3", "douze", "12 %", 10**16])
def test_what_is_no_number_of_people_is_refused(city: Path, typed: object) -> None:
    """Parts of people, truth values, days, other notations."""
    changed(city, _put("criteria.inhabitants", typed))
    assert _codes_of(city) == ["XLS030 I4"]


def _codes_of(path: Path) -> list[str]:
    return [f"{f.finding.code} {str(f.cells[0]).rpartition('!')[2]}" for f in excel.read(path).by_place()]


def test_a_sheet_of_another_kind_is_refused(call: Call, city: Path, tmp_path: Path) -> None:
    """Nobody can tell which of the two is meant."""
    other = tmp_path / "centres.xlsx"
    call("excel", "template", "cpas", "-o", str(other))
    sheet = table(open_(other))

    def edit(book: Workbook) -> None:
        added = book.create_sheet("Centres")
        for row in sheet.iter_rows(max_row=3):
            for each in row:
                added.cell(each.row or 1, each.column or 1).value = each.value

    changed(city, edit)
    code, out, _ = _import(call, city)
    assert code == 1
    assert "XLS024" in out
    assert not list(_out(city).glob("*.yaml"))
