"""Which language a text is in: French, Dutch or English, by the words that only one of them has.

The words are learnt from what the program has in several languages: its catalogues, and its pairs of
templates. Of two texts that say the same, a word that stands in both tells nothing; one that stands in
one of them speaks for its language, the more the more often. A word never seen is judged by its
letters in threes, and weighs little. Names, acronyms and tags say nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from babel.messages.mofile import read_mo

from generator import resources
from generator.errors import ResourceFault
from generator.locales import DOMAIN, LANGUAGES, READERS, Language, Reader
from generator.messages import msg
from generator.municipalities import municipalities
from generator.pairs.model import Region

_LETTERS: Final = re.compile(r"\b[^\W\d_]+(?:-[^\W\d_]+)*")
"""A word; letters that end a number, as in 1er, are none."""
_WORD: Final = re.compile(rf"{_LETTERS.pattern}|[.:;?!¤\n]")
_STARTS: Final = frozenset(".:;?!¤\n")
_UNSEEN: Final = 0.3
"""Stands for a word that a language was not seen to have."""
_MOST: Final = 3.0
"""What one word can say at most: no homograph speaks for a sentence."""
_BY_LETTERS: Final = 1.5
"""What a word can say at most that was never seen."""
_LEAST: Final[Mapping[Reader, float]] = {"fr": 4.0, "nl": 4.0, "en": 5.0}
"""What the words of a passage say together at least, by its language; there are at least two."""
_FEW: Final = 3
"""A text of so few words, such as a cell, is judged as a whole: all its words are of the other language."""
_CLEAR: Final = 1.3
"""What such a text says at least; a word that was seen once in one language says so much."""
_SURE: Final = 2.6
_SPEAKS: Final = 0.2
_ENGLISH: Final = 3
"""How often an English word was seen that tells a cell; the names of fields are English, and are seen too."""
_NAME: Final = 4
_PARTICLES: Final = frozenset({"van", "den", "der", "de", "la", "le", "du", "ter", "ten", "von", "di", "el"})
"""Words of names: of people and of places."""
_TWINS: Final = frozenset(
    {
        "a", "an", "as", "bas", "bon", "dans", "des", "die", "dit", "en", "er", "haut", "hier", "in", "is", "la", "le", "les", "lit",
        "mais", "me", "men", "met", "mot", "net", "nu", "nul", "of", "on", "op", "pas", "per", "pot", "rang", "roman", "sage",
        "son", "tas", "te", "tot", "tour", "vent", "ver", "vers", "via", "vis",
    }
)  # fmt: skip
"""Words of both languages, with another meaning in each."""
_BOTH: Final = frozenset(
    {
        "accent", "agenda", "album", "argument", "atelier", "ateliers", "bar", "budget", "bureau", "bus", "chauffeur", "club",
        "cluster", "clusters", "coach", "code", "concept", "contact", "contacts", "data", "document", "dossier", "dossiers",
        "e-mail", "film", "forum", "garage", "info", "instrument", "internet", "laptop", "maximum", "media", "mentor", "menu",
        "minimum", "module", "modules", "moment", "moments", "niveau", "parking", "plan", "plus", "portfolio", "principe", "radio",
        "restaurant", "route", "score", "service", "services", "sms", "sport", "stage", "stages", "start", "station", "status",
        "taxi", "team", "test", "tests", "ticket", "transport", "type", "types", "virus", "visa", "website", "weekend",
        "workshop", "workshops", "zone", "zones",
    }
)  # fmt: skip
"""Words that both languages write alike, or that both took from English."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that are in another language than their text should be."""

    language: Reader
    text: str
    sure: bool
    """Whether more than a word or two say so."""


