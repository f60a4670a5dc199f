"""The page of review, through the command: what a translator reads, in the files of the program and in faulty ones."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from generator import pairs
from generator.findings import Finding
from generator.locales import LANGUAGES, READERS, Language, Reader, translator
from generator.pairs import reading
from generator.pairs.model import Word
from generator.templates import read_parts
from tests import faults
from tests.conftest import ROOT, Call

TEMPLATES = ROOT / "templates"
CITY = "conventions/convention-city"
KINDS = (
    CITY,
    "conventions/convention-cluster",
    "piis/common",
    "piis/piis-workshop",
    "piis/social-balance",
    "reports/final-report",
)
NOT_TEXT = ("label", "extra", "none")
"""What the page says itself within a cell, in the language of the reader."""
BY_NAME = {fault.name: fault for fault in faults.FAULTS}
AT_NO_BLOCK = {"TPL013", "PAI001", "PAI023", "TPL001", "TPL018"}
"""Codes that speak of a whole file: its name, its pages, its styles, its blocks in the common one."""

Review = Callable[..., Any]


@pytest.fixture(scope="session")
def pages() -> dict[tuple[Path | None, str], str]:
    """Keep the pages of the folders that no test changes."""
    return {}


@pytest.fixture
def written(tmp_path: Path, call: Call, pages: dict[tuple[Path | None, str], str]) -> Callable[..., str]:
    """Give a function that writes the page of a folder, and reads it."""

    def made(folder: Path | None = None, language: str = "fr") -> str:
        if (folder, language) not in pages:
            out = tmp_path / f"page-{len(pages)}.html"
            arguments = [] if folder is None else [folder.as_posix()]
            code, told, _ = call("templates", "review", *arguments, "-o", out.as_posix(), "--lang", language)
            assert code == 0
            assert out.as_posix() in told
            pages[folder, language] = out.read_text(encoding="utf-8")
        return pages[folder, language]

    return made


@pytest.fixture
def review(written: Callable[..., str]) -> Review:
    """Give a function that reviews a folder, and gives the page as a tree; each folder is reviewed once."""
    return lambda *arguments: html.document_fromstring(written(*arguments))


def some(folder: Path, *kinds: str) -> Path:
    """Copy some pairs."""
    for kind in kinds:
        for language in LANGUAGES:
            target = folder / f"{kind}.{language}.docx"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(TEMPLATES / f"{kind}.{language}.docx", target)
    return folder


def put(folder: Path, kind: str, *names: str) -> None:
    """Put faults into a copy, one after the other."""
    for name in names:
        fault = BY_NAME[name]
        path = folder / f"{kind}.{fault.language}.docx"
        assert faults.inject(folder, path, fault) is not None, name


def edit(path: Path, part: str, change: Callable[[str], str]) -> None:
    """Change the XML of a part."""
    parts = read_parts(path.name, path.read_bytes())
    before = parts[part].decode()
    after = change(before)
    assert after != before
    parts[part] = after.encode()
    faults.write(path, parts)


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with every fault that applies, spread over the pairs."""
    folder = some(tmp_path_factory.mktemp("faulty"), *KINDS)
    (folder / "piis" / "social-balance.nl.docx").unlink()
    paths = sorted(folder.rglob("*.nl.docx"))
    done = set()
    for number, fault in enumerate(faults.FAULTS):
        for path in (*paths[number % len(paths) :], *paths):
            other = path.with_name(path.name.replace(".nl.", f".{fault.language}."))
            if other.exists() and faults.inject(folder, other, fault) is not None:
                done.add(fault.name)
                break
    assert len(done) > 0.9 * len(faults.FAULTS)
    (folder / "piis" / "loose.docx").write_text("junk")
    (folder / "piis" / "other.fr.docx").write_text("junk")
    return folder


@pytest.fixture(scope="session")
def found(faulty: Path) -> tuple[Finding, ...]:
    """Give what the check finds in it."""
    return pairs.check(faulty).findings


