"""Checks what a config.toml says, and names each problem with its line and what to write."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tracker.config.setting import SettingError, shown
from tracker.config.settings import Settings, declared
from tracker.config.toml_text import KEYS, PEOPLE, WORDS, ConfigError, line, read

if TYPE_CHECKING:
    from tracker.config.broken_file import Unread
    from tracker.config.people import OwnHelp


def checked(path: Path, found: Mapping[str, Any], text: str) -> dict[str, Any]:
    """What `Config` has of a file that was read whole."""
    return _Check(path, found, text).fields()


def checked_broken(path: Path, error: ConfigError) -> dict[str, Any]:
    """What `Config` has of a file that cannot be read whole, as `error` says."""
    from tracker.config.broken_file import standing

    try:
        text = read(path, lenient=True)
    except ConfigError:
        check = _Check(path, {}, "")
        about = f"{error}; every other setting is its default, "
        check.say_affected(check.nothing_known(), about)
        return check.fields()
    found, unread = standing(text)
    check = _Check(path, found, text)
    check.say_unread(unread)
    return check.fields()


class _Check:
    """The problems of one file, one after another."""

    def __init__(self, path: Path, found: Mapping[str, Any], text: str) -> None:
        self.path, self.found, self.text = path, found, text
        self.values: dict[str, Any] = {}
        self.keys: dict[str, str] = {}
        self.problems: list[str] = []
        self.by_key: dict[str, str] = {}
        self.unread: tuple[Unread, ...] = ()
        self.affected: set[str] = set()
        self.help_is_readable = True

    def fields(self) -> dict[str, Any]:
        """The settings and everything that is wrong, by the names of `Config`."""
        for key, value in self.found.items():
            self._take(key, value)
        own = self._own_help()
        if self.problems or any(isinstance(value, dict) for value in self.found.values()):
            self._fail_safe()
        safe = {"kiosk": True, "streaks": "hidden"}
        self.values |= {key: safe[key] for key in self.affected & safe.keys()}
        return {
            "help_in_file": own,
            "help_is_readable": self.help_is_readable,
            "settings": Settings(**self.values),
            "chosen": frozenset(self.values.keys() - self.affected),
            "keys": MappingProxyType(self.keys),
            "problems": tuple(self.problems),
            "refusal": self._refusal(),
            "affected": frozenset(self.affected),
            "by_key": MappingProxyType(self.by_key),
        }

    def say_unread(self, unread: "tuple[Unread, ...]") -> None:
        """Add a problem for each line that cannot be read."""
        self.unread = unread
        for each in unread:
            words = f"cannot be read; {_instead(each.text)}"
            if each.repeats:
                words = f"{each.repeats} is there twice; remove one, until then the first holds"
            shortened = each.text if len(each.text) <= 60 else f"{each.text[:59]}…"
            self.problems.append(line(f"{self.path}, line {each.number}: “{shortened}” {words}"))

    def nothing_known(self) -> set[str]:
        """The settings that a file can be wrong about of which nothing can be read."""
        from tracker.config.fail_safe import UNTIL

        return {*UNTIL}

    def say_affected(self, affected: set[str], about: str = "") -> None:
        """Add what holds, until the file is corrected, for settings it can be wrong about."""
        from tracker.config.fail_safe import until

        new = affected - self.affected
        if new:
            self.problems.append(line(f"{about or f'{self.path}: '}{until(new)}"))
            self.by_key |= dict.fromkeys(new, self.problems[-1])
        self.affected |= new
        self.help_is_readable = self.help_is_readable and PEOPLE not in affected

    def _take(self, key: str, value: object) -> None:
        if key in {PEOPLE, WORDS}:
            return
        if key == KEYS:
            self.keys, wrong = _checked_keys(value)
            self.problems += [line(f"{self.path}: {each}") for each in wrong]
            return
        setting = declared().get(key)
        if setting is None:
            self._say(key, f"no such setting{meant(key)}")
            return
        try:
            self.values[key] = setting.check(value)
        except SettingError as error:
            from tracker.config.fail_safe import UNTIL, until

            safe = {key} & UNTIL.keys()
            self._say(key, f"{error}; {until(safe) if safe else 'its default is used'}")
            self.affected |= safe

    def _say(self, key: str, words: str) -> None:
        from tracker.config.broken_file import line_of

        number = line_of(self.text, key)
        where = f"{self.path}, line {number}" if number else str(self.path)
        self.by_key[key] = line(f"{where}: {key}: {words}")
        self.problems.append(self.by_key[key])

    def _own_help(self) -> "OwnHelp | None":
        if self.found.keys().isdisjoint({PEOPLE, WORDS}):
            return None
        from tracker.config.people import checked_help

        own, wrong = checked_help(self.found)
        self.problems += [line(f"{self.path}: {each}") for each in wrong]
        self.help_is_readable = self.help_is_readable and not wrong
        return own

    def _fail_safe(self) -> None:
        from tracker.config.fail_safe import affected, within_tables

        for table, key in within_tables(self.found):
            self._say(key, f"is under [{table}]; write it above the first line in brackets")
        self.say_affected(affected(self.found, self.unread, declared()))

    def _refusal(self) -> str | None:
        if not self.affected:
            return None
        from tracker.config.fail_safe import REFUSES

        wrong = (self.by_key[key] for key in self.by_key if key in self.affected & REFUSES)
        return next(wrong, None)


def _checked_keys(found: object) -> tuple[dict[str, str], list[str]]:
    if not isinstance(found, dict):
        return {}, [f"{KEYS}: {shown(found)} is not a table of ids and keys"]
    wrong = [
        key_refusal(f"{KEYS}.{name}", shown(value))
        for name, value in found.items()
        if not keys_are_right(value)
    ]
    return {name: value for name, value in found.items() if keys_are_right(value)}, wrong


def _instead(text: str) -> str:
    """What to write instead of a broken line."""
    given = re.fullmatch(r"([a-z_]+)\s*=?\s*(.*?)", text)
    setting = declared().get(given[1]) if given else None
    if setting is None or given is None:
        return "correct it, or put # before it"
    try:
        value = setting.read(given[2].strip("\"'"))
    except SettingError:
        value = setting.default
    if value is None:
        return f"{setting.key} is {setting.allowed}, in quotes"
    written = f'"{value}"' if isinstance(value, str) else str(value).lower()
    return f"write {setting.key} = {written}"


def key_refusal(field: str, found: str) -> str:
    """The refusal of ``found``, shown as it is, where keys are expected."""
    # A prompt needs no such words.
    from tracker.core.text.refusals import Described, Expected, refusal

    keys = Expected("a key or keys", "write keys such as “s” or “f2,ctrl+s”")
    return refusal(field, Described(found), keys)


def keys_are_right(found: object) -> bool:
    """Whether these are the names of keys, with commas between."""
    return (
        isinstance(found, str)
        and 0 < len(found) <= 80
        and found.isprintable()
        and all(part.strip() for part in found.split(","))
    )


def meant(key: str) -> str:
    """The setting with a name like this one as a question, or an empty text."""
    from difflib import get_close_matches

    near = get_close_matches(key[:60], [*declared(), KEYS], 1)
    return f"; {near[0]}?" if near else ""
