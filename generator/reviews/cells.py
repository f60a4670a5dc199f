"""What stands in the French and in the Dutch cell of a row of the page, and where it stands in Word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.locales import LANGUAGES, Language, Translator
from generator.messages import Message, msg
from generator.pairs.model import Cell, Paragraph, Row, Table, Tag, short
from generator.reviews import labels, marks, pieces
from generator.reviews.blocks import Block, Pair
from generator.reviews.marks import Span
from generator.reviews.nesting import Nesting
from generator.reviews.pieces import ROLES, Role, Stretch
from generator.templates import W

_LOOKS: Final = tuple(
    (re.compile(pattern), look)
    for pattern, look in (
        (r"Title\Z|PlainTitle", "title"),
        (r"Subtitle", "subtitle"),
        (r"Heading1|PlainHeading", "h1"),
        (r"Heading[2-9]", "h2"),
        (
            r"TableHeading|TableSmallHeading|Table\w*Total|Letterhead\Z|Letterhead(?!Detail)|PartnerName",
            "bold",
        ),
        (r"Table\w*Number", "number"),
        (r"ListBullet|PlainList", "bullet"),
        (r"ListNumber", "listed"),
        (r"TableSmall|TableNote|TableDetail|LetterheadDetail|Header|Footer|FootnoteText|tbl", "small"),
    )
)
"""How a style is shown: what it is to the reader, not how Word draws it."""
_DEEPEST: Final = 5
"""So many bars stand beside a text; what is nested deeper shows no more of them."""


_MOST: Final = 63
"""So many columns a table has in Word."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as it is shown."""

    look: str
    bars: tuple[Role, ...]
    """What stands around it within its cell of a table; around a whole row of the page the column says it."""
    stretches: tuple[Stretch, ...]
    label: str
    begin: str
    """What a tag closes or divides."""
    marks: tuple[str, ...]
    """Notes, fields and pictures, in words."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table: its first column, how many it covers, and whether a finding speaks of it."""

    column: int
    span: int
    lines: tuple[Line, ...]
    merged: bool
    told: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A side of a row of the page."""

    language: Language
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    grid: str
    """The widths of the columns of the table."""
    header: bool
    bars: tuple[Role, ...]
    lacking: str
    """Says that the file does not have it."""
    note: str


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file: the heading under which it stands, where that is not told each time, and the rest."""

    under: str
    near: str
    styles: str


