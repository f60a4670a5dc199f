"""A template that extends a common one: blocks take their place, and nothing is lost."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from generator.errors import TemplateFault
from generator.templates import base_of, parts_of, plain_text

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
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
        archive.writestr("docProps/core.xml", f"<core>{name}</core>")
        archive.writestr("word/styles.xml", f"<styles>{name}</styles>")
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
        "default",
        "{%p endblock %}",
        "middle",
        "{%p block b %}",
        "{%p endblock %}",
        "end",
    )
    return tmp_path


def test_the_blocks_of_a_template_take_their_place(common: Path) -> None:
    """Even where Word split a marker into runs; what stands in the common block is a default only for the eye."""
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
    assert parts_of(own)["word/styles.xml"] == b"<styles>common.fr.docx</styles>"


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
