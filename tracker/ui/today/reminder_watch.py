"""Watches reminders while the app is open: what is due, and a notice when a reminder comes.

The rules are worked out after a change and once a day; in between, each second compares two
moments.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, cast

from textual.app import App

from tracker.config.settings import Settings
from tracker.core.days.due import Due, day_begins, due
from tracker.core.facts.goals_and_rests import Kind
from tracker.core.facts.reminders import Reminder, coming
from tracker.ui.screens.kinds import SessionScreen
from tracker.ui.screens.tracker import Tracker


class _Found(NamedTuple):
    """The reminders due in one state of the journal, and when to compute them again."""

    state: tuple[int, date, Settings]
    due: tuple[Due, ...] = ()
    again: datetime | None = None


class ReminderWatch:
    """Knows which reminders are due, and notifies of them, but never during a session."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._found: _Found | None = None
        self._polled: datetime | None = None

    @property
    def _tracker(self) -> Tracker:
        return cast("Tracker", self._app)

    @property
    def due(self) -> Sequence[Due]:
        """Reminders due today and not done yet; empty on a rest day."""
        tracker, found = self._tracker, self._found
        state = (tracker.journal.revision, tracker.today, tracker.settings)
        stale = found is None or found.state != state
        if found is None or stale or (found.again is not None and tracker.now() >= found.again):
            found = self._found = self._find(state)
        return found.due

    def _find(self, state: tuple[int, date, Settings]) -> _Found:
        tracker = self._tracker
        reminders = tracker.journal.facts(Reminder)
        if not reminders:
            return _Found(state)
        now, hour = tracker.now(), tracker.settings.day_starts_at
        begun = day_begins(tracker.today, hour, now.tzinfo)
        ends = day_begins(tracker.today + timedelta(days=1), hour, now.tzinfo)
        numbers = not tracker.settings.hides_streaks
        each = (
            due(tracker.days(kind), reminders, now, begun, None, numbers=numbers) for kind in Kind
        )
        found = tuple(one for one in each if one is not None and one.at is not None)
        return _Found(state, found, coming(reminders, now, ends))

    def poll(self) -> None:
        """Notify once of each reminder that came since the last call."""
        since, self._polled = self._polled, self._tracker.now()
        found = self.due
        if since is None or not found:
            return
        came = [each for each in found if each.at is not None and each.at > since]
        if came and not self._quiet():
            if self._tracker.config.settings.reminder_bell:
                self._app.bell()
            if getattr(self._app.screen, "TAB", "") != "today":  # Today shows it as a line
                self._app.notify(reminded_words(came), markup=False, timeout=8)

    def _quiet(self) -> bool:
        """Whether a session or help for hard moments is open."""
        from tracker.ui.help.help_now import HelpNowScreen

        quiet = (SessionScreen, HelpNowScreen)
        return any(isinstance(screen, quiet) for screen in self._app.screen_stack)


def reminded_words(found: Sequence[Due]) -> str:
    """``Reminder 21:00: points, 0 of 1 today``; notes are shown as text."""
    said = []
    for each in found:
        words = f"Reminder {each.at:%H:%M}: {each.kind}, {each.words}"
        said.append(f"{words} · {each.note}" if each.note else words)
    return "   ".join(said)
