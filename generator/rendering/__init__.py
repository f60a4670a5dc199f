"""Renders templates: the only room that knows docxtpl and Jinja."""

from generator.rendering.compiled import CompiledTemplate, Rendered, compile_template
from generator.rendering.environment import Printed
from generator.rendering.pagination import Header, on_new_pages, table_headers
from generator.rendering.proof import missing_values, paragraphs_of

__all__ = [
    "CompiledTemplate",
    "Header",
    "Printed",
    "Rendered",
    "compile_template",
    "missing_values",
    "on_new_pages",
    "paragraphs_of",
    "table_headers",
]
