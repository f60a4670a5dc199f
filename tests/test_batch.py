"""Many documents in one call: all that can be made is made, and nothing half."""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import shutil
import sys
import weakref
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pebble
import pypdf
import pytest

from generator import batch, pipeline
from generator.batch import Options, Report, Result, Status, rendering
from generator.batch.working import Job, Made, made
from generator.engines.base import Failure
from generator.errors import UsageFault
from generator.messages import msg
from generator.pipeline import Checker
from tests.conftest import EXAMPLES
from tests.country import country

Write = Callable[..., Path]


def _report(*paths: Path, both: bool = True) -> Report:
    return batch.check(
        batch.find_files([p.as_posix() for p in paths]), Checker(("fr", "nl") if both else None)
    )


def _render(report: Report, out: Path, **options: Any) -> list[Result]:
    return list(batch.render(batch.plan(report), Options(out, **options)))


def test_the_examples_become_eight_documents_in_two_forms(tmp_path: Path) -> None:
    """And a second run changes none of them."""
    report = _report(EXAMPLES / "conventions")
    first = _render(report, tmp_path)
    assert [r.status for r in first] == [Status.WRITTEN] * 8
    names = sorted(p.name for p in tmp_path.iterdir())
    assert len(names) == 16
    assert "convention-city-2015-44021.nl.pdf" in names
    before = {p: p.stat().st_mtime_ns for p in tmp_path.iterdir()}
    assert [r.status for r in _render(report, tmp_path)] == [Status.UNCHANGED] * 8
    assert {p: p.stat().st_mtime_ns for p in tmp_path.iterdir()} == before


def test_processes_make_the_same_files(tmp_path: Path) -> None:
    """Two workers and one give the same bytes."""
    report = _report(EXAMPLES / "conventions")
    _render(report, tmp_path / "one", jobs=1)
    _render(report, tmp_path / "two", jobs=2)
    for path in (tmp_path / "one").iterdir():
        assert (tmp_path / "two" / path.name).read_bytes() == path.read_bytes()


def test_processes_that_start_afresh_make_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows and macOS, where nothing is inherited and all that is sent must be packed."""
    spawning = partial(pebble.ProcessPool, context=multiprocessing.get_context("spawn"))
    report = _report(EXAMPLES / "conventions")
    _render(report, tmp_path / "one", jobs=1, pdf=False)
    monkeypatch.setattr(pebble, "ProcessPool", spawning)
    _render(report, tmp_path / "two", jobs=2, pdf=False)
    for path in (tmp_path / "one").iterdir():
        assert (tmp_path / "two" / path.name).read_bytes() == path.read_bytes()


def test_the_files_of_what_was_written_are_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory of a batch does not grow by what it has made: at its end only the last piece of work is held."""
    handed_on: list[weakref.ref[Made]] = []

    def noted(jobs: Sequence[Job], options: Options) -> Iterator[Made]:
        for each in made(jobs, options):
            handed_on.append(weakref.ref(each))
            yield each

    monkeypatch.setattr(rendering, "made", noted)
    held = []
    for _ in batch.render(batch.plan(_report(country(tmp_path / "in", 6))), Options(tmp_path, jobs=2)):
        gc.collect()
        held.append(sum(each() is not None for each in handed_on))
    assert len(held) == 12
    assert held[-1] <= 4


