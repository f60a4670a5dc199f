"""A batch is resumed, accounted for, and harmed by nothing: kills, hostile ledgers, engines that fail, a second run."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfWriter

from generator import engines, resources, templates
from generator.engines import Failure
from generator.messages import msg
from tests import word_files
from tests.conftest import EXAMPLES, ROOT, Call
from tests.country import country

LEDGER = ".cpas-ledger.jsonl"
posix = pytest.mark.skipif(sys.platform == "win32", reason="fakes are put into forked processes")


def rendered(call: Call, folder: Path, out: Path, *options: str) -> tuple[int, dict[str, Any]]:
    """Render a folder and give the exit code and the JSON."""
    code, shown, _ = call("render", str(folder), "-o", str(out), "--format", "json", *options)
    return code, json.loads(shown)


def statuses(told: dict[str, Any]) -> dict[str, str]:
    return {f"{Path(each['source']).stem}.{each['language']}": each["status"] for each in told["documents"]}


def documents(out: Path) -> dict[str, bytes]:
    """Give the files that are no ledger, nor its lock."""
    others = (path for path in sorted(out.iterdir()) if not path.name.startswith(".cpas-ledger."))
    return {path.name: path.read_bytes() for path in others}


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with three conventions, and their documents made from it in a folder `out`."""
    folder = tmp_path_factory.mktemp("few")
    country(folder, 3)
    subprocess.run(
        [*PROGRAM, "render", str(folder / "conventions"), "-o", str(folder / "out"), "--language", "both"],
        check=True, capture_output=True, cwd=ROOT,
    )  # fmt: skip
    return folder


PROGRAM = (sys.executable, "-m", "generator")


@pytest.fixture
def made(few: Path, tmp_path: Path) -> Path:
    """Give a copy of the folder that a test may change."""
    shutil.copytree(few, tmp_path / "few")
    return tmp_path / "few"


class Never:
    """An engine that must not be called."""

    name, at_once = "embedded", 4
    version = engines.ENGINES["embedded"]().version

    def convert(self, documents: dict[str, bytes], *_: object) -> dict[str, bytes | Failure]:
        """Fail the test."""
        raise AssertionError(documents.keys())


def test_the_ledger_tells_what_each_document_was_made_from(few: Path) -> None:
    """One line each: source, what made it, its files with the hash that other programs give."""
    lines = [json.loads(line) for line in (few / "out" / LEDGER).read_text(encoding="utf-8").splitlines()]
    entries = [line["document"] for line in lines if "document" in line]
    assert len(entries) == 6
    entry = next(each for each in entries if each["name"] == "convention-city-2015-11002.nl")
    assert (entry["kind"], entry["centre"], entry["campaign"]) == ("convention-city", "11002", 2015)
    assert entry["amount"] == "740001.17"
    assert entry["engine"].startswith("embedded ")
    import hashlib

    for end, known in entry["outputs"].items():
        content = (few / "out" / f"{entry['name']}{end}").read_bytes()
        assert hashlib.sha256(content).hexdigest() == known


