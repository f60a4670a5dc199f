"""What an earlier call left in the folder, and what of it is replaced: told before it is too late, and never for nothing."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator import templates
from generator.engines import ENGINES
from tests import word_files
from tests.conftest import EXAMPLES, ROOT, Call

LEDGER = ".cpas-ledger.jsonl"
OLD, NEW = "BE15 0910 0000 0130", "BE04 0910 0000 0231"
"""Two accounts."""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Give a copy of the examples that a test may change."""
    return Path(shutil.copytree(EXAMPLES, tmp_path / "in"))


def changed(path: Path, old: str, new: str) -> Path:
    """Replace a text that stands in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def order(tree: Path, *more: str, file: str = "") -> tuple[str, ...]:
    """Give the call that makes the payment orders of the advance."""
    return (
        "render", str(tree / "ministerial" / "decisions" / file), "-o", str(tree.parent / "out"), "--to", "docx",
        "--only", "advance-*", "--lang", "en", *more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "documents"),
    [
        pytest.param("submitted", {"invitation"}, id="an invitation that was answered"),
        pytest.param(
            "signed_centre", {"invitation", "revision-1", "signing", "convention-city"}, id="signed"
        ),
    ],
)
def test_what_left_the_house_and_says_something_else_is_told(
    call: Call, tmp_path: Path, answer: str, documents: set[str]
) -> None:
    """A draft is not: the same call gives what was answered, as far as the decisions have come."""
    tree, out = Path(shutil.copytree(EXAMPLES, tmp_path / "in")), tmp_path / "out"
    gent = tree / "ministerial" / "decisions" / "gent.yaml"
    text = gent.read_text(encoding="utf-8")
    steps = list(re.finditer(r"^(\w+):", text, re.MULTILINE))
    after = next(two.start() for one, two in itertools.pairwise(steps) if one[1] == answer)
    gent.write_text(text[:after], encoding="utf-8")
    render = (
        "render",
        str(gent),
        str(tree / "conventions"),
        "-o",
        str(out),
        "--to",
        "docx",
        "--only",
        "44021",
    )
    assert call(*render)[0] == 0
    centre = tree / "centres" / "gent.yaml"
    text = centre.read_text(encoding="utf-8")
    centre.write_text(text.replace("straat 1", "straat 2"), encoding="utf-8")
    for more in (["--check"], []):
        _, told, _ = call(*render, *more, "--lang", "en")
        lines = [line for line in told.splitlines() if "OUT006" in line]
        assert {re.search(r"document ([\w-]+?)-2015", line)[1] for line in lines} == documents  # type: ignore[index]
        assert all("changed: centres/gent.yaml." in line for line in lines)


def test_an_order_is_told_when_the_program_was_updated_and_the_folder_moved(
    call: Call, tmp_path: Path
) -> None:
    """Another template alone is no other order; another account is one, whatever else is new, and is the only thing that is named."""
    tree, out, own = Path(shutil.copytree(EXAMPLES, tmp_path / "in")), tmp_path / "out", tmp_path / "own"
    more = ["-o", str(out), "--to", "docx", "--only", "advance-2015-44021", "--lang", "en"]
    assert call("render", str(tree / "ministerial" / "decisions"), *more)[0] == 0
    (own / "ministerial").mkdir(parents=True)
    path = own / "ministerial" / "advance.nl.docx"
    shutil.copy(ROOT / "templates" / "ministerial" / path.name, path)
    word_files.replaced(path, "Rekening", "Bankrekening")
    tree = tree.rename(tmp_path / "moved")
    more += ["--templates", str(own)]
    assert "OUT006" not in call("render", str(tree / "ministerial" / "decisions"), *more)[1]
    shutil.copy(ROOT / "templates" / "ministerial" / path.name, path)
    centre = tree / "centres" / "gent.yaml"
    text = centre.read_text(encoding="utf-8")
    centre.write_text(text.replace("BE15 0910 0000 0130", "BE04 0910 0000 0231"), encoding="utf-8")
    _, told, _ = call("render", str(tree / "ministerial" / "decisions"), *more)
    assert told.count("OUT006") == 1
    assert "changed: centres/gent.yaml." in told


@pytest.mark.parametrize("options", [(), ("--to", "docx")], ids=["both forms", "Word"])
def test_a_check_tells_what_would_be_made_the_same_as_unchanged(
    call: Call, tree: Path, options: tuple[str, ...]
) -> None:
    """The file names its convention now, instead of the centre: the invitation says what it said, as the next call finds."""
    path = tree / "ministerial" / "decisions" / "tielt-cluster.yaml"
    named = path.read_text(encoding="utf-8").partition("\nsubmitted:")[0] + "\n"
    bare = re.sub("(?m)^report:.*\n", "", named)
    instead = "centre: ../../centres/tielt.yaml\nscheme: cluster\namount: 10000.00"
    path.write_text(re.sub("(?m)^convention:.*", instead, bare), encoding="utf-8")
    render = (
        "render", str(path.parent), "-o", str(tree.parent / "out"), "--only", "invitation-2015-37015", "--lang", "en", *options,
    )  # fmt: skip
    assert call(*render)[0] == 0
    path.write_text(named, encoding="utf-8")
    for more in (("--check",), ()):
        assert "Unchanged: 1." in call(*render, *more)[2].replace("\u00a0", " "), more
    changed(tree / "centres" / "tielt.yaml", "Modelplein 3", "Modelplein 4")
    told = call(*render, "--check")[2].replace("\u00a0", " ")
    assert "Unchanged: 1." not in told
    assert "To be made again: " in told


def test_an_order_that_is_replaced_is_kept(call: Call, tree: Path) -> None:
    """With what it said, under its name; neither the ledger nor a binder takes it for a document, and the same call keeps it once."""
    out = tree.parent / "out"
    more = ("--only", "advance-2015-44021", "--to", "docx,pdf")
    assert call(*order(tree, *more))[0] == 0
    before = {path.name: path.read_bytes() for path in out.glob("advance-2015-44021.*")}
    assert {Path(name).suffix for name in before} == {".docx", ".pdf"}
    changed(tree / "centres" / "gent.yaml", OLD, NEW)
    assert "“replaced”" in call(*order(tree, *more, "--check"))[1]
    assert not (out / "replaced").exists()
    for _ in range(2):
        assert call(*order(tree, *more))[0] == 0
        kept = {path.name: path.read_bytes() for path in (out / "replaced").iterdir()}
        assert {re.sub(r"\.[0-9a-f]{8}\.", ".", name): content for name, content in kept.items()} == before
    assert call("binder", str(out), "-o", str(tree.parent / "b.pdf"), "--only", "advance-2015-44021")[0] == 0
    assert "replaced" not in (out / LEDGER).read_text(encoding="utf-8")


def test_an_order_that_cannot_be_kept_is_not_replaced(call: Call, tree: Path) -> None:
    """Where the folder cannot be made, the former order stays in its place, and the call says why."""
    out = tree.parent / "out"
    assert call(*order(tree))[0] == 0
    before = {path: path.read_bytes() for path in out.glob("advance-*")}
    (out / "replaced").write_bytes(b"a file in its place")
    changed(tree / "centres" / "gent.yaml", OLD, NEW)
    code, told, _ = call(*order(tree))
    assert (code, told.count("OUT001")) == (1, 1)
    assert {path: path.read_bytes() for path in out.glob("advance-*")} == before


def test_what_a_file_with_errors_asks_for_is_not_told_as_left_over(call: Call, tmp_path: Path) -> None:
    """Nobody knows it until the error is mended: “delete it” would cost an order."""
    tree, out = Path(shutil.copytree(EXAMPLES, tmp_path / "in")), tmp_path / "out"
    render = ("render", str(tree / "ministerial"), "-o", str(out), "--to", "docx")
    assert call(*render)[0] == 0
    gent = tree / "ministerial" / "decisions" / "gent.yaml"
    text = gent.read_text(encoding="utf-8")
    gent.write_text(re.sub(r"signed_minister: .*", "signed_minister: 2015-11-01", text), encoding="utf-8")
    code, told, _ = call(*render)
    assert code == 1
    assert "OUT004" not in told


def test_a_document_that_replaces_that_of_another_dossier_is_told(call: Call, tmp_path: Path) -> None:
    """Two calls into one folder may come from two folders; one call refuses it."""
    for name in ("a", "b"):
        for part in ("centres", "conventions"):
            (tmp_path / name / part).mkdir(parents=True)
            shutil.copy(EXAMPLES / part / "gent.yaml", tmp_path / name / part)
    other = tmp_path / "b" / "conventions" / "gent.yaml"
    text = other.read_text(encoding="utf-8")
    other.write_text(text.replace("participants: 160", "participants: 161"), encoding="utf-8")
    out = tmp_path / "out"
    assert "OUT005" not in call("render", str(tmp_path / "a"), "-o", str(out), "--to", "docx")[1]
    _, told, _ = call("render", str(tmp_path / "b"), "-o", str(out), "--to", "docx")
    assert told.count("OUT005") == 1
    assert (tmp_path / "a" / "conventions" / "gent.yaml").as_posix() in told.replace("\u00a0", " ")


@pytest.mark.parametrize("file", ["gent.yaml", ""], ids=["its file alone", "the folder"])
def test_an_order_that_is_replaced_is_told_however_it_is_called(tree: Path, file: str, call: Call) -> None:
    """A single file, as Windows gives it after `*.yaml`, is made into a folder that has a ledger."""
    assert call(*order(tree))[0] == 0
    changed(tree / "centres" / "gent.yaml", OLD, NEW)
    for more in (["--check"], []):
        assert call(*order(tree, *more, file=file))[1].count("OUT006") == 1
    assert "OUT006" not in call(*order(tree))[1]
    assert "OUT006" not in call(*order(tree, file=file))[1]
    names = [name for name, _ in plan_of(tree.parent / "out")]
    assert {"advance-2015-44021.nl", "advance-2015-37015.nl"} <= set(names)


def plan_of(out: Path) -> list[Any]:
    """Give what the last call was to make, as the ledger says."""
    lines = [json.loads(line) for line in (out / LEDGER).read_text(encoding="utf-8").splitlines() if line]
    plans = [line["plan"] for line in lines if "plan" in line]
    return list(plans[-1]["documents"])


def test_an_order_is_told_after_a_call_that_failed(
    tree: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stood there is not forgotten because it could not be made once."""
    render = [each if each != "docx" else "docx,pdf" for each in order(tree)]
    assert call(*render)[0] == 0
    changed(tree / "centres" / "gent.yaml", OLD, NEW)
    with monkeypatch.context() as patched:
        patched.setattr(
            ENGINES["embedded"], "convert", lambda _self, documents, *_: dict.fromkeys(documents, b"")
        )
        code, told, _ = call(*render)
    assert code == 1
    assert "OUT006" not in told
    code, told, _ = call(*render)
    assert (code, told.count("OUT006")) == (0, 1)


