"""The house stands as docs/architecture.md draws it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

MODULES = sorted((ROOT / "generator").rglob("*.py"))


def test_a_floor_imports_only_floors_below_it() -> None:
    """import-linter holds the contract of pyproject.toml."""
    program = ROOT / ".venv" / "bin" / "lint-imports"
    command = [str(program)] if program.exists() else [sys.executable, "-m", "importlinter.cli"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_module_fits_on_a_few_pages(path: Path) -> None:
    """None has more than 400 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_message_is_made_inside_an_f_string(path: Path) -> None:
    """The extraction of the catalogues does not see it there, and it would stay English."""
    assert not re.search(r"""\bf["'][^\n]*\{[^}\n]*\bmsg\(""", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("docxtpl", {"rendering"}),
        ("jinja2", {"rendering", "dashboards", "pairs", "reviews"}),
        ("pypdf", {"pdf.py", "binders"}),
        ("pikepdf", {"pdf.py", "binders"}),
        ("pypdfium2", {"pdf.py", "binders"}),
        ("rdocx", {"engines"}),
        ("yaml", {"source"}),
        ("click", {"cli"}),
        ("openpyxl", {"sheets", "expenses", "excel", "dashboards", "summaries.py", "workbooks.py"}),
    ],
)
def test_a_library_is_known_in_one_room(library: str, rooms: set[str]) -> None:
    """Its exceptions and its habits stop at the border of that room."""
    found = {
        path.relative_to(ROOT / "generator").parts[0]
        for path in MODULES
        if re.search(rf"(?m)^\s*(?:import|from) {library}\b", path.read_text(encoding="utf-8"))
    }
    assert found == rooms
