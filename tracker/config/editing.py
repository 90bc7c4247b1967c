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
