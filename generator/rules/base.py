"""What a rule is, and how rules are run.

A rule is a generator function that yields bare faults; its docstring is its manual, its decorator
gives the stable code, the usual weight and the source in law or practice. The runner stamps code
and severity, which the campaign may change.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from generator.allocations import Allocations
from generator.campaigns import Campaign
from generator.catalog import kinds
from generator.dossier import Dossier, Text, Unusable
from generator.findings import Finding, Pointer, Severity
from generator.locales import Language
from generator.messages import Message, msg


@dataclass(frozen=True, slots=True)
class Fault:
    """One fact that a rule saw: where, what, and what to do about it."""

    pointer: Pointer
    cause: Message
    remedy: Message
    on_key: bool = False


_Of_co = TypeVar("_Of_co", bound=Dossier, covariant=True)


@dataclass(frozen=True)
class Case(Generic[_Of_co]):
    """A dossier with what its rules may compare it with."""

    dossier: _Of_co
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
    check: Callable[[Any], Iterator[Any]]
    """Yields faults; of several dossiers, each fault with its case."""
    first: bool = False
    """Whether it comes before the others, which do not read what it refuses: they would only say the same in other words."""

    @property
    def manual(self) -> str:
        """The docstring, in English, to be translated."""
        return inspect.getdoc(self.check) or ""


RULES: dict[str, Rule] = {}
"""All rules on one file, by code."""
FOLDER_RULES: dict[str, Rule] = {}
"""All rules on several files that are checked together, by code."""

_Check = TypeVar("_Check", bound=Callable[..., Any])
CONVENTIONS = tuple(kind.name for kind in kinds().values() if kind.dossier == "convention")
CONTRACTS = tuple(kind.name for kind in kinds().values() if kind.dossier == "contract")
OWN_TYPES = tuple(kind.name for kind in kinds().values() if kind.row is not None)
"""The types of contract that this subsidy pays for: rows 2.1, 2.2 and 2.3 of article 3."""
REPORTS = tuple(kind.name for kind in kinds().values() if kind.dossier == "report")
DECISIONS = tuple(kind.name for kind in kinds().values() if kind.dossier == "decision")
OVERVIEWS = tuple(kind.name for kind in kinds().values() if kind.dossier == "overview")
PERSONAL = tuple(kind.name for kind in kinds().values() if kind.private)


def rule(
    code: str,
    severity: Severity,
    kinds: Sequence[str],
    source: str,
    *,
    folder: bool = False,
    first: bool = False,
) -> Callable[[_Check], _Check]:
    """Enter a function as the rule of that code."""

    def enter(check: _Check) -> _Check:
        table = FOLDER_RULES if folder else RULES
        assert code not in RULES, code
        assert code not in FOLDER_RULES, code
        table[code] = Rule(code, severity, tuple(kinds), source, check, first)
        return check

    return enter


def missing_languages(pointer: Pointer, text: Text, wanted: Sequence[Language]) -> Iterator[Fault]:
    """Say in which languages of the document a text is missing."""
    for language in wanted:
        if language not in text:
            yield Fault(
                pointer,
                msg("The French text is missing; the document prints the Dutch one and says so.")
                if language == "fr"
                else msg("The Dutch text is missing; the document prints the French one and says so."),
                msg("Add the line “{field}: …” here.", field=language),
                on_key=True,
            )


def check(case: Case[Dossier]) -> list[Finding]:
    """Run all rules of its kind on a dossier; a rule whose data the schema, or a first rule, refused is skipped."""
    found: list[Finding] = []
    own = (each for each in RULES.values() if case.dossier.kind in each.kinds)
    for each in sorted(own, key=lambda each: not each.first):
        faults = _run(each, case)
        found += (_stamped(each, fault, case) for fault in faults)
        if each.first and case.campaign.severities.get(each.code, each.severity) is Severity.ERROR:
            case.dossier.refuse(fault.pointer for fault in faults)
    return found


def check_folder(cases: Sequence[Case[Dossier]]) -> list[Finding]:
    """Run the rules that compare several dossiers with each other."""
    return [
        _stamped(each, fault, case)
        for each in FOLDER_RULES.values()
        for case, fault in each.check([c for c in cases if c.dossier.kind in each.kinds])
    ]


def _run(each: Rule, case: Case[Dossier]) -> list[Fault]:
    faults: list[Fault] = []
    with suppress(Unusable):
        faults.extend(each.check(case))
    return faults


def _stamped(each: Rule, fault: Fault, case: Case[Dossier]) -> Finding:
    severity = case.campaign.severities.get(each.code, each.severity)
    place = case.dossier.source.place(fault.pointer, key=fault.on_key)
    return Finding(each.code, severity, place, fault.cause, fault.remedy)
