"""Finishes a PDF and proves it: the only module that knows the PDF libraries.

An engine is not trusted. A PDF is good when every piece of text of the document is found in it as
often as it stands there, its fonts are those of the template and embedded, and its number of pages
is sane. pikepdf (qpdf) sets title, language and dates and makes the bytes repeatable; PDFium reads
the text back, thirty times faster than a reader in Python; pypdf, which wrote nothing of it, says
what a reader sees: pages, fonts, title, language.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

from generator.locales import Language
from generator.messages import Message, msg
from generator.rendering.compiled import LOCALE
from generator.rendering.proof import GAP

_ICC_DATE: Final = slice(24, 36)
_ICC_FIXED: Final = bytes((7, 223, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
_BLANK = re.compile(r"\s+")
_STYLE = re.compile(r"[-,]?(?:Bold|Italic|Oblique|Regular|MT|PS)+\Z", re.IGNORECASE)
_MOST_PAGES: Final = 400


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a PDF is not good."""

    code: str
    cause: Message


@dataclass(frozen=True, slots=True)
class Finished:
    """A PDF that was finished and proved, or the faults that refuse it."""

    pdf: bytes
    pages: int
    faults: tuple[Fault, ...]


def finish_and_prove(
    raw: bytes,
    *,
    title: str,
    language: Language,
    day: date,
    fonts: frozenset[str],
    paragraphs: Mapping[str, list[str]],
) -> Finished:
    """Finish what an engine made, then read it back and compare it with the document."""
    try:
        pdf = _finish(raw, title, language, day)
        pages, faults = _look(pdf, title, language, fonts)
        text = _texts(pdf)
    except Exception as error:  # noqa: BLE001  three libraries, and whatever an engine may write
        reason = type(error).__name__
        return Finished(
            b"",
            0,
            (Fault("PDF001", msg("The engine gave no PDF that can be read ({reason}).", reason=reason)),),
        )
    faults += [
        Fault("PDF002", msg("The text “{text}” of the document is not in the PDF.", text=_excerpt(piece)))
        for piece in _lost(paragraphs, text)
    ]
    return Finished(pdf, pages, tuple(faults))


def _finish(raw: bytes, title: str, language: Language, day: date) -> bytes:
    import pikepdf

    stamp = day.isoformat() + "T00:00:00+00:00"
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        pdf.Root.Lang = pikepdf.String(LOCALE[language])
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            meta["dc:title"] = title
            meta["dc:language"] = [LOCALE[language]]
            meta["xmp:CreateDate"] = meta["xmp:ModifyDate"] = meta["xmp:MetadataDate"] = stamp
            for key in ("xmpMM:DocumentID", "xmpMM:InstanceID"):
                if key in meta:
                    del meta[key]
        pdf.docinfo["/Title"] = pikepdf.String(title)
        for key in ("/CreationDate", "/ModDate"):
            pdf.docinfo[key] = pikepdf.String(day.strftime("D:%Y%m%d000000+00'00'"))
        for key in ("/DocChecksum", "/ID"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        _fix_profiles(pdf)
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    return out.getvalue()


def _fix_profiles(pdf: Any) -> None:
    """Give colour profiles a fixed date: LibreOffice writes the clock into them."""
    for intent in pdf.Root.get("/OutputIntents", []):
        profile = intent.get("/DestOutputProfile")
        if profile is not None:
            content = bytearray(profile.read_bytes())
            if len(content) > _ICC_DATE.stop and content[_ICC_DATE] != _ICC_FIXED:
                content[_ICC_DATE] = _ICC_FIXED
                profile.write(bytes(content))


def _look(pdf: bytes, title: str, language: Language, allowed: frozenset[str]) -> tuple[int, list[Fault]]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf))
    count = len(reader.pages)
    faults = []
    if not 0 < count <= _MOST_PAGES:
        faults.append(Fault("PDF003", msg("The PDF has {count} pages.", count=count)))
    if (
        reader.metadata is None
        or reader.metadata.title != title
        or reader.root_object.get("/Lang") != LOCALE[language]
    ):
        faults.append(Fault("PDF004", msg("The PDF has lost its title or its language.")))
    for font, embedded in sorted(_fonts(reader).items()):
        if not embedded:
            faults.append(Fault("PDF005", msg("The font {font} is not in the PDF.", font=font)))
        elif _family(font) not in {_family(each) for each in allowed}:
            faults.append(
                Fault("PDF005", msg("The PDF is set in {font}, which is no font of the template.", font=font))
            )
    return count, faults


def _fonts(reader: Any) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for page in reader.pages:
        for reference in page.get("/Resources", {}).get("/Font", {}).values():
            font = reference.get_object()
            name = str(font.get("/BaseFont", "/?"))[1:]
            if name not in found:
                low = font.get("/DescendantFonts", [font])[0].get_object()
                described = low.get("/FontDescriptor", {})
                found[name] = any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found


def _family(font: str) -> str:
    bare = re.sub(r"\A[A-Z]{6}\+", "", font)
    return _STYLE.sub("", bare).replace(" ", "").casefold()


def _texts(pdf: bytes) -> list[str]:
    """Give the text of each page, without blanks."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_compact(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def _compact(text: str) -> str:
    """Drop what an engine may set otherwise: blanks, ligatures, the hyphens of PDFium."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).replace("\ufffe", "-")


def _lost(paragraphs: Mapping[str, list[str]], pages: list[str]) -> Iterator[str]:
    """Give the pieces of text that stand in the document more often than in the PDF."""
    wanted = Counter(
        compact
        for texts in paragraphs.values()
        for text in texts
        for piece in text.split(GAP)
        if (compact := _compact(piece))
    )
    for piece, times in wanted.items():
        found = sum(page.count(piece) for page in pages)
        if found < times:
            found += sum(_split(piece, *pair) for pair in pairwise(pages))
        if found < times:
            yield piece


def _split(piece: str, page: str, following: str) -> bool:
    """Tell whether a paragraph begins on one page and ends on the next.

    If a beginning of some length is on the page, so is every shorter one; likewise for the endings.
    """
    head = _longest(len(piece), lambda length: piece[:length] in page)
    tail = _longest(len(piece), lambda length: piece[len(piece) - length :] in following)
    return 0 < head < len(piece) and tail > 0 and head + tail >= len(piece)


def _longest(limit: int, holds: Callable[[int], bool]) -> int:
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if holds(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _excerpt(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004
