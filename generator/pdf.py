"""Finishes a PDF and proves it; besides the binder the only place that knows the PDF libraries.

An engine is not trusted. A PDF is good when every piece of text of the document is found in it as
often as it stands there, its fonts are those of the template and embedded, and its number of pages
is sane. pikepdf (qpdf) sets title, language and dates and makes the bytes repeatable; PDFium reads
the text back, thirty times faster than a reader in Python; pypdf, which wrote nothing of it, says
what a reader sees: pages, fonts, title, language.
"""

from __future__ import annotations

import io
import re
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from generator import __version__
from generator.locales import Language
from generator.messages import Message, msg
from generator.properties import packet
from generator.rendering.compiled import LOCALE
from generator.rendering.pagination import Header
from generator.rendering.proof import GAP, lost_pieces

_ICC_DATE: Final = slice(24, 36)
_ICC_FIXED: Final = bytes((7, 223, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
_HYPHEN: Final = "\ufffe"
"""What PDFium writes for a hyphen at the end of a line."""
_LINE_HYPHEN: Final = "-\x1c"
"""A hyphen that ended a line; what follows it counts as blank."""
_JOINED: Final = re.compile(r"(?<!\S)\S+(?:-\x1c\S+)+")
_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*[.,;:)]?\Z")
_STYLE = re.compile(r"[-,]?(?:Bold|Italic|Oblique|Regular|MT|PS)+\Z", re.IGNORECASE)
_BEGINNING: Final = 40
"""So much of a row tells it from others."""
_MOST_PAGES: Final = 400
_OTHER_LINE: Final = 0.7
"""By so much of its height a character stands higher or lower on another line; one that is raised, by less."""


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
    torn_tables: tuple[tuple[int, int], ...] = ()
    """Tables that are split where they should not, each with the row that is to begin a page; 0 is the header."""


def finish_and_prove(
    raw: bytes,
    *,
    title: str,
    language: Language,
    day: date,
    fonts: frozenset[str],
    paragraphs: Mapping[str, list[str]],
    headers: Sequence[Header],
    engine: str,
) -> Finished:
    """Finish what an engine made, then read it back and compare it with the document.

    The name and version of the engine are recorded as the producer of the PDF.
    """
    try:
        pdf = _finish(raw, title, language, day, f"cpas {__version__}; {engine}")
        pages, faults = _look(pdf, title, language, fonts)
        bodies, lost = _read_back(pdf, paragraphs)
    except Exception as error:  # noqa: BLE001  three libraries, and whatever an engine may write
        reason = type(error).__name__
        return Finished(
            b"",
            0,
            (Fault("PDF001", msg("The engine gave no PDF that can be read ({reason}).", reason=reason)),),
        )
    faults += [
        Fault("PDF002", msg("The text “{text}” of the document is not in the PDF.", text=_excerpt(piece)))
        for piece in lost
    ]
    return Finished(pdf, pages, tuple(faults), tuple(_torn(headers, list(map(_compact, bodies)))))


def _finish(raw: bytes, title: str, language: Language, day: date, producer: str) -> bytes:
    """Set the properties, and make the bytes repeatable.

    qpdf reads and writes files twice as fast as it does objects of Python.
    """
    import pikepdf

    with tempfile.TemporaryDirectory(prefix="cpas-") as folder:
        made, finished = Path(folder, "made.pdf"), Path(folder, "finished.pdf")
        made.write_bytes(raw)
        with pikepdf.open(made) as pdf:
            if "/MarkInfo" in pdf.Root and "/Suspects" in pdf.Root.MarkInfo:
                del pdf.Root.MarkInfo.Suspects  # rdocx writes it as another type than readers expect
            pdf.Root.Lang = pikepdf.String(LOCALE[language])
            if "/Metadata" not in pdf.Root:
                # a new object makes qpdf read all others, which takes a third of the whole
                pdf.Root.Metadata = pikepdf.Stream(pdf, b"")
                pdf.Root.Metadata.Type, pdf.Root.Metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
            properties = pdf.Root.Metadata
            properties.write(packet(properties.read_bytes(), title, LOCALE[language], producer, day))
            pdf.docinfo["/Title"] = pikepdf.String(title)
            pdf.docinfo["/Producer"] = pikepdf.String(producer)
            for key in ("/CreationDate", "/ModDate"):
                pdf.docinfo[key] = pikepdf.String(day.strftime("D:%Y%m%d000000+00'00'"))
            for key in ("/DocChecksum", "/ID"):
                if key in pdf.trailer:
                    del pdf.trailer[key]
            _fix_profiles(pdf)
            pdf.save(
                finished,
                fix_metadata_version=False,  # the packet is ours
                deterministic_id=True,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
            )
        return finished.read_bytes()


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
    faults: list[Fault] = []
    if not 0 < count <= _MOST_PAGES:
        faults.append(Fault("PDF003", msg("The PDF has {count} pages.", count=count)))
    if (
        reader.metadata is None
        or reader.metadata.title != title
        or reader.root_object.get("/Lang") != LOCALE[language]
    ):
        faults.append(Fault("PDF004", msg("The PDF has lost its title or its language.")))
    fonts = _fonts(reader)
    if not fonts:
        faults.append(Fault("PDF005", msg("The PDF is set in no font at all.")))
    for font, embedded in sorted(fonts.items()):
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


def _read_back(pdf: bytes, paragraphs: Mapping[str, list[str]]) -> tuple[list[str], list[str]]:
    """Give the pages without what stands around them, and the pieces of text that they lack.

    Where something seems lost the lines are told apart once more, by where each character stands: of a page with
    little but lines of one character PDFium makes a column of Chinese, one long word without an end of line.
    """
    bodies, lost = _compared(paragraphs, _texts(pdf))
    if lost:
        again = _compared(paragraphs, _texts(pdf, by_place=True))
        bodies, lost = min((bodies, lost), again, key=lambda each: len(each[1]))
    return bodies, lost


def _texts(pdf: bytes, *, by_place: bool = False) -> list[str]:
    """Give the text of each page, in the order in which it is drawn."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = (page.get_textpage() for page in document)
        return [_plain(_by_place(text) if by_place else text.get_text_range()) for text in texts]
    finally:
        document.close()


def _by_place(text: Any) -> str:
    """Give the text of a page with an end of line wherever the next character stands on another line, further back."""
    boxes = [text.get_charbox(number, loose=True) for number in range(text.count_chars())]
    starts = [0]
    for number, ((_, low, right, high), (left, bottom, _, top)) in enumerate(pairwise(boxes), 1):
        if left < right and abs(bottom - low) > _OTHER_LINE * max(top - bottom, high - low):
            starts.append(number)
    lines = (text.get_text_range(start, end - start) for start, end in pairwise([*starts, len(boxes)]))
    return "\n".join(lines).replace(_HYPHEN + "\n", _HYPHEN)


def _plain(text: str) -> str:
    """Undo what an engine may set otherwise: ligatures, and the hyphens of PDFium at the end of a line."""
    return unicodedata.normalize("NFKC", text).replace(_HYPHEN, _LINE_HYPHEN)


def _compact(text: str) -> str:
    """Drop blanks: an engine breaks lines where it likes."""
    return "".join(_plain(text).split())


def _compared(paragraphs: Mapping[str, list[str]], texts: list[str]) -> tuple[list[str], list[str]]:
    """Give the pages without what stands around them, and the pieces that the document has more often than they."""
    bodies, lost = _bodies(paragraphs, texts)
    return bodies, lost + _lost_from_body(paragraphs, bodies)


def _bodies(paragraphs: Mapping[str, list[str]], texts: list[str]) -> tuple[list[str], list[str]]:
    """Take headers, footers and footnotes off the pages, so that a paragraph may run over a page end.

    Give the pages without them, and those that were not found on any page.
    """
    pages = list(texts)
    # the footer of the first page and that of the others may be the same text
    around = dict.fromkeys(
        (text, "footnotes" not in name)
        for name, texts_of_part in paragraphs.items()
        if name != "word/document.xml"
        for text in texts_of_part
    )
    lost = [
        _compact(text) for text, everywhere in around if not _take_off(pages, text, everywhere=everywhere)
    ]
    return pages, lost


def _lost_from_body(paragraphs: Mapping[str, list[str]], pages: list[str]) -> list[str]:
    """Seek each piece of the body and cut out what is found: no piece is found inside another.

    Its words are counted too: a number in a cell is not found as a digit of another number.
    """
    body = [(text, list(_words(text))) for text in paragraphs.get("word/document.xml", [])]
    words = Counter(word for _, found in body for word in found)
    there = Counter(word for page in pages for word in page.split())
    # a hyphen at the end of a line: “e-mail” was one word, “gezondheids- of” were two
    there.update(joined.replace(_LINE_HYPHEN, "-") for page in pages for joined in _JOINED.findall(page))
    lost = [word for word, times in words.items() if there[word] < times]
    # a word alone was counted: without blanks the “46” and “10” of two cells would hold the “61” of a third
    longer = (text for text, found in body if found != [_plain(text)])
    wanted = (compact for text in longer for piece in text.split(GAP) if (compact := _compact(piece)))
    return lost + lost_pieces(wanted, _compact("".join(pages)))


def _torn(headers: Sequence[Header], bodies: list[str]) -> list[tuple[int, int]]:
    """Give the tables whose header ends a page, or that go on with a row that is to stay with the one before.

    Tables with the same header are told apart by their order: a header at the top of a page is that of a
    table that goes on, as long as there are more headers on the pages than tables.
    """
    alike: dict[str, list[int]] = defaultdict(list)
    for number, header in enumerate(headers):
        if text := _compact(header.text):
            alike[text].append(number)
    torn: set[tuple[int, int]] = set()
    for text, tables in alike.items():
        places = [
            (page, found.start())
            for page, body in enumerate(bodies)
            for found in re.finditer(re.escape(text), body)
        ]
        repeated, index = len(places) - len(tables), -1
        for page, start in places:
            if page and start == 0 and repeated > 0 and index >= 0:
                repeated -= 1
                cut = _split(headers[tables[index]], bodies[page - 1], bodies[page][len(text) :])
            else:
                index, cut = min(index + 1, len(tables) - 1), None
            if page < len(bodies) - 1 and start + len(text) == len(bodies[page]):
                cut = 0
            if cut is not None:
                torn.add((tables[index], cut))
    return sorted(torn)


def _split(header: Header, before: str, rest: str) -> int | None:
    """Give the row from which a table should go on that goes on with `rest`, if that is not where it does; `before` is the page before."""
    if header.whole:
        return 0
    found = [
        (before.rfind(_compact(last)), first)
        for first, begins, last in header.followers
        if rest.startswith(_compact(begins)[:_BEGINNING])
    ]
    # of rows that say the same, the one that follows what ends the page before
    place, row = max(found, default=(-1, None))
    return row if place >= 0 else None


def _words(text: str) -> Iterator[str]:
    """Give the words of a paragraph that no engine breaks, nor joins with a number of its own."""
    pieces = text.split(GAP)
    for number, piece in enumerate(pieces):
        words = _plain(piece).split()
        words = words[1 if number else 0 : len(words) - (number < len(pieces) - 1)]
        yield from filter(_WORD.match, words)


def _take_off(pages: list[str], text: str, *, everywhere: bool) -> bool:
    """Take a header or footer off every page that has it, or a footnote off the one that has it."""
    pieces = [r"\s*".join(map(re.escape, _compact(piece))) for piece in text.split(GAP)]
    # an engine breaks lines where it likes
    pattern = re.compile((r"[0-9\s]*" if not everywhere else "") + r"[0-9\s]*".join(pieces))
    found = False
    for number, page in enumerate(pages):
        matches = list(pattern.finditer(page))
        if matches:
            # a header stands first on its page; a footer or a footnote last
            match = matches[-1] if page[: matches[0].start()].strip() else matches[0]
            pages[number] = f"{page[: match.start()]}\n{page[match.end() :]}"
            found = True
            if not everywhere:
                break
    return found


def _excerpt(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004
