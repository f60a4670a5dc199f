"""Makes a file to fill in, with comments in the reader's language, from the schema of its kind.

What must be filled in stands there empty; what may be left out is commented out. Nothing is written
twice: titles, descriptions and possible values come from the schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any, Final

from generator.catalog import Kind, resolve
from generator.locales import LANGUAGES, Language, Translator
from generator.messages import msg
from generator.municipalities import Municipality

_WIDTH: Final = 100


def skeleton(kind: Kind, year: int, municipality: Municipality | None, translator: Translator) -> str:
    """Write the file; it validates up to the fields that are left empty."""
    given: dict[str, str] = {"kind": kind.name, "campaign": str(year)}
    languages: tuple[Language, ...] = LANGUAGES
    if municipality is not None:
        languages = municipality.languages
        given["nis"] = f'"{municipality.nis}"'
        if kind.reference is not None:
            given[kind.reference] = _usual_name(kind, municipality)
    writer = _Writer(translator, languages, given)
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
    return "\n".join([*head, *writer.fields(kind.schema, 0)]) + "\n"


def _usual_name(kind: Kind, municipality: Municipality) -> str:
    """Name the file that one of this kind starts from as the README does."""
    if kind.refers_to == ("cpas",):
        return f"cpas-{municipality.nis}.yaml"
    return f"{kind.refers_to[0] if len(kind.refers_to) == 1 else kind.refers_to[0].split('-')[0]}.yaml"


class _Writer:
    def __init__(
        self, translator: Translator, languages: tuple[Language, ...], given: Mapping[str, str]
    ) -> None:
        self._translator = translator
        self._languages = languages
        self._given = given

    def fields(self, schema: Mapping[str, Any], depth: int) -> Iterator[str]:
        required = schema.get("required", [])
        for name, node in schema["properties"].items():
            part = resolve(node)
            lines = list(self._field(name, part, depth))
            yield from self.explain(part, depth)
            yield from lines if name in required else [_off(line, depth) for line in lines]
            if depth == 0 and name != "kind":
                yield ""

    def _field(self, name: str, part: Mapping[str, Any], depth: int) -> Iterator[str]:
        indent = "  " * depth
        if "x-text" in part:
            yield f"{indent}{name}:"
            for language in self._languages:
                yield f"{indent}  {language}: "
        elif part.get("type") == "object":
            yield f"{indent}{name}:"
            yield from self.fields(part, depth + 1)
        elif part.get("type") == "array":
            yield f"{indent}{name}:"
            item = resolve(part["items"])
            lines = list(self._entry(item, depth + 1))
            yield from lines
            if "properties" not in item or "x-text" in item:
                bare = [line for line in lines if not line.lstrip().startswith("#")]
                yield from bare * (part.get("minItems", 1) - 1)
        else:
            value = self._given.get(name, "") if depth == 0 else ""
            yield f"{indent}{name}: {value}".rstrip(" ") if value else f"{indent}{name}: "

    def _entry(self, item: Mapping[str, Any], depth: int) -> Iterator[str]:
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
            lines = list(self.fields({**item, "properties": dict(ordered)}, depth + 1))
            if "nis" in item["properties"] and "nis" in self._given:
                lines = [f"{line}{self._given['nis']}" if line.strip() == "nis:" else line for line in lines]
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


def _off(line: str, depth: int) -> str:
    """Comment a line out, at the indentation of its field."""
    indent = "  " * depth
    return line if line.lstrip().startswith("#") else f"{indent}# {line[len(indent) :]}"
