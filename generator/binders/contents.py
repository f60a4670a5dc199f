"""The contents pages of a binder, from a pair of templates like any other document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from generator import engines, pipeline
from generator.batch import submits_again
from generator.binders import reading
from generator.binders.selecting import Leaf, Section, sections
from generator.context import short_name
from generator.errors import EngineFault
from generator.formats import short_date
from generator.locales import LANGUAGES, Language
from generator.messages import msg
from generator.municipalities import municipalities

TEMPLATE: Final = ("ministerial", "binder")
_NONE: Final = "–"


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of the documents of a language."""

    language: Language
    sections: tuple[Section, ...]
    pdf: bytes
    pages: int
    first: int
    """The page of the binder on which its first document begins; the contents pages are not counted."""
    names: tuple[str, ...]
    """What the bookmark of each document says: its centre, else its reference."""
    spots: tuple[reading.Spot | None, ...]
    """Where the line of each document stands."""

    @property
    def leaves(self) -> list[Leaf]:
        """The documents in their order."""
        return [leaf for section in self.sections for leaf in section.leaves]


def contents_pages(leaves: Sequence[Leaf], engine: str) -> list[Contents]:
    """Make the contents pages, French before Dutch; the engine is that of `render`.

    Raises:
        EngineFault: the engine is not there, or made pages that are not proved.

    """
    converter = engines.create(engine)
    made = []
    first = 1
    for language in LANGUAGES:
        parts = sections(leaves, language)
        if not parts:
            continue
        values = context(parts, language, first)
        day = max(leaf.day for part in parts for leaf in part.leaves)
        document = pipeline.fill(
            TEMPLATE, language, values, day=day, stem="binder", subject=str(values["count"])
        )
        finished = pipeline.convert({document.stem: document}, converter)[document.stem]
        if document.missing or finished.faults:
            raise EngineFault(
                msg("The contents page of the binder could not be made as it must be."),
                msg("Try the other engine (--engine); if it fails too, please report it with this message."),
            )
        lines = [line for part in values["sections"] for line in part["lines"]]
        spots = reading.spots(finished.pdf, (line["reference"].split()[0] for line in lines))
        names = (line["reference"] if line["name"] == _NONE else line["name"] for line in lines)
        made.append(
            Contents(language, tuple(parts), finished.pdf, finished.pages, first, tuple(names), tuple(spots))
        )
        first += values["pages"]
    return made


def context(parts: Sequence[Section], language: Language, first: int) -> dict[str, Any]:
    """Make the context of a contents page; `first` is the page of the binder on which the documents begin."""
    listed = []
    number, page = 0, first
    for part in parts:
        lines: list[Mapping[str, Any]] = []
        for leaf in part.leaves:
            number += 1
            lines.append(
                {
                    "number": number,
                    "name": _name(leaf, language),
                    "reference": _reference(leaf, part, language),
                    "amount": leaf.amount,
                    "page": page,
                    "last": leaf is part.leaves[-1],
                }
            )
            page += leaf.pages
        listed.append({"title": part.title, "lines": lines, "count": len(lines), "total": _total(part)})
    years = {leaf.campaign for part in parts for leaf in part.leaves}
    return {
        "campaign": {"year": years.pop() if len(years) == 1 else None},
        "sections": listed,
        "amounts": any(leaf.amount is not None for part in parts for leaf in part.leaves),
        "count": number,
        "pages": page - first,
    }


def _reference(leaf: Leaf, part: Section, language: Language) -> str:
    """Give the reference; with its day where the same centre has several such documents."""
    same = [each for each in part.leaves if (each.nis, each.reference) == (leaf.nis, leaf.reference)]
    day = f" ({short_date(leaf.day, language)})" if len(same) > 1 else ""
    return (leaf.reference or _NONE) + day


def _total(part: Section) -> Decimal | None:
    """Add up the amounts; None where there are none, or where a centre would be counted twice."""
    amounts = [leaf.amount for leaf in part.leaves if leaf.amount is not None]
    centres = [leaf.nis for leaf in part.leaves if leaf.nis]
    if submits_again(leaf.path.stem for leaf in part.leaves):
        return None
    return sum(amounts, Decimal(0)) if amounts and len(set(centres)) == len(centres) else None


def _name(leaf: Leaf, language: Language) -> str:
    """Name the centre of a document; a dash where it is about several."""
    return short_name(municipalities()[leaf.nis], language) if leaf.nis in municipalities() else _NONE
