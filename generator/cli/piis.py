"""`cpas piis`: count the records of persons, and put their days into a calendar."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

import click

from generator import calendars, campaigns, counting, output, pseudonyms, reporters
from generator.batch import Report
from generator.cli import common
from generator.dossier import Dossier, PersonalDossier
from generator.errors import UsageFault, unwritable
from generator.findings import Severity, has_errors
from generator.locales import Translator
from generator.messages import Message, msg

_KEY: Final = "pseudonyms.key"


def command(words: Translator) -> click.Command:
    """Make the group of commands."""
    return common.group("piis", words, _count(words), _calendar(words), _key(words))


def _count(words: Translator) -> click.Command:
    def call(
        *, paths: tuple[str, ...], year: int, until: str | None, key: Path | None, form: str, files: bool
    ) -> int:
        campaign = campaigns.campaign(common.year(year))
        last = _day(until) or campaign.end
        if not campaign.start <= last <= campaign.end:
            raise UsageFault(
                msg("{day} is not a day of {year}.", day=last, year=str(year)),
                msg("Count each year for itself: --year says which."),
            )
        secret = _secret(key, words)
        report = _checked(paths)
        figures = counting.count(
            _sound(report),
            campaign,
            last,
            lambda identity: pseudonyms.pseudonym(secret, identity),
        )
        if form == "json":
            click.echo(reporters.figures_json(year, figures, report, _left_out(report), words))
        else:
            _tell_errors(report, words)
            click.echo(words.text(_title(year, last, report)))
            click.echo(reporters.figures_text(figures, words, files=files))
        return _closing(report, words)

    parameters: list[click.Parameter] = [
        common.paths_argument(),
        click.Option(["--year"], type=int, required=True, help=words.text(msg("Year of the subsidy."))),
        click.Option(
            ["--until"], metavar="2015-12-31",
            help=words.text(msg("Last day that counts; by default the last day of the year.")),
        ),
        click.Option(
            ["--key"], type=click.Path(path_type=Path), envvar="CPAS_KEY", metavar="FILE",
            help=words.text(msg("Key of the centre for the pseudonyms; by default one is kept for this user.")),
        ),
        click.Option(
            ["--format", "form"], type=click.Choice(["text", "json"]), default="text", show_default=True,
            help=words.text(msg("Form of the figures.")),
        ),
        click.Option(["--files"], is_flag=True, help=words.text(msg("List the files behind each figure, by pseudonym."))),
    ]  # fmt: skip
    made = common.make("count", words, call, parameters)
    made.help = words.text(
        msg(
            "Count the records of persons for a year, without names: PATH is a file or a folder; docs/persons.md explains the figures."
        )
    )
    return made


def _calendar(words: Translator) -> click.Command:
    def call(paths: tuple[str, ...], out: Path) -> int:
        if out.suffix.lower() != ".ics":
            raise UsageFault(
                msg("{path} is no name for a calendar.", path=out.as_posix()),
                msg("Choose a name that ends in .ics, so that nothing else is written over."),
            )
        report = _checked(paths)
        _tell_errors(report, words)
        found = calendars.events(_sound(report))
        calendar = calendars.write(found, words.text, msg("PIIS/GPMI: evaluations and ends"))
        try:
            output.replace({out: calendar})
        except OSError as error:
            raise unwritable(out, error, msg("Choose another name with -o.")) from error
        click.echo(words.text(msg("written: {files}", files=out.as_posix())))
        click.echo(words.text(msg("Events: {count}.", count=len(found))), err=True)
        return _closing(report, words)

    option = click.Option(
        ["-o", "--output", "out"], type=click.Path(path_type=Path, dir_okay=False), required=True,
        metavar="FILE.ics", help=words.text(msg("Calendar file to write.")),
    )  # fmt: skip
    made = common.make("calendar", words, call, [common.paths_argument(), option])
    made.help = words.text(
        msg("Write evaluations, ends and days of reflection as a calendar, without names.")
    )
    return made


def _key(words: Translator) -> click.Command:
    def call(file: Path) -> None:
        pseudonyms.make_key(file)
        click.echo(words.text(msg("written: {files}", files=file.as_posix())))
        _warn_of_key(words)

    argument = click.Argument(["file"], type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
    made = common.make("key", words, call, [argument])
    made.help = words.text(msg("Make the key from which a centre’s pseudonyms are made."))
    return made


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageFault(
            msg("“{value}” is not a date.", value=str(text)),
            msg("Write a date as year-month-day: 2015-03-27."),
        ) from error


def _title(year: int, until: date, report: Report) -> Message:
    """Say what was counted: the year, the last day, and the centres by their NIS codes."""
    centres = sorted(
        {each.centre.municipality.nis for each in _sound(report) if isinstance(each, PersonalDossier)}
    )
    return msg(
        "Year {year}, until {day}. Centres: {centres}.",
        year=str(year),
        day=until,
        centres=", ".join(centres) or "–",
    )


def _secret(key: Path | None, words: Translator) -> bytes:
    """Read the key of the centre; the first time one is made for this user."""
    path = key or Path(click.get_app_dir("cpas")) / _KEY
    if key is None and not path.exists():
        pseudonyms.make_key(path)
        click.echo(
            words.text(msg("A key for the pseudonyms was made: {path}", path=path.as_posix())), err=True
        )
        _warn_of_key(words)
    return pseudonyms.read_key(path)


def _warn_of_key(words: Translator) -> None:
    told = msg(
        "Keep a copy in a safe place: without it next year’s pseudonyms are others. Colleagues who count together share it."
    )
    click.echo(words.text(told), err=True)


def _checked(paths: Iterable[str]) -> Report:
    return common.checked(tuple(paths), None, None)


def _sound(report: Report) -> list[Dossier]:
    """Give the dossiers without errors."""
    wrong = [f.place.path for f in report.findings if f.severity is Severity.ERROR]
    return counting.countable((each.case.dossier for each in report.files if each.case is not None), wrong)


def _left_out(report: Report) -> list[str]:
    """Give the files that are in no figure."""
    counted = {dossier.source.path for dossier in _sound(report)}
    return [each.source.path for each in report.files if each.source.path not in counted]


def _tell_errors(report: Report, words: Translator) -> None:
    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    if errors:
        paint = reporters.Paint(colours=common.colours(sys.stdout))
        click.echo(reporters.findings_text(errors, words, paint), color=True)


def _closing(report: Report, words: Translator) -> int:
    left = _left_out(report)
    for path in left:
        click.echo(words.text(msg("left out: {path}", path=path)), err=True)
    told = msg("Files: {files}. Left out because of errors: {left}.", files=len(report.files), left=len(left))
    click.echo(words.text(told), err=True)
    return int(has_errors(report.findings))
