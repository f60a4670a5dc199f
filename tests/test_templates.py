"""The templates keep to the house style, and their pairs to each other."""

from __future__ import annotations

import json
import os
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import etree

from generator import resources, templates
from generator.errors import TemplateFault, UsageFault
from generator.locales import Language
from generator.pairs import reading, styles
from generator.rendering import compile_template
from generator.templates import W

PATHS = sorted(resources.folder("templates").rglob("*.docx"))
PAIRS = sorted({path.name.split(".")[0] for path in PATHS})


MOST_FORMS = 2
"""A style has at most so many forms in all families."""
COMMON = [path for path in PATHS if path.name.startswith("common.")]
WHOLE = [path for path in PATHS if path not in COMMON]
"""The templates of kinds, seen below as they are printed: joined with what they extend."""


def _part(path: Path, name: str) -> etree._Element:
    return etree.fromstring(templates.parts_of(path)[name])


def _parts(path: Path) -> dict[str, etree._Element]:
    return {
        name: etree.fromstring(content)
        for name, content in templates.parts_of(path).items()
        if name.endswith(".xml")
    }


def test_there_is_a_pair_for_each_kind() -> None:
    """French and Dutch stand side by side; none is missing and none is left over."""
    from generator.catalog import kinds

    expected = {
        f"{k.family}/{name}.{lang}.docx"
        for k in kinds().values()
        for name in k.documents
        for lang in ("fr", "nl")
    } | {f"ministerial/binder.{lang}.docx" for lang in ("fr", "nl")}
    root = resources.folder("templates")
    assert {p.relative_to(root).as_posix() for p in WHOLE} == expected
    assert {p.relative_to(root).as_posix() for p in COMMON} == {"piis/common.fr.docx", "piis/common.nl.docx"}
    assert len(PATHS) == 46


def test_each_template_and_each_of_its_names_is_named_where_the_check_sends_the_reader() -> None:
    """In the section of its family or among the names of all; what a contract calls its activity is in its schema."""
    root = resources.folder("templates")
    text = (root.parent / "docs" / "templates.md").read_text(encoding="utf-8")
    first, *sections = re.split(r"\n#{2,3} ", text[text.index("## Names") : text.index("### The blocks")])
    names = json.loads((root / "names.json").read_text(encoding="utf-8"))
    for kind in PAIRS:
        section = next(each for each in (*reversed(sections), first) if f"`{kind}`" in each)
        for name in (each.replace("[]", "") for each in names[kind] if not each.endswith("[]")):
            whole = rf"`{re.escape(name.split('.')[0])}\b|{re.escape(name)}\b"
            last = rf"[`.]{re.escape(name.split('.')[-1])}\b"
            if not name.startswith("activity"):
                assert re.search(whole, first + section), (kind, name)
                assert re.search(last, first + section), (kind, name)


def test_the_style_of_the_house_is_that_of_the_templates() -> None:
    """It is kept in a file, so that a style changed in both languages is seen (UPDATE_HOUSE writes it)."""
    house: dict[str, set[str]] = {}
    for path in PATHS:
        language: Language = "fr" if ".fr." in path.name else "nl"
        for name, value in styles.fingerprints(reading.read(path, language)):
            house.setdefault(name, set()).add(value)
    text = json.dumps({name: sorted(known) for name, known in sorted(house.items())}, indent=1) + "\n"
    kept = resources.folder("templates") / "house.json"
    if os.environ.get("UPDATE_HOUSE"):
        kept.write_text(text, encoding="utf-8")
    assert kept.read_text(encoding="utf-8") == text
    pages = house.pop("page")
    assert len(pages) <= 3 * MOST_FORMS
    assert max(map(len, house.values())) <= MOST_FORMS, {
        n: v for n, v in house.items() if len(v) > MOST_FORMS
    }


