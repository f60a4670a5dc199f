"""Writes the files of many centres: a centre and a convention for each of the first municipalities of the list."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from generator.campaigns import campaign
from generator.municipalities import municipalities
from tests.conftest import EXAMPLES

_TITLES: Final = {"flanders": "secretary", "brussels": "secretary", "wallonia": "director-general"}


def country(folder: Path, count: int) -> Path:
    """Write so many conventions of large cities, at most 589."""
    convention = (EXAMPLES / "conventions" / "gent.yaml").read_text(encoding="utf-8")
    centre = (EXAMPLES / "centres" / "gent.yaml").read_text(encoding="utf-8")
    centres, conventions = folder / "centres", folder / "conventions"
    centres.mkdir(parents=True)
    conventions.mkdir()
    for number, (nis, municipality) in enumerate(sorted(municipalities().items())[:count]):
        own = re.sub('nis: "44021"', f'nis: "{nis}"', centre)
        own = re.sub("title: secretary", f"title: {_TITLES[municipality.region]}", own)
        enterprise, iban = own_numbers(number)
        own = own.replace("0299.000.124", enterprise).replace("BE15 0910 0000 0130", iban)
        (centres / f"{nis}.yaml").write_text(own, encoding="utf-8")
        text = convention.replace("../centres/gent.yaml", f"../centres/{nis}.yaml")
        # no two documents are the same, and some are longer
        text = text.replace("742518.45", f"{740_000 + number}.17").replace(
            "610000.00", f"{730_000 + number}.00"
        )
        text = text.replace("132518.45", "10000.17").replace(
            "participants: 160", f"participants: {100 + number}"
        )
        if nis not in campaign(2015).urban_policy:
            text = text.replace("urban_policy: true", "urban_policy: false")
        (conventions / f"{nis}.yaml").write_text(text, encoding="utf-8")
    return conventions


def own_numbers(number: int) -> tuple[str, str]:
    """Make the enterprise number and the account of a centre, of nobody in truth."""
    base, account = 2_991_000 + number, f"0910{number:06}"
    bare = f"{account}{int(account) % 97 or 97:02}"
    return f"{base:08}{97 - base % 97:02}", f"BE{98 - int(bare + '111400') % 97:02}{bare}"
