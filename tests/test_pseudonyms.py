"""Pseudonyms: the same for the same person and key, and nothing that leads back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UsageFault
from generator.pseudonyms import make_key, pseudonym, read_key


@given(st.text(max_size=30), st.binary(min_size=32, max_size=32))
def test_a_pseudonym_is_the_same_for_the_same_person_and_key(identity: str, key: bytes) -> None:
    name = pseudonym(key, identity)
    assert name == pseudonym(key, identity)
    assert len(name) == 12
    assert name != pseudonym(bytes(32) if key != bytes(32) else bytes([1] * 32), identity)


def test_a_key_is_made_once_and_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.key"
    make_key(file)
    key = read_key(file)
    assert len(key) == 32
    with pytest.raises(UsageFault):
        make_key(file)
    assert read_key(file) == key
    other = tmp_path / "b.key"
    make_key(other)
    assert read_key(other) != key


@pytest.mark.parametrize("content", [b"", b"short", b"\xff\xfe", b"g" * 64])
def test_what_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.key"
    file.write_bytes(content)
    with pytest.raises(UsageFault):
        read_key(file)
    with pytest.raises(UsageFault):
        read_key(tmp_path / "missing.key")
