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
from generator.rendering.environment import FILTERS, Printed
from generator.rendering.faults import Refused, TagFault, meant_by, no_word, reason_of
from generator.rendering.pagination import Header, on_new_pages, table_groups, table_headers
from generator.rendering.pieces import DOCUMENT, Cell, Item, Paragraph, Row, Table, items_of, masked
from generator.rendering.proof import missing_values, paragraphs_of

__all__ = [
    "DOCUMENT",
    "FILTERS",
    "RENDERED",
    "Cell",
    "CompiledTemplate",
    "Header",
    "Item",
    "Paragraph",
    "Printed",
    "Refused",
    "Rendered",
    "Row",
    "Table",
    "TagFault",
    "compile_template",
    "holds_tag",
    "items_of",
    "joined",
    "masked",
    "meant_by",
    "missing_values",
    "no_word",
    "on_new_pages",
    "paragraphs_of",
    "prove_part",
    "reason_of",
    "table_groups",
    "table_headers",
]