class Sides:
    """Makes the two sides of the blocks of a pair."""

    def __init__(self, pair: Pair, words: Translator) -> None:
        """Follow what stands around each paragraph."""
        self._words = words
        self._say = labels.said(words)
        self._paths = {language: word.path for language, word in pair.files.items()}
        nests = [Nesting.of(word) for word in pair.files.values()]
        self._around: Mapping[Paragraph | Row | Table, tuple[Tag, ...]] = {
            side: tags for nest in nests for side, tags in nest.around.items()
        }
        self._begins = {paragraph: tag for nest in nests for paragraph, tag in nest.begins.items()}
        self._widths: dict[Row, tuple[int, ...]] = {}
        for word in pair.files.values():
            for region in word.regions.values():
                for table in region.items:
                    if isinstance(table, Table):
                        self._widths |= dict.fromkeys(table.rows, _widths(table))

    def columns(self, block: Block) -> tuple[Column, ...]:
        """Give the French and the Dutch side."""
        marked = self._marked(block)
        places = {each for finding in block.findings for each in (finding.place, finding.beside)}
        return tuple(
            self._column(
                language,
                block,
                at,
                marked,
                {each.shown for each in places if each and each.path == self._paths.get(language)},
            )
            for at, language in enumerate(LANGUAGES)
        )

    def _column(
        self,
        language: Language,
        block: Block,
        at: int,
        marked: Mapping[Paragraph, list[Span]],
        told: set[Message | None],
    ) -> Column:
        side = (block.french, block.dutch)[at]
        lines: tuple[Line, ...] = ()
        boxes: tuple[Box, ...] = ()
        grid = note = ""
        if isinstance(side, Row):
            boxes = tuple(self._boxes(side, marked, told))
            grid = " ".join(f"{width}fr" for width in self._grid(side))
        elif isinstance(side, Paragraph):
            lines = (self._line(side, marked),)
        elif side is not None:
            lines = tuple(self._line(paragraph, marked) for paragraph in side.spoken)
            note = self._words.text(msg("table, columns: {columns}", columns=side.columns))
        return Column(
            language,
            lines,
            boxes,
            grid,
            isinstance(side, Row) and side.header,
            () if side is None else _bars(self._around[side]),
            self._words.text(labels.LACKING[language]) if side is None else "",
            note,
        )

    def where(self, block: Block) -> tuple[Where | None, ...]:
        """Say where each side stands; None where there is none."""
        return tuple(self._where(side) if side else None for side in (block.french, block.dutch))

    def _where(self, side: Paragraph | Row | Table) -> Where:
        full, base = self._words.text(side.place), _base(side.place)
        under = self._words.text(base) if isinstance(dict(base.values).get("heading"), str) else ""
        near = full.removeprefix(under).lstrip(", ") if full.startswith(under) else full
        if under and not near and isinstance(side, Paragraph) and side.text.strip():
            under, near = "", self._words.text(msg("heading"))
        return Where(under, near, ", ".join(dict.fromkeys(_styles(side))))

    def _marked(self, block: Block) -> dict[Paragraph, list[Span]]:
        """Find what the findings of a block speak of."""
        found: dict[Paragraph, list[Span]] = {}
        if not block.findings:
            return found
        for pair in block.inside:
            one, other = pair
            spans = marks.of_pair(one, other) if one and other else ([], [])
            for language, paragraph, differing in zip(LANGUAGES, pair, spans, strict=True):
                if paragraph is not None:
                    own = [
                        each
                        for each in block.findings
                        if each.beside is None and each.place.path == self._paths[language]
                    ]
                    found[paragraph] = [*differing, *marks.quoted(paragraph, own)]
        return found

    def _line(self, paragraph: Paragraph, marked: Mapping[Paragraph, list[Span]]) -> Line:
        spoken = {"tblCaption": "caption", "tblDescription": "description"}.get(paragraph.style)
        begin = self._begins.get(paragraph)
        band = paragraph.structural and len(paragraph.tags) == 1
        look = [each for pattern, each in _LOOKS if pattern.match(paragraph.style)] if not band else ["band"]
        return Line(
            " ".join(look),
            _bars(self._around.get(paragraph, ())),
            pieces.of(paragraph, marked.get(paragraph, ())),
            self._say[spoken] if spoken else "",
            "" if begin is None else short(pieces.inner(begin)),
            tuple(self._marks(paragraph)),
        )

    def _marks(self, paragraph: Paragraph) -> Iterator[str]:
        for _ in range(paragraph.notes):
            yield self._say["note"]
        for field in paragraph.fields:
            yield self._words.text(msg("field {name}", name=short(field)))
        for picture in paragraph.pictures:
            yield self._words.text(msg("picture: {text}", text=picture))

    def _boxes(
        self, row: Row, marked: Mapping[Paragraph, list[Span]], told: set[Message | None]
    ) -> Iterator[Box]:
        several = len(row.cells) > 1
        for cell in row.cells:
            lines = tuple(self._line(paragraph, marked) for paragraph in cell.paragraphs)
            hit = several and bool(_places(cell) & told)
            merged = cell.merge == "continue" and not any(line.stretches for line in lines)
            yield Box(*_covered(cell), lines, merged, hit)

    def _grid(self, row: Row) -> tuple[int, ...]:
        """Give widths for as many columns as the row has."""
        widths = self._widths.get(row, ())
        needed = max((sum(_covered(cell)) - 1 for cell in row.cells), default=1)
        return (*widths, *[10] * (needed - len(widths)))[:_MOST]


def _covered(cell: Cell) -> tuple[int, int]:
    """Give the first column of a cell and how many it covers, within what Word allows."""
    column = min(cell.column, _MOST)
    return column, max(1, min(cell.span, _MOST + 1 - column))


def _widths(table: Table) -> tuple[int, ...]:
    """Give the widths of the columns as Word keeps them, but narrow ones wider: a tag is longer than its value."""
    found = [str(each.get(f"{W}w") or "") for each in table.node.iterfind(f"{W}tblGrid/{W}gridCol")]
    widths = [int(each) if each.isdecimal() and each.isascii() and len(each) < 9 else 0 for each in found]  # noqa: PLR2004
    whole = sum(widths) or 1
    return tuple(round(50 * width / whole + 50 / len(widths)) for width in widths)


def _bars(tags: Iterable[Tag]) -> tuple[Role, ...]:
    return tuple(ROLES[tag.verb] for tag in tags)[:_DEEPEST]


def _base(place: Message) -> Message:
    """Give the outermost part of a place: the article, or the heading."""
    inner = next((value for _, value in place.values if isinstance(value, Message)), None)
    return place if inner is None else _base(inner)


def _places(cell: Cell) -> set[Message | None]:
    """Give the places of a cell: its own, and those of its paragraphs."""
    found: set[Message | None] = set()
    for paragraph in cell.paragraphs:
        found.add(paragraph.place)
        if len(cell.paragraphs) > 1:
            found |= {value for _, value in paragraph.place.values if isinstance(value, Message)}
    return found


def _styles(side: Paragraph | Row | Table) -> Iterator[str]:
    if isinstance(side, Paragraph):
        if not side.structural:
            yield side.style
    elif isinstance(side, Table):
        yield side.style
    else:
        yield from (p.style for p in side.paragraphs if not p.structural)
