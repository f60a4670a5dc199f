"""Which documents of a folder go into a binder, and in which order.

The ledger of the folder says what must be there. A PDF that it knows is bound only if it is as it was
written; one that is missing refuses the binder, for nobody counts the pages of what is not there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from generator.batch import Entry, Ledger, Planned, all_named, digest, is_called, may_be_called, outdated
from generator.binders import reading
from generator.findings import Finding, Place, Severity
from generator.locales import LANGUAGES, Language
from generator.messages import msg
from generator.municipalities import municipalities

_ORDER: Final = (
    "overview-advice", "overview", "invitation", "revision", "advice", "convention", "refusal", "signing", "advance",
    "social-balance", "piis-evaluation", "piis", "final-report", "balance", "closing",
)  # fmt: skip
"""The documents of a subsidy as they follow one another: how the names of their files begin."""
_NIS: Final = re.compile(r"(?<![0-9])[0-9]{5}(?![0-9])")

_AGAIN: Final = msg("Make it again: call “cpas render” as before; what is unchanged is left as it is.")

_WHERE_IT_MAY: Final = msg(
    "If it was sent, signed or paid, it counts as it is; else make it again: call “cpas render” as before."
)
_MAKE: Final = msg("Call “cpas render” as before: it makes the document, or tells what is to be corrected.")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A document that is bound."""

    path: Path
    language: Language
    title: str
    """What kind of document it says that it is, in its language."""
    reference: str
    pages: int
    day: date
    nis: str = ""
    """The NIS code of its centre; nothing where it is about several."""
    amount: Decimal | None = None
    """In euro, as the ledger has it."""
    campaign: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The documents of one title."""

    title: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is bound, and what was found while it was sought."""

    leaves: tuple[Leaf, ...]
    findings: tuple[Finding, ...]
    kept: frozenset[Path]
    """All documents of the folder, by their real paths, bound or not."""


def select(folder: Path, languages: Sequence[Language], patterns: Sequence[str] = ()) -> Selection:
    """Take the documents of a folder in some languages; `patterns` name them as `render --only` does.

    Findings:
        BND001: a document of the ledger is not there, or not as it was written.
        BND002: a document that was to be made was not.
        BND003: a PDF is not in the ledger.
        BND004: a PDF is none of the program.
        BND005: the dossier of a document is gone, or was changed since.
        BND006: a document of an earlier call, which its dossier does not ask for any more.

    Raises:
        UsageFault: a pattern names nothing.
        OSError: the folder cannot be read.

    """
    ledger = Ledger(folder)
    planned = ledger.planned or Planned((), ())
    paths = sorted(folder.glob("*.pdf"))
    named = [(entry.source, name) for name, entry in ledger.entries.items()]
    unsure = [(source, names) for source, _, names in planned.refused]
    all_named(patterns, [*named, *(("", path.stem) for path in paths)], unsure)
    sources = {source for source, _ in (*named, *unsure)}
    refused = {
        source
        for source, language, names in planned.refused
        if language in (None, *languages)
        and (not patterns or may_be_called((source, names), patterns, sources))
    }
    missing = [
        name
        for name, _ in planned.documents
        if name not in ledger.entries and name.rpartition(".")[2] in languages and _asked(name, "", patterns)
    ]
    leaves: list[Leaf] = []
    findings = [_not_made(name) for name in (*sorted(refused), *missing)]
    former = {entry.name for entry in outdated(ledger)}
    for name, entry in sorted(ledger.entries.items()):
        if entry.language not in languages or entry.source in refused:
            continue
        if not _asked(name, entry.source, patterns):
            continue
        path = folder / f"{name}.pdf"
        if name not in former:
            _take(path, entry, leaves, findings)
        elif path.exists():
            findings.append(_left_out(path, entry))
    for path in paths:
        if path.stem not in ledger.entries and _asked(path.stem, "", patterns):
            _take_unknown(path, languages, leaves, findings, alone=bool(ledger.entries))
    known = (folder / f"{name}{end}" for name, entry in ledger.entries.items() for end in entry.outputs)
    kept = frozenset(path.resolve() for path in (*known, *(leaf.path for leaf in leaves)))
    return Selection(tuple(leaves), tuple(findings), kept)


def _take(path: Path, entry: Entry, leaves: list[Leaf], findings: list[Finding]) -> None:
    """Take a document that the ledger knows, or say why not."""
    content, refused = _written(path, entry)
    told = reading.told(content) if content is not None else None
    if told is None:
        findings += [refused] if refused else []
        return
    leaves.append(_leaf(path, told, entry))
    dated = _dated(entry)
    findings += [dated] if dated else []


def _take_unknown(
    path: Path, languages: Sequence[Language], leaves: list[Leaf], findings: list[Finding], *, alone: bool
) -> None:
    """Take a document that the ledger does not know; `alone` where it knows others."""
    told = reading.told(_content(path))
    if told is not None and told.binder:
        return
    if told is None or told.language is None:
        findings.append(_foreign(path))
    elif told.language in languages:
        leaves.append(_leaf(path, told, None))
        if alone:
            findings.append(_unknown(path))


