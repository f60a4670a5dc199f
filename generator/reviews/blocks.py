"""The blocks of a pair as the check set them side by side, and at each the findings that stand there.

No finding is lost: what names no block that can be found stands at the head of its pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final, TypeVar

from generator.findings import Finding
from generator.locales import LANGUAGES, Language
from generator.messages import Message
from generator.pairs import Checked
from generator.pairs.checking import Key
from generator.pairs.comparing import Comparison
from generator.pairs.model import Cell, Item, Paragraph, Region, Row, Table, Word, short

Side = Paragraph | Row | Table
Sort = TypeVar("Sort", Paragraph, Item)
OTHERS: Final[Key] = ("", "")
"""The key of the files whose name says of no pair that they belong to it."""


@dataclass(slots=True, eq=False)
class Block:
    """Two paragraphs, rows, or tables with what is said of them, that answer to each other; or one alone."""

    french: Side | None
    dutch: Side | None
    inside: list[tuple[Paragraph | None, Paragraph | None]]
    """The paragraphs of both, side by side."""
    findings: list[Finding] = field(default_factory=list)
    named: list[Finding] = field(default_factory=list)
    """Findings of other blocks that name this one."""

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Give the paragraphs of both sides."""
        return (paragraph for each in self.inside for paragraph in each if paragraph is not None)

    @property
    def alone(self) -> bool:
        """Tell whether one file has it, the other not; an empty line is not missed."""
        lone = self.french is None or self.dutch is None
        return lone and any(p.text.strip() or p.pictures or p.notes for p in self.paragraphs)


@dataclass(slots=True, eq=False)
class Pair:
    """The two files of a pair, or the one that is there."""

    key: Key
    files: Mapping[Language, Word]
    parts: dict[str, list[Block]]
    """The blocks by the part of the file: its properties, its text, the margins, the notes."""
    findings: list[Finding]
    """Those that stand at no block: names of files, pages, styles."""

    @property
    def blocks(self) -> Iterator[Block]:
        """Give all blocks, in the order of the page."""
        return chain.from_iterable(self.parts.values())

    @property
    def every_finding(self) -> Iterator[Finding]:
        """Give all findings, in the order of the page."""
        yield from self.findings
        for block in self.blocks:
            yield from block.findings


def pairs(checked: Checked) -> list[Pair]:
    """Give the pairs of a folder that was checked, with every finding at its place, once."""
    paths = {word.path: key for key, files in checked.words.items() for word in files.values()}
    of: dict[Key, list[Finding]] = {key: [] for key in checked.words}
    for finding in checked.findings:
        path = finding.place.path
        of.setdefault(paths.get(path) or _key(Path(path), checked.root), []).append(finding)
    made = []
    for key in sorted(of, key=lambda each: (each == OTHERS, each)):
        builder = _Builder(checked.words.get(key, {}), checked.comparisons.get(key))
        made.append(builder.pair(key, of[key]))
    return made


def _key(path: Path, root: Path) -> Key:
    """Give the pair to which a file that cannot be read belongs by its name."""
    for language in LANGUAGES:
        suffix = f".{language}.docx"
        if path.name.endswith(suffix):
            return path.parent.relative_to(root).as_posix(), path.name.removesuffix(suffix)
    return OTHERS


