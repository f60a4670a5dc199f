"""What a schema found, in words that can be translated."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from generator.catalog import part
from generator.findings import Pointer
from generator.identifiers import CHECKS
from generator.locales import LANGUAGES, translator
from generator.messages import Message, Words, msg
from generator.schemas.naming import label, way
from generator.schemas.types import BARE, meant_amount, meant_choice, meant_date, other_type
from generator.sheets.texts import key
from generator.source import Source, to_add

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

LONG_WORD: Final = re.compile(r"[^\W_]{46,}")
_SHOWN: Final = 200
_ZEROS: Final = re.compile(r"0+[1-9][0-9]{0,11}(?:\.[0-9]{1,2})?\Z")
YEARS: Final = range(1850, 2101)
"""The years that a date of a dossier may have; far from them nothing can be computed."""
DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in our words; the place is the value, or its key."""

    code: str
    pointer: Pointer
    cause: Message
    remedy: Message
    on_key: bool = False
    meant: Pointer | None = None
    """The field that is certainly meant: it is not told as missing."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What jsonschema saw: the value, the limit that the schema sets, and where."""

    pointer: Pointer
    value: Any
    limit: Any
    schema: Any
    unquoted: bool
    source: Source
    whole: Mapping[str, Any]
    """The schema of the file, with its titles."""

    @property
    def guess(self) -> bool:
        """Whether a remedy may name the value that is meant: not that of a person, which no message repeats."""
        ways = (self.pointer[:depth] for depth in range(1, len(self.pointer) + 1))
        return not any(part(self.whole, each).get("x-private") for each in ways)


def faults(error: ValidationError, source: Source, schema: Mapping[str, Any]) -> Iterator[Fault]:
    """Put an error of jsonschema into our words."""
    pointer: Pointer = tuple(error.absolute_path)
    spot = source.spots.get(pointer)
    seen = _Seen(
        pointer,
        error.instance,
        error.validator_value,
        error.schema,
        spot is not None and spot.ambiguous,
        source,
        schema,
    )
    keyword = str(error.validator)
    if keyword in _FILLED and seen.value in (None, "", {}):
        yield _empty(seen)
    else:
        yield from _KEYWORDS.get(keyword, _other)(seen)


def _empty(seen: _Seen) -> Fault:
    named: dict[str, Message | str] = {"label": label(seen.whole, seen.pointer), "way": way(seen.pointer)}
    return Fault(
        "SCH002",
        seen.pointer,
        msg("The entry “{label}” ({way}) is empty.", **named)
        if isinstance(seen.pointer[-1], int)
        else msg("The field “{label}” ({way}) is empty.", **named),
        msg("Fill it in, or delete the line where the field may be left out.")
        if seen.pointer not in seen.source.remarks
        else msg(
            "Fill it in before the “#”, for what follows that sign is not read; or delete the line where the field may be left out."
        ),
        on_key=seen.value is None,
    )


def _ambiguous(seen: _Seen) -> Iterator[Fault]:
    if seen.unquoted:
        yield Fault("SRC016", seen.pointer, *_unquoted(seen.value))


def _long_word(seen: _Seen) -> Iterator[Fault]:
    if found := LONG_WORD.search(seen.value):
        word = found.group()
        yield Fault(
            "SRC017",
            seen.pointer,
            msg(
                "A word of {count} letters does not fit into a column: “{word}…”.",
                count=len(word),
                word=word[:20],
            ),
            msg("Put a space or a hyphen into it."),
        )


def _wrong_type(seen: _Seen) -> Iterator[Fault]:
    wanted = [seen.limit] if isinstance(seen.limit, str) else list(seen.limit)
    if seen.schema.get("format") == "date":
        yield from _no_date(replace(seen, value=str(seen.value)))
    elif "string" in wanted and seen.unquoted:
        yield from _ambiguous(seen)
    elif seen.schema.get("x-format") == "percent":
        yield Fault(
            "SCH001",
            seen.pointer,
            msg("“{value}” is not a share.", value=shorten(seen.value)),
            msg("Write a share in per cent with a point before the decimals only: 37.5."),
        )
    elif seen.unquoted and isinstance(seen.value, str) and _ZEROS.match(seen.value):
        yield Fault("SCH001", seen.pointer, *_leading_zero(seen))
    elif seen.unquoted and isinstance(seen.value, str) and BARE["integer"].match(seen.value):
        yield Fault(
            "SCH009",
            seen.pointer,
            msg("“{value}” has too many digits.", value=shorten(seen.value)),
            _check_number(),
        )
    elif seen.schema.get("x-format") == "hours" and not BARE["number"].match(str(seen.value)):
        yield Fault(
            "SCH001",
            seen.pointer,
            msg("“{value}” is not a number of hours.", value=shorten(seen.value)),
            msg("Write hours with a point: 3.5 for three and a half."),
        )
    else:
        yield Fault(
            "SCH001", seen.pointer, *other_type(seen.value, wanted[0], shorten(seen.value), guess=seen.guess)
        )


