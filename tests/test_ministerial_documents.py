"""The documents of the administration: their words, their pages, and what each of them must say."""

from __future__ import annotations

import os
import re
import shutil
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from generator import engines, pipeline, templates
from generator.campaigns import campaign
from generator.dossier import Wanted
from generator.locales import LANGUAGES, Language
from generator.pipeline import Document
from tests.conftest import EXAMPLES, MINISTERIAL, ROOT, checked, needs_libreoffice
from tests.country import country
from tests.pages import GOLDEN, PAGE

SIGNATURE = {"fr": "Signature", "nl": "Handtekening"}


def _wanted(path: Path) -> list[Wanted]:
    case = checked(path).case
    assert case is not None
    # what an example adds to those of the manual: of a refused convention, its letter
    return [each for each in case.dossier.documents if path not in REFUSED or each.template == "refusal"]


_RIGHT = ROOT / "tests" / "examples" / "right"
SECOND_NOTE = _RIGHT / "overviews" / "second-note.yaml"
REFUSED = (_RIGHT / "refused" / "city.yaml", _RIGHT / "refused" / "cluster.yaml")
ALL = [
    pytest.param(path, wanted, language, id=f"{wanted.stem}.{language}")
    for path in (*MINISTERIAL, SECOND_NOTE, *REFUSED)
    for wanted in _wanted(path)
    for language in LANGUAGES
]
OWN = [
    pytest.param(path, wanted, language, id=f"{wanted.stem}.{language}")
    for path in (*MINISTERIAL, SECOND_NOTE, *REFUSED)
    for wanted in _wanted(path)
    for language in checked(path).languages
]
"""Each document in the language of its centre, the overviews in both."""


@cache
def _document(path: Path, wanted: Wanted, language: Language) -> Document:
    document, lost = pipeline.render(checked(path), language, wanted)
    assert document is not None
    assert lost == []
    return document


def _text(path: Path, stem: str, language: Language) -> str:
    wanted = next(each for each in _wanted(path) if each.stem.startswith(stem))
    paragraphs = _document(path, wanted, language).paragraphs["word/document.xml"]
    return " ".join(" ".join(paragraphs).split())


@pytest.mark.parametrize(("path", "wanted", "language"), OWN)
def test_the_words_of_a_document_are_those_that_were_approved(
    path: Path, wanted: Wanted, language: Language, tmp_path: Path
) -> None:
    """Compared with a text that people read; UPDATE_GOLDEN=1 writes it anew."""
    docx = tmp_path / "x.docx"
    docx.write_bytes(_document(path, wanted, language).rendered.docx)
    words = "\n".join(templates.plain_text(docx)) + "\n"
    golden = GOLDEN / f"ministerial-{wanted.stem}.{language}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(words, encoding="utf-8")
    assert words == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(("path", "wanted", "language"), ALL)
def test_the_pages_are_those_of_an_official_document(path: Path, wanted: Wanted, language: Language) -> None:
    """Numbered pages; the signatures have the closing words on their page."""
    _look(path, wanted, language, "embedded")


@needs_libreoffice
@pytest.mark.parametrize("template", ["invitation", "advice", "balance", "closing"])
def test_the_pages_are_the_same_to_libreoffice(template: str) -> None:
    """The other engine breaks lines otherwise, and keeps the same rules."""
    path = next(path for path in MINISTERIAL if path.stem == "tielt-cluster")
    wanted = next(each for each in _wanted(path) if each.template == template)
    _look(path, wanted, "nl", "libreoffice")


def _look(path: Path, wanted: Wanted, language: Language, engine: str) -> None:
    finished = pipeline.convert({"a": _document(path, wanted, language)}, engines.create(engine))["a"]
    assert finished.faults == ()
    pdf = pypdfium2.PdfDocument(finished.pdf)
    pages = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()
    assert len(pages) <= 2
    for number, page in enumerate(pages, 1):
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert PAGE[language].format(page=number, pages=len(pages)) in re.sub(r"\s+", " ", lines[-1])
    before = pages[-1].split(SIGNATURE[language])[0]
    assert SIGNATURE[language] in pages[-1]
    assert len(before.split()) > 20, "the closing words keep with the signatures"


