"""What was made in a folder and from what: one line of JSON for each document.

A line is added when the files of a document are in their place, so a run that is killed at any moment
leaves a ledger that is true; a torn last line is not read, and its document is made again. The
ledger saves work, nothing more: a document counts as made only if its files have the hashes of its line.

Files are written as they are seen from the folder of the ledger, so that they are found by a call from anywhere, and after
both were moved; they are read as the call would name them, see `located`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from generator import output
from generator.locales import LANGUAGES

NAME: Final = ".cpas-ledger.jsonl"
ENDS: Final = (".docx", ".pdf")
_VERSION: Final = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A document: where it comes from, what made it, and what it is. Hashes are SHA-256."""

    name: str
    """Its file name without end: `convention-city-2015-44021.nl`."""
    source: str
    kind: str
    language: str
    campaign: int
    centre: str
    """The NIS code of the centre, or of the promoter of a cluster."""
    amount: str | None
    """The amount in euro that it says, where it says one."""
    inputs: str
    """The hash of all that it was made from: values, template, program, engine; nothing where it could not be made again."""
    source_hash: str
    template_hash: str
    program: str
    engine: str
    state: str
    outputs: Mapping[str, str] = field(default_factory=dict)
    """The hash of each file by its end: `.docx`, `.pdf`."""
    pages: int | None = None
    title: str = ""
    """What kind of document it is, in its language."""
    read: Mapping[str, str] = field(default_factory=dict)
    """The hash of each other file that it was made from, by its path: convention, centre, report."""
    values: str = ""
    """The hash of the values alone; nothing in a ledger of an earlier version."""

    def __post_init__(self) -> None:
        """Refuse what a hand may have typed into the ledger.

        Raises:
            ValueError: a field is not of its type, or is no value that the program writes.

        """
        texts = [getattr(self, each.name) for each in fields(self) if each.type == "str"]
        texts += [*self.outputs.keys(), *self.outputs.values(), *self.read.keys(), *self.read.values()]
        numbers = [self.campaign, 0 if self.pages is None else self.pages]
        if not (
            all(isinstance(each, str) and "\0" not in each for each in texts)
            and all(type(each) is int for each in numbers)
            and Path(self.name).name == self.name
            and self.language in LANGUAGES
            and set(self.outputs) <= set(ENDS)
            and (self.amount is None or (isinstance(self.amount, str) and Decimal(self.amount).is_finite()))
        ):
            raise ValueError(self.name)


def digest(content: bytes) -> str:
    """Give the SHA-256 of some bytes, as `certutil -hashfile` and `sha256sum` do."""
    return hashlib.sha256(content).hexdigest()


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file; nothing where it cannot be read."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def located(path: str) -> str:
    """Give the one name of a file for this call: from the working folder if it is below that, else whole; `-` is what is piped in."""
    if path == "-":
        return path
    real = os.path.realpath(path)
    seen = _seen_from(os.getcwd(), real)  # noqa: PTH109  a text, for a text
    return Path(real).as_posix() if seen.startswith("..") else seen


def _seen_from(folder: str, real: str) -> str:
    try:
        return Path(os.path.relpath(real, folder)).as_posix()
    except ValueError:
        # on another drive
        return Path(real).as_posix()


@dataclass(frozen=True, slots=True)
class Planned:
    """What the last call for a whole folder was to make: documents, and files with errors, of which nothing can be made."""

    documents: tuple[tuple[str, str], ...]
    """The name of each document, and its file."""
    refused: tuple[tuple[str, str | None, tuple[str, ...]], ...]
    """Each file with the language of a document, None where nobody can tell it, and the names that its documents may have."""

    @property
    def sources(self) -> frozenset[str]:
        """The files of the plan."""
        return frozenset(
            (*(source for _, source in self.documents), *(source for source, _, _ in self.refused))
        )


