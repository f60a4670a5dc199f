"""What a person mistyped near the line where the parser stopped.

Each slip that the lines may hold is mended on trial; told is the one whose mending lets the parser read furthest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import Any, Final, NamedTuple

import yaml

from generator.messages import Message, msg
from generator.source.layout import field_of, groups_off, indent, is_text, opens_text, says
from generator.source.words import no_field, no_space, odd_begin, odd_blank, still_off, unclosed

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
_ODD_BEGIN: Final = re.compile(
    r"( *(?:- +)?[A-Za-z_]+: +| *- +)((?:[-?] |[>|](?![-+0-9]*\s*(?:#|\Z))|\[[^\]]*\]\s*[^\s,#\]]|\{[^}]*\}\s*[^\s,#}]).*)"
)
"""A text that begins with a sign of the structure; a bracket that is closed, and behind which the text goes on."""
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
        yield from _text_below(each, lines)
        yield from _switched_off(each, lines)
    shifted = sorted(
        (slip for each in near for slip in _shifted(each, lines)),
        key=lambda slip: (_distance(slip), not _too_deep(slip.spot[0], lines)),
    )
    likely = [slip for slip in shifted if _distance(slip) == (False, 1)] + _sure(shifted, lines)
    yield from likely
    for each in near:
        yield from _no_entry(each, lines)
    yield from _below_a_value(said, lines)
    yield from (slip for slip in shifted if slip not in likely)
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
            *no_space(),
            {number: f"{found[1]}- {line[found.end() :]}"},
        )
    if found := _OTHER_DASH.match(line):
        yield Slip(
            (number, found.start(2) + 1),
            msg("The sign {sign} stands here where “-” begins an entry of the list.", sign=found[2]),
            msg("Write “- ”, with the hyphen of the keyboard and a space after it."),
            {number: f"{found[1]}- {line[found.end() :]}"},
        )
    if found := _ODD_BEGIN.match(line):
        text = found[2].rstrip().replace("\\", "\\\\").replace('"', '\\"')
        yield Slip((number, found.start(2) + 1), *odd_begin(found[2][0]), {number: f'{found[1]}"{text}"'})
    yield from _other_blank(number, line)


def _other_blank(number: int, line: str) -> Iterator[Slip]:
    if found := _ODD_BLANK.match(line):
        blanks = " " * (1 + len(found[3]))
        yield Slip(
            (number, found.start(2) + 1),
            *odd_blank(found[2]),
            {number: f"{found[1]}{blanks}{line[found.end() :]}"},
        )  # fmt: skip


def _no_field(number: int, found: re.Match[str], mended: str) -> Slip:
    return Slip(
        (number, indent(found[1]) + 1),
        *no_field(),
        {number: mended},
    )


def _left_open(number: int, line: str) -> Iterator[Slip]:
    for opened, mark in zip(_OPENED, "\"'", strict=True):
        if found := opened.match(line):
            yield Slip(
                (number, found.start(1) + 1),
                *unclosed(),
                {number: f"{line.rstrip()}{mark}"},
            )


def _switched_off(number: int, lines: Sequence[str]) -> Iterator[Slip]:
    """Find a field below one that is still commented out, as `init` does it."""
    line = lines[number - 1]
    above = groups_off(number, lines)
    if above and not indent(line) % 2:
        name = field_of(line) or line.split()[0]
        freed = {each: group.line for each, group in above.items()}
        yield Slip((number, indent(line) + 1), *still_off(name, above), freed)


def _text_below(number: int, lines: Sequence[str]) -> Iterator[Slip]:
    """Find a text below `>` that does not begin further to the right than its field."""
    if not opens_text(lines[number - 1]):
        return
    depth, mended = indent(lines[number - 1]), dict[int, str]()
    for each in range(number + 1, len(lines) + 1):
        line = lines[each - 1]
        if line.strip() and (field_of(line) or indent(line) > depth):
            break
        if line.strip():
            mended[each] = " " * (depth + 2) + line.lstrip()
    if mended:
        first = min(mended)
        yield Slip(
            (first, indent(lines[first - 1]) + 1),
            msg("This text belongs to the field above, and does not begin further to the right than that."),
            msg("Put as many spaces before each of its lines: {count}.", count=depth + 2),
            mended,
        )


def _no_entry(number: int, lines: Sequence[str]) -> Iterator[Slip]:
    """Find the first field of an entry whose “- ” is missing, and a field that stands below the “- ” of its own."""
    line = lines[number - 1]
    if not field_of(line) or line.lstrip().startswith("-"):
        return
    depth = indent(line)
    above = [each for each in range(number - 1, 0, -1) if says(lines[each - 1])]
    begin = next((each for each in above if indent(lines[each - 1]) <= depth), 0)
    if begin and indent(lines[begin - 1]) == depth and lines[begin - 1].lstrip().startswith("- "):
        entry = (lines[each - 1] for each in range(begin, number))
        if field_of(line) in {field_of(each) for each in entry if indent(each) in (depth, depth + 2)}:
            yield Slip(
                (number, depth + 1),
                msg(
                    "“- ” is missing here: the entry above has a field “{field}” already.",
                    field=field_of(line),
                ),
                msg("Write “- ” before the name, in the column of the other entries."),
                {number: f"{line[:depth]}- {line[depth:]}"},
            )
        else:
            yield _moved(number, line, depth + 2)
    if _begins_an_entry(number, lines):
        yield Slip(
            (number, depth + 1),
            msg("“- ” is missing here: the line below belongs to an entry of a list that begins with this one."),
            msg("Write “- ” before the name, in the column of the other entries."),
            {number: f"{line[:depth]}- {line[depth:]}"},
        )  # fmt: skip


def _begins_an_entry(number: int, lines: Sequence[str]) -> bool:
    """Tell whether a field without “- ” is the first of an entry: its fields stand further to the right, or another entry follows."""
    depth, below = indent(lines[number - 1]), [each for each in lines[number:] if says(each)]
    inner = list(takewhile(lambda each: indent(each) > depth, below))
    if not inner or indent(inner[0]) != depth + 2:
        return False
    after = below[len(inner)] if len(inner) < len(below) else ""
    if indent(after) == depth:
        return after.lstrip().startswith("- ")
    above = next((each for each in reversed(lines[: number - 1]) if says(each)), "")
    return indent(above) < depth and sum(indent(each) == depth + 2 for each in inner) > 1


def _shifted(number: int, lines: Sequence[str]) -> Iterator[Slip]:
    """Find a line that is not indented as those around it."""
    line = lines[number - 1]
    if not field_of(line):
        return
    depth = indent(line)
    before = [each for each in lines[: number - 1] if says(each)][-_NEAR:]
    for other in ({indent(each) + step for each in before for step in (0, 2)} | {0}) - {depth}:
        yield _moved(number, line, other)


def _moved(number: int, line: str, other: int) -> Slip:
    depth = indent(line)
    return Slip(
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


def _sure(shifted: Sequence[Slip], lines: Sequence[str]) -> list[Slip]:
    """Give what is certainly shifted: the first field of a group that would have none, or one out of line with both neighbours.

    Two that are out of line with their neighbours leave it open which of them is.
    """
    first, between = list[Slip](), list[Slip]()
    for slip in shifted:
        ((number, line),) = slip.mended.items()
        above = next(filter(says, reversed(lines[: number - 1])), "")
        below = next(filter(says, lines[number:]), "")
        if _column(below) == _column(line) and field_of(line) not in _fields_above(
            number, _column(line), lines
        ):
            if (
                above.rstrip().endswith(":")
                and _column(above) == _column(line) - 2
                and _distance(slip) == (False, 2)
            ):
                first.append(slip)
            elif _column(above) == _column(line) and _distance(slip) == (False, 2):
                between.append(slip)
    return first or (between if len(between) == 1 else [])


def _fields_above(number: int, column: int, lines: Sequence[str]) -> Iterator[str]:
    """Give the fields above a line that stand in a column, up to the begin of their entry or group."""
    for line in filter(says, reversed(lines[: number - 1])):
        if _column(line) < column:
            return
        if _column(line) == column:
            yield field_of(line)
            if indent(line) < column:
                return


def _column(line: str) -> int:
    """Give the column of the field on a line, behind the “- ” of its entry."""
    return indent(line) + 2 * line.lstrip().startswith("- ")


def _too_deep(number: int, lines: Sequence[str]) -> bool:
    """Tell whether a line stands further to the right than the first field of a group does."""
    above = next((each for each in reversed(lines[: number - 1]) if says(each)), "")
    return indent(lines[number - 1]) > _column(above) + 2


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
