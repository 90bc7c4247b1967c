"""The help page: emergency number, the person's own people, the country's helplines."""

from contextlib import suppress
from pathlib import Path

from tracker.config.config import Config
from tracker.config.people import NOBODY, OwnHelp, keep_copy, last_good_copy
from tracker.core.points.helplines import Helplines, help_lines


def own_people(config: Config, data: Path) -> OwnHelp:
    """The person's own people; from the last good copy if the settings cannot be read.

    Copies are kept next to config.toml and in `data`, the folder of the records.
    """
    folders = tuple(dict.fromkeys((config.path.parent, data)))
    if config.own_help is None:
        copies = (last_good_copy(folder) for folder in folders)
        return next((each for each in copies if each != NOBODY), NOBODY)
    for folder in folders:
        if folder.is_dir():
            with suppress(OSError):  # the page is shown even if no copy can be written
                keep_copy(folder, config.own_help)
    return config.own_help


def keep_own_people(config: Config, own: OwnHelp) -> Config:
    """Save these people. Returns the new settings. Raises ConfigError if that fails."""
    return _in_kiosk(config, config.set_help(own))


def keep_country(config: Config, country: str) -> Config:
    """Save this country. Returns the new settings. Raises ConfigError if that fails."""
    return _in_kiosk(config, config.set("country", country))


def _in_kiosk(config: Config, after: Config) -> Config:
    """The new settings, still in kiosk mode if only the command line has set it."""
    return after.in_kiosk(kiosk=config.settings.kiosk)


def page_lines(helplines: Helplines, country: str | None, own: OwnHelp) -> tuple[str, ...]:
    """The lines of the whole page."""
    return help_lines(helplines, country, own.lines)
