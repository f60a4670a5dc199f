"""Two versions of a template: what is new, gone, moved or changed, and which data is asked."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import resources
from generator.pairs import words
from generator.templates import W
from tests import faults, word_files
from tests.conftest import Call

TEMPLATES = resources.folder("templates")
CITY = TEMPLATES / "conventions" / "convention-city.fr.docx"
Versions = Callable[..., dict[str, Any]]


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Give a copy to change."""
    return Path(shutil.copy(CITY, tmp_path / "convention-city.fr.docx"))


@pytest.fixture
def compared(call: Call) -> Versions:
    """Give a function that compares two versions, and returns the JSON."""

    def run(old: Path, other: Path, language: str = "fr") -> dict[str, Any]:
        code, out, err = call(
            "templates", "compare", old.as_posix(), other.as_posix(), "--format", "json", language=language
        )
        assert (code, err) == (0, "")
        made: dict[str, Any] = json.loads(out)
        assert made["version"] == 1
        return made

    return run


def changes(made: dict[str, Any]) -> list[dict[str, Any]]:
    (file,) = made["files"]
    found: list[dict[str, Any]] = file["changes"]
    return found


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_what_is_the_same_has_no_difference(call: Call, language: str) -> None:
    """And ends with 0, as a difference does."""
    for path in (CITY, TEMPLATES):
        code, out, err = call("templates", "compare", path.as_posix(), path.as_posix(), language=language)
        assert code == 0
        assert len(out.splitlines()) == 1
        assert not re.search("[1-9]", err.partition(".")[2] if path == TEMPLATES else err)


def test_changed_words_are_told_with_what_stood_there(new: Path, compared: Versions) -> None:
    word_files.replaced(new, "ne figure pas sur la liste", "ne se trouve pas sur la liste")
    (change,) = changes(compared(CITY, new))
    assert change["kind"] == "words"
    assert change["place"] == change["old_place"] == "avant le premier titre, alinéa 26"
    assert "ne figure pas" in change["before"]
    assert "ne se trouve pas" in change["after"]


