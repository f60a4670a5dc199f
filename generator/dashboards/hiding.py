"""Decides which counts of persons are not shown, so that nobody is found in a small one.

A count of one to four is small. It is hidden, and so is a further count wherever the sums that are shown would
tell what the hidden one is: by subtraction, or because only one value fits the others.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Final

LIMIT: Final = 5
"""Counts below it, but not zero, are small."""
Key = tuple[str, str]
"""A count: of whom (a report, a member, a year), and of what."""


class Hidden(Enum):
    """Why a count is not shown: it is small, or it would give away one that is."""

    SMALL = "small"
    MASKED = "masked"


Count = int | Hidden
"""A count as the reader may see it."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum that a reader can do: the parts make the total."""

    total: Key
    parts: tuple[Key, ...]


def protect(counts: Mapping[Key, int], sums: Sequence[Sum]) -> dict[Key, Hidden]:
    """Say which counts to hide, and as what.

    First the small ones (primary suppression). Then each sum is looked at as a reader would: what is shown is
    known, “< 5” lies between one and four, a masked count may be anything from five upwards. Where that leaves
    a single value for a hidden count, a further count of the sum is masked: the smallest part that is shown
    and is not zero, else the total (secondary suppression). Where no count is left to mask and the mark “< 5”
    itself gives the value away (four parts “< 5” that make a total “< 5” are one each), the marks of that sum
    say only that they are masked. At last all sums are solved together as equations, and where they tell a
    hidden count, the smallest of those that it follows from is masked; and so where the bounds of all sums
    together leave a single value. This goes on until nothing is given away. Each step hides more than the one before, so it ends: where all but zero is masked, nothing is told.

    What is not promised: that several sums and the marks together leave no narrow range.
    """
    hidden = {key: Hidden.SMALL for key, value in counts.items() if 0 < value < LIMIT}
    of: dict[Key, list[int]] = defaultdict(list)
    for index, each in enumerate(sums):
        for key in (each.total, *each.parts):
            of[key].append(index)
    waiting = dict.fromkeys(index for key in hidden for index in of[key])
    while waiting:
        while waiting:
            index = next(iter(waiting))
            del waiting[index]
            if tells(sums[index], counts, hidden):
                for key, mark in _remedy(sums[index], counts, hidden):
                    hidden[key] = mark
                    waiting |= dict.fromkeys(of[key])
        for further in _given_away(sums, counts, hidden, of):
            if hidden.get(further) is not Hidden.MASKED:
                hidden[further] = Hidden.MASKED
                waiting |= dict.fromkeys(of[further])
    return hidden


def _given_away(
    sums: Sequence[Sum], counts: Mapping[Key, int], hidden: Mapping[Key, Hidden], of: Mapping[Key, list[int]]
) -> list[Key]:
    """Give what to mask so that all sums together tell no hidden count."""
    # the count is told by these: without one of them it is not
    shown = ([key for key in known if key not in hidden] for known in _solved(sums, counts, hidden))
    found = [min(left, key=counts.__getitem__) for left in shown if left]
    for told in _narrowed(sums, counts, hidden):
        near = {key for index in of[told] for key in (sums[index].total, *sums[index].parts)}
        left = [key for key in near if key not in hidden and counts[key]]
        found.append(min(left, key=lambda key: (counts[key], key)) if left else told)
    return found


def _narrowed(sums: Sequence[Sum], counts: Mapping[Key, int], hidden: Mapping[Key, Hidden]) -> list[Key]:
    """Give the hidden counts of which the sums and the marks together leave a single value.

    The bounds of each sum narrow those of the next one, until nothing changes.
    """
    bounds = {key: _bounds(key, counts, hidden) for each in sums for key in (each.total, *each.parts)}
    changed = True
    while changed:
        changed = False
        for each in sums:
            for key, low, high in _implied(each, bounds):
                old_low, old_high = bounds[key]
                new = max(old_low, low), min(old_high, high)
                # figures that do not add up tell nothing
                if new != (old_low, old_high) and new[0] <= new[1]:
                    bounds[key], changed = new, True
    return [key for key, (low, high) in bounds.items() if key in hidden and low == high]