class _Builder:
    """Builds the blocks of one pair, and finds the block of a place."""

    def __init__(self, files: Mapping[Language, Word], comparison: Comparison | None) -> None:
        self._files, self._comparison = files, comparison
        self._at: dict[tuple[str, Message], list[Block]] = {}

    def pair(self, key: Key, findings: Iterable[Finding]) -> Pair:
        """Make the pair."""
        french, dutch = (word.regions if word else {} for word in map(self._files.get, LANGUAGES))
        parts: dict[str, list[Block]] = {}
        for name in sorted({**french, **dutch}, key=_order):
            blocks = list(self._region(french.get(name), dutch.get(name)))
            parts.setdefault(_part(name), []).extend(blocks)
            for block in blocks:
                self._register(block)
            for word, region in zip(LANGUAGES, (french.get(name), dutch.get(name)), strict=True):
                if region is not None and blocks:
                    self._put(word, region.place, blocks[0])
        pair = Pair(key, self._files, parts, [])
        for finding in findings:
            self._place(finding, pair)
        return pair

    def _region(self, one: Region | None, other: Region | None) -> Iterator[Block]:
        for left, right in self._sides(one.items if one else [], other.items if other else []):
            if isinstance(left, Table) or isinstance(right, Table):
                tables = [each if isinstance(each, Table) else None for each in (left, right)]
                yield from self._table(*tables)
            else:
                yield Block(left, right, [(left, right)])

    def _sides(self, left: list[Sort], right: list[Sort]) -> Iterator[tuple[Sort | None, Sort | None]]:
        if self._comparison is None:
            yield from ((each, None) for each in left)
            yield from ((None, each) for each in right)
        else:
            for i, j in self._comparison.matched([*left], [*right]):
                yield None if i is None else left[i], None if j is None else right[j]

    def _table(self, one: Table | None, other: Table | None) -> Iterator[Block]:
        ones, others = ({p.style: p for p in table.spoken} if table else {} for table in (one, other))
        yield Block(one, other, [(ones.get(style), others.get(style)) for style in {**ones, **others}])
        if one is not None and other is not None and self._comparison is not None:
            for i, j in self._comparison.matched_rows(one, other):
                yield self._row(None if i is None else one.rows[i], None if j is None else other.rows[j])
        else:
            yield from (self._row(row, None) for row in (one.rows if one else []))
            yield from (self._row(None, row) for row in (other.rows if other else []))

    def _row(self, one: Row | None, other: Row | None) -> Block:
        lefts: list[Cell] = one.cells if one else []
        rights: list[Cell] = other.cells if other else []
        inside: list[tuple[Paragraph | None, Paragraph | None]] = []
        if len(lefts) == len(rights):
            for left, right in zip(lefts, rights, strict=True):
                inside += self._sides(left.paragraphs, right.paragraphs)
        else:
            inside += [(paragraph, None) for cell in lefts for paragraph in cell.paragraphs]
            inside += [(None, paragraph) for cell in rights for paragraph in cell.paragraphs]
        return Block(one, other, inside)

    def _register(self, block: Block) -> None:
        for at, (language, side) in enumerate(zip(LANGUAGES, (block.french, block.dutch), strict=True)):
            if side is not None:
                self._put(language, side.place, block)
                for each in block.inside:
                    if (paragraph := each[at]) is not None:
                        self._put(language, paragraph.place, block)

    def _put(self, language: Language, place: Message, block: Block) -> None:
        there = self._at.setdefault((self._files[language].path, place), [])
        if block not in there:
            there.append(block)

    def _place(self, finding: Finding, pair: Pair) -> None:
        home = self._home(finding)
        (pair.findings if home is None else home.findings).append(finding)
        for block in dict.fromkeys(self._named(finding)):
            if home is not None and block is not home:
                block.named.append(finding)

    def _home(self, finding: Finding) -> Block | None:
        """Find the block of a finding; what the Dutch lacks is told at the place in the French file."""
        place, beside = finding.place, finding.beside
        if beside is not None and beside.shown == place.shown:
            lone = [each for each in self._there(beside.path, beside.shown) if each.dutch is None]
            if lone:
                return _quoted(lone, finding)
        for at in (place, beside):
            if at is not None and (blocks := self._there(at.path, at.shown)):
                return _quoted(blocks, finding)
        return None

    def _named(self, finding: Finding) -> Iterator[Block]:
        """Find the blocks of all places that a finding names."""
        place, beside = finding.place, finding.beside
        if beside is not None and beside.shown is not None:
            yield from self._at.get((beside.path, beside.shown), [])[:1]
        if beside is None or beside.shown != place.shown:
            waiting = [finding.message]
            while waiting:
                each = waiting.pop()
                blocks = self._at.get((place.path, each), [])
                yield from blocks[:1]
                if not blocks:
                    waiting += [value for _, value in each.values if isinstance(value, Message)]

    def _there(self, path: str, place: Message | None) -> list[Block]:
        """Give the blocks at a place; a cell stands in its row."""
        while place is not None:
            if blocks := self._at.get((path, place)):
                return blocks
            place = next((value for _, value in place.values if isinstance(value, Message)), None)
        return []


def _quoted(blocks: list[Block], finding: Finding) -> Block:
    """Choose, of blocks that Word shows at the same place, the one that a finding quotes."""
    if len(blocks) > 1:
        said = set(_strings(finding.message))
        for block in blocks:
            if any(short(paragraph.text) in said for paragraph in block.paragraphs):
                return block
    return blocks[0]


def message_of(finding: Finding) -> Message:
    """Give what a finding says, without the place with which its message begins."""
    said = dict(finding.message.values).get("message")
    return said if isinstance(said, Message) else finding.message


def _strings(message: Message) -> Iterator[str]:
    for _, value in message.values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Message):
            yield from _strings(value)


_PARTS: Final = ("properties", "document", "margins", "notes")


def _part(region: str) -> str:
    name = region.partition(" ")[0]
    return {"header": "margins", "footer": "margins", "footnote": "notes", "endnote": "notes"}.get(name, name)


def _order(region: str) -> int:
    """Order the parts of a file; within a part, the order of the file stays."""
    return _PARTS.index(_part(region))
