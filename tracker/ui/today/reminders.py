"""Reminders as a list: written in the words of 'tsubo remind add', taken away."""

from collections.abc import Sequence
from typing import ClassVar

from tracker.core.entry.goal_line import LineError
from tracker.core.facts.reminders import Reminder, ReminderError, reminder_entry
from tracker.journal.journal import Change
from tracker.practice.answers import next_words, reminder
from tracker.ui.calendar.goals_and_rests import Aim, AimsScreen
from tracker.ui.widgets.rows import Column


class RemindersScreen(AimsScreen):
    """When to be asked; they know rest days, and what is done already."""

    HELP = (
        "A line on Today says what is due, until it is done. The bell is a setting of its own; "
        "nothing is said while a session runs."
    )
    EXAMPLE = "daily 21:00, or mat mon wed fri 7:30, from 1 dec"
    COLUMNS: ClassVar[Sequence[Column]] = (Column(8), Column())

    @property
    def heading(self) -> str:
        """What they are."""
        return "Reminders"

    def aims(self) -> Sequence[Aim]:
        """All of them, by their time of day."""
        found = self.tracker.journal.facts(Reminder)
        return sorted(found, key=lambda reminder: (reminder.at, reminder.id))

    def cells(self, aim: Aim) -> tuple[str, str]:
        """``mat``, ``Monday, Wednesday 7:30``."""
        if not isinstance(aim, Reminder):
            raise TypeError("a reminder is wanted")
        words = aim.words
        if aim.since > self.tracker.today:
            words += f", from {self.written(aim.since)}"
        return aim.kind, f"{words} · {aim.note}" if aim.note else words

    def label(self, aim: Aim) -> str:
        """As the command names the step."""
        return f"remind {aim.words}" if isinstance(aim, Reminder) else super().label(aim)

    def effects(self, change: Change) -> str:
        """When a new one comes first."""
        new = change.after
        return next_words(self.tracker, new) if isinstance(new, Reminder) else ""

    def meant(self, text: str) -> Aim:
        """The reminder of the line; of points unless it names the mat."""
        tracker = self.tracker
        try:
            line = reminder_entry(text, tracker.today, tracker.settings.date_order)
            return reminder(tracker, line)
        except ReminderError as wrong:
            raise LineError(str(wrong)) from wrong