def sections(leaves: Sequence[Leaf], language: Language) -> list[Section]:
    """Put the documents of a language in order: by what they are, as they follow one another, then by name."""
    mine = [each for each in leaves if each.language == language]
    titles: dict[str, list[Leaf]] = {}
    for leaf in sorted(mine, key=lambda each: (_rank(each.path.stem), each.path.stem)):
        titles.setdefault(leaf.title, []).append(leaf)
    return [
        Section(title, tuple(sorted(each, key=lambda leaf: (_sorted(leaf, language), leaf.path.stem))))
        for title, each in titles.items()
    ]


def _asked(name: str, source: str, patterns: Sequence[str]) -> bool:
    return not patterns or is_called(source, name, patterns)


def _written(path: Path, entry: Entry) -> tuple[bytes | None, Finding | None]:
    """Read a document that the ledger knows, and say why it cannot be bound."""
    where = Place(path.as_posix())
    remedy = _AGAIN
    if entry.state != "made":
        told = msg("The document {name} was not made.", name=entry.name)
        return None, Finding("BND002", Severity.ERROR, where, told, _MAKE)
    if ".pdf" not in entry.outputs:
        told = msg("The document {name} was made without a PDF.", name=entry.name)
        remedy = msg("Make it again with its PDF: call “cpas render” without --to, or with --to docx,pdf.")
        return None, Finding("BND001", Severity.ERROR, where, told, remedy)
    content = _content(path)
    if not content:
        told = msg("The document {name} is in the ledger, and its PDF is not in the folder.", name=entry.name)
        return None, Finding("BND001", Severity.ERROR, where, told, remedy)
    if digest(content) != entry.outputs[".pdf"]:
        told = msg("The PDF of {name} is not as it was written.", name=entry.name)
        return None, Finding("BND001", Severity.ERROR, where, told, remedy)
    return content, None


def _not_made(name: str) -> Finding:
    told = msg("The document {name} was not made.", name=name)
    return Finding("BND002", Severity.ERROR, Place(name), told, _MAKE)


def _dated(entry: Entry) -> Finding | None:
    """Warn where the dossier of a document was taken out of its folder, or was changed since."""
    source = Path(entry.source)
    if not source.parent.is_dir():
        # they were moved apart from the documents: nothing can be said
        return None
    if not source.exists():
        told = msg(
            "The document {name} is bound, but its dossier {source} is not there any more.",
            name=entry.name,
            source=entry.source,
        )
        remedy = msg("Delete the document if it is not valid any more.")
    elif changed := _changed(entry):
        told = msg(
            "The document {name} is bound, but its dossier {source} was changed since it was made.",
            name=entry.name,
            source=changed,
        )
        remedy = _WHERE_IT_MAY
    else:
        return None
    return Finding("BND005", Severity.WARNING, Place(entry.source), told, remedy)


def _changed(entry: Entry) -> str:
    """Give the first file that a document was made from and that is not as it was; of one that was moved nothing can be said."""
    known = {entry.source: entry.source_hash, **entry.read}
    there = ((Path(path), was) for path, was in known.items() if Path(path).exists())
    return next((path.as_posix() for path, was in there if digest(path.read_bytes()) != was), "")


def _left_out(path: Path, entry: Entry) -> Finding:
    told = msg(
        "The document {name} is left out: its dossier {source} does not ask for it any more.",
        name=entry.name,
        source=entry.source,
    )
    remedy = msg("Delete it if it is not valid any more; else correct the dossier, and make it again.")
    return Finding("BND006", Severity.WARNING, Place(path.as_posix()), told, remedy)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _leaf(path: Path, told: reading.Told, entry: Entry | None) -> Leaf:
    title, _, reference = told.title.rpartition(" – ")
    codes: Iterator[str] = (code for code in _NIS.findall(path.stem) if code in municipalities())
    return Leaf(
        path,
        told.language or LANGUAGES[0],
        title,
        reference,
        told.pages,
        told.day,
        entry.centre if entry else next(codes, ""),
        Decimal(entry.amount) if entry and entry.amount is not None else None,
        entry.campaign if entry else None,
    )


def _unknown(path: Path) -> Finding:
    told = msg(
        "The PDF {name} is bound, but the ledger does not know it: its amount is not counted.", name=path.name
    )
    remedy = msg("Make it with “cpas render FOLDER”, or take it out of the folder.")
    return Finding("BND003", Severity.WARNING, Place(path.as_posix()), told, remedy)


def _foreign(path: Path) -> Finding:
    told = msg("The PDF {name} is no document of this program; it is left out.", name=path.name)
    remedy = msg("Take it out of the folder, or put it beside the binder.")
    return Finding("BND004", Severity.WARNING, Place(path.as_posix()), told, remedy)


def _rank(stem: str) -> int:
    return next((rank for rank, begin in enumerate(_ORDER) if stem.startswith(begin)), len(_ORDER))


def _sorted(leaf: Leaf, language: Language) -> str:
    """Give the name by which a document is sorted: that of its municipality, without accents."""
    name = municipalities()[leaf.nis].names[language] if leaf.nis in municipalities() else ""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