def text_of(node: Any) -> str:
    """Give the text of a file in a part of the page, without what the page says itself."""
    out = [node.text or ""]
    for child in node:
        own = child.tag == "small" or child.get("class") in NOT_TEXT
        out += ["" if own else text_of(child), child.tail or ""]
    return "".join(out)


def texts(tree: Any, language: Language) -> Counter[str]:
    """Give the texts of the cells of a language that are not empty."""
    # one query for the whole page would sort what it finds, for seconds
    blocks = "descendant::div[starts-with(@class, 'p') and not(contains(@class, 'part'))]"
    found = (node for cell in tree.xpath("//td[@lang=$l]", l=language) for node in cell.xpath(blocks))
    return Counter(text for node in found if (text := text_of(node).strip(" ")))


def words(folder: Path, language: Language) -> list[Word]:
    return [reading.read(path, language) for path in sorted(folder.rglob(f"*.{language}.docx"))]


def cells(tree: Any, containing: str) -> Any:
    """Give the row of the page in which a text stands."""
    found = [
        row for row in tree.xpath("//tbody/tr[td/@lang]") if containing in " ".join(text_of(td) for td in row)
    ]
    assert found, containing
    return found[0]


def block(tree: Any, containing: str) -> Any:
    return cells(tree, containing).getparent()


# what is on the page


def test_every_text_of_both_files_is_on_the_page_once_in_a_cell_of_its_language(review: Review) -> None:
    """Paragraphs, cells, captions, headers, notes, titles: none is lost, none is shown twice."""
    tree = review()
    for language in LANGUAGES:
        written = Counter(
            paragraph.text.strip(" ")
            for word in words(TEMPLATES, language)
            for paragraph in word.paragraphs
            if paragraph.text.strip(" ")
        )
        assert texts(tree, language) == written


def test_every_text_of_faulty_files_is_on_the_page_too(review: Review, faulty: Path) -> None:
    """Also of those that have no pair, or stand elsewhere in the other language."""
    tree = review(faulty)
    for language in LANGUAGES:
        read = [
            reading.read(path, language)
            for path in sorted(faulty.rglob(f"*.{language}.docx"))
            if path.name != "other.fr.docx"
        ]
        written = (p.text.strip(" ") for word in read for p in word.paragraphs)
        assert texts(tree, language) == Counter(filter(None, written))


def test_the_templates_of_the_program_have_no_finding_and_nothing_marked(review: Review) -> None:
    """Texts in two languages differ everywhere; that is nothing to show."""
    tree = review()
    assert len(tree.xpath("//details")) == len(list(TEMPLATES.rglob("*.fr.docx")))
    assert not tree.xpath(
        "//*[contains(@class, 'finding ')] | //table[@class='blocks']//mark | //details[@open]"
    )
    assert not tree.xpath("//td[contains(@class, 'lacks')]")
    disabled = tree.xpath("//input[@disabled]/@id")
    assert disabled == ["show-errors", "show-warnings", "show-one"]


@pytest.mark.parametrize("language", READERS)
def test_every_finding_of_the_check_is_on_the_page_once(
    review: Review, faulty: Path, found: tuple[Finding, ...], language: Reader
) -> None:
    """With its code, its weight as a word, its message and its remedy, in the language of the reader."""
    say = translator(language)
    tree = review(faulty, language)
    printed = tree.xpath("//li[starts-with(@class, 'finding ')]")
    assert len(printed) == len(found) > 100
    written = Counter(" ".join(node.find("p").text_content().split()[1:]) for node in printed)
    weights = {"error": ("erreur", "fout", "error"), "warning": ("avertissement", "waarschuwing", "warning")}
    expected: Counter[str] = Counter()
    for finding in found:
        weight = weights[finding.severity.value][READERS.index(language)]
        remedy = f"→ {say.text(finding.remedy)}" if finding.remedy else ""
        told = f"{weight} {finding.code} {say.text(finding.message)} {remedy}"
        expected[" ".join(told.split())] += 1
    assert written == expected


