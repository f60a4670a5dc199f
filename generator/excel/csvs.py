"""CSV as the Excel of Belgium writes it: semicolons, a comma in numbers, UTF-8 with its mark or Windows-1252.

A CSV file holds the sheet of the files only. It has no texts, only signs: what begins as a formula gets an apostrophe
in front, which reading takes away again.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path as File
from typing import Final

from generator.messages import Message, msg
from generator.sheets.archive import Limits, contents
from generator.sheets.faults import Wrong
from generator.sheets.grid import Cell, Grid, cleaned

_ENDS: Final = frozenset({".csv", ".txt"})
_HINT: Final = re.compile(r"sep=(.)\r?\n")
"""The line by which Excel is told what parts the cells."""
_MARK: Final = re.compile(r"\"?cpas [a-z-]+(?: [0-9]{4})?\"?([;,\t])")
_FORMULA: Final = re.compile(r"'*[=+\-@\t]")
_ESCAPED: Final = re.compile(r"'+[=+\-@\t]")
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def is_csv(path: File) -> bool:
    """Tell a CSV file by the end of its name."""
    return path.suffix.lower() in _ENDS


def grid(path: File, limits: Limits) -> Grid:
    """Read a CSV file as a sheet without a name.

    Raises:
        Wrong: it cannot be read, is too large, or is broken.

    """
    text = _text(contents(path, limits))
    hint = _HINT.match(text)
    lines = text[hint.end() :] if hint else text
    mark = _MARK.match(lines)
    delimiter = hint[1] if hint else mark[1] if mark else ";"
    cells: dict[tuple[int, int], Cell] = {}
    try:
        for row, record in enumerate(csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter), 1):
            for column, written in enumerate(record, 1):
                if value := cleaned(written):
                    bare = value[1:] if _ESCAPED.match(value) else value
                    cells[row + (hint is not None), column] = Cell(bare)
            if len(cells) > limits.cells:
                raise Wrong(
                    "XLS004",
                    msg("The workbook has more than {most} filled cells.", most=f"{limits.cells}"),
                    msg("Keep the sheets of the program only; put other sheets into another workbook."),
                )
    except csv.Error:
        raise _broken(msg("The lines of the CSV file cannot be told apart.")) from None
    return Grid("", hidden=False, cells=cells, merged=(), hidden_rows=frozenset())


def written(rows: Sequence[Sequence[str]]) -> bytes:
    """Write a CSV file that Excel opens with a double click; nothing in it becomes a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row] for row in rows)
    return codecs.BOM_UTF8 + out.getvalue().encode()


def _text(raw: bytes) -> str:
    if raw.startswith(_WIDE):
        return _decoded(raw, "utf-16")
    if raw.startswith(b"PK") or b"\0" in raw:
        raise _broken(msg("The file is called CSV, and is none."))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(raw, "cp1252")


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise _broken(msg("The file is neither UTF-8 nor Windows-1252.")) from None


def _broken(cause: Message) -> Wrong:
    return Wrong(
        "XLS032", cause, msg("In Excel choose Save as, and “CSV UTF-8 (semicolon delimited) (*.csv)”.")
    )
