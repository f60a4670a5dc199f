"""Prints a board as one HTML file that needs no network, no script and no other file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from generator import formats, resources
from generator.dashboards import labels
from generator.dashboards.board import COUNTERS, MEMBER, Board, Card, Money, Row, Total, named
from generator.dashboards.hiding import Count
from generator.locales import Translator
from generator.messages import msg

_LONGEST: Final = 150
"""The bar ends at so many per cent; an arrow says that there is more."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, in per cent of the objective: up to the mark at 100, beyond it, and whether it goes on."""

    inside: int
    beyond: int
    longer: bool
    percent: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table as it is printed."""

    name: str
    number: str
    label: str
    short: str
    fixed: str
    realised: str
    difference: str
    bar: Bar | None
    """None where it is hidden or nothing was fixed; `realised` and `without` then say why."""
    without: str


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as it is printed."""

    name: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A report, or the totals of a year, as it is printed."""

    id: str
    year: str
    name: str
    nis: str
    sort: str
    cluster: str
    cluster_language: str
    lines: tuple[Line, ...]
    counters: tuple[tuple[str, str, str], ...]
    """Label, number, and in how many reports it is given."""
    money: Mapping[str, Amount]
    members: tuple[tuple[str, tuple[str, ...]], ...]
    in_all: tuple[str, ...]
    """What the members make together."""


def page(board: Board, words: Translator) -> str:
    """Print the board in the language of the reader, with everything it needs inside."""
    # Jinja is imported here, so that --help does not pay for it
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = resources.folder("templates") / "reports"
    environment = Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    printer = _Printer(words)
    return environment.get_template("dashboard.html").render(
        language=words.language,
        names_language=named(words.language),
        title=labels.title(board, words),
        number=words.text(msg("Number of reports: {count}", count=formats.number(len(board.cards), words.language))),
        say=labels.said(words),
        method=labels.method(words) if board.hides else "",
        several=len(board.years) > 1,
        rows=[
            (labels.NUMBERS[name], words.text(labels.SHORT[name]), words.text(labels.LABELS[name]))
            for name in labels.NUMBERS
        ],
        parts=[words.text(labels.SHORT[name]) for name in MEMBER],
        examples=[_bar(Decimal(value), words) for value in (80, 120, 180)],
        reports=[printer.report(index, card) for index, card in enumerate(board.sorted(words.language), 1)],
        totals=[printer.total(each) for each in board.totals],
    )  # fmt: skip


class _Printer:
    def __init__(self, words: Translator) -> None:
        self._words = words

    def report(self, index: int, card: Card) -> Section:
        reader = self._words.language
        name, language = labels.cluster(card.cluster, reader) if card.cluster else ("", "")
        return Section(
            f"r{index}",
            str(card.year),
            labels.place(card, reader),
            card.nis,
            self._words.text(labels.SORTS[card.sort]),
            name,
            language,
            self._lines(card.rows),
            self._counters(card.counts, {}),
            self._money(card.money),
            tuple(
                (each.names[named(reader)], self._parts(each.counts))
                for each in sorted(card.members, key=lambda each: each.nis != card.nis)
            ),
            self._parts(card.counts),
        )

    def total(self, total: Total) -> Section:
        return Section(
            f"y{total.year}",
            str(total.year),
            labels.of_year(total.year, self._words),
            "",
            "",
            "",
            "",
            self._lines(total.rows),
            self._counters(total.counts, total.given),
            self._money(total.money),
            (),
            (),
        )

    def _lines(self, rows: Iterable[Row]) -> tuple[Line, ...]:
        words, language = self._words, self._words.language
        return tuple(
            Line(
                row.name,
                labels.NUMBERS[row.name],
                words.text(labels.LABELS[row.name]),
                words.text(labels.SHORT[row.name]),
                formats.number(row.fixed, language),
                labels.count(row.realised, words),
                labels.NONE if row.difference is None else formats.signed(row.difference, language),
                None if row.percent is None else _bar(row.percent, words),
                labels.NONE,
            )
            for row in rows
        )

    def _counters(
        self, counts: Mapping[str, Count], given: Mapping[str, int]
    ) -> tuple[tuple[str, str, str], ...]:
        return tuple(
            (
                self._words.text(labels.LABELS[name]),
                labels.count(counts[name], self._words),
                formats.number(given[name], self._words.language) if name in given else "",
            )
            for name in COUNTERS
            if name in counts
        )

    def _money(self, money: Money) -> dict[str, Amount]:
        return {
            name: Amount(
                name, self._words.text(label), formats.euro(getattr(money, name), self._words.language)
            )
            for name, label in labels.MONEY.items()
        }

    def _parts(self, counts: Mapping[str, Count] | None) -> tuple[str, ...]:
        return tuple(
            labels.NONE if counts is None else labels.count(counts[name], self._words) for name in MEMBER
        )


def _bar(percent: Decimal, words: Translator) -> Bar:
    whole = int(percent)
    text = formats.percent(percent, words.language)
    return Bar(
        max(0, min(whole, 100)),
        max(0, min(whole, _LONGEST) - 100),
        whole > _LONGEST,
        text,
        words.text(msg("{percent} of the objective", percent=text)),
    )
