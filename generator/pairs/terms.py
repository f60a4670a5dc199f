"""Compares the terms of two paragraphs that answer to each other, and finds words left in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from generator.messages import msg
from generator.pairs import seeking
from generator.pairs.contents import Difference
from generator.pairs.languages import Speech
from generator.pairs.model import Paragraph, short

_UNTRANSLATED: Final = "PAI021"


def differences(
    one: Paragraph, other: Paragraph, known: Iterable[Difference], speech: Speech
) -> Iterator[Difference]:
    """Give the words that were not translated, and the terms that only one of two paragraphs has.

    A paragraph that is in another language, wholly or in part, is told as such; its terms say no more.
    """
    if one.structural or other.structural or any(each.code == _UNTRANSLATED for each in known):
        return
    if speech.foreign(one.bare, "fr") or speech.foreign(other.bare, "nl"):
        return
    if words := speech.left(one.bare, other.bare):
        told = msg("“{text}” is the same in both languages", text=", ".join(words))
        yield Difference(_UNTRANSLATED, told, msg("Translate it."), warning=True)
    texts = {"french": short(one.text), "dutch": short(other.text)}
    for each in seeking.one_sided(one.bare, other.bare):
        if each.says == "fr":
            told = msg(
                "the French says “{word}”, and nothing in the Dutch answers it: “{french}” / “{dutch}”",
                word=each.written,
                **texts,
            )
            remedy = msg("The Dutch term is “{term}”.", term=each.concept.shown("nl"))
        else:
            told = msg(
                "the Dutch says “{word}”, and nothing in the French answers it: “{french}” / “{dutch}”",
                word=each.written,
                **texts,
            )
            remedy = msg("The French term is “{term}”.", term=each.concept.shown("fr"))
        yield Difference("PAI031", told, remedy, warning=True)


def related(one: Paragraph, other: Paragraph, speech: Speech) -> bool:
    """Tell whether a term of one paragraph is lacking in the other, or another word stands for it there."""
    left, right = seeking.found(one.bare, "fr"), seeking.found(other.bare, "nl")
    misnamed = left.terms.keys() & right.wrong.keys() or right.terms.keys() & left.wrong.keys()
    return bool(misnamed) or any(True for _ in differences(one, other, (), speech))
