"""Sets the blocks of two versions of a file side by side: what is new, gone or moved, and what stayed.

Both are in one language, so blocks are known by their words. What stands below something new has another number
in its place; that is no move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final

from generator.pairs import changed
from generator.pairs.aligning import Matches, align
from generator.pairs.changed import Change, Kind
from generator.pairs.model import OPENING, Item, Paragraph, Row, Table, Word
from generator.pairs.words import likeness, normal, row_written, written

_MOST: Final = 1_000_000
"""Blocks before × blocks after: beyond, only those that are the same are set side by side."""
_MOST_MOVED: Final = 100_000
_ALIKE: Final = 0.6
"""A block that was moved and changed still has so much of its words, and so many words:"""
_LEAST: Final = 4
_SHORT: Final = 6
"""A text of so few words may be replaced as a whole: a label, a heading."""
_NEVER: Final = -100.0
_NOTES: Final = ("footnote", "endnote")
Block = Paragraph | Row | Table


@dataclass(frozen=True, slots=True, eq=False)
class _Unit:
    """A block with what it is known by."""

    block: Block
    form: str
    """What it says, without notation."""
    verbs: tuple[str, ...]
    """The tags that make it no plain text: a condition is never taken for a sentence."""

    @classmethod
    def of(cls, block: Block) -> _Unit:
        if isinstance(block, Table):
            return cls(block, " ".join(_row_form(row) for row in block.rows), ())
        if isinstance(block, Row):
            tags = [tag for paragraph in block.paragraphs for tag in paragraph.tags if tag.prefix == "tr"]
            return cls(block, _row_form(block), tuple(tag.verb for tag in tags))
        form = normal(written(block)) or block.text.strip()
        return cls(block, form, tuple(tag.verb for tag in block.tags if tag.verb != "print"))

    def could_be(self, other: _Unit) -> bool:
        """Tell whether the other is of the same sort."""
        return type(self.block) is type(other.block) and self.verbs == other.verbs


def changes(old: Word, new: Word) -> list[Change]:
    """Give all that changed, from top to bottom; what is gone stands where it stood."""
    return _Versions().changes(old, new)


class _Versions:
    """The comparison; each step keeps a slot, for whether a block was moved shows at the end."""

    def __init__(self) -> None:
        self._slots: list[list[Change]] = []
        self._gone: list[tuple[int, _Unit]] = []
        self._new: list[tuple[int, _Unit]] = []

    def changes(self, old: Word, new: Word) -> list[Change]:
        olds, news = _parts(old), _parts(new)
        for name in dict.fromkeys([*news, *olds]):
            self._items(olds.get(name, []), news.get(name, []))
        self._moved(_moved)
        self._moved(_alike)
        for slot, unit in self._gone:
            self._slots[slot].append(Change(Kind.GONE, None, unit.block.place, _text(unit.block), ""))
        for slot, unit in self._new:
            self._slots[slot].append(Change(Kind.NEW, unit.block.place, None, "", _text(unit.block)))
        self._tell(changed.whole(old, new))
        return [change for slot in self._slots for change in slot]

    def _tell(self, found: Iterator[Change]) -> None:
        self._slots.append(list(found))

    def _items(self, olds: Sequence[Item], news: Sequence[Item]) -> None:
        for one, other in self._stayed([x for x in olds if _says(x)], [x for x in news if _says(x)]):
            self._block(one, other)

    def _block(self, one: Block, other: Block, *, reshaped: bool = False) -> None:
        if isinstance(one, Paragraph) and isinstance(other, Paragraph):
            self._tell(changed.paragraph(one, other))
        elif isinstance(one, Row) and isinstance(other, Row):
            self._row(one, other, reshaped=reshaped)
        elif isinstance(one, Table) and isinstance(other, Table):
            self._tell(changed.table(one, other))
            self._items(one.spoken, other.spoken)
            for left, right in self._stayed(one.rows, other.rows):
                self._block(left, right, reshaped=one.columns != other.columns)

    def _row(self, one: Row, other: Row, *, reshaped: bool) -> None:
        self._tell(changed.row(one, other, reshaped=reshaped))
        left, right = ([normal(_cell(list(c.paragraphs))) for c in each.cells] for each in (one, other))
        if left != right and sorted(left) == sorted(right):
            self._slots.append([Change(Kind.TABLE, other.place, one.place, _text(one), _text(other))])
        elif len(left) == len(right):
            for before, after in zip(one.cells, other.cells, strict=True):
                self._items(before.paragraphs, after.paragraphs)
        else:
            self._items(list(one.paragraphs), list(other.paragraphs))

    def _stayed(self, olds: Sequence[Block], news: Sequence[Block]) -> Iterator[tuple[Block, Block]]:
        """Give what stands side by side, and keep what stands alone."""
        left, right = [_Unit.of(each) for each in olds], [_Unit.of(each) for each in news]
        for i, j in _with_replaced(left, right, _aligned(left, right)):
            if i is not None and j is not None:
                yield olds[i], news[j]
                continue
            if i is not None:
                self._gone.append((len(self._slots), left[i]))
            elif j is not None:
                self._new.append((len(self._slots), right[j]))
            self._slots.append([])

    def _moved(self, alike: Callable[[_Unit, _Unit], float]) -> None:
        """Take for moved what is gone at one place and new at another."""
        gone = list(self._gone)
        if len(gone) * len(self._new) > _MOST_MOVED:
            return
        for here in list(self._new):
            scores = [alike(there[1], here[1]) for there in gone]
            if not scores or max(scores) < _ALIKE:
                continue
            there = gone.pop(scores.index(max(scores)))
            self._gone.remove(there)
            self._new.remove(here)
            one, other = there[1].block, here[1].block
            moved = Change(Kind.MOVED, other.place, one.place, _text(one), _text(other))
            self._slots[here[0]].append(moved)
            self._block(one, other)


def _parts(word: Word) -> dict[str, list[Item]]:
    """Give the parts of a file; its notes are one, for a new one gives the others another number."""
    parts: dict[str, list[Item]] = {}
    for name, region in word.regions.items():
        kind = name.split()[0]
        parts.setdefault(kind if kind in _NOTES else name, []).extend(region.items)
    return parts


def _says(item: Item) -> bool:
    return isinstance(item, Table) or bool(item.text.strip() or item.pictures or item.notes or item.fields)


def _cell(paragraphs: Sequence[Paragraph]) -> str:
    return " ".join(map(written, paragraphs))


def _text(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, Row):
        return " | ".join(" ".join(each.text for each in cell.paragraphs) for cell in block.cells)
    return "\n".join(map(_text, block.rows))


def _row_form(row: Row) -> str:
    return normal(row_written(row))


def _same(one: _Unit, other: _Unit) -> bool:
    return one.could_be(other) and one.form == other.form


def _moved(one: _Unit, other: _Unit) -> bool:
    """Tell whether a block is the same; the end of a condition is one like the other, and moves with its begin."""
    return _same(one, other) and not (one.verbs and OPENING.isdisjoint(one.verbs))


def _alike(one: _Unit, other: _Unit) -> float:
    """Tell how much two blocks share, that have enough words to tell."""
    if not one.could_be(other) or min(len(each.form.split()) for each in (one, other)) < _LEAST:
        return 0.0
    return likeness(one.form, other.form)


def _aligned(olds: Sequence[_Unit], news: Sequence[_Unit]) -> Matches:
    if len(olds) * len(news) <= _MOST:
        return align(olds, news, _score, _same)
    out: Matches = []
    left, right = ([each.form for each in side] for side in (olds, news))
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            out += list(zip(range(i1, i2), range(j1, j2), strict=True))
        else:
            out += [(i, None) for i in range(i1, i2)]
            out += [(None, j) for j in range(j1, j2)]
    return out


def _score(one: _Unit, other: _Unit) -> float:
    if not one.could_be(other):
        return _NEVER
    if one.verbs:
        return 1.0 if one.form == other.form else 0.2
    style = 0.3 * (_style(one.block) == _style(other.block))
    return 4 * likeness(one.form, other.form) - 1.4 + style


def _style(block: Block) -> str:
    return "" if isinstance(block, Row) else block.style


def _with_replaced(olds: Sequence[_Unit], news: Sequence[_Unit], matches: Matches) -> Matches:
    """Join a short text that is gone with the one that is new at its place: it was replaced."""
    out: Matches = []
    for sides, group in groupby(matches, lambda pair: None not in pair):
        found = list(group)
        gone = [i for i, _ in found if i is not None]
        new = [j for _, j in found if j is not None]
        if not sides and len(gone) == len(new) == 1 and _labels(olds[gone[0]], news[new[0]]):
            found = [(gone[0], new[0])]
        out += found
    return out


def _labels(one: _Unit, other: _Unit) -> bool:
    if not one.could_be(other) or not isinstance(one.block, Paragraph) or one.verbs:
        return False
    words = max(len(each.form.split()) for each in (one, other))
    return _style(one.block) == _style(other.block) and words <= _SHORT
