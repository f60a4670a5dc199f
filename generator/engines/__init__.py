"""The converters from DOCX to PDF: the only room that knows one."""

from generator.engines.base import Engine, Failure, Group
from generator.engines.choice import ENGINES, create

__all__ = ["ENGINES", "Engine", "Failure", "Group", "create"]
