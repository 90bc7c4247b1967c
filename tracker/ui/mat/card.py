"""The card beside the mat on a wide screen: the month, the weeks, how it felt, what comes next."""

from collections.abc import Iterator
from datetime import timedelta
from statistics import fmean
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tracker.core.calendar.heatmap import Measure, heatmap
from tracker.core.calendar.heatmap_words import MONTHS
from tracker.core.facts.sessions import Kind, Layer, MatSession
from tracker.core.insights.periods import week_totals
from tracker.core.points.guard import MatSetting
from tracker.core.text.durations import duration_words
from tracker.practice.cautions import LineKind, of_mat
from tracker.ui.screens.tracker import Tracker
from tracker.ui.terminal.capabilities import look_of
from tracker.ui.widgets.caution_lines import caution_text
from tracker.ui.widgets.days.month import MonthGrid, month_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_WEEKS: Final = 29
_BARS: Final = 4
"""Rows of the weeks."""
_MONTH: Final = timedelta(days=27)
_GENTLY: Final = "Not on broken skin. Stand up slowly."
_NEXT: Final = "You lie bare for {}. There is no need for more."
_ROOM: Final = {False: 26, True: 34}
"""Rows for the sections, with those between them, by whether the card is the broad one."""
_FIRST_TO_GO: Final = ("card-next", "card-weeks", "card-felt")


class MatCard(Vertical):
    """Sections one below the other; a section with nothing to say is left out."""

    ALLOW_SELECT: ClassVar[bool] = False
    _SECTIONS: ClassVar = ("card-weeks", "card-felt", "card-next", "card-gently")

    def compose(self) -> ComposeResult:
        """The month, then the sections."""
        yield Static(classes="month-name", markup=False)
        yield (month := MonthGrid(4))
        month.can_focus = False
        for name in self._SECTIONS:
            yield Static(id=name, classes="section", markup=False)

    def show(self, tracker: Tracker, *, broad: bool) -> None:
        """Show the mat as it is now."""
        days, look = tracker.days(Kind.MAT), look_of(self.app, tracker.settings)
        self.query_one(".month-name", Static).update(MONTHS[tracker.today.month - 1])
        month = self.query_one(MonthGrid)
        month.set_pitch(7 if broad else 4)
        shown = month_of(tracker.today, days.week_starts)
        month.show(heatmap(shown, Measure.MINUTES, days), look, None)
        width = 48 if broad else 32
        last = next(tracker.journal.newest(Kind.MAT), None)
        sections = (
            [] if tracker.settings.hides_streaks else [*_weeks(tracker)],
            [*_felt(tracker)],
            [*_next(last, width + 7 * broad)],
            [*_gently(tracker, last, width, _ROOM[broad] - 2)],
        )
        left_out = self._left_out([[*lines] for lines in sections], width, broad=broad)
        for name, lines in zip(self._SECTIONS, sections, strict=True):
            section = self.query_one(f"#{name}", Static)
            section.display = bool(lines) and name not in left_out
            section.update(Content("\n").join(lines))

    def _left_out(
        self, sections: "Sequence[Sequence[Content]]", width: int, *, broad: bool
    ) -> set[str]:
        """The sections that have to go so that the last one, with the cautions, is whole."""
        rows = {
            name: sum(_rows(line, width) for line in lines) + 1 + broad
            for name, lines in zip(self._SECTIONS, sections, strict=True)
        }
        gone: set[str] = set()
        for name in _FIRST_TO_GO:
            if sum(count for each, count in rows.items() if each not in gone) > _ROOM[broad]:
                gone.add(name)
        return gone


def _weeks(tracker: Tracker) -> Iterator[Content]:
    """A column a week in half cells, with the first and the last month below."""
    days = tracker.days(Kind.MAT)
    weeks = week_totals(days, tracker.today, _WEEKS)
    values = [week.seconds or 0 for week in weeks]
    if not any(values[:-1]):
        return
    yield Content.styled("Minutes a week", "bold")
    yield Content("")
    for row in week_rows(values, _BARS):
        yield Content.styled(row, "$primary")
    first = tracker.today - timedelta(weeks=_WEEKS - 1)
    yield Content.styled(f"{first:%b}{f'{tracker.today:%b}':>{_WEEKS - 4}}", "$quiet")


def week_rows(values: "Sequence[float]", rows: int) -> list[str]:
    """The values as columns of so many rows, in half cells; each above 0 has at least a half."""
    highest = max(values, default=0)
    halves = [max(1, round(2 * rows * value / highest)) if value else 0 for value in values]
    drawn = []
    for low in reversed(range(rows)):
        left = [half - 2 * low for half in halves]
        drawn.append("".join("█" if each > 1 else "▄" if each == 1 else " " for each in left))
    return drawn


def _felt(tracker: Tracker) -> Iterator[Content]:
    found = tracker.journal.between(Kind.MAT, tracker.today - _MONTH, tracker.today)
    lain = [each for each in found if isinstance(each, MatSession)]
    first = [each.discomfort_start for each in lain if each.discomfort_start is not None]
    last = [each.discomfort_end for each in lain if each.discomfort_end is not None]
    if not first or not last:
        return
    yield Content.styled("How it felt", "bold")
    yield Content(f"discomfort at the start{fmean(first):>5.1f}")
    yield Content(f"and at the end{fmean(last):>14.1f}")
    yield Content.styled("your last four weeks, on average", "$quiet")


def _next(last: object, width: int) -> Iterator[Content]:
    if isinstance(last, MatSession) and last.layer is Layer.BARE:
        yield Content.styled("Next step, if you like", "bold")
        for row in wrap(_NEXT.format(duration_words(last.lain)), width):
            yield Content(row)


def _gently(tracker: Tracker, last: object, width: int, room: int) -> Iterator[Content]:
    """What holds for everybody, and what the answers of this person add to the last use.

    What does not fit into so many rows is counted; it is said whole before one lies down.
    """
    yield Content.styled("Go gently", "bold")
    for row in wrap(_GENTLY, width):
        yield Content(row)
    lain = last if isinstance(last, MatSession) else None
    setting = MatSetting(lain.position, lain.layer, lain.lain / 60) if lain else MatSetting()
    lines = [line for line in of_mat(tracker, setting).lines() if line.kind is LineKind.PERSONAL]
    room -= 1 + len(wrap(_GENTLY, width))
    for shown in range(len(lines), 0, -1):
        text, more = caution_text(lines[:shown]), len(lines) - shown
        if _rows(text, width) + bool(more) <= room or shown == 1:
            yield text
            if more:
                yield Content.styled(f"and {more} more; s says them all", "$quiet")
            return


def _rows(text: Content, width: int) -> int:
    return max(1, len(text.wrap(width)))
