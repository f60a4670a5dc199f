"""Tells in which places the two documents of a dossier differ; with one difference neither is handed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from generator.both.comparing import Comparison, Difference
from generator.both.places import places
from generator.both.values import Values
from generator.catalog import kinds
from generator.context import Context
from generator.contradictions import REMEDY
from generator.dossier import Dossier
from generator.findings import Finding, Place, Severity
from generator.messages import Message, msg
from generator.rendering import Rendered, items_of

_CODE: Final = "DOC002"
_MOST: Final = 10
"""So many differences are told; a template that lost its loop would fill pages."""
_FAULT: Final = msg(
    "“cpas templates check” says where the two templates differ; where it finds nothing, please report this message."
)


@dataclass(frozen=True, slots=True)
class Side:
    """A document with its marked XML, and the names that its template was given."""

    rendered: Rendered
    context: Context


def differences(dossier: Dossier, french: Side, dutch: Side) -> list[Finding]:
    """Compare the two documents of a dossier.

    What two versions of a text contradict is told at the Dutch one, in the file; the rest is a fault of the
    templates or of the program, and is told at its place in the documents.
    """
    discreet = kinds()[dossier.kind].private
    ones, others = (items_of(side.rendered.marked, side.rendered.printed) for side in (french, dutch))
    comparison = Comparison(Values(dossier, french.context, dutch.context), discreet=discreet)
    found = list(comparison.differences(ones, others))
    if not found:
        return []
    known = {**places(ones, discreet=discreet), **places(others, discreet=discreet)}
    # a text that is printed at several places is told at the first
    unique: dict[object, Difference] = {}
    for each in found:
        unique.setdefault((each.written, each.kind) if each.written else each, each)
    told = [_finding(dossier, each, known) for each in unique.values()]
    if len(told) > _MOST:
        rest = msg("Differences that are not listed here: {number}.", number=len(told) - _MOST)
        told[_MOST:] = [Finding(_CODE, Severity.ERROR, Place(dossier.source.path), rest, _FAULT)]
    return told


def _finding(dossier: Dossier, each: Difference, known: dict[int, Message]) -> Finding:
    left, right = (None if node is None else known.get(id(node)) for node in (each.french, each.dutch))
    where = right or left or msg("page layout")
    if left and right and left != right:
        where = msg("{place} (French: {beside})", place=right, beside=left)
    message = msg("{place}: {message}", place=where, message=each.told)
    if each.written is not None:
        at = each.written.dossier.source.place((*each.written.pointer, "nl"))
        return Finding(_CODE, Severity.ERROR, at, message, REMEDY)
    return Finding(_CODE, Severity.ERROR, Place(dossier.source.path, shown=right or left), message, _FAULT)