def test_a_finding_stands_at_the_row_of_its_place(review: Review, faulty: Path) -> None:
    """Only what speaks of whole files stands at the head of a pair."""
    tree = review(faulty, "en")
    head = tree.xpath("//div[starts-with(@class, 'head-findings')]//strong[@class='weight']")
    assert {node.text_content().split()[-1] for node in head} <= AT_NO_BLOCK
    below = tree.xpath("//tr[@class='said']//li")
    assert len(below) > 90
    for node in below:
        row = node.xpath("ancestor::tbody/tr[1]")[0]
        place = " ".join(row.find("th").text_content().split())
        where = re.sub(r" \(French: .*\)", "", node.xpath("string(p/span[@class='where'])")).strip(" :")
        if "table" in where:
            # a cell, or a paragraph in it, is told in its row
            where = re.sub(r"(?:, column \d+)?(?:, paragraph \d+|, caption|, description)?$", "", where)
        if where.startswith("heading “"):
            assert "heading" in place
            assert where[9:].rstrip("…”") in text_of(row)
        else:
            assert where.removeprefix("below ").rpartition("”, ")[2] in place


@pytest.mark.parametrize(
    ("name", "french", "dutch"),
    [
        ("other value", "{{ centre.name }}", "{{ centre.short_name }}"),
        ("condition negated", "{%p if criteria.urban_policy %}", "{%p if not criteria.urban_policy %}"),
        ("filter dropped", "{{ amount|euro }}", "{{ amount }}"),
        ("other paragraph", "§§\u00a02", "§§\u00a07"),
        ("amount added", None, "€\u00a01.000,00"),
        ("other month", "26\u00a0mai 2002", "26\u00a0maart 2002"),
        ("OCMW in French", "OCMW", None),
    ],
)
def test_what_differs_is_marked_on_both_sides(
    review: Review, tmp_path: Path, name: str, french: str | None, dutch: str | None
) -> None:
    """The words and tags of which the finding speaks, and nothing else."""
    folder = some(tmp_path / "t", CITY)
    put(folder, CITY, name)
    tree = review(folder)
    marked = {
        language: tree.xpath("//table[@class='blocks']//td[@lang=$l]//mark", l=language)
        for language in LANGUAGES
    }
    assert [text_of(node) for node in marked["fr"]] == ([] if french is None else [french])
    assert [text_of(node) for node in marked["nl"]] == ([] if dutch is None else [dutch])


def test_what_one_language_lacks_is_said_in_words_and_found_by_its_filter(
    review: Review, tmp_path: Path
) -> None:
    folder = some(tmp_path / "t", CITY)
    put(folder, CITY, "paragraph missing", "row missing", "paragraph added")
    tree = review(folder, "en")
    alone = tree.xpath("//tbody[contains(concat(' ', @class, ' '), ' one ')]")
    assert len(alone) == 3
    said = [each.xpath("string(.//span[@class='none'])") for each in alone]
    assert sorted(said) == ["– not in the Dutch file"] * 2 + ["– not in the French file"]
    assert all(each.xpath(".//li[contains(@class, 'finding ')]") for each in alone)
    assert "(3)" in tree.xpath("string(//label[@for='show-one'])")


def test_a_moved_paragraph_leads_to_its_finding_from_the_other_place(review: Review, tmp_path: Path) -> None:
    folder = some(tmp_path / "t", CITY)
    put(folder, CITY, "paragraph moved")
    tree = review(folder)
    link = tree.xpath("//p[@class='named']/a")
    assert link
    target = tree.xpath("//*[@id=$id]", id=link[0].get("href")[1:])[0]
    assert "PAI004" in target.text_content()
    assert link[0].xpath("ancestor::tbody")[0] is not target.xpath("ancestor::tbody")[0]


