"""Lists within lists have a sheet of their own: nothing is lost on the way, and what is wrong is told by its cell."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator import excel, schemas
from generator.campaigns import campaign
from generator.catalog import kinds, whole
from generator.excel import canonical, layout
from generator.findings import Severity
from generator.locales import READERS, Reader, translator
from generator.source import parse, read
from generator.text import normalise
from tests.conftest import ROOT, Call
from tests.workbooks import FIRST, cell, changed, columns, copied, filled, open_, table

REVISIONS, REMARKS = "revisions", "revisions/remarks"
OWN, OUTER = "#", "revisions.#"
WRONG_FILES = ROOT / "tests" / "examples" / "wrong" / "decisions"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder in which the workbook is made."""
    return tmp_path_factory.mktemp("made")


@pytest.fixture
def decisions(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Give a workbook of the decisions of the examples: Charleroi has two requests, of three points and of one."""
    path = filled(tmp_path, made, "decision", "ministerial/decisions", "decisions.xlsx")
    capsys.readouterr()
    return path


def _folder(path: Path) -> Path:
    return path.parent / "examples" / "ministerial" / "decisions"


def _import(call: Call, path: Path, *options: str) -> tuple[int, str, str]:
    return call("excel", "import", str(path), "-o", str(_folder(path).parent / "new"), *options)


def _put(name: str, row: int, key: str, value: object) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        cell(table(book, name), row, key).value = value

    return edit


def _errors(out: str) -> list[str]:
    return [f"{code} {at}" for at, code in re.findall(r"(?m)!(\w+):? ?.*?erreur ([A-Z]{3}\d{3}):", out)]


# There and back


def _values(node: dict[str, Any]) -> st.SearchStrategy[Any]:  # noqa: PLR0911  one answer for each sort
    """Give what a field of a schema may hold, as its YAML would be read."""
    if "enum" in node:
        return st.sampled_from(node["enum"])
    if node.get("type") == "boolean":
        return st.booleans()
    if node.get("format") == "date":
        return st.integers(0, 2000).map(lambda days: (date(2012, 1, 1) + timedelta(days)).isoformat())
    if node.get("type") in {"number", "integer"}:
        least = int(Decimal(str(node.get("minimum", 0))) * 100)
        return st.integers(least, 99_999_999).map(lambda cents: Decimal(cents) / 100)
    if node.get("type") == "array":
        return st.lists(_values(node["items"]), min_size=1, max_size=3)
    if node.get("type") == "object":
        return _objects(node)
    return st.sampled_from(SAMPLES[node["x-format"]]) if node.get("x-format") in SAMPLES else TEXTS


def _objects(node: dict[str, Any]) -> st.SearchStrategy[Any]:
    parts = {name: _values(part) for name, part in node["properties"].items() if "const" not in part}
    needed = set(node.get("required", ())) & set(parts)
    if "x-text" in node:
        return st.fixed_dictionaries({"fr": TEXTS}, optional={"nl": TEXTS})
    return st.fixed_dictionaries(
        {name: parts[name] for name in parts if name in needed},
        optional={name: part for name, part in parts.items() if name not in needed},
    )


SAMPLES = {
    "file": ["../conventions/gent.yaml", "a b.yaml"], "reference": ["2015/AS-SA/44021", "0012", "1e5"],
    "iban": ["BE15 0910 0000 0130"], "telephone": ["+32 2 000 00 12", "02 000 00 12"], "email": ["a@b.example"],
    "folder": ["decisions"],
}  # fmt: skip
TEXTS = st.text("aé€ '=+-@\"0;,’…", min_size=1, max_size=12).map(normalise).filter(bool)
DECISION = _objects(whole(kinds()["decision"].schema))


@settings(deadline=None, max_examples=25)
@given(st.lists(DECISION, min_size=1, max_size=4), st.sampled_from(READERS))
def test_any_decisions_come_back_equal(
    tmp_path_factory: pytest.TempPathFactory, given_: list[dict[str, Any]], reader: Reader
) -> None:
    """Whatever the schema takes: requests and their points too, each in its order, each in its file."""
    folder, made = tmp_path_factory.mktemp("decisions"), layout("decision")
    for number, data in enumerate(given_):
        text = canonical.text_of(made, {**data, "campaign": 2015})
        found_in_it = schemas.check(parse(text.encode(), "a.yaml"))
        assert not [each for each in found_in_it if each.severity is Severity.ERROR], text
        (folder / f"a{number}.yaml").write_text(text, encoding="utf-8")
    found = excel.from_folder(made, folder)
    assert not found.findings
    path = folder / "a.xlsx"
    path.write_bytes(excel.workbook(made, translator(reader), campaign(2015), found.files))
    book = excel.read(path)
    assert [fault.finding for fault in book.faults] == []
    assert len(book.rows) == len(given_)
    for row in book.rows:
        before = read(folder / row.file)
        after = parse(canonical.text_of(made, row.data).encode(), before.path)
        assert canonical.same(after.data, before.data)


def test_rows_and_sheets_may_be_moved(call: Call, decisions: Path) -> None:
    """The points are known by the number of their request, wherever they stand."""

    def edit(book: Workbook) -> None:
        main, asked, points = (table(book, name) for name in ("", REVISIONS, REMARKS))
        _fill(main, _rows(main)[::-1])
        _fill(asked, sorted(_rows(asked), key=lambda values: values[1]))
        _fill(points, sorted(_rows(points), key=lambda values: -values[1]))
        book.move_sheet(table(book, REMARKS), -book.index(table(book, REMARKS)))

    changed(decisions, edit)
    code, out, _ = _import(call, decisions)
    assert code == 0, out
    for path in _folder(decisions).glob("*.yaml"):
        before: Any = read(path).data
        after: Any = read(_folder(decisions).parent / "new" / path.name).data
        assert canonical.same(after, before)


def _rows(sheet: Worksheet) -> list[list[Any]]:
    return [[each.value for each in row] for row in sheet.iter_rows(min_row=FIRST)]


def _fill(sheet: Worksheet, rows: list[list[Any]]) -> None:
    for number, values in enumerate(rows, FIRST):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column).value = value


def test_numbers_are_free(call: Call, decisions: Path) -> None:
    """A request that was withdrawn leaves a gap; as text and with blanks a number is the same."""

    def edit(book: Workbook) -> None:
        _put(REVISIONS, FIRST + 1, OWN, 7)(book)
        _put(REMARKS, FIRST + 3, OUTER, " 7 ")(book)

    changed(decisions, edit)
    code, out, err = call("excel", "import", str(decisions), "-o", str(_folder(decisions)))
    assert code == 0, out
    assert "Inchangées\u00a0: 5." in err


def test_a_new_request_is_typed_in_excel(call: Call, decisions: Path) -> None:
    """A row for the request, with its number, and rows for its points that repeat it."""

    def edit(book: Workbook) -> None:
        asked, points = table(book, REVISIONS), table(book, REMARKS)
        for sheet, values in (
            (asked, {"": "gent", OWN: 2, "date": date(2015, 9, 28), "reply_by": date(2015, 10, 5)}),
            (
                points,
                {"": "gent", OUTER: 2, "part": "Instrument de mesure", "text.nl": "Noem het instrument."},
            ),
            (points, {"": "gent", OUTER: 2, "part": "autre point", "text.nl": "Teken het."}),
        ):
            row = len(_rows(sheet)) + FIRST
            for key, value in values.items():
                cell(sheet, row, key).value = value

    changed(decisions, edit)
    call("excel", "import", str(decisions), "-o", str(_folder(decisions)), "--replace", "--check")
    row = next(each for each in excel.read(decisions).rows if each.key == "gent")
    assert len(row.data["revisions"]) == 2
    assert row.data["revisions"][1] == {
        "date": "2015-09-28",
        "reply_by": "2015-10-05",
        "remarks": [
            {"part": "instrument", "text": {"nl": "Noem het instrument."}},
            {"part": "other", "text": {"nl": "Teken het."}},
        ],
    }


# What is wrong

CASES: dict[str, tuple[Callable[[Workbook], None], list[str]]] = {
    "number that no request has": (_put(REMARKS, FIRST, OUTER, 3), ["XLS027 B4"]),
    "no number of a request": (_put(REMARKS, FIRST, OUTER, None), ["XLS018 B4"]),
    "word for the number of a request": (_put(REMARKS, FIRST, OUTER, "premier"), ["XLS030 B4"]),
    "formula for the number of a request": (_put(REMARKS, FIRST, OUTER, "=1"), ["XLS028 B4"]),
    "number twice": (_put(REVISIONS, FIRST + 1, OWN, 1), ["XLS036 B5"]),
    "request without a number": (_put(REVISIONS, FIRST + 1, OWN, None), ["XLS018 B5"]),
    "request without its points": (_put(REMARKS, FIRST + 3, OUTER, 1), ["SCH010 A5"]),
    "no part of a convention": (_put(REMARKS, FIRST + 3, "part", "argent"), ["XLS029 C7"]),
    "point without a text": (_put(REMARKS, FIRST + 1, "text.fr", "x " * 251), ["SCH006 D5"]),
    "answer before the letter": (_put(REVISIONS, FIRST, "reply_by", date(2015, 9, 1)), ["MIN006 D4"]),
    "no day of a letter": (_put(REVISIONS, FIRST + 1, "date", None), ["XLS018 C5"]),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_in_a_list_within_a_list_is_told_by_its_cell(
    call: Call, decisions: Path, name: str
) -> None:
    """The file is not written, the others are; and the cell is red in the copy."""
    edit, expected = CASES[name]
    changed(decisions, edit)
    code, out, _ = _import(call, decisions)
    assert code == 1
    assert _errors(out) == expected
    assert {path.stem for path in (_folder(decisions).parent / "new").glob("*.yaml")} == {
        "ciney", "gent", "schaerbeek", "tielt-cluster",
    }  # fmt: skip
    copy = open_(_folder(decisions).parent / "new" / "decisions-corrections.xlsx")
    sheet = table(copy, REMARKS if "Remarques" in out else REVISIONS)
    at = next(
        each.partition(" ")[2]
        for each in expected
        if ("Remarques!" + each.split()[1] in out) == (sheet.title == "Remarques")
    )
    assert str(sheet[at].fill.start_color.rgb)[-6:] == "FFC7CF"


@pytest.mark.parametrize(
    "key", ["submitted", "advice.date", "decided.date", "signed_centre", "signed_minister"]
)
def test_a_day_that_cannot_be_read_is_not_told_as_missing_too(call: Call, decisions: Path, key: str) -> None:
    """The steps that follow have their day before them, though nobody can read it."""
    changed(decisions, _put("", FIRST, key, "31/02/2016"))
    code, out, _ = _import(call, decisions)
    assert code == 1
    assert len(_errors(out)) == 1, out
    assert "31/02/2016" in out


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("revised-late", "Demandes de révision!E4"), ("revision-before-the-submission", "Demandes de révision!C4"),
        ("revision-without-time-to-answer", "Demandes de révision!D4"), ("revision-of-no-part", "Remarques!C4"),
        ("reductions-above-what-was-charged", "Réductions!A4"), ("report-that-is-not-there", "administration!G4"),
    ],
)  # fmt: skip
def test_the_wrong_decisions_of_the_examples_are_told_by_their_cells(
    call: Call, tmp_path: Path, name: str, place: str
) -> None:
    """As the rules tell them by the lines of the files."""
    tree = Path(shutil.copytree(ROOT / "tests" / "examples", tmp_path / "tree"))
    folder = tree / "wrong" / "one"
    folder.mkdir()
    shutil.copy(WRONG_FILES / f"{name}.yaml", folder)
    (code,) = re.findall(r"# expect: (\w+)", (WRONG_FILES / f"{name}.yaml").read_text(encoding="utf-8"))
    book = tmp_path / "a.xlsx"
    assert call("excel", "template", "decision", "--from", str(folder), "-o", str(book))[0] == 0
    _, out, _ = call("excel", "import", str(book), "-o", str(folder), "--check")
    assert place in out
    assert code in out or "XLS029" in out


def test_a_fault_of_a_report_is_marked_where_the_report_is_named(call: Call, decisions: Path) -> None:
    """Not where the convention is."""
    report = _folder(decisions).parent.parent / "reports" / "gent.yaml"
    text = report.read_text(encoding="utf-8")
    report.write_text(re.sub(r"share: [0-9.]+", "share: 250", text, count=1), encoding="utf-8")
    code, out, _ = _import(call, decisions)
    assert code == 1, out
    sheet = table(open_(_folder(decisions).parent / "new" / "decisions-corrections.xlsx"))
    red = {
        key
        for key in columns(sheet)
        if str(cell(sheet, FIRST + 2, key).fill.start_color.rgb)[-6:] == "FFC7CF"
    }
    assert red == {"report"}


def _drop(name: str, key: str) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        sheet = table(book, name)
        sheet.delete_cols(columns(sheet)[key])

    return edit


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda book: book.remove(table(book, REMARKS)), "XLS024"), (lambda book: book.remove(table(book, REVISIONS)), "XLS024"),
        (_drop(REMARKS, OUTER), "XLS007"), (_drop(REVISIONS, OWN), "XLS007"), (_put(REMARKS, FIRST, "", None), "XLS025"),
        (_put(REMARKS, FIRST, "", "nulle part"), "XLS027"),
    ],
)  # fmt: skip
def test_a_workbook_that_lost_what_binds_its_rows_writes_nothing(
    call: Call, decisions: Path, edit: Callable[[Workbook], None], told: str
) -> None:
    """A sheet, a column of numbers, or the file that a point is of."""
    changed(decisions, edit)
    code, out, _ = _import(call, decisions)
    assert code == 1
    assert told in out
    assert not list((_folder(decisions).parent / "new").glob("*.yaml"))


def test_a_file_keeps_points_for_which_the_workbook_has_no_column(call: Call, decisions: Path) -> None:
    """A column that may be deleted is missed where a file needs it, deep in its lists too."""
    changed(decisions, _drop(REMARKS, "text.fr"))
    changed(decisions, _put("", FIRST, "submitted", date(2015, 8, 20)))
    code, out, _ = call("excel", "import", str(decisions), "-o", str(_folder(decisions)), "--replace")
    assert code == 1
    assert re.search(
        r"XLS034: charleroi\.yaml contient « revisions\.remarks\.text\.fr »".replace(" ", "\\s"),
        out,
    )


@pytest.mark.parametrize("reader", READERS)
def test_the_parts_of_a_convention_are_read_whole(call: Call, tmp_path: Path, reader: Reader) -> None:
    """No word of a drop-down is wider than its column, and the numbers stay in view with the file."""
    path = tmp_path / "a.xlsx"
    assert call("excel", "template", "decision", "-o", str(path), language=reader)[0] == 0
    sheet = table(open_(path), REMARKS)
    widest = max(
        len(words[reader] if reader != "en" else name)
        for name, words in whole(kinds()["decision"].schema)["properties"]["revisions"]["items"][
            "properties"
        ]["remarks"]["items"]["properties"]["part"]["x-labels"].items()
    )
    assert sheet.column_dimensions["C"].width > widest
    assert sheet.freeze_panes == "C4"
    assert sheet.print_title_cols == "$A:$B"


def test_an_overview_is_named_by_its_file(call: Call, tmp_path: Path) -> None:
    """It is about no centre, so there is no NIS code to write; and its folder is marked for the faults of the decisions."""
    tree = copied(tmp_path)
    book = tmp_path / "a.xlsx"
    kind = "ministerial-overview"
    assert call("excel", "template", kind, "--from", str(tree / "ministerial"), "-o", str(book))[0] == 0
    sheet = table(open_(book))
    assert sheet["A3"].value == "Nom du fichier *"
    assert "INS" not in sheet["A3"].comment.text
    path = tree / "ministerial" / "decisions" / "gent.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2015-11-09", "2015-10-09"), encoding="utf-8")
    code, out, _ = call("excel", "import", str(book), "-o", str(tree / "ministerial"), "--check")
    assert code == 1
    assert "decisions/gent.yaml" in out
    marked = table(open_(tree / "ministerial" / "a-corrections.xlsx"))
    assert str(cell(marked, FIRST, "decisions").fill.start_color.rgb)[-6:] == "FFC7CF"


def test_csv_holds_decisions_without_lists(call: Call, tmp_path: Path) -> None:
    """Files with requests to revise need a workbook; others come back from a CSV file."""
    tree = copied(tmp_path)
    folder, path = tree / "ministerial" / "decisions", tmp_path / "a.csv"
    code, _, err = call("excel", "template", "decision", "--from", str(folder), "-o", str(path))
    assert code == 1
    assert err.count("XLS033") == 5
    for each in ("charleroi", "gent", "schaerbeek", "tielt-cluster"):
        (folder / f"{each}.yaml").unlink()
    assert call("excel", "template", "decision", "--from", str(folder), "-o", str(path))[0] == 0
    code, _, err = call("excel", "import", str(path), "-o", str(folder))
    assert code == 0
    assert "Inchangées\u00a0: 1." in err
