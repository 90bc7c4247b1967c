"""Previews the effect of a change on the streak or the month, in words, before it is made.

The app's dialogs and the commands show the same words. Nothing is changed here.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from tracker.core.days.done_words import effect_in_all
from tracker.core.days.practice_days import Days, DaySummaries, DaySummary, passed, summaries_of
from tracker.core.days.streak_effect import AS_BEFORE, period_words, preview
from tracker.core.facts.sessions import Goal, Kind, MatSession, Practice, Rest, Session
from tracker.core.text.dates import short_day
from tracker.core.text.durations import duration_words
from tracker.journal.journal import Change
from tracker.practice.context import Context

Undated = TypeVar("Undated", Goal, Rest)


def effect(context: Context, kind: Kind, *changes: Change) -> str:
    """`3 days in a row → 4`; the minutes of the month if no goal counts days.

    While streaks are hidden, the total time.
    """
    return _effect(context, context.days(kind), days_after(context, kind, changes))


def effect_of_record(context: Context, record: Practice, *, short: bool = False) -> str:
    """The effect of a new record, in sentences such as `Today: open → done.`.

    ``short`` is for a narrow screen: the day or week alone.
    """
    kind = record.kind
    before, after = context.days(kind), days_after(context, kind, [Change(None, record)])
    period = ""
    if not context.settings.hides_streaks:
        written = partial(short_day, today=context.today, order=context.settings.date_order)
        period = period_words(before, after, record.day, written, short=short)
    if short and period:
        return period
    words = (period, _effect(context, before, after))
    return " ".join(f"{each[0].upper()}{each[1:]}." for each in words if each)


def _effect(context: Context, before: Days, after: Days) -> str:
    if context.settings.hides_streaks:
        return effect_in_all(before, after)
    if after.goals.at(after.today.toordinal()) is not None:
        return preview(before, after).words
    first = after.today.replace(day=1)
    was, will = (days.totals(first, days.today).seconds for days in (before, after))
    if was == will:
        return f"this month {duration_words(will)}{AS_BEFORE}"
    return f"this month {duration_words(was)} → {duration_words(will)}"


def kinds_of(context: Context, changes: Iterable[Change]) -> list[Kind]:
    """The kinds whose days these changes concern: for a rest, each kind that has a goal."""
    facts = [fact for change in changes for fact in change]
    kinds = {fact.kind for fact in facts if isinstance(fact, Session | MatSession | Goal)}
    if any(isinstance(fact, Rest) for fact in facts):
        kinds |= {kind for kind in Kind if context.days(kind).goals.spans}
    return [kind for kind in Kind if kind in kinds]


def days_after(context: Context, kind: Kind, changes: Sequence[Change]) -> Days:
    """The days of a kind as they would be after these changes."""
    records, now, settings = context.journal, context.stamp, context.settings
    touched = {
        (practice.kind, practice.day)
        for change in changes
        for practice in (change.before, change.after)
        if isinstance(practice, Session | MatSession)
    }

    def records_on(kind: Kind, day: date) -> list[Practice]:
        by_id = {practice.id: practice for practice in records.between(kind, day, day)}
        for change in changes:
            if change.before is not None:
                by_id.pop(change.before.id, None)
            after = change.after
            if isinstance(after, Session | MatSession) and (after.kind, after.day) == (kind, day):
                by_id[after.id] = after
        return list(by_id.values())

    def summaries_of_kind(kind: Kind) -> DaySummaries:
        changed: dict[int, DaySummary | None] = {}
        for of, day in touched:
            if of is kind:
                changed[day.toordinal()] = next(iter(summaries_of(records_on(kind, day))), None)
        summaries = records.summaries(kind).replaced(changed)
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
    by_id = {fact.id: fact for fact in facts}
    for change in changes:
        if isinstance(change.before, kind):
            by_id.pop(change.before.id, None)
        if isinstance(change.after, kind):
            by_id[change.after.id] = change.after
    return list(by_id.values())