@posix
def test_a_call_with_nothing_changed_makes_nothing(
    made: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither from memory nor, where another call came between, by comparing each document."""
    monkeypatch.setattr("generator.engines.create", lambda _name: Never())
    before = {path: path.stat().st_mtime_ns for path in (made / "out").iterdir()}
    for path in (made / "conventions", made / "conventions", made):
        code, told = rendered(call, path, made / "out", "--language", "both")
        assert code == 0
        assert set(statuses(told).values()) == {"unchanged"}
        assert told["languages"]["nl"] == {"planned": 3, "made": 3, "missing": []}
    changed = {path.name for path, stamp in before.items() if path.stat().st_mtime_ns != stamp}
    assert changed <= {LEDGER}


def test_a_call_from_memory_tells_what_the_whole_way_told(made: Path, call: Call) -> None:
    """Findings, amounts, pages: word for word, in the language of each reader."""
    arguments = (str(made / "conventions"), "-o", str(made / "out"), "--language", "both", "--format", "json")
    call("render", *arguments)
    for language in ("fr", "nl", "en"):
        remembered = call("render", *arguments, "--lang", language)
        text = (made / "out" / LEDGER).read_text(encoding="utf-8")
        (made / "out" / LEDGER).write_text(
            "\n".join(line for line in text.splitlines() if '"run"' not in line), encoding="utf-8"
        )
        assert call("render", *arguments, "--lang", language) == remembered
    assert "findings" in remembered[1]
    assert '"amount": "740000.17"' in remembered[1]


def test_only_what_changed_is_made_again(made: Path, call: Call) -> None:
    """A remark in the file changes no document; a value changes both of its languages; a damaged file is mended."""
    remarked, changed = (made / "conventions" / f"{nis}.yaml" for nis in ("11001", "11002"))
    remarked.write_text("# a remark\n" + remarked.read_text(encoding="utf-8"), encoding="utf-8")
    changed.write_text(
        changed.read_text(encoding="utf-8").replace("160", "161").replace("101", "99"), encoding="utf-8"
    )
    damaged = made / "out" / "convention-city-2015-11004.fr.pdf"
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[:-1])
    check = rendered(call, made / "conventions", made / "out", "--language", "both", "--check")[1]
    assert damaged.read_bytes() == whole[:-1]
    assert {name for name, status in statuses(check).items() if status == "changed"} == {
        "11002.fr", "11002.nl", "11004.fr"
    }  # fmt: skip
    code, told = rendered(call, made / "conventions", made / "out", "--language", "both")
    assert code == 0
    assert {name for name, status in statuses(told).items() if status == "written"} == {
        "11002.fr", "11002.nl", "11004.fr"
    }  # fmt: skip
    assert damaged.read_bytes() == whole


def test_another_template_makes_its_documents_again_and_no_others(
    made: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Dutch ones, where the Dutch template was edited."""
    folders = made / "templates"
    shutil.copytree(ROOT / "templates", folders)
    path = folders / "conventions" / "convention-city.nl.docx"
    from generator.templates import read_parts
    from tests.faults import write

    parts = read_parts(path.name, path.read_bytes())
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"Artikel 1 ", b"Artikel 1  ", 1)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"Voorwerp", b"Onderwerp", 1)
    write(path, parts)
    folder = resources.folder
    monkeypatch.setattr(resources, "folder", lambda name: folders if name == "templates" else folder(name))
    from generator.pipeline import making, stamps

    for cached in (making._compiled, stamps._template, stamps._of_program):
        cached.cache_clear()
    try:
        told = rendered(call, made / "conventions", made / "out", "--language", "both", "--check")[1]
    finally:
        monkeypatch.undo()
        for cached in (making._compiled, stamps._template, stamps._of_program):
            cached.cache_clear()
    assert {name.rpartition(".")[2]: status for name, status in statuses(told).items()} == {
        "fr": "unchanged", "nl": "changed"
    }  # fmt: skip


