"""Whatever is wrong with the form of a value, it is told, and no rule stumbles over it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.findings import Pointer, has_errors
from generator.pipeline import Checked, Checker
from generator.source import parse, read
from tests.conftest import CONVENTIONS, EXAMPLES, MINISTERIAL, PERSONS, REPORTS, WHOLE_WAY

_FILES: Final = [
    *sorted((EXAMPLES / "centres").glob("*.yaml")), *CONVENTIONS, *MINISTERIAL, *PERSONS, *REPORTS,
    *sorted((WHOLE_WAY / "personnes").glob("*/*.yaml")),
]  # fmt: skip
_ODD: Final[list[Any]] = [
    None, True, -1, 10**30, Decimal("0.001"), "", "x", "2015-02-30", [], [None], [[]], {}, {"x": None}, {"fr": 1}, {"x": {"a": None}},
]  # fmt: skip


@cache
def _data(path: Path) -> Any:
    return read(path).data


@cache
def _kinds() -> list[Path]:
    """Give one file of each kind; the longest, for it has the most fields."""
    longest = {_data(path)["kind"]: path for path in sorted(_FILES, key=lambda path: path.stat().st_size)}
    return list(longest.values())


def _check(path: Path, data: Any) -> Checked:
    text = json.dumps(data, ensure_ascii=False, default=float)
    return Checker().check_source(parse(text.encode(), path.as_posix()), path.parent)


def _ways(node: Any, at: Pointer = ()) -> Iterator[Pointer]:
    """Give the way to each value of a file."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, each in inner:
        yield (*at, step)
        yield from _ways(each, (*at, step))


def _put(node: Any, way: Pointer, value: Any) -> Any:
    """Give a copy of a node with another value at a way; without it where the value is missing."""
    if not way:
        return value
    copy: Any = dict(node) if isinstance(node, dict) else list(node)
    step, *further = way
    if not further and value is Ellipsis:
        del copy[step]
    else:
        copy[step] = _put(node[step], tuple(further), value) if further else value
    return copy


@pytest.mark.parametrize("path", _kinds(), ids=lambda path: str(_data(path)["kind"]))
def test_fields_that_nobody_knows_are_told_and_read_by_no_rule(path: Path) -> None:
    """In every group of every kind: the other findings are those of the file without them."""
    data = _data(path)
    before = {finding.code for finding in _check(path, data).findings}
    unknown = {f"zz_{number}": value for number, value in enumerate(_ODD)}
    groups = [way for way in ((), *_ways(data)) if isinstance(_at(data, way), dict)]
    for way in groups:
        found = _check(path, _put(data, way, {**_at(data, way), **unknown})).findings
        told = [finding for finding in found if finding.code == "SCH004"]
        assert len(told) == len(unknown), way
        assert {finding.code for finding in found} - before == {"SCH004"}, way


def _at(data: Any, way: Pointer) -> Any:
    for step in way:
        data = data[step]
    return data


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_value_of_another_sort_or_none_gives_findings_and_no_exception(draw: st.DataObject) -> None:
    path = draw.draw(st.sampled_from(_FILES))
    data = _data(path)
    way = draw.draw(st.sampled_from(list(_ways(data))))
    changed = _put(data, way, draw.draw(st.sampled_from([*_ODD, Ellipsis])))
    assert isinstance(has_errors(_check(path, changed).findings), bool)
