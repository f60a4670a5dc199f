"""The tables of a kind, as its schema says: a row for each file, and each list on a sheet of its own.

A new field of a schema is a new column; nothing is listed here. Where the entries of a list have lists themselves,
they get a number, and the rows of those lists repeat it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from functools import cache, cached_property
from typing import Any, Final

from generator.catalog import Kind, kinds, parts, whole
from generator.errors import UsageFault
from generator.findings import Pointer
from generator.locales import LANGUAGES, Language
from generator.messages import msg

Path = tuple[str, ...]
"""The way from the object of a row to a value: `("address", "street", "fr")`."""

_NUMBER: Final = "#"
"""What the technical name of a column of numbers ends with; no field of a schema holds this sign."""
_MOST: Final = 9999
_OWN_NUMBER: Final = msg(
    "The number of this row among those of its file: 1, 2, … The rows of the lists that belong to it repeat it."
)
_OUTER_NUMBER: Final = msg(
    "The number of the row to which this one belongs, as it stands on the sheet of that row."
)
_PLAIN_LINES: Final = frozenset({"file", "folder", "email"})


class Sort(StrEnum):
    """How the cells of a column are written and read."""

    TEXT = auto()
    LINE = auto()
    CODE = auto()
    NIS = auto()
    WHOLE = auto()
    AMOUNT = auto()
    SHARE = auto()
    DATE = auto()
    TRUTH = auto()
    CHOICE = auto()


class Need(Enum):
    """Whether a cell has to be filled in."""

    ALWAYS = auto()
    WITH_GROUP = auto()
    """Where another cell of its group is filled in."""
    NEVER = auto()


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column: the way to its value, how it is read, and what its schema says."""

    path: Path
    sort: Sort
    node: Mapping[str, Any]
    """The field; of a text by language the text as a whole."""
    titles: tuple[str, ...]
    """The English titles of its groups, then its own."""
    need: Need
    language: Language | None = None
    follows: bool = False
    """Where it is empty, the value follows from the NIS code in the first column."""

    @property
    def key(self) -> str:
        """The technical name, which the hidden row of the sheet holds."""
        return ".".join(self.path) or "value"

    @property
    def longest(self) -> int | None:
        """How many characters it may have, where the schema says so."""
        node = self.node["properties"][self.language] if self.language else self.node
        found = node.get("maxLength")
        return None if found is None else int(found)


