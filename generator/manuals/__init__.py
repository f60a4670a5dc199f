"""The manual page of each code: what is checked, why, and what to do.

The manual of a rule is the docstring of its function. The codes of the other floors (reading, schema, files,
sheets, templates, output) have theirs here.
"""

from __future__ import annotations

from functools import cache

from generator.manuals.documents import DOCUMENTS
from generator.manuals.files import FILES
from generator.manuals.page import Manual
from generator.manuals.pairs import PAIRS
from generator.manuals.sheets import SHEETS
from generator.rules import FOLDER_RULES, RULES


@cache
def codes() -> dict[str, Manual]:
    """Give the manual of every code, in the order of the codes."""
    rules = {**RULES, **FOLDER_RULES}
    entered = {code: Manual(rule.manual, rule.source, rule.severity) for code, rule in rules.items()}
    return dict(sorted({**FILES, **DOCUMENTS, **SHEETS, **PAIRS, **entered}.items()))


def manual_of(code: str) -> str:
    """Give the manual of a code in English, or nothing for an unknown one."""
    found = codes().get(code)
    return found.text if found else ""


def source_of(code: str) -> str:
    """Give the source of a code in law or practice, in English, to be translated."""
    found = codes().get(code)
    return found.source if found else ""
