"""Keeps the gettext catalogues: `python -m tools.catalogs update`, then translate, then again, then `check`.

Texts come from calls of `msg` and `N_` in the code, from the manuals of the rules, and from titles
and descriptions in the schemas. The compiled catalogues are kept too, so that an installation from
a checkout speaks French and Dutch; a test says when one of the files is behind.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from generator.cli import click_words
from generator.rules import FOLDER_RULES, RULES

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "locales"
LANGUAGES = ("fr", "nl")
_SHOWN = ("title", "description", "x-expected", "x-sheet")


def template() -> Catalog:
    """Collect all texts that the program shows."""
    catalog = Catalog(project="cpas-generator", charset="utf-8")
    found = extract_from_dir(
        ROOT / "generator", method_map=[("**.py", "python")], keywords={"msg": None, "N_": None}
    )
    for module, _, text, _, _ in found:
        catalog.add(text if isinstance(text, str) else text[0], locations=[(f"generator/{module}", 0)])
    for code, rule in {**RULES, **FOLDER_RULES}.items():
        catalog.add(rule.manual, locations=[(code, 0)])
        catalog.add(rule.source, locations=[(code, 0)])
    for path in sorted((ROOT / "schemas").glob("*.json")):
        if path.name != "campaign.schema.json":
            for text in _schema_texts(json.loads(path.read_text(encoding="utf-8"))):
                catalog.add(text, locations=[(f"schemas/{path.name}", 0)])
    for text in click_words.WORDS:
        catalog.add(text, locations=[("click", 0)])
    for one, many in click_words.PLURALS:
        catalog.add((one, many), locations=[("click", 0)])
    return catalog


def _schema_texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (value for key, value in node.items() if key in _SHOWN and isinstance(value, str))
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from _schema_texts(each)


def is_translated(text: Any) -> bool:
    """Tell whether a text has its translation, in each of its forms."""
    return bool(text) and all([text] if isinstance(text, str) else text)


def path_of(language: str) -> Path:
    """Give the catalogue of a language."""
    return LOCALES / language / "LC_MESSAGES" / "cpas.po"


def updated(language: str) -> Catalog:
    """Give the catalogue of a language with the texts of today; what is new has no translation."""
    path = path_of(language)
    catalog = Catalog(locale=language, project="cpas-generator", charset="utf-8")
    if path.exists():
        catalog = read_po(io.BytesIO(path.read_bytes()), locale=language)
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    return catalog


def written(catalog: Catalog) -> bytes:
    """Write a catalogue as text; sorted and without dates, so that versions compare well."""
    out = io.BytesIO()
    write_po(out, catalog, width=100, omit_header=False, sort_output=True, include_lineno=False)
    lines = out.getvalue().decode().split("\n")
    dated = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Last-Translator", "Language-Team")
    kept = [
        line
        for line in lines
        if not line.startswith(tuple(f'"{name}' for name in dated))
        and not line.startswith(
            ("# Copyright", "# This file is", "# FIRST AUTHOR", "# Translations template")
        )
    ]
    return "\n".join(kept).encode()


def compiled(language: str) -> bytes:
    """Compile the catalogue of a language as it stands in its file."""
    out = io.BytesIO()
    catalog = read_po(io.BytesIO(path_of(language).read_bytes()), locale=language)
    # Babel would write the clock into the header
    catalog.creation_date = catalog.revision_date = datetime(2015, 1, 1, tzinfo=UTC)
    write_mo(out, catalog)
    return out.getvalue()


def update() -> None:
    """Bring texts and compiled catalogues of all languages up to date."""
    for language in LANGUAGES:
        path = path_of(language)
        catalog = updated(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalog))
        path.with_suffix(".mo").write_bytes(compiled(language))
        missing = sum(1 for m in catalog if m.id and not is_translated(m.string))
        print(f"{path.relative_to(ROOT)}: {len(catalog)} texts, {missing} to translate")


def check() -> int:
    """Print where the languages differ; give how often."""
    from tools import translations

    found = translations.check()
    for fault in found:
        print(fault)
    print(f"{len(found)} faults")
    return len(found)


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    elif sys.argv[1:] == ["check"]:
        sys.exit(bool(check()))
    else:
        sys.exit("python -m tools.catalogs update | check")
