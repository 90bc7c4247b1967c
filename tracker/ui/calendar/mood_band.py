"""The moods of a year, a mark a week, below the squares of a huge calendar."""

from collections import defaultdict

from textual.content import Content

from tracker.core.calendar.grid import Grid
from tracker.core.days.dated_goals import week_start
from tracker.core.facts.goals_and_rests import Kind
from tracker.core.insights.mood_days import ENOUGH
from tracker.ui.screens.tracker import Tracker

_ROWS = (10, 8, 6, 4, 2, 0)
_LABEL = 7


def band(tracker: Tracker, grid: Grid) -> list[Content]:
    """A heading and rows; empty below `ENOUGH` answers."""
    weeks: defaultdict[int, list[int]] = defaultdict(list)
    first = week_start(grid.first.toordinal(), grid.week_starts)
    for kind in Kind:
        for record in tracker.journal.between(kind, grid.first, grid.last):
            if record.mood_after is not None:
                weeks[(record.day.toordinal() - first) // 7].append(record.mood_after)
    if sum(map(len, weeks.values())) < ENOUGH:
        return []
    title = "Mood after sessions"
    lines = [
        Content.assemble((title, "bold"), "  a mark a week: low, average, high"),
        Content(""),
    ]
    last = max(weeks)
    for top in _ROWS[1:-1]:
        row = "".join(_mark(weeks[week], top) + " " for week in range(last + 1))
        label = str(top) if top in {8, 2} else ""
        lines.append(Content.assemble((f"{label:<{_LABEL}}", "$quiet"), (row, "$primary")))
    return lines


def _mark(moods: list[int], row: int) -> str:
    """The mark of a week in the row of a mood and the one above it."""
    if not moods:
        return " "
    low, high, mean = min(moods), max(moods), sum(moods) / len(moods)
    if row <= mean < row + 2 or (row == _ROWS[1] and mean >= row + 2):
        return "■"
    if row <= high < row + 2 or (row == _ROWS[1] and high >= row + 2):
        return "╷"
    return "╵" if row <= low < row + 2 else " "
