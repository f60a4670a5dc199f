"""Rules on the person of a social balance, a contract or an evaluation. No message repeats what it is about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import PurePath
from typing import Final

from generator.dossier import Balance, PersonalDossier, Unusable
from generator.findings import Severity
from generator.identifiers import NISS, is_niss, niss_birth, niss_gender, tidy_niss
from generator.messages import msg
from generator.rules.actions import numbers_in
from generator.rules.base import CONTRACTS, PERSONAL, Case, Fault, rule

_BALANCE = ("social-balance",)
_SIGNED = (*_BALANCE, *CONTRACTS)
_REGISTER = (
    "Law of 8 August 1983 on the National Register; royal decree of 3 April 1984 (make-up of the number)"
)
_OLDEST: Final = 115
_SHORTEST: Final = 4
_LETTERS: Final = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l"})
"""Letters that Unicode does not take apart."""


@rule("PER003", Severity.ERROR, _BALANCE, _REGISTER)
def number_fits_birth_date(case: Case[Balance]) -> Iterator[Fault]:
    """The national register number is of somebody born on that day.

    The first six digits are year, month and day of birth (a BIS number adds 20 or 40 to the month). A
    number of somebody else would put the contract into another person’s file. Where the number holds
    no full date, as for people whose day of birth is not known, the year and month that it holds count.
    """
    person = case.dossier.person
    if person.niss is None:
        return
    born = person.birth_date
    held = niss_birth(person.niss)
    if any(
        part is not None and part != own
        for part, own in zip(held, (born.year, born.month, born.day), strict=True)
    ):
        yield Fault(
            ("person", "niss"),
            msg("The number and the date of birth do not belong to the same person."),
            msg("Compare both with the identity card; one of the two holds a slip."),
        )


@rule("PER004", Severity.ERROR, _BALANCE, _REGISTER)
def number_fits_gender(case: Case[Balance]) -> Iterator[Fault]:
    """The national register number and the gender agree.

    The serial number within the day of birth is odd for a man and even for a woman. A BIS number that
    was given without knowing the gender says nothing.
    """
    person = case.dossier.person
    if person.niss is None:
        return
    gender = niss_gender(person.niss)
    if gender is not None and gender != person.gender:
        yield Fault(
            ("person", "gender"),
            msg("The gender is not the one that the national register number says."),
            msg("Correct the gender, or the number."),
        )


@rule(
    "PER005", Severity.ERROR, _SIGNED, "Old civil code, articles 372 and 388: who is under 18 is represented"
)
def minor_is_represented(case: Case[PersonalDossier]) -> Iterator[Fault]:
    """A minor has a representative.

    Somebody who is not yet 18 on the day of the document does not sign alone: a parent or a guardian
    signs too. The document names the representative and gives a line to sign; an evaluation takes
    the representative from the contract.
    """
    person, own = case.dossier.person, case.dossier
    age = person.age_on(own.made_on)
    if 0 <= age < case.campaign.majority and not own.is_represented:
        yield Fault(
            ("representative",),
            msg("The person is under {age} and nobody represents the person.", age=case.campaign.majority),
            msg("Add “representative:” with name, gender and capacity."),
            on_key=True,
        )


@rule(
    "PER006",
    Severity.WARNING,
    PERSONAL,
    "Act of 8 December 1992 on privacy; working group of 28 November 2014",
)
def file_name_without_name(case: Case[PersonalDossier]) -> Iterator[Fault]:
    """The names of the file and of its folder hold neither the name nor the national number of the person.

    The names of files are seen in lists, logs and e-mails. Give a file the number of the person’s
    dossier instead. The documents that are made never have the name in theirs.
    """
    seen = " ".join(PurePath(case.dossier.source.path).parts[-2:])
    if _names(_plain(seen), case.dossier.names) or any(
        is_niss(found.group()) for found in NISS.finditer(seen)
    ):
        yield Fault(
            (),
            msg("The name of this file or of its folder holds the name or the number of the person."),
            msg("Name the file after the number of the dossier."),
        )


def _names(words: Iterable[str], names: Iterable[str]) -> bool:
    """Tell whether one of the words is part of one of the names; short ones such as “de” are not looked at."""
    parts = {part for name in names for part in _plain(name) if len(part) >= _SHORTEST}
    return not parts.isdisjoint(words)


def _plain(text: str) -> list[str]:
    """Give the words of a name in small letters without accents."""
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return re.findall(r"[a-z0-9]+", "".join(each for each in bare if not unicodedata.combining(each)))


@rule("PER007", Severity.ERROR, PERSONAL, "Act of 8 December 1992 on privacy")
def no_number_in_a_text(case: Case[PersonalDossier]) -> Iterator[Fault]:
    """No text and no name holds a national register number.

    The number of the person has a field of its own, and is printed once. The number of anybody else,
    such as a child or a partner, has no place in a contract. The message does not repeat the number.
    """
    for pointer in numbers_in(case.dossier.words()):
        yield Fault(
            pointer,
            msg("The text holds a national register number."),
            msg("Take it out; the number of the person stands in the social balance only."),
        )


@rule("PER008", Severity.ERROR, _BALANCE, "A slip of the pen")
def birth_date_is_possible(case: Case[Balance]) -> Iterator[Fault]:
    """The person was born before the balance was made, and not more than 115 years before."""
    if not 0 <= case.dossier.person.age_on(case.dossier.drawn_up_on) <= _OLDEST:
        yield Fault(
            ("person", "birth_date"),
            msg("Nobody of this age can have a social balance on that day."),
            msg("Check the year."),
        )


@rule("PER009", Severity.WARNING, _BALANCE, "Coordinated laws of 18 July 1966 on the use of languages")
def language_is_a_choice(case: Case[Balance]) -> Iterator[Fault]:
    """The person chose a language in which the centre may serve.

    In Brussels and in municipalities with facilities a person chooses French or Dutch. Elsewhere the
    documents are in the language of the region, and the choice is not followed; `--language` makes
    another version, as a help to read.
    """
    chosen = case.dossier.person.language
    if chosen is not None and chosen not in case.dossier.centre.municipality.choices:
        yield Fault(
            ("person", "language"),
            msg(
                "The language regime of this centre leaves no choice; the documents are in its own language."
            ),
            msg("Delete the line; --language makes another version, as a help to read."),
        )


@rule(
    "PER012", Severity.WARNING, PERSONAL, "Use of languages: a document is made in the language of its reader"
)
def texts_in_language_of_document(case: Case[PersonalDossier]) -> Iterator[Fault]:
    """The texts are given in the language of the document.

    Where one is missing, the document prints the text in the other language and marks it as such. A person
    in Brussels who chose no language has documents in both, so the texts are wanted in both.
    """
    for language in case.languages:
        missing = [pointer for pointer, text in case.dossier.prose() if language not in text]
        if missing:
            yield Fault(
                missing[0],
                msg(
                    "Texts without French: {count}; the document prints the Dutch ones and says so.",
                    count=len(missing),
                )
                if language == "fr"
                else msg(
                    "Texts without Dutch: {count}; the document prints the French ones and says so.",
                    count=len(missing),
                ),
                msg(
                    "Add “{field}: …” to this text and the others, or choose one language (“language:” of the person).",
                    field=language,
                ),
                on_key=True,
            )


@rule("PER013", Severity.ERROR, PERSONAL, "Act of 8 December 1992 on privacy")
def reference_without_name(case: Case[PersonalDossier]) -> Iterator[Fault]:
    """The reference and the file number hold no name of the person.

    They stand in the names of the documents, in lists and in calendars. Use a number of the centre’s own.
    """
    dossier = case.dossier
    for pointer, text in dossier.numbers():
        if _names(_plain(text), dossier.names):
            yield Fault(
                pointer,
                msg("This holds a name of the person; it would be seen in file names, lists and calendars."),
                msg("Write a number of the centre’s own, for example PIIS-2015-0017."),
            )


@rule("PER010", Severity.ERROR, PERSONAL, "One file for each document; nothing is written over", folder=True)
def one_reference_each(
    cases: Sequence[Case[PersonalDossier]],
) -> Iterator[tuple[Case[PersonalDossier], Fault]]:
    """A reference stands for one document.

    The document is written into a file of its kind, year, centre and reference: two with the same would
    be written over each other. Small and capital letters are the same to Windows. The finding stands in
    both files, and neither is made.
    """
    for case, other in _doubles(cases, lambda dossier: dossier.stem.casefold()):
        yield (
            case,
            Fault(
                ("reference",),
                msg("{path} has the same reference.", path=other),
                msg("Give each document a reference of its own, or delete one of the two files."),
            ),
        )


@rule(
    "PER011",
    Severity.ERROR,
    _BALANCE,
    "Each person is counted once in the report of 28 February",
    folder=True,
)
def one_number_one_person(cases: Sequence[Case[Balance]]) -> Iterator[tuple[Case[Balance], Fault]]:
    """A file number stands for one person of the centre.

    Two social balances of a centre with the same file number and two national register numbers are of
    two people; counted by file number one of them would be lost.
    """
    numbers: dict[Hashable, Case[Balance]] = {}
    people: dict[Hashable, Case[Balance]] = {}
    for case in cases:
        with suppress(Unusable):
            home, person = case.dossier.centre.municipality.nis, case.dossier.person
            niss = person.niss and tidy_niss(person.niss)
            first = numbers.setdefault((home, person.number.casefold()), case)
            other = first.dossier.person.niss
            if (other and tidy_niss(other)) != niss:
                cause, back = (
                    msg(
                        "{path} has the same file number, and another national register number or none.",
                        path=path,
                    )
                    for path in (first.dossier.source.path, case.dossier.source.path)
                )
            elif (
                niss
                and (first := people.setdefault((home, niss), case)).dossier.person.number != person.number
            ):
                cause, back = (
                    msg("{path} has the same national register number, and another file number.", path=path)
                    for path in (first.dossier.source.path, case.dossier.source.path)
                )
            else:
                continue
            remedy = msg(
                "Give each person a file number of its own, and the same national register number everywhere."
            )
            yield case, Fault(("person", "number"), cause, remedy)
            yield first, Fault(("person", "number"), back, remedy)


def _doubles(
    cases: Sequence[Case[PersonalDossier]], key: Callable[[PersonalDossier], Hashable]
) -> Iterator[tuple[Case[PersonalDossier], str]]:
    """Give each case that is like another one, with the path of that one."""
    found: dict[Hashable, list[Case[PersonalDossier]]] = {}
    for case in cases:
        with suppress(Unusable):
            found.setdefault(key(case.dossier), []).append(case)
    for alike in found.values():
        for case in alike if len(alike) > 1 else ():
            other = next((each for each in alike if each is not case), case)
            yield case, other.dossier.source.path
