"""Many files in one workbook: what is written is read back as the same files, and what is wrong is told by its cell."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import excel
from generator.campaigns import campaign
from generator.catalog import kinds
from generator.excel import Filled, canonical, layout
from generator.excel.labels import choices, explanation, heads, sheet_names
from generator.excel.layout import Sort
from generator.locales import READERS, Reader, translator
from generator.pipeline import Checker
from generator.sheets.grid import letters
from generator.source import parse
from generator.text import PRINTABLE
from tests.conftest import EXAMPLES, ROOT, Call
from tests.workbooks import (
    KINDS,
    all_layouts,
    columns,
    copied,
    files_of,
    leaves,
    open_,
    table,
    texts,
)

RIGHT = ROOT / "tests" / "examples" / "right"
FOLDERS = [
    *((EXAMPLES / "centres", "cpas"), (EXAMPLES / "conventions", "convention-city")),
    *((EXAMPLES / "conventions", "convention-cluster"), (EXAMPLES / "reports", "final-report")),
    *((EXAMPLES / "verviers", "cpas"), (EXAMPLES / "verviers", "convention-city")),
    *((RIGHT / "centres", "cpas"), (RIGHT / "conventions", "convention-city")),
    *((RIGHT / "conventions", "convention-cluster"), (RIGHT / "reports", "final-report")),
    *((EXAMPLES / "ministerial" / "decisions", "decision"), (RIGHT / "decisions", "decision")),
    *((EXAMPLES / "ministerial", "ministerial-overview"), (RIGHT / "overviews", "ministerial-overview")),
]
YEAR = campaign(2015)


def _written(path: Path, kind: str, files: list[Filled], reader: Reader = "fr") -> Path:
    make = excel.csv if path.suffix == ".csv" else excel.workbook
    path.write_bytes(make(layout(kind), translator(reader), YEAR, files))
    return path


def _codes(path: Path) -> list[str]:
    """Give code and place of what reading a workbook finds."""
    return [f"{f.finding.code} {f.cells[0] if f.cells else ''}".strip() for f in excel.read(path).by_place()]


# There and back


@pytest.mark.parametrize("reader", ["fr", "nl", "en"])
@pytest.mark.parametrize(("folder", "kind"), FOLDERS, ids=lambda each: getattr(each, "name", each))
def test_files_come_back_from_a_workbook_as_they_were(
    tmp_path: Path, folder: Path, kind: str, reader: Reader
) -> None:
    """All right files of a folder: the same values, and nothing new to say about them."""
    files = files_of(folder, kind)
    found = excel.from_folder(layout(kind), folder)
    assert {f.severity for f in found.findings} <= {"warning"}
    book = excel.read(_written(tmp_path / "a.xlsx", kind, list(found.files), reader))
    assert [fault.finding for fault in book.faults] == []
    assert {row.file for row in book.rows} == set(files)
    for row in book.rows:
        text = canonical.text_of(layout(kind), row.data)
        made = parse(text.encode(), files[row.file].path)
        assert canonical.same(made.data, files[row.file].data), row.file
        before, after = (Checker().check_source(each, folder) for each in (files[row.file], made))
        assert [f.code for f in after.findings] == [f.code for f in before.findings]
        assert after.case is not None


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_and_its_files_are_the_same_every_time(call: Call, tmp_path: Path, kind: str) -> None:
    """Exported, imported, exported and imported again: byte for byte."""
    folder = {
        "cpas": "centres",
        "final-report": "reports",
        "decision": "ministerial/decisions",
        "ministerial-overview": "ministerial",
    }.get(kind, "conventions")
    tree = copied(tmp_path)
    names = set(files_of(tree / folder, kind))
    books, made = [], []
    for number in range(2):
        book = tmp_path / f"{number}.xlsx"
        assert call("excel", "template", kind, "--from", str(tree / folder), "-o", str(book))[0] == 0
        for name in names:
            (tree / folder / name).unlink()
        code, out, err = call("excel", "import", str(book), "-o", str(tree / folder))
        assert code == 0, out
        assert err.startswith(f"Lignes : {len(names)}. Écrites : {len(names)}.".replace(" :", "\u00a0:"))
        books.append(book.read_bytes())
        made.append({name: (tree / folder / name).read_bytes() for name in names})
    assert made[0] == made[1]
    assert books[0] == books[1]


def test_a_file_that_says_the_same_is_left_as_it_is(call: Call, tmp_path: Path) -> None:
    """Its remarks stay."""
    tree = copied(tmp_path)
    before = {path: path.read_bytes() for path in tree.glob("*/*.yaml")}
    for kind, folder in (
        ("cpas", "centres"),
        ("convention-city", "conventions"),
        ("final-report", "reports"),
    ):
        book = tmp_path / f"{kind}.xlsx"
        call("excel", "template", kind, "--from", str(tree / folder), "-o", str(book))
        code, out, _ = call("excel", "import", str(book), "-o", str(tree / folder), language="nl")
        assert code == 0
        assert "geschreven:" not in out
    assert {path: path.read_bytes() for path in tree.glob("*/*.yaml")} == before


@pytest.mark.parametrize("made", all_layouts(), ids=lambda made: made.kind.name)
def test_every_value_of_a_schema_has_a_column(made: excel.Layout) -> None:
    """A new field is a new column, without code; no header of a table stands for two columns."""
    assert sum(len(table.columns) for table in made.tables) == leaves(made)
    for each in made.tables:
        assert len({column.key for column in each.all_columns}) == len(each.all_columns)


@pytest.mark.parametrize("kind", [name for name, kind in kinds().items() if kind.private])
def test_files_on_persons_are_not_put_into_a_table(call: Call, tmp_path: Path, kind: str) -> None:
    """Nobody is to see a list of them."""
    code, _, err = call("excel", "template", kind, "-o", str(tmp_path / "a.xlsx"))
    assert code == 2
    assert "données d’une personne" in err
    assert not (tmp_path / "a.xlsx").exists()


# The workbook


@pytest.mark.parametrize("reader", ["fr", "nl", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_workbook_helps_who_types(tmp_path: Path, kind: str, reader: Reader) -> None:
    """Headers that stay in view, drop-downs in the language of the reader, codes as texts, dates as dates."""
    words, made = translator(reader), layout(kind)
    book = open_(_written(tmp_path / "a.xlsx", kind, [], reader))
    lists = {name: each.attr_text for name, each in book.defined_names.items()}
    for each in made.tables:
        sheet = table(book, each.name)
        assert sheet.freeze_panes == f"{'BCD'[len(each.numbers)]}4"
        assert sheet.row_dimensions[1].hidden
        assert str(sheet.auto_filter.ref).startswith("A3:")
        assert not sheet.protection.sheet
        rules = {
            str(area).partition(":")[0]: rule
            for rule in sheet.data_validations.dataValidation
            for area in rule.sqref.ranges
        }
        for column, number in zip(each.all_columns, columns(sheet).values(), strict=True):
            head, letter = sheet.cell(3, number), letters(number)
            assert head.comment is not None
            shown = sheet.column_dimensions[letter].number_format
            if column.sort in {Sort.CODE, Sort.NIS, Sort.TEXT, Sort.LINE}:
                assert shown == "@"
            if column.sort is Sort.DATE:
                assert shown == "dd/mm/yyyy"
                assert rules[f"{letter}4"].type == "date"
            if column.sort is Sort.AMOUNT:
                assert "€" in shown
                assert "0.00" in shown
            if column.sort in {Sort.CHOICE, Sort.TRUTH}:
                place = lists[rules[f"{letter}4"].formula1].replace("'", "").replace("$", "")
                name, _, area = place.partition("!")
                words_there = [row[0].value for row in book[name][area]]
                assert words_there == list(choices(column, words).values())
                assert rules[f"{letter}4"].showErrorMessage
    assert [each.title for each in book.worksheets[1:-1]] == sheet_names(made, words)


@pytest.mark.parametrize(
    ("reader", "title", "command"),
    [("fr", "Lisez-moi", "cpas excel import"), ("nl", "Lees mij", "ocmw excel import"), ("en", "Read me", "cpas excel import")],
)  # fmt: skip
@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_opens_on_what_explains_it(
    tmp_path: Path, kind: str, reader: Reader, title: str, command: str
) -> None:
    """The first sheet says what to do, with the sheets as they are called and the command as it is called."""
    book = open_(_written(tmp_path / "a.xlsx", kind, [], reader))
    guide = book.worksheets[0]
    assert guide.title == title
    assert book.active is guide
    assert [each.title for each in book.worksheets if each.sheet_view.tabSelected] in ([title], [])
    told = "\n".join(str(each.value) for each in texts(guide))
    assert command in told
    assert ("cpas excel" if reader == "nl" else "ocmw") not in told
    assert book.worksheets[1].title in str(guide["A2"].value)


def test_choices_are_written_in_the_language_of_the_reader() -> None:
    """Yes and no, women and men, titles and instruments."""
    found = {
        reader: {
            word
            for made in all_layouts()
            for each in made.tables
            for column in each.columns
            if column.sort in {Sort.CHOICE, Sort.TRUTH}
            for word in choices(column, translator(reader)).values()
        }
        for reader in READERS
    }
    assert {"oui", "non", "femme", "secrétaire", "bilan social"} <= found["fr"]
    assert {"ja", "vrouw", "secretaris", "sociale balans"} <= found["nl"]
    assert "director-general" not in found["fr"] | found["nl"]


def test_nothing_on_a_sheet_speaks_of_yaml() -> None:
    """No quotes, no point before the cents, no line to delete."""
    for made in all_layouts():
        for each in made.tables:
            for column in each.columns:
                told = explanation(column, translator("en"))
                assert not re.search(r"quotes|point before|as year-month-day|Write true|this file", told), (
                    told
                )


def test_each_remedy_of_a_file_that_is_replaced_is_still_said() -> None:
    """A text that is changed in a rule would come back on the sheet as it is."""
    from generator.excel.remedies import ADD_A_LINE, REMEDIES
    from tools import catalogs

    known = {message.id for message in catalogs.template()}
    assert {*REMEDIES, *ADD_A_LINE} <= known


@pytest.mark.parametrize("made", all_layouts(), ids=lambda made: made.kind.name)
def test_no_choice_is_taken_for_a_header(made: excel.Layout) -> None:
    """A row of data is never skipped as one of headers."""
    from generator.sheets.texts import key

    for each in made.tables:
        words = heads(each.all_columns)
        for column in each.columns:
            if column.sort in {Sort.CHOICE, Sort.TRUTH}:
                assert not words & {key(w) for r in READERS for w in choices(column, translator(r)).values()}


def test_a_command_does_not_load_what_it_does_not_need() -> None:
    """`cpas --help` and the help of the group answer at once: openpyxl takes a third of a second."""
    program = "import sys; from generator.cli import excel; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


# Texts that look like something else

DANGEROUS = ["=1+1", '=HYPERLINK("http://x";"y")', "+32 9 266 00 00", "-5", "@SUM(A1)", "'t Zand", "'=x",
             "00123", "1e5", "TRUE", "31/12/2015", "_x0041_", "a_x000D_b", "un\ndeux", '"; "', "{{ x }}", "é €"]  # fmt: skip


@pytest.mark.parametrize("end", [".xlsx", ".csv"])
def test_a_text_never_becomes_a_formula_or_a_number(tmp_path: Path, end: str) -> None:
    """What looks like one comes back as it was, and is a text to Excel."""
    given = [Filled(f"a{n}", {("initiatives", "fr"): text}) for n, text in enumerate(DANGEROUS)]
    path = _written(tmp_path / f"a{end}", "convention-city", given)
    back = {row.file: row.data["initiatives"]["fr"] for row in excel.read(path).rows}
    assert list(back.values()) == DANGEROUS
    if end == ".xlsx":
        for sheet in open_(path).worksheets:
            assert all(each.data_type != "f" for each in texts(sheet))
            starting = [each for each in texts(sheet) if str(each.value)[:1] in set("=+-@")]
            assert all(each.quotePrefix for each in starting)
        with zipfile.ZipFile(path) as archive:
            assert not any(b"<f>" in archive.read(name) for name in archive.namelist())
    else:
        lines = path.read_text(encoding="utf-8-sig")
        assert not re.search(r"(?m)(?:^|;)\"?[=+@-]", lines)


PLAIN = st.text(st.sampled_from(sorted(map(chr, PRINTABLE))), max_size=60)
ODD = st.lists(st.sampled_from(["=", "+", "-", "@", "'", '"', ";", ",", "\n", "_x000D_", "\u00a0", " ", "é", "ß", "€"]), max_size=12)  # fmt: skip


@settings(deadline=None, max_examples=25)
@given(st.lists(PLAIN | ODD.map("".join), min_size=10, max_size=10), st.sampled_from([".xlsx", ".csv"]))
def test_any_text_comes_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, written: list[str], end: str
) -> None:
    """As the file itself is read: in one form of Unicode, without blanks at the ends."""
    from generator.text import normalise

    wanted = [text for each in written if (text := normalise(each))]
    given_ = [Filled(f"a{n}", {("initiatives", "fr"): text}) for n, text in enumerate(wanted)]
    path = _written(tmp_path_factory.mktemp("texts") / f"a{end}", "convention-city", given_)
    rows = excel.read(path).rows
    assert [row.data["initiatives"]["fr"] for row in rows] == wanted
    _lines_come_back(path.with_suffix(".xlsx"), [text for text in wanted if "\n" not in text])
    for row, text in zip(rows, wanted, strict=True):
        made = parse(canonical.text_of(layout("convention-city"), row.data).encode(), "a.yaml")
        assert isinstance(made.data, dict)
        assert made.data["initiatives"] == {"fr": text}


def _lines_come_back(path: Path, wanted: list[str]) -> None:
    """The same of texts on one line, in a list."""
    entries: list[dict[tuple[str, ...], Any]] = [{("name",): text} for text in wanted]
    rows = excel.read(_written(path, "convention-city", [Filled("gent", {}, {("partners",): entries})])).rows
    assert [each["name"] for each in rows[0].data.get("partners", [])] == wanted


def test_the_amounts_are_compared_with_the_list_of_the_administration(call: Call, tmp_path: Path) -> None:
    """By the option, as `validate` does; the specimen gives the examples what they ask."""
    tree = copied(tmp_path)
    book, amounts = tmp_path / "a.xlsx", tmp_path / "amounts.csv"
    specimen = (ROOT / "data" / "allocations-2015.specimen.csv").read_text(encoding="utf-8")
    call("excel", "template", "convention-city", "--from", str(tree / "conventions"), "-o", str(book))
    other = specimen.replace("742518,45", "742518,46").replace("219768,78", "219768,77")
    for text, wanted in ((specimen, 0), (other, 1)):
        amounts.write_text(text, encoding="utf-8")
        arguments = ["excel", "import", str(book), "-o", str(tree / "conventions"), "--check"]
        code, out, _ = call(*arguments, "--allocations", str(amounts))
        assert code == wanted
        assert ("CNV008" in out) == bool(wanted)
    assert call(*arguments, "--allocations", str(tmp_path / "nowhere.csv"))[0] == 2
