"""Wheel, sdist and editable install carry the same files."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from generator import resources
from tests.conftest import ROOT

_PACKED = "generator/_resources/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build both, without an environment of its own."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return out


def _checkout() -> set[str]:
    """Give the files of the editable install: those of the folders of the checkout."""
    return {
        f"{name}/{path.relative_to(resources.folder(name)).as_posix()}"
        for name in resources.FOLDERS
        for path in resources.folder(name).rglob("*")
        if path.is_file()
    }


def test_the_wheel_carries_every_file_that_the_program_reads(built: Path) -> None:
    """Schemas, templates, campaigns, data and catalogues are in it, no more and no less."""
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        names = archive.namelist()
    carried = {name.removeprefix(_PACKED) for name in names if name.startswith(_PACKED)}
    assert carried == _checkout()
    modules = {name for name in names if name.startswith("generator/") and name.endswith(".py")}
    assert modules == {p.relative_to(ROOT).as_posix() for p in (ROOT / "generator").rglob("*.py")}
    assert "generator/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_sdist_carries_them_at_its_top_level(built: Path) -> None:
    """So a wheel can be built from it; the tests and examples are there too."""
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= _checkout()
    assert {"tests/conftest.py", "examples/centres/gent.yaml", "LICENSE", "README.md"} <= names


def test_every_folder_has_files() -> None:
    """An empty set would equal an empty set."""
    assert {name.split("/")[0] for name in _checkout()} == set(resources.FOLDERS)
    assert len(_checkout()) >= 15
