"""Faults that are put into copies of the templates, one at a time, and what must be found of each."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from generator.templates import W, read_parts

NB: Final = "\u00a0"
Body = etree._Element
Edit = Callable[[Body], Body | None]
"""Changes the body, and gives the node where the fault must be found; None where it does not apply."""


@dataclass(frozen=True)
class Fault:
    """A kind of fault: where it is put, and the codes of which one must be told at its place."""

    name: str
    codes: frozenset[str]
    edit: Edit
    language: str = "nl"
    part: str = "word/document.xml"
    anywhere: bool = False
    """The place is not that of one block: the layout, the title."""


def inject(folder: Path, path: Path, fault: Fault) -> etree._Element | None:
    """Put a fault into a file of a copy; give the node where it stands, or None where it does not apply."""
    parts = read_parts(path.name, path.read_bytes())
    if fault.part not in parts:
        return None
    root = etree.fromstring(parts[fault.part])
    body = root.find(f"{W}body")
    node = fault.edit(root if body is None else body)
    if node is None:
        return None
    parts[fault.part] = etree.tostring(root, encoding="UTF-8", standalone=True)
    write(folder / path.parent.name / path.name, parts)
    return node


def write(path: Path, parts: dict[str, bytes]) -> None:
    """Write a Word file."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw)


def copy(templates: Path, folder: Path, family: str) -> Path:
    """Copy a family of templates."""
    shutil.copytree(templates / family, folder / family)
    return folder


def copy_pair(path: Path, folder: Path) -> Path:
    """Copy the pair of a template, and the common pair beside it; give the copy."""
    there = folder / path.parent.name
    there.mkdir(parents=True, exist_ok=True)
    for kind in (path.name.split(".")[0], "common"):
        for source in path.parent.glob(f"{kind}.*.docx"):
            if not (there / source.name).exists():
                shutil.copy(source, there / source.name)
    return there / path.name


def text_of(node: Body) -> str:
    """Give the text of a paragraph or of more."""
    return "".join(str(each.text or "") for each in node.iter(f"{W}t"))


def _paragraphs(body: Body) -> Iterator[Body]:
    return body.iter(f"{W}p")


def _top(body: Body) -> list[Body]:
    return [node for node in body if node.tag == f"{W}p"]


def _plain(node: Body, least: int = 40) -> bool:
    text = text_of(node)
    return len(text) >= least and "{%" not in text


def _texts(body: Body) -> Iterator[tuple[Body, Body]]:
    for paragraph in _paragraphs(body):
        for text in paragraph.iter(f"{W}t"):
            yield paragraph, text


def replaced(pattern: str, with_: str, *, last: bool = False, unless: str = "(?!)") -> Edit:
    """Replace the first text that fits, or the last one."""

    def edit(body: Body) -> Body | None:
        fit = [
            pair
            for pair in _texts(body)
            if re.search(pattern, str(pair[1].text or "")) and not re.search(unless, text_of(pair[0]))
        ]
        if not fit:
            return None
        paragraph, text = fit[-1 if last else 0]
        text.text = re.sub(pattern, with_, str(text.text), count=1)
        return paragraph

    return edit


