"""A template compiled once and rendered many times.

docxtpl prepares the XML of a template anew for each document, with regular expressions: that is
nearly all of its time. Here docxtpl's own preparation runs once, and what it gives is compiled by
Jinja and kept. A test holds the result against docxtpl's, as canonical XML.
"""

from __future__ import annotations

import gc
import html
import io
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from jinja2 import Template, TemplateError
from lxml import etree

from generator.errors import TemplateFault, UsageFault, reason
from generator.locales import Language
from generator.messages import Message, msg
from generator.rendering.archive import Packed, join, pack
from generator.rendering.environment import LEDGER, MARK, MARKS, Printed, TemplateEnvironment
from generator.rendering.faults import Refused, TagFault, short, told_of
from generator.rendering.pagination import styles_kept
from generator.templates import base_of, parts_of

RENDERED: Final = re.compile(r"word/(?:document|header[0-9]*|footer[0-9]*|footnotes)\.xml\Z")
_WHOLE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}%]*%\}")
_BROKEN = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_TAG = re.compile(r"\{[{%#]")
_OPENING = re.compile(r"\{\{[-+]?|\{%[-+]?")
_INSIDE = re.compile(r"(?:\{\{|\{%)[-+]?\n")
_WHOLE_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_BEGIN: Final = "\n<w:p"
"""The begin of a paragraph, which stands on a line of its own; perhaps that of its properties."""
_TEXT: Final = re.compile(r"<w:t(?: [^>]*)?>\s*[^<\s]")
_NUMBER: Final = re.compile(r"<\?p \d+/\d+\?>")
_VALUE: Final = re.compile(f"{MARK[0]}\\d+{MARK[1]}")
_CORE: Final = "docProps/core.xml"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_CP: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TITLE_LIMIT: Final = 255
LOCALE: Final[Mapping[Language, str]] = {"fr": "fr-BE", "nl": "nl-BE"}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document: its bytes, the values that were printed, and the XML of the rendered parts."""

    docx: bytes
    title: str
    printed: tuple[Printed, ...]
    xml: Mapping[str, bytes]
    name: str
    marked: Mapping[str, str] = field(default_factory=dict)
    """The XML with the marks around the printed values and the numbers of the paragraphs in the template."""

    @property
    def parts(self) -> dict[str, etree._Element]:
        """Parse the rendered parts, strictly: docxtpl would repair what is broken by dropping it.

        Raises:
            TemplateFault: a part is no XML; no document may be made of it.
        """
        try:
            return {part: etree.fromstring(content) for part, content in self.xml.items()}
        except etree.XMLSyntaxError as error:
            raise _unsound(self.name, error) from error


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    packed: Packed | None
    template: Template | None
    source: str = ""
    """What was compiled, in which a line of a fault is sought."""


class CompiledTemplate:
    """A template of one kind in one language, ready to be rendered."""

    def __init__(self, name: str, language: Language, contents: Mapping[str, bytes]) -> None:
        """Prepare and compile the parts of a Word file.

        Raises:
            TemplateFault: a tag in it is broken.

        """
        self.name, self.language = name, language
        self._parts: list[_Part] = []
        self.fonts: frozenset[str] = frozenset()
        self.kept: frozenset[str] = frozenset()
        self.title = ""
        environment = TemplateEnvironment(language)
        try:
            for part, content in contents.items():
                self._parts.append(self._compile(part, content, environment))
        except etree.XMLSyntaxError as error:
            raise _unsound(name, error) from error

    def _compile(self, name: str, content: bytes, environment: TemplateEnvironment) -> _Part:
        if name == _CORE:
            self._core = etree.fromstring(content)
            self.title = self._core.findtext(f"{_DC}title") or ""
            return _Part(name, None, None)
        if name.endswith((".xml", ".rels")):
            root = etree.fromstring(content)
            self.fonts |= {
                str(value)
                for fonts in root.iter(f"{_W}rFonts")
                for key, value in fonts.attrib.items()
                if "Theme" not in str(key) and not str(key).endswith("hint")
            }
            if name == "word/styles.xml":
                self.kept = styles_kept(root)
            if RENDERED.match(name):
                source, template = compile_part(self.name, root, environment)
                return _Part(name, None, template, source)
            if holds_tag(root):
                told = msg("there is a tag in the part {part}, where none is filled in", part=name)
                raise TagFault(self.name, told, "refused")
        return _Part(name, pack(name, content, 9), None)

    def render(
        self, context: Mapping[str, Any], subject: str, day: date | None = None, *, marked: bool = False
    ) -> Rendered:
        """Render the document; `subject` follows the title of the template in the properties.

        `day` is the date of the file; without it that of the signature, or the first of the campaign.
        `marked` keeps the marked XML too, so that the document can be held against that in the other language.

        It is proved afterwards: `Rendered.parts` parses what was made.

        Raises:
            TemplateFault: the template asks for a name that the context does not have.

        """
        printed: list[Printed] = []
        values = {**context, LEDGER: printed, **({MARKS: True} if marked else {})}
        title = f"{self.title} – {subject}"[:_TITLE_LIMIT]
        parts, xml, sources = [], {}, {}
        for part in self._parts:
            if part.packed is not None:
                parts.append(part.packed)
                continue
            if part.template is None:
                content = self._properties(
                    title, day or context["document"]["date"] or context["campaign"]["start"]
                )
            else:
                source = self._text(part, part.template, values)
                content = _DECLARATION + _unmarked(source, values=marked).encode()
                xml[part.name] = content
                if marked:
                    sources[part.name] = source
            parts.append(pack(part.name, content))
        return Rendered(join(parts), title, tuple(printed), xml, self.name, sources)

    def _text(self, part: _Part, template: Template, values: Mapping[str, Any]) -> str:
        try:
            return template.render(values)
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            raise _tag_fault(self.name, error, part.source, _line_of(error)) from error

    def _properties(self, title: str, day: date) -> bytes:
        """Write title, language and dates; the dates are never those of the clock."""
        core = etree.fromstring(etree.tostring(self._core))
        texts = {f"{_DC}title": title, f"{_DC}language": LOCALE[self.language]}
        for tag in (f"{_TERMS}created", f"{_TERMS}modified"):
            texts[tag] = f"{day.isoformat()}T00:00:00Z"
        for tag, text in texts.items():
            node = core.find(tag)
            if node is None:
                node = etree.SubElement(core, tag)
            node.text = text
            if tag.startswith(_TERMS):
                node.set(f"{_XSI}type", "dcterms:W3CDTF")
        for tag in (f"{_CP}lastModifiedBy", f"{_CP}revision"):
            node = core.find(tag)
            if node is not None:
                core.remove(node)
        return _DECLARATION + etree.tostring(core)


def compile_template(path: Path, language: Language) -> CompiledTemplate:
    """Compile the template of that file.

    Raises:
        TemplateFault: it cannot be read or compiled.

    """
    try:
        contents = parts_of(path)
    except OSError as error:
        raise _fault(path.name, msg("it cannot be opened: {reason}", reason=reason(error))) from error
    except UsageFault as error:
        raise _fault(path.name, error.cause) from error
    base = base_of(path)
    name = path.name if base is None else f"{path.name} + {base}.{language}.docx"
    template = CompiledTemplate(name, language, contents)
    # what was loaded so far stays; looking through it again and again took half of the rendering
    gc.freeze()
    return template


def compile_part(name: str, root: etree._Element, environment: TemplateEnvironment) -> tuple[str, Template]:
    """Compile a part of a template; give what docxtpl prepared, too.

    Raises:
        TagFault: a tag in it is broken.

    """
    source = _prepared_or_told(name, root)
    return source, _compiled(name, source, environment)


def prove_part(name: str, root: etree._Element) -> None:
    """Compile the tags of a part and nothing else: in both languages of a pair they are mostly the same.

    Raises:
        TagFault: a tag in it is broken.

    """
    source = _prepared_or_told(name, root)
    if left := _BROKEN.search(_WHOLE_TAG.sub("", source)):
        told = msg("a tag is not whole (“{sign}”) in “{text}”", sign=left.group(), text=name)
        raise TagFault(name, told)
    _prove("".join(_WHOLE_TAG.findall(source)))


@lru_cache(maxsize=512)
def _prove(tags: str) -> None:
    # the filters have the same names in both languages
    _compiled("", tags, TemplateEnvironment("fr"))


def _prepared_or_told(name: str, root: etree._Element) -> str:
    try:
        return _prepared(root)
    except Refused as error:
        raise TagFault(name, error.told, error.sort, node=error.node) from error


def _compiled(name: str, source: str, environment: TemplateEnvironment) -> Template:
    try:
        return environment.from_string(source)
    except TemplateError as error:
        raise _tag_fault(name, error, source, getattr(error, "lineno", None)) from error
    except (ValueError, RecursionError, SyntaxError, MemoryError, OverflowError) as error:
        # a number of thousands of digits, a hundred brackets: whatever Python cannot read
        raise TagFault(name, msg("a tag is too long or too deep to be read")) from error


def holds_tag(root: etree._Element) -> bool:
    """Tell whether the begin of a tag stands in a part."""
    return _TAG.search("".join(map(str, root.itertext()))) is not None


def _prepared(root: etree._Element) -> str:
    """Prepare the XML of a part as docxtpl does."""
    from docxtpl import DocxTemplate

    for row in root.iter(f"{_W}tr"):
        _refuse_beside(row, "tr")
    for paragraph in root.iter(f"{_W}p"):
        _refuse_beside(paragraph, "p")
        text = "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))
        if ("{" in text or "}" in text) and (left := _BROKEN.search(_WHOLE.sub("", text))):
            # docxtpl would join it with the paragraphs that follow, and they would be lost
            told = msg("a tag is not whole (“{sign}”) in “{text}”", sign=left.group(), text=short(text))
            raise Refused(told, 1, "broken", paragraph)
    xml = DocxTemplate(io.BytesIO()).patch_xml(etree.tostring(root, encoding="unicode"))
    # the inside of each tag is a line of its own, so that the line of a fault tells the tag
    xml = _OPENING.sub(lambda found: f"{found.group()}\n", xml)
    return _numbered(re.sub(r"<w:p([ >])", r"\n<w:p\1", xml))


def _numbered(xml: str) -> str:
    """Number the paragraphs that hold text, so that two documents can tell whether they print the same ones."""
    before, *paragraphs = xml.split(_BEGIN)
    texts = [
        each[0] in " >" and _TEXT.search(each, 0, each.find("</w:p>")) is not None for each in paragraphs
    ]
    numbers, all_of_them = accumulate(map(int, texts)), sum(texts)
    return before + "".join(
        f"\n<?p {number}/{all_of_them}?>{_BEGIN[1:]}{each}" if text else f"{_BEGIN}{each}"
        for each, text, number in zip(paragraphs, texts, numbers, strict=True)
    )


def _unmarked(xml: str, *, values: bool) -> str:
    """Take away what Word must not see; `values` tells whether the printed values have marks."""
    if values:
        xml = _VALUE.sub("", xml).replace(MARK[2], "")
    return _NUMBER.sub("", xml).replace(_BEGIN, _BEGIN[1:])


def _refuse_beside(node: etree._Element, kind: str) -> None:
    """Refuse what stands with a tag that takes away its paragraph or its row: it would be lost without a word."""
    text = "".join(each.text or "" for each in node.iter(f"{_W}t")).strip()
    if f"{{%{kind}" not in text:
        return
    if not re.fullmatch(rf"\{{%{kind}\s[^{{}}%]*%\}}", text):
        told = msg("text stands beside a tag and would be lost: “{text}”", text=short(text))
        raise Refused(told, 1, "beside", node)
    if next(node.iter(f"{_W}sectPr"), None) is not None:
        told = msg("a section ends in the paragraph of a tag, and would be lost: “{text}”", text=short(text))
        raise Refused(told, 1, "beside", node)


def _line_of(error: Exception) -> int | None:
    """Give the line of a template in which something went wrong while it was filled in."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _tag_fault(name: str, error: Exception, source: str, line: int | None) -> TagFault:
    """Find the tag in which something is wrong by its line, and say what."""
    openings = list(_INSIDE.finditer(source))
    number = None
    if line is not None and not str(error).startswith("Unexpected end of template"):
        begin = sum(len(each) + 1 for each in source.split("\n")[: line - 1])
        number = bisect_right(openings, begin, key=re.Match.end) - 1
    if number is None or number < 0:
        told, sort = told_of(error, "")
        return TagFault(name, told, sort)
    found = _WHOLE_TAG.match(source, openings[number].start())
    tag = "" if found is None else " ".join(html.unescape(found.group()).split())
    told, sort = told_of(error, tag)
    return TagFault(name, told, sort, tag, number=number)


def _unsound(name: str, error: etree.XMLSyntaxError) -> TemplateFault:
    line, column = error.position
    told = msg("a part of it is no sound XML (line {line}, column {column})", line=line, column=column)
    return _fault(name, told)


def _fault(name: str, reason: Message) -> TemplateFault:
    return TagFault(name, reason)
