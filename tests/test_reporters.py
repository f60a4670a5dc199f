"""Findings are printed for people and for programs, with the same facts."""

from __future__ import annotations

import json

from generator import reporters
from generator.findings import Finding, Place, Severity
from generator.locales import translator
from generator.messages import msg

FINDING = Finding(
    "CNV003",
    Severity.ERROR,
    Place("a b,c.yaml", 12, 5, "/objectives/pathways/autonomy"),
    msg("Row {row} ({count}) is greater than row 2 ({total}).", row="2.2", count=5, total=4),
    msg("Row 2 counts all people in a pathway: raise it, or lower row {row}.", row="2.2"),
)
NOWHERE = Finding("SRC002", Severity.WARNING, Place("x.yaml"), msg("The file is empty."))


def test_text_has_place_weight_code_cause_remedy_and_source() -> None:
    """And no colour where none is wanted."""
    text = reporters.findings_text([FINDING], translator("en"), reporters.Paint(colours=False))
    first, second, third = text.splitlines()
    assert first == "a b,c.yaml:12:5: error CNV003: Row 2.2 (5) is greater than row 2 (4)."
    assert second.strip().startswith("→ Row 2 counts")
    assert third.strip().startswith("Source: ")
    assert "\033[" in reporters.findings_text([FINDING], translator("en"), reporters.Paint(colours=True))


def test_the_name_of_a_file_does_not_steer_the_terminal() -> None:
    """Nor does it make a line that looks like a finding of its own."""
    finding = Finding(
        "SRC002", Severity.WARNING, Place("a\033[31m\nb.yaml:1:1: error"), msg("The file is empty.")
    )
    text = reporters.findings_text([finding], translator("en"), reporters.Paint(colours=False))
    assert "\033" not in text
    assert len(text.splitlines()) == 1


def test_json_is_the_promised_one() -> None:
    """Names, types and counts are those of docs/interfaces.md."""
    data = json.loads(reporters.findings_json(3, [FINDING, NOWHERE], translator("fr")))
    assert data["version"] == 1
    assert data["summary"] == {"files": 3, "errors": 1, "warnings": 1}
    first, second = data["findings"]
    assert first["code"] == "CNV003"
    assert (first["severity"], first["line"], first["column"]) == ("error", 12, 5)
    assert first["pointer"] == "/objectives/pathways/autonomy"
    assert first["message"] != FINDING.message.msgid
    assert (second["line"], second["column"], second["pointer"]) == (None, None, "")


def test_github_escapes_what_would_end_a_property() -> None:
    """A comma in a file name does not begin another property."""
    line, other = reporters.findings_github([FINDING, NOWHERE], translator("en")).splitlines()
    assert line.startswith("::error file=a b%2Cc.yaml,line=12,col=5,title=CNV003::Row 2.2")
    assert other.startswith("::warning file=x.yaml,title=SRC002::")


def test_sarif_names_each_rule_once() -> None:
    """A viewer finds the manual of each code."""
    (run,) = json.loads(reporters.findings_sarif([FINDING, FINDING, NOWHERE], translator("nl")))["runs"]
    assert [r["id"] for r in run["tool"]["driver"]["rules"]] == ["CNV003", "SRC002"]
    assert [r["level"] for r in run["results"]] == ["error", "error", "warning"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 12,
        "startColumn": 5,
    }
    assert "region" not in run["results"][2]["locations"][0]["physicalLocation"]
