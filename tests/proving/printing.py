"""Walks through a template with data: what must be printed, how often, and where."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.proving.reading import Box, Choice, Item, Node, Text, Unread, items_of, merged

Write = Callable[[Any, tuple[str, ...]], str]
"""Writes a value through the filters that are named; raises Wrong where it cannot be written."""


class Wrong(ValueError):
    """The template asks for what the data do not have, or prints what is no text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or the beginning of a table, row or cell, where it stands and how it is formatted."""

    place: str
    form: str
    runs: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """Show it for a person: the place, the style, the text."""
        style = re.search(r'[pt](?:bl)?Style w:val="(\w+)"', self.form)
        shown = "".join(text for _, text in self.runs)
        return f"{self.place} ({style.group(1) if style else self.form[:30]}) {shown[:100]!r}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A value that must stand in the document: which one, by which tag, as which text, and where."""

    path: str
    expression: str
    text: str
    place: str


Scope = Mapping[str, tuple[str, Any]]


def questions(test: ast.expr) -> list[ast.expr]:
    """Give the names and comparisons of a condition, from left to right."""
    if isinstance(test, ast.BoolOp):
        return [question for part in test.values for question in questions(part)]
    return questions(test.operand) if isinstance(test, ast.UnaryOp) else [test]


def decided(test: ast.expr, answers: Sequence[bool | None]) -> bool:
    """Tell whether a condition holds for the answers to its questions; a question that was not asked is no."""
    left = list(answers)

    def holds(part: ast.expr) -> bool:
        if isinstance(part, ast.BoolOp):
            all_of = [holds(each) for each in part.values]
            return all(all_of) if isinstance(part.op, ast.And) else any(all_of)
        return not holds(part.operand) if isinstance(part, ast.UnaryOp) else bool(left.pop(0))

    return holds(test)


class Printing:
    """Walks through what was read with data, and writes down what must be printed, and which ways were taken."""

    def __init__(self, values: Mapping[str, Any], write: Write) -> None:
        """Begin with nothing printed."""
        self.lines: list[Line] = []
        self.marks: list[Mark] = []
        self.taken: set[tuple[int, int]] = set()
        self.lengths: set[tuple[int, int]] = set()
        self.answers: set[tuple[int, tuple[bool | None, ...]]] = set()
        self._values, self._write = values, write

    def of(self, filled: Mapping[str, Sequence[Item]]) -> Printing:
        """Print all parts.

        Raises:
            Wrong: a name is asked for that is not given, or a value cannot be printed.

        """
        for name, items in filled.items():
            self._walk(items, {}, Path(name).stem, Counter())
        return self

    def _walk(self, items: Iterable[Item], scope: Scope, place: str, counted: Counter[str]) -> None:
        for item in items:
            if isinstance(item, Text):
                self._print(item, scope, place)
            elif isinstance(item, Box):
                counted[item.name] += 1
                inner = f"{place}, {item.name} {counted[item.name]}"
                self.lines.append(Line(inner, item.form, ()))
                self._walk(item.body, scope, inner, Counter())
            elif isinstance(item, Choice):
                way = self._way(item, scope)
                self.taken.add((id(item), way))
                if way < len(item.branches):
                    self._walk(item.branches[way][1], scope, place, counted)
            else:
                path, values = self._look(item.over, scope)
                if not isinstance(values, list):
                    raise Wrong(item.over, "is no list")
                self.lengths.add((id(item), len(values)))
                for index, each in enumerate(values):
                    inside = {**scope, item.variable: (f"{path}[{index}]", each)}
                    self._walk(item.body, inside, place, counted)

    def _way(self, choice: Choice, scope: Scope) -> int:
        for number, (test, _) in enumerate(choice.branches):
            if test is None:
                return number
            self.answers.add((id(test), tuple(self._answer(each, scope) for each in questions(test))))
            if self._holds(test, scope):
                return number
        return len(choice.branches)

    def _answer(self, question: ast.expr, scope: Scope) -> bool | None:
        """Answer one question of a condition; none where it could not be asked."""
        try:
            return self._holds(question, scope)
        except Wrong:
            return None

    def _holds(self, test: ast.expr, scope: Scope) -> bool:
        match test:
            case ast.BoolOp(op=ast.And(), values=parts):
                return all(self._holds(part, scope) for part in parts)
            case ast.BoolOp(op=ast.Or(), values=parts):
                return any(self._holds(part, scope) for part in parts)
            case ast.UnaryOp(op=ast.Not(), operand=part):
                return not self._holds(part, scope)
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[ast.Constant(value=int(number))]):
                return bool(self._look(ast.unparse(left), scope)[1] == number)
            case ast.Name() | ast.Attribute():
                return self._look(ast.unparse(test), scope)[1] not in (None, False, 0, "", [])
        raise Unread(ast.unparse(test))

    def _look(self, name: str, scope: Scope) -> tuple[str, Any]:
        head, *steps = name.split(".")
        path, value = scope.get(head, ("", self._values))
        for step in steps if head in scope else (head, *steps):
            if not isinstance(value, Mapping) or step not in value:
                raise Wrong(name, "is not given")
            path, value = f"{path}.{step}".lstrip("."), value[step]
        return path, value

    def _print(self, text: Text, scope: Scope, place: str) -> None:
        words: list[tuple[str, str]] = []
        for form, piece in text.runs:
            if isinstance(piece, str):
                words.append((form, piece))
                continue
            path, value = self._look(piece.name, scope)
            written = self._write(value, piece.filters)
            self.marks.append(Mark(path, piece.expression, written, place))
            words.append((form, written))
        self.lines.append(Line(place, text.form, tuple(merged(words))))


def as_it_stands(value: Any, filters: tuple[str, ...]) -> str:
    """Refuse to write: a finished document has no tags."""
    raise Wrong(value, filters)


def lines_of(filled: Mapping[str, Node]) -> list[Line]:
    """Read the parts of a finished document as they stand."""
    items = {name: items_of(root, tags=False) for name, root in filled.items()}
    return Printing({}, as_it_stands).of(items).lines
