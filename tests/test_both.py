"""Both documents of a dossier state the same, or neither is handed over."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator import batch, pipeline, resources
from generator.batch import Options, Result, Status
from generator.contradictions import contradictions
from generator.findings import Finding, Severity
from generator.pipeline import Checker, making
from generator.templates import W
from tests import faults
from tests.conftest import CONVENTIONS, EXAMPLES, PERSONS, REPORTS, ROOT, WHOLE_WAY, Call

RIGHT = ROOT / "tests" / "examples" / "right"
WRONG = ROOT / "tests" / "examples" / "wrong"
CITY = EXAMPLES / "conventions" / "schaerbeek.yaml"
CLUSTER = EXAMPLES / "conventions" / "tielt-cluster.yaml"
REPORT = RIGHT / "reports" / "everything.yaml"
CONTRACT = RIGHT / "piis" / "contract-at-its-limit.yaml"
BALANCE = RIGHT / "piis" / "balance-at-its-limit.yaml"
AMOUNT = WRONG / "conventions" / "amount-otherwise-in-dutch.yaml"
Tamper = Callable[..., None]


def render(path: Path, out: Path, *languages: str, **options: Any) -> list[Result]:
    """Make the documents of a file, by default in both languages, as Word files only."""
    checker = Checker(languages or ("fr", "nl"))  # type: ignore[arg-type]
    report = batch.check([path.as_posix()], checker)
    return list(batch.render(batch.plan(report), Options(out, pdf=options.pop("pdf", False), **options)))


def refusals(results: list[Result]) -> list[Finding]:
    """Give what refuses both documents; nothing else may be wrong with them."""
    assert [result.status for result in results] == [Status.FAILED] * 2
    told = [[f for f in result.findings if f.severity is Severity.ERROR] for result in results]
    assert told[0] == told[1]
    assert {finding.code for finding in told[0]} == {"DOC002"}
    return told[0]


def made(results: list[Result]) -> bool:
    """Tell whether the documents of each pair were written; decisions make several pairs."""
    statuses = [result.status for result in results]
    return len(statuses) >= 2 and len(statuses) % 2 == 0 and set(statuses) == {Status.WRITTEN}


@pytest.fixture
def tamper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tamper]:
    """Give a function that changes a template of a copy, from which the program then takes its templates."""
    folder, real = tmp_path / "templates", resources.folder
    shutil.copytree(real("templates"), folder)
    monkeypatch.setattr(resources, "folder", lambda name: folder if name == "templates" else real(name))

    def change(name: str, edit: faults.Edit, part: str = "word/document.xml") -> None:
        fault = faults.Fault("", frozenset(), edit, part=part)
        node = faults.inject(folder, folder / name, fault)
        assert node is not None, "the change applies to nothing"
        making._compiled.cache_clear()

    making._compiled.cache_clear()
    yield change
    making._compiled.cache_clear()


ALL = [
    *CONVENTIONS, *PERSONS, *REPORTS, *sorted((WHOLE_WAY / "personnes").rglob("*.yaml")),
    *(path for path in sorted(RIGHT.rglob("*.yaml")) if path.parent.name != "centres"),
]  # fmt: skip


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_documents_of_a_right_file_state_the_same(path: Path, tmp_path: Path) -> None:
    """And each is to the byte what it is alone."""
    results = render(path, tmp_path)
    assert [f.message for r in results for f in r.findings if f.severity is Severity.ERROR] == []
    assert made(results)
    checked = Checker(("fr", "nl")).check(path, path.as_posix())
    for result in results:
        assert result.docx is not None
        assert result.language is not None
        assert checked.case is not None
        wanted = next(
            each for each in checked.case.dossier.documents if f"{each.stem}.{result.language}" == result.name
        )
        document, _ = pipeline.render(checked, result.language, wanted)
        assert document is not None
        assert document.rendered.docx == Path(result.docx).read_bytes()


def test_enough_files_are_rendered_in_both_languages() -> None:
    """None is lost unseen; the examples that come with the program are among them."""
    assert len(ALL) >= 185
    assert sum(EXAMPLES in path.parents for path in ALL) >= 60


# --- texts that a person gave in both languages


@pytest.mark.parametrize(
    ("french", "dutch", "kind", "left", "right"),
    [
        ("Une prime de 250 €.", "Een premie van € 205.", "amount", "250 €", "€ 205"),
        ("1 250,50 € par an", "€ 1.250,05 per jaar", "amount", "1 250,50 €", "€ 1.250,05"),
        ("10 000 € en 3 ans", "€ 1.000 in 3 jaar", "amount", "10 000 €", "€ 1.000"),
        ("Une prime de 250 €.", "Een premie.", "amount", "250 €", ""),
        ("Une prime.", "Een premie van 250 euro.", "amount", "", "250 euro"),
        ("50 % du coût", "60% van de kosten", "percentage", "50 %", "60%"),
        ("80 % du temps", "een groot deel van de tijd", "percentage", "80 %", ""),
        ("avant le 31 mars 2015", "vóór 30 maart 2015", "date", "31 mars 2015", "30 maart 2015"),
        ("le 1er mars 2015", "op 1 mei 2015", "date", "1er mars 2015", "1 mei 2015"),
        ("le 01/03/2015", "op 03/01/2015", "date", "01/03/2015", "03/01/2015"),
        ("le 31 mars 2015", "op 31 maart 2016", "date", "31 mars 2015", "31 maart 2016"),
        ("le 31 mars 2015", "later", "date", "31 mars 2015", ""),
        ("en mars 2015", "in mei 2015", "date", "mars 2015", "mei 2015"),
    ],
)
def test_another_amount_percentage_or_date_is_a_contradiction(
    french: str, dutch: str, kind: str, left: str, right: str
) -> None:
    """What only one version states is told as it is written there."""
    (found,) = contradictions(french, dutch)
    assert (found.kind, ", ".join(found.french), ", ".join(found.dutch)) == (kind, left, right)


@pytest.mark.parametrize(
    ("french", "dutch"),
    [
        ("1 314,20 €", "€ 1.314,20"),
        ("250,00 €", "250 EUR"),
        ("1000,- €", "€ 1.000"),
        ("deux cents euros, en 2 fois", "200 euro, in 2 keer"),
        ("vingt et un euros", "€ 21"),
        ("de 10 à 20 €", "van € 10 tot 20"),
        ("1,5 million d’euros", "€ 1.500.000"),
        ("10 k€", "€ 10.000"),
        ("En 2015, 250 €", "In 2015 250 euro"),
        ("12 x 250 €, soit 3000 €", "€ 3.000 (250 euro per maand)"),
        ("3.5 %", "3,5 procent"),
        ("50 % du temps", "de helft van de tijd"),
        ("à 80 %", "vier dagen op vijf"),
        ("à 100 %", "volledig"),
        ("le 1er mars 2015", "01/03/2015"),
        ("le 01/03/15", "1 maart 2015"),
        ("2015-03-01", "1 maart 2015"),
        ("le 15/03", "15 maart"),
        ("du 1er au 15 mars 2015", "van 1 maart tot 15 maart 2015"),
        ("du 1er mars au 30 juin 2015", "van 1 maart 2015 tot 30 juni 2015"),
        ("les 5, 12 et 19 mars 2015", "5 maart, 12 maart en 19 maart 2015"),
        ("trente et un mars 2015", "31 maart 2015"),
        ("fin mars 2015", "31 maart 2015"),
        ("en mars 2015, 2 jours", "03/2015, 2 dagen"),
        ("au printemps, dès mars 2015", "dit voorjaar van 2015"),
        ("au 2e trimestre 2015", "in het tweede kwartaal van 2015"),
        ("quinze jours, 3 fois", "14 dagen, vier keer"),
        ("rue Haute 5, 1000 Bruxelles", "Hoogstraat 7, 1000 Brussel"),
        ("Madame Dupont, 02 123.45.67", "mevrouw Janssens, 02 765 43 21"),
    ],
)
def test_the_same_in_other_words_is_no_contradiction(french: str, dutch: str) -> None:
    """Neither are numbers alone and names, which are not compared."""
    assert contradictions(french, dutch) == ()


@settings(deadline=None, max_examples=150)
@given(st.text("0123456789 .,/-€%§x:'’meivanrs1", max_size=60))
@example("00/00/2015, 00/05/1800, 00/00/1800 et 31/13/2015")
@example("1.000.000,00 € 10 k€ 1,5 miljoen 9.999.999.999 EUR 0 %")
def test_a_text_does_not_contradict_itself(text: str) -> None:
    """Whatever somebody types, nothing breaks on it."""
    assert contradictions(text, text) == ()
    contradictions(text, text[::-1])


def test_a_contradiction_refuses_the_pair_at_the_dutch_text(tmp_path: Path) -> None:
    """The file, the line and the column, the place in the documents, both texts, and what differs."""
    (finding,) = refusals(render(AMOUNT, tmp_path))
    place = finding.place
    assert (place.path, place.line, place.column, place.pointer) == (
        AMOUNT.as_posix(),
        8,
        7,
        "/initiatives/nl",
    )
    told = str(finding.message)
    assert told.startswith(
        "article 2, paragraph 3: amounts differ (French only: 1 250 €; Dutch only: € 1.520)"
    )
    assert "“Ateliers et rencontres, avec une prime de 1 250 € par personne.”" in told
    assert "“Ateliers en ontmoetingen, met een premie van € 1.520 per persoon.”" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_one_language_alone_is_made_with_a_warning(language: str, tmp_path: Path) -> None:
    """There is nothing to compare it with."""
    (result,) = render(AMOUNT, tmp_path, language)
    assert result.status is Status.WRITTEN
    assert [(f.code, f.severity, f.place.line) for f in result.findings] == [("LNG001", Severity.WARNING, 8)]


def test_a_bilingual_centre_is_compared_without_being_asked(tmp_path: Path) -> None:
    """Its pair is made in one call too."""
    report = batch.check([AMOUNT.as_posix()], Checker())
    refusals(list(batch.render(batch.plan(report), Options(tmp_path, pdf=False))))


def test_a_text_of_the_convention_is_told_in_the_file_of_the_convention(tmp_path: Path) -> None:
    """The report prints the initiatives of its convention."""
    shutil.copytree(RIGHT, tmp_path / "right")
    convention = tmp_path / "right" / "conventions" / "bilingual.yaml"
    text = convention.read_text(encoding="utf-8")
    text = text.replace("Ateliers et rencontres.", "Ateliers à 80 %.").replace(
        "ontmoetingen", "ontmoetingen: 70%"
    )
    convention.write_text(text, encoding="utf-8")
    (finding,) = refusals(render(tmp_path / "right" / "reports" / "both-languages.yaml", tmp_path / "out"))
    assert Path(finding.place.path).name == "bilingual.yaml"
    assert finding.place.pointer == "/initiatives/nl"


def test_a_text_that_is_printed_twice_is_told_once(tmp_path: Path) -> None:
    """The commitments stand on the page in plain language and in the contract."""
    (finding,) = refusals(render(WRONG / "piis" / "date-otherwise-in-dutch.yaml", tmp_path))
    assert finding.place.pointer == "/commitments/person/0/nl"
    assert finding.place.line == 18


def test_nothing_of_a_file_on_a_person_is_repeated(tmp_path: Path) -> None:
    """The place is enough to find it."""
    path = WRONG / "piis" / "date-otherwise-in-dutch.yaml"
    results = render(path, tmp_path)
    assert {finding.code for finding in results[0].findings} >= {"DOC002", "LNG001"}
    for finding in results[0].findings:
        assert "avril" not in str(finding.message)
        assert "2015" not in str(finding.message)


# --- templates that differ


def without_loop(body: etree._Element) -> etree._Element | None:
    """Take the rows of the partners out of their table."""
    rows = [row for row in body.iter(f"{W}tr") if "partner" in faults.text_of(row)]
    for row in rows:
        for each in (row.getprevious(), row.getnext(), row):
            if each is not None and ("{%tr" in faults.text_of(each) or each is row):
                each.getparent().remove(each)  # type: ignore[union-attr]
    return rows[0] if rows else None


def without_article(body: etree._Element) -> etree._Element | None:
    """Take out article 8, from its heading to the next."""
    lost: list[etree._Element] = []
    for node in list(body):
        text = faults.text_of(node)
        if text.startswith(("Artikel 8.", "Article 8.")) or (
            lost and not text.startswith(("Artikel", "Article"))
        ):
            lost.append(node)
            body.remove(node)
        elif lost:
            break
    return lost[0] if lost else None


def without_footnote(body: etree._Element) -> etree._Element | None:
    return faults._without(body, "footnoteReference")


CITY_NL, CITY_FR = "conventions/convention-city.nl.docx", "conventions/convention-city.fr.docx"
CLUSTER_NL, REPORT_NL = "conventions/convention-cluster.nl.docx", "reports/final-report.nl.docx"
COMMON_NL, BALANCE_NL = "piis/common.nl.docx", "piis/social-balance.nl.docx"
TAMPERED: list[tuple[str, Path, str, faults.Edit, str]] = [
    ("an amount", CITY, CITY_NL, faults.replaced(r"\{\{ amount\|euro \}\}", "veel"), "article 6, paragraph 1: only the French prints “351 877,01 €” (amount|euro)"),
    ("an amount, in French", CITY, CITY_FR, faults.replaced(r"\{\{ amount\|euro \}\}", "beaucoup"), "article 6, paragraph 1: only the Dutch prints “€ 351.877,01” (amount|euro)"),
    ("another amount", CITY, CITY_NL, faults.replaced(r"\{\{ advance\|euro", "{{ amount|euro"), "the French prints advance|euro (“175 938,51 €”), the Dutch amount|euro (“€ 351.877,01”)"),
    ("an amount in words", CITY, CITY_NL, faults.replaced(r"\{\{ amount\|words", "{{ advance|words"), "amount|words"),
    ("a loop over rows", CITY, CITY_NL, without_loop, "the table has 2 rows in French and 1 in Dutch; only the French has “Centre culturel / Cultureel centrum De Modèle | Réserve"),
    ("a row", CLUSTER, CLUSTER_NL, faults.row_removed, "rows in French"),
    ("a row more", CITY, CITY_NL, faults.row_added, "only the Dutch has"),
    ("a cell", CITY, CITY_NL, faults.merged, "article 3, table 1, row 6: the row has 3 cells in French and 2 in Dutch"),
    ("a table", REPORT, REPORT_NL, faults.table_removed, "only the French has"),
    ("an article", CITY, CITY_NL, without_article, "only the French has “Article 8."),
    ("an article, in French", CITY, CITY_FR, without_article, "only the Dutch has “Artikel 8."),
    ("a heading", CITY, CITY_NL, faults.removed(lambda node: faults._style(node) == "Heading1"), "only the French has"),
    ("a condition negated", CITY, CITY_NL, faults.replaced(r"\{%p if (criteria\.urban_policy) %\}", r"{%p if not \1 %}"), "the Dutch “de stad of gemeente staat niet op de lijst"),
    ("a condition negated, in a report", REPORT, REPORT_NL, faults.replaced(r"\{%p if (convention\.city) %\}", r"{%p if not \1 %}"), "“Toelage voor"),
    ("a condition negated, in a contract", CONTRACT, COMMON_NL, faults.replaced(r"\{%p if (sanction) %\}", r"{%p if not \1 %}"), "the Dutch “Eerst krijg ik een waarschuwing."),
    ("the form of a date", CITY, CITY_NL, faults.replaced(r"campaign\.end\|date", "campaign.end|day"), "the Dutch campaign.end|day (“31/12/2015”)"),
    ("another date", CITY, CITY_NL, faults.replaced(r"campaign\.end\|date", "campaign.start|date"), "the Dutch campaign.start|date (“1 januari 2015”)"),
    ("two dates exchanged", CITY, CITY_NL, faults.replaced(r"campaign\.start\|date (.*) campaign\.end\|date", r"campaign.end|date \1 campaign.start|date"), "article 7, paragraph 5: the French prints campaign.start|date"),
    ("a name", CITY, CITY_NL, faults.replaced(r"\{\{ president\.name", "{{ secretary.name"), "the French prints president.name"),
    ("two names exchanged", CITY, CITY_NL, faults.replaced(r"president\.name(.*)secretary\.name", r"secretary.name\1president.name"), "values have changed places: president.civil, president.name, president.role,"),
    ("a reference, in the header", CITY, CITY_NL, faults.replaced(r"\{\{ document\.reference \}\}", ""), "header: only the French prints “2015/AS-SA/21015”"),
    ("a footnote", CITY, CITY_NL, without_footnote, "footnotes in French: 1, in Dutch: 0"),
    ("the date of an act", CITY, CITY_NL, faults.replaced(r"26.mei.2002", "26 mei 2012"), "dates differ (French only: 26 mai 2002; Dutch only: 26 mei 2012)"),
    ("a number in the text", CITY, CITY_NL, faults.replaced("121 tot 124", "121 tot 142"), "references to articles differ"),
    ("an amount in the text", CITY, CITY_NL, faults.replaced("Dezelfde uitgave", "Een uitgave van € 500"), "amounts differ (French only: –; Dutch only: € 500)"),
    ("a list", REPORT, REPORT_NL, faults.replaced(r"in operating %", "in staff %"), "in French"),
    ("a value of a person", BALANCE, BALANCE_NL, faults.replaced(r"\{\{ balance\.date\|date \}\}", "heden"), "only the French prints “…” (balance.date|date)"),
]  # fmt: skip


@pytest.mark.parametrize("case", TAMPERED, ids=[row[0] for row in TAMPERED])
def test_a_template_that_lost_or_changed_something_is_refused(
    tamper: Tamper, tmp_path: Path, case: tuple[str, Path, str, faults.Edit, str]
) -> None:
    """Each with its place; neither document is written."""
    _, path, name, edit, expected = case
    part = "word/header1.xml" if expected.startswith("header") else "word/document.xml"
    tamper(name, edit, part)
    found = refusals(render(path, tmp_path / "out"))
    shown = [re.sub(r"[\u00a0\u202f]", " ", str(finding.message)) for finding in found]
    assert any(expected in text for text in shown), shown
    assert all("templates check" in str(finding.remedy) for finding in found)
    assert len(found) <= 11
    assert list((tmp_path / "out").iterdir()) == []


def test_a_tampered_template_alone_is_not_compared(tamper: Tamper, tmp_path: Path) -> None:
    """Who makes one language is not held up by the other."""
    tamper(CITY_NL, without_article)
    (result,) = render(CITY, tmp_path / "out", "nl")
    assert result.status is Status.WRITTEN


def empty_paragraph(body: etree._Element) -> etree._Element | None:
    fit = [node for node in body if node.tag == f"{W}p"]
    fit[5].addnext(etree.Element(f"{W}p"))
    return fit[5]


HARMLESS: list[tuple[str, Path, str, faults.Edit]] = [
    ("an empty paragraph", CITY, CITY_NL, empty_paragraph),
    ("words", CITY, CITY_NL, faults.replaced("Het centrum houdt", "Het OCMW bewaart")),
    ("a number in words", CITY, CITY_NL, faults.replaced("121 tot 124", "121 tot honderdvierentwintig")),
    ("a word in digits", CITY, CITY_NL, faults.replaced("twee exemplaren", "2 exemplaren")),
    ("bold", CITY, CITY_NL, faults.in_run(("b", "1"))),
    ("a highlight", CITY, CITY_FR, faults.in_run(("highlight", "yellow"))),
    ("a style", CITY, CITY_NL, faults.styled),
    ("two people in another order", CITY, CITY_NL, faults.replaced(r"(\{\{ president.* president\.role \}\})(.*)(\{\{ secretary.* secretary\.role \}\})", r"\3\2\1")),
    ("a condition in a sentence", CITY, CITY_NL, faults.replaced(r"\bde (\w)", r"{% if campaign.year %}de{% endif %} \1", last=True)),
    ("words of a contract", CONTRACT, COMMON_NL, faults.replaced("Ik mag iemand meebrengen", "Er mag iemand met mij meekomen")),
]  # fmt: skip


@pytest.mark.parametrize("case", HARMLESS, ids=[row[0] for row in HARMLESS])
def test_a_harmless_change_passes(
    tamper: Tamper, tmp_path: Path, case: tuple[str, Path, str, faults.Edit]
) -> None:
    """Words, looks and empty paragraphs are not compared."""
    _, path, name, edit = case
    tamper(name, edit)
    assert made(render(path, tmp_path / "out"))


def test_each_language_may_name_its_own_page(tamper: Tamper, tmp_path: Path) -> None:
    """An administration has one for each; another administration would be told."""
    tamper(CITY_FR, faults.replaced("pièces justificatives à la disposition", "pièces (www.mi-is.be/fr) à la disposition"))  # fmt: skip
    tamper(
        CITY_NL, faults.replaced("bewijsstukken ter beschikking", "stukken (www.mi-is.be/nl) ter beschikking")
    )
    assert made(render(CITY, tmp_path / "out"))
    tamper(CITY_NL, faults.replaced(r"www\.mi-is\.be", "www.example.org"))
    (finding,) = refusals(render(CITY, tmp_path / "again"))
    assert "addresses differ" in str(finding.message)


def test_a_loop_may_name_its_items_otherwise(tamper: Tamper, tmp_path: Path) -> None:
    """The documents are compared, not the tags."""
    for was, becomes in ((r"for partner in", "for lid in"), (r"partner\.(name)", r"lid.\1"), (r"partner\.(contribution)", r"lid.\1"), (r"if partner\.", "if lid."), (r"\{\{ partner\.(agreement)", r"{{ lid.\1")):  # fmt: skip
        tamper(CITY_NL, faults.replaced(was, becomes))
    assert made(render(CITY, tmp_path / "out"))


# --- the batch


def test_what_stood_in_the_folder_stays(tamper: Tamper, tmp_path: Path) -> None:
    """Both documents of the earlier run, as they were."""
    out = tmp_path / "out"
    assert made(render(CITY, out))
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.iterdir()}
    tamper(CITY_NL, without_article)
    refusals(render(CITY, out))
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.iterdir()} == before


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_in_processes_a_pair_is_refused_and_the_others_are_made(tmp_path: Path, jobs: int) -> None:
    """However the work is cut: a pair that is cut through is compared on both sides."""
    paths = [CLUSTER, AMOUNT, EXAMPLES / "conventions" / "gent.yaml"]
    for number, languages in enumerate((("fr", "nl"), None)):
        report = batch.check([path.as_posix() for path in paths], Checker(languages))  # type: ignore[arg-type]
        out = tmp_path / str(number)
        results = list(batch.render(batch.plan(report), Options(out, pdf=False, jobs=jobs)))
        refusals([result for result in results if result.source == AMOUNT.as_posix()])
        others = [result for result in results if result.source != AMOUNT.as_posix()]
        assert {result.status for result in others} == {Status.WRITTEN}
        assert len(list(out.iterdir())) == len(others)


def test_each_document_in_a_process_of_its_own_is_compared_too(tmp_path: Path) -> None:
    """Two processes for two documents: each has one to make, and refuses it."""
    refusals(render(AMOUNT, tmp_path, jobs=2, pdf=True))


def test_the_command_tells_a_refused_pair_like_other_failures(call: Call, tmp_path: Path) -> None:
    """In JSON and in text; once, though both documents are concerned; the other dossier is made."""
    gent = (EXAMPLES / "conventions" / "gent.yaml").as_posix()
    arguments = (
        "render",
        AMOUNT.as_posix(),
        gent,
        "--language",
        "both",
        "--to",
        "docx",
        "--lang",
        "en",
        "-o",
    )
    code, out, _ = call(*arguments, (tmp_path / "a").as_posix(), "--format", "json")
    told = json.loads(out)
    assert code == 1
    assert told["summary"] == {"documents": 4, "written": 2, "unchanged": 0, "failed": 2}
    failed = [document for document in told["documents"] if document["status"] == "failed"]
    assert [(each["language"], each["docx"], each["pdf"]) for each in failed] == [
        ("fr", None, None),
        ("nl", None, None),
    ]
    for each in failed:
        (finding,) = [f for f in each["findings"] if f["code"] == "DOC002"]
        assert (finding["severity"], finding["line"], finding["column"]) == ("error", 8, 7)
        assert finding["pointer"] == "/initiatives/nl"
    code, out, err = call(*arguments, (tmp_path / "b").as_posix())
    assert code == 1
    assert out.count("DOC002") == 1
    assert out.count("not made:") == 2
    assert "Written: 2. Unchanged: 0. Not made: 2." in err


def test_the_place_in_the_documents_is_told_in_json(call: Call, tamper: Tamper, tmp_path: Path) -> None:
    """As Word shows it; there is no line, for nothing in the file is wrong."""
    tamper(CITY_NL, faults.merged)
    _, out, _ = call("render", CITY.as_posix(), "--to", "docx", "--lang", "en", "--format", "json", "-o", tmp_path.as_posix() + "/out")  # fmt: skip
    first = json.loads(out)["documents"][0]["findings"][-1]
    assert (first["code"], first["line"], first["pointer"]) == ("DOC002", None, "article 3, table 1, row 6")


def test_many_differences_are_cut_short(tamper: Tamper, tmp_path: Path) -> None:
    """Ten of them, and how many more there are."""
    tamper(REPORT_NL, faults.replaced(r"\|number \}\}", "|signed }}"))
    body = tmp_path / "templates" / REPORT_NL
    for _ in range(12):
        tamper(REPORT_NL, faults.replaced(r"\|number \}\}", "|signed }}"))
    assert body.exists()
    found = refusals(render(REPORT, tmp_path / "out"))
    assert len(found) == 11
    assert str(found[-1].message) == "Differences that are not listed here: 3."


def test_what_was_needed_to_compare_does_not_wait_for_the_pdf() -> None:
    """A thousand documents may."""
    made = pipeline.render_all(Checker().check(CITY, CITY.as_posix()))
    for document, _ in made.values():
        assert document is not None
        assert document.rendered.marked == {}
