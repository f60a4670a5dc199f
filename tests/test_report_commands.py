"""The commands around the final report: the sheet of expenses, the draft, the dashboard, from end to end."""

from __future__ import annotations

import re
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from tests.conftest import EXAMPLES, REPORTS, WHOLE_WAY, Call
from tests.reporting import ordinary, written

HEAD = (
    "Numéro de pièce",
    "Date",
    "Fournisseur",
    "Objet",
    "Catégorie",
    "Montant",
    "Part imputée",
    "Lien direct",
)
ROW = (
    "F-1",
    date(2015, 3, 31),
    "Imprimerie Exemple",
    "Affiches",
    "frais de fonctionnement",
    1250.5,
    37.5,
    "Affiches.",
)


def _sheet(call: Call, folder: Path, *rows: tuple[Any, ...]) -> Path:
    """Make the sheet with the command, and type rows into it as somebody would in Excel."""
    path = folder / "depenses.xlsx"
    code, out, err = call("expenses", "template", "-o", str(path))
    assert code == 0, err
    assert path.as_posix() in out
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    header = next(
        row for row in sheet.iter_rows() if [cell.value for cell in row][:2] == ["Numéro de pièce", "Date"]
    )
    columns = {cell.value: cell.column for cell in header if cell.value}
    for number, row in enumerate(rows, int(header[0].row or 0) + 1):
        for name, value in zip((*HEAD, "Proportionnalité"), row, strict=False):
            typed = datetime(value.year, value.month, value.day) if isinstance(value, date) else value  # noqa: DTZ001
            sheet.cell(number, columns[name], typed)
    workbook.save(path)
    return path


def test_what_is_typed_in_excel_is_in_the_draft_and_in_the_report(call: Call, tmp_path: Path) -> None:
    """Sheet, draft, report: a text amount and a number reach the file to the cent."""
    sheet = _sheet(
        call, tmp_path, (*ROW, "Trois huitièmes."),
        ("F-2", "15/04/2015", "Autocars Exemple", None, "personnel", "1.234,56 €", "100 %", "Trajet.", "Tout."),
    )  # fmt: skip
    path = tmp_path / "rapport.yaml"
    code, _, err = call(
        "init", "final-report", "--from", str(WHOLE_WAY), "--expenses", str(sheet), "-o", str(path)
    )
    assert code == 0, err
    entries = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)["expenses"]
    assert [each["amount"] for each in entries] == ["1250.50", "1234.56"]
    assert [each["share"] for each in entries] == ["37.5", "100"]
    assert [each["date"] for each in entries] == ["2015-03-31", "2015-04-15"]
    assert [each["class"] for each in entries] == ["operating", "staff"]
    assert entries[0]["link"] == {"fr": "Affiches."}


@pytest.mark.parametrize(("mark", "end"), [("", "\n"), ("\ufeff", "\r\n")])
def test_the_expenses_of_a_report_are_replaced_and_nothing_else(
    call: Call, tmp_path: Path, mark: str, end: str
) -> None:
    """What was typed in the report stays, remarks and line ends of Windows too; twice gives the same."""
    sheet = _sheet(call, tmp_path, (*ROW, "Tout."))
    before = "# mine" + end + "kind: final-report" + end + "campaign: 2015" + end
    after = end + "# behind" + end + 'nis: "52011"' + end
    path = tmp_path / "rapport.yaml"
    typed = f"{mark}{before}expenses:{end}  - {{number: old}}  # gone{end}{end}{after}"
    path.write_bytes(typed.encode())
    assert call("expenses", "update", str(path), str(sheet))[0] == 0
    once = path.read_bytes()
    text = once.decode()
    assert text.startswith(mark + before)
    assert text.endswith(after)
    assert "old" not in text
    assert text.count("\n") == text.count(end)
    assert yaml.load(text.removeprefix(mark), yaml.BaseLoader)["expenses"][0]["number"] == "F-1"
    assert call("expenses", "update", str(path), str(sheet))[0] == 0
    assert path.read_bytes() == once


