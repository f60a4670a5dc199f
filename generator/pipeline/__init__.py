"""The story of one document: from a path to a checked dossier, to a proved DOCX and PDF."""

from generator.pipeline import stamps
from generator.pipeline.checking import Checked, Checker
from generator.pipeline.making import Document, convert, fill, pdf_findings, render, render_all

__all__ = [
    "Checked",
    "Checker",
    "Document",
    "convert",
    "fill",
    "pdf_findings",
    "render",
    "render_all",
    "stamps",
]
