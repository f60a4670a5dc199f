"""What the tests of the workbooks share: sheets by their technical names, and the files of a folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.catalog import kinds
from generator.cli.program import run
from generator.excel import Layout, layout
from generator.source import Source, read
from tests.conftest import EXAMPLES

FIRST = 4
"""The first row to fill in."""
KINDS = [name for name, kind in kinds().items() if not kind.private]
"""The kinds that have a workbook: all but those on persons."""


def open_(path: Path) -> Workbook:
    """Open a workbook that we wrote."""
    return openpyxl.load_workbook(path)


def table(book: Workbook, name: str = "") -> Worksheet:
    """Give the sheet of a list by its technical name, or the first one."""
    for sheet in book.worksheets:
        mark = str(sheet["A1"].value)
        if mark.startswith("cpas ") and mark.partition("/")[2] == name:
            return sheet
    raise AssertionError(name)


def columns(sheet: Worksheet) -> dict[str, int]:
    """Give the number of each column by its technical name."""
    return {str(cell.value): cell.column for cell in sheet[1][1:] if cell.value}


def cell(sheet: Worksheet, row: int, key: str) -> Any:
    """Give a cell by its row and the technical name of its column."""
    return sheet.cell(row, columns(sheet)[key] if key else 1)


def changed(path: Path, change: Callable[[Workbook], object]) -> None:
    """Change a workbook as somebody does in Excel."""
    book = open_(path)
    change(book)
    book.save(path)


def texts(sheet: Worksheet) -> Iterator[Any]:
    """Give all cells of a sheet that hold something."""
    return (each for row in sheet.iter_rows() for each in row if each.value is not None)


def copied(folder: Path) -> Path:
    """Copy the examples, so that files that refer to each other stay together."""
    return Path(shutil.copytree(EXAMPLES, folder / "examples"))


def filled(folder: Path, made: Path, kind: str, examples: str, name: str) -> Path:
    """Copy the examples and a workbook of a kind of theirs, which is made once in `made`."""
    if not (made / name).exists():
        tree = copied(made)
        assert (
            run(
                "cpas",
                "fr",
                ("excel", "template", kind, "--from", str(tree / examples), "-o", str(made / name)),
            )
            == 0
        )
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return folder / name


def files_of(folder: Path, kind: str) -> dict[str, Source]:
    """Read the files of a kind in a folder, by their names."""
    found = {path.name: read(path) for path in sorted(folder.glob("*.yaml"))}
    return {n: s for n, s in found.items() if isinstance(s.data, dict) and s.data.get("kind") == kind}


def leaves(made: Layout) -> int:
    """Count the values that a file of a kind may hold, by its schema and not by the columns."""

    def count(node: dict[str, Any]) -> int:
        if node.get("type") == "array":
            return count(node["items"])
        if "properties" not in node:
            return 0 if "const" in node else 1
        return sum(count(part) for part in node["properties"].values())

    return count(dict(made.node))


def all_layouts() -> list[Layout]:
    """Give the tables of all kinds but those on persons."""
    return [layout(name) for name in KINDS]
