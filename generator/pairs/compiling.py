"""Compiles each file of a folder as a document is made from it, so that nothing passes the check and fails there.

A file is compiled in pieces: its text, each block that it gives to the common template, its headers, footers
and notes. What is whole piece by piece is whole when the blocks are joined. Paragraphs without a sign of a tag
are left out, for they take most of the time and change nothing.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, cast

from lxml import etree

from generator.findings import Finding
from generator.messages import Message, msg
from generator.pairs import tags
from generator.pairs.model import Word, short
from generator.rendering import RENDERED, TagFault, prove_part
from generator.templates import W

_CODES: Final[Mapping[str, str]] = {
    "broken": "TPL002", "nesting": "TPL006", "beside": "TPL003", "filter": "TPL009", "refused": "TPL010", "values": "TPL010",
}  # fmt: skip
TAGS: Final = frozenset(
    {
        "TPL002",
        "TPL003",
        "TPL005",
        "TPL006",
        "TPL007",
        "TPL008",
        "TPL009",
        "TPL010",
        "TPL018",
        "TPL022",
        "TPL024",
    }
)
"""The codes of a tag that is wrong."""
_SIGNS: Final = ("{{", "{%", "{#", "}}", "%}", "#}")
_SPOKEN: Final = frozenset({f"{W}tblCaption", f"{W}tblDescription"})
_MEND: Final = msg("Correct the tag, or write it again as in the other language.")
_MOVE: Final = msg("Write it into the text, or delete it.")


def check(word: Word, told: Iterable[Finding], *, common: bool) -> Iterator[Finding]:
    """Tell what stops a file from being compiled, and is not told yet; `common` files have holes for blocks."""
    for part in word.misplaced:
        message = msg("there is a tag in the part {part}, where none is filled in", part=part)
        yield word.finding("TPL022", msg("part {part} of the file", part=part), message, _MOVE)
    said = frozenset(each.place.shown for each in told if each.code in TAGS)
    for name in filter(RENDERED.match, word.parts):
        if hidden := list(_elsewhere(word, name)):
            yield from hidden
        else:
            yield from _Part(word, name, said).faults(common=common)


def _elsewhere(word: Word, part: str) -> Iterator[Finding]:
    """Tell tags in fields, descriptions and properties: they would be filled in, and nobody follows them."""
    for node in word.parts[part].iter():
        texts = [] if node.tag in _SPOKEN else [str(value) for value in node.attrib.values()]
        if node.tag != f"{W}t":
            texts.append(str(node.text or ""))
        for text in texts:
            if any(sign in text for sign in _SIGNS):
                message = msg(
                    "“{text}” holds a tag where no text stands, as in a field or a description",
                    text=short(text),
                )
                yield word.finding("TPL022", word.place_of(node, part), message, _MOVE)


class _Part:
    """A part of a file, cut into the pieces that are compiled at once."""

    def __init__(self, word: Word, name: str, said: AbstractSet[Message | None]) -> None:
        """Take the part, and the places at which a fault in a tag is told already."""
        self._word, self._name, self._said = word, name, said
        self._root = word.parts[name]
        self._tags = {each.node: each.tags for each in word.paragraphs if each.node is not None}

    def faults(self, *, common: bool) -> Iterator[Finding]:
        """Compile each piece, and tell what stops it."""
        for nodes, place in self._pieces(common=common):
            try:
                yield from self._compiled(nodes, place)
            except _Untold:
                continue

    def _pieces(self, *, common: bool) -> Iterator[tuple[list[etree._Element], Message]]:
        """Cut the part at its blocks: a kind consists of them, the common file has them as holes."""
        body = self._root.find(f"{W}body")
        nodes = list(self._root if body is None else body)
        whole = msg("part {part} of the file", part=self._name)
        if body is None or (self._word.extends is None and not common):
            yield nodes, whole
            return
        outside: list[etree._Element] = []
        inside: list[etree._Element] = []
        block: Message | None = None
        for node in nodes:
            verbs = [tag.verb for tag in self._tags.get(node, ())]
            if "block" in verbs:
                block = self._word.places[node]
            elif "endblock" in verbs and block is not None:
                yield inside, block
                inside, block = [], None
            elif "extends" not in verbs or node is not nodes[0]:
                (outside if block is None else inside).append(node)
        yield [*outside, *inside], whole

    def _compiled(self, nodes: Iterable[etree._Element], place: Message) -> Iterator[Finding]:
        # the prefixes of the file stay, for docxtpl seeks its elements by them
        root = etree.Element(self._root.tag, nsmap=cast("dict[str, str]", self._root.nsmap))
        origin: dict[etree._Element, etree._Element] = {}
        for node in filter(_holds_sign, nodes):
            twin = copy.deepcopy(node)
            root.append(twin)
            origin |= zip(twin.iter(), node.iter(), strict=True)
        tagged = self._kept(root, origin)
        try:
            prove_part(self._word.name, root)
        except TagFault as fault:
            where = None if fault.node is None else origin[fault.node]
            if fault.number is not None and fault.number < len(tagged):
                where = tagged[fault.number]
            shown = place if where is None else self._word.place_of(where, self._name)
            inside = () if where is None else where.iter(f"{W}p")
            places = {shown, *(self._word.place_of(each, self._name) for each in inside)}
            unsure = where is None or fault.sort == "nesting"
            if not places & self._said and not (unsure and self._said):
                yield self._word.finding(_CODES[fault.sort], shown, fault.reason, _MEND)

    def _kept(
        self, root: etree._Element, origin: Mapping[etree._Element, etree._Element]
    ) -> list[etree._Element]:
        """Take out what has no tag, and what is told already; give the paragraph of each tag that stays."""
        tagged = []
        for twin in list(root.iter(f"{W}p")):
            flawed = [tag for tag in self._tags.get(origin[twin], ()) if tag.flawed]
            if any(not (tag.raw.startswith("{{") or tag.names or tag.partial) for tag in flawed):
                # without it nobody knows what the others belong to
                raise _Untold
            parent = twin.getparent()
            if parent is not None and (
                not _holds_sign(twin) or any(tag.partial or tag.raw.startswith("{{") for tag in flawed)
            ):
                parent.remove(twin)
            else:
                text = "".join(str(each.text or "") for each in twin.iter(f"{W}t"))
                tagged += [origin[twin]] * len(tags.WHOLE.findall(text))
        return tagged


class _Untold(Exception):
    """A tag on which others hang is broken: it is told, and nothing can be said of the others."""


def _holds_sign(node: etree._Element) -> bool:
    return any("{" in text or "}" in text for text in map(str, node.itertext()))
