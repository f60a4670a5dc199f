"""What the check says of the approvals: a block that is not as it was when somebody approved it.

Not for a block that has an error: that is mended first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from generator.findings import Finding, Place, Severity
from generator.locales import Language
from generator.messages import Message, msg
from generator.pairs import force
from generator.pairs.approved import NAME, Approved, Entry, Unusable
from generator.pairs.judging import Block, Paired, Verdict, judge
from generator.pairs.model import short
from generator.pairs.scope import Held, Scope, held
from generator.pairs.words import marked, meant, normal, signs

_LONGEST: Final = 400
_DOUBTS: Final = frozenset({"PAI013", "PAI019", "PAI024", "PAI025", "PAI031", "PAI032"})
"""Tags in another order, unknown acronyms, length, words of force, terms, units: good texts may differ in these, and who has read both knows."""
_CODES: Final = {"french": "PAI026", "dutch": "PAI027", "both": "PAI028", "new": "PAI028"}


def findings(
    scope: Scope, pairs: Mapping[str, Paired], found: Iterable[Finding]
) -> tuple[list[Finding], Held | None]:
    """Hold the pairs that are checked against their approvals, and give those too.

    `found` is what was found in the pairs so far.
    """
    path = (scope.memory / NAME).as_posix()
    try:
        memory = held(scope, pairs.keys())
    except Unusable as error:
        told = msg("{name} cannot be used: {reason}.", name=NAME, reason=error.reason)
        remedy = msg(
            "Take back the version that was good; or delete it, read all pairs, and approve them again."
        )
        return [Finding("PAI030", Severity.ERROR, Place(path), told, remedy)], None
    found = tuple(found)
    faulty = _faulty(found)
    unclosed = {each.place.path for each in found if each.code == "TPL006"}
    doubted = frozenset(each.place for each in found if each.code == _FORCE)
    told_of = [
        each
        for name, pair in pairs.items()
        if memory.own or name in memory.approved
        for each in _of_pair(
            name,
            pair,
            memory.approved,
            faulty,
            scope,
            nested=not unclosed & {pair.french.path, pair.dutch.path},
        )
        if each.code != _FORCE or each.place not in doubted
    ]
    gone = memory.approved.keys() - scope.present() if memory.own else ()
    for name in sorted(filter(scope.holds, gone)):
        told = msg("The pair {name} was approved and is gone.", name=short(name))
        remedy = msg("If that is meant so: {command}", command=_command(name, scope))
        told_of.append(Finding("PAI029", Severity.WARNING, Place(path), told, remedy))
    return told_of, memory


def texts(scope: Scope, names: Collection[str]) -> dict[str, frozenset[str]]:
    """Give the texts of some pairs that were approved, in one form; nothing where their file cannot be used."""
    try:
        approved = held(scope, names).approved
    except Unusable:
        return {}
    return {name: frozenset(side for each in approved.get(name, ()) for side in each.key) for name in names}


def settled(
    pairs: Mapping[str, Paired], memory: Held | None, found: Iterable[Finding]
) -> tuple[list[Finding], list[Finding]]:
    """Give the doubts that only a reader can settle: those that an approval has settled, and those that one can settle."""
    doubts = [each for each in found if each.code in _DOUBTS and each.severity is Severity.WARNING]
    read: set[tuple[str, Message | None]] = set()
    for name, pair in pairs.items() if memory and doubts else ():
        keys = {entry.key for entry in memory.approved.get(name, ())} if memory else set()
        known = (block for block in pair.blocks if block.entry.key in keys)
        read |= {(pair.dutch.path, place) for block in known for french, place in block.places if not french}
    done = [each for each in doubts if (each.place.path, each.place.shown) in read]
    return done, [each for each in doubts if each not in done]


def _of_pair(
    name: str,
    pair: Paired,
    approved: Approved,
    faulty: Collection[tuple[str, Message]],
    scope: Scope,
    *,
    nested: bool,
) -> Iterator[Finding]:
    """Judge a pair; where it is not `nested`, a condition lost its begin or its end, and nobody knows what stands under which one."""
    if name not in approved:
        place = msg("whole file")
        told = msg("nothing of this pair was approved so far")
        yield _finding("PAI028", pair, (place, place), told, _read(name, scope))
        return
    for verdict in judge(approved[name], pair):
        if verdict.block is not None and (
            _in_error(pair, verdict.block, faulty)
            or (not verdict.why and _means_the_same(verdict.block, verdict.entry))
        ):
            continue
        if verdict.block is None and verdict.entry is not None and _stands_alone(pair, verdict.entry):
            continue
        if not nested and verdict.why and verdict.why != "signs":
            continue
        yield _told(verdict, pair, name, scope)
        if not verdict.why:
            yield from _denied(verdict, pair)


def _faulty(found: Iterable[Finding]) -> set[tuple[str, Message]]:
    """Give the places that have an error."""
    return {
        (place.path, place.shown)
        for each in found
        if each.severity is Severity.ERROR
        for place in (each.place, each.beside)
        if place is not None and place.shown is not None
    }


def _in_error(pair: Paired, block: Block, faulty: Collection[tuple[str, Message]]) -> bool:
    paths = {True: pair.french.path, False: pair.dutch.path}
    return any((paths[french], place) in faulty for french, place in block.places)


def _stands_alone(pair: Paired, entry: Entry) -> bool:
    """Tell whether what was approved still stands in one of the two languages: that the other lacks it is told."""
    french, dutch = entry.key
    return (True, french) in pair.loose or (False, dutch) in pair.loose


def _means_the_same(block: Block, entry: Entry | None) -> bool:
    """Tell whether only the notation of numbers, dates or amounts was changed, or a sentence split."""
    return (
        entry is not None
        and meant(entry.french) == meant(block.entry.french)
        and meant(entry.dutch) == meant(block.entry.dutch)
    )


def _read(name: str, scope: Scope) -> Message:
    return msg("Read both; where they say the same, approve them: {command}", command=_command(name, scope))


def _command(name: str, scope: Scope) -> str:
    """Write the command that approves a pair of what was checked."""
    folder = f"{scope.named} " if scope.named else ""
    return f"cpas templates approve {folder}--kind {name.rpartition('/')[2]}"


def _told(verdict: Verdict, pair: Paired, name: str, scope: Scope) -> Finding:
    """Make a finding of a verdict."""
    block, entry = verdict.block, verdict.entry
    if block is None:
        assert entry is not None
        return _gone(verdict.at, entry, pair, _command(name, scope))
    left, right = block.french, block.dutch
    if verdict.why and verdict.why != "signs":
        told = standing(verdict, block, pair)
    elif entry is None:
        (now,) = pair.shown(block.entry)
        told = msg("this block was never approved: “{dutch}” / “{french}”", **_quoted(now))
        if block.entry.is_tag:
            told = msg("the tag {tag} was never approved", tag=now.dutch)
    elif block.entry.is_tag and not entry.is_tag:
        (before,) = pair.shown(entry)
        told = msg("when this was approved, below it stood “{dutch}” / “{french}”", **_quoted(before))
    elif block.entry.is_tag:
        before, now = pair.shown(entry, block.entry)
        told = msg("when this was approved, the tag {tag} was {before}", tag=now.dutch, before=before.dutch)
    else:
        before, now, (left, right) = narrowed(block, entry)
        before, now = pair.shown(before, now)
        french, dutch = (
            _change(*texts) for texts in ((before.french, now.french), (before.dutch, now.dutch))
        )
        if verdict.why == "signs":
            change = french if verdict.state == "french" else dutch
            told = msg("{what}: {change}", what=_SIGNS[verdict.state], change=change)
        elif verdict.state == "french":
            told = msg("the French was changed since this Dutch was approved: {change}", change=french)
        elif verdict.state == "dutch":
            told = msg("the Dutch was changed since this French was approved: {change}", change=dutch)
        else:
            told = msg(
                "both were changed since they were approved: {dutch} / {french}", dutch=dutch, french=french
            )
    return _finding(_CODES[verdict.state], pair, (left, right), told, _read(name, scope))


def standing(verdict: Verdict, block: Block, pair: Paired) -> Message:
    """Say where a block stands now, and where it stood when it was approved, or that it is there once more."""
    (shown,) = pair.shown(block.entry)
    texts = _quoted(shown)
    if verdict.why == "empty":
        return msg(
            "the tag {tag} held something when it was approved, and holds nothing now", tag=shown.dutch
        )
    if verdict.why == "listed":
        assert verdict.before.introduced is not None
        assert verdict.now.introduced is not None
        old, new = pair.shown(verdict.before.introduced, verdict.now.introduced)
        return msg(
            "when this was approved, it stood in the list below “{before}”; now it stands below “{now}”: “{dutch}” / “{french}”",
            before=short(old.dutch),
            now=short(new.dutch),
            **texts,
        )
    if verdict.why == "again":
        return msg(
            "this was approved, and stands here once more than it was: “{dutch}” / “{french}”", **texts
        )
    before, now = (
        ", ".join(tag.dutch for tag in pair.shown(*side.tags)) for side in (verdict.before, verdict.now)
    )
    if not now:
        return msg(
            "when this was approved, it stood under {before}; now it stands under no condition: “{dutch}” / “{french}”",
            before=before,
            **texts,
        )
    if not before:
        return msg(
            "when this was approved, it stood under no condition; now it stands under {now}: “{dutch}” / “{french}”",
            now=now,
            **texts,
        )
    return msg(
        "when this was approved, it stood under {before}; now it stands under {now}: “{dutch}” / “{french}”",
        before=before,
        now=now,
        **texts,
    )


_SIGNS: Final[Mapping[str, Message]] = {
    "french": msg("signs were changed in the French only, since both were approved"),
    "dutch": msg("signs were changed in the Dutch only, since both were approved"),
}


def _denied(verdict: Verdict, pair: Paired) -> Iterator[Finding]:
    """Tell of a negation that went or came in one language only: that one of several is lost, no comparison sees."""
    block, entry = verdict.block, verdict.entry
    if block is None or entry is None or block.entry.is_tag or entry.is_tag:
        return
    before, now, places = narrowed(block, entry)
    french = force.negations(now.french, "fr") - force.negations(before.french, "fr")
    dutch = force.negations(now.dutch, "nl") - force.negations(before.dutch, "nl")
    if french == dutch:
        return
    if min(french, dutch) < 0:
        told, of_french = (_LOST["fr"], True) if french < dutch else (_LOST["nl"], False)
    else:
        told, of_french = (_ADDED["nl"], False) if french < dutch else (_ADDED["fr"], True)
    texts = (before.french, now.french) if of_french else (before.dutch, now.dutch)
    message = msg("{what}: {change}", what=told, change=_change(*texts))
    yield _finding(_FORCE, pair, places, message, _OBLIGE)


_FORCE: Final = "PAI025"
_OBLIGE: Final = msg("Check that both texts oblige and allow the same.")
_LOST: Final[Mapping[Language, Message]] = {
    "fr": msg("a negation was lost in the French only, since both were approved"),
    "nl": msg("a negation was lost in the Dutch only, since both were approved"),
}
_ADDED: Final[Mapping[Language, Message]] = {
    "fr": msg("a negation was added in the French only, since both were approved"),
    "nl": msg("a negation was added in the Dutch only, since both were approved"),
}


def _gone(at: int, entry: Entry, pair: Paired, command: str) -> Finding:
    left = right = msg("whole file")
    below = at >= 0
    (entry,) = pair.shown(entry)
    if pair.blocks:
        block = pair.blocks[max(at, 0)]
        left, right = block.french, block.dutch
    if entry.is_tag:
        told = msg("the tag {tag} was approved, and is gone in both languages", tag=entry.dutch)
    elif below:
        told = msg(
            "below this stood “{dutch}” / “{french}”; it was approved, and is gone in both languages",
            **_quoted(entry),
        )
    else:
        told = msg(
            "above this stood “{dutch}” / “{french}”; it was approved, and is gone in both languages",
            **_quoted(entry),
        )
    remedy = msg("Put it back; or, if that is meant so: {command}", command=command)
    return _finding("PAI029", pair, (left, right), told, remedy)


def narrowed(block: Block, entry: Entry) -> tuple[Entry, Entry, tuple[Message, Message]]:
    """Give what was approved, what stands there now, and where: of a row only the cell that was changed."""
    whole = entry, block.entry, (block.french, block.dutch)
    columns = [
        text.split(" | ") for text in (entry.french, block.entry.french, entry.dutch, block.entry.dutch)
    ]
    found: list[tuple[Entry, Entry, tuple[Message, Message]]] = []
    if {len(column) for column in columns} != {len(block.cells)}:
        return whole
    for number, (before, now, old, new) in enumerate(zip(*columns, strict=True)):
        if (normal(before), normal(old), signs(before), signs(old)) != (
            normal(now),
            normal(new),
            signs(now),
            signs(new),
        ):
            found.append((Entry(before, old), Entry(now, new), block.cells[number]))
    return found[0] if len(found) == 1 else whole


def _change(before: str, now: str) -> str:
    text = marked(before, now)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _quoted(entry: Entry) -> dict[str, str]:
    return {"french": short(entry.french), "dutch": short(entry.dutch)}


def _finding(
    code: str, pair: Paired, places: tuple[Message, Message], told: Message, remedy: Message
) -> Finding:
    """Make a warning at the Dutch file; the French place stands beside it."""
    left, right = places
    place = right if left == right else msg("{place} (French: {beside})", place=right, beside=left)
    message = msg("{place}: {message}", place=place, message=told)
    beside = Place(pair.french.path, shown=left)
    return Finding(code, Severity.WARNING, Place(pair.dutch.path, shown=right), message, remedy, beside)
