"""`python -m generator` is `cpas`."""

from generator.cli import cpas

cpas()
