"""Drafts the decisions on a convention: what its check finds stands in a request to revise, in both languages.

Who signs the letter reads each point, and takes out, adds and writes otherwise what is to be.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from generator.catalog import kinds
from generator.drafts.places import way
from generator.drafts.sheets import Draft
from generator.errors import UsageFault
from generator.findings import Finding, Severity, in_order, read_pointer
from generator.locales import LANGUAGES, Translator, translator
from generator.messages import msg
from generator.pipeline import Checked, Checker
from generator.schemas import titles
from generator.skeleton import Blank, Known, skeleton

DECISION: Final = "decision"
_FORMAL: Final = ("SRC", "SCH", "REF")
"""Codes of findings on the form of a file."""
_PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "criteria": "criteria",
        "members": "cluster",
        "cluster": "cluster",
        "cooperation": "cluster",
        "initiatives": "initiatives",
        "collective_actions": "actions",
        "individual_actions": "actions",
        "partners": "partners",
        "objectives": "objectives",
        "instrument": "instrument",
        "budget": "budget",
        "amount": "amount",
        "payment": "amount",
        "signature": "signatories",
    }
)
"""The part of the convention, as the letter names it, for each field of the file."""


def draft_decision(words: Translator, path: Path, beside: Path) -> Draft:
    """Draft the file of decisions on a convention; what it names is seen from the folder `beside`.

    Where the convention has errors it cannot be named: the file names the centre, and has a request to revise with the errors and
    warnings. Otherwise it names the convention.

    Raises:
        UsageFault: the file is no convention, or cannot be named from there.

    """
    checked = Checker().check(path)
    kind = checked.kind
    if kind is None or kind.dossier != "convention" or checked.case is None:
        if checked.findings and kind is None:
            return Draft("", checked.findings)
        raise UsageFault(
            msg("{path} is no file of a convention.", path=path.as_posix()),
            msg("Name the file of the convention that was submitted."),
        )
    values: dict[str, Any] = {"submitted": Blank.TO_FILL, "officer": {}}
    if checked.sound:
        values["convention"] = way(path, beside)
    else:
        values |= _without(checked, beside)
    if remarks := _remarks(checked):
        values["revisions"] = [
            {"date": Blank.TO_FILL, "reply_by": Blank.TO_FILL, "remarks": remarks},
        ]
    told = Known({name: value for name, value in values.items() if value is not None})
    return Draft(skeleton(kinds()[DECISION], checked.case.campaign.year, None, words, told), ())


def _without(checked: Checked, beside: Path) -> dict[str, Any]:
    """Name the centre and the scheme, which stand for a convention with errors."""
    assert checked.kind is not None
    assert isinstance(checked.source.data, dict)
    written = checked.source.data.get(checked.kind.reference or "")
    centre = Path(checked.source.path).parent / written if isinstance(written, str) else None
    return {
        "centre": way(centre, beside) if centre else Blank.TO_FILL,
        "scheme": checked.kind.name.removeprefix("convention-"),
    }


def _remarks(checked: Checked) -> list[dict[str, Any]]:
    """Put each error and warning into words, in the order of the file; what is said twice, once."""
    found: list[dict[str, Any]] = []
    for finding in in_order(checked.findings):
        if finding.severity is Severity.INFO:
            continue
        remark = {
            "part": _part(checked, finding),
            "text": {each: _text(checked, finding, translator(each)) for each in LANGUAGES},
        }
        if remark not in found:
            found.append(remark)
    return found


def _part(checked: Checked, finding: Finding) -> str:
    if finding.place.path != checked.source.path:
        return "other"
    pointer = read_pointer(finding.place.pointer)
    return _PARTS.get(str(pointer[0]), "other") if pointer else "other"


def _text(checked: Checked, finding: Finding, words: Translator) -> str:
    """Say what was found, and what a rule asks for; a finding that only repeats the value is given the name of its field.

    What to do about the form of a file is for who types it, not for a president.
    """
    formal = finding.code.startswith(_FORMAL)
    parts = [finding.message, *([finding.remedy] if finding.remedy and not formal else [])]
    told = " ".join(words.text(each) for each in parts)
    fields = _titles(checked, finding, words) if formal else []
    if len(fields) <= 1:
        # the letter names the part beside it
        return told
    return words.text(msg("{field}: {told}", field=", ".join(fields), told=told))


def _titles(checked: Checked, finding: Finding, words: Translator) -> list[str]:
    """Give the titles on the way to a value: « Actions collectives 1 », « Participants »."""
    if checked.kind is None or finding.place.path != checked.source.path:
        return []
    return [words.text(each) for each in titles(checked.kind.schema, read_pointer(finding.place.pointer))]
