"""Prints the pairs as one HTML file that needs no network, no script and no other file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator import __version__, formats, resources
from generator.findings import Finding, Severity
from generator.formats import value_text
from generator.locales import LANGUAGES, Translator
from generator.messages import msg
from generator.pairs import Checked
from generator.pairs.model import Tag
from generator.reviews import labels, pieces
from generator.reviews.blocks import OTHERS, Block, Pair, message_of, pairs
from generator.reviews.cells import Column, Sides, Where
from generator.reviews.pieces import Piece

_STATES: Final = ("all", "errors", "warnings", "one", "tags")
"""What can be shown alone; the classes of the rows have the same names."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as it is printed."""

    number: int
    state: str
    sign: str
    weight: str
    code: str
    where: str
    message: str
    remedy: str
    see: str
    """Leads to it from another place that it names."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the page: a block, with the findings that stand there."""

    states: str
    where: tuple[Where | None, ...]
    columns: tuple[Column, ...]
    findings: tuple[Told, ...]
    named: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows there are, and what was found in them."""

    all: int
    errors: int
    warnings: int
    one: int
    tags: int


@dataclass(frozen=True, slots=True)
class Printed:
    """A pair as it is printed."""

    id: str
    title: str
    family: str
    names: str
    missing: tuple[str, ...]
    open: bool
    states: str
    counted: Counted
    findings: tuple[Told, ...]
    parts: tuple[tuple[str, tuple[Line, ...]], ...]


def page(checked: Checked, words: Translator) -> str:
    """Print the pairs of a folder in the language of the reader, with everything the page needs inside."""
    # Jinja is imported here, so that --help does not pay for it
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resources.folder("templates"), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = lambda value: formats.number(value, words.language)
    printed = _Printer(checked, words).pairs()
    last = sum(len(pair.findings) + _told(pair) for pair in printed)
    return environment.get_template("review.html").render(
        language=words.language,
        say=labels.said(words),
        signs={name: labels.WEIGHTS[weight][0] for name, weight in _WEIGHTS.items()},
        made=words.text(
            msg("Made by version {version} of the program. Files: {files}.", version=__version__, files=checked.files)
        ),
        states=_STATES,
        pairs=printed,
        in_all=_sum(pair.counted for pair in printed),
        last=last,
        key={name: _example(raw) for name, raw in _EXAMPLES.items()},
    )  # fmt: skip


def ours(path: Path) -> bool:
    """Tell whether a file is a page that was made here, which a newer one may take the place of."""
    try:
        with path.open("rb") as file:
            return _MARK in file.read(_HEAD)
    except OSError:
        return False


_MARK: Final = b'<meta name="generator" content="cpas templates review">'
_HEAD: Final = 2048
_WEIGHTS: Final = {"errors": Severity.ERROR, "warnings": Severity.WARNING}
_EXAMPLES: Final = {
    "value": "{{ centre.name }}", "filter": "{{ amount|euro }}", "if": "{%p if budget %}",
    "for": "{%p for partner in partners %}", "block": "{%p block activity %}",
}  # fmt: skip


def _example(raw: str) -> Piece:
    tag = Tag(raw, 0, len(raw), verb="print" if raw.startswith("{{") else raw.split()[1])
    return next(pieces.chip(tag))


def _told(pair: Printed) -> int:
    return sum(len(line.findings) for _, lines in pair.parts for line in lines)


class _Printer:
    """Numbers the findings in the order of the page, and puts all into the language of the reader."""

    def __init__(self, checked: Checked, words: Translator) -> None:
        self._words = words
        self._pairs = pairs(checked)
        every = (finding for pair in self._pairs for finding in pair.every_finding)
        self._told = {finding: self._finding(number, finding) for number, finding in enumerate(every, 1)}

    def pairs(self) -> list[Printed]:
        """Print all pairs."""
        return [self._pair(number, pair) for number, pair in enumerate(self._pairs, 1)]

    def _pair(self, number: int, pair: Pair) -> Printed:
        sides = Sides(pair, self._words)
        parts = [
            (
                self._words.text(labels.PARTS[name]),
                tuple(self._line(block, sides) for block in blocks),
            )
            for name, blocks in pair.parts.items()
        ]
        findings = list(pair.every_finding)
        counted = Counted(
            sum(len(lines) for _, lines in parts),
            sum(each.severity is Severity.ERROR for each in findings),
            sum(each.severity is Severity.WARNING for each in findings),
            sum(block.alone for block in pair.blocks),
            sum(_tagged(block) for block in pair.blocks),
        )
        head = tuple(self._told[each] for each in pair.findings)
        return Printed(
            f"p{number}",
            value_text(labels.title_of(pair.key, self._words), ""),
            value_text(pair.key[0], ""),
            value_text(" · ".join(word.name for word in pair.files.values()), ""),
            tuple(
                self._words.text(labels.MISSING[language])
                for language in LANGUAGES
                if language not in pair.files and pair.key != OTHERS
            ),
            bool(findings) or len(self._pairs) == 1,
            " ".join(sorted({each.state for each in head})),
            counted,
            head,
            tuple(part for part in parts if part[1]),
        )

    def _line(self, block: Block, sides: Sides) -> Line:
        findings = tuple(self._told[each] for each in block.findings)
        states = sorted({each.state for each in findings})
        states += ["one"] if block.alone else []
        states += ["tags"] if _tagged(block) else []
        named = tuple(self._told[each] for each in block.named)
        return Line(" ".join(states), sides.where(block), sides.columns(block), findings, named)

    def _finding(self, number: int, finding: Finding) -> Told:
        sign, weight = labels.WEIGHTS[finding.severity]
        full, said = self._words.text(finding.message), self._words.text(message_of(finding))
        where, said = (full.removesuffix(said), said) if full.endswith(said) else ("", full)
        state = "warnings" if finding.severity is Severity.WARNING else "errors"
        if finding.severity is Severity.INFO:
            state = "told"
        remedy = self._words.text(finding.remedy) if finding.remedy else ""
        see = self._words.text(msg("See finding {number}, which names this place.", number=number))
        return Told(number, state, sign, self._words.text(weight), finding.code, where, said, remedy, see)


def _tagged(block: Block) -> bool:
    return any(paragraph.tags for paragraph in block.paragraphs)


def _sum(counted: Iterable[Counted]) -> Counted:
    every = list(counted)
    return Counted(*(sum(getattr(each, name) for each in every) for name in _STATES))
