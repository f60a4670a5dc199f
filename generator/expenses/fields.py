"""The columns of the sheet: the fields of an expense in the schemas, and how a header names them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from generator import catalog
from generator.locales import LANGUAGES, READERS, Language, translator
from generator.messages import Message, msg
from generator.sheets.texts import key

CHARGED: Final = "charged"
"""The column that Excel computes; it is shown, and never read."""
CHARGED_TITLE: Final[Message] = msg("Amount charged")

_MARK: Final = re.compile(r"[\s(\[/–-](fr|nl)[)\]]?\s*\*?\s*\Z", re.IGNORECASE)
_ASIDE: Final = re.compile(r"\([^)]*\)")

_OTHERS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "number": {
            "fr": ("n°", "numéro", "numéro de pièce", "pièce", "n° de pièce", "numéro du document"),
            "nl": ("nr.", "nummer", "stuknummer", "bewijsstuk", "nummer van het stuk", "documentnummer"),
            "en": ("no.", "voucher"),
        },
        "date": {"fr": ("date de la pièce",), "nl": ("datum",), "en": ()},
        "supplier": {"fr": ("fournisseur", "bénéficiaire"), "nl": ("leverancier", "begunstigde"), "en": ()},
        "subject": {
            "fr": ("objet", "libellé", "description"),
            "nl": ("onderwerp", "voorwerp", "omschrijving"),
            "en": (),
        },
        "class": {
            "fr": ("classe", "catégorie", "nature"),
            "nl": ("klasse", "categorie", "soort"),
            "en": ("category",),
        },
        "amount": {"fr": ("montant",), "nl": ("bedrag",), "en": ()},
        "share": {
            "fr": ("part imputée", "part", "pourcentage imputé"),
            "nl": ("aandeel", "toegerekend aandeel", "toegerekend percentage"),
            "en": (),
        },
        "link": {
            "fr": ("lien direct", "lien", "lien avec le projet"),
            "nl": ("rechtstreeks verband", "direct verband", "verband", "verband met het project"),
            "en": ("link",),
        },
        "proportion": {
            "fr": ("proportionnalité", "clé de répartition"),
            "nl": ("proportionaliteit", "evenredigheid", "verdeelsleutel"),
            "en": ("proportion",),
        },
        "member": {
            "fr": ("membre", "code ins", "code ins du membre"),
            "nl": ("lid", "nis-code", "nis-code van het lid"),
            "en": ("nis code",),
        },
        CHARGED: {
            "fr": ("montant imputé",),
            "nl": ("toegerekend bedrag", "aangerekend bedrag"),
            "en": (),
        },
    }
)
"""What people write above a column of their own making; the titles of the schema come with them."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a field and, for a text, its language where the header tells it."""

    field: str
    language: Language | None = None


@cache
def fields() -> Mapping[str, Mapping[str, Any]]:
    """Give the fields of an expense with what they refer to, in the order of the schema."""
    properties = catalog.parts()["expense"]["properties"]
    return MappingProxyType({name: catalog.resolve(node) for name, node in properties.items()})


@cache
def required() -> frozenset[str]:
    """Give the fields that every expense has."""
    return frozenset(catalog.parts()["expense"]["required"])


def most() -> int:
    """Give how many expenses a report may have."""
    return int(catalog.kinds()["final-report"].schema["properties"]["expenses"]["maxItems"])


def has_languages(field: str) -> bool:
    """Tell whether a field is a text by language, so that it has a column for each."""
    return bool(fields()[field].get("x-text"))


def recognised(header: str) -> Column | None:
    """Tell what a column holds by its header, in French, Dutch or English; None for an unknown one."""
    text = header.strip()
    marked = _MARK.search(text)
    if marked:
        text = text[: marked.start()]
    found = _names().get(key(_ASIDE.sub("", text)))
    if found is None:
        return None
    field, told = found
    if field == CHARGED or not has_languages(field):
        return Column(field)
    if marked:
        return Column(field, "fr" if marked.group(1).lower() == "fr" else "nl")
    return Column(field, told)


@cache
def _names() -> Mapping[str, tuple[str, Language | None]]:
    """Give each name of a column with its field, and its language where only one language writes it so."""
    names: dict[str, tuple[str, Language | None]] = {}
    for field, others in _OTHERS.items():
        by_language: dict[str, set[str]] = {field: {"en"}}
        for reader in READERS:
            words = translator(reader)
            title = words.text(CHARGED_TITLE) if field == CHARGED else words.words(fields()[field]["title"])
            for name in (title, *others[reader]):
                by_language.setdefault(key(name), set()).add(reader)
        for name, readers in by_language.items():
            one = next((each for each in LANGUAGES if readers == {each}), None)
            names.setdefault(key(name), (field, one))
    return MappingProxyType(names)
