"""Times of day as people write them: ``21:30``, ``9 pm``, ``21h30``, ``midday``, ``evening``."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Final

from tracker.core.text.dates import WhenError

_TIME: Final = r"(\d\d?)(?:(?P<mark>[:.])(\d\d)(?::(\d\d))?)? ?(?:(am|pm)|([ap])\.m\.)?"
_WITH_H: Final = r"(\d\d?) ?h ?(\d\d)"
_END_OF_DAY: Final = re.compile(r"24[:.]00(?::00)?|24 ?h ?00", re.ASCII)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; a vague one (evening) that has begun but is not reached becomes now."""

    at: time
    begins: time | None = None
    name: str | None = None
    days_later: int = 0
    """1 for ``24:00``, which is the midnight at the end of its day."""


BARE_DAY: Final = Clock(time(12), time(0), "no time given")
NAMED: Final = {
    "noon": Clock(time(12)),
    "midday": Clock(time(12)),
    "midnight": Clock(time(0), None, "midnight, the start of that day"),
    "morning": Clock(time(8), time(5), "morning"),
    "afternoon": Clock(time(15), time(12), "afternoon"),
    "evening": Clock(time(19), time(17), "evening"),
    "night": Clock(time(22), time(20), "night"),
}
"""Times that have a name, and parts of the day, for which one time is taken."""


def clock(words: str) -> Clock | None:
    """The time of day in plain words; `None` if they are not one.

    Raises WhenError for one that does not exist, such as ``25:00``.
    """
    if words in NAMED:
        return NAMED[words]
    if _END_OF_DAY.fullmatch(words):
        return Clock(time(0), None, "24:00, the end of that day", 1)
    if match := re.fullmatch(_WITH_H, words, re.ASCII):
        return _checked(words, int(match[1]), int(match[2]), 0)
    match = re.fullmatch(_TIME, words, re.ASCII)
    if match is None:
        return None
    half = match[5] or (f"{match[6]}m" if match[6] else None)
    if not half and not match["mark"]:
        return None
    hour, minute, second = int(match[1]), int(match[3] or 0), int(match[4] or 0)
    if half and not 1 <= hour <= 12:
        raise WhenError(f"“{words}” is not a time of day; 1 to 12 before {half}")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return _checked(words, hour, minute, second)


def is_length(words: str) -> bool:
    """Whether ``1h30`` is a length where both are possible: up to 6 h, the longest on a mat."""
    match = re.fullmatch(_WITH_H, words, re.ASCII)
    return bool(match and not is_late(words))


def is_late(words: str) -> bool:
    """Whether ``21h30`` is a time of day where a length is possible too: one above 6 h."""
    match = re.fullmatch(_WITH_H, words, re.ASCII)
    return bool(match and (int(match[1]), int(match[2])) > (6, 0))


def bare_hour(words: str) -> Clock | None:
    """The hour that a number alone names after a day: ``yesterday 7``. `None` for other words."""
    if not re.fullmatch(r"\d\d?", words, re.ASCII) or int(words) > 23:
        return None
    return Clock(time(int(words)), None, words)


def _checked(words: str, hour: int, minute: int, second: int) -> Clock:
    if hour > 23 or minute > 59 or second > 59:
        raise WhenError(f"“{words}” is not a time of day; 00:00 to 23:59")
    return Clock(time(hour, minute, second))
