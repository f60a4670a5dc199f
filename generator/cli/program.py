"""The program as a whole: its language, its commands, and what exceptions mean as exit codes."""

from __future__ import annotations

import errno
import gettext
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import click

from generator import __version__, resources
from generator.errors import CpasError, reason
from generator.locales import DOMAIN, READERS, Reader, Translator, choose, translator
from generator.messages import Message, msg

if TYPE_CHECKING:
    from generator.cli.common import Command

INTERRUPTED: Final = 130
BROKEN: Final = 2

COMMANDS: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "init": msg("Make a file to fill in."),
        "validate": msg("Check files and say all that is wrong."),
        "render": msg("Make the documents, as DOCX and PDF."),
        "binder": msg("Put many documents into one PDF, with contents and bookmarks."),
        "piis": msg("Count the records of persons, and put their days into a calendar."),
        "expenses": msg("Make the Excel sheet of the expenses of a report."),
        "excel": msg("Fill in many files in one Excel workbook, and read it back."),
        "dashboard": msg("Show the figures of many final reports on one page."),
        "allocation": msg("Check the list of the amounts, and divide the total of a decree."),
        "kinds": msg("List the kinds of file."),
        "schema": msg("Print the JSON Schema of a kind."),
        "explain": msg("Explain the code of a finding."),
        "templates": msg("Look at the Word templates, and check their pairs."),
        "doctor": msg("Check the installation."),
    }
)
"""The commands and what they do; each is the module of its name, imported when it is called."""


def run(program: str, default: Reader, arguments: Sequence[str]) -> int:
    """Run the program and give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            utf8 = {} if stream.isatty() else {"encoding": "utf-8"}
            stream.reconfigure(errors="replace", **utf8)
    words = translator(choose(_asked(arguments), os.environ, default))
    _translate_click(words.language)
    try:
        result = Program(program, words).main(list(arguments), prog_name=program, standalone_mode=False)
    except CpasError as error:
        _complain(words, error.cause, error.remedy)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(words.text(msg("Interrupted.")), err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # who reads us went away (`cpas explain | head`); keep the interpreter from complaining
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EIO):
            raise
        _complain(words, msg("The result cannot be printed: {reason}", reason=reason(error)), None)
        return BROKEN
    return result if isinstance(result, int) else 0


class Program(click.Group):
    """The group of all commands, in the language of the reader."""

    def __init__(self, name: str, words: Translator) -> None:
        """Name the program; its commands are made later."""
        self.words = words
        language = click.Option(
            ["--lang"],
            type=click.Choice(READERS),
            expose_value=False,
            help=words.text(msg("Language of the messages.")),
        )
        version = click.version_option(__version__, prog_name=name, help=words.text(msg("Show the version.")))
        super().__init__(
            name,
            help=words.text(
                msg(
                    "Documents of the social activation subsidy (CPAS/OCMW, SPP IS/POD MI), in French and Dutch."
                )
            ),
            params=[language],
            context_settings={"help_option_names": ["-h", "--help"]},
        )
        version(self)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, in the order in which one meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a command by its summary; that is enough for the list of commands."""
        del ctx
        summary = COMMANDS.get(cmd_name)
        if summary is None:
            return None
        text = self.words.text(summary)
        return click.Command(cmd_name, short_help=text)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Import the command that is called."""
        name, command, rest = super().resolve_command(ctx, args)
        if name is not None and command is not None:
            make: Command = importlib.import_module(f"generator.cli.{name}").command
            command = make(self.words)
            command.help = self.words.text(COMMANDS[name])
        return name, command, rest


def _asked(arguments: Sequence[str]) -> str | None:
    """Find `--lang` wherever it stands, before click reads the arguments."""
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
    return None


def _translate_click(language: Reader) -> None:
    """Let click find its own words in our catalogue."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(resources.folder("locales")))
    gettext.textdomain(DOMAIN)


def _complain(words: Translator, cause: Message, remedy: Message | None) -> None:
    told = msg("error: {cause}", cause=cause)
    click.echo(words.text(told), err=True)
    if remedy is not None:
        click.echo(f"    → {words.text(remedy)}", err=True)
