"""The names of the templates: all are given, and all that is given is printed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jinja2 import nodes

from generator import context, templates
from generator.binders.contents import TEMPLATE
from generator.binders.contents import context as binder
from generator.binders.selecting import Leaf, Section
from generator.catalog import kinds
from generator.context import words
from generator.locales import LANGUAGES, Language
from generator.municipalities import municipalities
from generator.rendering.compiled import RENDERED as PARTS
from generator.rendering.compiled import _prepared
from generator.rendering.environment import TemplateEnvironment
from tests.conftest import CONVENTIONS, MINISTERIAL, PERSONS, REPORTS, ROOT, checked

RENDERED = [*((kind.family, name) for kind in kinds().values() for name in kind.documents), TEMPLATE]
"""Family and name of each template that is printed."""
EXAMPLES = (
    *CONVENTIONS,
    *PERSONS,
    *REPORTS,
    *MINISTERIAL,
    # of an overview, conventions that were refused, and those on which the Minister decided before
    *(
        ROOT / "tests" / "examples" / "right" / "overviews" / f"{name}.yaml"
        for name in ("with-refused", "second-note", "balance")
    ),
    *(
        ROOT / "tests" / "examples" / "right" / "refused" / f"{name}.yaml"
        for name in ("city", "cluster", "unanswered")
    ),
)


@pytest.mark.parametrize(
    ("nis", "fr", "nl"),
    [
        ("11002", "CPAS d’Anvers", "OCMW Antwerpen"),
        ("62063", "CPAS de Liège", "OCMW Luik"),
        ("55035", "CPAS du Roeulx", "OCMW Le Roeulx"),
        ("52075", "CPAS des Bons Villers", "OCMW Les Bons Villers"),
        ("55022", "CPAS de La Louvière", "OCMW La Louvière"),
        ("33011", "CPAS d’Ypres", "OCMW Ieper"),
        ("61031", "CPAS de Huy", "OCMW Hoei"),
        ("25018", "CPAS de Chaumont-Gistoux", "OCMW Chaumont-Gistoux"),
    ],
)
def test_a_centre_is_named_as_people_name_it(nis: str, fr: str, nl: str) -> None:
    """French joins the name with de, d’, du or des."""
    assert words.short_name(municipalities()[nis], "fr") == fr
    assert words.short_name(municipalities()[nis], "nl") == nl


def test_a_title_follows_gender_and_language() -> None:
    """The forms are those of an official text."""
    dossier = checked(next(p for p in CONVENTIONS if p.stem == "charleroi")).case
    assert dossier is not None
    french, dutch = (context.build(dossier.dossier, language) for language in LANGUAGES)
    assert (french["president"]["title"], french["president"]["civil"]) == ("Présidente", "Madame")
    assert (french["secretary"]["title"], french["secretary"]["role"]) == (
        "Directeur général",
        "directeur général",
    )
    assert (dutch["president"]["title"], dutch["president"]["civil"]) == ("Voorzitter", "mevrouw")
    assert dutch["secretary"]["role"] == "algemeen directeur"
    # at the place of the signature the line begins with a capital
    assert french["president"]["line"] == f"Madame {french['president']['name']}"
    assert dutch["president"]["line"] == f"Mevrouw {dutch['president']['name']}"
    assert dutch["secretary"]["line"].startswith("De heer ")


@pytest.mark.parametrize(
    ("place", "fr", "nl"),
    [("", "à Bruxelles", "te Brussel"), ("Le Roeulx", "au Roeulx", "te Le Roeulx"), ("Gent", "à Gent", "te Gent")],
)  # fmt: skip
def test_a_convention_says_where_it_is_signed(place: str, fr: str, nl: str, tmp_path: Path) -> None:
    """French joins the name with à, au or aux; without a place it is Brussels."""
    for folder in ("conventions", "centres"):
        shutil.copytree(ROOT / "examples" / folder, tmp_path / folder)
    path = tmp_path / "conventions" / "charleroi.yaml"
    if place:
        signed = f'\nsignature: {{place: {{fr: "{place}", nl: "{place}"}}}}\n'
        path.write_text(path.read_text(encoding="utf-8") + signed, encoding="utf-8")
    case = checked(path).case
    assert case is not None
    told = [context.build(case.dossier, language)["document"]["at"] for language in ("fr", "nl")]
    assert told == [fr, nl]


def test_a_text_in_the_other_language_is_marked_as_such() -> None:
    """The reader sees that it is no translation."""
    assert words.prose({"nl": "Tekst"}, "fr") == "Tekst [texte établi en néerlandais]"
    assert words.prose({"fr": "Texte"}, "nl") == "Texte [tekst opgesteld in het Frans]"
    assert words.prose({"fr": "Texte", "nl": "Tekst"}, "nl") == "Tekst"
    assert words.name({"nl": "Modelstraat 7"}, "fr") == "Modelstraat 7"


SPARE = {
    # the ceiling is printed for clusters only; the short name serves where the full one would be long
    "convention-city": {"campaign.cluster_ceiling", "centre.short_name"},
    "convention-cluster": {
        "campaign.minimum_inhabitants",
        "campaign.reference_date",
        "centre.short_name",
    },
}
"""What a template need not print."""
SPARE_OF_PERSONS = {"centre.nis", "centre.iban", "campaign.workshop_hours"}
"""A contract needs no account; ten hours a week are the limit of workshops only."""
SIGNED_BY_THE_WORKER = {
    *(f"{who}.{name}" for who in ("president", "secretary") for name in ("civil", "name", "role", "title", "line")),
    *(f"campaign.{name}" for name in (
        "pathway_months", "pathway_min_months", "reflection_days", "appeal_months", "compulsory_age",
        "sanction_months", "sanction_repeat_months", "sanction_repeat_years", "evaluation_months", "interview_days",
    )),
    "person.minor", "worker.role",
}  # fmt: skip
"""A social balance and an evaluation are signed by the social worker, and hold no rules of the contract."""
SPARE_OF_THE_ADMINISTRATION = {
    *(f"centre.{name}" for name in ("name", "heading", "short_name", "nis", "enterprise_number", "street", "postal_code", "locality", "iban")),
    *(f"{who}.{name}" for who in ("president", "secretary") for name in ("civil", "name", "role", "title", "line")),
    *(f"{group}.lines[].{name}" for group in ("cities", "clusters") for name in ("last", "keep")),
    "campaign.minister", "campaign.decree", "convention.reference", "convention.city", "cluster.name",
    "officer.civil", "amount",
}  # fmt: skip
"""A letter names whom it is sent to, a note does not; only some repeat the decree or the account."""


@cache
def _contexts(language: Language) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Give the context of each document of the examples, with the name of its template."""
    made = []
    for path in EXAMPLES:
        found = checked(path)
        assert found.case is not None
        dossier = found.case.dossier
        made += [(each.template, context.build(dossier, language, each)) for each in dossier.documents]
    leaf = Leaf(Path(), language, "a", "b", 2, date(2015, 1, 1), "44021", Decimal(1), 2015)
    return (*made, (TEMPLATE[1], binder([Section("a", (leaf,))], language, 1)))


