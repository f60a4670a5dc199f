"""A YAML file as plain JSON types, with the place of every value and key.

Nothing is changed in silence: a scalar becomes a number or a truth value only where it is written
in the one canonical way; everything else stays the text that was written, and the schema decides
whether that is right. What YAML programs read differently is refused, with its line.
"""

from generator.source.adding import to_add
from generator.source.building import AMBIGUOUS
from generator.source.model import Json, Source, Spot
from generator.source.reading import MAX_BYTES, YAML_ENDS, below, parse, read
from generator.source.remarks import kept
from generator.source.words import still_off

__all__ = [
    "AMBIGUOUS",
    "MAX_BYTES",
    "YAML_ENDS",
    "Json",
    "Source",
    "Spot",
    "below",
    "kept",
    "parse",
    "read",
    "still_off",
    "to_add",
]
