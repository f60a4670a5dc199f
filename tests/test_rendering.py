"""Templates are rendered safely; each pitfall of the libraries has a test that fails without its guard."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator import context, templates
from generator.errors import TemplateFault
from generator.locales import LANGUAGES, Language
from generator.rendering import compile_template, missing_values, paragraphs_of
from generator.rendering.compiled import CompiledTemplate
from generator.rendering.environment import LEDGER, Printed, TemplateEnvironment
from generator.templates import read_parts
from generator.text import PRINTABLE
from tests.conftest import CONVENTIONS, checked

FRAME: dict[str, Any] = {"document": {"date": None}, "campaign": {"start": date(2015, 1, 1)}}
TEXT = st.text(st.sampled_from([*sorted(map(chr, PRINTABLE)), "\n", *"{}%#&<>\"_'"]), min_size=1, max_size=40)


def made(*lines: str, language: Language = "fr") -> CompiledTemplate:
    """Compile a template of one paragraph a line."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return CompiledTemplate("made.docx", language, read_parts("made.docx", buffer.getvalue()))


def text_of(template: CompiledTemplate, **values: Any) -> str:
    """Render and read the document with python-docx."""
    rendered = template.render({**FRAME, **values}, "ref")
    return "\n".join(p.text for p in docx.Document(io.BytesIO(rendered.docx)).paragraphs)


@settings(deadline=None)
@given(TEXT)
def test_a_text_is_printed_as_it_was_written(text: str) -> None:
    """XML signs, template signs and line ends are data."""
    assert text_of(MADE, x=text) == f"[{text}]"


MADE = made("[{{ x }}]")


@pytest.mark.parametrize(
    "text",
    [
        "Dupont & Fils",
        "montant <5000",
        "{{ 7*7 }}",
        "{% if x %}",
        "{_{ x }_}",
        "{# x #}",
        "<w:p>",
        "</w:t>",
        "&amp;",
        "]]>",
    ],
)
def test_the_signs_of_xml_and_of_templates_survive(text: str) -> None:
    """Pitfalls 1, 2 and 12: nothing vanishes and nothing is evaluated."""
    assert text_of(MADE, x=text) == f"[{text}]"


def test_data_is_not_evaluated_again_in_footnotes() -> None:
    """Pitfall 3: docxtpl renders footnotes once for each section, so that data becomes template code."""
    raw = _with_footnote("{{ x }}")
    template = CompiledTemplate("note.docx", "fr", read_parts("note.docx", raw))
    rendered = template.render({**FRAME, "x": "{{ 7*7 }}"}, "ref")
    notes = paragraphs_of(rendered.parts)["word/footnotes.xml"]
    assert notes == ["{{ 7*7 }}"]


@pytest.mark.parametrize("value", [None, True, 12.5, Decimal(1), date(2015, 3, 1), ["a"], {"a": 1}, len])
def test_only_texts_and_whole_numbers_are_printed_without_a_filter(value: object) -> None:
    """`None` or `2015-03-01` in a legal text would be a forgotten condition or filter."""
    with pytest.raises(TemplateFault, match="without a filter"):
        text_of(MADE, x=value)


@pytest.mark.parametrize(
    "text",
    [
        "x }} y",
        "{{ x }} }}",
        "{ { x }}",
        "{{ x }} {{",
        "%} {{ x }}",
        "{{ x }} #}",
        "{{ _printed }}",
        "{{ self._x }}",
    ],
)
def test_a_tag_that_is_not_whole_stops_the_template(text: str) -> None:
    """It would be printed as it stands, and the value would be missing."""
    with pytest.raises(TemplateFault):
        made(text).render({**FRAME, "x": "1"}, "ref")


@pytest.mark.parametrize("tag", ["{% for a in x %}{% endfor %}", "{{ x() }}", "{{ x + y }}", "{{ 1 / 0 }}"])
def test_a_template_that_computes_wrongly_is_told_without_a_traceback(tag: str) -> None:
    """Whatever Python raises on the way."""
    with pytest.raises(TemplateFault):
        text_of(made(tag), x=1, y="a")


def test_a_template_reaches_no_attribute_of_python() -> None:
    """Pitfall 4: the environment is a sandbox, with no globals at all."""
    for attack in (
        "{{ x.__class__ }}",
        "{{ x.__init__.__globals__ }}",
        "{{ cycler }}",
        "{{ range(9) }}",
        "{{ lipsum() }}",
    ):
        with pytest.raises(TemplateFault):
            text_of(made(attack), x="a")


@pytest.mark.parametrize(
    "tag", ["{{ y }}", "{{ x.y }}", "{{ y|euro }}", "{% if y %}a{% endif %}", "{% for a in y %}b{% endfor %}"]
)
def test_an_unknown_name_stops_the_document(tag: str) -> None:
    """Pitfall 5: it would print a blank."""
    with pytest.raises(TemplateFault, match=r"made\.docx"):
        text_of(made(tag), x={"z": 1})


@pytest.mark.parametrize(
    "tag", ["{{ x", "{% if x %}", "{{ x|nofilter }}", "{% nothing %}", "{{ x }} {% endfor %}"]
)
def test_a_broken_tag_is_told_when_the_template_is_compiled(tag: str) -> None:
    """No document is begun."""
    with pytest.raises(TemplateFault):
        made(tag)


