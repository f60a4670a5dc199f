"""Makes data for a template: each value another one, each condition true and false, lists of all lengths.

What a template asks for is read from the template. What decides on its branches are switches: a value
that may be empty, a list that has a length. They are drawn so that each two of them have had all their
values together, those of an item of a list among themselves, in as few contexts as that takes.
"""

from __future__ import annotations

import ast
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, product
from typing import Any, Final

from tests.proving.reading import Box, Choice, Item, Print, Template, Text

FEW, MANY = 2, 25
LENGTHS: Final = (0, 1, FEW, MANY)
"""A list that has few items has one or two."""
WHOLE: Final = frozenset({
    "balance.levels[].position", "balance.levels[].positions", "campaign.appeal_months",
    "campaign.compulsory_age", "campaign.evaluation_months", "campaign.interview_days",
    "campaign.pathway_min_months", "campaign.pathway_months", "campaign.reflection_days",
    "campaign.sanction_months", "campaign.sanction_repeat_months", "campaign.sanction_repeat_years",
    "campaign.workshop_hours", "campaign.year", "document.copies", "evaluation.dates[].number",
    "cities.count", "clusters.count", "evaluation.every_months", "evaluation.every_weeks", "evaluation.number",
    "measurement[].position", "measurement[].positions",
    "reductions[].number", "remarks[].number", "revisions[].points",
    "sections[].lines[].page", "signing_days",
})  # fmt: skip
"""What is printed without a filter and is a number."""
EXTREMES: Final[tuple[str, ...]] = (
    "{mark} {long}",
    "{mark} {longest}",
    "{mark}{word}",
    "{word}{mark}",
    "& < > \" ' {mark} &amp; </w:t></w:r></w:p> <w:p/> ]]> <!-- -->",
    "{mark}\n<w:p>\n</w:p>",
    "{{{{ 7*7 }}}} {mark} {{% raw %}} {{%p endif %}} {{_{{ {{# x #}} }}}} %}} {{{{ _printed }}",
    "« {mark} » “a” ‘b’ ’s … – —",
    "{mark}\u00a0a\u202fb\u2009c",
    "{mark}\nb\n\nd",
    "{mark} %s {{0}} $1 \\g<0> \\1 \\",
    "x",
    "–",
    "{mark} Ж Ω ẞ ŵ ạ",
)
"""Texts that a person may write."""
ODD: Final[tuple[str, ...]] = (
    "\n{mark}\n",
    "  {mark}  b  ",
    "   ",
    "{mark} e\u0301a\u0308o\u0302 \u1ea0",
    "{mark} שלום العربية \u202eabc\u202c",
    "{mark} 😀👩\u200d👩\u200d👧🇧🇪 \ufe0f",
    "{mark} \u00ad\u200b\ufeff",
    "{mark} \U0002000b ﬁ",
)
"""Texts that the program refuses or sets right before they come to a template; it prints them whole all the same."""
_WHOLES: Final = (0, 1, 12, 999, 1000, 12_345, 999_999_999)
_AMOUNTS: Final = tuple(
    map(Decimal, ["0.00", "0.01", "1.00", "1.01", "21", "71.80", "80", "81.10", "91", "100", "180", "200", "200.01", "1E+3", "80000", "999999.99", "1000000"])
) + tuple(map(Decimal, ("1000001.01", "200000000", "123456789.12")))  # fmt: skip
_SHARES: Final = tuple(map(Decimal, ("0", "0.1", "33.33", "5E+1", "100.00", "1234.5")))
_DATES: Final = (date(2034, 1, 1), date(2036, 2, 29), date(1934, 8, 1), date(2035, 12, 31), date(2099, 5, 9))


@dataclass(slots=True)
class Shape:
    """What a template does with a name: prints it, asks whether it is there, takes its parts or its items."""

    path: str = ""
    filters: set[str] = field(default_factory=set)
    tested: bool = False
    compared: set[int] = field(default_factory=set)
    printed: bool = False
    parts: dict[str, Shape] = field(default_factory=dict)
    item: Shape | None = None
    together: set[tuple[str, ...]] = field(default_factory=set)
    """What stands in one condition, or in conditions within each other, where that is more than two."""

    def part(self, name: str) -> Shape:
        """Give the shape of a part."""
        return self.parts.setdefault(name, Shape(f"{self.path}.{name}".lstrip(".")))

    @property
    def options(self) -> Sequence[int]:
        """Give the values that decide on branches: lengths, numbers that are compared with, or false and true."""
        if self.item is not None:
            return 0, FEW, MANY
        return (0, *sorted(self.compared), MANY) if self.compared else (0, 1) if self.tested else ()


def shape_of(templates: Iterable[Template]) -> Shape:
    """Read what templates ask for."""
    shape = Shape()
    for template in templates:
        for items in template.filled.values():
            _walk(items, shape, {})
    return shape


