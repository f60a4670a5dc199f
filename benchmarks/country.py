"""Measures the country in one call: 589 conventions in two languages, as DOCX and PDF.

Usage: .venv/bin/python -m benchmarks.country [centres] [--grow]

The whole program is called, with its start, as a civil servant calls it: the first run, the same again with nothing changed,
then with the French template changed. Memory is that of all its processes together, what they share counted once. Beside it, on
a sample: (a) docxtpl and one soffice for each document, (b) docxtpl for all, then one soffice for all, in one process each. With
--grow the cost of a document among 50, 500 and 5 000: balances, contracts and evaluations of 10, 100 and 1 000 persons.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.conventions import docxtpl, run
from benchmarks.persons import copies
from generator.engines import libreoffice
from generator.locales import LANGUAGES
from generator.pipeline import Checker
from tests.country import country

ROOT = Path(__file__).parent.parent
PARTS = ("generator", "schemas", "templates", "campaigns", "data", "locales")
SAMPLE, AT_ONCE = 8, 100
"""Documents for the two other ways."""


@dataclass(frozen=True)
class Run:
    """What a call took."""

    seconds: float
    megabytes: float
    written: int
    unchanged: int


def main(centres: int, *, grow: bool) -> None:
    """Print one table, or two."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for part in PARTS:
            shutil.copytree(
                ROOT / part, folder / "program" / part, ignore=shutil.ignore_patterns("__pycache__")
            )
        conventions = country(folder / "dossiers", centres)
        documents = centres * len(LANGUAGES)
        first = _called(folder, conventions, "--summary", str(folder / "out" / "summary.xlsx"))
        assert first.written == documents
        again = _called(folder, conventions)
        assert again.unchanged == documents
        _change(folder / "program" / "templates" / "conventions" / "convention-city.fr.docx")
        changed = _called(folder, conventions)
        assert (changed.written, changed.unchanged) == (centres, centres)
        each = _one_by_one(conventions)
        once = _all_at_once(conventions, folder)
        print(
            f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n"
        )
        print(f"| {documents} conventions | s | ms a document | memory, MB |\n|---|---:|---:|---:|")
        for name, told in (
            ("first run", first),
            ("nothing changed", again),
            ("one template changed", changed),
        ):
            print(
                f"| {name} | {told.seconds:.1f} | {told.seconds / documents * 1000:.0f} | {told.megabytes:.0f} |"
            )
        ours = first.seconds / documents
        for name, seconds in (
            (f"(a) docxtpl and one soffice for each, by {SAMPLE} of them", each),
            (f"(b) docxtpl, one soffice for all, by {AT_ONCE} of them", once),
        ):
            print(
                f"| {name}: {seconds / ours:.1f} times as long | {seconds * documents:.0f} | {seconds * 1000:.0f} | |"
            )
        if grow:
            print("\n| documents in one call | s | ms a document | memory, MB |\n|---:|---:|---:|---:|")
            for persons in (10, 100, 1000):
                place = folder / f"persons-{persons}"
                place.mkdir()
                told = _called(folder, copies(place, persons), "--language", "fr", out=place / "out")
                count = told.written
                print(
                    f"| {count} | {told.seconds:.1f} | {told.seconds / count * 1000:.0f} | {told.megabytes:.0f} |"
                )


def _called(folder: Path, dossiers: Path, *options: str, out: Path | None = None) -> Run:
    """Call the program, and watch how much memory it and its processes take."""
    language = () if "--language" in options else ("--language", "both")
    call = [
        sys.executable, "-m", "generator", "render", str(dossiers), "-o", str(out or folder / "out"),
        "--format", "json", *language, *options,
    ]  # fmt: skip
    start = time.perf_counter()
    with (folder / "told.json").open("w+b") as told:
        process = subprocess.Popen(call, cwd=folder / "program", stdout=told, stderr=subprocess.DEVNULL)
        peak: list[float] = [0]
        watch = threading.Thread(target=_watch, args=(process, peak))
        watch.start()
        code = process.wait()
        seconds = time.perf_counter() - start
        watch.join()
    assert code == 0
    summary = json.loads((folder / "told.json").read_bytes())["summary"]
    return Run(seconds, peak[0], summary["written"], summary["unchanged"])


def _watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_megabytes, _family(process.pid))))
        time.sleep(0.3)


def _family(pid: int) -> list[int]:
    """Give a process and all that it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in _family(int(child)))]


def _megabytes(pid: int) -> float:
    """Give the memory of a process; what several share is divided among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0)


def _change(template: Path) -> None:
    """Change a word of a template, as a translator does."""
    with zipfile.ZipFile(template) as archive:
        parts = {info.filename: archive.read(info.filename) for info in archive.infolist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"convenu ce qui suit", b"convenu de ce qui suit"
    )
    with zipfile.ZipFile(template, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _one_by_one(conventions: Path) -> float:
    """Make a sample as one would without us: seconds a document."""
    soffice, files = libreoffice.find(), sorted(conventions.glob("*.yaml"))
    assert soffice is not None
    start = time.perf_counter()
    for number in range(SAMPLE):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.docx"
            path.write_bytes(docxtpl(Checker().check(files[number]), LANGUAGES[number % 2]))
            run([soffice, "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)])
    return (time.perf_counter() - start) / SAMPLE


def _all_at_once(conventions: Path, folder: Path) -> float:
    """Make a sample, converting all at the end in one call: seconds a document."""
    soffice, files = libreoffice.find(), sorted(conventions.glob("*.yaml"))
    assert soffice is not None
    out = folder / "once"
    out.mkdir()
    start = time.perf_counter()
    for number in range(AT_ONCE):
        content = docxtpl(Checker().check(files[number // 2 % len(files)]), LANGUAGES[number % 2])
        (out / f"{number}.docx").write_bytes(content)
    run([soffice, "--headless", "--convert-to", "pdf", "--outdir", str(out), *map(str, out.glob("*.docx"))])
    assert len(list(out.glob("*.pdf"))) == AT_ONCE
    return (time.perf_counter() - start) / AT_ONCE


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    main(numbers[0] if numbers else 589, grow="--grow" in sys.argv)
