"""Excel workbooks that we write: text is never a formula, and the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from openpyxl import Workbook

_STAMP: Final = (1980, 1, 1, 0, 0, 0)
_CORE: Final = "docProps/core.xml"
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook would take for a character that XML cannot hold."""
_SHEET: Final = re.compile(r"xl/worksheets/sheet([0-9]+)\.xml\Z")
_BEHIND: Final = re.compile(rb"<(?:drawing|legacyDrawing|tableParts|extLst)\b|</worksheet>")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def euro(language: str) -> str:
    """Give the format of an amount: a Dutch reader writes the sign in front."""
    return '"€"\\ #,##0.00' if language == "nl" else '#,##0.00\\ "€"'


def put(cell: Any, text: str, *, quoted: bool = True) -> None:
    """Write a text into a cell as a text, whatever it begins with: `=`, `+`, `-` or `@` is no formula.

    Without `quoted` the cell gets its style from elsewhere, and with it that it is a text.
    """
    cell.value = _ESCAPE.sub("_x005F_", _CONTROL.sub("\ufffd", text))
    cell.data_type = "s"
    if quoted:
        cell.quotePrefix = text[:1] in set("=+-@")


def saved(workbook: Workbook, day: date, texts: Sequence[str] = ()) -> bytes:
    """Give the bytes of a workbook; its dates are those of `day`, never of the clock.

    On the sheets named in `texts` Excel does not point at each code that looks like a number.
    """
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    workbook.properties.created = moment.replace(tzinfo=None)
    written = io.BytesIO()
    workbook.save(written)
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    names = [sheet.title for sheet in workbook.worksheets]
    out = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info.filename)
            if info.filename == _CORE:
                # openpyxl writes the clock, whatever the properties say
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            if (sheet := _SHEET.match(info.filename)) and names[int(sheet[1]) - 1] in texts:
                content = _unmarked(content)
            entry = zipfile.ZipInfo(info.filename, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return out.getvalue()


def _unmarked(sheet: bytes) -> bytes:
    """Add to a sheet that numbers kept as texts are meant so; openpyxl does not write it."""
    found = _BEHIND.search(sheet)
    assert found is not None
    ignored = b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'
    return sheet[: found.start()] + ignored + sheet[found.start() :]