@pytest.mark.parametrize("path", WHOLE, ids=lambda p: p.name)
def test_a_template_is_set_in_the_font_of_the_house(path: Path) -> None:
    """Carlito, which Word on Windows replaces by Calibri of the same widths; no theme decides."""
    fonts = Counter(
        value
        for root in _parts(path).values()
        for node in root.iter(f"{W}rFonts")
        for value in node.attrib.values()
    )
    assert set(fonts) == {"Carlito"}
    table = _part(path, "word/fontTable.xml")
    names = [alt.get(f"{W}val") for alt in table.iter(f"{W}altName")]
    assert names == ["Calibri"]


@pytest.mark.parametrize("path", WHOLE, ids=lambda p: p.name)
def test_paragraphs_are_formatted_by_styles_only(path: Path) -> None:
    """A named style, no direct formatting; each style that is used exists."""
    styles = {s.get(f"{W}styleId") for s in _part(path, "word/styles.xml").iter(f"{W}style")}
    for name, root in _parts(path).items():
        if name == "word/styles.xml":
            continue
        for node in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
            assert node.get(f"{W}val") in styles
        for run in root.iter(f"{W}rPr"):
            if run.getparent().tag == f"{W}r":  # type: ignore[union-attr]
                assert {child.tag for child in run} <= {f"{W}rStyle"}, etree.tostring(run)


@pytest.mark.parametrize("path", WHOLE, ids=lambda p: p.name)
def test_a_template_is_accessible(path: Path) -> None:
    """Language, title, headings in order, and tables with header rows that do not split."""
    language = {"fr": "fr-BE", "nl": "nl-BE"}[path.name.split(".")[1]]
    styles = _part(path, "word/styles.xml")
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert defaults is not None
    assert defaults.get(f"{W}val") == language
    core = _part(path, "docProps/core.xml")
    assert core.findtext("{http://purl.org/dc/elements/1.1/}title")
    document = _part(path, "word/document.xml")
    headings = [
        s.get(f"{W}val") for s in document.iter(f"{W}pStyle") if str(s.get(f"{W}val")).startswith("Heading")
    ]
    assert headings[0] == "Heading1"
    for table in document.iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert table.find(f"{W}tblPr/{W}tblCaption") is not None
        assert all(
            row.find(f"{W}trPr/{W}cantSplit") is not None
            for row in rows
            if "{%tr" not in "".join(map(str, row.itertext()))
        )


@pytest.mark.parametrize("name", PAIRS)
def test_both_languages_have_the_same_blocks_and_tags(name: str) -> None:
    """Paragraphs by style, tables by row, and in each the same tags as often."""
    french, dutch = (
        list(templates.plain_text(next(p for p in PATHS if p.name == f"{name}.{x}.docx")))
        for x in ("fr", "nl")
    )
    assert len(french) == len(dutch)
    for left, right in zip(french, dutch, strict=True):
        assert left.split(":")[0].split(" ")[0] == right.split(":")[0].split(" ")[0]
        assert left.count("|") == right.count("|") or "|" not in re.sub(r"\{[^}]*\}", "", left)
        assert Counter(_tags(left)) == Counter(_tags(right)), (left, right)
        assert Counter(re.findall(r"\d+(?:\.\d)?", _bare(left))) == Counter(
            re.findall(r"\d+(?:\.\d)?", _bare(right))
        )


CONTRACTS = [path for path in WHOLE if templates.base_of(path) == "common"]


def test_an_article_that_is_changed_once_is_changed_in_all_contracts() -> None:
    """The six types take all but their own blocks from the common template of their language."""
    assert len(CONTRACTS) == 12
    for path in CONTRACTS:
        common = next(each for each in COMMON if each.name.split(".")[1] == path.name.split(".")[1])
        shared = [line for line in templates.plain_text(common) if not re.search(r"\{%p (end)?block", line)]
        own = "\n".join(templates.plain_text(path))
        whole = Counter(_lines(path))
        assert not Counter(line for line in shared if line.startswith("Heading1")) - whole
        assert len(shared) > 2 * len(own.splitlines())
        for part in ("word/styles.xml", "word/numbering.xml"):
            assert templates.parts_of(path)[part] == templates.parts_of(common)[part]
            word, printed = (
                etree.tostring(etree.fromstring(_raw(p)[part]), method="c14n") for p in (path, common)
            )
            assert word == printed, "Word shows the template as it will be printed"


