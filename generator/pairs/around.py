"""What stands around the blocks of a pair: conditions and loops, and the sentence that introduces a list.

The same words say another thing under another condition, and below « ne peuvent pas : » in place of « peuvent : ».
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from generator.pairs.approved import Entry
from generator.pairs.model import CLOSING, OPENING

_VERB: Final = re.compile(r"\{%\w* (\w+)")
_ITEM: Final = (";", ",")
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Around:
    """The conditions and loops about a text, from the outer to the inner, and what introduces its list."""

    tags: tuple[Entry, ...] = ()
    introduced: Entry | None = None

    def apart_from(self, told: Collection[Key]) -> tuple[Key, ...]:
        """Give the keys of its conditions and loops without those that are told themselves."""
        return tuple(tag.key for tag in self.tags if tag.key not in told)


NOTHING: Final = Around()


def verbs(entry: Entry) -> list[str]:
    """Give what the tags of a text do: if, else, endif, for."""
    return _VERB.findall(entry.french)


def around(entries: Sequence[Entry]) -> list[Around]:
    """Give what stands around each of some texts and tags, in their order; nothing for a tag."""
    out: list[Around] = []
    opened: list[list[Entry]] = []
    introduced: Entry | None = None
    ended = False
    for entry in entries:
        if entry.is_tag:
            for verb in verbs(entry):
                if verb in OPENING:
                    opened.append([entry])
                elif verb in ("else", "elif") and opened:
                    opened[-1][1:] = [entry]
                elif verb in CLOSING and opened:
                    opened.pop()
            out.append(NOTHING)
            continue
        text = entry.french.rstrip()
        if text.endswith(":") or (ended and not text.endswith(_ITEM)):
            introduced = None
        out.append(Around(tuple(tag for tags in opened for tag in tags), introduced))
        if text.endswith(":"):
            introduced, ended = entry, False
        else:
            # one item may end the list; what is put below it in the form of an item belongs to the list too
            ended |= not text.endswith(_ITEM)
    return out


def empty(entries: Sequence[Entry]) -> Iterator[int]:
    """Give the conditions and loops that hold nothing: their end follows directly."""
    for at, (entry, behind) in enumerate(pairwise(entries)):
        if not (entry.is_tag and behind.is_tag):
            continue
        first, last = verbs(entry), verbs(behind)
        if len(first) == len(last) == 1 and CLOSING.get(last[0]) == first[0] != "block":
            yield at