def _example(name: str) -> Path:
    return next(path for path in MINISTERIAL if path.stem == name)


def test_a_letter_addresses_president_and_secretary_by_title_and_gender() -> None:
    """Madame la Présidente, Monsieur le Directeur général; geachte heer voorzitter, geachte mevrouw de secretaris."""
    french, dutch = (
        _text(_example("charleroi"), "invitation", "fr"),
        _text(_example("tielt-cluster"), "invitation", "nl"),
    )
    assert "Madame la Présidente, Monsieur le Directeur général," in french
    assert "Geachte heer voorzitter, geachte mevrouw de secretaris," in dutch


def test_the_invitation_gives_its_deadline_and_the_request_its_remarks() -> None:
    """The last day stands in words; each point has its part and its text, in their order."""
    assert "au plus tard le 31 août 2015" in _text(_example("charleroi"), "invitation", "fr")
    request = _text(_example("charleroi"), "revision-1", "fr")
    places = [
        request.index(words)
        for words in ("Actions collectives", "Instrument de mesure", "Frais de personnel")
    ]
    assert places == sorted(places)
    assert "au plus tard le 28 septembre 2015" in request


def test_a_centre_is_invited_before_there_is_a_convention() -> None:
    """The promoter is named, the cluster has no name yet."""
    text = _text(_example("ciney"), "invitation", "fr")
    assert "Le cluster dont le CPAS de Ciney est le promoteur" in text
    assert "None" not in text


def test_an_order_has_account_communication_and_the_amount_in_words() -> None:
    """What a bank and an inspector need."""
    text = _text(_example("tielt-cluster"), "balance", "nl")
    assert "BE79 0910 0000 0433" in text
    assert re.search(r"\+\+\+201/5537/015\d\d\+\+\+", text)
    assert "vierduizend zeshonderdeenentachtig euro en eenennegentig cent" in text


@pytest.mark.parametrize(
    ("name", "language", "said", "unsaid"),
    [
        ("gent", "nl", "De toelage wordt volledig toegekend", "teruggevorderd"),
        ("tielt-cluster", "nl", "Het saldo wordt verminderd", "teruggevorderd"),
        ("charleroi", "fr", "L’avance est récupérée à concurrence de", "Le solde est réduit"),
    ],
)
def test_the_closing_letter_says_how_it_ends(name: str, language: Language, said: str, unsaid: str) -> None:
    """Approved, reduced or recovered: one of them, and not another."""
    text = _text(_example(name), "closing", language)
    assert said in text
    assert unsaid not in text


def test_the_invitation_to_sign_tells_the_conditions_of_the_minister() -> None:
    """Who signs knows what he is held to; a convention without conditions names none."""
    conditional = _text(_example("tielt-cluster"), "signing", "nl")
    assert "onder de volgende voorwaarden goedgekeurd" in conditional
    assert "bevestigen tegen 31 december 2015 schriftelijk" in conditional
    assert "voorwaarden" not in _text(_example("gent"), "signing", "nl")


@pytest.mark.parametrize(
    ("name", "said", "unsaid"),
    [
        ("charleroi", "conditions suivantes : …", "mentionnées ci-dessus"),
        ("tielt-cluster", "conditions mentionnées ci-dessus", "conditions suivantes : …"),
    ],
)
def test_the_minister_ticks_the_conditions_of_the_note_or_writes_his_own(
    name: str, said: str, unsaid: str
) -> None:
    """No note speaks of conditions that it does not name."""
    text = _text(_example(name), "advice", "fr")
    assert f"approuvée aux {said}" in text
    assert f"approuvée aux {unsaid}" not in text


