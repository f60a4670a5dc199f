"""What is checked: a folder of templates, one family of it, or the pair of one file; and where its approvals stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator import resources
from generator.errors import UsageFault
from generator.locales import LANGUAGES, Language
from generator.messages import msg
from generator.pairs.approved import NAME, Approved, Entry, Unusable, load

FILE: Final = re.compile(r"(.+)\.(fr|nl)\.docx\Z")
"""The name of a template."""
_HERE: Final = "."


@dataclass(frozen=True, slots=True)
class Scope:
    """The files that are checked, and the folder in which their approvals stand."""

    root: Path
    """The folder that was named, or in which the file lies that was named."""
    paths: tuple[Path, ...]
    memory: Path
    """The folder of `approved.json`: that folder, or the one above where it is a family of that one."""
    family: str = ""
    """The family that the folder is in the one above."""
    kind: str = ""
    """The kind of the file that was named."""

    @classmethod
    def of(cls, asked: Path | None) -> Scope:
        """Find the files of a folder, by default that of the program, or those of the pair of a file.

        Raises:
            UsageFault: there is no such folder or file, or it holds no templates.

        """
        root = resources.folder("templates") if asked is None else asked
        if root.is_file():
            return cls._of_file(root)
        if not root.is_dir():
            raise UsageFault(
                msg("There is no file or folder {path}.", path=root.as_posix()),
                msg("Check the name; put it between quotes where it holds spaces."),
            )
        paths = _templates(root.rglob("*.docx"))
        if not paths:
            raise UsageFault(
                msg("The folder {path} holds no templates.", path=root.as_posix()),
                msg(
                    "Give a folder laid out as that of the program: FAMILY/KIND.fr.docx beside KIND.nl.docx."
                ),
            )
        memory, family = _memory(root)
        return cls(root, paths, memory, family)

    @classmethod
    def _of_file(cls, path: Path) -> Scope:
        found = FILE.match(path.name)
        if path.suffix.lower() != ".docx":
            raise UsageFault(
                msg("{path} is no template.", path=path.as_posix()),
                msg("Give a folder of templates, or one file: KIND.fr.docx or KIND.nl.docx."),
            )
        root = path.parent
        memory, family = _memory(root)
        if found is None:
            return cls(root, (path,), memory, family, path.stem)
        kind = found.group(1)
        both = (root / f"{kind}.{language}.docx" for language in LANGUAGES)
        return cls(root, _templates(each for each in both if each.is_file()), memory, family, kind)

    @property
    def is_own(self) -> bool:
        """Tell whether it is the folder of the program as a whole."""
        return not self.kind and self.root.resolve() == resources.folder("templates").resolve()

    @property
    def named(self) -> str:
        """Give what a command on the approvals must name: the folder, or nothing where it is that of the program."""
        if self.memory.resolve() == resources.folder("templates").resolve():
            return ""
        path = self.memory.as_posix()
        return f'"{path}"' if " " in path else path

    def name_of(self, family: str, kind: str) -> str:
        """Name a pair as the approvals do: `conventions/convention-city`."""
        return "/".join(part for part in (self.family, "" if family == _HERE else family, kind) if part)

    def path_of(self, name: str, language: Language) -> Path:
        """Give the file of a pair by the name that the approvals give it."""
        inside = name.removeprefix(f"{self.family}/") if self.family else name
        return self.root / f"{inside}.{language}.docx"

    def holds(self, name: str) -> bool:
        """Tell whether a pair belongs to what is checked, by the name that the approvals give it."""
        family, _, kind = name.rpartition("/")
        if self.kind and (kind != self.kind or family != self.family):
            return False
        return not self.family or name.startswith(f"{self.family}/")

    def present(self) -> frozenset[str]:
        """Name the pairs of which at least one file is there."""
        found = ((path, FILE.match(path.name)) for path in self.paths)
        return frozenset(
            self.name_of(path.parent.relative_to(self.root).as_posix(), name.group(1))
            for path, name in found
            if name
        )


@dataclass(frozen=True, slots=True)
class Held:
    """The approvals against which some pairs are held."""

    approved: Approved
    own: bool
    """They stand with what is checked; else they are those of the program."""
    without: tuple[str, ...] = ()
    """The pairs for which there are none."""


def held(scope: Scope, names: Collection[str]) -> Held:
    """Find the approvals of some pairs; what has none of its own is held against those of the program.

    Raises:
        Unusable: its own file cannot be used.

    """
    if (approved := load(scope.memory)) is not None:
        return Held(approved, own=True)
    try:
        known = load(resources.folder("templates")) or {}
    except Unusable:
        # told where the templates of the program are checked
        known = {}
    found = {name: entries for name in names if (entries := _by_kind(name, known)) is not None}
    return Held(found, own=False, without=tuple(sorted(set(names) - found.keys())))


def _by_kind(name: str, known: Mapping[str, Sequence[Entry]]) -> Sequence[Entry] | None:
    """Give the approvals of a pair of the program, also where its family is not told by a folder."""
    if name in known:
        return known[name]
    alike = [each for each in known if each.rpartition("/")[2] == name]
    return known[alike[0]] if len(alike) == 1 else None


def _memory(root: Path) -> tuple[Path, str]:
    """Give the folder of the approvals, and the family that a folder is in it."""
    if _is_there(root):
        return root, ""
    whole = root.resolve()
    above = whole.parent if root.name in ("", "..") else root.parent
    if whole.parent == whole or not _is_there(above):
        return root, ""
    try:
        approved = load(above) or {}
    except Unusable:
        return above, whole.name
    is_family = any(name.startswith(f"{whole.name}/") for name in approved)
    return (above, whole.name) if is_family else (root, "")


def _is_there(folder: Path) -> bool:
    path = folder / NAME
    return path.exists() or path.is_symlink()


def _templates(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Give the Word files in order; Word keeps one that is open beside it under a name with ~$."""
    return tuple(sorted(path for path in paths if not path.name.startswith("~$")))
