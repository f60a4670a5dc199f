"""Sets two sequences side by side: what answers to what, what is missing, what moved.

Blocks are alike by style, tags, numbers, length, and by their words: the vocabulary is learnt from
pairs that stand side by side, for the two languages share many stems and the program knows no dictionary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeVar

from generator.pairs.facts import acronyms, facts
from generator.pairs.model import Item, Paragraph, Region, Row, Table

T = TypeVar("T")
Matches = list[tuple[int | None, int | None]]
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_STEM: Final = 7
_COGNATE: Final = 5
_BAND: Final = 40
_SEEN: Final = 2
_ALIKE: Final = 0.35
"""Two texts that answer to each other are at least so much alike, mostly."""
_NEVER: Final = -100.0


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """Give the words of a text that carry its meaning, without their ends."""
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold().replace("’", "' ")))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which words stand in texts that answer to each other, and how often together."""

    together: Counter[tuple[str, str]]
    left: Counter[str]
    right: Counter[str]

    @classmethod
    def of(cls, pairs: Iterable[tuple[Region, Region]]) -> Vocabulary:
        """Learn from regions that have as many paragraphs."""
        together: Counter[tuple[str, str]] = Counter()
        left: Counter[str] = Counter()
        right: Counter[str] = Counter()
        seen = set()
        for one, other in pairs:
            ones, others = list(one.paragraphs), list(other.paragraphs)
            if len(ones) != len(others):
                continue
            for a, b in zip(ones, others, strict=True):
                if (key := (a.bare, b.bare)) in seen:
                    continue
                seen.add(key)
                words, answers = stems(a.bare), stems(b.bare)
                left.update(words)
                right.update(answers)
                together.update((word, answer) for word in words for answer in answers)
        return cls(together, left, right)

    def likeness(self, french: str, dutch: str) -> float:
        """Tell how much two texts share, from 0 to 1; 0.5 where they have no words to compare."""
        words, answers = stems(french), stems(dutch)
        if not words or not answers:
            return 0.5 if not words and not answers else 0.2
        bonds = [[self._bond(word, answer) for answer in answers] for word in words]
        best = [max(row) for row in bonds]
        back = [max(row[at] for row in bonds) for at in range(len(answers))]
        return (sum(best) / len(best) + sum(back) / len(back)) / 2

    def belongs_to_one(self, word: str) -> bool:
        """Tell whether a word is much more common in one language than in the other."""
        counts = sorted((self.left[word], self.right[word]))
        return counts[1] > _SEEN * counts[0] + 1

    def _bond(self, word: str, answer: str) -> float:
        if word == answer or (word[:_COGNATE] == answer[:_COGNATE] and len(word) >= _COGNATE):
            return 1.0
        joint = self.together.get((word, answer), 0)
        if not joint:
            return 0.0
        bond = 2 * joint / (self.left[word] + self.right[answer])
        return bond if joint >= _SEEN else bond * 0.6


