"""A final report to finish: what is known stands there, the rest is marked."""

from generator.drafts.reports import draft
from generator.drafts.sheets import REPORT, Draft, with_expenses

__all__ = ["REPORT", "Draft", "draft", "with_expenses"]
