"""`cpas expenses`: the sheet to type the expenses of the final report in Excel."""

from __future__ import annotations

import codecs
from pathlib import Path

import click

from generator import campaigns, drafts, expenses, output
from generator.cli import common
from generator.dossier import Convention
from generator.errors import UsageFault, unwritable
from generator.locales import LANGUAGES, Language, Translator
from generator.messages import msg
from generator.municipalities import Municipality
from generator.pipeline import Checker
from generator.source import parse


def command(words: Translator) -> click.Command:
    """Make the group of commands."""
    return common.group("expenses", words, _template(words), _update(words))


def _template(words: Translator) -> click.Command:
    def call(out: Path, convention: Path | None, year: int) -> None:
        if out.suffix.lower() != ".xlsx":
            raise UsageFault(
                msg("{path} is no name for an Excel file.", path=out.as_posix()),
                msg("Choose a name that ends in .xlsx, so that nothing else is written over."),
            )
        common.keep(out)
        languages: tuple[Language, ...] = tuple(each for each in LANGUAGES if each == words.language)
        members: list[Municipality] = []
        if convention is not None:
            found = _convention(convention)
            year, languages = found.campaign.year, found.languages
            if found.kind == "convention-cluster":
                members = [member.municipality for member in found.members]
        made = expenses.template(
            words, languages or LANGUAGES, campaigns.campaign(common.year(year)), members
        )
        try:
            output.replace({out: made})
        except OSError as error:
            raise unwritable(out, error, msg("Choose another name with -o.")) from error
        click.echo(words.text(msg("written: {files}", files=out.as_posix())))

    parameters: list[click.Parameter] = [
        click.Option(
            ["-o", "--output", "out"], type=click.Path(path_type=Path, dir_okay=False), required=True,
            metavar="FILE.xlsx", help=words.text(msg("Excel file to write.")),
        ),
        click.Option(
            ["--convention"], type=click.Path(path_type=Path), metavar="FILE.yaml",
            help=words.text(msg("The convention: it says the languages, the year and the members of a cluster.")),
        ),
        click.Option(
            ["--campaign", "year"], type=int, default=campaigns.years()[0], show_default=True,
            help=words.text(msg("Year of the subsidy.")),
        ),
    ]  # fmt: skip
    made = common.make("template", words, call, parameters)
    made.help = words.text(
        msg("Make the sheet in which the expenses are typed; “cpas init final-report --expenses” reads it.")
    )
    return made


def _update(words: Translator) -> click.Command:
    def call(report: Path, sheet: Path) -> int:
        text, mark = _text(report)
        made = drafts.with_expenses(report, text, expenses.read_in_time(sheet), words)
        common.tell_draft(made, words)
        if not made.text:
            return 1
        try:
            output.replace({report: mark + made.text.encode()})
        except OSError as error:
            raise unwritable(report, error, msg("Close it where it is open.")) from error
        click.echo(words.text(msg("written: {files}", files=report.as_posix())))
        before, now = _numbers(text), _numbers(made.text)
        click.echo(
            words.text(msg("Expenses: {now}; before: {before}.", now=len(now), before=len(before))), err=True
        )
        if gone := [number for number in before if number not in now]:
            click.echo(
                words.text(msg("No longer in the report: {numbers}.", numbers=", ".join(gone))), err=True
            )
        return 0

    parameters: list[click.Parameter] = [
        click.Argument(["report"], type=click.Path(path_type=Path), metavar="REPORT.yaml"),
        click.Argument(["sheet"], type=click.Path(path_type=Path), metavar="FILE.xlsx"),
    ]
    made = common.make("update", words, call, parameters)
    made.help = words.text(
        msg(
            "Replace the expenses of a report that you are filling in, and the remarks among them, by those of the sheet."
        )
    )
    return made


def _numbers(text: str) -> list[str]:
    """Give the numbers of the documents that a report charges."""
    data = parse(text.encode(), "").data
    entries = data.get("expenses") if isinstance(data, dict) else None
    listed = entries if isinstance(entries, list) else []
    return [str(each.get("number")) for each in listed if isinstance(each, dict)]


def _text(report: Path) -> tuple[str, bytes]:
    """Read the text of a report, and the mark that Notepad puts before it."""
    try:
        raw = report.read_bytes()
        text = raw.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise UsageFault(
            msg("The file {path} cannot be read as UTF-8.", path=report.as_posix()),
            msg("Check the name, and save it as UTF-8."),
        ) from error
    return text, codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""


def _convention(path: Path) -> Convention:
    checked = Checker().check(path, path.as_posix())
    made = checked.case.dossier if checked.case else None
    if not checked.sound or not isinstance(made, Convention):
        raise UsageFault(
            msg("{path} is no convention without errors.", path=path.as_posix()),
            msg("“cpas validate” says what is wrong with it."),
        )
    return made
