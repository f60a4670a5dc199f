"""The files of `tests/examples`: the wrong ones give exactly what their first line says, the right ones nothing.

The first line of a wrong file is `# expect: CODE SEVERITY LINE:COLUMN; …`, all findings in their
order. `file` stands for a finding without a line; the name of another file stands before its line.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from generator.batch import check
from generator.findings import Finding, Severity
from generator.manuals import codes
from generator.pipeline import Checker

_HERE: Final = Path(__file__).parent / "examples"
_WRONG: Final = sorted((_HERE / "wrong").rglob("*.yaml"))
_RIGHT: Final = sorted((_HERE / "right").rglob("*.yaml"))
_FOLDERS: Final = sorted(path for path in (_HERE / "wrong-folders").iterdir() if path.is_dir())
_HEAD: Final = "# expect: "
_OF_YAML: Final = (
    "SRC",
    "SCH",
    "CPA",
    "REF",
    "CNV",
    "CTY",
    "CLU",
    "PER",
    "PII",
    "BAL",
    "EVA",
    "RPT",
    "EXP",
    "LNG",
    "MIN",
)
_NOT_OF_A_FILE: Final = frozenset({"SRC001", "MIN030", "MIN034"})
"""The file that cannot be opened has no first line that could expect anything; a list of payments, or a note, needs more files beside it."""
_COUNTS: Final = {
    "wrong/centres": 37,
    "wrong/clusters": 11,
    "wrong/conventions": 44,
    "wrong/schema": 54,
    "wrong/yaml": 57,
    "wrong/decisions": 100,
    "wrong/decisions/folder-above-the-decree": 2,
    "wrong/decisions/folder-with-errors": 1,
    "wrong/balances": 103,
    "wrong/evaluations": 65,
    "wrong/piis": 129,
    "wrong/reports": 229,
    "wrong/reports/records-with-errors": 1,
    "wrong-folders": 26,
    "right/centres": 11,
    "right/conventions": 21,
    "right/decisions": 5,
    "right/overviews": 5,
    "right/refused": 4,
    "right/letters": 3,
    "right/second-note": 5,
    "right/piis": 55,
    "right/reports": 44,
    "right/reports/records/charleroi": 3,
    "right/reports/records/tielt": 2,
}


def _name(path: Path) -> str:
    return path.relative_to(_HERE).as_posix()


def _expected(path: Path) -> list[str]:
    """Give what the first line expects; a file of another encoding says so in its own."""
    raw = path.read_bytes()
    text = raw.decode("utf-16") if raw.startswith(b"\xff\xfe") else raw.partition(b"\n")[0].decode("ascii")
    first = text.splitlines()[0]
    assert first.startswith(_HEAD), f"{_name(path)} does not say what it expects"
    return first.removeprefix(_HEAD).split("; ")


def _shown(finding: Finding, path: Path) -> str:
    place = finding.place
    other = Path(place.path).name
    where = "file" if place.line is None else f"{place.line}:{place.column}"
    return f"{finding.code} {finding.severity} {'' if other == path.name else f'{other}:'}{where}"


def _found(paths: list[Path], path: Path, amounts: Path | None = None) -> list[str]:
    report = check([each.as_posix() for each in paths], Checker(amounts=amounts))
    assert len(report.files) == len(paths)
    return [_shown(finding, path) for finding in report.findings]


@pytest.mark.parametrize("path", _WRONG, ids=_name)
def test_wrong_file_gives_exactly_what_it_expects(path: Path) -> None:
    """Code, severity, line and column of all findings are the ones of the first line, in their order."""
    assert _found([path], path) == _expected(path)


@pytest.mark.parametrize("folder", _FOLDERS, ids=_name)
def test_wrong_folder_gives_exactly_what_its_second_file_expects(folder: Path) -> None:
    """What two files say together is found on the second one; a list of amounts is loaded if there is one."""
    first, second = sorted(folder.glob("*.yaml"))
    amounts = folder / "amounts.csv"
    assert _found([first, second], second, amounts if amounts.exists() else None) == _expected(second)


@pytest.mark.parametrize("folder", _FOLDERS, ids=_name)
def test_each_file_of_a_wrong_folder_is_right_alone(folder: Path) -> None:
    """The fault is only in what the two files say together, or in what the list of amounts says."""
    assert [_found([path], path) for path in sorted(folder.glob("*.yaml"))] == [[], []]


@pytest.mark.parametrize("path", _RIGHT, ids=_name)
def test_right_file_gives_no_error_and_no_warning(path: Path) -> None:
    """A right file may carry an information, nothing that asks or refuses."""
    findings = check([path.as_posix()], Checker()).findings
    assert [finding for finding in findings if finding.severity is not Severity.INFO] == []


def test_right_files_together_give_no_new_finding_but_two_files_of_a_centre() -> None:
    """Checked in one call the right files stay right, but several are of the same centre, and no list has their payments."""
    findings = check([path.as_posix() for path in _RIGHT], Checker()).findings
    serious = {finding.code for finding in findings if finding.severity is not Severity.INFO}
    assert serious == {"CNV017", "MIN020", "MIN030", "RPT005"}


def test_no_example_has_vanished() -> None:
    """The number of files is the one that was written, so that none can get lost unseen."""
    counts = {name: len(list((_HERE / name).glob("*.yaml"))) for name in _COUNTS}
    counts["wrong-folders"] = len(_FOLDERS)
    assert counts == _COUNTS
    assert sum(counts.values()) == len(_WRONG) + len(_RIGHT) + len(_FOLDERS)


def test_every_code_is_expected_somewhere() -> None:
    """Each code that a YAML file can give is expected by a wrong file at least."""
    expected = {
        each.split(" ")[0]
        for path in [*_WRONG, *(f / "second.yaml" for f in _FOLDERS)]
        for each in _expected(path)
    }
    wanted = {code for code in codes() if code.startswith(_OF_YAML)} - _NOT_OF_A_FILE
    assert wanted - expected == set()
    assert expected - wanted == set()


def test_both_severities_of_a_rule_that_the_campaign_changes() -> None:
    """A rule that warns in one year and refuses in another is expected in both ways."""
    expected = {tuple(each.split(" ")[:2]) for path in _WRONG for each in _expected(path)}
    changed = [code for code, severity in expected if (code, "warning") in expected and severity == "error"]
    assert sorted(changed) == ["CNV012", "CNV013", "CNV014"]
