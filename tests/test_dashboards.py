"""The dashboard of final reports: totals, what is hidden, the page and the workbook."""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from openpyxl import load_workbook

from generator.dashboards.board import MEMBER, PARTS, Board, board
from generator.dashboards.hiding import Count, Hidden, Key, Sum, protect
from generator.dashboards.page import page
from generator.dashboards.workbook import workbook
from generator.dossier import Report
from generator.locales import READERS, Reader, translator
from generator.municipalities import municipalities
from generator.pipeline import Checker
from tests.conftest import EXAMPLES

CITIES = ("62063", "44021", "52011", "21015", "11002", "46021")
"""Liège, Ghent, Charleroi, Schaerbeek, Antwerp, Sint-Niklaas."""
CLUSTER = ("37015", "37017", "37011")


def figures(balances: int, parts: Sequence[int], **more: Any) -> dict[str, Any]:
    """Write the figures of a file; row 2 is the sum of its parts."""
    names = dict(zip(PARTS, parts, strict=True))
    return {"social_balances": balances, "pathways": {"total": sum(parts), **names}, **more}


EXPENSES: list[dict[str, Any]] = [
    {"number": "1", "date": "2015-03-02", "class": "staff", "amount": 1000.10, "share": 50},
    {"number": "2", "date": "2015-04-02", "class": "operating", "amount": 200, "share": 100},
]


class Reports:
    """A folder of reports, each with its convention and centre."""

    def __init__(self, folder: Path) -> None:
        """Begin with no report."""
        self._folder, self._count = folder, 0

    def city(self, realised: dict[str, Any], *, nis: str = "62063", year: int = 2015, **more: Any) -> Path:
        """Write the report of a large city, whose objectives are 40, 30, 10, 10 and 10."""
        convention = self._example("charleroi", {"centre": self._centre(nis), "campaign": year})
        return self._report(convention, nis, year, {"realised": realised, **more})

    def cluster(
        self, parts: Sequence[dict[str, Any]], *, name: Mapping[str, str] | None = None, year: int = 2015
    ) -> Path:
        """Write the report of the cluster of Tielt, with the parts of its members."""
        changed: dict[str, Any] = {"promoter": self._centre("37015"), "campaign": year}
        changed["members"] = [{"nis": nis} for nis in CLUSTER]
        changed |= {} if name is None else {"cluster": dict(name)}
        members = [{"nis": nis, "realised": part} for nis, part in zip(CLUSTER, parts, strict=True)]
        return self._report(self._example("tielt-cluster", changed), "37015", year, {"members": members})

    def _centre(self, nis: str) -> str:
        path = f"centre-{nis}.yaml"
        return self._write(path, {**_read(EXAMPLES / "centres" / "charleroi.yaml"), "nis": nis})

    def _example(self, name: str, changed: Mapping[str, Any]) -> str:
        self._count += 1
        objectives = figures(40, (10, 10, 10))
        data = {**_read(EXAMPLES / "conventions" / f"{name}.yaml"), **changed, "objectives": objectives}
        return self._write(f"convention-{self._count}.yaml", data)

    def _report(self, convention: str, nis: str, year: int, more: Mapping[str, Any]) -> Path:
        text = {"fr": "Oui.", "nl": "Ja."}
        expenses = [
            {
                **each,
                "date": each["date"].replace("2015", str(year)),
                "supplier": "X",
                "link": text,
                "proportion": text,
            }
            for each in EXPENSES
        ]
        data = {
            "kind": "final-report",
            "campaign": year,
            "convention": convention,
            "nis": nis,
            "qualitative": {"attained": "partly", "objectives": text, "partnerships": text},
            "expenses": expenses,
            **more,
        }
        return self._folder / self._write(f"report-{self._count}.yaml", data)

    def _write(self, name: str, data: Mapping[str, Any]) -> str:
        text = json.dumps(data, ensure_ascii=False, default=str)
        (self._folder / name).write_text(text, encoding="utf-8")
        return name


