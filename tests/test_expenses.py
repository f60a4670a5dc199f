"""The sheet of expenses is read as a person means it, and nothing is lost or guessed in silence."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from datetime import time as clock
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from generator.campaigns import campaign
from generator.expenses import Sheet, read, read_in_time, template
from generator.findings import Severity
from generator.locales import Language, Reader, translator
from generator.municipalities import municipalities

FRENCH = (
    "Numéro de pièce", "Date", "Fournisseur", "Objet", "Classe", "Montant", "Part imputée", "Lien direct",
    "Proportionnalité",
)  # fmt: skip
DUTCH = (
    "Stuknummer", "Datum", "Leverancier", "Onderwerp", "Klasse", "Bedrag", "Aandeel", "Rechtstreeks verband",
    "Proportionaliteit",
)  # fmt: skip
ENGLISH = (
    "Document number", "Date", "Supplier", "Subject", "Class", "Amount", "Share charged", "Direct link (fr)",
    "Proportionality (fr)",
)  # fmt: skip
NAMES = ("number", "date", "supplier", "subject", "class", "amount", "share", "link", "proportion")
ROW: dict[str, Any] = {
    "number": "F2015-017",
    "date": date(2015, 3, 31),
    "supplier": "Centre sportif",
    "subject": "Location de la salle",
    "class": "frais de fonctionnement",
    "amount": 1250.5,
    "share": 37.5,
    "link": "Dix séances de l’atelier.",
    "proportion": "15 heures sur 40.",
}
ENTRY: dict[str, Any] = {
    "number": "F2015-017",
    "date": "2015-03-31",
    "supplier": "Centre sportif",
    "subject": "Location de la salle",
    "class": "operating",
    "amount": Decimal("1250.50"),
    "share": Decimal("37.5"),
    "link": {"fr": "Dix séances de l’atelier."},
    "proportion": {"fr": "15 heures sur 40."},
}

Write = Callable[..., Path]


def _filled(
    rows: Iterable[Mapping[str, Any]],
    headers: Iterable[str] = FRENCH,
    formats: Mapping[str, str] | None = None,
) -> Workbook:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Dépenses"
    sheet.append(list(headers))
    for number, row in enumerate(rows, 2):
        for column, name in enumerate(NAMES, 1):
            cell: Any = sheet.cell(number, column)
            cell.value = row.get(name)
            if formats and name in formats:
                cell.number_format = formats[name]
    return workbook


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Give a function that writes rows, each the sound one with some cells changed."""

    def write(*changes: Mapping[str, Any], headers: Iterable[str] = FRENCH, **formats: str) -> Path:
        rows = [{**ROW, **change} for change in changes or ({},)]
        return _saved(_filled(rows, headers, formats), tmp_path)

    return write


def _saved(workbook: Workbook, folder: Path) -> Path:
    path = folder / "depenses.xlsx"
    workbook.save(path)
    return path


def _told(sheet: Sheet) -> list[str]:
    """Give code and cell of each finding."""
    return [f"{finding.code} {finding.place.path.rpartition('!')[2]}" for finding in sheet.findings]


def _value(path: Path, name: str) -> Any:
    sheet = read(path)
    assert sheet.findings == ()
    return sheet.entries[0][name]


