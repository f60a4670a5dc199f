"""`cpas init final-report --from DIR`: what is known is filled in, what is not is marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from generator.pipeline import Checker
from generator.source import below
from tests.conftest import EXAMPLES, WHOLE_WAY, Call

MARK = re.compile(r"← (?:à compléter|in te vullen)")


def _draft(call: Call, *arguments: str, language: str = "fr") -> str:
    code, out, err = call("init", "final-report", *arguments, language=language)
    assert code == 0, err
    return out


def test_what_is_known_of_a_centre_is_filled_in(call: Call, tmp_path: Path) -> None:
    """Convention, records, figures with their objectives, partners; each blank has a mark."""
    path = tmp_path / "draft.yaml"
    _draft(call, "--from", str(WHOLE_WAY), "-o", str(path))
    text = path.read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    convention = yaml.safe_load((WHOLE_WAY / "convention.yaml").read_text(encoding="utf-8"))
    assert data["nis"] == "63079"
    assert (tmp_path / data["convention"]).resolve() == WHOLE_WAY / "convention.yaml"
    assert (tmp_path / data["records"]).resolve() == WHOLE_WAY / "personnes"
    assert [each["name"] for each in data["partners"]] == [each["name"] for each in convention["partners"]]
    row = next(line for line in text.splitlines() if line.strip().startswith("social_balances:"))
    assert f"# objectif : {convention['objectives']['social_balances']}".replace(" :", "\u00a0:") in row
    assert "members" not in data
    findings = Checker().check(path).findings
    blanks = [line for line in text.splitlines() if MARK.search(line)]
    assert blanks
    empty = [f for f in findings if f.code == "SCH002"]
    assert {f.code for f in findings if f.severity == "error"} <= {"SCH002", "SCH010"}
    marked = {number for number, line in enumerate(text.splitlines(), 1) if MARK.search(line)}
    assert {f.place.line for f in empty} == marked


def test_the_figures_of_a_draft_are_those_of_the_records(call: Call, tmp_path: Path) -> None:
    """Counted in YAML by hand: people with a balance, and people with a signed contract of a financed type."""
    path = tmp_path / "draft.yaml"
    _draft(call, "--from", str(WHOLE_WAY), "-o", str(path))
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    files = [
        yaml.safe_load(Path(each).read_text(encoding="utf-8")) for each in below(WHOLE_WAY / "personnes")
    ]
    balances = {each["person"]["number"] for each in files if each["kind"] == "social-balance"}
    assert data["realised"]["social_balances"] == len(balances)
    assert "RPT030" not in {finding.code for finding in Checker().check(path).findings}


def test_a_cluster_has_a_part_for_each_member(call: Call) -> None:
    """What a member’s records say is there, the others are to fill in; each code has its name beside it."""
    data = _draft(call, "--from", str(EXAMPLES), "--nis", "37015", language="nl")
    assert re.search(r'- nis: "37017" +# Wingene', data) or re.search(r'- nis: "37017" +# ', data)
    loaded = yaml.safe_load(data)
    assert [each["nis"] for each in loaded["members"]] == ["37015", "37017", "37011", "37012"]
    assert loaded["members"][0]["realised"]["social_balances"] == 2
    assert loaded["members"][1]["realised"]["social_balances"] is None
    assert "realised" not in loaded


def test_the_draft_of_a_centre_without_records_is_to_be_typed(call: Call, tmp_path: Path) -> None:
    """The convention is enough; the figures are marked with their objectives."""
    (tmp_path / "centres").mkdir()
    (tmp_path / "conventions").mkdir()
    for part in ("centres", "conventions"):
        text = (EXAMPLES / part / "gent.yaml").read_text(encoding="utf-8")
        (tmp_path / part / "gent.yaml").write_text(text, encoding="utf-8")
    data = yaml.safe_load(_draft(call, "--from", str(tmp_path), language="nl"))
    assert data["realised"]["social_balances"] is None
    assert "records" not in data


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["final-report", "--from", str(EXAMPLES)], "--nis"),
        (["final-report", "--from", str(EXAMPLES / "centres")], "convention"),
        (["final-report", "--from", str(EXAMPLES), "--nis", "11002"], "2015"),
        (["final-report", "--from", str(EXAMPLES), "--campaign", "2016"], "2016"),
        (["cpas", "--from", str(EXAMPLES)], "final-report"),
        (["final-report", "--from", str(EXAMPLES / "nothing")], "nothing"),
    ],
)
def test_what_cannot_be_drafted_says_why(call: Call, arguments: list[str], said: str) -> None:
    """Several conventions, none, another kind, a folder that is not there: wrong use, and a remedy."""
    code, out, err = call("init", *arguments)
    assert code == 2
    assert out == ""
    assert said in err


def test_a_convention_with_errors_is_told_and_nothing_is_written(call: Call, tmp_path: Path) -> None:
    """A draft from wrong data would be wrong too."""
    for part in ("centres", "conventions"):
        (tmp_path / part).mkdir()
        text = (EXAMPLES / part / "gent.yaml").read_text(encoding="utf-8")
        (tmp_path / part / "gent.yaml").write_text(
            text.replace("amount: 742518.45", "amount: -1"), encoding="utf-8"
        )
    out = tmp_path / "draft.yaml"
    code, _, err = call("init", "final-report", "--from", str(tmp_path), "-o", str(out))
    assert code == 1
    assert "gent.yaml" in err
    assert not out.exists()
