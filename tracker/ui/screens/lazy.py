"""Screens that are imported when they are first opened, so that an unopened tab costs nothing."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from textual.screen import Screen

PAGES: Final = {
    "today": ("today.tab", "TodayScreen"),
    "points": ("points.tab", "PointsScreen"),
    "sessions": ("records.tab", "SessionsScreen"),
    "mat": ("mat.tab", "MatScreen"),
    "calendar": ("calendar.tab", "CalendarScreen"),
    "insights": ("insights.tab", "InsightsScreen"),
    "choose session": ("session.choose", "StartScreen"),
    "prepare points": ("session.prepare_points", "PrepareScreen"),
    "prepare mat": ("session.prepare_mat", "PrepareMatScreen"),
    "log points": ("records.log_points", "LogPointsScreen"),
    "log mat": ("records.log_mat", "LogMatScreen"),
    "routines": ("points.routines", "RoutinesScreen"),
    "import": ("points.import_file", "ImportFileScreen"),
    "mat plan": ("mat.plan", "MatPlanScreen"),
    "goals": ("calendar.goals_and_rests", "GoalsScreen"),
    "rest days": ("calendar.goals_and_rests", "RestsScreen"),
    "reminders": ("today.reminders", "RemindersScreen"),
    "night": ("today.night", "NightScreen"),
    "changes": ("records.changes", "ChangesScreen"),
    "settings": ("settings.screen", "SettingsScreen"),
    "about you": ("help.about_you", "FlagsScreen"),
    "about tsubo": ("help.about", "AboutScreen"),
    "take check": ("insights.check_dialogs", "CheckScreen"),
    "checks": ("insights.check_dialogs", "ChecksScreen"),
}
"""Every screen that is opened by name: its module in ``tracker.ui`` and its class. Tabs come first.

``tests/project/test_pages.py`` resolves each, and finds each name that is used.
"""


def screen_class(page: str) -> Any:
    """The class of a screen of ``PAGES``; its module is imported."""
    module, name = PAGES[page]
    return getattr(import_module(f"tracker.ui.{module}"), name)


def lazy_screen(page: str, *given: object) -> Callable[[], Screen[Any]]:
    """A function that makes this screen of ``PAGES``, with these arguments."""

    def screen() -> Screen[Any]:
        made: Screen[Any] = screen_class(page)(*given)
        return made

    return screen
