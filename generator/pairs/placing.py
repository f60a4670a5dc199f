"""Says of a template that stopped a document what the check says of it: the place as Word shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.errors import TemplateFault
from generator.findings import Finding
from generator.locales import Language
from generator.messages import Message, msg
from generator.pairs import compiling, reading, tagging, tags
from generator.pairs.model import Word
from generator.rendering import TagFault

_PREFIX: Final = re.compile(r"(?<=\{%)(?:p|tr|tc|r)(?=\s)")


def placed(fault: TemplateFault, path: Path, language: Language) -> TemplateFault:
    """Find the place of a fault in the template or in the one that it extends; without one, give it back."""
    words = list(_words(path, language))
    told = {word.path: list(_findings(word)) for word in words}
    tag, sort = (fault.tag, fault.sort) if isinstance(fault, TagFault) else ("", "broken")
    if tag and sort != "nesting":
        for word in words:
            there = [each.place for each in word.paragraphs if _plain(tag) in _plain(each.text)]
            for finding in told[word.path]:
                if finding.place.shown in there:
                    return _told(word, finding.message, finding.remedy)
            if there and isinstance(fault, TagFault):
                return _told(
                    word, msg("{place}: {message}", place=there[0], message=fault.reason), fault.remedy
                )
    for word in words:
        if told[word.path]:
            first = min(told[word.path], key=lambda each: sort == "nesting" and each.code != "TPL006")
            return _told(word, first.message, first.remedy)
        if place := of_block(word, fault):
            reason = dict(fault.cause.values)["reason"]
            return _told(word, msg("{place}: {message}", place=place, message=reason), fault.remedy)
    return fault


def of_block(word: Word, fault: TemplateFault) -> Message | None:
    """Give the place of the block that does not fit, where it stands in this file."""
    values = dict(fault.cause.values)
    if values.get("name") == word.name and isinstance(reason := values.get("reason"), Message):
        text, name = (dict(reason.values).get(gap) for gap in ("text", "name"))
        for paragraph in word.regions["document"].paragraphs:
            blocks = [tag.expression for tag in paragraph.tags if tag.verb == "block"]
            if name in blocks or (text and paragraph.text.strip().startswith(str(text))):
                return paragraph.place
    return None


def _words(path: Path, language: Language) -> Iterator[Word]:
    """Read a template, and the one that it extends."""
    try:
        word = reading.read(path, language)
        yield word
        if word.extends is not None:
            yield reading.read(path.with_name(f"{word.extends}.{language}.docx"), language)
    except reading.Unreadable:
        return


def _findings(word: Word) -> Iterator[Finding]:
    """Give what is wrong with the tags of a file."""
    found = [each for each in tagging.check(word, {}) if each.code in compiling.TAGS]
    yield from found
    # in a common file the blocks are holes
    common = any(tag.verb == "block" for each in word.paragraphs for tag in each.tags)
    yield from compiling.check(word, found, common=common)


def _plain(text: str) -> str:
    """Write tags as docxtpl leaves them: without the letter that says what they take with them."""
    return " ".join(_PREFIX.sub("", text.translate(tags.ODD)).split())


def _told(word: Word, reason: Message, remedy: Message | None) -> TemplateFault:
    return TemplateFault(
        msg("The template {name} is broken: {reason}", name=word.name, reason=reason), remedy
    )
