"""The last settings without a problem, in a file next to config.toml, and their way back."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from tracker import disk
from tracker.config.config import Config
from tracker.config.toml_text import ConfigError, read

NAME: Final = "config.last-good.toml"
_SET_ASIDE: Final = "config.set-aside.toml"


def keep(config: Config) -> None:
    """Copy the file next to it if it has no problem and the copy differs. Raises OSError."""
    if config.problems or not config.path.is_file():
        return
    with suppress(ConfigError):  # changed or replaced since it was loaded
        text, copy = read(config.path), config.path.with_name(NAME)
        if read(copy) != text:
            disk.replace(copy, text.encode())


def is_kept(config: Config) -> bool:
    """Whether there are last good settings to take back."""
    return config.path.with_name(NAME).is_file()


def restore(config: Config) -> tuple[Config, Path | None]:
    """Put the last good settings back; the settings then, and where the present file is now.

    Raises ConfigError if there are none, or if they cannot be put back.
    """
    copy, aside = config.path.with_name(NAME), config.path.with_name(_SET_ASIDE)
    good = read(copy)
    if not good:
        raise ConfigError(f"{copy}: there are no last good settings; correct {config.path}")
    try:
        with disk.lock(config.path.parent, folder=True):
            moved = config.path.is_file()
            if moved:
                disk.replace(aside, config.path.read_bytes())
            disk.replace(Path(os.path.realpath(config.path)), good.encode())
    except OSError as error:
        words = f"{config.path}: {error.strerror}; nothing was put back"
        raise ConfigError(words) from None
    return Config.load(config.path), aside if moved else None
