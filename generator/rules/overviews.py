"""Rules on the notes and lists of the administration: what they hold, and the totals of the decrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

from generator.dossier import Convention, Decision, Overview, Unusable
from generator.findings import Severity
from generator.messages import msg
from generator.rules.base import CONVENTIONS, DECISIONS, OVERVIEWS, Case, Fault, missing_languages, rule


@rule("MIN021", Severity.ERROR, OVERVIEWS, "Totals of the royal decrees of the year")
def within_the_decrees(case: Case[Overview]) -> Iterator[Fault]:
    """What is approved and proposed, or paid, for all conventions is not above the total of the decree.

    Advances and balances count together, of all files of the folder. What an unfavourable advice proposes to refuse does not count.
    """
    overview = case.dossier
    for kind in CONVENTIONS:
        told = overview.paid(kind)
        if overview.subject == "advice":
            told = max(told, overview.earlier(kind) + overview.proposed(kind))
        if told > case.campaign.totals[kind]:
            yield Fault(
                ("decisions",),
                msg("Together {amount}: more than the total of the decree, {total}.", amount=told, total=case.campaign.totals[kind]),
                msg("Correct the amounts of the conventions, or leave one out."),
            )  # fmt: skip


@rule("MIN022", Severity.ERROR, OVERVIEWS, "A note or an order is about something")
def holds_something(case: Case[Overview]) -> Iterator[Fault]:
    """An overview has one convention at least.

    A list of payments holds what was ordered on its own day; a note, the advice that was given until its day and not yet decided on.
    """
    overview = case.dossier
    if not any(overview.lines(kind) for kind in CONVENTIONS):
        yield Fault(
            ("date",),
            msg(
                "No file of the folder has an advice until {day} on which the Minister has still to decide.",
                day=overview.day,
            )
            if overview.subject == "advice"
            else msg("No file of the folder has such a payment order of {day}.", day=overview.day),
            msg("Correct the day, the campaign or the folder."),
        )


@rule("MIN023", Severity.ERROR, OVERVIEWS, "One file for each convention of a year")
def each_centre_once(case: Case[Overview]) -> Iterator[Fault]:
    """No convention stands twice in an overview: it would be paid twice."""
    seen: dict[tuple[str, str], str] = {}
    for each in case.dossier.decisions:
        # a centre may have a convention of its own and one of the cluster that it promotes
        other = seen.setdefault((each.stem, each.scheme), each.source.path)
        if other != each.source.path:
            yield Fault(
                ("decisions",),
                msg("{path} and {other} hold decisions on the same convention.", path=each.source.path, other=other),
                msg("Keep one of the two files."),
            )  # fmt: skip


@rule(
    "MIN030",
    Severity.WARNING,
    (*DECISIONS, *OVERVIEWS),
    "Every payment is on the list of its day",
    folder=True,
)
def each_order_on_a_list(
    cases: Sequence[Case[Decision | Overview]],
) -> Iterator[tuple[Case[Decision | Overview], Fault]]:
    """Each payment order is on the list of its day; one that is moved to another day leaves its list.

    This is seen only where the decisions and the lists of payments are checked together, and each list is sound. The finding stands in the last list, once for each day.
    """
    called = {case.dossier.path for case in cases if isinstance(case.dossier, Decision)}
    overviews = [(case, case.dossier) for case in cases if isinstance(case.dossier, Overview)]
    if not all(_sound(of) for _, of in overviews):
        # the list that seems missing may be the one with an error
        return
    overviews.sort(key=lambda pair: pair[1].day, reverse=True)
    for subject in ("advance", "balance"):
        lists = [(case, of) for case, of in overviews if of.subject == subject]
        listed = {(each.path, of.day) for _, of in lists for each in of.decisions}
        # where there is no list at all, another overview of the folder tells it
        for case, of in lists or overviews:
            days: dict[date, list[str]] = {}
            for each in of.decisions:
                day, path = each.sound_step(subject), each.path
                if day is not None and path in called and (path, day) not in listed:
                    listed.add((path, day))
                    days.setdefault(day, []).append(each.source.path)
            for day, paths in sorted(days.items()):
                cause = msg(
                    "No list has the orders of {day}: {count}, the first in {path}.",
                    day=day,
                    count=len(paths),
                    path=paths[0],
                )
                remedy = msg("Correct the day of the order, or add the list of that day.")
                yield case, Fault(("date",), cause, remedy)


@rule(
    "MIN034",
    Severity.WARNING,
    (*CONVENTIONS, *DECISIONS, *OVERVIEWS),
    "Practice: the Minister decides on every convention that was submitted",
    folder=True,
)
def each_convention_is_followed(
    cases: Sequence[Case[Convention | Decision | Overview]],
) -> Iterator[tuple[Case[Convention | Decision | Overview], Fault]]:
    """Each convention of the year has a file of decisions; a note to the Minister does not name one that has none, nor its amount.

    This is seen only where the conventions and a note are checked together. The finding stands in the last note.
    """
    notes = [
        (case, case.dossier)
        for case in cases
        if isinstance(case.dossier, Overview) and _sound(case.dossier) and case.dossier.subject == "advice"
    ]
    decisions = [each for _, note in notes for each in note.decisions]
    decisions += [case.dossier for case in cases if isinstance(case.dossier, Decision)]
    followed = {_followed(each) for each in decisions}
    for year in sorted({case.campaign.year for case, _ in notes}):
        case, _ = max((pair for pair in notes if pair[0].campaign.year == year), key=lambda pair: pair[1].day)
        left = [
            each.dossier.source.path
            for each in cases
            if isinstance(each.dossier, Convention)
            and each.campaign.year == year
            and (key := _key(each.dossier)) != ("", "")
            and (year, *key) not in followed
        ]
        if left:
            cause = msg(
                "Conventions without a file of decisions: {count}, the first {path}. No note names them.",
                count=len(left),
                path=left[0],
            )
            remedy = msg("Add the files of their decisions, or leave these conventions out of the call.")
            yield case, Fault(("decisions",), cause, remedy)


def _followed(of: Decision) -> tuple[int, str, str]:
    """Name the convention that a file of decisions is on, also where it names the centre only."""
    with suppress(Unusable):
        return of.campaign.year, of.centre.municipality.nis, of.scheme
    return 0, "", ""


def _key(of: Convention) -> tuple[str, str]:
    """Name a convention; one whose centre has errors is not told as left out."""
    with suppress(Unusable):
        return of.centre.municipality.nis, of.kind
    return "", ""


def _sound(overview: Overview) -> bool:
    """Tell whether what an overview lists is known."""
    try:
        return bool(overview.subject and overview.day and overview.decisions is not None)
    except Unusable:
        return False


@rule("MIN024", Severity.WARNING, OVERVIEWS, "Use of languages: notes are in French and in Dutch")
def remarks_in_both(case: Case[Overview]) -> Iterator[Fault]:
    """The remarks of an overview are given in the languages in which it is made."""
    for pointer, text in case.dossier.prose():
        yield from missing_languages(pointer, text, case.languages)
