"""A person and the social balance that the person's contracts start from."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.dossier.base import Dossier, Gender, Text, day
from generator.dossier.centres import Centre
from generator.dossier.periods import age
from generator.findings import Pointer
from generator.identifiers import tidy_niss
from generator.locales import Language

Towards = Literal["autonomy", "socioprofessional", "volunteering"]
"""What progress in a domain counts as in the report."""


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """The person of a contract (bénéficiaire, gerechtigde); never in a message, a log or a file name."""

    number: str
    name: str
    gender: Gender
    birth_date: date
    niss: str | None
    right: Literal["integration-income", "equivalent-aid", "none"]
    language: Language | None

    def age_on(self, on: date) -> int:
        """Give the age in whole years on a day."""
        return age(self.birth_date, on)


@dataclass(frozen=True, slots=True)
class Measured:
    """A domain of the zero measurement (mesure zéro, nulmeting) with the rank of its level, from 1."""

    id: str
    towards: Towards | None
    level: int


class PersonalDossier(Dossier):
    """A file on a person: a social balance, a contract or an evaluation."""

    @property
    @abstractmethod
    def balance(self) -> Balance:
        """The social balance that holds the person."""

    @property
    def centre(self) -> Centre:
        """The centre of the person."""
        return self.balance.referred(Centre)

    @property
    def person(self) -> Beneficiary:
        """The person, from the social balance."""
        return self.balance.person

    @property
    def reference(self) -> str:
        """The reference of the document at the centre."""
        return str(self._take("reference"))

    @property
    def languages(self) -> tuple[Language, ...]:
        """The language that the person chose where the regime leaves a choice, or those of the centre."""
        municipality, chosen = self.centre.municipality, self.person.language
        return (chosen,) if chosen in municipality.choices else municipality.languages

    @property
    def stem(self) -> str:
        """Kind, year, NIS code and reference."""
        return f"{self.kind}-{self.campaign.year}-{self.centre.municipality.nis}-{self.reference}"

    def numbers(self) -> Iterator[tuple[Pointer, str]]:
        """Give what stands in file names and lists: the reference, and the file number where it is given."""
        yield ("reference",), self.reference

    @property
    def names(self) -> list[str]:
        """The names of the person and of who represents the person here."""
        representative = self._maybe("representative")
        return [self.balance.name, *([representative["name"]] if representative else [])]

    @property
    @abstractmethod
    def made_on(self) -> date:
        """The day from which the age of the person is counted."""

    @property
    def is_represented(self) -> bool:
        """Whether somebody represents the person."""
        return self._maybe("representative") is not None


class Balance(PersonalDossier):
    """A social balance (bilan social, sociale balans)."""

    @property
    def balance(self) -> Balance:
        """Itself."""
        return self

    def numbers(self) -> Iterator[tuple[Pointer, str]]:
        """Give the reference and the file number of the person."""
        yield from super().numbers()
        yield ("person", "number"), str(self._take("person", "number"))

    @property
    def name(self) -> str:
        """The name of the person, even where another part of the person is wrong."""
        return str(self._take("person", "name"))

    @property
    def person(self) -> Beneficiary:
        """The person, entered here once."""
        data = self._take("person")
        return Beneficiary(
            data["number"], data["name"], data["gender"], date.fromisoformat(data["birth_date"]),
            data.get("niss"), data["right"], data.get("language"),
        )  # fmt: skip

    @property
    def identity(self) -> str:
        """What stands for the person where people are counted: the national register number, or the file number.

        Never printed: `pseudonyms` makes something of it that names nobody.
        """
        if self.person.niss is not None:
            return tidy_niss(self.person.niss)
        return f"{self.centre.municipality.nis}/{self.person.number.casefold()}"

    @property
    def drawn_up_on(self) -> date:
        """The day on which it was made with the person."""
        return date.fromisoformat(self._take("date"))

    @property
    def made_on(self) -> date:
        """The day on which it was made."""
        return self.drawn_up_on

    @property
    def levels(self) -> list[Text]:
        """The levels of the instrument, from the lowest to the highest."""
        return self._take("instrument", "levels")  # type: ignore[no-any-return]

    @property
    def measurement(self) -> list[Measured]:
        """The zero measurement, domain by domain."""
        return [
            Measured(each["id"], each.get("towards"), each["level"])
            for each in self._maybe("measurement") or []
        ]

    @property
    def decision(self) -> str:
        """The follow-up that was decided."""
        return str(self._take("follow_up", "decision"))

    @property
    def follow_up_by(self) -> date | None:
        """By when the follow-up is given."""
        return day(self._maybe("follow_up", "until"))
