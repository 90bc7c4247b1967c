"""The settings that are never replaced by their default when the file is wrong about them.

A wrong zone or start of the day would move a practice to another day, an open kiosk would lead out
of the home, another country would have the wrong numbers first, numbers that can fall would show
again. A setting counts as affected by a wrong value, by an unknown key one slip from its name, by a
broken line that names it, and, unless it is set elsewhere, by a broken line that names no setting.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from tracker.config.broken_file import Unread
from tracker.config.toml_text import KEYS, PEOPLE, WORDS
from tracker.core.text.spelling import slips_between

UNTIL: Final[Mapping[str, str]] = {
    "zone": "nothing is recorded",
    "day_starts_at": "nothing is recorded",
    "kiosk": "this is a kiosk",
    "country": "no country comes first",
    PEOPLE: "the last good copy of your people is shown",
    "streaks": "numbers that can fall are hidden",
}
"""The settings, and what holds until the file is right about them."""
REFUSES: Final = frozenset({"zone", "day_starts_at"})
"""Those without which the day of a practice could be wrong."""


def meant(name: str) -> str | None:
    """The setting of ``UNTIL`` that this is the name of, or one slip from it."""
    word = name.strip().casefold().replace("-", "_")
    for key in UNTIL:
        if slips_between(word, key, 1) <= 1:
            return key
    return None


def within_tables(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The settings of ``UNTIL`` that are in a table, where they do not count, each with it."""
    tables = ((name, value) for name, value in found.items() if isinstance(value, dict))
    return [(name, key) for name, table in tables for key in table if meant(key)]


def affected(found: Mapping[str, Any], unread: Iterable[Unread], known: Iterable[str]) -> set[str]:
    """The settings of ``UNTIL`` that unknown keys, wrong tables and broken lines can be about.

    ``found`` is all that could be read, ``known`` the names of all settings.
    """
    names = {*known, KEYS, PEOPLE, WORDS}
    unset = {*UNTIL} - {*found}
    about = {meant(key) for key in found if key not in names}
    about |= {meant(key) for _, key in within_tables(found)}
    about &= unset
    for each in unread:
        if each.repeats:
            about.add(meant(each.repeats) if each.repeats in UNTIL else None)
            continue
        if not (named := _named(each.text, names)):
            return {*unset, *filter(None, about)}
        about |= {meant(name) for name in named}
    return {*filter(None, about)}


def _named(text: str, names: Iterable[str]) -> set[str]:
    """The keys that a broken line names; without ``=`` its words that are, or nearly, a key."""
    if key := re.match(r"""\s*["']?([\w.-]+)["']?\s*=""", text):
        return {key[1]}
    words = re.findall(r"[A-Za-z_-]{2,}", text)
    return {word for word in words if meant(word) or word.casefold() in names}


def until(settings: Iterable[str]) -> str:
    """What holds for these settings until the file is corrected, in words."""
    held = dict.fromkeys(words for key, words in UNTIL.items() if key in {*settings})
    return f"until it is corrected {', '.join(held)}"
