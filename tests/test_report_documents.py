"""The documents of the final report: their words, their pages, with 3 and with 300 expenses."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml

from generator import engines, pipeline
from generator.formats import euro
from generator.locales import LANGUAGES, Language
from tests.conftest import REPORTS, WHOLE_WAY, needs_libreoffice
from tests.pages import PAGE, approved, pages_of, words_of
from tests.people import both
from tests.reporting import checked, expense, ordinary, written

ALL = [
    pytest.param(path, language, id=f"{path.stem}.{language}") for path in REPORTS for language in LANGUAGES
]
SIGNATURE = {"fr": "Signature", "nl": "Handtekening"}
HEADER = {"fr": "Lien direct", "nl": "Rechtstreeks verband"}


@pytest.mark.parametrize(("path", "language"), ALL)
def test_the_words_of_a_report_are_those_that_were_approved(
    path: Path, language: Language, tmp_path: Path
) -> None:
    """Compared with a text that people read."""
    name = f"report-{path.parent.name}-{path.stem}.{language}"
    assert words_of(path, language, tmp_path) == approved(name, path, language, tmp_path)


@pytest.mark.parametrize("engine", ["embedded", pytest.param("libreoffice", marks=needs_libreoffice)])
@pytest.mark.parametrize(("path", "language"), ALL)
def test_the_pages_are_those_of_an_official_document(path: Path, language: Language, engine: str) -> None:
    """Numbered pages; a summary on the first; the signatures do not stand alone."""
    pages = [" ".join(page.split()) for page in pages_of(path, language, engine)]
    for number, page in enumerate(pages, 1):
        assert PAGE[language].format(page=number, pages=len(pages)) in page
    assert "▪" in pages[0]
    before = pages[-1].split(SIGNATURE[language])[0]
    assert len(before.split()) > 25, "the certification keeps with the signatures"


def _pages(path: Path, language: Language, engine: str = "embedded") -> list[str]:
    document, lost = pipeline.render(checked(path), language)
    assert document is not None
    assert lost == []
    finished = pipeline.convert({"a": document}, engines.create(engine))["a"]
    assert finished.faults == ()
    assert finished.torn_tables == ()
    pdf = pypdfium2.PdfDocument(finished.pdf)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    pdf.close()
    return pages


@pytest.mark.parametrize("engine", ["embedded", pytest.param("libreoffice", marks=needs_libreoffice)])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [3, 300])
def test_a_table_of_expenses_goes_over_the_pages_in_whole_rows(
    count: int, language: Language, engine: str, tmp_path: Path
) -> None:
    """Each page repeats the header; a row begins and ends on one page; subtotals and totals are there."""
    entries = [
        expense(
            number,
            "1000.00",
            "37.5",
            **{
                "class": "staff" if number % 3 == 0 else "operating",
                "link": both(f"alpha{number:03}x " + "mot " * 30, f"alpha{number:03}x " + "woord " * 30),
                "proportion": both(f"{'mot ' * 30}omega{number:03}x", f"{'woord ' * 30}omega{number:03}x"),
            },
        )
        for number in range(1, count + 1)
    ]
    pages = _pages(written(tmp_path, ordinary(expenses=entries), amount="200000.00"), language, engine)
    for number in range(1, count + 1):
        first = [i for i, page in enumerate(pages) if f"alpha{number:03}x" in page]
        last = [i for i, page in enumerate(pages) if f"omega{number:03}x" in page]
        assert first == last
        assert len(first) == 1
        assert HEADER[language] in pages[first[0]]
    staff = count // 3
    text = re.sub(r"\s", " ", " ".join(pages))
    for sum_ in (staff, count - staff, count):
        shown = re.sub(r"\s", " ", euro(Decimal("375.00") * sum_, language))
        assert shown in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_of_the_report_are_those_of_an_independent_count(language: Language) -> None:
    """Convention, records and expenses of the whole way, added up here with nothing of the program."""
    expected = _by_hand()
    pages = " ".join(" ".join(pages_of(WHOLE_WAY / "rapport.yaml", language, "embedded")).split())
    found, _ = pipeline.render(checked(WHOLE_WAY / "rapport.yaml"), language)
    assert found is not None
    printed = {value.expression: value.text for value in found.rendered.printed}
    for expression, value in expected.items():
        texts = {str(value)} if isinstance(value, int) else {euro(value, language)}
        assert printed[expression] in texts, expression
        assert " ".join(printed[expression].split()) in pages


def load(path: Path) -> Any:
    """Read YAML as texts only, with nothing of the program."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def _by_hand() -> dict[str, int | Decimal]:
    """Count the files of persons and add up the expenses, from the YAML alone."""
    files = {path: load(path) for path in sorted((WHOLE_WAY / "personnes").rglob("*.yaml"))}
    rows = {
        "piis-preparation": "socioprofessional",
        "piis-workshop": "autonomy",
        "piis-volunteering": "volunteering",
    }
    contracts = {path: data for path, data in files.items() if data["kind"] in rows}
    signed = {path: data for path, data in contracts.items() if "date" in data.get("signature", {})}
    person = {path: path.parent.name for path in signed}
    people = {row: {person[p] for p, d in signed.items() if rows[d["kind"]] == row} for row in rows.values()}
    balances = {path.parent.name for path, data in files.items() if data["kind"] == "social-balance"}
    progress: dict[str, set[str]] = {row: set() for row in rows.values()}
    for path in signed:
        folder = path.parent
        balance = load((folder / signed[path]["balance"]).resolve())
        start = {each["id"]: each for each in balance.get("measurement", [])}
        last: dict[str, int] = {}
        held = [
            d
            for p, d in files.items()
            if d["kind"] == "piis-evaluation" and (p.parent / d["contract"]).resolve() == path
        ]
        for each in sorted(held, key=lambda d: int(d["number"])):
            last |= {m["id"]: int(m["level"]) for m in each.get("measurement", []) if "level" in m}
        for name, level in last.items():
            if level > int(start[name]["level"]):
                progress[start[name].get("towards", "autonomy")].add(person[path])
    report, convention = load(WHOLE_WAY / "rapport.yaml"), load(WHOLE_WAY / "convention.yaml")
    charged = Decimal(0)
    for each in report["expenses"]:
        thousandths = Decimal(each["amount"]) * Decimal(each["share"]) * 10
        charged += (thousandths + 5) // 10 / 100
    amount = Decimal(convention["amount"])
    advance = Decimal(int((amount * 100 + 1) // 2)) / 100
    everybody = set().union(*people.values())
    return {
        "rows.social_balances.realised|number": len(balances),
        "rows.total.realised|number": len(everybody),
        **{f"rows.{row}.realised|number": len(found) for row, found in people.items()},
        **{f"results.progress.{row}|number": len(found) for row, found in progress.items()},
        "results.trajectories|number": len(signed),
        "settlement.charged|euro": charged.quantize(Decimal("0.01")),
        "settlement.eligible|euro": min(charged, amount).quantize(Decimal("0.01")),
        "settlement.advance|euro": advance.quantize(Decimal("0.01")),
    }