def test_a_signed_convention_is_told_though_its_decision_has_an_error(tree: Path, call: Call) -> None:
    """That it was signed is certain; the error is elsewhere."""
    changed(tree / "ministerial" / "decisions" / "gent.yaml", "reply_by: ", "reply_bye: ")
    render = (
        "render", str(tree / "conventions"), str(tree / "ministerial" / "decisions"), "-o",
        str(tree.parent / "out"), "--to", "docx", "--lang", "en",
    )  # fmt: skip
    assert call(*render)[0] == 1
    changed(tree / "conventions" / "gent.yaml", "participants: 160", "participants: 161")
    code, told, _ = call(*render)
    assert code == 1
    assert [line for line in told.splitlines() if "OUT006" in line and "convention-city-2015-44021" in line]


def test_the_same_words_are_no_other_document(
    tree: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A remark in its file, another template, another engine, the day of the machine: each alone, and all of them."""
    own = tree.parent / "own" / "ministerial"
    own.mkdir(parents=True)
    for language in ("fr", "nl"):
        shutil.copy(ROOT / "templates" / "ministerial" / f"advance.{language}.docx", own)
    word_files.replaced(own / "advance.nl.docx", "Rekening", "Bankrekening")
    render = [each if each != "docx" else "pdf" for each in order(tree)]
    assert call(*render)[0] == 0
    changed(tree / "ministerial" / "decisions" / "gent.yaml", "kind: decision", "kind: decision # a remark")
    for more in (["--templates", str(own.parent)], [], ["--templates", str(own.parent)]):
        code, told, _ = call(*render, *more)
        assert code == 0
        assert "OUT006" not in told
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1420070400")


def test_check_tells_all_that_the_call_would_tell(tree: Path, call: Call) -> None:
    """Documents that nobody asks for any more, and those that would take the place of another dossier's."""
    (tree.parent / "other").mkdir()
    other = Path(shutil.copytree(tree, tree.parent / "other" / "in"))
    more = ("-o", str(tree.parent / "out"), "--to", "docx", "--lang", "en")
    assert call("render", str(tree / "ministerial" / "decisions"), *more)[0] == 0
    for each in (tree, other):
        (each / "ministerial" / "decisions" / "ciney.yaml").unlink()
    changed(other / "centres" / "gent.yaml", OLD, NEW)
    codes = [
        set(
            re.findall(
                r"OUT\d{3}", call("render", str(other / "ministerial" / "decisions"), *more, *check)[1]
            )
        )
        for check in (["--check"], [])
    ]
    assert codes == [{"OUT004", "OUT005", "OUT006"}] * 2


def test_a_dossier_that_is_gone_is_told_after_the_others_were_moved(tree: Path, call: Call) -> None:
    """At the first call after the move nobody can know it; the next one is not taken from memory."""
    out = tree.parent / "out"
    render = ("-o", str(out), "--to", "docx", "--lang", "en")
    assert call("render", str(tree / "conventions"), *render)[0] == 0
    tree = tree.rename(tree.parent / "moved")
    (tree / "conventions" / "charleroi.yaml").unlink()
    assert call("render", str(tree / "conventions"), *render)[0] == 0
    told = call("render", str(tree / "conventions"), *render)[1]
    assert told.count("OUT004") == 1
    assert "charleroi" in told or "52011" in told


def test_memory_is_of_the_files_and_not_of_their_names(
    tree: Path, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of a whole folder, with its documents, has files of its own; so has a link that leads elsewhere now."""
    monkeypatch.chdir(tree)
    render = ("render", "conventions", "-o", "out", "--to", "docx")
    assert call(*render)[0] == call(*render)[0] == 0
    copy = Path(shutil.copytree(tree, tmp_path / "copy"))
    changed(copy / "centres" / "gent.yaml", OLD, NEW)
    monkeypatch.chdir(copy)
    assert call(*render)[0] == 0
    assert NEW in words(copy / "out" / "convention-city-2015-44021.nl.docx")
    assert OLD in words(tree / "out" / "convention-city-2015-44021.nl.docx")


def test_memory_follows_a_link_to_the_folder_that_it_leads_to_now(
    tree: Path, tmp_path: Path, call: Call
) -> None:
    other = Path(shutil.copytree(tree / "centres", tmp_path / "other"))
    changed(other / "gent.yaml", OLD, NEW)
    link = tree / "centres"
    link.rename(tmp_path / "first")
    link.symlink_to(tmp_path / "first")
    render = ("render", str(tree / "conventions"), "-o", str(tmp_path / "out"), "--to", "docx")
    assert call(*render)[0] == call(*render)[0] == 0
    link.unlink()
    link.symlink_to(other)
    assert call(*render)[0] == 0
    assert NEW in words(tmp_path / "out" / "convention-city-2015-44021.nl.docx")


def words(path: Path) -> str:
    """Give the text of a Word file, with plain blanks."""
    return "\n".join(templates.plain_text(path)).replace("\u00a0", " ")
