"""A YAML file as plain JSON types, with the place of every value and key.

Nothing is changed in silence: a scalar becomes a number or a truth value only where it is written
in the one canonical way; everything else stays the text that was written, and the schema decides
whether that is right. What YAML programs read differently is refused, with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Final

import yaml

from generator.findings import Finding, Place, Pointer, Severity, json_pointer
from generator.messages import Message, msg
from generator.text import describe, normalise, unprintable

Json = None | bool | int | Decimal | str | list["Json"] | dict[str, "Json"]

MAX_BYTES: Final = 512 * 1024
MAX_DEPTH: Final = 32
MAX_NODES: Final = 50_000

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+\Z")
_CONSTANTS: Final[dict[str, Json]] = {"": None, "~": None, "null": None, "true": True, "false": False}
_MAX_DIGITS: Final = 18
_YAML11 = yaml.resolver.Resolver()
_TEXT_TAG = "tag:yaml.org,2002:str"
_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands and, in a mapping, its key; lines and columns count from 1."""

    line: int
    column: int
    key: tuple[int, int] | None = None
    ambiguous: bool = False
    """Written without quotes, and read as something else than text by YAML 1.1 programs."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its data, the spot of each value, and what was wrong on the way."""

    path: str
    data: Json
    spots: dict[Pointer, Spot] = field(repr=False)
    findings: tuple[Finding, ...] = ()

    def place(self, pointer: Pointer = (), *, key: bool = False) -> Place:
        """Give the place of a value (or of its key), or of the nearest parent that stands there.

        Where the value itself is missing, the place is the parent's key, as there is no other.
        """
        known = pointer
        while known not in self.spots and known:
            known = known[:-1]
        spot = self.spots.get(known)
        if spot is None:
            return Place(self.path, pointer=json_pointer(pointer))
        at = (spot.line, spot.column)
        if spot.key is not None and (key or known != pointer):
            at = spot.key
        return Place(self.path, *at, json_pointer(pointer))


class _Stop(Exception):
    """The file cannot be read further; carries the finding that says why."""

    def __init__(self, code: str, spot: tuple[int, int] | None, cause: Message, remedy: Message) -> None:
        super().__init__(code)
        self.code, self.spot, self.cause, self.remedy = code, spot, cause, remedy


def read(path: Path, shown: str | None = None) -> Source:
    """Read a YAML file; what is wrong with it becomes findings of the result."""
    shown = shown if shown is not None else path.as_posix()
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError:
        return _refused(
            shown,
            _Stop(
                "SRC001",
                None,
                msg("The file cannot be opened."),
                msg("Check the name of the file, and that you may read it."),
            ),
        )
    if size > MAX_BYTES:
        return _refused(shown, _too_large(size))
    return parse(raw, shown)


def parse(raw: bytes, path: str) -> Source:
    """Read the bytes of a YAML file; `path` is only shown."""
    if len(raw) > MAX_BYTES:
        return _refused(path, _too_large(len(raw)))
    try:
        text = _decode(raw)
        builder = _Builder(path, text)
        data = builder.build()
    except _Stop as stop:
        return _refused(path, stop)
    return Source(path, data, builder.spots, tuple(builder.findings))


def _refused(path: str, stop: _Stop) -> Source:
    line, column = stop.spot or (None, None)
    finding = Finding(
        stop.code, Severity.ERROR, Place(path, line, column), stop.cause, stop.remedy
    )
    return Source(path, None, {}, (finding,))