def test_a_sheet_with_faults_leaves_the_report_as_it_is(call: Call, tmp_path: Path) -> None:
    """Nothing is written, and it is said; a file that is no report is refused."""
    sheet = _sheet(call, tmp_path, (*ROW[:5], "beaucoup", *ROW[6:], "Tout."))
    path = tmp_path / "rapport.yaml"
    shutil.copy(REPORTS[0], path)
    before = path.read_bytes()
    code, out, err = call("expenses", "update", str(path), str(sheet))
    assert (code, out) == (1, "")
    assert "XLS013" in err
    assert path.read_bytes() == before
    assert call("expenses", "update", str(EXAMPLES / "centres" / "gent.yaml"), str(sheet))[0] == 2


STRANGE = {
    "json on one line": '{"kind": "final-report", "campaign": 2015, "expenses": []}',
    "json on several lines": '{\n"kind": "final-report",\n"expenses": [],\n"campaign": 2015}\n',
    "indented": "  kind: final-report\n  campaign: 2015\n",
    "an end mark": "kind: final-report\ncampaign: 2015\n...\n",
    "a field twice": "kind: final-report\nexpenses: []\nexpenses: []\n",
    "old line ends": "kind: final-report\rcampaign: 2015\rexpenses: []\r",
    "broken": "kind: final-report\nexpenses: [\n",
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_report_whose_lines_cannot_be_replaced_is_left_as_it_is(
    call: Call, tmp_path: Path, name: str
) -> None:
    """What would come out is read again before it is written: all but the expenses must be as it was."""
    sheet = _sheet(call, tmp_path, (*ROW, "Tout."))
    path = tmp_path / "rapport.yaml"
    path.write_bytes(STRANGE[name].encode())
    assert call("expenses", "update", str(path), str(sheet))[0] == 2
    assert path.read_bytes() == STRANGE[name].encode()


@pytest.mark.parametrize(
    "text", ["kind: final-report\ncampaign: 2015", "kind: final-report\n\nexpenses:\n\n\n"]
)
def test_a_report_keeps_the_lines_at_its_end(call: Call, tmp_path: Path, text: str) -> None:
    """Also where there are no expenses yet."""
    sheet = _sheet(call, tmp_path, (*ROW, "Tout."))
    path = tmp_path / "rapport.yaml"
    path.write_text(text, encoding="utf-8")
    assert call("expenses", "update", str(path), str(sheet))[0] == 0
    made = path.read_text(encoding="utf-8")
    tail = text[len(text.rstrip("\n")) :]
    assert made[len(made.rstrip("\n")) :] == tail
    assert len(yaml.safe_load(made)["expenses"]) == 1


def test_the_faults_of_a_sheet_name_sheet_and_cell_and_nothing_is_written(call: Call, tmp_path: Path) -> None:
    """What cannot be read and what breaks a rule are told together, in the cells where they stand."""
    sheet = _sheet(
        call, tmp_path, (*ROW, "Tout."),
        ("F-2", date(2016, 1, 5), "Autocars Exemple", None, "personnel", "beaucoup", 120, "Trajet.", "Tout."),
        (*ROW, "Tout."),
    )  # fmt: skip
    path = tmp_path / "rapport.yaml"
    code, out, err = call("init", "final-report", "--expenses", str(sheet), "-o", str(path))
    assert code == 1
    assert out == ""
    assert not path.exists()
    cells = dict(re.findall(r"!([A-Z]+)[0-9]+: \S+ ([A-Z]{3}[0-9]{3}):", err))
    assert cells == {"F": "XLS013", "B": "EXP001", "G": "EXP003", "A": "EXP004"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("expenses", "template", "-o", "x.pdf"), "xlsx"),
        (("dashboard", str(REPORTS[0]), "-o", "x.yaml"), "html"),
        (("dashboard", str(EXAMPLES / "centres"), "-o", "x.html"), "final-report"),
        (("init", "cpas", "--expenses", "x.xlsx"), "final-report"),
    ],
)
def test_wrong_use_is_told_with_a_remedy(call: Call, arguments: tuple[str, ...], said: str) -> None:
    """A name that would write over something else, files without a report, another kind."""
    code, out, err = call(*arguments)
    assert code == 2
    assert out == ""
    assert said in err


