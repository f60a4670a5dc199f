"""Counts, kind by kind, how many injected faults `cpas templates check` finds at their place.

Usage: .venv/bin/python -m benchmarks.faults [templates a kind] > table.md

Each kind of fault of `tests/faults.py` is put into each template where it applies, one at a time, up to so many. The table is in
docs/pairs.md.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from generator import pairs
from tests import faults
from tests.test_pairs import at, copied, files, places


def main(most: int) -> None:
    """Print a table: kind, codes, injected, found with one of its codes, found at its place."""
    print("| kind of fault | told as | injected | found | at its place |\n|---|---|---:|---:|---:|")
    totals = [0, 0, 0]
    for fault in faults.FAULTS:
        counts = [0, 0, 0]
        with tempfile.TemporaryDirectory() as temporary:
            for number, path in enumerate(files(fault.language)):
                if counts[0] == most:
                    break
                folder = Path(temporary) / str(number)
                changed = copied(path, folder)
                node = faults.inject(folder, path, fault)
                if node is None:
                    continue
                found = [each for each in pairs.check(folder).findings if each.code in fault.codes]
                there = fault.anywhere or any(
                    at(each, one) for each in found for one in places(path, fault, node, changed)
                )
                for index, held in enumerate((True, bool(found), bool(found) and there)):
                    counts[index] += held
        for index, count in enumerate(counts):
            totals[index] += count
        print(
            f"| {fault.name} | {', '.join(sorted(fault.codes))} | {' | '.join(map(str, counts))} |",
            flush=True,
        )
    print(f"| **{len(faults.FAULTS)} kinds** | | {' | '.join(f'**{each}**' for each in totals)} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 24)
