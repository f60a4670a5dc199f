"""Which conditions, loops and blocks stand around each paragraph of a file, as the tags open and close them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.pairs.model import CLOSING, OPENING, Item, Paragraph, Row, Table, Tag, Word


@dataclass(slots=True)
class Nesting:
    """The tags around each block, from the outermost to the innermost.

    A tag that opens, divides or closes stands within its own construct, so that a reader sees where it
    begins and ends. What is opened in a cell or in a table is not carried out of it: tags that do not
    add up are told by the check, and must not enclose the rest of the file.
    """

    around: dict[Paragraph | Row | Table, tuple[Tag, ...]] = field(default_factory=dict)
    begins: dict[Paragraph, Tag] = field(default_factory=dict)
    """What a tag divides or closes."""

    @classmethod
    def of(cls, word: Word) -> Nesting:
        """Follow the tags of a file."""
        made = cls()
        for region in word.regions.values():
            made._items(region.items, [])
        return made

    def _items(self, items: Iterable[Item], opened: list[Tag]) -> None:
        for item in items:
            if isinstance(item, Table):
                self._table(item, tuple(opened))
            else:
                self.around[item] = self._pass(item, _decides(item), opened)

    def _table(self, table: Table, outer: tuple[Tag, ...]) -> None:
        self.around[table] = outer
        for paragraph in table.spoken:
            self.around[paragraph] = outer
        opened: list[Tag] = []
        for row in table.rows:
            holder = next((p for p in row.paragraphs if _decides(p, "tr")), None)
            tag = _decides(holder, "tr") if holder is not None else None
            self.around[row] = outer + (tuple(opened) if holder is None else self._pass(holder, tag, opened))
            for cell in row.cells:
                inside: list[Tag] = []
                for paragraph in cell.paragraphs:
                    own = None if paragraph is holder else _decides(paragraph)
                    self.around[paragraph] = self._pass(paragraph, own, inside)

    def _pass(self, paragraph: Paragraph, tag: Tag | None, opened: list[Tag]) -> tuple[Tag, ...]:
        """Open or close what the tag of a paragraph says; give what stands around the paragraph."""
        if tag is None:
            return tuple(opened)
        if tag.verb in OPENING:
            opened.append(tag)
            return tuple(opened)
        around = tuple(opened)
        if opened and opened[-1].verb == CLOSING.get(tag.verb, "if"):
            self.begins[paragraph] = opened[-1]
            if tag.verb in CLOSING:
                opened.pop()
        return around


def _decides(paragraph: Paragraph, prefix: str = "") -> Tag | None:
    """Give the tag of a paragraph that is nothing else, where it decides on what stands around it."""
    if len(paragraph.tags) != 1 or paragraph.text.strip() != paragraph.tags[0].raw:
        return None
    tag = paragraph.tags[0]
    divides = tag.verb in OPENING or tag.verb in CLOSING or tag.verb in ("else", "elif")
    return tag if divides and prefix in ("", tag.prefix) else None
