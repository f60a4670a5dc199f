"""What is known of the printed values: which pairs of texts are the same value, and who wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from generator.context import Context
from generator.context.words import french_spaces
from generator.contradictions import Contradiction, contradictions
from generator.dossier import Centre, Dossier
from generator.facts import facts
from generator.findings import Pointer
from generator.rendering import Printed

_SIGNS: Final = str.maketrans("", "", " .€%\u00a0\u202f")
_CAMPAIGN: Final = "campaign"
Pair = tuple[str, str]
"""A French and a Dutch text."""


@dataclass(frozen=True, slots=True)
class Written:
    """A text that a person gave in both languages: the dossier that holds it, and its place there."""

    dossier: Dossier
    pointer: Pointer


class Values:
    """The values that the two documents of a dossier may print, in pairs."""

    def __init__(self, dossier: Dossier, french: Context, dutch: Context) -> None:
        """Take the names that the templates were given in each language."""
        self._translations: dict[Pair, bool] = {}
        """Texts that differ by language; whether they are of the campaign."""
        for name in french:
            self._translations |= dict.fromkeys(_texts(french[name], dutch[name]), name == _CAMPAIGN)
        self._written = dict(_written(dossier))

    def same(self, one: Printed, other: Printed) -> bool:
        """Tell whether a French and a Dutch value are the same, each as its language writes it."""
        if one.filter or other.filter:
            return (
                one.filter == other.filter
                and one.value == other.value
                and _form(one.filter, one.text) == _form(one.filter, other.text)
            )
        # what a template computes is in no list; `cpas templates check` refuses it
        computed = not (one.expression[:1].islower() or other.expression[:1].islower())
        return one.text == other.text or computed or (one.text, other.text) in self._translations

    def contradictions(self, one: Printed, other: Printed) -> tuple[Contradiction, ...]:
        """Give what two versions of a text state otherwise; names are none, also where they hold a number."""
        pair = one.text, other.text
        if pair in self._written or self._translations.get(pair):
            return contradictions(*pair)
        return ()

    def written(self, one: Printed, other: Printed) -> Written | None:
        """Give where a person wrote a text in both languages."""
        return self._written.get((one.text, other.text))


def _texts(one: Any, other: Any) -> Iterator[Pair]:
    """Give the texts that differ at the same place of what each language was given."""
    if isinstance(one, str) and isinstance(other, str):
        if one != other:
            yield one, other
    elif isinstance(one, dict) and isinstance(other, dict):
        for name in one.keys() & other.keys():
            yield from _texts(one[name], other[name])
    elif isinstance(one, list | tuple) and isinstance(other, list | tuple):
        for left, right in zip(one, other, strict=False):
            yield from _texts(left, right)


def _written(dossier: Dossier) -> Iterator[tuple[Pair, Written]]:
    """Give the texts that people wrote in both languages, as they are printed: with and without French spaces."""
    for each in dossier.chain:
        if isinstance(each, Centre):
            continue
        for pointer, text in each.prose():
            if "fr" in text and "nl" in text:
                where = Written(each, pointer)
                yield (text["fr"], text["nl"]), where
                yield (french_spaces(text["fr"]), text["nl"]), where


def _form(written_by: str, text: str) -> object:
    """Bring what a filter wrote to one form; an amount in words has none, it is known by its value."""
    match written_by:
        case "euro" | "number" | "percent":
            return text.translate(_SIGNS)
        case "date":
            return facts(text)
        case "words":
            return None
    return text.translate(_SIGNS)
