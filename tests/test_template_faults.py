"""Each slip in a tag is told at its place, in words of the reader; nothing passes the check and stops a document."""

from __future__ import annotations

import ast
import inspect
import pickle
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2
import jinja2.compiler
import jinja2.lexer
import jinja2.parser
import pytest
from lxml import etree

from generator import pairs, resources
from generator.errors import TemplateFault
from generator.findings import Finding
from generator.locales import LANGUAGES, Language, translator
from generator.messages import Message
from generator.pairs import reading
from generator.pairs.compiling import TAGS
from generator.pipeline import making
from generator.rendering import TagFault, compile_template, reason_of
from generator.rendering.faults import _KINDS
from generator.templates import W, read_parts
from tests import faults
from tests.conftest import EXAMPLES, Call
from tests.faults import Edit, Fault, replaced

TEMPLATES = resources.folder("templates")
CITY, STUDIES, COMMON, REPORT = (
    "conventions/convention-city.nl.docx", "piis/piis-studies.nl.docx", "piis/common.nl.docx", "reports/final-report.nl.docx",
)  # fmt: skip
NAME, IF, FOR, DATE, END = (
    r"\{\{ centre\.name \}\}", r"\{%p if criteria\.urban_policy %\}", r"\{%p for act in campaign\.legal_basis %\}",
    r"\{\{ campaign\.reference_date\|date \}\}", r"\{%p endif %\}",
)  # fmt: skip
FOREIGN = re.compile(
    r"\b(?:the|where|must|stands|cannot|missing|expected|unexpected|token|got|encountered|unknown|looking|statement"
    r"|print|template|char|tags?\b(?<!\btag)|subscript|expression|undefined|object|attribute|assign|named)\b",
    re.IGNORECASE,
)
"""Words of Jinja and of English that are no words of French or Dutch."""


@dataclass(frozen=True)
class Slip:
    """A slip in a tag: where it is made, what it is, and what is told."""

    name: str
    edit: Edit
    codes: str = "TPL002"
    file: str = CITY
    told: str = ""
    """A piece of the English message."""
    part: str = "word/document.xml"
    elsewhere: bool = False
    """It is told at the tag that is left alone, not where something was taken out."""


def doubled(pattern: str) -> Edit:
    """Write a tag twice, in two paragraphs."""

    def edit(body: etree._Element) -> etree._Element | None:
        for paragraph in body.iter(f"{W}p"):
            if re.fullmatch(pattern, faults.text_of(paragraph)):
                twin = etree.fromstring(etree.tostring(paragraph))
                paragraph.addnext(twin)
                return twin
        return None

    return edit


def with_section(body: etree._Element) -> etree._Element | None:
    """Let a section end in the paragraph of a tag, as LibreOffice does where it drops an empty one."""
    section = next(node for node in body.iter(f"{W}sectPr") if faults._parent(node).tag == f"{W}pPr")
    tag = next(each for each in body.iter(f"{W}p") if faults.text_of(each).startswith("{%p"))
    properties = tag.find(f"{W}pPr")
    assert properties is not None
    properties.append(section)
    return tag


def in_part(xml: str) -> Edit:
    """Put an element with a tag where no text stands."""

    def edit(root: etree._Element) -> etree._Element | None:
        node = etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{xml}</x>')[0]
        paragraph = next((each for each in root.iter(f"{W}p") if len(faults.text_of(each)) > 20), root)
        paragraph.append(node)
        return node

    return edit


