"""Many documents in one PDF: each page is there once, is found from the contents, and nothing that is wrong is bound."""

from __future__ import annotations

import io
import json
import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pypdfium2
import pytest

from generator.batch.ledger import NAME as LEDGER
from generator.binders import Leaf, contents_pages
from generator.formats import euro
from generator.locales import LANGUAGES
from generator.municipalities import municipalities
from tests.conftest import EXAMPLES, Call

ROMAN = ["i", "ii", "iii", "iv", "v", "vi"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the conventions and the documents of the administration, made once."""
    from generator.cli.program import run

    folder = tmp_path_factory.mktemp("made")
    for name in ("centres", "conventions", "ministerial", "reports"):
        shutil.copytree(EXAMPLES / name, folder / name)
    files = [str(folder / each) for each in ("conventions", "ministerial")]
    run("cpas", "fr", ["render", *files, "-o", str(folder / "out"), "--language", "both", "--jobs", "2"])
    return folder / "out"


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    """Give a copy of the folder, which a test may change."""
    return Path(shutil.copytree(made, tmp_path / "out"))


def bound(call: Call, out: Path, *options: str) -> tuple[int, str, pypdf.PdfReader | None]:
    """Bind a folder: the exit code, what was told, and the PDF."""
    target = out.parent / "binder.pdf"
    code, _, err = call("binder", str(out), "-o", str(target), *options)
    return code, err, pypdf.PdfReader(io.BytesIO(target.read_bytes())) if target.exists() else None


def sources(out: Path, *languages: str) -> list[Path]:
    return [path for each in languages for path in sorted(out.glob(f"*.{each}.pdf"))]


def outline(
    reader: pypdf.PdfReader, items: list[Any] | None = None, depth: int = 0
) -> list[tuple[int, str, int]]:
    """Give the bookmarks: how deep, what they say, and the page from 0."""
    found: list[tuple[int, str, int]] = []
    for item in reader.outline if items is None else items:
        if isinstance(item, list):
            found += outline(reader, item, depth + 1)
        else:
            page = reader.get_destination_page_number(item)
            assert page is not None
            found.append((depth, str(item.title), page))
    return found


def plain(text: str) -> str:
    return "".join(text.split())


def texts(path: Path) -> list[str]:
    """Give the text of each page, as another reader than the one that binds sees it."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_each_page_of_each_document_is_bound_once_and_says_the_same(call: Call, out: Path) -> None:
    """With its number in the binder added; contents come first, in roman numbers."""
    code, err, reader = bound(call, out)
    assert (code, reader is not None) == (0, True), err
    assert reader is not None
    labels = reader.page_labels
    front = labels.index("1")
    assert labels == [*ROMAN[:front], *(str(number + 1) for number in range(len(labels) - front))]
    wanted = sorted(plain(text) for path in sources(out, *LANGUAGES) for text in texts(path))
    there = []
    for number, page in enumerate(texts(out.parent / "binder.pdf")[front:], 1):
        text = plain(page)
        assert text.endswith(str(number))
        there.append(text.removesuffix(str(number)))
    assert sorted(there) == wanted


def test_the_contents_the_bookmarks_and_the_links_lead_to_the_same_pages(call: Call, out: Path) -> None:
    """Each document stands once in each, French before Dutch, and its first page is there."""
    _, _, reader = bound(call, out)
    assert reader is not None
    marks = outline(reader)
    front = reader.page_labels.index("1")
    documents = [(title, page) for depth, title, page in marks if depth == 2]
    assert len(documents) == len(sources(out, *LANGUAGES))
    assert [title for depth, title, _ in marks if depth == 0] == ["Français", "Nederlands"]
    links = [
        reader.get_page_number(annotation.get_object()["/Dest"][0].get_object()) or 0
        for page in reader.pages[:front]
        for annotation in page.get("/Annots", [])
    ]
    assert sorted(links) == sorted(page for _, page in documents)
    pages = texts(out.parent / "binder.pdf")
    contents = " ".join(pages[:front])
    for title, page in documents:
        text = pages[page]
        assert re.search(r"(?:Page 1 sur|Pagina 1 van)", " ".join(text.split())), title
        assert title in contents
        assert re.search(rf"\b{page - front + 1}\b", contents)
    titles = [title for depth, title, _ in marks if depth == 1]
    assert titles.index("Note au Ministre : aperçu des avis".replace(" :", "\u00a0:")) < titles.index(
        "Récapitulatif des ordres de paiement"
    )


def test_the_documents_of_a_title_are_sorted_by_the_name_of_their_centre(call: Call, out: Path) -> None:
    """In the language of the part, without regard to accents."""
    _, _, reader = bound(call, out, "--only", "signing-*", "--only", "convention-*")
    assert reader is not None
    marks = outline(reader)
    starts = [number for number, (depth, _, _) in enumerate(marks) if depth == 1]
    for start, end in zip(starts, [*starts[1:], len(marks)], strict=True):
        names = [
            re.sub(r"\A(?:CPAS d(?:e |u |es |’)|OCMW )", "", title) for _, title, _ in marks[start + 1 : end]
        ]
        names = [name for name in names if name not in ("Nederlands", "Inhoudsopgave")]
        assert names == sorted(names)


def test_the_amounts_are_added_up_to_the_cent(call: Call, out: Path) -> None:
    """But not where a centre is there twice, as in two requests to revise."""
    _, _, reader = bound(call, out, "--language", "fr", "--only", "advance-*", "--only", "revision-*")
    assert reader is not None
    text = " ".join(" ".join(page.extract_text() for page in reader.pages[:1]).split())

    lines = [json.loads(line) for line in (out / LEDGER).read_text("utf-8").splitlines() if line]
    advances = [
        Decimal(line["document"]["amount"])
        for line in lines
        if "document" in line and re.match(r"advance-.*\.fr\Z", line["document"]["name"])
    ]
    assert len(advances) == 3
    assert plain(euro(sum(advances, Decimal(0)), "fr")) in plain(text)
    assert "Total (documents : 4) –" in text.replace("\u00a0", " ")


def test_the_notes_to_the_minister_are_not_added_up(call: Call, tmp_path: Path) -> None:
    """What the first submits may be submitted again by the second; one note has its total, in both forms."""
    tree, out = (
        Path(shutil.copytree(EXAMPLES.parent / "tests" / "examples" / "right", tmp_path / "in")),
        tmp_path / "out",
    )
    (tree / "notes").mkdir()
    second = (tree / "overviews" / "second-note.yaml").read_text("utf-8")
    for name, day in (("first", "2015-10-20"), ("second", "2015-11-03")):
        (tree / "notes" / f"{name}.yaml").write_text(second.replace("2015-11-03", day), "utf-8")
    code, told, _ = call("render", str(tree / "notes"), "-o", str(out), "--summary", str(tmp_path / "s.xlsx"))
    assert code == 0, told
    totals = openpyxl.load_workbook(tmp_path / "s.xlsx").worksheets[1]
    assert [totals.cell(2, 4).value, totals.cell(2, 5).value] == [2, None]
    for asked, added in (("*", False), ("*-20151103*", True)):
        _, err, reader = bound(call, out, "--language", "fr", "--only", asked)
        assert reader is not None, err
        assert ("€" in reader.pages[0].extract_text().partition("Total (")[2]) is added


def test_what_is_paid_back_is_taken_off_the_total(call: Call, out: Path) -> None:
    """Of three reports that are closed two have a balance, one pays back."""
    _, _, reader = bound(call, out, "--language", "nl", "--only", "closing-*")
    assert reader is not None
    text = plain(reader.pages[0].extract_text())
    for amount in ("371259.22", "4681.91", "-26279.71", "349661.42"):
        assert plain(euro(Decimal(amount), "nl")) in text


def test_the_contents_of_hundreds_of_documents_are_proved() -> None:
    """The numbers of its cells stand side by side: “46” and “10” are no “4610”, and hold no “61”."""
    leaves = [
        Leaf(Path(f"advance-2015-{nis}.fr.pdf"), "fr", "Ordre", f"2015/{nis}", 1 + number % 7, date(2015, 1, 1), nis,
             Decimal(number), 2015)
        for number, nis in enumerate(municipalities())
    ]  # fmt: skip
    (part,) = contents_pages(leaves, "embedded")
    assert len(part.leaves) == len(part.names) == len(part.spots) == 589
    assert None not in part.spots
    assert part.pages > 15
    last = sum(leaf.pages for leaf in part.leaves) - part.leaves[-1].pages + 1
    # as it stands in the corner of the page: a page number has no blank for the thousands
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(part.pdf)).pages)
    assert last > 1000
    assert str(last) in text.split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_language_is_bound_without_the_other(call: Call, out: Path, language: str) -> None:
    """Its contents page and its bookmarks are in it, and the file says so."""
    _, err, reader = bound(call, out, "--language", language)
    assert reader is not None
    assert str(reader.root_object["/Lang"]) == f"{language}-BE"
    assert reader.metadata is not None
    assert reader.metadata.title == {"fr": "Recueil de documents", "nl": "Documentenbundel"}[language]
    assert len([1 for depth, _, _ in outline(reader) if depth == 1]) == len(sources(out, language))
    assert f"documents\u00a0: {len(sources(out, language))}" in err


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (["44021"], 8),
        (["advance-*"], 3),
        (["convention-city-2015-44021", "invitation-2015-44021"], 2),
    ],
)
def test_only_what_is_named_is_bound(call: Call, out: Path, asked: list[str], names: int) -> None:
    """By NIS code, by document, by several names."""
    options = [option for each in asked for option in ("--only", each)]
    _, _, reader = bound(call, out, "--language", "nl", *options)
    assert reader is not None
    assert len([1 for depth, _, _ in outline(reader) if depth == 1]) == names


