"""Opens an Excel file as what it is, a ZIP of XML, and keeps of it only what a table needs.

What is dangerous is refused before anything is parsed. Pictures, filters, charts and names are left
out: they say nothing of the table, cost time, and are what openpyxl stumbles over. So are cells
that have a format and no content, of which a sheet may hold millions.
"""

from __future__ import annotations

import io
import posixpath
import re
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.messages import Message, msg
from generator.sheets.faults import Wrong


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may cost."""

    size: int = 5 * 1024 * 1024
    """Bytes of the file."""
    unpacked: int = 50 * 1024 * 1024
    cells: int = 100_000
    """Filled cells of all sheets."""
    parts: int = 2000


ONE_SHEET: Final = Limits()

_OLE2: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_ENCODING: Final = re.compile(rb"""\A<\?xml[^>]*?\sencoding=["']([^"']+)""")
_PLAIN: Final = frozenset({"utf-8", "us-ascii", "ascii", "iso-8859-1", "windows-1252"})
_ROOT: Final = re.compile(rb"\A\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<(?:\w+:)?(\w+)", re.DOTALL)
_KEPT: Final = frozenset({b"Types", b"Relationships", b"workbook", b"sst", b"styleSheet"})
_UNUSED: Final = re.compile(
    rb"<((?:\w+:)?(?:definedNames|externalReferences|pivotCaches|customWorkbookViews|extLst))\b"
    rb"(?:[^>]*/>|.*?</\1\s*>)",
    re.DOTALL,
)
_OPENING: Final = re.compile(rb"<((?:\w+:)?)worksheet\b[^>]*>")
_DATA: Final = re.compile(rb"<((?:\w+:)?sheetData)\b(?:[^>]*/>|.*</\1\s*>)", re.DOTALL)
_MERGES: Final = re.compile(rb"<((?:\w+:)?mergeCells)\b.*?</\1\s*>", re.DOTALL)
_MERGED: Final = re.compile(rb"""ref=["']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})["']""")
_ADDRESS: Final = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_PICTURES: Final = re.compile(
    rb"<((?:\w+:)?(?:drawing|picture|oleObjects|controls|extLst))\b(?:[^>]*/>|.*?</\1\s*>)", re.DOTALL
)
"""What openpyxl cannot copy, or only with a library for pictures."""
_MOST_MERGES: Final = 1000
_MOST_NODES: Final = 1_500_000
_CELLS: Final = rb"<%bc[\s/>]"
_UNPLACED: Final = rb"<%bc(?![^<>]*\sr=)[\s/>]"
_BLANK_CELLS: Final = rb"<%bc\s[^<>/]*+(?:/>|>\s*</%bc\s*>)"
_BLANK_ROWS: Final = rb"<%brow\s[^<>/]*\br=[^<>/]*(?:/>|>\s*</%brow\s*>)"
"""What stands in a sheet, with the prefix of its namespace: regular expressions are quick with a fixed beginning."""


def opened(path: Path, limits: Limits = ONE_SHEET) -> bytes:
    """Give a workbook that holds the filled cells of a file, and nothing else.

    Raises:
        Wrong: the file is missing, too large, dangerous, or no workbook.

    """
    parts = unpacked(path, limits)
    return packed(_slimmed(parts, limits))


def unpacked(path: Path, limits: Limits = ONE_SHEET) -> dict[str, bytes]:
    """Give the parts of a workbook that are XML, checked for what is dangerous.

    Raises:
        Wrong: the file is missing, too large, dangerous, or no workbook.

    """
    raw = contents(path, limits)
    if not raw.startswith(b"PK"):
        raise _stranger(raw)
    with zipfile.ZipFile(io.BytesIO(raw)) as source:
        entries = [info for info in source.infolist() if not info.is_dir()]
        if len(entries) > limits.parts or sum(info.file_size for info in entries) > limits.unpacked:
            raise Wrong(
                "XLS004",
                msg("The file unpacks to more than a table can hold."),
                msg("Copy the table into a new workbook, without pictures, and save that one."),
            )
        parts = {
            info.filename: source.read(info)
            for info in entries
            if info.filename.lower().endswith((".xml", ".rels"))
        }
        names = {info.filename for info in entries}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise _other_form()
    for content in parts.values():
        _check(content)
    return parts


def damaged() -> Wrong:
    """Say that a workbook cannot be read, whatever the library stumbled over."""
    return Wrong(
        "XLS005",
        msg("The Excel file is damaged, or holds what does not belong in one."),
        msg("Open it in Excel and save it again as “Excel workbook (*.xlsx)”."),
    )


def contents(path: Path, limits: Limits = ONE_SHEET) -> bytes:
    """Give the bytes of a file that may be read and is not too large.

    Raises:
        Wrong: it is missing, no file, or too large.

    """
    cause = msg("The file cannot be opened.")
    try:
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            cause = msg("This is a folder, not an Excel file.")
            raise OSError  # noqa: TRY301  a folder is opened no more than a device
        if not stat.S_ISREG(state.st_mode):
            raise OSError  # noqa: TRY301  a device has no end
        with path.open("rb") as file:
            raw = file.read(limits.size + 1)
    except (OSError, ValueError):
        remedy = msg("Check the name of the file, that you may read it, and that it is closed in Excel.")
        raise Wrong("XLS001", cause, remedy) from None
    if len(raw) > limits.size:
        raise Wrong(
            "XLS004",
            msg(
                "The file has {size} kB; it may have at most {most} kB.",
                size=state.st_size // 1024,
                most=limits.size // 1024,
            ),
            msg("Copy the table into a new workbook, without pictures, and save that one."),
        )
    return raw


def _stranger(raw: bytes) -> Wrong:
    """Say what a file is that is no ZIP."""
    if raw.startswith(_OLE2) and _ENCRYPTED in raw:
        return Wrong(
            "XLS003",
            msg("The file is protected by a password."),
            msg("In Excel choose File, Info, Protect Workbook, and remove the password to open it; save."),
        )
    if raw.startswith(_OLE2):
        return _other_form(msg("This is a workbook of an old Excel (.xls)."))
    if raw.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"<":
        return _other_form(msg("This is a web page or an XML file that is called a workbook."))
    if not raw.strip():
        return _other_form(msg("The file is empty."))
    return _other_form()


def _other_form(cause: Message | None = None) -> Wrong:
    return Wrong(
        "XLS002",
        cause or msg("The file is not an Excel workbook (.xlsx)."),
        msg("Open it in Excel, choose Save as, and “Excel workbook (*.xlsx)”."),
    )


def _check(content: bytes) -> None:
    """Refuse XML that refers to other things, or hides in another encoding that it does."""
    declared = _ENCODING.match(content)
    encoding = declared.group(1).decode("ascii", "replace").lower() if declared else "utf-8"
    if encoding not in _PLAIN or b"\0" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise damaged()
    if _STRICT in content[:4096]:
        raise _other_form(msg("The workbook is saved as “Strict Open XML”."))


def _slimmed(parts: dict[str, bytes], limits: Limits) -> dict[str, bytes]:
    """Keep the parts that make a table; of a sheet its filled cells and what is merged."""
    roots = {name: found.group(1) for name, text in parts.items() if (found := _ROOT.match(text))}
    sheets = {name for name, root in roots.items() if root == b"worksheet"}
    beside = {posixpath.join(posixpath.dirname(n), "_rels", f"{posixpath.basename(n)}.rels") for n in sheets}
    slim = {name: _sheet(parts[name]) for name in sheets}
    if sum(cells for _, cells in slim.values()) > limits.cells:
        raise Wrong(
            "XLS004",
            msg("The workbook has more than {most} filled cells.", most=f"{limits.cells}"),
            msg("Keep the sheets of the program only; put other sheets into another workbook."),
        )
    kept = {name: text for name, (text, _) in slim.items()}
    for name, root in roots.items():
        if root in _KEPT and name not in beside:
            kept[name] = _UNUSED.sub(b"", parts[name]) if root == b"workbook" else parts[name]
    return kept


def _sheet(content: bytes) -> tuple[bytes, int]:
    """Give what is kept of a sheet, and how many cells that is."""
    opening, data, merges = _OPENING.search(content), _DATA.search(content), _MERGES.search(content)
    if opening is None or data is None:
        raise damaged()
    cells, prefix = data.group(), re.escape(opening.group(1))
    # cells without an address are counted, and text in CDATA may look like a cell: both stay as they are
    if b"<![CDATA[" not in content and not re.search(_UNPLACED % prefix, cells):
        for blank in (_BLANK_CELLS, _BLANK_ROWS):
            cells = re.sub(blank % (prefix, prefix), b"", cells)
    end = b"</" + opening.group(1) + b"worksheet>"
    count = len(re.findall(_CELLS % prefix, cells))
    return content[: opening.end()] + cells + (_within(merges.group(), cells) if merges else b"") + end, count


def _within(merges: bytes, cells: bytes) -> bytes:
    """Cut what is merged down to where there are cells: openpyxl makes a cell for each address of a merged column."""
    if merges.count(b"<") > _MOST_MERGES:
        raise damaged()
    used = {(letters, int(row)) for letters, row in _ADDRESS.findall(cells)}
    last_row = max((row for _, row in used), default=1)
    last_column = max((letters for letters, _ in used), key=_place, default=b"A")

    def cut(found: re.Match[bytes]) -> bytes:
        left, top, right, bottom = found.groups()
        row = min(int(bottom), max(last_row, int(top)))
        column = min(right, max(last_column, left, key=_place), key=_place)
        return b'ref="%b%b:%b%d"' % (left, top, column, row)

    return _MERGED.sub(cut, merges)


def _place(letters: bytes) -> tuple[int, bytes]:
    """Order columns as a sheet does: Z before AA."""
    return len(letters), letters


def within(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Give the parts of a workbook that is to be copied, without what would make millions of cells of it.

    Empty cells keep their formats, unless there are more of them than anybody paints on purpose.
    """
    kept = dict(parts)
    for name, content in parts.items():
        found = _ROOT.match(content)
        if found is None or found.group(1) != b"worksheet":
            continue
        slim = _sheet(content)[0]
        opening, data = _OPENING.search(content), _DATA.search(content)
        assert opening is not None
        assert data is not None
        cells = data.group()
        if cells.count(b"<") > _MOST_NODES:
            cells = _DATA.search(slim).group()  # type: ignore[union-attr]
        merges = _MERGES.search(slim)
        behind = _MERGES.sub(merges.group() if merges else b"", _PICTURES.sub(b"", content[data.end() :]))
        kept[name] = content[: data.start()] + cells + behind
    return kept


def packed(parts: dict[str, bytes]) -> bytes:
    """Put the parts of a workbook together again."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()
