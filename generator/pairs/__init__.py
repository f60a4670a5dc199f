"""The pairs of templates: each file on its own, and the French and the Dutch against each other."""

from generator.pairs.checking import Checked, check
from generator.pairs.tags import FILTERS

__all__ = ["FILTERS", "Checked", "check"]
