"""The amounts per centre and per cluster: the lists of the decrees, and how a total is divided."""

from generator.allocations.lists import Allocations, Line, Table, installed, load, misnamed, read
from generator.allocations.sharing import Share, differences, share, written

__all__ = [
    "Allocations",
    "Line",
    "Share",
    "Table",
    "differences",
    "installed",
    "load",
    "misnamed",
    "read",
    "share",
    "written",
]
