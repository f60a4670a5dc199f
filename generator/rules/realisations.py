"""Rules on what was realised: the table, the results, the records that they come from, the parts of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Final

from generator.dossier import Figures, Objectives, Report, added
from generator.findings import Pointer, Severity
from generator.messages import msg
from generator.rules import rows
from generator.rules.base import REPORTS, Case, Fault, rule

_TABLE: Final = "Working group of the SPP IS, 2 April 2015: objectives fixed and realised"
_RESULTS: Final = "Working group of the SPP IS, 8 December 2015: results of the pathways"
_CLUSTER: Final = "Cluster decree: the promoter represents the cluster and reports for all members"
_RECORDS: Final = "Working group of the SPP IS, 8 December 2015: no double reporting"


def _typed(report: Report) -> Iterator[tuple[Pointer, Figures]]:
    """Give the groups of figures that are typed, with their places."""
    if report.typed is not None:
        yield ("realised",), report.typed
    for index, part in enumerate(report.parts):
        if part.typed is not None:
            yield ("members", index, "realised"), part.typed


def _rows(report: Report, check: Callable[[Objectives, Pointer], Iterator[Fault]]) -> Iterator[Fault]:
    for place, figures in _typed(report):
        yield from check(figures.rows, (*place, "pathways"))


@rule("RPT020", Severity.ERROR, REPORTS, _TABLE)
def realised_part_within_total(case: Case[Report]) -> Iterator[Fault]:
    """Each of the realised rows 2.1, 2.2 and 2.3 is at most row 2."""
    yield from _rows(case.dossier, rows.parts_within_total)


@rule("RPT021", Severity.ERROR, REPORTS, _TABLE)
def realised_parts_reach_total(case: Case[Report]) -> Iterator[Fault]:
    """The realised rows 2.1, 2.2 and 2.3 add up to at least row 2."""
    yield from _rows(case.dossier, rows.parts_reach_total)


@rule("RPT022", Severity.ERROR, REPORTS, _TABLE)
def realised_parts_exceed_total_only_if_said(case: Case[Report]) -> Iterator[Fault]:
    """The realised rows 2.1, 2.2 and 2.3 add up to row 2, unless some people followed several pathways."""
    yield from _rows(case.dossier, rows.parts_exceed_total_only_if_said)


@rule(
    "RPT023",
    Severity.WARNING,
    REPORTS,
    "Practice of the CPAS of Kortrijk: each pathway begins with a social balance",
)
def realised_balances_cover_pathways(case: Case[Report]) -> Iterator[Fault]:
    """Row 1 is usually at least row 2.

    A pathway begins with a social balance. Where the balance was made the year before, row 1 may be smaller; else
    balances were forgotten.
    """
    for place, figures in _typed(case.dossier):
        if figures.rows.social_balances < figures.rows.total:
            yield Fault(
                (*place, "social_balances"),
                msg(
                    "Row 1 ({balances}) is smaller than row 2 ({total}).",
                    balances=figures.rows.social_balances,
                    total=figures.rows.total,
                ),
                msg("Check that no social balance was forgotten; those of earlier years do not count."),
            )


@rule("RPT024", Severity.ERROR, REPORTS, f"{_RESULTS}, question B1")
def participants_are_row_two(case: Case[Report]) -> Iterator[Fault]:
    """The participants of the results are the people of row 2, or the report says why not.

    Both count the beneficiaries who followed a pathway with a PIIS/GPMI in the year. A member of a cluster says
    it in its “remark:”.
    """
    for place, figures in _typed(case.dossier):
        if figures.participants == figures.rows.total:
            continue
        member = place[0] == "members"
        said = case.dossier.parts[int(place[1])].remark if member else case.dossier.participants_reason
        if said is None:
            yield Fault(
                (*place, "participants"),
                msg(
                    "Participants: {participants}. People in row 2: {total}. Nothing says why they differ.",
                    participants=figures.participants,
                    total=figures.rows.total,
                ),
                msg(
                    "Correct one of the two, or add “{field}:”.",
                    field="remark" if member else "participants_reason",
                ),
            )


@rule("RPT025", Severity.ERROR, REPORTS, _RESULTS)
def trajectory_for_each_participant(case: Case[Report]) -> Iterator[Fault]:
    """There are at least as many pathways as participants, and as people in rows 2.1 to 2.3 together.

    Everybody who takes part has a contract; somebody who is in two rows has two.
    """
    for place, figures in _typed(case.dossier):
        least = max(figures.participants, sum(figures.rows.parts.values()))
        if figures.trajectories < least:
            yield Fault(
                (*place, "trajectories"),
                msg(
                    "Pathways: {trajectories}. Participants, or people in rows 2.1 to 2.3 together: {least}.",
                    trajectories=figures.trajectories,
                    least=least,
                ),
                msg(
                    "Count the contracts: at least one for each participant, and for each row that somebody is in."
                ),
            )


@rule("RPT026", Severity.ERROR, REPORTS, f"{_RESULTS}; form of April: they count pathways")
def outcome_within_trajectories(case: Case[Report]) -> Iterator[Fault]:
    """Each outcome is at most the number of pathways.

    A pathway may have led to several things, or to none: nothing is asked of the sum.
    """
    yield from _counters(case.dossier, "outcomes", "trajectories")


@rule("RPT027", Severity.ERROR, REPORTS, f"{_RESULTS}; form of December: they count people")
def progress_within_participants(case: Case[Report]) -> Iterator[Fault]:
    """Each counter of progress is at most the number of participants."""
    yield from _counters(case.dossier, "progress", "participants")


def _counters(report: Report, group: str, most: str) -> Iterator[Fault]:
    for place, figures in _typed(report):
        limit: int = getattr(figures, most)
        for name, count in (getattr(figures, group) or {}).items():
            if count > limit:
                yield Fault(
                    (*place, group, name),
                    msg("{count} is more than the number of participants, {limit}.", count=count, limit=limit)
                    if most == "participants"
                    else msg(
                        "{count} is more than the number of pathways, {limit}.", count=count, limit=limit
                    ),
                    msg("Correct the figure."),
                )


@rule("RPT028", Severity.ERROR, REPORTS, f"{_RESULTS}; the campaign says which form")
def results_of_the_form(case: Case[Report]) -> Iterator[Fault]:
    """The results that the form of the year asks are there.

    The form of December (2015 and 2016) asks three counters of people with progress: “progress:”. That of April
    asked four counters of pathways: “outcomes:”. The other ones may be added; they are printed for information.
    """
    wanted = "progress" if case.campaign.report_form == "december" else "outcomes"
    for place, figures in _typed(case.dossier):
        # of a cluster the members give it, and it is added up
        if getattr(figures, wanted) is None and not (place == ("realised",) and case.dossier.parts):
            yield Fault(
                (*place, wanted),
                msg("The field “{field}” is missing.", field=wanted),
                msg("Add “{field}:” with its counters: the form of the year asks them.", field=wanted),
                on_key=True,
            )


@rule("RPT029", Severity.ERROR, REPORTS, _TABLE)
def figures_are_there(case: Case[Report]) -> Iterator[Fault]:
    """The figures are typed, or counted in the records of the centre.

    A city gives “realised:” or “records:”; of a cluster each member has one of the two.
    """
    report = case.dossier
    for index, part in enumerate(report.parts if report.is_cluster else []):
        if part.figures is None:
            yield Fault(
                ("members", index),
                msg("There are no figures of the member {nis}.", nis=part.municipality.nis),
                msg("Add “realised:” to it, or its files on persons to the records."),
            )
    # what is wrong with records or members has codes of its own
    if report.typed is None and report.records is None and not report.is_cluster and not report.has_members:
        yield Fault(
            ("realised",),
            msg("There are no figures on what was realised."),
            msg("Add “realised:”, or “records:” with the folder of the files on persons."),
            on_key=True,
        )


@rule("RPT030", Severity.ERROR, REPORTS, _RECORDS)
def typed_as_counted(case: Case[Report]) -> Iterator[Fault]:
    """Figures that are typed are those of the records, or the report says why not.

    Where the report names the folder of the records, what is typed is compared with what `cpas piis count` finds
    there. Files on paper are a reason (“records_remark:”); the document prints it.
    """
    report = case.dossier
    if report.counted is None or report.counted.left or report.records_remark is not None:
        return
    for place, typed in _typed(report):
        counted = _counted(report, place)
        if counted is None:
            continue
        records = dict(counted.items())
        for pointer, value in typed.items():
            at = (*place, *pointer)
            if at in report.source.spots and pointer in records and records[pointer] != value:
                yield Fault(
                    at,
                    msg(
                        "{field}: {typed} is typed, the records say {counted}.",
                        field=" / ".join(map(str, pointer)),
                        typed=value,
                        counted=records[pointer],
                    ),
                    msg(
                        "Correct the figure or the records (“cpas piis count … --files” lists them), say why in “records_remark:”, or delete “realised:”: the figures are counted then."
                    ),
                )


def _counted(report: Report, place: Pointer) -> Figures | None:
    """Give what the records say of a group of figures; of a cluster only where they hold every member."""
    parts = report.parts
    if place[0] == "members":
        return parts[int(place[1])].counted
    if not parts and report.counted is not None:
        return report.counted.figures.get(report.centre.municipality.nis)
    counted = [each.counted for each in parts]
    whole = [each for each in counted if each is not None]
    return added(whole) if len(whole) == len(counted) else None


@rule("RPT031", Severity.ERROR, REPORTS, _RECORDS)
def records_are_sound(case: Case[Report]) -> Iterator[Fault]:
    """The records that are counted are those of the centre, and have no errors.

    A file with errors is in no figure: what the records say would be too little.
    """
    report = case.dossier
    if report.counted is None:
        return
    if report.counted.left:
        path = (PurePath(report.source.path).parent / str(report.records)).as_posix()
        yield Fault(
            ("records",),
            msg(
                "Files of the records with errors: {wrong}; files that are not counted because of them: {left}.",
                wrong=report.counted.wrong,
                left=report.counted.left,
            ),
            msg("“cpas validate {path}” says what is wrong with them.", path=path),
        )
        return
    own = {report.centre.municipality.nis}
    if report.is_cluster:
        own |= {member.municipality.nis for member in report.convention.members}
    if own.isdisjoint(report.counted.figures):
        yield Fault(
            ("records",),
            msg(
                "The folder holds no file on a person of the centre {nis}.",
                nis=report.centre.municipality.nis,
            ),
            msg("Name the folder of the social balances, contracts and evaluations, or leave the line out."),
        )


@rule("RPT032", Severity.ERROR, REPORTS, _CLUSTER)
def members_of_the_cluster(case: Case[Report]) -> Iterator[Fault]:
    """The report of a cluster has the part of each member, once; that of a city has no members."""
    report, convention = case.dossier, case.dossier.convention
    if not report.is_cluster:
        if report.has_members:
            yield Fault(
                ("members",),
                msg("The convention is that of a city, which has no members."),
                msg("Delete “members:”; the figures of a city stand in “realised:”."),
                on_key=True,
            )
        return
    known = [member.municipality.nis for member in convention.members]
    given = [part.municipality.nis for part in report.parts]
    for index, nis in enumerate(given):
        if nis not in known:
            yield Fault(
                ("members", index, "nis"),
                msg("The centre {nis} is not a member of the cluster.", nis=nis),
                msg("Choose one of: {values}.", values=", ".join(known)),
            )
        elif nis in given[:index]:
            yield Fault(
                ("members", index, "nis"),
                msg("The centre with the NIS code {nis} is named a second time.", nis=nis),
                msg("Delete one of the two entries."),
            )
    missing = [nis for nis in known if nis not in given]
    if missing:
        yield Fault(
            ("members",),
            msg("The part of these members is missing: {members}.", members=", ".join(missing)),
            msg("Add an entry “- nis:” for each, with its figures; zero is a figure too."),
            on_key=True,
        )


@rule("RPT033", Severity.ERROR, REPORTS, _CLUSTER)
def members_add_up(case: Case[Report]) -> Iterator[Fault]:
    """The parts of the members add up to the figures of the cluster, where these are typed.

    They need not be typed: the program adds up the members.
    """
    report = case.dossier
    parts = [each.figures for each in report.parts]
    whole = [each for each in parts if each is not None]
    members = {each.municipality.nis for each in report.convention.members} if report.is_cluster else set()
    if report.typed is None or {each.municipality.nis for each in report.parts} != members:
        return
    if not parts or len(whole) != len(parts):
        return
    sums = dict(added(whole).items())
    for pointer, value in report.typed.items():
        at = ("realised", *pointer)
        if at in report.source.spots and pointer in sums and sums[pointer] != value:
            yield Fault(
                at,
                msg("The members add up to {sum}, not to {value}.", sum=sums[pointer], value=value),
                msg("Correct the figure or a member, or delete “realised:”: the program adds up."),
            )
