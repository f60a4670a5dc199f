"""The commands, as somebody types them: what is printed where, and the exit code."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import EXAMPLES, ROOT, Call

GENT = EXAMPLES / "conventions" / "gent.yaml"


def test_a_sound_file_exits_with_0_and_says_so_on_stderr(call: Call) -> None:
    """Results go to stdout: there are none."""
    code, out, err = call("validate", str(GENT), "--lang", "en")
    assert (code, out) == (0, "")
    assert "Errors: 0" in err


def test_json_goes_to_stdout_alone(call: Call) -> None:
    """A program reads it, whatever the language."""
    code, out, err = call("validate", str(EXAMPLES / "conventions"), "--format", "json")
    assert code == 0
    assert err == ""
    assert json.loads(out) == {
        "version": 1,
        "findings": [],
        "summary": {"files": 4, "errors": 0, "warnings": 0},
    }


def test_an_error_exits_with_1_and_a_warning_with_0(call: Call, dossier: Callable[..., Path]) -> None:
    """A warning alone never refuses."""

    def warned(data: dict[str, Any]) -> None:
        data["objectives"]["social_balances"] = data["objectives"]["pathways"]["total"]

    def wrong(data: dict[str, Any]) -> None:
        data["objectives"]["social_balances"] = "1"

    code, out, _ = call("validate", str(dossier(warned)), "--format", "json")
    assert code == 0
    assert [f["code"] for f in json.loads(out)["findings"]] == ["CNV002"]
    code, out, _ = call("validate", str(dossier(wrong)), "--format", "json")
    assert code == 1
    (finding,) = json.loads(out)["findings"]
    assert (finding["code"], finding["pointer"]) == ("CNV001", "/objectives/social_balances")


def test_standard_input_is_a_file(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is shown as `-`; the centre is sought from the folder where one stands."""
    monkeypatch.chdir(GENT.parent)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GENT.read_bytes())))
    code, out, _ = call("validate", "-", "--format", "json")
    assert (code, json.loads(out)["summary"]["files"]) == (0, 1)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"kind: x")))
    code, out, _ = call("validate", "-", "--format", "json")
    assert code == 1
    assert json.loads(out)["findings"][0]["path"] == "-"


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate", "nothing.yaml"),
        ("validate",),
        ("render", str(GENT)),
        ("render", str(GENT), "-o", "x", "--to", "odt"),
        ("render", str(GENT), "-o", "x", "--engine", "word"),
        ("explain", "ABC999"),
        ("schema", "nothing"),
        ("init", "cpas", "--nis", "99999"),
        ("init", "cpas", "--campaign", "1999"),
        ("nothing",),
        ("--lang", "de", "kinds"),
        ("templates", "text", "nothing.docx"),
        ("validate", str(GENT), "--allocations", "nothing.csv"),
    ],
)
def test_wrong_use_exits_with_2_and_a_word_on_stderr(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """Nothing is written."""
    monkeypatch.chdir(tmp_path)
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command", ["", "init", "validate", "render", "piis", "kinds", "schema", "explain", "templates", "doctor"]
)
@pytest.mark.parametrize(("language", "word"), [("fr", "Utilisation"), ("nl", "Gebruik"), ("en", "Usage")])
def test_help_speaks_the_language_of_the_reader(call: Call, command: str, language: str, word: str) -> None:
    """`-h` works everywhere, and the words of click are translated too."""
    code, out, _ = call(*([command] if command else []), "-h", "--lang", language)
    assert code == 0
    assert out.startswith(word)


def test_the_program_has_two_names_with_a_language_each() -> None:
    """`cpas` speaks French and `ocmw` Dutch where nothing else is said."""
    environment = {
        k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "LC_MESSAGES", "CPAS_LANG")
    }
    for name, word in (("cpas", "Utilisation"), ("ocmw", "Gebruik")):
        script = f"import sys; sys.argv = ['{name}', '-h']; from generator.cli import {name}; {name}()"
        out = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, check=True, cwd=ROOT
        )
        assert out.stdout.decode().startswith(f"{word}")


def test_render_writes_and_reports(call: Call, tmp_path: Path) -> None:
    """The JSON names each document, and the files are there."""
    code, out, _ = call(
        "render", str(GENT), "-o", str(tmp_path), "--language", "both", "--to", "docx", "--format", "json"
    )
    assert code == 0
    report = json.loads(out)
    assert report["summary"] == {"documents": 2, "written": 2, "unchanged": 0, "failed": 0}
    for document in report["documents"]:
        assert Path(document["docx"]).is_file()
        assert (document["pdf"], document["pages"], document["status"]) == (None, None, "written")


def test_render_of_a_wrong_file_exits_with_1_and_writes_nothing(
    call: Call, dossier: Callable[..., Path], tmp_path: Path
) -> None:
    """The findings say why."""

    def wrong(data: dict[str, Any]) -> None:
        del data["amount"]

    code, out, _ = call("render", str(dossier(wrong)), "-o", str(tmp_path / "out"), "--format", "json")
    assert code == 1
    (document,) = json.loads(out)["documents"]
    assert document["status"] == "failed"
    assert document["findings"][0]["code"] == "SCH003"
    assert list((tmp_path / "out").iterdir()) == []


def test_what_a_file_holds_does_not_steer_the_terminal(call: Call, tmp_path: Path) -> None:
    """Escape characters of a field or a value are shown as a replacement."""
    path = tmp_path / "x.yaml"
    path.write_text('kind: cpas\ncampaign: 2015\nnis: "\\e[2J"\n"\\e[31mx": 1\n', encoding="utf-8")
    code, out, _ = call("validate", str(path))
    assert code == 1
    assert "\033" not in out


