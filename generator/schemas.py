"""Checks a source against the JSON Schema of its kind and says what is wrong in plain words.

jsonschema finds the faults; its own messages hold Python values and cannot be translated, so each
keyword has its words here.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from generator import campaigns, resources
from generator.catalog import Kind, kinds
from generator.findings import Finding, Pointer, Severity
from generator.identifiers import CHECKS
from generator.locales import Translator
from generator.messages import Message, msg
from generator.source import Source

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def kind_of(source: Source) -> Kind | None:
    """Give the kind that a source says it is, if there is such a kind."""
    if not isinstance(source.data, dict):
        return None
    name = source.data.get("kind")
    return kinds().get(name) if isinstance(name, str) else None


def check(source: Source) -> list[Finding]:
    """Check a source that was read; an unknown kind or year is a finding too."""
    if not isinstance(source.data, dict):
        return []
    kind = kind_of(source)
    if kind is None:
        return [_unknown_kind(source, source.data)]
    findings = [
        Finding(code, Severity.ERROR, source.place(pointer, key=key), cause, remedy)
        for error in _validator(kind.name).iter_errors(source.data)
        for code, pointer, key, cause, remedy in _words(error, source)
    ]
    year = source.data.get("campaign")
    if isinstance(year, int) and not isinstance(year, bool) and year not in campaigns.years():
        findings.append(
            Finding(
                "SCH012",
                Severity.ERROR,
                source.place(("campaign",)),
                msg("There is no campaign {year}.", year=year),
                msg("Choose one of: {years}.", years=", ".join(map(str, campaigns.years()))),
            )
        )
    return findings


def _unknown_kind(source: Source, data: Mapping[str, Any]) -> Finding:
    names = ", ".join(kinds())
    remedy = msg("Write “kind:” with one of: {kinds}.", kinds=names)
    if "kind" not in data:
        return Finding(
            "SCH013", Severity.ERROR, source.place(), msg("The file does not say of what kind it is."), remedy
        )
    cause = msg("There is no kind “{kind}”.", kind=str(data["kind"])[:60])
    return Finding("SCH013", Severity.ERROR, source.place(("kind",)), cause, remedy)


Words = tuple[str, Pointer, bool, Message, Message]
"""Code, pointer, whether the place is the key, cause, remedy."""


def _words(error: ValidationError, source: Source) -> Iterator[Words]:  # noqa: C901, PLR0912
    pointer: Pointer = tuple(error.absolute_path)
    value, limit = error.instance, error.validator_value
    match error.validator:
        case "ambiguous":
            spot = source.spots.get(pointer)
            if spot is not None and spot.ambiguous:
                yield "SRC016", pointer, False, *_unquoted(value)
        case "type" | "const" | "enum" | "minLength" | "minProperties" if value in (None, "", {}):
            yield (
                "SCH002", pointer, value is None,
                msg("The field “{field}” is empty.", field=_field(pointer)),
                msg("Fill it in, or delete the line where the field may be left out."),
            )
        case "type":
            yield "SCH001", pointer, False, *_type(value, limit, source.spots[pointer].ambiguous)
        case "required":
            for name in limit:
                if name not in value:
                    yield (
                        "SCH003", (*pointer, name), True,
                        msg("The field “{field}” is missing.", field=name),
                        msg("Add the line “{field}: …” here.", field=name),
                    )
        case "additionalProperties":
            known = list(error.schema["properties"])
            for name in value:
                if name not in known:
                    yield "SCH004", (*pointer, name), True, *_unknown_field(name, known)
        case "enum" | "const":
            allowed = ", ".join(str(each) for each in ([limit] if error.validator == "const" else limit))
            yield (
                "SCH005", pointer, False,
                msg("“{value}” is not one of the possible values.", value=_shown(value)),
                msg("Choose one of: {values}.", values=allowed),
            )
        case "maxLength":
            yield (
                "SCH006", pointer, False,
                msg(
                    "{most} characters at most; this text has {length}, {over} too many.",
                    most=limit, length=len(value), over=len(value) - limit,
                ),
                msg("Shorten the text; spaces and line ends count, each as one."),
            )
        case "pattern":
            yield (
                "SCH007", pointer, False,
                msg("“{value}” is not written as it should be.", value=_shown(value)),
                msg("Write {expected}.", expected=str(error.schema.get("x-expected", limit))),
            )
        case "format":
            yield "SCH008", pointer, False, *_date(value)
        case "minimum" | "maximum":
            cause = (
                msg("{value} is less than {limit}.", value=str(value), limit=str(limit))
                if error.validator == "minimum"
                else msg("{value} is more than {limit}.", value=str(value), limit=str(limit))
            )
            yield "SCH009", pointer, False, cause, msg("Check the number: a digit too many, or a minus sign?")
        case "minItems" | "maxItems":
            cause = (
                msg("The list has {count} entries; at least {limit} are needed.", count=len(value), limit=limit)
                if error.validator == "minItems"
                else msg("The list has {count} entries; at most {limit} are possible.", count=len(value), limit=limit)
            )
            yield "SCH010", pointer, True, cause, msg("Add or delete entries; each begins with “- ”.")
        case "x-format":
            if isinstance(value, bool | list | dict) or value is None:
                return
            problem = CHECKS[limit](value)
            if problem is not None:
                yield problem.code, pointer, False, problem.cause, problem.remedy
        case _:
            yield (
                "SCH007", pointer, False,
                msg("“{value}” is not written as it should be.", value=_shown(value)),
                msg("See “cpas schema {kind}”.", kind=str(kind_of(source) and kind_of(source).name)),  # type: ignore[union-attr]
            )


def _type(value: object, wanted: str | list[str], unquoted: bool) -> tuple[Message, Message]:  # noqa: FBT001
    kinds_wanted = [wanted] if isinstance(wanted, str) else wanted
    if "string" in kinds_wanted and unquoted:
        return _unquoted(value)
    match kinds_wanted[0]:
        case "object":
            return (
                msg("“{value}” stands where a group of fields should be.", value=_shown(value)),
                msg("Write the fields on lines of their own below, each indented by two spaces; a text as “fr: …” and “nl: …”."),
            )
        case "array":
            return (
                msg("“{value}” stands where a list should be.", value=_shown(value)),
                msg("Write each entry on a line of its own below, beginning with “- ”."),
            )
        case "boolean":
            return (
                msg("“{value}” is neither true nor false.", value=_shown(value)),
                msg("Write true or false, without quotes."),
            )
        case "integer":
            return (
                msg("“{value}” is not a whole number.", value=_shown(value)),
                msg("Write digits only, without quotes, points or spaces."),
            )
        case "number":
            return (
                msg("“{value}” is not an amount.", value=_shown(value)),
                msg("Write an amount with a point before the cents only: 10000.00."),
            )
        case _:
            return (
                msg("“{value}” is not a text.", value=_shown(value)),
                msg("Write a text, between quotes where it looks like a number."),
            )


def _unquoted(value: object) -> tuple[Message, Message]:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return (
        msg("“{value}” stands here without quotes: other programs read it as a number, a date or yes/no.", value=text),
        msg("Put it between quotes: \"{value}\".", value=text),
    )


def _date(value: str) -> tuple[Message, Message]:
    remedy = msg("Write a date as year-month-day: 2015-03-27.")
    if _DATE.match(value):
        return msg("The day {value} does not exist.", value=value), remedy
    return msg("“{value}” is not a date.", value=_shown(value)), remedy


def _unknown_field(name: str, known: list[str]) -> tuple[Message, Message]:
    cause = msg("There is no field “{field}” here.", field=name[:60])
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return cause, msg("Did you mean “{field}”?", field=close[0])
    return cause, msg("Delete it, or choose one of: {fields}.", fields=", ".join(known))


def _field(pointer: Pointer) -> str:
    return str(pointer[-1]) if pointer else ""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{len(value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(list(value)[:5]) + "}"
    text = str(value).replace("\n", " ")
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004


@cache
def _validator(kind: str) -> Validator:
    from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators
    from referencing import Registry, Resource

    checker = FormatChecker(formats=())
    checker.checks("date")(_is_date)
    check_type = Draft202012Validator.VALIDATORS["type"]

    def type_(validator: Any, wanted: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        faults = list(check_type(validator, wanted, value, schema))
        yield from faults
        if not faults and wanted == "string" and "format" not in schema:
            yield ValidationError("", validator="ambiguous")

    def own_format(_: Any, name: Any, value: Any, __: Any) -> Iterator[ValidationError]:
        if isinstance(value, bool | list | dict) or value is None:
            return
        if CHECKS[name](value) is not None:
            yield ValidationError("")

    keywords: dict[str, Any] = {"type": type_, "x-format": own_format}
    made = validators.extend(Draft202012Validator, keywords)
    registry: Registry[Any] = Registry().with_resource(
        "common.schema.json", Resource.from_contents(_common())
    )
    return made(kinds()[kind].schema, registry=registry, format_checker=checker)  # type: ignore[no-any-return]


def _is_date(value: object) -> bool:
    if not isinstance(value, str):
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return bool(_DATE.match(value))


@cache
def _common() -> Mapping[str, Any]:
    path = resources.folder("schemas") / "common.schema.json"
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def export(kind: Kind, translator: Translator) -> dict[str, Any]:
    """Give the schema of a kind in one piece, its titles and descriptions in one language.

    An editor shows them as hints while a person types.
    """

    def plain(node: Any) -> Any:
        if isinstance(node, list):
            return [plain(each) for each in node]
        if not isinstance(node, dict):
            return node
        out = {}
        for key, value in node.items():
            if key in ("title", "description") and isinstance(value, str):
                out[key] = translator.words(value)
            elif key == "$ref":
                out[key] = "#" + value.partition("#")[2]
            else:
                out[key] = plain(value)
        return out

    whole = deepcopy(dict(kind.schema))
    whole["$defs"] = deepcopy(_common()["$defs"])
    return dict(plain(whole))


def resolve(node: Mapping[str, Any]) -> dict[str, Any]:
    """Join a part of a schema with what its `$ref` points to; what stands beside it wins."""
    target = node.get("$ref")
    if target is None:
        return dict(node)
    name = str(target).rpartition("/")[2]
    return {**resolve(_common()["$defs"][name]), **{k: v for k, v in node.items() if k != "$ref"}}
