"""A YAML file is read as it was written, or refused with its line."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.errors import UsageFault
from generator.source import MAX_BYTES, Source, below, parse, read

PRINTABLE_TEXT = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x24F, exclude_characters="\x7f\xad")
)


def _parse(text: str) -> Source:
    return parse(text.encode(), "x.yaml")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("012", "012"),
        ("02123456", "02123456"),
        ("12:30", "12:30"),
        ("no", "no"),
        ("on", "on"),
        ("2015-02-30", "2015-02-30"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".5", ".5"),
        ("0x1F", "0x1F"),
        ("+32", "+32"),
        ("12", 12),
        ("-3", -3),
        ("1.10", Decimal("1.10")),
        ("6534763.86", Decimal("6534763.86")),
        ("true", True),
        ("null", None),
        ("123456789012345678901", "123456789012345678901"),
    ],
)
def test_a_scalar_reaches_the_schema_as_written(written: str, value: object) -> None:
    """Only canonical numbers, true, false and null are more than text; amounts keep their zeros."""
    data = _parse(f"a: {written}\n").data
    assert isinstance(data, dict)
    assert data["a"] == value
    assert type(data["a"]) is type(value)
    assert str(data["a"]) == str(value)


@given(st.binary(max_size=300))
def test_any_bytes_give_data_or_a_finding(raw: bytes) -> None:
    """Nothing raises, whatever the file holds."""
    source = parse(raw, "x.yaml")
    assert isinstance(source.data, dict) or source.findings


@given(st.text("{}[]:-#&*!|>'\"%@`, .\n\tab12", max_size=60))
@example("x: [a: 12,34, b]")
@example("x: {a: &k 12,34}\ny: *k")
def test_any_signs_of_yaml_give_data_or_a_finding(text: str) -> None:
    """Nothing raises, whatever signs are typed."""
    source = _parse(text)
    assert isinstance(source.data, dict) or source.findings


@given(st.dictionaries(PRINTABLE_TEXT.filter(lambda t: t == t.strip() and t), PRINTABLE_TEXT, min_size=1))
def test_quoted_texts_come_back_as_they_were(data: dict[str, str]) -> None:
    """What another program wrote between quotes is read without a change but that of its form."""
    import unicodedata

    text = yaml.safe_dump(data, default_style='"', allow_unicode=True, width=10_000)
    assert _parse(text).data == {
        unicodedata.normalize("NFC", k): unicodedata.normalize("NFC", v).strip() for k, v in data.items()
    }


def test_every_value_and_key_has_its_place() -> None:
    """Lines and columns count from 1; a missing value stands at the key of its parent."""
    source = _parse("a: 1\nb:\n  - c: x\n    d: y\n")
    assert source.place(("b", 0, "d")).line == 4
    assert source.place(("b", 0, "d")).column == 8
    assert source.place(("b", 0, "d"), key=True).column == 5
    missing = source.place(("b", "e"))
    assert (missing.line, missing.column, missing.pointer) == (2, 1, "/b/e")


def test_an_alias_bomb_stops_at_once() -> None:
    """Nine levels of nine references would be a gigabyte; they are counted, not built."""
    lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    for above, name in zip("abcdefghi", "bcdefghij", strict=True):
        lines.append(f"{name}: &{name} [{','.join([f'*{above}'] * 9)}]")
    (finding,) = _parse("\n".join(lines)).findings
    assert finding.code == "SRC013"


def test_a_modest_reference_is_allowed() -> None:
    """A value may be referred to once or twice."""
    source = _parse("a: &x {fr: oui}\nb: *x\n")
    assert source.findings == ()
    assert source.data == {"a": {"fr": "oui"}, "b": {"fr": "oui"}}


@pytest.mark.parametrize("bracket", ["[", "{", "- ", "? "])
def test_thousands_of_brackets_stop_at_once(bracket: str) -> None:
    """No recursion is exhausted."""
    (finding,) = _parse("a: " + bracket * 2000 if bracket in "[{" else bracket * 2000).findings
    assert finding.code in {"SRC014", "SRC009", "SRC007", "SRC015"}


def test_a_file_of_a_gigabyte_is_not_read(tmp_path: Path) -> None:
    """Its size is looked at first."""
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(1024**3)
    (finding,) = read(path).findings
    assert finding.code == "SRC002"
    (finding,) = parse(b" " * (MAX_BYTES + 1), "x.yaml").findings
    assert finding.code == "SRC002"


def test_all_faults_of_reading_are_told_at_once() -> None:
    """Two duplicate keys, a tag and a lost comment are four findings."""
    source = _parse("a: 1\na: 2\nb: {c: 1, c: 2}\nd: !x 1\ne: Rue de la Loi #16\n")
    assert [f.code for f in source.findings] == ["SRC010", "SRC010", "SRC008", "SRC012"]


def test_a_true_comment_is_a_comment() -> None:
    """A space after the sign tells the two apart."""
    source = _parse("a: 1  # note\nb: x   #  note\n#note\n")
    assert source.findings == ()
    assert source.data == {"a": 1, "b": "x"}


def test_line_ends_of_windows_and_a_byte_order_mark_change_nothing() -> None:
    """Notepad writes both."""
    windows = parse(b"\xef\xbb\xbfa: |\r\n  x\r\n  y\r\nb: 2\r\n", "x.yaml")
    assert windows.data == _parse("a: |\n  x\n  y\nb: 2\n").data
    assert windows.place(("b",)).line == 4


def test_a_folder_behind_another_name_is_looked_into_once(tmp_path: Path) -> None:
    """A link to a folder elsewhere counts, one that leads back does not go round, hidden folders are passed over."""
    for folder in ("dossiers/a", "elsewhere", "dossiers/.hidden"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "x.YAML").write_text("kind: cpas", encoding="utf-8")
    (tmp_path / "dossiers" / "b").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "dossiers" / "a" / "back").symlink_to(tmp_path / "dossiers")
    found = below(tmp_path / "dossiers")
    assert [Path(each).relative_to(tmp_path / "dossiers").as_posix() for each in found] == [
        "a/x.YAML",
        "b/x.YAML",
    ]


def test_a_folder_that_may_not_be_opened_is_not_left_out_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is given like a file, and reading it is a finding."""
    closed = tmp_path / "closed"
    closed.mkdir()
    scan = os.scandir

    def refuse(path: Any = ".") -> Any:
        if Path(os.fspath(path)) == closed:
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert below(tmp_path) == [closed.as_posix()]
    assert [finding.code for finding in read(closed).findings] == ["SRC001"]


