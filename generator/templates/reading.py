"""Prints a Word file as plain text.

The text is what `git diff` compares: headings, paragraphs with their style, tables row by row,
headers, footers and footnotes, in the order of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.templates.files import W, read_parts, unreadable


def plain_text(path: Path) -> Iterator[str]:
    """Print a Word file as ordered lines of text.

    Raises:
        UsageFault: the file cannot be opened or is no Word file.

    """
    from lxml import etree

    try:
        contents = read_parts(path.name, path.read_bytes())
        parts = {name: etree.fromstring(contents[name]) for name in _text_parts(list(contents))}
    except (OSError, KeyError, etree.XMLSyntaxError) as error:
        raise unreadable(path.name) from error
    for part, root in parts.items():
        yield f"[{Path(part).stem}]"
        body = root.find(f"{W}body")
        yield from _blocks(root if body is None else body)


def _text_parts(names: list[str]) -> list[str]:
    ends = ("header", "footer", "footnotes", "endnotes")
    others = sorted(
        n for n in names if n.startswith("word/") and n.endswith(".xml") and n[5:].startswith(ends)
    )
    return ["word/document.xml", *others]


def _blocks(parent: object) -> Iterator[str]:
    for node in parent:  # type: ignore[attr-defined]
        if node.tag == f"{W}p":
            yield f"{_style(node)}: {_text(node)}"
        elif node.tag == f"{W}tbl":
            yield "table"
            for row in node.iter(f"{W}tr"):
                cells = [" / ".join(_text(p) for p in cell.iter(f"{W}p")) for cell in row.findall(f"{W}tc")]
                header = "=" if row.find(f"{W}trPr/{W}tblHeader") is not None else "|"
                yield f"{header} " + " | ".join(cells)
        elif node.tag == f"{W}footnote":
            if node.get(f"{W}type") in (None, "normal"):
                yield f"footnote {node.get(f'{W}id')}"
                yield from _blocks(node)
        elif node.tag != f"{W}sectPr":
            yield from _blocks(node)


def _style(paragraph: object) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")  # type: ignore[attr-defined]
    return "Normal" if style is None else str(style.get(f"{W}val"))


def _text(paragraph: object) -> str:
    out = []
    for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}instrText", f"{W}footnoteReference"):  # type: ignore[attr-defined]
        if node.tag == f"{W}t":
            out.append(node.text or "")
        elif node.tag == f"{W}instrText":
            out.append(f"<{(node.text or '').strip()}>")
        elif node.tag == f"{W}footnoteReference":
            out.append(f"[^{node.get(f'{W}id')}]")
        elif node.getparent().tag == f"{W}r":
            out.append("\t" if node.tag == f"{W}tab" else "\n")
    return "".join(out)
