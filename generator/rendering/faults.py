"""What is wrong with a tag, in words that translate: those of Jinja are English, and speak of tokens.

Each kind of fault that Jinja tells has its own message here; what is not known gets a plain one, so that no
English word of a library reaches the reader. A test holds the table against the sources of Jinja.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from typing import Final, Literal

from jinja2 import (
    TemplateAssertionError,
    TemplateError,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError
from lxml import etree

from generator.errors import TemplateFault
from generator.messages import Message, msg

Sort = Literal["broken", "nesting", "beside", "filter", "refused", "values"]
"""Whether a tag cannot be read, stands without its end or begin, has something beside it, asks for a filter
that is none, says what no template may say, or cannot be filled in with the values of a document."""
WORDS: Final = ("if", "elif", "else", "endif", "for", "endfor")
"""What a tag that prints nothing may begin with, but for the blocks of the common template."""
_QUOTED: Final = 70
_UNDEFINED: Final = re.compile(r"(?:\A|has no attribute )'([^']*)'(?: is undefined)?\Z")


class Refused(TemplateAssertionError):
    """The program refuses a tag that Jinja could read."""

    def __init__(
        self, told: Message, line: int = 1, sort: Sort = "refused", node: etree._Element | None = None
    ) -> None:
        """Keep what is told, and the paragraph or row where it stands."""
        super().__init__(str(told), line)
        self.told, self.sort, self.node = told, sort, node


class Unprintable(TemplateRuntimeError):
    """A value cannot be written as the tag asks."""

    def __init__(self, told: Message) -> None:
        """Keep what is told."""
        super().__init__(str(told))
        self.told = told


class TagFault(TemplateFault):
    """A tag of a template is broken: which one, and why."""

    def __init__(
        self,
        name: str,
        reason: Message,
        sort: Sort = "broken",
        tag: str = "",
        *,
        number: int | None = None,
        node: etree._Element | None = None,
    ) -> None:
        """Take the name of the file; `number` counts the tags of the part, `node` is where it stands."""
        cause = msg("The template {name} is broken: {reason}", name=name, reason=reason)
        super().__init__(cause, msg("Open it in Word and correct the tag that is named."))
        self.name, self.reason, self.sort, self.tag = name, reason, sort, tag
        self.number, self.node = number, node

    def __reduce__(self) -> tuple[type[TagFault], tuple[str, Message, Sort, str]]:  # type: ignore[override]
        """Cross a process border, without the paragraph."""
        return type(self), (self.name, self.reason, self.sort, self.tag)


def told_of(error: Exception, tag: str) -> tuple[Message, Sort]:
    """Say what is wrong with a tag, and of what sort it is; `tag` is empty where nobody knows which it is."""
    reason, sort = reason_of(error)
    if isinstance(error, Refused) or not tag:
        return reason, sort
    if sort == "values":
        return msg("the tag {tag} cannot be filled in: {reason}", tag=short(tag), reason=reason), sort
    return msg("the tag {tag} cannot be read: {reason}", tag=short(tag), reason=reason), sort


def reason_of(error: Exception) -> tuple[Message, Sort]:
    """Say why a tag cannot be read or filled in."""
    if isinstance(error, Refused):
        return error.told, error.sort
    if isinstance(error, Unprintable):
        return error.told, "values"
    if isinstance(error, SecurityError):
        return msg("it reaches for what no template may reach"), "values"
    text = str(error.message) if isinstance(error, TemplateError) else ""
    if isinstance(error, UndefinedError) and (name := _UNDEFINED.search(text)):
        return msg("the name “{name}” does not exist in this document", name=name.group(1)), "values"
    told = next(
        ((made(*found.groups()), sort) for pattern, made, sort in _KINDS if (found := pattern.match(text))),
        None,
    )
    if told is None and isinstance(error, TemplateSyntaxError):
        return msg("it is not written as a tag is written"), "broken"
    return told or (msg("what it asks for cannot be had from the values of the document"), "values")


def short(tag: str) -> str:
    """Write a tag on one line, and not too long."""
    text = " ".join(tag.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + "…"


_ENDS: Final = frozenset({"end of print statement", "end of statement block", "end of template"})
_SORTS: Final[Mapping[str, Message]] = {
    **dict.fromkeys(_ENDS, msg("the end of the tag")),
    **dict.fromkeys(("begin of print statement", "begin of statement block"), msg("the begin of a tag")),
    **dict.fromkeys(("begin of comment", "end of comment", "comment"), msg("a comment")),
    "template data / text": msg("the end of the tag"),
    "integer": msg("a number"),
    "float": msg("a number"),
    "string": msg("a text in quotation marks"),
}
_CLOSING: Final = frozenset(")]}")
_OF_OTHERS: Final = frozenset({"elseif", "elsif"})
"""What other languages write for `elif`."""


def _sign(token: str) -> Message:
    """Name a piece of a tag: what was typed, or what it is."""
    return _SORTS.get(token) or msg("“{sign}”", sign=token)


def _unknown_tag(word: str, more: str) -> Message:
    if found := re.search(r"currently looking for (.*?)\. ", f"{more} "):
        wanted = ", ".join(re.findall(r"'([^']*)'", found.group(1)))
        return msg("“{word}” stands where one of these must come first: {wanted}", word=word, wanted=wanted)
    return msg("“{word}” closes or divides what was not begun", word=word)


def no_word(word: str) -> Message:
    """Say that a tag does not begin with a word that is known."""
    listed = ", ".join(WORDS)
    if meant := meant_by(word):
        return msg(
            "“{word}” is no word of a tag ({words}); “{meant}” is meant", word=word, words=listed, meant=meant
        )
    return msg("“{word}” is no word of a tag; these are: {words}", word=word, words=listed)


def meant_by(word: str) -> str:
    """Give the word of a tag that somebody meant to type, if it is clear."""
    if word.lower() in _OF_OTHERS:
        return "elif"
    known = [*WORDS, "block", "endblock", "extends"]
    mixed = [each for each in known if sorted(each) == sorted(word.lower())]
    return next(iter(mixed or difflib.get_close_matches(word.lower(), known, 1, 0.7)), "")


def _tag_or_word(word: str, more: str) -> Message:
    return _unknown_tag(word, more) if word in WORDS else no_word(word)


def _unexpected(token: str) -> Message:
    if token in _ENDS or token == "template data / text":  # noqa: S105
        return msg("a name is missing at its end")
    if token in _CLOSING:
        return msg("“{sign}” closes what was not opened", sign=token)
    return msg("{sign} stands where a name must stand", sign=_sign(token))


def _expected(wanted: str, got: str) -> Message:
    if wanted in _ENDS:
        return msg("{sign} stands where the tag must end", sign=_sign(got))
    if wanted == "name":
        return _unexpected(got)
    return msg("{sign} is missing", sign=_sign(wanted))


def _closed(sign: str, wanted: str) -> Message:
    if sign == "}":
        return msg("{sign} is missing", sign=_sign(wanted))
    return msg("“{sign}” stands where “{wanted}” must stand", sign=sign, wanted=wanted)


def _open(word: str) -> Message:
    return msg("a tag with {word} has no end{word}", word=word)


_Maker = Callable[..., Message]
_QUOTE: Final = r"""(?:'(?:.*?)'|"(?:.*?)")"""


def _bare(made: _Maker) -> _Maker:
    """Take the quotation marks of Python from what was typed."""
    return lambda *groups: made(*(each[1:-1] for each in groups))


def _plain(told: Message) -> _Maker:
    return lambda *_: told


_TABLE: Final[tuple[tuple[str, _Maker, Sort], ...]] = (
    (r"Encountered unknown tag '(.*?)'\.(.*)", _tag_or_word, "nesting"),
    (r"Unexpected end of template\..*needs to be closed is '(.*?)'", _open, "nesting"),
    (r"Unexpected end of template", _plain(msg("a tag has no end")), "nesting"),
    (r"unexpected end of template", _plain(msg("a tag has no end")), "broken"),
    (r"tag name expected", _plain(msg("no word stands at its begin, such as if or for")), "broken"),
    (rf"expected token ({_QUOTE}), got ({_QUOTE})\Z", _bare(_expected), "broken"),
    (r"unexpected '(.)', expected '(.)'", _closed, "broken"),
    (rf"unexpected char ({_QUOTE}) at \d+", _bare(lambda sign: msg("“{sign}” means nothing here, or its partner is missing", sign=sign)), "broken"),
    (rf"unexpected ({_QUOTE})\Z", _bare(_unexpected), "broken"),
    (rf"Expected an expression, got ({_QUOTE})\Z", _bare(_unexpected), "broken"),
    (r"expected name or number|expected subscript", _plain(msg("a name is missing behind the dot")), "broken"),
    (r"No filter named '(.*)'", lambda name: msg("the filter “{name}” does not exist", name=name), "filter"),
    (r"No test named '(.*)'", lambda name: msg("“is {name}” is no condition", name=name), "broken"),
    (r"can't assign to|Can't assign to", _plain(msg("the loop needs a name of its own before “in”")), "broken"),
    (r"Invalid character in identifier", _plain(msg("a name holds a sign that no name may hold")), "broken"),
    (r"Missing end of (?:comment|raw)", _plain(msg("a comment or a raw text has no end")), "broken"),
    (r"invalid syntax for function call|expected call|non-default argument", _plain(msg("the brackets hold what cannot be read")), "broken"),
    (r"Block names in Jinja|block .* defined twice|Required blocks|cannot use extend", _plain(msg("a block stands where it means nothing")), "refused"),
    (r"You cannot chain multiple tests", _plain(msg("“is” stands in it twice")), "broken"),
    (r"names starting with an underline|When defining macros", _plain(msg("it says what a template may not say")), "refused"),
)  # fmt: skip
_KINDS: Final = tuple((re.compile(pattern, re.DOTALL), made, sort) for pattern, made, sort in _TABLE)