def test_templates_of_ones_own_make_their_documents_again_and_leave_the_others(
    made: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the Dutch one is in the folder; without the option the document is made again as it was, whatever the machine says."""
    own = made / "own"
    (own / "conventions").mkdir(parents=True)
    path = own / "conventions" / "convention-city.nl.docx"
    shutil.copy(ROOT / "templates" / "conventions" / path.name, path)
    word_files.replaced(path, "Voorwerp", "Onderwerp")
    before = documents(made / "out")
    asked = made / "conventions", made / "out", "--language", "both", "--to", "docx,pdf"
    code, told = rendered(call, *asked, "--templates", str(own))
    assert code == 0
    by_language = {name.rpartition(".")[2]: status for name, status in statuses(told).items()}
    assert by_language == {"fr": "unchanged", "nl": "written"}
    dutch = next(name for name in before if name.endswith(".nl.docx"))
    assert "Onderwerp" in "\n".join(templates.plain_text(made / "out" / dutch))
    monkeypatch.setenv("CPAS_OWN_TEMPLATES", str(own))
    assert rendered(call, *asked)[0] == 0
    assert documents(made / "out") == before
    _, _, err = call("render", str(asked[0]), "-o", str(asked[1]), "--check", "--templates", str(own))
    assert "ne pas signer" in err
    for wrong in (made / "nowhere", made / "conventions", own / "conventions"):
        assert call("render", str(asked[0]), "-o", str(asked[1]), "--templates", str(wrong))[0] == 2


@pytest.mark.parametrize("own", ["common", "piis-studies"])
def test_a_template_of_ones_own_extends_or_is_extended_by_those_of_the_program(
    own: str, tmp_path: Path
) -> None:
    path = tmp_path / "piis" / f"{own}.nl.docx"
    path.parent.mkdir()
    shutil.copy(ROOT / "templates" / "piis" / path.name, path)

    def joined() -> bytes:
        return templates.parts_of(templates.path_of("piis", "piis-studies", "nl"))["word/document.xml"]

    whole = joined()
    word_files.edited(
        path, lambda root: next(root.iter(f"{templates.W}t")).__setattr__("text", "Eigen tekst")
    )
    if own == "piis-studies":
        shutil.copy(ROOT / "templates" / "piis" / path.name, path)
        word_files.replaced(path, "student", "leerling")
    with templates.taken_from(tmp_path):
        parts = joined()
    assert (b"Eigen tekst" in parts) if own == "common" else (b"leerling" in parts)
    assert joined() == whole


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[: len(text) // 2],
        lambda text: "\n".join(reversed(text.splitlines())),
        lambda text: text.replace('"outputs":{', '"outputs":7,"x":{'),
        lambda text: text.replace('"run":{"call"', '"run":{"cell"'),
        lambda text: text.replace('"read":{', '"read":["'),
        lambda text: re.sub(r'"findings":\[\{"code":"\w+"', '"findings":[{"code":{}', text),
        lambda text: text.replace('"campaign":2015', '"campaign":"MMXV"'),
        lambda text: re.sub(r'"amount":"[\d.]+"', '"amount":"much"', text),
        lambda text: re.sub(r'"amount":"[\d.]+"', '"amount":[1]', text),
        lambda text: re.sub(r'"pages":\d+', '"pages":"all"', text),
        lambda text: text.replace('"source":"', '"source":"\\u0000'),
        lambda text: re.sub(r'"source":"[^"]*"', '"source":17', text),
        lambda text: re.sub(r'("read":\{"[^"]*"):"\w+"', r"\1:null", text),
        lambda text: text.replace('"name":"convention', '"name":"../convention'),
        lambda text: text.replace('"language":"nl"', '"language":"de"'),
        lambda text: text.replace('".pdf":', '".exe":'),
        lambda text: text.replace('"documents":[[', '"documents":[[null,'),
        lambda _text: "[" * 100_000,
        lambda _text: "\x00\xff garbage \n{}\n[]\nnull\n",
        lambda _text: "",
    ],
)
def test_a_ledger_that_is_torn_or_changed_costs_work_and_nothing_else(
    made: Path, call: Call, spoil: Any
) -> None:
    """No traceback, and at the end the same documents and a whole ledger."""
    path, before = made / "out" / LEDGER, documents(made / "out")
    whole = path.read_text(encoding="utf-8")
    path.write_text(spoil(whole), encoding="utf-8", errors="surrogateescape")
    code, told = rendered(call, made / "conventions", made / "out", "--language", "both")
    assert code == 0
    assert len(told["documents"]) == 6
    assert documents(made / "out") == before
    assert path.read_text(encoding="utf-8").count('"document"') == 6


@posix
def test_a_file_whose_name_is_of_another_encoding_is_made_like_the_others(tmp_path: Path, call: Call) -> None:
    """As a disk of an old Windows has them: the name is no UTF-8."""
    folder = country(tmp_path, 1)
    own = os.fsencode(folder) + b"/caf\xe9.yaml"
    try:
        next(folder.glob("*.yaml")).rename(os.fsdecode(own))
    except OSError:
        pytest.skip("this disk has no such names")
    for status in ("written", "unchanged", "unchanged"):
        code, told = rendered(call, folder, tmp_path / "out", "--to", "docx")
        assert (code, [each["status"] for each in told["documents"]]) == (0, [status])


def test_what_is_to_be_made_is_in_the_ledger_before_the_first_document_is_in_its_place(
    made: Path, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that is killed between the two leaves a folder that the binder refuses."""
    out, seen = tmp_path / "out", []

    def look(path: Path, target: Path) -> Path:
        seen.append((target.name, (out / LEDGER).exists()))
        return replace(path, target)

    replace = Path.replace
    monkeypatch.setattr(Path, "replace", look)
    assert rendered(call, made / "conventions", out, "--to", "docx")[0] == 0
    documents_ = [there for name, there in seen if name.endswith(".docx")]
    assert len(documents_) == 3
    assert all(documents_)


def test_a_document_that_left_the_folder_leaves_the_ledger_when_its_files_go(made: Path, call: Call) -> None:
    """Its files are of an earlier run: the line stays as long as they do."""
    (made / "conventions" / "11004.yaml").unlink()
    rendered(call, made / "conventions", made / "out", "--language", "both")
    assert "11004" in (made / "out" / LEDGER).read_text(encoding="utf-8")
    for path in (made / "out").glob("*11004*"):
        path.unlink()
    (made / "conventions" / "11002.yaml").touch()
    rendered(call, made / "conventions", made / "out", "--language", "both", "--to", "docx,pdf")
    told = rendered(call, made / "conventions", made / "out", "--language", "both")[1]
    assert told["summary"]["documents"] == 4


def test_one_file_makes_no_ledger(made: Path, call: Call) -> None:
    """Who makes one document finds that document and nothing else."""
    out = made / "alone"
    call("render", str(made / "conventions" / "11001.yaml"), "-o", str(out), "--to", "docx")
    assert [path.name for path in out.iterdir()] == ["convention-city-2015-11001.nl.docx"]


def test_check_writes_nothing(few: Path, tmp_path: Path, call: Call) -> None:
    """Not even the folder."""
    out = tmp_path / "out"
    code, told = rendered(call, few / "conventions", out, "--check")
    assert code == 0
    assert set(statuses(told).values()) == {"new"}
    assert not out.exists()


def test_check_of_single_files_says_what_render_then_does(made: Path, tmp_path: Path, call: Call) -> None:
    """They have no ledger: what stands there is held against the document itself, and nothing is written."""
    out, file = tmp_path / "out", made / "conventions" / "11002.yaml"
    for options, status in (("--check", "new"), ("", "written"), ("--check", "unchanged"), ("", "unchanged")):
        told = rendered(call, file, out, *filter(None, [options]))[1]
        assert set(statuses(told).values()) == {status}
    before = documents(out)
    file.write_text(
        file.read_text(encoding="utf-8").replace("participants: 101", "participants: 217"), encoding="utf-8"
    )
    assert set(statuses(rendered(call, file, out, "--check")[1]).values()) == {"changed"}
    assert documents(out) == before
    assert set(statuses(rendered(call, file, out)[1]).values()) == {"written"}


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("11002", {"11002.nl"}),
        ("11002.yaml", {"11002.nl"}),
        ("convention-city-2015-1100[14]*", {"11001.nl", "11004.nl"}),
    ],
)
def test_only_makes_what_is_named(
    few: Path, tmp_path: Path, call: Call, pattern: str, names: set[str]
) -> None:
    told = rendered(call, few / "conventions", tmp_path / "out", "--only", pattern, "--to", "docx")[1]
    assert set(statuses(told)) == names


