"""What earlier calls left in the folder of the documents: other forms, other dossiers, documents that nobody asks for now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from generator import output
from generator.batch.files import STDIN
from generator.batch.ledger import Entry, Ledger, digest
from generator.findings import Finding, Place, Severity
from generator.messages import msg

KEPT: Final = "replaced"
"""The folder for documents that left the house and were replaced, beside the new ones."""
_FEW: Final = 3
"""So many files are named; a note to the Minister is made from hundreds."""


def outdated(ledger: Ledger) -> Iterator[Entry]:
    """Give the documents of the ledger that no dossier asks for any more.

    The dossier was read by the last call and does not ask for it in any language, or it is gone; what one with errors asks for, nobody
    knows. Where no dossier of the ledger stands in its place, they were moved as a whole: nothing can be said.
    """
    plan = ledger.planned
    if plan is None:
        return
    asked = {_stem(name) for name, _ in plan.documents}
    sound = plan.sources - {source for source, _, _ in plan.refused}
    there = any(Path(entry.source).exists() for entry in ledger.entries.values())
    for name, entry in sorted(ledger.entries.items()):
        gone = there and entry.source != STDIN and not Path(entry.source).exists()
        if _stem(name) not in asked and (entry.source in sound or gone):
            yield entry


def _stem(name: str) -> str:
    return name.rpartition(".")[0]


def left_over(folder: Path, entry: Entry) -> Iterator[Finding]:
    """Warn of a document that no dossier asks for any more, and whose files are still there."""
    there = [
        f"{entry.name}{end}" for end in sorted(entry.outputs) if (folder / f"{entry.name}{end}").exists()
    ]
    if there:
        yield Finding(
            "OUT004",
            Severity.WARNING,
            Place(entry.source),
            msg(
                "{names} of an earlier run is still there, and no file asks for it any more.",
                names=", ".join(there),
            ),
            msg(
                "If it was sent, signed or paid, put its step back into the file, or keep it apart; else delete it. A binder leaves it out."
            ),
        )


def of_another(before: Entry | None, source: str) -> Iterator[Finding]:
    """Warn where a document replaces that of another dossier, which is still there."""
    if before is None or before.source == source or not before.outputs or not Path(before.source).exists():
        return
    yield Finding(
        "OUT005",
        Severity.WARNING,
        Place(source),
        msg("The document {name} replaces that of {other}.", name=before.name, other=before.source),
        msg("Keep one of the two files, or choose another folder with -o."),
    )


def keep(paths: Collection[Path]) -> None:
    """Keep what stands in these places in a folder of its own, each under its name and the beginning of its hash.

    Raises:
        OSError: it cannot be written.

    """
    standing = {path: path.read_bytes() for path in paths if path.is_file()}
    output.replace(
        {
            path.parent / KEPT / f"{path.stem}.{digest(content)[:8]}{path.suffix}": content
            for path, content in standing.items()
        }
    )


def says_otherwise(before: Entry | None, now: Entry) -> Iterator[Finding]:
    """Warn where a document that left the house says something else than at an earlier call, and not for its template only.

    Where the two have no form in common, the files that it is made from tell it. The same values say the same,
    whatever else is new: a remark in a file, the engine, the program.
    """
    if before is None or not before.outputs or (before.values and before.values == now.values):
        return
    names = _changed(before, now)
    ends = sorted(before.outputs.keys() & now.outputs.keys())
    # the Word file comes first: a PDF may be another for its engine only
    other = any(before.outputs[end] != now.outputs[end] for end in ends[:1])
    if (other and before.template_hash == now.template_hash) or (names and (other or not ends)):
        yield Finding(
            "OUT006",
            Severity.WARNING,
            Place(now.source),
            msg(
                "The document {name} of an earlier run is replaced, and says something else now; changed: {files}.",
                name=now.name,
                files=", ".join(names[:_FEW]) + (" …" if len(names) > _FEW else ""),
            )
            if names
            else msg(
                "The document {name} of an earlier run is replaced, and says something else now.",
                name=now.name,
            ),
            msg(
                "If it was sent, signed or paid, the former document counts; render keeps it in the folder “{folder}”. Take the change back where it is wrong, or make what is new alone (--only).",
                folder=KEPT,
            ),
        )


def _changed(before: Entry, now: Entry) -> list[str]:
    """Name the files that a document was made from and that are not as they were, each with its folder; they may have been moved."""
    was = {before.source: before.source_hash, **before.read}
    files = {now.source: now.source_hash, **now.read}
    new = [path for path, content in files.items() if content not in was.values()]
    gone = [path for path, content in was.items() if content not in files.values() and path not in files]
    return ["/".join(Path(path).parts[-2:]) for path in (new or gone)]


def other_forms(folder: Path, name: str, source: str, ends: Collection[str]) -> Iterator[Finding]:
    """Warn of a document of an earlier run in a form, of `ends`, that is not made now."""
    for end in ends:
        if (folder / f"{name}{end}").exists():
            yield Finding(
                "OUT002",
                Severity.WARNING,
                Place(source),
                msg("{name} of an earlier run stands beside the new document.", name=f"{name}{end}"),
                msg("Delete it, or make both forms: --to docx,pdf."),
            )
