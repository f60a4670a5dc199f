"""To which entry the rows of a list within a list belong: they name it by the number that its row has."""

from __future__ import annotations

from collections.abc import Mapping

from generator.excel import labels, values
from generator.excel.book import At, Book, Row
from generator.excel.layout import Layout, Path
from generator.excel.tables import Found
from generator.findings import Pointer, Severity
from generator.messages import msg
from generator.sheets.faults import Wrong, seen


class Entries:
    """Knows the entries that have lists themselves, by file, table and number."""

    def __init__(self, book: Book, layout: Layout, found: Mapping[Path, Found]) -> None:
        """Begin without any; faults go to the book."""
        self.book, self.layout, self.found = book, layout, found
        self._numbered: dict[tuple[int, Path, int], Pointer] = {}
        self._unsure: set[tuple[int, Path]] = set()
        """Files and tables of which a number is told to be wrong already."""

    def list_of(self, found: Found, number: int, row: Row) -> Pointer | None:
        """Give the way to the list that a row is an entry of; None, and told, where no entry holds it."""
        table, column = found.table, found.table.outer_number
        if table.outer is None or column is None:
            return table.path
        written = self._read(found, number, column)
        holder = None if written is None else self._numbered.get((row.number, table.outer.path, written))
        if holder is not None:
            return (*holder, *table.within)
        row.strays.append((table.path, number))
        outer = self.found.get(table.outer.path)
        unsure = (row.number, table.outer.path) in self._unsure
        if written is not None and outer is not None and not unsure:
            self.book.find(
                "XLS027",
                Severity.ERROR,
                (At(found.grid.name, number, found.where.columns[column]),),
                msg(
                    "“{key}” has no row with the number {number} on the sheet “{sheet}”.",
                    key=seen(row.key),
                    number=written,
                    sheet=outer.grid.name,
                ),
                msg("Write the number that the row has there, or add a row with this number."),
            )
        return None

    def keep(self, found: Found, number: int, row: Row, place: Pointer) -> None:
        """Keep an entry by its number, where the rows of its lists name it."""
        table, column = found.table, found.table.own_number
        if column is None:
            return
        written = self._read(found, number, column)
        first = (
            None if written is None else self._numbered.setdefault((row.number, table.path, written), place)
        )
        if first is place:
            return
        # which entries are its own cannot be known; that they seem to be missing is not told
        self._unsure.add((row.number, table.path))
        row.unread |= {(*place, *each.within) for each in self.layout.lists if each.outer is table}
        if first is not None and written is not None:
            at = At(found.grid.name, number, found.where.columns[column])
            there = row.entries[first[:-1]][int(first[-1])]
            cause = msg(
                "“{key}” has the number {number} on row {row} already.",
                key=seen(row.key),
                number=written,
                row=there,
            )
            remedy = msg("Give each row of a file a number of its own: 1, 2, …")
            self.book.find("XLS036", Severity.ERROR, (at,), cause, remedy, place)

    def _read(self, found: Found, number: int, path: Path) -> int | None:
        """Read a number; None, and told, where there is none."""
        place = found.where.columns.get(path)
        if place is None:
            return None
        at, cell = At(found.grid.name, number, place), found.grid.cell(number, place)
        column = next(each for each in found.table.numbers if each.path == path)
        if cell.blank:
            cause = msg("“{column}” is empty.", column=labels.named(column))
            remedy = msg("Fill in the cell, or delete the row.")
            self.book.find("XLS018", Severity.ERROR, (at,), cause, remedy)
            return None
        try:
            return int(values.read(cell, column))
        except Wrong as wrong:
            self.book.find(wrong.code, Severity.ERROR, (at,), wrong.cause, wrong.remedy)
            return None
