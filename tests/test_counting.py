"""The figures of a year: people once each, with the files behind each figure and no name."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator import batch, counting
from generator.campaigns import campaign
from generator.counting import Figure
from generator.pipeline import Checker
from tests.conftest import Call
from tests.people import People

Figures = dict[str, Figure]
CLOSED = {
    "next": None,
    "closing": {"date": "2015-09-11", "reason": "completed", "results": ["autonomy", "volunteering"]},
}


@pytest.fixture
def people(tmp_path: Path) -> People:
    """Give an empty folder of persons."""
    return People(tmp_path)


@pytest.fixture
def figures(people: People) -> Callable[..., Figures]:
    """Give a function that counts the folder; the pseudonym is the identity, so that tests can look at it."""

    def count(until: str = "2015-12-31", year: int = 2015) -> Figures:
        report = batch.check(batch.find_files([str(people.folder)]), Checker())
        assert [f for f in report.findings if f.severity == "error"] == []
        dossiers = [each.case.dossier for each in report.files if each.case is not None]
        found = counting.count(dossiers, campaign(year), date.fromisoformat(until), str)
        assert len({each.name for each in found}) == len(found)
        return {each.name: each for each in found}

    return count


def test_a_person_with_two_contracts_is_one_person_and_two_contracts(
    people: People, figures: Callable[..., Figures]
) -> None:
    """Once in row 2, once in each row that the contracts belong to."""
    people.add(
        "1",
        contract={"period": {"start": "2015-03-16", "end": "2015-06-30"}},
        person={"niss": "85.07.30-998.33"},
    )
    people.add(
        "1b", kind="piis-volunteering", person={"number": "1", "niss": "85073099833"},
        contract={"period": {"start": "2015-07-01", "end": "2015-12-31"}},
    )  # fmt: skip
    people.add("2", kind="piis-preparation")
    found = figures()
    assert found["pathways"].value == 2
    assert found["contracts"].value == 3
    rows = [found[f"pathways-{row}"].value for row in ("socioprofessional", "autonomy", "volunteering")]
    assert rows == [1, 1, 1]
    assert found["balances"].value == 2


def test_without_a_national_number_the_file_number_stands_for_the_person(
    people: People, figures: Callable[..., Figures]
) -> None:
    people.add("1", contract={"period": {"start": "2015-03-16", "end": "2015-06-30"}})
    people.add(
        "1b", person={"number": "1"}, contract={"period": {"start": "2015-07-01", "end": "2015-12-31"}}
    )
    people.add("2")
    assert figures()["pathways"].value == 2


def test_existing_types_are_counted_apart(people: People, figures: Callable[..., Figures]) -> None:
    """They are not financed and are in no row."""
    people.add("1", kind="piis-guidance", evaluations=[{}])
    found = figures()
    assert found["piis-guidance"].value == 1
    assert {found[name].value for name in ("pathways", "contracts", "evaluations-held", "began")} == {0}


def test_who_began_left_moved_or_died_in_the_year_counts(
    people: People, figures: Callable[..., Figures]
) -> None:
    """A pathway counts for the year however short it was in it."""
    people.add("1", evaluations=[{"next": None, "closing": {"date": "2015-04-01", "reason": "moved"}}])
    people.add(
        "2",
        evaluations=[
            {"next": None, "present": {"person": False}, "closing": {"date": "2015-04-02", "reason": "died"}}
        ],
    )
    people.add("3", contract={"period": {"start": "2015-12-30", "end": "2016-12-29"}})
    people.add("4", evaluations=[{}, CLOSED])
    found = figures()
    assert found["pathways"].value == found["began"].value == 4
    ended = {name: each.value for name, each in found.items() if name.startswith("ended-") and each.value}
    assert ended == {"ended-moved": 1, "ended-died": 1, "ended-completed": 1}
    assert [each.reference for each in found["running"].entries] == ["PIIS-3"]
    assert found["result-autonomy"].value == found["result-volunteering"].value == 1
    assert found["result-employment"].value == 0


def test_what_is_not_signed_is_not_counted_but_told(people: People, figures: Callable[..., Figures]) -> None:
    people.add("1", contract={"signature": {"handed_over": "2015-03-02"}})
    people.add("2")
    found = figures()
    assert found["pathways"].value == 1
    assert [each.reference for each in found["not-signed"].entries] == ["PIIS-1"]


def test_progress_is_a_level_above_the_start_by_31_december(
    people: People, figures: Callable[..., Figures]
) -> None:
    """The last level that is known counts; what was measured after the day of counting does not."""
    up = {"measurement": [{"id": "autonomy", "level": 3}, {"id": "work", "level": 2}]}
    unknown = {"measurement": [{"id": "autonomy", "remark": {"fr": "absente"}}, {"id": "work", "level": 1}]}
    people.add("1", evaluations=[up])
    people.add("2", evaluations=[up, unknown])
    people.add("3", evaluations=[{}])
    people.add("4")
    people.add("5", evaluations=[{}, up])
    found = figures()
    assert [each.reference for each in found["progress-autonomy"].entries] == ["PIIS-1", "PIIS-2", "PIIS-5"]
    assert found["progress-socioprofessional"].value == 0
    assert [each.reference for each in found["not-measured-again"].entries] == ["PIIS-4"]
    assert figures("2015-08-31")["progress-autonomy"].value == 2


def test_progress_counts_in_the_year_in_which_it_was_measured(
    people: People, figures: Callable[..., Figures]
) -> None:
    """A contract that runs on is not counted as progress twice."""
    up = {"measurement": [{"id": "autonomy", "level": 3}, {"id": "work", "level": 2}]}
    people.add("1", contract={"period": {"start": "2015-06-01", "end": "2016-05-31"}}, evaluations=[up])
    assert figures()["progress-autonomy"].value == 1
    assert figures("2016-12-31", 2016)["progress-autonomy"].value == 0
    assert figures("2016-12-31", 2016)["not-measured-again"].value == 1


def test_evaluations_are_held_late_or_missing_as_the_schedule_says(
    people: People, figures: Callable[..., Figures]
) -> None:
    """Due on 16 June, 16 September, 16 December."""
    people.add("1", evaluations=[{}, {"date": "2015-09-20", "late_reason": {"fr": "Maladie."}}])
    people.add("2")
    people.add("3", evaluations=[{"next": None, "closing": {"date": "2015-06-12", "reason": "agreement"}}])
    found = figures()
    assert found["evaluations-held"].value == 3
    assert [each.reference for each in found["evaluations-late"].entries] == ["EV-1-2"]
    assert found["evaluations-missed"].value == 1 + 3
    assert figures("2015-06-30")["evaluations-missed"].value == 1


def test_a_contract_that_runs_on_is_counted_in_both_years(
    people: People, figures: Callable[..., Figures]
) -> None:
    people.add("1", contract={"period": {"start": "2015-06-01", "end": "2016-05-31"}})
    assert figures()["pathways"].value == figures("2016-12-31", 2016)["pathways"].value == 1
    assert figures("2016-12-31", 2016)["began"].value == 0
    assert figures("2016-12-31", 2016)["balances"].value == 0


def test_the_command_names_nobody(people: People, tmp_path: Path, call: Call) -> None:
    """The figures, the files behind them and the messages hold pseudonyms and references only."""
    key = tmp_path / "centre.key"
    assert call("piis", "key", str(key))[0] == 0
    people.add("1", person={"niss": "85.07.30-998.33"}, evaluations=[{"date": "2015-06-20"}])
    code, out, _ = call(
        "piis", "count", str(tmp_path), "--year", "2015", "--key", str(key), "--files", "--lang", "en"
    )
    assert code == 0
    assert "2. People in a pathway of social activation: 1" in out
    _, form, err = call(
        "piis", "count", str(tmp_path), "--year", "2015", "--key", str(key), "--format", "json"
    )
    data = json.loads(form)
    behind = next(each for each in data["figures"] if each["name"] == "pathways")
    assert (behind["value"], behind["records"], len(behind["files"])) == (1, 1, 1)
    assert behind["files"][0]["reference"] == "PIIS-1"
    for said in (out, form, err):
        assert "Fictive" not in said
        assert "998" not in said
        assert "D-1" not in said


def test_a_file_with_errors_is_left_out_told_and_exits_with_1(
    people: People, tmp_path: Path, call: Call
) -> None:
    key = tmp_path / "centre.key"
    call("piis", "key", str(key))
    people.add("1")
    people.add("2", contract={"period": {"start": "2015-03-16", "end": "2016-12-31"}})
    code, out, err = call("piis", "count", str(tmp_path), "--year", "2015", "--key", str(key), "--lang", "en")
    assert code == 1
    assert "PII001" in out
    assert "2. People in a pathway of social activation: 1" in out
    assert "Left out because of errors: 1" in err


def test_a_contract_with_a_wrong_evaluation_is_left_out_as_a_whole(
    people: People, tmp_path: Path, call: Call
) -> None:
    """Else the evaluation would count as not held, and the end as one without closing."""
    key = tmp_path / "centre.key"
    call("piis", "key", str(key))
    people.add("1", evaluations=[{}, {"measurement": [{"id": "autonomy", "level": 9}]}])
    people.add("2")
    arguments = ("piis", "count", str(tmp_path), "--year", "2015", "--key", str(key), "--lang", "en")
    code, out, err = call(*arguments, "--format", "json")
    data = json.loads(out)
    assert code == 1
    contracts = next(each for each in data["figures"] if each["name"] == "contracts")
    assert [each["reference"] for each in contracts["files"]] == ["PIIS-2"]
    assert [each["centre"] for each in contracts["files"]] == ["52011"]
    assert {Path(path).name for path in data["left_out"]} == {
        "piis.yaml",
        "evaluation-1.yaml",
        "evaluation-2.yaml",
    }
    assert err.count("left out:") == 3


def test_without_a_key_one_is_made_for_the_user_and_kept(
    people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    """The same person has the same pseudonym the next time."""
    monkeypatch.setattr("click.get_app_dir", lambda _: str(tmp_path / "settings"))
    people.add("1")
    arguments = ("piis", "count", str(people.folder), "--year", "2015", "--files", "--lang", "en")
    _, first, told = call(*arguments)
    _, second, then = call(*arguments)
    assert "was made" in told
    assert "was made" not in then
    assert first == second


def test_a_day_that_is_none_is_wrong_use(people: People, call: Call) -> None:
    people.add("1")
    arguments = (
        "piis",
        "count",
        str(people.folder),
        "--year",
        "2015",
        "--until",
        "31/12/2015",
        "--lang",
        "fr",
    )
    code, _, err = call(*arguments)
    assert code == 2
    assert "31/12/2015" in err
    assert "%Y" not in err


def test_a_year_that_is_not_there_is_wrong_use(people: People, call: Call) -> None:
    assert call("piis", "count", str(people.folder), "--year", "2013")[0] == 2


def test_a_key_that_is_none_is_wrong_use(people: People, tmp_path: Path, call: Call) -> None:
    people.add("1")
    (tmp_path / "x.key").write_text("secret", encoding="ascii")
    code, _, err = call(
        "piis", "count", str(people.folder), "--year", "2015", "--key", str(tmp_path / "x.key")
    )
    assert code == 2
    assert "x.key" in err
