"""What a rule is, and how rules are run.

A rule is a generator function that yields bare faults; its docstring is its manual, its decorator
gives the stable code, the usual weight and the source in law or practice. The runner stamps code
and severity, which the campaign may change.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from generator.allocations import Allocations
from generator.campaigns import Campaign
from generator.dossier import Centre, Convention, Unusable
from generator.findings import Finding, Pointer, Severity
from generator.locales import Language
from generator.messages import Message


@dataclass(frozen=True, slots=True)
class Fault:
    """One fact that a rule saw: where, what, and what to do about it."""

    pointer: Pointer
    cause: Message
    remedy: Message
    on_key: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A convention with what its rules may compare it with."""

    convention: Convention
    campaign: Campaign
    languages: tuple[Language, ...]
    """The languages in which its document is wanted."""
    allocations: Allocations | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, usual weight, the kinds it holds for, its source, and its function."""

    code: str
    severity: Severity
    kinds: tuple[str, ...]
    source: str
    check: Callable[[Any], Iterator[Fault]]

    @property
    def manual(self) -> str:
        """The docstring, in English, to be translated."""
        return inspect.getdoc(self.check) or ""


RULES: dict[str, Rule] = {}
"""All rules on one file, by code."""
FOLDER_RULES: dict[str, Rule] = {}
"""All rules on several files that are checked together, by code."""

_Check = TypeVar("_Check", bound=Callable[..., Any])
CONVENTIONS = ("convention-city", "convention-cluster")


def rule(
    code: str, severity: Severity, kinds: Sequence[str], source: str, *, folder: bool = False
) -> Callable[[_Check], _Check]:
    """Enter a function as the rule of that code."""

    def enter(check: _Check) -> _Check:
        table = FOLDER_RULES if folder else RULES
        assert code not in RULES, code
        assert code not in FOLDER_RULES, code
        table[code] = Rule(code, severity, tuple(kinds), source, check)
        return check

    return enter


def check_convention(case: Case) -> list[Finding]:
    """Run all rules of its kind on a convention; a rule whose data the schema refused is skipped."""
    found: list[Finding] = []
    for each in RULES.values():
        if case.convention.kind in each.kinds:
            faults = _run(each, case)
            found += [_stamped(each, fault, case.convention, case.campaign) for fault in faults]
    return found


def check_centre(centre: Centre, campaign: Campaign) -> list[Finding]:
    """Run all rules on the identity of a centre."""
    return [
        _stamped(each, fault, centre, campaign)
        for each in RULES.values()
        if "cpas" in each.kinds
        for fault in _run(each, centre)
    ]


def check_folder(cases: Sequence[Case]) -> list[Finding]:
    """Run the rules that compare several conventions with each other."""
    return [
        _stamped(each, fault, case.convention, case.campaign)
        for each in FOLDER_RULES.values()
        for case, fault in _run_folder(each, [c for c in cases if c.convention.kind in each.kinds])
    ]


def _run(each: Rule, subject: object) -> list[Fault]:
    faults: list[Fault] = []
    with suppress(Unusable):
        faults.extend(each.check(subject))
    return faults


def _run_folder(each: Rule, cases: Iterable[Case]) -> list[tuple[Case, Fault]]:
    return list(each.check(cases))  # type: ignore[arg-type]


def _stamped(each: Rule, fault: Fault, part: Centre | Convention, campaign: Campaign) -> Finding:
    severity = campaign.severities.get(each.code, each.severity)
    place = part.source.place(fault.pointer, key=fault.on_key)
    return Finding(each.code, severity, place, fault.cause, fault.remedy)
