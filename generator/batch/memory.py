"""Remembers a whole call, so that the same call with nothing changed reads nothing but hashes.

It is kept only where every document was made and nothing was left to say about the folder; a call
that differs in a single byte of what it read, of the program or of a document goes the whole way.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from generator.batch.checking import Report
from generator.batch.files import STDIN
from generator.batch.former import outdated
from generator.batch.ledger import Ledger, digest_of
from generator.batch.locking import alone
from generator.batch.planning import Result, Status
from generator.batch.working import Options, engine_of
from generator.dossier import Overview
from generator.dossier import Report as FinalReport
from generator.findings import Finding, Place, Severity
from generator.messages import Message, Value, Words
from generator.pipeline import stamps
from generator.pipeline.making import asked_day

_LATE: Final = frozenset({"OUT002", "OUT004", "OUT005", "OUT006"})
"""Findings on the folder of the documents, which may be another at the next call."""


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked: the files as they were named, the languages, the list of amounts, the options."""

    files: tuple[str, ...]
    languages: tuple[str, ...] | None
    amounts: Path | None
    options: Options

    @property
    def hash(self) -> str:
        """Give the hash of all that decides on the result, but for what stands in the files."""
        options = self.options
        amounts = self.amounts and (self.amounts.as_posix(), digest_of(self.amounts))
        told = (
            self.files, self.languages, amounts, options.docx, options.pdf, options.others,
            engine_of(options), asked_day(), stamps.program(), stamps.all_templates(),
        )  # fmt: skip
        return hashlib.sha256(repr(told).encode()).hexdigest()


def remembered(call: Call) -> tuple[list[Finding], list[Result]] | None:
    """Give the findings and the results of a call that was made before; None where anything has changed."""
    ledger = Ledger(call.options.out)
    run = ledger.run
    try:
        if run is None or run["call"] != call.hash:
            return None
        if any(_as_read(path) != known for path, known in run["read"].items()):
            return None
        findings = [_finding(each) for each in run["findings"]]
        results = []
        for name, numbers in run["documents"].items():
            entry = ledger.entries[name]
            if not ledger.holds(entry):
                return None
            paths = {end: (call.options.out / f"{name}{end}").as_posix() for end in entry.outputs}
            results.append(
                Result(
                    run["sources"][name], entry.kind, "fr" if entry.language == "fr" else "nl",
                    paths.get(".docx"), paths.get(".pdf"), entry.pages, Status.UNCHANGED,
                    tuple(findings[number] for number in numbers), entry.centre,
                    None if entry.amount is None else Decimal(entry.amount), entry.title,
                )
            )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError):
        # not as this version writes it
        return None
    return findings, results


def remember(call: Call, report: Report, results: Sequence[Result]) -> None:
    """Keep a call whose documents were all made.

    Raises:
        OSError: the ledger cannot be written.

    """
    told = [*report.findings, *(f for each in results for f in each.findings)]
    if not results or STDIN in call.files or any(each.status is Status.FAILED for each in results):
        return
    if any(f.code in _LATE or f.place.shown or f.severity is Severity.ERROR for f in told):
        return
    if any(_reads_a_folder(one) for each in report.files if each.case for one in each.case.dossier.reached):
        return
    cases = [each.case for each in report.files if each.case]
    read = {one.source.path for each in cases for one in each.dossier.reached}
    findings = list(dict.fromkeys(told))
    number = {finding: index for index, finding in enumerate(findings)}
    run = {
        "call": call.hash,
        "read": {path: _as_read(path) for path in sorted(read | set(call.files))},
        "findings": [_written(each) for each in findings],
        "sources": {each.name: each.source for each in results},
        "documents": {each.name: [number[f] for f in each.findings] for each in results},
    }
    with alone(call.options.out, shared=True):
        # another run may have written since
        ledger = Ledger(call.options.out)
        if next(outdated(ledger), None) is None:
            ledger.close([each.name for each in results], run)


def _as_read(path: str) -> list[str]:
    """Give the real path of a file and the hash of its content: by the same name another file may be meant, from another folder or behind a link."""
    return [os.path.realpath(path), digest_of(Path(path))]


def _reads_a_folder(dossier: object) -> bool:
    """Tell whether a file reads all of a folder, to which files may be added that are not named."""
    return isinstance(dossier, Overview) or (isinstance(dossier, FinalReport) and dossier.records is not None)


def _written(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "place": [place.path, place.line, place.column, place.pointer],
        "message": _message(finding.message),
        "remedy": finding.remedy and _message(finding.remedy),
    }


def _finding(data: Mapping[str, Any]) -> Finding:
    return Finding(
        data["code"], Severity(data["severity"]), Place(*data["place"]), _read(data["message"]),
        data["remedy"] and _read(data["remedy"]),
    )  # fmt: skip


def _message(message: Message) -> dict[str, Any]:
    return {"text": message.msgid, "values": {name: _value(value) for name, value in message.values}}


def _value(value: Value) -> object:
    match value:
        case Message():
            return _message(value)
        case Words():
            return {"words": [value.name, value.fr, value.nl]}
        case Decimal():
            return {"amount": str(value)}
        case date():
            return {"day": value.isoformat()}
    return value


def _read(data: Mapping[str, Any]) -> Message:
    values = ((name, _read_value(value)) for name, value in data["values"].items())
    return Message(data["text"], tuple(sorted(values, key=lambda each: each[0])))


def _read_value(value: Any) -> Value:
    match value:
        case {"text": _}:
            return _read(value)
        case {"words": [name, fr, nl]}:
            return Words(name, fr, nl)
        case {"amount": str(amount)}:
            return Decimal(amount)
        case {"day": str(written)}:
            return date.fromisoformat(written)
        case str() | int():
            return value
    raise ValueError(value)
