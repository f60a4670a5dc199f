"""Joins a template with the one that it extends, so that an article that is changed once is changed in all.

A template whose first paragraph is `{%p extends common %}` holds blocks only: what stands between
`{%p block NAME %}` and `{%p endblock %}`. Each takes the place of the block of that name in
`common.LANGUAGE.docx` beside it. Styles, headers and footers are those of the common file, the title
in the properties is the template's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from generator.errors import TemplateFault
from generator.messages import Message, msg
from generator.templates.files import W, read_parts

_DOCUMENT: Final = "word/document.xml"
_OWN: Final = ("docProps/core.xml",)
"""Parts that a template keeps of its own."""
_EXTENDS: Final = re.compile(r"\{%p\s+extends\s+([a-z][a-z-]*)\s+%\}\Z")
_BLOCK: Final = re.compile(r"\{%p\s+block\s+([a-z][a-z-]*)\s+%\}\Z")
_END: Final = re.compile(r"\{%p\s+endblock\s+%\}\Z")


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
    shared = path.with_name(f"{base}.{language}.docx")
    if not shared.is_file():
        cause = msg("it extends {name}, which is not beside it", name=shared.name)
        raise _fault(path, cause)
    parts = read_parts(shared.name, shared.read_bytes())
    frame = _body(shared, parts)
    blocks: dict[str, list[etree._Element]] = {}
    for name, nodes in _own_blocks(path, body):
        if name in blocks:
            raise _fault(path, msg("the block “{name}” stands there twice", name=name))
        blocks[name] = nodes
    _fill(path, frame, blocks)
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


def _own_blocks(path: Path, body: etree._Element) -> Iterator[tuple[str, list[etree._Element]]]:
    name = ""
    nodes: list[etree._Element] = []
    for node in list(body)[1:]:
        text = _text(node)
        if name and _END.match(text):
            yield name, nodes
            name, nodes = "", []
        elif not name and (found := _BLOCK.match(text)):
            name = found.group(1)
        elif name:
            nodes.append(node)
        elif text or node.tag == f"{W}tbl":
            raise _fault(path, msg("“{text}” stands outside a block and would be lost", text=text[:60]))
    if name:
        raise _fault(path, msg("the block “{name}” has no end", name=name))


def _fill(path: Path, frame: etree._Element, blocks: dict[str, list[etree._Element]]) -> None:
    """Put the blocks into the frame, in place of its own."""
    inside = False
    for node in list(frame):
        text = _text(node)
        if found := _BLOCK.match(text):
            inside = True
            if found.group(1) not in blocks:
                raise _fault(path, msg("the block “{name}” is missing", name=found.group(1)))
            for own in blocks.pop(found.group(1)):
                node.addprevious(own)
        if inside:
            frame.remove(node)
        inside = inside and not _END.match(text)
    if blocks:
        name = next(iter(blocks))
        raise _fault(path, msg("the common template has no block “{name}”", name=name))


def _text(node: etree._Element) -> str:
    """Give the text of a paragraph; Word may have split it into runs."""
    if node.tag != f"{W}p":
        return ""
    return "".join(str(text.text or "") for text in node.iter(f"{W}t")).strip()


def _fault(path: Path, reason: Message) -> TemplateFault:
    cause = msg("The template {name} is broken: {reason}", name=path.name, reason=reason)
    return TemplateFault(cause, msg("Open it in Word and correct the tag that is named."))
