"""The list of amounts is read as Belgian Excel writes it, and held against the decree."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator import resources
from generator.allocations import load
from generator.campaigns import campaign
from tests.conftest import ROOT, codes

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
        (HEAD + "convention-cluster;37015;T;10000,01\n", ["ALC002:1"]),
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
