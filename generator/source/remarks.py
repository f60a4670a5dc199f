"""What stands behind a value and a “#”: a remark, which no document prints, or the rest of a text that is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from generator.messages import Message, msg

_BEHIND: Final = re.compile(r"(\s+)#(.*)")
_NONE: Final = re.compile(r"\S|\s*[0-9]")
"""A remark that is none: `#16`, `# 16`, `##16`."""
_SHOWN: Final = 60


class Remark(NamedTuple):
    """What follows a value behind a “#”; line and column are those of the sign, counted from 1."""

    line: int
    column: int
    blanks: int
    """The blanks before the sign: two or more set a remark apart, as in all drafts."""
    text: str

    @property
    def is_none(self) -> bool:
        """Whether it cannot be meant as a remark, for no blank follows the sign, or a number does."""
        return bool(_NONE.match(self.text))

    @property
    def shown(self) -> str:
        """The sign and what follows it, as far as a message shows it."""
        return f"#{self.text}".strip()[:_SHOWN]


def behind(end: Any, lines: Sequence[str]) -> Remark | None:
    """Give what stands behind a “#” after the end of a value without quotes."""
    if end.line >= len(lines) or not (found := _BEHIND.match(lines[end.line], end.column)):
        return None
    return Remark(end.line + 1, found.end(1) + 1, len(found[1]), found[2])


def kept() -> Message:
    """Say how a text keeps its “#”, and where a remark may stand."""
    return msg(
        "If it belongs to the text, put the whole text between double quotes; if it is a remark, put it on a line of its own, behind “# ”."
    )
