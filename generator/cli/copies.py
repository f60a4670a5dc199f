"""The option `--annotate` of `cpas templates check`: copies of the templates with the findings as comments."""

from __future__ import annotations

from pathlib import Path

import click

from generator import pairs
from generator.locales import Translator
from generator.messages import msg


def option(words: Translator) -> click.Option:
    """Take the folder for the copies."""
    told = msg(
        "Folder for copies of the files that have findings, with each finding as a comment of Word at its place. Files without findings are not copied; the originals stay as they are."
    )
    return click.Option(
        ["--annotate", "out"],
        type=click.Path(path_type=Path),
        metavar="OUTDIR",
        help=words.text(told),
    )


def write(checked: pairs.Checked, out: Path, words: Translator, *, err: bool) -> None:
    """Write the copies, and say which; their author is the program by the name under which it was called.

    Raises:
        UsageFault: a copy cannot be written, or would take the place of other work.

    """
    author = click.get_current_context().find_root().info_name or "cpas"
    made = pairs.annotate(checked, out, words, author)
    told = [msg("written: {files}", files=path.as_posix()) for path in made.written]
    told += [
        msg("removed, for its template has no finding any more: {path}", path=path.as_posix())
        for path in made.removed
    ]
    told += [
        msg("not removed, for somebody has worked on it: {path}", path=path.as_posix())
        for path in made.changed
    ]
    told += [
        msg("not copied, for it cannot be read as a template: {path}", path=path) for path in made.left_out
    ]
    for each in told or [msg("No file has a finding: nothing was copied.")]:
        click.echo(words.text(each), err=err)
