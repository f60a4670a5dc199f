"""Many files in one Excel workbook: made from the schema of a kind, filled in by people, read back as files."""

from generator.excel.filling import Filled, Folder, from_folder
from generator.excel.importing import Fate, Import, plan
from generator.excel.labels import of_row
from generator.excel.layout import Layout, layout
from generator.excel.marking import marked_in_time
from generator.excel.reading import read, read_in_time
from generator.excel.template import csv, workbook

__all__ = [
    "Fate",
    "Filled",
    "Folder",
    "Import",
    "Layout",
    "csv",
    "from_folder",
    "layout",
    "marked_in_time",
    "of_row",
    "plan",
    "read",
    "read_in_time",
    "workbook",
]
