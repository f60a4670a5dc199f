"""Cuts a text into what the page shows each in its own way: words, tags, signs that one does not see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from generator.pairs.model import Paragraph, Tag
from generator.reviews.marks import Span

Kind = Literal["text", "space", "tab", "break", "odd", "value", "if", "for", "block", "flaw"]
Role = Literal["if", "for", "block"]
Weight = Literal["", "strong", "em"]
ROLES: Final[Mapping[str, Role]] = {
    "if": "if", "elif": "if", "else": "if", "endif": "if", "for": "for", "endfor": "for",
    "block": "block", "endblock": "block", "extends": "block",
}  # fmt: skip
_SIGNS: Final[Mapping[str, Kind]] = {
    **dict.fromkeys("\u00a0\u202f\u2009\u2007", "space"),
    "\t": "tab",
    "\n": "break",
}
_SPECIAL: Final = re.compile(
    r"([\u00a0\u202f\u2009\u2007\t\n\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff])"
)
"""Blanks that do not break, and signs that are not seen or that turn the order of what is read."""
_BREAKS: Final = re.compile(r"(?<=[._])(?=\w)")
_PRINT: Final = re.compile(r"(\{\{\s*)([^|]*?)((?:\s*\|\s*\w+)*)(\s*\}\})\Z", re.DOTALL)
_STATEMENT: Final = re.compile(r"(\{%[-+]?(?:p|tr|tc|r)?\s+)(.*?)()(\s*[-+]?%\})\Z", re.DOTALL)


_WEIGHTS: Final[tuple[tuple[re.Pattern[str], Weight], ...]] = (
    (re.compile(r"'Strong'|\}b\["), "strong"),
    (re.compile(r"'Emphasis'|\}i\["), "em"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text; of a tag also the signs around it and its filters, so that nothing is lost."""

    kind: Kind
    text: str
    begin: str = ""
    filters: str = ""
    end: str = ""
    weight: Weight = ""

    @property
    def words(self) -> list[str]:
        """Give its text in parts, between which a line may end."""
        return _BREAKS.split(self.text)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces that are marked together, or not."""

    marked: bool
    pieces: tuple[Piece, ...]


def of(paragraph: Paragraph, marked: Iterable[Span]) -> tuple[Stretch, ...]:
    """Cut a paragraph; a tag of which a part is marked is marked as a whole."""
    spans = [_widened(span, paragraph.tags) for span in marked]
    tags = {tag.start: tag for tag in paragraph.tags}
    weights = _weights(paragraph)
    inside = [
        span for span, _ in weights if not any(t.start < at < t.end for t in paragraph.tags for at in span)
    ]
    inner = (at for span in (*spans, *inside, *((t.start, t.end) for t in paragraph.tags)) for at in span)
    edges = sorted({0, len(paragraph.text), *inner})
    found: list[tuple[bool, list[Piece]]] = []
    for start, end in pairwise(edges):
        told = any(first <= start and end <= last for first, last in spans)
        if not found or found[-1][0] != told:
            found.append((told, []))
        tag = tags.get(start)
        weight: Weight = next((each for (first, last), each in weights if first <= start and end <= last), "")
        found[-1][1].extend(_words(paragraph.text[start:end], weight) if tag is None else chip(tag))
    return tuple(Stretch(told, tuple(pieces)) for told, pieces in found)


def _widened(span: Span, tags: Iterable[Tag]) -> Span:
    touched = [(tag.start, tag.end) for tag in tags if tag.start < span[1] and span[0] < tag.end]
    return min(at for at, _ in (span, *touched)), max(at for _, at in (span, *touched))


def _weights(paragraph: Paragraph) -> list[tuple[Span, Weight]]:
    """Give the emphasised runs, with how they are shown."""
    ends = [start for start, _ in paragraph.runs[1:]] + [len(paragraph.text)]
    found: list[tuple[Span, Weight]] = []
    for (start, formatting), end in zip(paragraph.runs, ends, strict=False):
        weight: Weight = next((each for pattern, each in _WEIGHTS if pattern.search(formatting)), "")
        if weight and start < end:
            found.append(((start, end), weight))
    return found


def _words(text: str, weight: Weight) -> Iterator[Piece]:
    for at, part in enumerate(_SPECIAL.split(text)):
        if part:
            yield Piece(_SIGNS.get(part, "odd") if at % 2 else "text", part, weight=weight)


def chip(tag: Tag) -> Iterator[Piece]:
    """Show a tag by what it does; one that is wrong as it is written, with what is not seen in it."""
    kind: Kind = "value" if tag.verb == "print" else ROLES.get(tag.verb, "flaw")
    found = (_PRINT if kind == "value" else _STATEMENT).match(tag.raw)
    if found is not None and not tag.flawed and kind != "flaw" and not _SPECIAL.search(tag.raw):
        begin, text, filters, end = found.groups()
        yield Piece(kind, text, begin, filters, end)
        return
    for at, part in enumerate(_SPECIAL.split(tag.raw)):
        if part:
            yield Piece("odd" if at % 2 else "flaw", part)


def inner(tag: Tag) -> str:
    """Give what a tag says, without the signs around it."""
    found = _STATEMENT.match(tag.raw)
    return tag.raw if found is None else found.group(2)
