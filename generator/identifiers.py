"""Identifiers and formats of the field: what is wrong with one, in words.

NIS code (code INS, NIS-code), enterprise number (BCE/KBO), IBAN, telephone, e-mail, postal code,
amount, share, national register number (NISS, INSZ), reference, and the name of a file referred to. Control digits are those of python-stdnum.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Final

from generator.messages import Message, msg
from generator.municipalities import municipalities

_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*\.[A-Za-z]{2,}\Z"
)
_TELEPHONE = re.compile(r"(?:\+|0)[0-9][0-9 ./()-]{6,20}\Z")
NISS: Final = re.compile(r"(?<!\d)\d(?:[\W_]{0,3}\d){10}(?!\d)")
"""What looks like a national register or BIS number; `is_niss` says whether it is one."""
_DIGITS: Final = range(9, 16)
_IBAN: Final = re.compile(r"BE *[0-9]{2}(?:[ .-]*[0-9]{4}){3}(?![0-9])")
_ENTERPRISE: Final = re.compile(r"(?<![0-9])[01][0-9]{3}[ .]?[0-9]{3}[ .]?[0-9]{3}(?![0-9])")
_LETTER_O: Final = re.compile(r"(?<=[0-9 .])[oO]|[oO](?=[0-9])")
_CENTS: Final = 2
_NISS_DIGITS: Final = 11
_QUARTER: Final = Decimal("0.25")
_MANY: Final = 10_000
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a value is not what it should be: the code of the check, the cause, the remedy."""

    code: str
    cause: Message
    remedy: Message


Check = Callable[[object], Problem | None]


def amount(value: object) -> Problem | None:
    """Refuse a third decimal: `10.000` would be read as ten euro."""
    if not isinstance(value, Decimal):
        return None
    if value.is_zero() and value.is_signed():
        return Problem(
            "SCH009",
            msg("An amount has no minus sign."),
            msg("Write an amount with a point before the cents only, for example 10000.00."),
        )
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= _CENTS:
        return None
    return Problem(
        "SCH011",
        msg("The amount {value} has more than two digits after the point.", value=str(value)),
        msg("Write an amount with a point before the cents only, for example 10000.00."),
    )


def percent(value: object) -> Problem | None:
    """Refuse a third decimal of a share."""
    if amount(value) is None:
        return None
    return Problem(
        "SCH011",
        msg("The share {value} has more than two digits after the point.", value=str(value)),
        msg("Write a share in per cent with a point before the decimals only: 37.5."),
    )


def hours(value: object) -> Problem | None:
    """Refuse hours that are not counted in quarters."""
    # what is no number of hours at all is the schema's to tell; its remainder could not be computed
    if not isinstance(value, int | Decimal) or not abs(Decimal(value)) < _MANY or value % _QUARTER == 0:
        return None
    return Problem(
        "SCH009",
        msg("{value} hours are no whole quarters of an hour.", value=str(value)),
        msg("Write hours with a point: 3.5 for three and a half."),
    )


def nis(value: object) -> Problem | None:
    """Refuse a code that no municipality had in 2015."""
    code = str(value)
    if code in municipalities():
        return None
    earlier = _before_2019().get(code)
    if earlier is not None:
        return Problem(
            "CPA001",
            msg("The NIS code {nis} exists since 2019; the municipality had another one in 2015.", nis=code),
            msg("Write {nis}.", nis=earlier),
        )
    return Problem(
        "CPA001",
        msg("No municipality had the NIS code “{nis}” in 2015.", nis=code[:20]),
        msg("Write the five digits of the list of 2015 (data/municipalities-2015.csv)."),
    )


@cache
def _before_2019() -> dict[str, str]:
    """Give the code of 2015 by the code since 2019."""
    return {m.nis_2019: m.nis for m in municipalities().values() if m.nis_2019}


def _is_enterprise_number(text: str) -> bool:
    from stdnum.be import vat

    return len(text) <= _LONGEST and bool(vat.is_valid(text))


def enterprise_number(value: object) -> Problem | None:
    """Refuse an enterprise number (BCE/KBO) whose control digits are wrong."""
    text = str(value)
    if _is_enterprise_number(text):
        return None
    return _with_more("CPA002", text, _is_enterprise_number, _ENTERPRISE) or Problem(
        "CPA002",
        msg(
            "“{value}” is not an enterprise number: its length or its control digits are wrong.",
            value=text[:40],
        ),
        msg("Write the ten digits as in the Crossroads Bank for Enterprises, for example 0212.214.125."),
    )


def _is_iban(text: str) -> bool:
    from stdnum import iban as general

    if len(text) > _LONGEST or not text.strip().upper().startswith("BE"):
        return False
    return bool(general.is_valid(text, check_country=False))


def iban(value: object) -> Problem | None:
    """Refuse an account number whose control digits are wrong, by the general check."""
    text = str(value)
    if _is_iban(text):
        return None
    return _with_more("CPA003", text, _is_iban, _IBAN) or Problem(
        "CPA003",
        msg("“{value}” is not a Belgian IBAN: its length or its control digits are wrong.", value=text[:40]),
        msg("Write the account as on a statement: BE and fourteen digits."),
    )


def _with_more(
    code: str, text: str, is_right: Callable[[str], bool], number: re.Pattern[str]
) -> Problem | None:
    """Find a right number with something around it that does not belong to it, or with the letter O for a zero."""
    if len(text) > _LONGEST:
        return None
    for written in (text, _LETTER_O.sub("0", text)):
        found = number.search(written.upper())
        if found is None or not is_right(meant := found.group().strip()):
            continue
        if written != text:
            cause = msg("The letter O stands in “{value}” where a zero should be.", value=text[:40])
        elif found.group() == text.upper():
            continue
        else:
            more = f"{text[: found.start()].strip()} … {text[found.end() :].strip()}".strip(" ")
            cause = msg("More than the number stands here: “{value}”.", value=more[:40])
        return Problem(code, cause, msg("Write {value} only.", value=meant))
    return None


