"""The final evaluation report on a convention (rapport d’évaluation final, eindevaluatieverslag)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from generator.dossier.base import Text, Unusable, day, known_languages, says
from generator.dossier.centres import Centre, OfCentre
from generator.dossier.conventions import Convention
from generator.dossier.expenses import BLANK, Costs, Expense, Settlement, expense
from generator.dossier.figures import Attainment, Counted, Figures, Part, added, figures
from generator.municipalities import municipalities

_CLASSES: Final = ("staff", "operating")


class Report(OfCentre):
    """The report on a convention, with what the records of the centre say where its file names them."""

    counted: Counted | None = None

    @property
    def convention(self) -> Convention:
        """The convention that the report is about."""
        return self.referred(Convention)

    @property
    def centre(self) -> Centre:
        """The centre of the convention; for a cluster the promoter."""
        return self.convention.centre

    @property
    def nis(self) -> str:
        """The NIS code of the centre that says it reports."""
        return str(self._take("nis"))

    @property
    def records(self) -> str | None:
        """The folder of the records, as written."""
        return self._maybe("records")  # type: ignore[no-any-return]

    @property
    def records_remark(self) -> Text | None:
        """Why typed figures differ from the records."""
        return self._maybe("records_remark")  # type: ignore[no-any-return]

    @property
    def attained(self) -> Literal["yes", "partly", "no"]:
        """The short answer to question 1."""
        return self._take("qualitative", "attained")  # type: ignore[no-any-return]

    @property
    def answers(self) -> tuple[Text, Text, Text | None]:
        """The three answers of part A; the last is needed where something was not attained."""
        reasons = self._maybe("qualitative", "reasons")
        return (
            known_languages(self._take("qualitative", "objectives")),
            known_languages(self._take("qualitative", "partnerships")),
            reasons and known_languages(reasons),
        )

    @property
    def explained(self) -> bool:
        """Whether question 3 is answered in words."""
        return says(known_languages(self._maybe("qualitative", "reasons") or {}))

    @property
    def partners(self) -> list[tuple[str, Text]]:
        """What came of each cooperation."""
        return [(each["name"], known_languages(each["text"])) for each in self._maybe("partners") or []]

    def reason(self, row: str) -> Text | None:
        """Why a row differs from its objective."""
        written = self._maybe("reasons", row)
        return written and known_languages(written)

    @property
    def typed(self) -> Figures | None:
        """The figures of the whole report, where they are typed."""
        data = self._maybe("realised")
        return None if data is None else figures(data)

    @property
    def participants_reason(self) -> Text | None:
        """Why the participants are not the people of row 2."""
        return self._maybe("participants_reason")  # type: ignore[no-any-return]

    @property
    def is_cluster(self) -> bool:
        """Whether the convention is that of a cluster."""
        return self.convention.kind == "convention-cluster"

    @property
    def has_members(self) -> bool:
        """Whether the file gives the parts of members."""
        return bool(self._maybe("members"))

    @property
    def parts(self) -> list[Part]:
        """The parts of the members, in the order of the file."""
        known, counted = municipalities(), self.counted.figures if self.counted else {}
        return [
            Part(
                known[str(each["nis"])],
                figures(each["realised"]) if "realised" in each else None,
                counted.get(str(each["nis"])),
                each.get("remark"),
            )
            for each in self._maybe("members") or []
        ]

    @property
    def realised(self) -> Figures:
        """The figures of the report: typed, or the sum of the members, or counted in the records.

        Raises:
            Unusable: there are none, or members are missing or too many.

        """
        parts = self.parts
        if parts and not self.is_cluster:
            raise Unusable(("members",))
        if self.is_cluster:
            members = {each.municipality.nis for each in self.convention.members}
            whole = [each.figures for each in parts if each.figures is not None]
            if {each.municipality.nis for each in parts} != members or len(whole) != len(members):
                raise Unusable(("members",))
            return self._completed(added(whole))
        own = self.counted and self.counted.figures.get(self.centre.municipality.nis)
        if self.typed is None and own is None:
            raise Unusable(("realised",))
        return self.typed or own  # type: ignore[return-value]

    def _completed(self, sums: Figures) -> Figures:
        """Take what is typed for the cluster, and the sums of the members for what is not."""
        if self.typed is None:
            return sums
        typed = {
            name: getattr(self.typed, name)
            for name in ("participants", "trajectories", "progress", "outcomes")
            if ("realised", name) in self.source.spots
        }
        return replace(sums, rows=self.typed.rows, **typed)

    @property
    def rows(self) -> list[Attainment]:
        """The table fixed/realised: rows 1, 2, 2.1, 2.2 and 2.3."""
        fixed, realised = self.convention.objectives, self.realised.rows
        return [
            Attainment("social_balances", fixed.social_balances, realised.social_balances),
            Attainment("total", fixed.total, realised.total),
            *(Attainment(name, value, realised.parts[name]) for name, value in fixed.parts.items()),
        ]

    @property
    def instrument(self) -> Text | None:
        """The name of the instrument, where it is not that of the convention."""
        return self._maybe("instrument")  # type: ignore[no-any-return]

    @property
    def received(self) -> tuple[Decimal, date | None] | None:
        """The advance that was received, in euro, and when; None where the file does not say."""
        data = self._maybe("advance")
        return data and (Decimal(data["amount"]), day(data.get("date")))

    @property
    def expenses(self) -> list[Expense]:
        """The supporting documents, in the order of the file."""
        return [expense(each) for each in self._take("expenses")]

    def sound_expenses(self, *needed: str) -> Iterator[tuple[int, Expense]]:
        """Give the expenses whose needed fields the schema accepted, with their place in the list.

        What else the schema refused, or the file leaves out, is blank.
        """
        written: Any = self.source.data.get("expenses") if isinstance(self.source.data, dict) else None
        broken: dict[int, set[Any]] = defaultdict(set)
        for pointer in self._broken:
            if pointer[:1] == ("expenses",):
                broken[int(pointer[1]) if len(pointer) > 1 else -1].add(pointer[2:3])
        if not isinstance(written, list) or -1 in broken:
            return
        for index, each in enumerate(written):
            if () not in broken[index] and isinstance(each, dict):
                sound = {name: value for name, value in each.items() if (name,) not in broken[index]}
                if sound.keys() >= set(needed):
                    yield index, expense({**BLANK, **sound})

    def bearer(self, expense: Expense) -> str:
        """Give the NIS code of who bore an expense: a member, or else the centre of the report."""
        try:
            return expense.member or self.nis
        except Unusable:
            return ""

    def costs(self, member: str | None = None) -> Costs:
        """Add up what is charged, in euro; of one member of a cluster, or of all."""
        promoter = self.centre.municipality.nis
        charged = [
            (each.kind, each.charged) for each in self.expenses if member in (None, each.member or promoter)
        ]
        return Costs(*(sum((c for kind, c in charged if kind == name), Decimal(0)) for name in _CLASSES))

    @property
    def settlement(self) -> Settlement:
        """How the subsidy is settled; without another word the advance is that of the convention."""
        amount = self.convention.amount
        received = self.received
        advance = received[0] if received else self.campaign.advance(amount)
        return Settlement(amount, self.costs().all, advance)
