"""Where the files that come with the program are: schemas, templates, campaigns, data, locales.

A wheel carries them inside the package; a checkout, and so an editable install, has them at its
top level. The installed ones are looked for first.
"""

from __future__ import annotations

from pathlib import Path

from generator.errors import ResourceFault
from generator.messages import msg

_PACKAGE = Path(__file__).parent
FOLDERS = ("schemas", "templates", "campaigns", "data", "locales")


def folder(name: str) -> Path:
    """Give the folder of that name.

    Raises:
        ResourceFault: the installation lacks it.

    """
    for root in (_PACKAGE / "_resources", _PACKAGE.parent):
        if (root / name).is_dir():
            return root / name
    raise ResourceFault(
        msg("The folder “{folder}” of the program is missing.", folder=name),
        msg("Install the program again: pip install --force-reinstall cpas-generator"),
    )