def _leading_zero(seen: _Seen) -> tuple[Message, Message]:
    without = seen.value.lstrip("0")
    cause = msg("The number “{value}” begins with a zero.", value=shorten(seen.value))
    if not seen.guess:
        return cause, msg("Write it without that zero.")
    return cause, msg("Write it without that zero: {value}.", value=without)


def _missing(seen: _Seen) -> Iterator[Fault]:
    for name in seen.limit:
        if name not in seen.value:
            yield Fault(
                "SCH003",
                pointer := (*seen.pointer, name),
                msg(
                    "The field “{label}” ({way}) is missing.",
                    label=label(seen.whole, pointer),
                    way=way(pointer),
                ),
                to_add(seen.source, pointer, text="x-text" in part(seen.whole, pointer)),
                on_key=True,
            )


def _unknown(seen: _Seen) -> Iterator[Fault]:
    known = list(seen.schema["properties"])
    for name in seen.value:
        if name not in known:
            titled = {each: str(part(seen.whole, (*seen.pointer, each)).get("title", "")) for each in known}
            meant = _meant_field(name, titled)
            yield Fault(
                "SCH004",
                (*seen.pointer, name),
                msg("There is no field “{field}” here.", field=name[:60]),
                msg("Did you mean “{field}”?", field=meant)
                if meant
                else msg("If the text above goes on here, write it whole on its line, between double quotes.")
                if _goes_on(seen, name)
                else msg("Delete it, or choose one of: {fields}.", fields=", ".join(known)),
                on_key=True,
                meant=(*seen.pointer, meant) if meant else None,
            )


def _goes_on(seen: _Seen, name: str) -> bool:
    """Tell whether a text seems to go on, as in “Horaire : le mardi”; two letters would be a language."""
    return "x-text" in part(seen.whole, seen.pointer) and len(name) > len("fr")


def _choice(seen: _Seen) -> Iterator[Fault]:
    allowed = seen.limit if isinstance(seen.limit, list) else [seen.limit]
    labels = seen.schema.get("x-labels")
    listed = _choices(allowed, labels)
    meant = meant_choice(seen.value, labels or {str(each): {} for each in allowed}) if seen.guess else None
    yield Fault(
        "SCH005",
        seen.pointer,
        msg("“{value}” is not one of the possible values.", value=shorten(seen.value)),
        msg("Choose one of: {values}.", values=listed)
        if meant is None
        else msg("Write {value}, or another of: {values}.", value=meant, values=listed),
    )


def _choices(allowed: list[Any], labels: Mapping[str, Mapping[str, str]] | None) -> str | Words:
    """List the possible values, each with what it prints in the language of the reader."""
    names = ", ".join(map(str, allowed))
    if labels is None:
        return names
    french, dutch = (", ".join(f"{each} ({labels[each][x]})" for each in allowed) for x in ("fr", "nl"))
    return Words(names, french, dutch)


def _too_long(seen: _Seen) -> Iterator[Fault]:
    length = len(seen.value)
    yield Fault(
        "SCH006",
        seen.pointer,
        msg(
            "{most} characters at most; this text has {length}, {over} too many.",
            most=seen.limit,
            length=length,
            over=length - seen.limit,
        ),
        msg("Shorten the text; spaces and line ends count, each as one."),
    )


def _pattern(seen: _Seen) -> Iterator[Fault]:
    yield Fault(
        "SCH007",
        seen.pointer,
        msg("“{value}” is not written as it should be.", value=shorten(seen.value)),
        msg("Expected: {expected}.", expected=msg(str(seen.schema.get("x-expected", seen.limit)))),
    )


def _is_far(value: str) -> bool:
    try:
        return date.fromisoformat(value).year not in YEARS
    except ValueError:
        return False


