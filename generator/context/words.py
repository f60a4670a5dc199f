"""Texts, names and titles in the language of a document."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from generator.dossier import Gender, Text
from generator.locales import Language
from generator.municipalities import Municipality

Context = dict[str, Any]

_OTHER: Final[Mapping[Language, Language]] = {"fr": "nl", "nl": "fr"}
_MARK: Final[Mapping[Language, str]] = {
    "fr": " [texte établi en néerlandais]",
    "nl": " [tekst opgesteld in het Frans]",
}
"""Follows a text that is given in the other language only."""
CIVIL: Final[Mapping[Language, Mapping[Gender, str]]] = {
    "fr": {"female": "Madame", "male": "Monsieur"},
    "nl": {"female": "mevrouw", "male": "de heer"},
}
"""How a person is named in running text."""
_ADDED: Final = re.compile(r"[(,;:]|\s[–-]\s")
"""Behind it stands what somebody is, in words."""
_FRENCH_SPACE: Final = re.compile(r" (?=[:;!?»%€])|(?<=«) ")
_VOWELS: Final = "AÀÂEÉÈÊIÎOÔUÛY"


def of_french(name: str) -> str:
    """Put `de` before a French name: d’Anvers, de Liège, du Roeulx, des Bons Villers."""
    if name.startswith("Le "):
        return "du " + name[3:]
    if name.startswith("Les "):
        return "des " + name[4:]
    return ("d’" if name[:1].upper() in _VOWELS else "de ") + name


def at(place: str, language: Language) -> str:
    """Say where: à Liège, au Roeulx, aux Bons Villers; te Gent."""
    if language == "nl":
        return f"te {place}"
    if place.startswith("Le "):
        return "au " + place[3:]
    if place.startswith("Les "):
        return "aux " + place[4:]
    return f"à {place}"


def short_name(municipality: Municipality, language: Language) -> str:
    """Name a centre in short: CPAS de Liège, OCMW Gent."""
    name = municipality.names[language]
    return f"CPAS {of_french(name)}" if language == "fr" else f"OCMW {name}"


def full_name(municipality: Municipality, language: Language) -> str:
    """Name a centre in full, where its file gives no other name."""
    name = municipality.names[language]
    if language == "fr":
        return f"Centre public d’action sociale {of_french(name)}"
    return f"openbaar centrum voor maatschappelijk welzijn van {name}"


def capital(text: str) -> str:
    """Give a name or a title as it stands at the beginning of a line."""
    return f"{text[0].upper()}{text[1:]}"


def prose(text: Text, language: Language) -> str:
    """Give a text in the language of the document, or the other one, marked as such."""
    written = language if language in text else _OTHER[language]
    set_text = french_spaces(text[written]) if written == "fr" else text[written]
    return set_text if written == language else set_text + _MARK[language]


def line(text: str, written: Collection[Language], language: Language) -> str:
    """Give a line that is written once, for both languages; `written` are those of the texts around it.

    Where these are in the other language only, so is what it adds to a name (“Rita Model (centrum)”), and it is
    marked as they are. A bare name is of no language.
    """
    told = set(written) == {_OTHER[language]} and _ADDED.search(text)
    return text + _MARK[language] if told else text


def french_spaces(text: str) -> str:
    """Keep `: ; ! ? »` on the line of the word before and « on that of the next.

    A keyboard has only the plain space; French wants one that does not break.
    """
    return _FRENCH_SPACE.sub("\u00a0", text)


def name(text: Text, language: Language) -> str:
    """Give a name in the language of the document, or the only one there is."""
    return text.get(language) or text[_OTHER[language]]


def maybe(text: Text | None, language: Language) -> str | None:
    """Give an optional text."""
    return None if text is None else prose(text, language)