def _walk(
    items: Iterable[Item], top: Shape, scope: Mapping[str, Shape], around: tuple[str, ...] = ()
) -> None:
    for item in items:
        if isinstance(item, Text):
            for _, piece in item.runs:
                if isinstance(piece, Print):
                    found = _named(piece.name, top, scope)
                    found.printed = True
                    found.filters |= set(piece.filters)
        elif isinstance(item, Box):
            _walk(item.body, top, scope, around)
        elif isinstance(item, Choice):
            asked = around
            for test, body in item.branches:
                asked = tuple(dict.fromkeys((*asked, *_test(test, top, scope))))
                if len(asked) > 2:
                    top.together.add(asked)
                _walk(body, top, scope, asked)
        else:
            over = _named(item.over, top, scope)
            over.item = over.item or Shape(f"{over.path}[]")
            _walk(item.body, top, {**scope, item.variable: over.item}, around)


def _test(test: ast.AST | None, top: Shape, scope: Mapping[str, Shape]) -> Iterator[str]:
    match test:
        case ast.Compare(left=left, comparators=[ast.Constant(value=int(number))]):
            found = _named(ast.unparse(left), top, scope)
            found.compared.add(number)
            yield found.path
        case ast.Name() | ast.Attribute():
            found = _named(ast.unparse(test), top, scope)
            found.tested = True
            yield found.path
        case ast.AST():
            for part in ast.iter_child_nodes(test):
                yield from _test(part, top, scope)


def _named(name: str, top: Shape, scope: Mapping[str, Shape]) -> Shape:
    head, *steps = name.split(".")
    shape = scope.get(head) or top.part(head)
    for step in steps:
        shape = shape.part(step)
    return shape


def switches(shape: Shape) -> Iterator[tuple[Shape, tuple[str, ...]]]:
    """Give the switches of a group with those that must be on for them to count; parents come first."""
    yield from _switches(shape, ())


def _switches(shape: Shape, above: tuple[str, ...]) -> Iterator[tuple[Shape, tuple[str, ...]]]:
    for part in shape.parts.values():
        if part.options:
            yield part, above
        if part.item is None:
            yield from _switches(part, (*above, part.path) if part.options else above)


Row = dict[str, int]
Seen = tuple[tuple[str, int], ...]


class Covering:
    """Draws the switches of one group, until each two have had all their values together.

    More than two that stand in one condition, or in conditions within each other, have all been on and off.
    """

    def __init__(self, shape: Shape, together: Iterable[tuple[str, ...]], dice: random.Random) -> None:
        """List what can be."""
        self._switches = {each.path: (each.options, above) for each, above in switches(shape)}
        own = {tuple(path for path in paths if path in self._switches) for paths in together}
        self._together = sorted(paths for paths in own if len(paths) > 2)
        self._dice = dice
        goals = [
            tuple(zip((one, other), values, strict=True))
            for one, other in combinations(self._switches, 2)
            for values in product(self._switches[one][0], self._switches[other][0])
        ]
        for paths in self._together:
            goals += [tuple(zip(paths, on, strict=True)) for on in product((False, True), repeat=len(paths))]
        # what hangs on a switch that is off cannot be seen
        self._open = dict.fromkeys(
            goal for goal in goals if all(dict(goal).get(over, 1) for over in self._needed(dict(goal)))
        )

    @property
    def complete(self) -> bool:
        """Tell whether all has been seen."""
        return not self._open

    def _needed(self, goal: Mapping[str, int]) -> dict[str, None]:
        """Give the switches that must be on for a goal to be seen."""
        asked = goal if len(goal) == 2 else [path for path, on in goal.items() if on]
        return dict.fromkeys(over for path in asked for over in self._switches[path][1])

    def _on(self, path: str) -> int:
        return self._dice.choice(self._switches[path][0][1:])

    def draw(self, tries: int = 2) -> Row:
        """Draw a row that sees much that was not yet seen."""
        rows = [self._row() for _ in range(tries if self._open else 1)]
        return self.note(max(rows, key=lambda row: len(self._seen(row) & self._open.keys())))

    def note(self, row: Row) -> Row:
        """Write down what a row sees."""
        for seen in self._seen(row):
            self._open.pop(seen, None)
        return row

    def _row(self) -> Row:
        """Begin with something that was not seen, and choose for each other switch what sees most with it."""
        goal = dict(self._dice.choice(list(self._open))) if self._open else {}
        fixed: Row = {path: self._on(path) for path in self._needed(goal)}
        fixed |= {path: self._on(path) if value is True else int(value) for path, value in goal.items()}
        row: Row = {}
        for path, (_, above) in self._switches.items():
            if all(row.get(over) for over in above):
                row[path] = fixed[path] if path in fixed else self._best(path, {**fixed, **row})
        return row

    def _best(self, path: str, row: Row) -> int:
        """Choose the value of a switch that sees most that was not seen, with those that are chosen."""
        options = self._switches[path][0]
        scores = [sum(self._is_open((path, option), other) for other in row.items()) for option in options]
        most = max(scores)
        return self._dice.choice([o for o, score in zip(options, scores, strict=True) if score == most])

    def _is_open(self, one: tuple[str, int], other: tuple[str, int]) -> bool:
        return (one, other) in self._open or (other, one) in self._open

    def _seen(self, row: Row) -> set[Seen]:
        more = {tuple((path, bool(row.get(path))) for path in paths) for paths in self._together}
        return set(combinations(row.items(), 2)) | more