SLIPS = (
    Slip("second brace of the end lost", replaced(NAME, "{{ centre.name }"), told="a tag is not whole"),
    Slip("first brace of the begin lost", replaced(NAME, "{ centre.name }}"), told="a tag is not whole"),
    Slip("end lost", replaced(NAME, "{{ centre.name"), told="a tag is not whole"),
    Slip("begin lost", replaced(NAME, "centre.name }}"), told="a tag is not whole"),
    Slip("only an end of a condition", replaced(IF, "%}"), told="a tag is not whole"),
    Slip("percent lost", replaced(IF, "{%p if criteria.urban_policy }"), told="a tag is not whole"),
    Slip("spaces between the braces", replaced(NAME, "{ { centre.name } }"), told="a tag is not whole"),
    Slip("three braces", replaced(NAME, "{{{ centre.name }}}")),
    Slip("empty", replaced(NAME, "{{ }}"), told="it is empty"),
    Slip("two names", replaced(NAME, "{{ centre name }}"), told="“name” stands where the tag must end"),
    Slip("dot at the end", replaced(NAME, "{{ centre. }}"), told="a name is missing"),
    Slip("two dots", replaced(NAME, "{{ centre..name }}"), told="a name is missing behind the dot"),
    Slip("no filter behind the bar", replaced(DATE, "{{ campaign.reference_date| }}"), told="a name is missing"),
    Slip("bar before the name", replaced(DATE, "{{ |date }}"), told="“|” stands where a name must stand"),
    Slip("unknown filter", replaced(DATE, "{{ campaign.reference_date|datum }}"), "TPL009", told="“datum”"),
    Slip("bracket of a filter left open", replaced(DATE, "{{ campaign.reference_date|date( }}")),
    Slip("bracket left open", replaced(IF, "{%p if (criteria.urban_policy %}"), told="“)” is missing"),
    Slip("bracket closed only", replaced(IF, "{%p if criteria.urban_policy) %}"), told="“)”"),
    Slip("square for round", replaced(IF, "{%p if (criteria.urban_policy] %}"), told="“]” stands where “)” must stand"),
    Slip("sign that means nothing", replaced(NAME, "{{ centre$name }}"), told="“$” means nothing here"),
    Slip("quotation mark left open", replaced(NAME, '{{ "centre.name }}'), told="or its partner is missing"),
    Slip("digit before a name", replaced(NAME, "{{ 2centre }}"), told="“centre” stands where the tag must end"),
    Slip("a text behind a name", replaced(NAME, "{{ centre.name 'x' }}"), told="a text in quotation marks stands"),
    Slip("a number behind a name", replaced(NAME, "{{ centre.name 12 }}"), told="a number stands where the tag must end"),
    Slip("word with a letter too many", replaced(IF, "{%p iff criteria.urban_policy %}"), told="“if” is meant"),
    Slip("letters of an end exchanged", replaced(END, "{%p enfid %}"), told="“endif” is meant"),
    Slip("word of another language", replaced(IF, "{%p indien criteria.urban_policy %}"), told="is no word of a tag"),
    Slip("no word", replaced(IF, "{%p %}"), told="no word stands at its begin"),
    Slip("condition without a name", replaced(IF, "{%p if %}"), told="a name is missing"),
    Slip("half a condition", replaced(IF, "{%p if criteria.urban_policy and %}"), told="a name is missing at its end"),
    Slip("half a comparison", replaced(IF, "{%p if criteria.inhabitants > %}"), told="a name is missing at its end"),
    Slip("one equals sign", replaced(IF, "{%p if criteria.inhabitants = 1 %}"), told="“=” stands where the tag must end"),
    Slip("unknown test", replaced(IF, "{%p if criteria.urban_policy is there %}"), "TPL010"),
    Slip("loop without in", replaced(FOR, "{%p for act campaign.legal_basis %}"), told="“in” is missing"),
    Slip("loop over nothing", replaced(FOR, "{%p for act in %}"), told="a name is missing at its end"),
    Slip("loop without a variable", replaced(FOR, "{%p for in campaign.legal_basis %}")),
    Slip("loop with a constant", replaced(FOR, "{%p for true in campaign.legal_basis %}"), told="a name of its own"),
    Slip("else if", replaced(r"\{%p else %\}", "{%p else if criteria.inhabitants %}"), told="is written elif"),
    Slip("words behind an end", replaced(END, "{%p endif criteria %}"), told="“criteria” stands where the tag must end"),
    Slip("no space behind p", replaced(IF, "{%pif criteria.urban_policy %}"), told="a space is missing behind “{%p”"),
    Slip("space before p", replaced(IF, "{% p if criteria.urban_policy %}"), told="“p” stands directly behind"),
    Slip("another letter for p", replaced(IF, "{%P if criteria.urban_policy %}"), told="behind “{%”"),
    Slip("else twice", doubled(r"\{%p else %\}"), "TPL006", told="behind the else"),
    Slip("end taken out", faults.tag_lost(r"\{%p endif"), "TPL006", told="has no end", elsewhere=True),
    Slip("begin taken out", faults.tag_lost(r"\{%p if"), "TPL006", told="was not begun", elsewhere=True),
    Slip("end of a loop for that of a condition", replaced(END, "{%p endfor %}"), "TPL006", told="was not begun"),
    Slip("row tag misspelt", replaced(r"\{%tr for", "{%tr fro"), file=REPORT, told="“for” is meant"),
    Slip("text beside a row tag", replaced(r"\{%tr endfor %\}", "{%tr endfor %} einde"), "TPL003", REPORT),
    Slip("section in the paragraph of a tag", with_section, "TPL003", REPORT, told="a section ends"),
    Slip("include", replaced(NAME, '{% include "x" %}'), "TPL010"),
    Slip("comment", replaced(NAME, "{# centre.name #}"), "TPL010"),
    Slip("name of Python", replaced(NAME, "{{ centre.__class__ }}"), "TPL008"),
    Slip("hundreds of brackets", replaced(NAME, "{{ " + "(" * 900 + "a" + ")" * 900 + " }}")),
    Slip("number without end", replaced(NAME, "{{ " + "1" * 5000 + " }}")),
    Slip("computation without end", replaced(NAME, "{{ 9**9**9 }}"), "TPL010"),
    Slip("block in a template of its own", replaced(IF, "{%p block x %}"), "TPL006", told="has no end"),
    Slip("begin of a block misspelt", replaced(r"\{%p block activity", "{%p blok activity"), file=STUDIES, told="“block” is meant"),
    Slip("end of a block misspelt", replaced(r"\{%p endblock", "{%p endblok"), file=STUDIES, told="“endblock” is meant"),
    Slip("name of a block with capitals", replaced(r"\{%p block activity", "{%p block Activity"), file=STUDIES, told="small letters"),
    Slip("condition from block to block", replaced(r"\{%p endblock", "{%p if activity.allowance %}"), "TPL006", STUDIES),
    Slip("brace lost in the common template", replaced(r"\{\{ centre\.heading \}\}", "{{ centre.heading }"), file=COMMON, told="another tag begins"),
    Slip("word misspelt in the common template", replaced(r"\{%p endif %\}", "{%p endof %}"), file=COMMON),
    Slip("tag in a field", in_part("<w:r><w:instrText>{{ centre.name }}</w:instrText></w:r>"), "TPL022"),
    Slip("tag in a description", in_part('<w:r><w:drawing descr="{{ centre.naam }}"/></w:r>'), "TPL022"),
    Slip("tag in a style", in_part("<w:style>{{ centre.name }}</w:style>"), "TPL022", part="word/styles.xml", told="word/styles.xml"),
    Slip("broken tag in a footer", replaced(r"Pagina", "{{ centre name }}"), part="word/footer1.xml"),
    Slip("broken tag in a footnote", replaced(r"\{\{ campaign\.decree_note \}\}", "{{ campaign. }}"), part="word/footnotes.xml"),
    Slip("elseif", replaced(r"\{%p else %\}", "{%p elseif criteria.inhabitants %}"), told="“elif” is meant"),
)  # fmt: skip


