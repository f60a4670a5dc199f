"""The list of amounts is read as Belgian Excel writes it, and held against the decree."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import resources
from generator.allocations import Line, Table, load, read, share
from generator.campaigns import campaign
from generator.municipalities import municipalities
from tests.conftest import ROOT, Call, codes

SPECIMEN = resources.folder("data") / "allocations-2015.specimen.csv"
HEAD = "kind;nis;name;amount\n"


def _load(
    tmp_path: Path, text: str, encoding: str = "utf-8"
) -> tuple[dict[tuple[str, str], Decimal] | None, list[str]]:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))
    loaded, findings = load(path, campaign(2015))
    return (dict(loaded.amounts) if loaded else None), [f"{f.code}:{f.place.line}" for f in findings]


def test_the_specimen_adds_up_and_says_that_it_is_fictitious() -> None:
    """37 cities and 19 clusters, as in 2015, to the cent."""
    loaded, findings = load(SPECIMEN, campaign(2015))
    assert loaded is not None
    assert [f.code for f in findings] == ["ALC003"]
    cities = [a for (kind, _), a in loaded.amounts.items() if kind == "convention-city"]
    assert (len(cities), sum(cities)) == (37, Decimal("6534763.86"))
    assert len(loaded.amounts) == 56


def test_a_cent_too_few_is_found(tmp_path: Path) -> None:
    """The total of the cities is exact."""
    text = SPECIMEN.read_text(encoding="utf-8").replace("742518,45", "742518,44")
    loaded, found = _load(tmp_path, text)
    assert loaded is None
    assert "ALC002:1" in found


@pytest.mark.parametrize(
    "written", ["6.534.763,86", "6534763,86", "6534763.86", "6 534 763,86 €", "6\u202f534\u202f763,86"]
)
def test_an_amount_is_read_as_a_person_means_it(tmp_path: Path, written: str) -> None:
    """Points, spaces and the euro sign are those of Excel in French or Dutch."""
    loaded, found = _load(tmp_path, f"{HEAD}convention-city;44021;Gent;{written}\n")
    assert found == []
    assert loaded == {("convention-city", "44021"): Decimal("6534763.86")}


def test_an_old_encoding_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    """Excel writes Windows-1252, or UTF-8 with a mark."""
    row = "convention-city;62063;Liège;6534763,86\n"
    for encoding in ("cp1252", "utf-8-sig"):
        loaded, found = _load(tmp_path, HEAD + row, encoding)
        assert found == []
        assert loaded is not None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["ALC001:1"]),
        ("nis;amount\n44021;1\n", ["ALC001:1"]),
        (HEAD + "convention-city;44021;Gent\n", ["ALC001:2"]),
        (HEAD + "convention-town;44021;Gent;1\n", ["ALC001:2"]),
        (HEAD + "# remark\nconvention-city;99999;X;1\n", ["CPA001:3"]),
        (HEAD + "convention-city;44021;Gent;abc\n", ["ALC001:2"]),
        (HEAD + "convention-cluster;37015;T;1\nconvention-cluster;37015;T;1\n", ["ALC001:3"]),
        (HEAD + "convention-cluster;37015;T;10000,01\n", ["ALC002:2"]),
        (HEAD + 'convention-cluster;37015;"T;1\nconvention-cluster;37015;T;1\n', ["ALC001:2"]),
        (HEAD + "convention-cluster;37015;" + "T" * 140_000 + ";1\n", ["ALC001:2"]),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, found: list[str]) -> None:
    """Nothing is loaded where a line is wrong."""
    assert _load(tmp_path, text) == (None, found)


def test_the_examples_receive_what_the_specimen_gives_them() -> None:
    """So the specimen can be tried on them; it says that it is one."""
    path = ROOT / "examples" / "conventions" / "gent.yaml"
    assert codes(path, amounts=SPECIMEN) == ["ALC003"]


def test_a_list_beside_the_other_data_is_loaded_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The administration saves `allocations-2015.csv` once; the year 2016 has a list of its own."""
    for path in resources.folder("data").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "allocations-2015.csv").write_text(
        SPECIMEN.read_text(encoding="utf-8")
        .replace("SPECIMEN", "")
        .replace("742518,45", "742518,46")
        .replace("568231,37", "568231,36"),
        encoding="utf-8",
    )
    folder = resources.folder
    monkeypatch.setattr(resources, "folder", lambda name: tmp_path if name == "data" else folder(name))
    assert codes(ROOT / "examples" / "conventions" / "gent.yaml") == ["CNV008"]
    assert codes(ROOT / "examples" / "conventions" / "schaerbeek.yaml") == []


