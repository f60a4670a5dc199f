"""Reads a template into a tree of paragraphs, tables, conditions and loops, by other means than the program's."""

from __future__ import annotations

import ast
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

Node = etree._Element
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CORE: Final = "docProps/core.xml"
_P, _PPR, _PSTYLE, _R, _RPR, _T = (f"{W}{name}" for name in ("p", "pPr", "pStyle", "r", "rPr", "t"))
_VAL: Final = f"{W}val"
_BLANKS: Final = dict.fromkeys(map(ord, "\t\r\n"), " ")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_FILLED: Final = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml\Z")
_TAG: Final = re.compile(r"\{\{\s*([a-z_][\w.]*)\s*((?:\|\s*[a-z]+\s*)*)\}\}")
_CONTROL: Final = re.compile(r"\{%(p|tr)\s+(\w+)\s*(.*?)\s*%\}\Z")
_LOOP: Final = re.compile(r"([a-z_]\w*)\s+in\s+([a-z_][\w.]*)\Z")
_BLOCK: Final = re.compile(r"\{%p\s+(block|endblock|extends)\s*([a-z-]*)\s*%\}\Z")


class Unread(ValueError):
    """The template holds what this reading does not know."""


@dataclass(frozen=True, slots=True)
class Print:
    """A tag that prints a name through filters."""

    name: str
    filters: tuple[str, ...]

    @property
    def expression(self) -> str:
        """Write it as the template does."""
        return "|".join((self.name, *self.filters))


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, a caption, or a sign without text; runs are text and tags with their formatting."""

    form: str
    runs: tuple[tuple[str, str | Print], ...]


@dataclass(slots=True, eq=False)
class Box:
    """A table, a row, a cell or a note."""

    name: str
    form: str
    body: list[Item]


@dataclass(slots=True, eq=False)
class Choice:
    """A condition with its branches; the last has no test where there is an `else`."""

    source: str
    branches: list[tuple[ast.expr | None, list[Item]]] = field(default_factory=list)

    @property
    def outcomes(self) -> int:
        """Tell in how many ways it can go; without `else`, none of its branches is one more."""
        return len(self.branches) + (self.branches[-1][0] is not None)


@dataclass(slots=True, eq=False)
class Loop:
    """A loop over a list."""

    variable: str
    over: str
    body: list[Item] = field(default_factory=list)


Item = Text | Box | Choice | Loop


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """A template as it is printed, joined with what it extends: its parts, and those that are filled in."""

    parts: Mapping[str, bytes]
    filled: Mapping[str, list[Item]]


def read(path: Path) -> Template:
    """Read a template from its file.

    Raises:
        Unread: it holds what this reading does not know.

    """
    parts = joined(path)
    return Template(
        parts, {name: items_of(etree.fromstring(raw)) for name, raw in parts.items() if _FILLED.match(name)}
    )


def opened(raw: bytes) -> dict[str, bytes]:
    """Give the parts of a Word file by name."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def joined(path: Path) -> dict[str, bytes]:
    """Give the parts of a template; its blocks take their places in the template that it extends."""
    own = opened(path.read_bytes())
    base = base_of(path)
    if base is None:
        return own
    parts = opened(base.read_bytes())
    blocks: dict[str, list[Node]] = {}
    name = ""
    for node in _body(own)[1:]:
        marker = _BLOCK.match(said(node))
        if marker:
            name = marker.group(2)
        elif name:
            blocks.setdefault(name, []).append(node)
    root = etree.fromstring(parts["word/document.xml"])
    for node in list(root.iter(f"{W}p")):
        marker = _BLOCK.match(said(node))
        if marker is None:
            continue
        for each in blocks.get(marker.group(2), ()):
            node.addprevious(each)
        node.getparent().remove(node)  # type: ignore[union-attr]
    return parts | {"word/document.xml": etree.tostring(root), CORE: own[CORE]}


def base_of(path: Path) -> Path | None:
    """Give the template that one extends, if it does."""
    first = _BLOCK.match(said(_body(opened(path.read_bytes()))[0]))
    return path.with_name(f"{first.group(2)}.{path.name.split('.')[1]}.docx") if first else None


def said(node: Node) -> str:
    """Give the text of a paragraph or a row, as a tag that stands alone in it is written."""
    return "".join(each.text or "" for each in node.iter(f"{W}t")).strip()


def _body(parts: Mapping[str, bytes]) -> list[Node]:
    body = etree.fromstring(parts["word/document.xml"]).find(f"{W}body")
    assert body is not None
    return list(body)


def items_of(root: Node, *, tags: bool = True) -> list[Item]:
    """Read a part of a template, or of a finished document, which has no tags."""
    body = root.find(f"{W}body")
    return _items(root if body is None else body, tags=tags)


def _items(parent: Iterable[Node], *, tags: bool) -> list[Item]:
    top: list[Item] = []
    here = top
    around: list[tuple[Choice | Loop, list[Item]]] = []
    for node in parent:
        control = _control(node) if tags else None
        if control is None:
            here.append(_item(node, tags=tags))
            continue
        verb, rest = control
        if verb == "if":
            choice = Choice(rest, [(_parsed(rest), [])])
            here.append(choice)
            around.append((choice, here))
            here = choice.branches[-1][1]
        elif verb == "for" and (found := _LOOP.match(rest)):
            loop = Loop(found.group(1), found.group(2))
            here.append(loop)
            around.append((loop, here))
            here = loop.body
        elif verb in ("elif", "else") and around and isinstance(around[-1][0], Choice):
            branches = around[-1][0].branches
            if branches[-1][0] is None:
                raise Unread(verb, "after else")
            branches.append((_parsed(rest) if verb == "elif" else None, []))
            here = branches[-1][1]
        elif around and verb == ("endif" if isinstance(around[-1][0], Choice) else "endfor"):
            here = around.pop()[1]
        else:
            raise Unread(verb, rest)
    if around:
        raise Unread("a condition or a loop has no end")
    return top


