"""The languages of the program: its messages, help and manuals, from gettext catalogues.

English is the source; `locales/fr` and `locales/nl` hold the translations. The language of a
document is another matter: that follows the language regime of the centre.
"""

from __future__ import annotations

import gettext
import locale
import sys
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, get_args

from generator import resources
from generator.formats import value_text
from generator.messages import Message

Reader = Literal["fr", "nl", "en"]
"""The language of who reads the messages."""
Language = Literal["fr", "nl"]
"""The language of a document."""

READERS: tuple[Reader, ...] = get_args(Reader)
LANGUAGES: tuple[Language, ...] = get_args(Language)
DOMAIN = "cpas"


class Translator:
    """Puts messages into one language."""

    def __init__(self, language: Reader) -> None:
        """Open the catalogue of the language; English needs none."""
        self.language = language
        self._catalogue: gettext.NullTranslations = gettext.NullTranslations()
        if language != "en":
            folder = str(resources.folder("locales"))
            self._catalogue = gettext.translation(DOMAIN, folder, [language], fallback=True)

    def words(self, msgid: str) -> str:
        """Translate a text without gaps."""
        return self._catalogue.gettext(msgid) if msgid else ""

    def text(self, message: Message) -> str:
        """Translate a message and fill its gaps as the language writes amounts and dates."""
        values = {
            name: self.text(value) if isinstance(value, Message) else value_text(value, self.language)
            for name, value in message.values
        }
        return self.words(message.msgid).format(**values)


@lru_cache(maxsize=len(READERS))
def translator(language: Reader) -> Translator:
    """Give the translator of a language, opened once."""
    return Translator(language)


def choose(asked: str | None, environment: Mapping[str, str], default: Reader) -> Reader:
    """Choose the language of the messages.

    The option decides, then `CPAS_LANG`, then the locale where it is one of the three, then the
    default of the program: French for `cpas`, Dutch for `ocmw`.
    """
    for candidate in (asked, environment.get("CPAS_LANG"), _from_locale(environment)):
        code = (candidate or "")[:2].lower()
        for reader in READERS:
            if code == reader:
                return reader
    return default


def _from_locale(environment: Mapping[str, str]) -> str | None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return value
    if sys.platform == "win32":
        import ctypes

        # Windows sets no variables; its own list of languages gives names such as nl_BE
        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage())
    return None