def _rezipped(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    """Write the parts of a workbook again, changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    path.write_bytes(out.getvalue())


def _in_sheet(path: Path, old: bytes, new: bytes) -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        assert old in content
        return content.replace(old, new)

    _rezipped(path, change)


def _share(path: Path) -> None:
    """Move the texts of a workbook into a part of their own, as Excel does; openpyxl leaves them in the cells."""
    texts: list[str] = []

    def moved(found: re.Match[str]) -> str:
        texts.append(
            f'<si><r><t xml:space="preserve">{found[2]}</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>'
        )
        return f'{found[1]} t="s"><v>{len(texts) - 1}</v></c>'

    pattern = re.compile(r'(<c [^>]*?) t="inlineStr"><is><t[^>]*>(.*?)</t></is></c>', re.DOTALL)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"

    def change(name: str, content: bytes) -> bytes:
        if name == "xl/worksheets/sheet1.xml":
            return pattern.sub(moved, content.decode()).encode()
        part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
        return content.replace(b"</Types>", part)

    _rezipped(path, change)
    with zipfile.ZipFile(path, "a") as target:
        target.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{"".join(texts)}</sst>')


# A sound sheet


@pytest.mark.parametrize(("headers", "language"), [(FRENCH, "fr"), (DUTCH, "nl"), (ENGLISH, "fr")])
def test_a_sheet_is_read_in_each_language(write: Write, headers: tuple[str, ...], language: str) -> None:
    """The headers say the language of the texts below them."""
    sheet = read(write(headers=headers))
    assert sheet.findings == ()
    texts = {name: {language: ENTRY[name]["fr"]} for name in ("link", "proportion")}
    assert sheet.entries == ({**ENTRY, **texts},)
    assert list(sheet.entries[0]) == list(NAMES)


def test_every_value_is_the_plain_value_of_a_file(write: Write) -> None:
    """No float and no date of Python reaches an entry."""
    (entry,) = read(write()).entries
    assert {name: type(value) for name, value in entry.items()} == {n: type(v) for n, v in ENTRY.items()}


def test_a_workbook_of_excel_is_read_like_any_other(write: Write) -> None:
    """Its texts stand in a part of their own, with the format of each letter."""
    path = write({}, {"number": "=A1", "supplier": "Caf\u00e9_x000D_\nCentral"})
    _rezipped(path, lambda _, content: content.replace(b"<f>A1</f><v></v></c>", b"<is><t>=A1</t></is></c>"))
    _in_sheet(path, b'<c r="A3">', b'<c r="A3" t="inlineStr">')
    _share(path)
    sheet = read(path)
    assert sheet.findings == ()
    assert sheet.entries == (ENTRY, {**ENTRY, "number": "=A1", "supplier": "Café Central"})


def test_every_value_has_its_cell(write: Write) -> None:
    """So a rule can say where in Excel a person has to mend."""
    sheet = read(write({}, {}))
    assert sheet.cells["expenses", 1, "amount"] == "Dépenses!F3"
    assert sheet.cells["expenses", 1, "link"] == sheet.cells["expenses", 1, "link", "fr"] == "Dépenses!H3"
    assert sheet.cells["expenses", 1] == "Dépenses!A3"


def test_a_finding_names_file_sheet_and_cell(write: Write) -> None:
    """The way to the value stands with it."""
    (finding,) = read(write({"amount": "beaucoup"}), "a.xlsx").findings
    assert finding.place.path == "a.xlsx Dépenses!F2"
    assert (finding.place.line, finding.place.pointer) == (None, "/expenses/0/amount")
    assert str(finding.message) == "“beaucoup” is not an amount."


def test_a_sign_in_the_title_of_the_sheet_steers_nothing(tmp_path: Path) -> None:
    """The place of a finding is shown as it is."""
    workbook = _filled([{**ROW, "amount": "beaucoup"}])
    workbook.worksheets[0].title = "Villes\u202e2015"
    (finding,) = read(_saved(workbook, tmp_path), "a.xlsx").findings
    assert finding.place.path == "a.xlsx Villes\ufffd2015!F2"


def test_headers_are_known_in_any_order_and_writing(tmp_path: Path) -> None:
    """Capitals, accents, spaces, units and a title above do not matter."""
    headers = ["", "PROPORTIONNALITE", "lien  direct *", "Part imputée (%)", "montant (€)", "CLASSE"]
    headers += ["fournisseur", "Date :", "N° de pièce"]
    workbook = _filled([])
    sheet = workbook.worksheets[0]
    sheet.delete_rows(1)
    for column, header in enumerate(headers, 1):
        sheet.cell(7, column, header)
        name = ("", "proportion", "link", "share", "amount", "class", "supplier", "date", "number")[
            column - 1
        ]
        sheet.cell(8, column, ROW.get(name))
    sheet["B1"] = "Dépenses 2015, Date : mars, Montant"
    result = read(_saved(workbook, tmp_path))
    assert result.findings == ()
    assert result.entries == ({k: v for k, v in ENTRY.items() if k != "subject"},)


def test_two_languages_have_a_column_each(tmp_path: Path) -> None:
    """An empty one is left out; another rule asks for it where the convention has both."""
    headers = (*FRENCH[:7], "Lien direct (fr)", "Proportionnalité (fr)")
    workbook = _filled([ROW, ROW], headers)
    sheet = workbook.worksheets[0]
    for column, texts in ((10, ("Lien direct (NL)", "Tien sessies.", None)), (11, ("Aandeel", None, None))):
        for row, text in enumerate(texts, 1):
            sheet.cell(row, column, text)
    sheet.cell(1, 11, "proportionaliteit - nl")
    result = read(_saved(workbook, tmp_path))
    assert result.findings == ()
    links = [entry["link"] for entry in result.entries]
    assert links == [{"fr": ENTRY["link"]["fr"], "nl": "Tien sessies."}, {"fr": ENTRY["link"]["fr"]}]


# Amounts


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.234,56", "1234.56"), ("1 234,56 €", "1234.56"), ("€ 1.234,56", "1234.56"), ("1234.56", "1234.56"),
        ("1234,5", "1234.5"), ("1.234", "1234"), ("1 234", "1234"), ("1.234.567,80", "1234567.8"),
        ("1\u00a0234,56\u00a0€", "1234.56"), ("1\u202f234,56", "1234.56"), ("1'234,56", "1234.56"),
        ("1’234,56", "1234.56"), ("1,234.56", "1234.56"), ("EUR 12", "12"), ("12 euros", "12"), ("€ 12,-", "12"),
        ("-5", "-5"), ("−5", "-5"), ("5-", "-5"), ("(5,00)", "-5"), ("€ -5,10", "-5.1"), ("+5", "5"),
        (12, "12"), (0.1 + 0.2, "0.3"), (1250.5, "1250.5"), (-3.2, "-3.2"), (1234567.89, "1234567.89"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_a_person_means_it(write: Write, typed: object, amount: str) -> None:
    """In digits, or as text in the notations of Belgium."""
    value = _value(write({"amount": typed}), "amount")
    assert value == Decimal(amount)
    assert type(value) is Decimal


@pytest.mark.parametrize(
    "typed",
    [
        "1,234", "0.375", "1.23.456", "1 23", "12,345", "abc", "5 + 5", "--5", "(-5)", "1e3", "9" * 50, "€", "12 %",
        12.345, 1e300, True, date(2015, 5, 3), datetime.fromisoformat("2015-05-03T08:00"), clock(3, 50), timedelta(hours=30),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_at_its_cell(write: Write, typed: object) -> None:
    """A date is what Excel makes of 3.5; parts of a cent and other notations are never guessed."""
    sheet = read(write({"amount": typed}))
    assert _told(sheet) == ["XLS013 F2"]
    assert "amount" not in sheet.entries[0]


def test_a_date_among_the_amounts_is_called_one(write: Write) -> None:
    """Who typed 3.5 does not look for a date."""
    (finding,) = read(write({"amount": date(2015, 5, 3)})).findings
    assert "Excel made a date of this number" in str(finding.message)


FORMATS = ("0.00", "0", '#,##0.00\\ "€"', '_-* #,##0.00\\ "€"_-;-* #,##0.00\\ "€"_-')


@pytest.mark.parametrize("number_format", ["General", *FORMATS])
@pytest.mark.parametrize("typed", [171957.777, 10.005, 1250.567, 0.0102, -2.675])
def test_a_number_with_parts_of_a_cent_is_refused_however_it_is_shown(
    write: Write, typed: float, number_format: str
) -> None:
    """It is never rounded in silence: the sums of the administration would be others than those of Excel."""
    sheet = read(write({"amount": typed}, amount=number_format))
    assert _told(sheet) == ["XLS013 F2"]
    assert "amount" not in sheet.entries[0]


def test_an_amount_that_excel_shows_rounded_is_told_as_the_cell_holds_it(write: Write) -> None:
    """Who sees 171 957,78 looks for nothing wrong; the remedy names the function as Excel calls it."""
    (finding,) = read(write({"amount": 171957.777}, amount="#,##0.00")).findings
    assert str(finding.message) == "The cell holds the amount 171957,777: more digits than it shows."
    for language, function in (("en", "ROUND(…;2)"), ("fr", "ARRONDI(…;2)"), ("nl", "AFRONDEN(…;2)")):
        assert finding.remedy is not None
        assert function in translator(language).text(finding.remedy)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [(0.1 + 0.2, "0.30"), (171957.78000000001, "171957.78"), (10.00000001, "10.00"), (1.1 * 3, "3.30")],
)
@pytest.mark.parametrize("number_format", ["General", *FORMATS])
def test_the_noise_of_binary_fractions_is_no_part_of_a_cent(
    write: Write, typed: float, amount: str, number_format: str
) -> None:
    """A sum of Excel goes astray by less than anybody pays."""
    assert _value(write({"amount": typed}, amount=number_format), "amount") == Decimal(amount)


NOTATIONS: tuple[Callable[[str, str, str], str], ...] = (
    lambda sign, whole, cents: f"{sign}{_grouped(whole, '.')},{cents}",
    lambda sign, whole, cents: f"{sign}{_grouped(whole, ' ')},{cents} €",
    lambda sign, whole, cents: f"€ {sign}{_grouped(whole, '.')},{cents}",
    lambda sign, whole, cents: f"{sign}{_grouped(whole, chr(0xA0))},{cents}",
    lambda sign, whole, cents: f"{sign}{_grouped(whole, chr(0x202F))},{cents}",
    lambda sign, whole, cents: f"{sign}{_grouped(whole, chr(39))},{cents}",
    lambda sign, whole, cents: f"{sign}{whole}.{cents}",
    lambda sign, whole, cents: f"{sign}{whole},{cents}",
    lambda sign, whole, cents: f"{whole},{cents}-" if sign else f"{whole},{cents}",
    lambda sign, whole, cents: f"({whole},{cents})" if sign else f"{whole},{cents}",
)


def _grouped(whole: str, sign: str) -> str:
    return f"{int(whole):,}".replace(",", sign)


@settings(deadline=None, max_examples=15)
@given(
    st.lists(
        st.decimals("-999999999.99", "999999999.99", places=2, allow_nan=False), min_size=20, max_size=20
    )
)
def test_any_amount_comes_back_exactly_in_each_notation(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[Decimal]
) -> None:
    """As text in each notation, and as a number of Excel."""
    rows: list[dict[str, Any]] = [{**ROW, "amount": float(amount)} for amount in amounts]
    expected = list(amounts)
    for amount in amounts[:10]:
        whole, cents = f"{abs(amount):.2f}".split(".")
        sign = "-" if amount < 0 else ""
        rows += [{**ROW, "amount": notation(sign, whole, cents)} for notation in NOTATIONS]
        expected += [amount] * len(NOTATIONS)
    sheet = read(_saved(_filled(rows), tmp_path_factory.mktemp("amounts")))
    assert sheet.findings == ()
    assert [entry["amount"] for entry in sheet.entries] == expected


# Shares


@pytest.mark.parametrize(
    ("typed", "number_format", "share"),
    [
        (37.5, "General", "37.5"), ("37,5 %", "@", "37.5"), ("37,5", "@", "37.5"), ("37.50%", "@", "37.5"),
        ("37,5\u00a0%", "@", "37.5"), (0.375, "0.0%", "37.5"), (0.375, "0%", "37.5"), (1, "0%", "100"),
        (100, "General", "100"), (0, "General", "0"), ("0,5 %", "@", "0.5"), (0.005, "0.00%", "0.5"),
        (33.333333, "0.00", "33.33"), (1 / 3, "0.00%", "33.33"), (-5, "General", "-5"), (150, "General", "150"),
    ],
)  # fmt: skip
def test_a_share_is_read_in_per_cent(write: Write, typed: object, number_format: str, share: str) -> None:
    """What is out of bounds is for a rule to judge."""
    value = _value(write({"share": typed}, share=number_format), "share")
    assert value == Decimal(share)
    assert type(value) is Decimal


@pytest.mark.parametrize(
    "typed", [0.375, 1, "0,5", "1", "la moitié", "33,333", 33.333, True, date(2015, 5, 3), "50 % 50"]
)
def test_a_share_that_can_be_meant_in_two_ways_is_refused(write: Write, typed: object) -> None:
    """0,5 may be a half or half a per cent: nobody knows but who typed it."""
    assert _told(read(write({"share": typed}))) == ["XLS014 G2"]


# Dates


@pytest.mark.parametrize(
    "typed",
    [
        date(2015, 3, 31), datetime.fromisoformat("2015-03-31T14:30"), "31/03/2015", "31-3-2015", "31.03.15", "2015-03-31",
        "31/3/15", "31 mars 2015", "31 maart 2015", "31 mrt 2015", "31 mrt. 2015", "31\u00a0MARS\u00a02015",
        "mardi 31 mars 2015", "di. 31 maart 2015", "31/03/2015 00:00:00", "31-mars-15", "31 March 2015", 42094,
        42094.75,
    ],
)  # fmt: skip
def test_a_date_is_read_as_a_person_means_it(write: Write, typed: object) -> None:
    """In digits or in words, as text or as the number that Excel counts; a time of day is left out."""
    number_format = "dd/mm/yyyy" if isinstance(typed, date) else "General"
    assert _value(write({"date": typed}, date=number_format), "date") == "2015-03-31"


@pytest.mark.parametrize(("typed", "day"), [("1er mars 2015", "2015-03-01"), ("3/4/2015", "2015-04-03")])
def test_the_day_stands_before_the_month(write: Write, typed: str, day: str) -> None:
    """As in the whole of Belgium."""
    assert _value(write({"date": typed}), "date") == day


@pytest.mark.parametrize(
    "typed",
    ["03/31/2015", "30/02/2015", "31/03", "mars 2015", "2015", 2015, 31032015, 20150331, "31 mois 2015", True, "demain",
     "31/03-2015", clock(8, 30), "1/2/345"],
)  # fmt: skip
def test_what_is_no_day_is_refused(write: Write, typed: object) -> None:
    """A month 31 does not exist, and is never taken for a day."""
    assert _told(read(write({"date": typed}))) == ["XLS015 B2"]


def test_the_days_of_an_old_mac_are_counted_from_1904(tmp_path: Path) -> None:
    """A workbook says from when it counts."""
    workbook = _filled([{**ROW, "date": 40632}])
    workbook.epoch = datetime.fromisoformat("1904-01-01")
    assert _value(_saved(workbook, tmp_path), "date") == "2015-03-31"


MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
}


@settings(deadline=None, max_examples=15)
@given(st.lists(st.dates(date(2000, 1, 1), date(2099, 12, 31)), min_size=10, max_size=10))
def test_any_date_comes_back_in_each_notation(
    tmp_path_factory: pytest.TempPathFactory, days: list[date]
) -> None:
    """In digits, in words of both languages, and as Excel counts them."""
    rows: list[dict[str, Any]] = []
    expected: list[str] = []
    for day in days:
        written = [
            day,
            (day - date(1899, 12, 30)).days,
            f"{day:%d/%m/%Y}",
            f"{day.day}-{day.month}-{day.year}",
            f"{day:%d.%m.%y}",
            day.isoformat(),
            f"{day.day} {MONTHS['fr'][day.month - 1]} {day.year}",
            f"{day.day} {MONTHS['nl'][day.month - 1]} {day.year}",
        ]
        rows += [{**ROW, "date": each} for each in written]
        expected += [day.isoformat()] * len(written)
    sheet = read(_saved(_filled(rows), tmp_path_factory.mktemp("dates")))
    assert sheet.findings == ()
    assert [entry["date"] for entry in sheet.entries] == expected


# Classes, numbers and texts


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("frais de personnel", "staff"), ("Frais de Personnel ", "staff"), ("personnel", "staff"), ("staff", "staff"),
        ("PERSONEEL", "staff"), ("personeelskosten", "staff"), ("fonctionnement", "operating"),
        ("frais  de fonctionnement", "operating"), ("werking", "operating"), ("werkingskosten", "operating"),
        ("Operating", "operating"),
    ],
)  # fmt: skip
def test_a_class_is_known_by_its_words(write: Write, typed: str, code: str) -> None:
    """Its code, its words in both languages, or the short form."""
    assert _value(write({"class": typed}), "class") == code


@pytest.mark.parametrize("typed", ["investissement", 1, True])
def test_another_class_is_refused_with_the_choices(write: Write, typed: object) -> None:
    """In the words of the reader."""
    sheet = read(write({"class": typed}))
    assert _told(sheet) == ["XLS016 E2"]
    remedy = sheet.findings[0].remedy
    assert remedy is not None
    assert "frais de personnel" in translator("fr").text(remedy)
    assert "werkingskosten" in translator("nl").text(remedy)


@pytest.mark.parametrize(
    ("typed", "number_format", "number"),
    [
        ("0017", "@", "0017"),
        (12.0, "General", "12"),
        (17, "00000", "00017"),
        ("=A1", "@", "=A1"),
        (0, "0", "0"),
    ],
)
def test_the_number_of_a_document_is_a_text(
    write: Write, typed: object, number_format: str, number: str
) -> None:
    """Zeros in front are kept, and so is a text that looks like a formula."""
    path = write({"number": "x" if typed == "=A1" else typed}, number=number_format)
    if typed == "=A1":
        _rezipped(path, lambda _, content: content.replace(b"<t>x</t>", b"<t>=A1</t>"))
    assert _value(path, "number") == number


@pytest.mark.parametrize("typed", [2015.1, 1e16, -3, True, date(2015, 3, 1)])
def test_a_number_that_excel_changed_is_refused(write: Write, typed: object) -> None:
    """Of 2015.10 Excel keeps 2015.1, and of 3-2015 a date."""
    assert _told(read(write({"number": typed}))) == ["XLS017 A2"]


@pytest.mark.parametrize("typed", [44021, "44021", 44021.0])
def test_the_member_is_its_code(tmp_path: Path, typed: object) -> None:
    """As a number or as a text."""
    workbook = _filled([ROW])
    workbook.worksheets[0]["J1"] = "Membre"
    member: Any = workbook.worksheets[0]["J2"]
    member.value = typed
    assert _value(_saved(workbook, tmp_path), "member") == "44021"


@pytest.mark.parametrize(
    ("name", "typed", "text"),
    [
        ("supplier", "  Centre\nsportif ", "Centre sportif"),
        ("supplier", "Centre_x000D_\nsportif", "Centre sportif"),
        ("supplier", "Centre\u200b sportif\ufeff", "Centre sportif"),
        ("supplier", "Cafe\u0301", "Café"),
        ("supplier", 3, "3"),
        ("subject", 12.5, "12,5"),
        ("link", "Un\r\ndeux", {"fr": "Un\ndeux"}),
    ],
)
def test_a_text_is_cleaned_of_what_nobody_sees(write: Write, name: str, typed: object, text: object) -> None:
    """Line ends within a line, signs of control, blanks at the ends."""
    assert _value(write({name: typed}), name) == text


def test_a_percentage_in_a_text_stays_one(write: Write) -> None:
    """Of “50 %” Excel makes 0.5 and shows a percentage."""
    assert _value(write({"proportion": 0.5}, proportion="0%"), "proportion") == {"fr": "50\u00a0%"}


def test_a_sign_that_cannot_be_printed_is_named(write: Write) -> None:
    """As in any other file."""
    assert _told(read(write({"supplier": "Café 😀"}))) == ["SRC011 C2"]


# Formulas


def _computed(write: Write, saved: bytes, kind: bytes = b"") -> Path:
    path = write({"amount": "=100*1.005"}, amount="General")
    _in_sheet(path, b"<f>100*1.005</f><v></v>", b"<f>100*1.005</f>" + saved)
    _in_sheet(path, b'<c r="F2"', b'<c r="F2"' + kind)
    return path


def test_a_formula_gives_the_value_that_excel_saved(write: Write) -> None:
    """It is read to the cent, away from binary noise; what is no whole cent is for the formula to round."""
    assert _value(_computed(write, b"<v>100.49999999999999</v>"), "amount") == Decimal("100.50")
    assert _told(read(_computed(write, b"<v>33.335</v>"))) == ["XLS013 F2"]
    assert _value(_computed(write, b"<v>1.234,50</v>", b' t="str"'), "amount") == Decimal("1234.50")


def test_a_formula_without_a_value_is_refused(write: Write) -> None:
    """Another program wrote it; Excel computes when it opens the file."""
    sheet = read(write({"amount": "=100*1.005"}))
    assert _told(sheet) == ["XLS011 F2"]


def test_a_formula_that_gives_nothing_is_an_empty_cell(write: Write) -> None:
    """`=IF(…;"")` shows nothing."""
    assert _told(read(_computed(write, b"<v></v>", b' t="str"'))) == ["XLS018 F2"]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!"])
def test_an_error_of_excel_is_refused(write: Write, error: str) -> None:
    """It is no value, in whatever column."""
    assert _told(read(write({"amount": error, "supplier": error}))) == ["XLS012 C2", "XLS012 F2"]


# Rows


def test_empty_cells_of_a_row_are_named(write: Write) -> None:
    """The subject may be left out."""
    sheet = read(write({"number": None, "subject": None, "link": " "}))
    assert _told(sheet) == ["XLS018 A2", "XLS018 H2"]
    assert sheet.findings[1].place.pointer == "/expenses/0/link"


def test_empty_rows_are_skipped(write: Write) -> None:
    """Rows after them are read, however many there are."""
    blank = dict.fromkeys(ROW)
    sheet = read(write({}, *[blank] * 300, {"number": "last"}))
    assert sheet.findings == ()
    assert [entry["number"] for entry in sheet.entries] == ["F2015-017", "last"]
    assert sheet.cells["expenses", 1] == "Dépenses!A303"


@pytest.mark.parametrize(
    "word", ["Total", "TOTAUX :", "Totaal 2015", "Subtotal", "Sous-total", "Total général", "Subtotaal"]
)
def test_a_row_of_sums_is_skipped_and_told(write: Write, word: str) -> None:
    """It has neither date nor supplier."""
    row = dict.fromkeys(ROW) | {"number": word, "amount": 99}
    sheet = read(write({}, row, {}))
    assert _told(sheet) == ["XLS019 A3"]
    assert sheet.findings[0].severity is Severity.INFO
    assert len(sheet.entries) == 2


def test_a_supplier_called_total_is_no_sum(write: Write) -> None:
    """Nor is a number that begins so, where the row has a date."""
    sheet = read(
        write({"number": "Total 1", "supplier": "Total Energies"}, {"supplier": "Totalys", "number": "2"})
    )
    assert sheet.findings == ()
    assert len(sheet.entries) == 2


def test_hidden_rows_are_read_and_told(tmp_path: Path) -> None:
    """A filter hides rows and takes nothing away."""
    workbook = _filled([ROW] * 4)
    for row in (3, 4, 9):
        workbook.worksheets[0].row_dimensions[row].hidden = True
    sheet = read(_saved(workbook, tmp_path))
    assert len(sheet.entries) == 4
    assert _told(sheet) == ["XLS020 A3"]
    assert str(sheet.findings[0].message).endswith(": 2.")


@pytest.mark.parametrize(("cells", "at"), [("C2:C3", "C2"), ("H1:I1", "H1"), ("A3:B3", "A3")])
def test_merged_cells_are_refused(tmp_path: Path, cells: str, at: str) -> None:
    """Excel keeps one value for all of them."""
    workbook = _filled([ROW, ROW])
    workbook.worksheets[0].merge_cells(cells)
    assert f"XLS010 {at}" in _told(read(_saved(workbook, tmp_path)))


def test_merged_cells_outside_the_rows_do_no_harm(tmp_path: Path) -> None:
    """A title above, a sum below."""
    workbook = _filled([ROW])
    sheet = workbook.worksheets[0]
    sheet.insert_rows(1)
    sheet["A1"] = "Dépenses"
    sheet.merge_cells("A1:I1")
    sheet["A4"] = "Total"
    sheet.merge_cells("A4:E4")
    assert _told(read(_saved(workbook, tmp_path))) == ["XLS019 A4"]


def test_more_rows_than_a_report_takes_are_refused(write: Write) -> None:
    """The limit is that of the schema."""
    sheet = read(write(*[{}] * 602))
    assert len(sheet.entries) == 600
    assert _told(sheet) == ["XLS004 A602"]


def test_all_errors_are_told_at_once_in_the_order_of_the_cells(write: Write) -> None:
    """A person mends the sheet once."""
    bad = {"date": "demain", "amount": "x", "share": None, "number": None}
    sheet = read(write(bad, {"class": "?"}, bad, headers=(*FRENCH[:3], "Remarque", *FRENCH[4:])))
    assert _told(sheet) == [
        "XLS008 D1",
        *("XLS018 A2", "XLS015 B2", "XLS013 F2", "XLS018 G2"),
        "XLS016 E3",
        *("XLS018 A4", "XLS015 B4", "XLS013 F4", "XLS018 G4"),
    ]


# Columns and sheets


def test_an_unknown_column_is_told(tmp_path: Path) -> None:
    """With its name, or with its letter where it has none; a column without anything is not."""
    workbook = _filled([ROW])
    sheet = workbook.worksheets[0]
    sheet["J1"], sheet["K1"], sheet["K2"], sheet["L1"], sheet["M2"] = (
        "Remarque",
        "Montant imputé",
        468.94,
        " ",
        "perdu",
    )
    result = read(_saved(workbook, tmp_path))
    assert _told(result) == ["XLS008 J1", "XLS008 M1"]
    assert {finding.severity for finding in result.findings} == {Severity.WARNING}
    assert "Remarque" in str(result.findings[0].message)
    assert len(result.entries) == 1


@pytest.mark.parametrize("shown", [3, "?"])
def test_an_amount_that_excel_computes_otherwise_is_told(tmp_path: Path, shown: object) -> None:
    """Its sums above the table are wrong then; the report takes what the program computes, and says which."""
    workbook = _filled([ROW])
    sheet: Any = workbook.worksheets[0]
    sheet["K1"], sheet["K2"] = "Montant imputé", shown
    result = read(_saved(workbook, tmp_path))
    assert _told(result) == ["XLS022 K2"]
    assert dict(result.findings[0].message.values)["amount"] == Decimal("468.94")


@pytest.mark.parametrize(
    ("position", "header"), [(5, "Fournisseur"), (5, ""), (7, "Link"), (8, "Lien direct")]
)
def test_a_column_that_is_missing_or_stands_twice_is_refused(
    write: Write, position: int, header: str
) -> None:
    """So is a text in no known language."""
    headers = [*FRENCH]
    headers[position] = header
    found = read(write(headers=headers)).findings
    assert "XLS007" in [finding.code for finding in found if finding.severity is Severity.ERROR]


def test_a_sheet_without_headers_is_refused(tmp_path: Path) -> None:
    """A single word that is also a header does not make one."""
    workbook = Workbook()
    workbook.worksheets[0].append(["Date", "Montant", "Autre"])
    (finding,) = read(_saved(workbook, tmp_path), "a.xlsx").findings
    assert (finding.code, finding.place.path) == ("XLS006", "a.xlsx")


def test_the_first_visible_sheet_with_headers_is_read(tmp_path: Path) -> None:
    """Another one with expenses is told, for it may be the one that was meant."""
    workbook = _filled([ROW])
    workbook.create_sheet("Notes", 0).append(["bonjour"])
    for name, state, rows in (("Caché", "hidden", 1), ("Vide", "visible", 0), ("Copie", "visible", 1)):
        sheet = workbook.create_sheet(name, 1 if name == "Caché" else None)
        sheet.append(list(FRENCH))
        sheet.sheet_state = state
        for _ in range(rows):
            sheet.append(list(ROW.values()))
    result = read(_saved(workbook, tmp_path))
    assert result.cells["expenses", 0] == "Dépenses!A2"
    assert _told(result) == ["XLS009 A1", "XLS009 A1"]
    assert [finding.place.path.split("!")[0].split()[-1] for finding in result.findings] == ["Caché", "Copie"]


# What is no workbook


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "XLS002"), (b"number;date\n1;2\n", "XLS002"), (b"<html><table></table></html>", "XLS002"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "XLS002"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "XLS002"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "EncryptedPackage".encode("utf-16-le"), "XLS003"),
        (b"PK", "XLS005"), (b"PK\x03\x04" + bytes(300), "XLS005"), (bytes(6 * 1024 * 1024), "XLS004"),
    ],
)  # fmt: skip
def test_a_file_of_another_form_is_refused(tmp_path: Path, raw: bytes, code: str) -> None:
    """CSV, a web page called .xlsx, an old workbook, a protected one, a heap of bytes."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(raw)
    (finding,) = read(path).findings
    assert finding.code == code
    assert finding.remedy is not None


@pytest.mark.parametrize("part", ["mimetype", "[Content_Types].xml", "xl/workbook.bin", "word/document.xml"])
def test_another_document_in_a_zip_is_refused(tmp_path: Path, part: str) -> None:
    """OpenDocument, Word, the binary form of Excel."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr(part, "<Types/>")
    assert [finding.code for finding in read(path).findings] == ["XLS002"]


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """Each in its own words."""
    missing, folder = read(tmp_path / "a.xlsx").findings[0], read(tmp_path).findings[0]
    assert missing.code == folder.code == "XLS001"
    assert missing.message != folder.message
    assert read(Path("a\0b")).findings[0].code == "XLS001"


def test_a_truncated_workbook_is_refused(write: Write) -> None:
    """Wherever the copying stopped."""
    path = write()
    raw = path.read_bytes()
    for length in range(4, len(raw), len(raw) // 40):
        path.write_bytes(raw[:length])
        (finding,) = read(path).findings
        assert finding.code == "XLS005"


@settings(deadline=None, max_examples=15)
@given(st.data())
def test_any_damage_gives_a_finding_or_the_entries(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Nothing raises, whatever part of the workbook is broken."""
    path = _saved(_filled([ROW]), tmp_path_factory.mktemp("damage"))
    with zipfile.ZipFile(path) as source:
        names = source.namelist()
    broken = data.draw(st.sampled_from(names))
    start = data.draw(st.integers(0, 400))
    noise = data.draw(st.binary(max_size=6))

    def change(name: str, content: bytes) -> bytes:
        return content[:start] + noise + content[start + 3 :] if name == broken else content

    _rezipped(path, change)
    sheet = read(path)
    assert sheet.entries or sheet.findings


@pytest.mark.parametrize("size", ["large", "many"])
def test_a_bomb_is_refused_before_it_is_unpacked(write: Write, size: str) -> None:
    """Fifty megabytes of blanks, or thousands of parts, come in a small file."""
    path = write()
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as target:
        if size == "large":
            target.writestr("xl/media/image.bmp", bytes(51 * 1024 * 1024))
        else:
            for number in range(2001):
                target.writestr(f"xl/{number}.xml", b"")
    assert path.stat().st_size < 1024 * 1024
    assert _told(read(path)) == [f"XLS004 {path.as_posix()}"]


@pytest.mark.parametrize(
    "head",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]>',
        b'<!DOCTYPE worksheet SYSTEM "file:///etc/passwd">',
    ],
)
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_xml_that_refers_elsewhere_is_refused(write: Write, part: str, head: bytes) -> None:
    """No workbook of Excel does; also not in another encoding."""
    path = write()
    _rezipped(path, lambda name, content: head + content if name == part else content)
    assert _told(read(path)) == [f"XLS005 {path.as_posix()}"]
    path = write()
    _rezipped(
        path, lambda name, content: (head + content).decode().encode("utf-16") if name == part else content
    )
    assert _told(read(path)) == [f"XLS005 {path.as_posix()}"]


