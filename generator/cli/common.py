"""What the commands share: options, the check of the arguments, printing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from generator import campaigns
from generator.batch import STDIN, Report, check, find_files, kind_of
from generator.drafts import Draft
from generator.errors import UsageFault
from generator.findings import Severity, has_errors
from generator.locales import LANGUAGES, READERS, Language, Translator
from generator.messages import msg
from generator.pipeline import Checker
from generator.reporters import Paint, findings_text
from generator.source import MAX_BYTES

Command = Callable[[Translator], click.Command]
"""What the module of a command gives: a function that makes the command in a language."""


def make(
    name: str, words: Translator, call: Callable[..., Any], parameters: list[click.Parameter]
) -> click.Command:
    """Make a command; `--lang` and `-h` work on each."""
    return click.Command(
        name,
        callback=call,
        params=[*parameters, language_option(words)],
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def group(name: str, words: Translator, *commands: click.Command) -> click.Group:
    """Make a group of commands; `--lang` and `-h` work on it too."""
    made = click.Group(
        name,
        params=[language_option(words)],
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for each in commands:
        made.add_command(each)
    return made


def language_option(words: Translator) -> click.Option:
    """Take `--lang`; it was read before, for the help is in that language too."""
    return click.Option(
        ["--lang"],
        type=click.Choice(READERS),
        expose_value=False,
        help=words.text(msg("Language of the messages.")),
    )


def paths_argument() -> click.Argument:
    """Take files, folders, or `-` for standard input."""
    return click.Argument(["paths"], nargs=-1, required=True, metavar="PATH...")


def allocations_option(words: Translator) -> click.Option:
    """Take the list of amounts of the administration."""
    return click.Option(
        ["--allocations"],
        type=click.Path(path_type=Path),
        envvar="CPAS_ALLOCATIONS",
        metavar="FILE.csv",
        help=words.text(msg("List of the amounts of the decrees, to compare with.")),
    )


def checked(paths: tuple[str, ...], wanted: tuple[Language, ...] | None, allocations: Path | None) -> Report:
    """Check what the arguments name.

    Raises:
        UsageFault: a path does not exist.

    """
    list_of_amounts(allocations)
    files = find_files(paths)
    stdin = sys.stdin.buffer.read(MAX_BYTES + 1) if STDIN in files and sys.stdin else b""
    return check(files, Checker(wanted, allocations), stdin)


def list_of_amounts(path: Path | None) -> Path | None:
    """Give the list of amounts that was named.

    Raises:
        UsageFault: it does not exist.

    """
    if path is not None and kind_of(path) != "file":
        raise UsageFault(
            msg("There is no file or folder {path}.", path=path.as_posix()),
            msg("Check the name; put it between quotes where it holds spaces."),
        )
    return path


def wanted_languages(option: str) -> tuple[Language, ...] | None:
    """Read `--language`: None for the regime of the centre."""
    if option == "auto":
        return None
    return tuple(each for each in LANGUAGES if option in (each, "both"))


def exit_code(report: Report) -> int:
    """Give 1 where something refuses a document; a warning alone never does."""
    return int(has_errors(report.findings))


def colours(stream: Any) -> bool:
    """Tell whether to colour: a terminal, unless NO_COLOR; FORCE_COLOR in any case."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def year(asked: int) -> int:
    """Give a year for which there is a campaign.

    Raises:
        UsageFault: there is none.

    """
    if asked not in campaigns.years():
        raise UsageFault(
            msg("There is no campaign {year}.", year=str(asked)),
            msg("Choose one of: {years}.", years=", ".join(map(str, campaigns.years()))),
        )
    return asked


def tell_draft(made: Draft, words: Translator) -> None:
    """Tell what was found while a file was drafted; where it holds errors nothing is written."""
    if made.findings:
        paint = Paint(colours=colours(sys.stderr))
        click.echo(findings_text(made.findings, words, paint), err=True, color=True)
    if not made.text:
        errors = sum(finding.severity is Severity.ERROR for finding in made.findings)
        told = msg("Nothing was written. Errors: {errors}.", errors=errors)
        click.echo(words.text(told), err=True)


def keep(out: Path) -> None:
    """Refuse to write over a file.

    Raises:
        UsageFault: it is there.

    """
    # a link that leads nowhere is something too
    if os.path.lexists(out):
        raise UsageFault(
            msg("The file {path} exists already.", path=out.as_posix()),
            msg("Choose another name with -o, so that nothing typed is lost."),
        )
