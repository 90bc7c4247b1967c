"""Reads and writes config.toml, and finds the folders of records and settings.

Wrong values are reported and replaced by their defaults. Nothing is written before ``set`` or
``unset`` is called; a file that cannot be read is left as it is, and comments are kept.
"""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.config.settings import Settings, declared
from tracker.config.toml_text import KEYS, ConfigError, line, parsed, read
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
        """The paths in ``home`` or in ``TSUBO_HOME``; without them, in the platform's folders.

        Raises ConfigError for the home of a user who does not exist.
        """
        if chosen := home or environ.get("TSUBO_HOME"):
            try:
                folder = Path(chosen).expanduser().absolute()
            except RuntimeError:
                words = f"{chosen[:200]}: no such user; name a folder by its full path"
                raise ConfigError(line(words)) from None
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
    refusal: str | None = None
    """Why nothing is recorded: the file is wrong about what decides the day. Otherwise `None`."""
    affected: frozenset[str] = frozenset()
    """The settings of ``fail_safe.UNTIL`` that the file is wrong about."""
    by_key: Mapping[str, str] = MappingProxyType({})
    """The problem of each setting that has one."""

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

    def country_or(self, guess: str | None) -> str | None:
        """The country in the file, else this one; `None` if the file is wrong about it."""
        return None if "country" in self.affected else self.settings.country or guess

    def in_kiosk(self, *, kiosk: bool = True) -> "Config":
        """These settings in kiosk mode, or out of it; the file stays as it is."""
        return self._replace(settings=replace(self.settings, kiosk=kiosk))

    @classmethod
    def load(cls, path: Path) -> "Config":
        """Load the settings of this file, with defaults and a problem for each wrong value."""
        try:
            found = parsed(path, text := read(path))
        except ConfigError as error:
            from tracker.config.checking import checked_broken

            return cls(path, **checked_broken(path, error))
        if not found:
            return cls(path=path)
        from tracker.config.checking import checked

        return cls(path, **checked(path, found, text))

    def person_zone(self, environ: Mapping[str, str]) -> Zone:
        """The person's zone, from the settings, the environment or the machine."""
        return person_zone(self.settings.zone, environ, refusal=self.refusal)

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
        from tracker.config.editing import edited, mended_for

        folder = self.path.parent
        try:
            disk.make_folder(folder)
            with disk.lock(folder, folder=True):
                before = read(self.path)
                after = edited(self.path, mended_for(self.path, before, key), key, value)
                if after != before:
                    # Replace the file that a link points to, not the link.
                    disk.replace(Path(os.path.realpath(self.path)), after.encode())
        except OSError as error:
            raise ConfigError(
                f"{self.path}: {error.strerror}; {key} is not kept, nothing was changed"
            ) from None
        return Config.load(self.path)


def _known(key: str) -> None:
    from tracker.config.checking import meant

    if key not in declared() and not (key.startswith(f"{KEYS}.") and key[len(KEYS) + 1 :]):
        raise ConfigError(line(f"{key}: no such setting{meant(key)}"))


def _typed(key: str, text: str) -> "Value":
    from tracker.config.checking import key_refusal, keys_are_right
    from tracker.config.setting import SettingError

    _known(key)
    if key.startswith(f"{KEYS}."):
        if not keys_are_right(text):
            raise ConfigError(line(key_refusal(key, f"“{text}”")))
        return text
    try:
        return declared()[key].read(text)
    except SettingError as error:
        raise ConfigError(f"{key}: {error}") from None
