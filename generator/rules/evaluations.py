"""Rules on the evaluations of a contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise

from generator.dossier import Evaluation, Unusable
from generator.dossier.periods import add_months
from generator.findings import Severity
from generator.messages import msg
from generator.rules.base import Case, Fault, rule

_EVALUATION = ("piis-evaluation",)
_QUARTER = "At least once a quarter in 2015 (SPP IS, 28 November 2014; royal decree of 11 July 2002)"
_PROGRESS = "Working group of the SPP IS, 8 December 2015: progress is a positive difference from the start"


@rule("EVA001", Severity.ERROR, _EVALUATION, "A contract is evaluated while it lasts")
def evaluation_within_contract(case: Case[Evaluation]) -> Iterator[Fault]:
    """An evaluation is held within the contract.

    A meeting after the last day is not an evaluation of the contract; one before the first has nothing to
    look at.
    """
    contract = case.dossier.contract
    if contract.lasts and not contract.start <= case.dossier.held_on <= contract.end:
        yield Fault(
            ("date",),
            msg(
                "This day is outside the contract, which runs from {start} to {end}.",
                start=contract.start,
                end=contract.end,
            ),
            msg("Correct the day, or the contract."),
        )


@rule("EVA002", Severity.WARNING, _EVALUATION, _QUARTER)
def held_in_time(case: Case[Evaluation]) -> Iterator[Fault]:
    """An evaluation is held on the day that was planned, or before; a late one says why.

    The report counts late evaluations. A reason is no excuse, but it is what the inspection asks for.
    """
    evaluation = case.dossier
    if evaluation.late and evaluation.due is not None and not evaluation.late_reason_given:
        yield Fault(
            ("date",),
            msg(
                "The evaluation was due on {due} and was held on {held}.",
                due=evaluation.due,
                held=evaluation.held_on,
            ),
            msg("Add “late_reason:” with the reason, or correct the day."),
        )


@rule("EVA003", Severity.ERROR, _EVALUATION, _PROGRESS)
def domain_is_of_the_balance(case: Case[Evaluation]) -> Iterator[Fault]:
    """What is measured was measured at the start, once each time."""
    known = [each.id for each in case.dossier.balance.measurement]
    seen: set[str] = set()
    for index, (identifier, _, _) in enumerate(case.dossier.measured):
        if identifier not in known:
            yield Fault(
                ("measurement", index, "id"),
                msg("The social balance has no such domain."),
                msg("Choose one of: {values}.", values=", ".join(known))
                if known
                else msg("Give the social balance a zero measurement first."),
            )
        elif identifier in seen:
            yield Fault(
                ("measurement", index, "id"),
                msg("This domain is measured a second time."),
                msg("Delete one of the two entries."),
            )
        seen.add(identifier)


@rule("EVA004", Severity.ERROR, _EVALUATION, _PROGRESS)
def level_is_on_the_scale(case: Case[Evaluation]) -> Iterator[Fault]:
    """A level is one of the levels of the instrument of the social balance."""
    levels = case.dossier.balance.levels
    for index, (_, level, _) in enumerate(case.dossier.measured):
        if level is not None and level > len(levels):
            yield Fault(
                ("measurement", index, "level"),
                msg(
                    "The instrument has {count} levels; there is no level {level}.",
                    count=len(levels),
                    level=level,
                ),
                msg("Give the rank of the level in the list of the instrument: 1 is the lowest."),
            )


@rule("EVA005", Severity.ERROR, _EVALUATION, _PROGRESS)
def not_measurable_says_why(case: Case[Evaluation]) -> Iterator[Fault]:
    """A domain without a level says why it cannot be measured."""
    for index, (_, level, explained) in enumerate(case.dossier.measured):
        if level is None and not explained:
            yield Fault(
                ("measurement", index),
                msg("The domain has no level, and nothing says why."),
                msg("Add “level:”, or “remark:” with the reason."),
            )


@rule("EVA006", Severity.WARNING, _EVALUATION, _PROGRESS)
def all_domains_are_measured(case: Case[Evaluation]) -> Iterator[Fault]:
    """An evaluation measures all domains of the social balance, or says why not."""
    given, known = case.dossier.measurement, [each.id for each in case.dossier.balance.measurement]
    missing = [name for name in known if name not in given]
    # a name that is not known is a slip in one of those that seem to be missing
    if missing and set(given) <= set(known):
        yield Fault(
            ("measurement",),
            msg("Not measured: {domains}.", domains=", ".join(missing)),
            msg("Add an entry for each, with “level:” or with “remark:” where it cannot be measured."),
            on_key=True,
        )


@rule("EVA007", Severity.ERROR, _EVALUATION, _QUARTER)
def next_is_within_contract(case: Case[Evaluation]) -> Iterator[Fault]:
    """The next evaluation is after this one, within the contract."""
    evaluation = case.dossier
    if evaluation.next is None or not evaluation.contract.lasts:
        return
    if not evaluation.held_on < evaluation.next <= evaluation.contract.end:
        yield Fault(
            ("next",),
            msg(
                "The next evaluation is not between this one and the end of the contract, {end}.",
                end=evaluation.contract.end,
            ),
            msg("Correct the day, or end the pathway with “closing:”."),
        )


@rule("EVA008", Severity.WARNING, _EVALUATION, _QUARTER)
def next_is_planned(case: Case[Evaluation]) -> Iterator[Fault]:
    """The next evaluation is planned within three months, unless the contract ends.

    Before the last day of the contract there is always a next evaluation, or a closing.
    """
    evaluation, most = case.dossier, case.campaign.evaluation_months
    if evaluation.closing is not None or evaluation.held_on >= evaluation.contract.end:
        return
    if evaluation.held_on < evaluation.contract.start:
        return  # told by EVA001
    latest = min(add_months(evaluation.held_on, most), evaluation.contract.end)
    if evaluation.next is None:
        yield Fault(
            ("next",),
            msg("No next evaluation is planned by {day}.", day=latest),
            msg("Add “next:” with the day, or “closing:” where the pathway ends."),
            on_key=True,
        )
    elif (
        latest < evaluation.next <= evaluation.contract.end
        and evaluation.next not in evaluation.contract.schedule
    ):
        yield Fault(
            ("next",),
            msg("The next evaluation is later than {day}.", day=latest),
            msg("Plan it on {day} at the latest.", day=latest),
        )


@rule("EVA009", Severity.ERROR, _EVALUATION, "A pathway ends once, within its contract")
def closing_within_contract(case: Case[Evaluation]) -> Iterator[Fault]:
    """A pathway ends within its contract, and then no next evaluation follows."""
    evaluation = case.dossier
    closing = evaluation.closing
    if closing is None:
        return
    contract = evaluation.contract
    if contract.lasts and not contract.start <= closing.day <= contract.end:
        yield Fault(
            ("closing", "date"),
            msg(
                "This day is outside the contract, which runs from {start} to {end}.",
                start=contract.start,
                end=contract.end,
            ),
            msg("Correct the day, or the contract."),
        )
    if closing.reason == "died" and evaluation.person_present:
        yield Fault(
            ("present", "person"),
            msg("The pathway ends by death, and the person was there."),
            msg("Write false, or correct the reason of the end."),
        )
    if evaluation.next is not None:
        yield Fault(
            ("next",),
            msg("The pathway ends, and a next evaluation is planned."),
            msg("Delete “next:”, or “closing:”."),
        )


@rule(
    "EVA012",
    Severity.ERROR,
    _EVALUATION,
    "Royal decree of 11 July 2002, art. 11: the commitments of each party are evaluated",
)
def commitment_is_in_the_contract(case: Case[Evaluation]) -> Iterator[Fault]:
    """What was done is a commitment of the contract, by its rank, or something else in words.

    `commitment: 2` is the second commitment of that party in the contract; its text is printed from there
    and not typed again. For what is not in the contract, such as a step, “what:” holds the words. A partner
    has the name that it has in the contract.
    """
    contract = case.dossier.contract
    seen: set[tuple[str, str, int]] = set()
    for pointer, party, each in case.dossier.done():
        rank, partner = each.get("commitment"), each.get("partner", "")
        if rank is not None and (party, partner, rank) in seen:
            yield Fault(
                (*pointer, "commitment"),
                msg("The commitment {rank} is named a second time.", rank=rank),
                msg("Delete one of the two entries."),
            )
            continue
        if rank is not None:
            seen.add((party, partner, rank))
        if (rank is None) == ("what" not in each):
            yield Fault(
                pointer,
                msg("This entry says neither which commitment it is nor what else.")
                if rank is None
                else msg("This entry has both a commitment of the contract and words of its own."),
                msg("Give “commitment:” with its rank in the contract, or “what:” with words."),
            )
        elif party == "partners" and rank is not None and partner not in contract.partners:
            yield Fault(
                (*pointer, "partner"),
                msg("The contract has no partner of this name."),
                msg("Write the name as in the contract, or “what:” with words."),
            )
        else:
            most = contract.partners.get(partner, 0) if party == "partners" else contract.commitments(party)
            if rank is not None and rank > most:
                yield Fault(
                    (*pointer, "commitment"),
                    msg(
                        "There is no commitment {rank}: the contract has {most} of this party.",
                        rank=rank,
                        most=most,
                    ),
                    msg("Correct the rank; 1 is the first."),
                )


@rule(
    "EVA013",
    Severity.WARNING,
    _EVALUATION,
    "Royal decree of 11 July 2002, art. 11: the commitments of each party are evaluated",
)
def all_commitments_are_evaluated(case: Case[Evaluation]) -> Iterator[Fault]:
    """An evaluation looks at every commitment of each party.

    What is not looked at is printed as such. A commitment that does not come up yet is “ongoing”.
    """
    contract = case.dossier.contract
    wanted = {
        "person": {("", rank) for rank in range(1, contract.commitments("person") + 1)},
        "centre": {("", rank) for rank in range(1, contract.commitments("centre") + 1)},
        "partners": {(name, r) for name, count in contract.partners.items() for r in range(1, count + 1)},
    }
    for _, party, each in case.dossier.done():
        known = (each.get("partner", ""), each.get("commitment"))
        if known in wanted[party]:
            wanted[party].discard(known)
        elif "what" not in each or "commitment" in each:
            # a slip in this entry, which EVA012 tells: it may be the one that seems to be missing
            wanted[party].clear()
    for party, missing in wanted.items():
        if missing:
            yield Fault(
                ("done", party),
                msg("Commitments that are not evaluated: {count}.", count=len(missing)),
                msg("Add an entry for each, with “commitment:” and “status:”."),
                on_key=True,
            )


@rule("EVA014", Severity.WARNING, _EVALUATION, "What is not signed binds nobody")
def contract_is_signed(case: Case[Evaluation]) -> Iterator[Fault]:
    """A contract is signed before it is evaluated.

    Where the day of the signature is missing in the file of the contract, the contract is in no figure of the
    report, and neither are its evaluations.
    """
    contract, held = case.dossier.contract, case.dossier.held_on
    if contract.signed_on is None:
        yield Fault(
            ("contract",),
            msg("The contract is not signed, as its file says."),
            msg("Fill in the day of the signature in the contract (“signature:”, “date:”)."),
        )
    elif held < contract.signed_on and held >= contract.start:
        yield Fault(
            ("contract",),
            msg("The contract was signed on {day}, after this evaluation.", day=contract.signed_on),
            msg("Correct the day of the evaluation, or that of the signature in the contract."),
        )


@rule("EVA010", Severity.ERROR, _EVALUATION, "Each evaluation is counted once", folder=True)
def each_evaluation_once(cases: Sequence[Case[Evaluation]]) -> Iterator[tuple[Case[Evaluation], Fault]]:
    """The evaluations of a contract are numbered 1, 2, 3 in the order of their days.

    Seen only where the files are checked together. Two with the same number, or a number that does not
    follow the days, would be counted wrongly.
    """
    found: dict[str, list[Case[Evaluation]]] = {}
    for case in cases:
        with suppress(Unusable):
            _ = case.dossier.number, case.dossier.held_on
            found.setdefault(case.dossier.contract.stem, []).append(case)
    for alike in found.values():
        ordered = sorted(alike, key=lambda case: (case.dossier.held_on, case.dossier.number))
        for before, after in pairwise(ordered):
            if after.dossier.number <= before.dossier.number:
                yield (
                    after,
                    Fault(
                        ("number",),
                        msg(
                            "The evaluation in {path}, held before or on the same day, has the number {number}.",
                            path=before.dossier.source.path,
                            number=before.dossier.number,
                        ),
                        msg("Number the evaluations in the order of their days."),
                    ),
                )
            elif after.dossier.number > before.dossier.number + 1:
                yield (
                    after,
                    Fault(
                        ("number",),
                        msg(
                            "Number {number} follows number {before}.",
                            number=after.dossier.number,
                            before=before.dossier.number,
                        ),
                        msg("Number the evaluations 1, 2, 3, and check that none is missing."),
                    ),
                )


@rule("EVA011", Severity.ERROR, _EVALUATION, "A pathway ends once, within its contract", folder=True)
def nothing_after_the_end(cases: Sequence[Case[Evaluation]]) -> Iterator[tuple[Case[Evaluation], Fault]]:
    """After a pathway has ended its contract is not evaluated again."""
    ends: dict[str, Case[Evaluation]] = {}
    for case in cases:
        with suppress(Unusable):
            if case.dossier.closing is not None:
                ends.setdefault(case.dossier.contract.stem, case)
    for case in cases:
        with suppress(Unusable):
            end = ends.get(case.dossier.contract.stem)
            if end is None or end is case or end.dossier.closing is None:
                continue
            if case.dossier.closing is not None or case.dossier.held_on > end.dossier.closing.day:
                yield (
                    case,
                    Fault(
                        ("date",),
                        msg(
                            "The pathway ended already, with the evaluation in {path}.",
                            path=end.dossier.source.path,
                        ),
                        msg("Keep one end, as the last evaluation."),
                    ),
                )