@pytest.mark.skipif(sys.platform == "win32", reason="the fault is put into a forked process")
def test_a_process_that_dies_takes_one_document_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others of its chunk are made by another process; the one that kills is named."""
    convert = pipeline.convert

    def deadly(documents: dict[str, Any], engine: Any) -> Any:
        if any("44021.nl" in stem for stem in documents):
            os._exit(9)
        return convert(documents, engine)

    monkeypatch.setattr(pipeline, "convert", deadly)
    results = _render(_report(EXAMPLES / "conventions"), tmp_path, jobs=2)
    failed = [r for r in results if r.status is Status.FAILED]
    assert [(Path(r.source).stem, r.language) for r in failed] == [("gent", "nl")]
    assert [f.code for f in failed[0].findings] == ["PDF001"]
    assert len(results) == 8


def test_the_language_follows_the_regime_of_the_centre(tmp_path: Path) -> None:
    """Dutch in Ghent, French in Charleroi, both in Schaerbeek."""
    results = _render(_report(EXAMPLES / "conventions", both=False), tmp_path, pdf=False)
    made = {(Path(r.source).stem, r.language) for r in results}
    assert made == {
        ("gent", "nl"), ("charleroi", "fr"), ("schaerbeek", "fr"), ("schaerbeek", "nl"), ("tielt-cluster", "nl")
    }  # fmt: skip
    assert all(r.pdf is None and r.docx for r in results)


def test_one_wrong_dossier_does_not_stop_the_others(tmp_path: Path, dossier: Write) -> None:
    """It fails with its findings; the rest is made; nothing of it is written."""

    def wrong(data: dict[str, Any]) -> None:
        data["amount"] = "0"

    path = dossier(wrong)
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    report = _report(path, tmp_path / "examples" / "conventions" / "charleroi.yaml")
    results = _render(report, tmp_path / "out", pdf=False)
    by_source = {Path(r.source).stem: r for r in results}
    assert by_source["gent"].status is Status.FAILED
    assert "CNV007" in {f.code for f in by_source["gent"].findings}
    assert by_source["charleroi"].status is Status.WRITTEN
    assert not list((tmp_path / "out").glob("*44021*"))


def test_a_failed_pdf_keeps_the_old_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the Word file nor the PDF of the new run is written, and no other file is left."""
    report = _report(EXAMPLES / "conventions" / "gent.yaml", both=False)
    _render(report, tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}

    class Broken:
        name, version, at_once = "broken", "0", 4

        def convert(self, documents: dict[str, bytes], *_: object) -> dict[str, bytes | Failure]:
            return {
                name: Failure(msg("The engine gave nothing back for this document.")) for name in documents
            }

    monkeypatch.setattr("generator.engines.create", lambda _name: Broken())
    (result,) = _render(report, tmp_path)
    assert result.status is Status.FAILED
    assert [f.code for f in result.findings] == ["PDF001"]
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_a_file_that_cannot_be_replaced_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the document is open in Word; nothing else is left in the folder."""
    report = _report(EXAMPLES / "conventions" / "gent.yaml", both=False)

    def locked(_self: Path, _target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", locked)
    (result,) = _render(report, tmp_path, pdf=False)
    assert result.status is Status.FAILED
    assert [f.code for f in result.findings] == ["OUT001"]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_a_document_is_told_as_one(tmp_path: Path) -> None:
    """Nobody looks for it in Word; what stands in the folder stays, and the Word file is not written alone."""
    place = tmp_path / "convention-city-2015-44021.nl.pdf"
    place.mkdir()
    (result,) = _render(_report(EXAMPLES / "conventions" / "gent.yaml", both=False), tmp_path)
    assert result.status is Status.FAILED
    (finding,) = (f for f in result.findings if f.code == "OUT001")
    assert str(finding.message).endswith(f"{place.as_posix()} is a folder.")
    assert "Word" not in str(finding.remedy)
    assert list(tmp_path.iterdir()) == [place]


def test_no_name_of_a_person_is_in_a_file_name(tmp_path: Path) -> None:
    """Kind, year, NIS code and language only; Windows accepts them all."""
    results = _render(_report(EXAMPLES / "conventions"), tmp_path, pdf=False)
    for result in results:
        assert result.docx is not None
        name = Path(result.docx).name
        assert name.replace("-", "").replace(".", "").isalnum()
        assert not any(word in name.lower() for word in ("voorbeeld", "exemple", "model"))


def test_an_empty_folder_and_a_missing_file_are_wrong_use(tmp_path: Path) -> None:
    """They are told before any work."""
    for path in (tmp_path, tmp_path / "nothing.yaml"):
        with pytest.raises(UsageFault):
            batch.find_files([path.as_posix()])


def test_an_output_that_is_a_file_is_wrong_use(tmp_path: Path) -> None:
    """Nothing is rendered."""
    target = tmp_path / "out"
    target.write_text("")
    with pytest.raises(UsageFault):
        _render(_report(EXAMPLES / "conventions"), target)


@pytest.mark.parametrize(
    "text",
    [
        "Dupont & Fils <5000 {{ 7*7 }} {% if %} ]]> &amp;",
        "Łódź – « Œuvre » ’t Ĳzer ß ẞ Ωμέγα Привет",
        "x" * 45,
        "mot " * 49,
        "1. kop\n2. staart\n\n3. einde",
        "-".join(["a" * 40, "b" * 40, "c" * 40]),
    ],
)
def test_what_a_person_writes_is_in_the_pdf_as_written(tmp_path: Path, dossier: Write, text: str) -> None:
    """Or the document would have failed: extreme but printable texts go through both proofs."""

    def edit(data: dict[str, Any]) -> None:
        data["initiatives"] = {"fr": text, "nl": text}
        data["partners"] = [{"name": text.replace("\n", " "), "contribution": {"fr": text, "nl": text}}] * 3
        data["collective_actions"] = [{"title": {"fr": text, "nl": text}, "participants": "7"}] * 30

    results = _render(_report(dossier(edit)), tmp_path / "out")
    assert [(r.status, [str(f.message) for f in r.findings if f.severity == "error"]) for r in results] == [
        (Status.WRITTEN, [])
    ] * 2


def test_word_file_and_pdf_are_replaced_together_or_not_at_all(tmp_path: Path) -> None:
    """Where the PDF cannot be replaced, the Word file is what it was before."""
    report = _report(EXAMPLES / "conventions" / "gent.yaml", both=False)
    name = "convention-city-2015-44021.nl"
    (tmp_path / f"{name}.docx").write_bytes(b"before")
    (tmp_path / f"{name}.pdf").mkdir()
    (result,) = _render(report, tmp_path)
    assert result.status is Status.FAILED
    assert (tmp_path / f"{name}.docx").read_bytes() == b"before"
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"{name}.docx", f"{name}.pdf"]


def test_a_wrong_centre_is_a_failure_of_its_own(tmp_path: Path) -> None:
    """So that a program that reads the report learns why nothing was made."""
    path = tmp_path / "centre.yaml"
    path.write_text("kind: cpas\ncampaign: 2015\n", encoding="utf-8")
    (result,) = _render(_report(path), tmp_path / "out")
    assert (result.status, result.language) == (Status.FAILED, None)
    assert result.findings


def test_centres_with_one_account_are_told_where_only_other_files_name_them(tmp_path: Path) -> None:
    """Each in its own file, once, though several files refer to it; without the numbers nothing is told."""
    folder = country(tmp_path, 3)
    assert [f.code for f in _report(folder).findings if f.code == "CPA011"] == []
    first, second, third = (path.stem for path in sorted(folder.iterdir()))
    centres = folder.parent / "centres"
    for path in (centres / f"{second}.yaml", centres / f"{third}.yaml"):
        text = re.sub("(?m)^nis:.*", f'nis: "{path.stem}"', (centres / f"{first}.yaml").read_text("utf-8"))
        path.write_text(text, encoding="utf-8")
    (tmp_path / "more").mkdir()
    shutil.copy(folder / f"{first}.yaml", tmp_path / "more")
    for paths in ((folder, tmp_path / "more"), (folder, centres)):
        told = [f for f in _report(*paths).findings if f.code == "CPA011"]
        assert sorted((Path(f.place.path).name, f.place.pointer) for f in told) == [
            (f"{nis}.yaml", field)
            for nis in (first, second, third)
            for field in ("/enterprise_number", "/iban")
        ]
        assert all(
            str(f.message).startswith("The centre of ") and f.place.path not in str(f.message) for f in told
        )


def test_a_file_under_two_names_is_one_file(tmp_path: Path) -> None:
    """It is no second convention of the same centre."""
    path = EXAMPLES / "conventions" / "gent.yaml"
    other = path.parent / ".." / "conventions" / "gent.yaml"
    assert len(batch.find_files([path.as_posix(), other.as_posix()])) == 1
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    assert len(batch.find_files([path.as_posix(), link.as_posix()])) == 1


@pytest.mark.parametrize("path", ["", "x" * 300 + ".yaml", "a\0b"])
def test_a_path_that_no_system_knows_is_wrong_use(path: str) -> None:
    """It is told without a traceback."""
    with pytest.raises(UsageFault):
        batch.find_files([path])


def test_a_device_is_no_file() -> None:
    """`/dev/zero` has no end."""
    device = Path("/dev/zero")
    if not device.exists():
        pytest.skip("no such device here")
    report = batch.check(batch.find_files([device.as_posix()]), Checker())
    assert [f.code for f in report.findings] == ["SRC001"]


@pytest.mark.parametrize(
    ("epoch", "day"), [("1430438400", "2015-05-01"), ("", "2015-01-01"), ("x", "2015-01-01")]
)
def test_the_date_of_the_files_is_that_of_source_date_epoch_or_of_the_campaign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: str, day: str
) -> None:
    """Never the clock: the same input gives the same bytes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    (result,) = _render(_report(EXAMPLES / "conventions" / "gent.yaml", both=False), tmp_path)
    assert result.docx is not None
    assert result.pdf is not None
    created = docx.Document(result.docx).core_properties.created
    assert created is not None
    assert created.date().isoformat() == day
    metadata = pypdf.PdfReader(result.pdf).metadata
    assert metadata is not None
    assert metadata.creation_date is not None
    assert metadata.creation_date.date().isoformat() == day
