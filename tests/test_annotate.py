"""Copies of the templates with the findings as comments of Word: each at its place, and nothing else changed."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import pypdf
import pytest
from lxml import etree

from generator import pairs, resources
from generator.engines import libreoffice
from generator.findings import Finding
from generator.locales import translator
from generator.messages import Message, msg
from generator.pairs import comments, reading
from generator.templates import W, read_parts
from tests import faults, word_files
from tests.conftest import Call, needs_libreoffice

TEMPLATES = resources.folder("templates")
DUTCH, FRENCH = "conventions/convention-city.nl.docx", "conventions/convention-city.fr.docx"
MARKS = (f"{W}commentRangeStart", f"{W}commentRangeEnd")
CHANGED = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
IN_THE_TEXT = (
    "other paragraph", "paragraph missing", "paragraph added", "space before a colon", "unknown name", "row missing",
    "header row lost", "bold by hand", "language of a run", "other style", "tag formatted in parts",
)  # fmt: skip
ELSEWHERE = ("missing title", "layout of the page")


@dataclass(frozen=True)
class Made:
    """A folder with faults, what is found in it, and its copies."""

    folder: Path
    out: Path
    checked: pairs.Checked
    copies: pairs.Copies

    def parts(self, name: str, *, copy: bool) -> dict[str, bytes]:
        """Give the parts of a file or of its copy."""
        path = (self.out if copy else self.folder) / name
        return read_parts(path.name, path.read_bytes())


def pair(folder: Path) -> Path:
    """Copy a pair of templates."""
    (folder / "conventions").mkdir(parents=True)
    for name in (DUTCH, FRENCH):
        shutil.copy(TEMPLATES / name, folder / name)
    return folder


def spoil(folder: Path, *names: str, file: str = DUTCH) -> None:
    """Put faults into a file, one after the other."""
    for fault in faults.FAULTS:
        if fault.name in names:
            assert faults.inject(folder, folder / file, fault) is not None


def edit(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Change a part of a file."""
    parts = read_parts(path.name, path.read_bytes())
    changed = change(parts[part])
    assert changed != parts[part]
    faults.write(path, parts | {part: changed})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Spoil a pair in its text, tables, header, footnotes, captions, properties, pages and styles."""
    folder = pair(tmp_path_factory.mktemp("annotate") / "in")
    spoil(folder, *IN_THE_TEXT, *ELSEWHERE, "definition of a style")
    dutch = folder / DUTCH
    edit(dutch, "word/footer1.xml", lambda raw: raw.replace(b"Pagina", b"Pagina TODO"))
    edit(dutch, "word/footnotes.xml", lambda raw: raw.replace(b"</w:t>", b" PIIS</w:t>", 1))
    edit(dutch, "word/document.xml", lambda raw: re.sub(rb'(tblCaption w:val=")', rb"\1TODO ", raw, count=1))
    out = folder.parent / "out"
    checked = pairs.check(folder)
    return Made(folder, out, checked, pairs.annotate(checked, out, translator("fr"), "cpas"))


def told(finding: Finding) -> Message:
    """Give the message of a finding without its place, as a reader would cut it."""
    values = dict(finding.message.values)
    inner = values.get("message")
    return inner if isinstance(inner, Message) and "place" in values else finding.message


def expected(made: Made, name: str) -> list[Finding]:
    """Give the findings that a file must carry: its own, and those of the pair that stand beside it."""
    path = (made.folder / name).as_posix()
    return [
        each
        for each in made.checked.findings
        if path in {place.path for place in (each.place, each.beside) if place is not None}
    ]


def comments_of(raw: dict[str, bytes]) -> dict[str, str]:
    """Give the comments of a file by number, their paragraphs a line each."""
    root = etree.fromstring(raw["word/comments.xml"])
    return {
        str(node.get(f"{W}id")): "\n".join(faults.text_of(paragraph) for paragraph in node.iter(f"{W}p"))
        for node in root.iter(f"{W}comment")
    }


@pytest.mark.parametrize("name", [DUTCH, FRENCH])
def test_each_finding_is_a_comment_once_in_each_file_that_it_is_about(made: Made, name: str) -> None:
    """Code, message and remedy, in the language of the reader; none is lost and none is doubled."""
    words = translator("fr")
    wanted = expected(made, name)
    assert len(wanted) >= (20 if name == DUTCH else 8)
    texts = Counter(comments_of(made.parts(name, copy=True)).values())
    for finding in wanted:
        found = [
            text
            for text in texts
            if text.startswith(finding.code)
            and words.text(told(finding)) in text.split("\n")[0]
            and (finding.remedy is None or text.split("\n")[1] == words.text(finding.remedy))
        ]
        assert len(found) == 1, finding
        assert texts[found[0]] == 1
    assert texts.total() == len(wanted)
    assert made.copies.written == (made.out / FRENCH, made.out / DUTCH)


@pytest.mark.parametrize("name", [DUTCH, FRENCH])
def test_a_comment_stands_at_the_paragraph_of_its_finding(made: Made, name: str) -> None:
    """In a table at the first paragraph of what is meant; what Word lets have no comments is told at the top."""
    path = made.folder / name
    word = reading.read(path, "fr" if name == FRENCH else "nl")
    document = word.parts["word/document.xml"]
    places = [str(word.place_of(each, "word/document.xml")) for each in document.iter(f"{W}p")]
    copy = made.parts(name, copy=True)
    texts = comments_of(copy)
    anchors = {
        str(mark.get(f"{W}id")): index
        for index, paragraph in enumerate(etree.fromstring(copy["word/document.xml"]).iter(f"{W}p"))
        for mark in paragraph.findall(MARKS[0])
    }
    assert set(anchors) == set(texts)
    words, exact, top = translator("fr"), 0, 0
    for finding in expected(made, name):
        shown = next(
            place.shown
            for place in (finding.place, finding.beside)
            if place is not None and place.path == path.as_posix()
        )
        assert shown is not None
        number, text = next(
            (number, text)
            for number, text in texts.items()
            if text.startswith(finding.code) and words.text(told(finding)) in text
        )
        if any(place == str(shown) or place.startswith(f"{shown}, ") for place in places):
            assert places[anchors[number]].startswith(str(shown)), finding
            assert words.text(shown) not in text.split("\n")[0].partition(words.text(told(finding)))[0]
            exact += 1
        else:
            assert f"{words.text(shown)}" in text.split("\n")[0], finding
            top += anchors[number] == 0
    assert exact >= 5
    assert top >= (8 if name == DUTCH else 4)


def test_what_stands_in_a_header_a_note_or_the_properties_begins_with_its_place(made: Made) -> None:
    """There Word has no comments; the words say where to look."""
    texts = "\n".join(comments_of(made.parts(DUTCH, copy=True)).values())
    for place in (
        "pied de page :", "note de bas de page 1 :", "titre dans les propriétés :", "mise en page :", "styles :",
        "article 2, tableau 1, titre :",
    ):  # fmt: skip
        assert re.search(rf"(?m)^[A-Z]{{3}}\d{{3}}\s: {place}".replace(" :", r"\s:"), texts), place


LOST = (
    (r"l’instrument qui mesure", r"PAI003.*instrument waarmee", "fr", "les objectifs quantitatifs"),
    (r"het instrument waarmee", r"PAI002.*l’instrument", "nl", "de kwantitatieve"),
    (r"Bedrag en betaling", r"PAI002.*Montant et paiement", "nl", "het instrument waarmee"),
)  # fmt: skip


@pytest.mark.parametrize(("lost", "told_as", "language", "above"), LOST)
def test_what_one_file_lacks_is_a_comment_in_both_at_the_place_where_it_should_be(
    lost: str, told_as: str, language: str, above: str, tmp_path: Path
) -> None:
    """In the file that lacks it at the paragraph above, or at the one that has its number now."""
    folder = tmp_path / "in" / "ministerial"
    folder.mkdir(parents=True)
    for each in ("fr", "nl"):
        shutil.copy(TEMPLATES / "ministerial" / f"invitation.{each}.docx", folder)
    word_files.taken_out(folder / f"invitation.{language}.docx", lost)
    out = tmp_path / "out"
    pairs.annotate(pairs.check(folder.parent), out, translator("en"), "cpas")
    for each in ("fr", "nl"):
        copy = out / "ministerial" / f"invitation.{each}.docx"
        parts = read_parts(copy.name, copy.read_bytes())
        found = [number for number, text in comments_of(parts).items() if re.search(told_as, text)]
        assert len(found) == 1, each
        document = etree.fromstring(parts["word/document.xml"])
        paragraphs = list(document.iter(f"{W}p"))
        (at,) = (
            n
            for n, one in enumerate(paragraphs)
            for m in one.findall(MARKS[0])
            if m.get(f"{W}id") == found[0]
        )
        if each == language:
            near = [faults.text_of(paragraph) for paragraph in paragraphs[max(at - 1, 0) : at + 1]]
            assert any(text.startswith(above) for text in near), near


def without_marks(raw: bytes) -> bytes:
    """Take the marks of comments out of a text, as deleting the comments does."""
    root = etree.fromstring(raw)
    for mark in list(root.iter(*MARKS)):
        faults._parent(mark).remove(mark)
    for reference in list(root.iter(f"{W}commentReference")):
        run = faults._parent(reference)
        faults._parent(run).remove(run)
    return etree.tostring(root, method="c14n")


@pytest.mark.parametrize("name", [DUTCH, FRENCH])
def test_nothing_else_of_the_file_is_altered(made: Made, name: str) -> None:
    """Without the marks the text is the same XML; all other parts have the same bytes in the same order."""
    before, after = made.parts(name, copy=False), made.parts(name, copy=True)
    assert [part for part in after if part != "word/comments.xml"] == list(before)
    assert {part for part in after if after[part] != before.get(part)} == CHANGED
    assert without_marks(after["word/document.xml"]) == etree.tostring(
        etree.fromstring(before["word/document.xml"]), method="c14n"
    )
    for part in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        ones, others = (
            Counter(etree.tostring(each, method="c14n") for each in etree.fromstring(raw[part]))
            for raw in (before, after)
        )
        assert (others - ones).total() == 1
        assert not ones - others


def test_the_originals_are_not_touched(tmp_path: Path) -> None:
    folder = pair(tmp_path / "in")
    spoil(folder, "other paragraph")
    before = {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()
    }
    pairs.annotate(pairs.check(folder), tmp_path / "out", translator("nl"), "ocmw")
    assert before == {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()
    }


def test_word_finds_comments_of_the_program_without_a_date(made: Made) -> None:
    """Read by another library: numbers that differ, author, initials, language; styles that exist."""
    opened = docx.Document(str(made.out / DUTCH))
    found = list(opened.comments)
    assert len({each.comment_id for each in found}) == len(found) == len(expected(made, DUTCH))
    assert {(each.author, each.initials, each.timestamp) for each in found} == {("cpas", "cpas", None)}
    root = etree.fromstring(made.parts(DUTCH, copy=True)["word/comments.xml"])
    assert {node.get(f"{W}val") for node in root.iter(f"{W}lang")} == {"fr-BE"}
    assert not list(root.iter(f"{W}pStyle", f"{W}rStyle"))
    document = etree.fromstring(made.parts(DUTCH, copy=True)["word/document.xml"])
    for kind in (*MARKS, f"{W}commentReference"):
        numbers = [node.get(f"{W}id") for node in document.iter(kind)]
        assert sorted(map(int, map(str, numbers))) == list(range(len(found)))


def test_the_same_findings_give_the_same_bytes(made: Made, tmp_path: Path) -> None:
    """No clock is in the file."""
    pairs.annotate(made.checked, tmp_path / "again", translator("fr"), "cpas")
    for name in (DUTCH, FRENCH):
        assert (tmp_path / "again" / name).read_bytes() == (made.out / name).read_bytes()


def test_comments_of_people_stay_and_keep_their_numbers(tmp_path: Path) -> None:
    """Also where their numbers leave gaps; a mark of a comment that is gone keeps its number for itself."""
    folder = pair(tmp_path / "in")
    path = folder / DUTCH
    opened = docx.Document(str(path))
    opened.add_comment(opened.paragraphs[3].runs, text="Klopt dit?", author="An", initials="A")
    opened.save(str(path))
    edit(path, "word/comments.xml", lambda raw: raw.replace(b'w:id="0"', b'w:id="7"'))
    edit(path, "word/document.xml", lambda raw: re.sub(rb'(w:comment\w+ w:id=)"0"', rb'\1"7"', raw))
    out = tmp_path / "out"
    pairs.annotate(pairs.check(folder), out, translator("nl"), "ocmw")
    found = {each.comment_id: each for each in docx.Document(str(out / DUTCH)).comments}
    assert (found[7].author, found[7].text) == ("An", "Klopt dit?")
    assert {each.author for number, each in found.items() if number != 7} == {"ocmw"}
    assert min(number for number in found if number != 7) == 8
    parts = read_parts("x", (out / DUTCH).read_bytes())
    assert parts["[Content_Types].xml"].count(b"/word/comments.xml") == 1


def test_two_places_with_the_same_words_are_told_apart(tmp_path: Path) -> None:
    """Below two headings of the same text each comment stands at its own paragraph."""
    folder = pair(tmp_path / "in")
    text = "TODO nog te bekijken"

    def twice(raw: bytes) -> bytes:
        root = etree.fromstring(raw)
        body = root.find(f"{W}body")
        assert body is not None
        for said in ("eerst", text):
            for style, words in (("Heading1", "Zelfde titel"), ("BodyText", said)):
                paragraph = etree.Element(f"{W}p")
                properties = etree.SubElement(paragraph, f"{W}pPr")
                etree.SubElement(properties, f"{W}pStyle").set(f"{W}val", style)
                etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = words
                body.insert(len(body) - 1, paragraph)
        return etree.tostring(root, encoding="UTF-8", standalone=True)

    edit(folder / DUTCH, "word/document.xml", twice)
    pairs.annotate(pairs.check(folder), tmp_path / "out", translator("nl"), "ocmw")
    opened = docx.Document(str(tmp_path / "out" / DUTCH))
    number = next(each.comment_id for each in opened.comments if each.text.startswith("TPL011"))
    anchored = [p.text for p in opened.paragraphs if p._p.findall(f"{MARKS[0]}[@{W}id='{number}']")]
    assert anchored == [text]


def test_a_finding_in_a_text_box_stands_at_the_paragraph_around_it(tmp_path: Path) -> None:
    """Word has no comments in text boxes."""
    folder = pair(tmp_path / "in")
    box = (
        f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:pict><x><w:txbxContent><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>los</w:t></w:r></w:p>'
        "</w:txbxContent></x></w:pict></w:r></w:p>"
    ).encode()
    edit(folder / DUTCH, "word/document.xml", lambda raw: raw.replace(b"<w:sectPr", box + b"<w:sectPr", 1))
    pairs.annotate(pairs.check(folder), tmp_path / "out", translator("nl"), "ocmw")
    document = etree.fromstring(read_parts("x", (tmp_path / "out" / DUTCH).read_bytes())["word/document.xml"])
    assert list(document.iter(MARKS[0]))
    assert not [mark for mark in document.iter(MARKS[0]) if list(mark.iterancestors(f"{W}txbxContent"))]


def run(
    call: Call, folder: Path, out: Path, *more: str, program: str = "cpas", language: str = "fr"
) -> tuple[int, str, str]:
    """Run the command."""
    return call(
        "templates",
        "check",
        folder.as_posix(),
        "--annotate",
        out.as_posix(),
        *more,
        program=program,
        language=language,
    )


def test_the_command_says_which_files_it_wrote_and_its_name_is_the_author(tmp_path: Path, call: Call) -> None:
    """A file without a finding is not copied; the exit code is that of the check."""
    folder = pair(tmp_path / "in")
    spoil(folder, "question marks left")
    code, out, _ = run(call, folder, tmp_path / "out", program="ocmw", language="nl")
    assert code == 1
    assert (tmp_path / "out" / DUTCH).as_posix() in out
    assert FRENCH not in out
    assert not (tmp_path / "out" / FRENCH).exists()
    found = list(docx.Document(str(tmp_path / "out" / DUTCH)).comments)
    assert {each.author for each in found} == {"ocmw"}
    assert found[0].paragraphs[0].text.startswith("TPL011: “???”")
    assert found[0].paragraphs[1].text == translator("nl").text(msg("Finish the text, or delete the note."))
    code, out, err = run(call, folder, tmp_path / "out", "--format", "json")
    assert code == 1
    assert json.loads(out)["findings"][0]["code"] == "TPL011"
    assert DUTCH in err


def test_without_findings_nothing_is_written(tmp_path: Path, call: Call) -> None:
    folder = pair(tmp_path / "in")
    code, out, _ = run(call, folder, tmp_path / "out")
    assert code == 0
    assert out.strip()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "where", [".", "conventions", "new/deeper", "conventions/..", "../link", "../link/new"]
)
def test_copies_are_never_put_among_the_templates(tmp_path: Path, call: Call, where: str) -> None:
    """Neither into the folder nor below it, by whatever name: they would be templates, or replace them."""
    folder = pair(tmp_path / "in")
    spoil(folder, "leftover")
    if "link" in where:
        if os.name == "nt":
            pytest.skip("links need rights on Windows")
        (tmp_path / "link").symlink_to(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, out, err = run(call, folder, folder / where)
    assert (code, out) == (2, "")
    assert err
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_copies_that_would_fall_into_the_folder_from_above_are_refused(tmp_path: Path, call: Call) -> None:
    """The folder is called as the family in it, and OUTDIR is its parent: FAMILY/KIND leads back into it."""
    folder = pair(tmp_path / "conventions")
    spoil(folder, "leftover")
    assert run(call, folder, tmp_path)[0] == 2
    assert sorted(path.name for path in folder.iterdir()) == ["conventions"]
    assert not (folder / "convention-city.nl.docx").exists()


def test_copies_are_not_put_among_the_templates_of_the_program(tmp_path: Path, call: Call) -> None:
    folder = pair(tmp_path / "in")
    spoil(folder, "leftover")
    assert run(call, folder, TEMPLATES / "new")[0] == 2
    assert not (TEMPLATES / "new").exists()


def test_a_file_in_place_of_the_folder_is_wrong_use(tmp_path: Path, call: Call) -> None:
    folder = pair(tmp_path / "in")
    (tmp_path / "out").write_text("mine")
    assert run(call, folder, tmp_path / "out")[0] == 2
    assert (tmp_path / "out").read_text() == "mine"


def test_an_older_copy_is_replaced_and_goes_away_with_the_last_finding(tmp_path: Path, call: Call) -> None:
    """Else it would mislead; what is not a copy of a template that was checked stays."""
    folder = pair(tmp_path / "in")
    spoil(folder, "leftover")
    out, copy = tmp_path / "out", tmp_path / "out" / DUTCH
    assert run(call, folder, out)[0] == 1
    first = copy.read_bytes()
    other = out / "conventions" / "other.nl.docx"
    shutil.copy(copy, other)
    spoil(folder, "question marks left")
    assert run(call, folder, out)[0] == 1
    assert copy.read_bytes() != first
    shutil.copy(TEMPLATES / DUTCH, folder / DUTCH)
    code, said, _ = run(call, folder, out)
    assert code == 0
    assert copy.as_posix() in said
    assert not copy.exists()
    assert other.exists()


def test_a_copy_on_which_somebody_worked_is_not_lost(tmp_path: Path, call: Call) -> None:
    """It is neither replaced nor taken away; saved by Word or by another program it is another file."""
    folder = pair(tmp_path / "in")
    spoil(folder, "leftover")
    out, copy = tmp_path / "out", tmp_path / "out" / DUTCH
    assert run(call, folder, out)[0] == 1
    opened = docx.Document(str(copy))
    opened.paragraphs[4].add_run(" verbeterd")
    opened.save(str(copy))
    work = copy.read_bytes()
    code, _, err = run(call, folder, out)
    assert code == 2
    assert copy.as_posix() in err
    assert copy.read_bytes() == work
    shutil.copy(TEMPLATES / DUTCH, folder / DUTCH)
    code, said, _ = run(call, folder, out)
    assert code == 0
    assert copy.as_posix() in said
    assert copy.read_bytes() == work


@pytest.mark.parametrize("part", ["word/document.xml", "word/comments.xml", "word/styles.xml"])
def test_a_change_of_any_part_makes_a_copy_somebodys_own(made: Made, part: str) -> None:
    """Not only one that Word saved."""
    parts = made.parts(DUTCH, copy=True)
    assert comments.untouched(parts)
    assert not comments.untouched(
        parts | {part: re.sub(rb"(<w:(?:t|name)\b)", rb'\1 x="1"', parts[part], count=1)}
    )
    assert not comments.untouched(made.parts(DUTCH, copy=False))


def test_another_file_at_the_place_of_a_copy_is_refused(tmp_path: Path, call: Call) -> None:
    """And nothing is written, not even the copies beside it."""
    folder = pair(tmp_path / "in")
    spoil(folder, "other paragraph")
    mine = tmp_path / "out" / DUTCH
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    assert run(call, folder, tmp_path / "out")[0] == 2
    assert mine.read_text() == "mine"
    assert not (tmp_path / "out" / FRENCH).exists()


def test_what_cannot_be_read_is_told_and_not_copied(tmp_path: Path, call: Call) -> None:
    folder = pair(tmp_path / "in")
    (folder / "conventions" / "x.nl.docx").write_text("junk")
    (folder / "conventions" / "loose.docx").write_text("junk")
    (folder / "conventions" / "x.fr.docx").write_bytes((TEMPLATES / FRENCH).read_bytes())
    code, out, _ = run(call, folder, tmp_path / "out")
    assert code == 1
    assert out.count("x.nl.docx") >= 2
    assert out.count("loose.docx") >= 2
    assert sorted(path.name for path in (tmp_path / "out").rglob("*.docx")) == []


def test_a_finding_on_a_file_as_a_whole_stands_at_its_begin(tmp_path: Path) -> None:
    """As a pair of which the other half is missing."""
    folder = pair(tmp_path / "in")
    (folder / FRENCH).unlink()
    pairs.annotate(pairs.check(folder), tmp_path / "out", translator("nl"), "ocmw")
    opened = docx.Document(str(tmp_path / "out" / DUTCH))
    assert next(iter(opened.comments)).text.startswith("PAI001")
    assert opened.paragraphs[0]._p.findall(MARKS[0])


def test_the_check_of_a_copy_says_that_it_has_comments(made: Made) -> None:
    """They are left over, and their own words and tags are no findings."""
    found = [each for each in pairs.check(made.out).findings if each.place.path.endswith(".nl.docx")]
    known = {each.code for each in made.checked.findings}
    assert {each.code for each in found} - known <= {"TPL011"}
    marked = etree.fromstring(made.parts(DUTCH, copy=True)["word/document.xml"])
    anchors = {faults._parent(mark) for mark in marked.iter(MARKS[0])}
    assert sum(str(each.message).endswith(": a comment") for each in found) > len(anchors)


def test_a_copy_that_was_corrected_and_rid_of_its_comments_is_accepted(tmp_path: Path) -> None:
    """The translator works in the copy, deletes all comments, and puts it in the place of the original."""
    folder = pair(tmp_path / "in")
    spoil(folder, "leftover", "unknown name", "bold by hand")
    out = tmp_path / "out"
    pairs.annotate(pairs.check(folder), out, translator("nl"), "ocmw")
    parts = read_parts("x", (out / DUTCH).read_bytes())
    text = without_marks(parts["word/document.xml"]).decode()
    text = text.replace(" TODO", "").replace(".naam", ".name").replace('<w:b w:val="1"></w:b>', "")
    emptied = etree.fromstring(parts["word/comments.xml"])
    for comment in list(emptied.iter(f"{W}comment")):
        emptied.remove(comment)
    parts |= {"word/document.xml": text.encode(), "word/comments.xml": etree.tostring(emptied)}
    faults.write(folder / DUTCH, parts)
    assert [str(each.message) for each in pairs.check(folder).findings] == []


@needs_libreoffice
def test_another_program_opens_a_copy_and_shows_each_comment(made: Made, tmp_path: Path) -> None:
    """LibreOffice prints them as notes of the PDF, at their pages."""
    program = libreoffice.find()
    assert program is not None
    options = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [str(program), profile, "--headless", "--convert-to", options, "--outdir", str(tmp_path), str(made.out / DUTCH)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    pdf = pypdf.PdfReader(io.BytesIO((tmp_path / "convention-city.nl.pdf").read_bytes()))
    notes = [
        note["/Contents"]
        for page in pdf.pages
        for note in (each.get_object() for each in page.get("/Annots", []))
        if note["/Subtype"] == "/Text"
    ]
    assert len(notes) == len(expected(made, DUTCH))
