"""The final report: its arithmetic, its figures from the records, its pages."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import context, templates
from generator.campaigns import campaign
from generator.context.reports import bar
from generator.dossier import Costs, Figures, Objectives, Settlement, added
from generator.formats import signed
from generator.locales import Language
from tests import reporting
from tests.people import People, both
from tests.reporting import PROGRESS, codes, dossier, expense, ordinary, written

CENTS = st.integers(1, 99_999_999_99).map(lambda cents: Decimal(cents) / 100)
SHARES = st.integers(1, 100_00).map(lambda hundredths: Decimal(hundredths) / 100)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give an empty folder."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


# the arithmetic


@given(ceiling=CENTS, charged=st.integers(0, 10**12).map(lambda cents: Decimal(cents) / 100))
def test_advance_and_balance_are_what_is_eligible(ceiling: Decimal, charged: Decimal) -> None:
    """Whatever was charged, advance and balance add up to what is paid, and that is never over the subsidy."""
    year = campaign(2015)
    money = Settlement(ceiling, charged, year.advance(ceiling))
    assert money.advance + money.balance == money.eligible
    assert money.eligible == min(ceiling, charged)
    assert money.advance + year.balance(ceiling) == ceiling
    if charged >= ceiling:
        assert money.balance == year.balance(ceiling)


@settings(max_examples=25, deadline=None)
@given(entries=st.lists(st.tuples(CENTS, SHARES, st.sampled_from(["staff", "operating"])), max_size=20))
def test_what_is_charged_is_summed_to_the_cent(entries: list[tuple[Decimal, Decimal, str]]) -> None:
    """Each document is rounded to the cent, half up, as by hand with fractions; classes add up to the whole."""
    with tempfile.TemporaryDirectory() as name:
        report = ordinary(
            expenses=[
                {**expense(number, str(amount), str(share)), "class": kind}
                for number, (amount, share, kind) in enumerate(entries, 1)
            ]
        )
        costs = dossier(written(Path(name), report)).costs()
    sums = {"staff": Fraction(0), "operating": Fraction(0)}
    for amount, share, kind in entries:
        thousandths = Fraction(amount) * Fraction(share) / 100 * 1000
        cents = (thousandths + 5) // 10
        sums[kind] += Fraction(int(cents), 100)
    assert (Fraction(costs.staff), Fraction(costs.operating)) == (sums["staff"], sums["operating"])
    assert Fraction(costs.all) == sum(sums.values())


@given(percent=st.integers(0, 400).map(Decimal))
def test_a_bar_is_twenty_signs_long(percent: Decimal) -> None:
    """Only nothing is empty, only all is full, and more is never drawn shorter than less."""
    drawn = bar(percent)
    full = drawn.count("▪")
    assert len(drawn) == 20
    assert drawn == "▪" * full + "▫" * (20 - full)
    assert (full == 0) == (percent == 0)
    assert (full == 20) == (percent >= 100)
    assert full <= bar(percent + 1).count("▪")


def test_a_bar_of_nothing_is_not_drawn() -> None:
    """Where no objective was set there is nothing to attain."""
    assert bar(None) == ""


FIGURES = st.builds(
    Figures,
    st.builds(Objectives, *[st.integers(0, 999)] * 5, st.booleans()),
    st.integers(0, 999),
    st.integers(0, 999),
    st.none() | st.fixed_dictionaries({name: st.integers(0, 99) for name in PROGRESS}),
)


@given(parts=st.lists(FIGURES, min_size=1, max_size=6))
def test_a_cluster_is_the_sum_of_its_members(parts: list[Figures]) -> None:
    """Each figure is added up; a counter that one member does not have has no sum."""
    whole = added(parts)
    assert whole.rows.total == sum(part.rows.total for part in parts)
    assert whole.participants == sum(part.participants for part in parts)
    assert whole.rows.several == any(part.rows.several for part in parts)
    if all(part.progress is not None for part in parts):
        assert whole.progress is not None
        assert whole.progress["autonomy"] == sum((part.progress or {})["autonomy"] for part in parts)
    else:
        assert whole.progress is None
    assert added(parts[::-1]) == whole


@pytest.mark.parametrize(("value", "french"), [(4, "+4"), (-3, "−3"), (0, "0"), (-1234, "−1\u202f234")])
def test_a_difference_has_its_sign(value: int, french: str) -> None:
    """The minus is a true one, which no line breaks off."""
    assert signed(value, "fr") == french
    assert signed(value, "nl") == french.replace("\u202f", ".")


def test_a_percentage_is_whole_and_half_up(folder: Path) -> None:
    """5 of 40 is 12,5 %, printed as 13 %."""
    rows = {
        "social_balances": 40,
        "pathways": {"total": 8, "socioprofessional": 8, "autonomy": 0, "volunteering": 0},
    }
    report = ordinary(
        realised={
            "social_balances": 5,
            "pathways": {"total": 5, "socioprofessional": 5, "autonomy": 0, "volunteering": 0},
            "progress": dict.fromkeys(PROGRESS, 0),
        }
    )
    found = {row.name: row for row in dossier(written(folder, report, objectives=rows)).rows}
    assert found["social_balances"].percent == (Decimal(500) / 40).quantize(Decimal(1), ROUND_HALF_UP) == 13
    assert found["autonomy"].percent is None
    assert not found["autonomy"].short


def test_only_what_was_attained_is_a_hundred_per_cent(folder: Path) -> None:
    """999 of 1 000 are 99 %, and one of 1 000 is not nothing."""
    rows = {
        "social_balances": 1000,
        "pathways": {"total": 1000, "socioprofessional": 1000, "autonomy": 0, "volunteering": 0},
    }
    realised = {
        "social_balances": 999,
        "pathways": {"total": 1, "socioprofessional": 1, "autonomy": 0, "volunteering": 0},
        "progress": dict.fromkeys(PROGRESS, 0),
    }
    found = {
        row.name: row for row in dossier(written(folder, ordinary(realised=realised), objectives=rows)).rows
    }
    assert (found["social_balances"].percent, found["total"].percent) == (Decimal(99), Decimal(1))


# the money


@pytest.mark.parametrize(
    ("spent", "due", "recover", "said"),
    [
        ("1000.00", "500.00", None, []),
        ("1500.00", "500.00", None, ["EXP008"]),
        ("700.01", "200.01", None, []),
        ("500.00", None, None, []),
        ("120.00", None, "380.00", ["EXP009"]),
    ],
)
def test_the_balance_is_due_capped_or_paid_back(
    folder: Path, spent: str, due: str | None, recover: str | None, said: list[str]
) -> None:
    """The subsidy is 1 000 euro, of which 500 were advanced; too much and too little are said."""
    path = written(folder, ordinary(expenses=[expense(amount=spent)]))
    made = context.build(dossier(path), "fr")["settlement"]
    assert made["due"] == (due and Decimal(due))
    assert made["recover"] == (recover and Decimal(recover))
    assert [f.code for f in reporting.checked(path).findings if f.code.startswith("EXP")] == said


def test_an_odd_cent_is_not_lost(folder: Path) -> None:
    """Of 1 000,01 euro the advance is 500,01 and the balance 500,00."""
    path = written(folder, ordinary(expenses=[expense(amount="2000.00")]), amount="1000.01")
    money = dossier(path).settlement
    assert (money.advance, money.balance) == (Decimal("500.01"), Decimal("500.00"))


def test_the_advance_received_is_the_one_that_counts(folder: Path) -> None:
    """What was really paid is settled, and the difference is told."""
    path = written(
        folder,
        ordinary(
            advance={"amount": Decimal("400.00"), "date": "2015-12-15"}, expenses=[expense(amount="900.00")]
        ),
    )
    assert dossier(path).settlement.balance == Decimal("500.00")
    # that the subsidy of this small example is implausible is told too
    assert codes(path, "warning") == ["CNV019", "EXP010"]


def test_the_advance_is_paid_after_the_signature_of_the_convention(folder: Path) -> None:
    """Where the convention is signed; else after its decree."""
    report = ordinary(advance={"amount": Decimal("500.00"), "date": "2015-05-01"})
    assert codes(written(folder, report)) == []
    assert codes(written(folder, report, signature={"date": "2015-11-30"})) == ["EXP011"]


def test_the_costs_of_the_members_are_the_costs(tmp_path: Path) -> None:
    """What names no member is of the promoter."""
    path = written(tmp_path)
    report = dossier(path)
    assert report.costs("52011") == report.costs() == Costs(Decimal(0), Decimal("100.00"))
    assert report.costs("62063") == Costs()


# the figures and the records


def _records(folder: Path) -> People:
    (folder / "people").mkdir()
    people = People(folder / "people")
    measured = {"measurement": [{"id": "autonomy", "level": 3}, {"id": "work", "level": 2}]}
    people.add("1", evaluations=[measured])
    people.add("2", kind="piis-volunteering")
    people.add("3", kind="piis-preparation")
    return people


COUNTED: dict[str, Any] = {
    "social_balances": 3,
    "pathways": {"total": 3, "socioprofessional": 1, "autonomy": 1, "volunteering": 1},
    "progress": {"socioprofessional": 0, "autonomy": 1, "volunteering": 0},
}


def test_the_figures_come_from_the_records(tmp_path: Path) -> None:
    """Nobody types what the files on persons say."""
    _records(tmp_path)
    report = ordinary(realised=None, records="people")
    report["qualitative"] |= {"attained": "no", "reasons": both("Peu de temps.", "Weinig tijd.")}
    path = written(tmp_path, report)
    assert codes(path) == []
    found = dossier(path).realised
    assert found.rows == Objectives(3, 3, 1, 1, 1, several=False)
    assert (found.participants, found.trajectories) == (3, 3)
    assert found.progress == COUNTED["progress"]


def test_typed_figures_that_differ_from_the_records_say_why(tmp_path: Path) -> None:
    """Each figure that differs is told, at its place; a remark explains them all and is printed."""
    _records(tmp_path)
    typed = {**COUNTED, "social_balances": 4}
    report = ordinary(realised=typed, records="people")
    report["qualitative"] |= {"attained": "no", "reasons": both("Peu de temps.", "Weinig tijd.")}
    path = written(tmp_path, report)
    assert [(f.code, f.place.pointer) for f in reporting.checked(path).findings if f.severity == "error"] == [
        ("RPT030", "/realised/social_balances")
    ]
    report["records_remark"] = both("Un dossier est sur papier.", "Eén dossier is op papier.")
    path = written(tmp_path, report)
    assert codes(path) == []
    assert context.build(dossier(path), "nl")["source"] == {
        "records": False,
        "corrected": True,
        "members": None,
        "remark": "Eén dossier is op papier.",
    }


def test_records_with_errors_are_told_without_their_contents(tmp_path: Path) -> None:
    """The report says how many files are not counted; who they are about is in no message."""
    people = _records(tmp_path)
    people.add("4", person={"name": "Zoé Introuvable", "right": "???"})
    path = written(tmp_path, ordinary(realised={**COUNTED, "social_balances": 3}, records="people"))
    found = [f for f in reporting.checked(path).findings if f.code == "RPT031"]
    assert len(found) == 1
    assert dict(found[0].message.values) == {"wrong": 1, "left": 2}
    assert "Introuvable" not in str([str(f.message) for f in reporting.checked(path).findings])


def test_a_report_among_its_own_records_is_passed_over(tmp_path: Path) -> None:
    """`records: .` is a folder like another; the report and the convention in it are no records."""
    people = _records(tmp_path)
    report = ordinary(realised=COUNTED, records=".")
    report["qualitative"] |= {"attained": "no", "reasons": both("Peu de temps.", "Weinig tijd.")}
    path = written(people.folder, report)
    assert codes(path) == []


def test_records_of_a_whole_disk_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sends a report must not make the program walk through somebody’s disk."""
    monkeypatch.setattr("generator.source.reading._MOST_FILES", 2)
    assert codes(written(tmp_path / "a", ordinary(records=".."))) == ["REF003"]


