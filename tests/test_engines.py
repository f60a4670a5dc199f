"""An engine that fails, hangs or lies ends in a failure of the one document, never in a wrong one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator import engines, pipeline
from generator.engines import Failure
from generator.engines.libreoffice import LibreOffice
from generator.errors import EngineFault
from generator.locales import LANGUAGES, Language
from tests.conftest import CONVENTIONS, ROOT, checked, needs_libreoffice

posix = pytest.mark.skipif(sys.platform == "win32", reason="the fakes are shell scripts")


def _fake(folder: Path, body: str) -> LibreOffice:
    """Make a soffice that behaves as the body says; `$out` is where it should write."""
    script = folder / "soffice"
    script.write_text(
        "#!/bin/sh\nwhile [ $# -gt 0 ]; do case $1 in --outdir) out=$2; shift;; *.docx) last=$1;; esac; shift; done\n"
        + body,
        encoding="utf-8",
    )
    script.chmod(0o755)
    return LibreOffice(str(script))


@posix
@pytest.mark.parametrize("body", ["exit 0", "exit 1", "kill -9 $$", "echo convert >&2; exit 0"])
def test_libreoffice_that_writes_nothing_is_a_failure(tmp_path: Path, body: str) -> None:
    """Its exit code is not believed, whatever it is."""
    result = _fake(tmp_path, body).convert({"a": b"x", "b": b"y"})
    assert all(isinstance(result[name], Failure) for name in ("a", "b"))


@posix
def test_libreoffice_that_hangs_is_killed_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The parent may be gone while the child lives on; the whole group is ended."""
    monkeypatch.setattr("generator.engines.libreoffice._START_SECONDS", 1)
    monkeypatch.setattr("generator.engines.libreoffice._DOCUMENT_SECONDS", 0)
    pidfile = tmp_path / "pid"
    engine = _fake(tmp_path, f"sleep 60 & echo $! > {pidfile}; wait")
    started = time.monotonic()
    assert isinstance(engine.convert({"a": b"x"})["a"], Failure)
    assert time.monotonic() - started < 30
    child = int(pidfile.read_text())
    for _ in range(50):
        if not _alive(child):
            return
        time.sleep(0.1)
    pytest.fail("the child lives on")


@posix
def test_libreoffice_dies_with_the_process_that_called_it(tmp_path: Path) -> None:
    """Killed so that nothing of ours runs any more: the guard ends it, and removes its folder."""
    pidfile = tmp_path / "pid"
    _fake(tmp_path, f"sleep 60 & echo $! > {pidfile}; pwd; wait")
    program = (
        "from generator.engines.libreoffice import LibreOffice; "
        f"LibreOffice({str(tmp_path / 'soffice')!r}).convert({{'a': b'x'}})"
    )
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, env={**os.environ, "TMPDIR": str(temporary)}
    )
    for _ in range(200):
        if pidfile.exists() and pidfile.read_text():
            break
        time.sleep(0.05)
    process.kill()
    process.wait()
    child = int(pidfile.read_text())
    for _ in range(200):
        if not _alive(child) and not list(temporary.iterdir()):
            return
        time.sleep(0.05)
    pytest.fail("the child lives on, or its folder stands")