WEIGHTS = "kind;nis;name;contracts\n"


def _weights(tmp_path: Path, rows: str) -> Table:
    path = tmp_path / "contracts.csv"
    path.write_text(WEIGHTS + rows, encoding="utf-8")
    table, findings = read(path, campaign(2015))
    assert findings == []
    assert table is not None
    return table


@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=30).filter(any))
def test_a_total_is_divided_to_the_cent_and_in_proportion(contracts: list[int]) -> None:
    """No share is a cent or more from its exact value, and who has more never receives less."""
    codes_ = sorted(municipalities())[: len(contracts)]
    lines = tuple(
        Line("convention-city", nis, "", Decimal(number), row)
        for row, (nis, number) in enumerate(zip(codes_, contracts, strict=True), 2)
    )
    shares, findings = share(Table("x.csv", "contracts", lines, specimen=False), campaign(2015))
    total = campaign(2015).totals["convention-city"]
    assert sum(each.amount for each in shares) == total
    assert len(findings) == contracts.count(0)
    for each in shares:
        exact = Fraction(total) * int(each.line.value) / sum(contracts)
        assert abs(Fraction(each.amount) - exact) < Fraction(1, 100)
    by_number = sorted(shares, key=lambda each: (each.line.value, each.amount))
    assert [each.amount for each in by_number] == sorted(each.amount for each in shares)


def test_the_order_of_the_lines_changes_nothing(tmp_path: Path) -> None:
    """Three equal centres: the cents that are left go to the first codes, wherever they stand."""
    rows = [
        f"convention-city;{nis};;1\n"
        for nis in ("62063", "11002", "44021", "52011", "21004", "12025", "53053")
    ]
    amounts = [
        {each.line.nis: each.amount for each in share(_weights(tmp_path, "".join(order)), campaign(2015))[0]}
        for order in (rows, rows[::-1])
    ]
    assert amounts[0] == amounts[1]
    assert sum(amounts[0].values()) == Decimal("6534763.86")
    assert sorted(set(amounts[0].values())) == [Decimal("933537.69"), Decimal("933537.70")]


def test_no_cluster_receives_more_than_its_limit(tmp_path: Path) -> None:
    """What is above it goes to the others; where all are at it, the rest is not given."""
    shares, _ = share(_weights(tmp_path, "".join(
        f"convention-cluster;{nis};;{number}\n" for nis, number in zip(sorted(municipalities())[:22], [900, *[10] * 21], strict=True)
    )), campaign(2015))  # fmt: skip
    assert shares[0].amount == Decimal("10000.00")
    assert sum(each.amount for each in shares) == Decimal("200000.00")
    few, _ = share(_weights(tmp_path, "convention-cluster;37015;Tielt;3\n"), campaign(2015))
    assert [each.amount for each in few] == [Decimal("10000.00")]


def test_2016_by_the_proportions_of_2015_gives_the_same_amounts(tmp_path: Path, call: Call) -> None:
    """The total is the same, and so is each share."""
    out = tmp_path / "2016.csv"
    assert call("allocation", "share", str(SPECIMEN), "--campaign", "2016", "-o", str(out))[0] == 0
    assert b"SPECIMEN" in out.read_bytes()
    before, after = (load(path, campaign(2016))[0] for path in (SPECIMEN, out))
    assert before is not None
    assert after is not None
    cities = {key: amount for key, amount in before.amounts.items() if key[0] == "convention-city"}
    assert {key: amount for key, amount in after.amounts.items() if key[0] == "convention-city"} == cities


def test_a_division_is_written_read_again_and_holds(tmp_path: Path, call: Call) -> None:
    """A cent that is moved from one to another leaves the total right, and is found."""
    contracts, out = tmp_path / "contracts.csv", tmp_path / "amounts.csv"
    rows = (
        "convention-city;44021;=Gent;120\nconvention-city;62063;Liège;77\nconvention-city;52011;Charleroi;3\n"
    )
    contracts.write_text(WEIGHTS + rows, encoding="cp1252")
    assert call("allocation", "share", str(contracts), "-o", str(out))[0] == 0
    assert "=Gent" not in out.read_text(encoding="utf-8-sig")
    code, shown, _ = call("allocation", "check", str(out), "--by", str(contracts), "--lang", "nl")
    assert code == 0
    assert "verschil € 0,00" in shown.replace("\u00a0", " ")
    text = out.read_text(encoding="utf-8-sig")
    assert text.count("3920858,31") == text.count("2515884,09") == 1
    out.write_text(
        text.replace("3920858,31", "3920858,32").replace("2515884,09", "2515884,08"), encoding="utf-8"
    )
    code, _, told = call("allocation", "check", str(out), "--by", str(contracts), "--lang", "en")
    assert (code, told.count("ALC004")) == (1, 2)


