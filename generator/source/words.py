"""What is said of a slip in the writing of a file: its cause, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from generator.messages import Message, msg
from generator.source.layout import Commented
from generator.text import describe


def odd_begin(character: str) -> tuple[Message, Message]:
    """Say that a text begins with a sign that has a meaning of its own there."""
    return (
        msg("A value cannot begin with the character “{character}”.", character=character),
        msg("Put the text between quotes."),
    )


def odd_blank(character: str) -> tuple[Message, Message]:
    """Say that another blank stands where YAML knows only the space."""
    return (
        msg("The character {character} stands here where a space should be.", character=describe(character)),
        msg("Delete it and type spaces; it comes along when text is copied from Word or a web page."),
    )


def no_space() -> tuple[Message, Message]:
    """Say that the sign that begins an entry of a list stands too near."""
    return (
        msg("A space is missing after the “-”."),
        msg("Write “- name: value”, with a space after the “-”."),
    )


def unclosed() -> tuple[Message, Message]:
    """Say that a text between quotation marks does not end where it should."""
    return (
        msg("A quotation mark is opened here and not closed, or closed too early."),
        msg("Close the text with the same mark; inside '…' write an apostrophe twice."),
    )


def no_field() -> tuple[Message, Message]:
    """Say that a line names a field without the colon behind its name."""
    return (
        msg("This line is no field: the “:” after its name is missing."),
        msg(
            "Write “name: value”, with a space after the colon; a text that goes on from the line above begins with more spaces than its field."
        ),
    )


def still_off(name: str, above: Mapping[int, Commented]) -> tuple[Message, Message]:
    """Say that a field belongs to a group that is still commented out; the inner one comes first."""
    return (
        msg(
            "“{field}” belongs to “{name}”, which is still behind “# ”.",
            field=name,
            name=next(iter(above.values())).name,
        ),
        msg(
            "Delete that sign and the space there too (line {lines}), or put “# ” before this line again.",
            lines=", ".join(map(str, sorted(above))),
        ),
    )


def group_as_name() -> tuple[Message, Message]:
    """Say that a list or a group stands where the name of a field should."""
    return (
        msg("The name of a field is a list or a group here."),
        msg("Write “name: value”; put a text that begins with “[”, “{{” or “?” between quotes."),
    )


def second_time(name: str, first: int, *, entry: bool) -> tuple[Message, Message]:
    """Say that a field stands twice in one group, or within an `entry` of a list; `first` is its line before."""
    return (
        msg(
            "The field “{name}” stands here a second time (first on line {line}).",
            name=name,
            line=first,
        ),
        msg("Keep one of the two, or begin a new entry of the list here with “- ”.")
        if entry
        else msg("Keep one of the two: YAML programs drop the other in silence."),
    )


def torn(text: str, lost: str, whole: str) -> tuple[Message, Message]:
    """Say that the comma of an amount has ended it; `whole` is the amount as YAML writes it."""
    return (
        msg(
            "Between braces a comma ends the value: “{text}” is read, and “{lost}” apart.",
            text=text,
            lost=lost,
        ),
        msg(
            "Write an amount with a point before the cents and nothing between thousands, as {value}; put a text between quotes.",
            value=whole,
        ),
    )
