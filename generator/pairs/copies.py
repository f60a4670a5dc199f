"""Writes copies of the templates in which each finding is a comment of Word at its place.

The originals are never touched: nothing is written into their folder. A copy on which nobody has worked since
it was written is replaced, or taken away where its template has no finding any more; one that somebody changed
is his work, and stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from generator import output, resources
from generator.errors import UsageFault, unwritable
from generator.findings import Finding, Place
from generator.locales import Translator
from generator.messages import Message, Value, msg
from generator.pairs.checking import Checked
from generator.pairs.comments import Comment, can_hold, commented, paragraphs, untouched
from generator.pairs.model import Word
from generator.rendering import joined
from generator.templates import W, read_parts

_DOCUMENT: Final = "word/document.xml"
_GAPS: Final = ("{place}, directly after it", "{place}, directly before it")
"""What the comparison says of a place where something should be."""
_OTHER: Final = msg("Choose another folder for the copies, outside that of the templates.")


@dataclass(frozen=True, slots=True)
class Copies:
    """What became of the copies."""

    written: tuple[Path, ...]
    removed: tuple[Path, ...]
    """Copies of templates that have no finding any more."""
    changed: tuple[Path, ...]
    """The same, but somebody has worked on them."""
    left_out: tuple[str, ...]
    """Files with findings that hold no comments: they cannot be read as templates."""


def keep_apart(folder: Path | None, out: Path) -> None:
    """Refuse a folder for copies that would put them among the templates.

    Raises:
        UsageFault: it is the folder of the templates, or lies in it, or is a file.

    """
    own = resources.folder("templates")
    if any(_within(out, root) for root in (own, _folder_of(folder or own))):
        raise UsageFault(msg("The folder {path} lies in that of the templates.", path=out.as_posix()), _OTHER)
    if out.exists() and not out.is_dir():
        raise UsageFault(msg("{path} is not a folder.", path=out.as_posix()), _OTHER)


def _folder_of(asked: Path) -> Path:
    return asked.parent if asked.is_file() else asked


def annotate(checked: Checked, out: Path, words: Translator, author: str) -> Copies:
    """Write a copy of each file that has a finding.

    Raises:
        UsageFault: a copy would stand among the templates, or take the place of a file that is none of ours, or
            cannot be written.

    """
    noted = _by_file(checked.findings)
    contents: dict[Path, bytes] = {}
    removed: list[Path] = []
    changed: list[Path] = []
    left_out = [path for path in noted if path not in checked.read and path.endswith(".docx")]
    for path, word in checked.read.items():
        target = out / Path(path).relative_to(checked.root)
        if any(_within(target, root) for root in (checked.root, resources.folder("templates"))):
            raise UsageFault(
                msg("The folder {path} lies in that of the templates.", path=target.parent.as_posix()), _OTHER
            )
        ours = not target.exists() or _is_ours(target)
        if path not in noted:
            if target.exists():
                (removed if ours else changed).append(target)
        elif not ours:
            raise UsageFault(
                msg(
                    "{path} is no copy of this program, or somebody has worked on it.", path=target.as_posix()
                ),
                msg("Choose another folder, or move the file away first, so that no work is lost."),
            )
        elif (made := _annotated(word, noted[path], words, author)) is None:
            left_out.append(path)
        else:
            contents[target] = made
    _write(contents, removed)
    return Copies(tuple(contents), tuple(removed), tuple(changed), tuple(left_out))


def _write(contents: dict[Path, bytes], removed: Iterable[Path]) -> None:
    path = next(iter(contents), Path())
    try:
        output.replace(contents)
        for path in removed:
            path.unlink()
    except OSError as error:
        named = path if error.filename is None else Path(str(error.filename))
        raise unwritable(
            named, error, msg("Close it where it is open, or choose another folder for the copies.")
        ) from error


def _within(path: Path, root: Path) -> bool:
    """Tell whether a path is a folder or lies in it, by whatever name, through whatever link."""
    whole = path.resolve()
    return any(each.exists() and each.samefile(root) for each in (whole, *whole.parents) if root.exists())


def _is_ours(path: Path) -> bool:
    try:
        return path.is_file() and untouched(read_parts(path.name, path.read_bytes()))
    except (OSError, UsageFault):
        return False


_Noted = dict[str, list[tuple[Finding, Place]]]


def _by_file(findings: Iterable[Finding]) -> _Noted:
    """Give the findings of each file, with their place in it; one on a pair stands in both files."""
    noted: _Noted = defaultdict(list)
    for finding in findings:
        for place in (finding.place, finding.beside):
            if place is not None:
                noted[place.path].append((finding, place))
    return dict(noted)


def _annotated(
    word: Word, noted: Iterable[tuple[Finding, Place]], words: Translator, author: str
) -> bytes | None:
    """Give a copy of a file with its findings as comments; none where no paragraph can hold one."""
    anchors = _Anchors(word)
    if anchors.first is None:
        return None
    made = []
    for finding, place in noted:
        where = place.shown
        paragraph, exact = anchors.of(where)
        if not exact and place.near is not None:
            where = place.near
            paragraph, exact = anchors.of(where)
        told = _without_place(finding.message)
        if where is not None and not exact:
            told = msg("{place}: {message}", place=where, message=told)
        texts = [words.text(msg("{code}: {message}", code=finding.code, message=told))]
        if finding.remedy is not None:
            texts.append(words.text(finding.remedy))
        made.append(Comment(paragraph, tuple(texts)))
    made.sort(key=lambda each: each.paragraph)
    return joined(commented(read_parts(word.name, word.raw), made, author, words.language))


def _without_place(message: Message) -> Message:
    """Take the place from the begin of a message: a comment stands there."""
    told = dict(message.values).get("message")
    return told if message.msgid == "{place}: {message}" and isinstance(told, Message) else message


class _Anchors:
    """Finds the paragraph of a place; what holds no comment in Word has its words at the first one."""

    def __init__(self, word: Word) -> None:
        document = word.parts[_DOCUMENT]
        self._index = {node: index for index, node in enumerate(paragraphs(document))}
        self.first = next((index for node, index in self._index.items() if can_hold(node)), None)
        self._same: dict[int, int] = {}
        self._equal: dict[Message, int] = {}
        for node in document.iter():
            if (place := word.places.get(node)) is not None and (index := self._paragraph(node)) is not None:
                self._same.setdefault(id(place), index)
                self._equal.setdefault(place, index)

    def of(self, place: Message | None) -> tuple[int, bool]:
        """Give the paragraph, counted in the text, and whether it is the very place."""
        assert self.first is not None
        if place is None:
            return self.first, True
        # two places may have the same words, as below two headings of the same text
        found = self._same.get(id(place), self._equal.get(place))
        if found is not None:
            return found, True
        near = self._beside(place) if place.msgid in _GAPS else self._near(place)
        return (self.first if near is None else near), False

    def _paragraph(self, node: etree._Element) -> int | None:
        """Give the paragraph itself, the one around a text box, or the first one in a table, row or cell."""
        for each in (node, *node.iterancestors(), *node.iter(f"{W}p")):
            if each in self._index and can_hold(each):
                return self._index[each]
        return None

    def _beside(self, place: Message) -> int | None:
        """Give the paragraph after or before which something should stand."""
        (around,) = (value for _, value in place.values if isinstance(value, Message))
        return self._same.get(id(around), self._equal.get(around))

    def _near(self, place: Message) -> int | None:
        """Give what stands nearest before a place that is only in the other language."""
        number, rest = _counted(place)
        if number is None:
            return None
        beside = [
            (other, index)
            for each, index in self._equal.items()
            for other, same in (_counted(each),)
            if other is not None and same == rest
        ]
        before = [pair for pair in beside if pair[0] <= number]
        if beside:
            return max(before)[1] if before else min(beside)[1]
        around = next((value for _, value in place.values if isinstance(value, Message)), None)
        if around is None:
            return None
        return self._equal.get(around, self._near(around))


def _counted(place: Message) -> tuple[int | None, tuple[str, tuple[tuple[str, Value], ...]]]:
    """Part a place into its number and the rest."""
    number = dict(place.values).get("number")
    rest = tuple(pair for pair in place.values if pair[0] != "number")
    return (number if isinstance(number, int) else None), (place.msgid, rest)
