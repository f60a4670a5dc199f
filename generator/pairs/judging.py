"""Holds the blocks of a pair against those that were approved: which are known, changed, new or gone.

What is known needs no place: a paragraph that was moved is the same text and the same translation. What is not
known is sought by its Dutch, then by its French, then between the same neighbours.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final, Literal

from generator.messages import Message
from generator.pairs.approved import Entry
from generator.pairs.around import NOTHING, Around, around, empty, verbs
from generator.pairs.model import CLOSING, OPENING, Paragraph, Row, Word
from generator.pairs.words import as_in_word, likeness, loops, normal, row_written, signs, written

_CHANGED: Final = 0.45
"""Two texts that share so many words are two versions of one."""
_MOST: Final = 50_000
"""Blocks that are left × texts that are left: beyond, only neighbours are compared."""
Leaf = Paragraph | Row
Why = Literal["", "signs", "again", "moved", "listed", "empty"]
"""Why a block is told whose words are as they were approved: it has other signs, is there once more, stands under other
conditions or in another list; or it is a condition that holds nothing any more."""
State = Literal["french", "dutch", "both", "new", "gone"]
_SIDES: Final[tuple[tuple[int, State], ...]] = ((1, "french"), (0, "dutch"))
"""The side that was kept, and what was changed then."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph outside tables, or a row, with what answers to it; or a tag that decides on others."""

    entry: Entry
    french: Message
    dutch: Message
    places: frozenset[tuple[bool, Message]]
    """All places in it, those of the French with True: a fault may be told at a cell."""
    cells: tuple[tuple[Message, Message], ...] = ()
    """The place of each cell of a row, in French and in Dutch."""