@dataclass(frozen=True, eq=False)
class Table:
    """A sheet: the files themselves, or the entries of one of their lists."""

    path: Path
    """The way to the list, without the places of entries; nothing for the files themselves."""
    node: Mapping[str, Any]
    """The object of a row."""
    titles: tuple[str, ...]
    description: str
    columns: tuple[Column, ...]
    required: bool = False
    """Whether a file, or the entry that holds the list, has to have it."""
    outer: Table | None = None
    """The list whose entries hold this one."""
    numbered: bool = False
    """Whether its entries have lists themselves, whose rows name them by a number."""

    @property
    def within(self) -> Path:
        """The way to the list from the entry that holds it, or from the file."""
        return self.path[len(self.outer.path) :] if self.outer else self.path

    @property
    def name(self) -> str:
        """The technical name: `report_advice.reductions`, `revisions/remarks`."""
        own = ".".join(self.within)
        return f"{self.outer.name}/{own}" if self.outer else own

    @cached_property
    def numbers(self) -> tuple[Column, ...]:
        """The columns of the number of the row to which one belongs, and of its own."""
        found = [] if self.outer is None else [_number((f"{self.outer.name}.{_NUMBER}",), self.outer)]
        return (*found, _number((_NUMBER,), None)) if self.numbered else tuple(found)

    @cached_property
    def all_columns(self) -> tuple[Column, ...]:
        """All columns of the sheet after the first, in their order."""
        return (*self.numbers, *self.columns)

    @property
    def own_number(self) -> Path | None:
        """The way of the column of its own number."""
        return self.numbers[-1].path if self.numbered else None

    @property
    def outer_number(self) -> Path | None:
        """The way of the column of the number of the row to which one belongs."""
        return self.numbers[0].path if self.outer else None


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The tables of a kind."""

    kind: Kind
    node: Mapping[str, Any]
    """The schema of the kind, all written out."""
    main: Table
    lists: tuple[Table, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """All of them, that of the files first, each list before those of its entries."""
        return (self.main, *self.lists)

    @property
    def centred(self) -> bool:
        """Whether a file is about one centre, whose NIS code may name it."""
        return "nis" in self.kind.schema["properties"] or self.kind.reference is not None


def layout(name: str) -> Layout:
    """Give the tables of a kind.

    Raises:
        UsageFault: its files hold data of persons.

    """
    if kinds()[name].private:
        raise UsageFault(
            msg("A file of kind “{kind}” holds data of a person; they are not put into a table.", kind=name),
            msg(
                "Each person has files of their own, so that nobody sees those of the others: “cpas init {kind}” makes one.",
                kind=name,
            ),
        )
    return _layout(name)


@cache
def _layout(name: str) -> Layout:
    kind = kinds()[name]
    node = whole(kind.schema)
    following = {"nis"} & set(kind.schema["properties"])
    if kind.reference is not None and len(kind.refers_to) == 1:
        following.add(kind.reference)
    columns = tuple(_columns(node, (), (), Need.ALWAYS, frozenset(following)))
    main = Table((), node, (kind.title,), str(kind.schema["description"]), columns)
    return Layout(kind, node, main, tuple(_lists(node, (), (), None, required=True)))


def _number(path: Path, outer: Table | None) -> Column:
    """Give the column of a number by which rows are known within their file."""
    told = _OWN_NUMBER if outer is None else _OUTER_NUMBER
    node = {"type": "integer", "minimum": 1, "maximum": _MOST, "description": told.msgid}
    groups = () if outer is None else outer.titles[-1:]
    return Column(path, Sort.WHOLE, node, (*groups, msg("Number").msgid), Need.ALWAYS)


def _columns(
    node: Mapping[str, Any], path: Path, titles: tuple[str, ...], need: Need, following: frozenset[str]
) -> Iterator[Column]:
    """Give the columns of an object, those of its groups too."""
    for name, part in node["properties"].items():
        needed = name in node.get("required", ())
        inner = need if needed else Need.WITH_GROUP
        at, named = (*path, name), (*titles, str(part.get("title", name)))
        if "const" in part or part.get("type") == "array":
            continue
        if part.get("type") == "object" and "x-text" not in part:
            yield from _columns(part, at, named, inner, frozenset())
        else:
            yield from _leaf(part, at, named, inner if needed else Need.NEVER, follows=name in following)


def _leaf(
    node: Mapping[str, Any], path: Path, titles: tuple[str, ...], need: Need, *, follows: bool = False
) -> Iterator[Column]:
    if "x-text" in node:
        for language in LANGUAGES:
            yield Column((*path, language), Sort.TEXT, node, titles, need, language)
    else:
        yield Column(path, _sort(node), node, titles, need, follows=follows)


def _sort(node: Mapping[str, Any]) -> Sort:  # noqa: PLR0911  one answer for each sort
    types = node.get("type")
    form = node.get("x-format")
    if "enum" in node:
        return Sort.CHOICE
    if types == "boolean":
        return Sort.TRUTH
    if types == "integer":
        return Sort.WHOLE
    if types == "number":
        return Sort.SHARE if form == "percent" else Sort.AMOUNT
    if node.get("format") == "date":
        return Sort.DATE
    if form == "nis":
        return Sort.NIS
    pattern = node.get("pattern")
    if (form or (pattern and pattern != parts()["line"]["pattern"])) and form not in _PLAIN_LINES:
        return Sort.CODE
    return Sort.LINE if form or pattern else Sort.TEXT


def _lists(
    node: Mapping[str, Any], path: Path, titles: tuple[str, ...], outer: Table | None, *, required: bool
) -> Iterator[Table]:
    for name, part in node["properties"].items():
        at, named = (*path, name), (*titles, str(part.get("title", name)))
        needed = required and name in node.get("required", ())
        if part.get("type") == "array":
            yield from _list(part, at, named, outer, required=needed)
        elif part.get("type") == "object" and "x-text" not in part:
            yield from _lists(part, at, named, outer, required=needed)


def _list(
    part: Mapping[str, Any], path: Path, titles: tuple[str, ...], outer: Table | None, *, required: bool
) -> Iterator[Table]:
    """Give the table of a list, then those of the lists of its entries."""
    item = part["items"]
    if item.get("type") != "object" or "x-text" in item:
        columns = tuple(_leaf(item, (), (str(item.get("title", titles[-1])),), Need.ALWAYS))
        yield Table(path, item, titles, spoken(part), columns, required, outer)
        return
    columns = tuple(_columns(item, (), (), Need.ALWAYS, frozenset()))
    numbered = any(_lists(item, (), (), None, required=False))
    made = Table(path, item, titles, spoken(part), columns, required, outer, numbered)
    yield made
    yield from _lists(item, path, titles, made, required=True)


def names(pointer: Pointer) -> Path:
    """Give the names in the way to a value, without the places of entries: that of its table, or of its column."""
    return tuple(step for step in pointer if isinstance(step, str))


def spoken(node: Mapping[str, Any]) -> str:
    """Give the English description of a field, as it is said of a sheet and not of a YAML file."""
    return str(node.get("x-sheet") or node.get("description", ""))