def test_a_missing_dutch_file_is_shown(review: Review, tmp_path: Path) -> None:
    """The French stands alone, and the finding at the head of the pair."""
    folder = some(tmp_path / "t", CITY)
    (folder / f"{CITY}.nl.docx").unlink()
    tree = review(folder, "nl")
    assert "Nederlands" in tree.xpath("string(//p[@class='missing'])")
    assert "PAI001" in tree.xpath("string(//div[starts-with(@class, 'head-findings')])")
    assert not texts(tree, "nl")
    assert len(texts(tree, "fr")) > 100


def test_files_that_belong_to_no_pair_are_told(review: Review, tmp_path: Path) -> None:
    folder = some(tmp_path / "t", CITY)
    (folder / "loose.docx").write_text("junk")
    (folder / "conventions" / "other.fr.docx").write_text("junk")
    tree = review(folder, "en")
    titles = [node.text_content() for node in tree.xpath("//summary/h3")]
    assert titles == ["Convention of a large city", "other", "Other files"]
    codes = [
        [strong.text_content().split()[-1] for strong in each.xpath(".//strong[@class='weight']")]
        for each in tree.xpath("//details")
    ]
    assert codes == [[], ["PAI001", "TPL001"], ["PAI001"]]


def test_conditions_and_loops_enclose_what_they_govern(review: Review, tmp_path: Path) -> None:
    """By a bar on each side, from the tag that opens to the tag that closes."""
    tree = review(some(tmp_path / "t", CITY), "en")
    depth = []
    for row in tree.xpath("//tbody/tr[td/@lang]"):
        sides = [re.findall(r"b(\d)-(\w+)", td.get("class")) for td in row.findall("td")]
        assert sides[0] == sides[1]
        depth.append((text_of(row.find("td")).strip(), sides[0]))
    names = [text for text, _ in depth]
    begin = names.index("{%p if collective_actions %}")
    end = names.index("{%p endif %}", begin)
    assert {bars[0] for _, bars in depth[begin : end + 1]} == {("1", "if")}
    assert depth[begin - 1][1] == depth[end + 1][1] == []
    loop = names.index("{%tr for action in collective_actions %}")
    assert [bars for _, bars in depth[loop : loop + 3]] == [[("1", "if"), ("2", "for")]] * 3
    closing = cells(tree, "{%tr endfor %}").getparent()
    assert closing.xpath(".//code[@class='for']")


def test_a_condition_that_one_side_lacks_encloses_nothing_there(review: Review, tmp_path: Path) -> None:
    folder = some(tmp_path / "t", CITY)
    put(folder, CITY, "condition missing")
    tree = review(folder)
    bars = [
        ["b1-if" in td.get("class") for td in row.findall("td")] for row in tree.xpath("//tbody/tr[td/@lang]")
    ]
    assert [True, False] in bars


def test_tags_are_chips_of_their_sort_and_keep_every_sign(review: Review, tmp_path: Path) -> None:
    tree = review(some(tmp_path / "t", CITY, "piis/piis-studies", "piis/common"))
    found: dict[str, set[str]] = {}
    for node in tree.xpath("//table[@class='blocks']//code"):
        found.setdefault(node.get("class"), set()).add(node.text_content())
    assert set(found) == {"value", "filter", "if", "for", "block"}
    assert "{{ centre.name }}" in found["value"]
    assert "|euro }}" in found["filter"]
    assert {"{%p else %}", "{%p endif %}"} <= found["if"]
    assert "{%p extends common %}" in found["block"]
    style = tree.xpath("string(//style)")
    for sort in ("if", "for", "block", "flaw"):
        assert re.search(rf"\.{sort}::before {{ content: \"\S+\" / \"\"", style), "a sign, not only a colour"