@dataclass(frozen=True, slots=True)
class Paired:
    """The two files of a pair, their blocks side by side, and the texts that stand in one of them only."""

    french: Word
    dutch: Word
    blocks: tuple[Block, ...]
    loose: frozenset[tuple[bool, str]]

    @classmethod
    def of(cls, french: Word, dutch: Word, matched: Sequence[tuple[Leaf, Leaf]]) -> Paired:
        """Take the blocks that the comparison of the two files has set side by side."""
        sides = [pair for pair in matched if not (isinstance(pair[0], Paragraph) and pair[0].row)]
        found = {id(one) for one, _ in sides}, {id(other) for _, other in sides}
        loose = {
            (word is french, normal(_text(leaf)))
            for word, seen in zip((french, dutch), found, strict=True)
            for leaf in _leaves(word)
            if id(leaf) not in seen
        }
        blocks = tuple(made for one, other in sides if any((made := _block(one, other)).entry.key))
        return cls(french, dutch, blocks, frozenset(loose))

    def shown(self, *entries: Entry) -> list[Entry]:
        """Write some entries with their tags as they stand in Word; by meaning where they would look alike."""
        left, right = loops(self.french), loops(self.dutch)
        made = [
            replace(each, french=as_in_word(each.french, left), dutch=as_in_word(each.dutch, right))
            for each in entries
        ]
        alike = len({each.key for each in made}) < len({each.key for each in entries})
        return list(entries) if alike else made


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a block: the French, the Dutch or both were changed, it is new, or it is gone."""

    state: State
    at: int
    """Its number in the pair; that of the block before it where it is gone."""
    block: Block | None = None
    entry: Entry | None = None
    why: Why = ""
    before: Around = NOTHING
    now: Around = NOTHING


def judge(entries: Sequence[Entry], paired: Paired) -> list[Verdict]:
    """Give what is not as it was approved, from top to bottom."""
    texts = _Texts(entries, paired)
    found, tags = texts.verdicts(), list(_tags(entries, paired))
    found += [*tags, *_elsewhere(entries, paired, texts.kept, tags)]
    return sorted(found, key=lambda verdict: verdict.at)


def _leaves(word: Word) -> Iterator[Leaf]:
    for region in word.regions.values():
        for item in region.items:
            if isinstance(item, Paragraph):
                yield item
            else:
                yield from item.spoken
                yield from item.rows


def _text(leaf: Leaf) -> str:
    return written(leaf) if isinstance(leaf, Paragraph) else row_written(leaf)


def _block(one: Leaf, other: Leaf) -> Block:
    texts = _text(one), _text(other)
    is_tag = _decides(one) and _decides(other)
    cells: tuple[tuple[Message, Message], ...] = ()
    if isinstance(one, Row) and isinstance(other, Row) and len(one.cells) == len(other.cells):
        cells = tuple(
            (left.paragraphs[0].place, right.paragraphs[0].place)
            for left, right in zip(one.cells, other.cells, strict=True)
            if left.paragraphs and right.paragraphs
        )
    places = {
        (side is one, place)
        for side in (one, other)
        for place in (side.place, *(paragraph.place for paragraph in _inside(side)))
    }
    return Block(Entry(*texts, is_tag=is_tag), one.place, other.place, frozenset(places), cells)


def _decides(leaf: Leaf) -> bool:
    """Tell whether it holds only tags that decide on others: it prints nothing."""
    tags = [tag for paragraph in _inside(leaf) for tag in paragraph.tags]
    bare = "".join(paragraph.bare for paragraph in _inside(leaf)).replace("¤", "")
    return bool(tags) and not bare.strip() and all(tag.verb != "print" for tag in tags)


def _inside(leaf: Leaf) -> list[Paragraph]:
    return [leaf] if isinstance(leaf, Paragraph) else list(leaf.paragraphs)


class _Texts:
    """The search for what answers to each text; what is found is taken out of what is left."""

    def __init__(self, entries: Sequence[Entry], paired: Paired) -> None:
        self._entries = {number: each for number, each in enumerate(entries) if not each.is_tag}
        self._loose = paired.loose
        self._left = dict(self._entries)
        self._open = {at: each for at, each in enumerate(paired.blocks) if not each.entry.is_tag}
        self._met: dict[int, int] = {}
        self._found: list[Verdict] = []
        self.kept: list[tuple[int, int]] = []
        """The blocks whose words are as they were approved, each with the number of its text."""

    def verdicts(self) -> list[Verdict]:
        """Search in steps, from what is sure to what is likely."""
        self._as_approved()
        self._by_one_side(self._left)
        self._by_one_side(self._entries)
        for number, entry in list(self._left.items()):
            french, dutch = entry.key
            if (True, french) in self._loose or (False, dutch) in self._loose:
                del self._left[number]
        self._between_neighbours()
        if len(self._left) * len(self._open) <= _MOST:
            self._alike(list(self._open), list(self._left))
        new = [Verdict("new", at, block) for at, block in self._open.items()]
        gone = [Verdict("gone", self._above(number), entry=entry) for number, entry in self._left.items()]
        return [*self._found, *new, *gone]

    def _settle(self, state: State, at: int, number: int) -> None:
        self._found.append(Verdict(state, at, self._open.pop(at), self._entries[number]))
        if self._left.pop(number, None) is not None:
            self._met[number] = at

    def _as_approved(self) -> None:
        """Set aside what is known, and remember which text it was; of more than were approved the others are new."""
        numbers: dict[tuple[str, str], list[int]] = {}
        for number, entry in self._left.items():
            numbers.setdefault(entry.key, []).append(number)
        places: dict[tuple[str, str], list[int]] = {}
        for at, block in self._open.items():
            if block.entry.key in numbers:
                places.setdefault(block.entry.key, []).append(at)
        stayed = self._stayed()
        for key, there in places.items():
            if len(there) > len(numbers[key]):
                there.sort(key=lambda at: (at not in stayed, at))
            for at, number in zip(sorted(there[: len(numbers[key])]), numbers[key], strict=False):
                self._keep(at, number)
            for at in there[len(numbers[key]) :]:
                block = self._open.pop(at)
                self._found.append(Verdict("new", at, block, why="again"))

    def _stayed(self) -> frozenset[int]:
        """Give the blocks that stand between the texts between which they were approved."""
        keys = [entry.key for entry in self._left.values()], [each.entry.key for each in self._open.values()]
        there = list(self._open)
        runs = SequenceMatcher(None, *keys, autojunk=False).get_matching_blocks()
        return frozenset(there[run.b + step] for run in runs for step in range(run.size))

    def _keep(self, at: int, number: int) -> None:
        """Set aside a block whose words are as they were approved; other signs in one language only are told."""
        block, entry = self._open.pop(at), self._left.pop(number)
        self._met[number] = at
        self.kept.append((at, number))
        french, dutch = (
            signs(entry.french) != signs(block.entry.french),
            signs(entry.dutch) != signs(block.entry.dutch),
        )
        if french != dutch:
            self._found.append(Verdict("french" if french else "dutch", at, block, entry, why="signs"))

    def _by_one_side(self, among: Mapping[int, Entry]) -> None:
        """Find the French by the Dutch that was approved with another one, and the Dutch by the French.

        Where both sides are known, of two other texts, the one that stands at its place was not changed.
        """
        numbers: list[dict[str, list[int]]] = [{}, {}]
        for number, entry in among.items():
            for side, _ in _SIDES:
                numbers[side].setdefault(entry.key[side], []).append(number)
        for at, block in list(self._open.items()):
            found: list[tuple[int, State, int]] = []
            for side, state in _SIDES:
                key = block.entry.key[side]
                there = [number for number in numbers[side].get(key, ()) if number in among]
                if key and there:
                    found.append((abs(there[0] - self._expected(at)), state, there[0]))
            if found:
                _, state, number = min(found, key=lambda each: each[0])
                self._settle(state, at, number)

    def _expected(self, at: int) -> int:
        """Give the number of the text that is expected at a place: the next one after the nearest known above."""
        above = [(there, number) for number, there in self._met.items() if there < at]
        return max(above)[1] + 1 if above else 0

    def _between_neighbours(self) -> None:
        """Pair what is left between the same two known blocks."""
        gaps: dict[int, tuple[list[int], list[int]]] = {}
        known = sorted(self._met.values())
        for at in self._open:
            above = bisect_left(known, at) - 1
            gaps.setdefault(known[above] if above >= 0 else -1, ([], []))[0].append(at)
        for number in self._left:
            gaps.setdefault(self._above(number), ([], []))[1].append(number)
        for blocks, numbers in gaps.values():
            if len(blocks) == len(numbers) == 1:
                self._settle("both", blocks[0], numbers[0])
            elif len(blocks) * len(numbers) <= _MOST:
                self._alike(blocks, numbers)

    def _alike(self, blocks: Sequence[int], numbers: Sequence[int]) -> None:
        """Pair what shares most words, the most alike first."""
        scored = sorted(
            ((_likeness(self._open[at].entry, self._left[number]), at, number) for at in blocks for number in numbers),
            key=lambda each: (-each[0], each[1], each[2]),
        )  # fmt: skip
        for score, at, number in scored:
            if score >= _CHANGED and at in self._open and number in self._left:
                self._settle("both", at, number)

    def _above(self, number: int) -> int:
        """Give the block that the nearest known text above a text is."""
        return next((self._met[each] for each in range(number - 1, -1, -1) if each in self._met), -1)


def _likeness(one: Entry, other: Entry) -> float:
    return max(likeness(left, right) for left, right in zip(one.key, other.key, strict=True))


def _tags(entries: Sequence[Entry], paired: Paired) -> Iterator[Verdict]:
    """Compare the conditions and loops in their order; one that was moved with its text is the same."""
    before, now = _bound(entries), _bound([block.entry for block in paired.blocks])
    keys, others = ([each.key for each in side] for side in (before, now))
    opcodes = SequenceMatcher(None, keys, others, autojunk=False).get_opcodes()
    changed = [(before[i1:i2], now[j1:j2], j1) for kind, i1, i2, j1, j2 in opcodes if kind != "equal"]
    gone = {each.mark for olds, _, _ in changed for each in olds}
    new = {each.mark for _, news, _ in changed for each in news}
    for olds, news, start in changed:
        left = [each for each in olds if not (each.closes or each.mark in new)]
        right = [each for each in news if not (each.closes or each.mark in gone)]
        for old, it in zip(left, right, strict=False):
            if old.entry.key != it.entry.key:
                yield Verdict("both", it.at, paired.blocks[it.at], old.entry)
        for it in right[len(left) :]:
            yield Verdict("new", it.at, paired.blocks[it.at])
        above = now[start - 1].at if start else -1
        for old in left[len(right) :]:
            yield Verdict("gone", above, entry=old.entry)


Key = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Tag:
    at: int
    entry: Entry
    key: Key
    """Its text; that of an “else” with what it divides."""
    below: Entry | None
    """The text that follows it."""

    @property
    def mark(self) -> tuple[Key, tuple[str, str] | None]:
        return self.key, None if self.below is None else self.below.key

    @property
    def closes(self) -> bool:
        """Tell whether it ends what another begins: the other is told."""
        return _verb(self.entry).startswith("end")


def _bound(entries: Sequence[Entry]) -> list[_Tag]:
    """Give the tags, each with the text below it."""
    below: list[Entry | None] = [None]
    for entry in reversed(entries):
        below.append(below[-1] if entry.is_tag else entry)
    below.reverse()
    found: list[_Tag] = []
    opened: list[tuple[str, str]] = []
    for at, entry in enumerate(entries):
        if not entry.is_tag:
            continue
        verb = _verb(entry)
        divides = verb in ("else", "elif") and opened
        found.append(_Tag(at, entry, (entry.key, opened[-1]) if divides else (entry.key,), below[at]))
        if verb in OPENING:
            opened.append(entry.key)
        elif verb in CLOSING and opened:
            opened.pop()
    return found


def _verb(entry: Entry) -> str:
    return next(iter(verbs(entry)), "")


def _elsewhere(
    entries: Sequence[Entry], paired: Paired, kept: Sequence[tuple[int, int]], tags: Sequence[Verdict]
) -> Iterator[Verdict]:
    """Tell of texts that stand under other conditions than when they were approved, or in another list.

    Not where the condition itself was changed, or the sentence that introduces the list: that is told.
    """
    now = [block.entry for block in paired.blocks]
    there, here = around(entries), around(now)
    told = {each.entry.key for each in tags if each.entry} | {
        each.block.entry.key for each in tags if each.block
    }
    alike: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
    for at, number in kept:
        sides = alike.setdefault(now[at].key, ([], []))
        sides[0].append(at)
        sides[1].append(number)
    known = {entry.key for entry in entries} & {entry.key for entry in now}
    for blocks, numbers in alike.values():
        left = list(numbers)
        for at in blocks:
            wanted = here[at].apart_from(told)
            number = next((each for each in left if there[each].apart_from(told) == wanted), left[0])
            left.remove(number)
            before, found = there[number], here[at]
            if before.apart_from(told) != wanted:
                yield Verdict("both", at, paired.blocks[at], entries[number], "moved", before, found)
            elif _in_other_list(before.introduced, found.introduced, known):
                yield Verdict("both", at, paired.blocks[at], entries[number], "listed", before, found)
    was_empty = {entries[at].key for at in empty(entries)}
    for at in () if paired.loose else empty(now):
        if now[at].key not in was_empty | told:
            yield Verdict("both", at, paired.blocks[at], now[at], "empty")


def _in_other_list(before: Entry | None, now: Entry | None, known: Collection[tuple[str, str]]) -> bool:
    """Tell whether two sentences that introduce a list are two, and both as they were approved."""
    return (
        before is not None
        and now is not None
        and before.key != now.key
        and {before.key, now.key} <= set(known)
    )