def _control(node: Node) -> tuple[str, str] | None:
    """Give the verb and the rest of a tag that decides on its paragraph or its row."""
    kind = {f"{W}p": "p", f"{W}tr": "tr"}.get(str(node.tag))
    found = _CONTROL.match(said(node)) if kind else None
    return (found.group(2), found.group(3)) if found and found.group(1) == kind else None


def _parsed(source: str) -> ast.expr:
    """Read a condition; those of the templates are written as Python writes them."""
    try:
        return ast.parse(source, mode="eval").body
    except SyntaxError as error:
        raise Unread(source) from error


def _item(node: Node, *, tags: bool) -> Item:
    if node.tag == _P:
        return Text(_form(node.find(_PPR)), _runs(node, tags=tags))
    tag = str(node.tag).removeprefix(W)
    if tag == "tbl":
        return _table(node, tags=tags)
    if tag in ("tr", "tc"):
        inside = [each for each in node if each.tag != f"{W}{tag}Pr"]
        name = {"tr": "row", "tc": "cell"}[tag]
        return Box(name, _form(node.find(f"{W}{tag}Pr")), _items(inside, tags=tags))
    if tag in ("footnote", "endnote"):
        return Box(tag, str(sorted(node.attrib.items())), _items(node, tags=tags))
    if next(node.iter(f"{W}t"), None) is not None:
        raise Unread(tag)
    return Text(_form(node), ())


def _table(node: Node, *, tags: bool) -> Box:
    properties = deepcopy(node.find(f"{W}tblPr"))
    assert properties is not None
    spoken: list[Item] = []
    for name in ("tblCaption", "tblDescription"):
        told = properties.find(f"{W}{name}")
        if told is not None:
            words = [("", str(told.attrib.pop(f"{W}val")))]
            spoken.append(Text(name, tuple(_pieces(words)) if tags else tuple(words)))
    rows = [each for each in node if each.tag not in (f"{W}tblPr", f"{W}tblGrid")]
    form = _form(properties) + _form(node.find(f"{W}tblGrid"))
    return Box("table", form, [*spoken, *_items(rows, tags=tags)])


def _form(node: Node | None) -> str:
    """Write properties in one form, whatever the order of attributes and the namespaces around."""
    if node is None:
        return ""
    if len(node) == 1 and node[0].tag == _PSTYLE and node[0].keys() == [_VAL] and not node.attrib:
        return f'<pStyle w:val="{node[0].get(_VAL)}">'
    return etree.tostring(node, method="c14n", exclusive=True, with_tail=False).decode()


def _runs(paragraph: Node, *, tags: bool) -> tuple[tuple[str, str | Print], ...]:
    """Give the text of a paragraph as Word shows it, and its signs, by formatting."""
    words: list[tuple[str, str]] = []
    texts = 0
    for run in paragraph.iterchildren(_R):
        form = _form(run.find(_RPR))
        for node in run:
            if node.tag != _RPR:
                words.append((form, _shown(node)))
                texts += node.tag == _T
    if texts != sum(1 for _ in paragraph.iter(_T)):
        raise Unread("text outside a run, or a paragraph in a paragraph")
    return tuple(_pieces(words)) if tags else tuple(merged(words))


def _shown(node: Node) -> str:
    if node.tag == _T:
        text = (node.text or "").translate(_BLANKS)
        return text if node.get(_SPACE) == "preserve" else text.strip(" ")
    tag = str(node.tag).removeprefix(W)
    if tag in ("tab", "br", "cr"):
        return "\t" if tag == "tab" else "\n"
    return f"⟨{tag} {' '.join(map(str, node.attrib.values()))}{node.text or ''}⟩"


def merged(words: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join texts of the same formatting that follow each other."""
    out: list[tuple[str, str]] = []
    for form, text in words:
        if out and out[-1][0] == form:
            out[-1] = (form, out[-1][1] + text)
        elif text:
            out.append((form, text))
    return out


def _pieces(words: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str | Print]]:
    """Take the tags out of a text; a tag has the formatting of its first character."""
    parts = merged(words)
    text = "".join(part for _, part in parts)
    forms = [form for form, part in parts for _ in part]
    at = 0
    for found in _TAG.finditer(text):
        yield from _plain(text, forms, at, found.start())
        filters = tuple(each.strip() for each in found.group(2).split("|") if each.strip())
        yield forms[found.start()], Print(found.group(1), filters)
        at = found.end()
    yield from _plain(text, forms, at, len(text))


def _plain(text: str, forms: list[str], start: int, end: int) -> Iterator[tuple[str, str]]:
    if left := re.search(r"\{[{%#]|[}%#]\}", text[start:end]):
        raise Unread(left.group(), text[:60])
    yield from merged((forms[at], text[at]) for at in range(start, end))
