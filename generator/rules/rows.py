"""The arithmetic of rows 1, 2, 2.1, 2.2 and 2.3, for what was fixed and for what was realised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from generator.dossier import Objectives
from generator.findings import Pointer
from generator.messages import msg
from generator.rules.base import Fault

NUMBERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "social_balances": "1",
        "total": "2",
        "socioprofessional": "2.1",
        "autonomy": "2.2",
        "volunteering": "2.3",
    }
)
"""The numbers of the rows by their names in the files."""


def parts_within_total(rows: Objectives, pathways: Pointer) -> Iterator[Fault]:
    """Seek a part that is greater than row 2; `pathways` is the place of the group."""
    for name, count in rows.parts.items():
        if count > rows.total:
            yield Fault(
                (*pathways, name),
                msg(
                    "Row {row} ({count}) is greater than row 2 ({total}).",
                    row=NUMBERS[name],
                    count=count,
                    total=rows.total,
                ),
                msg("Row 2 counts all people in a pathway: raise it, or lower row {row}.", row=NUMBERS[name]),
            )


def parts_reach_total(rows: Objectives, pathways: Pointer) -> Iterator[Fault]:
    """See whether somebody of row 2 is in none of its parts."""
    together = sum(rows.parts.values())
    if together < rows.total:
        yield Fault(
            (*pathways, "total"),
            msg(
                "Rows 2.1, 2.2 and 2.3 add up to {sum}, less than row 2 ({total}).",
                sum=together,
                total=rows.total,
            ),
            msg(
                "Everybody in a pathway is in one of the three rows: add {missing} there, or lower row 2.",
                missing=rows.total - together,
            ),
        )


def parts_exceed_total_only_if_said(rows: Objectives, pathways: Pointer) -> Iterator[Fault]:
    """See whether more people are in the parts than in row 2, and nothing says why."""
    together = sum(rows.parts.values())
    if together > rows.total and not rows.several:
        yield Fault(
            (*pathways, "total"),
            msg(
                "Rows 2.1, 2.2 and 2.3 add up to {sum}, more than row 2 ({total}).",
                sum=together,
                total=rows.total,
            ),
            msg("Correct the rows, or write “several: true” where some people follow several pathways."),
        )
