"""The names of the templates of the final report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from generator.context.centres import centre, contact, signatory
from generator.context.conventions import instrument
from generator.context.values import label
from generator.context.words import Context, at, maybe, name, prose, short_name
from generator.dossier import Attainment, Expense, Figures, Part, Report
from generator.locales import Language
from generator.municipalities import Municipality, municipalities

_SIGNS: Final = 20
"""How long a bar is: each sign is five per cent."""
_FULL, _EMPTY = "▪", "▫"


def report(of: Report, language: Language) -> Context:
    """Make the context of a report; the dossier must be without errors."""
    convention, realised = of.convention, of.realised
    cluster = convention.kind == "convention-cluster"
    parts = [_part(each, of, language) for each in of.parts]
    rows = {row.name: _row(row, of, language) for row in of.rows}
    objectives, partnerships, reasons = of.answers
    place = name(of.place or of.centre.locality, language)
    return {
        "document": {
            "reference": of.reference or f"{of.campaign.year}/RF-EV/{of.nis}",
            "at": at(place, language),
            "date": of.signed_on,
        },
        "campaign": _campaign(of, language),
        "centre": centre(of.centre, language),
        "contact": contact(of.centre),
        "president": signatory(of.centre.president, language),
        "secretary": signatory(of.centre.secretary, language),
        "convention": {"reference": convention.number, "date": convention.signed_on, "city": not cluster},
        "cluster": {"name": name(convention.cluster, language) if cluster else None},
        "initiatives": prose(convention.initiatives, language),
        "instrument": _instrument(of, language),
        "qualitative": {
            "attained": label(of, language, of.attained, "qualitative", "attained"),
            "objectives": prose(objectives, language),
            "partnerships": prose(partnerships, language),
            "reasons": maybe(reasons, language),
        },
        "partners": [{"name": each, "text": prose(text, language)} for each, text in of.partners],
        "rows": rows,
        "reasons": any(row["reason"] for row in rows.values()),
        "several": realised.rows.several,
        "parts": parts,
        "parts_progress": bool(parts) and all(part["progress"] for part in parts),
        "parts_outcomes": bool(parts) and all(part["outcomes"] for part in parts),
        "results": {**_results(realised), "participants_reason": maybe(of.participants_reason, language)},
        "source": _source(of, language),
        **_money(of, language),
    }


def _source(of: Report, language: Language) -> Context:
    """Say where the figures come from: the records, those of some members, or people who typed them."""
    counted = [part for part in of.parts if part.counted is not None]
    mixed = 0 < len(counted) < len(of.parts)
    whole = of.counted is not None and not mixed and (bool(counted) or not of.parts)
    return {
        "records": whole and of.records_remark is None,
        "corrected": whole and of.records_remark is not None,
        "members": ", ".join(short_name(part.municipality, language) for part in counted) if mixed else None,
        "remark": maybe(of.records_remark, language),
    }


def bar(percent: Decimal | None) -> str:
    """Draw an attainment as twenty signs; only nothing is empty, and only all is full."""
    if percent is None:
        return ""
    full = int((percent * _SIGNS / 100).quantize(Decimal(1), ROUND_HALF_UP))
    if percent > 0:
        full = max(full, 1)
    full = min(full, _SIGNS if percent >= 100 else _SIGNS - 1)  # noqa: PLR2004
    return _FULL * full + _EMPTY * (_SIGNS - full)


def _campaign(of: Report, language: Language) -> Context:
    campaign, decree = of.campaign, of.campaign.decrees[of.convention.kind]
    return {
        "year": campaign.year,
        "start": campaign.start,
        "end": campaign.end,
        "report_due": campaign.report_due,
        "advance_percent": campaign.advance_percent,
        "balance_percent": campaign.balance_percent,
        "minister": campaign.minister[language],
        "decree": decree.titles[language],
        "decree_note": decree.notes[language],
        "efforts": campaign.efforts,
        "december": campaign.report_form == "december",
        "april": campaign.report_form == "april",
    }


def _instrument(of: Report, language: Language) -> Context:
    usual = instrument(of.convention.instrument, language)
    return usual if of.instrument is None else {"name": prose(of.instrument, language), "description": None}


def _row(row: Attainment, of: Report, language: Language) -> Context:
    return {
        "fixed": row.fixed,
        "realised": row.realised,
        "difference": row.realised - row.fixed,
        "percent": row.percent,
        "bar": bar(row.percent),
        "reason": maybe(of.reason(row.name), language),
        "short": row.short,
    }


def _part(part: Part, of: Report, language: Language) -> Context:
    figures = part.figures
    assert figures is not None
    return {
        **_member(part.municipality, of, language),
        "social_balances": figures.rows.social_balances,
        "total": figures.rows.total,
        **figures.rows.parts,
        **_results(figures),
        "remark": maybe(part.remark, language),
    }


def _member(municipality: Municipality, of: Report, language: Language) -> Context:
    return {
        "name": short_name(municipality, language),
        "nis": municipality.nis,
        "promoter": municipality == of.centre.municipality,
    }


def _results(figures: Figures) -> Context:
    return {
        "participants": figures.participants,
        "trajectories": figures.trajectories,
        "progress": _counters(figures.progress),
        "outcomes": _counters(figures.outcomes),
    }


def _counters(counters: Mapping[str, int] | None) -> dict[str, int] | None:
    return None if counters is None else dict(counters)


def _money(of: Report, language: Language) -> Context:
    costs, money, received, budget = of.costs(), of.settlement, of.received, of.convention.budget
    staff = [each for each in of.expenses if each.kind == "staff"]
    operating = [each for each in of.expenses if each.kind == "operating"]
    planned: Sequence[Decimal | None] = budget or (None, None)
    cluster = of.convention.kind == "convention-cluster"
    return {
        "staff": _expenses(staff, language),
        "operating": _expenses(operating, language),
        "totals": {
            "staff": {"amount": _sum(staff), "charged": costs.staff, "planned": planned[0]},
            "operating": {"amount": _sum(operating), "charged": costs.operating, "planned": planned[1]},
            "all": {
                "amount": _sum(of.expenses),
                "charged": costs.all,
                "planned": budget and sum(budget, Decimal(0)),
            },
            "planned": budget is not None,
        },
        "members_costs": [_costs(each.municipality, of, language) for each in (of.parts if cluster else [])],
        "settlement": {
            "ceiling": money.ceiling,
            "charged": money.charged,
            "eligible": money.eligible,
            "excess": _positive(money.charged - money.ceiling),
            "unused": _positive(money.ceiling - money.eligible),
            "advance": money.advance,
            "advance_date": received and received[1],
            "received": received is not None,
            "usual": money.advance == of.campaign.advance(money.ceiling),
            "due": _positive(money.balance),
            "recover": _positive(-money.balance),
        },
    }


def _costs(municipality: Municipality, of: Report, language: Language) -> Context:
    costs = of.costs(municipality.nis)
    return {
        "name": short_name(municipality, language),
        "staff": costs.staff,
        "operating": costs.operating,
        "charged": costs.all,
    }


def _expenses(of: Sequence[Expense], language: Language) -> list[Context]:
    return [_expense(each, language, last=each is of[-1]) for each in of]


def _expense(of: Expense, language: Language, *, last: bool) -> Context:
    return {
        "last": last,
        "number": of.number,
        "date": of.date,
        "supplier": of.supplier,
        "subject": of.subject,
        "amount": of.amount,
        "share": of.share,
        "charged": of.charged,
        "link": name(of.link, language),
        "proportion": name(of.proportion, language),
        "member": None if of.member is None else short_name(municipalities()[of.member], language),
    }


def _sum(expenses: Sequence[Expense]) -> Decimal:
    return sum((each.amount for each in expenses), Decimal(0))


def _positive(amount: Decimal) -> Decimal | None:
    return amount if amount > 0 else None
