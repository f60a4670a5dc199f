"""Writes the files of fictitious persons for tests: a centre, a balance, a contract, evaluations."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tests.conftest import EXAMPLES

WORKER: Final = {"name": "Benoît Exemple", "gender": "male", "telephone": "+32 71 00 00 01"}


def both(french: str, dutch: str) -> dict[str, str]:
    """Write a text in both languages."""
    return {"fr": french, "nl": dutch}


class People:
    """A folder of persons; what a test does not say is ordinary."""

    def __init__(self, folder: Path) -> None:
        """Begin with the centre of Charleroi."""
        self.folder = folder
        shutil.copy(EXAMPLES / "centres" / "charleroi.yaml", folder / "centre.yaml")

    def add(
        self,
        number: str,
        *,
        kind: str = "piis-workshop",
        balance: Mapping[str, Any] | None = None,
        contract: Mapping[str, Any] | None = None,
        evaluations: Sequence[Mapping[str, Any]] = (),
        person: Mapping[str, Any] | None = None,
    ) -> Path:
        """Write the files of a person; give the contract. A value of None takes a field out."""
        place = self.folder / number
        place.mkdir()
        self._write(place / "balance.yaml", {**_balance(number, kind, dict(person or {})), **(balance or {})})
        path = self._write(place / "piis.yaml", {**_contract(number, kind), **(contract or {})})
        for index, each in enumerate(evaluations, 1):
            self._write(place / f"evaluation-{index}.yaml", {**_evaluation(number, index), **each})
        return path

    @staticmethod
    def _write(path: Path, data: Mapping[str, Any]) -> Path:
        # JSON is YAML, and says of each value of what type it is
        given = {name: value for name, value in data.items() if value is not None}
        path.write_text(json.dumps(given, ensure_ascii=False, indent=1), encoding="utf-8")
        return path


def _balance(number: str, kind: str, person: Mapping[str, Any]) -> dict[str, Any]:
    someone = {
        "number": number, "name": "Aline Fictive", "gender": "female", "birth_date": "1985-07-30",
        "address": {"street": "Rue du Modèle 12", "postal_code": 6000, "locality": "Charleroi"},
        "right": "integration-income", **person,
    }  # fmt: skip
    return {
        "kind": "social-balance",
        "campaign": 2015,
        "centre": "../centre.yaml",
        "reference": f"BS-{number}",
        "person": {name: value for name, value in someone.items() if value is not None},
        "worker": WORKER,
        "date": "2015-02-16",
        "occasion": "piis",
        "competences": [{"type": "social", "text": both("Écoute.", "Luistert.")}],
        "needs": [{"text": both("N’ose pas prendre le bus.", "Durft niet met de bus.")}],
        "instrument": {
            "name": both("Échelle", "Ladder"),
            "levels": [
                both("seule", "alleen"),
                both("contacts", "contacten"),
                both("activités", "activiteiten"),
            ],
        },
        "measurement": [
            {"id": "autonomy", "domain": both("Autonomie", "Autonomie"), "towards": "autonomy", "level": 1},
            {"id": "work", "domain": both("Parcours", "Traject"), "towards": "socioprofessional", "level": 2},
        ],
        "follow_up": {"decision": kind},
    }


_ACTIVITY: Final[Mapping[str, Any]] = {
    "piis-workshop": {"modules": [{"title": both("En ville", "In de stad"), "hours_per_week": 3}]},
    "piis-preparation": {"description": both("Prépare.", "Bereidt voor."), "aim": both("Un parcours", "Een traject")},
    "piis-volunteering": {
        "organisation": "asbl L’Exemple", "tasks": both("Accueil", "Onthaal"), "insured": True, "note": True,
    },
    "piis-guidance": {"description": both("Entretiens.", "Gesprekken.")},
}  # fmt: skip


def _contract(number: str, kind: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "campaign": 2015,
        "balance": "balance.yaml",
        "reference": f"PIIS-{number}",
        "worker": WORKER,
        "substitute": WORKER,
        "information": {"date": "2015-03-02", "choice_offered": True},
        "fields": ["mobility"],
        "objectives": [{"goal": both("Prendre le bus.", "De bus nemen.")}],
        "activity": _ACTIVITY[kind],
        "commitments": {"person": [both("Participer.", "Deelnemen.")], "centre": [both("Aider.", "Helpen.")]},
        "period": {"start": "2015-03-16", "end": "2015-12-31"},
        "signature": {"handed_over": "2015-03-02", "date": "2015-03-10"},
    }


def _evaluation(number: str, index: int) -> dict[str, Any]:
    return {
        "kind": "piis-evaluation",
        "campaign": 2015,
        "contract": "piis.yaml",
        "reference": f"EV-{number}-{index}",
        "number": index,
        "date": ("2015-06-12", "2015-09-11", "2015-12-11")[index - 1],
        "present": {"person": True},
        "done": {},
        "measurement": [{"id": "autonomy", "level": 1}, {"id": "work", "level": 2}],
        "next": ("2015-09-11", "2015-12-11", "2015-12-31")[index - 1],
    }