def _raw(path: Path) -> dict[str, bytes]:
    return templates.read_parts(path.name, path.read_bytes())


def _lines(path: Path) -> list[str]:
    """Print a template as text, joined with what it extends."""
    from generator.rendering.archive import join, pack

    joined = join(pack(name, content) for name, content in templates.parts_of(path).items())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / path.name
        file.write_bytes(joined)
        return list(templates.plain_text(file))


def test_article_3_has_the_official_rows() -> None:
    """The five labels are those of the model of the administration."""
    text = "\n".join(templates.plain_text(next(p for p in PATHS if p.name == "convention-city.fr.docx")))
    assert "Article 3. Objectifs quantitatifs à réaliser en matière d’activation sociale" in text
    for label in (
        "Nombre total de bénéficiaires pour qui un bilan social est/sera réalisé (dresser bilan + déterminer les suites)",
        "Nombre total de bénéficiaires en parcours d’activation sociale via un PIIS",
        "Via un PIIS visant un parcours socioprofessionnel",
        "Via un PIIS visant le renforcement de l’autonomie",
        "Via un PIIS visant les services communautaires ou volontariat",
    ):
        assert label in text
    rows = re.findall(r"(?m)^\| ([0-9.]+) \|", text)
    assert rows == ["1", "2", "2.1", "2.2", "2.3"]


def test_a_missing_template_is_named() -> None:
    """The program does not go on with another one."""
    with pytest.raises(TemplateFault, match=r"conventions/nothing\.fr\.docx"):
        templates.path_of("conventions", "nothing", "fr")


def test_a_file_that_is_no_word_file_is_wrong_use(tmp_path: Path) -> None:
    """As when somebody names the PDF."""
    path = tmp_path / "x.docx"
    path.write_text("junk")
    with pytest.raises(UsageFault):
        list(templates.plain_text(path))


def test_the_text_of_a_template_is_printed_in_order() -> None:
    """Styles, tags, tables and footnotes are there: it is what `git diff` shows."""
    from generator.cli.program import Program
    from generator.locales import translator

    path = next(p for p in PATHS if p.name == "convention-cluster.nl.docx")
    result = CliRunner().invoke(Program("cpas", translator("en")), ["templates", "text", str(path)])
    assert result.exit_code == 0
    assert result.output.index("Title: Overeenkomst") < result.output.index("Heading1: Artikel 3.")
    assert "footnote" in result.output
    assert "<PAGE>" in result.output


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.name)
def test_the_text_tells_what_is_heard_of_tables_the_pages_and_the_title(path: Path) -> None:
    """Each caption and description below its table, each section where it ends, the title last."""
    lines = list(templates.plain_text(path))
    document = etree.fromstring(_raw(path)["word/document.xml"])
    tables = [at for at, line in enumerate(lines) if line == "table"]
    assert len(tables) == len(list(document.iter(f"{W}tbl")))
    for at, table in zip(tables, document.iter(f"{W}tbl"), strict=True):
        said = [table.find(f"{W}tblPr/{W}{name}") for name in ("tblCaption", "tblDescription")]
        assert [str(each.get(f"{W}val")) for each in said if each is not None] == [
            lines[at + 1].removeprefix("caption: "),
            lines[at + 2].removeprefix("description: "),
        ]
    sections = [line for line in lines if line.startswith("section: ")]
    landscape = [node.get(f"{W}orient") == "landscape" for node in document.iter(f"{W}pgSz")]
    assert ["landscape, 297.00 × 210" in line for line in sections] == landscape
    core = etree.fromstring(_raw(path)["docProps/core.xml"])
    assert lines[-2:] == ["[core]", f"title: {core.findtext('{http://purl.org/dc/elements/1.1/}title')}"]


