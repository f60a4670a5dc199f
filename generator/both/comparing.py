"""Compares two rendered documents: tables, rows and cells, headings, printed values, facts in the words of the templates.

Words are not compared: that is the work of `cpas templates check`, which reads the templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Final

from generator.both.aligning import aligned
from generator.both.values import Values, Written
from generator.contradictions import Contradiction, unlike
from generator.messages import Message, msg
from generator.rendering import DOCUMENT, Cell, Item, Paragraph, Printed, Row, Table, masked

_QUOTED: Final = 90
_FEWEST: Final = 2
"""Values that may change places."""
_MARGINS: Final = ("word/header", "word/footer", "word/footnotes")
_HIDDEN: Final = "…"
Node = Paragraph | Cell | Row | Table
Items = Mapping[str, Sequence[Item]]


@dataclass(frozen=True, slots=True)
class Difference:
    """What the two documents do not share, and where it stands in each; one may have nothing."""

    french: Node | None
    dutch: Node | None
    told: Message
    written: Written | None = None
    """The text of a person in which it stands, if it stands in one."""
    kind: str = ""
    """The kind of facts in which that text differs."""


class Comparison:
    """The comparison of two documents; `discreet` keeps what is printed out of the messages."""

    def __init__(self, values: Values, *, discreet: bool) -> None:
        """Take what is known of the printed values."""
        self._values = values
        self._discreet = discreet

    def differences(self, french: Items, dutch: Items) -> Iterator[Difference]:
        """Give all in which two documents differ, from top to bottom."""
        yield from self._items(french.get(DOCUMENT, ()), dutch.get(DOCUMENT, ()))
        for kind in _MARGINS:
            yield from self._margins(
                *([part for name, part in items.items() if name.startswith(kind) and part] for items in (french, dutch))
            )  # fmt: skip

    def _margins(self, left: list[Sequence[Item]], right: list[Sequence[Item]]) -> Iterator[Difference]:
        """Compare headers or footers; Word may give their parts other numbers in each file."""
        alone = []
        for one in left:
            twin = next((other for other in right if next(self._items(one, other), None) is None), None)
            if twin is None:
                alone.append(one)
            else:
                right.remove(twin)
        for one, other in zip_longest(alone, right, fillvalue=()):
            yield from self._items(one, other)

    def _items(self, left: Sequence[Item], right: Sequence[Item]) -> Iterator[Difference]:
        for block in aligned(left, right):
            if block.same:
                for one, other in zip(block.french, block.dutch, strict=True):
                    yield from self._item(one, other)
            elif block.french and block.dutch:
                one, other = block.french[0], block.dutch[0]
                told = msg(
                    "the French has “{french}”, the Dutch “{dutch}” in its place",
                    french=self._quoted(one),
                    dutch=self._quoted(other),
                )
                yield Difference(one, other, told)
            elif block.french:
                yield Difference(block.french[0], None, self._only_french(block.french))
            else:
                yield Difference(None, block.dutch[0], self._only_dutch(block.dutch))

    def _only_french(self, items: Sequence[Item]) -> Message:
        text, more = self._quoted(items[0]), len(items) - 1
        if more:
            return msg("only the French has “{text}” and what follows it (blocks: {number})", text=text, number=more)  # fmt: skip
        return msg("only the French has “{text}”", text=text)

    def _only_dutch(self, items: Sequence[Item]) -> Message:
        text, more = self._quoted(items[0]), len(items) - 1
        if more:
            return msg("only the Dutch has “{text}” and what follows it (blocks: {number})", text=text, number=more)  # fmt: skip
        return msg("only the Dutch has “{text}”", text=text)

    def _item(self, one: Item, other: Item) -> Iterator[Difference]:
        if isinstance(one, Table) and isinstance(other, Table):
            yield from self._table(one, other)
        elif isinstance(one, Paragraph) and isinstance(other, Paragraph):
            yield from self._paragraph(one, other)

    def _table(self, one: Table, other: Table) -> Iterator[Difference]:
        if one.columns != other.columns:
            told = msg(
                "the table has {french} columns in French and {dutch} in Dutch",
                french=one.columns,
                dutch=other.columns,
            )
            yield Difference(one, other, told)
        elif len(one.rows) != len(other.rows):
            yield Difference(one, other, self._rows(one, other))
        else:
            for left, right in zip(one.rows, other.rows, strict=True):
                yield from self._row(left, right)
        for said, also in zip(one.spoken, other.spoken, strict=False):
            yield from self._paragraph(said, also)

    def _rows(self, one: Table, other: Table) -> Message:
        """Say how many rows there are, and quote the first that only one of the tables has."""
        french, dutch = len(one.rows), len(other.rows)
        if french > dutch:
            lost = next(_lost(one.rows, other.rows, self._alike))
            return msg(
                "the table has {french} rows in French and {dutch} in Dutch; only the French has “{text}”",
                french=french,
                dutch=dutch,
                text=self._quoted(lost),
            )
        lost = next(_lost(other.rows, one.rows, lambda row, twin: self._alike(twin, row)))
        return msg(
            "the table has {french} rows in French and {dutch} in Dutch; only the Dutch has “{text}”",
            french=french,
            dutch=dutch,
            text=self._quoted(lost),
        )

    def _alike(self, one: Row, other: Row) -> bool:
        return next(self._row(one, other), None) is None

    def _row(self, one: Row, other: Row) -> Iterator[Difference]:
        if [(cell.column, cell.span) for cell in one.cells] != [(c.column, c.span) for c in other.cells]:
            told = msg(
                "the row has {french} cells in French and {dutch} in Dutch, or others are merged",
                french=len(one.cells),
                dutch=len(other.cells),
            )
            yield Difference(one, other, told)
            return
        for left, right in zip(one.cells, other.cells, strict=True):
            yield from self._items(left.paragraphs, right.paragraphs)

    def _paragraph(self, one: Paragraph, other: Paragraph) -> Iterator[Difference]:
        yield from self._printed(one, other)
        if one.notes != other.notes:
            told = msg(
                "footnotes in French: {french}, in Dutch: {dutch}, in “{text}”",
                french=one.notes,
                dutch=other.notes,
                text=self._quoted(other),
            )
            yield Difference(one, other, told)
        for fact in unlike(one.literal, other.literal):
            told = _differ(fact, self._quoted(one), self._quoted(other))
            yield Difference(one, other, told)

    def _printed(self, one: Paragraph, other: Paragraph) -> Iterator[Difference]:
        """Compare the values of two paragraphs; each language prints them in an order of its own."""
        if not (one.values or other.values):
            return
        left, right, pairs = list[Printed](), list(other.values), list[tuple[Printed, Printed]]()
        for value in one.values:
            same = [twin for twin in right if self._values.same(value, twin)]
            if same:
                twin = next((each for each in same if each.expression == value.expression), same[0])
                right.remove(twin)
                pairs.append((value, twin))
            else:
                left.append(value)
        for value, twin in pairs:
            for found in self._values.contradictions(value, twin):
                told = (
                    msg("{name} differ between the French and the Dutch text", name=found.gaps["name"])
                    if self._discreet
                    else _differ(found, _short(value.text), _short(twin.text))
                )
                yield Difference(one, other, told, self._values.written(value, twin), found.kind)
        yield from self._exchanged(one, other, pairs)
        # the same name with another value, then another name
        left.sort(key=lambda value: all(value.expression != twin.expression for twin in right))
        for value in left:
            if right:
                twin = next((each for each in right if each.expression == value.expression), right[0])
                right.remove(twin)
                yield Difference(one, other, self._other_value(value, twin))
            else:
                yield Difference(one, other, msg("only the French prints “{value}” ({field}), in “{text}”", **self._gaps(value, one)))  # fmt: skip
        for twin in right:
            yield Difference(one, other, msg("only the Dutch prints “{value}” ({field}), in “{text}”", **self._gaps(twin, other)))  # fmt: skip

    def _exchanged(
        self, one: Paragraph, other: Paragraph, pairs: Sequence[tuple[Printed, Printed]]
    ) -> Iterator[Difference]:
        """See whether values have changed places: from the end to the beginning, the name of one with the title of the other."""
        if len(pairs) < _FEWEST or [*map(_name, one.values)] == [*map(_name, other.values)]:
            return
        for kind in sorted({value.filter for value, _ in pairs} - {""}):
            left, right = (
                [value for value in paragraph.values if value.filter == kind] for paragraph in (one, other)
            )
            if len(left) == len(right):
                for value, twin in zip(left, right, strict=True):
                    if not self._values.same(value, twin):
                        yield Difference(one, other, self._other_value(value, twin))
                        break
        if _turns(one.values) != _turns(other.values) and len(one.values) == len(other.values):
            told = msg(
                "values have changed places: {french} in French, {dutch} in Dutch",
                french=", ".join(map(_name, one.values)),
                dutch=", ".join(map(_name, other.values)),
            )
            yield Difference(one, other, told)

    def _other_value(self, value: Printed, twin: Printed) -> Message:
        if value.expression == twin.expression:
            return msg(
                "the value {field} is “{french}” in French and “{dutch}” in Dutch",
                field=value.expression,
                french=self._shown(value),
                dutch=self._shown(twin),
            )
        return msg(
            "the French prints {french} (“{left}”), the Dutch {dutch} (“{right}”)",
            french=value.expression,
            left=self._shown(value),
            dutch=twin.expression,
            right=self._shown(twin),
        )

    def _gaps(self, value: Printed, paragraph: Paragraph) -> dict[str, str]:
        return {
            "value": self._shown(value),
            "field": value.expression,
            "text": self._quoted(paragraph),
        }

    def _shown(self, value: Printed) -> str:
        return _HIDDEN if self._discreet else _short(value.text)

    def _quoted(self, node: Node) -> str:
        """Quote what a reader sees; in a document on a person only the words of the template."""
        paragraphs = [node] if isinstance(node, Paragraph) else _inside(node)
        return _short(" | ".join(masked(each) if self._discreet else each.text for each in paragraphs))


def _differ(found: Contradiction, french: str, dutch: str) -> Message:
    return msg(
        "{name} differ (French only: {left}; Dutch only: {right}) in “{french}” / “{dutch}”",
        **found.gaps,
        french=french,
        dutch=dutch,
    )


def _inside(node: Node) -> Iterator[Paragraph]:
    """Give the paragraphs of a row or a cell; a table is known by its first row."""
    if isinstance(node, Table):
        yield from node.rows[0].paragraphs if node.rows else ()
    elif not isinstance(node, Paragraph):
        yield from node.paragraphs


def _lost(longer: Sequence[Row], shorter: Sequence[Row], alike: Callable[[Row, Row], bool]) -> Iterator[Row]:
    """Give the rows that stand in the longer table only."""
    rest = list(shorter)
    for row in longer:
        if rest and alike(row, rest[0]):
            rest.pop(0)
        else:
            yield row


def _name(value: Printed) -> str:
    return value.expression


def _turns(values: Sequence[Printed]) -> int:
    """Count how often the values of one thing or person follow those of another; languages may put one before the other."""
    return len(list(groupby(values, key=lambda value: value.expression.rpartition(".")[0])))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + "…"