def test_a_note_says_why_the_lines_of_the_pathways_are_more_than_their_total() -> None:
    """Of the examples one counts 210 pathways of 190 persons; the Minister would take it for a mistake."""
    said = "Une même personne peut être comptée dans plusieurs des lignes 2.1 à 2.3"
    assert said in _text(_example("charleroi"), "advice", "fr")
    assert said not in _text(_example("tielt-cluster"), "advice", "fr")


@pytest.mark.parametrize(
    ("name", "said", "unsaid"),
    [
        (
            "conditions-that-the-minister-drops",
            "a approuvé la convention 2015/AS-SA/52011. Elle porte",
            "La liste",
        ),
        (
            "conditions-of-the-minister",
            "aux conditions suivantes : La liste est transmise chaque mois",
            "avant la signature",
        ),
    ],
)
def test_the_conditions_are_those_of_the_minister(name: str, said: str, unsaid: str) -> None:
    """Where he departs from the advice, the letter to sign tells his own, or none."""
    text = _text(_RIGHT / "letters" / f"{name}.yaml", "signing", "fr")
    assert said in text
    assert unsaid not in text


def test_a_reminder_names_the_request_that_was_not_answered() -> None:
    """And thanks nobody for a version that never came."""
    text = _text(_RIGHT / "refused" / "unanswered.yaml", "revision-2", "nl")
    assert (
        "Op 14 september 2015 hebben wij u verzocht uw ontwerp van overeenkomst uiterlijk op 28 september 2015 te herzien."
        in text
    )
    assert "ongunstig advies" in text
    assert "herziene versie" not in text


def test_a_report_that_is_approved_against_the_advice_is_closed_in_the_words_of_the_minister(
    tmp_path: Path,
) -> None:
    """Not in those of the advice, which proposes to refuse it; the order of the balance may come after the letter."""
    path = (
        Path(shutil.copytree(_RIGHT, tmp_path / "in"))
        / "letters"
        / "closed-before-the-order-of-the-balance.yaml"
    )
    text = path.read_text(encoding="utf-8").replace(
        "opinion: favourable, accepted",
        'opinion: unfavourable, remarks: {fr: "Les objectifs ne sont pas atteints."}, accepted',
    )
    reasons = '2016-04-26, approved: true, remarks: {fr: "Les objectifs étaient trop élevés."}'
    path.write_text(text.replace("2016-04-26, approved: true", reasons), encoding="utf-8")
    told = _text(path, "closing", "fr")
    assert "Les objectifs étaient trop élevés." in told
    assert "ne sont pas atteints" not in told
    assert "sur avis" not in told
    assert "sera payé sur le compte" in told


def test_an_order_says_that_the_convention_was_approved_on_conditions() -> None:
    """The one who orders the payment must know."""
    assert "onder voorwaarden goedgekeurd door de minister op" in _text(
        _example("tielt-cluster"), "advance", "nl"
    )
    assert "voorwaarden" not in _text(_example("gent"), "advance", "nl")


@pytest.mark.parametrize(
    ("name", "closed", "appeals"),
    [
        ("gent", "is hiermee afgesloten", 0),
        ("tielt-cluster", "is hiermee afgesloten", 1),
        ("charleroi", "wordt afgesloten zodra deze terugbetaling ontvangen is", 1),
    ],
)
def test_a_file_is_closed_when_nothing_is_owed_and_a_refusal_names_its_appeal(
    name: str, closed: str, appeals: int
) -> None:
    """Law of 11 April 1994: a decision says where and until when it can be contested."""
    text = _text(_example(name), "closing", "nl")
    assert closed in text
    assert text.count("Raad van State") == appeals


def test_the_letter_of_a_refused_convention_gives_its_reasons_and_its_appeal() -> None:
    """Those of the advice that the Minister follows, or his own; law of 29 July 1991: a decision says why."""
    follows, departs = (_text(path, "refusal", "nl") for path in REFUSED)
    assert "om de volgende redenen: Het project behoort tot de professionele activering." in follows
    assert "De minister sluit zich aan bij dit advies" in follows
    assert "steunt op de volgende redenen: Het krediet van het besluit" in departs
    assert "ongunstig advies" not in departs
    assert all("Raad van State" in text for text in (follows, departs))