@posix
def test_one_document_that_hangs_costs_its_own_time_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those before it are taken, those after it are made by the next call."""
    monkeypatch.setattr("generator.engines.libreoffice._START_SECONDS", 2)
    monkeypatch.setattr("generator.engines.libreoffice._DOCUMENT_SECONDS", 2)
    body = 'mkdir -p "$out"; for f in "$(dirname "$last")"/*.docx; do if grep -q hang "$f"; then sleep 60; fi; n=$(basename "$f" .docx); cp "$f" "$out/$n.pdf"; done'
    names = [f"d{number}" for number in range(6)]
    started = time.monotonic()
    made = _fake(tmp_path, body).convert({n: b"hang" if n == "d2" else n.encode() for n in names})
    assert {n for n in names if isinstance(made[n], Failure)} == {"d2"}
    assert all(made[n] == n.encode() for n in names if n != "d2")
    assert time.monotonic() - started < 30


@posix
def test_what_libreoffice_did_write_is_taken(tmp_path: Path) -> None:
    """A failure of one document is not a failure of the others."""
    several = '[ $(ls "$(dirname "$last")"/*.docx | wc -l) = 2 ] || exit 1; '
    engine = _fake(tmp_path, several + 'mkdir -p "$out"; printf pdf > "$out/0000.pdf"')
    result = engine.convert({"first": b"x", "second": b"y"})
    assert result["first"] == b"pdf"
    assert isinstance(result["second"], Failure)


@posix
def test_a_document_after_one_that_hangs_has_a_second_chance(tmp_path: Path) -> None:
    """The call of two writes nothing; alone, each is made."""
    alone = '[ $(ls "$(dirname "$last")"/*.docx | wc -l) = 1 ] || exit 1; '
    engine = _fake(tmp_path, alone + 'mkdir -p "$out"; printf pdf > "$out/0000.pdf"')
    assert engine.convert({"first": b"x", "second": b"y"}) == {"first": b"pdf", "second": b"pdf"}


@posix
def test_an_executable_that_cannot_be_started_is_a_broken_set_up(tmp_path: Path) -> None:
    """It is told with a remedy."""
    script = tmp_path / "soffice"
    script.write_text("", encoding="utf-8")
    with pytest.raises(EngineFault):
        LibreOffice(str(script)).convert({"a": b"x"})


@posix
def test_a_pdf_of_another_document_is_refused(tmp_path: Path) -> None:
    """The proof compares the text, so that two swapped files are found out."""
    one, other = (pipeline.render(checked(path), "fr")[0] for path in CONVENTIONS[:2])
    assert one is not None
    assert other is not None
    pdf = engines.create("embedded").convert({"o": other.rendered.docx})["o"]
    assert isinstance(pdf, bytes)
    (tmp_path / "other.pdf").write_bytes(pdf)
    engine = _fake(tmp_path, f'mkdir -p "$out"; cp {tmp_path}/other.pdf "$out/0000.pdf"')
    faults = pipeline.convert({"a": one}, engine)["a"].faults
    assert {fault.code for fault in faults} >= {"PDF002"}


def test_a_word_file_that_is_none_is_a_failure_of_the_embedded_engine() -> None:
    """Its exceptions stop at its border."""
    engine = engines.create("embedded")
    assert isinstance(engine.convert({"a": b"junk"})["a"], Failure)


def test_a_missing_libreoffice_is_told_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The set-up is broken, not the input."""
    monkeypatch.setattr("generator.engines.libreoffice.find", lambda: None)
    with pytest.raises(EngineFault) as caught:
        engines.create("libreoffice")
    assert caught.value.exit_code == 2
    assert caught.value.remedy is not None


@needs_libreoffice
@pytest.mark.parametrize("language", LANGUAGES)
def test_both_engines_make_the_same_pages(language: Language) -> None:
    """All examples are proved in both; the pages are as many, give or take one."""
    documents = {}
    for path in CONVENTIONS:
        document, _ = pipeline.render(checked(path), language)
        assert document is not None
        documents[path.stem] = document
    embedded = pipeline.convert(documents, engines.create("embedded"))
    office = pipeline.convert(documents, engines.create("libreoffice"))
    for name in documents:
        assert embedded[name].faults == office[name].faults == ()
        assert 4 <= embedded[name].pages <= 6
        assert abs(embedded[name].pages - office[name].pages) <= 1


@needs_libreoffice
def test_libreoffice_gives_the_same_bytes_twice() -> None:
    """Its clock is taken out: dates, identifiers, the date of the colour profile."""
    document, _ = pipeline.render(checked(CONVENTIONS[0]), "fr")
    assert document is not None
    one, other = (pipeline.convert({"a": document}, engines.create("libreoffice"))["a"].pdf for _ in range(2))
    assert one == other


@needs_libreoffice
def test_libreoffice_tells_its_version() -> None:
    """It is recorded with what it made."""
    assert engines.create("libreoffice").version[0].isdigit()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat")
        return not state.exists() or state.read_text().split()[2] != "Z"
    except ProcessLookupError:
        return False