def spoiled(folder: Path, slip: Slip) -> tuple[Path, etree._Element]:
    """Put a slip into a copy of its template, the common one beside it where there is one."""
    original = TEMPLATES / slip.file
    family = folder / original.parent.name
    family.mkdir(parents=True)
    for name in (original.name, "common.nl.docx", *(["piis-studies.nl.docx"] if slip.file == COMMON else [])):
        if original.with_name(name).exists():
            shutil.copy(original.with_name(name), family)
    node = faults.inject(folder, original, faults.Fault(slip.name, frozenset(), slip.edit, part=slip.part))
    assert node is not None
    return family / original.name, node


def tag_findings(folder: Path) -> list[Finding]:
    """Give what the check says of the tags."""
    return [each for each in pairs.check(folder).findings if each.code in TAGS]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_in_a_tag_is_told_at_its_place_in_the_language_of_the_reader(
    slip: Slip, tmp_path: Path
) -> None:
    path, node = spoiled(tmp_path, slip)
    tree = node.getroottree()
    found = [each for each in tag_findings(tmp_path) if each.code == slip.codes]
    assert found
    assert {each.place.path for each in found} == {path.as_posix()}
    word = reading.read(path, "nl")
    if not slip.elsewhere:
        again = word.parts[slip.part].xpath(tree.getpath(node), namespaces={"w": W[1:-1]})
        place = word.place_of(again[0], slip.part)  # type: ignore[index, arg-type]
        found = [each for each in found if str(each.place.shown) == str(place)]
        assert found, place
    assert any(slip.told in str(each.message) for each in found), [str(each.message) for each in found]
    for finding in found:
        for language in LANGUAGES:
            words = translator(language)
            said = words.text(finding.message)
            assert not FOREIGN.search(_unquoted(said)), said
            assert finding.remedy is not None
            assert words.text(finding.remedy) != str(finding.remedy)


