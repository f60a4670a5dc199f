"""The templates: Word files that people edit, found, joined with what they share, and printed as text."""

from generator.templates.blocks import base_of, parts_of
from generator.templates.files import W, path_of, read_parts
from generator.templates.reading import plain_text, title_of

__all__ = ["W", "base_of", "parts_of", "path_of", "plain_text", "read_parts", "title_of"]
