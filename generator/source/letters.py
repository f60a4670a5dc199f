"""Letters that another program has spoilt: UTF-8 that was read as Windows-1252, and an apostrophe that YAML takes."""

from __future__ import annotations

import re
from typing import Final

_BYTES: Final = {bytes([each]).decode("cp1252", "ignore") or chr(each): each for each in range(0x80, 0x100)}
"""The letters that Windows shows for the bytes of UTF-8 beyond ASCII."""
_FOLLOWING: Final = "[" + re.escape("".join(c for c, each in _BYTES.items() if each < 0xC0)) + "]"  # noqa: PLR2004
_SPOILT: Final = re.compile(rf"[ÂÃÅ]{_FOLLOWING}|â[€‚]{_FOLLOWING}|Ã(?=\s|\Z)")
"""`Ã©` for é, `â€™` for ’, `Å“` for œ; and à, whose second half is a no-break space that is easily lost."""
_LOST: Final = re.compile(r"(?:[tns]|s-)\s?(?=[A-ZÀ-Þ])|[tn] (?=\S)")
"""How a text goes on that begins with the Dutch ’t, ’n or ’s: `t Hof`, `s-Hertogenbosch`."""


def spoilt(text: str) -> tuple[str, str] | None:
    """Give the first word that was read in the wrong encoding, and the word that is meant."""
    if (found := _SPOILT.search(text)) is None:
        return None
    before, behind = text[: found.start()], text[found.end() :]
    begin = re.search(r"\S*\Z", before)
    end = re.match(r"\S*", behind)
    assert begin is not None
    assert end is not None
    word = text[begin.start() : found.end() + end.end()].strip()
    return word, _SPOILT.sub(lambda each: _meant(each.group()), word)


def _meant(letters: str) -> str:
    if letters == "Ã":
        return "à"
    return bytes(_BYTES[each] for each in letters).decode("utf-8", "replace")


def lost_apostrophe(text: str) -> bool:
    """Tell whether a text between single quotes has lost the apostrophe of ’t, ’n or ’s."""
    return bool(_LOST.match(text)) and text[0].islower()