def test_the_same_documents_give_the_same_bytes(call: Call, out: Path) -> None:
    """And a binder in the folder is not bound into the next one."""
    inside = out / "all.pdf"
    contents = []
    for _ in range(2):
        code, _, err = call("binder", str(out), "-o", str(inside))
        assert code == 0
        assert "BND" not in err
        contents.append(inside.read_bytes())
    assert contents[0] == contents[1]


def _lost(path: Path) -> None:
    path.unlink()


def _changed(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("spoil", [_lost, _changed, _emptied])
def test_a_document_that_is_not_as_it_was_written_refuses_the_binder(
    call: Call, out: Path, spoil: Any
) -> None:
    """The binder of before stays; with another choice the others can be bound."""
    assert bound(call, out)[0] == 0
    before = (out.parent / "binder.pdf").read_bytes()
    spoil(out / "advice-2015-44021.fr.pdf")
    code, err, _ = bound(call, out)
    assert code == 1
    assert "BND001" in err
    assert "advice-2015-44021.fr" in err
    assert (out.parent / "binder.pdf").read_bytes() == before
    assert bound(call, out, "--language", "nl")[0] == 0
    assert bound(call, out, "--only", "advance-*")[0] == 0


def test_a_document_that_was_not_made_refuses_the_binder(call: Call, out: Path) -> None:
    """It is missing, and the contents page would not say so."""
    ledger = out / LEDGER
    ledger.write_text(
        re.sub(r'("name":"advice-2015-44021\.fr".*?"state":")made"', r'\1failed"', ledger.read_text("utf-8")),
        encoding="utf-8",
    )
    code, err, reader = bound(call, out)
    assert (code, reader) == (1, None)
    assert "BND002" in err


def test_a_dossier_that_had_errors_in_a_partial_run_refuses_the_binder(call: Call, tmp_path: Path) -> None:
    """What `render --only` could not make again is not bound as it was; once it is made, it is."""
    folder = tmp_path / "dossiers"
    for name in ("centres", "conventions"):
        shutil.copytree(EXAMPLES / name, folder / name)
    out, wrong = tmp_path / "out", folder / "conventions" / "gent.yaml"
    right = wrong.read_text(encoding="utf-8")
    render = ("render", str(folder / "conventions"), "-o", str(out), "--only", "convention-city-*")
    assert call(*render)[0] == 0
    assert bound(call, out)[0] == 0
    wrong.write_text(right.replace("742518.45", "abc"), encoding="utf-8")
    assert call(*render)[0] == 1
    code, err, _ = bound(call, out)
    assert code == 1
    assert "gent.yaml" in err
    wrong.write_text(right, encoding="utf-8")
    assert call(*render)[0] == 0
    assert bound(call, out)[0] == 0


def test_a_dossier_that_has_errors_now_refuses_the_binder(call: Call, tmp_path: Path) -> None:
    """Its document of before is not taken for that of today, nor is one left out that never was made."""
    folder = tmp_path / "dossiers"
    for name in ("centres", "conventions"):
        shutil.copytree(EXAMPLES / name, folder / name)
    wrong = folder / "conventions" / "gent.yaml"
    right = wrong.read_text(encoding="utf-8")
    for before in (False, True):
        out = tmp_path / f"out-{before}"
        if before:
            assert call("render", str(folder / "conventions"), "-o", str(out))[0] == 0
            assert bound(call, out)[0] == 0
        wrong.write_text(right.replace("742518.45", "abc"), encoding="utf-8")
        assert call("render", str(folder / "conventions"), "-o", str(out))[0] == 1
        code, err, _ = bound(call, out)
        assert code == 1
        assert err.count("BND002") == 1
        assert "gent.yaml" in err
        assert bound(call, out, "--only", "52011")[0] == 0
        assert bound(call, out, "--only", "convention-*")[0] == 1
        assert bound(call, out, "--only", "44021")[0] == 1
        wrong.write_text(right, encoding="utf-8")
        assert call("render", str(folder / "conventions"), "-o", str(out))[0] == 0
        assert bound(call, out)[0] == 0
    wrong.write_text(right + "\n# a remark\n", encoding="utf-8")
    code, err, _ = bound(call, out)
    assert (code, err.count("BND005")) == (0, 1)
    assert call("render", str(folder / "conventions"), "-o", str(out))[0] == 0
    assert "BND005" not in bound(call, out)[1]
    wrong.unlink()
    code, err, _ = bound(call, out)
    assert (code, err.count("BND005")) == (0, 1)


def test_a_binder_may_be_called_from_any_folder(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dossiers are found from the folder of the documents, and no file of the same name is taken for one of them."""
    shutil.copytree(EXAMPLES / "conventions", tmp_path / "year" / "conventions")
    shutil.copytree(EXAMPLES / "centres", tmp_path / "year" / "centres")
    monkeypatch.chdir(tmp_path / "year" / "conventions")
    assert call("render", ".", "-o", "../../out", "--only", "44021")[0] == 0
    for folder in (tmp_path, tmp_path / "year" / "centres", tmp_path / "out"):
        monkeypatch.chdir(folder)
        code, err, _ = bound(call, tmp_path / "out")
        assert (code, "BND005" in err) == (0, False)
    path = tmp_path / "year" / "conventions" / "gent.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("160", "161"), encoding="utf-8")
    assert "BND005" in bound(call, tmp_path / "out")[1]
    (tmp_path / "year").rename(tmp_path / "last-year")
    assert "BND005" not in bound(call, tmp_path / "out")[1]


def test_calls_from_two_folders_take_nothing_of_each_other_for_left_over(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each names its file “convention.yaml”; who names it otherwise at the next call names the same file."""
    shutil.copytree(EXAMPLES / "centres", tmp_path / "centres")
    for name in ("gent", "charleroi"):
        (tmp_path / "all" / name).mkdir(parents=True)
        text = (EXAMPLES / "conventions" / f"{name}.yaml").read_text(encoding="utf-8")
        text = text.replace("../centres/", "../../centres/")
        (tmp_path / "all" / name / "convention.yaml").write_text(text, encoding="utf-8")
        monkeypatch.chdir(tmp_path / "all" / name)
        code, told, _ = call("render", ".", "-o", "../../out", "--lang", "en")
        assert code == 0
        assert "OUT004" not in told
    code, err, reader = bound(call, tmp_path / "out")
    assert code == 0, err
    assert reader is not None
    assert [depth for depth, _, _ in outline(reader)].count(2) == 2
    wrong = tmp_path / "all" / "gent" / "convention.yaml"
    right = wrong.read_text(encoding="utf-8")
    wrong.write_text(right.replace("amount:", "amont:"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert call("render", "all", "-o", "out")[0] == 1
    assert bound(call, tmp_path / "out")[0] == 1
    wrong.write_text(right, encoding="utf-8")
    assert call("render", str(tmp_path / "all"), "-o", "out", "--only", "44021")[0] == 0
    assert bound(call, tmp_path / "out")[0] == 0


@pytest.mark.parametrize("again", [(), ("--only", "44021")], ids=["the whole folder", "a part of it"])
def test_an_order_that_was_withdrawn_is_told_and_not_bound(
    call: Call, tmp_path: Path, again: tuple[str, ...]
) -> None:
    """Nor is its amount counted, though its files are still there."""
    tree, out = Path(shutil.copytree(EXAMPLES, tmp_path / "in")), tmp_path / "out"
    folder, gent = tree / "ministerial" / "decisions", tree / "ministerial" / "decisions" / "gent.yaml"
    render = ("render", str(folder), "-o", str(out), "--only", "balance-*", "--only", "closing-*")
    assert call(*render)[0] == 0
    whole = gent.read_text(encoding="utf-8")
    gent.write_text(re.sub(r"(?m)^(balance|closed): .*\n(?:  .*\n)*", "", whole), encoding="utf-8")
    _, told, _ = call("render", str(folder), "-o", str(out), *again)
    assert told.count("OUT004") == 2
    code, err, reader = bound(call, out, "--language", "nl", *render[4:])
    assert (code, err.count("BND006"), err.count("BND005")) == (0, 2, 0)
    assert reader is not None
    text = reader.pages[0].extract_text()
    assert "4.681,91" in text
    assert "371.259,22" not in text
    assert "37015" in text


def test_the_documents_of_a_dossier_that_was_deleted_are_not_bound_after_the_next_call(
    call: Call, tmp_path: Path
) -> None:
    """With its whole folder too."""
    folder, out = tmp_path / "in", tmp_path / "out"
    for name in ("gent", "tielt"):
        for part in ("centres", "conventions"):
            (folder / name / part).mkdir(parents=True)
            for path in (EXAMPLES / part).glob(f"{name}*.yaml"):
                shutil.copy(path, folder / name / part)
    assert call("render", str(folder), "-o", str(out))[0] == 0
    shutil.rmtree(folder / "gent")
    _, told, _ = call("render", str(folder), "-o", str(out))
    assert told.count("OUT004") == 1
    code, err, reader = bound(call, out)
    assert (code, err.count("BND006")) == (0, 1)
    assert reader is not None
    assert "44021" not in reader.pages[0].extract_text()


def test_an_order_that_is_made_again_with_another_amount_is_told(call: Call, tmp_path: Path) -> None:
    """Its convention was changed after the order: the binder says so, and so does the call that replaces it."""
    tree, out = Path(shutil.copytree(EXAMPLES, tmp_path / "in")), tmp_path / "out"
    render = ("render", str(tree / "ministerial" / "decisions"), "-o", str(out), "--only", "advance-*")
    assert "OUT006" not in call(*render)[1]
    convention = tree / "conventions" / "tielt-cluster.yaml"
    text = convention.read_text(encoding="utf-8")
    less = text.replace("amount: 10000", "amount: 8000").replace("staff: 8500", "staff: 6500")
    convention.write_text(less, encoding="utf-8")
    code, err, _ = bound(call, out)
    assert (code, err.count("BND005")) == (0, 1)
    assert "tielt-cluster.yaml" in err
    _, told, _ = call(*render)
    assert told.count("OUT006") == 1
    assert "advance-2015-37015.nl" in told
    assert "OUT006" not in call(*render)[1]
    assert "BND005" not in bound(call, out)[1]


def test_a_run_that_was_cut_off_refuses_the_binder(call: Call, out: Path) -> None:
    """What it was to make stands in the ledger before it is made."""
    ledger = out / LEDGER
    lines = ledger.read_text("utf-8").splitlines()
    kept = [line for line in lines if '"name":"signing-2015-44021.nl"' not in line]
    assert len(kept) == len(lines) - 1
    ledger.write_text("\n".join(kept), encoding="utf-8")
    (out / "signing-2015-44021.nl.pdf").unlink()
    code, err, _ = bound(call, out)
    assert code == 1
    assert "BND002" in err
    assert "signing-2015-44021.nl" in err
    assert bound(call, out, "--language", "fr")[0] == 0


def test_a_name_that_names_nothing_is_told(call: Call, out: Path) -> None:
    """Also beside one that does."""
    code, err, reader = bound(call, out, "--only", "advice-*", "--only", "nonsense")
    assert (code, reader) == (2, None)
    assert "nonsense" in err
    assert "advice" not in err


def test_two_letters_to_the_same_centre_are_told_apart(call: Call, out: Path) -> None:
    """By their day."""
    _, _, reader = bound(call, out, "--language", "fr", "--only", "revision-*-52011")
    assert reader is not None
    days = re.findall(r"\((\d\d/\d\d/\d{4})\)", reader.pages[0].extract_text())
    assert len(set(days)) == 2


def test_a_pdf_of_somebody_else_is_left_out_and_told(call: Call, out: Path) -> None:
    """Whether or not it can be read."""
    pages = len(bound(call, out)[2].pages)  # type: ignore[union-attr]
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(out / "other.pdf")
    (out / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    code, err, reader = bound(call, out)
    assert code == 0
    assert err.count("BND004") == 2
    assert reader is not None
    assert len(reader.pages) == pages


def test_a_document_that_the_ledger_does_not_know_is_bound_and_told(call: Call, out: Path) -> None:
    """Its amount is not counted; a folder without a ledger is bound without a word, and nothing is said of amounts."""
    (out / "advance-2015-44021.fr.pdf").rename(out / "advance-2015-99999.fr.pdf")
    code, err, _ = bound(call, out, "--language", "fr", "--only", "advance-2015-99999")
    assert code == 0
    assert "BND003" in err
    (out / ".cpas-ledger.jsonl").unlink()
    code, err, reader = bound(call, out)
    assert code == 0
    assert "BND" not in err
    assert reader is not None
    assert len([1 for depth, _, _ in outline(reader) if depth == 2]) == len(sources(out, *LANGUAGES))
    assert "Le montant est celui" not in " ".join(reader.pages[0].extract_text().split())


def test_a_binder_never_takes_the_place_of_a_document(call: Call, out: Path) -> None:
    """Nor of one that is not bound: the Dutch one of a French binder."""
    path = out / "advance-2015-44021.nl.pdf"
    before = path.read_bytes()
    assert call("binder", str(out), "-o", str(path), "--language", "fr")[0] == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("folder", "target"),
    [("nowhere", "a.pdf"), ("empty", "a.pdf"), ("out", "a.docx"), ("out", "out/advice-2015-44021.fr.pdf")],
)
def test_a_call_that_cannot_be_carried_out_says_why(call: Call, out: Path, folder: str, target: str) -> None:
    """No folder, nothing in it, another end, a document as target: exit code 2, and nothing is written."""
    (out.parent / "empty").mkdir()
    before = {path: path.read_bytes() for path in out.iterdir()}
    code, _, err = call("binder", str(out.parent / folder), "-o", str(out.parent / target))
    assert code == 2
    assert "→" in err
    assert {path: path.read_bytes() for path in out.iterdir()} == before
    assert not (out.parent / "a.pdf").exists()
