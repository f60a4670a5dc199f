"""Reads the tags of a template: names, filters, conditions in one form, loops and what they range over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.pairs.model import CLOSING, Tag

FILTERS: Final = frozenset({"euro", "words", "number", "hours", "percent", "date", "day", "signed"})
"""The filters of the house; a test holds them against those of `rendering`."""
WHOLE: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_STATEMENT: Final = re.compile(r"\{%[-+]?(p|tr|tc|r)?\s+(\w+)\b\s*(.*?)\s*[-+]?%\}\Z", re.DOTALL)
_PRINT: Final = re.compile(r"\{\{(?:[rpt][cr]?\s)?(.*)\}\}\Z", re.DOTALL)
_PREFIXED: Final = re.compile(r"\{\{(r|p|tr|tc)\s")
_LOOP: Final = re.compile(r"([a-z_][a-z0-9_]*)\s+in\s+(.+)\Z", re.DOTALL)
_MARKER: Final = re.compile(r"[a-z][a-z-]*\Z")
_ODD: Final = {ord(c): " " for c in "\u00a0\u202f\u2009\u2007"} | {
    ord(c): None for c in "\u200b\u200c\u200d\ufeff\u00ad"
}
_ENVIRONMENT: Final = Environment(autoescape=True)
_COMPARISONS: Final[Mapping[str, str]] = {
    "eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=",
}  # fmt: skip
_BARE: Final = frozenset({"else", "endif", "endfor", "endblock"})


class NotAllowed(ValueError):
    """The expression computes, calls or holds what a template must not."""


def found_in(text: str) -> list[Tag]:
    """Give the tags of a paragraph that are whole; those that cannot be read are flawed."""
    return [_read(match.group(), match.start(), match.end()) for match in WHOLE.finditer(text)]


def odd(raw: str) -> bool:
    """Tell whether a tag holds a no-break space, an invisible sign, a tab or a line break."""
    return raw.translate(_ODD) != raw or "\t" in raw or "\n" in raw


def _read(raw: str, start: int, end: int) -> Tag:
    tag = Tag(raw, start, end)
    plain = " ".join(raw.translate(_ODD).split())
    try:
        if plain.startswith("{{"):
            _read_print(tag, plain)
        elif plain.startswith("{%"):
            _read_statement(tag, plain)
        else:
            tag.verb, tag.flawed = "comment", True
    except NotAllowed:
        tag.verb, tag.flawed = (tag.verb if tag.verb != "print" else "refused"), True
    except TemplateSyntaxError:
        tag.verb, tag.flawed = (tag.verb if tag.verb in ("if", "elif", "for") else "broken"), True
    tag.meaning = tag.expression
    return tag


def _read_print(tag: Tag, plain: str) -> None:
    if _PREFIXED.match(plain):
        raise NotAllowed(plain)
    found = _PRINT.match(plain)
    assert found is not None
    node = _expression(found.group(1))
    filters = []
    while isinstance(node, nodes.Filter) and node.node is not None:
        if node.args or node.kwargs:
            raise NotAllowed(plain)
        filters.append(node.name)
        node = node.node
    name = _dotted(node)
    tag.names, tag.filters = (name,), tuple(reversed(filters))
    tag.expression = "|".join([name, *tag.filters])


def _read_statement(tag: Tag, plain: str) -> None:
    found = _STATEMENT.match(plain)
    if found is None:
        raise TemplateSyntaxError(plain, 1)
    tag.prefix, tag.verb, rest = found.group(1) or "", found.group(2), found.group(3)
    if tag.verb in _BARE:
        if rest:
            raise NotAllowed(plain)
    elif tag.verb in ("if", "elif"):
        tag.expression, names = _condition(_expression(rest))
        tag.names = tuple(sorted(names))
    elif tag.verb == "for" and (loop := _LOOP.match(rest)):
        name = _dotted(_expression(loop.group(2)))
        tag.variable, tag.names, tag.expression = loop.group(1), (name,), name
    elif tag.verb in ("block", "extends") and _MARKER.match(rest):
        tag.expression = rest
    else:
        tag.verb = "broken" if len(tag.verb) == 1 else tag.verb
        raise NotAllowed(plain)


@lru_cache(maxsize=4096)
def _expression(text: str) -> nodes.Node:
    tree = _ENVIRONMENT.parse("{% if " + text + " %}{% endif %}")
    found = tree.body[0]
    assert isinstance(found, nodes.If)
    return found.test


def _dotted(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    raise NotAllowed(type(node).__name__)


def _condition(node: nodes.Node) -> tuple[str, set[str]]:
    """Write a condition in one form: operands in order, no brackets that say nothing."""
    if isinstance(node, nodes.And | nodes.Or):
        joint = " and " if isinstance(node, nodes.And) else " or "
        parts = [_condition(each) for each in _operands(node, type(node))]
        texts = sorted(f"({text})" if " or " in text or " and " in text else text for text, _ in parts)
        return joint.join(texts), set[str]().union(*(names for _, names in parts))
    if isinstance(node, nodes.Not):
        if isinstance(node.node, nodes.Not):
            return _condition(node.node.node)
        text, names = _condition(node.node)
        return (f"not ({text})" if " " in text else f"not {text}"), names
    if isinstance(node, nodes.Compare) and len(node.ops) == 1:
        other = node.ops[0].expr
        if node.ops[0].op in _COMPARISONS and isinstance(other, nodes.Const) and type(other.value) is int:
            name = _dotted(node.expr)
            return f"{name} {_COMPARISONS[node.ops[0].op]} {other.value}", {name}
        raise NotAllowed("compare")
    name = _dotted(node)
    return name, {name}


def _operands(node: nodes.Node, kind: type[nodes.Node]) -> Iterable[nodes.Node]:
    if isinstance(node, kind) and isinstance(node, nodes.And | nodes.Or):
        yield from _operands(node.left, kind)
        yield from _operands(node.right, kind)
    else:
        yield node


def resolve(tags: Iterable[Tag]) -> None:
    """Write in each tag what its names mean: a variable of a loop is an element of its list."""
    loops: list[tuple[str, str]] = []
    for tag in tags:
        scope = dict(loops)
        tag.paths = tuple(_resolved(name, scope) for name in tag.names)
        tag.meaning = _in_scope(tag.expression, scope)
        if tag.verb == "for" and not tag.flawed:
            loops.append((tag.variable, f"{tag.paths[0]}[]"))
        elif tag.verb == "endfor" and loops:
            loops.pop()


_NAME: Final = re.compile(r"(?<![|\w.])[a-z_][\w.]*")


def _in_scope(expression: str, scope: Mapping[str, str]) -> str:
    return _NAME.sub(lambda found: _resolved(found.group(), scope), expression)


def _resolved(name: str, scope: Mapping[str, str]) -> str:
    head, dot, rest = name.partition(".")
    return f"{scope[head]}{dot}{rest}" if head in scope else name


def partner(verb: str) -> str:
    """Give what opens the construct that a tag closes or divides."""
    return CLOSING.get(verb, "if")
