"""The kinds of documents that are proved: their templates, read and compiled once, and their data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from generator import catalog, templates
from generator.locales import LANGUAGES, Language
from generator.rendering import CompiledTemplate, Rendered, compile_template
from tests.proving.data import Data, Shape, shape_of
from tests.proving.printing import Printing
from tests.proving.reading import Template, read
from tests.proving.writing import writer

FAMILIES: Final = {
    "binder": "ministerial",
    **{name: kind.family for kind in catalog.kinds().values() for name in kind.documents},
}
"""The family of each template."""
KINDS: Final = sorted(FAMILIES)
SUBJECT: Final = "Qx99999z & « < »"
DAY: Final = date(2015, 3, 1)


@dataclass(frozen=True)
class Case:
    """A document that must be: the data, and what must be printed of them."""

    name: str
    kind: str
    language: Language
    values: dict[str, Any]

    @cached_property
    def wanted(self) -> Printing:
        """Tell what must be printed, where and how often."""
        return Printing(self.values, writer(self.language)).of(template(self.kind, self.language).filled)

    def rendered(self, by: CompiledTemplate | None = None) -> Rendered:
        """Render it through the door of the program; `by` is another template than that of the kind."""
        return (by or compiled(self.kind, self.language)).render(self.values, SUBJECT, DAY)


def path_of(kind: str, language: Language) -> Path:
    """Give the file of a template."""
    return templates.path_of(FAMILIES[kind], kind, language)


@cache
def template(kind: str, language: Language) -> Template:
    """Read a template, by the means of the proof."""
    return read(path_of(kind, language))


@cache
def compiled(kind: str, language: Language) -> CompiledTemplate:
    """Compile a template, by those of the program."""
    return compile_template(path_of(kind, language), language)


@cache
def shape(kind: str) -> Shape:
    """Give what both languages ask for."""
    return shape_of(template(kind, language) for language in LANGUAGES)


@cache
def contexts(kind: str) -> dict[str, dict[str, Any]]:
    """Make the data of a kind, which both languages print."""
    return dict(Data(shape(kind), kind).contexts())


@cache
def cases(kind: str, language: Language) -> tuple[Case, ...]:
    """Give the documents of a kind in a language, one for each context."""
    return tuple(Case(name, kind, language, values) for name, values in contexts(kind).items())