def _too_large(size: int) -> _Stop:
    return _Stop(
        "SRC002",
        None,
        msg("The file has {size} kB; a file has at most {most} kB.", size=size // 1024, most=MAX_BYTES // 1024),
        msg("A file describes one centre or one document: check that this is the right file."),
    )


def _decode(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise _Stop(
            "SRC003",
            (line, column),
            msg("The file is not UTF-8: the byte {byte} cannot be read here.", byte=f"0x{raw[error.start]:02X}"),
            msg("Save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)."),
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line_text in enumerate(text.split("\n"), 1):
        if (tab := _leading_tab(line_text)) is not None:
            raise _Stop(
                "SRC004",
                (number, tab + 1),
                msg("The line begins with a tab."),
                msg("YAML indents with spaces only: replace the tab by two spaces."),
            )
        for offset, character in enumerate(line_text):
            if not character.isprintable() and yaml.reader.Reader.NON_PRINTABLE.match(character):
                raise _Stop(
                    "SRC005",
                    (number, offset + 1),
                    msg("The character {character} may not stand in a YAML file.", character=describe(character)),
                    msg("Delete this invisible character, or type the text again."),
                )
    return text


def _leading_tab(line: str) -> int | None:
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    tab = indent.find("\t")
    return tab if tab >= 0 and line.strip() else None


class _Builder:
    """Builds the data from the events of the parser, counting what could explode."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = text.split("\n")
        self.text = text
        self.spots: dict[Pointer, Spot] = {}
        self.findings: list[Finding] = []
        self.anchors: dict[str, tuple[Json, int]] = {}
        self.nodes = 0

    def build(self) -> Json:
        self.events = self._events()
        documents = 0
        data: Json = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Stop(
                        "SRC006",
                        _spot(event.start_mark),
                        msg("A second document begins here (“---”)."),
                        msg("Put each document into a file of its own."),
                    )
                data = self._node(next(self.events), (), None)
        if not isinstance(data, dict):
            raise _Stop(
                "SRC007",
                (1, 1),
                msg("The file is empty.") if data is None else msg("The file does not begin with “key: value”."),
                msg("Begin with “kind:” and “campaign:”; “cpas init” makes a file to fill in."),
            )
        return data

    def _events(self) -> Iterator[yaml.Event]:
        try:
            yield from _checked(yaml.parse(self.text, Loader=_Parser))
        except yaml.MarkedYAMLError:
            # a second look with the parser whose words and marks are the same everywhere
            try:
                for _ in _checked(yaml.parse(self.text, Loader=yaml.SafeLoader)):
                    pass
            except yaml.MarkedYAMLError as error:
                raise _broken(error, self.lines) from None
            raise

    def _node(self, event: yaml.Event, pointer: Pointer, key: tuple[int, int] | None) -> Json:
        self._count(1, event)
        line, column = _spot(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self.anchors:
                raise _Stop(
                    "SRC013",
                    (line, column),
                    msg("The reference “*{name}” points to nothing.", name=str(event.anchor)),
                    msg("Write “&{name}” before the value that is meant, or put the text between quotes.", name=str(event.anchor)),
                )
            data, size = self.anchors[event.anchor]
            self._count(size, event)
            self.spots[pointer] = Spot(line, column, key)
            return data
        before = self.nodes
        if event.tag is not None:
            self._find(
                "SRC008",
                (line, column),
                pointer,
                msg("The tag “{tag}” has no meaning here.", tag=str(event.tag)),
                msg("Delete the tag; put a text that begins with “!” between quotes."),
            )
        self.spots[pointer] = Spot(line, column, key)
        if isinstance(event, yaml.MappingStartEvent):
            data = self._mapping(pointer)
        elif isinstance(event, yaml.SequenceStartEvent):
            items: list[Json] = []
            while not isinstance(item := next(self.events), yaml.SequenceEndEvent):
                items.append(self._node(item, (*pointer, len(items)), None))
            data = items
        else:
            assert isinstance(event, yaml.ScalarEvent)
            data = self._scalar(event, pointer, key)
        if event.anchor is not None:
            self.anchors[event.anchor] = (data, self.nodes - before)
        return data

    def _mapping(self, pointer: Pointer) -> Json:
        data: dict[str, Json] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            at = _spot(event.start_mark)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Stop(
                    "SRC009",
                    at,
                    msg("The name of a field is a list or a group here."),
                    msg("Write “name: value”; put a text that begins with “[”, “{{” or “?” between quotes."),
                )
            name = normalise(event.value)
            if name in data:
                first = self.spots[(*pointer, name)].key or (0, 0)
                self._find(
                    "SRC010",
                    at,
                    (*pointer, name),
                    msg("The field “{name}” stands here a second time (first on line {line}).", name=name, line=first[0]),
                    msg("Keep one of the two: YAML programs drop the other in silence."),
                )
                self._skip(next(self.events))
                continue
            data[name] = self._node(next(self.events), (*pointer, name), at)
        return data

    def _skip(self, event: yaml.Event) -> None:
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if not depth:
                return
            event = next(self.events)

    def _scalar(self, event: yaml.ScalarEvent, pointer: Pointer, key: tuple[int, int] | None) -> Json:
        at = _spot(event.start_mark)
        if not event.style:
            self._check_comment(event, pointer)
            text = event.value
            if text in _CONSTANTS:
                self.spots[pointer] = Spot(*at, key, ambiguous=text in ("true", "false"))
                return _CONSTANTS[text]
            tag = _YAML11.resolve(yaml.ScalarNode, text, (True, False))
            self.spots[pointer] = Spot(*at, key, ambiguous=tag != _TEXT_TAG)
            if len(text) <= _MAX_DIGITS:
                if _INTEGER.match(text):
                    return int(text)
                if _DECIMAL.match(text):
                    return Decimal(text)
        value = normalise(event.value)
        for character in unprintable(value):
            self._find(
                "SRC011",
                at,
                pointer,
                msg("The character {character} cannot be printed in a document.", character=describe(character)),
                msg("Write it with letters, digits and signs of a European keyboard; Arabic or Chinese names in Latin letters."),
            )
        return value

    def _check_comment(self, event: yaml.ScalarEvent, pointer: Pointer) -> None:
        """Find `rue: Rue de la Loi #16`, where YAML drops the number in silence."""
        end = event.end_mark
        if end.line >= len(self.lines):
            return
        rest = self.lines[end.line][end.column :]
        if found := re.match(r"\s+#(?=[^\s#])", rest):
            self._find(
                "SRC012",
                (end.line + 1, end.column + found.end()),
                pointer,
                msg("What follows “#” is read as a comment and would be lost: “{lost}”.", lost=rest.strip()[:60]),
                msg("Put the whole text between quotes, or write “# ” with a space for a true comment."),
            )

    def _count(self, nodes: int, event: yaml.Event) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            raise _Stop(
                "SRC013",
                _spot(event.start_mark),
                msg("The file holds more than {most} values, counted with its references (“*name”).", most=MAX_NODES),
                msg("Write the values out instead of referring to others with “&” and “*”."),
            )

    def _find(self, code: str, at: tuple[int, int], pointer: Pointer, cause: Message, remedy: Message) -> None:
        place = Place(self.path, *at, json_pointer(pointer))
        self.findings.append(Finding(code, Severity.ERROR, place, cause, remedy))


def _checked(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """Pass the events on, as long as they do not nest too deep."""
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _Stop(
                "SRC014",
                _spot(event.start_mark),
                msg("Lists and groups are nested more than {most} deep.", most=MAX_DEPTH),
                msg("Close the brackets; a dossier is never nested so deep."),
            )
        yield event


def _spot(mark: yaml.Mark) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1


def _broken(error: yaml.MarkedYAMLError, lines: list[str]) -> _Stop:
    """Say in plain words why the parser stopped, as far as it can be told."""
    mark = error.problem_mark or error.context_mark
    spot = _spot(mark) if mark else (1, 1)
    problem = f"{error.context or ''} {error.problem or ''}"
    if "mapping values are not allowed" in problem:
        cause = msg("A second “: ” stands on this line.")
        remedy = msg("Put a text that holds “: ” between quotes; check the indentation of the line.")
    elif "quoted scalar" in problem:
        spot = _spot(error.context_mark) if error.context_mark else spot
        cause = msg("A quotation mark is opened here and not closed, or closed too early.")
        remedy = msg("Close the text with the same mark; inside '…' write an apostrophe twice.")
    elif "flow" in problem:
        spot = _spot(error.context_mark) if error.context_mark else spot
        cause = msg("A bracket is opened here and not closed.")
        remedy = msg("Close the bracket, or put the text between quotes.")
    elif "cannot start any token" in problem:
        character = lines[spot[0] - 1][spot[1] - 1 : spot[1]] if spot[0] <= len(lines) else ""
        cause = msg("A value cannot begin with the character “{character}”.", character="TAB" if character == "\t" else character)
        remedy = msg("Put the text between quotes; use spaces instead of tabs.")
    elif "expected ':'" in problem:
        cause = msg("This line is no field: the “:” after its name is missing.")
        remedy = msg("Write “name: value”, with a space after the colon; check the indentation.")
    elif "undefined alias" in problem or "alias" in problem or "anchor" in problem:
        cause = msg("A text that begins with “*” or “&” is read as a reference.")
        remedy = msg("Put the text between quotes.")
    else:
        cause = msg("The structure of the file breaks here.")
        remedy = msg("Check the indentation of this line and of the one before; put texts with special signs between quotes.")
    return _Stop("SRC015", spot, cause, remedy)
