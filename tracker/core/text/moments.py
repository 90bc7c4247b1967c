"""Moments as people write them: ``yesterday 21:30``, ``sat 8pm``, ``2h ago``, ``18 nov 7:05``.

The past is meant: a moment after now is never returned. Ambiguous words are refused; what had to
be assumed is in a note. ``today`` and ``yesterday`` are calendar days, not practice days.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from tracker.core.text.dates import EARLIEST, Order, WhenError, day, day_words, days, plain, shown
from tracker.core.text.durations import DurationError, seconds
from tracker.core.text.refusals import Expected, refusal

__all__ = [
    "Order",
    "Resolved",
    "UnknownMomentError",
    "WhenError",
    "day",
    "day_words",
    "describe",
    "moment",
    "moment_words",
]

_TIME: Final = r"(\d\d?)(?:(?P<mark>[:.])(\d\d)(?::(\d\d))?)? ?(?:(am|pm)|([ap])\.m\.)?"
_WRITTEN: Final = (
    r"(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?(z|[+-]\d\d(?::?\d\d)?)?"
)
_DAYS_AGO: Final = r"(?:\d{1,5}|an?|one|two|three) ?(?:day|week|month|year)s? ago"


class UnknownMomentError(WhenError):
    """The words are not a moment; moments that are refused raise WhenError."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The moment that was meant, and a note on what was assumed."""

    moment: datetime
    """In the zone of the ``now`` that was passed."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time of day; a vague one (evening) that has begun but is not reached becomes now."""

    at: time
    begins: time | None = None
    name: str | None = None


_BARE_DAY: Final = _Clock(time(12), time(0), "no time given")
_NAMED: Final = {
    "noon": _Clock(time(12)),
    "midnight": _Clock(time(0), None, "midnight, the start of that day"),
    "morning": _Clock(time(8), time(5), "morning"),
    "afternoon": _Clock(time(15), time(12), "afternoon"),
    "evening": _Clock(time(19), time(17), "evening"),
    "night": _Clock(time(22), time(20), "night"),
}
_TODAY_PARTS: Final = {"this morning", "this afternoon", "this evening", "tonight"}


def moment(text: str, now: datetime, order: Order | None = None) -> Resolved:
    """The moment that the words mean, seen from the aware ``now``, in its zone.

    A time alone is the last one that has passed, as are a weekday and a date without a year. A day
    without a time is its noon, or now if that noon is still to come. Of a local time that came
    twice the first is taken. Raises WhenError for other words, for a moment still to come, and for
    a local time that did not exist.
    """
    if now.utcoffset() is None:
        raise ValueError(f"now: {now.isoformat()} has no UTC offset")
    words = plain(text)
    try:
        found = _moment(text, words, now, order)
    except OverflowError:
        raise WhenError(f"“{shown(text)}” is further than the calendar goes") from None
    if found.moment.astimezone(UTC) > now.astimezone(UTC):
        raise _ahead(text, found.moment)
    if found.moment.date() < EARLIEST:
        raise WhenError(f"“{shown(text)}” is before {EARLIEST.year}")
    return found


def describe(when: datetime, now: datetime | None = None, order: Order | None = None) -> str:
    """``Sat 21 Nov 2026, 20:00``: the moment in its own local time.

    Its UTC offset follows if the zone of ``now`` has another one at that moment.
    """
    said = f"{day_words(when.date(), order)}, {when:%H:%M}"
    if now is not None and when.utcoffset() != when.astimezone(now.tzinfo).utcoffset():
        said += f" {when.isoformat(timespec='minutes')[16:]}"
    return said


def moment_words(when: datetime, now: datetime, order: Order | None = None) -> str:
    """``today 10:02``, ``yesterday 21:30`` in the zone of ``now``; else as ``describe``."""
    here = when.astimezone(now.tzinfo)
    near = {0: "today", 1: "yesterday"}.get((now.date() - here.date()).days)
    return f"{near} {here:%H:%M}" if near else describe(when, now, order)


def _moment(text: str, words: str, now: datetime, order: Order | None) -> Resolved:
    if words in {"now", "today"}:
        return Resolved(now)
    if match := re.fullmatch(_WRITTEN, words, re.ASCII):
        return _written(text, match, now)
    if re.fullmatch(_DAYS_AGO, words, re.ASCII):
        return _same_time(days(words, now.date(), order)[0], now)
    if words.endswith(" ago") and ":" not in words:
        if (ago := _ago(words)) is not None:
            earlier = now.astimezone(UTC) - timedelta(seconds=ago)
            return Resolved(earlier.astimezone(now.tzinfo))
        raise _unknown(text, words)
    if words == "tonight":
        words = "this night"
    readings, wrong = _readings(words.split(), now.date(), order)
    if len(readings) > 1:
        several = " or ".join(
            day_words(dates[0])
            if clock is _BARE_DAY
            else f"{day_words(dates[0])}, {clock.at:%H:%M}"
            for dates, clock in readings
        )
        raise WhenError(
            f"“{shown(text)}” may be {several}; write a time as 18:11, a day as 18.11. or 18 nov"
        )
    if not readings:
        raise wrong or _unknown(text, words)
    return _last_passed(text, *readings[0], now)


