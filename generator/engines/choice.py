"""Chooses an engine by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from generator.engines.base import Engine
from generator.engines.embedded import Embedded
from generator.engines.libreoffice import LibreOffice

ENGINES: Mapping[str, Callable[[], Engine]] = MappingProxyType(
    {"embedded": Embedded, "libreoffice": LibreOffice}
)
"""Engines by name; the first is the default, for pip alone installs it."""


def create(name: str) -> Engine:
    """Make the engine of that name.

    Raises:
        EngineFault: it is not installed.

    """
    return ENGINES[name]()
