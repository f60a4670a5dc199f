"""Seeks the terms of the glossary in a text, as words and not as letters.

In a form `*` stands for any letters of a word (so for its endings, and for the parts of a Dutch
compound), `…` for a few words of the same sentence. Where two terms overlap the longer one is meant:
« bilan social » is no « bilan », and « à l’avance » holds no « avance ». Capitals count in acronyms and
in forms of one word that begin with one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final, Literal

from generator.locales import Language
from generator.pairs.glossary import Concept, glossary

_TOKEN: Final = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+|[.;:!?¤]")
_PART: Final = re.compile(r"…|\*?[^\W_]+\*?")
_BREAKS: Final = frozenset(".;:!?¤")
_GAP: Final = "…"
_LONGEST_GAP: Final = 5
_BUCKET: Final = 2
_Kind = Literal["term", "also", "wrong", "apart"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a text says of the glossary."""

    terms: Mapping[Concept, str]
    """Each term, with the words that say it."""
    answers: frozenset[Concept]
    """Concepts that the text names, rightly or not, or answers without naming them."""
    wrong: Mapping[Concept, str]


@dataclass(frozen=True, slots=True)
class OneSided:
    """A term that one of two texts says, and nothing in the other answers."""

    concept: Concept
    says: Language
    written: str


def one_sided(french: str, dutch: str) -> Iterator[OneSided]:
    """Give the terms of each of two texts that the other does not answer."""
    left, right = found(french, "fr"), found(dutch, "nl")
    for concept, written in left.terms.items():
        if concept not in right.answers:
            yield OneSided(concept, "fr", written)
    for concept, written in right.terms.items():
        if concept not in left.answers:
            yield OneSided(concept, "nl", written)


@lru_cache(maxsize=8192)
def found(text: str, language: Language) -> Found:
    """Find the terms of a text, what answers terms, and the wrong words."""
    text = unicodedata.normalize("NFC", text)
    spans = [each.span() for each in _TOKEN.finditer(text)]
    # C.P.A.S. is CPAS
    tokens = [text[start:end].replace(".", "") or "." for start, end in spans]
    matches = list(_matches(tokens, language))
    said: dict[_Kind, dict[Concept, str]] = {"term": {}, "also": {}, "wrong": {}, "apart": {}}
    for match in matches:
        if not any(match.hidden_by(other) for other in matches):
            written = text[spans[match.start][0] : spans[match.end - 1][1]]
            said[match.form.kind].setdefault(match.form.concept, written)
    answers = frozenset(match.form.concept for match in matches if match.form.kind != "apart")
    return Found(MappingProxyType(said["term"]), answers, MappingProxyType(said["wrong"]))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a form: how it is held against a word of a text."""

    text: str
    open_before: bool
    open_after: bool
    exact: bool
    """Its capitals count."""

    @classmethod
    def of(cls, written: str, *, alone: bool) -> _Word:
        bare = written.strip("*")
        acronym = len(bare) > 1 and bare.isupper()
        exact = bare == written and (acronym or (alone and bare[0].isupper()))
        return cls(bare if exact else bare.casefold(), written.startswith("*"), written.endswith("*"), exact)

    def fits(self, word: str, folded: str) -> bool:
        """Tell whether a word of a text is this one."""
        if self.exact:
            return word == self.text
        if self.open_before:
            return self.text in folded if self.open_after else folded.endswith(self.text)
        return folded.startswith(self.text) if self.open_after else folded == self.text


@dataclass(frozen=True, slots=True, eq=False)
class _Form:
    """A form of a concept: its first word, and the others; None stands for a gap."""

    first: _Word
    rest: tuple[_Word | None, ...]
    concept: Concept
    kind: _Kind


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    form: _Form

    def hidden_by(self, other: _Match) -> bool:
        """Tell whether it is a part of a longer term; what is right somewhere is not wrong there.

        What only looks like a term is not that term.
        """
        if other.form.kind not in ("term", "apart") or other.start > self.start or self.end > other.end:
            return False
        longer = other.end - other.start > self.end - self.start
        excepted = other.form.kind == "apart" and other.form.concept is self.form.concept
        return longer or excepted or self.form.kind == "wrong"


class _Index:
    """The forms of a language, found by how their first word begins."""

    def __init__(self, language: Language) -> None:
        self._buckets: dict[str, list[_Form]] = {}
        self._loose: list[_Form] = []
        self._starts: dict[str, tuple[_Form, ...]] = {}
        for concept in glossary():
            kinds: Mapping[_Kind, tuple[str, ...]] = {
                "term": concept.terms[language],
                "also": concept.also[language],
                "wrong": concept.wrong[language],
                "apart": concept.apart[language],
            }
            for kind, forms in kinds.items():
                for form in forms:
                    self._add(_form(form, concept, kind))

    def _add(self, form: _Form) -> None:
        if form.first.open_before or len(form.first.text) < _BUCKET:
            self._loose.append(form)
        else:
            self._buckets.setdefault(form.first.text[:_BUCKET].casefold(), []).append(form)

    def starting(self, word: str) -> tuple[_Form, ...]:
        """Give the forms whose first word fits; each word of a language is asked once."""
        if word not in self._starts:
            folded = word.casefold()
            near = [*self._buckets.get(folded[:_BUCKET], ()), *self._loose]
            self._starts[word] = tuple(form for form in near if form.first.fits(word, folded))
        return self._starts[word]


@cache
def _index(language: Language) -> _Index:
    return _Index(language)


def _form(written: str, concept: Concept, kind: _Kind) -> _Form:
    first, *rest = _PART.findall(written)
    words = tuple(None if part == _GAP else _Word.of(part, alone=False) for part in rest)
    return _Form(_Word.of(first, alone=not rest), words, concept, kind)


def _matches(tokens: Sequence[str], language: Language) -> Iterator[_Match]:
    index, folded = _index(language), [token.casefold() for token in tokens]
    for at, token in enumerate(tokens):
        for form in index.starting(token):
            if end := _end(form.rest, at + 1, tokens, folded):
                yield _Match(at, end, form)


def _end(words: tuple[_Word | None, ...], at: int, tokens: Sequence[str], folded: Sequence[str]) -> int:
    """Give where the rest of a form ends that begins at a token, or 0 where it does not stand there."""
    for n, word in enumerate(words):
        if word is None:
            return _behind_gap(words[n + 1 :], at, tokens, folded)
        if at >= len(tokens) or not word.fits(tokens[at], folded[at]):
            return 0
        at += 1
    return at


def _behind_gap(
    words: tuple[_Word | None, ...], at: int, tokens: Sequence[str], folded: Sequence[str]
) -> int:
    for begin in range(at, min(at + _LONGEST_GAP + 1, len(tokens))):
        if end := _end(words, begin, tokens, folded):
            return end
        if tokens[begin] in _BREAKS:
            break
    return 0
