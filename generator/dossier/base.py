"""What every dossier is: a checked source whose broken parts cannot be reached."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, TypeVar

from generator.campaigns import Campaign
from generator.catalog import Kind
from generator.findings import Pointer
from generator.locales import LANGUAGES, Language
from generator.source import Source

Text = Mapping[Language, str]
"""A text in one language or in both."""
Gender = Literal["female", "male"]

_NAMES = frozenset({"place", "cluster"})
"""Names of places and clusters are printed as they are, in whatever language."""
_NUMBERS = frozenset({"niss"})
_LETTERS: Final = 2
"""A text with fewer letters says nothing."""
_Referred = TypeVar("_Referred", bound="Dossier")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that a file asks for: its template, the name of its files without language and end, its day."""

    template: str
    stem: str
    day: date | None
    number: int = 0
    """Where a file makes several of the same template, which one; from 0."""
    sent: bool = False
    """Whether it left the house, as far as the file knows: who makes it again and says something else is warned."""


class Unusable(Exception):
    """The part of the file that was asked for is missing or was refused by the schema."""


class Dossier(ABC):
    """A checked source with its year and the dossier that it refers to; broken parts raise `Unusable`."""

    def __init__(
        self,
        source: Source,
        broken: Iterable[Pointer],
        kind: Kind,
        campaign: Campaign,
        referred: Dossier | None = None,
    ) -> None:
        """Join a checked source with its year; no referred dossier where its file is unusable."""
        self.source = source
        self.kind = kind.name
        self.row = kind.row
        self.campaign = campaign
        self._broken = frozenset(broken)
        self._to = referred

    @property
    def data(self) -> dict[str, Any]:
        """The whole file; only for a dossier without errors."""
        assert isinstance(self.source.data, dict)
        return self.source.data

    @property
    def path(self) -> str:
        """The real path of its own file."""
        return os.path.realpath(self.source.path)

    @property
    def files(self) -> tuple[str, ...]:
        """Its own file and those that it starts from, by their real paths."""
        return tuple(dict.fromkeys((self.path, *(file for each in self._starts_from for file in each.files))))

    @property
    def _starts_from(self) -> Sequence[Dossier]:
        """The dossiers that it starts from."""
        return (self._to,) if self._to else ()

    @property
    def documents(self) -> Sequence[Wanted]:
        """The documents that it makes; most files make one.

        Raises:
            Unusable: they cannot be told, for a part that decides is missing.

        """
        return (Wanted(self.kind, self.stem, self.signed_on),)

    @property
    def chain(self) -> tuple[Dossier, ...]:
        """Itself and the dossiers that it starts from."""
        return (self, *(self._to.chain if self._to else ()))

    @property
    def reached(self) -> Iterator[Dossier]:
        """Itself and every dossier that it starts from, near or far; one may come several times."""
        yield self
        for each in self._starts_from:
            yield from each.reached

    @property
    @abstractmethod
    def languages(self) -> tuple[Language, ...]:
        """The languages of its documents."""

    @property
    @abstractmethod
    def stem(self) -> str:
        """The name of its document without language and end; it holds no name of a person."""

    @property
    def possible_names(self) -> tuple[str, ...]:
        """The names that its documents may have, without language and end; `*` stands for what cannot be known for errors."""
        try:
            return (self.stem,)
        except Unusable:
            return (f"{self.kind}-*",)

    @property
    def signed_on(self) -> date | None:
        """The day of the signature, where it is known."""
        return day(self._maybe("signature", "date"))

    @property
    def place(self) -> Text | None:
        """Where it is signed."""
        return self._maybe("signature", "place")  # type: ignore[no-any-return]

    def prose(self) -> Iterator[tuple[Pointer, Text]]:
        """Give the texts that a person wrote in sentences, with their place; names are not among them."""
        yield from _texts(self.source.data, (), self._broken)

    def words(self) -> Iterator[tuple[Pointer, str]]:
        """Give every text of the file with its place, names too, but not the field of the national register number."""
        yield from _words(self.source.data, (), self._broken)

    def refuse(self, pointers: Iterable[Pointer]) -> None:
        """Take values of the file for unusable: from now on they raise `Unusable`, like those that the schema refused."""
        self._broken |= frozenset(pointers)

    def referred(self, wanted: type[_Referred]) -> _Referred:
        """Give the dossier that this one refers to.

        Raises:
            Unusable: its file cannot be used.

        """
        if not isinstance(self._to, wanted):
            raise Unusable(wanted.__name__)
        return self._to

    def _take(self, *pointer: str | int) -> Any:
        for broken in self._broken:
            shorter = min(len(broken), len(pointer))
            if broken[:shorter] == pointer[:shorter]:
                raise Unusable(pointer)
        value: Any = self.source.data
        for step in pointer:
            if not isinstance(value, dict) or step not in value:
                raise Unusable(pointer)
            value = value[step]
        return value

    def _maybe(self, *pointer: str) -> Any:
        """Give an optional value; None where the file leaves it out, but not where nobody could read it."""
        parent: Any = self.source.data
        for step in pointer[:-1]:
            parent = parent.get(step, {}) if isinstance(parent, dict) else {}
        absent = isinstance(parent, dict) and pointer[-1] not in parent
        if absent and not any(broken[: len(pointer)] == pointer for broken in self._broken):
            return None
        return self._take(*pointer)


def known_languages(written: Mapping[Language, str]) -> Text:
    """Take the languages of a text; a key that the schema does not know is told, and is no text."""
    return {language: written[language] for language in LANGUAGES if language in written}


def says(text: Text) -> bool:
    """Tell whether a text says something in each of its languages: a dash or a full stop does not."""
    return bool(text) and all(sum(c.isalpha() for c in each) >= _LETTERS for each in text.values())


def day(value: str | None) -> date | None:
    """Read a date that the schema accepted."""
    return date.fromisoformat(value) if value else None


def _words(node: Any, pointer: Pointer, broken: frozenset[Pointer]) -> Iterator[tuple[Pointer, str]]:
    if pointer in broken:
        return
    if isinstance(node, str):
        if pointer[-1] not in _NUMBERS:
            yield pointer, node
    elif isinstance(node, dict | list):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _words(value, (*pointer, key), broken)


def _texts(node: Any, pointer: Pointer, broken: frozenset[Pointer]) -> Iterator[tuple[Pointer, Text]]:
    if pointer in broken:
        return
    if isinstance(node, list):
        for index, each in enumerate(node):
            yield from _texts(each, (*pointer, index), broken)
    elif isinstance(node, dict):
        if node and set(node) <= set(LANGUAGES):
            whole = not any((*pointer, language) in broken for language in node)
            if whole and pointer[-1] not in _NAMES and all(isinstance(v, str) for v in node.values()):
                yield pointer, node
            return
        for key, value in node.items():
            yield from _texts(value, (*pointer, key), broken)
