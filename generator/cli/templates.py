"""`cpas templates`: look at the Word templates, and check their pairs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from generator import output, pairs, reporters, reviews, templates
from generator.cli import common, copies, template_versions
from generator.errors import UsageFault, unwritable
from generator.findings import has_errors
from generator.locales import Translator
from generator.messages import Message, msg

_FORMATS = ("text", "json")


def command(words: Translator) -> click.Command:
    """Make the group of commands."""
    return common.group(
        "templates", words, _text(words), _check(words), _review(words), *template_versions.commands(words)
    )


def _text(words: Translator) -> click.Command:
    def text(file: Path) -> None:
        for line in templates.plain_text(file):
            click.echo(line)

    argument = click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE.docx")
    made = common.make("text", words, text, [argument])
    made.help = words.text(
        msg("Print a Word file as plain text: paragraphs with their style, tables, headers, notes, tags.")
    )
    return made


def _check(words: Translator) -> click.Command:
    def check(folder: Path | None, form: str, out: Path | None) -> int:
        if out is not None:
            pairs.keep_apart(folder, out)
        checked = pairs.check(folder)
        if form == "json":
            click.echo(reporters.findings_json(checked.files, checked.findings, words))
        else:
            paint = reporters.Paint(colours=common.colours(sys.stdout))
            if checked.findings:
                click.echo(reporters.findings_text(checked.findings, words, paint), color=True)
            click.echo(words.text(reporters.summary_message(checked.files, checked.findings)), err=True)
        for told in _approvals(checked):
            click.echo(words.text(told), err=True)
        if out is not None:
            copies.write(checked, out, words, err=form == "json")
        return int(has_errors(checked.findings))

    form = click.Option(
        ["--format", "form"],
        type=click.Choice(_FORMATS),
        default="text",
        show_default=True,
        help=words.text(msg("Form of the findings.")),
    )
    made = common.make("check", words, check, [_folder(), form, copies.option(words)])
    made.help = words.text(
        msg(
            "Check the templates of DIR, by default those of the program: each file, and French against Dutch. DIR may be the folder of one family; FILE.docx is checked with the file in the other language beside it."
        )
    )
    return made


def _approvals(checked: pairs.Checked) -> Iterator[Message]:
    """Say against which approvals the templates were held, where these do not stand in their folder."""
    held, memory = checked.held, checked.scope.memory
    if held is None:
        return
    if held.own and memory != checked.scope.root:
        yield msg("Held against the approvals of {path}.", path=(memory / "approved.json").as_posix())
    elif not held.own and held.approved:
        yield msg("There is no approved.json: held against the approvals of the program.")
    if held.without:
        yield msg("Held against no approvals, for there are none: {pairs}.", pairs=", ".join(held.without))


def _folder() -> click.Argument:
    return click.Argument(
        ["folder"], type=click.Path(path_type=Path), metavar="[DIR|FILE.docx]", required=False
    )


def _review(words: Translator) -> click.Command:
    def review(folder: Path | None, out: Path) -> None:
        if out.suffix.lower() not in {".html", ".htm"}:
            raise UsageFault(
                msg("{path} is no name for a web page.", path=out.as_posix()),
                msg("Choose a name that ends in .html, so that nothing else is written over."),
            )
        if not reviews.ours(out):
            common.keep(out)
        checked = pairs.check(folder)
        try:
            output.replace({out: reviews.page(checked, words).encode()})
        except OSError as error:
            raise unwritable(
                out, error, msg("Close it where it is open, or choose another name with -o.")
            ) from error
        click.echo(words.text(msg("written: {files}", files=out.as_posix())))
        click.echo(words.text(reporters.summary_message(checked.files, checked.findings)), err=True)
        for told in _approvals(checked):
            click.echo(words.text(told), err=True)

    out = click.Option(
        ["-o", "--output", "out"],
        type=click.Path(path_type=Path, dir_okay=False),
        default=Path("templates-review.html"),
        show_default=True,
        metavar="FILE.html",
        help=words.text(msg("Page to write.")),
    )
    made = common.make("review", words, review, [_folder(), out])
    made.help = words.text(
        msg(
            "Make a page on which the French and the Dutch templates of DIR stand side by side, with what “check” finds at its place."
        )
    )
    return made
