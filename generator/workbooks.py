"""Excel workbooks that we write: text is never a formula, and the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from openpyxl import Workbook

_STAMP: Final = (1980, 1, 1, 0, 0, 0)
_CORE: Final = "docProps/core.xml"
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def put(cell: Any, text: str) -> None:
    """Write a text into a cell as a text, whatever it begins with: `=`, `+`, `-` or `@` is no formula."""
    cell.value = _CONTROL.sub("\ufffd", text)
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in set("=+-@")


def saved(workbook: Workbook, day: date) -> bytes:
    """Give the bytes of a workbook; its dates are those of `day`, never of the clock."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    workbook.properties.created = moment.replace(tzinfo=None)
    written = io.BytesIO()
    workbook.save(written)
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info.filename)
            if info.filename == _CORE:
                # openpyxl writes the clock, whatever the properties say
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            entry = zipfile.ZipInfo(info.filename, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return out.getvalue()