def test_a_strict_workbook_is_refused_with_its_name(write: Write) -> None:
    """Excel can save one; it says so in the list of forms."""
    path = write()
    old, new = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/x"
    _rezipped(path, lambda _, content: content.replace(old, new))
    (finding,) = read(path).findings
    assert finding.code == "XLS002"
    assert "Strict" in str(finding.message)


def test_a_million_formatted_cells_are_read_at_once(write: Write) -> None:
    """A column that is painted down to the end of the sheet holds nothing; what stands below is read."""
    path = write({}, {"number": "last"})
    rows = b"".join(b'<row r="%d" s="1"><c r="A%d" s="1"/><c r="B%d" s="1"></c></row>' % (n, n, n) for n in
                    range(4, 200_000))  # fmt: skip
    with zipfile.ZipFile(path) as source:
        sheet = source.read("xl/worksheets/sheet1.xml")
    last = sheet[sheet.index(b'<row r="3"') : sheet.index(b"</sheetData>")]
    far = rows + last.replace(b'r="3"', b'r="200000"').replace(b'3" ', b'200000" ')
    _in_sheet(path, last + b"</sheetData>", far + b"</sheetData>")
    start = time.perf_counter()
    result = read(path)
    assert time.perf_counter() - start < 10
    assert result.findings == ()
    assert [entry["number"] for entry in result.entries] == ["F2015-017", "last"]
    assert result.cells["expenses", 1] == "Dépenses!A200000"


