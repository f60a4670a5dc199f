"""Makes the names that a template may use, in the language of the document, from a dossier.

Templates format with filters and do not compute: what must be computed or chosen is done here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from generator.campaigns import Campaign
from generator.dossier import Centre, Convention, Gender, Instrument, Person, Text
from generator.identifiers import tidy_enterprise_number, tidy_iban
from generator.locales import Language
from generator.municipalities import Municipality

Context = dict[str, Any]

_OTHER: Final[Mapping[Language, Language]] = {"fr": "nl", "nl": "fr"}
_MARK: Final[Mapping[Language, str]] = {
    "fr": " [texte établi en néerlandais]",
    "nl": " [tekst opgesteld in het Frans]",
}
"""Follows a text that is given in the other language only."""
_CIVIL: Final[Mapping[Language, Mapping[Gender, str]]] = {
    "fr": {"female": "Madame", "male": "Monsieur"},
    "nl": {"female": "mevrouw", "male": "de heer"},
}
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
_INSTRUMENT: Final[Mapping[Language, Mapping[str, str]]] = {
    "fr": {
        "social-balance": "bilan social",
        "large-cities": "instrument d’évaluation des grands CPAS",
    },
    "nl": {
        "social-balance": "sociale balans",
        "large-cities": "evaluatie-instrument van de grote OCMW’s",
    },
}
_BRUSSELS: Final[Text] = {"fr": "Bruxelles", "nl": "Brussel"}
_FRENCH_SPACE: Final = re.compile(r" (?=[:;!?»%€])|(?<=«) ")
_VOWELS: Final = "AÀÂEÉÈÊIÎOÔUÛY"


def of_french(name: str) -> str:
    """Put `de` before a French name: d’Anvers, de Liège, du Roeulx, des Bons Villers."""
    if name.startswith("Le "):
        return "du " + name[3:]
    if name.startswith("Les "):
        return "des " + name[4:]
    return ("d’" if name[:1].upper() in _VOWELS else "de ") + name


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


def build(convention: Convention, language: Language) -> Context:
    """Make the context of a convention; the dossier must be without errors."""
    make = _BUILDERS[convention.kind]
    amount, campaign = convention.amount, convention.campaign
    return {
        "document": {
            "reference": reference(convention),
            "place": name(convention.place or _BRUSSELS, language),
            "date": convention.signed_on,
        },
        "campaign": _campaign(campaign, convention.kind, language),
        "centre": _centre(convention.centre, language),
        "contact": dict(convention.centre.contact),
        "president": _person(convention.centre.president, language),
        "secretary": _person(convention.centre.secretary, language),
        "initiatives": prose(convention.initiatives, language),
        "collective_actions": [
            {
                "title": prose(action.title, language),
                "description": _maybe(action.description, language),
                "participants": action.participants,
            }
            for action in convention.collective_actions
        ],
        "individual_actions": [prose(text, language) for text in convention.individual_actions],
        "partners": [
            {
                "name": partner.name,
                "contribution": prose(partner.contribution, language),
                "agreement": partner.agreement,
            }
            for partner in convention.partners
        ],
        "objectives": {
            "social_balances": convention.objectives.social_balances,
            "total": convention.objectives.total,
            **convention.objectives.parts,
            "several": convention.objectives.several,
        },
        "amount": amount,
        "advance": campaign.advance(amount),
        "balance": campaign.balance(amount),
        "budget": convention.budget and {"staff": convention.budget[0], "operating": convention.budget[1]},
        "instrument": _instrument(convention.instrument, language),
        **make(convention, language),
    }


def reference(convention: Convention) -> str:
    """Give the reference of the document: the one of the file, or year and NIS code."""
    nis = convention.centre.municipality.nis
    return convention.reference or f"{convention.campaign.year}/AS-SA/{nis}"


def prose(text: Text, language: Language) -> str:
    """Give a text in the language of the document, or the other one, marked as such."""
    written = language if language in text else _OTHER[language]
    set_text = french_spaces(text[written]) if written == "fr" else text[written]
    return set_text if written == language else set_text + _MARK[language]


def french_spaces(text: str) -> str:
    """Keep `: ; ! ? »` on the line of the word before and « on that of the next.

    A keyboard has only the plain space; French wants one that does not break.
    """
    return _FRENCH_SPACE.sub("\u00a0", text)


def name(text: Text, language: Language) -> str:
    """Give a name in the language of the document, or the only one there is."""
    return text.get(language) or text[_OTHER[language]]


def _maybe(text: Text | None, language: Language) -> str | None:
    return None if text is None else prose(text, language)


def _city(convention: Convention, language: Language) -> Context:
    del language
    criteria = convention.criteria
    return {
        "criteria": {
            "urban_policy": criteria.urban_policy,
            "inhabitants": criteria.inhabitants,
            "increased_subsidy": criteria.increased_subsidy,
        }
    }


def _cluster(convention: Convention, language: Language) -> Context:
    promoter = convention.centre.municipality.nis
    return {
        "cluster": {"name": name(convention.cluster, language)},
        "members": [
            {
                "name": short_name(member.municipality, language),
                "nis": member.municipality.nis,
                "role": _maybe(member.role, language),
                "promoter": member.municipality.nis == promoter,
            }
            for member in convention.members
        ],
        "cooperation": prose(convention.cooperation, language),
    }


_BUILDERS: Mapping[str, Callable[[Convention, Language], Context]] = MappingProxyType(
    {"convention-city": _city, "convention-cluster": _cluster}
)


def _campaign(campaign: Campaign, kind: str, language: Language) -> Context:
    decree = campaign.decrees[kind]
    return {
        "year": campaign.year,
        "start": campaign.start,
        "end": campaign.end,
        "delimitation": campaign.delimitation,
        "report_due": campaign.report_due,
        "reference_date": campaign.reference_date,
        "minimum_inhabitants": campaign.minimum_inhabitants,
        "advance_percent": campaign.advance_percent,
        "balance_percent": campaign.balance_percent,
        "cluster_ceiling": campaign.cluster_ceiling,
        "pathway_months": campaign.maximum_months,
        "pathway_min_months": campaign.minimum_months,
        "evaluation_months": campaign.evaluation_months,
        "minister": campaign.minister[language],
        "decree": decree.titles[language],
        "decree_note": decree.notes[language],
        "legal_basis": [act[language] for act in campaign.legal_basis],
    }


def _centre(centre: Centre, language: Language) -> Context:
    municipality = centre.municipality
    return {
        "name": name(centre.name, language) if centre.name else full_name(municipality, language),
        "short_name": short_name(municipality, language),
        "nis": municipality.nis,
        "enterprise_number": tidy_enterprise_number(centre.enterprise_number),
        "street": name(centre.street, language),
        "postal_code": centre.postal_code,
        "locality": name(centre.locality, language),
        "iban": tidy_iban(centre.iban),
    }


def _person(person: Person, language: Language) -> Context:
    role = _ROLE[language][person.title][person.gender]
    return {
        "civil": _CIVIL[language][person.gender],
        "name": person.name,
        "role": role,
        "title": role[0].upper() + role[1:],
    }


def _instrument(instrument: Instrument, language: Language) -> Context:
    usual = _INSTRUMENT[language].get(instrument.type, "")
    return {
        "name": prose(instrument.name, language) if instrument.name else usual,
        "description": _maybe(instrument.description, language),
    }