def test_xml_that_a_template_breaks_stops_the_document() -> None:
    """Pitfall 2: docxtpl would recover, and drop what it does not understand."""
    template = made("{{ x }}")
    template._parts = [  # the part is broken after its compilation, as only a fault of ours could do
        part
        if part.name != "word/document.xml"
        else type(part)(part.name, None, TemplateEnvironment("fr").from_string("<a>{{ x }}"))
        for part in template._parts
    ]
    with pytest.raises(TemplateFault):
        paragraphs_of(template.render({**FRAME, "x": "1"}, "ref").parts)


def test_the_title_is_not_escaped_twice() -> None:
    """Pitfall 15: with autoescape docxtpl makes `&amp;amp;` of a title."""
    rendered = made("{{ x }}").render({**FRAME, "x": "1"}, "Dupont & Fils")
    assert docx.Document(io.BytesIO(rendered.docx)).core_properties.title.endswith("– Dupont & Fils")


def test_a_long_title_is_cut_where_word_allows_no_more() -> None:
    """Pitfall 15: python-docx refuses more than 255 characters."""
    rendered = made("{{ x }}").render({**FRAME, "x": "1"}, "x" * 400)
    assert len(docx.Document(io.BytesIO(rendered.docx)).core_properties.title) == 255


@pytest.mark.parametrize("value", ["abc", None, [], 3.5, True])
@pytest.mark.parametrize("name", ["euro", "date", "words"])
def test_a_filter_on_a_value_of_another_type_stops_the_document(name: str, value: object) -> None:
    """A template that formats a text as an amount is broken, and says so without a traceback."""
    with pytest.raises(TemplateFault, match=name):
        text_of(made("{{ x|" + name + " }}"), x=value)


@pytest.mark.parametrize("path", CONVENTIONS, ids=lambda p: p.stem)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_result_equals_what_docxtpl_makes(path: Path, language: Language) -> None:
    """Compiled once, with parts copied raw: every part is the same canonical XML."""
    dossier = checked(path)
    assert dossier.case is not None
    assert dossier.kind is not None
    file = templates.path_of(dossier.kind.family, dossier.kind.name, language)
    values = context.build(dossier.case.dossier, language)
    ours = compile_template(file, language).render(values, "ref").docx
    reference = DocxTemplate(file)
    reference.render({**values, LEDGER: []}, TemplateEnvironment(language), autoescape=True)
    buffer = io.BytesIO()
    reference.save(buffer)
    theirs = _canonical(buffer.getvalue())
    # the properties are ours on purpose; the content types are in another order
    for part, xml in _canonical(ours).items():
        if part not in ("docProps/core.xml", "[Content_Types].xml"):
            assert xml == theirs[part], part


def test_the_same_input_gives_the_same_bytes() -> None:
    """Pitfall 20: no clock and no order of a dictionary is in the file."""
    template = made("[{{ x }}]")
    one, other = (template.render({**FRAME, "x": "é"}, "ref").docx for _ in range(2))
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_every_printed_value_is_written_down_with_its_expression() -> None:
    """So a lost one can be named."""
    rendered = made("{% for p in people %}{{ p.name }}{% endfor %} {{ d|date }}").render(
        {**FRAME, "people": [{"name": "A"}, {"name": "B"}], "d": date(2015, 3, 1)}, "ref"
    )
    assert rendered.printed == (
        Printed("p.name", "A"),
        Printed("p.name", "B"),
        Printed("d|date", "1er\u00a0mars 2015"),
    )


@settings(deadline=None)
@given(st.lists(TEXT.filter(str.strip), min_size=1, max_size=5), st.data())
def test_a_value_that_is_lost_is_named(values: list[str], data: st.DataObject) -> None:
    """Whatever paragraph is dropped from the document, the proof tells which value is gone."""
    unique = [f"{index}:{value}" for index, value in enumerate(values)]
    lost = data.draw(st.integers(0, len(unique) - 1))
    printed = tuple(Printed(f"v{index}", value) for index, value in enumerate(unique))
    kept = {"word/document.xml": [v for index, v in enumerate(unique) if index != lost]}
    missing = missing_values(printed, kept)
    assert [m.expression for m in missing] == [f"v{lost}"]
    assert missing_values(printed, {"word/document.xml": unique}) == []


def _canonical(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    canonical: Callable[[bytes], bytes] = lambda c: etree.tostring(etree.fromstring(c), method="c14n")  # noqa: E731
    return {n: canonical(c) if n.endswith((".xml", ".rels")) else c for n, c in contents.items()}


def _with_footnote(text: str) -> bytes:
    """Make a Word file of two sections with a footnote, from the template of a convention."""
    source = templates.path_of("conventions", "convention-city", "fr")
    out = io.BytesIO()
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(out, "w") as target:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "word/document.xml":
                section = "<w:sectPr/>"
                content = (
                    f"<w:document {w}><w:body><w:p><w:pPr>{section}</w:pPr></w:p><w:p/>{section}</w:body></w:document>"
                ).encode()
            elif name == "word/footnotes.xml":
                content = f'<w:footnotes {w}><w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'.encode()
            elif name.startswith(("word/header", "word/footer")):
                continue
            target.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "lines",
    [
        ("{{ name", "an article", "{{ other }}"),
        ("{{ name }", "an article", "{%p if name %}", "{%p endif %}"),
        ("{{ name } }", "an article"),
        ("{# {{ name }} #}",),
        ("{%p block article %}", "an article", "{%p endblock %}"),
        ('{% include "x" %}',),
    ],
)
def test_a_tag_that_is_not_whole_in_its_paragraph_is_refused(lines: tuple[str, ...]) -> None:
    """Docxtpl would join it with the paragraphs that follow, and they would be lost; a stray block too."""
    with pytest.raises(TemplateFault):
        made(*lines)
