"""The names of a template that speak of a centre and of who signs for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.context.words import CIVIL, Context, capital, full_name, name, short_name
from generator.dossier import Centre, Gender, Person
from generator.identifiers import tidy_enterprise_number, tidy_iban
from generator.locales import Language

_ROLE: Final[Mapping[Language, Mapping[str, Mapping[Gender, str]]]] = {
    "fr": {
        "president": {"female": "présidente", "male": "président"},
        "secretary": {"female": "secrétaire", "male": "secrétaire"},
        "director-general": {"female": "directrice générale", "male": "directeur général"},
    },
    "nl": {
        "president": {"female": "voorzitter", "male": "voorzitter"},
        "secretary": {"female": "secretaris", "male": "secretaris"},
        "director-general": {"female": "algemeen directeur", "male": "algemeen directeur"},
    },
}


def centre(of: Centre, language: Language) -> Context:
    """Name a centre, its address and its numbers; the heading is its name at the beginning of a line."""
    municipality = of.municipality
    named = name(of.name, language) if of.name else full_name(municipality, language)
    return {
        "name": named,
        "heading": capital(named),
        "short_name": short_name(municipality, language),
        "nis": municipality.nis,
        "enterprise_number": tidy_enterprise_number(of.enterprise_number),
        "street": name(of.street, language),
        "postal_code": of.postal_code,
        "locality": name(of.locality, language),
        "iban": tidy_iban(of.iban),
    }


def contact(of: Centre) -> Context:
    """Name whom to ask; a telephone number stays on one line."""
    return {**of.contact, "telephone": of.contact["telephone"].replace(" ", "\u00a0")}


def signatory(person: Person, language: Language) -> Context:
    """Name who signs for a centre, with the form of the title that gender and language ask for; the line is for the place of the signature."""
    role, civil = _ROLE[language][person.title][person.gender], CIVIL[language][person.gender]
    return {
        "civil": civil,
        "name": person.name,
        "line": capital(f"{civil} {person.name}"),
        "role": role,
        "title": capital(role),
    }