def test_only_takes_a_name_with_brackets_as_it_is(tmp_path: Path, call: Call) -> None:
    """Windows writes a second copy so, and to a pattern brackets mean something else."""
    folder = country(tmp_path, 2)
    next(folder.glob("*.yaml")).rename(folder / "convention [1].yaml")
    told = rendered(call, folder, tmp_path / "out", "--only", "convention [1].yaml", "--to", "docx")[1]
    assert [Path(each["source"]).name for each in told["documents"]] == ["convention [1].yaml"]


def test_a_full_disk_is_told_with_what_helps(
    few: Path, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not to close a file in Word."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("generator.output.replace", full)
    file = few / "conventions" / "11001.yaml"
    code, out, _ = call("render", str(file), "-o", str(tmp_path / "out"), "--to", "docx", "--lang", "en")
    assert code == 1
    assert "OUT001" in out
    assert "the disk is full" in out
    assert "Make room on the disk" in out
    assert "Word or" not in out


def test_only_with_a_name_that_nothing_has_is_wrong_use(few: Path, tmp_path: Path, call: Call) -> None:
    code, _, told = call("render", str(few / "conventions"), "-o", str(tmp_path), "--only", "44021")
    assert code == 2
    assert "44021" in told


def test_fail_fast_stops_at_the_first_failure_and_tells_what_is_missing(
    made: Path, tmp_path: Path, call: Call
) -> None:
    """The account names each file whose document is not there."""
    path = made / "conventions" / "11001.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("amount: 740000.17", "amount: 0"), encoding="utf-8"
    )
    code, told = rendered(call, made / "conventions", tmp_path / "out", "--fail-fast", "--to", "docx")
    assert code == 1
    assert statuses(told) == {"11001.nl": "failed"}
    account = told["languages"]["nl"]
    assert (account["planned"], account["made"], len(account["missing"])) == (3, 0, 3)
    code, told = rendered(call, made / "conventions", tmp_path / "out", "--to", "docx")
    assert (code, told["summary"]["written"], told["summary"]["failed"]) == (1, 2, 1)
    assert [Path(p).name for p in told["languages"]["nl"]["missing"]] == ["11001.yaml"]


