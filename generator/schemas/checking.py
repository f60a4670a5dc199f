"""Runs the schema of its kind on a source."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from generator import campaigns
from generator.catalog import Kind, kinds, whole
from generator.findings import Finding, Pointer, Severity, json_pointer
from generator.identifiers import CHECKS
from generator.messages import msg
from generator.schemas.marks import marked
from generator.schemas.remarks import lost
from generator.schemas.switched import beside, filled, misplaced
from generator.schemas.words import DATE, LONG_WORD, YEARS, Fault, faults, shorten
from generator.source import AMBIGUOUS, Source

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


_EXPLAINING: Final = frozenset(
    {"title", "description", "examples", "x-text", "x-private", "x-refers", "x-sheet"}
)
_BEFORE: Final = ("SCH002", "PER002", "SRC016", "SCH001", "SCH005", "SCH006")
"""Codes after which no other is told for the same value."""


def kind_of(source: Source) -> Kind | None:
    """Give the kind that a source says it is, if there is such a kind."""
    if not isinstance(source.data, dict):
        return None
    name = source.data.get("kind")
    return kinds().get(name) if isinstance(name, str) else None


def near_kind(source: Source) -> Kind | None:
    """Give the kind that a source certainly means: `CPAS` is written with small letters."""
    name = source.data.get("kind") if isinstance(source.data, dict) else None
    return kinds().get(name.lower().replace("_", "-")) if isinstance(name, str) else None


def check(source: Source) -> list[Finding]:
    """Check a source that was read; an unknown kind or year is a finding too."""
    return check_all(source)[0]


def check_all(source: Source) -> tuple[list[Finding], frozenset[Pointer]]:
    """Check a source, and give with the findings each field that must be there and is not.

    A field that is missing is not always told as such: it may be misspelt, or stand at another place.
    """
    if not isinstance(source.data, dict):
        return [], frozenset()
    kind = near_kind(source)
    told = {each.place.pointer for each in source.findings if each.severity is Severity.ERROR}
    if kind is None:
        unknown = [] if json_pointer(("kind",)) in told else [_unknown_kind(source, source.data)]
        return unknown, frozenset()
    findings = [] if kind_of(source) else [_unknown_kind(source, source.data)]
    astray = misplaced(kind, source)
    findings += astray.values()
    told |= {each.place.pointer for each in findings} | set(map(json_pointer, beside(source, astray)))
    found = [
        fault
        for error in _validator(kind.name).iter_errors(source.data)
        for fault in faults(error, source, kind.schema)
    ]
    findings += [
        Finding(
            fault.code,
            Severity.ERROR,
            source.place(fault.pointer, key=fault.on_key),
            fault.cause,
            fault.remedy,
        )
        for fault in _first_of_each(found)
        if json_pointer(fault.pointer) not in told
    ]
    findings += [*lost(kind, source), *marked(kind, source), *filled(kind, source)]
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
    return findings, frozenset(fault.pointer for fault in found if fault.code == "SCH003")


def _first_of_each(found: Sequence[Fault]) -> list[Fault]:
    """Keep one fault for each value: what is empty, misspelt or of the wrong sort has no other fault yet."""
    kept: dict[Pointer, Fault] = {}
    meant = {fault.meant for fault in found}
    for fault in found:
        if fault.code == "SCH003" and fault.pointer in meant:
            continue
        known = kept.get(fault.pointer)
        if known is None or _rank(fault) < _rank(known):
            kept[fault.pointer] = fault
    return list(kept.values())


def _rank(fault: Fault) -> int:
    if fault.code in _BEFORE:
        return _BEFORE.index(fault.code)
    return len(_BEFORE) + (fault.code == "SRC017")


def _unknown_kind(source: Source, data: Mapping[str, Any]) -> Finding:
    names = ", ".join(kinds())
    remedy = msg("Write “kind:” with one of: {kinds}.", kinds=names)
    if "kind" not in data:
        return Finding(
            "SCH013", Severity.ERROR, source.place(), msg("The file does not say of what kind it is."), remedy
        )
    written = data["kind"]
    if written in (None, ""):
        cause = msg("The field “{field}” is empty.", field="kind")
    else:
        cause = msg("There is no kind “{kind}”.", kind=shorten(written))
        close = difflib.get_close_matches(str(written).lower().replace("_", "-"), list(kinds()), n=1)
        if close:
            remedy = msg("Did you mean “{field}”?", field=close[0])
    return Finding("SCH013", Severity.ERROR, source.place(("kind",)), cause, remedy)


@cache
def _validator(kind: str) -> Any:
    from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

    checker = FormatChecker(formats=())
    checker.checks("date")(_is_date)
    check_type = Draft202012Validator.VALIDATORS["type"]

    def type_(validator: Any, wanted: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        found = list(check_type(validator, wanted, value, schema))
        yield from found
        if not found and wanted == "string" and "format" not in schema:
            if value[:1] in AMBIGUOUS:
                yield ValidationError("", validator="ambiguous")
            if "x-format" not in schema and LONG_WORD.search(value):
                yield ValidationError("", validator="long-word")

    def own_format(_: Any, name: Any, value: Any, __: Any) -> Iterator[ValidationError]:
        if isinstance(value, bool | list | dict) or value is None:
            return
        if CHECKS[name](value) is not None:
            yield ValidationError("")

    def items(validator: Any, wanted: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        # what is beyond the limit is one fault; each of a hundred thousand entries would have its own
        for index, each in enumerate(value[: schema.get("maxItems")] if isinstance(value, list) else ()):
            yield from validator.descend(each, wanted, path=index)

    keywords: dict[str, Any] = {"type": type_, "x-format": own_format, "items": items}
    made: Any = validators.extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]
    return made(_bare(whole(kinds()[kind].schema)), format_checker=checker)


def _bare(node: Any) -> Any:
    """Leave out what explains and checks nothing: jsonschema looks at each keyword of each value."""
    if isinstance(node, list):
        return [_bare(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        name: {field: _bare(part) for field, part in value.items()} if name == "properties" else _bare(value)
        for name, value in node.items()
        if name not in _EXPLAINING
    }


def _is_date(value: object) -> bool:
    if not isinstance(value, str):
        return True
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return False
    return bool(DATE.match(value)) and day.year in YEARS
