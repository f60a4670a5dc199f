"""Compares two versions of a template, or of a folder of them: what to translate again, and which data it asks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from generator.errors import UsageFault
from generator.locales import LANGUAGES, Language
from generator.messages import msg
from generator.pairs import reading, renewal
from generator.pairs.changed import Change, Kind
from generator.pairs.model import Tag, Word
from generator.templates.files import unreadable


class Status(StrEnum):
    """What became of a file."""

    SAME = "unchanged"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Difference:
    """What only the new version holds, and what only the old one."""

    new: tuple[str, ...]
    gone: tuple[str, ...]

    @classmethod
    def of(cls, old: frozenset[str], new: frozenset[str]) -> Difference:
        """Compare two sets."""
        return cls(tuple(sorted(new - old)), tuple(sorted(old - new)))


@dataclass(frozen=True, slots=True)
class Contract:
    """What a template asks of the data: names, the filters on those of both versions, conditions, and loops."""

    names: Difference
    filters: Difference
    conditions: Difference
    loops: Difference

    @classmethod
    def of(cls, old: Word | None, new: Word | None) -> Contract:
        """Compare what two versions ask; a file that is not there asks nothing."""
        before, after = ([] if word is None else _tags(word) for word in (old, new))
        names = [frozenset(path for tag in side for path in tag.paths) for side in (before, after)]
        both = names[0] & names[1]
        verbs = (("print",), ("if", "elif"), ("for",))
        filters, conditions, loops = (
            Difference.of(*(frozenset(t.meaning for t in side if t.verb in wanted and _tells(t, both)) for side in (before, after)))
            for wanted in verbs
        )  # fmt: skip
        return cls(Difference.of(*names), filters, conditions, loops)

    @property
    def parts(self) -> dict[str, Difference]:
        """Give the differences by name."""
        return {
            "names": self.names,
            "filters": self.filters,
            "conditions": self.conditions,
            "loops": self.loops,
        }


def _tags(word: Word) -> list[Tag]:
    return [tag for paragraph in word.paragraphs for tag in paragraph.tags if not tag.flawed]


def _tells(tag: Tag, both: frozenset[str]) -> bool:
    """Leave out the value of a name that is new or gone itself: that is told."""
    return tag.verb != "print" or bool(tag.filters and both.issuperset(tag.paths))


@dataclass(frozen=True, slots=True)
class Renewal:
    """What became of one file: its two versions, the changes of its blocks, and of the data it asks."""

    name: str
    old: Path | None
    new: Path | None
    changes: tuple[Change, ...]
    contract: Contract

    @property
    def status(self) -> Status:
        """Tell whether it is new, gone, changed or as it was."""
        if self.old is None or self.new is None:
            return Status.NEW if self.old is None else Status.GONE
        return Status.CHANGED if self.changes else Status.SAME

    def blocks(self, *kinds: Kind) -> int:
        """Count the blocks of which something was changed so; one counts once."""
        return len({(each.place, each.old_place) for each in self.changes if each.kind in kinds})


_INSIDE: Final = (Kind.WORDS, Kind.NOTATION, Kind.TAGS, Kind.FORMAT, Kind.TABLE)


@dataclass(frozen=True, slots=True)
class Renewals:
    """The comparison of two versions: the one file, or each file of the two folders."""

    files: tuple[Renewal, ...]
    folders: bool

    @property
    def summary(self) -> dict[str, int]:
        """Count files, blocks and names."""
        status = Counter(each.status for each in self.files)
        names = [each.contract.names for each in self.files]
        return {
            "files": len(self.files),
            "files_changed": status[Status.CHANGED],
            "files_new": status[Status.NEW],
            "files_gone": status[Status.GONE],
            "changed": sum(each.blocks(*_INSIDE) for each in self.files),
            "new": sum(each.blocks(Kind.NEW) for each in self.files),
            "gone": sum(each.blocks(Kind.GONE) for each in self.files),
            "moved": sum(each.blocks(Kind.MOVED) for each in self.files),
            "names_new": len({name for each in names for name in each.new}),
            "names_gone": len({name for each in names for name in each.gone}),
        }


def compare(old: Path, new: Path) -> Renewals:
    """Compare two Word files in one language, or two folders of them, file by file.

    Raises:
        UsageFault: one of them is missing, no Word file, or not of the sort or the language of the other.

    """
    for path in (old, new):
        if not path.exists():
            raise UsageFault(
                msg("There is no file or folder {path}.", path=path.as_posix()),
                msg("Check the name; put it between quotes where it holds spaces."),
            )
    if old.is_dir() != new.is_dir():
        raise UsageFault(
            msg(
                "One is a file and the other a folder: {old}, {new}.", old=old.as_posix(), new=new.as_posix()
            ),
            msg("Give two files, or two folders."),
        )
    if old.is_dir():
        before, after = _files(old), _files(new)
        names = sorted(before.keys() | after.keys())
        return Renewals(tuple(_file(name, before.get(name), after.get(name)) for name in names), folders=True)
    languages = {_language(path) for path in (old, new)} - {None}
    if len(languages) > 1:
        raise UsageFault(
            msg("{old} and {new} are not in the same language.", old=old.name, new=new.name),
            msg("Compare two versions of one file; “cpas templates check” holds French against Dutch."),
        )
    return Renewals((_file(new.name, old, new),), folders=False)


def _files(folder: Path) -> dict[str, Path]:
    found = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*.docx")
        if not path.name.startswith("~$")
    }
    if not found:
        raise UsageFault(
            msg("The folder {path} holds no templates.", path=folder.as_posix()),
            msg("Give a folder laid out as that of the program: FAMILY/KIND.fr.docx beside KIND.nl.docx."),
        )
    return found


def _file(name: str, old: Path | None, new: Path | None) -> Renewal:
    language: Language = (new and _language(new)) or (old and _language(old)) or "fr"
    one, other = (None if path is None else _read(path, language) for path in (old, new))
    changes = () if one is None or other is None else tuple(renewal.changes(one, other))
    return Renewal(name, old, new, changes, Contract.of(one, other))


def _language(path: Path) -> Language | None:
    """Read the language in a name: `common.fr.docx`, `common.nl.old.docx`."""
    parts = path.name.casefold().split(".")[1:]
    return next((language for language in LANGUAGES if language in parts), None)


def _read(path: Path, language: Language) -> Word:
    try:
        return reading.read(path, language)
    except reading.Unreadable as error:
        raise unreadable(path.as_posix()) from error