def test_two_files_that_would_make_one_document_are_refused_before_any_work(
    tmp_path: Path, call: Call
) -> None:
    """Neither is written over the other."""
    shutil.copytree(EXAMPLES / "centres", tmp_path / "in" / "centres")
    for name in ("a", "b"):
        shutil.copy(EXAMPLES / "conventions" / "gent.yaml", tmp_path / "in" / "centres" / f"{name}.yaml")
        path = tmp_path / "in" / "centres" / f"{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("../centres/", ""), encoding="utf-8")
    code, told = rendered(call, tmp_path / "in", tmp_path / "out")
    assert code == 1
    assert set(statuses(told).values()) == {"failed"}
    assert not list((tmp_path / "out").glob("*"))


def test_the_sheet_of_a_run_has_links_amounts_and_totals(few: Path, tmp_path: Path, call: Call) -> None:
    """And no text in it is a formula."""
    out = tmp_path / "out"
    sheet = out / "summary.xlsx"
    arguments = ("render", str(few / "conventions"), "-o", str(out), "--to", "docx", "--language", "both")
    assert call(*arguments, "--summary", str(sheet), "--lang", "nl")[0] == 0
    first = sheet.read_bytes()
    book = openpyxl.load_workbook(sheet)
    rows = list(book.worksheets[0].iter_rows(min_row=2))
    assert len(rows) == 6
    assert {row[2].value for row in rows} == {"11001", "11002", "11004"}
    links = [str(row[8].hyperlink.target) if row[8].hyperlink else "" for row in rows]
    assert set(links) == {
        f"convention-city-2015-{nis}.{language}.docx" for nis in ("11001", "11002", "11004") for language in ("fr", "nl")
    }  # fmt: skip
    assert all((out / link).is_file() for link in links)
    assert sum(Decimal(str(row[6].value)) for row in rows) == 2 * Decimal("2220003.51")
    totals = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows(min_row=2, max_row=4)]
    assert [row[3] for row in totals] == [3, 3, 3]
    assert [row[4] for row in totals] == [pytest.approx(2220003.51)] * 3
    assert all(cell.data_type != "f" for sheet_ in book for row in sheet_.iter_rows() for cell in row)
    call(*arguments, "--summary", str(sheet), "--lang", "nl")
    assert openpyxl.load_workbook(sheet).worksheets[0].max_row == 7
    assert len(first) > 1000


def test_the_sheet_adds_up_a_centre_of_two_languages_once(tmp_path: Path, call: Call) -> None:
    """Ghent, Charleroi, and Schaerbeek in both languages are three conventions of cities, not four."""
    sheet = tmp_path / "summary.xlsx"
    conventions = str(EXAMPLES / "conventions")
    arguments = ("-o", str(tmp_path), "--to", "docx", "--summary", str(sheet), "--lang", "fr")
    assert call("render", conventions, *arguments)[0] == 0
    rows = list(openpyxl.load_workbook(sheet).worksheets[1].iter_rows(min_row=2, max_row=5, values_only=True))
    once = "Les deux, chaque document compté une fois"
    assert [(row[2], row[3]) for row in rows] == [
        ("Français", 2), ("Néerlandais", 2), (once, 3), ("Néerlandais", 1)
    ]  # fmt: skip
    charleroi, ghent, schaerbeek, tielt = 568231.37, 742518.45, 351877.01, 10000
    assert [row[4] for row in rows] == pytest.approx(
        [charleroi + schaerbeek, ghent + schaerbeek, charleroi + ghent + schaerbeek, tielt]
    )


def test_a_summary_is_written_only_over_a_workbook(few: Path, tmp_path: Path, call: Call) -> None:
    code, _, told = call(
        "render", str(few / "conventions"), "-o", str(tmp_path / "out"), "--summary", str(tmp_path / "x.yaml")
    )
    assert (code, (tmp_path / "out").exists()) == (2, False)
    assert ".xlsx" in told


# --- engines that fail, each in a supervised process