def test_the_note_says_which_request_was_never_answered() -> None:
    """The Minister decides on a refusal: he must know that the centre was asked, and reminded."""
    text = _text(_RIGHT / "refused" / "unanswered.yaml", "advice", "nl")
    assert text.count("zonder antwoord gebleven") == 2
    assert "herziene versie" not in text


def test_what_is_not_admitted_can_be_contested_though_the_whole_subsidy_is_accepted(tmp_path: Path) -> None:
    """The centre charged more than the maximum: what is left without the reductions still reaches it."""
    copy = shutil.copytree(EXAMPLES, tmp_path / "examples") / "ministerial" / "decisions" / "gent.yaml"
    written = copy.read_text(encoding="utf-8")
    advice = (
        "report_advice: {date: 2016-04-11, opinion: favourable, charged: 743518.46, "
        'reductions: [{amount: 400.00, reason: {nl: "Stuk zonder datum.", fr: "Pièce sans date."}}]}'
    )
    changed = re.sub(r"(?m)^report_advice:.*$", advice, re.sub(r"(?m)^report:.*\n", "", written))
    copy.write_text(changed, encoding="utf-8")
    text = _text(copy, "closing", "nl")
    assert "na aftrek van de niet aanvaarde uitgaven bereiken de uitgaven nog altijd het maximum" in text
    assert "Stuk zonder datum. € 400,00" in text
    assert "Raad van State" in text


def test_a_file_whose_balance_is_not_ordered_yet_stays_open(tmp_path: Path) -> None:
    """It is closed by the payment."""
    copy = shutil.copytree(EXAMPLES, tmp_path / "examples") / "ministerial" / "decisions" / "gent.yaml"
    written = copy.read_text(encoding="utf-8")
    copy.write_text(re.sub(r"(?m)^balance:.*\n", "", written), encoding="utf-8")
    assert copy.read_text(encoding="utf-8") != written
    text = _text(copy, "closing", "fr")
    assert "sera clôturé dès le paiement du solde" in text
    assert "sera payé sur le compte" in text


def test_an_order_names_the_line_of_the_budget_or_leaves_it_to_be_filled_in() -> None:
    """The basic allocation is that of the decree; for 2015 no source gives it."""
    assert campaign(2016).decrees["convention-city"].basic_allocation == "44.55.11.43.52.43"
    assert campaign(2015).decrees["convention-city"].basic_allocation is None
    assert "Imputation (allocation de base) ………………………… Montant" in _text(_example("gent"), "advance", "fr")


def test_the_overview_holds_its_totals_against_those_of_the_decrees() -> None:
    """Sum, total of the decree, and what is left of it."""
    text = _text(_example("overview-advice"), "overview", "fr")
    plain = re.sub(r"\s", "", text)
    assert "1310749,82€6534763,86€5224014,04€" in plain
    assert "10000,00€200000,00€190000,00€" in plain


def test_the_list_of_balances_tells_who_pays_back_and_how_much() -> None:
    """The accounts expect it: the amount is that of the closing letter."""
    text = _text(_example("overview-balance"), "overview", "fr")
    told = re.search(
        r"Montants à rembourser par les CPAS \(non déduits du cumul\) : CPAS de Charleroi \(code INS 52011\) : ([\d ,]+) €",
        text,
    )
    assert told is not None
    assert f"Montant à rembourser {told[1]} €" in _text(_example("charleroi"), "closing", "fr")
    assert "Aucun solde à payer" not in text


