"""The list of reminders, with a line that reads the words of 'tsubo remind add'."""

from collections.abc import Sequence
from typing import ClassVar

from tracker.core.facts.reminders import Reminder, reminder_entry
from tracker.core.text.examples import REMINDERS
from tracker.journal.journal import Change
from tracker.practice.answers import next_words, reminder, reminder_label
from tracker.ui.screens.entry_list import EntryList
from tracker.ui.widgets.rows import Column


class RemindersScreen(EntryList[Reminder]):
    """Reminders, by their time of day. They skip rest days and what is done already."""

    HELP = (
        "A line on Today says what is due, until it is done. The bell is a setting of its own; "
        "nothing is said while a session runs."
    )
    EXAMPLE = ", or ".join(REMINDERS)
    COLUMNS: ClassVar[Sequence[Column]] = (Column(8), Column())

    @property
    def heading(self) -> str:
        """The title."""
        return "Reminders"

    def entries(self) -> Sequence[Reminder]:
        """All of them, by their time of day."""
        found = self.tracker.journal.facts(Reminder)
        return sorted(found, key=lambda reminder: (reminder.at, reminder.id))

    def cells(self, entry: Reminder) -> tuple[str, str]:
        """``mat``, ``Monday, Wednesday 7:30``."""
        words = entry.words
        if entry.since > self.tracker.today:
            words += f", from {self.written(entry.since)}"
        return entry.kind, f"{words} · {entry.note}" if entry.note else words

    def label(self, entry: Reminder) -> str:
        """``reminder daily 21:00``."""
        return reminder_label(entry)

    def effects(self, change: Change) -> str:
        """The first moment of a new reminder."""
        new = change.after
        return next_words(self.tracker, new) if isinstance(new, Reminder) else ""

    def entry_of(self, text: str) -> Reminder:
        """The reminder of the line; of points unless it names the mat."""
        tracker = self.tracker
        line = reminder_entry(text, tracker.today, tracker.settings.date_order)
        return reminder(tracker, line)
