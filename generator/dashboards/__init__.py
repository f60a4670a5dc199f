"""One view of many final reports: each objective with its bar, and totals, as a page and as a workbook.

`board` gathers the reports into one value, from which `page` and `workbook` print: what is hidden is already
out of that value, so that no output can show it.
"""

from __future__ import annotations

from generator.dashboards.board import Board, board
from generator.dashboards.page import page
from generator.dashboards.workbook import workbook

__all__ = ["Board", "board", "page", "workbook"]
