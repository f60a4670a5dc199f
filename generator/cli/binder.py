"""`cpas binder`: many documents in one PDF."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import batch, binders, output, reporters
from generator.cli import common
from generator.engines import ENGINES
from generator.errors import UsageFault, unwritable
from generator.findings import has_errors
from generator.locales import LANGUAGES, Translator
from generator.messages import msg


def command(words: Translator) -> click.Command:
    """Make the command."""

    def call(*, folder: Path, out: Path, language: str, only: tuple[str, ...], engine: str) -> int:
        if out.suffix.lower() != ".pdf":
            raise UsageFault(
                msg("{path} is no name for a PDF.", path=out.as_posix()),
                msg("Choose a name that ends in .pdf, so that nothing else is written over."),
            )
        if batch.kind_of(folder) != "folder":
            raise UsageFault(
                msg("There is no folder {path}.", path=folder.as_posix()),
                msg("Name the folder into which “cpas render” wrote the documents."),
            )
        found = binders.select(folder, common.wanted_languages(language) or LANGUAGES, only)
        if found.findings:
            paint = reporters.Paint(colours=common.colours(sys.stderr))
            click.echo(reporters.findings_text(found.findings, words, paint), err=True, color=True)
        if has_errors(found.findings):
            click.echo(words.text(msg("Nothing was written.")), err=True)
            return 1
        if not found.leaves:
            raise UsageFault(
                msg("There is no PDF of the program in {path} that was asked for.", path=folder.as_posix()),
                msg("Make the documents first: cpas render FOLDER -o {path}", path=folder.as_posix()),
            )
        if out.resolve() in found.kept:
            raise UsageFault(
                msg("{path} is a document of this folder.", path=out.as_posix()),
                msg("Choose another name with -o."),
            )
        try:
            parts = binders.contents_pages(found.leaves, engine)
            bound = binders.bind(parts)
            output.replace({out: bound})
        except OSError as error:
            raise unwritable(
                out, error, msg("Close it where it is open, or choose another name with -o.")
            ) from error
        click.echo(words.text(msg("written: {files}", files=out.as_posix())))
        for part in parts:
            told = msg(
                "{language}: {documents} documents, {pages} pages.",
                language=msg("French") if part.language == "fr" else msg("Dutch"),
                documents=len(part.leaves),
                pages=sum(leaf.pages for leaf in part.leaves),
            )
            click.echo(words.text(told), err=True)
        return 0

    parameters: list[click.Parameter] = [
        click.Argument(["folder"], type=click.Path(path_type=Path), metavar="DIR"),
        click.Option(
            ["-o", "--output", "out"], type=click.Path(path_type=Path, dir_okay=False), required=True,
            metavar="FILE.pdf", help=words.text(msg("PDF to write.")),
        ),
        click.Option(
            ["--language"], type=click.Choice([*LANGUAGES, "both"]), default="both", show_default=True,
            help=words.text(msg("Documents of which language; with both, the French ones first, each language with its contents page.")),
        ),
        click.Option(
            ["--only"], multiple=True, metavar="NAME",
            help=words.text(msg("Bind only what is called so: a NIS code, a document; * stands for any signs.")),
        ),
        click.Option(
            ["--engine"], type=click.Choice(list(ENGINES)), default=next(iter(ENGINES)), show_default=True,
            help=words.text(msg("What makes the contents page.")),
        ),
    ]  # fmt: skip
    return common.make("binder", words, call, parameters)