# the rows


def test_under_attainment_is_no_fault_but_asks_for_a_reason(folder: Path) -> None:
    """2015 is judged on efforts: a reason for each row, or for all of them, and the report is sound."""
    few = {
        "social_balances": 2,
        "pathways": {"total": 1, "socioprofessional": 1, "autonomy": 0, "volunteering": 0},
        "progress": dict.fromkeys(PROGRESS, 0),
    }
    report = ordinary(realised=few)
    report["qualitative"]["attained"] = "yes"
    assert codes(written(folder, report)) == ["RPT008"] * 5
    reasons = dict.fromkeys(("social_balances", "total", "socioprofessional", "autonomy", "volunteering"))
    own = {**report, "reasons": dict.fromkeys(reasons, both("Démarrage tardif.", "Late start."))}
    assert codes(written(folder, own)) == []
    report["qualitative"]["reasons"] = both("Démarrage tardif.", "Late start.")
    assert codes(written(folder, report)) == []


@pytest.mark.parametrize(
    ("language", "fixed", "realised"),
    [
        ("fr", "visant un parcours socioprofessionnel", "préparant à un parcours socioprofessionnel"),
        ("fr", "visant le renforcement de l’autonomie", "à des ateliers ou modules de dynamisation"),
        ("nl", "gericht op een socioprofessioneel traject", "voorbereidt op een socioprofessioneel traject"),
        ("nl", "gericht op de versterking van de autonomie", "deelname aan ateliers of modules"),
    ],
)
def test_the_report_labels_its_rows_otherwise_than_the_convention(
    language: Language, fixed: str, realised: str
) -> None:
    """Rows 2.1 and 2.2 name the objective in the convention, and the means in the report (INC-1, INC-2)."""
    convention, report = (
        "\n".join(templates.plain_text(templates.path_of(family, kind, language)))
        for family, kind in (("conventions", "convention-city"), ("reports", "final-report"))
    )
    assert fixed in convention
    assert fixed not in report
    assert realised in report
    assert realised not in convention


def test_thousands_of_empty_entries_are_told_once_above_the_limit(folder: Path) -> None:
    """What is beyond the limit of a list is one fault, not one for each entry."""
    path = written(folder, ordinary(expenses=[{}] * 3000))
    found = reporting.checked(path).findings
    assert sum(finding.code == "SCH010" for finding in found) == 1
    assert {finding.code for finding in found} <= {"SCH010", "SCH002", "SCH003", "CNV019"}
    assert len(found) <= 600 * 8 + 2


def test_a_national_register_number_is_in_no_message(folder: Path) -> None:
    """Wherever somebody typed one: in a path, a field, a name of a field."""
    number = "85.07.30-998.33"
    for change in (
        {"records": number},
        {"convention": f"{number}.yaml"},
        {"nis": "85073099833"},
        {number: 1},
    ):
        found = reporting.checked(written(folder, ordinary(**change))).findings
        told = " ".join(f"{finding.message} {finding.remedy} {finding.place.pointer}" for finding in found)
        assert found
        assert "998" not in told
