"""Where the French and the Dutch version of a text state another amount, percentage or date.

The two were written by different people, each as the language has it: what can be the same in other words is
taken for the same. So an amount is answered by the same number in words, and « le 12 et le 19 mars » by
“12 en 19 maart”. Numbers alone, and numbers in words, are not compared: they are written otherwise too often.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from generator.facts import MONTHS, SPELT, Fact, facts, stated
from generator.locales import Language
from generator.messages import Message, msg
from generator.numerals import dutch as in_dutch
from generator.numerals import french as in_french

NAMES: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "amount": msg("amounts"),
        "percentage": msg("percentages"),
        "date": msg("dates"),
        "number": msg("numbers"),
        "article": msg("references to articles"),
        "paragraph": msg("references to paragraphs (§)"),
        "address": msg("addresses"),
        "iban": msg("account numbers"),
    }
)
"""The kinds of facts, in the plural."""
_SPELLED: Final[Mapping[Language, Callable[[int], str]]] = {"fr": in_french, "nl": in_dutch}
_MOST_SPELLED: Final = 1_000_000
REMEDY: Final = msg("Write the same amounts, percentages and dates in both texts.")
_NONE: Final = "–"
_FIRST, _LAST = 1900, 2099
"""Between these a number may be a year."""
_ISO: Final = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_SHORT_YEAR: Final = re.compile(
    r"(?<![\d./-])(0?[1-9]|[12]\d|3[01])([/.-])(0?[1-9]|1[0-2])\2(\d{2})(?![\d/-]|\.\d)"
)
_MONTH_OF: Final = re.compile(r"(?<![\d./-])(0?[1-9]|1[0-2])[/.-](\d{4})\b")
_DAY_OF: Final = re.compile(r"(?<![\d./-])(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])(?![\d/])")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_SCALED: Final = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(k|m|mio|mille|duizend|millions?|miljoen(?:en)?|milliards?|miljard(?:en)?)(?![^\W\d_])"
)
_SCALES: Final = {
    "k": 3,
    "mille": 3,
    "duizend": 3,
    "milliard": 9,
    "milliards": 9,
    "miljard": 9,
    "miljarden": 9,
}
_SHARE: Final = re.compile(
    r"\d\s*/\s*\d|\b(?:sur|op) (?:\d|une?\b|deux|trois|quatre|cinq|dix|twee|drie|vier|vijf|tien)"
    r"|\b(?:moiti|demi|mi-|tiers\b|quarts?\b|cinqui|dixi|total|enti|complet|complèt|plein|intégral|tou[ts]|double"
    r"|doublé|helft|half|halv|derde|kwart|vierde|vijfde|tiende|volle|vol\b|volt|geheel|gehele|helemaal|alle\b|alles|allemaal"
    r"|dubbel|verdubbel)"
)
"""Words that say a share without a number of per cent: a half, four out of five, the whole."""
_HINT: Final = re.compile(rf"\d|[@§€]|www|\b(?:{SPELT}|premier|eerste|een\w+tig\b)", re.IGNORECASE)
"""What a text holds that states a fact."""
_DOMAIN: Final = re.compile(r"([\w-]+\.[a-z]{2,})(?:[/:?#].*)?\Z")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Facts of one kind that the two versions do not share, as they are written; one side may be empty."""

    kind: str
    french: tuple[str, ...]
    dutch: tuple[str, ...]

    @property
    def gaps(self) -> Mapping[str, Message | str]:
        """Give what fills the gaps of a message: the kind, and what only one side has."""
        return {
            "name": NAMES[self.kind],
            "left": ", ".join(self.french) or _NONE,
            "right": ", ".join(self.dutch) or _NONE,
        }

    def told(self, *, discreet: bool) -> Message:
        """Say what two versions of a text do not share; without the facts in a file on a person."""
        if discreet:
            return msg("The French and the Dutch text do not say the same: {name} differ.", name=NAMES[self.kind])  # fmt: skip
        return msg(
            "The French and the Dutch text do not say the same: {name} differ (French only: {left}; Dutch only: {right}).",
            **self.gaps,
        )


