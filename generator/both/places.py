"""Says where something stands in a document, as a person finds it in Word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from generator.messages import Message, msg
from generator.rendering import DOCUMENT, Cell, Item, Paragraph, Row, Table, masked

Node = Paragraph | Cell | Row | Table
_HEADING: Final = re.compile(r"Heading\d|Plain(?:Heading|Title)\Z")
_FIRST: Final = "Heading1"


def places(items: Mapping[str, Sequence[Item]], *, discreet: bool) -> dict[int, Message]:
    """Give the place of everything by its identity; `discreet` keeps printed values out of the headings."""
    # reading templates takes a moment to load, and is needed only where two documents differ
    from generator.pairs.reading import Where

    found: dict[int, Message] = {}
    where = Where(msg("before the first heading"))
    for item in items.get(DOCUMENT, ()):
        if isinstance(item, Table):
            found |= dict(_in_table(item, where.table()))
        elif _HEADING.match(item.style):
            # a heading that begins a page is one of the first level too
            style = _FIRST if item.style.startswith(_FIRST) else item.style
            found[id(item)] = where.heading(style, masked(item) if discreet else item.text)
        else:
            found[id(item)] = where.paragraph()
    for name, others in items.items():
        if name != DOCUMENT:
            for number, item in enumerate(others, 1):
                found |= dict(_around(item, _margin(name, number)))
    return found


def _margin(name: str, number: int) -> Message:
    if "header" in name:
        return msg("header")
    return msg("footer") if "footer" in name else msg("footnote {number}", number=number)


def _around(item: Item, place: Message) -> Iterator[tuple[int, Message]]:
    if isinstance(item, Table):
        yield from _in_table(item, place)
    else:
        yield id(item), place


def _in_table(table: Table, place: Message) -> Iterator[tuple[int, Message]]:
    yield id(table), place
    for paragraph in table.spoken:
        yield id(paragraph), msg("{table}, description", table=place)
    for number, row in enumerate(table.rows, 1):
        at = msg("{table}, row {number}", table=place, number=number)
        yield id(row), at
        for cell in row.cells:
            within = msg("{row}, column {number}", row=at, number=cell.column)
            yield id(cell), within
            for index, paragraph in enumerate(cell.paragraphs, 1):
                several = msg("{where}, paragraph {number}", where=within, number=index)
                yield id(paragraph), several if len(cell.paragraphs) > 1 else within