def _unknown(text: str, words: str) -> WhenError:
    try:
        seconds(words, "min")
    except DurationError:
        example = "write now, 21:30, yesterday 21:30, sat 8pm, 2h ago or 18 nov 7:05"
        return UnknownMomentError(refusal("", text, Expected("a moment", example)))
    return UnknownMomentError(f"“{shown(text)}” is not a moment; write it as 21:30 or 2h ago")


def _ahead(text: str, when: datetime) -> WhenError:
    return WhenError(f"“{shown(text)}” is {describe(when)}, which is still to come")


def _written(text: str, match: re.Match[str], now: datetime) -> Resolved:
    """A moment in ISO format, with or without an offset."""
    try:
        found = datetime.fromisoformat(f"{match[1]}T{match[2]}{(match[3] or '').upper()}")
    except ValueError:
        raise WhenError(f"“{shown(text)}”: there is no such day or time") from None
    if found.tzinfo is None:
        return _local(text, found, now.tzinfo)
    here = found.astimezone(now.tzinfo)
    same = here.utcoffset() == found.utcoffset()
    return Resolved(here, None if same else f"written as {describe(found, now)}")


def _ago(words: str) -> float | None:
    words = words.removesuffix(" ago").replace("half an hour", "30 min")
    words = re.sub(r"^(an|a|one) (?=hour$|minute$|min$)", "1 ", words)
    try:
        return seconds(words)
    except DurationError:
        return None


def _same_time(when: date, now: datetime) -> Resolved:
    """The day at the time of ``now``, moved forward if that time did not exist."""
    wall = datetime.combine(when, now.time().replace(fold=0), now.tzinfo)
    real = wall.astimezone(UTC).astimezone(now.tzinfo)
    if real.replace(tzinfo=None) != wall.replace(tzinfo=None):
        return Resolved(real, f"{wall:%H:%M} did not exist on that day: {real:%H:%M} taken")
    return Resolved(wall, f"no time given: {wall:%H:%M}, as now")


_Reading = tuple[tuple[date, ...], _Clock]


def _readings(
    words: list[str], today: date, order: Order | None
) -> tuple[list[_Reading], WhenError | None]:
    """Every way to read the words as a day, a time, or both, and a refusal if one was raised."""
    found: list[_Reading] = []
    wrong: WhenError | None = None
    for i in range(len(words) + 1):
        for day_part, time_part in ((words[:i], words[i:]), (words[i:], words[:i])):
            try:
                reading = _read(" ".join(day_part), " ".join(time_part), today, order)
            except WhenError as error:
                wrong = wrong or error
                continue
            if reading and reading not in found:
                found.append(reading)
    return found, wrong


def _read(day_part: str, time_part: str, today: date, order: Order | None) -> _Reading | None:
    clock = _clock(time_part) if time_part else _BARE_DAY
    if clock is None:
        return None
    dates = _days(day_part, clock, today, order)
    return (dates, clock) if dates else None


def _days(words: str, clock: _Clock, today: date, order: Order | None) -> tuple[date, ...]:
    if not words:
        return () if clock is _BARE_DAY else (today, today - timedelta(days=1))
    if words == "last" and clock.name == "night":
        return (today - timedelta(days=1),)
    if words == "this" and clock.begins:
        return (today,)
    if clock is not _BARE_DAY and words in _TODAY_PARTS:
        return (today,)
    if clock is not _BARE_DAY and words == "last night":
        return (today if clock.at < time(6) else today - timedelta(days=1),)
    return days(words, today, order)


def _clock(words: str) -> _Clock | None:
    if words in _NAMED:
        return _NAMED[words]
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
    if hour > 23 or minute > 59 or second > 59:
        raise WhenError(f"“{words}” is not a time of day; 00:00 to 23:59")
    return _Clock(time(hour, minute, second))


def _last_passed(text: str, dates: tuple[date, ...], clock: _Clock, now: datetime) -> Resolved:
    """The first of the days when that time has passed; for a vague time, now."""
    for when in dates:
        if datetime.combine(when, clock.at, now.tzinfo).astimezone(UTC) <= now.astimezone(UTC):
            found = _local(text, datetime.combine(when, clock.at), now.tzinfo)
            named = f"{clock.name}: {clock.at:%H:%M} taken" if clock.name else None
            notes = [note for note in (named, found.note) if note]
            return Resolved(found.moment, "; ".join(notes) or None)
        if clock.begins and when == now.date() and clock.begins <= now.time():
            return Resolved(now, f"{clock.name}: now taken")
    raise _ahead(text, datetime.combine(dates[-1], clock.at, now.tzinfo))


def _local(text: str, wall: datetime, zone: tzinfo | None) -> Resolved:
    """The moment of a local time, of two the first. Raises WhenError if it did not exist."""
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return Resolved(first)
    real = first.astimezone(UTC).astimezone(zone)
    if real.replace(tzinfo=None) != wall:
        raise WhenError(
            f"“{shown(text)}”: {wall:%H:%M} did not exist on {day_words(wall.date())}, when "
            f"the clocks went forward; write {real:%H:%M}, the same moment"
        )
    return Resolved(first, f"{wall:%H:%M} came twice that night: the first is taken")
