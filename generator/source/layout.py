"""How a line of a file stands: its indentation, its field, and whether it is one at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_FIELD: Final = re.compile(r" *(?:- +)?([A-Za-z_][A-Za-z0-9_]*) *:(?: |\Z)")
_OFF: Final = re.compile(r"( *)# ?( *(?:- )?)([A-Za-z_][A-Za-z0-9_]*):(?: +(.*))?\Z")
_BLOCK: Final = re.compile(r"(?:.*: +|.*- +)[|>][-+0-9]* *(?:#.*)?\Z")


class Commented(NamedTuple):
    """A field that is commented out: its indentation and its line without the sign, its name, and its value if it has one."""

    depth: int
    line: str
    name: str
    value: str


def says(line: str) -> bool:
    """Tell whether a line says something: it is neither empty nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def indent(line: str) -> int:
    """Count the spaces with which a line begins."""
    return len(line) - len(line.lstrip(" "))


def field_of(line: str) -> str:
    """Give the name of the field that stands on a line; nothing where none does."""
    found = _FIELD.match(line)
    return found[1] if found else ""


def commented(line: str) -> Commented | None:
    """Read a field that is commented out, as `init` does it."""
    found = _OFF.match(line)
    if found is None:
        return None
    freed = f"{found[1]}{found[2]}{line[found.start(3) :]}"
    value = (found[4] or "").strip()
    return Commented(len(found[1] + found[2]), freed, found[3], "" if value.startswith("#") else value)


def groups_off(number: int, lines: Sequence[str]) -> dict[int, Commented]:
    """Give the groups above a line that it belongs to and that are still commented out, from the inner to the outer."""
    found: dict[int, Commented] = {}
    depth = indent(lines[number - 1])
    for each in range(number - 1, 0, -1):
        if says(lines[each - 1]) or not depth:
            break
        above = commented(lines[each - 1])
        if above is not None and above.depth < depth and not above.value:
            found[each], depth = above, above.depth
    return found


def opens_text(line: str) -> bool:
    """Tell whether a text goes on below a line, for it ends with `>` or `|`."""
    return bool(_BLOCK.match(line))


def is_text(number: int, lines: Sequence[str]) -> bool:
    """Tell whether a line belongs to a text that goes on below `>` or `|`."""
    least = indent(lines[number - 1])
    for each in range(number - 1, 0, -1):
        line = lines[each - 1]
        if says(line) and indent(line) < least:
            return opens_text(line)
    return False
