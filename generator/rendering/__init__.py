"""Renders templates: the only room that knows docxtpl and Jinja."""

from generator.rendering.compiled import CompiledTemplate, Rendered, compile_template
from generator.rendering.environment import Printed
from generator.rendering.proof import missing_values, paragraphs_of

__all__ = ["CompiledTemplate", "Printed", "Rendered", "compile_template", "missing_values", "paragraphs_of"]
