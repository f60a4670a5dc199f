"""What stops the program: a set-up that is broken, not an input that is wrong.

    CpasError               exit 2
    ├── UsageFault          the call asks for what cannot be
    ├── ResourceFault       a file of the program itself is missing or broken
    ├── TemplateFault       a template cannot be compiled or asks for an unknown name
    └── EngineFault         the PDF engine is missing, or gave no good PDF

Wrong input is never an exception: it is a `Finding`. A bug is a traceback.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar, Final

from generator.messages import Message, msg


class CpasError(Exception):
    """Stops the run with an exit code, a cause and a remedy that a person can carry out."""

    exit_code: ClassVar[int] = 2

    def __init__(self, cause: Message, remedy: Message | None = None) -> None:
        """Keep the cause and the remedy as messages, to be put into the user's language later."""
        super().__init__(str(cause))
        self.cause = cause
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[CpasError], tuple[Message, Message | None]]:
        """Cross a process border whole."""
        return type(self), (self.cause, self.remedy)


class UsageFault(CpasError):
    """The call asks for something that cannot be done."""


_REASONS: Final[Mapping[int, Message]] = MappingProxyType(
    {
        errno.ENOENT: msg("there is no such file or folder."),
        errno.ENOTDIR: msg("a part of the way to it is a file, not a folder."),
        errno.EISDIR: msg("it is a folder."),
        errno.EEXIST: msg("something of this name stands there already."),
        errno.ENAMETOOLONG: msg("its name is too long."),
        errno.EACCES: msg("the access to it is refused, or it is open in another program."),
        errno.EPERM: msg("the access to it is refused, or it is open in another program."),
        errno.EROFS: msg("this place can only be read."),
        errno.ENOSPC: msg("the disk is full."),
        errno.EFBIG: msg("it is too large."),
        errno.EIO: msg("the disk or the network does not answer."),
        errno.EBUSY: msg("it is open in another program."),
        errno.EINVAL: msg("its name holds a sign that is not allowed there."),
        errno.ELOOP: msg("its links lead round in a circle."),
        errno.ENOTEMPTY: msg("the folder is not empty."),
        errno.EXDEV: msg("it stands on another disk."),
    }
)
"""What the system says in English, in words that can be translated."""


def reason(error: OSError) -> Message:
    """Say why the system refused, in the language of the reader."""
    return _REASONS.get(
        error.errno or 0, msg("the system refuses (error {number}).", number=error.errno or 0)
    )


def remedy(error: OSError, usual: Message) -> Message:
    """Say what to do where the system refused to write; `usual` helps in most cases."""
    return msg("Make room on the disk, and call again.") if error.errno == errno.ENOSPC else usual


def unwritable(path: Path, error: OSError, usual: Message) -> UsageFault:
    """Say that a file which the call names cannot be written; one of several where a folder stands in its place."""
    if isinstance(error, IsADirectoryError | FileExistsError) and error.filename:
        path = Path(str(error.filename))
    cause = msg("The file {path} cannot be written: {reason}", path=path.as_posix(), reason=reason(error))
    return UsageFault(cause, remedy(error, usual))


class ResourceFault(CpasError):
    """A file that comes with the program is missing or broken."""


class TemplateFault(CpasError):
    """A template is broken: it cannot be compiled, or uses a name that no document has."""


class EngineFault(CpasError):
    """The PDF engine is missing or failed as a whole."""
