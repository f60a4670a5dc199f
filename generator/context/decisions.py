"""The names of the templates of the decisions on a convention: letters, the note to the Minister, orders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, Literal

from generator.catalog import kinds, resolve
from generator.context.centres import centre as of_centre
from generator.context.centres import signatory
from generator.context.conventions import instrument
from generator.context.values import label
from generator.context.words import CIVIL, Context, capital, maybe, name, prose, short_name
from generator.dossier import Decision, Gender, Officer, Person, Wanted
from generator.dossier.decisions import Purpose, Signed
from generator.identifiers import tidy_iban
from generator.locales import Language

_FUNCTION: Final[Mapping[Language, str]] = {"fr": "gestionnaire de dossiers", "nl": "dossierbeheerder"}
_ADDRESS: Final[Mapping[Language, Mapping[str, Mapping[Gender, str]]]] = {
    "fr": {
        "president": {"female": "Madame la Présidente", "male": "Monsieur le Président"},
        "secretary": {"female": "Madame la Secrétaire", "male": "Monsieur le Secrétaire"},
        "director-general": {
            "female": "Madame la Directrice générale",
            "male": "Monsieur le Directeur général",
        },
    },
    "nl": {
        "president": {"female": "geachte mevrouw de voorzitter", "male": "geachte heer voorzitter"},
        "secretary": {"female": "geachte mevrouw de secretaris", "male": "geachte heer secretaris"},
        "director-general": {
            "female": "geachte mevrouw de algemeen directeur",
            "male": "geachte heer algemeen directeur",
        },
    },
}
"""How a letter addresses those who sign for a centre."""


def decision(of: Decision, language: Language, wanted: Wanted) -> Context:
    """Make the context of a document of a decision; the dossier must be without errors."""
    cluster = of.names_convention and of.scheme == "convention-cluster"
    return {
        "document": {"reference": of.number, "date": wanted.day},
        "campaign": {
            "year": of.campaign.year,
            "minister": of.campaign.minister[language],
            "decree": of.campaign.decrees[of.scheme].titles[language],
        },
        "centre": of_centre(of.centre, language),
        "convention": {"reference": of.convention_number, "city": of.scheme == "convention-city"},
        "cluster": {"name": name(of.convention.cluster, language) if cluster else None},
        "officer": officer(of.officer, language),
        **_MAKERS[wanted.template](of, language, wanted),
    }


def officer(of: Officer, language: Language) -> Context:
    """Name the civil servant who signs."""
    return {
        "civil": CIVIL[language][of.gender],
        "name": of.name,
        "function": prose(of.function, language) if of.function else _FUNCTION[language],
        "telephone": of.telephone.replace(" ", "\u00a0"),
        "email": of.email,
    }


def minister(of: Signed, language: Language) -> Context:
    """Name the Minister at the beginning of a line, where the file does."""
    told = of.minister
    if told is None:
        return {"civil": None, "name": None}
    return {"civil": capital(CIVIL[language][told[1]]), "name": told[0]}


def _recipients(of: Decision, language: Language) -> Context:
    people: tuple[Person, Person] = (of.centre.president, of.centre.secretary)
    words = [_ADDRESS[language][each.title][each.gender] for each in people]
    opening = ", ".join(words)
    return {
        "president": signatory(people[0], language),
        "secretary": signatory(people[1], language),
        "address": {
            "opening": f"{capital(opening)},",
            "closing": (
                f"Nous vous prions d’agréer, {opening}, l’expression de notre considération distinguée."
                if language == "fr"
                else "Met de meeste hoogachting,"
            ),
        },
    }


def _invitation(of: Decision, language: Language, wanted: Wanted) -> Context:
    del wanted
    year = of.campaign
    return {
        **_recipients(of, language),
        "amount": of.expected,
        "deadline": of.deadline,
        "period": {"start": year.start, "end": year.end, "report_due": year.report_due},
        "percent": {"advance": year.advance_percent, "balance": year.balance_percent},
        "signing_days": year.signing_days,
    }


def _revision(of: Decision, language: Language, wanted: Wanted) -> Context:
    revision = of.revisions[wanted.number]
    before = of.revisions[: wanted.number]
    unanswered = before[-1] if before and before[-1].resubmitted is None else None
    answered = [each.resubmitted for each in before if each.resubmitted]
    return {
        **_recipients(of, language),
        "submitted": max(answered, default=of.step("submitted")),
        "again": bool(answered),
        "reminder": unanswered and {"date": unanswered.day, "reply_by": unanswered.reply_by},
        "reply_by": revision.reply_by,
        "remarks": [
            {"number": number, "part": part(of, language, each.part), "text": prose(each.text, language)}
            for number, each in enumerate(revision.remarks, 1)
        ],
    }


def part(of: Decision, language: Language, named: str) -> str:
    """Give the words for a part of the convention."""
    items = resolve(kinds()[of.kind].schema["properties"]["revisions"]["items"])
    remark = resolve(items["properties"]["remarks"]["items"])
    return str(remark["properties"]["part"]["x-labels"][named][language])


def _advice(of: Decision, language: Language, wanted: Wanted) -> Context:
    del wanted
    convention, advice, submitted = of.convention, of.advice("advice"), of.step("submitted")
    assert advice is not None
    objectives, deadline = convention.objectives, of.deadline
    return {
        "minister": minister(of, language),
        "amount": of.amount,
        "advance": of.advance,
        "balance": of.amount - of.advance,
        "percent": {"advance": of.campaign.advance_percent, "balance": of.campaign.balance_percent},
        "initiatives": prose(convention.initiatives, language),
        "objectives": {
            "social_balances": objectives.social_balances,
            "total": objectives.total,
            **objectives.parts,
            "several": objectives.several,
        },
        "instrument": instrument(convention.instrument, language)["name"],
        "members": [
            {"name": short_name(each.municipality, language), "nis": each.municipality.nis}
            for each in (convention.members if convention.kind == "convention-cluster" else [])
        ],
        "submitted": submitted,
        "deadline": deadline,
        "late": submitted is not None and deadline is not None and submitted > deadline,
        "revisions": [
            {"date": each.day, "reply_by": each.reply_by, "resubmitted": each.resubmitted, "points": len(each.remarks)}
            for each in of.revisions
        ],
        "opinion": opinion(of, language, "advice"),
        "remarks": maybe(advice.remarks, language),
        "decree": {"total": of.campaign.totals[convention.kind]},
    }  # fmt: skip


def opinion(of: Decision, language: Language, step: Literal["advice", "report_advice"]) -> Context:
    """Give an opinion in words, and which one it is."""
    advice = of.advice(step)
    assert advice is not None
    return {
        "label": label(of, language, advice.opinion, step, "opinion"),
        "favourable": advice.opinion == "favourable",
        "conditional": advice.opinion == "conditional",
    }


def _signing(of: Decision, language: Language, wanted: Wanted) -> Context:
    del wanted
    return {
        **_recipients(of, language),
        "conditions": maybe(of.conditions, language),
        "amount": of.amount,
        "decided": of.step("decided"),
        "sign_by": of.sign_by,
        "advance": of.advance,
        "percent": {"advance": of.campaign.advance_percent},
    }


def _refusal(of: Decision, language: Language, wanted: Wanted) -> Context:
    del wanted
    advice = of.advice("advice")
    assert advice is not None
    unfavourable = advice.opinion == "unfavourable"
    return {
        **_recipients(of, language),
        "submitted": of.step("submitted"),
        "revised": of.resubmitted if any(each.resubmitted for each in of.revisions) else None,
        "requested": of.amount,
        "advice": {
            "date": of.step("advice"),
            "remarks": maybe(advice.remarks, language) if unfavourable else None,
        },
        "decided": of.step("decided"),
        "reasons": maybe(of.reasons("decided"), language),
    }


def payment(of: Decision, purpose: Purpose, language: Language) -> Context:
    """Say whom an order pays, to which account, and with which communication."""
    return {
        "name": of_centre(of.centre, language)["short_name"],
        "nis": of.centre.municipality.nis,
        "iban": tidy_iban(of.centre.iban),
        "communication": of.communication(purpose),
    }


def _advance(of: Decision, language: Language, wanted: Wanted) -> Context:
    del language, wanted
    return {
        "basic_allocation": of.campaign.decrees[of.scheme].basic_allocation,
        "amount": of.advance,
        "ceiling": of.amount,
        "percent": {"advance": of.campaign.advance_percent},
        "communication": of.communication("advance"),
        "decided": of.step("decided"),
        "conditional": of.conditional,
        "signed": {"centre": of.step("signed_centre"), "minister": of.step("signed_minister")},
    }


def _balance(of: Decision, language: Language, wanted: Wanted) -> Context:
    del language, wanted
    settled = of.accounting
    return {
        "basic_allocation": of.campaign.decrees[of.scheme].basic_allocation,
        "amount": settled.balance,
        "communication": of.communication("balance"),
        "settlement": _settlement(of),
        "report": {"submitted": of.step("report_submitted"), "decided": of.step("report_decided")},
        "signed": {"minister": of.step("signed_minister")},
    }


def _settlement(of: Decision) -> Context:
    settled = of.accounting
    return {
        "excess": settled.excess or None,
        "ceiling": settled.ceiling,
        "charged": settled.charged,
        "reduced": settled.reduced or None,
        "accepted": settled.accepted,
        "advance": settled.advance,
    }


def _closing(of: Decision, language: Language, wanted: Wanted) -> Context:
    del wanted
    settled, advice, back = of.accounting, of.advice("report_advice"), of.pay_back
    closed, ordered = of.step("closed"), of.step("balance")
    assert advice is not None
    assert closed is not None
    if ordered is not None and ordered > closed:
        # the letter says what was known on its day
        ordered = None
    followed = of.approved("report_decided") == (advice.opinion != "unfavourable")
    return {
        **_recipients(of, language),
        "amount": abs(settled.balance),
        "settlement": {
            **_settlement(of),
            "due": settled.balance if settled.balance > 0 else None,
            "recover": -settled.balance if settled.balance < 0 else None,
        },
        "outcome": {
            "whole": settled.accepted == 0,
            **{each: settled.outcome == each for each in ("approved", "reduced", "nothing", "recovered")},
        },
        "reductions": [
            {"number": number, "amount": each.amount, "reason": prose(each.reason, language)}
            for number, each in enumerate(of.reductions, 1)
        ],
        "appeal": settled.outcome != "approved" or bool(of.reductions),
        "remarks": maybe(advice.remarks, language) if followed else None,
        "report": {
            "submitted": of.step("report_submitted"),
            "decided": of.step("report_decided"),
            "approved": bool(of.approved("report_decided")),
            "reasons": maybe(of.reasons("report_decided"), language),
        },
        "ordered": ordered,
        "open": settled.balance > 0 and ordered is None,
        "pay_back": {
            "iban": tidy_iban(back[0]) if back else None,
            "by": back[1] if back else None,
            "communication": of.communication("recovery") if back else None,
        },
    }


_MAKERS: Final[Mapping[str, Callable[[Decision, Language, Wanted], dict[str, Any]]]] = MappingProxyType(
    {
        "invitation": _invitation,
        "revision": _revision,
        "advice": _advice,
        "signing": _signing,
        "refusal": _refusal,
        "advance": _advance,
        "balance": _balance,
        "closing": _closing,
    }
)
"""What each template has besides the names that all of them have."""
