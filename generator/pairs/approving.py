"""Remembers which French and Dutch belong together, after somebody has read both."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import UsageFault
from generator.findings import Finding, Severity
from generator.locales import LANGUAGES
from generator.messages import msg
from generator.pairs.approved import NAME, Unusable, dump, load, parse
from generator.pairs.checking import Checked, check
from generator.pairs.judging import Paired, Verdict, judge


@dataclass(frozen=True, slots=True)
class Renewed:
    """What is new in the approvals of a pair, and what is kept no longer."""

    name: str
    pair: Paired | None
    """None where the pair is gone."""
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Approval:
    """The file to write, what is new in it, and which pairs were refused with how many errors."""

    path: Path
    content: bytes
    renewed: tuple[Renewed, ...]
    refused: tuple[tuple[str, int], ...]
    waiting: tuple[tuple[str, int], ...]
    """The pairs that were approved and have warnings of another sort, and how many."""
    named: str
    """The folder that a command must name to check them again, or nothing where it is that of the program."""


def approve(folder: Path | None, kinds: Sequence[str]) -> Approval:
    """Approve the pairs of a folder as they stand, or some kinds of it; one that has errors is refused.

    Raises:
        UsageFault: there is no such folder or kind, or its file of approvals cannot be used.

    """
    checked = check(folder)
    scope, present = checked.scope, checked.scope.present()
    path = scope.memory / NAME
    try:
        approved = dict(load(scope.memory) or {})
    except Unusable as error:
        raise _unusable(path, error) from error
    renewed, refused, waiting = [], [], []
    for name in _wanted(kinds, present | set(filter(scope.holds, approved))):
        pair = checked.pairs.get(name)
        if name not in present:
            del approved[name]
            renewed.append(Renewed(name, None, ()))
        elif pair is None or _errors(checked, name):
            refused.append((name, _errors(checked, name)))
        else:
            if verdicts := judge(approved.get(name, ()), pair):
                renewed.append(Renewed(name, pair, tuple(verdicts)))
            approved[name] = [block.entry for block in pair.blocks]
            if left := _warnings(checked, name):
                waiting.append((name, left))
    content = dump(approved)
    try:
        parse(content)
    except Unusable as error:
        raise _unusable(path, error) from error
    return Approval(
        path, content if approved else b"", tuple(renewed), tuple(refused), tuple(waiting), scope.named
    )


def _unusable(path: Path, error: Unusable) -> UsageFault:
    return UsageFault(
        msg("{name} cannot be used: {reason}.", name=path.as_posix(), reason=error.reason),
        msg("Take back the version that was good; or delete it, read all pairs, and approve them again."),
    )


def _wanted(kinds: Sequence[str], there: Collection[str]) -> list[str]:
    """Give the pairs of some kinds, or all."""
    found = [name for name in sorted(there) if not kinds or name in kinds or name.rpartition("/")[2] in kinds]
    known = {*found, *(name.rpartition("/")[2] for name in found)}
    if unknown := [kind for kind in kinds if kind not in known]:
        raise UsageFault(
            msg("There is no pair of templates “{kind}”.", kind=unknown[0]),
            msg("Choose one of: {kinds}.", kinds=", ".join(sorted(there))),
        )
    return found


def _errors(checked: Checked, name: str) -> int:
    return sum(each.severity is Severity.ERROR for each in _of(checked, name))


def _warnings(checked: Checked, name: str) -> int:
    """Count the warnings that no approval settles."""
    settled = frozenset(checked.settled)
    return sum(each.severity is Severity.WARNING and each not in settled for each in _of(checked, name))


def _of(checked: Checked, name: str) -> Iterator[Finding]:
    paths = {checked.scope.path_of(name, language).as_posix() for language in LANGUAGES}
    return (each for each in checked.findings if each.place.path in paths)
