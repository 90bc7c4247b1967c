"""Where the parts of the calendar are at a size of the screen."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from tracker.core.calendar.grid import Grid
from tracker.core.days.practice_days import Days
from tracker.ui.widgets.days.month import month_of

NORMAL, YEAR_APART, CARD, BROAD = 72, 80, 118, 188
"""Columns for a year; for one with its months apart; for a card beside it; for large squares."""
SHORT, MEDIUM, HALVES, OTHER, LARGE, MOOD = 18, 24, 28, 38, 50, 57
"""Rows: for a legend, for a month below, for two halves, another year, large ones, the moods."""
_DAYS_OF_MONTHS = 60
"""Days after the first record that the calendar opens on the month."""


class View(StrEnum):
    """What is shown."""

    MONTH = "month"
    YEAR = "year"
    ROLLING = "365 days"


_IN_TURN = (View.YEAR, View.ROLLING, View.MONTH)


class Layout(NamedTuple):
    """The parts that there is room for."""

    view: View
    narrow: bool
    low: bool
    card: bool
    """Whether a card is beside the year."""
    month: bool
    """Whether the month is below the year, or in the card."""
    is_apart: bool
    """Whether the months of a year are apart."""
    cell: int
    """Columns of a square of the year."""
    halves: int
    other: bool
    """Whether the year of the other kind is there too."""
    other_halves: int
    mood: bool


def layout(width: int, height: int, view: View) -> Layout:
    """The parts at this size; a year needs a screen that is neither narrow nor low."""
    narrow, low = width < NORMAL, height < SHORT
    if (narrow or low) and view is View.YEAR:
        view = View.MONTH
    year = view is View.YEAR
    card = year and width >= CARD and height >= MEDIUM
    broad = card and width >= BROAD and height >= LARGE
    halves = year and width >= CARD - 8 and height >= HALVES
    return Layout(
        view=view,
        narrow=narrow,
        low=low,
        card=card,
        month=card or (view is not View.MONTH and width >= YEAR_APART and height >= MEDIUM),
        is_apart=width >= YEAR_APART,
        cell=3 if broad else 2 if halves else 1,
        halves=2 if halves else 1,
        other=card and height >= OTHER,
        other_halves=2 if broad else 1,
        mood=broad and height >= MOOD,
    )


def after(now: View, width: int, height: int) -> View:
    """The view after this one: the year, the last 365 days, the month."""
    views = [*_IN_TURN]
    view = views[(views.index(now) + 1) % len(views)]
    return View.ROLLING if layout(width, height, view).view is now else view


def moved(day: date, view: View, by: int) -> date:
    """The same date a month or a year earlier or later, or the last one that there is."""
    if view is View.MONTH:
        month = month_of(day.replace(day=1) + timedelta(days=31 if by > 0 else -1))
    else:
        month = month_of(day.replace(year=day.year + by, day=1))
    return month.first.replace(day=min(day.day, month.last.day))


def opens_on(kinds: Iterable[Days]) -> View:
    """The month for the first days, then the year."""
    firsts = [days.first_record for days in kinds if days.first_record]
    today = next(iter(kinds)).today
    recent = not firsts or (today - min(firsts)).days < _DAYS_OF_MONTHS
    return View.MONTH if recent else View.YEAR


def first_year(kinds: Iterable[Days], year: int, week_starts: int) -> Grid:
    """A year, in the first one from the month of the first record on."""
    grid = Grid.of_year(year, week_starts)
    firsts: list[date] = [days.first_record for days in kinds if days.first_record]
    first = min(firsts, default=grid.first)
    if first.year == year:
        return Grid(first.replace(day=1), grid.last, week_starts)
    return grid
