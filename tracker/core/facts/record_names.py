"""Names of records in lists, the same for the app and the commands."""

from collections.abc import Callable
from datetime import date, datetime

from tracker.core.facts.goals_and_rests import WEEKDAYS
from tracker.core.facts.sessions import MatSession, Practice, Session


def practice_name(practice: Practice, routine_name: Callable[[str], str | None]) -> str:
    """``Three calm minutes``, ``HT7, PC6``, ``Mat, back, thin``."""
    if isinstance(practice, MatSession):
        return ", ".join(filter(None, ("Mat", practice.position, practice.layer)))
    named = practice.routine and routine_name(practice.routine)
    return named or practice.routine or points_words(practice) or "Points"


def points_words(session: Session) -> str:
    """The codes of the points, each once, in order."""
    return ", ".join(dict.fromkeys(hold.point for hold in session.holds))


def practice_detail(practice: Practice) -> str:
    """Mood, reason for an early end and note in one line, as far as there are any."""
    mood = mood_words(practice.mood_before, practice.mood_after)
    return " · ".join(filter(None, (mood, more_words(practice))))


def more_words(practice: Practice) -> str:
    """Reason for an early end and note in one line, as far as there are any."""
    parts = []
    if practice.stopped_early:
        parts.append("ended early" + (f": {practice.stopped_why}" if practice.stopped_why else ""))
    parts.append(" ".join(practice.note.split()))
    return " · ".join(filter(None, parts))


def clock_of(started: datetime, day: date) -> str:
    """``21:30``, or ``Sun 00:37`` after the midnight that its practice day has in it.

    For a list that shows the practice day above.
    """
    if started.date() == day:
        return f"{started:%H:%M}"
    return f"{WEEKDAYS[started.weekday()][:3]} {started:%H:%M}"


def night_of(started: datetime, day: date) -> str:
    """``night of Sat 14`` for a start after midnight that counts for the day before; else empty.

    For a list that shows the date of each start.
    """
    return "" if started.date() == day else f"night of {WEEKDAYS[day.weekday()][:3]} {day.day}"


def mood_words(before: int | None, after: int | None, scale: str = "mood") -> str:
    """``mood 4 → 6``, ``mood 4 before``, ``mood 6 after``; empty without ratings."""
    if before is None and after is None:
        return ""
    if after is None:
        return f"{scale} {before} before"
    if before is None:
        return f"{scale} {after} after"
    return f"{scale} {before} → {after}"
