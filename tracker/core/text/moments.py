"""Moments as people write them: ``yesterday 21:30``, ``sat 8pm``, ``2h ago``, ``18 nov 7:05``.

The past is meant: a moment after now is never returned. Ambiguous words are refused; what had to
be assumed is in a note. ``today`` and ``yesterday`` are calendar days, not practice days.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from tracker.core.text.clock_times import BARE_DAY, Clock, bare_hour, clock
from tracker.core.text.dates import (
    COUNTED,
    EARLIEST,
    Order,
    WhenError,
    count_of,
    day,
    day_words,
    days,
    is_weekday,
    plain,
    shown,
)
from tracker.core.text.durations import DurationError, seconds
from tracker.core.text.examples import MOMENTS, write_one_of
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

_WRITTEN: Final = (
    r"(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?(z|[+-]\d\d(?::?\d\d)?)?"
)
_DAYS_AGO: Final = rf"(?:\d{{1,5}}|{COUNTED}) ?(?:days?|weeks?|months?|years?|d|w) ago"
_SPELLED: Final = re.compile(rf"\b({COUNTED}) (?=h|m|s)", re.ASCII)
_DAY_WORDS: Final = frozenset({"today", "yesterday", "yest", "yday", "day before yesterday"})


class UnknownMomentError(WhenError):
    """The words are not a moment; moments that are refused raise WhenError."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The moment that was meant, and a note on what was assumed."""

    moment: datetime
    """In the zone of the ``now`` that was passed."""
    note: str | None = None


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
        whole = re.sub(r"(\d) ?([dw]) ago", _whole_unit, words)
        return _same_time(days(whole, now.date(), order)[0], now)
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
            day_words(dates[0]) if clock is BARE_DAY else f"{day_words(dates[0])}, {clock.at:%H:%M}"
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
        example = write_one_of(MOMENTS)
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
    words = _SPELLED.sub(lambda match: f"{count_of(match[1])} ", words)
    try:
        return seconds(words)
    except DurationError:
        return None


def _whole_unit(match: re.Match[str]) -> str:
    return f"{match[1]} {'day' if match[2] == 'd' else 'week'}s ago"


def _same_time(when: date, now: datetime) -> Resolved:
    """The day at the time of ``now``, moved forward if that time did not exist."""
    wall = datetime.combine(when, now.time().replace(fold=0), now.tzinfo)
    real = wall.astimezone(UTC).astimezone(now.tzinfo)
    if real.replace(tzinfo=None) != wall.replace(tzinfo=None):
        return Resolved(real, f"{wall:%H:%M} did not exist on that day: {real:%H:%M} taken")
    return Resolved(wall, f"no time given: {wall:%H:%M}, as now")


_Reading = tuple[tuple[date, ...], Clock]


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
    found = clock(time_part) if time_part else BARE_DAY
    if found is None and _is_day_word(day_part):
        found = bare_hour(time_part)
    if found is None:
        return None
    dates = _days(day_part, found, today, order)
    return (dates, found) if dates else None


def _is_day_word(words: str) -> bool:
    """Whether an hour can follow as a number alone: not a date, whose month it would be."""
    return words in _DAY_WORDS or is_weekday(words)


def _days(words: str, clock: Clock, today: date, order: Order | None) -> tuple[date, ...]:
    if not words:
        return () if clock is BARE_DAY else (today, today - timedelta(days=1))
    if words == "last" and clock.name == "night":
        return (today - timedelta(days=1),)
    if words == "this" and clock.begins:
        return (today,)
    if clock is not BARE_DAY and words in _TODAY_PARTS:
        return (today,)
    if clock is not BARE_DAY and words == "last night":
        return (today if clock.at < time(6) else today - timedelta(days=1),)
    return days(words, today, order)


def _last_passed(text: str, dates: tuple[date, ...], clock: Clock, now: datetime) -> Resolved:
    """The first of the days when that time has passed; for a vague time, now."""
    for each in dates:
        when = each + timedelta(days=clock.days_later)
        if datetime.combine(when, clock.at, now.tzinfo).astimezone(UTC) <= now.astimezone(UTC):
            found = _local(text, datetime.combine(when, clock.at), now.tzinfo)
            named = f"{clock.name}: {clock.at:%H:%M} taken" if clock.name else None
            notes = [note for note in (named, found.note) if note]
            return Resolved(found.moment, "; ".join(notes) or None)
        if clock.begins and when == now.date() and clock.begins <= now.time():
            return Resolved(now, f"{clock.name}: now taken")
    last = dates[-1] + timedelta(days=clock.days_later)
    raise _ahead(text, datetime.combine(last, clock.at, now.tzinfo))


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
