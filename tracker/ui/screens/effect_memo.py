"""What a change would do to the streak, said before it is saved."""

from collections.abc import Sequence

from tracker.core.days.practice_days import Days, Stamp
from tracker.core.facts.sessions import Kind, Practice
from tracker.journal.journal import Change
from tracker.practice import effects as foreseen
from tracker.ui.screens.kinds import Tracker


def days_after(tracker: Tracker, kind: Kind, changes: Sequence[Change]) -> Days:
    """The days of a kind as they would stand with these changes made."""
    settings = tracker.config.settings
    rule = foreseen.Rule(
        Stamp(tracker.now(), tracker.zone.name), settings.day_starts_at, settings.first_weekday
    )
    return foreseen.days_after(tracker.journal, kind, changes, rule)


class EffectMemo:
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
    return foreseen.effect(tracker.days(kind), days_after(tracker, kind, changes))
