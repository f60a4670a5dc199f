"""Prints a Word file as plain text.

The text is what `git diff` compares: headings, paragraphs with their style, tables with what is read aloud
of them and row by row, the ends of sections with their pages, headers, footers and footnotes, in the order
of the file; last the title in the properties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from lxml import etree

from generator.templates.files import W, read_parts, unreadable

_CORE: Final = "docProps/core.xml"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"


def plain_text(path: Path) -> Iterator[str]:
    """Print a Word file as ordered lines of text.

    Raises:
        UsageFault: the file cannot be opened or is no Word file.

    """
    try:
        contents = read_parts(path.name, path.read_bytes())
        parts = {name: etree.fromstring(contents[name]) for name in _text_parts(list(contents))}
        title = title_of(contents)
    except (OSError, KeyError, etree.XMLSyntaxError) as error:
        raise unreadable(path.name) from error
    for part, root in parts.items():
        yield f"[{Path(part).stem}]"
        body = root.find(f"{W}body")
        yield from _blocks(root if body is None else body)
    if title.strip():
        yield "[core]"
        yield f"title: {_line(title)}"


def title_of(parts: Mapping[str, bytes]) -> str:
    """Give the title in the properties of a Word file: what kind of document it is, in its language."""
    return "" if _CORE not in parts else str(etree.fromstring(parts[_CORE]).findtext(f"{_DC}title") or "")


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
            if (section := node.find(f"{W}pPr/{W}sectPr")) is not None:
                yield _section(section)
        elif node.tag == f"{W}tbl":
            yield "table"
            yield from _spoken(node)
            for row in node.iter(f"{W}tr"):
                cells = [" / ".join(_text(p) for p in cell.iter(f"{W}p")) for cell in row.findall(f"{W}tc")]
                header = "=" if row.find(f"{W}trPr/{W}tblHeader") is not None else "|"
                yield f"{header} " + " | ".join(cells)
        elif node.tag == f"{W}footnote":
            if node.get(f"{W}type") in (None, "normal"):
                yield f"footnote {node.get(f'{W}id')}"
                yield from _blocks(node)
        elif node.tag == f"{W}sectPr":
            yield _section(node)
        else:
            yield from _blocks(node)


def _spoken(table: etree._Element) -> Iterator[str]:
    """Give what a table is called, and what it shows, for those who hear it."""
    for name, said in (("tblCaption", "caption"), ("tblDescription", "description")):
        told = table.find(f"{W}tblPr/{W}{name}")
        if told is not None:
            yield f"{said}: {_line(str(told.get(f'{W}val') or ''))}"


def _section(section: etree._Element) -> str:
    """Describe the pages of the section that ends here: how it begins, paper, margins, headers of its own."""
    begin, page, margins = (section.find(f"{W}{name}") for name in ("type", "pgSz", "pgMar"))
    told = ["nextPage" if begin is None else str(begin.get(f"{W}val"))]
    if page is not None:
        told += [str(page.get(f"{W}orient") or "portrait"), _sizes(page, "w", "h")]
    if margins is not None:
        told.append(f"margins {_sizes(margins, 'top', 'right', 'bottom', 'left')}")
    columns = section.find(f"{W}cols")
    if columns is not None and columns.get(f"{W}num"):
        told.append(f"columns {columns.get(f'{W}num')}")
    if section.find(f"{W}titlePg") is not None:
        told.append("different first page")
    return f"section: {', '.join(told)}"


def _sizes(node: etree._Element, *names: str) -> str:
    """Write lengths as Word shows them: millimetres with two digits, from twentieths of a point."""
    lengths = [str(node.get(f"{W}{name}") or "0") for name in names]
    return (
        " × ".join(f"{int(t) * 25.4 / 1440:.2f}" if t.lstrip("-").isdigit() else t for t in lengths) + " mm"
    )


def _line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


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
