"""Measures a workbook of many files: made from a folder, read back, checked, marked.

Usage: .venv/bin/python -m benchmarks.workbooks [files]

Each of the first so many municipalities (all 589 unless told) gets a centre and a convention, those of Gent; with the
lists of that convention. Seconds of the processor, in one run; nothing here is a test.
"""

from __future__ import annotations

import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from generator import excel
from generator.campaigns import campaign
from generator.excel import Fate, canonical
from generator.locales import translator
from generator.municipalities import municipalities
from generator.source import read
from tests.country import own_numbers

ROOT = Path(__file__).parent.parent
_Made = TypeVar("_Made")


def main(many: int) -> None:
    """Print one line for each step."""
    print(f"Python {platform.python_version()}, {platform.machine()}")
    layout = excel.layout("convention-city")
    with tempfile.TemporaryDirectory() as name:
        folder, book = Path(name), Path(name, "book.xlsx")
        _dossiers(folder, many)
        files = _timed(
            f"{many} conventions read from a folder", lambda: excel.from_folder(layout, folder)
        ).files
        make = lambda: excel.workbook(layout, translator("fr"), campaign(2015), files)  # noqa: E731
        book.write_bytes(_timed("workbook made", make))
        print(f"{'size of the workbook':60} {book.stat().st_size // 1024:8} kB")
        found = _timed("workbook read", lambda: excel.read(book))
        made = _timed("each row checked, and compared with its file", lambda: excel.plan(found, folder))
        assert made.count(Fate.UNCHANGED) == many
        again = excel.read(book)
        for path in folder.glob("convention-city-*.yaml"):
            path.unlink()
        made = _timed("each row checked, for new files", lambda: excel.plan(again, folder))
        assert made.count(Fate.WRITTEN) == many
        _timed(
            "copy marked, in a process of its own",
            lambda: excel.marked_in_time(book, found, made.faults, "fr"),
        )
    used = (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
    )
    print(f"{'memory, this process and the one that marks':60} {used[0] // 1024:4} and {used[1] // 1024} MB")


def _dossiers(folder: Path, many: int) -> None:
    """Write the files, all of them those of Gent."""
    kinds = {"cpas": "centres", "convention-city": "conventions"}
    data: dict[str, Any] = {
        k: read(ROOT / "examples" / where / "gent.yaml").data for k, where in kinds.items()
    }
    for number, nis in enumerate(list(municipalities())[:many]):
        enterprise, iban = own_numbers(number)
        own = {
            "cpas": {"nis": nis, "enterprise_number": enterprise, "iban": iban},
            "convention-city": {"centre": f"cpas-{nis}.yaml"},
        }
        for kind, values in own.items():
            text = canonical.text_of(excel.layout(kind), {**data[kind], **values})
            (folder / f"{kind}-{nis}.yaml").write_text(text, encoding="utf-8")


def _timed(what: str, call: Callable[[], _Made]) -> _Made:
    def used() -> float:
        return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])

    begun = used()
    made = call()
    print(f"{what:60} {used() - begun:8.2f} s")
    return made


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 589)
