"""Joins a template with the one that it extends, so that an article that is changed once is changed in all.

A template whose first paragraph is `{%p extends common %}` holds blocks only: what stands between
`{%p block NAME %}` and `{%p endblock %}`. Each takes the place of the block of that name in
`common.LANGUAGE.docx` beside it. Styles, headers and footers are those of the common file, the title
in the properties is the template's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from generator.errors import TemplateFault
from generator.messages import Message, msg
from generator.templates.files import W, read_parts, shared_by

_DOCUMENT: Final = "word/document.xml"
_OWN: Final = ("docProps/core.xml",)
"""Parts that a template keeps of its own."""
_EXTENDS: Final = re.compile(r"\{%p\s+extends\s+([a-z][a-z-]*)\s+%\}\Z")
_BLOCK: Final = re.compile(r"\{%p\s+block\s+([a-z][a-z-]*)\s+%\}\Z")
_END: Final = re.compile(r"\{%p\s+endblock\s+%\}\Z")
_NEARLY: Final = re.compile(r"\{%[^%]*\b(?:end_?)?bloc?k\b|\{%[^%]*\bendbl|\{%[^%]*\bextends\b")
"""A marker with a slip: taken for text, it would take whole articles with it."""
_RELATIONS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def parts_of(path: Path) -> dict[str, bytes]:
    """Give the parts of a template by name, joined with the template that it extends.

    Raises:
        TemplateFault: the file it extends is missing, or their blocks are not the same.
        UsageFault: it is no Word file.
        OSError: it cannot be opened.

    """
    own = read_parts(path.name, path.read_bytes())
    body = _body(path, own)
    base = _base(body)
    if base is None:
        return own
    language = path.name.split(".")[1]
    shared = shared_by(path, base, language)
    if not shared.is_file():
        cause = msg("it extends {name}, which is not beside it", name=shared.name)
        raise _fault(path, cause)
    parts = read_parts(shared.name, shared.read_bytes())
    frame = _body(shared, parts)
    own_blocks = dict(_blocks(path, list(body)[1:], outside=False))
    for name, nodes in own_blocks.items():
        _refuse_what_points_elsewhere(path, name, nodes, parts)
    holes = dict(_blocks(shared, list(frame), outside=True))
    for name, nodes in holes.items():
        if any(_text(node) or node.tag == f"{W}tbl" for node in nodes):
            raise _fault(
                shared, msg("text in the block “{name}” would be lost: it belongs to the kinds", name=name)
            )
    if missing := [name for name in holes if name not in own_blocks]:
        raise _fault(path, msg("the block “{name}” is missing", name=missing[0]))
    if unknown := [name for name in own_blocks if name not in holes]:
        raise _fault(path, msg("the common template has no block “{name}”", name=unknown[0]))
    _fill(frame, own_blocks)
    parts[_DOCUMENT] = etree.tostring(frame.getroottree(), encoding="UTF-8", standalone=True)
    return parts | {name: own[name] for name in _OWN if name in own}


def base_of(path: Path) -> str | None:
    """Give the name of the template that one extends, if it does."""
    return _base(_body(path, read_parts(path.name, path.read_bytes())))


def _base(body: etree._Element) -> str | None:
    found = _EXTENDS.match(_text(body[0])) if len(body) else None
    return found.group(1) if found else None


def _body(path: Path, parts: dict[str, bytes]) -> etree._Element:
    try:
        body = etree.fromstring(parts[_DOCUMENT]).find(f"{W}body")
    except (KeyError, etree.XMLSyntaxError) as error:
        raise _fault(path, msg("{name} cannot be read", name=_DOCUMENT)) from error
    assert body is not None
    return body


def _blocks(
    path: Path, nodes: Iterable[etree._Element], *, outside: bool
) -> Iterator[tuple[str, list[etree._Element]]]:
    """Give the blocks of a file and what stands in them; `outside` tells whether text may stand around them."""
    name = ""
    inside: list[etree._Element] = []
    seen: set[str] = set()
    for node in nodes:
        text = _text(node)
        if found := _BLOCK.match(text):
            if name:
                raise _fault(path, msg("the block “{name}” has no end", name=name))
            name = _new(path, found.group(1), seen)
        elif _END.match(text):
            if not name:
                raise _fault(path, msg("a block ends that was not begun (“{text}”)", text=text))
            yield name, inside
            name, inside = "", []
        elif _NEARLY.search(text):
            raise _fault(path, msg("“{text}” is nearly the begin or the end of a block", text=text[:60]))
        elif name:
            inside.append(node)
        elif not outside and (text or node.tag not in (f"{W}p", f"{W}sectPr")):
            raise _fault(path, msg("“{text}” stands outside a block and would be lost", text=text[:60]))
    if name:
        raise _fault(path, msg("the block “{name}” has no end", name=name))


def _new(path: Path, name: str, seen: set[str]) -> str:
    if name in seen:
        raise _fault(path, msg("the block “{name}” stands there twice", name=name))
    seen.add(name)
    return name


def _refuse_what_points_elsewhere(
    path: Path, name: str, nodes: Iterable[etree._Element], parts: dict[str, bytes]
) -> None:
    """Refuse pictures, links, notes and styles that the common file does not have: they would be others there."""
    known = {
        style.get(f"{W}styleId") for style in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")
    }
    for node in (each for top in nodes for each in top.iter()):
        pointing = any(str(attribute).startswith(_RELATIONS) for attribute in node.attrib)
        if pointing or node.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            raise _fault(path, msg("the block “{name}” holds a picture, a link or a note", name=name))
        style = node.get(f"{W}val")
        if node.tag in (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle") and style not in known:
            raise _fault(path, msg("the common template has no style “{style}”", style=str(style)))


def _fill(frame: etree._Element, blocks: dict[str, list[etree._Element]]) -> None:
    """Put the blocks into the frame, in place of its own."""
    inside = False
    for node in list(frame):
        text = _text(node)
        if found := _BLOCK.match(text):
            inside = True
            for own in blocks[found.group(1)]:
                node.addprevious(own)
        if inside:
            frame.remove(node)
        inside = inside and not _END.match(text)


def _text(node: etree._Element) -> str:
    """Give the text of a paragraph; Word may have split it into runs."""
    if node.tag != f"{W}p":
        return ""
    return "".join(str(text.text or "") for text in node.iter(f"{W}t")).strip()


def _fault(path: Path, reason: Message) -> TemplateFault:
    cause = msg("The template {name} is broken: {reason}", name=path.name, reason=reason)
    return TemplateFault(cause, msg("Open it in Word and correct the tag that is named."))