class Fake:
    """An engine that misbehaves on one document and else is the real one."""

    name, at_once = "embedded", 2

    def __init__(self, how: str, marks: Path) -> None:
        """Misbehave in a way; what happens once leaves a mark."""
        self._how, self._marks = how, marks
        self._real = engines.ENGINES["embedded"]()
        self.version = self._real.version

    def convert(self, documents: dict[str, bytes], *_: object) -> dict[str, bytes | Failure]:
        """Convert all but the one document as it should be."""
        made: dict[str, bytes | Failure] = dict(self._real.convert(documents))
        for name in documents:
            if "11002.nl" in name:
                _WAYS[self._how](self, name, made)
        return made

    def once(self) -> bool:
        """Tell whether this is the first time, in whatever process."""
        first = not self._marks.exists()
        self._marks.touch()
        return first


Made = dict[str, bytes | Failure]


def _hang(_engine: Fake, _name: str, _made: Made) -> None:
    time.sleep(600)


def _die(_engine: Fake, _name: str, _made: Made) -> None:
    os._exit(9)


def _be_killed(_engine: Fake, _name: str, _made: Made) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_once(engine: Fake, _name: str, _made: Made) -> None:
    if engine.once():
        os._exit(9)


def _fail_once(engine: Fake, name: str, made: Made) -> None:
    if engine.once():
        made[name] = Failure(msg("The engine gave nothing back for this document."))


def _give_nothing(_engine: Fake, name: str, made: Made) -> None:
    del made[name]


def _give_empty(_engine: Fake, name: str, made: Made) -> None:
    made[name] = b""


def _give_another(_engine: Fake, name: str, made: Made) -> None:
    made[name] = OTHER.read_bytes()


def _give_blank(_engine: Fake, name: str, made: Made) -> None:
    writer, blank = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(blank)
    made[name] = blank.getvalue()


_WAYS = {
    "hangs": _hang, "dies": _die, "is killed": _be_killed, "dies once": _die_once, "fails once": _fail_once,
    "gives nothing": _give_nothing, "gives an empty file": _give_empty, "gives another document": _give_another,
    "gives a PDF without text": _give_blank,
}  # fmt: skip
OTHER = Path()