def _read(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def loaded(paths: Sequence[Path]) -> list[Report]:
    """Read the dossiers of some reports, through the public door."""
    checker = Checker()
    found = []
    for path in paths:
        case = checker.check(path).case
        assert case is not None
        assert isinstance(case.dossier, Report)
        found.append(case.dossier)
    return found


@pytest.fixture
def reports(tmp_path: Path) -> Reports:
    return Reports(tmp_path)


@pytest.fixture
def some(reports: Reports) -> list[Report]:
    """Give five reports of two years, one of them of a cluster."""
    progress = {"socioprofessional": 3, "autonomy": 12, "volunteering": 0}
    outcomes = {"autonomy": 9, "socioprofessional": 2, "employment": 1, "volunteering": 6}
    return loaded(
        [
            reports.city(figures(45, (12, 9, 20), participants=41, trajectories=44, progress=progress)),
            reports.city(figures(22, (3, 10, 7), outcomes=outcomes), nis="44021"),
            reports.city(figures(30, (0, 1, 25)), nis="52011"),
            reports.cluster(
                [figures(7, (1, 2, 0)), figures(3, (0, 3, 0)), figures(9, (2, 6, 0))],
                name={"nl": "=1+1 <script>alert('x')</script> & \"Tielt\" {{ title }}"},
            ),
            reports.city(figures(60, (4, 11, 25)), year=2016),
        ]
    )


def printed(of: Board, language: Reader = "fr") -> Any:
    return html.document_fromstring(page(of, translator(language)))


def test_totals_are_the_sums_of_the_reports_of_a_year(some: list[Report]) -> None:
    made = board(some, hide=False)
    assert made.years == (2015, 2016)
    for total in made.totals:
        own = [each for each in some if each.campaign.year == total.year]
        assert total.reports == len(own)
        for row in total.rows:
            same = [next(r for r in each.rows if r.name == row.name) for each in own]
            assert (row.fixed, row.realised) == (sum(r.fixed for r in same), sum(r.realised for r in same))
            assert row.difference == sum(r.realised - r.fixed for r in same)
        assert total.counts["participants"] == sum(each.realised.participants for each in own)
        assert total.money.balance == sum(each.settlement.balance for each in own)
        assert total.money.staff + total.money.operating == total.money.charged
    first = made.totals[0]
    assert first.counts["progress.autonomy"] == 12
    assert first.given["progress.autonomy"] == 1
    assert first.given["total"] == 4
    assert "outcomes.autonomy" not in made.totals[1].counts


def test_a_report_keeps_its_rows_money_and_members(some: list[Report]) -> None:
    card = board(some, hide=False).cards[3]
    assert [(row.name, row.fixed, row.realised) for row in card.rows] == [
        ("social_balances", 40, 19), ("total", 30, 14), ("socioprofessional", 10, 3), ("autonomy", 10, 11),
        ("volunteering", 10, 0),
    ]  # fmt: skip
    assert card.rows[1].percent == Decimal(47)
    assert card.money.charged == Decimal("700.05")
    assert (card.sort, card.nis, [each.nis for each in card.members]) == ("cluster", "37015", [*CLUSTER])


def test_reports_are_sorted_by_the_name_that_the_reader_knows(reports: Reports) -> None:
    made = board(
        loaded(
            [reports.city(figures(9, (1, 1, 1)), nis=nis) for nis in ("62063", "11002", "44021", "52011")]
        ),
        hide=False,
    )
    assert [each.names["fr"] for each in made.sorted("fr")] == ["Anvers", "Charleroi", "Gand", "Liège"]
    assert [each.names["nl"] for each in made.sorted("nl")] == ["Antwerpen", "Charleroi", "Gent", "Luik"]


# what is hidden


def sums_of(made: Board) -> Iterator[tuple[Count, list[Count]]]:
    """Give every sum that is shown, as a reader does it: a total and its parts."""
    shown = [(card.counts, card.members) for card in made.cards]
    shown += [(total.counts, ()) for total in made.totals]
    for counts, members in shown:
        yield counts["total"], [counts[name] for name in PARTS]
        inner = [each.counts for each in members if each.counts is not None]
        for own in inner:
            yield own["total"], [own[name] for name in PARTS]
        if inner and len(inner) == len(members):
            for name in MEMBER:
                yield counts[name], [own[name] for own in inner]
    for total in made.totals:
        for name in total.counts:
            of_year = [card.counts for card in made.cards if card.year == total.year]
            yield total.counts[name], [each[name] for each in of_year if name in each]


small = st.integers(0, 9)
parts_of = st.tuples(small, small, small)
cards_of = st.lists(st.tuples(parts_of, small, st.sampled_from([2015, 2016])), min_size=1, max_size=4)


@given(cards_of, st.none() | st.lists(parts_of, min_size=3, max_size=3))
@settings(max_examples=25, deadline=None)
def test_nothing_hidden_is_found_by_subtraction(
    cities: list[tuple[tuple[int, int, int], int, int]], members: list[tuple[int, int, int]] | None
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Reports(Path(name))
        paths = [
            folder.city(figures(sum(parts) + more, parts, trajectories=sum(parts) + more), nis=nis, year=year)
            for nis, (parts, more, year) in zip(CITIES, cities, strict=False)
        ]
        if members is not None:
            paths.append(folder.cluster([figures(sum(parts), parts) for parts in members]))
        given_ = loaded(paths)
        made, all_of = board(given_, hide=True), board(given_, hide=False)
    for total, parts in sums_of(made):
        assert sum(isinstance(each, Hidden) for each in (total, *parts)) != 1
    for (total, parts), (true, _) in zip(sums_of(made), sums_of(all_of), strict=True):
        assert isinstance(true, int)
        for each in (total, *parts):
            # what is small is not there, and what is marked so is small; zero is always there
            assert isinstance(each, Hidden) or each == 0 or each >= 5
        if isinstance(total, int):
            assert total == true
        elif total is Hidden.SMALL:
            assert 1 <= true <= 4
        else:
            assert true >= 1


counts_of = st.lists(st.sampled_from([0, 1, 2, 3, 4, 5, 6, 9, 14]), min_size=3, max_size=3)


@given(st.lists(counts_of, min_size=1, max_size=4))
@settings(deadline=None)
def test_every_hidden_value_has_another_that_fits_each_sum(table: list[list[int]]) -> None:
    counts, sums = _crossed(table)
    hidden = protect(counts, sums)
    for each in sums:
        unknown = [key for key in (each.total, *each.parts) if key in hidden]
        for key in unknown:
            # one more or one less, if another hidden count gives way: the sum and all marks still hold
            others = [other for other in unknown if other != key]
            assert any(
                _may(key, counts[key] + step, counts, hidden)
                and _may(
                    other, counts[other] + (step if each.total in (key, other) else -step), counts, hidden
                )
                for other in others
                for step in (1, -1)
            ), (each, counts, hidden)


@given(st.lists(counts_of, min_size=1, max_size=4))
@settings(deadline=None)
def test_no_hidden_value_is_told_by_all_sums_together(table: list[list[int]]) -> None:
    counts, sums = _crossed(table)
    hidden = list(protect(counts, sums))
    rows = [[(key == each.total) - (key in each.parts) for key in hidden] for each in sums]
    rank = _rank(rows)
    for index, _ in enumerate(hidden):
        # a value is told where knowing it as well says nothing new
        assert _rank([*rows, [int(index == column) for column, _ in enumerate(hidden)]]) == rank + 1


def _rank(matrix: Sequence[Sequence[int]]) -> int:
    rows, rank = [[Fraction(value) for value in row] for row in matrix], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((i for i in range(rank, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for i in range(rank + 1, len(rows)):
            factor = rows[i][column] / rows[rank][column]
            rows[i] = [a - factor * b for a, b in zip(rows[i], rows[rank], strict=True)]
        rank += 1
    return rank


def _crossed(table: list[list[int]]) -> tuple[dict[Key, int], list[Sum]]:
    """Make a table with the sums of its lines and columns."""
    names = ("a", "b", "c")
    counts = {(f"{i}", name): v for i, line in enumerate(table) for name, v in zip(names, line, strict=True)}
    sums = []
    for i, line in enumerate(table):
        counts[f"{i}", "all"] = sum(line)
        sums.append(Sum((f"{i}", "all"), tuple((f"{i}", name) for name in names)))
    for name in (*names, "all"):
        parts = tuple((f"{i}", name) for i, _ in enumerate(table))
        counts["all", name] = sum(counts[part] for part in parts)
        sums.append(Sum(("all", name), parts))
    sums.append(Sum(("all", "all"), tuple(("all", name) for name in names)))
    return counts, sums


def _may(key: Key, value: int, counts: Mapping[Key, int], hidden: Mapping[Key, Hidden]) -> bool:
    """Say whether a reader may believe the value behind a mark."""
    if hidden[key] is Hidden.SMALL:
        return 1 <= value <= 4
    return value >= (5 if counts[key] >= 5 else 1)


def test_a_mark_that_gives_a_value_away_says_less() -> None:
    # four parts of “< 5” in a total of “< 5” would be one each
    parts = tuple((name, "x") for name in "abcd")
    counts = {**dict.fromkeys(parts, 1), ("all", "x"): 4}
    assert set(protect(counts, [Sum(("all", "x"), parts)]).values()) == {Hidden.MASKED}


def test_a_single_small_part_takes_the_smallest_other_with_it() -> None:
    parts = (("a", "x"), ("b", "x"), ("c", "x"), ("d", "x"))
    counts = {parts[0]: 2, parts[1]: 0, parts[2]: 30, parts[3]: 20, ("all", "x"): 52}
    hidden = protect(counts, [Sum(("all", "x"), parts)])
    assert hidden == {parts[0]: Hidden.SMALL, parts[3]: Hidden.MASKED}


def test_sums_that_are_wrong_do_not_stop_it() -> None:
    counts = {("a", "x"): 3, ("b", "x"): 0, ("all", "x"): 0}
    assert protect(counts, [Sum(("all", "x"), (("a", "x"), ("b", "x")))]) == {("a", "x"): Hidden.MASKED}


def test_people_and_pathways_are_hidden_together(reports: Reports) -> None:
    """Pathways that are shown of some members would bound the people that are hidden of others."""
    path = reports.city(figures(30, (20, 12, 3), participants=35, trajectories=40))
    small = reports.city(figures(9, (2, 1, 0), participants=3, trajectories=7), nis="44021")
    found = board(loaded([path, small]), hide=True)
    card = next(each for each in found.cards if each.nis == "44021")
    assert all(isinstance(card.counts[name], Hidden) for name in ("total", "participants", "trajectories"))


def test_rows_that_do_not_add_up_to_row_2_are_hidden_with_it(reports: Reports) -> None:
    """Where people are in several rows, a row that is shown would bound row 2 that is hidden, and the reverse."""
    several = figures(30, (6, 3, 0), participants=7, trajectories=9)
    several["pathways"] |= {"total": 7, "several": True}
    found = board(loaded([reports.city(several)]), hide=True)
    counts = found.cards[0].counts
    assert all(isinstance(counts[name], Hidden) for name in ("total", "socioprofessional", "autonomy"))
    assert counts["volunteering"] == 0
    assert counts["social_balances"] == 30


def test_what_is_hidden_is_in_neither_output(reports: Reports) -> None:
    # 97 and 98 are masked beside 3: no number of the page or of a cell may say them
    path = reports.city(figures(3, (3, 97, 98), participants=198, trajectories=198))
    made = board(loaded([path]), hide=True)
    text = " ".join(printed(made).itertext())
    assert "< 5" in text
    assert "masked" in " ".join(printed(made, "en").itertext())
    assert not re.search(r"\b97\b|\b970\b|\+87\b", text + page(made, translator("fr")))
    book = load_workbook(io.BytesIO(workbook(made, translator("fr"))))
    values = [cell.value for sheet in book for line in sheet.iter_rows() for cell in line]
    assert "< 5" in values
    assert not {97, 3, 9.7, 0.075} & {value for value in values if isinstance(value, int | float)}


def test_money_objectives_and_zero_are_shown(some: list[Report]) -> None:
    hidden, shown = board(some, hide=True), board(some, hide=False)
    for one, other in zip(hidden.cards, shown.cards, strict=True):
        assert (one.money, one.fixed) == (other.money, other.fixed)
        assert {k for k, v in one.counts.items() if v == 0} == {k for k, v in other.counts.items() if v == 0}
    assert [each.money for each in hidden.totals] == [each.money for each in shown.totals]


# the page


@pytest.mark.parametrize("language", READERS)
def test_the_page_stands_alone_and_can_be_read_aloud(some: list[Report], language: Reader) -> None:
    written = page(board(some, hide=language != "en"), translator(language))
    assert not re.search(r"<script|<link|<iframe|\bon\w+=|https?://|url\(|@import|\bsrc=", written)
    tree: Any = html.document_fromstring(written)
    assert tree.get("lang") == language
    assert tree.findtext(".//title")
    for image in tree.xpath("//*[@role='img']"):
        assert image.get("aria-label")
    for table in tree.iter("table"):
        assert (table.find("caption").text_content() or "").strip()
        assert all(head.get("scope") in ("col", "row") for head in table.iter("th"))
        widths = {sum(int(cell.get("colspan", 1)) for cell in line) for line in table.iter("tr")}
        assert len(widths) == 1
    levels = [int(each.tag[1]) for each in tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    known = tree.xpath("//@id")
    assert len(known) == len(set(known))
    assert {link[1:] for link in tree.xpath("//a/@href")} <= set(known)
    assert set(tree.xpath("//@aria-labelledby")) <= set(known)


def test_the_tags_of_the_page_are_closed_in_order(some: list[Report]) -> None:
    from html.parser import HTMLParser

    class Strict(HTMLParser):
        void = frozenset({"meta", "rect", "path", "br"})
        open_: list[str]

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            del attrs
            if tag not in self.void:
                self.open_.append(tag)

        def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            """Take a tag that closes itself."""

        def handle_endtag(self, tag: str) -> None:
            assert self.open_.pop() == tag

    reader = Strict()
    reader.open_ = []
    reader.feed(page(board(some, hide=True), translator("nl")))
    assert reader.open_ == []


def test_the_page_shows_each_report_with_its_bars(some: list[Report]) -> None:
    tree = printed(board(some, hide=False), "en")
    lines = tree.xpath("//table[@class='overview']/tbody/tr")
    names = [line.xpath("string(th/a)") for line in lines]
    assert names == ["Charleroi", "Gand", "Liège", "Liège", "Tielt"]
    liege = lines[2]
    assert liege.xpath("td[1]")[0].text_content().strip() == "2015"
    assert liege.xpath("td[2]/span[@class='of']")[0].text_content() == "45 / 40"
    assert liege.xpath("td[2]//*[@role='img']/@aria-label")[0].startswith("113")
    beyond = liege.xpath("td[2]//*[local-name()='path'][@class='beyond']/@d")
    assert beyond == ["M101 7H114"]
    # 25 of 10: the bar stops at 150 per cent, and an arrow says so
    assert lines[0].xpath("td[6]//*[local-name()='path'][@class='arrow']")
    assert len(tree.xpath("//article")) == 5


def test_texts_of_files_are_texts_on_the_page(some: list[Report]) -> None:
    tree = printed(board(some, hide=False))
    assert not list(tree.iter("script"))
    name = "=1+1 <script>alert('x')</script> & \"Tielt\" {{ title }}"
    found = [each for each in tree.iter() if each.text == name]
    assert found
    # it is Dutch, on a French page
    assert {each.get("lang") for each in found} == {"nl"}


def test_the_method_is_told_only_where_something_is_hidden(some: list[Report]) -> None:
    assert printed(board(some, hide=True)).xpath("//p[@class='note']")
    assert not printed(board(some, hide=False)).xpath("//p[@class='note']")


def test_a_row_without_objective_has_no_bar(reports: Reports) -> None:
    path = reports.city(figures(9, (9, 0, 0)))
    data = _read(path.parent / "convention-1.yaml")
    data["objectives"] = figures(9, (9, 0, 0))
    (path.parent / "convention-1.yaml").write_text(json.dumps(data, default=str), encoding="utf-8")
    line = printed(board(loaded([path]), hide=False)).xpath("//table[@class='overview']/tbody/tr")[0]
    assert [len(cell.xpath(".//*[@role='img']")) for cell in line.xpath("td")][:5] == [1, 1, 1, 0, 0]


# the workbook


def _lines(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(min_row=5, values_only=True))


def test_the_workbook_holds_the_numbers_and_charts(some: list[Report]) -> None:
    made = board(some, hide=False)
    book = load_workbook(io.BytesIO(workbook(made, translator("en"))))
    assert book.sheetnames == ["Totals", "Objectives", "Centres", "Other counts", "Members", "Money"]
    objectives = _lines(book["Objectives"])
    assert len(objectives) == 5 * 5
    assert objectives[10][:3] == ("Liège", "62063", "2015")
    assert objectives[10][7:] == (40, 45, 5, 1.13)
    totals = _lines(book["Totals"])
    assert [line[4] for line in totals[:2]] == [45 + 22 + 30 + 19, 41 + 20 + 26 + 14]
    money = _lines(book["Money"])
    assert [line[8] for line in money] == pytest.approx([700.05] * 5 + [4 * 700.05, 700.05])
    assert len(_lines(book["Members"])) == 3
    assert [len(sheet._charts) for sheet in book] == [2, 0, 1, 0, 0, 0]  # type: ignore[attr-defined]
    for sheet in book:
        assert sheet.freeze_panes == "B5"
        assert sheet.auto_filter.ref.startswith("A4:")


def test_no_cell_of_the_workbook_is_a_formula(some: list[Report]) -> None:
    book = load_workbook(io.BytesIO(workbook(board(some, hide=True), translator("nl"))))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert any(str(cell.value).startswith("=1+1") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_the_same_board_gives_the_same_bytes(some: list[Report]) -> None:
    made = board(some, hide=True)
    assert workbook(made, translator("fr")) == workbook(made, translator("fr"))
    assert page(made, translator("fr")) == page(board(some, hide=True), translator("fr"))


def test_one_report_is_enough(reports: Reports) -> None:
    made = board(loaded([reports.city(figures(9, (1, 1, 1)))]), hide=True)
    book = load_workbook(io.BytesIO(workbook(made, translator("nl"))))
    assert len(book.sheetnames) == 5
    assert len(printed(made, "nl").xpath("//article")) == 1


def test_six_hundred_reports_are_printed_in_one_go(reports: Reports) -> None:
    codes = list(municipalities())[:20]
    paths = [reports.city(figures(40 + i % 7, (i % 6, i, 2 * i)), nis=nis) for i, nis in enumerate(codes)]
    # reading files is another matter: the same ones stand here thirty times
    made = board(loaded(paths) * 30, hide=True)
    assert len(printed(made).xpath("//article")) == 600
    for total, parts in sums_of(made):
        assert sum(isinstance(each, Hidden) for each in (total, *parts)) != 1
    with zipfile.ZipFile(io.BytesIO(workbook(made, translator("fr")))) as archive:
        assert sum("charts/chart" in name for name in archive.namelist()) == 1 + 24
