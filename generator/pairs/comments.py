"""Puts comments into a Word file, and leaves all else in it as it stands.

The XML is changed part by part: the text gets the marks of the comments, the part of the comments is added or
made longer, with its type and its relation. All other parts keep their bytes; styles are neither asked for nor
added. A mark tells an untouched copy from one that somebody has worked on: Word drops it when it saves, and a
digest tells other changes.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from generator.locales import Reader
from generator.templates import W

_DOCUMENT: Final = "word/document.xml"
_RELATIONS: Final = "word/_rels/document.xml.rels"
_TYPES: Final = "[Content_Types].xml"
_PART: Final = "word/comments.xml"
_SORT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPES_NS: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS_NS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_LANGUAGES: Final[Mapping[Reader, str]] = {"fr": "fr-BE", "nl": "nl-BE", "en": "en-GB"}
_MARK: Final = re.compile(r" findings of cpas, ([0-9a-f]{64}) \Z")
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: the paragraph that it is about, counted in the text of the file, and its own paragraphs."""

    paragraph: int
    texts: tuple[str, ...]


def paragraphs(document: etree._Element) -> list[etree._Element]:
    """Give the paragraphs of a text in their order; those of text boxes too, which hold no comments."""
    return list(document.iter(f"{W}p"))


def can_hold(paragraph: etree._Element) -> bool:
    """Tell whether Word lets a paragraph have comments: not in a text box."""
    return next(paragraph.iterancestors(f"{W}txbxContent"), None) is None


def commented(
    contents: Mapping[str, bytes], comments: Sequence[Comment], author: str, language: Reader
) -> dict[str, bytes]:
    """Give the parts of a Word file with comments, in their order; a new part stands last."""
    made = dict(contents)
    document = etree.fromstring(contents[_DOCUMENT])
    part = _part(contents)
    root = (
        etree.fromstring(contents[part])
        if part in contents
        else etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
    )
    _unmark(root)
    first = 1 + max(_numbers(document, root), default=-1)
    _anchor(document, comments, first)
    for number, comment in enumerate(comments, first):
        root.append(_comment(comment, number, author, language))
    made[_DOCUMENT] = _written(document)
    made[_TYPES] = _typed(contents[_TYPES], part)
    made[_RELATIONS] = _related(contents[_RELATIONS], part)
    made[part] = b""
    root.insert(0, etree.Comment(f" findings of cpas, {_digest(made, part, root)} "))
    made[part] = _written(root)
    return made


def untouched(contents: Mapping[str, bytes]) -> bool:
    """Tell whether a Word file is as `commented` gave it: nobody worked on it since."""
    try:
        part = _part(contents)
        root = etree.fromstring(contents[part])
    except (KeyError, etree.XMLSyntaxError):
        return False
    marks = list(_unmark(root))
    return marks == [_digest(contents, part, root)]


def _digest(contents: Mapping[str, bytes], part: str, root: etree._Element) -> str:
    """Give a digest of all parts and of the comments."""
    digest = hashlib.sha256()
    for name, content in sorted(contents.items()):
        if name != part:
            digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    for comment in root.iter(f"{W}comment"):
        digest.update(etree.tostring(comment, method="c14n", with_tail=False))
    return digest.hexdigest()


def _unmark(root: etree._Element) -> list[str]:
    """Take out our marks, and give what they say."""
    marks = []
    for each in list(root):
        if isinstance(each, etree._Comment) and (found := _MARK.match(str(each.text))):  # noqa: SLF001
            marks.append(found.group(1))
            root.remove(each)
    return marks


def _part(contents: Mapping[str, bytes]) -> str:
    """Give the part of the comments: that of the relation, or the usual one."""
    for relation in etree.fromstring(contents[_RELATIONS]):
        if relation.get("Type") == _RELATION:
            target = str(relation.get("Target"))
            return posixpath.normpath(posixpath.join("/word", target)).lstrip("/")
    return _PART


def _numbers(document: etree._Element, comments: etree._Element) -> Iterator[int]:
    """Give the numbers that comments have already."""
    marks = (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")
    for node in (*document.iter(*marks), *comments.iter(f"{W}comment")):
        number = str(node.get(f"{W}id"))
        if number.isdigit():
            yield int(number)


def _anchor(document: etree._Element, comments: Sequence[Comment], first: int) -> None:
    """Put the marks of the comments about the paragraphs."""
    about: dict[int, list[str]] = defaultdict(list)
    for number, comment in enumerate(comments, first):
        about[comment.paragraph].append(str(number))
    every = paragraphs(document)
    for index, wanted in about.items():
        paragraph = every[index]
        properties = paragraph.find(f"{W}pPr")
        begin = 0 if properties is None else paragraph.index(properties) + 1
        paragraph[begin:begin] = [etree.Element(f"{W}commentRangeStart", {f"{W}id": each}) for each in wanted]
        for each in wanted:
            etree.SubElement(paragraph, f"{W}commentRangeEnd", {f"{W}id": each})
            run = etree.SubElement(paragraph, f"{W}r")
            etree.SubElement(run, f"{W}commentReference", {f"{W}id": each})


def _comment(comment: Comment, number: int, author: str, language: Reader) -> etree._Element:
    """Write a comment; it has no date, so that the same findings give the same bytes."""
    made = etree.Element(f"{W}comment")
    for name, value in (("id", str(number)), ("author", author), ("initials", author)):
        made.set(f"{W}{name}", value)
    for text in comment.texts:
        paragraph = etree.SubElement(made, f"{W}p")
        if paragraph.getprevious() is None:
            etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}annotationRef")
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}lang").set(f"{W}val", _LANGUAGES[language])
        said = etree.SubElement(run, f"{W}t")
        said.set(_SPACE, "preserve")
        said.text = _NOT_XML.sub("\ufffd", text)
    return made


def _typed(raw: bytes, part: str) -> bytes:
    """Write down what sort of part the comments are."""
    root = etree.fromstring(raw)
    for override in root.iter(f"{_TYPES_NS}Override"):
        if str(override.get("PartName")).lower() == f"/{part}".lower():
            return raw
    etree.SubElement(root, f"{_TYPES_NS}Override", {"PartName": f"/{part}", "ContentType": _SORT})
    return _written(root)


def _related(raw: bytes, part: str) -> bytes:
    """Write down that the text has comments."""
    root = etree.fromstring(raw)
    if any(relation.get("Type") == _RELATION for relation in root):
        return raw
    known = {str(relation.get("Id")) for relation in root}
    number = next(n for n in range(1, len(known) + 2) if f"rId{n}" not in known)
    attributes = {"Id": f"rId{number}", "Type": _RELATION, "Target": posixpath.relpath(part, "word")}
    etree.SubElement(root, f"{_RELATIONS_NS}Relationship", attributes)
    return _written(root)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root.getroottree(), encoding="UTF-8", standalone=True)
