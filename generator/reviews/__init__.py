"""The page on which a translator reads the two files of each pair side by side, with what the check found."""

from generator.reviews.page import ours, page

__all__ = ["ours", "page"]
