"""The language of one file: text in the other language, terms of the other side, typography."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from generator.findings import Finding
from generator.locales import Language
from generator.messages import Message, msg
from generator.pairs import seeking
from generator.pairs.facts import DUTCH_ONLY, FRENCH_ONLY, other_name
from generator.pairs.languages import Speech
from generator.pairs.model import HIDDEN, Paragraph, Word, short, visible

_FILLER: Final = re.compile(
    r"\b(?:lorem|ipsum|dolor|amet|consectetur|adipiscing|eiusmod|incididunt|labore|dolore|aliqua|veniam|nostrud|ullamco|laboris|aliquip|commodo|consequat|irure|reprehenderit|voluptate|cillum|fugiat|nulla|pariatur|excepteur|occaecat|cupidatat|proident|deserunt|mollit)\b",
    re.IGNORECASE,
)
"""Words of the Latin that stands where a text is to come."""
_SOME: Final = 2
_FOREIGN: Final[Mapping[Language, frozenset[str]]] = {"fr": DUTCH_ONLY, "nl": FRENCH_ONLY}
_ACRONYM: Final = re.compile(r"(?:\b[A-Z]\.){2,}|\b[A-Z]{2,}")
_BROKEN: Final = re.compile(r"\{[{%#][^{}]*\}?\}?")
"""A tag that is not whole; its words are those of the program."""
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
        re.compile(r"[\"'„]|(?<=\w)[“‘]|”(?=\w)|(?<!\w)‘(?=[snt]\b)"),
        re.compile(rf"\d\s?€|\d[ {_NB}]\d{{3}}(?!\d|[ {_NB}]\d\d(?!\d))|\d%|\d %|€(?: |\d)"),
        re.compile(r"\b1(?:ste|e)\s(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"),
    ),
}  # fmt: skip
_BOTH: Final = (re.compile(r"(?<=\S) {2,}(?=\S)"), re.compile(r"(?<![.…])\s+[,.](?=\s|$)|§ \d|§\d"))


def check(word: Word, speech: Speech) -> Iterator[Finding]:
    """Check the words of a file, by what is known of each language."""
    for paragraph in word.paragraphs:
        yield from _language(word, paragraph, speech)
        yield from _terms(word, paragraph)
        yield from _wrong(word, paragraph)
        yield from _typography(word, paragraph)


def _language(word: Word, paragraph: Paragraph, speech: Speech) -> Iterator[Finding]:
    text = _BROKEN.sub("¤", _ADDRESS.sub("¤", paragraph.bare))
    if len(_FILLER.findall(text)) >= _SOME and "lorem ipsum" not in text.casefold():
        told = msg("“{text}” is filler text", text=short(paragraph.text))
        yield word.finding("TPL011", paragraph.place, told, msg("Finish the text, or delete the note."))
    elif passage := speech.foreign(text, word.language):
        if passage.language == "en":
            told = msg("“{text}” is in English", text=short(passage.text))
        else:
            told = msg("“{text}” is in the other language", text=short(passage.text))
        remedy = msg("Translate it.")
        yield word.finding("TPL019", paragraph.place, told, remedy, warning=not passage.sure)


def _terms(word: Word, paragraph: Paragraph) -> Iterator[Finding]:
    for term in sorted(foreign_acronyms(paragraph.bare, word.language)):
        told = msg(
            "{term} is a term of the other language, in “{text}”", term=term, text=short(paragraph.text)
        )
        remedy = msg("Write {term}.", term=other_name(term))
        yield word.finding("TPL016", paragraph.place, told, remedy)


def foreign_acronyms(text: str, language: Language) -> frozenset[str]:
    """Give the acronyms of a text that only the other language has."""
    return _FOREIGN[language].intersection(each.replace(".", "") for each in _ACRONYM.findall(text))


def _wrong(word: Word, paragraph: Paragraph) -> Iterator[Finding]:
    for concept, written in seeking.found(paragraph.bare, word.language).wrong.items():
        told = msg(
            "“{word}” is not the term of the glossary, in “{text}”", word=written, text=short(paragraph.text)
        )
        remedy = msg("Write “{term}”, if that is meant.", term=concept.shown(word.language))
        yield word.finding("TPL023", paragraph.place, told, remedy, warning=True)


_NAMES: Final[Mapping[str, Message]] = {
    "\u00ad": msg("soft hyphen (U+00AD)"),
    "\u200b": msg("zero-width space (U+200B)"),
}


def _invisible(word: Word, paragraph: Paragraph) -> Iterator[Finding]:
    """Tell of a sign that nobody sees in a text; those in a tag are told with the tag."""
    text = paragraph.text
    for tag in reversed(paragraph.tags):
        text = text[: tag.start] + "¤" + text[tag.end :]
    for found in HIDDEN.finditer(text):
        sign = _NAMES.get(found.group(), f"U+{ord(found.group()):04X}")
        told = msg("an invisible sign stands in “{text}”: {sign}", text=_near(text, *found.span()), sign=sign)
        remedy = msg("Delete it: put the cursor before it, and press Delete until the next letter would go.")
        yield word.finding("TPL017", paragraph.place, told, remedy, warning=True)
        return


def _near(text: str, start: int, end: int) -> str:
    """Give the words about a sign, from the begin of a word to the end of one; no-break spaces are shown."""
    first = text.rfind(" ", 0, max(0, start - 15)) + 1
    last = text.find(" ", end + 15)
    near = visible(text[first : len(text) if last < 0 else last])
    return near.replace("\u00a0", "␣").replace("\u202f", "␣").replace("¤", "…").strip()


def _typography(word: Word, paragraph: Paragraph) -> Iterator[Finding]:
    yield from _invisible(word, paragraph)
    if near := oddity(paragraph.bare, word.language):
        sign, text = near
        told = msg("the typography of “{sign}” in “{text}”", sign=sign, text=text)
        remedy = _FRENCH if word.language == "fr" else _DUTCH
        if not sign.strip(" "):
            told, remedy = msg("more than one space stands in “{text}”", text=text), msg("Leave one space.")
        yield word.finding("TPL017", paragraph.place, told, remedy, warning=True)


def oddity(text: str, language: Language) -> tuple[str, str] | None:
    """Give the first sign that is not written as the language writes it, and the words about it; or nothing."""
    text = _ADDRESS.sub("", text)
    for pattern in (*_TYPOGRAPHY[language], *_BOTH):
        if found := pattern.search(text):
            sign = found.group().replace("\u00a0", "␣").replace("\u202f", "␣").replace("¤", "…")
            return sign, _near(text, *found.span())
    return None


_FRENCH: Final = msg(
    "In French: a no-break space (Ctrl+Shift+space) before : ; ! ? % € and inside « », ’ and no straight quotes, 1er mars, § 1er, 1 000,00 €."
)
_DUTCH: Final = msg(
    "In Dutch: no space before : ; ! ?, “ ” and ’, 1 maart, a no-break space (Ctrl+Shift+space) behind § and € and before %, € 1.000,00."
)
