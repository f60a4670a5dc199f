"""Rules on what a convention describes: concrete actions, and social ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from generator.dossier import Convention, Dossier
from generator.findings import Pointer, Severity
from generator.identifiers import NISS, is_niss
from generator.locales import LANGUAGES
from generator.messages import Message, msg
from generator.rules.base import CONVENTIONS, Case, Fault, rule

_DECEMBER = "Working group of the SPP IS, 8 December 2015"


@rule("CNV012", Severity.ERROR, CONVENTIONS, f"{_DECEMBER}: points of attention for 2016")
def collective_actions_named(case: Case[Convention]) -> Iterator[Fault]:
    """The collective actions are named.

    The policy must be concrete: declarations of intent are not enough. Each centre says clearly which
    collective actions it will undertake. A warning in 2015, an error from 2016 on.
    """
    if not case.dossier.collective_actions:
        yield Fault(
            ("collective_actions",),
            msg("No collective action is named."),
            msg("Add “collective_actions:” with the workshops and modules that you will organise."),
        )


@rule("CNV013", Severity.ERROR, CONVENTIONS, f"{_DECEMBER}: points of attention for 2016")
def individual_actions_named(case: Case[Convention]) -> Iterator[Fault]:
    """The types of individual action are named.

    Each centre says which types of individual action it may undertake. A warning in 2015, an error
    from 2016 on.
    """
    if not case.dossier.individual_actions:
        yield Fault(
            ("individual_actions",),
            msg("No type of individual action is named."),
            msg("Add “individual_actions:” with the kinds of accompaniment that you may offer."),
        )


@rule(
    "CNV014", Severity.ERROR, CONVENTIONS, f"{_DECEMBER}: what is social and what is professional activation"
)
def social_not_professional(case: Case[Convention]) -> Iterator[Fault]:
    """What is described is social, not professional activation.

    Outside social activation are: pre-training for a specific trade, qualifying training, job-search
    workshops, and placements that precede employment (article 60, § 7). Inside are workshops on basic
    competences and placements to rediscover the world of work. The rule looks for words, so it may
    point to a sentence that excludes such an action: then write it without the word. A warning in
    2015, an error from 2016 on.
    """
    yield from professional_words(case)


def professional_words(case: Case[Dossier]) -> Iterator[Fault]:
    """Look in all texts for the words of professional activation that the year lists."""
    for pointer, text in case.dossier.prose():
        for language in LANGUAGES:
            written = " ".join(text.get(language, "").casefold().split())
            terms = case.campaign.professional_terms[language]
            for term in terms if _pattern(tuple(w for t in terms for w in t.words)).search(written) else ():
                for words in term.words:
                    if _pattern((words,)).search(written):
                        yield Fault(
                            (*pointer, language),
                            msg("“{words}” belongs to professional, not to social activation.", words=words),
                            _why(term.reason),
                        )


@lru_cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Find one of some words, whatever follows them but a digit: “article 60”, not “article 600”."""
    either = "|".join(re.escape(each.casefold()) for each in words)
    return re.compile(rf"(?<!\w)(?:{either})(?!\d)")


def _why(reason: str) -> Message:
    texts = {
        "trade": msg(
            "Training for a specific trade is not subsidised: describe the basic competences instead, or leave the action out."
        ),
        "qualifying": msg("Qualifying training is not subsidised: leave the action out."),
        "job-search": msg("Job-search workshops are not subsidised: leave the action out."),
        "placement": msg(
            "Placements that precede employment, such as article 60, § 7, are not subsidised: leave the action out."
        ),
    }
    return texts[reason]


@rule(
    "CNV018",
    Severity.ERROR,
    CONVENTIONS,
    "Act of 8 December 1992 on privacy; a convention holds figures only",
)
def no_personal_number(case: Case[Convention]) -> Iterator[Fault]:
    """No text holds a national register number.

    A convention tells what will be done for how many people; it names none of them. A text that holds a
    national register number (NISS, INSZ) or a BIS number, recognised by its control digits, is refused. The
    message does not repeat the number.
    """
    for pointer in numbers_in(
        ((*pointer, language), words)
        for pointer, text in case.dossier.prose()
        for language, words in text.items()
    ):
        yield Fault(
            pointer,
            msg("The text holds a national register number."),
            msg("Take the number out: a convention holds no personal data."),
        )


def numbers_in(texts: Iterable[tuple[Pointer, str]]) -> Iterator[Pointer]:
    """Give the places of texts that hold a national register number, once for each number."""
    for pointer, text in texts:
        for found in NISS.finditer(text):
            if is_niss(found.group()):
                yield pointer