def _no_date(seen: _Seen) -> Iterator[Fault]:
    remedy = msg("Write a date as year-month-day: 2015-03-27.")
    if _is_far(seen.value):
        cause = msg("The year of {value} cannot be right.", value=seen.value)
        remedy = msg("Check the year.")
    elif DATE.match(seen.value):
        cause = msg("The day {value} does not exist.", value=seen.value)
    else:
        cause = msg("“{value}” is not a date.", value=shorten(seen.value))
        remedy = (meant_date(seen.value) if seen.guess else None) or remedy
    yield Fault("SCH008", seen.pointer, cause, remedy)


def _too_small(seen: _Seen) -> Iterator[Fault]:
    cause = msg("{value} is less than {limit}.", value=str(seen.value), limit=str(seen.limit))
    remedy = _check_number()
    if seen.value == 0 and seen.schema.get("x-format") == "amount":
        remedy = msg("Write the amount, or take this entry out.")
    yield Fault("SCH009", seen.pointer, cause, remedy)


def _too_great(seen: _Seen) -> Iterator[Fault]:
    cause = msg("{value} is more than {limit}.", value=str(seen.value), limit=str(seen.limit))
    yield Fault("SCH009", seen.pointer, cause, _check_number())


def _check_number() -> Message:
    return msg("Check the number: a digit too many, or a minus sign?")


def _too_few(seen: _Seen) -> Iterator[Fault]:
    count = len(seen.value)
    cause = msg("Too few entries: {count}; at least {limit} are needed.", count=count, limit=seen.limit)
    yield Fault("SCH010", seen.pointer, cause, _check_list(), on_key=True)


def _too_many(seen: _Seen) -> Iterator[Fault]:
    count = len(seen.value)
    cause = msg("Too many entries: {count}; at most {limit} are possible.", count=count, limit=seen.limit)
    yield Fault("SCH010", seen.pointer, cause, _check_list(), on_key=True)


def _not_unique(seen: _Seen) -> Iterator[Fault]:
    for index, each in enumerate(seen.value):
        if each in seen.value[:index]:
            yield Fault(
                "SCH010",
                (*seen.pointer, index),
                msg("“{value}” stands in the list a second time.", value=shorten(each)),
                msg("Delete one of the two."),
            )


def _check_list() -> Message:
    return msg("Add or delete entries; each begins with “- ”.")


def _own_format(seen: _Seen) -> Iterator[Fault]:
    problem = CHECKS[seen.limit](seen.value)
    if problem is not None:
        known = problem.code == "SCH011" and seen.limit == "amount" and seen.guess
        meant = meant_amount(seen.value) if known else None
        yield Fault(problem.code, seen.pointer, problem.cause, meant or problem.remedy)


def _other(seen: _Seen) -> Iterator[Fault]:
    yield Fault(
        "SCH007",
        seen.pointer,
        msg("“{value}” is not written as it should be.", value=shorten(seen.value)),
        msg("“cpas schema” prints what is expected."),
    )


_FILLED: Final = frozenset({"type", "const", "enum", "minLength", "minProperties", "format", "x-format"})
_KEYWORDS: Final[Mapping[str, Callable[[_Seen], Iterator[Fault]]]] = MappingProxyType(
    {
        "ambiguous": _ambiguous,
        "long-word": _long_word,
        "type": _wrong_type,
        "required": _missing,
        "additionalProperties": _unknown,
        "enum": _choice,
        "const": _choice,
        "maxLength": _too_long,
        "pattern": _pattern,
        "format": _no_date,
        "minimum": _too_small,
        "maximum": _too_great,
        "minItems": _too_few,
        "maxItems": _too_many,
        "uniqueItems": _not_unique,
        "x-format": _own_format,
    }
)


def _unquoted(value: object) -> tuple[Message, Message]:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return (
        msg(
            "“{value}” stands here without quotes: other programs read it as a number, a date or yes/no.",
            value=text,
        ),
        msg('Put it between quotes: "{value}".', value=text),
    )


def _meant_field(name: str, known: Mapping[str, str]) -> str | None:
    """Give the field that is called so in French or in Dutch, or nearly so in the file."""
    titled = {_bare(translator(x).words(title)): each for each, title in known.items() for x in LANGUAGES}
    close = difflib.get_close_matches(name.lower().replace(" ", "_"), known, n=1)
    return titled.get(_bare(name)) or (close[0] if close else None)


def _bare(text: str) -> str:
    return key(text.replace("_", " "))


def shorten(value: object) -> str:
    """Show a value in a message: on one line, and not too much of it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(shorten, value[:5]))}]"[:_SHOWN]
    if isinstance(value, dict):
        return "{" + ", ".join(list(value)[:5]) + "}"
    text = str(value)[:_SHOWN].replace("\n", " ")
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004