class Data:
    """Makes the contexts of one kind; the same for both languages."""

    def __init__(self, shape: Shape, seed: str) -> None:
        """Begin with nothing drawn."""
        self._shape, self._dice = shape, random.Random(seed)
        self._coverings: dict[str, Covering] = {}
        self._count = 0
        self._extreme: int | None = None
        self._texts = EXTREMES
        self._few: Counter[str] = Counter()
        self._drawn = False

    def contexts(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Give contexts with their names: all there and many, nothing, one and two, extremes, and all pairs."""
        top = self._covering(self._shape)
        yield "full", self._made(self._row(on=True, items=MANY))
        yield "empty", self._made(self._row(on=False, items=0))
        yield "one", self._made(self._row(on=True, items=1))
        for items in (1, FEW):
            yield f"only-lists-{items}", self._made(self._row(on=False, items=items))
        for name, texts in (("extreme", EXTREMES), ("odd", ODD)):
            for number in range(3):
                self._extreme, self._texts = number * 5, texts
                yield f"{name}-{number + 1}", self._made(self._row(on=True, items=FEW))
        self._extreme = None
        number = 0
        while not top.complete:
            number += 1
            yield f"pairs-{number}", self._made(top.draw(), drawn=True)

    def _row(self, *, on: bool, items: int) -> Row:
        """Give a row with all switches on or off, and as many items in each list."""
        return {
            each.path: items if each.item is not None else each.options[-1] if on else 0
            for each, _ in switches(self._shape)
        }

    def _covering(self, shape: Shape) -> Covering:
        if shape.path not in self._coverings:
            self._coverings[shape.path] = Covering(shape, self._shape.together, self._dice)
        return self._coverings[shape.path]

    def _made(self, row: Row, *, drawn: bool = False) -> dict[str, Any]:
        self._count, self._drawn = 0, drawn
        self._covering(self._shape).note(row)
        return self._group(self._shape, row)

    def _group(self, shape: Shape, row: Row) -> dict[str, Any]:
        return {name: self._value(part, row) for name, part in shape.parts.items()}

    def _value(self, shape: Shape, row: Row) -> Any:
        chosen = row.get(shape.path, 1)
        if shape.item is not None:
            drawn = chosen == FEW and self._drawn
            self._few[shape.path] += drawn
            fewer = drawn and self._few[shape.path] % 2
            return [self._item(shape.item) for _ in range(1 if fewer else chosen)]
        if shape.options and not chosen:
            return self._nothing(shape)
        if shape.parts:
            return self._group(shape, row)
        if chosen in shape.compared:
            return chosen
        return self._leaf(shape)

    def _item(self, shape: Shape) -> Any:
        if not shape.parts:
            return self._leaf(shape)
        return self._group(shape, self._covering(shape).draw())

    def _nothing(self, shape: Shape) -> Any:
        """Give nothing, in each way in which a file can leave a value out."""
        if shape.parts or not shape.printed:
            return None if shape.parts else False
        empty = [None, False] if shape.filters & {"date", "day"} else [None, 0 if shape.filters else ""]
        return self._dice.choice(empty)

    def _leaf(self, shape: Shape) -> Any:
        self._count += 1
        if not shape.printed:
            return True
        if not shape.filters:
            return self._whole(5_000_003) if shape.path in WHOLE else self._text()
        if shape.filters & {"date", "day"}:
            return self._day()
        if shape.filters & {"euro", "words"}:
            return self._figure(_AMOUNTS, Decimal(2_000_003), Decimal("0.07"))
        if shape.filters & {"hours", "percent"}:
            return self._figure(_SHARES, Decimal(3_000_007), Decimal("0.5"))
        sign = -1 if "signed" in shape.filters and self._count % 2 else 1
        return sign * self._whole(1_000_003)

    def _text(self) -> str:
        mark = f"Qx{self._count:05}z"
        if self._extreme is None:
            return mark
        form = self._texts[(self._extreme + self._count) % len(self._texts)]
        long = "une phrase de mots courts, "
        return form.format(mark=mark, long=long * 18, longest=long * 184, word="a" * 113)

    def _whole(self, base: int) -> int:
        if self._extreme is not None:
            return _WHOLES[(self._extreme + self._count) % len(_WHOLES)]
        return base + self._count * 1009

    def _figure(self, extremes: Sequence[Decimal], base: Decimal, rest: Decimal) -> Decimal:
        if self._extreme is not None:
            return extremes[(self._extreme + self._count) % len(extremes)]
        return base + self._count * 1009 + rest

    def _day(self) -> date:
        """Give a day of two figures, so that none is part of another."""
        if self._extreme is not None:
            return _DATES[(self._extreme + self._count) % len(_DATES)]
        months, day = divmod(self._count, 18)
        return date(2030 + months // 12, 1 + months % 12, 10) + timedelta(day)
