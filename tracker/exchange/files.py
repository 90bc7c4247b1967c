"""Reads and writes files of a person: limited in size, replaced as a whole."""

import stat
import sys
from pathlib import Path
from typing import Final

from tracker import disk
from tracker.core.text.field_checks import Span
from tracker.core.text.refusals import refusal

LARGEST: Final = 64 << 20
"""Maximum bytes of a file; an export of ten years with ten records a day takes a fifth of it."""

STREAM: Final = "-"
"""The name for stdin and stdout."""


class ExchangeError(Exception):
    """A file that cannot be read or written; the text names it and says what to do."""


def content(path: Path) -> bytes:
    """The content of a file or a pipe; of stdin for ``-``.

    Raises ExchangeError if it does not exist, is too large, or is a folder or device.
    """
    try:
        if str(path) == STREAM:
            if sys.stdin is None:
                raise ExchangeError("- means stdin, and stdin is closed")
            found = sys.stdin.buffer.read(LARGEST + 1)
        else:
            mode = path.stat().st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
                raise ExchangeError(f"{path} is a folder or device; give a file, a pipe or -")
            if path.stat().st_size > LARGEST:
                raise _large(path, path.stat().st_size)
            with path.open("rb") as file:
                found = file.read(LARGEST + 1)
    except OSError as wrong:
        raise ExchangeError(f"{path} cannot be read: {wrong.strerror}") from None
    if len(found) > LARGEST:
        raise _large(path, len(found))
    return found


def text_of(found: bytes, origin: str) -> str:
    """Decode UTF-8, or UTF-16 with a byte order mark.

    Raises ExchangeError with ``origin`` and the first byte that is not UTF-8.
    """
    try:
        return found.decode("utf-16" if found[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise ExchangeError(f"{origin} is not UTF-8 at byte {wrong.start + 1}") from None


def write(path: Path, text: str | bytes, *, force: bool = False) -> None:
    """Write a file (0600), all of it or nothing.

    Raises ExchangeError if it exists and ``force`` is not set, is a link, or cannot be written.
    """
    try:
        check_target(path, force=force)
        disk.replace(path, text.encode() if isinstance(text, str) else text)
    except OSError as wrong:
        raise ExchangeError(f"{path} cannot be written: {wrong.strerror}") from None


def check_target(path: Path, *, force: bool) -> None:
    """Raise ExchangeError if a file must not be written there."""
    if path.is_symlink():
        raise ExchangeError(f"{path} is a link; name the file itself")
    if path.is_dir():
        raise ExchangeError(f"{path} is a folder; name a file in it")
    if path.exists() and not path.is_file():
        # As root, replacing /dev/null would take it away from the whole machine.
        raise ExchangeError(
            f"{path} is not an ordinary file; without a name the export goes to stdout"
        )
    if path.exists() and not force:
        raise ExchangeError(f"{path} exists already; --force replaces it")


def _large(path: Path, size: int) -> ExchangeError:
    megabytes = -(-size >> 20)
    return ExchangeError(refusal(str(path), megabytes, Span(0, LARGEST >> 20, "MB")))
