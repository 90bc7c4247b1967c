"""Where an import reads from: a file, a folder or stdin, named by a path from anywhere."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.core.text.visible import visible
from tracker.exchange.files import STREAM, ExchangeError, content
from tracker.practice.files.kiosk import check_file
from tracker.practice.files.plan import PlannedImport, Wanted, plan_file, plan_folder

if TYPE_CHECKING:
    from tracker.practice.context import Context


def typed_path(context: "Context", path: str) -> Path:
    """The file or folder of a path that was typed into a field.

    `~` is the home of the account. A relative path starts where tsubo was started; in a kiosk, at
    the folder of the records. Raises ExchangeError if the system cannot have such a file.
    """
    shown = visible(path.strip(), lines=False)
    file = Path(os.path.expanduser(path.strip()))  # noqa: PTH111 - Path.expanduser can raise
    if context.settings.kiosk:
        file = context.home / file
    try:
        check_file(context, file)
        known = file.is_file() or file.is_dir() or not file.exists()
    except (OSError, ValueError):  # a name too long for the system, or with a NUL in it
        known = False
    if not known:
        raise ExchangeError(f"{shown} is not a file or folder; name one such as calm.toml")
    return file


def plan_import(context: "Context", file: Path, wanted: Wanted) -> PlannedImport:
    """Compare the records in a file, a folder, or stdin for ``-``; nothing is changed.

    A table of sessions is read with the table of holds in its folder. Errors as in `plan_file`.
    """
    if str(file) == STREAM:
        return plan_file(context, content(file), file.name, wanted)
    check_file(context, file)
    if file.is_dir():
        return plan_folder(context, file, wanted)

    def beside(name: str) -> bytes | None:
        other = file.with_name(name)
        check_file(context, other)
        return content(other) if other.is_file() else None

    return plan_file(context, content(file), file.name, wanted, beside)