def test_a_national_register_number_in_a_sheet_is_in_no_message(call: Call, tmp_path: Path) -> None:
    """Not even where the sheet is called so."""
    sheet = _sheet(call, tmp_path, (*ROW[:5], "85.07.30-998.33", *ROW[6:], "Tout."))
    workbook = openpyxl.load_workbook(sheet)
    workbook.worksheets[0].title = "PIIS 85.07.30-998.33"
    workbook.save(sheet)
    code, out, err = call("init", "final-report", "--expenses", str(sheet))
    assert code == 1
    assert "XLS013" in err
    assert "998" not in out + err.replace(tmp_path.as_posix(), "")


def test_the_workbook_of_a_dashboard_takes_no_other_file_s_place(call: Call, tmp_path: Path) -> None:
    """A workbook that stands there alone is somebody’s; beside a page of ours it is ours."""
    out = tmp_path / "x.html"
    other = out.with_suffix(".xlsx")
    other.write_bytes(b"typed")
    assert call("dashboard", str(REPORTS[0]), "-o", str(out), "--xlsx")[0] == 2
    assert other.read_bytes() == b"typed"
    other.unlink()
    for _ in range(2):
        assert call("dashboard", str(REPORTS[0]), "-o", str(out), "--xlsx")[0] == 0


def test_a_sheet_is_never_written_over_another(call: Call, tmp_path: Path) -> None:
    """What somebody typed is not lost."""
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"typed")
    assert call("expenses", "template", "-o", str(path))[0] == 2
    assert path.read_bytes() == b"typed"


def test_the_sheet_of_a_cluster_has_its_language_and_its_members(call: Call, tmp_path: Path) -> None:
    """The convention says both; a column for the member is there for a cluster only."""
    texts = {}
    for name in ("tielt-cluster", "schaerbeek"):
        path = tmp_path / f"{name}.xlsx"
        convention = str(EXAMPLES / "conventions" / f"{name}.yaml")
        assert (
            call("expenses", "template", "-o", str(path), "--convention", convention, language="nl")[0] == 0
        )
        sheet = openpyxl.load_workbook(path).worksheets[0]
        texts[name] = [str(cell.value) for row in sheet.iter_rows(max_row=10) for cell in row if cell.value]
    assert "Lid" in texts["tielt-cluster"]
    assert "Lid" not in texts["schaerbeek"]
    assert sum("(fr)" in text for text in texts["schaerbeek"]) == 2
    assert not any("(fr)" in text for text in texts["tielt-cluster"])


def test_the_dashboard_shows_the_sound_reports_and_names_the_others(call: Call, tmp_path: Path) -> None:
    """A report with errors is left out, told, and makes the exit code 1; nothing else stops the page."""
    folder = tmp_path / "examples"
    shutil.copytree(EXAMPLES, folder)
    wrong = folder / "reports" / "gent.yaml"
    wrong.write_text(
        wrong.read_text(encoding="utf-8").replace('nis: "44021"', 'nis: "11002"'), encoding="utf-8"
    )
    out = tmp_path / "d.html"
    code, told, err = call("dashboard", str(folder), "-o", str(out), "--xlsx")
    assert code == 1
    assert "RPT002" in err
    assert "gent.yaml" in err
    assert out.as_posix() in told
    page = out.read_text(encoding="utf-8")
    assert "Charleroi" in page
    assert "Gand" not in page
    assert openpyxl.load_workbook(out.with_suffix(".xlsx")).sheetnames
    good = tmp_path / "good.html"
    assert call("dashboard", *map(str, REPORTS), "-o", str(good))[0] == 0
    assert not good.with_suffix(".xlsx").exists()


def test_counts_of_few_people_are_hidden_on_request(call: Call, tmp_path: Path) -> None:
    """A page that others read does not say of one person what became of it."""
    path = written(tmp_path / "a", ordinary())
    open_, hidden = tmp_path / "open.html", tmp_path / "hidden.html"
    assert call("dashboard", str(path), "-o", str(open_))[0] == 0
    assert call("dashboard", str(path), "-o", str(hidden), "--hide-small")[0] == 0
    # the targets, 4 and 3 people, stay; what was realised of them does not
    assert "4 / 4" in " ".join(open_.read_text(encoding="utf-8").split())
    assert "4 / 4" not in " ".join(hidden.read_text(encoding="utf-8").split())
