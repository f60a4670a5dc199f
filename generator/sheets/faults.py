"""What is wrong with a workbook or with one of its cells, in words that can be translated."""

from __future__ import annotations

from typing import Final

from generator.messages import Message

_SHOWN: Final = 60


class Wrong(Exception):
    """The file, or the cell, cannot be read; carries the finding that says why."""

    def __init__(self, code: str, cause: Message, remedy: Message) -> None:
        """Keep the parts of the finding."""
        super().__init__(code)
        self.code, self.cause, self.remedy = code, cause, remedy


def seen(value: object) -> str:
    """Give what a cell holds, short enough for a message."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
