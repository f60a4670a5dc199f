"""What stands on the sheets, in the language of the reader: headers, choices, explanations, names of sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from generator.excel.layout import Column, Layout, Need, Sort, Table, spoken
from generator.locales import READERS, Reader, Translator, translator
from generator.messages import Message, msg
from generator.municipalities import municipalities
from generator.sheets.faults import seen
from generator.sheets.texts import key

KEY: Final[Message] = msg("NIS code or file name")
_FILE: Final[Message] = msg("File name")
GUIDE: Final[Message] = msg("Read me")
LISTS: Final[Message] = msg("Lists")
FAULTS: Final[Message] = msg("To correct")
_TRUTHS: Final[Mapping[bool, Message]] = MappingProxyType({True: msg("yes"), False: msg("no")})
_OF_EXCEL: Final[Mapping[str, bool]] = MappingProxyType(
    {
        **dict.fromkeys(("true", "vrai", "waar", "wahr"), True),
        **dict.fromkeys(("false", "faux", "onwaar", "falsch", "nee", "neen"), False),
    }
)
"""How Excel writes a truth value in a CSV file, and how people do."""
_STARS: Final[Mapping[Need, str]] = MappingProxyType(
    {Need.ALWAYS: " *", Need.WITH_GROUP: " (*)", Need.NEVER: ""}
)
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST: Final = 31
"""So many characters has the name of a sheet in Excel."""
_A_WORD: Final = 4
"""Shorter words are articles and the like."""


def first(layout: Layout) -> Message:
    """Give the header of the first column: a file on no centre has no NIS code."""
    return KEY if layout.centred else _FILE


def of_row(written: str, words: Translator) -> str:
    """Name a row by what its first column says; beside a NIS code stands the municipality."""
    town = municipalities().get(written)
    return f"{written} {town.names['nl' if words.language == 'nl' else 'fr']}" if town else seen(written)


def header(column: Column, words: Translator) -> str:
    """Write the header of a column; a star says that it is required."""
    title = words.words(column.titles[-1])
    language = f" ({column.language})" if column.language else ""
    need = Need.WITH_GROUP if column.follows and column.need is Need.ALWAYS else column.need
    return f"{title}{language}{_STARS[need]}"


def group(column: Column, words: Translator) -> str:
    """Name the groups that a column stands in."""
    return " – ".join(words.words(title) for title in column.titles[:-1])


def whole_header(column: Column, words: Translator) -> str:
    """Write groups and header on one line, for a finding or a CSV file."""
    return " – ".join(each for each in (group(column, words), header(column, words)) if each)


def named(column: Column) -> Message:
    """Give the header of a column as a part of a message, without its star."""
    title = Message(column.titles[-1])
    if column.language:
        title = msg("{title} ({language})", title=title, language=column.language)
    for each in reversed(column.titles[:-1]):
        title = msg("{group} – {title}", group=Message(each), title=title)
    return title


def titles(table: Table) -> Message:
    """Give the name of a table as a part of a message."""
    name = Message(table.titles[-1])
    for each in reversed(table.titles[:-1]):
        name = msg("{group} – {title}", group=Message(each), title=name)
    return name


def title(table: Table, words: Translator) -> str:
    """Name a table."""
    return " – ".join(words.words(each) for each in table.titles)


def name_of_choice(column: Column, words: Translator) -> str:
    """Name the list of a choice: yes and no by their words, for many columns share them."""
    if column.sort is Sort.TRUTH:
        return " / ".join(choices(column, words).values())
    return " – ".join(words.words(title) for title in column.titles)


def choices(column: Column, words: Translator) -> dict[Any, str]:
    """Give the values of a choice with their words."""
    if column.sort is Sort.TRUTH:
        return {value: words.text(word) for value, word in _TRUTHS.items()}
    labels = column.node.get("x-labels", {})
    return {name: str(labels.get(name, {}).get(words.language, name)) for name in column.node["enum"]}


@cache
def chosen(column: Column) -> Mapping[str, Any]:
    """Give the value of each word that somebody may write, in any language, by its letters."""
    known = {key(word): value for word, value in _OF_EXCEL.items()} if column.sort is Sort.TRUTH else {}
    for reader in READERS:
        known |= {key(word): value for value, word in choices(column, translator(reader)).items()}
    if column.sort is Sort.CHOICE:
        known |= {key(name): name for name in column.node["enum"]}
    return known


def explanation(column: Column, words: Translator) -> str:
    """Say what a column is for, and what may stand in it."""
    told = [words.words(spoken(column.node))]
    if column.follows:
        told.append(words.text(msg("Empty: it follows from the NIS code in the first column.")))
    if column.sort in {Sort.CHOICE, Sort.TRUTH}:
        listed = " | ".join(choices(column, words).values())
        told.append(words.text(msg("Possible: {choices}.", choices=listed)))
    elif column.longest is not None and str(column.longest) not in told[0]:
        told.append(words.text(msg("At most {most} characters.", most=column.longest)))
    if "examples" in column.node:
        told.append(words.text(msg("Example: {value}.", value=_example(column, words.language))))
    return " ".join(each for each in told if each)


def _example(column: Column, language: Reader) -> str:
    written = str(column.node["examples"][0])
    if column.sort is Sort.DATE:
        return "/".join(reversed(written.split("-")))
    return (
        written.replace(".", ",")
        if column.sort in {Sort.AMOUNT, Sort.SHARE} and language != "en"
        else written
    )


def sheet_names(layout: Layout, words: Translator) -> list[str]:
    """Name the sheets of the tables, as Excel allows: short, without some signs, none twice."""
    taken = {words.text(each).casefold() for each in (GUIDE, LISTS, FAULTS)}
    names = []
    for table in layout.tables:
        bare = _NOT_IN_A_NAME.sub(" ", words.words(table.titles[-1])).strip(" '")
        name, number = _cut(bare), 1
        while name.casefold() in taken:
            number += 1
            end = f" {number}"
            name = bare[: _LONGEST - len(end)].rstrip() + end
        taken.add(name.casefold())
        names.append(name)
    return names


def _cut(text: str) -> str:
    """Cut a name between two words, and not behind an article."""
    if len(text) <= _LONGEST:
        return text
    parts = text[: _LONGEST + 1].split(" ")[:-1]
    while len(parts) > 1 and len(parts[-1]) < _A_WORD:
        parts.pop()
    return " ".join(parts) or text[:_LONGEST]


@cache
def own_sheets() -> frozenset[str]:
    """Give the names of the sheets that hold nothing to read, in each language."""
    return frozenset(key(translator(r).text(each)) for r in READERS for each in (GUIDE, LISTS, FAULTS))


def faults_sheets() -> frozenset[str]:
    """Give the names of the sheet that lists what is wrong, in each language."""
    return frozenset(translator(reader).text(FAULTS) for reader in READERS)


def heads(columns: Iterable[Column]) -> frozenset[str]:
    """Give all that the rows of headers may hold, in each language, by its letters."""
    found = {key(translator(reader).text(each)) for reader in READERS for each in (KEY, _FILE)}
    for column in columns:
        for reader in READERS:
            words = translator(reader)
            found |= {key(each(column, words)) for each in (header, group, whole_header)}
    return frozenset(found - {""})
