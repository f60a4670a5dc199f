"""Breaks a template in one place, in each way in which one can be broken; only what is rendered is changed."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from lxml import etree

from tests.proving.reading import W, opened, said

Root = Any
Change = Callable[[], object]
"""Makes one change in the tree it was found in."""
_PRINT: Final = re.compile(r"\{\{\s*([a-z_][\w.]*)((?:\|[a-z]+)*)\s*\}\}")
_CONTROL: Final = re.compile(r"\{%(p|tr) (\w+)\s*(.*?) %\}")
_OTHER: Final = {
    "euro": "words", "words": "euro", "date": "day", "day": "date", "number": "signed", "signed": "number",
    "percent": "hours", "hours": "percent",
}  # fmt: skip


def _texts(root: Root, pattern: re.Pattern[str]) -> Iterator[tuple[Root, re.Match[str]]]:
    for node in root.iter(f"{W}t"):
        for found in pattern.finditer(node.text or ""):
            yield node, found


def _put(node: Root, found: re.Match[str], text: str) -> None:
    node.text = found.string[: found.start()] + text + found.string[found.end() :]


def _tag_lost(root: Root) -> Iterator[Change]:
    return (partial(_put, node, found, "") for node, found in _texts(root, _PRINT))


def _tag_twice(root: Root) -> Iterator[Change]:
    return (partial(_put, node, found, found.group() * 2) for node, found in _texts(root, _PRINT))


def _filter_changed(root: Root) -> Iterator[Change]:
    for node, found in _texts(root, _PRINT):
        if found.group(2):
            other = _OTHER[found.group(2).removeprefix("|")]
            yield partial(_put, node, found, "{{ " + found.group(1) + "|" + other + " }}")


def _another_name(root: Root) -> Iterator[Change]:
    """Print a name that is not of a loop in place of another, as that of the centre for that of an item."""
    loops = {found.group(3).split()[0] for _, found in _texts(root, _CONTROL) if found.group(2) == "for"}
    outer = [found.groups() for _, found in _texts(root, _PRINT) if found.group(1).split(".")[0] not in loops]
    for node, found in _texts(root, _PRINT):
        others = [name for name, by in outer if by == found.group(2) and name != found.group(1)]
        if others:
            other = others[len(found.string) % len(others)]
            yield partial(_put, node, found, "{{ " + other + found.group(2) + " }}")


def _tags_swapped(root: Root) -> Iterator[Change]:
    for node in root.iter(f"{W}t"):
        found = list(_PRINT.finditer(node.text or ""))
        for one, other in pairwise(found):
            if one.group() != other.group():
                text = one.string
                between = text[one.end() : other.start()]
                swapped = other.group() + between + one.group()
                yield partial(setattr, node, "text", text[: one.start()] + swapped + text[other.end() :])


def _rewritten(root: Root, verb: str, new: Callable[[str], str | None]) -> Iterator[Change]:
    """Write the rest of a control tag anew."""
    for node, found in _texts(root, _CONTROL):
        rest = new(found.group(3)) if found.group(2) == verb else None
        if rest is not None:
            yield partial(_put, node, found, found.group().replace(found.group(3), rest))


def _condition_negated(root: Root) -> Iterator[Change]:
    return _rewritten(root, "if", "not ({})".format)


def _another_condition(root: Root) -> Iterator[Change]:
    asked = sorted({found.group(3) for _, found in _texts(root, _CONTROL) if found.group(2) == "if"})
    return _rewritten(root, "if", lambda rest: asked[asked.index(rest) - 1])


def _and_for_or(root: Root) -> Iterator[Change]:
    return _rewritten(root, "if", lambda rest: rest.replace(" and ", " or ") if " and " in rest else None)


def _part_of_a_condition_lost(root: Root) -> Iterator[Change]:
    return _rewritten(root, "if", lambda rest: rest.rpartition(" and ")[0] or None)


def _number_changed(root: Root) -> Iterator[Change]:
    return _rewritten(root, "if", lambda rest: rest.replace("== 1", "== 2") if "==" in rest else None)


def _another_list(root: Root) -> Iterator[Change]:
    lists = sorted(
        {found.group(3).split(" in ")[1] for _, found in _texts(root, _CONTROL) if found.group(2) == "for"}
    )

    def other(rest: str) -> str | None:
        variable, over = rest.split(" in ")
        return f"{variable} in {lists[lists.index(over) - 1]}" if len(lists) > 1 else None

    return _rewritten(root, "for", other)


def _verb(node: Root) -> str:
    """Give the verb of a tag that decides on its paragraph or row; none of any other."""
    found = _CONTROL.fullmatch(said(node)) if node.tag in (f"{W}p", f"{W}tr") else None
    return found.group(2) if found and node.tag == f"{W}{found.group(1)}" else ""


def _spans(root: Root) -> Iterator[tuple[str, list[Root]]]:
    """Give each condition and loop: its verb, and its nodes with the tags around and between."""
    for parent in {node.getparent(): None for node in root.iter(f"{W}p", f"{W}tr")}:
        open_: list[tuple[str, int]] = []
        nodes = list(parent)
        for at, node in enumerate(nodes):
            if _verb(node) in ("if", "for"):
                open_.append((_verb(node), at))
            elif _verb(node) in ("endif", "endfor"):
                verb, begin = open_.pop()
                yield verb, nodes[begin : at + 1]


def _remove(nodes: Iterable[Root]) -> None:
    for node in nodes:
        node.getparent().remove(node)


def _condition_with_its_text_lost(root: Root) -> Iterator[Change]:
    return (partial(_remove, nodes) for verb, nodes in _spans(root) if verb == "if" and _stays(nodes))


def _loop_with_its_text_lost(root: Root) -> Iterator[Change]:
    return (partial(_remove, nodes) for verb, nodes in _spans(root) if verb == "for" and _stays(nodes))


def _stays(nodes: list[Root]) -> bool:
    """Tell whether something is left around these nodes, for the file to be sound."""
    return len(nodes[0].getparent()) > len(nodes) + 1


def _condition_forgotten(root: Root) -> Iterator[Change]:
    for verb, nodes in _spans(root):
        if verb == "if" and not any(_verb(node) == "else" for node in nodes):
            yield partial(_remove, (nodes[0], nodes[-1]))


def _else_lost(root: Root) -> Iterator[Change]:
    return (partial(_remove, [node]) for node in root.iter(f"{W}p", f"{W}tr") if _verb(node) == "else")


def _end_too_late(root: Root) -> Iterator[Change]:
    for node in root.iter(f"{W}p", f"{W}tr"):
        after = node.getnext()
        if (
            _verb(node) in ("endif", "endfor")
            and after is not None
            and after.tag == node.tag
            and not _verb(after)
        ):
            yield partial(after.addnext, node)  # fmt: skip


def _plain(root: Root, tag: str) -> Iterator[Root]:
    """Give the paragraphs or rows that hold text and no control tag."""
    return (node for node in root.iter(f"{W}{tag}") if said(node) and "{%" not in said(node))


def _lost(root: Root, tag: str) -> Iterator[Change]:
    for node in _plain(root, tag):
        if len(node.getparent().findall(f"{W}{tag}")) > 1:
            yield partial(_remove, [node])


def _twice(root: Root, tag: str) -> Iterator[Change]:
    return (partial(node.addnext, deepcopy(node)) for node in _plain(root, tag))


def _paragraphs_swapped(root: Root) -> Iterator[Change]:
    for node in _plain(root, "p"):
        after = node.getnext()
        if after is not None and after.tag == node.tag and said(after) and not _verb(after):
            yield partial(after.addnext, node)


def _cells_swapped(root: Root) -> Iterator[Change]:
    for row in root.iter(f"{W}tr"):
        cells = row.findall(f"{W}tc")
        for one, other in pairwise(cells):
            if said(one) != said(other):
                yield partial(other.addnext, one)


def _table_lost(root: Root) -> Iterator[Change]:
    return (partial(_remove, [node]) for node in root.iter(f"{W}tbl"))


def _word_changed(root: Root) -> Iterator[Change]:
    for node in root.iter(f"{W}t"):
        if "{" not in (node.text or "") and (found := re.search(r"\w\b", node.text or "")):
            yield partial(_put, node, found, "x" if found.group() != "x" else "y")


def _style_changed(root: Root) -> Iterator[Change]:
    for paragraph in _plain(root, "p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None:
            yield partial(style.set, f"{W}val", "Caption")


def _formatting_lost(root: Root) -> Iterator[Change]:
    for node in root.iter(f"{W}r"):
        form = node.find(f"{W}rPr")
        if form is not None and node.find(f"{W}t") is not None:
            yield partial(node.remove, form)


def _signs_lost(root: Root) -> Iterator[Change]:
    for node in root.iter(f"{W}tab", f"{W}footnoteReference", f"{W}instrText", f"{W}sectPr"):
        if node.getparent().tag in (f"{W}r", f"{W}pPr"):
            yield partial(_remove, [node])


def _span_changed(root: Root) -> Iterator[Change]:
    for row in root.iter(f"{W}tr"):
        if not _verb(row):
            yield from (partial(node.set, f"{W}val", "9") for node in row.iter(f"{W}gridSpan"))


def _caption_changed(root: Root) -> Iterator[Change]:
    return (partial(node.set, f"{W}val", "x") for node in root.iter(f"{W}tblCaption", f"{W}tblDescription"))


BREAKS: Final[Mapping[str, Callable[[Root], Iterator[Change]]]] = MappingProxyType({
    "a tag is lost": _tag_lost,
    "a tag stands there twice": _tag_twice,
    "a filter is another one": _filter_changed,
    "another name is printed": _another_name,
    "two tags have changed places": _tags_swapped,
    "a condition is negated": _condition_negated,
    "a condition is another one": _another_condition,
    "and has become or": _and_for_or,
    "a part of a condition is lost": _part_of_a_condition_lost,
    "a number in a condition is another one": _number_changed,
    "a loop runs over another list": _another_list,
    "a condition is lost with its text": _condition_with_its_text_lost,
    "a loop is lost with its text": _loop_with_its_text_lost,
    "a condition is forgotten, its text stays": _condition_forgotten,
    "an else is lost": _else_lost,
    "an end comes too late": _end_too_late,
    "a paragraph is lost": partial(_lost, tag="p"),
    "a paragraph stands there twice": partial(_twice, tag="p"),
    "two paragraphs have changed places": _paragraphs_swapped,
    "a row is lost": partial(_lost, tag="tr"),
    "a row stands there twice": partial(_twice, tag="tr"),
    "two cells have changed places": _cells_swapped,
    "a table is lost": _table_lost,
    "a word is another one": _word_changed,
    "a style is another one": _style_changed,
    "the formatting of a text is lost": _formatting_lost,
    "a tab, a note, a field or a section is lost": _signs_lost,
    "a cell is wider": _span_changed,
    "a caption is another one": _caption_changed,
})  # fmt: skip


def places(path: Path, name: str) -> Iterator[tuple[str, int]]:
    """Give where a template can be broken in a way: the part, and the number of the place in it."""
    for part, raw in sorted(opened(path.read_bytes()).items()):
        if re.match(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml\Z", part):
            for number, _ in enumerate(BREAKS[name](etree.fromstring(raw))):
                yield part, number


def broken(folder: Path, path: Path, name: str, place: tuple[str, int]) -> Path:
    """Copy the family of a template, with this one broken at a place; give the folder of the family."""
    shutil.copytree(path.parent, folder, dirs_exist_ok=True)
    parts = opened(path.read_bytes())
    part, number = place
    root = etree.fromstring(parts[part])
    list(BREAKS[name](root))[number]()
    parts[part] = etree.tostring(root)
    with zipfile.ZipFile(folder / path.name, "w") as archive:
        for each, raw in parts.items():
            archive.writestr(each, raw)
    return folder
