"""Rules on the final report: what it is about, when it is due, and the three questions of part A."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final

from generator.dossier import Report, Unusable, says
from generator.findings import Pointer, Severity
from generator.messages import msg
from generator.rules.actions import numbers_in
from generator.rules.base import REPORTS, Case, Fault, missing_languages, rule
from generator.rules.rows import NUMBERS

_DECEMBER: Final = "Working group of the SPP IS, 8 December 2015: the final report"
_PLACES: Final[Mapping[str, Pointer]] = {
    "social_balances": ("social_balances",),
    **{name: ("pathways", name) for name in ("total", "socioprofessional", "autonomy", "volunteering")},
}
"""Where a row stands in the figures."""
_EFFORTS: Final = "Working group of the SPP IS, 28 November 2014 and 2 April 2015: judged on efforts, and attained or not is discussed"


@rule("RPT001", Severity.ERROR, REPORTS, f"{_DECEMBER}, one for each year")
def of_the_same_year(case: Case[Report]) -> Iterator[Fault]:
    """The report is on a convention of its own year."""
    year = case.dossier.convention.campaign.year
    if year != case.campaign.year:
        yield Fault(
            ("campaign",),
            msg(
                "The report is of {year}, its convention of {other}.",
                year=str(case.campaign.year),
                other=str(year),
            ),
            msg("Correct the year, or name the convention of that year."),
        )


@rule("RPT002", Severity.ERROR, REPORTS, f"{_DECEMBER}: the centre that concluded the convention reports")
def of_the_same_centre(case: Case[Report]) -> Iterator[Fault]:
    """The report is of the centre that concluded the convention, for a cluster the promoter.

    The NIS code stands in the report too: a report that was copied from another centre is found by it.
    """
    nis = case.dossier.centre.municipality.nis
    if case.dossier.nis != nis:
        yield Fault(
            ("nis",),
            msg(
                "The report is of the centre {nis}, its convention of the centre {other}.",
                nis=case.dossier.nis,
                other=nis,
            ),
            msg("Correct the NIS code, or name the convention of that centre."),
        )


@rule("RPT003", Severity.WARNING, REPORTS, f"{_DECEMBER}, due on 28 February")
def in_time(case: Case[Report]) -> Iterator[Fault]:
    """The report is signed by the day on which it is due, 28 February of the next year.

    A late report is still a report: it is made, and the administration sees by how many days it is late.
    """
    signed, due = case.dossier.signed_on, case.campaign.report_due
    if signed is not None and signed > due:
        yield Fault(
            ("signature", "date"),
            msg("The report was due on {due}: it is {days} days late.", due=due, days=(signed - due).days)
            if (signed - due).days > 1
            else msg("The report was due on {due}: it is one day late.", due=due),
            msg("Correct the day, or tell the administration of the delay."),
        )


@rule("RPT004", Severity.ERROR, REPORTS, f"{_DECEMBER}: the situation at 31 December")
def after_the_year(case: Case[Report]) -> Iterator[Fault]:
    """The report is signed after the year that it reports on.

    Progress is measured on 31 December; nobody knows it before.
    """
    signed, end = case.dossier.signed_on, case.campaign.end
    if signed is not None and signed <= end and not of_another_year(case):
        yield Fault(
            ("signature", "date"),
            msg("The report is signed on {day}, before the year is over.", day=signed),
            msg("Write the day of the signature, after {end}, or leave it out.", end=end),
        )


@rule("RPT005", Severity.ERROR, REPORTS, f"{_DECEMBER}, one for each convention", folder=True)
def one_report_each(cases: Sequence[Case[Report]]) -> Iterator[tuple[Case[Report], Fault]]:
    """There is one report on a convention.

    This is seen only where several files are checked together. Two reports of the same centre and year would also
    be written into the same file. The finding stands in both, and neither is made.
    """
    found: dict[str, list[Case[Report]]] = {}
    for case in cases:
        with suppress(Unusable):
            found.setdefault(case.dossier.stem, []).append(case)
    for alike in found.values():
        for case in alike:
            others = [e.dossier.source.path for e in alike if e is not case]
            if others:
                yield (
                    case,
                    Fault(
                        ("convention",),
                        msg("{path} is a report of the same centre for the same year.", path=others[0]),
                        msg("Keep one of the two files, or correct the convention of this one."),
                    ),
                )


@rule("RPT006", Severity.WARNING, REPORTS, f"{_DECEMBER}, question 1")
def attained_fits_the_table(case: Case[Report]) -> Iterator[Fault]:
    """The answer to question 1 fits the table: not “yes” where a row is below its objective."""
    if case.dossier.attained == "yes" and (short := [row.name for row in case.dossier.rows if row.short]):
        yield Fault(
            ("qualitative", "attained"),
            msg(
                "The objectives are said to be attained, but not in row {rows}.",
                rows=", ".join(NUMBERS[name] for name in short),
            ),
            msg("Write “partly”, or correct the figures."),
        )


@rule("RPT007", Severity.ERROR, REPORTS, f"{_DECEMBER}, question 3")
def not_attained_says_why(case: Case[Report]) -> Iterator[Fault]:
    """Objectives that were attained in part or not at all have a reason (question 3).

    The reasons of the rows stand for it where each row below its objective has one.
    """
    report = case.dossier
    if report.attained != "yes" and not report.explained and not _short(report):
        yield Fault(
            ("qualitative", "reasons"),
            msg("The objectives were not all attained, and nothing says why."),
            msg("Answer question 3: add “reasons:” below “qualitative:”."),
            on_key=True,
        )


@rule("RPT008", Severity.ERROR, REPORTS, _EFFORTS)
def short_row_says_why(case: Case[Report]) -> Iterator[Fault]:
    """A row below its objective has a reason: its own, or the answer to question 3.

    Fewer people than planned is no fault, and no report is refused for it; what is asked is the reason.
    """
    report = case.dossier
    if report.explained:
        return
    typed = report.typed is not None
    for row in report.rows:
        if row.short and not says(report.reason(row.name) or {}):
            yield Fault(
                ("realised", *_PLACES[row.name]) if typed else ("reasons", row.name),
                msg(
                    "Row {row}: {realised} realised, {fixed} fixed, and nothing says why.",
                    row=NUMBERS[row.name],
                    realised=row.realised,
                    fixed=row.fixed,
                ),
                msg(
                    "Add “{field}:” below “reasons:”, or answer question 3 (“reasons:” below “qualitative:”).",
                    field=row.name,
                ),
                on_key=not typed,
            )


@rule("RPT009", Severity.WARNING, REPORTS, f"{_DECEMBER}, question 2: through which partnerships")
def partners_of_the_convention(case: Case[Report]) -> Iterator[Fault]:
    """The report says what came of each partner that the convention names.

    A partner stands in the list “partners:”, or its name in the answer to question 2.
    """
    report = case.dossier
    told = [_plain(text) for text in (*(name for name, _ in report.partners), *report.answers[1].values())]
    for partner in report.convention.partners:
        if not any(_plain(partner.name) in text for text in told):
            yield Fault(
                ("partners",) if report.partners else ("qualitative", "partnerships"),
                msg("Nothing is said of the partner “{name}” of the convention.", name=partner.name),
                msg(
                    "Add an entry with “name:” and “text:”, or name the partner in the answer to question 2."
                ),
                on_key=True,
            )


@rule("RPT010", Severity.ERROR, REPORTS, "Act of 8 December 1992 on privacy; a report holds counts only")
def no_personal_number(case: Case[Report]) -> Iterator[Fault]:
    """No text holds a national register number.

    A report to the State holds counts; it names no beneficiary. The message does not repeat the number.
    """
    for pointer in numbers_in(case.dossier.words()):
        yield Fault(
            pointer,
            msg("The text holds a national register number."),
            msg("Take the number out: a report holds no data of beneficiaries."),
        )


@rule(
    "RPT011",
    Severity.WARNING,
    REPORTS,
    "Use of languages: the document is made in the language of the centre",
)
def text_in_language_of_document(case: Case[Report]) -> Iterator[Fault]:
    """Each text of the report is given in the language of the document.

    Where it is missing, the document prints the text in the other language and marks it as such. The texts of the
    expenses are told together, and printed as they are.
    """
    missing = dict.fromkeys(case.languages, 0)
    for pointer, text in case.dossier.prose():
        if pointer[0] == "expenses":
            for language in missing:
                missing[language] += language not in text
        else:
            yield from missing_languages(pointer, text, case.languages)
    for language, count in missing.items():
        if count:
            yield Fault(
                ("expenses",),
                msg("The French text is missing in {count} places of the expenses.", count=count)
                if language == "fr"
                else msg("The Dutch text is missing in {count} places of the expenses.", count=count),
                msg("Add “{field}:” to their “link:” and “proportion:”.", field=language),
                on_key=True,
            )


@rule("RPT012", Severity.ERROR, REPORTS, f"{_DECEMBER}, part A")
def answers_say_something(case: Case[Report]) -> Iterator[Fault]:
    """Answers, reasons and remarks are said in words.

    A dash or a full stop is no answer, and no reason.
    """
    for pointer, text in case.dossier.prose():
        for language, words in text.items():
            if pointer[0] in {"qualitative", "reasons", "records_remark", "participants_reason"} and not says(
                {language: words}
            ):
                yield Fault(
                    (*pointer, language),
                    msg("The text says nothing."),
                    msg("Write a sentence, or delete the field where it may be left out."),
                )


def of_another_year(case: Case[Report]) -> bool:
    """Tell whether the convention is of another year, so that days cannot be judged by that of the report."""
    try:
        return case.dossier.convention.campaign.year != case.campaign.year
    except Unusable:
        return False


def _short(report: Report) -> bool:
    """Tell whether a row is known to be below its objective."""
    try:
        return any(row.short for row in report.rows)
    except Unusable:
        return False


def _plain(text: str) -> str:
    """Write a name in one way: small letters and digits only."""
    return re.sub(r"[\W_]", "", text.casefold())
