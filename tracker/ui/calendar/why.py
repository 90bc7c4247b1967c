"""Opens the explanation of a day's state and of the streaks."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from textual.screen import Screen

from tracker.core.calendar.heatmap import Heatmap
from tracker.core.calendar.heatmap_words import reading
from tracker.core.days.done_words import day_done, in_all
from tracker.core.days.explanation import why_day, why_streak
from tracker.core.days.explanation_words import day_lines, streak_lines
from tracker.core.days.practice_days import Days
from tracker.core.facts.sessions import Kind
from tracker.core.text.dates import day_words
from tracker.ui.screens.text_page import ReadingScreen
from tracker.ui.screens.tracker import Tracker


def show_why(
    screen: Screen[Any], tracker: Tracker, day: date, kinds: Iterable[Kind] = Kind
) -> None:
    """Explain a day and the current streak of each of these kinds."""
    lines = [line for kind in kinds for line in _lines(tracker, day, kind)]
    screen.app.push_screen(ReadingScreen("Why", lines))


def _lines(tracker: Tracker, day: date, kind: Kind) -> Iterator[str]:
    order = tracker.settings.date_order

    def written(day: date) -> str:
        return day_words(day, order)

    days = tracker.days(kind)
    if tracker.settings.hides_streaks:
        yield day_done(days, day, written)
        yield in_all(days)
        yield ""
        return
    records = tracker.journal.between(kind, day, day)
    yield from day_lines(why_day(days, day, records), written)
    yield ""
    yield from streak_lines(why_streak(days), written)
    yield ""


def show_reading(screen: Screen[Any], tracker: Tracker, shown: Heatmap, kinds: list[Days]) -> None:
    """Show these days as sentences, for screen readers."""
    order = tracker.settings.date_order
    hidden = tracker.settings.hides_streaks
    lines = [*map(in_all, kinds)] if hidden else reading(shown, lambda day: day_words(day, order))
    screen.app.push_screen(ReadingScreen("The year in words", lines))
