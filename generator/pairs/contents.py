"""Compares two paragraphs that answer to each other: tags, facts, notes, emphasis, length, words of force."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from generator.messages import Message, msg
from generator.pairs import force, notions
from generator.pairs.aligning import Vocabulary, stems
from generator.pairs.facts import acronyms, facts, known
from generator.pairs.model import Paragraph, Tag, short

_CODES: Final[Mapping[str, tuple[str, Message]]] = {
    "number": ("PAI014", msg("numbers")),
    "range": ("PAI014", msg("ranges of numbers")),
    "time": ("PAI014", msg("times of day")),
    "month": ("PAI016", msg("months")),
    "telephone": ("PAI018", msg("telephone numbers")),
    "amount": ("PAI015", msg("amounts")),
    "percentage": ("PAI015", msg("percentages")),
    "date": ("PAI016", msg("dates")),
    "article": ("PAI017", msg("references to articles")),
    "paragraph": ("PAI017", msg("references to paragraphs (§)")),
    "address": ("PAI018", msg("addresses")),
    "iban": ("PAI018", msg("account numbers")),
}
_DROPPED: Final = frozenset({"OCMW"})
"""The centre may be named in one language and be a pronoun in the other."""
_TAGS: Final = msg("Correct the tag in one of the two; both languages print the same values.")
_LETTERS: Final = re.compile(r"[^\W\d_]{4,}")
_WORDS: Final = 3
_LENGTHS: Final = ((300, 0.66, 1.5), (80, 0.55, 1.8))
"""From how many characters together on, and the least and the greatest length of the Dutch against the French."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What two paragraphs do not share."""

    code: str
    told: Message
    remedy: Message
    warning: bool = False


def differences(one: Paragraph, other: Paragraph, vocabulary: Vocabulary) -> Iterator[Difference]:
    """Give all in which the Dutch paragraph differs from the French."""
    if not any(tag.flawed for tag in (*one.tags, *other.tags)):
        yield from _tags(one, other)
    if untranslated(one, other, vocabulary):
        told = msg("“{text}” is the same in both languages", text=short(other.text))
        yield Difference("PAI021", told, msg("Translate it."))
        return
    yield from _facts(one, other)
    yield from _notions(one, other)
    yield from _marks(one, other)
    yield from _weight(one, other)


def untranslated(one: Paragraph, other: Paragraph, vocabulary: Vocabulary) -> bool:
    """Tell whether a text was left in the other language: it is the same, and not a word of both."""
    if one.bare.strip() != other.bare.strip() or one.structural:
        return False
    words = _LETTERS.findall(other.bare)
    return len(words) >= _WORDS or any(vocabulary.belongs_to_one(word) for word in stems(other.bare))


def _tags(one: Paragraph, other: Paragraph) -> Iterator[Difference]:
    if one.structural or other.structural:
        yield from _decisions(one, other)
        return
    left, right = one.tags, other.tags
    if [tag.expression for tag in left] == [tag.expression for tag in right]:
        return
    if Counter(tag.meaning for tag in left) == Counter(tag.meaning for tag in right):
        if [tag.meaning for tag in left] != [tag.meaning for tag in right]:
            told = msg("the tags stand in another order than in French: {tags}", tags=_listed(right))
            yield Difference("PAI013", told, msg("Check that each value stands in its place."), warning=True)
        return
    missing, extra = _rest(left, right), _rest(right, left)
    for tag in list(missing):
        twin = next((each for each in extra if each.paths == tag.paths), None)
        if twin is not None:
            missing.remove(tag)
            extra.remove(twin)
            told = msg(
                "the filter of {dutch} is not that of the French {french}", dutch=twin.raw, french=tag.raw
            )
            yield Difference("PAI009", told, _TAGS)
    if missing and extra:
        told = msg(
            "{dutch} stands where the French has {french}", dutch=_listed(extra), french=_listed(missing)
        )
        yield Difference("PAI008", told, _TAGS)
    elif missing:
        told = msg("the Dutch “{text}” lacks {tags}", text=short(other.text), tags=_listed(missing))
        yield Difference("PAI008", told, _TAGS)
    elif extra:
        told = msg("the French “{text}” lacks {tags}", text=short(one.text), tags=_listed(extra))
        yield Difference("PAI008", told, _TAGS)


def _decisions(one: Paragraph, other: Paragraph) -> Iterator[Difference]:
    for left, right in zip(one.tags, other.tags, strict=False):
        if left.verb == right.verb and left.meaning != right.meaning and left.expression != right.expression:
            told = msg("{dutch} is not the French {french}", dutch=right.raw, french=left.raw)
            code = "PAI011" if left.verb == "for" else "PAI010" if left.verb in ("if", "elif") else "PAI012"
            yield Difference(code, told, _TAGS)


def _rest(left: Iterable[Tag], right: Iterable[Tag]) -> list[Tag]:
    """Give the tags of the left side that have no equal on the right."""
    there = Counter(tag.meaning for tag in right)
    rest = []
    for tag in left:
        if there[tag.meaning]:
            there[tag.meaning] -= 1
        else:
            rest.append(tag)
    return rest


def _listed(tags: Iterable[Tag]) -> str:
    return ", ".join(tag.raw for tag in tags)


