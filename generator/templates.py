"""Finds the template of a kind and a language, and prints a Word file as plain text.

The text is what `git diff` compares: headings, paragraphs with their style, tables row by row,
headers, footers and footnotes, in the order of the file.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator import resources
from generator.errors import TemplateFault, UsageFault
from generator.locales import Language
from generator.messages import msg

_MOST_BYTES: Final = 50 * 1024 * 1024
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of WordprocessingML, as lxml writes it."""


def path_of(family: str, kind: str, language: Language, root: Path | None = None) -> Path:
    """Give the template of a kind in a language; `root` is another folder laid out as `templates/`.

    Raises:
        TemplateFault: there is none.

    """
    folder = root if root is not None else resources.folder("templates")
    path = folder / family / f"{kind}.{language}.docx"
    if not path.is_file():
        raise TemplateFault(
            msg("The template {name} is missing.", name=f"{family}/{path.name}"),
            msg("Put it into the folder of the templates, or install the program again."),
        )
    return path


def read_parts(name: str, raw: bytes) -> dict[str, bytes]:
    """Give the parts of a Word file by name; `name` is only shown.

    Raises:
        UsageFault: it is no Word file, or unpacks to more than any template has.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
                raise _unreadable(name)
            return {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
        raise _unreadable(name) from error


def _unreadable(name: str) -> UsageFault:
    return UsageFault(
        msg("{name} is not a Word file that can be read.", name=name),
        msg("Save it in Word as .docx, and close it there."),
    )


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
        raise _unreadable(path.name) from error
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
