"""The words of click itself that our users see, to be translated with ours."""

from __future__ import annotations

from typing import Final

WORDS: Final = (
    "Usage:",
    "Options",
    "Commands",
    "Arguments",
    "[OPTIONS]",
    "Error: {message}",
    "Error",
    "Aborted!",
    "Show this message and exit.",
    "Try '{command} {option}' for help.",
    "Missing argument {param_hint}.",
    "Missing argument",
    "Missing option",
    "Missing parameter",
    "Missing command.",
    "No such option {name!r}.",
    "No such command {name!r}.",
    "Option {name!r} requires an argument.",
    "Option {name!r} does not take a value.",
    "Missing parameter: {param_name}",
    "{value} is not in the range {range}.",
    "env var: {var}",
    "Got unexpected extra argument ({args})",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "{value!r} is not one of {choices}.",
    "{value!r} is not a valid {number_type}.",
    "default: {default}",
    "required",
    "Did you mean {possibility}?",
    "%(prog)s, version %(version)s",
)
