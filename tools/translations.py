"""Holds the texts of the program against each other: `python -m tools.catalogs check` tells where they differ.

The catalogues, the words of the schemas and those of the campaigns are pairs as the templates are: the
French and the Dutch say the same, with the same gaps, numbers and terms, each in its own language and
signs. What is written for a computer (names of fields, options, files, gaps) is left out where prose is
checked, and must be the same where it is compared.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml
from babel.messages.pofile import read_po

from generator.locales import LANGUAGES, Language
from generator.pairs import facts, seeking, wording
from generator.pairs.languages import Speech
from tools import catalogs

_GAP: Final = re.compile(r"(?<!\{)\{(\w+)[^{}]*\}(?!\})|%\((\w+)\)[a-z]")
_QUOTED: Final = re.compile("«[\u00a0\u202f ]?([^«»]*?)[\u00a0\u202f ]?»|“([^“”]*)”|`([^`]*)`")
_CODE: Final = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{[^{}]*\}|%\(\w+\)[a-z]"
    r"|\b(?:cpas|ocmw|python|pip)(?: (?:--?[a-z][a-z-]*|[a-z][a-z-]*\b(?!['’])|[A-Z]{2,}\b(?:\.\w+)?))+"
    r"|--[\w-]+|https?://\S+|\S*[/\\@_*]\S*|\b[\w-]+\.(?:yaml|docx|csv|xlsx|pdf|html|ics|json|md|po)\b|\w+(?:;\w+)+|\bw:"
)
_FIELD: Final = re.compile(r"\b([a-z_]+): ?[^«»“”]*\Z")
_OPTION: Final = re.compile(r"--[a-z][\w-]*|\b[a-z][\w-]*\.(?:yaml|docx|csv|xlsx)\b")
_NUMBER: Final = re.compile(r"\d+")
_GROUPS: Final = re.compile("(?<=\\d)[ .\u00a0\u202f](?=\\d{3}\\b)")
_ENDS: Final = re.compile('[»”)\u00a0\u202f"’ ]*\\Z')
_MARKS: Final = frozenset(".!?:…;,")
_SIGNS: Final[Mapping[str, str]] = {"VRAI": "WAAR", "FAUX": "ONWAAR", "MO": "MB", "PME": "KMO"}
"""Acronyms and signs of programs that have other names in Dutch."""

ALLOWED: Final[Mapping[str, frozenset[str]]] = {
    # they speak of the signs themselves, or of how numbers are typed
    "In Dutch: no space before": frozenset({"typography"}),
    "In French: a no-break space": frozenset({"typography"}),
    "An amount is a number, to the cent.": frozenset({"typography"}),
    "Close the text with the same mark;": frozenset({"typography"}),
    "Give the cell the format Text, or type": frozenset({"typography"}),
    "No cell shows an error.": frozenset({"typography", "acronym"}),
    "A text that is given in both languages": frozenset({"language", "word"}),
    "workbook.py": frozenset({"typography"}),
    "summaries.py": frozenset({"typography"}),
    "Put it between quotes:": frozenset({"typography"}),
    "Write the amount again,": frozenset({"typography"}),
    "Write the ten digits as in": frozenset({"typography"}),
    "letters, digits, spaces and the signs": frozenset({"typography"}),
    # they name words of the other language, or of the program
    "A filter exists.": frozenset({"language", "word"}),
    "The class is that of staff": frozenset({"language", "word"}),
    "a duty (": frozenset({"word"}),
    "a leave (": frozenset({"language", "word"}),
    "a maximum (": frozenset({"word"}),
    "a minimum (": frozenset({"language", "word"}),
    "a negation (": frozenset({"language", "word"}),
    "after (": frozenset({"word"}),
    "before (": frozenset({"word"}),
    "Only where the official name": frozenset({"language", "word"}),
    "Decides the form of the title:": frozenset({"term"}),
    # one language says it with a noun of the glossary, the other with a verb
    "Aims and steps are to be reached": frozenset({"term"}),
}
"""The texts, by how their English begins, that may differ, and in what."""


@dataclass(frozen=True)
class Text:
    """A text in its languages; that of the schemas and the campaigns has no English."""

    place: str
    french: str
    dutch: str
    english: str | None = None

    @property
    def in_languages(self) -> Mapping[Language, str]:
        """Give the two translations."""
        return {"fr": self.french, "nl": self.dutch}


@dataclass(frozen=True)
class Fault:
    """What is wrong with a text."""

    place: str
    kind: str
    told: str

    def __str__(self) -> str:
        """Give a line of the report."""
        return f"{self.place[:70]!r}: {self.kind}: {self.told}"


def texts() -> Iterator[Text]:
    """Give all texts that the program shows in French and in Dutch."""
    yield from of_catalogues({language: catalogs.path_of(language).read_bytes() for language in LANGUAGES})
    for path in sorted((catalogs.ROOT / "schemas").glob("*.json")):
        yield from of_data(json.loads(path.read_text(encoding="utf-8")), path.name)
    for path in sorted((catalogs.ROOT / "campaigns").glob("*.yaml")):
        yield from of_data(yaml.safe_load(path.read_text(encoding="utf-8")), path.name)
    for path in sorted((catalogs.ROOT / "generator").rglob("*.py")):
        yield from of_code(path.read_text(encoding="utf-8"), path.name)


def of_catalogues(raw: Mapping[Language, bytes]) -> Iterator[Text]:
    """Give the texts of two catalogues side by side, each form of a plural on its own."""
    french, dutch = (read_po(io.BytesIO(raw[language]), locale=language) for language in LANGUAGES)
    for message in french:
        other = dutch.get(message.id if isinstance(message.id, str) else message.id[0])
        if message.id and other is not None:
            sides = (_forms(each) for each in (message.id, message.string, other.string))
            for english, left, right in zip(*sides, strict=True):
                yield Text(english, left, right, english)


def _forms(text: Any) -> tuple[str, ...]:
    return (str(text or ""),) if isinstance(text, str) or text is None else tuple(map(str, text))


def of_code(source: str, place: str) -> Iterator[Text]:
    """Give the texts of a module: each dictionary of words, or of groups of words, in both languages."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict):
            with contextlib.suppress(ValueError):
                yield from _of_groups(ast.literal_eval(node), place)


