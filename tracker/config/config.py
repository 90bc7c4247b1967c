"""Reads and writes config.toml, and finds the folders of records and settings.

Wrong values are reported and replaced by their defaults. Nothing is written before ``set`` or
``unset`` is called; a file that cannot be read is left as it is, and comments are kept.
"""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tracker.config.settings import Settings, declared
from tracker.config.toml_text import KEYS, PEOPLE, WORDS, ConfigError, line, parsed, read
from tracker.config.zone import Zone, person_zone

if TYPE_CHECKING:
    from tracker.config.people import OwnHelp
    from tracker.config.setting import Value

APP: Final = "tsubo"
FILE: Final = "config.toml"


class Paths(NamedTuple):
    """The folder of records and the file of settings; neither is created."""

    data: Path
    """The folder of the records."""
    config: Path
    """The file config.toml."""

    @classmethod
    def find(cls, home: str | None, environ: Mapping[str, str]) -> "Paths":
        """The paths in ``home`` or in ``TSUBO_HOME``; without them, in the platform's folders."""
        if chosen := home or environ.get("TSUBO_HOME"):
            folder = Path(chosen).expanduser().absolute()
            return cls(folder, folder / FILE)
        # Import platformdirs only when no folder is given.
        from platformdirs import user_config_path, user_data_path

        return cls(user_data_path(APP), user_config_path(APP) / FILE)


class Config(NamedTuple):
    """The settings, the remapped keys, and the problems of the file."""

    path: Path
    settings: Settings = Settings()
    chosen: frozenset[str] = frozenset()
    """Keys of the settings that are in the file and valid."""
    keys: Mapping[str, str] = MappingProxyType({})
    """Id of a binding to its keys, comma-separated. The app checks whether the id exists."""
    problems: tuple[str, ...] = ()
    """One line for each problem: file, key, what is wrong, what to write."""
    help_in_file: "OwnHelp | None" = None
    """The person's own people for a hard moment; `None` if the file names none."""
    help_is_readable: bool = True
    """Whether the file, and what it says of these people, can be read."""
    zone_error: str | None = None
    """Why the zone in the file cannot be used; recording is refused then. Otherwise `None`."""

    @property
    def usual_hold(self) -> float | None:
        """Seconds of ``hold_seconds`` if the person has set it.

        ``None`` leaves each point its own default.
        """
        return float(self.settings.hold_seconds) if "hold_seconds" in self.chosen else None

    @property
    def escape_delay(self) -> float | None:
        """Seconds of ``escape_delay`` if the person has set it.

        ``None`` leaves it to the environment and the connection.
        """
        return self.settings.escape_delay / 1000 if "escape_delay" in self.chosen else None

    @property
    def own_help(self) -> "OwnHelp | None":
        """The person's own people for a hard moment; `None` if they cannot be read."""
        if not self.help_is_readable:
            return None
        from tracker.config.people import NOBODY  # 1 ms, which a prompt need not pay

        return self.help_in_file or NOBODY

    def in_kiosk(self, *, kiosk: bool = True) -> "Config":
        """These settings in kiosk mode, or out of it; the file stays as it is."""
        return self._replace(settings=replace(self.settings, kiosk=kiosk))

    @classmethod
    def load(cls, path: Path) -> "Config":
        """Load the settings of this file, with defaults and a problem for each wrong value."""
        try:
            found = parsed(path, read(path))
        except ConfigError as error:
            until = "until then every setting is its default"
            return cls(path=path, problems=(f"{error}; {until}",), help_is_readable=False)
        return _checked(path, found)

    def person_zone(self, environ: Mapping[str, str]) -> Zone:
        """The person's zone, from the settings, the environment or the machine."""
        return person_zone(self.settings.zone, environ, refusal=self.zone_error)

    def set(self, key: str, text: str) -> "Config":
        """Set a value, given as typed, in the file and return the new settings.

        ``keys.<id>`` remaps a key. Raises ConfigError and leaves the file as it was.
        """
        return self._write(key, _typed(key, text))

    def unset(self, key: str) -> "Config":
        """Remove a value from the file and return the new settings. Raises ConfigError."""
        _known(key)
        return self._write(key, None)

    def set_help(self, own: "OwnHelp") -> "Config":
        """Save the person's own people in the file and return the settings. Raises ConfigError."""
        config = self
        for key, value in own.toml.items():
            config = config._write(key, value)
        return config

    def _write(self, key: str, value: "Value | list[list[str]]") -> "Config":
        from tracker import disk
        from tracker.config.editing import edited

        folder = self.path.parent
        try:
            disk.make_folder(folder)
            with disk.lock(folder, folder=True):
                before = read(self.path)
                parsed(self.path, before)
                after = edited(self.path, before, key, value)
                if after != before:
                    # Replace the file that a link points to, not the link.
                    disk.replace(Path(os.path.realpath(self.path)), after.encode())
        except OSError as error:
            raise ConfigError(
                f"{self.path}: {error.strerror}; {key} is not kept, nothing was changed"
            ) from None
        return Config.load(self.path)


