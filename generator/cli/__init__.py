"""The command line: arguments to calls to exit code; the only printer.

The language of the messages is known before the commands are made, so that their help is in it.
A command is imported when it is called: `--help` answers at once.
"""

from __future__ import annotations

import sys

from generator.locales import Reader


def cpas() -> None:
    """Run the program under its French name."""
    _main("cpas", "fr")


def ocmw() -> None:
    """Run the program under its Dutch name."""
    _main("ocmw", "nl")


def _main(program: str, default: Reader) -> None:
    from generator.cli.program import run

    sys.exit(run(program, default, sys.argv[1:]))
