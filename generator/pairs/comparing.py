"""Compares the two files of a pair: their blocks one by one, and what each block says.

The findings stand at the Dutch file, for the French one is mostly written first; each names both
places and quotes both texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

from generator.findings import Finding, Place, Severity
from generator.messages import Message, msg
from generator.pairs import contents, layout, terms
from generator.pairs.aligning import Aligner, Matches, Vocabulary
from generator.pairs.languages import Speech
from generator.pairs.model import Cell, Item, Paragraph, Region, Row, Table, Word, short
from generator.pairs.words import normal, written

_SAME: Final = msg("Give both languages the same blocks in the same order.")
Tell = Callable[[str, Paragraph | Row | Table, Paragraph | Row | Table, Message, Message, bool], Finding]


class Comparison:
    """The comparison of one pair."""

    def __init__(
        self,
        french: Word,
        dutch: Word,
        vocabulary: Vocabulary,
        speech: Speech,
        approved: frozenset[str] = frozenset(),
    ) -> None:
        """Take the two files, the words that answer to each other, those that only one language has, and what was approved."""
        self._approved = approved
        self._french, self._dutch = french, dutch
        self._words, self._speech = vocabulary, speech
        self._aligner = Aligner(vocabulary)
        self._matches: dict[tuple[tuple[Item, ...], tuple[Item, ...]], Matches] = {}
        self._rows: dict[tuple[Table, Table], Matches] = {}
        self.side_by_side: list[tuple[Paragraph | Row, Paragraph | Row]] = []
        """The paragraphs and rows that stand side by side, as soon as the findings were given."""

    def findings(self) -> Iterator[Finding]:
        """Give all in which the two differ."""
        yield from self._set_up()
        for name, region in self._french.regions.items():
            if (other := self._dutch.regions.get(name)) is None:
                told = msg("the French has it, the Dutch has none")
                yield self._told("PAI023", region.place, region.place, told, _SAME)
            else:
                yield from self._items(region.items, other.items)
        for name, region in self._dutch.regions.items():
            if name not in self._french.regions:
                told = msg("the Dutch has it, the French has none")
                yield self._told("PAI023", None, region.place, told, _SAME, near=region.place)

    def _told(
        self,
        code: str,
        left: Message | None,
        right: Message,
        told: Message,
        remedy: Message,
        *,
        warning: bool = False,
        near: Message | None = None,
    ) -> Finding:
        """Make a finding; `near` is where the file that lacks something should have it."""
        place = right
        if left is not None and left != right:
            place = msg("{place} (French: {beside})", place=right, beside=left)
        beside = None if left is None else Place(self._french.path, shown=left)
        here = Place(self._dutch.path, shown=right)
        if near is not None and left is None:
            beside = Place(self._french.path, shown=near)
        elif near is not None:
            here = Place(self._dutch.path, shown=right, near=near)
        severity = Severity.WARNING if warning else Severity.ERROR
        message = msg("{place}: {message}", place=place, message=told)
        return Finding(code, severity, here, message, remedy, beside)

    def matched(self, left: list[Item], right: list[Item]) -> Matches:
        """Set two sequences of blocks side by side, as they are compared."""
        key = (tuple(left), tuple(right))
        if key not in self._matches:
            self._matches[key] = self._joined(
                left, right, self._both_new(left, right, self._aligner.items(left, right))
            )
        return self._matches[key]

    def matched_rows(self, one: Table, other: Table) -> Matches:
        """Set the rows of two tables side by side, as they are compared."""
        key = (one, other)
        if key not in self._rows:
            self._rows[key] = self._aligner.rows(one.rows, other.rows)
        return self._rows[key]

    def _items(self, left: list[Item], right: list[Item]) -> Iterator[Finding]:
        matches = self.matched(left, right)
        yield from self._unmatched(left, right, matches)
        for first, second in self._aligner.moved(left, right, matches):
            told = msg("this paragraph and that of {place} have changed places", place=right[second].place)
            french = next(left[i] for i, j in matches if j == first and i is not None)
            yield self._told("PAI004", french.place, right[first].place, told, _SAME)
        for i, j in matches:
            if i is None or j is None:
                continue
            one, other_item = left[i], right[j]
            if isinstance(one, Table) and isinstance(other_item, Table):
                yield from self._table(one, other_item)
            elif isinstance(one, Paragraph) and isinstance(other_item, Paragraph):
                yield from self._paragraph(one, other_item)

    def _both_new(self, left: list[Item], right: list[Item], matches: Matches) -> Matches:
        """Join what is new in both languages at the same place, one by one: their words may have nothing in common."""
        out: Matches = []
        for alone, group in groupby(matches, lambda pair: None in pair):
            found = list(group)
            ones = [i for i, _ in found if i is not None]
            others = [j for _, j in found if j is not None]
            if alone and len(ones) == len(others):
                pairs = list(zip(ones, others, strict=True))
                if all(self._is_new(left[i], right[j]) for i, j in pairs):
                    found = list(pairs)
            out += found
        return out

    def _is_new(self, one: Item, other: Item) -> bool:
        """Tell whether two paragraphs may be one text that was added to both files: neither was approved."""
        if isinstance(one, Table) or isinstance(other, Table) or one.structural or other.structural:
            return False
        if one.style != other.style or one.row or other.row or not self._approved:
            return False
        texts = normal(written(one)), normal(written(other))
        return all(texts) and not self._approved.intersection(texts)

    def _joined(self, left: list[Item], right: list[Item], matches: Matches) -> Matches:
        """Join what stands alone on both sides at the same place: it was changed, not left out."""
        out: Matches = []
        for i, j in matches:
            a, b = out[-1] if out else (0, 0)
            first, second = (
                (a, j) if b is None and i is None else (i, b) if a is None and j is None else (None, None)
            )
            if first is not None and second is not None and self._changed(left[first], right[second]):
                out[-1] = (first, second)
            else:
                out.append((i, j))
        return out

    def _changed(self, one: Item, other: Item) -> bool:
        """Tell whether two paragraphs differ in what is compared; else one of the two is another text."""
        if isinstance(one, Table) or isinstance(other, Table):
            return False
        if one.structural or other.structural or one.style != other.style:
            return False
        # in a table the neighbours tell that two cells answer to each other, also where a term is wrong
        if one.row and other.row and terms.related(one, other, self._speech):
            return True
        return any(True for _ in contents.differences(one, other, self._words))

    def _unmatched(self, left: list[Item], right: list[Item], matches: Matches) -> Iterator[Finding]:
        """Tell what only one side has, and what stands elsewhere on the other."""
        only_left = [
            (left[i], at)
            for at, (i, j) in enumerate(matches)
            if j is None and i is not None and _says(left[i])
        ]
        only_right = [
            (right[j], at)
            for at, (i, j) in enumerate(matches)
            if i is None and j is not None and _says(right[j])
        ]
        for one, at in only_left:
            found = next((each for each in only_right if self._answers(one, each[0])), None)
            if found is not None:
                other, _ = found
                told = msg("“{text}” stands elsewhere in French: {place}", text=_text(other), place=one.place)
                yield self._told("PAI004", one.place, other.place, told, _SAME)
                only_right.remove(found)
            else:
                told = msg("the Dutch lacks “{text}”", text=_text(one))
                near = _gap([None if j is None else right[j] for _, j in matches], at)
                yield self._told("PAI002", one.place, one.place, told, _SAME, near=near)
        for other, at in only_right:
            told = msg("the French lacks “{text}”", text=_text(other))
            near = _gap([None if i is None else left[i] for i, _ in matches], at)
            yield self._told("PAI003", None, other.place, told, _SAME, near=near)
        if not only_left and not only_right:
            yield from self._spacing(left, right, matches)

    def _spacing(self, left: list[Item], right: list[Item], matches: Matches) -> Iterator[Finding]:
        """Tell of an empty paragraph that only one side has; where text is missing, that is told alone."""
        ones = [None if i is None or not _says(left[i]) else left[i] for i, _ in matches]
        others = [None if j is None or not _says(right[j]) else right[j] for _, j in matches]
        for at, (i, j) in enumerate(matches):
            french, dutch = _gap(ones, at), _gap(others, at)
            if (i is None or j is None) and french is not None and dutch is not None:
                told = msg("an empty paragraph stands in the French only")
                if i is None:
                    told = msg("an empty paragraph stands in the Dutch only")
                yield self._told("PAI033", french, dutch, told, _SPACE, warning=True)

    def _answers(self, one: Item, other: Item) -> bool:
        if isinstance(one, Paragraph) and isinstance(other, Paragraph):
            return self._aligner.answers(one, other)
        return False

    def _paragraph(self, one: Paragraph, other: Paragraph) -> Iterator[Finding]:
        self.side_by_side.append((one, other))
        if one.style != other.style:
            told = msg("the style is {dutch}, in French {french}", dutch=other.style, french=one.style)
            yield self._told("PAI005", one.place, other.place, told, msg("Give both the same style."))
        found = list(contents.differences(one, other, self._words))
        for fact in [*found, *terms.differences(one, other, found, self._speech)]:
            yield self._told(fact.code, one.place, other.place, fact.told, fact.remedy, warning=fact.warning)

    def _table(self, one: Table, other: Table) -> Iterator[Finding]:
        if (one.columns, one.style) != (other.columns, other.style):
            told = msg(
                "the table has {dutch} columns, in French {french}, or another style",
                dutch=other.columns,
                french=one.columns,
            )
            yield self._told("PAI006", one.place, other.place, told, _SHAPE)
        widths = layout.widths(one), layout.widths(other)
        if layout.clearly_differ(*widths):
            french, dutch = (
                ", ".join(f"{each:.0%}".replace("%", "\u00a0%") for each in side) for side in widths
            )
            told = msg(
                "the columns are not as wide as in French: {dutch}; in French {french}",
                dutch=dutch,
                french=french,
            )
            yield self._told("PAI034", one.place, other.place, told, _WIDTHS, warning=True)
        spoken = {paragraph.style: paragraph for paragraph in other.spoken}
        for paragraph in one.spoken:
            if paragraph.style in spoken:
                yield from self._paragraph(paragraph, spoken[paragraph.style])
        matches = self.matched_rows(one, other)
        for at, (i, j) in enumerate(matches):
            if i is None and j is not None:
                told = msg("the French lacks the row “{text}”", text=_row_text(other.rows[j]))
                near = _gap([None if i is None else one.rows[i] for i, _ in matches], at) or one.place
                yield self._told("PAI007", None, other.rows[j].place, told, _SHAPE, near=near)
            elif j is None and i is not None:
                told = msg("the Dutch lacks the row “{text}”", text=_row_text(one.rows[i]))
                near = _gap([None if j is None else other.rows[j] for _, j in matches], at) or other.place
                yield self._told("PAI007", one.rows[i].place, one.rows[i].place, told, _SHAPE, near=near)
            elif i is not None and j is not None:
                yield from self._row(one.rows[i], other.rows[j])

    def _row(self, one: Row, other: Row) -> Iterator[Finding]:
        self.side_by_side.append((one, other))
        if one.header != other.header:
            told = msg("it is a header row in one language only")
            yield self._told("PAI006", one.place, other.place, told, _SHAPE)
        if [_shape(cell) for cell in one.cells] != [_shape(cell) for cell in other.cells]:
            told = msg(
                "the row has {dutch} cells, in French {french}, or others are merged",
                dutch=len(other.cells),
                french=len(one.cells),
            )
            yield self._told("PAI006", one.place, other.place, told, _SHAPE)
        if len(one.cells) == len(other.cells):
            for left, right in zip(one.cells, other.cells, strict=True):
                yield from self._items(list(left.paragraphs), list(right.paragraphs))

    def _set_up(self) -> Iterator[Finding]:
        """Compare the pages and the styles: a document looks the same in both languages."""
        place = msg("page layout")
        if layout.pages(self._french) != layout.pages(self._dutch):
            told = msg("size, margins or sections of the pages differ")
            yield self._told("PAI023", place, place, told, msg("Give both the same page layout."))
        left, right = layout.styles(self._french), layout.styles(self._dutch)
        different = sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))
        if different:
            told = msg("the styles differ: {styles}", styles=", ".join(different[:5]))
            place = msg("styles")
            yield self._told("PAI023", place, place, told, msg("Copy the styles from one file to the other."))


_SPACE: Final = msg(
    "Delete it, or insert it in the other file too; the space between texts belongs to their styles."
)
_WIDTHS: Final = msg("Give both tables the same columns: Layout, Properties, Column.")
_SHAPE: Final = msg("Give both tables the same rows, columns and merged cells.")


def _shape(cell: Cell) -> tuple[int, int, str]:
    return cell.column, cell.span, cell.merge


def _says(item: Item) -> bool:
    """Tell whether a block is more than an empty line."""
    return isinstance(item, Table) or bool(item.text.strip() or item.pictures or item.notes)


def _gap(side: Sequence[Item | Row | None], at: int) -> Message | None:
    """Say where something should be that one side lacks: below what stands before it there, or above the next."""
    if above := next((each for each in reversed(side[:at]) if each is not None), None):
        return msg("{place}, directly after it", place=above.place)
    if below := next((each for each in side[at + 1 :] if each is not None), None):
        return msg("{place}, directly before it", place=below.place)
    return None


def _text(item: Item) -> str:
    return short(item.text) if isinstance(item, Paragraph) else _row_text(item.rows[0]) if item.rows else ""


def _row_text(row: Row) -> str:
    return short(" | ".join(" ".join(p.text for p in cell.paragraphs) for cell in row.cells))


def aligned_regions(french: Word, dutch: Word) -> Iterator[tuple[Region, Region]]:
    """Give the regions that both files have."""
    for name, region in french.regions.items():
        if name in dutch.regions:
            yield region, dutch.regions[name]