def test_the_text_shows_where_the_pages_of_a_report_turn() -> None:
    """The empty paragraph that carries a section looks like any other in Word."""
    path = next(p for p in PATHS if p.name == "final-report.nl.docx")
    lines = list(templates.plain_text(path))
    turns = [at for at, line in enumerate(lines) if line.startswith("section: ")]
    assert len(turns) == 4
    assert "different first page" in lines[turns[0]]
    assert "margins 23.00 × 23.00 × 22.00 × 23.00 mm" in lines[turns[0]]
    assert all(re.fullmatch(r"\w+: ", lines[at - 1]) for at in turns[:3])


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (rb'w:left="1304"', "23.00"),
        (b'<w:pgSz w:w="11906" w:h="16838"/>', "portrait"),
        (b"<w:titlePg/>", "different first page"),
    ],
)
def test_a_change_of_the_pages_is_a_changed_line(tmp_path: Path, change: bytes, line: str) -> None:
    """So that `git diff` shows it."""
    path = _changed(
        tmp_path, lambda xml: xml.replace(change, b'w:left="1305"' if b"left" in change else b"", 1)
    )
    before = next(p for p in PATHS if p.name == "final-report.fr.docx")
    gone = [each for each in templates.plain_text(before) if each not in set(templates.plain_text(path))]
    assert gone
    assert all(each.startswith("section: ") and line in each for each in gone)


def _tags(line: str) -> list[str]:
    return re.findall(r"\{[{%].*?[}%]\}", line)


def _bare(line: str) -> str:
    """Drop tags, ordinal ends and the French « premier », so that numbers compare."""
    return re.sub(r"\{[{%].*?[}%]\}|\bHeading\d|\[\^\d+\]", "", line)


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.name)
def test_each_footer_counts_the_pages_and_all_headers_say_the_same(path: Path) -> None:
    """In each section; only the first page may have another header, or none."""
    parts = _parts(path)
    headers = {_text_of(root) for name, root in parts.items() if "header" in name} - {""}
    assert len(headers) == 1
    for name, root in parts.items():
        if "footer" in name:
            fields = " ".join(node.text or "" for node in root.iter(f"{W}instrText"))
            assert "PAGE" in fields.replace("NUMPAGES", "")
            assert "NUMPAGES" in fields


def _text_of(root: Any) -> str:
    return "".join(node.text or "" for node in root.iter(f"{W}t"))


@pytest.mark.parametrize(
    ("tag", "changed", "said"),
    [
        ("{%p endif %}", "{%p endif %} fin", "beside a tag"),
        ("{%p if partners %}", "Partenaires : {%p if partners %}", "beside a tag"),
        ("{%tr endfor %}", "{%tr endfor %} fin", "beside a tag"),
    ],
)
def test_text_beside_a_tag_is_refused(tmp_path: Path, tag: str, changed: str, said: str) -> None:
    """The tag takes its paragraph or its row away, and the text would go with it."""
    path = _changed(tmp_path, lambda xml: xml.replace(tag.encode(), changed.encode(), 1))
    with pytest.raises(TemplateFault, match=said):
        compile_template(path, "fr")


def test_a_section_that_ends_in_the_paragraph_of_a_tag_is_refused(tmp_path: Path) -> None:
    """LibreOffice puts it there where it drops an empty paragraph; the landscape would be lost with the tag."""

    def move(xml: bytes) -> bytes:
        root: Any = etree.fromstring(xml)
        section = next(node for node in root.iter(f"{W}sectPr") if node.getparent().tag == f"{W}pPr")
        tag = next(p for p in root.iter(f"{W}p") if _text_of(p).startswith("{%p"))
        tag.find(f"{W}pPr").append(section)
        return etree.tostring(root)

    with pytest.raises(TemplateFault, match="a section ends"):
        compile_template(_changed(tmp_path, move), "fr")


def _changed(folder: Path, change: Callable[[bytes], bytes]) -> Path:
    """Write the template of the report with another document part."""
    original = next(p for p in PATHS if p.name == "final-report.fr.docx")
    path = folder / "x.fr.docx"
    with zipfile.ZipFile(original) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if name == "word/document.xml" else content)
    return path
