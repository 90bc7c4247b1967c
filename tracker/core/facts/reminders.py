"""Reminders as rules of recurrence (RFC 5545, with dateutil).

A rule is in local time of the person's zone. A time that a change of the clocks skips is moved
forward by the length of the gap.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final, NamedTuple

from tracker.core.facts.goals_and_rests import WEEKDAYS, Kind
from tracker.core.text.dates import Order, WhenError, day
from tracker.core.text.field_checks import check_text
from tracker.core.text.refusals import Expected, refusal
from tracker.core.text.visible import quoted

_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES: Final = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month"}
_GROUPS: Final = {
    "daily": (),
    "weekdays": _DAYS[:5],
    "weekends": _DAYS[5:],
}
_FILLERS: Final = frozenset({"at", "on", "and", "the", "a"})
_FROM: Final = re.compile(r"\b(?:from|since) (.+)$", re.IGNORECASE)
_MOVED: Final = timedelta(days=1)
"""The longest change of the clocks; Samoa left out a day in 2011."""
_MOST: Final = 400
"""Largest interval of a rule, in days, weeks or months."""
_WRITE: Final = (
    "write it as daily 21:00, mon wed fri 7:30, weekdays 8:00, every 2 days 20:00 "
    "or monthly 1 18:00"
)


class ReminderError(ValueError):
    """Words that are not a reminder; the text quotes them and says what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A reminder of one kind of practice, from ``since`` on."""

    id: str
    made: datetime
    kind: Kind
    since: date
    rule: str
    """For example ``FREQ=WEEKLY;BYDAY=MO,WE;BYHOUR=7;BYMINUTE=30``."""
    note: str = ""

    def __post_init__(self) -> None:
        check_text("note", self.note)
        _parts(self.rule)

    @property
    def at(self) -> time:
        """Its time of day."""
        parts = _parts(self.rule)
        return time(int(parts["BYHOUR"]), int(parts["BYMINUTE"]))

    @property
    def words(self) -> str:
        """``daily 21:00``, ``Monday, Wednesday 7:30``, ``every 2 weeks on Sunday 18:00``."""
        parts = _parts(self.rule)
        unit, every = _FREQUENCIES[parts["FREQ"]], int(parts.get("INTERVAL", "1"))
        named = parts["BYDAY"].split(",") if "BYDAY" in parts else []
        days = ", ".join(WEEKDAYS[_DAYS.index(each)] for each in named)
        if "BYMONTHDAY" in parts:
            days = f"day {parts['BYMONTHDAY']}"
        if tuple(named) == _DAYS[:5]:
            days = "Monday to Friday"
        often = {"day": "daily", "week": "weekly", "month": "monthly"}[unit]
        if every > 1:
            often = f"every {every} {unit}s"
        if days and every == 1 and unit != "month":
            often = ""
        elif days:
            days = f"on {days}"
        return " ".join(filter(None, (often, days, f"{self.at.hour}:{self.at.minute:02}")))

    @property
    def _round_days(self) -> int:
        """Days after which the rule repeats; 0 for a monthly rule."""
        parts = _parts(self.rule)
        days = {"DAILY": 1, "WEEKLY": 7}.get(parts["FREQ"], 0)
        return days * int(parts.get("INTERVAL", "1"))

    def between(self, first: datetime, last: datetime) -> Iterator[datetime]:
        """The moments from ``first`` to ``last``, both included, in the zone of ``first``.

        A time that a change of the clocks has twice is its first one alone.
        """
        from dateutil.rrule import rrulestr  # needed only if there are reminders

        zone = first.tzinfo
        # Near a change of the clocks a time is moved, or belongs to the hour before.
        start, end = _wall(first, zone) - _MOVED, _wall(last, zone) + _MOVED
        begins = datetime.combine(self.since, time(0))
        # Skip whole rounds of the rule: dateutil would go through every year since then.
        round_ = timedelta(days=self._round_days)
        if round_ and start - begins > round_:
            begins += (start - begins) // round_ * round_
        rule = rrulestr(f"{self.rule};BYSECOND=0", dtstart=begins)
        for wall in rule.between(start, end, inc=True):
            moment = _real(wall, zone)
            # Two moments of one zone are compared by their wall times, without the fold.
            if first.timestamp() <= moment.timestamp() <= last.timestamp():
                yield moment


def _wall(moment: datetime, zone: tzinfo | None) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _real(wall: datetime, zone: tzinfo | None) -> datetime:
    from dateutil.tz import resolve_imaginary

    found: datetime = resolve_imaginary(wall.replace(tzinfo=zone))
    return found


def latest(
    reminders: Iterable[Reminder], first: datetime, last: datetime
) -> tuple[datetime, Reminder] | None:
    """The latest moment from ``first`` to ``last``, inclusive, and its reminder, or ``None``."""
    moments = ((moment, each) for each in reminders for moment in each.between(first, last))
    return max(moments, default=None, key=lambda came: came[0].timestamp())


def coming(reminders: Iterable[Reminder], after: datetime, last: datetime) -> datetime | None:
    """The first moment after ``after``, up to ``last`` included; or ``None``."""
    moments = (moment for each in reminders for moment in each.between(after, last))
    begun = after.timestamp()
    later = (moment for moment in moments if moment.timestamp() > begun)
    return min(later, default=None, key=datetime.timestamp)


class ReminderLine(NamedTuple):
    """A typed reminder; ``None`` where the line leaves something open."""

    rule: str
    kind: Kind | None = None
    since: date | None = None


def reminder_entry(text: str, today: date, order: Order | None = None) -> ReminderLine:
    """The reminder of a line such as ``mat mon wed fri 7:30, from 1 dec``.

    Raises ReminderError for words that do not belong to a reminder.
    """
    words = text.split()
    kinds = {word.casefold().strip(",") for word in words} & {*Kind}
    if len(kinds) > 1:
        raise ReminderError("points and mat are two kinds; name one of them")
    kind = Kind(kinds.pop()) if kinds else None
    rest = " ".join(word for word in words if word.casefold().strip(",") != kind)
    since = None
    if found := _FROM.search(rest):
        try:
            since = day(found[1], today, order, ahead=True)
        except WhenError as wrong:
            raise ReminderError(str(wrong)) from wrong
        rest = rest[: found.start()]
    if not rest.strip():
        raise ReminderError(f"{quoted(text, 80)} names no time of day; {_WRITE}")
    return ReminderLine(rule_of(rest), kind, since)


def rule_of(text: str) -> str:
    """The rule for words such as ``mon wed fri 7:30``, or for a rule of RFC 5545.

    Raises ReminderError for other words.
    """
    if "FREQ=" in text.upper():
        rule = text.strip().upper().removeprefix("RRULE:")
        _parts(rule)
        return rule
    words = [word for word in re.split(r"[\s,]+", text.casefold()) if word and word not in _FILLERS]
    hours = [found for word in words if (found := _time(word)) is not None]
    rest = [word for word in words if _time(word) is None]
    if len(hours) != 1 or len(text) > 80:
        times = f"{len(hours)} times" if hours else "no time"
        raise ReminderError(f"{quoted(text, 80)} names {times} of day; {_WRITE}")
    parts = _day_parts(rest)
    if parts is None:
        raise ReminderError(refusal("", text, Expected("a reminder", _WRITE)))
    rule = f"{parts};BYHOUR={hours[0].hour};BYMINUTE={hours[0].minute}"
    _parts(rule)
    return rule


def _time(word: str) -> time | None:
    if match := re.fullmatch(r"(\d\d?):(\d\d)", word, re.ASCII):
        hour, minute = int(match[1]), int(match[2])
    elif match := re.fullmatch(r"(\d\d?)(am|pm)", word, re.ASCII):
        if not 1 <= int(match[1]) <= 12:
            return None
        hour, minute = int(match[1]) % 12 + (12 if match[2] == "pm" else 0), 0
    else:
        return None
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day_parts(words: list[str]) -> str | None:
    match words:
        case [] | ["every", "day"]:
            return "FREQ=DAILY"
        case [group] if group in _GROUPS:
            days = _GROUPS[group]
            return f"FREQ=WEEKLY;BYDAY={','.join(days)}" if days else "FREQ=DAILY"
        case ["every", count, "day" | "days"] if count.isdecimal():
            return f"FREQ=DAILY;INTERVAL={int(count)}"
        case ["every", count, "week" | "weeks", *named] if count.isdecimal():
            days = _named(named)
            return f"FREQ=WEEKLY;INTERVAL={int(count)};BYDAY={','.join(days)}" if days else None
        case ["monthly", day] if day.rstrip("stndrh.").isdecimal():
            return f"FREQ=MONTHLY;BYMONTHDAY={int(day.rstrip('stndrh.'))}"
        case ["weekly" | "every", *named] | named:
            days = _named(named)
            return f"FREQ=WEEKLY;BYDAY={','.join(days)}" if days else None


def _named(words: list[str]) -> tuple[str, ...]:
    """The weekdays that these words name, in order; empty if any word names none."""
    found = set()
    for each in words:
        name = each.removesuffix("s") if len(each) > 4 else each
        near = [i for i, day in enumerate(WEEKDAYS) if day.casefold().startswith(name)]
        if len(name) < 3 or len(near) != 1:
            return ()
        found.add(near[0])
    return tuple(_DAYS[number] for number in sorted(found))


def _parts(rule: str) -> dict[str, str]:
    """The parts of a rule.

    Raises ReminderError for a kind of rule that is not supported.
    """
    known = Expected("a rule known here", _WRITE)
    parts: dict[str, str] = {}
    for piece in rule.split(";"):
        name, _, value = piece.partition("=")
        check = _CHECKS.get(name)
        if check is None or name in parts or len(value) > 40 or not check(value):
            raise ReminderError(refusal("rule", rule, known))
        parts[name] = value
    both = "BYDAY" in parts and "BYMONTHDAY" in parts
    if both or not {"FREQ", "BYHOUR", "BYMINUTE"} <= parts.keys():
        raise ReminderError(refusal("rule", rule, known))
    return parts


def _whole(value: str, low: int, high: int) -> bool:
    return value.isascii() and value.isdecimal() and low <= int(value) <= high


_CHECKS: Final = {
    "FREQ": lambda value: value in _FREQUENCIES,
    "INTERVAL": lambda value: _whole(value, 1, _MOST),
    "BYDAY": lambda value: set(value.split(",")) <= set(_DAYS),
    "BYMONTHDAY": lambda value: _whole(value, 1, 31),
    "BYHOUR": lambda value: _whole(value, 0, 23),
    "BYMINUTE": lambda value: _whole(value, 0, 59),
}
