"""The names of the templates of the overviews: the note on all conventions, the order that pays all."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from generator.context.decisions import minister, officer, opinion, payment
from generator.context.words import Context, maybe, name, short_name
from generator.dossier import Decision, Line, Overview
from generator.locales import Language

_CODES: Final = {"advice": "AV", "advance": "PA-VS", "balance": "PS-SA"}
"""What the reference of an overview says that it is, where the file gives none."""
_SUMS: Final = {
    "advice": ("earlier", "proposed", "rest"),
    "advance": ("earlier", "ordered"),
    "balance": ("earlier", "ordered"),
}
"""What is added up over cities and clusters, besides the amounts."""


def overview(of: Overview, language: Language) -> Context:
    """Make the context of an overview; the dossier must be without errors."""
    cities, clusters = (_group(of, kind, language) for kind in ("convention-city", "convention-cluster"))
    sums = (("decree", "decree_total"), *((each, each) for each in _SUMS[of.subject]))
    shared = {
        "document": {"reference": of.reference or _reference(of), "date": of.day},
        "officer": officer(of.officer, language),
        "remarks": maybe(of.remarks, language),
        "cities": cities,
        "clusters": clusters,
        "amount": cities["total"] + clusters["total"],
        "count": cities["count"] + clusters["count"],
        "totals": {name: cities[of_group] + clusters[of_group] for name, of_group in sums},
    }
    year = {"year": of.campaign.year}
    if of.subject != "advice":
        return {**shared, "campaign": year, "advance": of.subject == "advance"}
    addressed = {**year, "minister": of.campaign.minister[language]}
    return {**shared, "campaign": addressed, "minister": minister(of, language), **_opinions(of)}


def _reference(of: Overview) -> str:
    return f"{of.campaign.year}/AS-SA/{_CODES[of.subject]}/{of.day:%Y%m%d}"


def _opinions(of: Overview) -> Context:
    told = [
        advice.opinion
        for kind in of.campaign.totals
        for line in of.lines(kind)
        if (advice := line.decision.advice("advice")) is not None
    ]
    counted = {each: told.count(each) for each in ("favourable", "conditional", "unfavourable")}
    return {"opinions": counted, "proposals": {each: count > 0 for each, count in counted.items()}}


def _group(of: Overview, kind: str, language: Language) -> dict[str, Any]:
    lines, total = of.lines(kind), of.campaign.totals[kind]
    summed = sum((each.amount for each in lines), Decimal(0))
    missing = [_named(each, language) for each in of.missing(kind)]
    earlier = of.earlier(kind)
    shared = {
        "lines": [_kept(_line(of, each, language), last=each is lines[-1]) for each in lines],
        "count": len(lines),
        "total": summed,
        "decree": of.campaign.decrees[kind].titles[language],
        "decree_total": total,
        "earlier": earlier,
        "missing": missing,
    }
    if of.subject == "advice":
        return {
            **shared,
            "social_balances": sum(each.decision.convention.objectives.social_balances for each in lines),
            "pathways": sum(each.decision.convention.objectives.total for each in lines),
            "proposed": of.proposed(kind),
            "rest": total - earlier - of.proposed(kind),
            "approved": [
                {**_named(each, language), "amount": each.amount} for each in of.decided(kind, approved=True)
            ],
            "refused": [_named(each, language) for each in of.decided(kind, approved=False)],
        }
    settled = [(each, -each.accounting.balance) for each in of.settled(kind)]
    return {
        **shared,
        "ordered": earlier + summed,
        "settled": [_named(each, language) for each, owed in settled if not owed],
        "recovered": [{**_named(each, language), "amount": owed} for each, owed in settled if owed],
        "refused": [_named(each, language) for each in of.refused(kind)],
    }


def _kept(line: Context, *, last: bool) -> Context:
    """Say which lines stay with what follows: the last one with the total, one with remarks with those."""
    if "remarks" not in line:
        return {**line, "last": last}
    return {**line, "last": last, "keep": last or line["remarks"] is not None}


def _named(of: Decision, language: Language) -> Context:
    """Name a convention in a list: its centre, and the cluster where it is one."""
    cluster = of.names_convention and of.scheme == "convention-cluster"
    return {
        "name": short_name(of.centre.municipality, language),
        "cluster": name(of.convention.cluster, language) if cluster else None,
        "nis": of.centre.municipality.nis,
    }


def _line(of: Overview, line: Line, language: Language) -> Context:
    decision = line.decision
    if of.subject != "advice":
        purpose = "advance" if of.subject == "advance" else "balance"
        return {**_named(decision, language), **payment(decision, purpose, language), "amount": line.amount}  # type: ignore[arg-type]
    advice = decision.advice("advice")
    assert advice is not None
    objectives = decision.convention.objectives
    return {
        **_named(decision, language),
        "social_balances": objectives.social_balances,
        "pathways": objectives.total,
        "amount": line.amount,
        "opinion": opinion(decision, language, "advice")["label"],
        "remarks": maybe(advice.remarks, language),
    }
