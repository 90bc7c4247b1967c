"""Durations as people write them and as the screen shows them, in seconds.

A number without a unit takes the caller's default or is refused. The caller checks the range; here
a duration is more than 0 and less than 1,000 hours.
"""

import re
from typing import Final, Literal

from tracker.core.text.visible import quoted, typed_ascii

Unit = Literal["s", "min", "h"]

LONGEST: Final = 3_600_000.0
_SIZES: Final[dict[str, float]] = {"s": 1.0, "min": 60.0, "h": 3600.0}
_NUMBER: Final = r"\d{1,7}(?:[.,]\d{1,6})?"
_PARTS: Final = (
    rf"(?:(?P<h>{_NUMBER}) ?(?:h|hr|hrs|hours?)(?: ?(?P<bare>[0-5]\d)$)?)?"
    rf" ?(?:(?P<min>{_NUMBER}) ?(?:m|min|mins|minutes?)(?:(?P<rest>[0-5]\d)$)?)?"
    rf" ?(?:(?P<s>{_NUMBER}) ?(?:s|sec|secs|seconds?))?"
)
_CLOCK: Final = r"(?:(\d{1,3}):(?=\d\d:))?(\d{1,3}):([0-5]\d)"


class DurationError(ValueError):
    """Typed words that are not a length of time; the text quotes them and says what to write."""


def seconds(text: str, default_unit: Unit | None = None) -> float:
    """The seconds in ``20m``, ``60s``, ``1h05``, ``1m30``, ``1 h 5 min``, ``1:30`` (minutes first).

    A number alone is in ``default_unit``. Raises DurationError, also for a number alone without it.
    """
    words = " ".join(typed_ascii(text).casefold().split())
    found = _seconds(words, default_unit) if len(words) <= 40 else None
    if found is None:
        if default_unit is None and re.fullmatch(_NUMBER, words, re.ASCII):
            raise DurationError(f"{quoted(text, 40)} has no unit; write {words}m or {words}s")
        # Imported only to refuse: a prompt needs the words of lengths, not those of refusals.
        from tracker.core.text.examples import LENGTHS, write_one_of
        from tracker.core.text.refusals import Expected, refusal

        length = Expected("a length of time", write_one_of(LENGTHS))
        raise DurationError(refusal("", text, length))
    if not 0 < found < LONGEST:
        extreme = "too long; under 1000 h" if found else "too short; more than 0 s"
        raise DurationError(f"{quoted(text)} is {extreme}")
    return found


def long_seconds(text: str) -> float:
    """The seconds of a length that is minutes or hours, as on a mat; a number alone is minutes.

    Raises DurationError as `seconds` does, and for ``1:30``, which has two readings.
    """
    if told := two_readings(text):
        raise DurationError(told)
    return seconds(text, "min")


def two_readings(text: str) -> str:
    """A message on a length such as ``1:30``, which can be hours or minutes; empty for others."""
    match = re.fullmatch(r"(\d{1,2}):([0-5]\d)", typed_ascii(text).strip(), re.ASCII)
    if match is None:
        return ""
    hours, minutes = int(match[1]), int(match[2])
    words = f"{hours}h{minutes:02} or {hours * 60 + minutes}m"
    if hours > 6:  # longer than anyone lies on a mat
        words = f"{hours}m{minutes}s"
    return f"“{match[0]}” can be hours or minutes; write {words}"


def _seconds(words: str, default_unit: Unit | None) -> float | None:
    if default_unit is not None and re.fullmatch(_NUMBER, words, re.ASCII):
        return _number(words) * _SIZES[default_unit]
    if clock := re.fullmatch(_CLOCK, words, re.ASCII):
        hours, minutes, rest = (int(part or 0) for part in clock.groups())
        return None if clock[1] and minutes > 59 else float(hours * 3600 + minutes * 60 + rest)
    parts = re.fullmatch(_PARTS, words, re.ASCII)
    if parts is None or not words:
        return None
    sizes = {**_SIZES, "bare": 60.0, "rest": 1.0}
    return sum(_number(part) * sizes[name] for name, part in parts.groupdict().items() if part)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def duration_words(seconds: float) -> str:
    """``45 s``, ``1 min 30 s``, ``12 min``, ``1 h 05``: rounded down, from 10 min to minutes."""
    whole = int(max(seconds, 0))
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60:02}"
    return f"{minutes} min {rest} s" if rest and minutes < 10 else f"{minutes} min"


def length_words(seconds: float) -> str:
    """``45 s``, ``2 min 40``, ``12 min``, ``1 h 05``: as ``duration_words``, for columns."""
    words = duration_words(seconds)
    return words.removesuffix(" s") if " min " in words else words


def exact_words(seconds: float) -> str:
    """``7 h``, ``10 min 30 s``, ``0.5 s``: as ``duration_words``, but nothing is left out."""
    if not 60 <= seconds < LONGEST:
        return f"{seconds:g} s"
    rest = seconds % 60
    words = duration_words(seconds - rest).removesuffix(" 00")
    return f"{words} {rest:g} s" if rest else words


def clock_words(seconds: float) -> str:
    """``0:42``, ``12:05``, ``1:02:03``, rounded down; for a countdown pass ``math.ceil``."""
    minutes, rest = divmod(int(max(seconds, 0)), 60)
    if minutes >= 60:
        return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
    return f"{minutes}:{rest:02}"
