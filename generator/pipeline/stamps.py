"""What a document is made from, as hashes: the same inputs give the same bytes, so they need not be made again."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from generator import __version__, context, resources, templates
from generator.context import Context
from generator.dossier import Wanted
from generator.locales import Language
from generator.pipeline.checking import Checked
from generator.pipeline.making import asked_day

_LIBRARIES: Final = ("babel", "docxtpl", "jinja2", "lxml", "pikepdf", "rdocx")
"""Libraries whose version may change the bytes of a document."""
_FOLDERS: Final = ("schemas", "campaigns", "data", "locales")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a document is made from, and what of it the list of all documents shows."""

    inputs: str
    """The hash of all that it is made from: values, template, program, engine."""
    values: str
    """The hash of the values alone: what it says."""
    centre: str
    """The NIS code of the centre, or of the promoter of a cluster."""
    amount: Decimal | None
    """The amount in euro that it is about: the subsidy of a convention, the balance that a report asks; below zero what is paid back."""
    title: str
    """What kind of document it is, in its language, as its template says."""


def stamp(checked: Checked, document: Wanted, language: Language, engine: str) -> Stamp:
    """Give what a document is made from.

    The values are those that the template sees, so a remark or another order in the YAML file changes nothing.
    """
    assert checked.case is not None
    assert checked.kind is not None
    made = checked.case.dossier
    values = context.build(made, language, document)
    told = (
        repr(values),
        str(asked_day() or document.day or checked.case.campaign.start),
        template(checked.kind.family, document.template, language),
        program(),
        engine,
    )
    return Stamp(
        _hash(each.encode() for each in told),
        _hash([told[0].encode()]),
        values.get("centre", {}).get("nis", ""),
        _amount(values),
        _title(checked.kind.family, document.template, language),
    )


def _amount(values: Context) -> Decimal | None:
    settlement: Context = values.get("settlement", {})
    if "due" not in settlement:
        return values.get("amount")
    recovered: Decimal | None = settlement.get("recover")
    return -recovered if recovered else settlement["due"]


def template(family: str, kind: str, language: Language) -> str:
    """Give the hash of a template, joined with what it shares with others."""
    return _template(templates.path_of(family, kind, language), templates.own_folder())


@cache
def _template(path: Path, _own: Path | None) -> str:
    parts = templates.parts_of(path)
    return _hash(each for name, raw in sorted(parts.items()) for each in (name.encode(), raw))


def _title(family: str, kind: str, language: Language) -> str:
    return _title_of(templates.path_of(family, kind, language), templates.own_folder())


@cache
def _title_of(path: Path, _own: Path | None) -> str:
    return templates.title_of(templates.parts_of(path))


def all_templates() -> str:
    """Give the hash of all templates, those of a folder of the user's own too."""
    own = templates.own_folder()
    return _of_program() if own is None else _hash([_of_program().encode(), *_files(own, (".docx",))])


@cache
def _of_program() -> str:
    return _hash(_files(resources.folder("templates"), (".docx",)))


@cache
def program() -> str:
    """Give the version of the program, with the hash of its code, its data and its libraries."""
    package = Path(__file__).parent.parent
    read = list(_files(package, (".py",)))
    for folder in _FOLDERS:
        read += _files(resources.folder(folder), (".json", ".yaml", ".csv", ".mo"))
    read += (f"{name} {importlib.metadata.version(name)}".encode() for name in _LIBRARIES)
    return f"{__version__} {_hash(read)[:12]}"


def _files(folder: Path, ends: tuple[str, ...]) -> Iterable[bytes]:
    for path in sorted(each for each in folder.rglob("*") if each.suffix in ends):
        yield path.relative_to(folder).as_posix().encode()
        yield path.read_bytes()


def _hash(contents: Iterable[bytes]) -> str:
    """Hash several contents, so that none can run into the next."""
    made = hashlib.sha256()
    for content in contents:
        made.update(len(content).to_bytes(8, "big"))
        made.update(content)
    return made.hexdigest()
