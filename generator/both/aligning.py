"""Finds what answers to what: by the numbers that paragraphs have in their template, or by what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from generator.facts import stated
from generator.rendering import Item, Paragraph, Table


class Block(NamedTuple):
    """Paragraphs and tables that answer to each other one by one, or that have no equal on the other side."""

    french: Sequence[Item]
    dutch: Sequence[Item]
    same: bool


def aligned(french: Sequence[Item], dutch: Sequence[Item]) -> Iterator[Block]:
    """Give the blocks of two sequences in their order.

    Templates of as many paragraphs print the same ones: another number is a condition that went the other way.
    Where a template has lost a paragraph, the numbers say nothing.
    """
    ones, others = [_number(each) for each in french], [_number(each) for each in dutch]
    if ones == others:
        yield Block(french, dutch, same=True)
        return
    numbered = len(_totals(ones) | _totals(others)) == 1
    keys = _number if numbered else _content
    matcher = SequenceMatcher(None, [*map(keys, french)], [*map(keys, dutch)], autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        left, right = french[i:i_end], dutch[j:j_end]
        changed = not numbered and len(left) == len(right) and [*map(type, left)] == [*map(type, right)]
        yield Block(left, right, same=tag == "equal" or changed)


def _number(item: Item) -> str:
    """Give the number in the template; that of a table is that of its first paragraph."""
    if isinstance(item, Paragraph):
        return item.number
    inside = (paragraph.number for row in item.rows for paragraph in row.paragraphs)
    return f"table {next(inside, '')}"


def _totals(numbers: Sequence[str]) -> set[str]:
    return {total for number in numbers if (total := number.partition("/")[2])}


def _content(item: Item) -> object:
    """Give what stays the same in the other language, though the template may have lost something around it."""
    if isinstance(item, Table):
        return Table, item.columns
    said = sorted((fact.kind, fact.value) for fact in stated(item.literal))
    return item.style, *sorted(value.expression for value in item.values), *said
