"""What is wrong with the tags of one file: broken, misplaced, unknown, not allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from generator.findings import Finding
from generator.messages import Message, msg
from generator.pairs import tags
from generator.pairs.model import CLOSING, OPENING, Paragraph, Region, Row, Table, Tag, Word, short
from generator.rendering import FILTERS

_LEFT: Final = re.compile(r"\{\s?\{|\}\s?\}|\{\s?%|%\s?\}|\{\s?#|#\s?\}|\{|\}")
_NAMED: Final = re.compile(
    r"(?<![\w.@/])([a-z_]+(?:\.[a-z_]+)+)(?![\w.@/])|[\[<‹«(｛（{]\s*([a-z]+_[a-z_]+|[a-z_]+\.[a-z_.]+)\s*[\]>›»)｝）}]"
)
"""A dotted name, or a name in brackets; a single word in brackets may be text."""
_VERBS: Final = frozenset({*OPENING, *CLOSING, "else", "elif", "extends", "print"})
_PLAIN: Final = frozenset({"str", "int"})
"""Sorts of values that are written as they are."""
_CLOSE: Final = 0.75
"""So much of a name is right where another one is proposed."""
_FILL: Final = msg("Write the tag again as in the other language, in one go.")


def check(word: Word, known: Mapping[str, str]) -> Iterator[Finding]:
    """Check the tags of a file; `known` are the names that its kind has, none where nobody knows."""
    for region in word.regions.values():
        for paragraph in region.paragraphs:
            yield from _in_paragraph(word, paragraph, known)
        yield from _nesting(word, region)
        for item in region.items:
            if isinstance(item, Table):
                for row in item.rows:
                    yield from _row(word, row)
                yield from _spoken(word, item.spoken)
            elif item.style == "picture":
                yield from _spoken(word, [item])
    yield from _title(word)


def _in_paragraph(word: Word, paragraph: Paragraph, known: Mapping[str, str]) -> Iterator[Finding]:
    if left := _LEFT.search(tags.WHOLE.sub("", paragraph.text)):
        parts = ", ".join(short(tag.raw) for tag in paragraph.tags if tag.partial and tag.reason is None)
        told = msg(
            "a tag is not whole (“{sign}”) in “{text}”",
            sign=parts or left.group(),
            text=short(paragraph.text),
        )
        yield word.finding("TPL002", paragraph.place, told, _FILL)
        for tag in paragraph.tags:
            tag.flawed = True
    if bare := _bare_name(paragraph.bare, known):
        told = msg("“{name}” looks like a tag that lost its braces", name=bare)
        yield word.finding("TPL002", paragraph.place, told, _FILL)
    for tag in paragraph.tags:
        yield from _tag(word, paragraph, tag)
        if not tag.flawed:
            yield from _names(word, paragraph, tag, known)


def _bare_name(text: str, known: Mapping[str, str]) -> str:
    """Give a name of the kind that stands in a text without the braces of a tag, or nothing."""
    fields = {name.rpartition("[].")[2] for name in known if "[]." in name}
    for found in _NAMED.finditer(text):
        dotted, bracketed = found.groups()
        name = dotted or bracketed
        if name in known or (dotted and dotted.partition(".")[2] in fields):
            return found.group()
    return ""


def _tag(word: Word, paragraph: Paragraph, tag: Tag) -> Iterator[Finding]:
    place, raw = paragraph.place, short(tag.raw)
    if tag.partial:
        if tag.reason is not None:
            told = msg("the tag {tag} cannot be read: {reason}", tag=raw, reason=tag.reason)
            yield word.finding("TPL002", place, told, _FILL)
        return
    if tags.odd(tag.raw):
        told = msg("the tag {tag} holds a no-break space, a line break or an invisible sign", tag=raw)
        yield word.finding("TPL005", place, told, msg("Type the tag again, with plain spaces."))
    if _formats(paragraph, tag) > 1:
        told = msg("the tag {tag} is formatted in parts", tag=raw)
        yield word.finding(
            "TPL004", place, told, msg("Select the whole tag and clear its formatting (Ctrl+space).")
        )
    if tag.reason is not None:
        told = msg("the tag {tag} cannot be read: {reason}", tag=raw, reason=tag.reason)
        yield word.finding("TPL002", place, told, _FILL)
    elif tag.flawed and _readable(paragraph):
        told = msg("the tag {tag} says what a template may not say", tag=raw)
        yield word.finding(
            "TPL010",
            place,
            told,
            msg("A tag holds a name with filters, a condition or a loop; nothing is computed."),
        )
    alone = paragraph.text.strip() == tag.raw.strip()
    if tag.prefix in ("p", "tr", "tc") and not alone:
        told = msg(
            "“{text}” stands beside the tag {tag} and would be lost", text=_beside(paragraph, tag), tag=raw
        )
        yield word.finding("TPL003", place, told, msg("Give the tag a paragraph of its own."))
    if tag.verb in _VERBS - {"print"} and tag.prefix not in ("p", "tr"):
        told = msg("the tag {tag} stands within a sentence", tag=raw)
        yield word.finding(
            "TPL007",
            place,
            told,
            msg(
                "Write {{%p … %}} in a paragraph of its own, about whole sentences: the two languages put their words in another order."
            ),
        )
    if tag.prefix == "tr" and paragraph.row is None:
        told = msg("the tag {tag} is for table rows, and there is no table here", tag=raw)
        yield word.finding(
            "TPL007", place, told, msg("Write p in place of tr, or move the tag into the table.")
        )


def _readable(paragraph: Paragraph) -> bool:
    return not _LEFT.search(tags.WHOLE.sub("", paragraph.text))


def _beside(paragraph: Paragraph, tag: Tag) -> str:
    return short(f"{paragraph.text[: tag.start]} {paragraph.text[tag.end :]}")


def _formats(paragraph: Paragraph, tag: Tag) -> int:
    """Count the formattings of the runs that a tag covers; a title or a caption has none."""
    if not paragraph.runs:
        return 0
    ends = [start for start, _ in paragraph.runs[1:]] + [len(paragraph.text)]
    return len(
        {
            formatting
            for (start, formatting), end in zip(paragraph.runs, ends, strict=True)
            if start < tag.end and end > tag.start
        }
    )


def _names(word: Word, paragraph: Paragraph, tag: Tag, known: Mapping[str, str]) -> Iterator[Finding]:
    for path, name in zip(tag.paths, tag.names, strict=True):
        if known and path not in known and not tag.unsure:
            tag.flawed = True
            told = msg("the name “{name}” does not exist in this kind of document", name=name)
            remedy = msg(
                "Compare with the names in docs/templates.md; within a loop the name begins with its variable."
            )
            if near := _near(path, name, known):
                remedy = msg("Perhaps {{{{ {near} }}}} is meant; docs/templates.md has all names.", near=near)
            yield word.finding("TPL008", paragraph.place, told, remedy)
    for name in tag.filters:
        if name not in FILTERS:
            tag.flawed = True
            told = msg("the filter “{name}” does not exist", name=name)
            remedy = msg("Choose one of: {filters}.", filters=", ".join(sorted(FILTERS)))
            yield word.finding("TPL009", paragraph.place, told, remedy)
    if not tag.flawed and len(tag.paths) == 1 and not tag.unsure:
        yield from _sort(word, paragraph, tag, known.get(tag.paths[0], ""))


def _sort(word: Word, paragraph: Paragraph, tag: Tag, sort: str) -> Iterator[Finding]:
    """Tell a tag that cannot write the value of its name, or that goes through what is no list; `sort` is nothing where nobody knows."""
    if not sort or _fits(tag, sort):
        return
    raw = short(tag.raw)
    fit = sorted(name for name, (_, wanted) in FILTERS.items() if wanted.__name__ == sort)
    if tag.verb == "for":
        told = msg("the tag {tag} goes through a value that is no list", tag=raw)
        remedy = msg("Write a list behind “in”; docs/templates.md has all names.")
    elif fit and sort not in _PLAIN:
        told = msg("the tag {tag} cannot write this value", tag=raw)
        remedy = msg("Write one of these filters behind the name: {filters}.", filters=", ".join(fit))
    elif sort in _PLAIN:
        told = msg("the filter of {tag} cannot write this value", tag=raw)
        remedy = msg("Take the filter away.")
    else:
        told = msg("the tag {tag} prints what is a list, a group or a condition", tag=raw)
        remedy = msg("Print one of its values; docs/templates.md has all names.")
    yield word.finding("TPL024", paragraph.place, told, remedy)


def _fits(tag: Tag, sort: str) -> bool:
    """Tell whether a tag can do with a value of a sort what it says; a condition takes any."""
    if tag.verb == "for":
        return sort == "list"
    if tag.verb != "print":
        return True
    if not tag.filters:
        return sort in _PLAIN
    return len(tag.filters) == 1 and FILTERS[tag.filters[0]][1].__name__ == sort


def _near(path: str, name: str, known: Mapping[str, str]) -> str:
    """Give the name that was probably meant, as it is written at this place, or nothing."""
    head, dot, _ = path.rpartition(".")
    beside = sorted(each for each in known if each.rpartition(".")[0] == head and not each.endswith("[]"))
    found = get_close_matches(path, beside, n=1, cutoff=_CLOSE) or get_close_matches(
        path, known, n=1, cutoff=_CLOSE
    )
    if not found:
        return ""
    own = name.rpartition(".")[0]
    meant = found[0].rpartition(".")
    if meant[0] == head:
        return f"{own}{dot}{meant[2]}"
    return "" if "[]" in found[0] else found[0]


def _nesting(word: Word, region: Region) -> Iterator[Finding]:
    """Follow what is opened and closed; both must stand in the same text, cell or table."""
    opened: list[tuple[Tag, Paragraph]] = []
    for paragraph in region.paragraphs:
        if any(tag.partial for tag in paragraph.tags):
            # nobody knows what it was to begin or to end
            continue
        for tag in paragraph.tags:
            if tag.verb in OPENING:
                opened.append((tag, paragraph))
            elif tag.verb in CLOSING or tag.verb in ("else", "elif"):
                yield from _closed(word, tag, paragraph, opened)
    for tag, paragraph in opened:
        yield _endless(word, tag, paragraph)


def _closed(
    word: Word, tag: Tag, paragraph: Paragraph, opened: list[tuple[Tag, Paragraph]]
) -> Iterator[Finding]:
    wanted = tags.partner(tag.verb)
    divides = tag.verb in ("else", "elif")
    last = opened[-1] if opened else None
    remedy = _pair_up(wanted)
    if divides and last is not None and last[0].verb == "for" and _together(last, tag, paragraph):
        told = msg("the tag {tag} divides a loop", tag=short(tag.raw))
        yield word.finding("TPL006", paragraph.place, told, _pair_up("if"))
        return
    begin = _begin_of(wanted, tag, paragraph, opened[-1:] if divides else opened)
    if begin is not None:
        while opened[-1] is not begin:
            yield _endless(word, *opened.pop())
        if divides and begin[0].divided:
            told = msg("the tag {tag} stands behind the else of its condition", tag=short(tag.raw))
            yield word.finding("TPL006", paragraph.place, told, remedy)
        begin[0].divided |= tag.verb == "else"
    elif last is not None and last[0].verb == wanted:
        told = msg(
            "the tag {tag} belongs to {begin}, which stands elsewhere: {place}",
            tag=short(tag.raw),
            begin=short(last[0].raw),
            place=last[1].place,
        )
        yield word.finding("TPL006", paragraph.place, told, remedy)
        if last[1].container == paragraph.container and tag.verb in CLOSING:
            opened.pop()
        return
    else:
        told = msg("the tag {tag} closes or divides what was not begun", tag=short(tag.raw))
        yield word.finding("TPL006", paragraph.place, told, remedy)
        return
    if tag.verb in CLOSING:
        opened.pop()


def _begin_of(
    verb: str, tag: Tag, paragraph: Paragraph, opened: list[tuple[Tag, Paragraph]]
) -> tuple[Tag, Paragraph] | None:
    """Give the last tag that an end may belong to; it stands in the same text, cell or table."""
    return next(
        (each for each in reversed(opened) if each[0].verb == verb and _together(each, tag, paragraph)), None
    )


def _endless(word: Word, tag: Tag, paragraph: Paragraph) -> Finding:
    told = msg("the tag {tag} has no end", tag=short(tag.raw))
    return word.finding("TPL006", paragraph.place, told, _pair_up(tag.verb))


def _together(first: tuple[Tag, Paragraph], tag: Tag, paragraph: Paragraph) -> bool:
    begin, where = first
    if begin.flawed or tag.flawed:
        return True
    if begin.prefix != tag.prefix:
        return False
    if tag.prefix == "tr":
        return (
            where.row is not None
            and paragraph.row is not None
            and (where.row[0] == paragraph.row[0] and where.row[1] != paragraph.row[1])
        )
    return where.container == paragraph.container


def _pair_up(verb: str) -> Message:
    return msg("Each {verb} has its end{verb} in the same text, cell or table.", verb=verb)


def _row(word: Word, row: Row) -> Iterator[Finding]:
    inside = [(tag, paragraph) for paragraph in row.paragraphs for tag in paragraph.tags]
    marks = [tag for tag, _ in inside if tag.prefix == "tr"]
    others = any(
        paragraph.text.strip() and not any(tag.prefix == "tr" for tag in paragraph.tags)
        for paragraph in row.paragraphs
    )
    if marks and (len(marks) > 1 or others):
        told = msg(
            "the row of the tag {tag} holds something else, which would be lost", tag=short(marks[0].raw)
        )
        yield word.finding("TPL003", row.place, told, msg("Give the tag a row of its own."))


def _spoken(word: Word, texts: Iterable[Paragraph]) -> Iterator[Finding]:
    for each in texts:
        if each.tags:
            told = msg("the tag {tag} stands where none is filled in", tag=short(each.tags[0].raw))
            yield word.finding("TPL021", each.place, told, msg("Write text: it is read aloud as it stands."))


def _title(word: Word) -> Iterator[Finding]:
    title = next(word.regions["properties"].paragraphs)
    if not title.text.strip():
        told = msg("the file has no title")
        remedy = msg("Write one: File, Info, Properties, Title. Readers of the PDF see and hear it.")
        yield word.finding("TPL021", title.place, told, remedy)
    elif title.tags:
        told = msg("the tag {tag} stands where none is filled in", tag=short(title.tags[0].raw))
        yield word.finding(
            "TPL021", title.place, told, msg("Write text; the program adds the name of the document.")
        )
