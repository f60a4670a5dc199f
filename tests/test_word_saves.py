"""What Word changes by itself when somebody opens a template, edits a sentence and saves: nothing is told of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from lxml import etree

from generator.templates import W
from tests import word_files
from tests.conftest import ROOT, Call

CITY = "conventions/convention-city"
_STYLE = (
    """<w:style xmlns:w="{w}" w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{more}</w:style>"""
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with one pair, as it was approved for the program."""
    made = tmp_path / "templates"
    (made / "conventions").mkdir(parents=True)
    for language in ("fr", "nl"):
        shutil.copy(ROOT / "templates" / f"{CITY}.{language}.docx", made / "conventions")
    approved = json.loads((ROOT / "templates" / "approved.json").read_bytes())
    approved["pairs"] = {CITY: approved["pairs"][CITY]}
    (made / "approved.json").write_text(json.dumps(approved), encoding="utf-8")
    return made


def told(folder: Path, call: Call) -> list[str]:
    out = call("templates", "check", folder.as_posix(), "--format", "json", language="nl")[1]
    return [each["code"] for each in json.loads(out)["findings"]]


def _counted_again(root: etree._Element) -> None:
    """Word writes the number of the page on which it stands, and of how many there are."""
    results = [each for each in root.iter(f"{W}t") if str(each.text).isdigit()]
    assert len(results) == 2
    results[0].text, results[1].text = "3", "17"


def _touched(root: etree._Element) -> None:
    """A field that somebody clicked on keeps its form, and says so."""
    codes = list(root.iter(f"{W}instrText"))
    assert len(codes) == 2
    for code in codes:
        code.text = f" {str(code.text).strip()}   \\* MERGEFORMAT "


@pytest.mark.parametrize("change", [_counted_again, _touched])
@pytest.mark.parametrize("languages", [("nl",), ("fr",), ("fr", "nl")])
def test_the_pages_that_word_counted_are_no_text(
    folder: Path, call: Call, change: object, languages: tuple[str, ...]
) -> None:
    assert callable(change)
    for language in languages:
        word_files.edited(folder / f"{CITY}.{language}.docx", change, "word/footer1.xml")
    assert told(folder, call) == []


def test_a_page_number_that_is_lost_is_told(folder: Path, call: Call) -> None:
    """So is one that became text."""

    def to_text(root: etree._Element) -> None:
        for each in [*root.iter(f"{W}fldChar"), *root.iter(f"{W}instrText")]:
            run = each.getparent()
            parent = None if run is None else run.getparent()
            assert parent is not None
            assert run is not None
            parent.remove(run)

    word_files.edited(folder / f"{CITY}.nl.docx", to_text, "word/footer1.xml")
    assert {"PAI014", "PAI020"} <= set(told(folder, call))


def test_a_style_that_nobody_uses_is_no_difference(folder: Path, call: Call) -> None:
    """Word adds those of the balloons, of comments and of links to one of the two files."""

    def more(root: etree._Element) -> None:
        for name, kind, inner in (("BalloonText", "paragraph", ""), ("Hyperlink", "character", "<w:rPr/>")):
            root.append(etree.fromstring(_STYLE.format(w=W[1:-1], kind=kind, name=name, more=inner)))

    word_files.edited(folder / f"{CITY}.nl.docx", more, "word/styles.xml")
    assert told(folder, call) == []


def test_a_style_on_which_a_used_one_is_based_is_a_difference(folder: Path, call: Call) -> None:
    """What it says comes onto the page."""

    def of_ones_own(root: etree._Element) -> None:
        root.append(
            etree.fromstring(_STYLE.format(w=W[1:-1], kind="paragraph", name="Mine", more="<w:rPr/>"))
        )
        style = next(each for each in root.iter(f"{W}style") if each.get(f"{W}styleId") == "Footer")
        based = style.find(f"{W}basedOn")
        assert based is not None
        based.set(f"{W}val", "Mine")

    for language in ("fr", "nl"):
        word_files.edited(folder / f"{CITY}.{language}.docx", of_ones_own, "word/styles.xml")
    agreed = told(folder, call)
    assert "PAI023" not in agreed

    def larger(root: etree._Element) -> None:
        style = next(each for each in root.iter(f"{W}style") if each.get(f"{W}styleId") == "Mine")
        properties = style.find(f"{W}rPr")
        assert properties is not None
        etree.SubElement(properties, f"{W}sz").set(f"{W}val", "40")

    word_files.edited(folder / f"{CITY}.nl.docx", larger, "word/styles.xml")
    assert "PAI023" in told(folder, call)
