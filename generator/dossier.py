"""A checked source as the field sees it: a centre, a convention, with real dates and decimals.

A part of a file that the schema refused is not there: asking for it raises `Unusable`, and a rule
that asks is skipped. So the rules see all that is sound, and all errors are told at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from generator.campaigns import Campaign
from generator.findings import Pointer
from generator.locales import LANGUAGES, Language
from generator.municipalities import Municipality, municipalities
from generator.source import Source

Text = Mapping[Language, str]
"""A text in one language or in both."""
Gender = Literal["female", "male"]


class Unusable(Exception):
    """The part of the file that was asked for is missing or was refused by the schema."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who signs: the name, the gender that decides the form of the title, the title."""

    name: str
    gender: Gender
    title: Literal["president", "secretary", "director-general"]


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


class _Part:
    """A mapping of a source whose broken parts cannot be reached."""

    def __init__(self, source: Source, broken: Iterable[Pointer]) -> None:
        self.source = source
        self._broken = frozenset(broken)

    def _take(self, *pointer: str) -> Any:
        for broken in self._broken:
            shorter = min(len(broken), len(pointer))
            if broken[:shorter] == pointer[:shorter]:
                raise Unusable(pointer)
        value: Any = self.source.data
        for step in pointer:
            if not isinstance(value, dict) or step not in value:
                raise Unusable(pointer)
            value = value[step]
        return value

    def _maybe(self, *pointer: str) -> Any:
        """Give an optional value; None where the file leaves it out."""
        parent: Any = self.source.data
        for step in pointer[:-1]:
            parent = parent.get(step, {}) if isinstance(parent, dict) else {}
        if isinstance(parent, dict) and pointer[-1] not in parent:
            return None
        return self._take(*pointer)


class Centre(_Part):
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


class Convention(_Part):
    """A convention of a large city or of a cluster, with the centre that signs it."""

    def __init__(
        self,
        source: Source,
        broken: Iterable[Pointer],
        kind: str,
        campaign: Campaign,
        signing_centre: Centre | None,
    ) -> None:
        """Join a checked source with its year and its centre; no centre where its file is unusable."""
        super().__init__(source, broken)
        self.kind = kind
        self.campaign = campaign
        self._centre = signing_centre

    @property
    def centre(self) -> Centre:
        """The centre of the city, or the promoter (promoteur, promotor) of the cluster."""
        if self._centre is None:
            raise Unusable("centre")
        return self._centre

    @property
    def reference(self) -> str | None:
        """The reference, where the file gives one."""
        return self._maybe("reference")  # type: ignore[no-any-return]

    @property
    def place(self) -> Text | None:
        """Where it is signed."""
        return self._maybe("signature", "place")  # type: ignore[no-any-return]

    @property
    def signed_on(self) -> date | None:
        """The day of the signature, where it is known."""
        return _day(self._maybe("signature", "date"))

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
            Partner(each["name"], each["contribution"], _day(each.get("agreement")))
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

    def prose(self) -> Iterator[tuple[Pointer, Text]]:
        """Give the texts that a person wrote in sentences, with their place; names are not among them."""
        yield from _texts(self.source.data, (), self._broken)


_NAMES = frozenset({"place", "cluster"})
"""Names of places and clusters are printed as they are, in whatever language."""


def _texts(node: Any, pointer: Pointer, broken: frozenset[Pointer]) -> Iterator[tuple[Pointer, Text]]:
    if pointer in broken:
        return
    if isinstance(node, list):
        for index, each in enumerate(node):
            yield from _texts(each, (*pointer, index), broken)
    elif isinstance(node, dict):
        if node and set(node) <= set(LANGUAGES):
            whole = not any((*pointer, language) in broken for language in node)
            if whole and pointer[-1] not in _NAMES and all(isinstance(v, str) for v in node.values()):
                yield pointer, node
            return
        for key, value in node.items():
            yield from _texts(value, (*pointer, key), broken)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