class Aligner:
    """Aligns the paragraphs, tables and rows of a pair."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Compare with the words of a vocabulary."""
        self._words = vocabulary
        self._known: dict[tuple[str, str], float] = {}

    def likeness(self, french: str, dutch: str) -> float:
        """Tell how much two texts share; each pair is compared once."""
        key = (french, dutch)
        if key not in self._known:
            self._known[key] = self._words.likeness(french, dutch)
        return self._known[key]

    def items(self, left: Sequence[Item], right: Sequence[Item]) -> Matches:
        """Align paragraphs and tables."""
        return align(left, right, self._score_items, self._same_items)

    def rows(self, left: Sequence[Row], right: Sequence[Row]) -> Matches:
        """Align the rows of two tables."""
        return align(left, right, self._score_rows, self._same_rows)

    def answers(self, one: Paragraph, other: Paragraph) -> bool:
        """Tell whether one paragraph is surely the other in the other language."""
        if one.structural or other.structural:
            return False
        return (
            one.style == other.style
            and _signature(one) == _signature(other)
            and (self.likeness(one.bare, other.bare) > _ALIKE)
        )

    def moved(self, left: Sequence[Item], right: Sequence[Item], matches: Matches) -> list[tuple[int, int]]:
        """Give pairs of matches whose texts would answer to each other if they changed places."""
        plain = [
            (i, j)
            for i, j in matches
            if i is not None and j is not None
            and isinstance(left[i], Paragraph) and isinstance(right[j], Paragraph)
            and stems(left[i].bare) and stems(right[j].bare)  # type: ignore[union-attr]
        ]  # fmt: skip
        weak = [pair for pair in plain if self._between(left, right, *pair) < _ALIKE]
        found = []
        for at, (i, j) in enumerate(weak):
            for k, m in weak[at + 1 :]:
                crossed = self._between(left, right, i, m) + self._between(left, right, k, j)
                straight = self._between(left, right, i, j) + self._between(left, right, k, m)
                if crossed - straight > _ALIKE:
                    found.append((j, m))
        return found

    def _between(self, left: Sequence[Item], right: Sequence[Item], i: int, j: int) -> float:
        one, other = left[i], right[j]
        assert isinstance(one, Paragraph)
        assert isinstance(other, Paragraph)
        return self.likeness(one.bare, other.bare)

    def _same_items(self, one: Item, other: Item) -> bool:
        if isinstance(one, Table) or isinstance(other, Table):
            return (
                isinstance(one, Table)
                and isinstance(other, Table)
                and len(one.rows) == len(other.rows)
                and Counter(_table_tags(one)) == Counter(_table_tags(other))
                and bool(_table_tags(one))
            )
        if one.style != other.style or _signature(one) != _signature(other):
            return False
        return one.structural or self.likeness(one.bare, other.bare) > _ALIKE

    def _score_items(self, one: Item, other: Item) -> float:
        if isinstance(one, Table) and isinstance(other, Table):
            texts = [" ".join(p.bare for row in t.rows for p in row.paragraphs) for t in (one, other)]
            alike = _overlap(_table_tags(one), _table_tags(other))
            return 4 * alike + 6 * self.likeness(*texts) - 2
        if isinstance(one, Table) or isinstance(other, Table):
            return _NEVER
        return self._score(one, other)

    def _score(self, one: Paragraph, other: Paragraph) -> float:
        if one.structural != other.structural:
            return _NEVER
        tags = _overlap(_signature(one), _signature(other))
        if one.structural:
            if any(tag.flawed for tag in (*one.tags, *other.tags)):
                return 1.0 + (one.style == other.style)
            verbs = [tag.verb for tag in one.tags] == [tag.verb for tag in other.tags]
            return (4 * tags - 0.5 + (one.style == other.style)) if verbs else _NEVER
        style = 2.0 if one.style == other.style else 0.5 if one.style[:4] == other.style[:4] else -1.0
        length = _length(one.bare, other.bare)
        numbers = _overlap(_numbers(one), _numbers(other))
        words = self.likeness(one.bare, other.bare)
        return style + 2 * tags + 1.5 * numbers + length + 6 * (words - 0.2) - 4

    def _score_rows(self, one: Row, other: Row) -> float:
        texts = [" ".join(p.bare for p in row.paragraphs) for row in (one, other)]
        tags = _overlap(*([t.meaning for p in row.paragraphs for t in p.tags] for row in (one, other)))
        verbs = [[t.verb for p in row.paragraphs for t in p.tags if t.prefix == "tr"] for row in (one, other)]
        if verbs[0] != verbs[1]:
            return _NEVER
        same = len(one.cells) == len(other.cells)
        numbers = _overlap(*(list(facts(text).get("number", Counter()).elements()) for text in texts))
        return 3 * tags + 4 * self.likeness(*texts) + same + numbers + (one.header == other.header) - 4

    def _same_rows(self, one: Row, other: Row) -> bool:
        return self._score_rows(one, other) > 2.5  # noqa: PLR2004  tags alike, and half of the words


def align(
    left: Sequence[T], right: Sequence[T], score: Callable[[T, T], float], same: Callable[[T, T], bool]
) -> Matches:
    """Align two sequences; what is the same at the begin and at the end needs no search."""
    first, n, m = 0, len(left), len(right)
    while first < min(n, m) and same(left[first], right[first]):
        first += 1
    while n > first and m > first and same(left[n - 1], right[m - 1]):
        n, m = n - 1, m - 1
    middle = _search(left[first:n], right[first:m], score)
    head: Matches = [(i, i) for i in range(first)]
    body: Matches = [(None if i is None else i + first, None if j is None else j + first) for i, j in middle]
    tail: Matches = [(i, i - n + m) for i in range(n, len(left))]
    return head + body + tail


def _search(left: Sequence[T], right: Sequence[T], score: Callable[[T, T], float]) -> Matches:
    """Find the alignment of the greatest score (Needleman and Wunsch), in a band about the diagonal."""
    n, m = len(left), len(right)
    band = _BAND + abs(n - m)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    step = [[""] * (m + 1) for _ in range(n + 1)]
    for i in range(n + 1):
        for j in range(m + 1):
            ways = [(best[i - 1][j], "up")] if i else []
            ways += [(best[i][j - 1], "left")] if j else []
            if i and j and abs(i - j) <= band:
                ways.append((best[i - 1][j - 1] + score(left[i - 1], right[j - 1]), "both"))
            best[i][j], step[i][j] = max(ways, default=(0.0, ""))
    out: Matches = []
    i, j = n, m
    while i or j:
        way = step[i][j]
        i, j = i - (way != "left"), j - (way != "up")
        out.append((None if way == "left" else i, None if way == "up" else j))
    return out[::-1]


def _signature(paragraph: Paragraph) -> list[str]:
    return sorted(f"{tag.verb} {tag.meaning}" for tag in paragraph.tags)


def _numbers(paragraph: Paragraph) -> list[str]:
    found = [
        f"{kind} {value}" for kind, counted in facts(paragraph.bare).items() for value in counted.elements()
    ]
    return found + sorted(acronyms(paragraph.bare))


def _table_tags(table: Table) -> list[str]:
    return [tag.meaning for row in table.rows for p in row.paragraphs for tag in p.tags if tag.meaning]


def _overlap(one: Iterable[str], other: Iterable[str]) -> float:
    """Tell which share of two multisets is common; 0.5 where both are empty."""
    left, right = Counter(one), Counter(other)
    total = (left | right).total()
    return (left & right).total() / total if total else 0.5


def _length(one: str, other: str) -> float:
    short, long = sorted((len(one) + 5, len(other) + 5))
    return short / long
