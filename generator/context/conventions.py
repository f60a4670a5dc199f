"""The names of the templates of the conventions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from generator.campaigns import Campaign
from generator.context.centres import centre, contact, signatory
from generator.context.words import Context, at, maybe, name, prose, short_name
from generator.dossier import Convention, Instrument, Text
from generator.locales import Language

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


def convention(of: Convention, language: Language) -> Context:
    """Make the context of a convention; the dossier must be without errors."""
    make = _BUILDERS[of.kind]
    amount, campaign = of.amount, of.campaign
    return {
        "document": {
            "reference": of.number,
            "at": at(name(of.place or _BRUSSELS, language), language),
            "date": of.signed_on,
        },
        "campaign": _campaign(campaign, of.kind, language),
        "centre": centre(of.centre, language),
        "contact": contact(of.centre),
        "president": signatory(of.centre.president, language),
        "secretary": signatory(of.centre.secretary, language),
        "initiatives": prose(of.initiatives, language),
        "collective_actions": [
            {
                "title": prose(action.title, language),
                "description": maybe(action.description, language),
                "participants": action.participants,
            }
            for action in of.collective_actions
        ],
        "individual_actions": [prose(text, language) for text in of.individual_actions],
        "partners": [
            {
                "name": partner.name,
                "contribution": prose(partner.contribution, language),
                "agreement": partner.agreement,
            }
            for partner in of.partners
        ],
        "objectives": {
            "social_balances": of.objectives.social_balances,
            "total": of.objectives.total,
            **of.objectives.parts,
            "several": of.objectives.several,
        },
        "amount": amount,
        "advance": campaign.advance(amount),
        "balance": campaign.balance(amount),
        "budget": of.budget and {"staff": of.budget[0], "operating": of.budget[1]},
        "instrument": instrument(of.instrument, language),
        **make(of, language),
    }


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
                "role": maybe(member.role, language),
                "promoter": member.municipality.nis == promoter,
            }
            for member in convention.members
        ],
        "cooperation": prose(convention.cooperation, language),
    }


_BUILDERS: Mapping[str, Callable[[Convention, Language], Context]] = MappingProxyType(
    {"convention-city": _city, "convention-cluster": _cluster}
)


def instrument(of: Instrument, language: Language) -> Context:
    """Name the measuring instrument, and describe it where the file does."""
    usual = _INSTRUMENT[language].get(of.type, "")
    return {
        "name": prose(of.name, language) if of.name else usual,
        "description": maybe(of.description, language),
    }
