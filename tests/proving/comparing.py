"""Holds a rendered document against what must be printed."""

from __future__ import annotations

import html
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

from lxml import etree

from tests.proving.printing import Line, Mark, Printing, lines_of
from tests.proving.reading import CORE, Node, Template, Unread, W, opened

MARK: Final = re.compile(r"Qx\d{5}z")
"""What generated texts hold, each another one."""
_LEFT: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\b(?:None|True|False|Undefined|Decimal|datetime)\b")
_TOLD: Final = 6


def differences(template: Template, docx: bytes, wanted: Printing, *, marked: bool = True) -> list[str]:
    """Hold a rendered document against what must be printed; nothing is given where they are the same.

    Without `marked` the values are those of a person: they may stand in the fixed text too, and are not counted.
    """
    try:
        parts = opened(docx)
        if list(parts) != list(template.parts):
            return [f"the parts are {sorted(parts)}"]
        filled = {name: parts[name] for name in template.filled}
        roots = {name: etree.fromstring(raw) for name, raw in filled.items()}
        bare = "".join(map(_bare, filled.values()))
        return [
            *_untouched(template, parts),
            *(_counted(wanted.marks, filled, bare) if marked else ()),
            *_compared(wanted.lines, lines_of(roots)),
            *_left(bare, wanted.marks),
            *_broken(roots),
        ]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, Unread) as error:
        return [f"the file cannot be read: {error}"]


def _untouched(template: Template, parts: Mapping[str, bytes]) -> Iterator[str]:
    for name, raw in template.parts.items():
        if name not in template.filled and name != CORE and parts[name] != raw:
            yield f"{name} is another one"


def _counted(marks: Sequence[Mark], filled: Mapping[str, bytes], bare: str) -> Iterator[str]:
    """Count each mark in the file as it is packed, and each other value in its bare text."""
    names = {found: mark.path for mark in marks for found in MARK.findall(mark.text)}
    wanted = [found for mark in marks for found in MARK.findall(mark.text)]
    there = [found for raw in filled.values() for found in MARK.findall(raw.decode())]
    for mark, times in (Counter(wanted) - Counter(there)).items():
        yield f"{names[mark]} ({mark}) is missing {times} times"
    for mark, times in (Counter(there) - Counter(wanted)).items():
        yield f"{names.get(mark)} ({mark}) stands there {times} times too often"
    if Counter(wanted) == Counter(there) and wanted != there:
        yield "the values stand in another order"
    forms = Counter(mark.text for mark in marks if not MARK.search(mark.text))
    for form in unmistakable(forms):
        if bare.count(form) != forms[form]:
            yield f"“{form}” stands there {bare.count(form)} times instead of {forms[form]}"


def unmistakable(forms: Iterable[str]) -> list[str]:
    """Give the figures that are part of no other and long enough not to stand in a fixed text."""
    long = [form for form in forms if len(form) >= 7]
    whole = "\x00".join(long)
    return [form for form in long if whole.count(form) == 1]


def _bare(raw: bytes) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"</w:p>|<w:br/>", "\n", raw.decode())))


def _compared(wanted: Sequence[Line], there: Sequence[Line]) -> Iterator[str]:
    if wanted == there:
        return
    first = next(
        (at for at, (one, other) in enumerate(zip(wanted, there, strict=False)) if one != other),
        min(len(wanted), len(there)),
    )
    wanted, there = wanted[first : first + 400], there[first : first + 400]
    changes = SequenceMatcher(None, wanted, there, autojunk=False).get_opcodes()
    for _, start, end, begin, stop in [change for change in changes if change[0] != "equal"][:_TOLD]:
        yield f"should be {_shortly(wanted[start:end])}; is {_shortly(there[begin:stop])}"


def _shortly(lines: Sequence[Line]) -> str:
    return " / ".join(map(str, lines[:3])) or "nothing"


def _left(bare: str, marks: Iterable[Mark]) -> Iterator[str]:
    """Find what a template leaves behind; a value that looks like a tag is text, and stays."""
    values = Counter(left for mark in marks for left in _LEFT.findall(mark.text))
    for left, times in (Counter(_LEFT.findall(bare)) - values).items():
        yield f"{left} is left {times} times"


def _broken(roots: Mapping[str, Node]) -> Iterator[str]:
    """Find what Word would call damaged: a cell without paragraph, a row that does not fill the grid."""
    for name, root in roots.items():
        for table in root.iter(f"{W}tbl"):
            columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
            rows = table.findall(f"{W}tr")
            if not rows:
                yield f"{name}: a table has no rows"
            for row in rows:
                cells = row.findall(f"{W}tc")
                spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in cells)
                if sum(1 if span is None else int(str(span.get(f"{W}val"))) for span in spans) != columns:
                    yield f"{name}: a row does not fill its table"
                if any(not len(cell) or cell[-1].tag != f"{W}p" for cell in cells):
                    yield f"{name}: a cell does not end with a paragraph"
