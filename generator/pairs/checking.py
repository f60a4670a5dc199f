"""Checks a folder of templates, or one pair: each file alone, then each pair.

The names that each kind of document has stand in `templates/names.json`, which a test keeps to the
names of the context: so a name that is wrong in both languages is found too.
"""

from __future__ import annotations

import json
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
from generator.pairs.scope import FILE, Held, Scope
from generator.templates import parts_of

_OF_WORDS: Final = frozenset({"PAI024", "PAI025", "PAI031", "PAI032", "TPL023"})
"""What is said of the words of a text; of one that is in the other language it says nothing more."""
_COMMON: Final = "common"
_OTHER_TAG: Final = frozenset({"PAI008", "PAI009", "PAI011"})
Key = tuple[str, str]
"""Family and kind."""
Files = dict[Key, dict[Language, Word]]


@dataclass(frozen=True, slots=True)
class Checked:
    """How many files were checked, what was found in them, and what it was found with."""

    files: int
    findings: tuple[Finding, ...]
    scope: Scope
    words: Files
    """The files that can be read, as they were checked."""
    comparisons: Mapping[Key, Comparison]
    """How the two files of each whole pair were set side by side."""
    pairs: Mapping[str, Paired]
    """The pairs of which both files could be read, by the name of the approvals: `conventions/convention-city`."""
    held: Held | None
    """The approvals against which they were held; None where the file of them cannot be used."""
    settled: tuple[Finding, ...]
    """The findings that come from these, and that an approval settles."""

    @property
    def root(self) -> Path:
        """The folder in which the files lie."""
        return self.scope.root

    @property
    def read(self) -> Mapping[str, Word]:
        """The files that could be read, by the path that findings name."""
        return {word.path: word for pair in self.words.values() for word in pair.values()}


def check(asked: Path | None = None) -> Checked:
    """Check the templates of a folder, by default those of the program, or the pair of one file.

    Raises:
        UsageFault: there is no such folder or file, or it holds no templates.

    """
    own = resources.folder("templates")
    scope = Scope.of(asked)
    words, findings = _read(scope.root, scope.paths)
    learnt, speech = (_vocabulary(words), _speech(words)) if scope.is_own else _learnt(own)
    comparisons, paired = {}, {}
    shared = _shared(words)
    approved = approvals.texts(scope, [scope.name_of(*key) for key in words])
    for key, pair in words.items():
        for word in pair.values():
            known = _names().get(key[1], {})
            found = list(_single(word, scope.root / key[0] / word.name, known, speech))
            findings += [*found, *compiling.check(word, found, common=key in shared)]
        if len(pair) == len(LANGUAGES):
            comparison = comparisons[key] = Comparison(
                pair["fr"], pair["nl"], learnt, speech, approved.get(scope.name_of(*key), frozenset())
            )
            findings += comparison.findings()
            paired[scope.name_of(*key)] = Paired.of(pair["fr"], pair["nl"], comparison.side_by_side)
    told, held = approvals.findings(scope, paired, tuple(findings))
    done, open_doubts = approvals.settled(paired, held, findings)
    foreign = {each.place for each in findings if each.code == "TPL019" and each.severity is Severity.ERROR}
    # that the other language has another tag there says enough
    unlike = {
        place for each in findings if each.code in _OTHER_TAG for place in (each.place, each.beside) if place
    }
    findings = [
        each
        for each in findings
        if each not in done
        and not (each.code in _OF_WORDS and each.place in foreign)
        and not (each.code == "TPL024" and each.place in unlike)
    ]
    order = {path.as_posix(): number for number, path in enumerate(scope.paths)}
    unique = dict.fromkeys([*findings, *told])
    in_order = tuple(sorted(unique, key=lambda each: order.get(each.place.path, -1)))
    return Checked(len(scope.paths), in_order, scope, words, comparisons, paired, held, (*told, *open_doubts))


@cache
def _learnt(own: Path) -> tuple[Vocabulary, Speech]:
    """Learn the words of the program's own templates."""
    words = _read(own, Scope.of(own).paths)[0]
    return _vocabulary(words), _speech(words)


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    """Give the names of each kind, with the sort of each value: `Decimal`, `date`, `list`; nothing where nobody knows."""
    text = (resources.folder("templates") / "names.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


def _vocabulary(words: Files) -> Vocabulary:
    return Vocabulary.of(_regions(words))


def _speech(words: Files) -> Speech:
    return Speech.of(_regions(words))


def _regions(words: Files) -> Iterator[tuple[Region, Region]]:
    for pair in words.values():
        if len(pair) == len(LANGUAGES):
            yield from aligned_regions(pair["fr"], pair["nl"])


def _read(root: Path, paths: Iterable[Path]) -> tuple[Files, list[Finding]]:
    files: Files = {}
    findings = []
    remedy = msg("Save it in Word as .docx, and close it there.")
    there = {path for path in paths if FILE.match(path.name)}
    for path in paths:
        found = FILE.match(path.name)
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


def _single(word: Word, path: Path, known: Mapping[str, str], speech: Speech) -> Iterator[Finding]:
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
