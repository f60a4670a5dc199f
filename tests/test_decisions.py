"""The decisions of the administration: the steps, the amounts, and one document for each step."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from generator import batch, templates
from generator.batch import Options
from generator.dossier import Decision, Overview
from generator.dossier.accounting import Accounting
from generator.dossier.decisions import Purpose
from generator.findings import Severity
from generator.identifiers import structured
from generator.pipeline import Checker
from tests.conftest import DECISIONS, EXAMPLES, ROOT, Call, checked, codes

MINISTERIAL = EXAMPLES / "ministerial"
STEPS = {
    "charleroi": ["invitation", "revision-1", "revision-2", "advice", "signing", "advance", "closing"],
    "ciney": ["invitation"],
    "gent": ["invitation", "revision-1", "advice", "signing", "advance", "balance", "closing"],
    "schaerbeek": ["invitation", "revision-1"],
    "tielt-cluster": ["invitation", "advice", "signing", "advance", "balance", "closing"],
}
"""What the examples ask for: one document for each step that is recorded."""


def _decision(name: str) -> Decision:
    case = checked(MINISTERIAL / "decisions" / f"{name}.yaml").case
    assert case is not None
    assert isinstance(case.dossier, Decision)
    return case.dossier


def _overview(subject: str) -> Overview:
    case = checked(MINISTERIAL / f"overview-{subject}.yaml").case
    assert case is not None
    assert isinstance(case.dossier, Overview)
    return case.dossier


def test_the_examples_are_those_of_the_list() -> None:
    """Two cities and a cluster the whole way, and two that are still on it."""
    assert {path.stem for path in DECISIONS} == set(STEPS)


@pytest.mark.parametrize("name", STEPS)
def test_each_step_that_is_recorded_makes_its_document(name: str) -> None:
    """And no other step makes one; a name says what, which year and whose."""
    decision = _decision(name)
    nis = decision.centre.municipality.nis
    assert [each.stem for each in decision.documents] == [f"{step}-2015-{nis}" for step in STEPS[name]]


@pytest.mark.parametrize(
    ("name", "accepted", "balance", "outcome"),
    [
        ("gent", "742518.45", "371259.22", "approved"),
        ("tielt-cluster", "9681.91", "4681.91", "reduced"),
        ("charleroi", "257835.98", "-26279.71", "recovered"),
    ],
)
def test_a_subsidy_is_closed_to_the_cent(name: str, accepted: str, balance: str, outcome: str) -> None:
    """What was charged, less what is not accepted, up to the subsidy, less the advance."""
    settled = _decision(name).accounting
    assert (settled.accepted, settled.balance) == (Decimal(accepted), Decimal(balance))
    assert settled.outcome == outcome
    assert settled.advance + settled.balance == settled.accepted


def test_the_deadlines_are_those_of_the_year_where_the_letter_gives_none() -> None:
    """31 August to submit; one week to sign."""
    decision = _decision("gent")
    assert decision.deadline is not None
    assert decision.sign_by is not None
    assert decision.deadline.isoformat() == "2015-08-31"
    assert decision.sign_by.isoformat() == "2015-11-16"


@given(st.text("0123456789", min_size=10, max_size=10))
def test_a_structured_communication_is_one_that_a_bank_accepts(digits: str) -> None:
    """Twelve digits, of which the last two are the others modulo 97, and 97 for nothing."""
    written = structured(digits)
    assert re.fullmatch(r"\+\+\+\d{3}/\d{4}/\d{5}\+\+\+", written)
    bare = re.sub(r"\D", "", written)
    assert bare[:10] == digits
    assert int(bare[10:]) == (int(digits) % 97 or 97)


def test_no_two_payments_of_a_year_have_the_same_communication() -> None:
    """City or cluster, advance, balance or paid back: each has its own, and always the same."""
    purposes: tuple[Purpose, ...] = ("advance", "balance", "recovery")
    told = [_decision(name).communication(purpose) for name in STEPS for purpose in purposes]
    assert len(set(told)) == len(told)
    assert told == [_decision(name).communication(purpose) for name in STEPS for purpose in purposes]


def test_an_order_pays_what_was_ordered_on_its_day_and_nothing_twice() -> None:
    """The advances of the same day; the cluster apart; who has none yet is named."""
    order = _overview("advance")
    cities = {line.decision.centre.municipality.nis: line.amount for line in order.lines("convention-city")}
    assert cities == {"44021": Decimal("371259.23"), "52011": Decimal("284115.69")}
    assert [line.amount for line in order.lines("convention-cluster")] == [Decimal("5000.00")]
    assert [each.centre.municipality.nis for each in order.missing("convention-city")] == ["21015"]
    assert order.earlier("convention-city") == 0


def test_a_second_note_submits_only_what_the_minister_did_not_decide_on() -> None:
    """What he approved counts against the decree with what is proposed; what is refused, or should be, does not."""
    case = checked(ROOT / "tests" / "examples" / "right" / "overviews" / "second-note.yaml").case
    assert case is not None
    note = case.dossier
    assert isinstance(note, Overview)
    cities, clusters = "convention-city", "convention-cluster"
    told = [line.decision.centre.municipality.nis for kind in (cities, clusters) for line in note.lines(kind)]
    assert told == ["21015", "37012"]
    assert [each.centre.municipality.nis for each in note.decided(cities, approved=True)] == ["52011"]
    assert [each.centre.municipality.nis for each in note.decided(cities, approved=False)] == ["44021"]
    assert (note.earlier(cities), note.proposed(cities)) == (Decimal("30000.00"), Decimal(0))
    assert (note.earlier(clusters), note.proposed(clusters)) == (Decimal("9000.00"), Decimal("9000.00"))
    assert note.missing(cities) == []


def test_who_pays_back_is_not_missing_in_the_order_of_the_balances() -> None:
    """Charleroi owes money: no balance is awaited for it."""
    missing = [each.centre.municipality.nis for each in _overview("balance").missing("convention-city")]
    assert missing == ["21015"]


def test_the_order_of_the_balances_counts_the_advances_that_were_paid() -> None:
    """What is drawn on the credit of a decree is both; who closed without a balance is named apart."""
    order = _overview("balance")
    assert order.earlier("convention-city") == Decimal("371259.23") + Decimal("284115.69")
    assert order.earlier("convention-cluster") == Decimal("5000.00")
    assert [each.centre.municipality.nis for each in order.settled("convention-city")] == ["52011"]
    assert _overview("advance").settled("convention-city") == []


def test_who_owes_nothing_is_missing_until_the_minister_decided(tmp_path: Path) -> None:
    """Before that day nobody knows how the file is settled: it is not left out of the order without a word."""
    copy = shutil.copytree(EXAMPLES, tmp_path / "examples") / "ministerial" / "overview-balance.yaml"
    gent = copy.parent / "decisions" / "gent.yaml"
    gent.write_text(gent.read_text(encoding="utf-8").replace("2016-05-0", "2016-04-2"), encoding="utf-8")
    gent.write_text(gent.read_text(encoding="utf-8").replace("2016-04-26", "2016-04-20"), encoding="utf-8")
    copy.write_text(copy.read_text(encoding="utf-8").replace("2016-05-03", "2016-04-23"), encoding="utf-8")
    case = checked(copy).case
    assert case is not None
    order = case.dossier
    assert isinstance(order, Overview)
    assert order.settled("convention-city") == []
    assert "52011" in [each.centre.municipality.nis for each in order.missing("convention-city")]


@pytest.mark.parametrize(
    ("charged", "reduced", "accepted", "excess"),
    [
        ("9500", "0", "9500", "0"),
        ("12000", "500", "10000", "1500"),
        ("300", "500", "0", "0"),
        (None, "0", "8000", "0"),
    ],
)
def test_what_exceeds_the_maximum_is_told_so_that_the_account_adds_up(
    charged: str | None, reduced: str, accepted: str, excess: str
) -> None:
    """Charged, less what is not accepted, less the excess, is what is accepted."""
    account = Accounting(
        Decimal(10000),
        Decimal(charged) if charged else None,
        Decimal(reduced),
        Decimal(accepted),
        Decimal(5000),
    )
    assert account.excess == Decimal(excess)


def test_a_folder_makes_all_documents_in_one_call_and_remembers_them(tmp_path: Path, call: Call) -> None:
    """Planned, made and accounted for; the second call makes nothing again."""
    folder = (MINISTERIAL / "decisions").as_posix()
    arguments = ("render", folder, "-o", str(tmp_path / "out"), "--to", "docx", "--format", "json")
    code, out, _ = call(*arguments)
    first = json.loads(out)
    assert code == 0
    assert first["summary"]["written"] == first["summary"]["documents"] == 25
    assert first["languages"]["fr"] == {"planned": 10, "made": 10, "missing": []}
    assert first["languages"]["nl"] == {"planned": 15, "made": 15, "missing": []}
    amounts = {Path(each["docx"]).name: each["amount"] for each in first["documents"]}
    assert amounts["advance-2015-44021.nl.docx"] == "371259.23"
    assert amounts["balance-2015-37015.nl.docx"] == "4681.91"
    again = json.loads(call(*arguments)[1])
    assert again["summary"]["unchanged"] == 25


def test_the_summary_adds_up_each_document_apart(tmp_path: Path, call: Call) -> None:
    """What is announced, what is ordered and what is settled of one subsidy are never added to each other."""
    folder, out = (MINISTERIAL / "decisions").as_posix(), tmp_path / "out"
    code, _, err = call("render", folder, "-o", str(out), "--to", "docx", "--summary", str(out / "s.xlsx"))
    assert code == 0, err
    totals = load_workbook(out / "s.xlsx").worksheets[1]
    told = {(row[1], row[2]): row[3:5] for row in totals.iter_rows(min_row=2, values_only=True)}
    assert told["Ordre de paiement de l’avance", "Français"] == (1, 284115.69)
    assert told["Betaalopdracht voor het voorschot", "Néerlandais"] == (2, 376259.23)
    assert told["Betaalopdracht voor het saldo", "Néerlandais"] == (2, 375941.13)
    assert told["Décision sur le rapport final et décompte", "Français"] == (1, -26279.71)
    assert told["Demande de révision du projet de convention", "Français"] == (3, None)


def test_one_document_can_be_asked_for_by_its_name(tmp_path: Path, call: Call) -> None:
    """`--only advice-*` makes the notes and no letter."""
    folder = (MINISTERIAL / "decisions").as_posix()
    code, _, _ = call("render", folder, "-o", str(tmp_path), "--to", "docx", "--only", "advice-*")
    assert code == 0
    assert {path.name for path in tmp_path.glob("*.docx")} == {
        "advice-2015-37015.nl.docx",
        "advice-2015-44021.nl.docx",
        "advice-2015-52011.fr.docx",
    }


def test_a_file_with_errors_makes_none_of_its_documents(tmp_path: Path) -> None:
    """An advance before the signature: not even the invitation goes out."""
    path = Path(shutil.copytree(EXAMPLES, tmp_path / "in")) / "ministerial" / "decisions" / "gent.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("date: 2015-12-11", "date: 2015-12-07"), encoding="utf-8")
    report = batch.check([path.as_posix()], Checker())
    errors = [each for each in report.findings if each.severity is Severity.ERROR]
    assert [each.code for each in errors] == ["MIN004"]
    results = list(batch.render(batch.plan(report), Options(tmp_path / "out", pdf=False)))
    assert {each.status for each in results} == {batch.Status.FAILED}


def test_a_decision_that_is_added_to_the_folder_makes_the_overview_anew(tmp_path: Path, call: Call) -> None:
    """The overview is not remembered as a whole: the folder that it reads may have grown."""
    shutil.copytree(EXAMPLES, tmp_path / "examples", ignore=shutil.ignore_patterns("piis", "verviers"))
    own = tmp_path / "examples" / "ministerial"
    late = (own / "decisions" / "charleroi.yaml").read_text(encoding="utf-8")
    (own / "decisions" / "charleroi.yaml").unlink()
    shutil.copytree(
        own, tmp_path / "examples" / "asked", ignore=shutil.ignore_patterns("decisions", "centres")
    )
    for path in (tmp_path / "examples" / "asked").glob("*.yaml"):
        written = path.read_text(encoding="utf-8")
        path.write_text(written.replace("decisions: d", "decisions: ../ministerial/d"), encoding="utf-8")
    arguments = ("render", str(tmp_path / "examples" / "asked"), "-o", str(tmp_path / "out"), "--to", "docx")
    assert call(*arguments)[0] == 0
    before = (tmp_path / "out" / "overview-advance-2015-20151211.fr.docx").read_bytes()
    (own / "decisions" / "charleroi.yaml").write_text(late, encoding="utf-8")
    assert call(*arguments)[0] == 0
    assert (tmp_path / "out" / "overview-advance-2015-20151211.fr.docx").read_bytes() != before


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("convention-cluster;91030;Ciney;10000,00", []),
        ("convention-cluster;91030;Ciney;8000,00", ["MIN029"]),
        ("convention-cluster;37015;Tielt;10000,00", ["MIN029"]),
    ],
    ids=["as allocated", "another amount", "not named"],
)
def test_an_invitation_promises_what_is_allocated(tmp_path: Path, line: str, wanted: list[str]) -> None:
    """It is the first letter that says an amount, before there is a convention that is checked."""
    amounts = tmp_path / "list.csv"
    amounts.write_text(f"kind;nis;name;amount\n{line}\n", encoding="utf-8")
    found = codes(MINISTERIAL / "decisions" / "ciney.yaml", amounts=amounts)
    assert [each for each in found if not each.startswith("ALC")] == wanted


def test_a_fault_of_the_list_of_amounts_is_not_told_again_for_each_file_of_the_folder(
    tmp_path: Path, call: Call
) -> None:
    """What cannot be used is named once, with the file that is to be corrected."""
    amounts = tmp_path / "list.csv"
    amounts.write_text("kind;nis;name;amount\nconvention-city;44021;Gent;1,00\n", encoding="utf-8")
    overview = MINISTERIAL / "overview-advice.yaml"
    code, out, _ = call("validate", str(overview), "--allocations", str(amounts), "--format", "json")
    assert code == 1
    told = [(each["code"], each["message"], each["remedy"]) for each in json.loads(out)["findings"]]
    refused = [each for each in told if each[0] == "REF003"]
    assert len(refused) == 1
    assert "list.csv" in refused[0][2]


def test_an_order_that_is_moved_to_another_day_is_on_no_list_and_told(tmp_path: Path, call: Call) -> None:
    """Where the lists are checked with the decisions; once for each day, in the last list that could have it."""
    tree = Path(shutil.copytree(EXAMPLES, tmp_path / "in")) / "ministerial"
    for name in ("gent", "tielt-cluster"):
        path = tree / "decisions" / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("advance: {date: 2015-12-11", "advance: {date: 2015-12-14"), "utf-8")
    code, out, _ = call("validate", str(tree), "--lang", "en")
    assert code == 0
    (line,) = [line for line in out.splitlines() if "MIN030" in line]
    told = line.replace("\u00a0", " ")
    assert "overview-advance.yaml:6:7: warning MIN030: No list has the orders of 14 December 2015: 2" in told
    assert "MIN030" not in call("validate", str(tree / "overview-advance.yaml"))[1]
    text = (tree / "overview-advance.yaml").read_text(encoding="utf-8")
    (tree / "overview-second.yaml").write_text(text.replace("2015-12-11", "2015-12-14"), "utf-8")
    assert "MIN030" not in call("validate", str(tree))[1]
    (tree / "overview-balance.yaml").unlink()
    assert call("validate", str(tree))[1].count("MIN030") == 1, "a kind of payment without any list"


def test_a_convention_that_nobody_decides_on_is_told_with_the_note(tmp_path: Path, call: Call) -> None:
    """The note would leave it out, and its amount; one that has a file of decisions is not told, also while that names its centre only."""
    tree = Path(shutil.copytree(EXAMPLES, tmp_path / "in"))
    both = (str(tree / "conventions"), str(tree / "ministerial"))
    growing = tree / "ministerial" / "decisions" / "schaerbeek.yaml"
    text = re.sub(
        "(?m)^convention:.*",
        "centre: ../../centres/schaerbeek.yaml\nscheme: city",
        growing.read_text(encoding="utf-8"),
    )
    growing.write_text(text, encoding="utf-8")
    assert "MIN034" not in call("validate", *both)[1]
    gent = tree / "ministerial" / "decisions" / "gent.yaml"
    gent.unlink()
    code, out, _ = call("validate", *both, "--lang", "en")
    (line,) = [line for line in out.splitlines() if "MIN034" in line]
    assert code == 0
    assert "overview-advice.yaml" in line
    assert f"1, the first {tree.as_posix()}/conventions/gent.yaml" in line
    assert "MIN034" not in call("validate", str(tree / "ministerial"))[1], (
        "the conventions are not in the call"
    )


@pytest.mark.parametrize(
    ("date", "code"),
    [
        ("date: 2015-02-30", "SCH008"), ("date: 11/12/2015", "SCH008"), ("date:", "SCH002"), ("", "SCH003"),
        ("date: 1915-12-11", "MIN027"), ("date: 2051-12-11", "MIN027"),
    ],
)  # fmt: skip
def test_a_list_without_a_sound_day_is_told_and_stops_no_other_file(
    date: str, code: str, tmp_path: Path, call: Call
) -> None:
    """The orders of its day are not told as those of no list: the list is there, and is to be mended."""
    tree = Path(shutil.copytree(EXAMPLES, tmp_path / "in"))
    path = tree / "ministerial" / "overview-advance.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("date: 2015-12-11", date), "utf-8")
    ended, out, _ = call("validate", str(tree), "--format", "json")
    told = [(each["code"], Path(each["path"]).name) for each in json.loads(out)["findings"]]
    assert ended == 1
    assert (code, "overview-advance.yaml") in told
    assert "MIN030" not in {each for each, _ in told}
    conventions = ("render", str(tree / "conventions"), str(tree / "ministerial"), "--only", "convention*")
    assert call(*conventions, "-o", str(tmp_path / "out"), "--to", "docx")[0] == 0


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(lambda raw: raw.decode().encode("utf-16"), id="another encoding"),
        pytest.param(lambda raw: raw.replace(b"kind: decision", b"kind: decisions"), id="another kind"),
        pytest.param(lambda raw: raw.replace(b"campaign:", b"\tcampaign:"), id="a tab"),
    ],
)
def test_a_list_of_payments_leaves_out_no_file_that_nobody_can_read(
    tmp_path: Path, call: Call, wrong: Callable[[bytes], bytes]
) -> None:
    """It is refused, and names the file: the total would be too small."""
    tree = Path(shutil.copytree(EXAMPLES, tmp_path / "in")) / "ministerial"
    path = tree / "decisions" / "gent.yaml"
    path.write_bytes(wrong(path.read_bytes()))
    code, out, _ = call("validate", str(tree / "overview-advance.yaml"))
    assert code == 1
    assert "REF003" in out
    assert "gent.yaml" in out


def test_a_list_of_payments_counts_a_file_under_two_names_once(tmp_path: Path, call: Call) -> None:
    """And a link that leads nowhere may be an order: the list is refused."""
    tree = Path(shutil.copytree(EXAMPLES, tmp_path / "in")) / "ministerial"

    def total() -> str:
        out = tmp_path / "out"
        assert call("render", str(tree / "overview-advance.yaml"), "-o", str(out), "--to", "docx")[0] == 0
        text = "\n".join(templates.plain_text(out / "overview-advance-2015-20151211.nl.docx"))
        return text.partition("Totaal")[2]

    before = total()
    link = tree / "decisions" / "also-gent.yaml"
    link.symlink_to(tree / "decisions" / "gent.yaml")
    assert total() == before
    link.unlink()
    link.symlink_to(tree / "decisions" / "nowhere.yaml")
    code, out, _ = call("validate", str(tree / "overview-advance.yaml"))
    assert code == 1
    assert "SRC001" in out
    assert "also-gent.yaml" in out


def test_a_report_whose_records_grew_is_looked_at_again(tmp_path: Path, call: Call) -> None:
    """Though the call names the decision on it only: a folder may have got a file that nobody named."""
    tree = Path(shutil.copytree(EXAMPLES / "verviers", tmp_path / "in"))
    text = (MINISTERIAL / "decisions" / "gent.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?ms)^reference:.*?$|^report_submitted:.*", "", text)
    text = re.sub(r"(?m)^convention: .*", "convention: ../in/convention.yaml", text)
    (tmp_path / "decisions").mkdir()
    path = tmp_path / "decisions" / "verviers.yaml"
    path.write_text(re.sub(r"(?m)^report: .*", "report: ../in/rapport.yaml", text), encoding="utf-8")
    render = ("render", str(path.parent), "-o", str(tmp_path / "out"), "--to", "docx", "--language", "fr")
    code, told, err = call(*render)
    assert code == 0, told + err
    (tree / "personnes" / "wrong.yaml").write_text("kind: piis-studies\ncampaign: 2015\n", encoding="utf-8")
    assert "wrong" in call(*render)[1] or call(*render)[0] == 1


def test_an_overview_says_once_that_files_of_its_folder_cannot_be_used(tmp_path: Path, call: Call) -> None:
    """Their errors are told with each of them."""
    tree = Path(shutil.copytree(EXAMPLES, tmp_path / "in")) / "ministerial"
    for name in ("gent", "schaerbeek"):
        path = tree / "decisions" / f"{name}.yaml"
        path.write_text(
            path.read_text(encoding="utf-8").replace("\nsubmitted:", "\nsubmited:"), encoding="utf-8"
        )
    code, out, _ = call("validate", str(tree / "overview-advance.yaml"), "--lang", "en")
    assert (code, out.count("REF003"), out.count("submited")) == (1, 1, 2)
    assert "cannot be used: 2, the first is" in out
