"""Pseudonyms: a person is counted once and named nowhere.

A pseudonym is made of the national register number, or of the file number, with a key that the centre
keeps (HMAC-SHA-256). Without the key nobody can find the person, or try all numbers until one fits.
The same key gives the same pseudonym next year; another key gives another one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from pathlib import Path
from typing import Final

from generator.errors import UsageFault, unwritable
from generator.messages import msg

_BYTES: Final = 32
_KEY: Final = re.compile(r"[0-9a-f]{64}\s*\Z")
_LENGTH: Final = 10


def pseudonym(key: bytes, identity: str) -> str:
    """Give the pseudonym of a person, such as `P-7K2M9QXTAB`."""
    digest = hmac.new(key, identity.encode(), hashlib.sha256).digest()
    return "P-" + base64.b32encode(digest).decode()[:_LENGTH]


def read_key(path: Path) -> bytes:
    """Read the key of a centre.

    Raises:
        UsageFault: the file cannot be read, or holds no key.

    """
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        raise UsageFault(
            msg("The key {path} cannot be read.", path=path.as_posix()),
            msg("Name the file with the key of your centre: --key FILE; “cpas piis key FILE” makes one."),
        ) from error
    if not _KEY.match(text):
        raise UsageFault(
            msg("The file {path} holds no key.", path=path.as_posix()),
            msg("Name the file with the key of your centre: --key FILE; “cpas piis key FILE” makes one."),
        )
    return bytes.fromhex(text.strip())


def make_key(path: Path) -> None:
    """Make a new key in a file that only its owner may read; one that is there is never written over.

    Raises:
        UsageFault: the file exists, or cannot be written.

    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="ascii", newline="\n") as file:
            path.chmod(0o600)
            file.write(f"{secrets.token_hex(_BYTES)}\n")
    except FileExistsError as error:
        raise UsageFault(
            msg("The file {path} exists already.", path=path.as_posix()),
            msg("Keep it: with another key every person gets another pseudonym."),
        ) from error
    except OSError as error:
        raise unwritable(
            path, error, msg("Name another file: --key FILE; “cpas piis key FILE” makes one.")
        ) from error
