"""Rules on the convention of a cluster of small centres."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from generator.catalog import kinds
from generator.dossier import Convention, Unusable
from generator.findings import Severity
from generator.messages import msg
from generator.rules.base import CONVENTIONS, Case, Fault, rule

_CLUSTER = ("convention-cluster",)
_ARTICLE_1 = "Royal decree of 27 March 2015 (numac 2015011146), art. 1"


@rule("CLU001", Severity.ERROR, _CLUSTER, _ARTICLE_1)
def at_least_three_members(case: Case[Convention]) -> Iterator[Fault]:
    """A cluster has at least three members.

    A cluster is a group of at least three small centres that commit themselves to a common policy of
    social activation. A centre that is named twice counts once.
    """
    count = len({member.municipality.nis for member in case.dossier.members})
    if count < case.campaign.minimum_members:
        yield Fault(
            ("members",),
            msg(
                "The cluster has {count} members; at least {minimum} are needed.",
                count=count,
                minimum=case.campaign.minimum_members,
            ),
            msg("Name all centres of the cluster, the promoter among them."),
            on_key=True,
        )


@rule("CLU002", Severity.ERROR, _CLUSTER, _ARTICLE_1)
def promoter_is_a_member(case: Case[Convention]) -> Iterator[Fault]:
    """The promoter is one of the members.

    The promoter (promoteur de cluster, clusterpromotor) is the centre that represents the cluster,
    signs the convention and receives the subsidy. It stands in the list of the members.
    """
    promoter = case.dossier.centre.municipality
    if promoter.nis not in {member.municipality.nis for member in case.dossier.members}:
        yield Fault(
            ("members",),
            msg("The promoter, NIS code {nis}, is not among the members.", nis=promoter.nis),
            msg("Add the line “- nis: {nis}” to the members.", nis=promoter.nis),
            on_key=True,
        )


@rule("CLU003", Severity.ERROR, _CLUSTER, _ARTICLE_1)
def nobody_twice(case: Case[Convention]) -> Iterator[Fault]:
    """No centre is named twice in a cluster."""
    seen: set[str] = set()
    for index, member in enumerate(case.dossier.members):
        nis = member.municipality.nis
        if nis in seen:
            yield Fault(
                ("members", index, "nis"),
                msg("The centre with the NIS code {nis} is named a second time.", nis=nis),
                msg("Delete one of the two entries."),
            )
        seen.add(nis)


@rule("CLU004", Severity.WARNING, _CLUSTER, "Coordinated laws of 18 July 1966 on the use of languages")
def one_language(case: Case[Convention]) -> Iterator[Fault]:
    """The members of a cluster work in the language of the convention.

    The convention is made in the language of the promoter. A member of another language region would
    be bound by a text in a language that is not its own.
    """
    languages = set(case.dossier.centre.municipality.languages)
    for index, member in enumerate(case.dossier.members):
        if not languages & set(member.municipality.languages):
            yield Fault(
                ("members", index, "nis"),
                msg(
                    "The member {nis} works in another language than the promoter.",
                    nis=member.municipality.nis,
                ),
                msg(
                    "Check the NIS code; ask the administration for a version in both languages if it is right."
                ),
            )


@rule("CLU005", Severity.ERROR, _CLUSTER, _ARTICLE_1, folder=True)
def nobody_in_two_clusters(cases: Sequence[Case[Convention]]) -> Iterator[tuple[Case[Convention], Fault]]:
    """No centre is a member of two clusters of the same year.

    This is seen only where the files of several clusters are checked together: name the folder, not
    one file. The finding stands in both files, for the program cannot know which of them is right.
    """
    found: dict[tuple[int, str], list[tuple[Case[Convention], int]]] = {}
    for case in cases:
        with suppress(Unusable):
            for index, member in enumerate(case.dossier.members):
                found.setdefault((case.campaign.year, member.municipality.nis), []).append((case, index))
    for (_, nis), places in found.items():
        for case, index in places:
            other = _other(case, [each for each, _ in places])
            if other is not None:
                yield (
                    case,
                    Fault(
                        ("members", index, "nis"),
                        msg(
                            "The centre with the NIS code {nis} is also a member of the cluster in {path}.",
                            nis=nis,
                            path=other,
                        ),
                        msg("Keep the centre in one of the two clusters."),
                    ),
                )


@rule(
    "CNV017",
    Severity.ERROR,
    CONVENTIONS,
    "Royal decrees of 27 March 2015, annexes: one amount for each centre or cluster",
    folder=True,
)
def one_convention_each(cases: Sequence[Case[Convention]]) -> Iterator[tuple[Case[Convention], Fault]]:
    """A centre concludes one convention of a kind each year.

    This is seen only where several files are checked together. Two conventions of the same centre
    would also be written into the same file. The finding stands in both, and neither is made.
    """
    found: dict[tuple[int, str, str], list[Case[Convention]]] = {}
    for case in cases:
        with suppress(Unusable):
            nis = case.dossier.centre.municipality.nis
            found.setdefault((case.campaign.year, case.dossier.kind, nis), []).append(case)
    for alike in found.values():
        for case in alike:
            other = _other(case, alike)
            if other is not None:
                reference = kinds()[case.dossier.kind].reference
                yield (
                    case,
                    Fault(
                        (str(reference),),
                        msg(
                            "{path} is a convention of the same kind, of the same centre, for the same year.",
                            path=other,
                        ),
                        msg("Keep one of the two files, or correct the centre or the year of this one."),
                    ),
                )


def _other(case: Case[Convention], alike: Sequence[Case[Convention]]) -> str | None:
    """Give the first other file that says the same."""
    own = case.dossier.source.path
    return next((each.dossier.source.path for each in alike if each.dossier.source.path != own), None)
