"""Measures many contracts in one call, and the count of thousands of records.

Usage: .venv/bin/python -m benchmarks.persons [persons]

The persons are copies of one of the examples under other numbers. Rendering is measured on a tenth of
them, whole way to proved PDF, beside the conventions of the examples; reading and counting on all.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from generator import batch, counting, pseudonyms
from generator.batch import Options
from generator.campaigns import campaign
from generator.pipeline import Checker

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "piis" / "D-2015-0001"


def main(persons: int) -> None:
    """Print one table."""
    with tempfile.TemporaryDirectory() as folder:
        made = copies(Path(folder), persons)
        files = batch.find_files([str(made)])
        start = time.perf_counter()
        report = batch.check(files, Checker())
        read = time.perf_counter() - start
        year = campaign(2015)
        start = time.perf_counter()
        dossiers = [each.case.dossier for each in report.files if each.case is not None]
        figures = counting.count(
            dossiers, year, date(2015, 12, 31), lambda identity: pseudonyms.pseudonym(bytes(32), identity)
        )
        counted = time.perf_counter() - start
        people = next(each for each in figures if each.name == "pathways").value
        assert people == persons
        print(
            f"{len(files)} records of {persons} persons read and checked: {read:.1f} s ({read / len(files) * 1000:.2f} ms each)"
        )
        print(f"counted, {len(figures)} figures: {counted:.2f} s")
        contracts = [file for file in files if file.endswith("/piis.yaml")][: max(1, persons // 10)]
        conventions = [str(path) for path in sorted((ROOT / "examples" / "conventions").glob("*.yaml"))]
        for name, paths in (("convention", conventions), ("contract", contracts)):
            took, count, pages = _rendered(paths, Path(folder) / name)
            print(
                f"{name}: {count} documents, {pages} pages, {took / count * 1000:.0f} ms each, {took / pages * 1000:.0f} ms a page"
            )


def _rendered(paths: list[str], out: Path) -> tuple[float, int, int]:
    """Render in one call; give seconds, documents, pages."""
    report = batch.check(paths, Checker(("fr",)))
    start = time.perf_counter()
    results = list(batch.render(batch.plan(report), Options(out)))
    took = time.perf_counter() - start
    assert all(each.status == "written" for each in results)
    return took, len(results), sum(each.pages or 0 for each in results)


def copies(folder: Path, persons: int) -> Path:
    """Write the files of so many persons: a balance, a contract, three evaluations each."""
    (folder / "centres").mkdir()
    for centre in (ROOT / "examples" / "centres").glob("*.yaml"):
        shutil.copy(centre, folder / "centres")
    texts = {path.name: path.read_text(encoding="utf-8") for path in EXAMPLE.glob("*.yaml")}
    for number in range(persons):
        place = folder / "piis" / f"D-{number:05}"
        place.mkdir(parents=True)
        for name, text in texts.items():
            renamed = re.sub(r"(?m)^  niss: .*\n", "", text.replace("2015-0001", f"2015-{number:05}"))
            (place / name).write_text(renamed, encoding="utf-8")
    return folder / "piis"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
