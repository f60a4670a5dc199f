"""What to do where a field is missing: use the line of the skeleton that is commented out, or add one."""

from __future__ import annotations

from generator.findings import Pointer
from generator.messages import Message, msg
from generator.source.model import Source


def to_add(source: Source, pointer: Pointer, *, text: bool = False) -> Message:
    """Say how to add a field; a `text` has a line for each of its languages."""
    name = str(pointer[-1])
    line = source.switched_off(pointer)
    if line is not None:
        return msg(
            "“{field}” stands on line {line} behind “# ”: delete that sign and the space there, and before what belongs to it below; then fill it in.",
            field=name,
            line=line,
        )
    if text:
        return msg(
            "Add the line “{field}:” here and below it, indented by two more spaces, a line “fr: …” or “nl: …” for each language.",
            field=name,
        )
    return msg("Add the line “{field}: …” here.", field=name)
