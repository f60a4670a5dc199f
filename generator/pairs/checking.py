"""Checks a folder of templates: each file alone, then each pair.

The names that each kind of document has stand in `templates/names.json`, which a test keeps to the
names of the context: so a name that is wrong in both languages is found too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from generator import resources
from generator.errors import TemplateFault, UsageFault
from generator.findings import Finding, Place, Severity
from generator.locales import LANGUAGES, Language
from generator.messages import Message, msg
from generator.pairs import approvals, compiling, house, placing, reading, tagging, wording
from generator.pairs.aligning import Vocabulary
from generator.pairs.comparing import Comparison, aligned_regions
from generator.pairs.judging import Paired
from generator.pairs.languages import Speech
from generator.pairs.model import Region, Word
from generator.templates import parts_of

_NAME: Final = re.compile(r"(.+)\.(fr|nl)\.docx\Z")
_COMMON: Final = "common"
Key = tuple[str, str]
"""Family and kind."""
Files = dict[Key, dict[Language, Word]]


@dataclass(frozen=True, slots=True)
class Checked:
    """How many files were checked, what was found in them, and what it was found with."""

    files: int
    findings: tuple[Finding, ...]
    root: Path
    words: Files
    """The files that can be read, as they were checked."""
    comparisons: Mapping[Key, Comparison]
    """How the two files of each whole pair were set side by side."""
    present: frozenset[str]
    """The pairs of which at least one file is there: `conventions/convention-city`."""
    pairs: Mapping[str, Paired]
    """Those of which both files could be read."""

    @property
    def read(self) -> Mapping[str, Word]:
        """The files that could be read, by the path that findings name."""
        return {word.path: word for pair in self.words.values() for word in pair.values()}


def check(folder: Path | None = None) -> Checked:
    """Check the templates of a folder, by default those of the program.

    Raises:
        UsageFault: there is no such folder, or it holds no templates.

    """
    own = resources.folder("templates")
    root = own if folder is None else folder
    paths = _paths(root)
    words, findings = _read(root, paths)
    is_own = root.resolve() == own.resolve()
    learnt, speech = (_vocabulary(words), _speech(words)) if is_own else _learnt(own)
    comparisons, paired = {}, {}
    shared = _shared(words)
    for key, pair in words.items():
        for word in pair.values():
            found = list(_single(word, root / key[0] / word.name, _names().get(key[1], frozenset()), speech))
            findings += [*found, *compiling.check(word, found, common=key in shared)]
        if len(pair) == len(LANGUAGES):
            comparison = comparisons[key] = Comparison(pair["fr"], pair["nl"], learnt, speech)
            findings += comparison.findings()
            paired[_pair_name(*key)] = Paired.of(pair["fr"], pair["nl"], comparison.side_by_side)
    present = frozenset(_pair_name(*key) for key in _keys(root, paths))
    findings += approvals.findings(root, paired, present, tuple(findings))
    order = {path.as_posix(): number for number, path in enumerate(paths)}
    unique = dict.fromkeys(findings)
    told = tuple(sorted(unique, key=lambda each: order.get(each.place.path, -1)))
    return Checked(len(paths), told, root, words, comparisons, present, paired)


@cache
def _learnt(own: Path) -> tuple[Vocabulary, Speech]:
    """Learn the words of the program's own templates."""
    words = _read(own, _paths(own))[0]
    return _vocabulary(words), _speech(words)


@cache
def _names() -> Mapping[str, frozenset[str]]:
    """Give the names of each kind."""
    text = (resources.folder("templates") / "names.json").read_text(encoding="utf-8")
    return {kind: frozenset(names) for kind, names in json.loads(text).items()}


def _vocabulary(words: Files) -> Vocabulary:
    return Vocabulary.of(_regions(words))


def _speech(words: Files) -> Speech:
    return Speech.of(_regions(words))


def _regions(words: Files) -> Iterator[tuple[Region, Region]]:
    for pair in words.values():
        if len(pair) == len(LANGUAGES):
            yield from aligned_regions(pair["fr"], pair["nl"])


