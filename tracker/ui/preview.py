"""What a change would do to the streak, said before it is saved."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from tracker.core.days import Days, DaySummary, Stamp, passed, summaries_of
from tracker.core.durations import duration_words
from tracker.core.model import Goal, Kind, MatSession, Practice, Rest, Session
from tracker.core.preview import preview
from tracker.journal import Change
from tracker.ui.base import Tracker

Undated = TypeVar("Undated", Goal, Rest)


def days_after(tracker: Tracker, kind: Kind, changes: Sequence[Change]) -> Days:
    """The days of a kind as they would stand with these changes made."""
    settings = tracker.config.settings
    here = Stamp(tracker.now(), tracker.zone.name)
    journal = tracker.journal
    touched = {
        (practice.kind, practice.day)
        for change in changes
        for practice in (change.before, change.after)
        if isinstance(practice, Session | MatSession)
    }

    def records_on(kind: Kind, day: date) -> list[Practice]:
        held = {practice.id: practice for practice in journal.between(kind, day, day)}
        for change in changes:
            if change.before is not None:
                held.pop(change.before.id, None)
            after = change.after
            if isinstance(after, Session | MatSession) and (after.kind, after.day) == (kind, day):
                held[after.id] = after
        return list(held.values())

    summaries: list[DaySummary] = []
    for each in Kind:
        summaries += (one for one in journal.summaries(each) if (each, one.day) not in touched)
    for each, day in touched:
        summaries += summaries_of(records_on(each, day))
    return Days.of(
        kind,
        passed(summaries, here.moment, records_on),
        _with(journal.facts(Goal), changes, Goal),
        _with(journal.facts(Rest), changes, Rest),
        now=here,
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


class Logged:
    """What keeping a record would do, worked out again only when it would do something else."""

    def __init__(self) -> None:
        self._about: tuple[object, ...] = ()
        self._words = ""

    def effect(self, tracker: Tracker, practice: Practice) -> str:
        """The effect of a new record."""
        about = (tracker.journal.revision, practice.day, practice.seconds)
        if about != self._about:
            words = effect(tracker, practice.kind, Change(None, practice))
            self._about, self._words = about, words
        return self._words


def effect(tracker: Tracker, kind: Kind, *changes: Change) -> str:
    """``streak 3 -> 4 days``; where no goal counts days, what it does to the month."""
    before, after = tracker.days(kind), days_after(tracker, kind, changes)
    if after.goals.at(after.today.toordinal()) is not None:
        return preview(before, after).words
    first = after.today.replace(day=1)
    was, will = (days.totals(first, days.today).seconds for days in (before, after))
    if was == will:
        return f"this month stays {duration_words(will)}"
    return f"this month {duration_words(was)} -> {duration_words(will)}"
