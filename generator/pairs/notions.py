"""Units of time, and kinds of legal acts: words that both languages have, counted on both sides.

A number may be a tag, and its unit stands beside it: « {{ months }} mois » is not “{{ months }} weken”. An
act keeps its kind in both languages: an « arrêté royal » is no “ministerieel besluit”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from generator.facts import timed
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
    "month": (r"\bmois\b|\bmensuel|\btrimestr", r"\bmaand|\bkwarta|\bdriemaand|\btrimest"),
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
    return {name: (re.compile(french), re.compile(dutch)) for name, (french, dutch) in sorts.items()}


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
