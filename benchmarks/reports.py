"""Measures final reports side by side with what one would do without us.

Usage: .venv/bin/python -m benchmarks.reports [expenses]

One report with 3 and one with many expenses (300 unless told), in one run: rendering against plain docxtpl, PDF by
the embedded engine and by LibreOffice, the whole way against the naive loop (docxtpl, then soffice); then the sheet
of expenses written and read, the records of the examples counted, and a dashboard of the examples. Medians; nothing
here is a test.
"""

from __future__ import annotations

import io
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from docxtpl import DocxTemplate

from generator import context, dashboards, engines, expenses, pipeline, templates
from generator.campaigns import campaign
from generator.engines import libreoffice
from generator.locales import translator
from generator.pipeline import Checked, Checker
from generator.rendering.environment import TemplateEnvironment
from generator.source import below
from tests.reporting import expense, ordinary, written

ROOT = Path(__file__).parent.parent


def main(many: int) -> None:
    """Print one table for each number of expenses, and one for what stands around."""
    print(f"Python {platform.python_version()}, {platform.machine()}")
    with tempfile.TemporaryDirectory() as folder:
        for count in (3, many):
            path = written(
                Path(folder) / str(count),
                ordinary(expenses=[expense(number) for number in range(1, count + 1)]),
                amount="50000.00",
            )
            _report(path, count)
    _around()


def _report(path: Path, count: int) -> None:
    print(f"\nA report with {count} expenses")
    checking = _timed(lambda: Checker().check(path))
    checked = Checker().check(path)
    _row("read and checked", checking)
    pipeline.render(checked, "fr")
    plain, proved = _timed(lambda: _docxtpl(checked)), _timed(lambda: pipeline.render(checked, "fr"))
    _row("DOCX, plain docxtpl", plain)
    _row("DOCX, compiled, context made and every value proved", proved)
    document, _ = pipeline.render(checked, "fr")
    assert document is not None
    embedded = engines.create("embedded")
    pipeline.convert({"a": document}, embedded)
    whole = _timed(lambda: pipeline.convert({"a": document}, embedded))
    _row("PDF, embedded engine, finished and proved", whole)
    if libreoffice.find():
        office = engines.create("libreoffice")
        alone = _timed(lambda: office.convert({"a": document.rendered.docx}), rounds=3)
        _row("PDF, LibreOffice, not proved", alone)
        _row("whole way, naive loop (docxtpl and soffice)", plain + alone)
    _row("whole way, this program, warm", proved + whole)


def _around() -> None:
    print("\nAround the report")
    words, year = translator("fr"), campaign(2015)
    _row("sheet of expenses written", _timed(lambda: expenses.template(words, ("fr",), year)))
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "x.xlsx"
        sheet.write_bytes(expenses.template(words, ("fr",), year))
        _row("empty sheet of expenses read", _timed(lambda: expenses.read(sheet)))
    people = below(ROOT / "examples" / "piis")
    _row(f"{len(people)} records checked and counted", _timed(lambda: Checker().count(people, year)))
    paths = sorted((ROOT / "examples" / "reports").glob("*.yaml"))
    reports = [each.case.dossier for each in map(Checker().check, paths) if each.case]
    board = dashboards.board(reports, hide=True)  # type: ignore[arg-type]
    _row("dashboard of four reports, page", _timed(lambda: dashboards.page(board, words)))
    _row("dashboard of four reports, workbook", _timed(lambda: dashboards.workbook(board, words)))


def _docxtpl(checked: Checked) -> None:
    assert checked.case is not None
    assert checked.kind is not None
    template = DocxTemplate(templates.path_of(checked.kind.family, checked.kind.name, "fr"))
    environment = TemplateEnvironment("fr")
    template.render({**context.build(checked.case.dossier, "fr"), "_printed": []}, jinja_env=environment)
    template.save(io.BytesIO())


def _timed(call: Callable[[], object], rounds: int = 5) -> float:
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return median(taken) * 1000


def _row(what: str, milliseconds: float) -> None:
    print(f"  {what:<58}{milliseconds:>10.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
