"""The names of the templates of a person's documents: the social balance, the contracts, the evaluations."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from generator.context.centres import centre, signatory
from generator.context.values import label, value
from generator.context.words import Context, at, capital, line, name, prose
from generator.dossier import Balance, Contract, Evaluation, PersonalDossier
from generator.locales import Language

_CHANGE: Final[dict[Language, dict[str, str]]] = {
    "fr": {"up": "progrès", "same": "stable", "down": "recul", "none": "non mesurable"},
    "nl": {"up": "vooruitgang", "same": "stabiel", "down": "achteruitgang", "none": "niet meetbaar"},
}
"""How a level compares with the one at the start."""
_WORKER: Final[dict[Language, dict[str, str]]] = {
    "fr": {"female": "travailleuse sociale référente", "male": "travailleur social référent"},
    "nl": {"female": "begeleidend maatschappelijk werker", "male": "begeleidend maatschappelijk werker"},
}
_LIMITS: Final = (
    "year", "reflection_days", "interview_days", "appeal_months", "compulsory_age", "workshop_hours",
    "sanction_months", "sanction_repeat_months", "sanction_repeat_years", "evaluation_months",
)  # fmt: skip
_PARTIES: Final = 2
_FEW: Final = 6
"""Up to so many dates the page in plain language names them all."""


def balance(of: Balance, language: Language) -> Context:
    """Make the context of a social balance."""
    return {
        **_common(of, language),
        "balance": {
            "date": of.drawn_up_on,
            "occasion": value(of, language, "occasion"),
            "expectations": value(of, language, "expectations"),
        },
        "representative": _signing(value(of, language, "representative")),
        "interpreter": value(of, language, "interpreter"),
        "worker": _worker(of, language),
        "competences": value(of, language, "competences"),
        "needs": value(of, language, "needs"),
        "instrument": value(of, language, "instrument"),
        "measurement": _zero(of, language),
        "follow_up": value(of, language, "follow_up"),
    }


def contract(of: Contract, language: Language) -> Context:
    """Make the context of a contract."""
    whole: dict[str, Any] = value(of, language)
    partners = [
        {
            **{name: each[name] for name in ("name", "contact", "signs", "commitments")},
            "exchange": bool(each["exchange"] and each["exchange"]["consent"]),
            "data": each["exchange"] and each["exchange"]["data"],
        }
        for each in whole["partners"]
    ]
    signing = sum(each["signs"] for each in partners)
    steps = [
        {"what": each["what"], "who": each["partner"] or each["who"], "until": each["until"]}
        for each in whole["steps"]
    ]
    aid = whole["aid"] or {"complementary": None, "premium": None, "costs": []}
    aid["costs"] = [{"what": each.pop("type"), **each} for each in aid["costs"]]
    months, weeks = of.rhythm
    common = _common(of, language)
    common["document"]["copies"] = _PARTIES + signing
    common["person"]["under_age"] = of.person.age_on(of.start) < of.campaign.compulsory_age
    return {
        **common,
        **{
            name: whole[name]
            for name in (
                "substitute", "chosen_person", "interpreter", "fields",
                "objectives", "commitments", "period", "sanction",
            )
        },
        "representative": _signing(whole["representative"]),
        "worker": _worker(of, language),
        "steps": steps,
        "information": whole["information"],
        "activity": _activity(of, whole["activity"]),
        "balance": _start(of.balance, language),
        "partners": partners,
        "partners_sign": signing > 0,
        "partners_exchange": any(each["exchange"] for each in partners),
        "aid": {**aid, "any": any(aid.values())},
        "evaluation": {
            "every_months": months,
            "every_weeks": weeks,
            "manner": whole["evaluation"] and whole["evaluation"]["manner"],
            "many": len(of.schedule) > _FEW,
            "first": of.schedule[0],
            "dates": [{"number": number, "date": day} for number, day in enumerate(of.schedule, 1)],
        },
        "reflection": {
            "handed_over": of.handed_over,
            "until": of.reflection_until,
            "waived": of.waived_on is not None,
            "waived_on": of.waived_on,
            "waived_reason": of.waived_on and value(of, language, "signature", "waiver", "reason"),
        },
    }  # fmt: skip


def evaluation(of: Evaluation, language: Language) -> Context:
    """Make the context of an evaluation."""
    whole: dict[str, Any] = value(of, language)
    agreed = of.contract
    written = {each for _, text in of.prose() for each in text}
    return {
        **_common(of, language),
        "worker": _worker(agreed, language),
        "representative": _signing(value(agreed, language, "representative")),
        "interpreter": value(agreed, language, "interpreter"),
        "contract": {
            "reference": agreed.reference,
            "type": label(agreed.balance, language, agreed.kind, "follow_up", "decision"),
            "start": agreed.start,
            "end": agreed.end,
        },
        "evaluation": {
            "number": of.number,
            "date": of.held_on,
            "due": of.due,
            "late": of.late,
            "late_reason": whole["late_reason"],
        },
        "present": {
            **whole["present"],
            "others": [line(each, written, language) for each in whole["present"]["others"]],
        },
        "done": _done(whole["done"], value(agreed, language)),
        "instrument": value(of.balance, language, "instrument"),
        "measurement": _compared(of, language),
        "views": whole["views"] or {"person": None, "worker": None},
        "adjustments": whole["adjustments"],
        "next": whole["next"],
        "closing": whole["closing"],
        "deceased": of.closing is not None and of.closing.reason == "died",
    }


def _common(of: PersonalDossier, language: Language) -> Context:
    home = of.centre
    person = _signing(value(of.balance, language, "person"))
    right = of.person.right
    address = person.pop("address")
    del person["right"], person["language"]
    return {
        "document": {
            "reference": of.reference,
            "at": at(name(of.place or home.locality, language), language),
            "date": of.signed_on,
        },
        "campaign": {
            **{name: getattr(of.campaign, name) for name in _LIMITS},
            "pathway_months": of.campaign.maximum_months,
            "pathway_min_months": of.campaign.minimum_months,
        },
        "centre": centre(home, language),
        "president": signatory(home.president, language),
        "secretary": signatory(home.secretary, language),
        "person": {**person, **address, "minor": of.person.age_on(of.made_on) < of.campaign.majority},
        "right": {
            "integration_income": right == "integration-income",
            "equivalent": right == "equivalent-aid",
            "none": right == "none",
        },
    }


def _start(of: Balance, language: Language) -> Context:
    """Give what a contract repeats of the social balance that it starts from."""
    decided = value(of, language, "follow_up")
    return {
        "date": of.drawn_up_on,
        "reference": of.reference,
        "competences": [each["text"] for each in value(of, language, "competences")],
        "needs": [each["text"] for each in value(of, language, "needs")],
        "expectations": value(of, language, "expectations"),
        "instrument": value(of, language, "instrument", "name"),
        "levels": [
            {name: each[name] for name in ("domain", "level", "position", "positions")}
            for each in _zero(of, language)
        ],
        "follow_up": decided["text"] or decided["decision"],
    }


def _zero(of: Balance, language: Language) -> list[Context]:
    return [
        {
            "domain": each["domain"],
            "level": prose(of.levels[each["level"] - 1], language),
            "position": each["level"],
            "positions": len(of.levels),
            "remark": each["remark"],
        }
        for each in value(of, language, "measurement")
    ]


def _compared(of: Evaluation, language: Language) -> list[Context]:
    levels = [prose(level, language) for level in of.balance.levels]
    domains = {each["id"]: each for each in value(of.balance, language, "measurement")}
    rows = []
    for each in value(of, language, "measurement"):
        start, now = domains[each["id"]], each["level"]
        step = "none" if now is None else _direction(now - start["level"])
        rows.append(
            {
                "domain": start["domain"],
                "start": levels[start["level"] - 1],
                "now": now and levels[now - 1],
                "change": _CHANGE[language][step],
                "remark": each["remark"],
            }
        )
    return rows


def _done(done: Context, contract: Context) -> Context:
    """Write out the commitments that an evaluation names by their rank in the contract."""
    partners: dict[str, list[str]] = {each["name"]: each["commitments"] for each in contract["partners"]}

    def agreed(party: str, entry: Context) -> list[str]:
        return partners[entry["partner"]] if party == "partners" else contract["commitments"][party]

    return {
        party: [
            {
                **{name: each[name] for name in each if name not in ("commitment", "what")},
                "what": each["what"] or agreed(party, each)[each["commitment"] - 1],
            }
            for each in entries
        ]
        for party, entries in done.items()
    }


def _direction(difference: int) -> str:
    return "up" if difference > 0 else "down" if difference < 0 else "same"


def _activity(of: Contract, activity: Context) -> Context:
    """Add the hours of all modules; a contract of another type has no modules."""
    if "modules" not in activity:
        return activity
    modules = [
        {**each, "generic": module.generic}
        for each, module in zip(activity["modules"], of.modules, strict=True)
    ]
    return {
        **activity,
        "modules": modules,
        "hours": sum((each["hours_per_week"] for each in modules), Decimal()),
        "generic_hours": of.generic_hours,
        "partly_generic": 0 < of.generic_hours < sum((each.hours_per_week for each in of.modules), Decimal()),
    }


def _worker(of: Balance | Contract, language: Language) -> Context:
    """Name the social worker, with the form of the function that gender and language ask for."""
    role = _WORKER[language][of.data["worker"]["gender"]]
    return {**_signing(value(of, language, "worker")), "role": role, "title": capital(role)}


def _signing(person: Any) -> Any:
    """Add the line for the place of the signature to who signs, where somebody does."""
    return person and {**person, "line": capital(f"{person['civil']} {person['name']}")}