def test_a_disk_is_no_folder_of_dossiers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above a number that no country has the search ends, with a remedy."""
    monkeypatch.setattr("generator.source.reading._MOST_FILES", 3)
    for number in range(5):
        (tmp_path / f"{number}.yaml").write_text("", encoding="utf-8")
    with pytest.raises(UsageFault, match="more than 3 files"):
        below(tmp_path)


def test_tabs_and_invisible_characters_are_told_together() -> None:
    """Each has its line; of very many the first twenty are told."""
    told = _parse("a:\n\tb: 1\n\tc: 2\nd: x\u2028y\n").findings
    assert [(each.code, each.place.line) for each in told] == [("SRC004", 2), ("SRC004", 3), ("SRC005", 4)]
    assert len(_parse("a:\n" + "\tb: 1\n" * 500).findings) == 20


def test_faults_of_syntax_are_told_together_and_the_rest_is_read() -> None:
    """Each has its line; the entry that holds it stands empty, and carries the pointer of its fault."""
    source = _parse(
        "a: \"open\nb: 2\nc:\n  - x: 1\n  - y: [1\n  - z: 3\nd:\n  fr: l'un\n  nl: 'l'un'\ne: @x\n"
    )
    told = [(each.code, each.place.line, each.place.pointer) for each in source.findings]
    assert told == [
        ("SRC015", 1, "/a"), ("SRC015", 5, "/c/1"), ("SRC015", 9, "/d/nl"), ("SRC015", 10, "/e")
    ]  # fmt: skip
    assert source.data == {
        "a": None, "b": 2, "c": [{"x": 1}, None, {"z": 3}], "d": {"fr": "l'un", "nl": None}, "e": None
    }  # fmt: skip
    assert source.place(("c", 2, "z")).line == 6


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nlost\nb: @2\n",
        "a: 1\n  lost: @2\nb: 3\n",
        "a:\n  b: 1\n lost: @2\nc: 3\n",
        "a:\n  - b: 1\n  lost: 2\nc: 3\n",
    ],
)
def test_what_may_have_lost_a_field_gives_no_data(text: str) -> None:
    """A field that stands at a wrong place is nowhere missing; only the syntax is told."""
    source = _parse(text)
    assert source.data is None
    assert {each.code for each in source.findings} == {"SRC015"}


def test_a_reference_to_what_cannot_be_read_is_no_fault_of_its_own() -> None:
    """Its target stands in the entry that was left out."""
    (finding,) = _parse("a: &x {b: [1}\nc: *x\n").findings
    assert finding.code == "SRC015"


@pytest.mark.parametrize(
    "text",
    [
        "a: &Co asbl\n",
        "a:\n  - b: &Co asbl\n",
        "&Co a: asbl\n",
        "a: &Co [1]\n",
        "a: &Co 1\nb: &Co 2\nc: *Co\n",
    ],
)
def test_a_name_that_nothing_refers_to_is_refused(text: str) -> None:
    """`name: &Co asbl` would be printed as “asbl”; the place is that of the sign."""
    (finding,) = _parse(text).findings
    line = text.split("\n")[(finding.place.line or 0) - 1]
    assert finding.code == "SRC013"
    assert line[(finding.place.column or 0) - 1] == "&"
    assert "“&Co”" in str(finding.remedy)


def test_a_name_that_is_referred_to_from_what_cannot_be_read_is_used() -> None:
    """Its reference stands in the entry that was left out, or in a field that stands twice."""
    assert [each.code for each in _parse("a: &x 1\nb: [*x\n").findings] == ["SRC015"]
    assert [each.code for each in _parse("a: &x 1\nb: 1\nb: [*x]\n").findings] == ["SRC010"]


@pytest.mark.parametrize(("sign", "code"), [("!k", "SRC008"), ("&k", "SRC013")])
def test_a_comma_in_an_amount_hides_no_other_fault(sign: str, code: str) -> None:
    """The cents carry a sign of YAML too."""
    assert [each.code for each in _parse(f"x: {{a: 12,{sign} 34}}\n").findings] in (
        [code, "SRC015"],
        ["SRC015", code],
    )