def test_the_words_that_changed_are_marked_on_paper_and_coloured_on_a_terminal(
    new: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    word_files.replaced(new, "ne figure pas sur la liste", "ne se trouve pas sur la liste")
    code, out, err = call("templates", "compare", CITY.as_posix(), new.as_posix(), "--lang", "en")
    assert code == 0
    assert "la ville ou la commune ne [-figure-] {+se trouve+} pas sur" in out
    assert "words changed" in out
    assert err.startswith("Blocks changed: 1, new: 0, gone: 0, moved: 0.")
    assert "\x1b" not in out
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = call("templates", "compare", CITY.as_posix(), new.as_posix())[1]
    assert "\x1b[31m[-figure-]\x1b[0m \x1b[32m{+se trouve+}\x1b[0m" in out


def test_what_is_new_moves_nothing_below_it(new: Path, compared: Versions) -> None:
    """The numbers of the paragraphs below change; that is no change."""
    word_files.put_after(new, "Le Centre met en œuvre", "Le Centre informe le bureau régional.")
    made = compared(CITY, new)
    (change,) = changes(made)
    assert (change["kind"], change["old_place"], change["before"]) == ("new", None, "")
    assert change["after"] == "Le Centre informe le bureau régional."
    assert made["summary"]["new"] == 1
    assert sum(made["summary"].values()) == 3
    (change,) = changes(compared(new, CITY))
    assert (change["kind"], change["place"], change["after"]) == ("gone", None, "")


def test_a_paragraph_that_was_moved_is_told_at_both_places(new: Path, compared: Versions) -> None:
    """And once more where its words were changed on the way."""
    word_files.moved(new, "Considérant que la mesure", "§.1er. La présente convention")
    (change,) = changes(compared(CITY, new))
    assert change["kind"] == "moved"
    assert change["old_place"] == "avant le premier titre, alinéa 34"
    assert change["place"] == "article 1, alinéa 2"
    word_files.replaced(new, "Considérant que la mesure", "Attendu que la mesure")
    assert [each["kind"] for each in changes(compared(CITY, new))] == ["moved", "words"]


def test_a_row_that_is_gone_takes_its_name_with_it(new: Path, compared: Versions) -> None:
    word_files.taken_out(new, "2.2", "tr")
    made = compared(CITY, new)
    (change,) = changes(made)
    assert change["kind"] == "gone"
    assert change["old_place"] == "article 3, tableau 1, ligne 5"
    assert "renforcement de l’autonomie | {{ objectives.autonomy|number }}" in change["before"]
    assert made["files"][0]["names"] == {"new": [], "gone": ["objectives.autonomy"]}
    assert made["summary"]["names_gone"] == 1


@pytest.mark.parametrize(
    ("edit", "part", "difference"),
    [
        ((r"\{\{ contact.email \}\}", "{{ contact.fax }}"), "names", (["contact.fax"], ["contact.email"])),
        ((r"amount\|words", "amount|number"), "filters", (["amount|number"], ["amount|words"])),
        (("if criteria.urban_policy", "if not criteria.urban_policy"), "conditions", (["not criteria.urban_policy"], ["criteria.urban_policy"])),
        (("in individual_actions", "in partners"), "loops", ([], ["individual_actions"])),
    ],
)  # fmt: skip
def test_the_data_that_is_asked_is_told(
    new: Path,
    compared: Versions,
    edit: tuple[str, str],
    part: str,
    difference: tuple[list[str], list[str]],
) -> None:
    word_files.replaced(new, *edit)
    made = compared(CITY, new)
    assert changes(made)[0]["kind"] == "tags"
    assert made["files"][0][part] == dict(zip(("new", "gone"), difference, strict=True))


def test_another_name_for_the_variable_of_a_loop_asks_nothing_else(new: Path, compared: Versions) -> None:
    """It is told as notation."""
    word_files.replaced(new, "for partner in partners", "for each in partners")
    for _ in range(4):
        word_files.edited(new, lambda root: _renamed(root, "partner.", "each."))
    made = compared(CITY, new)
    assert {each["kind"] for each in changes(made)} == {"notation"}
    assert all(not part["new"] and not part["gone"] for part in _contract(made))


def _renamed(root: word_files.Node, old: str, by: str) -> None:
    for text in root.iter(f"{W}t"):
        text.text = re.sub(rf"(?<![\w.]){re.escape(old)}", by, str(text.text or ""))


def _contract(made: dict[str, Any]) -> list[dict[str, list[str]]]:
    (file,) = made["files"]
    return [file[name] for name in ("names", "filters", "conditions", "loops")]


def test_blanks_and_signs_are_told_apart_from_words(new: Path, call: Call) -> None:
    """A no-break space is shown."""
    word_files.replaced(new, "seuil\u00a0:", "seuil :")
    out = call("templates", "compare", CITY.as_posix(), new.as_posix(), "--lang", "en")[1]
    assert "signs, blanks or capitals changed" in out
    assert "[-␣-]" in out


def test_style_emphasis_and_formatting_by_hand_are_format(new: Path, compared: Versions) -> None:
    word_files.edited(new, lambda root: faults.styled(root[0]))
    (change,) = changes(compared(CITY, new))
    assert (change["kind"], change["before"], change["after"]) == ("format", "BodyText", "ListBullet")
    shutil.copy(CITY, new)
    word_files.edited(new, faults.aligned_by_hand)
    (change,) = changes(compared(CITY, new))
    assert (change["kind"], change["before"], change["after"]) == ("format", "–", "jc")
    shutil.copy(CITY, new)
    word_files.edited(new, faults.in_run(("b", "1")))
    (change,) = changes(compared(CITY, new))
    assert change["kind"] == "format"
    assert change["before"] == "–"
    assert change["after"].endswith("(b 1)")


@pytest.mark.parametrize("edit", [faults.page_wider, faults.style_changed], ids=["page", "styles"])
def test_the_layout_and_the_styles_are_format(
    new: Path, compared: Versions, edit: Callable[[word_files.Node], object]
) -> None:
    part = "word/styles.xml" if edit is faults.style_changed else "word/document.xml"
    word_files.edited(new, edit, part)
    (change,) = changes(compared(CITY, new))
    assert change["kind"] == "format"
    assert change["after"]


@pytest.mark.parametrize("edit", [faults.merged, faults.header_lost], ids=["merged", "header"])
def test_the_shape_of_a_table_is_told(
    new: Path, compared: Versions, edit: Callable[[word_files.Node], object]
) -> None:
    word_files.edited(new, edit)
    assert "table" in {each["kind"] for each in changes(compared(CITY, new))}


def test_columns_that_changed_places_are_the_shape_of_the_table(new: Path, compared: Versions) -> None:
    """No word is new or gone."""
    word_files.columns_exchanged(new, "Partenaire")
    found = changes(compared(CITY, new))
    assert {each["kind"] for each in found} == {"table"}
    assert found[0]["before"].startswith("Partenaire | Contribution")
    assert found[0]["after"].startswith("Contribution | Partenaire")


def test_a_note_headers_and_the_title_are_compared_too(new: Path, compared: Versions) -> None:
    word_files.edited(new, lambda root: _renamed(root, "Moniteur", "Journal"), "word/footnotes.xml")
    header = next(each for each in words_of(new) if each.startswith("word/header"))
    word_files.replaced(new, "Convention", "Accord", header)
    found = changes(compared(CITY, new))
    assert {each["place"] for each in found} >= {"en-tête"}
    assert {each["kind"] for each in found} == {"words"}


def words_of(path: Path) -> list[str]:
    from generator.templates import read_parts

    return [name for name, raw in read_parts(path.name, path.read_bytes()).items() if b"Convention" in raw]


def test_folders_are_compared_file_by_file(tmp_path: Path, compared: Versions, call: Call) -> None:
    """What is new, what is gone, what was changed, and which language waits for the other."""
    old, other = tmp_path / "old", tmp_path / "new"
    for folder in (old, other):
        shutil.copytree(TEMPLATES / "conventions", folder / "conventions")
    (old / "conventions" / "convention-cluster.nl.docx").unlink()
    (other / "conventions" / "convention-cluster.fr.docx").unlink()
    word_files.replaced(other / "conventions" / CITY.name, "ne figure pas", "ne se trouve pas")
    made = compared(old, other)
    assert [(Path(each["new"] or each["old"]).name, each["status"]) for each in made["files"]] == [
        ("convention-city.fr.docx", "changed"),
        ("convention-city.nl.docx", "unchanged"),
        ("convention-cluster.fr.docx", "gone"),
        ("convention-cluster.nl.docx", "new"),
    ]
    assert made["files"][2]["new"] is None
    assert made["files"][3]["old"] is None
    assert "cluster.name" in made["files"][3]["names"]["new"]
    assert (
        made["summary"]["files_changed"] == made["summary"]["files_new"] == made["summary"]["files_gone"] == 1
    )
    _, out, err = call("templates", "compare", old.as_posix(), other.as_posix(), "--lang", "en")
    assert "conventions/convention-cluster.nl.docx: this file is new" in out
    assert "conventions/convention-cluster.fr.docx: this file is gone" in out
    assert out.splitlines()[-1] == "conventions/convention-city: only the French was changed"
    assert err.startswith("Files: 4; changed: 1, new: 1, gone: 1.")


def test_what_cannot_be_compared_is_wrong_use(tmp_path: Path, call: Call) -> None:
    junk = tmp_path / "junk.fr.docx"
    junk.write_text("junk")
    dutch = CITY.with_name("convention-city.nl.docx")
    empty = tmp_path / "empty"
    empty.mkdir()
    for old, other in (
        (CITY, tmp_path / "none.docx"),
        (tmp_path / "none.docx", CITY),
        (CITY, junk),
        (junk, junk),
        (CITY, TEMPLATES),
        (TEMPLATES, CITY),
        (CITY, dutch),
        (TEMPLATES, empty),
    ):
        code, out, err = call("templates", "compare", old.as_posix(), other.as_posix())
        assert (code, out) == (2, ""), (old, other)
        assert len(err.splitlines()) == 2
    named = Path(shutil.copy(dutch, tmp_path / "an older one.docx"))
    assert call("templates", "compare", named.as_posix(), dutch.as_posix())[0] == 0


def test_what_a_file_holds_does_not_steer_the_terminal(new: Path, call: Call) -> None:
    word_files.replaced(new, "ne figure pas", "ne \u202efigure\u009b2J pas")
    out = call("templates", "compare", CITY.as_posix(), new.as_posix())[1]
    assert "\u202e" not in out
    assert "\u009b" not in out


def test_two_quite_different_files_are_compared_in_seconds(compared: Versions) -> None:
    import time

    start = time.perf_counter()
    made = compared(CITY, TEMPLATES / "reports" / "final-report.fr.docx")
    assert time.perf_counter() - start < 20
    assert made["summary"]["gone"] > 50


TEXTS = st.lists(
    st.sampled_from(["le", "la", "Centre", "{{ a.b|date }}", "50", "%", ",", "(", "mois", "§"])
).map(" ".join)


@given(before=TEXTS, after=TEXTS)
def test_the_marks_of_a_change_lose_no_word(before: str, after: str) -> None:
    """What stayed and what is gone is the old text, what stayed and what is new is the new one."""
    found = words.pieces(before, after)

    def joined(kind: str) -> list[str]:
        return " ".join(each.text for each in found if each.kind in ("same", kind)).split()

    assert joined("gone") == before.split()
    assert joined("new") == after.split()
    if before == after:
        assert {each.kind for each in found} <= {"same"}


@given(before=TEXTS, after=TEXTS)
def test_a_change_of_notation_is_none_of_words(before: str, after: str) -> None:
    """The form of a text is its words and its tags: whoever changes one changes the form."""

    def said(text: str) -> list[str]:
        return [each for each in text.replace("{{ a.b|date }}", "tag").split() if each not in (",", "(")]

    assert (words.normal(before) == words.normal(after)) == (
        said(before.casefold()) == said(after.casefold())
    )
