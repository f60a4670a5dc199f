"""Checks a source against the JSON Schema of its kind and says what is wrong in plain words.

jsonschema finds the faults; its own messages hold Python values and cannot be translated, so each
keyword has its words here.
"""

from generator.schemas.checking import check, check_all, kind_of, near_kind
from generator.schemas.discretion import discreet, hide_all, holds_number, without_numbers
from generator.schemas.export import export
from generator.schemas.naming import titles

__all__ = [
    "check",
    "check_all",
    "discreet",
    "export",
    "hide_all",
    "holds_number",
    "kind_of",
    "near_kind",
    "titles",
    "without_numbers",
]