class _Day(NamedTuple):
    """A date, as far as it is written; a month alone has no day."""

    day: int | None
    month: int
    year: int | None
    written: str


@lru_cache(maxsize=4096)
def contradictions(french: str, dutch: str) -> tuple[Contradiction, ...]:
    """Give what two versions of a text, written by people, state otherwise; amounts, percentages and dates only."""
    if not any(character.isdigit() for character in french + dutch):
        return ()
    one, other = _Said(french, "fr"), _Said(dutch, "nl")
    return tuple(_contradictions(one, other))


@lru_cache(maxsize=4096)
def unlike(french: str, dutch: str) -> tuple[Contradiction, ...]:
    """Give what two texts of a pair of templates state otherwise.

    Numbers are told where each side has one that the other lacks, for one may say « par trimestre »; addresses
    by their domain, for an administration has a page, and a mailbox, for each language.
    """
    if not (_HINT.search(french) or _HINT.search(dutch)) or facts(french) == facts(dutch):
        return ()
    one, other = _Said(french, "fr"), _Said(dutch, "nl")
    found = list(_contradictions(one, other))
    for kind in ("number", "article", "paragraph"):
        left, right = one.more(kind, other), other.more(kind, one)
        if (left and right) or (kind != "number" and (one.lacking(kind, other) or other.lacking(kind, one))):
            found.append(Contradiction(kind, left, right))
    for kind, form in (("iban", str), ("address", _domain)):
        left, right = one.without(kind, other, form), other.without(kind, one, form)
        if left or right:
            found.append(Contradiction(kind, left, right))
    return tuple(found)


def _contradictions(one: _Said, other: _Said) -> Iterator[Contradiction]:
    left, right = one.lacking("amount", other), other.lacking("amount", one)
    if left or right:
        yield Contradiction("amount", left, right)
    left, right = one.lacking("percentage", other), other.lacking("percentage", one)
    # one says “50 %” and the other “half”
    if (left and right) or (left and not other.says_a_share) or (right and not one.says_a_share):
        yield Contradiction("percentage", left, right)
    days, others = one.days_lacking(other), other.days_lacking(one)
    if not (days and others):
        # « en mars » may be “this spring”
        days, others = ([day for day in found if day.day is not None] for found in (days, others))
    if days or others:
        yield Contradiction("date", *(tuple(dict.fromkeys(d.written for d in found)) for found in (days, others)))  # fmt: skip