def _implied(of: Sum, bounds: Mapping[Key, tuple[float, float]]) -> Iterator[tuple[Key, float, float]]:
    """Give what a sum says of each of its counts, by the bounds of the others."""
    lows, highs = [bounds[key][0] for key in of.parts], [bounds[key][1] for key in of.parts]
    least, endless = sum(lows), highs.count(math.inf)
    most = sum(high for high in highs if high != math.inf)
    yield of.total, least, math.inf if endless else most
    low, high = bounds[of.total]
    for key, part_low, part_high in zip(of.parts, lows, highs, strict=True):
        unbound = part_high == math.inf
        others = math.inf if endless - unbound else most - (0 if unbound else part_high)
        yield key, low - others, high - (least - part_low)


def _solved(
    sums: Sequence[Sum], counts: Mapping[Key, int], hidden: Mapping[Key, Hidden]
) -> Iterator[list[Key]]:
    """Solve all sums together, by Gauss and Jordan, and exactly, for they are fractions.

    Gives, for each hidden count that they tell, the shown ones that it follows from. Zeros are left out.
    """
    keys = [*hidden, *(key for key, value in counts.items() if value and key not in hidden)]
    order = {key: index for index, key in enumerate(keys)}
    rows: dict[int, dict[int, Fraction]] = {}
    for each in sums:
        row = {order[key]: Fraction(-1) for key in each.parts if key in order}
        if each.total in order:
            row[order[each.total]] = Fraction(1)
        while row and (first := min(row)) < len(hidden):
            if first not in rows:
                rows[first] = {column: value / row[first] for column, value in row.items()}
                break
            _subtract(row, rows[first], row[first])
    for first in sorted(rows, reverse=True):
        for column in [column for column in rows[first] if column != first and column in rows]:
            _subtract(rows[first], rows[column], rows[first][column])
    for first, row in rows.items():
        if all(column == first or column >= len(hidden) for column in row):
            yield [keys[column] for column in row if column != first]


def _subtract(row: dict[int, Fraction], other: Mapping[int, Fraction], factor: Fraction) -> None:
    for column, value in other.items():
        rest = row.get(column, Fraction(0)) - factor * value
        if rest:
            row[column] = rest
        else:
            row.pop(column, None)


def _remedy(of: Sum, counts: Mapping[Key, int], hidden: Mapping[Key, Hidden]) -> list[tuple[Key, Hidden]]:
    shown = [key for key in of.parts if key not in hidden and counts[key]]
    if shown:
        return [(min(shown, key=counts.__getitem__), Hidden.MASKED)]
    if of.total not in hidden and counts[of.total]:
        return [(of.total, Hidden.MASKED)]
    marked = [key for key in (of.total, *of.parts) if hidden.get(key) is Hidden.SMALL]
    # nothing is left where the figures do not add up: such a sum is wrong, and tells nothing
    return [(key, Hidden.MASKED) for key in marked]


def tells(of: Sum, counts: Mapping[Key, int], hidden: Mapping[Key, Hidden]) -> bool:
    """Say whether one sum leaves a single value for a count that is hidden."""
    bounds = [_bounds(key, counts, hidden) for key in of.parts]
    least = sum(low for low, _ in bounds)
    endless = sum(high == math.inf for _, high in bounds)
    most = sum(high for _, high in bounds if high != math.inf)
    low, high = _bounds(of.total, counts, hidden)
    if of.total in hidden and max(low, least) >= min(high, math.inf if endless else most):
        return True
    for key, (part_low, part_high) in zip(of.parts, bounds, strict=True):
        if key not in hidden:
            continue
        unbound = part_high == math.inf
        others = math.inf if endless - unbound else most - (0 if unbound else part_high)
        if max(part_low, low - others) >= min(part_high, high - (least - part_low)):
            return True
    return False


def _bounds(key: Key, counts: Mapping[Key, int], hidden: Mapping[Key, Hidden]) -> tuple[float, float]:
    """Give the least and the most that a reader must reckon with."""
    value = counts[key]
    if key not in hidden:
        return value, value
    if hidden[key] is Hidden.SMALL:
        return 1, LIMIT - 1
    return (LIMIT if value >= LIMIT else 1), math.inf
