"""Reads and parses the text of config.toml; every error names the file."""

import stat
from pathlib import Path
from typing import Any, Final

from tracker.core.text.visible import visible

KEYS: Final = "keys"
"""The table of remapped keys."""
PEOPLE: Final = "help_people"
WORDS: Final = "help_words"
"""The keys of the person's own people, and of a sentence to themselves."""
_LARGEST: Final = 1 << 20


class ConfigError(Exception):
    """A setting could not be read or kept; the text names the file, the key and what to do."""


def read(path: Path, *, lenient: bool = False) -> str:
    """The text of the file, empty without a file. Raises ConfigError.

    ``lenient`` puts U+FFFD for bytes that are not UTF-8.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ConfigError(f"{path} is a folder or device, not a file; move it away")
        if about.st_size > _LARGEST:
            raise ConfigError(
                f"{path}: {about.st_size} bytes are too many for settings; up to {_LARGEST}"
            )
        return path.read_bytes().decode("utf-8-sig", "replace" if lenient else "strict")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 at byte {error.start + 1}; correct it") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from None


def parsed(path: Path, text: str) -> dict[str, Any]:
    """The tables in this text. Raises ConfigError."""
    if not text:
        return {}
    import tomllib  # without a file there is nothing to parse

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ConfigError(f"{path} is nested too deeply to read; correct it") from None
    except ValueError as error:
        raise ConfigError(line(f"{path} is not TOML: {error}; correct it")) from None


def line(text: str) -> str:
    """The text in one line that is safe to show."""
    return visible(text, lines=False)