class _Said:
    """What one version states."""

    def __init__(self, text: str, language: Language) -> None:
        text = _ISO.sub(r"\3/\2/\1", text)
        text = _SHORT_YEAR.sub(r"\1/\3/20\4", text)
        self._facts = stated(text)
        self._language: Language = language
        self.small = text.translate({0xA0: " ", 0x202F: " ", 0x2019: "'"}).casefold()

    def of(self, kind: str) -> list[Fact]:
        return [fact for fact in self._facts if fact.kind == kind]

    @cached_property
    def numbers(self) -> frozenset[str]:
        """All numbers, whatever they count; « 1,5 million » written out too."""
        plain = {
            _number(fact.value)
            for fact in self._facts
            if fact.kind in ("amount", "percentage", "number", "article", "paragraph")
        }
        return frozenset(plain | set(_scaled(self.small)))

    @cached_property
    def _letters(self) -> str:
        decomposed = unicodedata.normalize("NFD", self.small)
        return "".join(character for character in decomposed if character.isalpha())

    @cached_property
    def days(self) -> tuple[_Day, ...]:
        """The dates that are facts."""
        return tuple(day for fact in self.of("date") if (day := _day(fact)) is not None)

    @cached_property
    def months(self) -> tuple[_Day, ...]:
        """The months that are named: in a date, with the year or the day only in digits, or alone."""
        named = Counter(word for word in _LETTERS.findall(self.small) if word in MONTHS)
        named -= Counter(word for day in self.days for word in _LETTERS.findall(day.written))
        alone = [_Day(None, MONTHS[word], None, word) for word in named]
        of_year = [_Day(None, int(month), int(year), "") for month, year in _MONTH_OF.findall(self.small)]
        of_day = [_Day(int(day), int(month), None, "") for day, month in _DAY_OF.findall(self.small)]
        return (*self.days, *of_year, *of_day, *alone)

    @cached_property
    def years(self) -> frozenset[int]:
        known = {day.year for day in self.months if day.year is not None}
        return frozenset(known | {int(n) for n in self.numbers if n.isdigit() and _FIRST <= int(n) <= _LAST})

    def says(self, number: str) -> bool:
        """Tell whether a number stands there, in digits or in words."""
        return number in self.numbers or self.spells(number)

    def spells(self, number: str) -> bool:
        """Tell whether a number stands there in words."""
        if not number.isdigit() or int(number) >= _MOST_SPELLED:
            return False
        spelled = unicodedata.normalize("NFD", _SPELLED[self._language](int(number)).casefold())
        letters = "".join(character for character in spelled if character.isalpha())
        # « deux cents » or « deux cent »: not everybody knows when
        return any(form in self._letters for form in (letters, letters.removesuffix("s")))

    def lacking(self, kind: str, other: _Said) -> tuple[str, ...]:
        """Give the facts of a kind whose number the other does not say."""
        found = (fact.written for fact in self.of(kind) if not other.says(_number(fact.value)))
        return tuple(dict.fromkeys(found))

    def more(self, kind: str, other: _Said) -> tuple[str, ...]:
        """Give the facts of a kind that stand here more often than in the other."""
        there = Counter(fact.value for fact in other.of(kind))
        found = []
        for fact in self.of(kind):
            if there[fact.value]:
                there[fact.value] -= 1
            elif not other.spells(fact.value):
                found.append(fact.written)
        return tuple(dict.fromkeys(found))

    def without(self, kind: str, other: _Said, form: Callable[[str], str]) -> tuple[str, ...]:
        """Give the facts of a kind that the other lacks in the form that counts."""
        there = {form(fact.value) for fact in other.of(kind)}
        return tuple(dict.fromkeys(fact.written for fact in self.of(kind) if form(fact.value) not in there))

    @property
    def says_a_share(self) -> bool:
        """Whether a share stands there without a number of per cent."""
        return _SHARE.search(self.small) is not None

    def days_lacking(self, other: _Said) -> list[_Day]:
        """Give the dates that the other does not state."""
        return [day for day in self.days if not other._answers(day)]

    def _answers(self, day: _Day) -> bool:
        """Tell whether a date may be the same as one that is written here, perhaps in parts."""
        same = [each for each in self.months if each.month == day.month and self._may_be_of(each, day.year)]
        dated = [each for each in same if each.day is not None]
        if day.day is None or not dated:
            return bool(same)
        # « les 5 et 12 mars » is a date and a number
        return any(each.day == day.day for each in dated) or str(day.day) in self.numbers

    def _may_be_of(self, each: _Day, year: int | None) -> bool:
        return year is None or each.year in (None, year) or year in self.years


def _number(value: str) -> str:
    """Write a number in one form: some put a point before the decimals."""
    if re.fullmatch(r"\d+\.\d{1,2}", value):
        value = value.replace(".", ",")
    if re.fullmatch(r"\d+,\d+", value):
        value = value.rstrip("0").rstrip(",")
    return value


def _scaled(text: str) -> Iterator[str]:
    for digits, scale in _SCALED.findall(text):
        whole, _, part = digits.replace(".", ",").partition(",")
        zeros = _SCALES.get(scale, 6)
        if len(part) <= zeros:
            yield str(int(whole + part.ljust(zeros, "0")))


def _day(fact: Fact) -> _Day | None:
    """Read a date; None for one that has no month, such as 00/00/2015."""
    *parts, last = [int(part) for part in fact.value.split("/")]
    year = last if last >= _FIRST else None
    parts += [] if year else [last]
    if not parts:
        return None
    *day, month = parts
    return _Day(day[0] if day else None, month, year, fact.written)


def _domain(address: str) -> str:
    found = _DOMAIN.search(address.partition("://")[2] or address)
    return found.group(1) if found else address