def _of_groups(node: Any, place: str) -> Iterator[Text]:
    left, right = node.get("fr"), node.get("nl")
    if isinstance(left, dict) and isinstance(right, dict):
        for name in left.keys() & right.keys():
            yield from of_data({"fr": left[name], "nl": right[name]}, f"{place}/{name}")
    else:
        yield from of_data(node, place)


def of_data(node: Any, place: str) -> Iterator[Text]:
    """Give the texts of data: each part that has `fr` and `nl`."""
    if isinstance(node, dict):
        if isinstance(node.get("fr"), str) and isinstance(node.get("nl"), str):
            yield Text(place, node["fr"], node["nl"])
        for name, part in node.items():
            yield from of_data(part, f"{place}/{name}")
    elif isinstance(node, list):
        for number, part in enumerate(node):
            yield from of_data(part, f"{place}/{number}")


def unfinished(raw: bytes, language: str) -> Iterator[Fault]:
    """Tell what a catalogue lacks, or has left over."""
    catalogue = read_po(io.BytesIO(raw), locale=language)
    for message in catalogue:
        if message.id:
            place = str(message.id)
            if not catalogs.is_translated(message.string):
                yield Fault(place, "missing", language)
            if message.fuzzy:
                yield Fault(place, "fuzzy", language)
    for old in catalogue.obsolete:
        yield Fault(str(old), "obsolete", language)


def faults(found: Iterable[Text], speech: Speech) -> Iterator[Fault]:
    """Tell where the languages of a text differ, or one of them is wrong."""
    for text in found:
        allowed = next(
            (kinds for begin, kinds in ALLOWED.items() if text.place.startswith(begin)), frozenset()
        )
        for kind, told in [*_form(text), *_facts(text), *_words(text, speech)]:
            if kind not in allowed:
                yield Fault(text.place, kind, told)


def _form(text: Text) -> Iterator[tuple[str, str]]:
    """Compare gaps, blanks, paragraphs, names for the computer, the last sign, the digits."""
    said = [each for each in (text.english, text.french, text.dutch) if each is not None]
    for kind, look in _FORMS.items():
        if kind == "number" and text.english is None:
            continue  # titles of laws: the one says “alinéa 2”, the other “tweede lid”
        seen = [look(each) for each in said]
        if any(each != seen[0] for each in seen):
            yield kind, " / ".join(map(str, seen))


