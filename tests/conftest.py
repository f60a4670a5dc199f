"""What the tests share: sound dossiers, and whether LibreOffice is here."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from generator import batch
from generator.cli.program import run
from generator.engines import libreoffice
from generator.locales import Language
from generator.pipeline import Checked, Checker

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
CONVENTIONS = sorted((EXAMPLES / "conventions").glob("*.yaml"))
PERSONS = sorted((EXAMPLES / "piis").glob("*/*.yaml"))
WHOLE_WAY = EXAMPLES / "verviers"
REPORTS = [*sorted((EXAMPLES / "reports").glob("*.yaml")), WHOLE_WAY / "rapport.yaml"]
DECISIONS = sorted((EXAMPLES / "ministerial" / "decisions").glob("*.yaml"))
MINISTERIAL = [*DECISIONS, *sorted((EXAMPLES / "ministerial").glob("*.yaml"))]

THOROUGH = bool(os.environ.get("CPAS_THOROUGH"))
"""Take larger samples, for a run that may last an hour: CPAS_THOROUGH=1 bash tools/check."""

needs_libreoffice = pytest.mark.skipif(
    libreoffice.find() is None and not os.environ.get("CI"), reason="LibreOffice is not installed"
)
"""Skips where LibreOffice is missing, but never in CI: there it must be installed."""


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the languages and colours of the machine out of the tests."""
    for name in (
        "CPAS_LANG",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "NO_COLOR",
        "FORCE_COLOR",
        "CPAS_ALLOCATIONS",
        "SOURCE_DATE_EPOCH",
    ):
        monkeypatch.delenv(name, raising=False)


def checked(path: Path, *languages: Language) -> Checked:
    """Check one example."""
    return Checker(languages or None).check(path, path.as_posix())


Edit = Callable[[dict[str, object]], None]


@pytest.fixture
def dossier(tmp_path: Path) -> Callable[..., Path]:
    """Give a function that writes an example, changed, and returns the path of the file."""

    def write(edit: Edit | None = None, example: str = "gent", centre: Edit | None = None) -> Path:
        original = EXAMPLES / "conventions" / f"{example}.yaml"
        data = yaml.load(original.read_text(encoding="utf-8"), yaml.BaseLoader)
        field = "promoter" if "promoter" in data else "centre"
        of_centre = yaml.load((original.parent / data[field]).read_text(encoding="utf-8"), yaml.BaseLoader)
        if edit is not None:
            edit(data)
        if centre is not None:
            centre(of_centre)
        data[field] = "centre.yaml"
        (tmp_path / "centre.yaml").write_text(_dumped(of_centre), encoding="utf-8")
        path = tmp_path / f"{example}.yaml"
        path.write_text(_dumped(data), encoding="utf-8")
        return path

    return write


def _dumped(data: object) -> str:
    """Write YAML whose texts are quoted and whose numbers and truth values are not."""

    class Dumper(yaml.SafeDumper):
        pass

    def scalar(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
        plain = text in ("true", "false") or text.replace(".", "", 1).replace("-", "", 1).isdigit()
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')

    Dumper.add_representer(str, scalar)
    Dumper.ignore_aliases = lambda _self, _data: True  # type: ignore[method-assign, assignment]
    text = yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False)
    # PyYAML quotes what would be read as a number: take those quotes off again
    import re

    return re.sub(r"""(?m)(:|-) '(-?[0-9]+(?:\.[0-9]+)?|true|false)'$""", r"\1 \2", text)


def codes(path: Path, *languages: Language, amounts: Path | None = None) -> list[str]:
    """Give the codes that are found in a file, in the order of the report."""
    report = batch.check([path.as_posix()], Checker(languages or None, amounts))
    return [finding.code for finding in report.findings]


Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Give a function that runs the program and returns exit code, output and errors."""

    def typed(*arguments: str, program: str = "cpas", language: str = "fr") -> tuple[int, str, str]:
        code = run(program, "fr" if language == "fr" else "nl", arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return typed
