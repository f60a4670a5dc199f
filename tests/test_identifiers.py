"""Identifiers are checked by their control digits, and written as people know them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum.be import vat

from generator.identifiers import CHECKS, is_listed_bank, tidy_enterprise_number, tidy_iban


@given(st.integers(200_0000, 1999_9999))
def test_an_enterprise_number_is_right_only_with_its_control_digits(base: int) -> None:
    """The last two digits are 97 less the rest modulo 97; any other two are refused."""
    check = CHECKS["enterprise-number"]
    right = f"{base:08d}{97 - base % 97:02d}"
    assert (check(right) is None) == vat.is_valid(right)
    wrong = f"{base:08d}{(97 - base % 97 + 1) % 100:02d}"
    assert check(wrong) is not None
    assert tidy_enterprise_number(right).replace(".", "") == right


@given(
    st.sampled_from(sorted(CHECKS)),
    st.one_of(st.text(), st.integers(), st.decimals(allow_nan=False, allow_infinity=False)),
)
@example("hours", 25 * 10**26)
@example("hours", Decimal("1E+40"))
@example("hours", Decimal("-1E-40"))
def test_no_check_raises(name: str, value: object) -> None:
    """Whatever is typed gives an answer."""
    problem = CHECKS[name](value)
    assert problem is None or str(problem.cause)


@pytest.mark.parametrize("iban", ["BE68 5390 0754 7034", "be68539007547034", "BE68-5390-0754-7034"])
def test_a_bank_of_2015_that_is_gone_is_no_error(iban: str) -> None:
    """The textbook account is right by its digits, though its bank left the list."""
    assert CHECKS["iban"](iban) is None
    assert not is_listed_bank(iban)
    assert tidy_iban(iban).replace("\u00a0", " ") == "BE68 5390 0754 7034"


@pytest.mark.parametrize(
    "iban", ["BE69 5390 0754 7034", "NL91 ABNA 0417 1643 00", "BE68", "", "BE68 5390 0754 703"]
)
def test_a_wrong_or_foreign_account_is_refused(iban: str) -> None:
    """The subsidy is paid in Belgium."""
    assert CHECKS["iban"](iban) is not None


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("email", "a.b+c@ocmw-gent.example", "aicha@"),
        ("email", "x@y.be", "@"),
        ("telephone", "+32 9 266 00 00", "266"),
        ("telephone", "02/555.12.34", "two"),
        ("postal-code", "9000", "0900"),
        ("postal-code", 1030, "B-1030"),
        ("nis", 44021, "44999"),
        ("nis", "55022", "58001"),
        ("file", "../centres/gent.yaml", "C:\\gent.yaml"),
        ("file", "gent.yaml", "/etc/passwd"),
        ("amount", 3, None),
    ],
)
def test_each_form_has_a_right_and_a_wrong_example(name: str, right: object, wrong: object) -> None:
    """A number may stand for its text where digits are meant."""
    assert CHECKS[name](right) is None
    if wrong is not None:
        assert CHECKS[name](wrong) is not None
