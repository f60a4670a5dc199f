"""What was approved, and what changed between two versions, as text for people and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from generator.formats import value_text
from generator.locales import Translator
from generator.messages import Message, msg
from generator.pairs import Approval, Renewals
from generator.pairs.approvals import standing
from generator.pairs.approved import Entry
from generator.pairs.changed import Change, Kind
from generator.pairs.judging import Block, Paired
from generator.pairs.model import short
from generator.pairs.versions import Contract, Status
from generator.pairs.words import marked
from generator.reporters import Paint


def approval(made: Approval, words: Translator, paint: Paint) -> list[str]:
    """Tell what is newly approved, block by block, so that nobody approves what nobody read."""
    lines = []
    for each in made.renewed:
        if each.pair is None:
            lines.append(words.text(msg("{name} – gone; kept no longer", name=each.name)))
            continue
        new = sum(verdict.block is not None for verdict in each.verdicts)
        lines.append(
            words.text(
                msg(
                    "{name} – newly approved: {new}; kept no longer: {gone}",
                    name=each.name,
                    new=new,
                    gone=len(each.verdicts) - new,
                )
            )
        )
        for verdict in each.verdicts:
            if verdict.block is not None and verdict.why not in ("", "signs"):
                lines += [
                    f"  {words.text(verdict.block.dutch)}",
                    f"    {words.text(standing(verdict, verdict.block, each.pair))}",
                ]
            else:
                lines += _verdict(verdict.block, verdict.entry, each.pair, words, paint)
    for name, errors in made.refused:
        told = msg(
            "{name}: not approved, for it has errors ({errors}); “{command}” tells them",
            name=name,
            errors=errors,
            command=_check(made),
        )
        lines.append(words.text(told))
    if not made.renewed and not made.refused:
        lines.append(words.text(msg("Nothing new to approve.")))
    return lines


def approval_summary(made: Approval) -> Message:
    """Count what was approved and what was refused."""
    verdicts = [verdict for each in made.renewed for verdict in each.verdicts]
    return msg(
        "Newly approved: {new}. Kept no longer: {gone}. Pairs refused: {refused}.",
        new=sum(verdict.block is not None for verdict in verdicts),
        gone=sum(verdict.block is None for verdict in verdicts),
        refused=len(made.refused),
    )


def waiting(made: Approval) -> Iterator[Message]:
    """Tell of the warnings that remain: an approval settles those on what was changed, and no others."""
    for name, number in made.waiting:
        yield msg("{name}: other warnings that remain: {number}", name=name, number=number)
    if made.waiting:
        yield msg("See them: {command}", command=_check(made))


def _check(made: Approval) -> str:
    """Write the command that checks what was to be approved."""
    return f"cpas templates check {made.named}".rstrip()


def _verdict(
    block: Block | None, entry: Entry | None, pair: Paired, words: Translator, paint: Paint
) -> Iterator[str]:
    if block is None:
        yield "  " + words.text(msg("kept no longer"))
    else:
        yield f"  {words.text(block.dutch)}"
    now = block.entry if block is not None else entry
    assert now is not None
    before = entry if entry is not None and entry.is_tag == now.is_tag else now
    before, now = pair.shown(before, now)
    if now.is_tag:
        yield f"    {change(before.dutch, now.dutch, paint)}"
    else:
        yield f"    fr: {change(before.french, now.french, paint)}"
        yield f"    nl: {change(before.dutch, now.dutch, paint)}"


def compared(made: Renewals, words: Translator, paint: Paint) -> list[str]:
    """Tell what changed, file by file and block by block."""
    lines: list[str] = []
    for each in made.files:
        if each.status in _FILES:
            told = msg("{name}: {what}", name=each.name, what=_FILES[each.status])
            lines.append(words.text(told))
        elif each.status is Status.CHANGED:
            lines.append(_clean(each.name))
            for one in each.changes:
                lines += _block(one, words, paint)
            lines += _contract(each.contract, words, paint)
    lines += [words.text(told) for told in _one_sided(made)]
    return lines or [words.text(msg("No difference in words, tags, format and tables."))]


def compared_summary(made: Renewals) -> Message:
    """Count what changed."""
    counted = made.summary
    blocks = msg(
        "Blocks changed: {changed}, new: {new}, gone: {gone}, moved: {moved}. Names new: {names_new}, gone: {names_gone}.",
        **{name: counted[name] for name in ("changed", "new", "gone", "moved", "names_new", "names_gone")},
    )
    if not made.folders:
        return blocks
    return msg(
        "Files: {files}; changed: {changed}, new: {new}, gone: {gone}. {blocks}",
        files=counted["files"],
        changed=counted["files_changed"],
        new=counted["files_new"],
        gone=counted["files_gone"],
        blocks=blocks,
    )


def compared_json(made: Renewals, words: Translator) -> str:
    """Write what changed as the JSON of docs/interfaces.md."""

    def text(value: str | Message) -> str:
        return words.text(value) if isinstance(value, Message) else value

    files = [
        {
            "old": None if each.old is None else each.old.as_posix(),
            "new": None if each.new is None else each.new.as_posix(),
            "status": each.status.value,
            "changes": [
                {
                    "kind": one.kind.value,
                    "place": None if one.place is None else words.text(one.place),
                    "old_place": None if one.old_place is None else words.text(one.old_place),
                    "before": text(one.before),
                    "after": text(one.after),
                }
                for one in each.changes
            ],
            **{
                name: {"new": list(part.new), "gone": list(part.gone)}
                for name, part in each.contract.parts.items()
            },
        }
        for each in made.files
    ]
    return json.dumps({"version": 1, "files": files, "summary": made.summary}, ensure_ascii=False, indent=2)


_FILES: Final[Mapping[Status, Message]] = {
    Status.NEW: msg("this file is new"),
    Status.GONE: msg("this file is gone"),
}
_KINDS: Final[Mapping[Kind, Message]] = {
    Kind.NEW: msg("this is new"),
    Kind.GONE: msg("this is gone"),
    Kind.MOVED: msg("this was moved"),
    Kind.WORDS: msg("words changed"),
    Kind.NOTATION: msg("signs, blanks or capitals changed"),
    Kind.TAGS: msg("tags changed"),
    Kind.FORMAT: msg("format changed"),
    Kind.TABLE: msg("shape of the table changed"),
}
_CONTRACT: Final[Mapping[str, tuple[Message, Message]]] = {
    "names": (msg("names that are new:"), msg("names no longer used:")),
    "filters": (msg("values with a new filter:"), msg("values no longer with this filter:")),
    "conditions": (msg("conditions that are new:"), msg("conditions no longer asked:")),
    "loops": (msg("loops that are new:"), msg("loops no longer there:")),
}
_PAIR: Final = re.compile(r"(.+)\.(fr|nl)\.docx\Z")


def _block(one: Change, words: Translator, paint: Paint) -> Iterator[str]:
    what, place = _KINDS[one.kind], one.place or one.old_place
    assert place is not None
    told = msg("{place}: {message}", place=place, message=what)
    if one.place is None:
        told = msg("{place} of the old version: {message}", place=place, message=what)
    elif one.old_place not in (None, one.place):
        told = msg("{place} (before: {old}): {message}", place=place, old=one.old_place, message=what)
    yield f"  {words.text(told)}"
    before, after = (
        words.text(side) if isinstance(side, Message) else side for side in (one.before, one.after)
    )
    if one.kind in (Kind.WORDS, Kind.NOTATION, Kind.TAGS):
        yield f"      {change(before, after, paint)}"
    elif one.kind in (Kind.FORMAT, Kind.TABLE):
        yield f"      {_clean(' → '.join(side for side in (before, after) if side))}"
    elif one.kind is Kind.MOVED:
        yield f"      {_clean(short(after))}"
    else:
        signs = "[-{}-]" if one.kind is Kind.GONE else "{{+{}+}}"
        yield f"      {paint.change(signs.format(_clean(before or after)), one.kind.value)}"


def _contract(contract: Contract, words: Translator, paint: Paint) -> Iterator[str]:
    for name, difference in contract.parts.items():
        new, gone = _CONTRACT[name]
        if difference.new:
            yield f"  {words.text(new)} {paint.change(_clean(', '.join(difference.new)), 'new')}"
        if difference.gone:
            yield f"  {words.text(gone)} {paint.change(_clean(', '.join(difference.gone)), 'gone')}"


def _one_sided(made: Renewals) -> Iterator[Message]:
    """Tell of which pair only one language was changed: the other waits."""
    found: dict[str, dict[str, Status]] = {}
    for each in made.files:
        if match := _PAIR.match(each.name):
            found.setdefault(match.group(1), {})[match.group(2)] = each.status
    for name, pair in found.items():
        if pair.get("fr") is Status.CHANGED and pair.get("nl") is Status.SAME:
            yield msg("{name}: only the French was changed", name=name)
        elif pair.get("nl") is Status.CHANGED and pair.get("fr") is Status.SAME:
            yield msg("{name}: only the Dutch was changed", name=name)


def change(before: str, after: str, paint: Paint) -> str:
    """Write a text with what was changed in it marked; what a file holds does not steer the terminal."""
    left, right = _clean(before), _clean(after)
    return right if left == right else marked(left, right, paint.change)


def _clean(text: str) -> str:
    return value_text(text.replace("\t", " ⇥ ").replace("\n", " ↵ "), "")
