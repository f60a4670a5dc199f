"""One PDF of many documents, with contents, bookmarks and page labels: for the Minister's desk."""

from generator.binders.binding import bind
from generator.binders.contents import contents_pages
from generator.binders.selecting import Leaf, Section, Selection, sections, select

__all__ = ["Leaf", "Section", "Selection", "bind", "contents_pages", "sections", "select"]