def test_one_far_cell_costs_nothing(write: Write) -> None:
    """The last cell of a sheet makes it seventeen thousand million cells large."""
    path = write()
    _in_sheet(path, b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    assert _told(read(path)) == ["XLS008 XFD1"]


def test_a_workbook_with_too_many_filled_cells_is_refused(write: Write) -> None:
    """It is a whole accounting."""
    path = write()
    rows = b"".join(b'<row r="%d"><c r="Z%d"><v>1</v></c></row>' % (n, n) for n in range(3, 100_100))
    _in_sheet(path, b"</sheetData>", rows + b"</sheetData>")
    assert _told(read(path)) == [f"XLS004 {path.as_posix()}"]


def test_what_surrounds_the_table_cannot_break_it(write: Write) -> None:
    """Filters, names and links of other programs, broken or not, are not read."""
    path = write()
    _in_sheet(
        path,
        b"</sheetData>",
        b'</sheetData><autoFilter ref="nonsense"/><dataValidations count="1"><dataValidation type="no"/>'
        b'</dataValidations><hyperlinks><hyperlink ref="A1"/></hyperlinks>',
    )
    assert read(path).entries == (ENTRY,)


# The template


@pytest.mark.parametrize("reader", ["fr", "nl", "en"])
@pytest.mark.parametrize(
    ("languages", "members"), [(("fr",), ()), (("nl",), ("44021", "62063")), (("fr", "nl"), ())]
)
def test_the_template_that_is_filled_in_is_read_back(
    tmp_path: Path, reader: Reader, languages: tuple[Language, ...], members: tuple[str, ...]
) -> None:
    """Whatever the language of who fills it in, and of the document."""
    known = [municipalities()[nis] for nis in members]
    raw = template(translator(reader), languages, campaign(2015), known)
    workbook = load_workbook(io.BytesIO(raw))
    sheet = workbook.worksheets[0]
    texts = {"link": ENTRY["link"]["fr"], "proportion": ENTRY["proportion"]["fr"]}
    values: list[Any] = [ROW[name] for name in NAMES[:7]] + [None]
    values += [f"{texts[name]} {each}" for name in ("link", "proportion") for each in languages]
    if members:
        values.append(62063)
    for column, value in enumerate(values, 1):
        if value is not None:
            cell: Any = sheet.cell(6, column)
            cell.value = value
    result = read(_saved(workbook, tmp_path))
    assert result.findings == ()
    expected: dict[str, Any] = {**ENTRY, **({"member": "62063"} if members else {})}
    for name, text in texts.items():
        expected[name] = {each: f"{text} {each}" for each in languages}
    assert result.entries == (expected,)


@pytest.mark.parametrize("reader", ["fr", "nl", "en"])
def test_the_empty_template_has_no_entries_and_says_so(tmp_path: Path, reader: Reader) -> None:
    """The computed column and the sums are no expenses, nor is the sheet of explanations."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(template(translator(reader), ("fr", "nl"), campaign(2015)))
    result = read(path)
    assert result.entries == ()
    assert [(f.code, f.severity) for f in result.findings] == [("XLS021", "warning")]


def test_the_template_is_the_same_every_time() -> None:
    """Its bytes do not depend on the clock."""
    first = template(translator("fr"), ("fr",), campaign(2015))
    assert first == template(translator("fr"), ("fr",), campaign(2015))


def test_the_template_helps_who_types() -> None:
    """Choices, limits, sums in view, a header on each page; 600 rows are ready, as the schema allows."""
    members = [municipalities()["44021"]]
    raw = template(translator("fr"), ("fr", "nl"), campaign(2015), members)
    workbook = load_workbook(io.BytesIO(raw))
    sheet, notes = workbook.worksheets
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    assert set(rules) == {"date", "decimal", "list", "textLength"}
    assert all(rule.error and rule.errorTitle for rule in sheet.data_validations.dataValidation)
    assert (rules["date"].formula1, rules["date"].formula2) == ("DATE(2015,1,1)", "DATE(2015,12,31)")
    assert sheet.freeze_panes == "B6"
    assert sheet.auto_filter.ref == "A5:M605"
    assert sheet.print_title_rows == "$5:$5"
    assert sheet["H6"].value == ('=IF(OR(F6="",G6=""),"",IFERROR(ROUND(F6*IF(G6<=1,G6,G6/100),2),"?"))')
    assert sheet["H605"].value
    assert sheet["H606"].value is None
    assert [sheet[f"G{row}"].value for row in (1, 2)] == ["frais de personnel", "frais de fonctionnement"]
    assert sheet["H1"].value == "=SUMIF($E$6:$E$605,G1,$H$6:$H$605)"
    assert sheet["H3"].value == "=SUM(H1:H2)"
    assert sheet["A6"].number_format == "@"
    written = [cell.value for (cell,) in notes.iter_rows(max_col=1)]
    assert {"frais de personnel", "frais de fonctionnement", "44021"} <= set(written)
    formulas = [c for s in workbook.worksheets for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert len(formulas) == 600 + 3


@pytest.mark.parametrize("merged", ["L1:L1048576", "A9:XFD9", "A5:XFD1048576"])
def test_a_merged_column_or_row_is_told_at_once(tmp_path: Path, merged: str) -> None:
    """Openpyxl would make a cell for each of its addresses, millions of them."""
    path = _saved(_filled([ROW]), tmp_path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    merges = f'</sheetData><mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>'.encode()
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", merges, 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    begun = time.monotonic()
    read(path)
    assert time.monotonic() - begun < 5


def test_a_workbook_that_takes_too_long_is_a_finding(tmp_path: Path) -> None:
    """Reading goes on in a process of its own, which is stopped; nothing hangs, whatever the file holds."""
    path = _saved(_filled([{**ROW, "supplier": "x" + " " * 32000 + "x"}] * 40), tmp_path)
    result = read_in_time(path, 0.2)
    assert [finding.code for finding in result.findings] == ["XLS004"]
    assert result.entries == ()
    sound = read_in_time(_saved(_filled([ROW]), tmp_path))
    assert len(sound.entries) == 1


def test_the_name_of_a_member_stands_for_its_code(tmp_path: Path) -> None:
    """In French or in Dutch; a code stays a code."""
    for typed, expected in (("Gand", "44021"), ("gent", "44021"), ("44021", "44021"), (37015, "37015")):
        workbook = load_workbook(
            io.BytesIO(template(translator("fr"), ("fr",), campaign(2015), [municipalities()["44021"]]))
        )
        sheet = workbook.worksheets[0]
        for column, value in enumerate(
            (
                "F-1",
                "31/03/2015",
                "Imprimerie",
                None,
                "personnel",
                12,
                100,
                None,
                "Affiches.",
                "Tout.",
                typed,
            ),
            1,
        ):
            sheet.cell(6, column, value)
        result = read(_saved(workbook, tmp_path))
        assert [f.code for f in result.findings] == []
        assert result.entries[0]["member"] == expected


def test_a_remark_below_the_table_is_told_once(tmp_path: Path) -> None:
    """Not once for each cell that it leaves empty."""
    result = read(_saved(_filled([ROW, {"supplier": "Remarque : voir le classeur 3"}]), tmp_path))
    assert [finding.code for finding in result.findings] == ["XLS018"]
    assert [entry.get("number") for entry in result.entries] == [ROW["number"], None]
