"""A file made by `init` needs nothing but to be filled in."""

from __future__ import annotations

import pytest

from generator import schemas
from generator.catalog import Kind, kinds
from generator.locales import READERS, Reader, translator
from generator.municipalities import municipalities
from generator.skeleton import skeleton
from generator.source import parse

ALL = [pytest.param(kind, id=name) for name, kind in kinds().items()]
EMPTY = {"SCH002"}


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("nis", [None, "44021", "62063", "21015"])
@pytest.mark.parametrize("language", READERS)
def test_it_validates_up_to_the_fields_that_are_left_empty(
    kind: Kind, nis: str | None, language: Reader
) -> None:
    """Each finding says that a field is empty, and stands on a line that has no value."""
    municipality = municipalities()[nis] if nis else None
    text = skeleton(kind, 2015, municipality, translator(language))
    source = parse(text.encode(), "x.yaml")
    findings = [*source.findings, *schemas.check(source)]
    assert findings
    lines = text.splitlines()
    for finding in findings:
        assert finding.code in EMPTY, finding
        assert finding.place.line is not None
        assert lines[finding.place.line - 1].rstrip().endswith((":", "-"))


@pytest.mark.parametrize("kind", ALL)
def test_what_is_commented_out_can_be_used(kind: Kind) -> None:
    """With each optional line uncommented the file is still well-formed, and knows all its fields."""
    text = skeleton(kind, 2016, None, translator("en"))
    lines = []
    for line in text.splitlines():
        bare = line.lstrip(" ")
        indent = line[: len(line) - len(bare)]
        used = bare.startswith("# ") and not bare.startswith("## ")
        lines.append(indent + bare[2:] if used and ":" in bare else line)
    source = parse("\n".join(lines[1:]).encode(), "x.yaml")
    assert source.findings == ()
    assert {finding.code for finding in schemas.check(source)} <= EMPTY | {"SCH001"}
    assert isinstance(source.data, dict)
    assert set(source.data) == set(kind.schema["properties"])


def test_the_municipality_decides_the_languages() -> None:
    """Ghent is asked for Dutch only, Schaerbeek for both."""
    kind = kinds()["cpas"]
    ghent = skeleton(kind, 2015, municipalities()["44021"], translator("nl"))
    assert "    nl:" in ghent
    assert "    fr:" not in ghent
    assert 'nis: "44021"' in ghent
    both = skeleton(kind, 2015, municipalities()["21015"], translator("nl"))
    assert "    fr:" in both
    assert "    nl:" in both