def _gaps(said: str) -> list[str]:
    return sorted("".join(gap) for gap in _GAP.findall(said))


def _blanks(said: str) -> list[str]:
    return [said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]]


def _paragraphs(said: str) -> list[str]:
    return ["¶"] * said.count("\n\n")


def _numbers(said: str) -> list[str]:
    return sorted(set(_NUMBER.findall(_GROUPS.sub("", _CODE.sub(" ", said)))))


def _code(said: str) -> list[str]:
    """Give the names of fields, options and files: no language changes them."""
    quoted = ["".join(each) for each in _QUOTED.findall(said)]
    fields = [found.group(1) for each in quoted if (found := _FIELD.match(each))]
    return sorted({*_OPTION.findall(said), *(name for name in fields if name not in _EXAMPLES)})


_EXAMPLES: Final = frozenset({"name", "champ", "veld", "key"})
"""The name of no field: “name: value” is in the language of the reader."""


def _end(said: str) -> list[str]:
    last = _ENDS.sub("", said)[-1:]
    return [last] if last in _MARKS else []


_FORMS: Final[Mapping[str, Callable[[str], list[str]]]] = {
    "gap": _gaps,
    "blank": _blanks,
    "paragraph": _paragraphs,
    "code": _code,
    "end": _end,
    "number": _numbers,
}


def _facts(text: Text) -> Iterator[tuple[str, str]]:
    """Compare what no language changes; numbers in words are left to who translates."""
    left, right = (facts.facts(prose(each)) for each in (text.french, text.dutch))
    for kind in sorted((left.keys() | right.keys()) - {"number"}):
        if left.get(kind, Counter()) != right.get(kind, Counter()):
            yield kind, f"{dict(left.get(kind, {}))} / {dict(right.get(kind, {}))}"
    ones, others = (facts.acronyms(prose(each)) for each in (text.french, text.dutch))
    ones = frozenset(_SIGNS.get(each.upper(), each) for each in ones)
    here, there = prose(text.french).casefold(), prose(text.dutch).casefold()
    only = {each for each in ones - others if each.casefold() not in there}
    only |= {each for each in others - ones if each.casefold() not in here and each not in _SIGNS.values()}
    if only - {"OCMW"}:
        yield "acronym", ", ".join(sorted(only))


def _words(text: Text, speech: Speech) -> Iterator[tuple[str, str]]:
    """Check signs, language and terms of each, and the terms of both."""
    for language, said in text.in_languages.items():
        plain = prose(said)
        if odd := wording.oddity(_QUOTED.sub(_empty, plain), language):
            yield "typography", f"{language}: {odd!r}"
        if passage := speech.foreign(plain, language):
            yield "language", f"{language}: {passage.text!r}"
        for concept, written in seeking.found(plain, language).wrong.items():
            yield "wrong term", f"{language}: {written!r} for {concept.shown(language)!r}"
        for acronym in sorted(wording.foreign_acronyms(plain, language)):
            yield "wrong term", f"{language}: {acronym}"
    if left := speech.left(prose(text.french), prose(text.dutch)):
        yield "word", ", ".join(left)
    for each in seeking.one_sided(prose(text.french), prose(text.dutch)):
        yield "term", f"only {each.says}: {each.written!r} ({each.concept.name})"


def prose(said: str) -> str:
    """Give a text without what is written for a computer."""
    return _CODE.sub("¤", _QUOTED.sub(_spoken, said))


_COMPUTED: Final = re.compile(r"[*&]?[a-z_]+:|.*:(?! )\S|[a-z]+[-_][a-z-]+\Z|\W|cpas |.*[{}]|[a-z]+\Z|.*\d")


def _spoken(found: re.Match[str]) -> str:
    inside = "".join(each or "" for each in found.groups())
    return _empty(found) if not inside or _COMPUTED.match(inside) else found.group()


def _empty(found: re.Match[str]) -> str:
    """Keep the marks and their blanks, and take out what they quote."""
    quoted, inside = found.group(), "".join(each or "" for each in found.groups())
    return quoted.replace(inside, "¤", 1) if inside else quoted


def check() -> list[Fault]:
    """Check all texts of the program."""
    raw = {language: catalogs.path_of(language).read_bytes() for language in LANGUAGES}
    lacking = [fault for language in LANGUAGES for fault in unfinished(raw[language], language)]
    return [*lacking, *faults(texts(), Speech.of())]