def _unquoted(text: str) -> str:
    """Take out tags and what is quoted from the file."""
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{[{%].*?…|“.*?”|«.*?»|\(.*?\)", "", text)


def test_there_are_many_kinds_of_slips() -> None:
    assert len(SLIPS) >= 60
    assert len({slip.name for slip in SLIPS}) == len(SLIPS)


@pytest.mark.parametrize("slip", SLIPS[::6], ids=lambda slip: slip.name)
def test_a_slip_is_told_once_and_not_by_all_that_hangs_on_it(slip: Slip, tmp_path: Path) -> None:
    """One thing to mend is one or two lines, not a page of them."""
    spoiled(tmp_path, slip)
    assert 1 <= len(tag_findings(tmp_path)) <= 3


IN_A_SENTENCE = (
    "{{ campaign.year }", "{ campaign.year }}", "{ campaign.year }", "{{ campaign.year", "campaign.year }}",
    "{% if campaign.year }", "{% if campaign.year", "if campaign.year %}", "{{ campaign.year %}", "{ { campaign.year } }",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("broken", IN_A_SENTENCE)
def test_a_brace_that_is_lost_in_a_sentence_is_told_once_and_nothing_else_of_that_sentence(
    broken: str, language: Language, tmp_path: Path
) -> None:
    """With the tag as it stands; the sentence is not told to be missing in the other language."""
    path = tmp_path / "ministerial" / f"invitation.{language}.docx"
    path.parent.mkdir()
    for each in LANGUAGES:
        shutil.copy(TEMPLATES / "ministerial" / f"invitation.{each}.docx", path.parent)
    node = faults.inject(
        tmp_path, path, Fault("x", frozenset(), replaced(r"\{\{ campaign\.year \}\}(?=,? )", broken))
    )
    assert node is not None
    found = pairs.check(tmp_path).findings
    assert [(each.code, each.place.path) for each in found] == [("TPL002", path.as_posix())]
    assert f"{broken}”" in str(found[0].message) or f"the tag {broken} " in str(found[0].message)


RENDERED = [slip for slip in SLIPS if slip.file == CITY and slip.codes in ("TPL002", "TPL006", "TPL009")][::4]


@pytest.fixture
def own_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let the program take its templates from a folder of the test."""
    folder = tmp_path / "templates"
    real = resources.folder
    monkeypatch.setattr(resources, "folder", lambda name: folder if name == "templates" else real(name))
    making._compiled.cache_clear()
    yield folder
    making._compiled.cache_clear()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slip", RENDERED, ids=lambda slip: slip.name)
def test_a_document_that_is_not_made_says_why_with_the_place(
    slip: Slip, language: str, own_templates: Path, tmp_path: Path, call: Call
) -> None:
    """What `render` says is what the check says of the same file."""
    path, _ = spoiled(own_templates, slip)
    example = EXAMPLES / "conventions" / "gent.yaml"
    code, _, err = call(
        "render", example.as_posix(), "-o", (tmp_path / "out").as_posix(), "--to", "docx", language=language
    )
    assert code == 2
    assert path.name in err
    words = translator("fr" if language == "fr" else "nl")
    assert any(words.text(each.message) in err for each in tag_findings(own_templates)), err
    assert not FOREIGN.search(_unquoted(err.split(path.name)[1])), err


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ centre.naam }}", "de naam “naam” bestaat niet in dit document"),
        ("{{ campaign.start }}", "hij kan niet zonder filter worden afgedrukt"),
        ("{{ centre.name|date }}", "de filter “date” kan geen waarde van deze soort schrijven"),
        ("{{ centre.name.upper.x }}", "bestaat niet in dit document"),
        ("{{ centre.name.__class__ }}", "hij reikt naar iets waar geen sjabloon bij mag"),
        ("{{ centre.name - 1 }}", "kan niet uit de waarden van het document worden gehaald"),
    ],
)
def test_a_value_that_cannot_be_filled_in_is_told_with_its_tag_and_place(
    tag: str, said: str, own_templates: Path, tmp_path: Path, call: Call
) -> None:
    """The check of the program's own templates does not know the names; the document does."""
    spoiled(own_templates, Slip("value", replaced(NAME, tag)))
    example = EXAMPLES / "conventions" / "gent.yaml"
    code, _, err = call(
        "render", example.as_posix(), "-o", (tmp_path / "out").as_posix(), "--to", "docx", language="nl"
    )
    assert code == 2
    assert "vóór de eerste kop, alinea 9" in err.replace("eerste titel", "eerste kop"), err
    if "- 1" not in tag:
        assert tag in err
        assert said in err
    assert not FOREIGN.search(_unquoted(err)), err


def test_a_fault_in_the_common_template_is_told_of_that_file(tmp_path: Path) -> None:
    """A contract is joined with it; the place is that of the file which the person opens."""
    path, _ = spoiled(
        tmp_path, Slip("x", replaced(r"\{\{ centre\.name \}\}", "{{ centre name }}"), file=COMMON)
    )
    own = path.with_name("piis-studies.nl.docx")
    with pytest.raises(TemplateFault) as caught:
        compile_template(own, "nl")
    told = str(pairs.placed(caught.value, own, "nl").cause)
    assert told.startswith("The template common.nl.docx is broken: ")
    assert "paragraph" in told
    assert "{{ centre name }}" in told


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (replaced(r"\{%p block activity", "{%p block other"), "begin of the block “other”"),
        (replaced(r"\{%p endblock %\}", "tekst"), "begin of the block “plain”"),
    ],
)
def test_a_block_that_does_not_fit_is_told_at_its_place(edit: Edit, place: str, tmp_path: Path) -> None:
    """In the check, and of a document that is not made."""
    path, _ = spoiled(tmp_path, Slip("x", edit, file=STUDIES))
    shown = [str(each.place.shown) for each in pairs.check(tmp_path).findings if each.code == "TPL018"]
    assert shown in ([place], ["blocks of the common template"])
    with pytest.raises(TemplateFault) as caught:
        compile_template(path, "nl")
    assert "block" in str(pairs.placed(caught.value, path, "nl").cause)


SIGNS = [*"{}%| .()[]\"',:+-#=!~<>_0123ab\u00a0“é"]
PIECES = (
    "{{", "}}", "{%", "%}", "{#", "{%p if x %}", "{%p else %}", "{%p endif %}", "{%p endfor %}", "endif", "for", "and",
    "|date", "|foo", "is foo", "{%tr endfor %}", "{%p block x %}", "{{ _x }}", "{{ 1 }}", "{%p set x = 1 %}", "{% raw %}",
)  # fmt: skip


def slipped(text: str, dice: random.Random) -> str:
    """Make a slip at random in one of the tags of a text."""
    found = dice.choice(list(re.finditer(r"\{\{.*?\}\}|\{%.*?%\}", text)))
    tag = str(found.group())
    at = dice.randrange(len(tag))
    made: str = dice.choice(
        [
            tag[:at] + tag[at + 1 :],
            tag[:at] + dice.choice(SIGNS) + tag[at:],
            tag[:at] + dice.choice(PIECES) + tag[at:],
            dice.choice(PIECES),
            "",
        ]
    )
    return f"{text[: found.start()]}{made}{text[found.end() :]}"


@pytest.mark.parametrize("seed", range(24))
def test_what_passes_the_check_is_compiled(seed: int, tmp_path: Path) -> None:
    """Whatever slip is made in whatever tag: told by the check, or no hindrance to a document."""
    dice = random.Random(seed)
    for number in range(2):
        name = dice.choice((CITY, STUDIES, COMMON))

        def edit(body: etree._Element) -> etree._Element:
            paragraph = dice.choice([each for each in body.iter(f"{W}p") if "{" in faults.text_of(each)])
            texts = list(paragraph.iter(f"{W}t"))
            texts[0].text, rest = slipped(faults.text_of(paragraph), dice), texts[1:]
            for each in rest:
                each.text = ""
            return paragraph

        path, node = spoiled(tmp_path / str(number), Slip("any", edit, file=name))
        if tag_findings(tmp_path / str(number)):
            continue
        whole = path.with_name("piis-studies.nl.docx") if name == COMMON else path
        compile_template(whole, "nl")
        assert node is not None


def test_each_message_of_jinja_has_one_of_ours() -> None:
    """Taken from its sources, so that a new release with new words is seen."""
    known = 0
    for module in (jinja2.parser, jinja2.lexer, jinja2.compiler):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name not in ("fail", "TemplateSyntaxError", "Failure"):
                continue
            text = _sample(node.args[0])
            if text:
                known += 1
                assert any(pattern.match(text) for pattern, _, _ in _KINDS), text
    assert known >= 20


def _sample(node: ast.expr) -> str:
    """Write a message as Jinja would, with something in its gaps; nothing where it is made elsewhere."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(each.value) if isinstance(each, ast.Constant) else _gap(each) for each in node.values
        )
    return ""


def _gap(node: ast.expr) -> str:
    assert isinstance(node, ast.FormattedValue)
    if node.conversion == ord("r"):
        return "'x'"
    known: dict[str, str] = {"pos": "3", "type_name": "filter"}
    return known.get(ast.unparse(node.value), "x")


def test_what_jinja_says_otherwise_is_told_in_plain_words() -> None:
    """An unknown message, and whatever Python raises."""
    for error in (jinja2.TemplateSyntaxError("Something new", 1), ZeroDivisionError("division by zero"), jinja2.UndefinedError("odd")):  # fmt: skip
        reason, _ = reason_of(error)
        assert isinstance(reason, Message)
        assert "new" not in str(reason)
        assert "zero" not in str(reason)
        assert "odd" not in str(reason)


def test_a_fault_crosses_the_border_of_a_process() -> None:
    """Documents are made in processes."""
    with pytest.raises(TagFault) as caught:
        raise TagFault("x.nl.docx", Message("a tag has no end"), "nesting", "{% if x %}")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.cause, again.remedy, again.tag) == (caught.value.cause, caught.value.remedy, "{% if x %}")


def test_a_file_with_broken_xml_in_any_part_is_told(tmp_path: Path) -> None:
    """Also in one that the check does not read: no document could be made of it."""
    path, _ = spoiled(tmp_path, Slip("x", lambda body: body))
    parts = read_parts(path.name, path.read_bytes())
    faults.write(path, parts | {"word/fontTable.xml": b"<w:fonts>"})
    assert "TPL001" in {each.code for each in pairs.check(tmp_path).findings}
