"""What a Word file is to the check: regions of paragraphs and tables, each with its place in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from lxml import etree

from generator.findings import Finding, Place, Severity
from generator.locales import Language
from generator.messages import Message, msg

OPENING: Final = frozenset({"if", "for", "block"})
CLOSING: Final[Mapping[str, str]] = {"endif": "if", "endfor": "for", "endblock": "block"}
HIDDEN: Final = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
"""Signs that nobody sees: they are told by name, and part no word."""
_QUOTED: Final = 70


@dataclass(slots=True)
class Tag:
    """A tag as it stands in a paragraph; `start` and `end` count characters of its text."""

    raw: str
    start: int
    end: int
    prefix: str = ""
    """The letter or letters behind `{%`: p, tr, tc, r, or none."""
    verb: str = "print"
    """print, if, elif, else, endif, for, endfor, block, endblock, extends."""
    names: tuple[str, ...] = ()
    """The dotted names that it reads, as they are written."""
    filters: tuple[str, ...] = ()
    expression: str = ""
    """What it says, in one form: `a and not b`, whatever the order and the brackets."""
    variable: str = ""
    """The variable of a loop."""
    paths: tuple[str, ...] = ()
    """Its names with their loops resolved: `collective_actions[].title`."""
    meaning: str = ""
    """Its expression with the loops resolved: what is compared between the languages."""
    flawed: bool = False
    partial: bool = False
    """It is broken within a text: a brace is lost."""
    reason: Message | None = None
    """Why it cannot be read."""
    unsure: bool = False
    """It stands in a loop that cannot be read: nobody knows what its names mean."""
    divided: bool = False
    """It is a condition whose `else` has passed: nothing divides it any more."""


@dataclass(eq=False)
class Paragraph:
    """A paragraph, or another piece of text with a place of its own, as the title in the properties."""

    style: str
    text: str
    place: Message
    tags: list[Tag] = field(default_factory=list)
    node: etree._Element | None = None
    notes: int = 0
    fields: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    runs: tuple[tuple[int, str], ...] = ()
    """Where each run begins in the text, and its formatting."""
    container: int = 0
    """The table cell, or the part, in which it stands: a condition begins and ends in the same one."""
    row: tuple[int, int] | None = None
    """The table and the row in which it stands."""

    @cached_property
    def bare(self) -> str:
        """Give the text without its tags and without invisible signs."""
        out, at = [], 0
        for tag in self.tags:
            out.append(self.text[at : tag.start])
            at = tag.end
        return visible("¤".join([*out, self.text[at:]]))

    @cached_property
    def structural(self) -> bool:
        """Tell whether it holds a tag that decides on what stands around it, and not on words of its own."""
        deciding = [tag for tag in self.tags if tag.verb != "print"]
        return any(tag.prefix for tag in deciding) or (
            bool(deciding) and not self.bare.replace("¤", "").strip()
        )


@dataclass(slots=True, eq=False)
class Cell:
    """A cell, its first column in the grid, how many columns it covers, and its part in a vertical merge."""

    column: int
    span: int
    merge: str
    paragraphs: list[Paragraph]


@dataclass(slots=True, eq=False)
class Row:
    """A row, and whether it is repeated at the top of each page."""

    place: Message
    header: bool
    cells: list[Cell]

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Give its paragraphs from left to right."""
        return (paragraph for cell in self.cells for paragraph in cell.paragraphs)


@dataclass(slots=True, eq=False)
class Table:
    """A table; its caption and description are read aloud, and so they are texts."""

    place: Message
    style: str
    columns: int
    rows: list[Row]
    spoken: list[Paragraph]
    node: etree._Element


Item = Paragraph | Table


@dataclass(slots=True, eq=False)
class Region:
    """A part of the file that is read from top to bottom: the text, a header, a footnote, the properties."""

    place: Message
    items: list[Item]

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Give all paragraphs in the order in which they are read."""
        for item in self.items:
            if isinstance(item, Paragraph):
                yield item
            else:
                yield from item.spoken
                for row in item.rows:
                    yield from row.paragraphs


@dataclass(slots=True, eq=False)
class Word:
    """A Word file as it was read."""

    path: str
    name: str
    language: Language
    regions: dict[str, Region]
    parts: Mapping[str, etree._Element]
    places: Mapping[etree._Element, Message]
    extends: str | None = None
    raw: bytes = field(default=b"", repr=False)
    """The file as it was read, from which a copy is made."""
    misplaced: tuple[str, ...] = ()
    """The parts that hold the begin of a tag, and in which none is filled in."""

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Give the paragraphs of all regions."""
        return (paragraph for region in self.regions.values() for paragraph in region.paragraphs)

    def place_of(self, node: etree._Element, part: str) -> Message:
        """Give the place of an element: that of the paragraph or table around it, in it, or before it."""
        around: Iterable[etree._Element] = (node, *node.iterancestors())
        for each in (*around, *node.iterdescendants(), *node.itersiblings(preceding=True)):
            if each in self.places:
                return self.places[each]
        return msg("part {part} of the file", part=part)

    def finding(
        self, code: str, place: Message, message: Message, remedy: Message, *, warning: bool = False
    ) -> Finding:
        """Make a finding at a place of this file; the message begins with the place."""
        told = msg("{place}: {message}", place=place, message=message)
        severity = Severity.WARNING if warning else Severity.ERROR
        return Finding(code, severity, Place(self.path, shown=place), told, remedy)


def visible(text: str) -> str:
    """Leave out the signs that nobody sees."""
    return HIDDEN.sub("", text)


def short(text: str) -> str:
    """Shorten a text to what shows where it stands."""
    text = " ".join(text.replace("¤", "…").split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + "…"
