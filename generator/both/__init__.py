"""The two documents of a dossier, held against each other after rendering: the same facts in both languages."""

from generator.both.findings import Side, differences

__all__ = ["Side", "differences"]
