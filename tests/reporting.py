"""Writes final reports for tests: a convention of fictitious objectives and the report on it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.dossier import Report
from generator.pipeline import Checked, Checker
from tests.conftest import EXAMPLES
from tests.people import both

ROWS = {
    "social_balances": 20,
    "pathways": {"total": 12, "socioprofessional": 4, "autonomy": 5, "volunteering": 3},
}
PROGRESS = {"socioprofessional": 2, "autonomy": 4, "volunteering": 1}


def expense(number: int = 1, amount: str = "100.00", share: str = "100", **more: Any) -> dict[str, Any]:
    """Give an ordinary expense."""
    return {
        "number": f"P-{number:03}",
        "date": "2015-06-15",
        "supplier": f"Fournisseur fictif {number}",
        "class": "operating",
        "amount": Decimal(amount),
        "share": Decimal(share),
        "link": both("Matériel des ateliers.", "Materiaal van de ateliers."),
        "proportion": both("Utilisé pour le projet seul.", "Alleen voor het project gebruikt."),
        **more,
    }


def ordinary(**changes: Any) -> dict[str, Any]:
    """Give a report without faults; a value of None takes a field out."""
    data = {
        "kind": "final-report",
        "campaign": 2015,
        "convention": "convention.yaml",
        "nis": "52011",
        "qualitative": {
            "attained": "yes",
            "objectives": both("Oui, les ateliers ont eu lieu.", "Ja, de ateliers hebben plaatsgevonden."),
            "partnerships": both("Avec nos partenaires.", "Met onze partners."),
        },
        "realised": {**ROWS, "progress": PROGRESS},
        "expenses": [expense()],
        **changes,
    }
    return {name: value for name, value in data.items() if value is not None}


def written(
    folder: Path, report: Mapping[str, Any] | None = None, *, amount: str = "1000.00", **convention: Any
) -> Path:
    """Write a report and its convention of a city; give the path of the report."""
    folder.mkdir(exist_ok=True)
    shutil.copy(EXAMPLES / "centres" / "charleroi.yaml", folder / "centre.yaml")
    city = {
        "kind": "convention-city",
        "campaign": 2015,
        "centre": "centre.yaml",
        "criteria": {"urban_policy": True, "inhabitants": 203000, "increased_subsidy": True},
        "initiatives": both("Ateliers.", "Ateliers."),
        "collective_actions": [{"title": both("Atelier", "Atelier")}],
        "individual_actions": [both("Accompagnement.", "Begeleiding.")],
        "objectives": ROWS,
        "amount": Decimal(amount),
        "instrument": {"type": "social-balance"},
        **convention,
    }
    (folder / "convention.yaml").write_text(dumped(city), encoding="utf-8")
    path = folder / "report.yaml"
    path.write_text(dumped(report or ordinary()), encoding="utf-8")
    return path


def checked(path: Path) -> Checked:
    """Check a report."""
    return Checker(("fr", "nl")).check(path)


def dossier(path: Path) -> Report:
    """Give the dossier of a report."""
    found = checked(path)
    assert found.case is not None
    assert isinstance(found.case.dossier, Report)
    return found.case.dossier


def codes(path: Path, severity: str = "error") -> list[str]:
    """Give the codes of the findings of a weight."""
    return sorted(f.code for f in checked(path).findings if f.severity == severity)


def dumped(data: object) -> str:
    """Write YAML as JSON, with amounts as they were written."""
    text = json.dumps(data, ensure_ascii=False, default=lambda value: f"\u2060{value:f}\u2060")
    return re.sub('"\u2060([^"]*)\u2060"', r"\1", text)
