"""config.toml and where things live: read with its mistakes named, written with comments kept.

Nothing is made or written before ``set`` is called. A file that cannot be read is left as it is.
"""

import fcntl
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from tracker.core.text import visible
from tracker.settings import SettingError, Settings, Value, declared, shown
from tracker.zone import Zone, person_zone

APP: Final = "tsubo"
FILE: Final = "config.toml"
KEYS: Final = "keys"
_LARGEST: Final = 1 << 20


class ConfigError(Exception):
    """A setting could not be taken or kept; the text names the file, the key and what to do."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Where this person's practice and settings live. Nothing is made here."""

    data: Path
    """The folder of the records."""
    config: Path
    """The file config.toml."""

    @classmethod
    def find(cls, home: str | None, environ: Mapping[str, str]) -> "Paths":
        """The folder that was given, else ``TSUBO_HOME``, else the platform's two."""
        if chosen := home or environ.get("TSUBO_HOME"):
            folder = Path(chosen).expanduser().absolute()
            return cls(folder, folder / FILE)
        # Only who names no folder pays for looking it up.
        from platformdirs import user_config_path, user_data_path

        return cls(user_data_path(APP), user_config_path(APP) / FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Every setting as it stands, and what was wrong with the file."""

    path: Path
    settings: Settings = field(default_factory=Settings)
    chosen: frozenset[str] = frozenset()
    """The keys of the settings that are in the file and in order."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Id of a binding to the keys for it, with commas between. Whether it exists the app says."""
    problems: tuple[str, ...] = ()
    """A line for each thing wrong: file, key, what was found, what is allowed."""
    zone_error: str | None = None
    """Why the zone in the file cannot be used; nothing may be recorded then."""

    @classmethod
    def load(cls, path: Path) -> "Config":
        """The settings in this file; the defaults, with a line saying why, where it is wrong."""
        try:
            found = _parsed(path, _read(path))
        except ConfigError as error:
            return cls(path=path, problems=(f"{error}; until then every setting is its default",))
        return _checked(path, found)

    def person_zone(self, environ: Mapping[str, str]) -> Zone:
        """The person's zone: the one set here, else of the environment, else the machine's."""
        return person_zone(self.settings.zone, environ, refusal=self.zone_error)

    def set(self, key: str, text: str) -> "Config":
        """These settings with one more, kept in the file; ``keys.<id>`` sets a key.

        Raises ConfigError, and the file is as it was.
        """
        return self._write(key, _typed(key, text))

    def unset(self, key: str) -> "Config":
        """These settings with this one at its default, and out of the file."""
        _known(key)
        return self._write(key, None)

    def _write(self, key: str, value: Value) -> "Config":
        try:
            with _only_writer(self.path.parent):
                before = _read(self.path)
                _parsed(self.path, before)
                edited = _edited(self.path, before, key, value)
                if edited != before:
                    _replace(self.path, edited)
        except OSError as error:
            raise ConfigError(
                f"{self.path}: {error.strerror}; {key} is not kept, nothing was changed"
            ) from None
        return Config.load(self.path)


def _line(text: str) -> str:
    return visible(text, lines=False)


def _parsed(path: Path, text: str) -> dict[str, Any]:
    if not text:
        return {}
    # Only who has a file pays for reading it.
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ConfigError(f"{path}: is nested too deeply to read; correct it") from None
    except ValueError as error:
        raise ConfigError(_line(f"{path}: is no TOML: {error}; correct it")) from None


def _read(path: Path) -> str:
    """The text of the file, nothing when there is none."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ConfigError(f"{path}: is no file; move it away")
        if about.st_size > _LARGEST:
            raise ConfigError(f"{path}: {about.st_size} bytes found, up to {_LARGEST} allowed")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8 at byte {error.start + 1}; correct it") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None


def _checked(path: Path, found: Mapping[str, Any]) -> Config:
    values: dict[str, Any] = {}
    keys: dict[str, str] = {}
    problems: list[str] = []
    zone_error = None
    for key, value in found.items():
        if key == KEYS:
            keys, wrong = _checked_keys(value)
            problems += [_line(f"{path}: {each}") for each in wrong]
            continue
        setting = declared().get(key)
        if setting is None:
            problems.append(_line(f"{path}: {key}: no such setting{_meant(key)}"))
            continue
        try:
            values[key] = setting.check(value)
        except SettingError as error:
            until = "its default is used"
            if key == "zone":
                until = "nothing is recorded until it is corrected"
            problem = _line(f"{path}: {key}: {error}; {until}")
            problems.append(problem)
            if key == "zone":
                zone_error = problem
    return Config(
        path=path,
        settings=Settings(**values),
        chosen=frozenset(values),
        keys=MappingProxyType(keys),
        problems=tuple(problems),
        zone_error=zone_error,
    )


def _checked_keys(found: object) -> tuple[dict[str, str], list[str]]:
    if not isinstance(found, dict):
        return {}, [f"{KEYS}: {shown(found)} found, a table of ids and keys allowed"]
    wrong = [
        f"{KEYS}.{name}: {shown(value)} found, keys such as “s” or “f2,ctrl+s” allowed"
        for name, value in found.items()
        if not (isinstance(value, str) and _is_keys(value))
    ]
    return {
        name: value for name, value in found.items() if isinstance(value, str) and _is_keys(value)
    }, wrong


def _is_keys(text: str) -> bool:
    return (
        0 < len(text) <= 80 and text.isprintable() and all(part.strip() for part in text.split(","))
    )


def _meant(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key[:60], [*declared(), KEYS], 1)
    return f"; {near[0]}?" if near else ""


def _known(key: str) -> None:
    if key not in declared() and not (key.startswith(f"{KEYS}.") and key[len(KEYS) + 1 :]):
        raise ConfigError(_line(f"{key}: no such setting{_meant(key)}"))


def _typed(key: str, text: str) -> Value:
    _known(key)
    if key.startswith(f"{KEYS}."):
        if not _is_keys(text):
            raise ConfigError(
                _line(f"{key}: “{text}” found, keys such as “s” or “f2,ctrl+s” allowed")
            )
        return text
    try:
        return declared()[key].read(text)
    except SettingError as error:
        raise ConfigError(f"{key}: {error}") from None


def _edited(path: Path, text: str, key: str, value: Value) -> str:
    """The file's text with this one value changed, everything else as the person wrote it."""
    # Half of what `tsubo status` may cost: only who writes pays for it.
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

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
        edited = tomlkit.dumps(document)
    except TOMLKitError as error:
        raise ConfigError(_line(f"{path}: {error}; nothing was changed")) from None
    wanted = _parsed(path, edited)
    if new and table is document and value is not None:
        better = _with_line(text, tomlkit.dumps({name: value}))
        if _means(path, better, wanted):
            return better
    return edited


def _means(path: Path, text: str, wanted: Mapping[str, Any]) -> bool:
    try:
        return _parsed(path, text) == wanted
    except ConfigError:
        return False


def _with_line(text: str, line: str) -> str:
    """The text with a line after its last setting, before the first table and its comments."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    at = next((i for i, each in enumerate(lines) if each.lstrip().startswith("[")), len(lines))
    if at < len(lines):
        while at and lines[at - 1].lstrip().startswith("#"):
            at -= 1
        while at and not lines[at - 1].strip():
            at -= 1
    return "".join([*lines[:at], line, *(["\n"] if at == 0 and lines else []), *lines[at:]])


@contextmanager
def _only_writer(folder: Path) -> Iterator[None]:
    """The folder, made if need be and closed to others; two writers take turns."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
        os.fsync(held)
    finally:
        os.close(held)


def _replace(path: Path, text: str) -> None:
    """The file, whole or as it was, for its owner alone; a link stays a link."""
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            os.fchmod(handle, 0o600)
            file.write(text)
            file.flush()
            os.fsync(handle)
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
