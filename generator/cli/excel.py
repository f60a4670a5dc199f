"""`cpas excel`: many files of one kind in a workbook, and back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import campaigns, excel, output, reporters
from generator.catalog import kinds
from generator.cli import common
from generator.errors import UsageFault, unwritable
from generator.excel import Fate, Filled, Folder, Import, Layout
from generator.findings import has_errors
from generator.locales import Translator
from generator.messages import Message, msg

_FORMS = (".xlsx", ".csv")
_COPY = "corrections"


def command(words: Translator) -> click.Command:
    """Make the group of commands."""
    return common.group("excel", words, _template(words), _import(words))


def _template(words: Translator) -> click.Command:
    def call(kind: str, out: Path, year: int, source: Path | None) -> int:
        form = out.suffix.lower()
        if form not in _FORMS:
            raise UsageFault(
                msg("{path} is no name for an Excel or a CSV file.", path=out.as_posix()),
                msg("Choose a name that ends in .xlsx or .csv, so that nothing else is written over."),
            )
        common.keep(out)
        layout = excel.layout(kind)
        if form == ".csv":
            _check_csv(layout)
        files = _files(layout, source, words, lists=form == ".xlsx")
        if files is None:
            return 1
        make = excel.workbook if form == ".xlsx" else excel.csv
        made = make(layout, words, campaigns.campaign(common.year(year)), files)
        try:
            output.replace({out: made})
        except OSError as error:
            raise unwritable(out, error, msg("Choose another name with -o.")) from error
        click.echo(words.text(msg("written: {files}", files=out.as_posix())))
        if source is not None:
            click.echo(words.text(msg("Rows: {rows}.", rows=len(files))), err=True)
        if form == ".csv" and layout.lists:
            named = ", ".join(words.words(table.titles[-1]) for table in layout.lists)
            click.echo(
                words.text(msg("Not in a CSV file, for they are lists: {lists}.", lists=named)), err=True
            )
        return 0

    parameters: list[click.Parameter] = [
        click.Argument(["kind"], type=click.Choice(list(kinds()))),
        click.Option(
            ["-o", "--output", "out"], type=click.Path(path_type=Path, dir_okay=False), required=True,
            metavar="FILE.xlsx", help=words.text(msg("Excel file to write; FILE.csv for a table without lists.")),
        ),
        click.Option(
            ["--campaign", "year"], type=int, default=campaigns.years()[0], show_default=True,
            help=words.text(msg("Year of the subsidy.")),
        ),
        click.Option(
            ["--from", "source"], type=click.Path(path_type=Path), metavar="DIR",
            help=words.text(msg("Folder whose files of this kind are put into the workbook, one on each row.")),
        ),
    ]  # fmt: skip
    made = common.make("template", words, call, parameters)
    made.help = words.text(msg("Make a workbook with one row for each file of a kind, empty or filled."))
    return made


def _check_csv(layout: Layout) -> None:
    for table in layout.lists:
        if table.required and table.outer is None:
            raise UsageFault(
                msg(
                    "A file of kind “{kind}” needs the list “{field}”, for which a CSV file has no place.",
                    kind=layout.kind.name,
                    field=table.path[-1],
                ),
                msg("Make an Excel workbook: -o FILE.xlsx."),
            )


def _files(layout: Layout, source: Path | None, words: Translator, *, lists: bool) -> list[Filled] | None:
    """Read the files that the workbook is to hold; None where one of them has no place in it."""
    if source is None:
        return []
    if not source.is_dir():
        raise UsageFault(
            msg("There is no folder {path}.", path=source.as_posix()),
            msg("Check the name; put it between quotes where it holds spaces."),
        )
    folder = excel.from_folder(layout, source, lists=lists)
    if folder.deeper and not folder.files and not has_errors(folder.findings):
        raise UsageFault(*_all_below(layout, source, folder))
    if folder.findings:
        paint = reporters.Paint(colours=common.colours(sys.stderr))
        click.echo(reporters.findings_text(folder.findings, words, paint), err=True, color=True)
    if has_errors(folder.findings):
        click.echo(words.text(msg("Nothing was written.")), err=True)
        return None
    if not folder.files:
        raise UsageFault(
            msg(
                "The folder {path} holds no file of kind “{kind}”.",
                path=source.as_posix(),
                kind=layout.kind.name,
            ),
            msg("Name the folder in which the files stand; without --from the workbook is empty."),
        )
    return list(folder.files)


def _all_below(layout: Layout, source: Path, folder: Folder) -> tuple[Message, Message]:
    """Say where the files are of a folder that holds none itself."""
    cause = msg(
        "The folder {path} itself holds no file of kind “{kind}”. {deeper}",
        path=source.as_posix(),
        kind=layout.kind.name,
        deeper=folder.told[0],
    )
    return cause, folder.told[1]


def _import(words: Translator) -> click.Command:
    def call(
        *, table: Path, out: Path, check: bool, replace: bool, form: str, allocations: Path | None
    ) -> int:
        made_here = _prepare(out)
        try:
            made = excel.plan(
                excel.read_in_time(table), out, replacing=replace, amounts=common.list_of_amounts(allocations)
            )
            findings = [fault.finding for fault in made.faults]
            if form == "text" and findings:
                paint = reporters.Paint(colours=common.colours(sys.stdout))
                rows = {each.finding.place: excel.of_row(each.key, words) for each in made.faults}
                click.echo(reporters.findings_text(findings, words, paint, rows), color=True)
            copy = _marked(table, out, made, words) if made.wrong else None
            files = {} if check else made.files
            try:
                output.replace({**files, **(copy or {})})
            except OSError as error:
                raise unwritable(
                    out, error, msg("Close the files, or choose another folder with -o.")
                ) from error
        finally:
            if made_here and not any(out.iterdir()):
                out.rmdir()
        if form == "json":
            click.echo(reporters.import_json(made, words, copy=next(iter(copy or {}), None), check=check))
        else:
            _tell(made, files, copy, words, check=check)
        return int(made.wrong)

    parameters: list[click.Parameter] = [
        click.Argument(["table"], type=click.Path(path_type=Path), metavar="FILE.xlsx"),
        click.Option(
            ["-o", "--output", "out"], type=click.Path(path_type=Path, file_okay=False), required=True,
            metavar="DIR", help=words.text(msg("Folder for the files; made where it does not exist.")),
        ),
        click.Option(
            ["--check"], is_flag=True,
            help=words.text(msg("Write none of the files: only say what is wrong, and mark it in a copy of the workbook.")),
        ),
        click.Option(
            ["--replace"], is_flag=True,
            help=words.text(msg("Replace files that were typed or changed by hand too; remarks in them are lost.")),
        ),
        click.Option(
            ["--format", "form"], type=click.Choice(["text", "json"]), default="text", show_default=True,
            help=words.text(msg("Form of the report.")),
        ),
        common.allocations_option(words),
    ]  # fmt: skip
    made = common.make("import", words, call, parameters)
    made.help = words.text(
        msg("Read a workbook or a CSV file, check each row, and write its file where nothing is wrong.")
    )
    return made


def _prepare(out: Path) -> bool:
    """Make the folder, for the files that a row refers to are sought from there; say whether it is new."""
    if out.is_dir():
        return False
    try:
        out.mkdir(parents=True)
    except OSError as error:
        raise unwritable(out, error, msg("Choose another folder with -o.")) from error
    return True


def _marked(table: Path, out: Path, made: Import, words: Translator) -> dict[Path, bytes] | None:
    """Make the copy with its marks, under a name that is free."""
    if not made.book.tables:
        return None
    content = excel.marked_in_time(table, made.book, made.faults, words.language)
    if content is None:
        return None
    number = 1
    while True:
        path = out / f"{table.stem}-{_COPY}{'' if number == 1 else f'-{number}'}.xlsx"
        if not path.exists() or output.holds(path, content):
            return {path: content}
        number += 1


def _tell(
    made: Import, files: dict[Path, bytes], copy: dict[Path, bytes] | None, words: Translator, *, check: bool
) -> None:
    for path in files:
        click.echo(words.text(msg("written: {files}", files=path.as_posix())))
    for path in copy or ():
        click.echo(words.text(msg("marked copy: {path}", path=path.as_posix())))
    if made.wrong and made.book.tables and copy is None:
        click.echo(words.text(msg("A marked copy of this workbook could not be made.")), err=True)
    counts = {
        "rows": len(made.outcomes),
        "written": made.count(Fate.WRITTEN),
        "unchanged": made.count(Fate.UNCHANGED),
        "wrong": made.count(Fate.WRONG),
    }
    told = (
        msg("Rows: {rows}. To write: {written}. Unchanged: {unchanged}. Not written because of errors: {wrong}.", **counts)
        if check
        else msg("Rows: {rows}. Written: {written}. Unchanged: {unchanged}. Not written because of errors: {wrong}.", **counts)
    )  # fmt: skip
    click.echo(words.text(told), err=True)