@posix
@pytest.mark.parametrize(
    "how",
    [
        "hangs", "dies", "is killed", "gives nothing", "gives an empty file", "gives another document",
        "gives a PDF without text",
    ],
)  # fmt: skip
def test_an_engine_that_fails_costs_one_document_and_it_is_named(
    few: Path, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """Never a wrong document, never one missing unnoticed; the others are as without the fault."""
    monkeypatch.setattr("generator.engines.create", lambda _name: Fake(how, tmp_path / "mark"))
    monkeypatch.setattr("tests.test_ledger.OTHER", few / "out" / "convention-city-2015-11001.nl.pdf")
    if how == "hangs":
        monkeypatch.setattr("generator.batch.working._START_SECONDS", 8)
        monkeypatch.setattr("generator.batch.working.SECONDS", 2)
    monkeypatch.setattr("generator.batch.working._ALONE", 0)
    code, told = rendered(call, few / "conventions", tmp_path / "out", "--language", "both", "--jobs", "2")
    assert code == 1
    failed = [each for each in told["documents"] if each["status"] == "failed"]
    assert [(Path(each["source"]).stem, each["language"]) for each in failed] == [("11002", "nl")]
    assert {each["code"][:3] for each in failed[0]["findings"] if each["severity"] == "error"} == {"PDF"}
    assert told["languages"]["nl"]["missing"] == [failed[0]["source"]]
    others = {name: raw for name, raw in documents(few / "out").items() if "11002.nl" not in name}
    assert documents(tmp_path / "out") == others


@posix
@pytest.mark.parametrize("how", ["dies once", "fails once"])
def test_a_fault_that_does_not_come_back_costs_nothing(
    few: Path, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """Each document has a second chance."""
    monkeypatch.setattr("generator.engines.create", lambda _name: Fake(how, tmp_path / "mark"))
    monkeypatch.setattr("generator.batch.working._ALONE", 0)
    code, _ = rendered(call, few / "conventions", tmp_path / "out", "--language", "both", "--jobs", "2")
    assert (code, (tmp_path / "mark").exists()) == (0, True)
    assert documents(tmp_path / "out") == documents(few / "out")


@posix
def test_another_engine_takes_over_only_where_it_is_allowed(
    few: Path, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the ledger says which one made the document."""
    fakes = {"embedded": lambda: Fake("dies", tmp_path / "mark"), "libreoffice": engines.ENGINES["embedded"]}
    monkeypatch.setattr("generator.engines.create", lambda name: fakes[name]())
    monkeypatch.setattr("generator.batch.working._ALONE", 0)
    arguments = (call, few / "conventions", tmp_path / "out", "--language", "both", "--jobs", "2")
    assert rendered(*arguments)[0] == 1
    assert rendered(*arguments, "--engine", "embedded,libreoffice")[0] == 0
    assert documents(tmp_path / "out") == documents(few / "out")


@pytest.mark.parametrize("engine", ["word", "embedded,word", "embedded,embedded", ""])
def test_an_engine_that_does_not_exist_is_wrong_use(
    few: Path, tmp_path: Path, call: Call, engine: str
) -> None:
    assert call("render", str(few / "conventions"), "-o", str(tmp_path / "o"), "--engine", engine)[0] == 2


# --- kills, and two runs at once


def strays(mark: str) -> list[int]:
    """Give the processes that carry a mark in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in path.read_bytes() and int(path.parent.name) != os.getpid():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_a_run_that_is_killed_at_any_moment_is_resumed(few: Path, tmp_path: Path) -> None:
    """No process is left, no half file stands, and in the end all is as if nothing had happened."""
    out, mark = tmp_path / "out", f"CPAS_TEST={tmp_path}"
    command = [
        *PROGRAM,
        "render",
        str(few / "conventions"),
        "-o",
        str(out),
        "--language",
        "both",
        "--jobs",
        "2",
    ]
    environment = {**os.environ, "CPAS_TEST": str(tmp_path)}
    whole = documents(few / "out")
    for moment in (0.6, 1.2, 1.6, 2.0, 2.6):
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
        )
        time.sleep(moment)
        process.kill()
        process.wait()
        for _ in range(100):
            if not strays(mark):
                break
            time.sleep(0.05)
        assert strays(mark) == []
        for name, content in documents(out).items() if out.exists() else ():
            assert name.startswith(".cpas-") or whole[name] == content
    subprocess.run(command, env=environment, check=True, capture_output=True, cwd=ROOT)
    assert documents(out) == whole
    assert (out / LEDGER).read_text(encoding="utf-8").count('"document"') == 6


@pytest.mark.parametrize("places", [1, 2], ids=["one PC", "two PCs"])
def test_two_runs_into_one_folder_do_not_harm_each_other(few: Path, tmp_path: Path, places: int) -> None:
    """The second waits for the first, and finds all unchanged; each PC has a folder for temporary files of its own."""
    out = tmp_path / "out"
    temporary = [tmp_path / f"tmp-{number % places}" for number in range(2)]
    for place in temporary:
        place.mkdir(exist_ok=True)
    command = [
        *PROGRAM, "render", str(few / "conventions"), "-o", str(out), "--language", "both", "--format", "json"
    ]  # fmt: skip
    runs = [
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
            env={**os.environ, "TMPDIR": str(place), "TEMP": str(place), "TMP": str(place)},
        )
        for place in temporary
    ]  # fmt: skip
    told = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    counted = [json.loads(each)["summary"] for each in told]
    assert sorted((each["written"], each["unchanged"]) for each in counted) == [(0, 6), (6, 0)]
    assert documents(out) == documents(few / "out")


def test_only_tells_what_concerns_the_chosen_documents(call: Call, tmp_path: Path) -> None:
    """An error in the file of another centre is not told, and is no failure of this call."""
    for name in ("centres", "conventions"):
        shutil.copytree(EXAMPLES / name, tmp_path / name)
    wrong = tmp_path / "conventions" / "gent.yaml"
    wrong.write_text(wrong.read_text(encoding="utf-8").replace("742518.45", "abc"), encoding="utf-8")
    arguments = ["render", str(tmp_path / "conventions"), "-o", str(tmp_path / "out")]
    code, out, _ = call(*arguments, "--only", "52011")
    assert code == 0
    assert "gent.yaml" not in out
    for name in ("gent.yaml", "gent"):
        code, out, _ = call(*arguments, "--only", name)
        assert code == 1
        assert "gent.yaml" in out
    code, out, _ = call(*arguments, "--only", "52*")
    assert code == 0
    assert "convention-city-2015-52011.fr.docx" in out
    assert "21015" not in out
    code, _, err = call(*arguments, "--only", "52011", "--only", "99999")
    assert code == 2
    assert "99999" in err


def test_a_file_with_errors_may_be_that_of_a_document_that_is_named(call: Call, tmp_path: Path) -> None:
    """Its documents are missing where others of their kind are asked for, or its centre; nothing is left out in silence."""
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    folder = tmp_path / "examples" / "ministerial" / "decisions"
    wrong = folder / "gent.yaml"
    sound = wrong.read_text(encoding="utf-8")
    arguments = ["render", str(folder), "-o", str(tmp_path / "out"), "--to", "docx", "--only"]
    for text in (sound.replace("approved: true", "approved: oui"), sound.replace("advance: {", "advance: [")):
        assert text != sound
        wrong.write_text(text, encoding="utf-8")
        for pattern in ("advance-*", "44021", "advance-2015-44021.nl"):
            code, out, _ = call(*arguments, pattern)
            assert (code, "gent.yaml" in out) == (1, True), pattern
        code, out, _ = call(*arguments, "charleroi")
        assert (code, "gent.yaml" in out) == (0, False)
    code, out, err = call(*arguments, "advance-*")
    assert "advance-2015-52011.fr.docx" in out
    assert "gent.yaml" in err


def test_a_file_with_errors_is_not_that_of_a_document_that_it_cannot_make(call: Call, tmp_path: Path) -> None:
    """An overview names no centre, a decision makes no convention; and nothing has a name that nothing can have."""
    tree = Path(shutil.copytree(EXAMPLES, tmp_path / "examples"))
    wrong = tree / "conventions" / "gent.yaml"
    wrong.write_text(wrong.read_text(encoding="utf-8").replace("742518.45", "74251x.45"), encoding="utf-8")
    folders = [str(tree / name) for name in ("conventions", "ministerial")]
    arguments = [
        "render",
        *folders,
        "-o",
        str(tmp_path / "out"),
        "--to",
        "docx",
        "--check",
        "--format",
        "json",
        "--only",
    ]

    def failed(pattern: str) -> tuple[int, set[str]]:
        code, out, _ = call(*arguments, pattern)
        told = json.loads(out)["documents"] if code < 2 else []
        return code, {
            Path(each["source"]).relative_to(tree).as_posix() for each in told if each["status"] == "failed"
        }

    assert failed("52011") == (0, set())
    assert failed("advance-2015-52011*") == (0, set())
    assert failed("44021") == (1, {"conventions/gent.yaml", "ministerial/decisions/gent.yaml"})
    assert failed("convention-city-*") == (1, {"conventions/gent.yaml"})
    assert failed("revision-1-*") == (1, {"ministerial/decisions/gent.yaml"})
    assert failed("overview-balance-*") == (1, {"ministerial/overview-balance.yaml"})
    assert failed("99999") == failed("nonsense*") == (2, set())


def test_a_look_ahead_names_nothing_as_missing(few: Path, call: Call, tmp_path: Path) -> None:
    """What is to be made is not missing."""
    code, _, err = call("render", str(few / "conventions"), "-o", str(tmp_path / "out"), "--check")
    assert code == 0
    assert "manquant" not in err
    assert "Nouveaux" in err


@pytest.mark.parametrize(
    "asked", [r"conventions\11002.yaml", r".\conventions\11002.yaml", "./conventions/11002.yaml", ""]
)
def test_a_name_is_read_as_a_shell_gives_it(
    few: Path, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    """With the signs of Windows too; a variable of a script that is empty names nothing, and not everything."""
    monkeypatch.chdir(few)
    out = tmp_path / "out"
    code, _, _ = call(
        "render", "conventions", "-o", str(out), "--to", "docx", "--language", "nl", "--only", asked
    )
    assert code == (0 if asked else 2)
    assert len(list(out.glob("*.docx"))) == bool(asked)


def test_a_ledger_that_cannot_be_written_is_told(few: Path, tmp_path: Path, call: Call) -> None:
    """As where a program that makes copies holds it; no traceback."""
    (tmp_path / "out" / LEDGER).mkdir(parents=True)
    code, _, err = call(
        "render", str(few / "conventions"), "-o", str(tmp_path / "out"), "--to", "docx", "--lang", "en"
    )
    assert code in {1, 2}
    assert LEDGER in err
