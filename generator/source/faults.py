"""What stops the reading of a file, in plain words."""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

from generator.messages import Message, msg
from generator.source.letters import lost_apostrophe
from generator.source.slips import find
from generator.source.words import no_field, odd_begin, unclosed

_VALUED: Final = re.compile(r" *(?:- +)?[A-Za-z_]+: +[^\s#|>&]")
_ENDED: Final = re.compile(r'(?::|-)\s+("(?:[^"\\]|\\.)*")\s*[^\s",}\]#:]')
_CLOSED_EARLY: Final = re.compile(r"(?::|-)\s+('(?:[^']|'')*')\s*[^\s',}\]#:]")


class Stop(Exception):
    """The file cannot be read further; carries the finding that says why."""

    def __init__(self, code: str, spot: tuple[int, int] | None, cause: Message, remedy: Message) -> None:
        """Keep the parts of the finding."""
        super().__init__(code)
        self.code, self.spot, self.cause, self.remedy = code, spot, cause, remedy


def apostrophe(text: str) -> Message:
    """Say how a text keeps the apostrophe with which it begins."""
    first = text.split(maxsplit=1)[0][:20] if text.split() else text
    return msg("Put the whole text between double quotes, with its apostrophe: {text}.", text=f'"\'{first}…"')


def spot_of(mark: Any) -> tuple[int, int]:
    """Give line and column of a mark, counted from 1; PyYAML has a kind of mark for each of its parsers."""
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def broken(error: yaml.MarkedYAMLError, lines: list[str]) -> Stop:
    """Say in plain words why the parser stopped, as far as it can be told."""
    mark = error.problem_mark or error.context_mark
    problem = f"{error.context or ''} {error.problem or ''}"
    seen = _escaped(error) or _seen(spot_of(mark)[0], lines)
    return seen or Stop("SRC015", *_as_parsed(error, problem, lines))


def _as_parsed(
    error: yaml.MarkedYAMLError, problem: str, lines: list[str]
) -> tuple[tuple[int, int], Message, Message]:
    """Put what the parser says into plain words."""
    spot = spot_of(error.problem_mark or error.context_mark)
    if "mapping values are not allowed" in problem and _lists_below_a_value(spot[0], lines):
        spot = spot[0], len(lines[spot[0] - 1]) - len(lines[spot[0] - 1].lstrip()) + 1
        cause = msg("A list begins here, but the line before gives its field a value already.")
        remedy = msg(
            "Delete that value, or write it as an entry of the list, on a line that begins with “- ”."
        )
    elif "mapping values are not allowed" in problem and _is_one_field(spot[0], lines):
        spot = spot[0], len(lines[spot[0] - 1]) - len(lines[spot[0] - 1].lstrip()) + 1
        cause = msg("This line is not indented as the line before.")
        remedy = msg(
            "Begin the fields of a group at the same column, with spaces; a field that has others below it has nothing behind its “:”."
        )
    elif "mapping values are not allowed" in problem:
        cause = msg("A second “: ” stands on this line.")
        remedy = msg("Put a text that holds “: ” between quotes; check the indentation of the line.")
    elif "quoted scalar" in problem:
        spot = spot_of(error.context_mark) if error.context_mark else spot
        cause, remedy = unclosed()
    elif "flow" in problem:
        spot = spot_of(error.context_mark) if error.context_mark else spot
        cause = msg("A bracket is opened here and not closed.")
        remedy = msg("Close the bracket, or put the text between quotes.")
    elif "cannot start any token" in problem:
        character = lines[spot[0] - 1][spot[1] - 1 : spot[1]] if spot[0] <= len(lines) else ""
        cause, remedy = odd_begin(character)
        if character == "\t":
            cause, _ = odd_begin("TAB")
            remedy = msg("Put the text between quotes; use spaces instead of tabs.")
    elif "expected ':'" in problem:
        spot = spot_of(error.context_mark) if error.context_mark else spot
        cause, remedy = no_field()
    elif "undefined alias" in problem or "alias" in problem or "anchor" in problem:
        cause = msg("A text that begins with “*” or “&” is read as a reference.")
        remedy = msg("Put the text between quotes.")
    else:
        cause = msg("The structure of the file breaks here.")
        remedy = msg(
            "Check the indentation of this line and of the one before; put texts with special signs between quotes."
        )
    return spot, cause, remedy


def _escaped(error: yaml.MarkedYAMLError) -> Stop | None:
    """Find a backslash in a text between double quotes, where it has a meaning of its own."""
    problem = str(error.problem)
    if "escape" not in problem and "hexdecimal" not in problem:
        return None
    return Stop(
        "SRC015",
        spot_of(error.problem_mark),
        msg("A backslash (\\) in a text between double quotes has a meaning of its own."),
        msg("In the name of a file write “/” for it; put another text that holds one between single quotes."),
    )


def _seen(number: int, lines: list[str]) -> Stop | None:
    """Say what a person sees on the line where the parser stopped, or before it, whatever the parser says."""
    if early := _closed_early(number, lines):
        return _quoted(early, lines, unclosed()[1])
    slip = find(number, lines)
    if slip is not None and not lines[slip.spot[0] - 1][slip.spot[1] - 1 :].startswith("'"):
        return Stop("SRC015", slip.spot, slip.cause, slip.remedy)
    if slip is not None:
        return _quoted(slip.spot, lines, slip.remedy)
    if ended := _closed_early(number, lines, _ENDED):
        return _quoted(
            ended, lines, msg('Inside a text between "…" write “…” or «…», no straight quotation marks.')
        )
    return None


def _quoted(spot: tuple[int, int], lines: list[str], remedy: Message) -> Stop:
    """Say that a quotation mark is not closed, or too early; a Dutch apostrophe is none."""
    text = lines[spot[0] - 1][spot[1] - 1 :]
    if text.startswith("'") and lost_apostrophe(text[1:]):
        cause = msg("The apostrophe at the beginning is read as a quotation mark that opens a text.")
        return Stop("SRC015", spot, cause, apostrophe(text[1:]))
    return Stop("SRC015", spot, unclosed()[0], remedy)


def _is_one_field(number: int, lines: list[str]) -> bool:
    """Tell whether a line is a plain `name: value`, so that only its indentation can be wrong."""
    return 0 < number <= len(lines) and lines[number - 1].count(":") == 1


def _lists_below_a_value(number: int, lines: list[str]) -> bool:
    """Tell whether a line begins a list below a field that has a value."""
    if not 1 < number <= len(lines) or not lines[number - 1].lstrip().startswith("- "):
        return False
    return bool(_VALUED.match(lines[number - 2])) and not lines[number - 2].lstrip().startswith("- ")


def _closed_early(
    number: int, lines: list[str], ended: re.Pattern[str] = _CLOSED_EARLY
) -> tuple[int, int] | None:
    """Find `'Atelier d'expression'`, which ends after the d, or a text that another quotation mark ends."""
    if 0 < number <= len(lines) and (found := ended.search(lines[number - 1])):
        return number, found.start(1) + 1
    return None
