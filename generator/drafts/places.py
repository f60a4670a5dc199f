"""How a draft names the files that it starts from."""

from __future__ import annotations

import os
from pathlib import Path

from generator.errors import UsageFault
from generator.formats import value_text
from generator.messages import msg


def way(path: Path, beside: Path) -> str:
    """Name a file or folder as it is seen from the folder of the draft.

    Raises:
        UsageFault: there is no way to it, or its name is no text.

    """
    try:
        found = Path(os.path.relpath(os.path.realpath(path), os.path.realpath(beside))).as_posix()
        found.encode()
    except ValueError as error:  # another drive of Windows; a name that is no text
        raise UsageFault(
            msg("The draft cannot name {path}.", path=value_text(path.as_posix(), "")),
            msg("Write the draft (-o) on the drive of the folder, and give the folder a plain name."),
        ) from error
    return found
