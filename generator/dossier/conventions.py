"""A convention of a large city or of a cluster, with real dates and decimals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from generator.dossier.base import Text, day
from generator.dossier.centres import Centre, OfCentre
from generator.municipalities import Municipality, municipalities


@dataclass(frozen=True, slots=True)
class Partner:
    """With whom the centre works together; without a date the agreement is being prepared."""

    name: str
    contribution: Text
    agreement: date | None


@dataclass(frozen=True, slots=True)
class CollectiveAction:
    """A collective action, with how many people are expected."""

    title: Text
    description: Text | None
    participants: int | None


@dataclass(frozen=True, slots=True)
class Objectives:
    """The five rows of article 3; all count persons."""

    social_balances: int
    total: int
    socioprofessional: int
    autonomy: int
    volunteering: int
    several: bool

    @property
    def parts(self) -> Mapping[str, int]:
        """Rows 2.1 to 2.3 by their name in the file."""
        return {
            "socioprofessional": self.socioprofessional,
            "autonomy": self.autonomy,
            "volunteering": self.volunteering,
        }


@dataclass(frozen=True, slots=True)
class Criteria:
    """The three criteria of a large city (article 4 of the decree)."""

    urban_policy: bool
    inhabitants: int
    increased_subsidy: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a cluster, by its municipality."""

    municipality: Municipality
    role: Text | None


@dataclass(frozen=True, slots=True)
class Instrument:
    """The measuring instrument (instrument de mesure, meetinstrument)."""

    type: Literal["social-balance", "large-cities", "other"]
    name: Text | None
    description: Text | None


class Convention(OfCentre):
    """A convention of a large city or of a cluster, with the centre that signs it."""

    @property
    def centre(self) -> Centre:
        """The centre of the city, or the promoter (promoteur, promotor) of the cluster."""
        return self.referred(Centre)

    @property
    def initiatives(self) -> Text:
        """The specific initiatives, at most 500 characters in each language."""
        return self._take("initiatives")  # type: ignore[no-any-return]

    @property
    def collective_actions(self) -> list[CollectiveAction]:
        """The concrete collective actions."""
        return [
            CollectiveAction(each["title"], each.get("description"), each.get("participants"))
            for each in self._maybe("collective_actions") or []
        ]

    @property
    def individual_actions(self) -> list[Text]:
        """The types of individual action."""
        return self._maybe("individual_actions") or []

    @property
    def partners(self) -> list[Partner]:
        """With whom the centre works together."""
        return [
            Partner(each["name"], each["contribution"], day(each.get("agreement")))
            for each in self._maybe("partners") or []
        ]

    @property
    def objectives(self) -> Objectives:
        """The table of article 3."""
        data = self._take("objectives")
        rows = data["pathways"]
        return Objectives(
            data["social_balances"],
            rows["total"],
            rows["socioprofessional"],
            rows["autonomy"],
            rows["volunteering"],
            rows.get("several", False),
        )

    @property
    def amount(self) -> Decimal:
        """The subsidy in euro."""
        return Decimal(self._take("amount"))

    @property
    def payment(self) -> tuple[Decimal, Decimal] | None:
        """Advance and balance in euro, where the file gives them to be checked."""
        data = self._maybe("payment")
        return data and (Decimal(data["advance"]), Decimal(data["balance"]))

    @property
    def budget(self) -> tuple[Decimal, Decimal] | None:
        """Planned staff and operating costs in euro."""
        data = self._maybe("budget")
        return data and (Decimal(data["staff"]), Decimal(data["operating"]))

    @property
    def instrument(self) -> Instrument:
        """How progress is measured."""
        data = self._take("instrument")
        return Instrument(data["type"], data.get("name"), data.get("description"))

    @property
    def criteria(self) -> Criteria:
        """The three criteria of a large city."""
        data = self._take("criteria")
        return Criteria(data["urban_policy"], data["inhabitants"], data["increased_subsidy"])

    @property
    def cluster(self) -> Text:
        """The name of the cluster."""
        return self._take("cluster")  # type: ignore[no-any-return]

    @property
    def members(self) -> list[Member]:
        """The members of the cluster."""
        known = municipalities()
        return [Member(known[str(each["nis"])], each.get("role")) for each in self._take("members")]

    @property
    def cooperation(self) -> Text:
        """How the members of the cluster work together."""
        return self._take("cooperation")  # type: ignore[no-any-return]
