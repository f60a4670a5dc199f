"""`cpas doctor`: check the installation, with a real conversion."""

from __future__ import annotations

import platform

import click

from generator import __version__, campaigns, catalog, engines, resources, templates
from generator.cli import common
from generator.engines import Failure
from generator.errors import CpasError
from generator.locales import LANGUAGES, Translator
from generator.messages import msg

_BROKEN = 2


def command(words: Translator) -> click.Command:
    """Make the command."""

    def line(good: bool, text: str) -> None:  # noqa: FBT001
        mark = words.text(msg("good")) if good else words.text(msg("missing"))
        click.echo(f"[{mark}] {text}")

    def call() -> int:
        line(True, f"cpas {__version__}, Python {platform.python_version()}, {platform.system()}")  # noqa: FBT003
        for folder in resources.FOLDERS:
            line(True, str(resources.folder(folder)))  # noqa: FBT003
        years = ", ".join(map(str, campaigns.years()))
        line(True, words.text(msg("Campaigns: {years}", years=years)))  # noqa: FBT003
        pairs = [
            templates.path_of(kind.family, name, language)
            for kind in catalog.kinds().values()
            for name in kind.documents
            for language in LANGUAGES
        ]
        for pair in pairs:
            templates.parts_of(pair)
        line(True, words.text(msg("Templates: {count}", count=len(pairs))))  # noqa: FBT003
        sample = pairs[0].read_bytes()
        works = {}
        for name in engines.ENGINES:
            try:
                engine = engines.create(name)
                made = engine.convert({"sample": sample})["sample"]
            except CpasError as error:
                works[name] = False
                line(False, f"{name}: {words.text(error.cause)}")  # noqa: FBT003
                if error.remedy:
                    click.echo(f"    → {words.text(error.remedy)}")
                continue
            works[name] = not isinstance(made, Failure)
            line(works[name], f"{name} {engine.version}")
        default = next(iter(engines.ENGINES))
        return 0 if works[default] else _BROKEN

    return common.make("doctor", words, call, [])
