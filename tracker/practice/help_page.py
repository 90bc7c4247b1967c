"""The help page: the emergency number, one's own people, the country's lines; one text for all."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tracker.config.config import Config
from tracker.config.people import NOBODY, OwnHelp, keep_copy, last_good_copy
from tracker.core.points.helplines import Helplines, help_lines


def own_people(config: Config, data: Path) -> OwnHelp:
    """One's own people; by the last good copy while the settings cannot be read.

    `data` is the folder of the records: there, and beside config.toml, a copy is kept.
    """
    folders = tuple(dict.fromkeys((config.path.parent, data)))
    if config.own_help is None:
        copies = (last_good_copy(folder) for folder in folders)
        return next((each for each in copies if each != NOBODY), NOBODY)
    for folder in folders:
        if folder.is_dir():
            with suppress(OSError):  # a copy is a help for later; the page comes first
                keep_copy(folder, config.own_help)
    return config.own_help


def keep_own_people(config: Config, own: OwnHelp) -> Config:
    """The settings with these people. Raises ConfigError when they cannot be kept."""
    return _in_kiosk(config, config.set_help(own))


def keep_country(config: Config, country: str) -> Config:
    """The settings with this country. Raises ConfigError when it cannot be kept."""
    return _in_kiosk(config, config.set("country", country))


def _in_kiosk(config: Config, after: Config) -> Config:
    """A kiosk by its command line stays one."""
    return replace(after, settings=replace(after.settings, kiosk=config.settings.kiosk))


def page_lines(helplines: Helplines, country: str | None, own: OwnHelp) -> tuple[str, ...]:
    """The whole page, a line each."""
    return help_lines(helplines, country, own.lines)
