"""The language of one file: text in the other language, terms of the other side, typography."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from generator.findings import Finding
from generator.locales import Language
from generator.messages import msg
from generator.pairs.facts import DUTCH_ONLY, FRENCH_ONLY, other_name
from generator.pairs.model import Paragraph, Word, short

_STOP: Final[Mapping[Language, frozenset[str]]] = {
    "fr": frozenset(
        {"le", "la", "les", "l", "du", "des", "d", "un", "une", "et", "est", "sont", "que", "qui", "qu", "dans", "par", "pour", "sur", "avec", "au", "aux", "ce", "cette", "ces", "son", "sa", "ses", "leur", "leurs", "il", "elle", "ne", "pas", "ou", "à", "été", "sera", "si", "je", "mon", "ma", "mes", "nous"}
    ),
    "nl": frozenset(
        {"de", "het", "een", "van", "en", "is", "zijn", "dat", "die", "in", "op", "door", "voor", "met", "aan", "dit", "deze", "haar", "hun", "hij", "ze", "niet", "of", "wordt", "worden", "werd", "heeft", "als", "ik", "mijn", "we", "er", "bij", "tot", "om", "uit", "naar", "te"}
    ),
}  # fmt: skip
"""The commonest words; those that are words of both languages (en, de, des) are left out on one side or both."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_LEAST: Final = 2
_FOREIGN: Final[Mapping[Language, frozenset[str]]] = {"fr": DUTCH_ONLY, "nl": FRENCH_ONLY}
_ACRONYM: Final = re.compile(r"(?:\b[A-Z]\.){2,}|\b[A-Z]{2,}")
_ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")
_NB: Final = "\u00a0\u202f"
_TYPOGRAPHY: Final[Mapping[Language, tuple[re.Pattern[str], ...]]] = {
    "fr": (
        re.compile(rf"(?<![{_NB}\d])[:](?!\d)|(?<![{_NB}?!])[;!?]"),
        re.compile(rf"«(?![{_NB}])|(?<![{_NB}])»"),
        re.compile("[\"“”„']"),
        re.compile(rf"€\s?\d|\d\.\d{{3}}(?!\d)|\d(?:€|%)|\d [€%]|[{_NB}]{{2}}"),
        re.compile(r"\b1\s(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"),
    ),
    "nl": (
        re.compile(r"\s[:;!?]"),
        re.compile("[«»]"),
        re.compile("[\"'„]"),
        re.compile(rf"\d\s?€|\d[ {_NB}]\d{{3}}(?!\d)|\d%|\d %|€(?: |\d)"),
        re.compile(r"\b1(?:ste|e)\s(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"),
    ),
}  # fmt: skip
_BOTH: Final = (re.compile(r"(?<=\S) {2,}(?=\S)"), re.compile(r"(?<![.…])\s+[,.](?=\s|$)|§ \d|§\d"))


def check(word: Word) -> Iterator[Finding]:
    """Check the words of a file."""
    for paragraph in word.paragraphs:
        yield from _language(word, paragraph)
        yield from _terms(word, paragraph)
        yield from _typography(word, paragraph)


def speaks(text: str) -> Mapping[Language, int]:
    """Count the commonest words of each language in a text."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return {language: sum(word in stop for word in words) for language, stop in _STOP.items()}


def _language(word: Word, paragraph: Paragraph) -> Iterator[Finding]:
    counted = speaks(paragraph.bare)
    other: Language = "nl" if word.language == "fr" else "fr"
    if counted[other] >= _LEAST and counted[other] > 2 * counted[word.language]:
        told = msg("“{text}” is in the other language", text=short(paragraph.text))
        yield word.finding("TPL019", paragraph.place, told, msg("Translate it."))


def _terms(word: Word, paragraph: Paragraph) -> Iterator[Finding]:
    found = {each.replace(".", "") for each in _ACRONYM.findall(paragraph.bare)}
    for term in sorted(found & _FOREIGN[word.language]):
        told = msg(
            "{term} is a term of the other language, in “{text}”", term=term, text=short(paragraph.text)
        )
        remedy = msg("Write {term}.", term=other_name(term))
        yield word.finding("TPL016", paragraph.place, told, remedy)


def _typography(word: Word, paragraph: Paragraph) -> Iterator[Finding]:
    text = _ADDRESS.sub("", paragraph.bare)
    for pattern in (*_TYPOGRAPHY[word.language], *_BOTH):
        if found := pattern.search(text):
            begin = max(0, found.start() - 15)
            near = text[begin : found.end() + 15].replace("\u00a0", "␣").replace("\u202f", "␣")
            told = msg("the typography of “{text}”", text=near.replace("¤", "…"))
            remedy = _FRENCH if word.language == "fr" else _DUTCH
            yield word.finding("TPL017", paragraph.place, told, remedy, warning=True)
            return


_FRENCH: Final = msg(
    "In French: a no-break space (Ctrl+Shift+space) before : ; ! ? % € and inside « », ’ and no straight quotes, 1er mars, § 1er, 1 000,00 €."
)
_DUTCH: Final = msg(
    "In Dutch: no space before : ; ! ?, “ ” and ’, 1 maart, a no-break space (Ctrl+Shift+space) behind § and € and before %, € 1.000,00."
)
