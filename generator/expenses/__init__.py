"""The sheet of expenses of the final report: made to be typed in Excel, and read back as a person means it.

Columns, choices and limits follow from the entry `expense` of the schemas; nothing of it is a list here.
"""

from generator.expenses.reading import Sheet, read
from generator.expenses.supervised import read_in_time
from generator.expenses.template import template

__all__ = ["Sheet", "read", "read_in_time", "template"]
