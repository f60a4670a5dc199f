"""Words that carry force, sought on both sides: not, at least, at most, before, after, must, may.

One language says with a verb what the other says with an adverb, so a word is told only where it
stands on one side and nothing of its sort on the other. What is tuned here gives nothing on the
templates of the program, and so it does not see every slip: it warns, and never refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.locales import Language
from generator.messages import Message, msg

_CUT: Final = re.compile(
    r"premier pas|pas à pas|sans (?:délai|préjudice|mention)|schrappen wat niet past|\(biffer la mention inutile\)"
    r"|ou non\b|al dan niet|onder meer|du plus bas au plus élevé|le plus bas|(?:ci-)après\b(?=,| dénommé| «|¤)|ci-après|d'avancer|wettelijke verplichting"
)
_RESTRICTED: Final = re.compile(r"\bn(?:e |')(?=[^.;:]*?\bqu[e'])")
"""« ne … que » says only, not no."""
_EMPTY: Final = re.compile(r"(\b(?:à moins|avant|de (?:peur|crainte)) qu[e'][^.;:]*?)\bn(?:e |')")
"""« à moins qu’il n’en soit autrement » denies nothing; « avant qu’il ne soit pas trop tard » still has its « pas »."""
_SENTENCE: Final = re.compile(r"[.;?!](?:\s|$)")

_FORMS: Final[Mapping[str, Mapping[Language, re.Pattern[str]]]] = {
    "negation": {
        "fr": re.compile(r"\b(?:ne|ni|aucune?s?|non|rien|jamais|sans|pas)\b|\bn'|\b(?:à défaut|faute) d"),
        "nl": re.compile(
            r"\b(?:niet|geen|noch|evenmin|zonder|niets|nooit|niemand|nergens)\b|\bbij (?:ontstentenis|gebrek) (?:van|aan)\b|\bon(?:bezoldigd|verplicht)"
        ),
    },
    "minimum": {
        "fr": re.compile(r"\bau (?:moins|minimum)\b|\bminim(?:ale?s?|aux)\b"),
        "nl": re.compile(r"\b(?:minstens|minima(?:al|le)|ten minste|op zijn minst)\b|\bminimum"),
    },
    "maximum": {
        "fr": re.compile(r"\bau (?:plus|maximum)\b|\bmaxim(?:ale?|aux|um)\b|\b(?:excéd|excèd|dépass)"),
        "nl": re.compile(
            r"\b(?:hoogstens|ten hoogste|maximaal|maximale|uiterlijk|ten laatste)\b|\bmaximum|\b(?:langer|hoger|meer)\b|overschrijd|onderschreden"
        ),
    },
    "before": {
        "fr": re.compile(r"\bavant\b|préalable|\bà l'avance\b(?! (?:versée|payée|reçue))"),
        "nl": re.compile(r"\bvóór\b|\bvooraf|\bvoordat\b|\balvorens\b|voorafgaa[tn]?|\bjonger dan\b"),
    },
    "after": {"fr": re.compile(r"\baprès\b"), "nl": re.compile(r"\bna\b|\bnadat\b")},
    "duty": {
        "fr": re.compile(r"\bdoi(?:s|t|vent)\b|\bdev(?:ez|ons|r(?:a|ai|ez|ons|ont))\b|obligatoire"),
        "nl": re.compile(r"\bmoet(?:en)?\b|\b(?:dient|dienen)\b[^.;]*\bte\b|\bhoe(?:ft|ven)\b|\bverplicht"),
    },
    "leave": {
        "fr": re.compile(
            r"\bp(?:eut|euvent|eux|ouvez|ouvons|ourr(?:a|ez|ons|ont)|uisse|uissiez|ermet|ermettent)\b|susceptible|permettant|\ben mesure d"
        ),
        "nl": re.compile(r"\bk(?:an|unnen|unt)\b|\bm(?:ag|ogen)\b|terechtk|toestaat"),
    },
}
_ONE_WAY: Final[Mapping[str, Language]] = {
    "after": "fr",
    "leave": "fr",
    "maximum": "fr",
    "before": "fr",
    "duty": "fr",
}
"""Where the Dutch word also has other uses, or French says it with a noun: told only if French says it."""

_MOST_MOVED: Final = 6
"""Sentences of a paragraph that are sought in another order too."""

_NAMES: Final[Mapping[str, Message]] = {
    "negation": msg("a negation (ne … pas, aucun / niet, geen)"),
    "minimum": msg("a minimum (au moins / minstens)"),
    "maximum": msg("a maximum (au plus / hoogstens)"),
    "before": msg("before (avant / vóór)"),
    "after": msg("after (après / na)"),
    "duty": msg("a duty (doit / moet)"),
    "leave": msg("a leave (peut / kan, mag)"),
}


_OPPOSITES: Final[Mapping[str, str]] = {
    "minimum": "maximum",
    "before": "after",
    "duty": "leave",
    "maximum": "minimum",
    "after": "before",
    "leave": "duty",
}


@dataclass(frozen=True, slots=True)
class OneSided:
    """What only one of two texts says, with its word, and the word of the other that says the opposite."""

    sort: Message
    says: Language
    word: str
    opposite: str


def one_sided(french: str, dutch: str) -> Iterator[OneSided]:
    """Give what only one of two texts says, and the language that says it."""
    left, right = _plain(french), _plain(dutch)
    if _in_another_order(_in_sentences(left, right)):
        return
    named: set[str] = set()
    for name, forms in _FORMS.items():
        if name in named:
            continue
        for a, b in _in_sentences(left, right):
            there, here = forms["fr"].search(a), forms["nl"].search(b)
            says: Language = "fr" if there else "nl"
            found = there or here
            if found and not (there and here) and _ONE_WAY.get(name, says) == says:
                own, other, text, whole = (a, b, french, dutch) if says == "fr" else (b, a, dutch, french)
                told = _written(found, own, text)
                opposite = _opposite(name, says, own, other, whole)
                named |= {_OPPOSITES[name]} if opposite else set()
                yield OneSided(_NAMES[name], says, told, opposite)
                break


def _in_another_order(pairs: Sequence[tuple[str, str]]) -> bool:
    """Tell whether the sentences of both sides answer to each other, though some were moved."""
    left: set[int] = set(range(len(pairs)))

    def fits(at: int) -> bool:
        if at == len(pairs):
            return True
        for other in sorted(left):
            if _agree(pairs[at][0], pairs[other][1]):
                left.remove(other)
                if fits(at + 1):
                    return True
                left.add(other)
        return False

    return 1 < len(pairs) <= _MOST_MOVED and fits(0)


def _agree(french: str, dutch: str) -> bool:
    """Tell whether two sentences say the same sorts of words."""
    for name, forms in _FORMS.items():
        there, here = bool(forms["fr"].search(french)), bool(forms["nl"].search(dutch))
        says: Language = "fr" if there else "nl"
        if there != here and _ONE_WAY.get(name, says) == says:
            return False
    return True


def _opposite(name: str, says: Language, own: str, other: str, whole: str) -> str:
    """Give the word of the other text that says the opposite, where the first text does not say it too."""
    forms = _FORMS.get(_OPPOSITES.get(name, ""), {})
    answers: Language = "nl" if says == "fr" else "fr"
    found = forms[answers].search(other) if forms and not forms[says].search(own) else None
    return _written(found, other, whole) if found else ""


def _written(found: re.Match[str], plain: str, text: str) -> str:
    """Give the whole word that was found, as it stands in the text."""
    begin, end = found.span()
    while begin and plain[begin - 1].isalpha():
        begin -= 1
    while end < len(plain) and plain[end].isalpha():
        end += 1
    word = plain[begin:end].strip()
    at = _folded(text).find(word)
    return text[at : at + len(word)] if at >= 0 else word


_NEGATIONS: Final[Mapping[Language, re.Pattern[str]]] = {
    "fr": re.compile(
        r"\b(?:pas|point|ni|aucune?s?|nul(?:le)?s?|non|rien|jamais|sans)\b|\b(?:à défaut|faute) d"
    ),
    "nl": _FORMS["negation"]["nl"],
}
"""Words that deny, each counted once: « ne » goes with another one of them."""


def negations(text: str, language: Language) -> int:
    """Count the words that deny, to compare two versions of a text; the other language may count otherwise."""
    return len(_NEGATIONS[language].findall(_plain(text)))


def _plain(text: str) -> str:
    return _RESTRICTED.sub("", _EMPTY.sub(r"\1", _CUT.sub("", _folded(text))))


def _folded(text: str) -> str:
    return text.translate({ord("’"): "'", 0xA0: " ", 0x202F: " "}).casefold()


def _in_sentences(left: str, right: str) -> list[tuple[str, str]]:
    """Compare sentence by sentence where there are as many on both sides; else as a whole."""
    ones, others = (_SENTENCE.split(text.strip()) for text in (left, right))
    return list(zip(ones, others, strict=True)) if len(ones) == len(others) else [(left, right)]