@pytest.mark.parametrize(("family", "name"), RENDERED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_prints_every_name_of_the_context(family: str, name: str, language: Language) -> None:
    """What a person typed and no template uses would be lost in silence."""
    given, anywhere = set[str](), set[str]()
    for template, values in _contexts(language):
        leaves = set(_leaves(values))
        given |= leaves if template == name else set()
        anywhere |= leaves
    # cities and clusters have the same names
    for one, other in (("cities.", "clusters."), ("clusters.", "cities.")):
        anywhere |= {name.replace(one, other) for name in anywhere if name.startswith(one)}
    # a list or a group that is empty in one example is filled in another
    given -= {name for name in given if any(other.startswith((f"{name}.", f"{name}[]")) for other in given)}
    used = _used(family, name, language)
    # a name of the centre is the other one, with a capital
    named = {"centre.name", "centre.heading"}
    given -= named if used & named else set()
    spare = SPARE.get(name, set() if family == "reports" else SPARE_OF_PERSONS)
    if family == "ministerial":
        spare = SPARE_OF_THE_ADMINISTRATION
    if name in ("social-balance", "piis-evaluation"):
        spare = spare | SIGNED_BY_THE_WORKER
    assert given - used - spare == set()
    tops = {name.split(".")[0] for name in given}
    assert {name for name in used if name.split(".")[0] in tops} <= anywhere | _parents(anywhere)


def test_the_names_that_the_check_of_templates_knows_are_those_of_the_context() -> None:
    """They are kept in a file, so that a name which is wrong in both languages is seen (UPDATE_NAMES writes it)."""
    given: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        for template, values in _contexts(language):
            names = given.setdefault(template, {})
            for name, sort in _sorts(values):
                assert not (sort and names.get(name)) or names[name] == sort, (template, name)
                names[name] = sort or names.get(name, "")
    for family, name in RENDERED:
        # a list that no example fills: its names are in those of another kind, which the test above holds
        for used in _used(family, name, "fr") | _used(family, name, "nl"):
            given[name].setdefault(used, "")
    contracts = [names for kind, names in given.items() if kind in _contracts()]
    given["common"] = {
        name: max(names.get(name, "") for names in contracts)
        for name in contracts[0]
        if all(name in names for names in contracts)
    }
    sorted_ = {kind: dict(sorted(names.items())) for kind, names in sorted(given.items())}
    text = json.dumps(sorted_, indent=1) + "\n"
    path = ROOT / "templates" / "names.json"
    if os.environ.get("UPDATE_NAMES"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def _contracts() -> set[str]:
    """Give the kinds that fill the blocks of the common template."""
    return {
        name
        for family, name in RENDERED
        if any("extends" in line for line in templates.plain_text(templates.path_of(family, name, "fr")))
    }


def _sorts(node: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Give each name with the sort of its value; nothing where there is no value, or an empty list."""
    if isinstance(node, dict):
        if name:
            yield name, "group"
        for key, value in node.items():
            yield from _sorts(value, f"{name}.{key}".lstrip("."))
    elif isinstance(node, list):
        yield name, "list"
        for each in node:
            yield from _sorts(each, f"{name}[]")
    else:
        yield name, "" if node is None else type(node).__name__


def _leaves(node: Any, name: str = "") -> Any:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, f"{name}.{key}".lstrip("."))
    elif isinstance(node, list) and node:
        for each in node:
            yield from _leaves(each, f"{name}[]")
    else:
        yield name


def _parents(names: set[str]) -> set[str]:
    return {name.rsplit(".", 1)[0].removesuffix("[]") for name in names} | {
        n.removesuffix("[]") for n in names
    }


def _used(family: str, name: str, language: Language) -> set[str]:
    """Read the names that the template uses, those of loops by the list that they run over."""
    from lxml import etree

    path = templates.path_of(family, name, language)
    environment = TemplateEnvironment(language)
    used: set[str] = set()
    for part, content in templates.parts_of(path).items():
        if PARTS.match(part):
            used |= _names(environment.parse(_prepared(etree.fromstring(content))), {})
    return used


def _names(node: nodes.Node, loops: dict[str, str]) -> set[str]:
    if isinstance(node, nodes.For):
        assert isinstance(node.target, nodes.Name)
        over = _dotted(node.iter, loops)
        inner = {**loops, node.target.name: f"{over}[]"}
        found = {over}
        for child in node.body:
            found |= _names(child, inner)
        return found
    if isinstance(node, nodes.Getattr | nodes.Name):
        return {_dotted(node, loops)}
    return {name for child in node.iter_child_nodes() for name in _names(child, loops)}


def _dotted(node: nodes.Node, loops: dict[str, str]) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node, loops)}.{node.attr}"
    assert isinstance(node, nodes.Name)
    return loops.get(node.name, node.name)
