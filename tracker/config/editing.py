"""Changes one value in the text of config.toml and keeps its comments and order.

It is apart from reading, so that tomlkit is imported only to write.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from tracker.config.toml_text import KEYS, ConfigError, line, parsed

if TYPE_CHECKING:
    from tracker.config.setting import Value


def edited(path: Path, text: str, key: str, value: "Value | list[list[str]]") -> str:
    """The text with this value set, or removed if ``None``. Raises ConfigError."""
    try:
        document = tomlkit.parse(text)
        table: Any = document
        name = key.removeprefix(f"{KEYS}.")
        if name != key:
            if not isinstance(document.get(KEYS), dict):
                document[KEYS] = tomlkit.table()
            table = document[KEYS]
        new = name not in table
        if value is None:
            table.pop(name, None)
        else:
            table[name] = value
        found = tomlkit.dumps(document)
    except TOMLKitError as error:
        raise ConfigError(line(f"{path}: {error}; nothing was changed")) from None
    wanted = parsed(path, found)
    if new and table is document and value is not None:
        better = _with_line(text, tomlkit.dumps({name: value}))
        if _means(path, better, wanted):
            return better
    return found


def mended_for(path: Path, text: str, key: str) -> str:
    """The text with all broken lines, and misspelt names of ``key``, as comments.

    Raises ConfigError for a broken line that can be about a setting which is never replaced by its
    default, unless ``key`` is that setting.
    """
    from tracker.config.broken_file import Unread, line_of, mended, standing
    from tracker.config.fail_safe import affected, meant
    from tracker.config.settings import declared

    try:
        found = parsed(path, text)
        unread: tuple[Unread, ...] = ()
    except ConfigError:
        found, unread = standing(text)
        others = sorted(affected({}, unread, declared()) - {*found} - {key})
        if others:
            numbers = ", ".join(str(each.number) for each in unread)
            first = f"`tsubo config set {others[0]} ...`" if len(others) == 1 else "correct it"
            raise ConfigError(
                line(f"{path}, line {numbers}: may be about {', '.join(others)}; {first} first")
            ) from None
    slips = (name for name in found if name not in declared() and meant(name) == key)
    lines = (line_of(text, name) for name in slips)
    return mended(text, (*unread, *(Unread(number, "") for number in lines if number)))


def _means(path: Path, text: str, wanted: Mapping[str, Any]) -> bool:
    try:
        return parsed(path, text) == wanted
    except ConfigError:
        return False


def _with_line(text: str, added: str) -> str:
    """The text with a line added after the last setting, before the first table."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    at = next((i for i, each in enumerate(lines) if each.lstrip().startswith("[")), len(lines))
    if at < len(lines):
        while at and lines[at - 1].lstrip().startswith("#"):
            at -= 1
        while at and not lines[at - 1].strip():
            at -= 1
    return "".join([*lines[:at], added, *(["\n"] if at == 0 and lines else []), *lines[at:]])
