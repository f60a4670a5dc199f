"""Rules on the identity of a centre (kind `cpas`)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dossier import Centre
from generator.findings import Severity
from generator.identifiers import is_listed_bank
from generator.locales import LANGUAGES
from generator.messages import msg
from generator.rules.base import Case, Fault, rule

_CENTRE = ("cpas",)


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