def _checked(path: Path, found: Mapping[str, Any]) -> Config:
    if not found:
        return Config(path=path)
    from tracker.config.setting import SettingError

    values: dict[str, Any] = {}
    keys: dict[str, str] = {}
    problems: list[str] = []
    zone_error = None
    for key, value in found.items():
        if key in {PEOPLE, WORDS}:
            continue
        if key == KEYS:
            keys, wrong = _checked_keys(value)
            problems += [line(f"{path}: {each}") for each in wrong]
            continue
        setting = declared().get(key)
        if setting is None:
            problems.append(line(f"{path}: {key}: no such setting{_meant(key)}"))
            continue
        try:
            values[key] = setting.check(value)
        except SettingError as error:
            until = "its default is used"
            if key == "zone":
                until = "nothing is recorded until it is corrected"
            problem = line(f"{path}: {key}: {error}; {until}")
            problems.append(problem)
            if key == "zone":
                zone_error = problem
    own, wrong = _checked_help(found)
    problems += [line(f"{path}: {each}") for each in wrong]
    return Config(
        path=path,
        help_in_file=own,
        help_is_readable=not wrong,
        settings=Settings(**values),
        chosen=frozenset(values),
        keys=MappingProxyType(keys),
        problems=tuple(problems),
        zone_error=zone_error,
    )


def _checked_help(found: Mapping[str, Any]) -> "tuple[OwnHelp | None, list[str]]":
    if found.keys().isdisjoint({PEOPLE, WORDS}):
        return None, []
    from tracker.config.people import checked_help

    return checked_help(found)


def _no_keys(field: str, found: str) -> str:
    """The refusal of ``found``, shown as it is. Imports its words only now: a prompt needs none."""
    from tracker.core.text.refusals import Described, Expected, refusal

    keys = Expected("a key or keys", "write keys such as “s” or “f2,ctrl+s”")
    return refusal(field, Described(found), keys)


def _checked_keys(found: object) -> tuple[dict[str, str], list[str]]:
    from tracker.config.setting import shown

    if not isinstance(found, dict):
        return {}, [f"{KEYS}: {shown(found)} is not a table of ids and keys"]
    wrong = [
        _no_keys(f"{KEYS}.{name}", shown(value))
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
        raise ConfigError(line(f"{key}: no such setting{_meant(key)}"))


def _typed(key: str, text: str) -> "Value":
    from tracker.config.setting import SettingError

    _known(key)
    if key.startswith(f"{KEYS}."):
        if not _is_keys(text):
            raise ConfigError(line(_no_keys(key, f"“{text}”")))
        return text
    try:
        return declared()[key].read(text)
    except SettingError as error:
        raise ConfigError(f"{key}: {error}") from None
