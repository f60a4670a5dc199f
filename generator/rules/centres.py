"""Rules on the identity of a centre (kind `cpas`)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from generator.catalog import kinds
from generator.dossier import Centre, Unusable
from generator.findings import Pointer, Severity
from generator.identifiers import is_listed_bank, tidy_enterprise_number, tidy_iban
from generator.locales import LANGUAGES
from generator.messages import msg
from generator.rules.base import Case, Fault, rule

_CENTRE = ("cpas",)
_ALL: Final = tuple(kinds())
_OWN: Final[Mapping[str, Callable[[Centre], str]]] = MappingProxyType(
    {
        "iban": lambda centre: tidy_iban(centre.iban),
        "enterprise_number": lambda centre: tidy_enterprise_number(centre.enterprise_number),
    }
)
"""What no two centres have in common, in one way of writing."""
_TO_FILL: Final = re.compile(
    r"[\W_]*(?:(?:à|a) (?:compl[ée]ter|remplir|d[ée]terminer)|(?:in|aan) te vullen|nog te bepalen|to (?:fill in|be completed)|tbd|n/?a)[\W_]*\Z",
    re.IGNORECASE,
)


@rule("CPA007", Severity.INFO, _CENTRE, "python-stdnum: list of Belgian banks of today")
def bank_is_listed(case: Case[Centre]) -> Iterator[Fault]:
    """The bank of the account is on today's list of Belgian banks.

    The control digits of the account are right, but its bank is not on the list. Banks of 2015 that
    merged since are not on it, so this is a hint only. Compare the account with a statement.
    """
    centre = case.dossier
    if not is_listed_bank(centre.iban):
        yield Fault(
            ("iban",),
            msg("The bank of this account is not on today’s list of Belgian banks."),
            msg("Compare the account with a statement; a bank of 2015 may be gone since."),
        )


@rule("CPA008", Severity.INFO, _CENTRE, "Decree of the Walloon Region on the legal grades (2013)")
def title_fits_region(case: Case[Centre]) -> Iterator[Fault]:
    """The title of the second signatory is the one of the region.

    Since 2013 a Walloon centre has a director general (directeur général) instead of a secretary;
    a Brussels or Flemish centre of 2015 has a secretary. The document prints the title that the
    file gives; this is a hint only.
    """
    centre = case.dossier
    walloon = centre.municipality.region == "wallonia"
    if walloon != (centre.secretary.title == "director-general"):
        yield Fault(
            ("signatories", "secretary", "title"),
            msg("A Walloon centre usually has a director general since 2013.")
            if walloon
            else msg("A Flemish or Brussels centre had a secretary in 2015, not a director general."),
            msg("Keep the title if it is the one of the person who signs."),
        )


@rule("CPA009", Severity.WARNING, _CENTRE, "Coordinated laws of 18 July 1966 on the use of languages")
def street_in_both_languages(case: Case[Centre]) -> Iterator[Fault]:
    """A bilingual centre gives its address in both languages.

    In the nineteen municipalities of Brussels-Capital documents are made in French and in Dutch, and
    a street has a name in each. Where one is missing the other is printed in both documents.
    """
    centre = case.dossier
    if centre.municipality.languages == LANGUAGES:
        missing = [language for language in LANGUAGES if language not in centre.street]
        if missing:
            yield Fault(
                ("address", "street"),
                msg("The street has no name in the other language of a bilingual municipality."),
                msg("Add the line “{field}: …” here.", field=missing[0]),
                on_key=True,
            )


@rule("CPA010", Severity.INFO, _CENTRE, "Coordinated laws of 18 July 1966 on the use of languages")
def german_speaking(case: Case[Centre]) -> Iterator[Fault]:
    """Documents of a centre of the German-speaking region are made in French.

    The nine municipalities of the German-speaking region would be served in German; the program has
    templates in French and Dutch only.
    """
    centre = case.dossier
    if centre.municipality.regime == "DE":
        yield Fault(
            ("nis",),
            msg("This centre is in the German-speaking region; its documents are made in French."),
            msg("Ask the administration for a German version where you need one."),
        )


@rule(
    "CPA011",
    Severity.WARNING,
    _ALL,
    "Crossroads Bank for Enterprises: one number for each centre",
    folder=True,
)
def numbers_of_its_own(cases: Sequence[Case[Any]]) -> Iterator[tuple[Case[Centre], Fault]]:
    """A centre has an account and an enterprise number of its own.

    Where two have the same, one file was copied from the other, or the number was typed into the wrong one, and a
    payment would go to another centre. This is seen only where both are read in one call, themselves or because
    other files refer to them. The finding stands in both files.
    """
    centres = _centres(cases)
    for field, own in _OWN.items():
        alike: dict[str, list[tuple[str, Case[Centre]]]] = {}
        for case in centres:
            with suppress(Unusable):
                nis, number = case.dossier.municipality.nis, own(case.dossier)
                alike.setdefault(number, []).append((nis, case))
        for together in alike.values():
            for nis, case in together:
                other = next((each for code, each in together if code != nis), None)
                if other is not None:
                    yield case, _shared(field, other.dossier.source.path)


def _shared(field: str, other: str) -> Fault:
    if field == "iban":
        return Fault(
            (field,),
            msg(
                "The centre of {path} has the same account: what is due to one would be paid to the other.",
                path=other,
            ),
            msg("Compare both files with the statements of the centres, and correct the one that is wrong."),
        )
    return Fault(
        (field,),
        msg("The centre of {path} has the same enterprise number.", path=other),
        msg(
            "Look both centres up in the Crossroads Bank for Enterprises, and correct the file that is wrong."
        ),
    )


@rule("CPA013", Severity.WARNING, _ALL, "Practice: a centre is paid on one account in a year", folder=True)
def said_alike_everywhere(cases: Sequence[Case[Any]]) -> Iterator[tuple[Case[Centre], Fault]]:
    """The files on one centre and one year give the same account and enterprise number.

    Where two give another one, one of them was not corrected, and a convention or an order that refers to it has the
    wrong number. This is seen only where both are read in one call. The finding stands in both files.
    """
    for field, own in _OWN.items():
        alike: dict[tuple[str, int], list[tuple[str, Case[Centre]]]] = {}
        for case in _centres(cases):
            with suppress(Unusable):
                key = case.dossier.municipality.nis, case.campaign.year
                alike.setdefault(key, []).append((own(case.dossier), case))
        for together in alike.values():
            for number, case in together:
                other = next((each for written, each in together if written != number), None)
                if other is not None:
                    yield case, _said_otherwise(field, other.dossier.source.path)


def _said_otherwise(field: str, other: str) -> Fault:
    return Fault(
        (field,),
        msg("{path} gives another account for the same centre.", path=other)
        if field == "iban"
        else msg("{path} gives another enterprise number for the same centre.", path=other),
        msg("Correct the file that is wrong; one file on a centre is enough, and the others refer to it."),
    )


def _centres(cases: Sequence[Case[Any]]) -> list[Case[Centre]]:
    """Give each centre that is checked or referred to, once; those that are checked come first, as they are named."""
    found: dict[str, Case[Centre]] = {}
    named = sorted(cases, key=lambda case: not isinstance(case.dossier, Centre))
    for case in named:
        for each in case.dossier.reached:
            if isinstance(each, Centre):
                found.setdefault(os.path.realpath(each.source.path), replace(case, dossier=each))
    return list(found.values())


@rule("CPA012", Severity.ERROR, _CENTRE, "Practice: the convention is signed under these names")
def names_are_names(case: Case[Centre]) -> Iterator[Fault]:
    """Those who sign, and the contact, are named.

    A full stop, “XXX” or “to fill in” keeps a place free, and would be printed where somebody signs.
    """
    centre = case.dossier
    names: dict[Pointer, Callable[[], str]] = {
        ("signatories", "president", "name"): lambda: centre.president.name,
        ("signatories", "secretary", "name"): lambda: centre.secretary.name,
        ("contact", "name"): lambda: centre.contact["name"],
    }
    for pointer, name in names.items():
        with suppress(Unusable):
            if _keeps_a_place(name()):
                cause = msg("No name stands here yet.")
                yield Fault(pointer, cause, msg("Write the name as it is to be printed."))


def _keeps_a_place(name: str) -> bool:
    letters = [each for each in name.casefold() if each.isalpha()]
    return not letters or set(letters) == {"x"} or bool(_TO_FILL.match(name.strip()))
