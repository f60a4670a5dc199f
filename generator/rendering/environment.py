"""The Jinja environment of the templates: sandboxed, strict, escaping, and keeping account.

Text is data: a value is escaped, its line ends become line breaks of Word, and nothing that was
printed is read again as template code.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final

from jinja2 import StrictUndefined, Undefined, nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from generator import formats
from generator.locales import Language
from generator.messages import msg
from generator.rendering.faults import Refused, Unprintable


class Filtered(str):
    """A text that a filter made, with the value that it was made of."""

    __slots__ = ("value",)
    value: Decimal | date | int


_WRITTEN: Final = (str, Markup, int, Filtered)
"""What may be printed without a filter: None, an amount or a date would be written as Python does."""
_LEFTOVER: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
LEDGER: Final = "_printed"
"""The name in the context under which the printed values are written down; no template can say it."""
MARKS: Final = "_marks"
"""The name in the context that asks for marks around each printed value."""
MARK: Final = ("\ue000", "\ue001", "\ue002")
"""Before the number of a printed value, before its text, and behind it: signs that no file may hold."""
_BREAK: Final = Markup('</w:t><w:br/><w:t xml:space="preserve">')


@dataclass(frozen=True, slots=True)
class Printed:
    """A value that a template printed: the expression of the template, and the text."""

    expression: str
    text: str
    value: Decimal | date | int | None = field(default=None, compare=False)
    """What a filter was given."""

    @property
    def filter(self) -> str:
        """The filter that wrote it, if one did."""
        return self.expression.partition("|")[2]


FILTERS: Final[dict[str, tuple[Callable[..., str], type]]] = {
    "euro": (formats.euro, Decimal),
    "words": (formats.in_words, Decimal),
    "number": (formats.number, int),
    "hours": (formats.hours, Decimal),
    "percent": (formats.percent, Decimal),
    "date": (formats.long_date, date),
    "day": (formats.short_date, date),
    "signed": (formats.signed, int),
}
"""What a template may apply to a value, and the type of value that it takes.

Babel would write today's date for a date that is not there, so the type is checked.
"""


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Compiles the parts of the templates of one language."""

    def __init__(self, language: Language) -> None:
        """Allow names, conditions, loops and the filters of the house; nothing else."""
        super().__init__(undefined=StrictUndefined, autoescape=True, cache_size=0)
        self.globals.clear()
        self.filters = {
            name: partial(_apply, name, make, wanted, language) for name, (make, wanted) in FILTERS.items()
        }
        self.filters["_print"] = _print

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        return _Accountant().visit(tree)  # type: ignore[no-any-return]


class _Accountant(NodeTransformer):
    """Wraps each printed expression so that it is escaped once and written down."""

    def visit_Name(self, node: nodes.Name) -> nodes.Name:  # noqa: N802
        if node.name.startswith("_"):
            raise Refused(msg("the name “{name}” is not for templates", name=node.name), node.lineno)
        return node

    def _refuse(self, node: nodes.Node) -> nodes.Node:
        word = type(node).__name__.lower().replace("fromimport", "from")
        raise Refused(msg("a tag with “{word}” stands where it means nothing", word=word), node.lineno)

    visit_Block = visit_Extends = visit_Include = visit_Import = visit_FromImport = visit_Macro = _refuse  # noqa: N815

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802
        self.generic_visit(node)
        for each in node.nodes:
            if isinstance(each, nodes.TemplateData) and (left := _LEFTOVER.search(each.data)):
                told = msg("a tag is not whole: “{text}”", text=_around(each.data, left.start()))
                raise Refused(told, each.lineno, "broken")
        node.nodes = [
            each
            if isinstance(each, nodes.TemplateData)
            else nodes.Filter(
                each, "_print", [nodes.Const(expression(each))], [], None, None, lineno=each.lineno
            )
            for each in node.nodes
        ]
        return node


def _around(xml: str, place: int) -> str:
    """Give the words about a place, without their XML, so that it can be found in Word."""
    before = re.sub(r"<[^>]*>?|^[^<>]*>", "", xml[max(0, place - 300) : place])
    after = re.sub(r"<[^>]*>?", "", xml[place : place + 60])
    return f"…{before[-40:]}{after}…"


def expression(node: nodes.Node) -> str:
    """Write a simple expression as the template does: `partner.name`, `amount|euro`."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{expression(node.node)}.{node.attr}"
    if isinstance(node, nodes.Filter) and node.node is not None:
        return f"{expression(node.node)}|{node.name}"
    return type(node).__name__


def _apply(name: str, make: Callable[..., str], wanted: type, language: Language, value: object) -> str:
    if isinstance(value, Undefined):
        value._fail_with_undefined_error()  # noqa: SLF001
    if type(value) is not wanted:
        raise Unprintable(msg("the filter “{name}” cannot write a value of this sort", name=name))
    written = Filtered(make(value, language))
    written.value = value  # type: ignore[assignment]
    return written


@pass_context
def _print(context: Context, value: Any, written: str) -> Markup:
    if isinstance(value, Undefined):
        value._fail_with_undefined_error()  # noqa: SLF001
    if type(value) not in _WRITTEN:
        raise Unprintable(msg("it cannot be printed without a filter"))
    text = str(value)
    text, ledger = str(value), context[LEDGER]
    ledger.append(Printed(written, text, value.value if isinstance(value, Filtered) else None))
    escaped = escape(text)
    if "\n" in text:
        escaped = _BREAK.join(escaped.split("\n"))
    if MARKS in context:
        begin, middle, end = MARK
        return Markup(f"{begin}{len(ledger) - 1}{middle}{escaped}{end}")  # noqa: S704  it is escaped
    return escaped
