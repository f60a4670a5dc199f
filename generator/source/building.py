"""Builds the data of a file from the events of the YAML parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import yaml

from generator.findings import Finding, Place, Pointer, Severity, json_pointer
from generator.messages import Message, msg
from generator.source.faults import Stop, apostrophe, broken, spot_of
from generator.source.layout import Commented, commented, field_of, groups_off
from generator.source.letters import lost_apostrophe, spoilt
from generator.source.model import Json, Spot
from generator.source.remarks import Remark, behind, kept
from generator.source.words import group_as_name, no_space, odd_blank, second_time, still_off, torn, unclosed
from generator.text import describe, normalise, unprintable

MAX_DEPTH: Final = 32
MAX_NODES: Final = 50_000

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+\Z")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
_CONSTANTS: Final[dict[str, Json]] = {"": None, "~": None, "null": None, "true": True, "false": False}
_MAX_DIGITS: Final = 18
_THOUSANDS: Final = re.compile(r"[0-9]{1,12}\Z|[0-9]{1,3}(?:[. \u00a0\u202f][0-9]{3}){1,3}\Z")
_BETWEEN: Final = re.compile(r"[. \u00a0\u202f]")
_CENTS: Final = re.compile(r"[0-9]{1,2}\Z")
_NUMBERLIKE: Final = re.compile(r"[-+]?[0-9][0-9_]*\Z|[-+]?[0-9.]+[eE][-+]?[0-9]+\Z|0[ox][0-9a-fA-F]+\Z")
_MARKS: Final = ("'", '"')
_SECOND_LOOK: Final = 50_000
_YAML11: Any = yaml.resolver.Resolver()
AMBIGUOUS: Final = frozenset(map(str, yaml.resolver.Resolver.yaml_implicit_resolvers))
"""The first letters of what YAML 1.1 may read as something else than text."""
_TEXT_TAG = "tag:yaml.org,2002:str"
_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Builder:
    """Builds the data from the events of the parser, counting what could explode."""

    def __init__(self, path: str, text: str) -> None:
        """Take the text of a file; `path` is only shown."""
        self.path = path
        self.lines = text.split("\n")
        self.text = text
        self.spots: dict[Pointer, Spot] = {}
        self.remarks: dict[Pointer, Remark] = {}
        self.below_off: dict[Pointer, dict[int, Commented]] = {}
        self.spoilt = False
        self.findings: list[Finding] = []
        self.anchors: dict[str, tuple[Json, int]] = {}
        self.unused: dict[str, tuple[tuple[int, int], Pointer]] = {}
        """Where the names stand that nothing has referred to yet."""
        self.nodes = 0

    def build(self) -> Json:
        """Build the data, noting the spot of each value and what is wrong.

        Raises:
            Stop: the file cannot be read further.
        """
        self.events = self._events()
        documents = 0
        data: Json = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise Stop(
                        "SRC006",
                        spot_of(event.start_mark),
                        msg("A second document begins here (“---”)."),
                        msg("Put each document into a file of its own."),
                    )
                data = self._node(next(self.events), (), None)
        for name in list(self.unused):
            self._tell_unused(name)
        if not isinstance(data, dict):
            raise Stop(
                "SRC007",
                (1, 1),
                msg("The file is empty.")
                if data is None
                else msg("The file does not begin with “key: value”."),
                msg("Begin with “kind:” and “campaign:”; “cpas init” makes a file to fill in."),
            )
        return data

    @property
    def off(self) -> dict[int, Commented]:
        """The fields that are commented out, by their lines."""
        found = ((number, commented(line)) for number, line in enumerate(self.lines, 1) if "#" in line)
        return {number: each for number, each in found if each}

    def _events(self) -> Iterator[yaml.Event]:
        try:
            yield from _checked(yaml.parse(self.text, Loader=_Parser))
        except yaml.MarkedYAMLError as first:
            raise broken(self._same_everywhere(first), self.lines) from None

    def _same_everywhere(self, first: yaml.MarkedYAMLError) -> yaml.MarkedYAMLError:
        """Look again with the parser whose words and marks do not depend on the machine."""
        if len(self.text) > _SECOND_LOOK:
            return first
        try:
            for _ in _checked(yaml.parse(self.text, Loader=yaml.SafeLoader)):
                pass
        except yaml.MarkedYAMLError as error:
            return error
        except (ValueError, OverflowError):
            # an escape such as \U00110000, which is no character
            return first
        return first

    def _node(self, event: yaml.Event, pointer: Pointer, key: tuple[int, int] | None) -> Json:
        self._count(1, event)
        line, column = spot_of(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self.anchors:
                raise Stop(
                    "SRC013",
                    (line, column),
                    msg("The reference “*{name}” points to nothing.", name=str(event.anchor)),
                    msg(
                        "Write “&{name}” before the value that is meant, or put the text between quotes.",
                        name=str(event.anchor),
                    ),
                )
            data, size = self.anchors[event.anchor]
            self.unused.pop(str(event.anchor), None)
            self._count(size, event)
            self.spots[pointer] = Spot(line, column, key)
            return data
        assert isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)
        before = self.nodes
        self._check_tag(event, pointer)
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
            # a long text counts by its length: repeated, it costs as much as many values
            size = self.nodes - before + (len(data) // 100 if isinstance(data, str) else 0)
            self._name(event, (data, size), pointer)
        return data

    def _name(
        self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, value: tuple[Json, int], pointer: Pointer
    ) -> None:
        name = str(event.anchor)
        if name in self.unused:
            self._tell_unused(name)
        self.anchors[name] = value
        self.unused[name] = spot_of(event.start_mark), pointer

    def _tell_unused(self, name: str) -> None:
        at, pointer = self.unused.pop(name)
        self._find(
            "SRC013",
            at,
            pointer,
            msg("“&{name}” is read as the name of a reference, and would be lost.", name=name),
            msg(
                "Put the whole text between double quotes if it begins with “&{name}”; otherwise delete “&{name}”, for nothing refers to it.",
                name=name,
            ),
        )

    def _mapping(self, pointer: Pointer) -> Json:
        data: dict[str, Json] = {}
        last: tuple[str, yaml.Event] | None = None
        astray = False  # the fields from here on belong to a group that is commented out
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            at = spot_of(event.start_mark)
            self._check_key(event, at)
            assert isinstance(event, yaml.ScalarEvent)
            name, value = normalise(event.value), next(self.events)
            self._check_tag(event, (*pointer, name))
            if event.anchor is not None:
                self._name(event, (name, 1), (*pointer, name))
            if last and (whole := self._torn(last[1], event, value, (*pointer, last[0]))) is not None:
                data[last[0]], last = whole, None
                continue
            self._check_characters(name, at, (*pointer, name))
            above = groups_off(at[0], self.lines) if self._is_below_a_comment(at) else {}
            if name in data:
                if above:
                    self._find("SRC015", at, (*pointer, name), *still_off(name, above))
                elif not astray:
                    first = (self.spots[(*pointer, name)].key or (0, 0))[0]
                    entry = any(isinstance(step, int) for step in pointer)
                    self._find("SRC010", at, (*pointer, name), *second_time(name, first, entry=entry))
                astray |= bool(above)
                self._skip(value)
                continue
            if above:
                self.below_off[(*pointer, name)] = above
            data[name] = self._node(value, (*pointer, name), at)
            last = (name, value)
        return data

    def _check_key(self, event: yaml.Event, at: tuple[int, int]) -> None:
        """Refuse the name of a field that can be none."""
        if not isinstance(event, yaml.ScalarEvent):
            raise Stop("SRC009", at, *group_as_name())
        if event.value[:1].isspace() and not event.style:
            raise Stop("SRC015", at, *odd_blank(event.value[0]))
        if event.value[:1] == "-" and not event.style:
            raise Stop("SRC015", at, *no_space())

    def _is_below_a_comment(self, at: tuple[int, int]) -> bool:
        """Tell whether a field is the first on its line, and stands right below a comment."""
        line, column = at
        return (
            line > 1
            and self.lines[line - 2].lstrip().startswith("#")
            and not self.lines[line - 1][: column - 1].strip()
        )

    def _torn(
        self, amount: yaml.Event, cents: yaml.ScalarEvent, value: yaml.Event, pointer: Pointer
    ) -> Decimal | None:
        """Find `{amount: 371.259,23}`, where the comma ends the value and the cents become a field; give it whole."""
        if not (isinstance(amount, yaml.ScalarEvent) and isinstance(value, yaml.ScalarEvent)):
            return None
        plain = not (amount.style or cents.style or value.style or value.value)
        end: Any = amount.end_mark
        begin: Any = cents.start_mark
        joined = begin.index == end.index + 1
        if not (plain and joined and _THOUSANDS.match(amount.value) and _CENTS.match(cents.value)):
            return None
        whole = Decimal(f"{_BETWEEN.sub('', amount.value)}.{cents.value}")
        told = torn(amount.value, cents.value, f"{whole:.2f}")
        self._find("SRC015", spot_of(amount.start_mark), pointer, *told)
        return whole

    def _skip(self, event: yaml.Event) -> None:
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent):
                self.unused.pop(str(event.anchor), None)
            if not depth:
                return
            event = next(self.events)

    def _scalar(self, event: yaml.ScalarEvent, pointer: Pointer, key: tuple[int, int] | None) -> Json:
        at = spot_of(event.start_mark)
        if not event.style:
            self._check_remark(event, pointer)
            text = event.value
            if text in _CONSTANTS:
                self.spots[pointer] = Spot(*at, key, ambiguous=text in ("true", "false"))
                return _CONSTANTS[text]
            tag = _YAML11.resolve(yaml.ScalarNode, text, (True, False))
            ambiguous = tag != _TEXT_TAG or bool(_NUMBERLIKE.match(text))
            self.spots[pointer] = Spot(*at, key, ambiguous=ambiguous)
            if text != text.strip() and _NUMBER.match(text.strip()):
                text = self._without_odd(event, pointer)
            if len(text) <= _MAX_DIGITS:
                if _INTEGER.match(text):
                    return int(text)
                if _DECIMAL.match(text):
                    return Decimal(text)
        if event.style in _MARKS and "\n" in self.text[event.start_mark.index : event.end_mark.index]:  # type: ignore[union-attr]
            self._check_closed(event)
        value = normalise(event.value)
        self._check_characters(value, at, pointer)
        self._check_letters(event, pointer)
        return value

    def _without_odd(self, event: yaml.ScalarEvent, pointer: Pointer) -> str:
        """Give a number without the blanks around it, of which YAML knows only the space."""
        text = event.value
        before = len(text) - len(text.lstrip())
        at = before - 1 if before else len(text.rstrip())
        line, column = spot_of(event.start_mark)
        self._find("SRC015", (line, column + at), pointer, *odd_blank(text[at]))
        return text.strip()

    def _check_closed(self, event: yaml.ScalarEvent) -> None:
        """Refuse a text between quotation marks that has swallowed fields of the file."""
        begin, end = spot_of(event.start_mark), spot_of(event.end_mark)
        names = [name for line in self.lines[begin[0] : end[0]] if (name := field_of(line)).islower()]
        known = {str(step) for pointer in self.spots for step in pointer[-1:]}
        if len(names) > 1 or known.intersection(names):
            raise Stop("SRC015", begin, *unclosed())

    def _check_letters(self, event: yaml.ScalarEvent, pointer: Pointer) -> None:
        """Find the first text that was saved in two encodings, and `'t Hof'`, whose first apostrophe is none."""
        at = spot_of(event.start_mark)
        if not self.spoilt and not event.value.isascii() and (found := spoilt(event.value)):
            self.spoilt = True
            cause = msg(
                "“{word}” stands where “{text}” must be meant: the file was read in another encoding than UTF-8 and saved so.",
                word=found[0],
                text=found[1],
            )
            remedy = msg(
                "Take an earlier copy of the file, or correct all such letters in it; then save as UTF-8."
            )
            self._find("SRC003", at, pointer, cause, remedy)
        if event.style == "'" and lost_apostrophe(event.value):
            cause = msg("The apostrophe at the beginning is not printed: “{text}”.", text=event.value[:20])
            self._find("SRC019", at, pointer, cause, apostrophe(event.value), Severity.WARNING)

    def _check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, pointer: Pointer) -> None:
        if event.tag is not None:
            self._find(
                "SRC008",
                spot_of(event.start_mark),
                pointer,
                msg(
                    "The tag “{tag}” has no meaning here.",
                    tag=str(event.tag).replace("tag:yaml.org,2002:", "!!"),
                ),
                msg("Delete the tag; put a text that begins with “!” between quotes."),
            )

    def _check_characters(self, text: str, at: tuple[int, int], pointer: Pointer) -> None:
        for character in unprintable(text):
            self._find(
                "SRC011",
                at,
                pointer,
                msg(
                    "The character {character} cannot be printed in a document.",
                    character=describe(character),
                ),
                msg(
                    "Write it with letters, digits and signs of a European keyboard; Arabic or Chinese names in Latin letters."
                ),
            )

    def _check_remark(self, event: yaml.ScalarEvent, pointer: Pointer) -> None:
        """Find `rue: Rue de la Loi #16`, where YAML drops the number in silence; keep what may be a remark."""
        remark = behind(event.end_mark, self.lines)
        if remark is None:
            return
        if not remark.is_none:
            self.remarks[pointer] = remark
            return
        cause = msg("What follows “#” is read as a comment and would be lost: “{lost}”.", lost=remark.shown)
        self._find("SRC012", (remark.line, remark.column), pointer, cause, kept())

    def _count(self, nodes: int, event: yaml.Event) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            raise Stop(
                "SRC013",
                spot_of(event.start_mark),
                msg(
                    "The file holds more than {most} values, counted with its references (“*name”).",
                    most=MAX_NODES,
                ),
                msg("Write the values out instead of referring to others with “&” and “*”."),
            )

    def _find(  # noqa: PLR0917
        self,
        code: str,
        at: tuple[int, int],
        pointer: Pointer,
        cause: Message,
        remedy: Message,
        severity: Severity = Severity.ERROR,
    ) -> None:
        place = Place(self.path, *at, json_pointer(pointer))
        self.findings.append(Finding(code, severity, place, cause, remedy))


def _checked(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """Pass the events on, as long as they do not nest too deep."""
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise Stop(
                "SRC014",
                spot_of(event.start_mark),
                msg("Lists and groups are nested more than {most} deep.", most=MAX_DEPTH),
                msg("Close the brackets; a dossier is never nested so deep."),
            )
        yield event
