"""Writes docs/rules.md from the manuals: `python -m tools.rules`. A test says when it is behind."""

from __future__ import annotations

from pathlib import Path

from generator import campaigns, manuals

PATH = Path(__file__).parent.parent / "docs" / "rules.md"


def page() -> str:
    """Give the page: a table with a row for each code."""
    years = campaigns.years()
    head = [
        "# The codes",
        "",
        "Each finding has a code. `cpas explain CODE` prints its manual in French, Dutch or English; this table",
        "is made from the same texts with `python -m tools.rules`.",
        "",
        f"| code | what holds | {' | '.join(map(str, years))} | source |",
        f"|---|---|{'---|' * len(years)}---|",
    ]
    rows = []
    for code, manual in manuals.codes().items():
        weights = [campaigns.campaign(year).severities.get(code, manual.severity).value for year in years]
        first = manual.text.splitlines()[0]
        rows.append(f"| {code} | {first} | {' | '.join(weights)} | {manual.source} |")
    return "\n".join([*head, *rows]) + "\n"


if __name__ == "__main__":
    PATH.write_text(page(), encoding="utf-8")
