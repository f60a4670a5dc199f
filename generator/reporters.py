"""Findings and results as text for people, as JSON, for GitHub, and as SARIF."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from generator import __version__, counting, manuals
from generator.batch import Account, Report, Result, Status
from generator.excel import Fate, Import
from generator.findings import Finding, Place, Severity
from generator.formats import value_text
from generator.locales import Translator
from generator.messages import Message, msg

FORMATS: Final = ("text", "json", "github", "sarif")
_SARIF_LEVEL: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_WORDS: Final = {
    Severity.ERROR: msg("error"),
    Severity.WARNING: msg("warning"),
    Severity.INFO: msg("information"),
}


def findings_text(
    findings: Iterable[Finding], translator: Translator, paint: Paint, rows: Mapping[Place, str] | None = None
) -> str:
    """Write findings for a person: place, weight, code, cause; below it remedy and source.

    `rows` names the rows of a workbook that are at the places, for who does not know them by their cells.
    """
    lines = []
    for each in findings:
        weight = translator.text(_WORDS[each.severity])
        row = (rows or {}).get(each.place)
        cause = translator.text(each.message)
        if row and not re.search(rf"\b{re.escape(row)}\b", cause):
            cause = f"{row} – {cause}"
        lines.append(f"{_where(each)}: {paint(weight, each.severity)} {each.code}: {cause}")
        if each.remedy is not None:
            lines.append(f"    → {translator.text(each.remedy)}")
        if source := manuals.source_of(each.code):
            told = msg("Source: {source}", source=translator.words(source))
            lines.append(f"    {translator.text(told)}")
    return "\n".join(lines)


class Paint:
    """Colours the weight of a finding on a terminal that shows colours."""

    def __init__(self, *, colours: bool) -> None:
        """Colour or not, as the terminal and NO_COLOR ask."""
        self._colours = colours

    def __call__(self, text: str, severity: Severity) -> str:
        """Colour a text as its weight asks."""
        if not self._colours:
            return text
        code = {Severity.ERROR: 31, Severity.WARNING: 33, Severity.INFO: 36}[severity]
        return f"\033[1;{code}m{text}\033[0m"

    def change(self, text: str, kind: str) -> str:
        """Colour what is gone red and what is new green."""
        code = {"gone": 31, "new": 32}.get(kind)
        return text if code is None or not self._colours else f"\033[{code}m{text}\033[0m"


def summary_message(files: int, findings: Sequence[Finding], others: int = 0) -> Message:
    """Say how many files were checked, with those that they refer to, and what was found."""
    errors, warnings = _count(findings, Severity.ERROR), _count(findings, Severity.WARNING)
    if others:
        return msg(
            "Files: {files}; files that they refer to: {others}. Errors: {errors}. Warnings: {warnings}.",
            files=files,
            others=others,
            errors=errors,
            warnings=warnings,
        )
    return msg(
        "Files: {files}. Errors: {errors}. Warnings: {warnings}.",
        files=files,
        errors=errors,
        warnings=warnings,
    )


def findings_json(files: int, findings: Sequence[Finding], translator: Translator) -> str:
    """Write findings as the JSON of docs/interfaces.md."""
    return _json(
        {
            "version": 1,
            "findings": [_as_json(each, translator) for each in findings],
            "summary": {
                "files": files,
                "errors": _count(findings, Severity.ERROR),
                "warnings": _count(findings, Severity.WARNING),
            },
        }
    )


def results_json(results: Sequence[Result], accounts: Sequence[Account], translator: Translator) -> str:
    """Write what became of documents as the JSON of docs/interfaces.md."""
    documents = [
        {
            "source": each.source,
            "kind": each.kind,
            "language": each.language,
            "docx": each.docx,
            "pdf": each.pdf,
            "pages": each.pages,
            "status": each.status.value,
            "findings": [_as_json(finding, translator) for finding in each.findings],
            "centre": each.centre or None,
            "amount": None if each.amount is None else str(each.amount),
        }
        for each in results
    ]
    counts = {status.value: sum(r.status is status for r in results) for status in Status}
    # only `--check` tells of what would be made
    counts = {name: count for name, count in counts.items() if count or name not in ("new", "changed")}
    languages = {
        each.language: {"planned": each.planned, "made": each.made, "missing": list(each.missing)}
        for each in accounts
    }
    summary = {"documents": len(results), **counts}
    return _json({"version": 1, "documents": documents, "summary": summary, "languages": languages})


def import_json(made: Import, translator: Translator, *, copy: Path | None, check: bool) -> str:
    """Write what became of the rows of a workbook as the JSON of docs/interfaces.md."""
    rows = [
        {
            "row": each.row.number,
            "key": each.row.key,
            "path": each.path.as_posix() if each.row.file else None,
            "status": each.fate.value,
        }
        for each in made.outcomes
    ]
    return _json(
        {
            "version": 1,
            "check": check,
            "rows": rows,
            "copy": copy.as_posix() if copy else None,
            "findings": [
                {**_as_json(each.finding, translator), "key": each.key or None} for each in made.faults
            ],
            "summary": {"rows": len(rows), **{fate.value: made.count(fate) for fate in Fate}},
        }
    )


def result_text(result: Result, translator: Translator) -> str:
    """Write one line for a document."""
    if result.status is Status.FAILED:
        language = result.language or "–"
        return translator.text(
            msg("not made: {source} ({language})", source=result.source, language=language)
        )
    made = ", ".join(path for path in (result.docx, result.pdf) if path)
    if result.status is Status.UNCHANGED:
        return translator.text(msg("unchanged: {files}", files=made))
    if result.status is Status.NEW:
        return translator.text(msg("would be made: {files}", files=made))
    if result.status is Status.CHANGED:
        return translator.text(msg("would be made again: {files}", files=made))
    return translator.text(msg("written: {files}", files=made))


def findings_github(findings: Iterable[Finding], translator: Translator) -> str:
    """Write findings as commands that GitHub shows beside the line."""
    lines = []
    for each in findings:
        level = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}[each.severity]
        place = [f"file={_property(each.place.path)}", f"title={each.code}"]
        if each.place.line is not None:
            place[1:1] = [f"line={each.place.line}", f"col={each.place.column}"]
        lines.append(f"::{level} {','.join(place)}::{_data(_whole(each, translator))}")
    return "\n".join(lines)


def findings_sarif(findings: Sequence[Finding], translator: Translator) -> str:
    """Write findings as SARIF 2.1.0."""
    codes = sorted({each.code for each in findings})
    return _json(
        {
            "version": "2.1.0",
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "cpas",
                            "version": __version__,
                            "rules": [
                                {
                                    "id": code,
                                    "fullDescription": {"text": translator.words(manuals.manual_of(code))},
                                }
                                for code in codes
                            ],
                        }
                    },
                    "results": [_sarif(each, translator) for each in findings],
                }
            ],
        }
    )


def figures_text(figures: Iterable[counting.Figure], translator: Translator, *, files: bool) -> str:
    """Write figures for a person, a line each; below it the files behind it where they are asked for."""
    lines = []
    for each in figures:
        told = msg("{label}: {value}", label=each.label, value=each.value)
        if each.unit == "people" and each.people != len(each.entries):
            told = msg(
                "{label}: {value} ({records} files)",
                label=each.label,
                value=each.value,
                records=len(each.entries),
            )
        lines.append(translator.text(told))
        if files:
            lines += [f"    {entry.centre}  {entry.reference}  {entry.pseudonym}" for entry in each.entries]
    return "\n".join(lines)


def figures_json(
    year: int, figures: Iterable[counting.Figure], report: Report, left: Sequence[str], translator: Translator
) -> str:
    """Write figures as JSON, each with the files behind it; errors kept some files out."""
    errors = [each for each in report.findings if each.severity is Severity.ERROR]
    return _json(
        {
            "version": 1,
            "year": year,
            "figures": [
                {
                    "name": each.name,
                    "label": translator.text(each.label),
                    "unit": each.unit,
                    "value": each.value,
                    "people": each.people,
                    "records": len(each.entries),
                    "files": [
                        {"centre": entry.centre, "reference": entry.reference, "pseudonym": entry.pseudonym}
                        for entry in each.entries
                    ],
                }
                for each in figures
            ],
            "findings": [_as_json(each, translator) for each in errors],
            "left_out": list(left),
            "summary": {"files": len(report.files), "errors": len(errors)},
        }
    )


def _sarif(finding: Finding, translator: Translator) -> dict[str, Any]:
    location: dict[str, Any] = {
        "artifactLocation": {"uri": quote(finding.place.path, errors="surrogateescape")}
    }
    if finding.place.line is not None:
        location["region"] = {"startLine": finding.place.line, "startColumn": finding.place.column}
    return {
        "ruleId": finding.code,
        "level": _SARIF_LEVEL[finding.severity],
        "message": {"text": _whole(finding, translator)},
        "locations": [{"physicalLocation": location}],
    }


def _whole(finding: Finding, translator: Translator) -> str:
    text = translator.text(finding.message)
    return text if finding.remedy is None else f"{text} {translator.text(finding.remedy)}"


def _pointer(place: Place, translator: Translator) -> str:
    """Give the place within a file; that in a Word file in the language of the reader."""
    return place.pointer if place.shown is None else translator.text(place.shown)


def _as_json(finding: Finding, translator: Translator) -> dict[str, Any]:
    related: dict[str, Any] = {}
    if (beside := finding.beside) is not None:
        related = {"related": {"path": beside.path, "pointer": _pointer(beside, translator)}}
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "pointer": _pointer(finding.place, translator),
        "message": translator.text(finding.message),
        "remedy": translator.text(finding.remedy) if finding.remedy else None,
        "source": translator.words(manuals.source_of(finding.code)),
        **related,
    }


def _where(finding: Finding) -> str:
    place = finding.place
    # the name of a file or of a sheet must not steer the terminal
    path = value_text(place.path, "")
    return path if place.line is None else f"{path}:{place.line}:{place.column}"


def _count(findings: Iterable[Finding], severity: Severity) -> int:
    return sum(each.severity is severity for each in findings)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
