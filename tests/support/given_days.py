"""Days to reason about: sessions at moments, goals, rests, and days drawn as text."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tracker.core.days.practice_days import Days, DaySummaries, Stamp, practice_day, summaries_of
from tracker.core.facts.sessions import (
    Goal,
    Hold,
    Kind,
    MatSession,
    Per,
    Practice,
    Rest,
    RestReason,
    Session,
    Side,
)
from tracker.core.facts.ulid import ulid

SUNDAY = date(2026, 11, 22)
MADE = datetime(2026, 1, 1, tzinfo=UTC)
BERLIN = "Europe/Berlin"


def at(day: date, hour: float = 12, zone: str = BERLIN) -> datetime:
    """A wall time of that zone."""
    wall = datetime.combine(day, time(0)) + timedelta(hours=hour)
    return wall.replace(tzinfo=ZoneInfo(zone))


def practised(
    started: datetime,
    seconds: float = 300,
    *,
    kind: Kind = Kind.POINTS,
    day: date | None = None,
    mood: tuple[int, int] | None = None,
    day_starts_at: int = 4,
) -> Practice:
    """A record begun at this moment; its day by the rule unless given."""
    zone = started.tzinfo.key if isinstance(started.tzinfo, ZoneInfo) else None
    # As the store gives it back: with the offset of its moment, not with the zone's rules.
    frozen = datetime.fromisoformat(started.isoformat())
    on = day or practice_day(started, day_starts_at)
    before, after = mood or (None, None)
    if kind is Kind.MAT:
        return MatSession(
            id=ulid(started),
            made=started,
            started=frozen,
            zone=zone,
            day=on,
            lain=seconds,
            mood_before=before,
            mood_after=after,
        )
    hold = Hold(point="PC6", side=Side.LEFT, planned=60, held=seconds, done=True)
    return Session(
        id=ulid(started),
        made=started,
        started=frozen,
        zone=zone,
        day=on,
        holds=(hold,),
        mood_before=before,
        mood_after=after,
    )


def goal(
    per: Per = Per.DAY,
    times: int = 1,
    *,
    since: date = date(2026, 1, 1),
    kind: Kind = Kind.POINTS,
    weekdays: Iterable[int] = range(7),
    least_seconds: float = 60,
    made: datetime = MADE,
) -> Goal:
    return Goal(
        id=ulid(made),
        made=made,
        kind=kind,
        since=since,
        per=per,
        times=times,
        weekdays=frozenset(weekdays),
        least_seconds=least_seconds,
    )


def rest(start: date, end: date | None = None, why: RestReason = RestReason.REST) -> Rest:
    return Rest(id=ulid(MADE), made=MADE, start=start, end=end or start, why=why)


def days_of(
    records: Iterable[Practice],
    goals: Iterable[Goal] = (),
    rests: Iterable[Rest] = (),
    *,
    now: datetime | None = None,
    kind: Kind = Kind.POINTS,
    day_starts_at: int = 4,
    week_starts: int = 0,
) -> Days:
    """The days as of ``now``, Sunday noon in Berlin unless given."""
    moment = now or at(SUNDAY)
    zone = moment.tzinfo.key if isinstance(moment.tzinfo, ZoneInfo) else None
    summed = summaries_of(records)
    return Days.of(
        kind,
        [DaySummaries.of(each, summed) for each in Kind],
        goals,
        rests,
        now=Stamp(moment, zone),
        day_starts_at=day_starts_at,
        week_starts=week_starts,
    )


def drawn(pattern: str, *goals: Goal, today: date = SUNDAY, week_starts: int = 0) -> Days:
    """Days up to today, drawn as text.

    ``.`` nothing, ``x`` met, ``p`` rest, ``o`` nothing yet today, ``/`` one less than asked.
    """
    asked = goals or (goal(),)
    marks = pattern.replace(" ", "")
    records: list[Practice] = []
    rests: list[Rest] = []
    for back, mark in enumerate(reversed(marks)):
        day = today - timedelta(days=back)
        times = asked[0].times if asked[0].per is Per.DAY else 1
        count = {"x": times, "/": times - 1}.get(mark, 0)
        records += [practised(at(day, 6 + each / 10)) for each in range(count)]
        rests += [rest(day)] if mark == "p" else []
    now = at(today, 13)
    return days_of(records, asked, rests, now=now, week_starts=week_starts)


def weeks_drawn(counts: Sequence[int | str], *goals: Goal, today: date = SUNDAY) -> Days:
    """Weeks from Monday on, the last one running: so many days practised, or their pattern."""
    monday = today - timedelta(days=today.weekday())
    weeks = [each if isinstance(each, str) else ("x" * each).ljust(7, ".") for each in counts]
    shown = "".join(weeks[:-1]) + weeks[-1][: today.weekday() + 1]
    assert monday <= today
    return drawn(shown, *goals, today=today)
