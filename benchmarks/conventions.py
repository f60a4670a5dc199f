"""Measures a convention side by side with what one would do without us.

Usage: .venv/bin/python -m benchmarks.conventions [documents]

In one run, on the same four dossiers in both languages: rendering against plain docxtpl; PDF by the
embedded engine and by LibreOffice; the whole way, warm and cold, against the naive loop (docxtpl, then
soffice once for each document). Medians; nothing here is a test.
"""

from __future__ import annotations

import io
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from docxtpl import DocxTemplate

from generator import context, engines, pipeline, templates
from generator.engines import libreoffice
from generator.locales import LANGUAGES, Language
from generator.pipeline import Checked, Checker
from generator.rendering import compile_template
from generator.rendering.environment import LEDGER, TemplateEnvironment

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples" / "conventions").glob("*.yaml"))


def main(rounds: int) -> None:
    """Print one table."""
    dossiers = [(Checker().check(path), language) for path in EXAMPLES for language in LANGUAGES]
    rows: list[tuple[str, float, float]] = []

    plain = _each(dossiers, 3, docxtpl)
    _each(dossiers, 1, _compiled)
    ours = _each(dossiers, rounds, _compiled)
    proved = _each(dossiers, rounds, pipeline.render)
    both = [(Checker(LANGUAGES).check(path), language) for path in EXAMPLES for language in LANGUAGES]
    compared = _each(both, rounds, lambda checked, _: pipeline.render_all(checked)) / len(LANGUAGES)
    rows += [
        ("DOCX, plain docxtpl", plain, 1),
        ("DOCX, compiled template", ours, plain / ours),
        ("DOCX, compiled, context made and every value proved", proved, plain / proved),
        ("DOCX, the same, in both languages that are compared, each", compared, plain / compared),
    ]

    documents = {}
    for number, (checked, language) in enumerate(dossiers):
        document, _ = pipeline.render(checked, language)
        assert document is not None
        documents[str(number)] = document
    embedded = engines.create("embedded")
    pipeline.convert({"0": documents["0"]}, embedded)  # the libraries are imported once a run
    bare = _timed(lambda: embedded.convert({k: d.rendered.docx for k, d in documents.items()})) / len(
        documents
    )
    whole = _timed(lambda: pipeline.convert(documents, embedded)) / len(documents)
    rows.append(("PDF, embedded engine alone", bare, 0))
    rows.append(("PDF, embedded engine, finished and proved", whole, 0))
    one = naive = 0.0
    if libreoffice.find():
        office = engines.create("libreoffice")
        all_at_once = _timed(lambda: pipeline.convert(documents, office)) / len(documents)
        rows.append(("PDF, LibreOffice, 8 in one call, finished and proved", all_at_once, 0))
        naive = median(_timed(lambda d=d: _naive(*d)) for d in dossiers)  # type: ignore[misc]
        rows.append(("Whole way, naive loop: docxtpl, then soffice for each", naive, 1))
    warm = proved + whole
    rows.append(("Whole way, this program, warm, one process", warm, naive / warm))

    with tempfile.TemporaryDirectory() as out:
        program = [sys.executable, "-m", "generator"]
        helped = median(_timed(lambda: run([*program, "--help"])) for _ in range(7))
        cold = [*program, "render", str(EXAMPLES[0]), "-o", out, "--to", "docx,pdf"]
        one = median(_timed(lambda: run(cold)) for _ in range(5))
    rows.append(("Cold: `cpas --help`", helped, 0))
    rows.append(("Cold: `cpas render` of one convention, DOCX and PDF", one, naive / one))

    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n"
    )
    print("| what | ms a document | times faster |\n|---|---:|---:|")
    for name, seconds, ratio in rows:
        print(f"| {name} | {seconds * 1000:.1f} | {f'{ratio:.1f}' if ratio else ''} |")


def _each(
    dossiers: list[tuple[Checked, Language]], rounds: int, call: Callable[[Checked, Language], object]
) -> float:
    """Give the median over all dossiers of the median over the rounds."""
    return median(
        median(_timed(lambda c=c, language=language: call(c, language)) for _ in range(rounds))  # type: ignore[misc]
        for c, language in dossiers
    )


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


_CONTEXTS: dict[tuple[str, Language], tuple[Any, Path, dict[str, Any]]] = {}


def _prepared(checked: Checked, language: Language) -> tuple[Any, Path, dict[str, Any]]:
    key = (checked.source.path, language)
    if key not in _CONTEXTS:
        assert checked.case is not None
        assert checked.kind is not None
        path = templates.path_of(checked.kind.family, checked.kind.name, language)
        values = context.build(checked.case.dossier, language)
        _CONTEXTS[key] = compile_template(path, language), path, values
    return _CONTEXTS[key]


def docxtpl(checked: Checked, language: Language) -> bytes:
    """Render as one would without us: the template is read and prepared for each document."""
    _, path, values = _prepared(checked, language)
    template = DocxTemplate(path)
    template.render({**values, LEDGER: []}, TemplateEnvironment(language), autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def _compiled(checked: Checked, language: Language) -> object:
    template, _, values = _prepared(checked, language)
    return template.render(values, "2015/X")


def _naive(checked: Checked, language: Language) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.docx"
        path.write_bytes(docxtpl(checked, language))
        soffice = libreoffice.find()
        assert soffice is not None
        run([soffice, "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)])
        assert (Path(folder) / "x.pdf").is_file()


def run(command: list[str]) -> None:
    """Run a command to its end."""
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
