"""What a change would do, said before it is made: the days as they would stand, in words.

The same for the app's dialogs and for the commands. Nothing is changed here.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from tracker.core.days.practice_days import Days, DaySummaries, DaySummary, passed, summaries_of
from tracker.core.days.streak_effect import preview
from tracker.core.facts.sessions import Goal, Kind, MatSession, Practice, Rest, Session
from tracker.core.text.durations import duration_words
from tracker.journal.journal import Change
from tracker.practice.context import Context

Undated = TypeVar("Undated", Goal, Rest)


def effect(context: Context, kind: Kind, *changes: Change) -> str:
    """``streak 3 -> 4 days``; where no goal counts days, what it does to the month."""
    before, after = context.days(kind), days_after(context, kind, changes)
    if after.goals.at(after.today.toordinal()) is not None:
        return preview(before, after).words
    first = after.today.replace(day=1)
    was, will = (days.totals(first, days.today).seconds for days in (before, after))
    if was == will:
        return f"this month stays {duration_words(will)}"
    return f"this month {duration_words(was)} -> {duration_words(will)}"


def days_after(context: Context, kind: Kind, changes: Sequence[Change]) -> Days:
    """The days of a kind with these changes made."""
    records, now, settings = context.journal, context.stamp, context.settings
    touched = {
        (practice.kind, practice.day)
        for change in changes
        for practice in (change.before, change.after)
        if isinstance(practice, Session | MatSession)
    }

    def records_on(kind: Kind, day: date) -> list[Practice]:
        held = {practice.id: practice for practice in records.between(kind, day, day)}
        for change in changes:
            if change.before is not None:
                held.pop(change.before.id, None)
            after = change.after
            if isinstance(after, Session | MatSession) and (after.kind, after.day) == (kind, day):
                held[after.id] = after
        return list(held.values())

    def summaries_of_kind(kind: Kind) -> DaySummaries:
        anew: dict[int, DaySummary | None] = {}
        for each, day in touched:
            if each is kind:
                anew[day.toordinal()] = next(iter(summaries_of(records_on(kind, day))), None)
        summaries = records.summaries(kind).replaced(anew)
        return passed(summaries, now.moment, records_on)

    return Days.of(
        kind,
        map(summaries_of_kind, Kind),
        _with(records.facts(Goal), changes, Goal),
        _with(records.facts(Rest), changes, Rest),
        now=now,
        day_starts_at=settings.day_starts_at,
        week_starts=settings.first_weekday,
    )


def _with(
    facts: Iterable[Undated], changes: Iterable[Change], kind: type[Undated]
) -> list[Undated]:
    held = {one.id: one for one in facts}
    for change in changes:
        if isinstance(change.before, kind):
            held.pop(change.before.id, None)
        if isinstance(change.after, kind):
            held[change.after.id] = change.after
    return list(held.values())