def telephone(value: object) -> Problem | None:
    """Refuse what cannot be dialled in Belgium."""
    text = str(value)
    if _TELEPHONE.match(text) and sum(c.isdigit() for c in text) in _DIGITS:
        return None
    return Problem(
        "CPA004",
        msg("“{value}” is not a telephone number.", value=text[:40]),
        msg("Write it as +32 and the number, or with its first zero, between quotes."),
    )


def email(value: object) -> Problem | None:
    """Refuse what is not an address with a domain."""
    text = str(value)
    if _EMAIL.match(text) and ".." not in text:
        return None
    return Problem(
        "CPA005",
        msg("“{value}” is not an e-mail address.", value=text[:60]),
        msg("Write name@domain, for example activation@cpas.example."),
    )


def postal_code(value: object) -> Problem | None:
    """Refuse what is not four digits from 1000 on."""
    if re.fullmatch(r"[1-9][0-9]{3}", str(value)):
        return None
    return Problem(
        "CPA006",
        msg("“{value}” is not a Belgian postal code.", value=str(value)[:20]),
        msg("Write four digits, the first not a zero."),
    )


def niss(value: object) -> Problem | None:
    """Refuse a national register or BIS number whose control digits are wrong; the message has no digit."""
    if is_niss(str(value)):
        return None
    return Problem(
        "PER001",
        msg("This is not a national register number: its length or its control digits are wrong."),
        msg("Copy the eleven digits from the identity card; leave the line out where there is no number."),
    )


def reference(value: object) -> Problem | None:
    """Refuse a reference or a file number that is a national register number: it goes into file names."""
    text = str(value)
    if not any(is_niss(found.group()) for found in NISS.finditer(text)):
        return None
    return Problem(
        "PER002",
        msg("This holds a national register number; it would be seen in file names and lists."),
        msg("Write a number of the centre’s own, for example PIIS-2015-0017."),
    )


def file(value: object) -> Problem | None:
    """Refuse a reference that leaves the folders of the user's own files in ways Windows and Linux differ."""
    text = str(value)
    if not re.match(r"[/\\~]|[A-Za-z]:", text) and "\\" not in text and "\n" not in text:
        return None
    return Problem(
        "REF001",
        msg("“{value}” is not a file seen from this one.", value=text[:80]),
        msg("Write the way from this file with slashes: ../centres/gent.yaml."),
    )


def folder(value: object) -> Problem | None:
    """Refuse a folder that is not seen from the file, as `file` does."""
    if file(value) is None:
        return None
    return Problem(
        "REF001",
        msg("“{value}” is not a folder seen from this file.", value=str(value)[:80]),
        msg("Write the way from this file with slashes: ../piis."),
    )


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "amount": amount,
        "percent": percent,
        "hours": hours,
        "nis": nis,
        "enterprise-number": enterprise_number,
        "iban": iban,
        "telephone": telephone,
        "email": email,
        "postal-code": postal_code,
        "file": file,
        "folder": folder,
        "niss": niss,
        "reference": reference,
    }
)
"""The checks by the name that a schema gives in `x-format`."""


def is_niss(text: str) -> bool:
    """Tell whether a text is a national register number (NISS, INSZ) or a BIS number."""
    from stdnum.be import bis, nn

    digits = re.sub(r"[\W_]", "", text)
    # the date inside is compared with the birth date by a rule, in words of its own
    return (
        len(digits) == _NISS_DIGITS and digits.isdigit() and bool(nn.is_valid(digits) or bis.is_valid(digits))
    )


def niss_birth(text: str) -> tuple[int | None, int | None, int | None]:
    """Give year, month and day of birth that a number holds; None for what it does not say."""
    from stdnum.be import bis, nn

    kind = nn if nn.is_valid(text) else bis
    day: date | None = kind.get_birth_date(text)
    return kind.get_birth_year(text), kind.get_birth_month(text), None if day is None else day.day


def niss_gender(text: str) -> str | None:
    """Give the gender that a number holds: “male”, “female”, or None where a BIS number does not say."""
    from stdnum.be import bis, nn

    return {"M": "male", "F": "female"}.get((nn if nn.is_valid(text) else bis).get_gender(text) or "")


def tidy_niss(text: str) -> str:
    """Write a national register number as on an identity card: `85.07.30-033.28`."""
    digits = re.sub(r"\D", "", text)
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"


def tidy_enterprise_number(text: str) -> str:
    """Write an enterprise number as the Crossroads Bank does: `0212.214.125`."""
    digits = re.sub(r"\D", "", text).rjust(10, "0")
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def tidy_iban(text: str) -> str:
    """Write an IBAN in groups of four that stay on one line."""
    bare = re.sub(r"[^0-9A-Z]", "", text.upper())
    return "\u00a0".join(bare[i : i + 4] for i in range(0, len(bare), 4))


def structured(digits: str) -> str:
    """Write ten digits as a structured communication: `+++123/1234/12345+++`, the last two by modulo 97."""
    whole = f"{digits}{int(digits) % 97 or 97:02d}"
    return f"+++{whole[:3]}/{whole[3:7]}/{whole[7:]}+++"


def is_listed_bank(text: str) -> bool:
    """Tell whether the bank of a Belgian IBAN is on today's list; banks of 2015 may be gone."""
    from stdnum.be import iban as belgian

    return bool(belgian.is_valid(text))
