"""The words of click itself that our users see, to be translated with ours."""

from __future__ import annotations

from typing import Final

WORDS: Final = (
    "Usage:",
    "Options",
    "Commands",
    "Positional arguments",
    "Choose from:\n\t{choices}",
    "[OPTIONS]",
    "Error: {message}",
    "Aborted!",
    "Show this message and exit.",
    "Try '{command} {option}' for help.",
    "Missing argument",
    "Missing option",
    "Missing parameter",
    "Missing command.",
    "No such option {name!r}.",
    "No such command {name!r}.",
    "Option {name!r} does not take a value.",
    "Missing parameter: {param_name}",
    "{value} is not in the range {range}.",
    "env var: {var}",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "{value!r} is not a valid {number_type}.",
    "default: {default}",
    "file",
    "directory",
    "path",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is not readable.",
    "{name} {filename!r} does not exist.",
    "required",
    "%(prog)s, version %(version)s",
)

PLURALS: Final = (
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
)
"""Words with a form for one and a form for many."""
