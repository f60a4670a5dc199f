"""The pairs of templates: each file on its own, and the French and the Dutch against each other."""

from generator.pairs.approving import Approval, approve
from generator.pairs.checking import Checked, check
from generator.pairs.copies import Copies, annotate, keep_apart
from generator.pairs.placing import placed
from generator.pairs.versions import Renewals, compare

__all__ = [
    "Approval",
    "Checked",
    "Copies",
    "Renewals",
    "annotate",
    "approve",
    "check",
    "compare",
    "keep_apart",
    "placed",
]
