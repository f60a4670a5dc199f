"""`cpas init decision --from CONVENTION`: what the check finds becomes a request to revise, in both languages."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pypdf
import pytest
import yaml

from generator.locales import LANGUAGES, translator
from generator.pipeline import Checker
from tests.conftest import CONVENTIONS, EXAMPLES, Call

WRONG = sorted((Path(__file__).parent / "examples" / "wrong").glob("c[ol]*s/*.yaml"))
"""Conventions of cities and clusters with what is wrong in them."""
FILLED = {
    "name": '"An Fictief"', "gender": "female", "telephone": '"+32 2 000 00 00"', "email": '"an@mi-is.example"',
    "submitted": "2015-08-20", "date": "2015-09-14", "reply_by": "2015-09-28",
}  # fmt: skip


def drafted(call: Call, convention: Path, out: Path) -> dict[str, Any]:
    """Draft, fill in what is marked, and give what the file says."""
    code, _, err = call("init", "decision", "--from", str(convention), "-o", str(out))
    assert code == 0, err
    text = out.read_text(encoding="utf-8")
    blanks = re.compile(r"(?m)^( *(?:- )?)(\w+): +# ← à compléter$")
    out.write_text(blanks.sub(lambda at: f"{at[1]}{at[2]}: {FILLED[at[2]]}", text), encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(out.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("path", WRONG, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_error_and_warning_of_a_convention_stands_in_the_draft(
    call: Call, tmp_path: Path, path: Path
) -> None:
    """In both languages, as often as once; the file that was filled in has no error of its own."""
    shutil.copytree(path.parent.parent.parent, tmp_path / "examples")
    convention = tmp_path / "examples" / "wrong" / path.parent.name / path.name
    found = Checker().check(convention).findings
    wanted = [finding for finding in found if finding.severity != "info"]
    data = drafted(call, convention, tmp_path / "decision.yaml")
    remarks = [one["text"] for each in data.get("revisions", []) for one in each["remarks"]]
    for language in LANGUAGES:
        texts = [text[language] for text in remarks]
        for finding in wanted:
            told = translator(language).text(finding.message)
            assert any(" ".join(told.split()) in " ".join(text.split()) for text in texts), told
    assert len(remarks) <= len(wanted)
    own = Checker().check(tmp_path / "decision.yaml").findings
    # the file of the centre may be what is wrong; it is named all the same
    assert [f.message for f in own if f.severity == "error" and f.place.path.endswith("decision.yaml")] in (
        [], [f.message for f in own if f.code == "REF002"],
    )  # fmt: skip


def test_the_request_to_revise_lists_the_findings_in_words(call: Call, tmp_path: Path) -> None:
    """From a convention with errors to the letter in both languages, with the part of the convention of each."""
    shutil.copytree(EXAMPLES / "centres", tmp_path / "centres")
    (tmp_path / "conventions").mkdir()
    convention = tmp_path / "conventions" / "gent.yaml"
    text = (EXAMPLES / "conventions" / "gent.yaml").read_text(encoding="utf-8")
    convention.write_text(
        text.replace("742518.45", "742518.99").replace("participants: 160", "participants: 0"),
        encoding="utf-8",
    )
    data = drafted(call, convention, tmp_path / "decision.yaml")
    assert (data["centre"], data["scheme"], data.get("convention")) == ("centres/gent.yaml", "city", None)
    code, out, _ = call(
        "render", str(tmp_path / "decision.yaml"), "-o", str(tmp_path / "out"), "--language", "both"
    )
    assert code == 0, out
    for language, part, field in (
        ("fr", "Actions collectives et individuelles", "Actions collectives 1, Participants"),
        ("nl", "Collectieve en individuele acties", "Collectieve acties 1, Deelnemers"),
    ):
        reader = pypdf.PdfReader(tmp_path / "out" / f"revision-1-2015-44021.{language}.pdf")
        letter = " ".join(
            " ".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ").split()
        )
        assert part in letter
        assert field in letter
        for finding in Checker().check(convention).findings:
            told = translator(language).text(finding.message)
            assert " ".join(told.split()) in letter


@pytest.mark.parametrize("path", CONVENTIONS, ids=lambda path: path.stem)
def test_a_sound_convention_is_named(call: Call, tmp_path: Path, path: Path) -> None:
    """There is nothing to revise but what is warned of."""
    tree = Path(shutil.copytree(EXAMPLES, tmp_path / "examples"))
    data = drafted(call, tree / "conventions" / path.name, tmp_path / "decision.yaml")
    assert data["convention"] == f"examples/conventions/{path.name}"
    assert "centre" not in data
    assert not [f for f in Checker().check(tmp_path / "decision.yaml").findings if f.severity == "error"]


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("nowhere.yaml", "nowhere.yaml"),
        ("centres/gent.yaml", "n’est pas le fichier d’une convention"),
        ("centres", "Il n’y a pas de fichier"),
    ],
)
def test_what_is_no_convention_is_refused(call: Call, tmp_path: Path, source: str, word: str) -> None:
    """And nothing is written."""
    code, _, err = call(
        "init", "decision", "--from", str(EXAMPLES / source), "-o", str(tmp_path / "decision.yaml")
    )
    assert code == 2
    assert word in err
    assert not (tmp_path / "decision.yaml").exists()
