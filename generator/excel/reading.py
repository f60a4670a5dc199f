"""Reads a workbook or a CSV file: its rows as files would have them, and all that is wrong with its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path as File
from typing import Any, Final

from generator.excel import csvs, labels, naming, tables, values
from generator.excel.book import At, Book, Row
from generator.excel.entries import Entries
from generator.excel.layout import Layout, Path, Table, names
from generator.excel.tables import Found
from generator.findings import Pointer, Severity
from generator.messages import Message, msg
from generator.sheets import texts
from generator.sheets.archive import Limits
from generator.sheets.faults import Wrong, seen
from generator.sheets.grid import Cell, grids
from generator.sheets.supervised import in_time

LIMITS: Final = Limits(size=20 * 1024 * 1024, unpacked=200 * 1024 * 1024, cells=300_000)
"""589 centres with all their lists fill some tens of thousands of cells."""
SECONDS: Final = 120
_MANY: Final = 3
"""A row that lacks more required cells is told as a whole, and they are all marked."""


def read_in_time(path: File, seconds: float = SECONDS) -> Book:
    """Read a workbook in a process of its own; one that takes too long, or breaks the process, is a finding."""
    try:
        return in_time(seconds, read, path)
    except Wrong as wrong:
        return _refused(path, wrong)


def read(path: File) -> Book:
    """Read a workbook; what is wrong becomes faults of the book, all at once."""
    book = Book(path.as_posix())
    try:
        sheets = [csvs.grid(path, LIMITS)] if csvs.is_csv(path) else grids(path, LIMITS, computed=False)
    except Wrong as wrong:
        return _refused(path, wrong)
    made, found = tables.find(sheets, book)
    if made is not None:
        _Reader(book, made, found).read()
    return book


def _refused(path: File, wrong: Wrong) -> Book:
    book = Book(path.as_posix(), whole=False)
    book.find(wrong.code, Severity.ERROR, (), wrong.cause, wrong.remedy)
    return book


class _Reader:
    def __init__(self, book: Book, made: Layout, found: Mapping[Path, Found]) -> None:
        self.book, self.layout, self.found = book, made, found
        self.main = found[()]
        self.entries = Entries(book, made, found)
        self.by_file: dict[str, Row] = {}
        self.keys: dict[str, Row | None] = {}

    def read(self) -> None:
        """Read the rows of all tables."""
        for number in self._rows(self.main):
            self._file(number)
        for path, found in self.found.items():
            if path:
                for number in self._rows(found):
                    self._entry(found, number)
        for row in self.book.rows:
            self._complete(row)
        if not self.book.rows:
            cause = msg("The workbook holds no row.")
            remedy = msg("Fill in one row for each file below the headers, and save.")
            self.book.find("XLS035", Severity.WARNING, (), cause, remedy)
        if not self.main.grid.name:
            self.book.raw = [dict(self._raw(row.number)) for row in self.book.rows]

    def _raw(self, number: int) -> Iterator[tuple[Path, str]]:
        grid = self.main.grid
        for path, column in ((None, self.main.where.key), *self.main.where.columns.items()):
            cell = grid.cell(number, column)
            if not cell.blank:
                yield ("@",) if path is None else path, str(cell.value)

    def _rows(self, found: Found) -> list[int]:
        """Give the rows of a table in which something stands that is read."""
        known = {found.where.key, *found.where.columns.values()}
        filled = {
            row
            for (row, column), cell in found.grid.cells.items()
            if row >= found.where.first and column in known and not cell.blank
        }
        self._check_merged(found, filled, known)
        hidden = sorted(filled & found.grid.hidden_rows)
        if hidden:
            self.book.find(
                "XLS020",
                Severity.INFO,
                (At(found.grid.name, hidden[0], found.where.key),),
                msg("Hidden rows that are read like the others: {count}.", count=len(hidden)),
                msg("If they are not to count, delete them; a filter or a hidden row takes nothing away."),
            )
        return sorted(filled)

    def _check_merged(self, found: Found, rows: set[int], columns: set[int]) -> None:
        for top, left, bottom, right in found.grid.merged:
            if any(top <= row <= bottom for row in rows) and any(left <= each <= right for each in columns):
                # within one row it is that row that is not known
                self.book.whole = self.book.whole and top == bottom
                self.book.find(
                    "XLS010",
                    Severity.ERROR,
                    (At(found.grid.name, top, left),),
                    msg("Cells are merged here: Excel keeps one value for all of them."),
                    msg("Unmerge the cells, and fill in each of them."),
                )

    def _file(self, number: int) -> None:
        """Read a row of the sheet of the files."""
        at = At(self.main.grid.name, number, self.main.where.key)
        key = self._key(self.main, number, msg("The row does not say which file it is."))
        row = Row(key or "", "", number, {})
        if key is not None:
            try:
                row.file = naming.file_of(key, self.layout.kind.name)
            except Wrong as wrong:
                self.book.find(wrong.code, Severity.ERROR, (at,), wrong.cause, wrong.remedy)
            self._known(row, at)
        self.book.rows.append(row)
        self._values(self.main, number, row, ())
        self._follow(row)

    def _known(self, row: Row, at: At) -> None:
        """Keep a row by its name; two names that Windows takes for one are refused."""
        name = row.file.casefold() or row.key.casefold()
        first = self.by_file.setdefault(name, row)
        if first is not row:
            # entries of lists may belong to either
            row.file = first.file = ""
            cause = msg("“{key}” stands on row {row} already.", key=seen(row.key), row=first.number)
            remedy = msg("Delete one of the two rows, or give one of them another name of a file.")
            self.book.find("XLS026", Severity.ERROR, (at,), cause, remedy)

    def _follow(self, row: Row) -> None:
        """Fill in what follows from the NIS code in the first column."""
        nis = naming.nis_of(row.key)
        if nis is None:
            return
        target = self.layout.kind.refers_to
        for column in self.layout.main.columns:
            if column.follows and column.path[0] not in row.data and column.path not in row.unread:
                name = column.path[0]
                row.data[name] = nis if name == "nis" else f"{target[0]}-{nis}.yaml"

    def _key(self, found: Found, number: int, missing: Message) -> str | None:
        """Read the first column, which says to which file a row belongs."""
        at = At(found.grid.name, number, found.where.key)
        cell = found.grid.cell(number, found.where.key)
        try:
            values.computed(cell)
            written = "" if cell.blank else texts.line(cell)
        except Wrong as wrong:
            self.book.find(wrong.code, Severity.ERROR, (at,), wrong.cause, wrong.remedy)
            return None
        if not written:
            remedy = msg("Fill in the first column, or empty the row.")
            self.book.find("XLS025", Severity.ERROR, (at,), missing, remedy)
            return None
        return written

    def _entry(self, found: Found, number: int) -> None:
        """Read an entry of a list."""
        key = self._key(found, number, msg("The row does not say to which file it belongs."))
        if key is None:
            # it may be an entry of any file, which would lose it
            self.book.whole = False
            return
        try:
            name = naming.file_of(key, self.layout.kind.name).casefold()
        except Wrong:
            name = key.casefold()
        row = self.by_file.get(name)
        if row is None:
            self.book.whole = False
            at = At(found.grid.name, number, found.where.key)
            cause = msg(
                "“{key}” is on no row of the sheet “{sheet}”.", key=seen(key), sheet=self.main.grid.name
            )
            remedy = msg("Write it as it stands in the first column of that sheet.")
            self.book.find("XLS027", Severity.ERROR, (at,), cause, remedy)
            return
        of_list = self.entries.list_of(found, number, row)
        if of_list is None:
            return
        numbers = row.entries.setdefault(of_list, [])
        place = (*of_list, len(numbers))
        numbers.append(number)
        self._values(found, number, row, place)
        self.entries.keep(found, number, row, place)

    def _values(self, found: Found, number: int, row: Row, root: Pointer) -> None:
        """Read the values of a row into the data of its file."""
        value: Any = None if root and not found.table.columns[0].path else {}
        for column in found.table.columns:
            place = found.where.columns.get(column.path)
            cell = Cell(None) if place is None else found.grid.cell(number, place)
            if place is None or cell.blank:
                continue
            try:
                read_ = values.read(cell, column)
            except Wrong as wrong:
                pointer = (*root, *column.path)
                at = At(found.grid.name, number, place)
                row.unread.add(pointer)
                self.book.find(wrong.code, Severity.ERROR, (at,), wrong.cause, wrong.remedy, pointer)
                continue
            if column.path:
                _put(value, column.path, read_)
            else:
                value = read_
        if root:
            _list(row.data, root[:-1]).append(value)
        else:
            row.data.update(value)

    def _complete(self, row: Row) -> None:
        """Add the lists that have to be there, the year of the workbook, and say what is empty."""
        for table in self.layout.lists:
            if table.required:
                for holder in _holders(row, table):
                    _list(row.data, (*holder, *table.within))
        if self.main.year is not None and ("campaign",) not in row.unread:
            row.data.setdefault("campaign", self.main.year)
        self._lacking(self.main, row.number, row, (), row.data)
        for of_list, numbers in row.entries.items():
            found = self.found[names(of_list)]
            for index, (number, entry) in enumerate(zip(numbers, _list(row.data, of_list), strict=True)):
                self._lacking(found, number, row, (*of_list, index), entry)

    def _lacking(self, found: Found, number: int, row: Row, root: Pointer, entry: Any) -> None:
        unread = {pointer[len(root) :] for pointer in row.unread if pointer[: len(root)] == root}
        empty = [
            path
            for path in _empty(found.table.node, entry, ())
            if found.where.has(path) and not any(each[: len(path)] == path for each in unread)
        ]
        row.unread |= {(*root, *path) for path in empty}
        cells = tuple(found.where.cell(number, path) for path in empty)
        if len(empty) > _MANY:
            row.bare = row.bare or not root
            key = At(found.grid.name, number, found.where.key)
            cause = msg("In this row required cells are empty: {count}.", count=len(empty))
            remedy = msg("Fill in the cells that are marked, or delete the row.")
            self.book.find("XLS018", Severity.ERROR, (key, *cells), cause, remedy, root)
            return
        by_path = {column.path: column for column in found.table.columns}
        for path, at in zip(empty, cells, strict=True):
            column = by_path.get(path) or next(c for p, c in by_path.items() if p[: len(path)] == path)
            title = labels.titles(found.table) if not path else labels.named(column)
            self.book.find(
                "XLS018",
                Severity.ERROR,
                (at,),
                msg("“{column}” is empty.", column=title),
                msg("Fill in the cell, or delete the row.") if root else msg("Fill in the cell."),
                (*root, *path),
            )


def _empty(node: Mapping[str, Any], value: Any, path: Path) -> Iterator[Path]:
    """Give the way to each required value that is not there; an optional group is looked into where it is used."""
    if "properties" not in node or "x-text" in node:
        if value in (None, {}):
            yield path
        return
    for name, part in node["properties"].items():
        inner = (value or {}).get(name)
        needed = name in node.get("required", ())
        if "const" in part or part.get("type") == "array" or (inner is None and not needed):
            continue
        yield from _empty(part, inner, (*path, name))


def _put(data: dict[str, Any], path: Path, value: Any) -> None:
    for name in path[:-1]:
        data = data.setdefault(name, {})
    data[path[-1]] = value


def _list(data: Any, of_list: Pointer) -> list[Any]:
    """Give a list of a file; groups and lists that are not there are added."""
    for step in of_list[:-1]:
        data = data[step] if isinstance(step, int) else data.setdefault(step, {})
    made: list[Any] = data.setdefault(of_list[-1], [])
    return made


def _holders(row: Row, table: Table) -> Iterator[Pointer]:
    """Give the way to each entry that holds a list; for a list of the file itself nothing."""
    if table.outer is None:
        yield ()
        return
    for of_list, numbers in row.entries.items():
        if names(of_list) == table.outer.path:
            yield from ((*of_list, index) for index in range(len(numbers)))
