"""What was typed about a person is in no message, no pointer and no report."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.conftest import Call
from tests.people import People

NAME = "Zoé Quidam"
NISS = "85.07.30-998.33"
FORMS = ("text", "json", "github", "sarif")

Wrong = Callable[[str], str]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda text: text.replace('"female"', f'"{NAME}"'),
        lambda text: text.replace('"1985-07-30"', f'"{NAME}"'),
        lambda text: text.replace('"name": "Aline Fictive"', f'"name": ["{NAME}"]'),
        lambda text: text.replace('"name": "Aline Fictive"', f'"name": "{NAME}", "{NAME}": 1'),
        lambda text: text.replace('"name": "Aline Fictive"', f'"{NAME}": 1, "{NAME}": 2'),
        lambda text: text.replace('"kind": "social-balance"', f'"kind": "{NAME}"'),
        lambda text: text.replace('"campaign": 2015', f'"campaign": "{NAME}"'),
        lambda text: text.replace('"occasion": "piis"', f'"occasion": "{NAME}", "{NAME}": 1'),
        lambda text: text.replace('"date": "2015-02-16"', f'"date": "{NAME}"'),
        lambda text: text.replace('"name": "Aline Fictive"', f'"name": {NAME} #8 boîte'),
        lambda text: text.replace('"name": "Aline Fictive"', f'"name": !{NAME.split(maxsplit=1)[0]} x'),
        lambda text: text.replace('"name": "Aline Fictive"', f'"name": *{NAME.split()[1]}'),
        lambda text: text.replace('"number": "1"', f'"number": "{NISS}"'),
        lambda text: text.replace('"number": "1"', f'"number": {NISS.replace(".", "").replace("-", "")}'),
        lambda text: text.replace('"reference": "BS-1"', f'"reference": "{NISS}/x"'),
        lambda text: text.replace('"gender": "female"', f'"gender": "female", "niss": "{NISS[:-1]}4"'),
        lambda text: text.replace('"Écoute."', f'"{NAME} 😀 {NISS}"'),
        lambda text: text.replace('"level": 1', f'"level": "{NAME}"'),
    ],
)
def test_no_message_repeats_what_was_typed_about_a_person(wrong: Wrong, tmp_path: Path, call: Call) -> None:
    """Neither as text nor as JSON, GitHub or SARIF; the place is enough to find it."""
    People(tmp_path).add("1")
    file = tmp_path / "1" / "balance.yaml"
    changed = wrong(file.read_text(encoding="utf-8"))
    assert changed != file.read_text(encoding="utf-8")
    file.write_text(changed, encoding="utf-8")
    for form in FORMS:
        code, out, err = call("validate", str(file), "--format", form, "--lang", "en")
        assert code == 1
        for secret in (*NAME.split(), NISS, NISS[:-1], NISS.replace(".", "").replace("-", "")):
            assert secret not in out + err, (form, secret)


def test_a_misspelt_field_is_still_explained(tmp_path: Path, call: Call) -> None:
    """The place says where, the remedy what was probably meant."""
    People(tmp_path).add("1")
    file = tmp_path / "1" / "balance.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace('"address"', '"adress"'), encoding="utf-8")
    _, out, _ = call("validate", str(file), "--format", "json")
    found = {each["code"]: each for each in json.loads(out)["findings"]}
    assert "address" in found["SCH004"]["remedy"]
    assert found["SCH004"]["pointer"] == "/person"
    assert "SCH003" not in found


@pytest.mark.parametrize(
    "written",
    ["85.07.30-998.33", "85073099833", "85 07 30 - 998 33", "85/07/30 998/33", "85\u00a007\u00a030\u202f998\u202f33", "85-07-30–998–33"],
)  # fmt: skip
@pytest.mark.parametrize("where", ["Écoute.", "Aline Fictive", "Rue du Modèle 12"])
def test_a_national_number_is_found_however_it_is_written(
    written: str, where: str, tmp_path: Path, call: Call
) -> None:
    """Word likes to put other blanks and dashes between the digits."""
    People(tmp_path).add("1")
    file = tmp_path / "1" / "balance.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    text = json.dumps(data, ensure_ascii=False).replace(where, f"x {written} y")
    file.write_text(text, encoding="utf-8")
    _, out, _ = call("validate", str(file), "--format", "json")
    assert "PER007" in {each["code"] for each in json.loads(out)["findings"]}
    assert written not in out


def test_an_unknown_field_hides_no_other_fault(tmp_path: Path, call: Call) -> None:
    """All that is wrong is told at once, though the pointer of an unknown field stops at its parent."""
    path = People(tmp_path).add("1", contract={"period": {"start": "2015-03-16", "end": "2016-12-31"}})
    text = path.read_text(encoding="utf-8").replace('"campaign": 2015', '"campaign": 2015, "unknown": 1', 1)
    path.write_text(text, encoding="utf-8")
    balance = path.with_name("balance.yaml")
    balance.write_text(
        balance.read_text(encoding="utf-8").replace(
            '"gender"', '"niss": "85.07.31-998.03", "x": 1, "gender"', 1
        ),
        encoding="utf-8",
    )
    _, out, _ = call("validate", str(tmp_path), "--format", "json")
    codes = [each["code"] for each in json.loads(out)["findings"]]
    assert codes.count("SCH004") == 2
    assert {"PII001", "PER003"} <= set(codes)


def test_the_kind_of_another_file_is_not_repeated(tmp_path: Path, call: Call) -> None:
    """It may be anything that stands behind “kind:” there."""
    path = People(tmp_path).add("1")
    path.with_name("balance.yaml").write_text(f"kind: {NAME}\ncampaign: 2015\n", encoding="utf-8")
    _, out, _ = call("validate", str(path), "--format", "json")
    assert "REF002" in out
    assert not any(word in out for word in NAME.split())
