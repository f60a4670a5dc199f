"""What the page and the workbook say, and how they name centres and write counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator import formats
from generator.dashboards.board import Board, Card, Sort, named
from generator.dashboards.hiding import LIMIT, Count, Hidden
from generator.dossier import Text
from generator.locales import LANGUAGES, Language, Reader, Translator
from generator.messages import Message, msg

SMALL: Final = f"< {LIMIT}"
"""How a count of one to four is shown where small counts are hidden."""
NONE: Final = "–"
"""Stands where there is nothing to say: no objective was fixed, a report does not give the count."""

NUMBERS: Final[Mapping[str, str]] = {
    "social_balances": "1",
    "total": "2",
    "socioprofessional": "2.1",
    "autonomy": "2.2",
    "volunteering": "2.3",
}
"""The numbers of the rows in the form."""
LABELS: Final[Mapping[str, Message]] = {
    "social_balances": msg(
        "Beneficiaries for whom a social balance was made (balance drawn up and follow-up decided)"
    ),
    "total": msg("Beneficiaries who followed a pathway of social activation through a PIIS/GPMI"),
    "socioprofessional": msg("through a PIIS/GPMI that prepares for a socioprofessional pathway"),
    "autonomy": msg("through a PIIS/GPMI aimed at workshops or modules of dynamisation and socialisation"),
    "volunteering": msg("through a PIIS/GPMI aimed at community service or volunteering"),
    "participants": msg("Participants in a pathway with a PIIS/GPMI"),
    "trajectories": msg("Pathways (contracts)"),
    "progress.socioprofessional": msg("People with progress towards a socioprofessional pathway"),
    "progress.autonomy": msg("People with progress towards more autonomy"),
    "progress.volunteering": msg("People with progress towards volunteering"),
    "outcomes.autonomy": msg("Pathways that led to more autonomy"),
    "outcomes.socioprofessional": msg("Pathways that led to a socioprofessional pathway"),
    "outcomes.employment": msg("Pathways that led to employment"),
    "outcomes.volunteering": msg("Pathways that led to community service or volunteering"),
}
"""What each count counts, in the words of the form."""
SHORT: Final[Mapping[str, Message]] = {
    "social_balances": msg("Social balances"),
    "total": msg("Pathways, in all"),
    "socioprofessional": msg("Preparation"),
    "autonomy": msg("Workshops, modules"),
    "volunteering": msg("Volunteering"),
    "participants": msg("Participants"),
    "trajectories": msg("Contracts"),
}
"""The heads of narrow columns."""
MONEY: Final[Mapping[str, Message]] = {
    "ceiling": msg("Subsidy of the convention"),
    "staff": msg("Staff costs charged"),
    "operating": msg("Operating costs charged"),
    "charged": msg("Charged in all"),
    "eligible": msg("Amount due, up to the subsidy"),
    "advance": msg("Advance"),
    "balance": msg("Balance to be paid"),
}
"""The lines of the settlement, by their name in `Money`."""
SORTS: Final[Mapping[Sort, Message]] = {"city": msg("Large city"), "cluster": msg("Cluster")}
WORDS: Final[Mapping[str, Message]] = {
    "subject": msg("Subsidy for social activation"),
    "skip": msg("Go to the overview"),
    "overview": msg("Overview"),
    "overview_caption": msg("Attainment of the objectives, one line for each report, by name of the centre"),
    "totals": msg("Totals"),
    "reports": msg("Reports"),
    "centre": msg("CPAS/OCMW"),
    "year": msg("Subsidy year"),
    "sort": msg("Type of convention"),
    "nis": msg("NIS code"),
    "number": msg("Row"),
    "objective": msg("Objective"),
    "fixed": msg("Objective fixed"),
    "realised": msg("Realised"),
    "difference": msg("Difference"),
    "attainment": msg("Attainment"),
    "counter": msg("Count"),
    "value": msg("How many"),
    "amount": msg("Amount"),
    "given": msg("Reports that give it"),
    "objectives_caption": msg("Objectives fixed and realised"),
    "counters_caption": msg("Participants, pathways and results"),
    "settlement": msg("Settlement"),
    "money_caption": msg("Settlement of the subsidy, in euro"),
    "members_caption": msg("Parts of the members of the cluster in what was realised"),
    "member": msg("Member"),
    "member_nis": msg("NIS code of the member"),
    "in_all": msg("In all"),
    "subsidy": msg("Subsidy"),
    "charged": msg("Charged"),
    "balance": msg("Balance"),
    "cluster": msg("Cluster"),
    "back": msg("Back to the overview"),
    "masked": msg("masked"),
    "legend": msg("How to read the bars"),
    "legend_under": msg("Below the objective: the frame up to the mark at 100 per cent is not filled."),
    "legend_over": msg("Above the objective: what lies beyond the mark is striped."),
    "legend_longer": msg("Far above the objective: the arrow stands for all beyond 150 per cent."),
    "rows": msg("The rows of the table"),
    "attainment_note": msg(
        "The bars compare efforts with intentions: the reasons of a difference are in the reports themselves."
    ),
    "balance_note": msg("A balance below zero is to be paid back."),
    "sheet_counters": msg("Other counts"),
    "sheet_members": msg("Members"),
    "sheet_money": msg("Money"),
    "sheet_charts": msg("Centres"),
    "sheet_rows": msg("Objectives"),
    "percent_of": msg("Realised, in per cent of the objective"),
    "people": msg("Number of beneficiaries"),
}
"""Texts without gaps, by the name under which the template prints them."""


def said(words: Translator) -> dict[str, str]:
    """Give all texts without gaps in the language of the reader."""
    return {name: words.text(message) for name, message in WORDS.items()}


def title(board: Board, words: Translator) -> str:
    """Name the board by its years."""
    years = ", ".join(str(year) for year in board.years)
    return words.text(msg("Dashboard of the final reports {years}", years=years))


def method(words: Translator) -> str:
    """Say how small counts are hidden."""
    return words.text(
        msg(
            "Counts of one to four are shown as “{small}”. Where such a count could be found by subtraction, or is the only one that fits the others, a further count is masked (“{masked}”). Percentages, differences and bars of these counts are left out. Objectives and amounts do not count people, and zero is shown.",
            small=SMALL.replace(" ", "\u00a0"),
            masked=words.text(WORDS["masked"]),
        )
    )


def of_year(year: int, words: Translator) -> str:
    """Head the totals of a year."""
    return words.text(msg("All reports of {year}", year=str(year)))


def count(value: Count, words: Translator) -> str:
    """Write a count, or that it is hidden."""
    if isinstance(value, Hidden):
        return SMALL if value is Hidden.SMALL else words.text(WORDS["masked"])
    return formats.number(value, words.language)


def place(card: Card, reader: Reader) -> str:
    """Name the municipality of the centre as the reader knows it."""
    return card.names[named(reader)]


def cluster(text: Text, reader: Reader) -> tuple[str, Language]:
    """Name a cluster in the language of the reader, or in the only one it has, and say in which."""
    wanted = named(reader)
    language = wanted if wanted in text else next(each for each in LANGUAGES if each in text)
    return text[language], language
