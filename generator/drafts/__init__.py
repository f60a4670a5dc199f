"""Files to finish: what is known stands there, the rest is marked."""

from generator.drafts.decisions import DECISION, draft_decision
from generator.drafts.reports import draft
from generator.drafts.sheets import REPORT, Draft, with_expenses

__all__ = ["DECISION", "REPORT", "Draft", "draft", "draft_decision", "with_expenses"]
