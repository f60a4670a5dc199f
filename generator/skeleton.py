"""Makes a file to fill in, with comments in the reader's language, from the schema of its kind.

What must be filled in stands there empty; what may be left out is commented out. Nothing is written
twice: titles, descriptions and possible values come from the schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from textwrap import wrap
from typing import Any, Final

from generator.catalog import Kind, resolve
from generator.findings import Pointer
from generator.locales import LANGUAGES, Language, Translator
from generator.messages import msg
from generator.municipalities import Municipality

_WIDTH: Final = 100
_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*\Z")
_WORDS: Final = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
"""What other programs read as yes, no or nothing."""


class Blank(Enum):
    """What is not known, and has to be filled in all the same."""

    TO_FILL = "to fill"


@dataclass(frozen=True, slots=True)
class Known:
    """What a file may already say: values as in the file, and remarks behind them, by their place."""

    values: Mapping[str, Any] = field(default_factory=dict)
    remarks: Mapping[Pointer, str] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    """Fields of the file that have no meaning here."""


def skeleton(
    kind: Kind,
    year: int,
    municipality: Municipality | None,
    translator: Translator,
    known: Known | None = None,
) -> str:
    """Write the file; it validates up to the fields that are left empty.

    With `known` it is a draft: what is known stands there, and what is not is marked.
    """
    given: dict[str, Any] = {"kind": kind.name, "campaign": year}
    languages: tuple[Language, ...] = LANGUAGES
    if municipality is not None:
        languages = municipality.languages
        given["nis"] = municipality.nis
        if kind.reference is not None:
            given[kind.reference] = _usual_name(kind, municipality)
    mark = translator.text(msg("to fill in")) if known else None
    writer = _Writer(translator, languages, known.remarks if known else {}, mark, given.get("nis"))
    head = [
        f"# {translator.words(kind.title)}",
        *writer.comment(translator.words(str(kind.schema["description"])), 0),
        *writer.comment(
            translator.text(
                msg(
                    "Fill in the empty fields. A line that begins with “# ” before its name may be left out: delete “# ” to use it."
                )
            ),
            0,
        ),
        "",
    ]
    values = {**given, **(known.values if known else {})}
    without = known.without if known else frozenset()
    shown = {name: part for name, part in kind.schema["properties"].items() if name not in without}
    return "\n".join([*head, *writer.fields({**kind.schema, "properties": shown}, values, ())]) + "\n"


def listed(kind: Kind, name: str, known: Sequence[Any], translator: Translator) -> list[str]:
    """Write a list of a file, with what is known of its entries and nothing to explain them."""
    writer = _Writer(translator, LANGUAGES, {}, None, None)
    item = resolve(resolve(kind.schema["properties"][name])["items"])
    return [line for line in writer.list_of(name, item, known, (name,)) if not line.lstrip().startswith("#")]


def _usual_name(kind: Kind, municipality: Municipality) -> str:
    """Name the file that one of this kind starts from as the README does."""
    if kind.refers_to == ("cpas",):
        return f"cpas-{municipality.nis}.yaml"
    return f"{kind.refers_to[0] if len(kind.refers_to) == 1 else kind.refers_to[0].split('-')[0]}.yaml"


class _Writer:
    def __init__(
        self,
        translator: Translator,
        languages: tuple[Language, ...],
        remarks: Mapping[Pointer, str],
        mark: str | None,
        nis: str | None,
    ) -> None:
        self._translator = translator
        self._languages = languages
        self._nis = nis
        self._remarks = remarks
        self._mark = mark

    def fields(
        self, schema: Mapping[str, Any], values: Mapping[str, Any], at: Pointer, *, wanted: bool = True
    ) -> Iterator[str]:
        """Write the fields of a group, with what is known of them; `wanted` unless the group may be left out."""
        required, depth = schema.get("required", []), len(at)
        for name, node in schema["properties"].items():
            part = resolve(node)
            yield from self.explain(part, depth)
            used = name in required or values.get(name) is not None
            lines = list(self._field(name, part, values.get(name), at, wanted=wanted and used))
            yield from lines if used else [_off(line, depth) for line in lines]
            if depth == 0 and name != "kind":
                yield ""

    def _field(
        self, name: str, part: Mapping[str, Any], value: Any, at: Pointer, *, wanted: bool
    ) -> Iterator[str]:
        here, indent = (*at, name), "  " * len(at)
        known = None if value is Blank.TO_FILL else value
        if "x-text" in part:
            yield f"{indent}{name}:"
            for language in known or self._languages:
                yield self._line(f"{indent}  {language}:", known and known[language], here, wanted=wanted)
        elif part.get("type") == "object":
            yield f"{indent}{name}:"
            yield from self.fields(part, known or {}, here, wanted=wanted)
        elif part.get("type") == "array" and known is not None:
            yield from self.list_of(name, resolve(part["items"]), known, here)
        elif part.get("type") == "array":
            yield f"{indent}{name}:"
            item = resolve(part["items"])
            # behind “#” nothing has a value: that would be told as forgotten there (SRC020)
            own = {"nis": self._nis} if wanted and self._nis and "nis" in item.get("properties", {}) else {}
            lines = list(self._entry(item, own, (*here, 0), wanted=wanted))
            yield from lines
            if "properties" not in item or "x-text" in item:
                bare = [line for line in lines if not line.lstrip().startswith("#")]
                yield from bare * (part.get("minItems", 1) - 1)
        else:
            plain = part.get("format") == "date"
            yield self._line(f"{indent}{name}:", known, here, wanted=wanted, plain=plain)

    def _line(self, head: str, value: Any, at: Pointer, *, wanted: bool, plain: bool = False) -> str:
        """Write a field on its line, with the mark of what is to be filled in and the remark on it."""
        notes = [] if value is not None or not wanted or self._mark is None else [f"← {self._mark}"]
        notes += [self._remarks[at]] if at in self._remarks else []
        written = "" if value is None else str(value) if plain else scalar(value)
        remark = f"  # {' – '.join(notes)}" if notes else ""
        return f"{head} {written}{remark}"

    def list_of(
        self, name: str, item: Mapping[str, Any], known: Sequence[Any], here: Pointer
    ) -> Iterator[str]:
        """Write a list that is known; only its first entry is explained."""
        indent = "  " * (len(here) - 1)
        if not known:
            yield f"{indent}{name}: []"
            return
        yield f"{indent}{name}:"
        for index, value in enumerate(known):
            lines = list(self._entry(item, value, (*here, index), wanted=True))
            if index:
                lines = [line for line in lines if not line.lstrip().startswith("#")]
            yield from lines

    def _entry(self, item: Mapping[str, Any], value: Any, here: Pointer, *, wanted: bool) -> Iterator[str]:
        depth = len(here) - 1
        indent = "  " * depth
        if "x-text" in item:
            lines = [f"{indent}  {language}: " for language in self._languages]
        elif item.get("type") != "object":
            yield from self.explain(item, depth)
            lines = [f"{indent}  "]
        else:
            # an entry begins with what must be filled in
            ordered = sorted(
                item["properties"].items(), key=lambda each: each[0] not in item.get("required", ())
            )
            lines = list(self.fields({**item, "properties": dict(ordered)}, value, here, wanted=wanted))
        first = next(i for i, line in enumerate(lines) if not line.lstrip().startswith("#"))
        yield from lines[:first]
        yield f"{indent}- {lines[first].lstrip(' ')}"
        yield from lines[first + 1 :]

    def explain(self, part: Mapping[str, Any], depth: int) -> Iterator[str]:
        """Write title, description and possible values of a field as comments."""
        words = self._translator.words
        text = words(part.get("title", ""))
        if description := words(part.get("description", "")):
            text = self._translator.text(msg("{title}: {description}", title=text, description=description))
        if "enum" in part:
            text += f" ({' | '.join(self._choice(part, each) for each in part['enum'])})"
        elif part.get("type") == "boolean":
            either = msg("true = yes | false = no")
            text += f" ({self._translator.text(either)})"
        elif "examples" in part:
            example = msg("example: {value}", value=str(part["examples"][0]))
            text += f" ({self._translator.text(example)})"
        if text:
            yield from self.comment(text, depth)

    def _choice(self, part: Mapping[str, Any], name: str) -> str:
        """Name a possible value, with what it prints where the reader’s language has words for it."""
        label = part.get("x-labels", {}).get(name, {}).get(self._translator.language)
        return f"{name} = {label}" if label else str(name)

    def comment(self, text: str, depth: int) -> list[str]:
        """Wrap a text into lines of comment."""
        indent = "  " * depth
        return [f"{indent}## {line}" if depth or text else line for line in wrap(text, _WIDTH - len(indent))]


def scalar(value: Any) -> str:
    """Write a value as YAML; a text stands between quotes unless it is a plain word."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | Decimal):
        return format(value, "f" if isinstance(value, Decimal) else "d")
    text = str(value)
    return text if _PLAIN.match(text) and text.lower() not in _WORDS else json.dumps(text, ensure_ascii=False)


def _off(line: str, depth: int) -> str:
    """Comment a line out, at the indentation of its field."""
    indent = "  " * depth
    return line if line.lstrip().startswith("#") else f"{indent}# {line[len(indent) :]}"
