"""Compares the terms of two paragraphs that answer to each other, and finds words left in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from generator.messages import Message, msg
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
    lone = list(seeking.one_sided(one.bare, other.bare))
    for each in lone:
        instead = ", ".join(it.written for it in lone if it.says != each.says)
        yield Difference("PAI031", _unanswered(each, instead, one, other), _remedy(each), warning=True)


def _unanswered(each: seeking.OneSided, instead: str, one: Paragraph, other: Paragraph) -> Message:
    """Say which term has no answer, and what the other language says that has none either."""
    texts = {"word": each.written, "french": short(one.text), "dutch": short(other.text)}
    if each.says == "fr" and instead:
        return msg(
            "the French says “{word}”, the Dutch “{instead}”: “{french}” / “{dutch}”",
            instead=instead,
            **texts,
        )
    if each.says == "fr":
        return msg(
            "the French says “{word}”, and nothing in the Dutch answers it: “{french}” / “{dutch}”", **texts
        )
    if instead:
        return msg(
            "the Dutch says “{word}”, the French “{instead}”: “{french}” / “{dutch}”",
            instead=instead,
            **texts,
        )
    return msg(
        "the Dutch says “{word}”, and nothing in the French answers it: “{french}” / “{dutch}”", **texts
    )


def _remedy(each: seeking.OneSided) -> Message:
    """Say what to write if that side is right: of two words that do not answer to each other only one is."""
    if each.says == "fr":
        term = each.concept.shown("nl")
        return msg(
            "If the French is right, write “{term}” in Dutch; where the Dutch says the same in other words, leave it.",
            term=term,
        )
    term = each.concept.shown("fr")
    return msg(
        "If the Dutch is right, write “{term}” in French; where the French says the same in other words, leave it.",
        term=term,
    )


def related(one: Paragraph, other: Paragraph, speech: Speech) -> bool:
    """Tell whether a term of one paragraph is lacking in the other, or another word stands for it there."""
    left, right = seeking.found(one.bare, "fr"), seeking.found(other.bare, "nl")
    misnamed = left.terms.keys() & right.wrong.keys() or right.terms.keys() & left.wrong.keys()
    return bool(misnamed) or any(True for _ in differences(one, other, (), speech))