def _paths(root: Path) -> list[Path]:
    """Give the Word files; Word keeps one that is open beside it under a name with ~$."""
    if not root.is_dir():
        raise UsageFault(
            msg("There is no file or folder {path}.", path=root.as_posix()),
            msg("Check the name; put it between quotes where it holds spaces."),
        )
    paths = sorted(path for path in root.rglob("*.docx") if not path.name.startswith("~$"))
    if not paths:
        raise UsageFault(
            msg("The folder {path} holds no templates.", path=root.as_posix()),
            msg("Give a folder laid out as that of the program: FAMILY/KIND.fr.docx beside KIND.nl.docx."),
        )
    return paths


def _read(root: Path, paths: list[Path]) -> tuple[Files, list[Finding]]:
    files: Files = {}
    findings = []
    remedy = msg("Save it in Word as .docx, and close it there.")
    there = {path for path in paths if _NAME.match(path.name)}
    for path in paths:
        found = _NAME.match(path.name)
        if found is None:
            told = msg("The name {name} does not end in .fr.docx or .nl.docx.", name=path.name)
            findings.append(_at("PAI001", path, told))
            continue
        kind = found.group(1)
        language: Language = "fr" if found.group(2) == "fr" else "nl"
        partner = path.with_name(f"{kind}.{'nl' if language == 'fr' else 'fr'}.docx")
        if partner not in there:
            told = msg("The pair of {name} is missing: {partner}.", name=path.name, partner=partner.name)
            findings.append(_at("PAI001", path, told))
        try:
            word = reading.read(path, language)
        except reading.Unreadable:
            told = msg("{name} is not a Word file that can be read.", name=path.name)
            findings.append(Finding("TPL001", Severity.ERROR, Place(path.as_posix()), told, remedy))
        else:
            key = path.parent.relative_to(root).as_posix(), kind
            files.setdefault(key, {})[language] = word
    return files, findings


def _keys(root: Path, paths: Iterable[Path]) -> Iterator[Key]:
    for path in paths:
        if found := _NAME.match(path.name):
            yield path.parent.relative_to(root).as_posix(), found.group(1)


def _pair_name(family: str, kind: str) -> str:
    return kind if family == "." else f"{family}/{kind}"


def _at(code: str, path: Path, told: Message) -> Finding:
    remedy = msg("Both languages stand side by side: KIND.fr.docx and KIND.nl.docx.")
    return Finding(code, Severity.ERROR, Place(path.as_posix()), told, remedy)


def _without_frame(word: Word) -> Iterator[Finding]:
    """Tell of blocks that would be printed as they stand, for the file does not say what they belong to."""
    for paragraph in word.paragraphs:
        if any(tag.verb == "block" for tag in paragraph.tags):
            told = msg("the file holds blocks and does not begin with {{%p extends common %}}")
            remedy = msg("Write {{%p extends common %}} into a first paragraph of its own.")
            yield word.finding("TPL018", paragraph.place, told, remedy)
            return


def _single(word: Word, path: Path, known: frozenset[str], speech: Speech) -> Iterator[Finding]:
    """Check one file; the blocks that it gives to the common one must fit there."""
    yield from tagging.check(word, known)
    yield from house.check(word)
    yield from wording.check(word, speech)
    if word.extends is None and path.name.partition(".")[0] != _COMMON:
        yield from _without_frame(word)
    if word.extends is not None:
        try:
            parts_of(path)
        except TemplateFault as fault:
            remedy = fault.remedy or msg("Open it in Word and correct the tag that is named.")
            place = placing.of_block(word, fault) or msg("blocks of the common template")
            yield word.finding("TPL018", place, fault.cause, remedy)
        except UsageFault:
            return


def _shared(files: Files) -> frozenset[Key]:
    """Give the templates that others extend, and those that are named so."""
    extended = {
        (family, word.extends)
        for (family, _), pair in files.items()
        for word in pair.values()
        if word.extends is not None
    }
    return frozenset({key for key in files if key[1] == _COMMON} | extended)
