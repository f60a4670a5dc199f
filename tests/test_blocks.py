"""A template that extends a common one: blocks take their place, and nothing is lost."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from generator.errors import TemplateFault
from generator.templates import base_of, parts_of, plain_text, read_parts

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def write(folder: Path, name: str, *paragraphs: str) -> Path:
    """Write a Word file of plain paragraphs; a “/” splits one into runs, as Word likes to do."""
    body = "".join(
        "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in text.split("/")) + "</w:p>"
        for text in paragraphs
    )
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}" xmlns:r="{REL}"><w:body>{body}</w:body></w:document>',
        )
        archive.writestr("docProps/core.xml", f"<core>{name}</core>")
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}"><!--{name}--></w:styles>')
    return path


def texts(path: Path) -> list[str]:
    import io

    from generator.rendering.archive import join, pack

    joined = path.with_name("joined.docx")
    joined.write_bytes(io.BytesIO(join(pack(n, c) for n, c in parts_of(path).items())).getvalue())
    return [line.removeprefix("Normal: ") for line in plain_text(joined)][1:]


@pytest.fixture
def common(tmp_path: Path) -> Path:
    write(
        tmp_path,
        "common.fr.docx",
        "begin",
        "{%p block a %}",
        "{%p endblock %}",
        "middle",
        "{%p block b %}",
        "{%p endblock %}",
        "end",
    )
    return tmp_path


def test_the_blocks_of_a_template_take_their_place(common: Path) -> None:
    """Even where Word split a marker into runs."""
    own = write(
        common,
        "x.fr.docx",
        "{%p ext/ends common %}",
        "{%p block b %}",
        "B",
        "{%p endblock %}",
        "",
        "{%p bl/ock a %}",
        "A1",
        "A2",
        "{%p endblock %}",
    )
    assert texts(own) == ["begin", "A1", "A2", "middle", "B", "end"]
    assert base_of(own) == "common"
    assert parts_of(own)["docProps/core.xml"] == b"<core>x.fr.docx</core>"
    assert parts_of(own)["word/styles.xml"].count(b"common.fr.docx")


def test_a_template_that_extends_nothing_is_as_it_is(common: Path) -> None:
    own = write(common, "x.fr.docx", "alone")
    assert base_of(own) is None
    assert texts(own) == ["alone"]


@pytest.mark.parametrize(
    ("paragraphs", "reason"),
    [
        (("{%p extends other %}",), "other.fr.docx"),
        (("{%p extends common %}", "{%p block a %}", "{%p endblock %}"), "“b” is missing"),
        (("{%p extends common %}", "lost", "{%p block a %}", "{%p endblock %}", "{%p block b %}", "{%p endblock %}"), "“lost”"),
        (("{%p extends common %}", "{%p block a %}", "{%p endblock %}", "{%p block b %}", "x"), "“b” has no end"),
        (("{%p extends common %}", "{%p block a %}", "{%p endblock %}", "{%p block b %}", "{%p endblock %}", "{%p block c %}", "{%p endblock %}"), "no block “c”"),
        (("{%p extends common %}", "{%p block a %}", "1", "{%p endblock %}", "{%p block a %}", "2", "{%p endblock %}", "{%p block b %}", "{%p endblock %}"), "“a” stands there twice"),
    ],
)  # fmt: skip
def test_blocks_that_do_not_fit_are_refused(common: Path, paragraphs: tuple[str, ...], reason: str) -> None:
    own = write(common, "x.fr.docx", *paragraphs)
    with pytest.raises(TemplateFault) as fault:
        parts_of(own)
    assert reason in str(fault.value.cause)


@pytest.mark.parametrize(
    ("paragraphs", "reason"),
    [
        (("{%p block a %}", "article", "{%p block b %}", "{%p endblock %}"), "“a” has no end"),
        (("{%p block a %}", "{%p endblok %}", "article", "{%p block b %}", "{%p endblock %}"), "endblok"),
        (
            ("{%p block a %}", "default", "{%p endblock %}", "{%p block b %}", "{%p endblock %}"),
            "would be lost",
        ),
        (("{%p endblock %}", "{%p block a %}", "{%p endblock %}"), "was not begun"),
        (("{%p block a %}", "{%p endblock %}", "{%p block a %}", "{%p endblock %}"), "twice"),
        (("{%p block a %}", "{%p endblock %}", "{%p block  b%}", "{%p endblock %}"), "nearly"),
    ],
)
def test_a_common_template_with_a_slip_loses_no_article(
    tmp_path: Path, paragraphs: tuple[str, ...], reason: str
) -> None:
    """It is refused, and it is the common file that is named."""
    write(tmp_path, "common.fr.docx", *paragraphs)
    own = write(
        tmp_path,
        "x.fr.docx",
        "{%p extends common %}",
        "{%p block a %}",
        "A",
        "{%p endblock %}",
        "{%p block b %}",
        "{%p endblock %}",
    )
    with pytest.raises(TemplateFault) as fault:
        parts_of(own)
    assert "common.fr.docx" in str(fault.value.cause)
    assert reason in str(fault.value.cause)


@pytest.mark.parametrize(
    "xml",
    [
        '<w:p><w:hyperlink r:id="rId1"/></w:p>',
        '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
        '<w:p><w:pPr><w:pStyle w:val="Fancy"/></w:pPr></w:p>',
    ],
)
def test_a_block_points_to_nothing_that_the_common_file_does_not_have(common: Path, xml: str) -> None:
    """A picture would be another one there, a style none."""
    own = write(
        common,
        "x.fr.docx",
        "{%p extends common %}",
        "{%p block a %}",
        "HERE",
        "{%p endblock %}",
        "{%p block b %}",
        "{%p endblock %}",
    )
    parts = read_parts(own.name, own.read_bytes())
    with zipfile.ZipFile(own, "w") as archive:
        for name, content in parts.items():
            here = content.replace(b"<w:p><w:r><w:t>HERE</w:t></w:r></w:p>", xml.encode())
            archive.writestr(name, here)
    with pytest.raises(TemplateFault):
        parts_of(own)
