"""Kills a run of the country at random moments, twenty times, and resumes it.

Usage: .venv/bin/python -m benchmarks.kills [centres] [kills] [seed]

After each kill no process may be left, each document of the ledger must stand as it was written, and each file of the
folder that is no leftover must be one of the whole run. At the end the ledger, the folder and the summary must agree.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generator.batch import Ledger, digest
from tests.country import country

ROOT = Path(__file__).parent.parent
LONGEST = 7.0
"""Seconds until the latest kill."""


def main(centres: int, kills: int, seed: int) -> None:
    """Say what stood after each kill, and what in the end."""
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as made:
        conventions = country(Path(made, "dossiers"), centres)
        out = Path(made, "out")
        command = [
            sys.executable, "-m", "generator", "render", str(conventions), "-o", str(out), "--language", "both",
            "--format", "json",
        ]  # fmt: skip
        seen: dict[str, str] = {}
        for number in range(kills):
            moment = dice.uniform(0.3, LONGEST)
            environment = {**os.environ, "CPAS_KILLS": made}
            process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            time.sleep(moment)
            ended = process.poll() is not None
            process.kill()
            process.wait()
            left = _strays(f"CPAS_KILLS={made}")
            assert not left, left
            stands = _files(out)
            ledger = Ledger(out)
            true = sum(ledger.holds(entry) for entry in ledger.entries.values())
            assert true == len(ledger.entries), "a line of the ledger is not true"
            for name, known in stands.items():
                assert seen.setdefault(name, known) == known, name
            told = "had ended" if ended else f"killed after {moment:.1f} s"
            print(f"{number + 1:2}  {told}: {len(stands)} files whole, {true} documents in the ledger")
        start = time.perf_counter()
        last = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        seconds = time.perf_counter() - start
        summary = json.loads(last.stdout)["summary"]
        ledger, stands = Ledger(out), _files(out)
        for name, known in stands.items():
            assert seen.setdefault(name, known) == known, name
        assert summary["failed"] == 0
        assert summary["documents"] == len(ledger.entries) == centres * 2
        assert len(stands) == centres * 4
        assert all(ledger.holds(entry) for entry in ledger.entries.values())
        assert not [
            path
            for path in out.iterdir()
            if path.name.startswith(".cpas-") and path.suffix not in {".jsonl", ".lock"}
        ]
        print(
            f"resumed in {seconds:.1f} s: {summary['written']} written, {summary['unchanged']} unchanged; "
            f"{len(ledger.entries)} documents in the ledger, {len(stands)} files, all as the ledger says"
        )


def _files(out: Path) -> dict[str, str]:
    """Give the hash of each document file; what was half written has a name of its own."""
    if not out.exists():
        return {}
    return {
        path.name: digest(path.read_bytes()) for path in out.iterdir() if not path.name.startswith(".cpas-")
    }


def _strays(mark: str) -> list[int]:
    """Give the processes that are left after a while."""
    found: list[int] = []
    for _ in range(100):
        found = []
        for path in Path("/proc").glob("[0-9]*/environ"):
            try:
                if mark.encode() in path.read_bytes():
                    found.append(int(path.parent.name))
            except OSError:
                continue
        if not found:
            break
        time.sleep(0.05)
    return found


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    main(*given, *(589, 20, 2015)[len(given) :])