class Ledger:
    """The ledger of a folder."""

    def __init__(self, folder: Path) -> None:
        """Read the ledger of a folder, or begin one."""
        self._folder = folder
        self._path = folder / NAME
        self._root = os.path.realpath(folder)
        self.entries: dict[str, Entry] = {}
        self.run: dict[str, Any] | None = None
        """What the last whole run read, and what it told."""
        self.planned: Planned | None = None
        for line in _lines(self._path):
            self._read(line)

    @staticmethod
    def stands_in(folder: Path) -> bool:
        """Tell whether a folder has a ledger."""
        return (folder / NAME).is_file()

    def _read(self, line: str) -> None:
        try:
            data = json.loads(line)
            if data.get("ledger") != _VERSION:
                return
            if "run" in data:
                self.run = data["run"]
            elif "plan" in data:
                plan = data["plan"]
                refused = tuple(
                    (self._found(source), language, tuple(map(str, names)))
                    for source, language, names in plan["refused"]
                )
                documents = tuple((str(name), self._found(source)) for name, source in plan["documents"])
                self.planned = Planned(documents, refused)
            else:
                entry = Entry(**data["document"])
                read = {self._found(path): content for path, content in entry.read.items()}
                self.entries[entry.name] = replace(entry, source=self._found(entry.source), read=read)
        except (ValueError, TypeError, AttributeError, KeyError, ArithmeticError, RecursionError):
            # a line that was cut off or changed: its document is made again
            return

    def _found(self, written: str) -> str:
        return located(written if written == "-" else os.path.join(self._root, written))  # noqa: PTH118

    def _written(self, path: str) -> str:
        return path if path == "-" else _seen_from(self._root, os.path.realpath(path))

    def holds(self, entry: Entry) -> bool:
        """Tell whether the files of a document are there as they were written."""
        return bool(entry.outputs) and all(
            digest_of(self._folder / f"{entry.name}{end}") == known for end, known in entry.outputs.items()
        )

    def begin(self) -> None:
        """Write what is planned, before it is made: a run that is cut off leaves a ledger that knows what is missing.

        In a folder without a ledger it waits for `open`: where nothing can be made, nothing is written.

        Raises:
            OSError: the ledger cannot be written.

        """
        if self._path.exists():
            self._append(self._plan())

    def open(self) -> None:
        """Begin the ledger of a folder that has none, before its first document is put there.

        Raises:
            OSError: the ledger cannot be written.

        """
        if not self._path.exists():
            output.replace({self._path: self._plan().encode()})

    def _append(self, line: str) -> None:
        with self._path.open("a", encoding="utf-8", newline="\n") as file:
            # a line of an earlier run may have been cut off
            file.write("\n" + line)

    def with_part(self, part: Planned, asked: Planned) -> Planned:
        """Give the plan of the folder with that of a part of what its files ask for."""
        known = self.planned or Planned((), ())
        sound = {source for _, source in part.documents}
        documents = (
            each for each in known.documents if each[1] not in asked.sources or each in asked.documents
        )
        refused = (each for each in known.refused if each[0] not in sound)
        return Planned(
            tuple(dict.fromkeys((*documents, *part.documents))),
            tuple(dict.fromkeys((*refused, *part.refused))),
        )

    def _plan(self) -> str:
        if self.planned is None:
            return ""
        documents = [(name, self._written(source)) for name, source in self.planned.documents]
        refused = [(self._written(source), *others) for source, *others in self.planned.refused]
        return _line({"plan": {"documents": documents, "refused": refused}}) + "\n"

    def _document(self, entry: Entry) -> str:
        read = {self._written(path): content for path, content in entry.read.items()}
        return _line({"document": asdict(replace(entry, source=self._written(entry.source), read=read))})

    def add(self, entry: Entry) -> None:
        """Add a document whose files are in their place.

        Raises:
            OSError: the ledger cannot be written.

        """
        self.entries[entry.name] = entry
        self._append(self._document(entry))

    def fail(self, entry: Entry) -> None:
        """Add a document that could not be made; what stands there of an earlier call is not forgotten.

        Raises:
            OSError: the ledger cannot be written.

        """
        before = self.entries.get(entry.name)
        if before is not None and before.outputs:
            entry = replace(before, state=entry.state, inputs="")
        if self._path.exists():
            # else nothing was written into the folder: there is nothing to keep a ledger of
            self.add(entry)

    def close(self, names: Iterable[str], run: Mapping[str, Any] | None) -> None:
        """Write the ledger anew, one line for each document: of those named, and of others whose files are there.

        Raises:
            OSError: the ledger cannot be written.

        """
        kept = set(names)
        entries = [
            entry
            for name, entry in sorted(self.entries.items())
            if name in kept or any((self._folder / f"{name}{end}").exists() for end in entry.outputs)
        ]
        if not entries:
            return
        lines = [self._plan().rstrip("\n")] if self.planned is not None else []
        lines += [self._document(entry) for entry in entries]
        lines += [_line({"run": dict(run)})] if run is not None else []
        content = ("\n".join(lines) + "\n").encode()
        if not output.holds(self._path, content):
            output.replace({self._path: content})


def _line(data: Mapping[str, Any]) -> str:
    return json.dumps({"ledger": _VERSION, **data}, separators=(",", ":"))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return []