def test_a_place_is_told_as_word_shows_it(review: Review, tmp_path: Path) -> None:
    """Once where both languages say the same; the heading above is told only where the filter hides it."""
    tree = review(some(tmp_path / "t", CITY, "reports/final-report"), "en")

    def place(text: str) -> str:
        return " ".join(cells(tree, text).find("th").text_content().split())

    assert place("Artikel 3. ").startswith("heading of article 3")
    table = cells(tree, "Objectifs fixés et réalisés en bref").find("th")
    assert table.xpath("string(span[@class='under'])").strip() == "below “Synthèse”,"
    assert place("Objectifs fixés et réalisés en bref").endswith("table 1 HouseTable")
    lines = tree.xpath("//details[2]//th[@scope='row']/span[@class='at']")
    assert not lines


def test_the_numbers_of_the_overview_are_those_of_the_check(
    review: Review, faulty: Path, found: tuple[Finding, ...]
) -> None:
    tree = review(faulty)
    severities = Counter(finding.severity.value for finding in found)
    rows = [
        [int(re.sub(r"\D", "", td.text_content()) or 0) for td in row.findall("td")[1:]]
        for row in tree.xpath("//table[@class='overview']/*/tr[td]")
    ]
    assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1]
    assert rows[-1][1:3] == [severities["error"], severities["warning"]]
    shown = {
        each.get("for"): int(re.sub(r"\D", "", each.text_content()) or 0) for each in tree.xpath("//label")
    }
    assert (shown["show-errors"], shown["show-warnings"]) == tuple(rows[-1][1:3])
    assert shown["show-all"] == len(tree.xpath("//tbody/tr[td/@lang]"))


# as a page


