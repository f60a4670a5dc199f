"""What a person mistyped near the line where the parser stopped.

Each slip that the lines may hold is mended on trial; told is the one whose mending lets the parser read furthest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

import yaml

from generator.messages import Message, msg
from generator.source.layout import commented, field_of, indent, is_text, says
from generator.text import describe

_NEAR: Final = 3
"""So many lines before the one where the parser stopped may hold the slip."""
_FAR: Final = 8
"""So many quotation marks, and so many other blanks, that stand further up are tried."""
_TRIALS: Final = 60
_LONGEST: Final = 50_000
_END: Final = 1_000_000
_GLUED: Final = re.compile(r"( *(?:- )?[A-Za-z_]+:)(?=[^\s:/])")
_EQUALS: Final = re.compile(r"( *(?:- +)?[A-Za-z_]+)\s*=\s*")
_NO_COLON: Final = re.compile(r"( *(?:- +)?[a-z]+(?:_[a-z]+)*)(?= +[^\s:=]+\s*\Z| *\Z)")
_DASH: Final = re.compile(r"( *)-(?=[A-Za-z_]+:(?: |\Z))")
_OTHER_DASH: Final = re.compile(r"( *)([–—−•·*‐‑])\s*(?=[A-Za-z_]+:(?: |\Z)|[\"'A-Za-z])")
_ODD: Final = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_ODD_BLANK: Final = re.compile(rf"( *(?:- +)?(?:[A-Za-z_]+: *)?)([{_ODD}])([ {_ODD}]*)")
_VALUED: Final = re.compile(r"( *(?:- +)?[A-Za-z_]+:) +[^\s#|>&]")
_OPENED: Final = tuple(re.compile(rf"[^{q}#]*(?:: +|- +|[\[{{,] *)({q})[^{q}]*\Z") for q in "\"'")
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Slip(NamedTuple):
    """A slip: its spot, what to say, and the lines as they are meant, by their number."""

    spot: tuple[int, int]
    cause: Message
    remedy: Message
    mended: Mapping[int, str]
    told: bool = True
    """Whether it is to be told in these words."""


def find(number: int, lines: Sequence[str]) -> Slip | None:
    """Give the slip that stopped the parser on a line, if mending it helps."""
    best, reached = None, number
    if sum(map(len, lines)) > _LONGEST:
        return None
    for slip in islice(_possible(number, lines), _TRIALS):
        further = _reach([slip.mended.get(each, line) for each, line in enumerate(lines, 1)], number)
        if further > reached:
            best, reached = slip, further
    return best if best is None or best.told else None


def _possible(number: int, lines: Sequence[str]) -> Iterator[Slip]:
    said = [each for each in range(min(number, len(lines)), 0, -1) if says(lines[each - 1])]
    near = [each for each in said[: _NEAR + 1] if not is_text(each, lines)]
    for each in near:
        yield from _in_the_line(each, lines[each - 1])
    yield from islice((slip for each in said for slip in _left_open(each, lines[each - 1])), _FAR)
    other = (slip for each in said if each not in near for slip in _other_blank(each, lines[each - 1]))
    yield from islice(other, _FAR)
    for each in near:
        yield from _switched_off(each, lines)
    shifted = sorted((slip for each in near for slip in _shifted(each, lines)), key=_distance)
    yield from (slip for slip in shifted if _distance(slip) == (False, 1))
    yield from _below_a_value(said, lines)
    for each in near:
        yield from _no_entry(each, lines)
    yield from (slip for slip in shifted if _distance(slip) != (False, 1))
    for each in near:
        if found := _NO_COLON.match(lines[each - 1]):
            yield _no_field(each, found, f"{found[1]}:{lines[each - 1][found.end() :]}")


def _in_the_line(number: int, line: str) -> Iterator[Slip]:
    if found := _GLUED.match(line):
        yield Slip(
            (number, found.end()),
            msg("A space is missing after the colon."),
            msg("Write “name: value”, with a space after the colon."),
            {number: f"{found[1]} {line[found.end() :]}"},
        )
    if found := _EQUALS.match(line):
        yield _no_field(number, found, f"{found[1]}: {line[found.end() :]}")
    if found := _DASH.match(line):
        yield Slip(
            (number, found.end()),
            msg("A space is missing after the “-”."),
            msg("Write “- name: value”, with a space after the “-”."),
            {number: f"{found[1]}- {line[found.end() :]}"},
        )
    if found := _OTHER_DASH.match(line):
        yield Slip(
            (number, found.start(2) + 1),
            msg("The sign {sign} stands here where “-” begins an entry of the list.", sign=found[2]),
            msg("Write “- ”, with the hyphen of the keyboard and a space after it."),
            {number: f"{found[1]}- {line[found.end() :]}"},
        )
    yield from _other_blank(number, line)


def _other_blank(number: int, line: str) -> Iterator[Slip]:
    if found := _ODD_BLANK.match(line):
        blanks = " " * (1 + len(found[3]))
        yield Slip(
            (number, found.start(2) + 1),
            *odd_blank(found[2]),
            {number: f"{found[1]}{blanks}{line[found.end() :]}"},
        )  # fmt: skip


def odd_blank(character: str) -> tuple[Message, Message]:
    """Say that another blank stands where YAML knows only the space."""
    return (
        msg("The character {character} stands here where a space should be.", character=describe(character)),
        msg("Delete it and type spaces; it comes along when text is copied from Word or a web page."),
    )


def _no_field(number: int, found: re.Match[str], mended: str) -> Slip:
    return Slip(
        (number, indent(found[1]) + 1),
        msg("This line is no field: the “:” after its name is missing."),
        msg("Write “name: value”, with a space after the colon; check the indentation."),
        {number: mended},
    )


def _left_open(number: int, line: str) -> Iterator[Slip]:
    for opened, mark in zip(_OPENED, "\"'", strict=True):
        if found := opened.match(line):
            yield Slip(
                (number, found.start(1) + 1),
                msg("A quotation mark is opened here and not closed, or closed too early."),
                msg("Close the text with the same mark; inside '…' write an apostrophe twice."),
                {number: f"{line.rstrip()}{mark}"},
            )


def _switched_off(number: int, lines: Sequence[str]) -> Iterator[Slip]:
    """Find a field below one that is still commented out, as `init` does it."""
    above: dict[int, str] = {}
    names = []
    depth, name = indent(lines[number - 1]), field_of(lines[number - 1])
    for each in range(number - 1, 0, -1):
        if says(lines[each - 1]) or not depth or not name:
            break
        found = commented(lines[each - 1])
        if found is not None and found.depth < depth:
            above[each], depth = found.line, found.depth
            names.append(found.name)
    if above:
        yield Slip(
            (number, indent(lines[number - 1]) + 1),
            msg("“{field}” belongs to “{name}”, which is still behind “# ”.", field=name, name=names[0]),
            msg(
                "Delete that sign and the space there too (line {lines}), or put “# ” before this line again.",
                lines=", ".join(map(str, sorted(above))),
            ),
            above,
        )


def _no_entry(number: int, lines: Sequence[str]) -> Iterator[Slip]:
    """Find the first field of an entry whose “- ” is missing."""
    line = lines[number - 1]
    if not field_of(line) or line.lstrip().startswith("-"):
        return
    depth = indent(line)
    below = next((each for each in lines[number:] if says(each)), "")
    if indent(below) == depth + 2:
        yield Slip(
            (number, depth + 1),
            msg("“- ” is missing here: the line below belongs to an entry of a list that begins with this one."),
            msg("Write “- ” before the name, in the column of the other entries."),
            {number: f"{line[:depth]}- {line[depth:]}"},
        )  # fmt: skip


def _shifted(number: int, lines: Sequence[str]) -> Iterator[Slip]:
    """Find a line that is not indented as those around it."""
    line = lines[number - 1]
    if not field_of(line):
        return
    depth = indent(line)
    before = [each for each in lines[: number - 1] if says(each)][-_NEAR:]
    for other in ({indent(each) + step for each in before for step in (0, 2)} | {0}) - {depth}:
        yield Slip(
            (number, depth + 1),
            msg(
                "Spaces before this line: {count}; before the fields beside it: {other}.",
                count=depth,
                other=other,
            ),
            msg("Put as many spaces before it: {count}.", count=other),
            {number: " " * other + line.lstrip()},
        )


def _distance(slip: Slip) -> tuple[bool, int]:
    """Order what would be shifted: an odd number of spaces is seldom meant, and a near column is likelier."""
    (line,) = slip.mended.values()
    return bool(indent(line) % 2), abs(slip.spot[1] - 1 - indent(line))


def _below_a_value(said: Sequence[int], lines: Sequence[str]) -> Iterator[Slip]:
    """Find a field that has a value although others stand below it; the parser tells that well enough."""
    if len(said) > 1 and (found := _VALUED.match(lines[said[1] - 1])):
        cause = msg("This line is not indented as the line before.")
        yield Slip((said[0], 1), cause, cause, {said[1]: found[1]}, told=False)


def _reach(lines: Sequence[str], number: int) -> int:
    """Give the line where the parser stops; not all of a long file is read on trial."""
    heads = [
        i for i in range(number, len(lines)) if says(lines[i]) and not indent(lines[i]) and field_of(lines[i])
    ]
    end = heads[1] if len(heads) > 1 else len(lines)
    try:
        for _ in yaml.parse("\n".join(lines[:end]), Loader=_Parser):
            pass
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        return mark.line + 1 if mark is not None else 0
    except (ValueError, OverflowError):
        return 0
    return _END
