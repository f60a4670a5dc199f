"""The words of a text: in one form, whatever the notation; and which of them were changed.

Two texts of one form say the same: capitals, quotes, commas, points and kinds of blanks are notation. A point
or a comma within a number is part of the number, and a sign such as % or § is a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, Literal

from generator.facts import PRIVATE, canonical
from generator.pairs.model import Paragraph, Row, Word, visible

_TAG: Final = r"\{\{[^{}]*\}\}|\{%[^{}]*%\}"
_NUMBER: Final = r"\d{1,3}(?:[ .\u00a0\u202f\u2009]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*"
_TOKEN: Final = re.compile(rf"(?P<tag>{_TAG})|(?P<number>{_NUMBER})|(?P<word>[^\W_]+)|\S")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[ .\u00a0\u202f\u2009]\d{3})+(?:,\d+)?\Z")
_UNITS: Final = re.compile(rf"(?:{_TAG}|\S)+")
"""What stands between blanks; a tag is not cut."""
_JOINING: Final = frozenset({"et", "en"})
"""A sentence may be split where they stand."""
_SAYING: Final = frozenset("%‰§&")
"""Signs that are said aloud, though Unicode calls them punctuation."""
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_SHOWN: Final = {ord(c): "␣" for c in "\u00a0\u202f\u2009\u2007"}
"""Shown where nothing but notation was changed."""
_MOST: Final = 4_000_000
"""Longer texts (words before × words after) are not compared word by word."""
_ALIKE: Final = 0.25
"""Texts that share fewer words are not compared further."""
_ISLAND: Final = 3
_AROUND: Final = 6
Kind = Literal["same", "gone", "new"]


@lru_cache(maxsize=16384)
def normal(text: str) -> str:
    """Bring a text to one form: its words and tags, without notation."""
    out = []
    for found in _TOKEN.finditer(unicodedata.normalize("NFC", visible(text))):
        token = found.group()
        if found.lastgroup == "tag":
            out.append("".join(token.split()))
        elif found.lastgroup == "number":
            out.append(re.sub(r"[^\d,]", "", token) if _GROUPED.match(token) else token)
        elif found.lastgroup == "word":
            out.append(unicodedata.normalize("NFC", token.casefold()))
        elif token in _SAYING or unicodedata.category(token) in ("Sm", "Sc", "So"):
            out.append(token)
    return " ".join(out)


@lru_cache(maxsize=16384)
def meant(text: str) -> str:
    """Bring a text to one form in which a fact is one word, in whatever notation: « deux » is 2, « premier » is 1."""
    out = []
    plain_text = unicodedata.normalize("NFC", visible(text))
    for piece in re.split(f"({_TAG})", plain_text):
        if re.fullmatch(_TAG, piece):
            out.append("".join(piece.split()))
        else:
            out += _said(piece)
    return " ".join(out)


def _said(text: str) -> list[str]:
    """Give the words of a text; a fact is one word, in whatever notation it is written."""
    out: list[str] = []
    left, stand_for = canonical(text)
    for found in _TOKEN.finditer(left):
        token = found.group()
        if 0 <= ord(token[0]) - PRIVATE < len(stand_for):
            out.append(stand_for[ord(token[0]) - PRIVATE])
        elif token in _JOINING:
            continue
        elif found.lastgroup == "number":
            out.append(re.sub(r"[^\d,]", "", token) if _GROUPED.match(token) else token)
        elif found.lastgroup == "word":
            out.append(unicodedata.normalize("NFC", token.casefold()))
        elif token in _SAYING or unicodedata.category(token) in ("Sm", "Sc", "So"):
            out.append(token)
    return out


@lru_cache(maxsize=16384)
def signs(text: str) -> tuple[str, ...]:
    """Give the signs of a text that may change what it says, each with how many words stand before it.

    Not quotes, apostrophes, hyphens and what ends the text: they are written in one way or another. A sign within
    a number is part of it.
    """
    out, words = [], 0
    plain_text = _DASHED.sub(" – ", unicodedata.normalize("NFC", visible(text)).replace("...", "…"))
    for found in _TOKEN.finditer(plain_text):
        if found.lastgroup:
            words += 1
        elif found.group() in _TELLING and not _WITHIN.match(plain_text, max(found.start() - 1, 0)):
            out.append(f"{words} {found.group()}")
    while out and out[-1][-1] in _ENDING and int(out[-1].split()[0]) == words:
        out.pop()
    return tuple(out)


_TELLING: Final = frozenset(",;:.?!…()[]/–")
_ENDING: Final = frozenset(",;:.")
_DASHED: Final = re.compile(r"\s[-—]\s")
_WITHIN: Final = re.compile(r"\d[/.:–]\d")


def without_tags(text: str) -> str:
    """Give the form of a text without its tags: its words alone."""
    return normal(re.sub(_TAG, " ", text))


def written(paragraph: Paragraph) -> str:
    """Write a paragraph with its tags by meaning: the variable of a loop is an element of its list."""
    out, at = [], 0
    for tag in paragraph.tags:
        out.append(paragraph.text[at : tag.start])
        if tag.flawed or (tag.verb == "print" and not tag.meaning):
            out.append(tag.raw)
        elif tag.verb == "print":
            out.append(f"{{{{ {tag.meaning} }}}}")
        else:
            meaning = f"… in {tag.meaning}" if tag.verb == "for" else tag.meaning
            out.append(" ".join(part for part in (f"{{%{tag.prefix}", tag.verb, meaning, "%}") if part))
        at = tag.end
    return plain("".join([*out, paragraph.text[at:]]))


def row_written(row: Row) -> str:
    """Write a row: its cells from left to right, with their tags by meaning."""
    return " | ".join(" ".join(written(each) for each in cell.paragraphs).strip() for cell in row.cells)


def loops(word: Word) -> Mapping[str, str]:
    """Give the variable of each loop of a file, by what it stands for: `sections[].lines[]` is `line`."""
    found: dict[str, str] = {}
    for paragraph in word.paragraphs:
        for tag in paragraph.tags:
            if tag.verb == "for" and tag.paths:
                found.setdefault(f"{tag.paths[0]}[]", tag.variable)
    return found


def as_in_word(text: str, variables: Mapping[str, str]) -> str:
    """Write the tags of a text as they stand in the Word file, each with the variable of its loop."""

    def named(found: re.Match[str]) -> str:
        return variables.get(found["list"], found["list"]) + found["rest"]

    def tag(found: re.Match[str]) -> str:
        over = _OVER.search(found.group())
        variable = variables.get(f"{over.group(1)}[]", "…") if over else "…"
        return _ELEMENT.sub(named, found.group()).replace("for … in", f"for {variable} in")

    return re.sub(_TAG, tag, text)


_OVER: Final = re.compile(r"\bfor … in ([\w.\[\]]+)")
_ELEMENT: Final = re.compile(r"(?P<list>[a-z_][\w.\[\]]*\[\])(?P<rest>[\w.]*)")


def plain(text: str) -> str:
    """Write line breaks, tabs and double blanks as one blank."""
    return _BLANKS.sub(" ", text).strip()


def likeness(before: str, after: str) -> float:
    """Tell how much of two normal forms is common and in the same order, from 0 to 1."""
    one, other = before.split(), after.split()
    if not one or not other:
        return float(one == other)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    common = matcher.quick_ratio()
    return common if common < _ALIKE or len(one) * len(other) > _MOST else matcher.ratio()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a changed text: what stayed, went or came, and whether a blank stands before it."""

    kind: Kind
    text: str
    apart: bool


