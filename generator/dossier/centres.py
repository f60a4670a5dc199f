"""A centre (CPAS/OCMW) and who signs for it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.dossier.base import Dossier, Gender, Text
from generator.locales import Language
from generator.municipalities import Municipality, municipalities


@dataclass(frozen=True, slots=True)
class Person:
    """Who signs: the name, the gender that decides the form of the title, the title."""

    name: str
    gender: Gender
    title: Literal["president", "secretary", "director-general"]


class Centre(Dossier):
    """A centre (CPAS/OCMW): what its file says, and what its municipality adds."""

    @property
    def municipality(self) -> Municipality:
        """The municipality of 2015 that the NIS code names."""
        return municipalities()[str(self._take("nis"))]

    @property
    def name(self) -> Text | None:
        """The official name, where it is not the usual one."""
        return self._maybe("name")  # type: ignore[no-any-return]

    @property
    def enterprise_number(self) -> str:
        """The enterprise number (BCE/KBO) as written."""
        return str(self._take("enterprise_number"))

    @property
    def iban(self) -> str:
        """The account as written."""
        return str(self._take("iban"))

    @property
    def street(self) -> Text:
        """Street and number."""
        return self._take("address", "street")  # type: ignore[no-any-return]

    @property
    def postal_code(self) -> str:
        """Four digits."""
        return str(self._take("address", "postal_code"))

    @property
    def locality(self) -> Text:
        """The locality; the name of the municipality where the file gives none."""
        return self._maybe("address", "locality") or self.municipality.names

    @property
    def president(self) -> Person:
        """Who presides over the centre."""
        data = self._take("signatories", "president")
        return Person(data["name"], data["gender"], "president")

    @property
    def secretary(self) -> Person:
        """The secretary or director general."""
        data = self._take("signatories", "secretary")
        return Person(data["name"], data["gender"], data["title"])

    @property
    def contact(self) -> Mapping[str, str]:
        """Name, telephone and e-mail of whom to ask."""
        return self._take("contact")  # type: ignore[no-any-return]

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages in which the administration serves the centre."""
        return self.municipality.languages

    @property
    def stem(self) -> str:
        """Kind, year and NIS code."""
        return f"{self.kind}-{self.campaign.year}-{self.municipality.nis}"


class OfCentre(Dossier):
    """A file of which a centre makes one each year, such as its convention and the report on it."""

    @property
    @abstractmethod
    def centre(self) -> Centre:
        """The centre; for a cluster the promoter (promoteur, promotor)."""

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages in which the administration serves the centre."""
        return self.centre.languages

    @property
    def stem(self) -> str:
        """Kind, year and NIS code."""
        return f"{self.kind}-{self.campaign.year}-{self.centre.municipality.nis}"

    @property
    def reference(self) -> str | None:
        """The reference, where the file gives one."""
        return self._maybe("reference")  # type: ignore[no-any-return]

    @property
    def number(self) -> str:
        """The reference that its documents bear: the one of the file, or year and NIS code."""
        return self.reference or f"{self.campaign.year}/AS-SA/{self.centre.municipality.nis}"
