"""What differs in two texts, or is wrong in one: the words and tags to which the eye must go.

Texts in two languages differ everywhere; marked is only what a finding speaks of: a tag that the
other has not, a number, date or reference that the other has not, or words that the finding quotes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from generator.findings import Finding
from generator.pairs.facts import acronyms, facts
from generator.pairs.model import Paragraph, Tag, short
from generator.reviews.blocks import message_of

Span = tuple[int, int]
_TOKEN: Final = re.compile(r"[^\s\u00a0\u202f]+")
_LONGEST: Final = 9
"""An account number or a list of articles is written in so many words."""
_PUNCTUATION: Final = ".,;:!?()«»“”’\"' "
_HIDDEN: Final = "\0"
_QUOTING: Final = frozenset({"text", "sign", "tag", "name", "term"})
"""The gaps of messages that are filled with words of the file."""


def of_pair(one: Paragraph, other: Paragraph) -> tuple[list[Span], list[Span]]:
    """Give the parts of each of two paragraphs that the other has not."""
    left, right = _tags(one, other)
    ones, others = _facts(one), _facts(other)
    return left + _rest(ones, others), right + _rest(others, ones)


def quoted(paragraph: Paragraph, findings: Iterable[Finding]) -> list[Span]:
    """Give the parts of a paragraph that findings of its own file quote."""
    spans = []
    bare = _masked(paragraph.text, ((tag.start, tag.end) for tag in paragraph.tags))
    for finding in findings:
        for name, said in message_of(finding).values:
            if name not in _QUOTING or not isinstance(said, str) or said == short(paragraph.text):
                continue
            found = _sought(said, bare) or _sought(said, paragraph.text)
            if found is not None:
                spans.append(found)
    return spans


def _sought(said: str, text: str) -> Span | None:
    """Find what a message quotes, in whole words: it shows no-break spaces as ␣, and … for what it leaves out."""
    start, end = len(text), 0
    for piece in filter(str.strip, said.split("…")):
        pattern = re.sub(r"(?:\\ )+", r"\\s+", re.escape(piece)).replace("␣", "[\u00a0\u202f]")
        if said.isalnum():
            pattern = rf"(?<!\w){pattern}(?!\w)"
        found = re.compile(pattern).search(text, end)
        if found is None:
            return None
        start, end = min(start, found.start()), found.end()
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return (start, end) if start < end else None


def _tags(one: Paragraph, other: Paragraph) -> tuple[list[Span], list[Span]]:
    left, right = one.tags, other.tags
    if any(tag.flawed for tag in (*left, *right)) or _written(left) == _written(right):
        return [], []
    if one.structural or other.structural:
        unlike = [(a, b) for a, b in zip(left, right, strict=False) if a.meaning != b.meaning]
        return [(a.start, a.end) for a, _ in unlike], [(b.start, b.end) for _, b in unlike]
    ones, others = ([(tag.meaning, (tag.start, tag.end)) for tag in tags] for tags in (left, right))
    if Counter(meaning for meaning, _ in ones) == Counter(meaning for meaning, _ in others):
        moved = [(a, b) for (x, a), (y, b) in zip(ones, others, strict=True) if x != y]
        return [a for a, _ in moved], [b for _, b in moved]
    return _rest(ones, others), _rest(others, ones)


def _written(tags: Iterable[Tag]) -> list[str]:
    return [tag.expression for tag in tags]


def _rest(ones: Iterable[tuple[str, Span]], others: Iterable[tuple[str, Span]]) -> list[Span]:
    """Give where that stands which the others do not have; of what stands there twice, the last."""
    there = Counter(value for value, _ in others)
    out = []
    for value, span in ones:
        if there[value]:
            there[value] -= 1
        else:
            out.append(span)
    return out


def _facts(paragraph: Paragraph) -> list[tuple[str, Span]]:
    """Find where the facts of a paragraph are written; what is found of one is not sought again."""
    text = _masked(paragraph.text, ((tag.start, tag.end) for tag in paragraph.tags))
    found = []
    for kind, counted in (*facts(paragraph.bare).items(), ("acronym", Counter(acronyms(paragraph.bare)))):
        for value in counted.elements():
            if (span := _narrowest(text, kind, value)) is not None:
                found.append((f"{kind} {value}", span))
                text = _masked(text, [span])
    return found


def _narrowest(text: str, kind: str, value: str) -> Span | None:
    """Find the fewest words that state a fact."""
    words = [match.span() for match in _TOKEN.finditer(text)]
    for length in range(1, _LONGEST + 1):
        for first, last in zip(words, words[length - 1 :], strict=False):
            span = (first[0], last[1])
            if value in _stated(text[slice(*span)], kind):
                return _trimmed(text, span)
    return None


def _stated(text: str, kind: str) -> Iterable[str]:
    return acronyms(text) if kind == "acronym" else facts(text).get(kind, Counter())


def _trimmed(text: str, span: Span) -> Span:
    """Leave out signs around a word that say nothing."""
    start, end = span
    while start < end - 1 and text[start] in _PUNCTUATION:
        start += 1
    while end > start + 1 and text[end - 1] in _PUNCTUATION:
        end -= 1
    return start, end


def _masked(text: str, spans: Iterable[Span]) -> str:
    for start, end in spans:
        text = text[:start] + _HIDDEN * (end - start) + text[end:]
    return text