@dataclass(slots=True)
class Speech:
    """How often a word was seen in one language where the same text in another had it not."""

    only: dict[Reader, Counter[str]]
    both: dict[Reader, Counter[str]]
    _threes: dict[Reader, tuple[Counter[str], int]] = field(default_factory=dict)
    _known: dict[tuple[str, Reader, Reader], float] = field(default_factory=dict)
    _told: dict[tuple[str, Language], Passage | None] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[Region, Region]] = ()) -> Speech:
        """Learn from the catalogues, and from regions that have as many paragraphs."""
        speech = cls({reader: Counter() for reader in READERS}, {reader: Counter() for reader in READERS})
        for texts in _catalogues():
            speech._learn(texts)
        seen = set()
        for one, other in pairs:
            ones, others = list(one.paragraphs), list(other.paragraphs)
            if len(ones) == len(others):
                seen |= {(a.bare, b.bare) for a, b in zip(ones, others, strict=True)}
        for french, dutch in seen:
            speech._learn({"fr": french, "nl": dutch})
        return speech

    def _learn(self, texts: Mapping[Reader, str]) -> None:
        words = {reader: set(_LETTERS.findall(text.casefold())) for reader, text in texts.items()}
        for reader, here in words.items():
            there = set().union(*(each for other, each in words.items() if other != reader))
            self.only[reader].update(here - there)
            self.both[reader].update(here & there)

    def foreign(self, text: str, language: Language) -> Passage | None:
        """Give the passage of a text that is not in its language: in the other one, or in English."""
        if (text, language) not in self._told:
            words = _scored(text)
            others = (other for other in READERS if other != language)
            found = (self._passage(text, words, language, other) for other in others)
            self._told[text, language] = next((passage for passage in found if passage), None)
        return self._told[text, language]

    def left(self, french: str, dutch: str) -> list[str]:
        """Give the words that stand in both of two texts that answer to each other, and belong to one language."""
        there, here = (
            {word.text.casefold(): word.text for word in _scored(text) if not word.silent}
            for text in (french, dutch)
        )
        common = [word for word in here if word in there and len(word) > 1 and word not in _TWINS]
        return [here[word] for word in common if self._belongs(word)]

    def _belongs(self, word: str) -> bool:
        """Tell whether a word was seen, and mostly in one of the two languages."""
        seen = any(self.only[each][word] for each in LANGUAGES)
        return seen and abs(self.weight(word, "fr", "nl")) >= _CLEAR

    def _passage(self, text: str, words: Sequence[_Scored], own: Reader, other: Reader) -> Passage | None:
        scores = [0.0 if word.silent else self.weight(word.text.casefold(), other, own) for word in words]
        total, first, last = _strongest(scores)
        speaking = sum(score > _SPEAKS for score in scores[first:last])
        if total >= _LEAST[other] and speaking > 1:
            return Passage(other, text[words[first].start : words[last - 1].end], sure=True)
        counted = [word.text.casefold() for word in words if not word.silent]
        if (
            0 < len(counted) <= _FEW
            and sum(scores) >= _CLEAR
            and all(self._is_of(word, other, own) for word in counted)
        ):
            return Passage(other, text.strip(), sure=len(counted) > 1 and sum(scores) >= _SURE)
        return None

    def _is_of(self, word: str, other: Reader, own: Reader) -> bool:
        """Tell whether a word alone tells the language: it was seen there, and hardly here."""
        seen = self.only[other][word]
        if other == "en":
            return seen >= _ENGLISH and not any(self.only[each][word] for each in LANGUAGES)
        return self.weight(word, other, own) > -_CLEAR and seen + self.both[other][word] > 0

    def weight(self, word: str, other: Reader, own: Reader) -> float:
        """Tell how much a word speaks for one language against another."""
        key = (word, other, own)
        if key not in self._known:
            self._known[key] = self._weight(word, other, own)
        return self._known[key]

    def _weight(self, word: str, other: Reader, own: Reader) -> float:
        there = self.only[other][word] + self.both[other][word]
        here = self.only[own][word] + self.both[own][word]
        if there or here:
            return max(-_MOST, min(_MOST, math.log((there + _UNSEEN) / (here + _UNSEEN))))
        (left, many), (right, more) = self._letters(other), self._letters(own)
        threes = _in_threes(word)
        told = sum(math.log((left[each] + 0.5) / (right[each] + 0.5) * more / many) for each in threes)
        return max(-_BY_LETTERS, min(_BY_LETTERS, 0.6 * told / math.sqrt(len(threes))))

    def _letters(self, language: Reader) -> tuple[Counter[str], int]:
        if language not in self._threes:
            counted = Counter(each for word in self.only[language] for each in _in_threes(word))
            self._threes[language] = counted, counted.total() + 5000
        return self._threes[language]


@dataclass(frozen=True, slots=True)
class _Scored:
    text: str
    start: int
    end: int
    name: bool
    silent: bool
    """A name, an acronym, or a word of both languages."""


def _scored(text: str) -> list[_Scored]:
    """Give the words of a text; a capital within a sentence makes a name."""
    out: list[_Scored] = []
    begins, shouted = True, text.isupper()
    for found in _WORD.finditer(text):
        word = found.group()
        if word in _STARTS:
            begins = True
            continue
        capital = word[0].isupper() and not shouted
        name = capital and (not begins or word in _names())
        silent = name or (capital and word.isupper()) or word.casefold() in _BOTH
        out.append(_Scored(word, found.start(), found.end(), name=name, silent=silent))
        begins = False
    for at in range(len(out) - 2, -1, -1):
        word, behind = out[at].text, out[at + 1]
        if behind.name and not behind.text.isupper() and (word in _PARTICLES or behind.text in _names()):
            silent = word.casefold() in _PARTICLES
            out[at] = replace(out[at], name=silent, silent=silent or out[at].silent)
    return out


@cache
def _names() -> frozenset[str]:
    names = (name for each in municipalities().values() for name in each.names.values())
    return frozenset(word for name in names for word in _LETTERS.findall(name) if len(word) >= _NAME)


@cache
def _catalogues() -> tuple[Mapping[Reader, str], ...]:
    """Give the texts of the program, each in its three languages.

    Raises:
        ResourceFault: a catalogue is missing.

    """
    catalogues = []
    for language in LANGUAGES:
        path = resources.folder("locales") / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
        try:
            with path.open("rb") as file:
                read = read_mo(file)
        except OSError as error:
            raise ResourceFault(
                msg("The folder “{folder}” of the program is missing.", folder=f"locales/{language}"),
                msg("Install the program again: pip install --force-reinstall cpas-generator"),
            ) from error
        catalogues.append({str(each.id): str(each.string) for each in read if isinstance(each.id, str)})
    french, dutch = catalogues
    return tuple(
        {"en": text, "fr": french[text], "nl": dutch[text]} for text in french if text in dutch and text
    )


def _strongest(scores: Sequence[float]) -> tuple[float, int, int]:
    """Give the run of words that says the most: its sum, its first word, and the one behind its last."""
    best, current, begin = (0.0, 0, 0), 0.0, 0
    for at, score in enumerate(scores):
        if current <= 0:
            current, begin = 0.0, at
        current += score
        if current > best[0]:
            best = (current, begin, at + 1)
    return best


def _in_threes(word: str) -> list[str]:
    word = f"^{word}$"
    return [word[at : at + 3] for at in range(len(word) - 2)]
