"""Reads the tags of a template: names, filters, conditions in one form, loops and what they range over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.messages import Message, msg
from generator.pairs.model import CLOSING, Tag
from generator.rendering import Refused, meant_by, no_word, reason_of

"""The filters of the house; a test holds them against those of `rendering`."""
WHOLE: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_FOUND: Final = re.compile(
    # whole, with no other tag begun in it
    r"(?P<whole>\{\{(?:(?!\{[{%#]).)*?\}\}|\{%(?:(?!\{[{%#]).)*?%\}|\{#(?:(?!\{[{%#]).)*?#\})"
    # a sign of its end is lost, or stands apart: {{ name }
    r"|\{\s?[{%][^{}]{0,120}?[%}]?\s?\}(?:\s?\})?"
    # its end is lost: {{ name
    r"|\{[{%]\s*(?:(?:p|tr)\s+)?(?:(?:el)?if\s+(?:not\s+)?|for\s+\w+\s+in\s+)?[a-z_][\w.]*(?:\|\w+)?"
    # a sign of its begin is lost: { name }}
    r"|\{\s*[a-z_][\w.]*(?:\|\w+)?\s*\}\}?"
    # its begin is lost: name }}
    r"|(?<![\w.|])[a-z_][\w.]*(?:\|\w+)?\s*\}\}"
    r"|[{%]?\s?\b(?:if|elif|else|endif|for|endfor)\b[^{}%]*%\}"
    r"|\{[{%#]",
    re.DOTALL,
)
"""A tag, or what is left of one that is broken."""
_ONE_NAME: Final = re.compile(r"[a-z_][\w.]*(?:\|\w+)?\Z")
_STATEMENT: Final = re.compile(r"\{%[-+]?(p|tr|tc|r)?\s+(\w+)\b\s*(.*?)\s*[-+]?%\}\Z", re.DOTALL)
_KNOWN: Final = r"(if|elif|else|endif|for|endfor|block|endblock|extends)\b"
_CLOSE: Final = re.compile(rf"(\{{%[-+]?(p|tr|tc|r)?){_KNOWN}")
"""A tag whose word stands without a space behind its begin."""
_LETTER: Final = re.compile(rf"\{{%[-+]?\w+\s+{_KNOWN}")
"""A tag with another letter than p or tr."""
_MEANT: Final = re.compile(rf"[{{%]{{1,3}}\s?(p|tr)?\s*{_KNOWN}[^{{}}%]*[%}}]{{0,3}}\Z")
"""A paragraph that was to be a tag, and is not whole."""
_NOT_OURS: Final = frozenset(
    {
        "set", "endset", "include", "import", "from", "macro", "endmacro", "call", "endcall", "filter", "endfilter",
        "with", "endwith", "autoescape", "endautoescape", "raw", "endraw", "do", "print", "break", "continue",
    }
)  # fmt: skip
"""Words that Jinja knows, and that no template may say."""
_PRINT: Final = re.compile(r"\{\{(?:[rpt][cr]?\s)?(.*)\}\}\Z", re.DOTALL)
_BEGIN: Final = re.compile(r"\{[{%#]")
_PREFIXED: Final = re.compile(r"\{\{(r|p|tr|tc)\s")
_LOOP: Final = re.compile(r"([a-z_][a-z0-9_]*)\s+in\s+(.+)\Z", re.DOTALL)
_MARKER: Final = re.compile(r"[a-z][a-z-]*\Z")
ODD: Final = {ord(c): " " for c in "\u00a0\u202f\u2009\u2007"} | {
    ord(c): None for c in "\u200b\u200c\u200d\ufeff\u00ad"
}
_ENVIRONMENT: Final = Environment(autoescape=True)
_COMPARISONS: Final[Mapping[str, str]] = {
    "eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=",
}  # fmt: skip
_DENIED: Final[Mapping[str, str]] = {"==": "!=", "!=": "==", ">": "<=", "<=": ">", "<": ">=", ">=": "<"}
_BARE: Final = frozenset({"else", "endif", "endfor", "endblock"})


class NotAllowed(ValueError):
    """The expression computes, calls or holds what a template must not."""


def found_in(text: str) -> list[Tag]:
    """Give the tags of a paragraph, or the one that it was to be; what is broken or cannot be read is flawed."""
    if not WHOLE.search(text) and (meant := _MEANT.match(text.strip())):
        return [Tag(text, 0, len(text), meant.group(1) or "", meant.group(2), flawed=True)]
    if "{" not in text and "}" not in text:
        return []
    taken = {match.start() for match in WHOLE.finditer(text) if _BEGIN.search(match.group(), 2)}
    return [
        _read(match.group(), match.start(), match.end())
        if match["whole"]
        else _part(match.group(), match.start(), takes_next=match.start() in taken)
        for match in _FOUND.finditer(text)
    ]


def _part(raw: str, start: int, *, takes_next: bool) -> Tag:
    """Read a tag that is broken within a text: it prints what it was to print, and is told once."""
    name = re.sub(r"[{}%]", " ", raw.translate(ODD)).strip()
    tag = _read(f"{{{{ {name} }}}}", start, start + len(raw)) if _ONE_NAME.match(name) else Tag(raw, start, 0)
    tag.raw, tag.end, tag.verb, tag.flawed, tag.partial = raw, start + len(raw), "print", True, True
    tag.reason = msg("another tag begins before its end") if takes_next else None
    return tag


def odd(raw: str) -> bool:
    """Tell whether a tag holds a no-break space, an invisible sign, a tab or a line break."""
    return raw.translate(ODD) != raw or "\t" in raw or "\n" in raw


def _read(raw: str, start: int, end: int) -> Tag:
    tag = Tag(raw, start, end)
    plain = " ".join(raw.translate(ODD).split())
    try:
        if _BEGIN.search(plain, 2):
            raise Refused(msg("another tag begins before its end"))
        if plain.startswith("{{"):
            _read_print(tag, plain)
        elif plain.startswith("{%"):
            _read_statement(tag, plain)
        else:
            tag.verb, tag.flawed = "comment", True
    except NotAllowed:
        tag.verb, tag.flawed = (tag.verb if tag.verb != "print" else "refused"), True
    except TemplateSyntaxError as error:
        tag.reason, tag.flawed = _reason(plain, error), True
        tag.verb = "broken" if tag.verb == "print" else tag.verb
    except (ValueError, RecursionError):
        # Python does not read a number of thousands of digits, or hundreds of brackets
        tag.reason, tag.flawed = msg("a tag is too long or too deep to be read"), True
        tag.verb = "broken" if tag.verb == "print" else tag.verb
    tag.meaning = tag.expression
    return tag


def _reason(plain: str, error: TemplateSyntaxError) -> Message:
    """Say why a tag cannot be read; what prints was read as a condition, and Jinja is asked again."""
    if plain.startswith("{{") and not isinstance(error, Refused):
        try:
            _ENVIRONMENT.parse(plain)
        except TemplateSyntaxError as other:
            error = other
    return reason_of(error)[0]


def _read_print(tag: Tag, plain: str) -> None:
    if _PREFIXED.match(plain):
        raise NotAllowed(plain)
    found = _PRINT.match(plain)
    assert found is not None
    if not found.group(1).strip():
        raise Refused(msg("it is empty"))
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
        raise _without_space(tag, plain)
    tag.prefix, tag.verb, rest = found.group(1) or "", found.group(2), found.group(3)
    if tag.verb in _BARE:
        if rest:
            if tag.verb == "else" and rest.startswith("if "):
                raise Refused(msg("“{sign}” is written {word}", sign="else if", word="elif"))
            raise Refused(msg("“{sign}” stands where the tag must end", sign=rest.split()[0]))
    elif tag.verb in ("if", "elif"):
        tag.expression, names = _condition(_expression(rest))
        tag.names = tuple(sorted(names))
    elif tag.verb == "for":
        _read_loop(tag, rest)
    elif tag.verb in ("block", "extends"):
        if not _MARKER.match(rest):
            raise Refused(msg("the name of a block or of a template holds small letters and hyphens"))
        tag.expression = rest
    elif tag.verb in _NOT_OURS:
        raise NotAllowed(plain)
    else:
        raise _unknown(tag, rest)


def _without_space(tag: Tag, plain: str) -> Refused:
    """Say what is wrong with the begin of a tag; what was meant is told once, and not by its end too."""
    tag.verb = "broken"
    if close := _CLOSE.match(plain):
        tag.prefix, tag.verb = close.group(2) or "", close.group(3)
        return Refused(msg("a space is missing behind “{sign}”", sign=close.group(1)))
    if re.match(r"\{%[-+]?\w", plain) and not re.match(r"\{%[-+]?(?:p|tr|tc|r)\s", plain):
        if letter := _LETTER.match(plain):
            tag.prefix, tag.verb = "p", letter.group(1)
        return Refused(msg("behind “{{%” stands a space, or p or tr and a space"))
    return Refused(msg("no word stands at its begin, such as if or for"))


def _unknown(tag: Tag, rest: str) -> Refused:
    """Say that a tag begins with no word that is known, and take it for what was meant."""
    word, letter = tag.verb, tag.verb in ("p", "r", "tr", "tc")
    meant = rest.partition(" ")[0] if letter else meant_by(word)
    tag.verb = meant if meant in {*_BARE, "if", "elif", "for", "block"} else "broken"
    if letter:
        tag.prefix = word
        return Refused(msg("“{letter}” stands directly behind “{{%”, without a space", letter=word))
    return Refused(no_word(word))


def _read_loop(tag: Tag, rest: str) -> None:
    if loop := _LOOP.match(rest):
        name = _dotted(_expression(loop.group(2)))
        tag.variable, tag.names, tag.expression = loop.group(1), (name,), name
    # what Jinja cannot read either is told in its place
    _ENVIRONMENT.parse("{% for " + rest + " %}{% endfor %}")
    if not loop:
        raise NotAllowed(rest)


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
    """Write a condition in one form: operands in order and once, each “not” at its name, no brackets that say nothing."""
    names: set[str] = set()
    joint, texts = _joined(node, names, denied=False)
    return joint.join(texts), names


def _joined(node: nodes.Node, names: set[str], *, denied: bool) -> tuple[str, list[str]]:
    """Give what joins the operands of a condition, and the operands; a condition of one operand is joined by nothing."""
    if isinstance(node, nodes.Not):
        return _joined(node.node, names, denied=not denied)
    if not isinstance(node, nodes.And | nodes.Or):
        return "", [_compared(node, names, denied=denied)]
    joint = " and " if isinstance(node, nodes.And) is not denied else " or "
    texts: set[str] = set()
    for each in _operands(node, type(node)):
        inside, parts = _joined(each, names, denied=denied)
        texts.update(parts if inside in (joint, "") else [f"({inside.join(parts)})"])
    return (joint if len(texts) > 1 else ""), sorted(texts)


def _compared(node: nodes.Node, names: set[str], *, denied: bool) -> str:
    """Write a name, or a name that is compared with a number."""
    if not isinstance(node, nodes.Compare):
        names.add(name := _dotted(node))
        return f"not {name}" if denied else name
    sign = _COMPARISONS.get(node.ops[0].op)
    other = node.ops[0].expr
    if (
        len(node.ops) > 1
        or sign is None
        or not isinstance(other, nodes.Const)
        or type(other.value) is not int
    ):
        raise NotAllowed("compare")
    names.add(name := _dotted(node.expr))
    return f"{name} {_DENIED[sign] if denied else sign} {other.value}"


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
        tag.unsure = "" in scope
        tag.paths = tuple(_resolved(name, scope) for name in tag.names)
        tag.meaning = _in_scope(tag.expression, scope)
        if tag.verb == "for":
            loops.append((tag.variable, f"{tag.paths[0]}[]") if tag.paths else ("", ""))
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