def test_the_line_that_makes_a_total_wrong_is_named(tmp_path: Path, call: Call) -> None:
    """Beside the total itself."""
    contracts, out = tmp_path / "contracts.csv", tmp_path / "amounts.csv"
    contracts.write_text(
        WEIGHTS + "convention-city;44021;Gent;120\nconvention-city;62063;Liège;77\n", encoding="utf-8"
    )
    assert call("allocation", "share", str(contracts), "-o", str(out))[0] == 0
    text = out.read_text(encoding="utf-8-sig")
    (line,) = [number for number, each in enumerate(text.splitlines(), 1) if "62063" in each]
    out.write_text(re.sub(r"(62063;Liège;)\d+", r"\g<1>1", text), encoding="utf-8")
    code, _, told = call("allocation", "check", str(out), "--by", str(contracts), "--lang", "en")
    assert (code, told.count("ALC002"), told.count("ALC004")) == (1, 1, 1)
    assert f":{line}:1: error ALC004: The amount of 62063 is" in told


def test_a_kind_that_has_no_key_is_left_out_and_told(tmp_path: Path, call: Call) -> None:
    """The clusters of a whole list are not compared with the contracts of the cities, nor the other way round."""
    contracts, out = tmp_path / "contracts.csv", tmp_path / "amounts.csv"
    contracts.write_text(WEIGHTS + "convention-city;44021;Gent;120\n", encoding="utf-8")
    assert call("allocation", "share", str(contracts), "-o", str(out))[0] == 0
    whole = out.read_text(encoding="utf-8-sig") + "convention-cluster;37015;Tielt;10000\n"
    out.write_text(whole, encoding="utf-8")
    code, _, told = call("allocation", "check", str(out), "--by", str(contracts), "--lang", "en")
    assert (code, told.count("ALC004")) == (0, 1)
    assert "warning ALC004: Lines of “convention-cluster” that are not compared: 1;" in told
    assert "Warnings: 1" in told
    contracts.write_text(WEIGHTS + "convention-cluster;37015;Tielt;1\n", encoding="utf-8")
    code, _, told = call("allocation", "check", str(out), "--by", str(contracts), "--lang", "en")
    assert "Lines of “convention-city” that are not compared: 1;" in told


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("convention-city;44021;Gent;1,5\n", "ALC001"),
        ("convention-city;44021;Gent;-1\n", "ALC001"),
        ("convention-city;44021;Gent;0\n", "ALC005"),
    ],
)
def test_what_cannot_be_divided_is_told_and_nothing_is_written(
    tmp_path: Path, call: Call, rows: str, found: str
) -> None:
    """An error leaves no file."""
    path, out = tmp_path / "contracts.csv", tmp_path / "out.csv"
    path.write_text(WEIGHTS + rows, encoding="utf-8")
    code, _, told = call("allocation", "share", str(path), "-o", str(out))
    assert (code, out.exists()) == (1, False)
    assert f"{path.as_posix()}:" in told
    assert found in told


def test_names_that_slipped_against_their_codes_are_told(tmp_path: Path, call: Call) -> None:
    """Sorted by one column only, a list still adds up."""
    text = SPECIMEN.read_text(encoding="utf-8")
    slipped = (
        text.replace(";Antwerpen;", ";¤;").replace(";Mechelen;", ";Antwerpen;").replace(";¤;", ";Mechelen;")
    )
    path = tmp_path / "list.csv"
    path.write_text(slipped, encoding="utf-8")
    code, _, told = call("allocation", "check", str(path), "--lang", "en")
    assert (code, told.count("ALC006")) == (0, 2)
    assert "ALC006" not in call("allocation", "check", str(SPECIMEN))[2]


def test_a_list_is_not_written_over_a_file(tmp_path: Path, call: Call) -> None:
    out = tmp_path / "amounts.csv"
    out.write_text("mine", encoding="utf-8")
    assert call("allocation", "share", str(SPECIMEN), "-o", str(out))[0] == 2
    assert out.read_text(encoding="utf-8") == "mine"
