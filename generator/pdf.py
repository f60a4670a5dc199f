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
    """Give the text of each page, in the order in which it is drawn."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_plain(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def _plain(text: str) -> str:
    """Undo what an engine may set otherwise: ligatures, and the hyphens of PDFium."""
    return unicodedata.normalize("NFKC", text).replace("\ufffe", "-")


def _compact(text: str) -> str:
    """Drop blanks: an engine breaks lines where it likes."""
    return _BLANK.sub("", _plain(text))


def _lost(paragraphs: Mapping[str, list[str]], texts: list[str]) -> Iterator[str]:
    """Give the pieces of text that stand in the document more often than in the PDF.

    A paragraph of one word, such as the number in a cell of a table, is sought as a whole word; any
    other as a run of characters on one page, or at the end of one page and the beginning of the next.
    """
    whole = [text for part in paragraphs.values() for text in part]
    words = Counter(_plain(text).strip() for text in whole if GAP not in text and len(text.split()) == 1)
    there = Counter(word for text in texts for word in text.split())
    yield from (word for word, times in words.items() if there[word] < times)

    pieces = Counter(compact for text in whole for piece in text.split(GAP) if (compact := _compact(piece)))
    pages = _Pages([_compact(text) for text in texts], _furniture(paragraphs))
    for piece, times in pieces.items():
        found = sum(page.count(piece) for page in pages.texts)
        if found < times:
            found += pages.runs(piece)
        if found < times:
            yield piece


def _furniture(paragraphs: Mapping[str, list[str]]) -> list[str]:
    """Give the texts of headers, footers and footnotes, which may stand between two pages of a paragraph."""
    return [
        compact
        for name, texts in paragraphs.items()
        if name != "word/document.xml"
        for text in texts
        for piece in text.split(GAP)
        if (compact := _compact(piece))
    ]


class _Pages:
    """The pages of a PDF, and where the text of each begins and ends without headers and footers."""

    def __init__(self, texts: list[str], furniture: list[str]) -> None:
        self.texts = texts
        self._starts = [_stripped(text, furniture, str.startswith, lambda t, n: t[n:]) for text in texts]
        self._ends = [_stripped(text, furniture, str.endswith, lambda t, n: t[:-n]) for text in texts]

    def runs(self, piece: str) -> int:
        """Count the page ends over which a paragraph runs."""
        return sum(self._runs(piece, number) for number in range(len(self.texts) - 1))

    def _runs(self, piece: str, number: int) -> bool:
        return any(
            end.endswith(piece[:length]) and self._goes_on(piece[length:], number + 1)
            for length in range(1, len(piece))
            for end in self._ends[number]
        )

    def _goes_on(self, rest: str, number: int) -> bool:
        """Tell whether a page begins with the rest, or is filled by it and the next goes on."""
        if number >= len(self.texts):
            return False
        if any(start.startswith(rest) for start in self._starts[number]):
            return True
        bodies = {
            start[: len(start) - len(self.texts[number]) + len(end)]
            for start in self._starts[number]
            for end in self._ends[number]
        }
        return any(
            body and rest.startswith(body) and self._goes_on(rest[len(body) :], number + 1) for body in bodies
        )


def _stripped(
    text: str, furniture: list[str], stands: Callable[[str, str], bool], without: Callable[[str, int], str]
) -> list[str]:
    """Take headers, footers, footnotes and page numbers off one end of a page; give each step."""
    steps = [text]
    while text:
        piece = next((each for each in furniture if stands(text, each)), None)
        if piece is None:
            piece = next((digit for digit in "0123456789" if stands(text, digit)), None)
        if piece is None:
            break
        text = without(text, len(piece))
        steps.append(text)
    return steps


def _excerpt(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004