def pieces(before: str, after: str) -> list[Piece]:
    """Give what stayed, went and came between two texts, word by word; else sign by sign, with the blanks."""
    one, other = _tokens(before), _tokens(after)
    if [token for _, token in one] == [token for _, token in other] and before != after:
        one, other = _with_blanks(one), _with_blanks(other)
    out: list[Piece] = []
    for kind, i1, i2, j1, j2 in _joined(_opcodes(one, other), one):
        if kind == "equal":
            out.append(_piece("same", other[j1:j2], blank=one[i1][0] if out else ""))
            continue
        if i2 > i1:
            out.append(_piece("gone", one[i1:i2]))
        if j2 > j1:
            out.append(_piece("new", other[j1:j2], blank=" " if i2 > i1 else ""))
    return out


def marked(
    before: str,
    after: str,
    paint: Callable[[str, Kind], str] = lambda text, _: text,
    around: int = _AROUND,
) -> str:
    """Write a changed text as `one [-old-] {+new+} one`, with some words around each change."""
    return "".join(_shown(before, after, paint, around)).strip()


def _shown(before: str, after: str, paint: Callable[[str, Kind], str], around: int) -> Iterable[str]:
    found = pieces(before, after)
    signs = _SHOWN if normal(before) == normal(after) else {}
    for number, piece in enumerate(found):
        yield " " if piece.apart and number else ""
        if piece.kind == "same":
            yield _shortened(
                plain(piece.text), around if number else 0, around if number < len(found) - 1 else 0
            )
        else:
            sign = "[-{}-]" if piece.kind == "gone" else "{{+{}+}}"
            yield paint(sign.format(piece.text.translate(signs)), piece.kind)


def _shortened(text: str, first: int, last: int) -> str:
    """Keep the words that stand near a change."""
    words = _UNITS.findall(text)
    if len(words) <= first + last + 1 or not first + last:
        return text
    return " ".join([*words[:first], "…", *(words[-last:] if last else [])])


Token = tuple[str, str]
"""The blanks before a token, and the token."""


def _tokens(text: str) -> list[Token]:
    out, at = [], 0
    for found in _TOKEN.finditer(text):
        out.append((text[at : found.start()], found.group()))
        at = found.end()
    return out


def _with_blanks(tokens: Iterable[Token]) -> list[Token]:
    return [("", each) for blank, token in tokens for each in (blank, token) if each]


Opcode = tuple[str, int, int, int, int]


def _opcodes(one: Sequence[Token], other: Sequence[Token]) -> list[Opcode]:
    if len(one) * len(other) > _MOST:
        return [("replace", 0, len(one), 0, len(other))]
    left, right = ([token for _, token in side] for side in (one, other))
    return list(SequenceMatcher(None, left, right, autojunk=False).get_opcodes())


def _joined(opcodes: Sequence[Opcode], one: Sequence[Token]) -> list[Opcode]:
    """Take a comma or an article between two changes for a part of them: the change is easier to read."""
    out: list[Opcode] = []
    for number, (kind, i1, i2, j1, j2) in enumerate(opcodes):
        inside = 0 < number < len(opcodes) - 1
        if kind == "equal" and inside and i2 - i1 == 1 and len(one[i1][1]) <= _ISLAND:
            kind = "replace"  # noqa: PLW2901  it is told with its neighbours
        if out and kind != "equal" and out[-1][0] != "equal":
            out[-1] = ("replace", out[-1][1], i2, out[-1][3], j2)
        else:
            out.append((kind, i1, i2, j1, j2))
    return out


def _piece(kind: Kind, tokens: Sequence[Token], blank: str = "") -> Piece:
    text = tokens[0][1] + "".join(gap + token for gap, token in tokens[1:])
    return Piece(kind, text, bool(tokens[0][0] or blank))
