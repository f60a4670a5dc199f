"""Edits in Word files: what a person would do in Word, one thing at a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from generator.templates import W, read_parts
from tests import faults

Node = etree._Element


def edited(path: Path, change: Callable[[Node], object], part: str = "word/document.xml") -> None:
    """Change a part of a file in place."""
    parts = read_parts(path.name, path.read_bytes())
    root = etree.fromstring(parts[part])
    change(root)
    parts[part] = etree.tostring(root, encoding="UTF-8", standalone=True)
    faults.write(path, parts)


def replaced(path: Path, pattern: str, by: str, part: str = "word/document.xml") -> None:
    """Replace the first text that fits a pattern."""

    def change(root: Node) -> None:
        text = next(each for each in root.iter(f"{W}t") if re.search(pattern, str(each.text or "")))
        text.text = re.sub(pattern, by, str(text.text), count=1)

    edited(path, change, part)


def block(root: Node, begins: str, kind: str = "p") -> Node:
    """Find the paragraph (p) or the row (tr) that begins so."""
    return next(each for each in root.iter(f"{W}{kind}") if re.match(begins, faults.text_of(each)))


def taken_out(path: Path, begins: str, kind: str = "p") -> None:
    """Delete a paragraph or a row."""
    edited(path, lambda root: faults._parent(found := block(root, begins, kind)).remove(found))


def put_after(path: Path, begins: str, text: str) -> None:
    """Write a paragraph of its own below another, in its style."""

    def change(root: Node) -> None:
        above = block(root, begins)
        made = faults._copied(above)
        texts = list(made.iter(f"{W}t"))
        for each in texts[1:]:
            each.text = ""
        texts[0].text = text
        above.addnext(made)

    edited(path, change)


def moved(path: Path, begins: str, below: str) -> None:
    """Move a paragraph below another."""
    edited(path, lambda root: block(root, below).addnext(block(root, begins)))


def columns_exchanged(path: Path, header: str) -> None:
    """Exchange the first two columns of the table whose header begins so."""

    def change(root: Node) -> None:
        table = next(each for each in block(root, header, "tr").iterancestors() if each.tag == f"{W}tbl")
        for row in table.iter(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            if len(cells) > 1:
                cells[1].addnext(cells[0])

    edited(path, change)
