"""Renders templates: the only room that knows docxtpl and Jinja."""

from generator.rendering.archive import joined
from generator.rendering.compiled import (
    RENDERED,
    CompiledTemplate,
    Rendered,
    compile_template,
    holds_tag,
    prove_part,
)
from generator.rendering.environment import Printed
from generator.rendering.faults import Refused, TagFault, meant_by, no_word, reason_of
from generator.rendering.pagination import Header, on_new_pages, table_headers
from generator.rendering.proof import missing_values, paragraphs_of

__all__ = [
    "RENDERED",
    "CompiledTemplate",
    "Header",
    "Printed",
    "Refused",
    "Rendered",
    "TagFault",
    "compile_template",
    "holds_tag",
    "joined",
    "meant_by",
    "missing_values",
    "no_word",
    "on_new_pages",
    "paragraphs_of",
    "prove_part",
    "reason_of",
    "table_headers",
]