def test_a_closed_standard_input_is_an_empty_file(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """As under a service without one."""
    monkeypatch.setattr(sys, "stdin", None)
    assert call("validate", "-")[0] == 1


def test_init_writes_a_file_and_never_over_one(call: Call, tmp_path: Path) -> None:
    """What somebody typed is not lost."""
    path = tmp_path / "x.yaml"
    assert call("init", "cpas", "-o", str(path))[0] == 0
    before = path.read_bytes()
    code, _, err = call("init", "cpas", "-o", str(path))
    assert code == 2
    assert str(path.as_posix()) in err
    assert path.read_bytes() == before


def test_explain_and_kinds_and_schema_and_doctor(call: Call) -> None:
    """They print what they promise."""
    assert "CNV003" in call("explain", "cnv003")[1]
    listed = call("explain")[1]
    assert {"SRC003", "CNV003", "PDF002"} <= {line.split()[0] for line in listed.splitlines()}
    assert [line.split()[0] for line in call("kinds")[1].splitlines()] == [
        "convention-city",
        "convention-cluster",
        "cpas",
        "decision",
        "final-report",
        "ministerial-overview",
        "piis-evaluation",
        "piis-guidance",
        "piis-preparation",
        "piis-studies",
        "piis-training",
        "piis-volunteering",
        "piis-workshop",
        "social-balance",
    ]
    assert json.loads(call("schema", "cpas")[1])["title"]
    code, out, _ = call("doctor")
    assert code == 0
    assert "embedded" in out


def test_colours_follow_the_terminal_and_two_variables(
    call: Call, monkeypatch: pytest.MonkeyPatch, dossier: Callable[..., Path]
) -> None:
    """NO_COLOR wins over FORCE_COLOR; a file gets no colours."""

    def wrong(data: dict[str, Any]) -> None:
        data["amount"] = "0"

    path = str(dossier(wrong))
    assert "\033[" not in call("validate", path)[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\033[" in call("validate", path)[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\033[" not in call("validate", path)[1]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interruption_of_processes_stops_at_once(tmp_path: Path) -> None:
    """Two processes that would work for a minute are ended, not waited for."""
    script = (
        "import sys, time; sys.argv = ['cpas', 'render', sys.argv[1], '-o', sys.argv[2], '--language', 'both', '--jobs', '2'];"
        "from generator import pipeline;"
        "pipeline.convert = lambda d, e: (print('working', flush=True), time.sleep(60));"
        "from generator.cli import cpas; cpas()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(EXAMPLES / "conventions"), str(tmp_path / "out")],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert b"working" in process.stdout.readline()
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert time.monotonic() - started < 10
    assert process.returncode == 130
    assert b"Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interruption_exits_with_130_and_leaves_no_half_file(tmp_path: Path) -> None:
    """As Ctrl-C does in the middle of the work."""
    script = (
        "import os, sys, signal; sys.argv = ['cpas', 'render', sys.argv[1], '-o', sys.argv[2], '--language', 'both', '--format', 'json'];"
        "from generator import engines;"
        "engines.create = lambda name: os.kill(os.getpid(), signal.SIGINT);"
        "from generator.cli import cpas; cpas()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(EXAMPLES / "conventions"), str(tmp_path / "out")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert list((tmp_path / "out").iterdir()) == []
    assert json.loads(out)["summary"]["written"] == 0, "what was written until then is told"


@pytest.mark.parametrize(
    ("arguments", "fr", "nl"),
    [
        (("init", "cpas", "-o", "file.txt/x.yaml"), "une partie du chemin est un fichier", "een deel van het pad is een bestand"),
        (("init", "cpas", "-o", "x" * 300), "son nom est trop long.", "de naam is te lang."),
        (("init", "cpas", "-o", "."), "c’est un dossier.", "dat is een map."),
        (("render", str(EXAMPLES / "conventions" / "gent.yaml"), "-o", "file.txt"), "c’est un fichier.", "dat is een bestand."),
    ],
)  # fmt: skip
def test_what_the_system_refuses_is_told_in_the_language_of_the_reader(  # noqa: PLR0917
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], fr: str, nl: str
) -> None:
    """No English reason stands within a French or a Dutch message."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.txt").write_text("", encoding="utf-8")
    for language, told in (("fr", fr), ("nl", nl)):
        code, out, err = call(*arguments, "--lang", language)
        assert code == 2
        assert told in (out + err)
        assert not re.search(r"(?i)no such file|not a directory|is a directory|is a file|too long", out + err)


def test_a_folder_that_is_missing_is_made_for_the_file(call: Call, tmp_path: Path) -> None:
    """As render makes the one of its documents."""
    code, _, _ = call("init", "cpas", "-o", str(tmp_path / "year" / "centres" / "x.yaml"))
    assert code == 0
    assert (tmp_path / "year" / "centres" / "x.yaml").is_file()


def test_a_link_that_leads_nowhere_is_not_written_over(call: Call, tmp_path: Path) -> None:
    """Whoever made it wants the file elsewhere."""
    link = tmp_path / "x.yaml"
    link.symlink_to(tmp_path / "nowhere.yaml")
    code, _, err = call("init", "cpas", "-o", str(link), "--lang", "en")
    assert code == 2
    assert "exists already" in err
    assert link.is_symlink()