def removed(which: Callable[[Body], bool]) -> Edit:
    """Take out the middle one of the paragraphs that fit."""

    def edit(body: Body) -> Body | None:
        fit = [node for node in _top(body) if which(node)]
        if not fit:
            return None
        node = fit[len(fit) // 2]
        _parent(node).remove(node)
        return node

    return edit


def _parent(node: Body) -> Body:
    parent = node.getparent()
    assert parent is not None
    return parent


def _copied(node: Body) -> Body:
    return etree.fromstring(etree.tostring(node))


def added(body: Body) -> Body | None:
    """Add a sentence of its own."""
    fit = [node for node in _top(body) if _plain(node)]
    if not fit:
        return None
    node = _copied(fit[len(fit) // 2])
    texts = list(node.iter(f"{W}t"))
    for text in texts[1:]:
        text.text = ""
    texts[0].text = "Het centrum bewaart elk stuk bovendien tot het einde van het volgende jaar."
    fit[len(fit) // 2].addnext(node)
    return node


def doubled(body: Body) -> Body | None:
    """Write a paragraph twice."""
    fit = [node for node in _top(body) if _plain(node)]
    if not fit:
        return None
    node = _copied(fit[len(fit) // 3])
    fit[len(fit) // 3].addnext(node)
    return node


def moved(body: Body) -> Body | None:
    """Move a paragraph far down."""
    fit = [node for node in _top(body) if _plain(node, 60)]
    if len(fit) < 9:
        return None
    fit[-2].addnext(fit[2])
    return fit[2]


def swapped(body: Body) -> Body | None:
    """Exchange two neighbours of the same style."""
    fit = [node for node in _top(body) if _plain(node, 60)]
    for one in fit[len(fit) // 3 :]:
        other = one.getnext()
        if other is not None and other in fit and _style(one) == _style(other):
            other.addnext(one)
            return other
    return None


def _style(node: Body) -> str:
    style = node.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def styled(body: Body) -> Body | None:
    """Give a paragraph another style."""
    for node in _top(body):
        style = node.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") == "BodyText" and _plain(node):
            style.set(f"{W}val", "ListBullet")
            return node
    return None


def unstyled(body: Body) -> Body | None:
    """Take the style off a paragraph, as pasting does."""
    for node in _top(body):
        style = node.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") == "BodyText" and _plain(node):
            style.getparent().remove(style)  # type: ignore[union-attr]
            return node
    return None


def _rows(body: Body, *, tagged: bool) -> list[Body]:
    rows = [row for row in body.iter(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is None]
    return [row for row in rows if ("{%tr" in text_of(row)) == tagged and text_of(row).strip()]


def row_removed(body: Body) -> Body | None:
    """Take out a row of a table."""
    rows = _rows(body, tagged=False)
    if not rows:
        return None
    row = rows[len(rows) // 2]
    _parent(row).remove(row)
    return row


def row_added(body: Body) -> Body | None:
    """Write a row twice."""
    rows = _rows(body, tagged=False)
    if not rows:
        return None
    row = _copied(rows[0])
    rows[0].addnext(row)
    return row


def cell_removed(body: Body) -> Body | None:
    """Take out a cell."""
    rows = [row for row in _rows(body, tagged=False) if len(row.findall(f"{W}tc")) > 2]
    if not rows:
        return None
    rows[0].remove(rows[0].findall(f"{W}tc")[1])
    return rows[0]


def merged(body: Body) -> Body | None:
    """Merge two cells."""
    rows = [row for row in _rows(body, tagged=False) if len(row.findall(f"{W}tc")) > 2]
    if not rows:
        return None
    cells = rows[-1].findall(f"{W}tc")
    rows[-1].remove(cells[2])
    properties = cells[1].find(f"{W}tcPr")
    assert properties is not None
    etree.SubElement(properties, f"{W}gridSpan").set(f"{W}val", "2")
    return rows[-1]


def header_lost(body: Body) -> Body | None:
    """Let a header row be a plain one."""
    for mark in body.iter(f"{W}tblHeader"):
        row = _parent(_parent(mark))
        _parent(mark).remove(mark)
        return row
    return None


def table_removed(body: Body) -> Body | None:
    """Take out a table."""
    tables = body.findall(f"{W}tbl")
    if not tables:
        return None
    body.remove(tables[-1])
    return tables[-1]


def split(body: Body) -> Body | None:
    """Make a part of a tag bold."""
    for paragraph, text in _texts(body):
        if re.search(r"\{\{ \w+", str(text.text or "")):
            run = _parent(text)
            other = _copied(run)
            cut = str(text.text).index("{{") + 4
            whole = str(text.text)
            text.text = whole[:cut]
            next(iter(other.iter(f"{W}t"))).text = whole[cut:]
            properties = other.find(f"{W}rPr")
            if properties is None:
                properties = etree.Element(f"{W}rPr")
                other.insert(0, properties)
            etree.SubElement(properties, f"{W}i")
            run.addnext(other)
            return paragraph
    return None


def in_run(*elements: tuple[str, str]) -> Edit:
    """Put elements into the properties of a run."""

    def edit(body: Body) -> Body | None:
        for paragraph in _paragraphs(body):
            if _plain(paragraph):
                run = next(iter(paragraph.iter(f"{W}r")))
                properties = run.find(f"{W}rPr")
                if properties is None:
                    properties = etree.Element(f"{W}rPr")
                    run.insert(0, properties)
                for name, value in elements:
                    node = etree.SubElement(properties, f"{W}{name}")
                    node.set(f"{W}ascii" if name == "rFonts" else f"{W}val", value)
                return paragraph
        return None

    return edit


def in_paragraph(xml: str) -> Edit:
    """Put an element into a paragraph."""

    def edit(body: Body) -> Body | None:
        for paragraph in _paragraphs(body):
            if _plain(paragraph):
                paragraph.append(etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{xml}</x>')[0])
                return paragraph
        return None

    return edit


def aligned_by_hand(body: Body) -> Body | None:
    """Centre a paragraph."""
    for paragraph in _paragraphs(body):
        properties = paragraph.find(f"{W}pPr")
        if properties is not None and _plain(paragraph):
            etree.SubElement(properties, f"{W}jc").set(f"{W}val", "center")
            return paragraph
    return None


def tag_lost(pattern: str) -> Edit:
    """Take out a paragraph that is a tag."""
    return removed(lambda node: bool(re.search(pattern, text_of(node))))


def sentence_lost(body: Body) -> Body | None:
    """Take out the second half of a long paragraph of one run."""
    for paragraph, text in _texts(body):
        said = str(text.text or "")
        if len(said) > 200 and "{" not in said and len(list(paragraph.iter(f"{W}t"))) == 1:
            text.text = said[: len(said) // 3]
            return paragraph
    return None


def page_wider(body: Body) -> Body | None:
    """Change a margin."""
    for margin in body.iter(f"{W}pgMar"):
        margin.set(f"{W}left", "999")
        return margin
    return None


def style_changed(root: Body) -> Body | None:
    """Make headings larger."""
    for style in root.iter(f"{W}style"):
        size = style.find(f"{W}rPr/{W}sz")
        if style.get(f"{W}styleId") == "Heading1" and size is not None:
            size.set(f"{W}val", "40")
            return style
    return None


def empty_added(body: Body) -> Body | None:
    """Put an empty paragraph below a text, as one does to get more space."""
    for paragraph in _paragraphs(body):
        if _plain(paragraph) and _parent(paragraph).tag == f"{W}body":
            made = etree.Element(f"{W}p")
            properties = paragraph.find(f"{W}pPr")
            if properties is not None:
                made.append(_copied(properties))
            paragraph.addnext(made)
            return made
    return None


def column_wider(body: Body) -> Body | None:
    """Draw the first column of a table wider, as the mouse does in Word."""
    for table in body.iter(f"{W}tbl"):
        grid = table.findall(f"{W}tblGrid/{W}gridCol")
        if len(grid) < 2:
            continue
        widths = [int(str(each.get(f"{W}w"))) for each in grid]
        more = round(sum(widths) * 0.15)
        change = (
            (widths[0] - more, widths[1] + more)
            if widths[0] > 2 * more
            else (widths[0] + more, widths[1] - more)
        )
        cells = [row.findall(f"{W}tc/{W}tcPr/{W}tcW") for row in table.iter(f"{W}tr")]
        for nodes in (grid, *(row for row in cells if len(row) == len(grid))):
            for node, width in zip(nodes, change, strict=False):
                node.set(f"{W}w", str(width))
        return table
    return None


def _fault(name: str, codes: str, edit: Edit, **more: object) -> Fault:
    return Fault(name, frozenset(codes.split()), edit, **more)  # type: ignore[arg-type]


def _untitled(root: Body) -> Body | None:
    title = root.find("{http://purl.org/dc/elements/1.1/}title")
    if title is None:
        return None
    title.text = ""
    return title


def _other_language(root: Body) -> Body | None:
    language = root.find("{http://purl.org/dc/elements/1.1/}language")
    if language is None:
        return None
    language.text = "en-US"
    return language


_SIMPLE: Final = r"\{\{ ([\w.]+) \}\}"
_IF: Final = r"\{%p if (\w[\w.]*) %\}"

FAULTS: Final = (
    # blocks
    _fault("paragraph missing", "PAI002", removed(_plain)),
    _fault("paragraph added", "PAI003", added),
    _fault("paragraph doubled", "PAI003", doubled),
    _fault("paragraph moved", "PAI004", moved),
    _fault("paragraphs exchanged", "PAI004", swapped),
    _fault("heading missing", "PAI002", removed(lambda node: _style(node) == "Heading1")),
    _fault("other style", "PAI005", styled),
    # tables
    _fault("row missing", "PAI007", row_removed),
    _fault("row added", "PAI007", row_added),
    _fault("cell missing", "PAI006", cell_removed),
    _fault("cells merged", "PAI006", merged),
    _fault("header row lost", "PAI006 TPL020", header_lost),
    _fault("table missing", "PAI002", table_removed, anywhere=True),
    # tags of the pair
    _fault("value missing", "PAI008", replaced(r" ?\{\{ [\w.|]+ \}\}", "", unless=r"\A\{\{")),
    _fault("other value", "PAI008", replaced(r"\{\{ centre\.name \}\}", "{{ centre.short_name }}")),
    _fault("value added", "PAI008", replaced(r"(de|het) (\w)", r"\1 {{ campaign.year }} \2", last=True)),
    _fault("other filter", "PAI009", replaced(r"\|date \}\}", "|day }}")),
    _fault("filter dropped", "PAI009", replaced(r"\|euro \}\}", " }}")),
    _fault("condition negated", "PAI010", replaced(_IF, r"{%p if not \1 %}")),
    _fault("negation dropped", "PAI010", replaced(r"\{%(p|tr) if not ", r"{%\1 if ")),
    _fault("and becomes or", "PAI010", replaced(r"(\{%(?:p|tr) if [^%]*) and ", r"\1 or ")),
    _fault("condition missing", "PAI002 TPL006", tag_lost(r"\{%p if")),
    _fault("else missing", "PAI002", tag_lost(r"\{%p else")),
    _fault("loop over another list", "PAI011 TPL008", replaced(r"(\{%(?:p|tr) for \w+ in )(?!partners\b)[\w.]+", r"\1partners")),
    _fault("other block", "PAI012", replaced(r"\{%p block activity", "{%p block conditions")),
    _fault("values exchanged", "PAI013", replaced(r"(\{\{ [\w.|]+ \}\})([^{]+)(\{\{ [\w.|]+ \}\})", r"\3\2\1", unless=r"president")),
    # facts
    _fault("other number", "PAI014", replaced(rf"\b(rij|rijen)([ {NB}])2", r"\1\g<2>7")),
    _fault("number in words", "PAI014", replaced(r"\b(twee|drie)\b", "vijf", unless="de twee")),
    _fault("amount added", "PAI015", replaced(r"(toelage|leefloon|premie)\b", rf"\1 van €{NB}1.000,00")),
    _fault("percentage added", "PAI015", replaced(r"(toelage|leefloon|premie)\b", rf"\1 van 50{NB}%")),
    _fault("other year of a law", "PAI016", replaced(r"(januari|mei|juli|augustus|december) (19|20)\d\d", r"\1 1999")),
    _fault("other month", "PAI016", replaced(rf"(\d[ {NB}])(mei|juli|december)\b", r"\1maart")),
    _fault("other article", "PAI017", replaced(rf"\b([Aa]rtikel)[ {NB}](\d)", rf"\1{NB}9\2", unless=r"\AArtikel")),
    _fault("other paragraph", "PAI017", replaced(rf"§{NB}2", f"§{NB}7")),
    _fault("paragraph sign lost", "PAI017", replaced(rf"§{NB}\d\.? ?", "")),
    _fault("address added", "PAI018", replaced(r"\.$", " (vraag@mi-is.be).")),
    _fault("other acronym", "PAI019", replaced(r"\bGPMI\b", "IBAN", unless=r"GPMI.*GPMI")),
    _fault("footnote lost", "PAI020", lambda body: _without(body, "footnoteReference")),
    _fault("tab lost", "PAI020", lambda body: _without(body, "tab")),
    _fault("emphasis lost", "PAI022", lambda body: _without(body, "rStyle")),
    _fault("empty paragraph added", "PAI033", empty_added, anywhere=True),
    _fault("column wider", "PAI034", column_wider),
    _fault("layout of the page", "PAI023", page_wider, anywhere=True),
    _fault("definition of a style", "PAI023", style_changed, part="word/styles.xml", anywhere=True),
    _fault("sentence lost", "PAI024", sentence_lost),
    _fault("negation lost", "PAI025", replaced(r" niet\b", "", unless=r"niet.*niet|geen|enkel|al dan")),
    _fault("at least becomes at most", "PAI025", replaced(r"\bminstens\b", "hoogstens")),
    _fault("at most lost", "PAI025", replaced(r"\bten hoogste ", "", unless="ten hoogste.*ten hoogste")),
    _fault("before lost", "PAI025", replaced(r"\b[vV]óór\b", "Bij", unless="[vV]óór.*vóór|vooraf")),
    _fault("after becomes before", "PAI025", replaced(r"\bna (?=de evaluatie|aanmaning|die periode|de geplande)", "bij ", unless=r"\bna\b.*\bna\b")),
    _fault("must becomes shall", "PAI025", replaced(r"\bmoet\b", "zal")),
    _fault("may becomes does", "PAI025", replaced(r"\b(kan|mag)\b", "zal", unless=r"\b(kan|mag)\b.*\b(kan|mag|kunnen)\b")),
    # one file
    _fault("brace lost", "TPL002", replaced(r"\}\}", "}")),
    _fault("tag with a space", "TPL002", replaced(r"\{%p if", "{% p if")),
    _fault("text beside a tag", "TPL003", replaced(r"(\{%p if [\w.]+ %\})", r"\1 indien")),
    _fault("tag formatted in parts", "TPL004", split),
    _fault("no-break space in a tag", "TPL005", replaced(r"\{\{ ", "{{\u00a0")),
    _fault("zero-width sign in a tag", "TPL005", replaced(r"\{\{ (\w)", "{{ \u200b\\1")),
    _fault("end of a condition missing", "TPL006 PAI002", tag_lost(r"\{%p endif")),
    _fault("end of a loop for that of a condition", "TPL006", replaced(r"\{%p endif", "{%p endfor")),
    _fault("condition within a sentence", "TPL007", replaced(r"\b(het|de) (\w+)", r"{% if campaign.year %}\1{% endif %} \2", last=True)),
    _fault("row tag outside a table", "TPL007 TPL006", replaced(r"\{%p for", "{%tr for")),
    _fault("unknown name", "TPL008", replaced(r"\{\{ (\w+)\.name", r"{{ \1.naam")),
    _fault("unknown name in a loop", "TPL008", replaced(r"\{\{ (action|partner|item|expense|need|step)\.\w+", r"{{ \1.unknown")),
    _fault("unknown filter", "TPL009", replaced(r"\|date", "|datum")),
    _fault("computation", "TPL010", replaced(_SIMPLE, r"{{ \1 + 1 }}")),
    _fault("call", "TPL010", replaced(_SIMPLE, r"{{ \1.upper() }}")),
    _fault("literal", "TPL010", replaced(_SIMPLE, "{{ 12 }}")),
    _fault("set", "TPL010", replaced(r"\{%p if [\w.]+ %\}", "{%p set x = 1 %}")),
    _fault("leftover", "TPL011", replaced(r"\b(de|het) (\w)", r"\1 TODO \2")),
    _fault("question marks left", "TPL011", replaced(r"\.$", " ???.")),
    _fault("highlight", "TPL011", in_run(("highlight", "yellow"))),
    _fault("tracked change", "TPL011", in_paragraph('<w:ins w:id="9"><w:r><w:t> extra</w:t></w:r></w:ins>')),
    _fault("comment", "TPL011", in_paragraph('<w:r><w:commentReference w:id="3"/></w:r>')),
    _fault("symbol", "TPL012", in_paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>')),
    _fault("content control", "TPL012", in_paragraph("<w:sdt><w:sdtContent><w:r><w:t> x</w:t></w:r></w:sdtContent></w:sdt>")),
    _fault("hidden text", "TPL012", in_run(("vanish", "1"))),
    _fault("style lost", "TPL013", unstyled),
    _fault("bold by hand", "TPL013", in_run(("b", "1"))),
    _fault("centred by hand", "TPL013", aligned_by_hand),
    _fault("other font", "TPL014", in_run(("rFonts", "Arial"))),
    _fault("language of a run", "TPL015", in_run(("lang", "fr-BE"))),
    _fault("CPAS in Dutch", "TPL016", replaced(r"\bOCMW", "CPAS")),
    _fault("PIIS in Dutch", "TPL016", replaced(r"\bGPMI", "PIIS")),
    _fault("OCMW in French", "TPL016", replaced(r"\bCPAS", "OCMW"), language="fr"),
    _fault("space before a colon", "TPL017", replaced(r"(\w):", r"\1 :")),
    _fault("opening quotation mark that closes in Dutch", "TPL017", replaced("”", "“")),
    _fault("opening quotation mark for an apostrophe in Dutch", "TPL017", replaced("’s", "‘s")),
    _fault("guillemets in Dutch", "TPL017", replaced("“(.*?)”", r"«\1»")),
    _fault("no space before a colon in French", "TPL017", replaced(f"{NB}:", ":"), language="fr"),
    _fault("straight quotes", "TPL017", replaced("’", "'"), language="fr"),
    _fault("untranslated paragraph", "TPL019", replaced(r"\A[^{]{60,}\Z", "Le Centre introduit la demande auprès de l’administration dans les deux mois.")),
    _fault("missing title", "TPL021", _untitled, part="docProps/core.xml", anywhere=True),
    _fault("language of the file", "TPL015", _other_language, part="docProps/core.xml", anywhere=True),
    # the same in the French file
    _fault("French: paragraph missing", "PAI003", removed(_plain), language="fr", anywhere=True),
    _fault("French: condition negated", "PAI010", replaced(_IF, r"{%p if not \1 %}"), language="fr"),
    _fault("French: value missing", "PAI008", replaced(r" ?\{\{ [\w.|]+ \}\}", "", unless=r"\A\{\{"), language="fr"),
    _fault("French: other article", "PAI017", replaced(rf"\b(article)[ {NB}](\d)", rf"\1{NB}9\2"), language="fr"),
    _fault("French: negation lost", "PAI025", replaced(r" (?:ne|n’) ?(\w+) pas\b", r" \1", unless=r"pas.*pas|\bni\b|aucun|sans"), language="fr"),
)  # fmt: skip


def _without(body: Body, name: str) -> Body | None:
    for node in body.iter(f"{W}{name}"):
        paragraph = next((each for each in node.iterancestors() if each.tag == f"{W}p"), None)
        if paragraph is not None:
            _parent(node).remove(node)
            return paragraph
    return None
