"""The file `approved.json` beside the templates: which French and which Dutch were approved together.

It holds the texts themselves, so that the check can say what was changed, and a difference of two versions of
the file can be read. It comes from outside as any other file, and is believed in nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from generator.errors import reason
from generator.messages import Message, msg
from generator.pairs.words import normal

NAME: Final = "approved.json"
_VERSION: Final = 1
_MOST_BYTES: Final = 4_000_000
_MOST_BLOCKS: Final = 5_000
"""Of a pair; the longest one of the program has some hundreds."""
_LONGEST: Final = 20_000
"""Characters of a text."""
_TEXTS: Final = frozenset({"fr", "nl"})
_TAGS: Final = frozenset({"tag"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A text and its translation, with their tags by meaning; or a tag that is the same in both."""

    french: str
    dutch: str
    is_tag: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Give both texts in one form, without notation: what is compared."""
        return normal(self.french), normal(self.dutch)


Approved = Mapping[str, Sequence[Entry]]
"""What was approved, by pair (`conventions/convention-city`), in the order in which it is read."""


class Unusable(ValueError):
    """The file is no memory of approvals that can be used."""

    def __init__(self, reason: Message) -> None:
        """Keep the reason, to be put into the language of the reader."""
        super().__init__(str(reason))
        self.reason = reason


def load(folder: Path) -> Approved | None:
    """Read the file of a folder; None where there is none.

    Raises:
        Unusable: it cannot be read, or is not what `dump` writes.

    """
    path = folder / NAME
    try:
        if not path.exists() and not path.is_symlink():
            return None
        if not path.is_file():
            raise Unusable(msg("it is no file"))
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise Unusable(msg("it cannot be opened: {reason}", reason=reason(error))) from error
    return parse(raw)


def parse(raw: bytes) -> Approved:
    """Read what `dump` writes, and nothing else.

    Raises:
        Unusable: it is something else.

    """
    if len(raw) > _MOST_BYTES:
        raise Unusable(msg("it is larger than any that the program writes"))
    try:
        data = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once)
    except Unusable:
        raise
    except (ValueError, RecursionError) as error:
        raise Unusable(msg("it is no JSON in UTF-8")) from error
    return _approved(data)


def dump(approved: Approved) -> bytes:
    """Write the file: a line for each text, so that versions compare well."""
    pairs = []
    for name, entries in sorted(approved.items()):
        lines = ",\n".join(_written(each) for each in entries)
        pairs.append(f"{_quoted(name)}: [\n{lines}\n]")
    body = ",\n".join(pairs)
    return f'{{\n"version": {_VERSION},\n"pairs": {{\n{body}\n}}\n}}\n'.encode()


def _written(entry: Entry) -> str:
    if entry.is_tag:
        return f' {{"tag": {_quoted(entry.french)}}}'
    return f' {{"fr": {_quoted(entry.french)},\n  "nl": {_quoted(entry.dutch)}}}'


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Unusable(msg("a name stands there twice"))
    return made


def _approved(data: Any) -> Approved:
    if not isinstance(data, dict) or data.keys() != {"version", "pairs"}:
        raise Unusable(msg("it holds something else"))
    if type(data["version"]) is not int or data["version"] != _VERSION:
        raise Unusable(msg("it is of another version of the program"))
    pairs = data["pairs"]
    if not isinstance(pairs, dict):
        raise Unusable(msg("it holds something else"))
    return {_text(name): _entries(entries) for name, entries in pairs.items()}


def _entries(entries: Any) -> list[Entry]:
    if not isinstance(entries, list) or len(entries) > _MOST_BLOCKS:
        raise Unusable(msg("it holds something else"))
    return [_entry(each) for each in entries]


def _entry(data: Any) -> Entry:
    if isinstance(data, dict) and data.keys() == _TEXTS:
        return Entry(_text(data["fr"]), _text(data["nl"]))
    if isinstance(data, dict) and data.keys() == _TAGS:
        tag = _text(data["tag"])
        return Entry(tag, tag, is_tag=True)
    raise Unusable(msg("it holds something else"))


def _text(value: Any) -> str:
    """Take a text that can be printed and written again."""
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise Unusable(msg("it holds something else"))
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise Unusable(msg("it holds something else")) from error
    return value