def test_the_list_of_the_balances_counts_the_advances_of_its_day(tmp_path: Path) -> None:
    """Two lists of one day: together they tell all that was ordered until its end, and each says what it counts."""
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    folder = tmp_path / "examples" / "ministerial"
    late = folder / "decisions" / "charleroi.yaml"
    begun, _, _ = late.read_text(encoding="utf-8").partition("\nadvance:")
    late.write_text(f"{begun}\nadvance: {{date: 2016-05-03}}\n", encoding="utf-8")
    advances = folder / "overview-advance.yaml"
    text = advances.read_text(encoding="utf-8")
    advances.write_text(re.sub("(?m)^date:.*", "date: 2016-05-03", text), encoding="utf-8")
    before, ordered = "376259,23€", "284115,69€"
    told = re.sub(r"\s", "", _text(advances, "overview", "fr"))
    assert "lesavancesetlessoldesordonnésavantcejour" in told
    assert f"Total{before}{ordered}660374,92€" in told
    told = re.sub(r"\s", "", _text(folder / "overview-balance.yaml", "overview", "fr"))
    assert "lesavancesordonnéesjusqu’àcejourinclus" in told
    assert "Total660374,92€375941,13€1036316,05€" in told


def test_a_second_note_tells_what_the_minister_decided_before() -> None:
    """What he approved has its amount; what he refused has none; both leave what is proposed as it is."""
    text = _text(SECOND_NOTE, "overview", "nl")
    assert "waarvan € 9.000,00 voor goedkeuring wordt voorgesteld" in text
    assert "Al goedgekeurd door de minister: OCMW Charleroi (NIS-code 52011): € 30.000,00" in text
    assert "Goedkeuring eerder geweigerd door de minister: OCMW Gent (NIS-code 44021)" in text
    assert (
        "Ongunstig advies: de administratie stelt de minister voor om de overeenkomst niet goed te keuren."
        in text
    )
    assert "Gunstig advies onder voorwaarden" not in text
    assert "Steden en gemeenten € 30.000,00 € 0,00 € 6.534.763,86 € 6.504.763,86" in text


def test_a_total_never_stands_alone_on_a_page(tmp_path: Path) -> None:
    """The last payment goes with it, wherever the page ends; the engine alone would leave the total alone."""
    conventions = country(tmp_path, 18)
    text = (EXAMPLES / "ministerial" / "decisions" / "gent.yaml").read_text(encoding="utf-8")
    text = re.sub(
        r"^(?:report|reference):.*\n", "", text[: text.index("report_submitted:")], flags=re.MULTILINE
    )
    overview = (EXAMPLES / "ministerial" / "overview-advance.yaml").read_text(encoding="utf-8")
    (tmp_path / "overview.yaml").write_text(overview, encoding="utf-8")
    (tmp_path / "decisions").mkdir()
    engine, alone = engines.create("embedded"), []
    for number, path in enumerate(sorted(conventions.glob("*.yaml")), 1):
        # small amounts: all of them are within the decree
        small = re.sub(r"740\d{3}\.17", "30000.00", path.read_text(encoding="utf-8"))
        small = re.sub(r"730\d{3}\.00", "20000.00", small).replace("10000.17", "10000.00")
        path.write_text(small, encoding="utf-8")
        decision = text.replace("../../conventions/gent.yaml", f"../conventions/{path.name}")
        (tmp_path / "decisions" / path.name).write_text(decision, encoding="utf-8")
        if number < 15:
            continue
        document, _ = pipeline.render(checked(tmp_path / "overview.yaml"), "nl")
        assert document is not None
        raw = engine.convert({"a": document.rendered.docx})["a"]
        assert isinstance(raw, bytes)
        alone.append(_goes_on_with_the_total(raw))
        finished = pipeline.convert({"a": document}, engine)["a"]
        assert finished.faults == ()
        assert not _goes_on_with_the_total(finished.pdf)
        assert b"pageBreakBefore" not in document.rendered.xml["word/document.xml"]
    assert any(alone), "there was something to see"


def _goes_on_with_the_total(raw: bytes) -> bool:
    with pypdfium2.PdfDocument(raw) as pdf:
        pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    return any(re.search(r"Mededeling Bedrag Totaal", page) for page in pages)