@pytest.mark.parametrize("language", READERS)
def test_the_page_stands_alone_and_can_be_read_aloud(review: Review, faulty: Path, language: Reader) -> None:
    """No network, no script; languages, headings, labels, links and tables as they must be."""
    tree = review(faulty, language)
    assert not tree.xpath("//script|//link|//iframe|//img|//@src|//@*[starts-with(name(), 'on')]")
    assert not tree.xpath("//@*[starts-with(., 'http') and (name() = 'href')]")
    assert not re.search(r"url\(|@import", " ".join(tree.xpath("//style/text()|//@style")))
    assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith(
        "default-src 'none'"
    )
    assert tree.get("lang") == language
    assert tree.findtext(".//title")
    for row in tree.xpath("//tbody/tr[td/@lang]"):
        assert [cell.get("lang") for cell in row.findall("td")] == ["fr", "nl"]
        assert row.find("th").get("scope") == "row"
    own = [span for span in tree.iter("span") if span.get("class") in NOT_TEXT]
    assert {each.get("lang") for each in own if any(up.get("lang") for up in each.iterancestors("td"))} == {
        language
    }
    for table in tree.iter("table"):
        assert (table.find("caption").text_content() or "").strip()
        assert all(head.get("scope") in ("col", "row", "rowgroup") for head in table.iter("th"))
        widths = {sum(int(cell.get("colspan", 1)) for cell in line) for line in table.iter("tr")}
        assert len(widths) == 1
    levels = [int(each.tag[1]) for each in tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    known = tree.xpath("//@id")
    assert len(known) == len(set(known))
    assert {link[1:] for link in tree.xpath("//a/@href")} <= set(known)
    assert set(tree.xpath("//@aria-labelledby")) <= set(known)
    assert {each.get("id") for each in tree.iter("input")} == set(tree.xpath("//label/@for"))
    assert all(label.text_content().strip() for label in tree.iter("label"))
    assert tree.xpath("string(//fieldset/legend)").strip()


def test_each_choice_of_the_filter_has_its_rule_and_without_it_all_is_shown(
    review: Review, faulty: Path
) -> None:
    """The classes of the rows are those that the rules name."""
    tree = review(faulty)
    style = tree.xpath("string(//style)")
    states = [each.get("id").removeprefix("show-") for each in tree.xpath("//input[@type='radio']")]
    assert states == ["all", "errors", "warnings", "one", "tags"]
    assert tree.xpath("//input[@checked]/@id") == ["show-all"]
    for state in states[1:]:
        assert f"body:has(#show-{state}:checked) :is(.blocks > tbody:not(.{state})" in style
        assert tree.xpath("//tbody[contains(concat(' ', @class, ' '), $s)]", s=f" {state} ")
    assert "@supports not selector(:has(*)) { .choose { display: none } }" in style
    for state in ("errors", "warnings"):
        for node in tree.xpath("//tr[@class='said']//li[contains(@class, $s)]", s=state):
            assert state in node.xpath("ancestor::tbody")[0].get("class").split()


def test_a_pair_with_findings_is_open_and_one_without_is_closed(review: Review, tmp_path: Path) -> None:
    folder = some(tmp_path / "t", CITY, "conventions/convention-cluster")
    put(folder, CITY, "other value")
    tree = review(folder)
    assert [each.get("open") is not None for each in tree.xpath("//details")] == [True, False]


def test_the_page_can_be_printed(review: Review, tmp_path: Path) -> None:
    """On paper in landscape, in light colours, with the names of the columns on each page."""
    style = review(some(tmp_path / "t", CITY)).xpath("string(//style)")
    printed = style[style.index("@media print") :]
    assert "size: A4 landscape" in style
    assert "display: table-header-group" in printed
    assert "color-scheme: light" in printed
    assert "break-inside: avoid" in printed


def test_the_tags_of_the_page_are_closed_in_order(written: Callable[..., str], faulty: Path) -> None:
    class Strict(HTMLParser):
        void = frozenset({"meta", "wbr", "input", "col"})

        def __init__(self) -> None:
            super().__init__()
            self.open_: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            names = [name for name, _ in attrs]
            assert len(names) == len(set(names))
            if tag not in self.void:
                self.open_.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open_.pop() == tag

    reader = Strict()
    reader.feed(written(faulty))
    reader.close()
    assert reader.open_ == []
    assert written(faulty).startswith("<!DOCTYPE html>\n")


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(2 * each for each in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_colours_can_be_told_apart_in_light_in_dark_and_on_paper(review: Review, tmp_path: Path) -> None:
    """Contrast of text as WCAG 2.2 AA asks: 4.5 to 1; of bars and borders 3 to 1."""
    style = review(some(tmp_path / "t", CITY)).xpath("string(//style)")
    schemes = [
        dict(re.findall(r"--([\w-]+): (#\w+)", each))
        for each in re.findall(r":root \{([^}]*--ink[^}]*)\}", style)
    ]
    assert len(schemes) == 3
    base: dict[str, str] = {}
    for scheme in schemes:
        colours = base = {**base, **scheme}

        def ratio(one: str, other: str, colours: dict[str, str] = colours) -> float:
            light, dark = sorted((_luminance(colours[one]), _luminance(colours[other])), reverse=True)
            return (light + 0.05) / (dark + 0.05)

        for text in ("ink", "soft", "strong", "link", "error", "warning"):
            assert ratio(text, "paper") >= 4.5, text
            assert ratio(text, "tint") >= 4.5, text
        for sort in ("value", "filter", "if", "for", "block", "error", "warning"):
            assert ratio(sort, f"{sort}-tint") >= 4.5, sort
            assert ratio(sort, "mark") >= 3, sort
        for tint in ("error-tint", "warning-tint", "mark"):
            assert ratio("ink", tint) >= 4.5
            assert ratio("link", tint) >= 4.5 or tint == "mark"
            assert ratio("soft", tint) >= 4.5 or tint == "mark"
        for line in ("if", "for", "block", "focus", "mark-line"):
            assert line not in colours or ratio(line, "paper") >= 3


# what a file holds is data


def test_texts_of_files_are_texts_on_the_page(review: Review, tmp_path: Path) -> None:
    """Also in a style, a caption, the alternative text of a picture, a field, and the name of a file."""
    folder = some(tmp_path / "t", CITY)
    hostile = "<script>alert('x')</script> & \"q\" {{ title }} <!-- </style>"
    escaped = hostile.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace(">", "&gt;")
    path = folder / f"{CITY}.nl.docx"
    edit(path, "word/document.xml", lambda xml: xml.replace("Overeenkomst</w:t>", f"{escaped}</w:t>", 1))
    edit(
        path,
        "word/document.xml",
        lambda xml: xml.replace('w:tblCaption w:val="', f'w:tblCaption w:val="{escaped}', 1),
    )
    edit(
        path,
        "word/document.xml",
        lambda xml: xml.replace('<w:pStyle w:val="Subtitle"/>', f'<w:pStyle w:val="{escaped}"/>', 1),
    )
    shutil.copy(path, folder / "conventions" / "a&b'<i>c.nl.docx")
    tree = review(folder)
    assert not list(tree.iter("script"))
    assert len(tree.xpath("//style")) == 1
    assert not tree.xpath("//comment()")
    assert hostile in texts(tree, "nl")
    assert any(text.startswith(hostile) for text in texts(tree, "nl") if text != hostile)
    assert hostile in tree.xpath("string(//table[@class='blocks'])")
    assert "conventions" in tree.xpath("string(//table[@class='overview'])")
    assert "a&b'<i>c.nl.docx" in tree.xpath("string(//details[1]/summary)")
    assert not tree.xpath("//i[contains(., 'c.nl')]")


def test_signs_that_are_not_seen_or_turn_the_text_are_shown(review: Review, tmp_path: Path) -> None:
    folder = some(tmp_path / "t", CITY)
    edit(
        folder / f"{CITY}.nl.docx",
        "word/document.xml",
        lambda xml: xml.replace("Overeenkomst</w:t>", "Over\u202eeen\u200bkomst</w:t>", 1),
    )
    tree = review(folder)
    row = cells(tree, "Over\u202eeen\u200bkomst")
    assert [node.text for node in row.xpath(".//span[@class='odd']")] == ["\u202e", "\u200b"]
    assert "unicode-bidi: isolate" in tree.xpath("string(//style)")


def test_no_break_spaces_tabs_and_emphasis_are_kept(review: Review, tmp_path: Path) -> None:
    tree = review(some(tmp_path / "t", CITY))
    assert tree.xpath("//span[@class='sp' and text()='\u00a0']")
    assert tree.xpath("//span[@class='tb' and text()='\t']")
    assert tree.xpath("//td[@lang='nl']//strong")
    assert [node.text for node in tree.xpath("//td[@lang='fr']//span[@class='extra']")].count(
        "champ PAGE"
    ) == 2


def test_a_cell_that_says_it_covers_a_million_columns_does_no_harm(review: Review, tmp_path: Path) -> None:
    folder = some(tmp_path / "t", CITY)
    path = folder / f"{CITY}.nl.docx"
    edit(
        path,
        "word/document.xml",
        lambda xml: xml.replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="999999999"/>', 1),
    )
    tree = review(folder)
    columns = [len(style.split("fr ")) for style in tree.xpath("//div[contains(@class, 'grid')]/@style")]
    assert max(columns) == 63
    assert sum(texts(tree, "nl").values()) == sum(
        bool(p.text.strip(" ")) for p in reading.read(path, "nl").paragraphs
    )


def test_a_tag_in_the_title_is_told_at_the_title(review: Review, tmp_path: Path) -> None:
    folder = some(tmp_path / "t", CITY)
    edit(
        folder / f"{CITY}.nl.docx",
        "docProps/core.xml",
        lambda xml: re.sub("(<dc:title>).*?(</dc:title>)", r"\1Titel {{ centre.name }}\2", xml),
    )
    tree = review(folder)
    assert "TPL021" in block(tree, "Titel {{ centre.name }}").text_content()


def test_tags_that_do_not_add_up_do_not_enclose_the_rest(review: Review, tmp_path: Path) -> None:
    """A condition of a table without an end stops with its table."""
    folder = some(tmp_path / "t", CITY)
    edit(
        folder / f"{CITY}.nl.docx",
        "word/document.xml",
        lambda xml: re.sub(r"\{%tr endfor %\}", "{%tr endfor", xml, count=1),
    )
    tree = review(folder)
    last = tree.xpath("//tbody/tr[td/@lang]")[-1]
    assert not re.search(r"b\d-", last.findall("td")[1].get("class"))


# the command


def test_the_same_files_give_the_same_bytes_wherever_they_are(tmp_path: Path, call: Call) -> None:
    """No date, no name of a folder, no order of the disk."""
    made = []
    for name in ("one", "another"):
        folder = some(tmp_path / name, CITY)
        put(folder, CITY, "other value", "paragraph moved", "layout of the page")
        out = tmp_path / f"{name}.html"
        assert call("templates", "review", folder.as_posix(), "-o", out.as_posix())[0] == 0
        made.append(out.read_bytes())
    assert made[0] == made[1]
    assert tmp_path.name.encode() not in made[0]


def test_findings_do_not_fail_the_command_and_are_counted(tmp_path: Path, call: Call) -> None:
    folder = some(tmp_path / "t", CITY)
    put(folder, CITY, "other value")
    code, out, err = call("templates", "review", folder.as_posix(), "-o", (tmp_path / "p.html").as_posix())
    assert code == 0
    assert out.strip().endswith("p.html")
    assert err == call("templates", "check", folder.as_posix())[2]


def test_without_a_name_the_page_stands_in_the_current_folder(
    tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = some(tmp_path / "t", CITY)
    monkeypatch.chdir(tmp_path)
    code, out, _ = call("templates", "review", folder.as_posix())
    assert code == 0
    assert "templates-review.html" in out
    assert (tmp_path / "templates-review.html").is_file()


def test_an_older_page_is_written_over_and_another_file_is_not(tmp_path: Path, call: Call) -> None:
    folder, out = some(tmp_path / "t", CITY), tmp_path / "page.html"
    arguments = ("templates", "review", folder.as_posix(), "-o", out.as_posix())
    out.write_text("<!DOCTYPE html><title>mine</title>")
    assert call(*arguments)[0] == 2
    assert out.read_text() == "<!DOCTYPE html><title>mine</title>"
    out.unlink()
    assert call(*arguments)[0] == 0
    first = out.read_bytes()
    put(folder, CITY, "other value")
    assert call(*arguments)[0] == 0
    assert out.read_bytes() != first


def test_wrong_names_and_folders_are_wrong_use(tmp_path: Path, call: Call) -> None:
    folder = some(tmp_path / "t", CITY)
    for out in ("page.docx", "page"):
        code, _, err = call("templates", "review", folder.as_posix(), "-o", (tmp_path / out).as_posix())
        assert code == 2
        assert err
        assert not (tmp_path / out).exists()
    assert (
        call("templates", "review", (tmp_path / "none").as_posix(), "-o", (tmp_path / "p.html").as_posix())[0]
        == 2
    )
    assert not (tmp_path / "p.html").exists()


def test_the_page_of_all_pairs_is_small(written: Callable[..., str]) -> None:
    """It is sent by mail."""
    assert len(written().encode()) < 3_000_000


def test_what_stands_after_a_block_of_the_common_template_has_a_place_of_its_own() -> None:
    """No two texts of a file are told at the same place, so that a finding has one row."""
    for path in sorted(TEMPLATES.rglob("*.docx")):
        language: Language = "fr" if ".fr." in path.name else "nl"
        places = [p.place for p in reading.read(path, language).paragraphs if p.text.strip()]
        assert len(places) == len(set(places)), path.name


def test_the_part_of_a_paragraph_that_is_no_text_is_shown_in_words(review: Review, tmp_path: Path) -> None:
    folder = some(tmp_path / "t", CITY)
    tree = review(folder, "en")
    assert cells(tree, "{{ campaign.decree }}").xpath(".//span[@class='extra']/text()") == ["note", "note"]
    assert tree.xpath("count(//td[@lang]//span[@class='none' and contains(., 'empty line')])") == 4
