"""Units of time, and kinds of legal acts: words that both languages have, counted on both sides.

A number may be a tag, and its unit stands beside it: « {{ months }} mois » is not “{{ months }} weken”. An
act keeps its kind in both languages: an « arrêté royal » is no “ministerieel besluit”.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from generator.facts import prepared, timed
from generator.messages import Message, msg

_BLANKS: Final = {0xA0: " ", 0x202F: " ", ord("’"): "'"}
_PLAIN: Final = re.compile(
    r"uniek jaarverslag|\bdag en (?:de )?plaats\b|minderjarig|meerderjarig|uniform jaarverslag"
)
"""Words that name a unit and are none: a report of the year, the day as a date, the age of a person."""
_UNITS: Final = {
    "day": (r"\bjours?\b(?! ouvr)|\bquotidien|\bjourn(?:ée|alier)", r"\b(?:kalender)?dag(?:en)?\b|\bdagelijks|daagse?\b"),
    "working day": (r"\bjours? ouvr", r"\bwerkdag"),
    "week": (r"\bsemaine|hebdomad", r"\bweek|\bweken\b|\bwekelijks"),
    "month": (r"\bmois\b|\bmensuel|\b(?:tri|se)mest", r"\bmaand|\bkwarta|\bdriemaand|\b(?:tri|se)mest"),
    "year": (r"\bans?\b|\bannées?\b|\bannuel", r"jaar\b|\bjaren\b|\bjaarlijks|jarig"),
    "hour": (r"\bheures?\b|\bh\b|horaire", r"\buur\b|\buren\b|\bh\b|uurrooster"),
}  # fmt: skip
_ACTS: Final = {
    "law": (r"\blois?\b", r"\bwet(?:ten)?\b|\bgrondwet"),
    "organic": (r"\borganique", r"\borganieke\b"),
    "royal decree": (r"\barrêtés? roya(?:l|ux)|\ba\.?r\.(?!\w)", r"\bkoninklijke? besluit|\bk\.?b\.(?!\w)"),
    "ministerial decree": (r"\barrêtés? ministériel", r"\bministerieel besluit|\bministeriële besluit"),
    "decree of a parliament": (r"\bdécrets?\b", r"\bdecreten\b|\bdecreet\b"),
    "ordinance": (r"\bordonnance", r"\bordonnantie"),
    "circular": (r"\bcirculaire", r"\bomzendbrief|\brondzendbrie"),
    "code": (r"\bcode (?:civil|pénal|judiciaire)", r"wetboek"),
    "court": (r"\btribuna(?:l|ux)\b|\bcour\b", r"rechtbank|\bhof\b|\brechter\b"),
}  # fmt: skip
_Sorts = Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]


def _compiled(sorts: Mapping[str, tuple[str, str]]) -> _Sorts:
    # a whole word is told, though its begin is enough to know it
    return {
        name: (re.compile(rf"(?:{french})\w*"), re.compile(rf"(?:{dutch})\w*"))
        for name, (french, dutch) in sorts.items()
    }


_SORTS: Final[tuple[tuple[Message, _Sorts], ...]] = (
    (msg("units of time"), _compiled(_UNITS)),
    (msg("kinds of legal acts or courts"), _compiled(_ACTS)),
)


def different(french: str, dutch: str) -> Iterator[tuple[Message, str, str]]:
    """Give the sort in which two texts differ, and the words that only the French and only the Dutch have."""
    left, right = (_PLAIN.sub("", timed(text.translate(_BLANKS).casefold())) for text in (french, dutch))
    for name, sorts in _SORTS:
        ones: list[str] = []
        others: list[str] = []
        for one, other in sorts.values():
            here, there = one.findall(left), other.findall(right)
            ones += here[len(there) :]
            others += there[len(here) :]
        if ones or others:
            yield name, ", ".join(ones), ", ".join(others)


_SPANS: Final = (
    (re.compile(r"(?:\b(\d+) )?\b(?:jours?\b(?! ouvr)|(?:kalender)?dag(?:en)?\b)"), "d", 1),
    (re.compile(r"(?:\b(\d+) )?\b(?:semaines?|week|weken)\b"), "d", 7),
    (re.compile(r"(?:\b(\d+) )?\b(?:mois|maand(?:en)?)\b"), "m", 1),
    (re.compile(r"(?:\b(\d+) )?\b(?:trimestres?|kwarta(?:al|len)|trimesters?)\b"), "m", 3),
    (re.compile(r"(?:\b(\d+) )?\b(?:semestres?|semesters?)\b"), "m", 6),
    (re.compile(r"(?:\b(\d+) )?\b(?:ans?|années?|jaar|jaren)\b"), "m", 12),
)


def same_spans(french: str, dutch: str, only_french: Counter[str], only_dutch: Counter[str]) -> bool:
    """Tell whether numbers that only one side has count the same time: « deux semaines » is “veertien dagen”."""
    left, right = _spans(french), _spans(dutch)
    return (
        Counter(span for span, _ in left) == Counter(span for span, _ in right)
        and only_french <= Counter(number for _, number in left)
        and only_dutch <= Counter(number for _, number in right)
    )


def _spans(text: str) -> list[tuple[tuple[str, int], str]]:
    """Give the times that a text names, in days or in months, and the number that it names them with."""
    plain = prepared(text)
    return [
        ((unit, int(found[1] or 1) * times), found[1] or "")
        for pattern, unit, times in _SPANS
        for found in pattern.finditer(plain)
    ]
