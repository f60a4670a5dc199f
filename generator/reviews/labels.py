"""The words of the page of review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.catalog import kinds
from generator.findings import Severity
from generator.locales import Language, Translator
from generator.messages import Message, msg
from generator.pairs.checking import Key
from generator.reviews.blocks import OTHERS

_COMMON: Final = "common"
WORDS: Final[Mapping[str, Message]] = {
    "subject": msg("Subsidy for social activation"),
    "title": msg("The templates, French and Dutch side by side"),
    "skip": msg("Go to the overview"),
    "back": msg("Back to the overview"),
    "overview": msg("Overview"),
    "overview_caption": msg("The pairs of templates, and what was found in each"),
    "document": msg("Document"),
    "family": msg("Folder"),
    "blocks": msg("Paragraphs and rows"),
    "errors": msg("Errors"),
    "warnings": msg("Warnings"),
    "one": msg("In one language only"),
    "in_all": msg("In all"),
    "pairs": msg("The pairs"),
    "show": msg("Show:"),
    "all": msg("Everything"),
    "tags": msg("With tags"),
    "signs": msg("No-break spaces (°) and tabs (→)"),
    "printing": msg("A pair that is closed here is not printed."),
    "place": msg("Place in Word"),
    "fr": msg("French"),
    "nl": msg("Dutch"),
    "whole": msg("About the files as a whole"),
    "next": msg("Next finding"),
    "first": msg("First finding"),
    "empty": msg("empty line"),
    "caption": msg("caption"),
    "description": msg("description"),
    "note": msg("note"),
    "merged": msg("merged with the cell above"),
    "key": msg("How to read this page"),
    "key_value": msg("A value that the document prints."),
    "key_filter": msg("A filter: how the value is written."),
    "key_if": msg("A condition: what the bar encloses is printed only where it holds."),
    "key_for": msg("A loop: what the bar encloses is printed for each element of the list."),
    "key_block": msg("A block: its text takes its place in the common text of the contracts."),
    "key_flaw": msg("A tag that is wrong, as it is written."),
    "key_mark": msg("What a finding speaks of: not in the other language, or wrong."),
    "key_alone": msg("A paragraph or a row that the other language has not."),
    "key_marked": msg("text"),
    "key_example": msg("not there"),
}
"""Texts without gaps, by the name under which the template prints them."""
PARTS: Final[Mapping[str, Message]] = {
    "properties": msg("Title in the properties"),
    "document": msg("Text"),
    "margins": msg("Headers and footers"),
    "notes": msg("Notes"),
}
WEIGHTS: Final[Mapping[Severity, tuple[str, Message]]] = {
    Severity.ERROR: ("✖", msg("error")),
    Severity.WARNING: ("▲", msg("warning")),
    Severity.INFO: ("●", msg("information")),
}
"""The sign and the word of each weight."""
LACKING: Final[Mapping[Language, Message]] = {
    "fr": msg("not in the French file"),
    "nl": msg("not in the Dutch file"),
}
MISSING: Final[Mapping[Language, Message]] = {
    "fr": msg("There is no French file that can be read."),
    "nl": msg("There is no Dutch file that can be read."),
}


def said(words: Translator) -> dict[str, str]:
    """Give all texts without gaps in the language of the reader."""
    return {name: words.text(message) for name, message in WORDS.items()}


def title_of(key: Key, words: Translator) -> str:
    """Name a pair: the title of its kind, where the program knows it."""
    kind = key[1]
    if key == OTHERS:
        return words.text(msg("Other files"))
    if kind == _COMMON:
        return words.text(msg("Common text of the contracts"))
    return words.words(kinds()[kind].title) if kind in kinds() else kind