def _facts(one: Paragraph, other: Paragraph) -> Iterator[Difference]:
    left, right = facts(one.bare), facts(other.bare)
    for kind, (code, name) in _CODES.items():
        here, there = left.get(kind, Counter()), right.get(kind, Counter())
        if kind == "number":
            here, there = _without_article(here, there, one, other)
            if here != there and notions.same_spans(one.bare, other.bare, here - there, there - here):
                continue
        if here != there and (kind != "range" or left.get("number") == right.get("number")):
            yield Difference(code, _only(name, here - there, there - here, one, other), _FACT)
    ones, others = acronyms(one.bare), acronyms(other.bare)
    gazette = {"MB", "BS"} if "MB" in ones - others and "BS" in others - ones else set()
    if different := (ones ^ others) - _DROPPED - gazette:
        told = _only(msg("acronyms"), ones - others, others - ones, one, other)
        sure = known(different)
        yield Difference("PAI019", told, _FACT if sure else _NAMED, warning=not sure)


def _without_article(
    here: Counter[str], there: Counter[str], one: Paragraph, other: Paragraph
) -> tuple[Counter[str], Counter[str]]:
    """Take away a 1 that the other language writes as an article: « 1 mois » is “één maand”."""
    for left, right, text in ((here, there, other), (there, here, one)):
        spare = left["1"] - right["1"]
        only = left - right == Counter({"1": spare}) and not right - left
        if only and spare <= len(_ARTICLE.findall(text.bare)):
            return right, right
    return here, there


_ARTICLE: Final = re.compile(
    r"\béén\b|\b(?:une?|een)\s+(?:seule?\s+|enkele?\s+)?(?:an|année|mois|jour|semaine|heure|exemplaire|fois"
    r"|jaar|maand|dag|week|uur|exemplaar|keer)\b",
    re.IGNORECASE,
)
"""An article that counts: “één”, or one that stands before what is counted."""


def _notions(one: Paragraph, other: Paragraph) -> Iterator[Difference]:
    for name, left, right in notions.different(one.bare, other.bare):
        told = msg(
            "{name} differ (French only: {left}; Dutch only: {right}) in “{french}” / “{dutch}”",
            name=name,
            left=left or "–",
            right=right or "–",
            french=short(one.text),
            dutch=short(other.text),
        )
        yield Difference("PAI032", told, _FACT, warning=True)


_FACT: Final = msg("Correct one of the two texts.")
_NAMED: Final = msg(
    "Correct one of the two texts; where both name the same, approve the pair (cpas templates approve), or let the two stand in a row of data/glossary.csv."
)


def _only(
    name: Message, left: Iterable[str], right: Iterable[str], one: Paragraph, other: Paragraph
) -> Message:
    """Say which facts only one side has, and quote both."""
    none = "–"
    return msg(
        "{name} differ (French only: {left}; Dutch only: {right}) in “{french}” / “{dutch}”",
        name=name,
        left=", ".join(sorted(left)) or none,
        right=", ".join(sorted(right)) or none,
        french=short(one.text),
        dutch=short(other.text),
    )


def _marks(one: Paragraph, other: Paragraph) -> Iterator[Difference]:
    left, right = ((p.notes, p.fields, len(p.pictures)) for p in (one, other))
    if left != right:
        told = msg("notes, fields or pictures differ in “{dutch}”", dutch=short(other.text))
        yield Difference("PAI020", told, msg("Insert in one what the other has."))
    if _tabs(one) != _tabs(other):
        told = msg("tabs or line breaks differ in “{dutch}”", dutch=short(other.text))
        yield Difference("PAI020", told, msg("Insert in one what the other has."))
    if _emphasis(one) != _emphasis(other):
        told = msg("other parts are emphasised than in French, in “{dutch}”", dutch=short(other.text))
        yield Difference("PAI022", told, msg("Give the same words the same character style."), warning=True)


def _tabs(paragraph: Paragraph) -> tuple[int, int]:
    return paragraph.text.count("\t"), paragraph.text.count("\n")


def _emphasis(paragraph: Paragraph) -> list[str]:
    """Give the character styles of the emphasised parts; what is formatted by hand is told as that."""
    styles = (" ".join(_STYLED.findall(formatting)) for _, formatting in paragraph.runs)
    return sorted(key for key, _ in groupby(styles) if key)


_STYLED: Final = re.compile(r"\}rStyle\[.*?\](?= \{|\Z)")


def _weight(one: Paragraph, other: Paragraph) -> Iterator[Difference]:
    total, ratio = len(one.bare) + len(other.bare), len(other.bare) / max(len(one.bare), 1)
    for least, low, high in _LENGTHS:
        if total > least:
            if not low <= ratio <= high:
                told = msg(
                    "one text is much shorter: “{french}” / “{dutch}”",
                    french=short(one.text),
                    dutch=short(other.text),
                )
                yield Difference("PAI024", told, msg("Check that no sentence is lost."), warning=True)
            break
    for each in force.one_sided(one.bare, other.bare):
        told = _forced(each, {"word": each.word, "french": short(one.text), "dutch": short(other.text)})
        yield Difference(
            "PAI025", told, msg("Check that both texts oblige and allow the same."), warning=True
        )


def _forced(each: force.OneSided, texts: Mapping[str, str]) -> Message:
    """Say which word of force only one text has, and which word of the other says the opposite."""
    opposite = each.opposite
    if not opposite:
        language = _LANGUAGES[each.says]
        return msg(
            "only the {language} says {sort} (“{word}”): “{french}” / “{dutch}”",
            language=language,
            sort=each.sort,
            **texts,
        )
    if each.says == "fr":
        return msg(
            "the French says “{word}”, {sort}, and the Dutch “{opposite}”: “{french}” / “{dutch}”",
            opposite=opposite,
            sort=each.sort,
            **texts,
        )
    return msg(
        "the Dutch says “{word}”, {sort}, and the French “{opposite}”: “{french}” / “{dutch}”",
        opposite=opposite,
        sort=each.sort,
        **texts,
    )


_LANGUAGES: Final[Mapping[str, Message]] = {"fr": msg("French text"), "nl": msg("Dutch text")}
