"""The templates: Word files that people edit, found, joined with what they share, and printed as text."""

from generator.templates.blocks import base_of, parts_of
from generator.templates.files import W, own_folder, path_of, read_parts, taken_from
from generator.templates.reading import plain_text, title_of

__all__ = [
    "W",
    "base_of",
    "own_folder",
    "parts_of",
    "path_of",
    "plain_text",
    "read_parts",
    "taken_from",
    "title_of",
]
