"""The card beside Today on a wide screen: the month, the moods, what is to come, what was lately.

On a huge one it has two months, and the totals in place of the last records.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from tracker.core.calendar.heatmap import Measure, heatmap
from tracker.core.calendar.heatmap_words import MONTHS
from tracker.core.days.dated_goals import week_start
from tracker.core.days.due import to_come
from tracker.core.facts.goals_and_rests import Kind
from tracker.core.facts.reminders import Reminder
from tracker.core.insights.mood_days import mean_since, mood_chart, mood_days
from tracker.core.text.dates import day_words
from tracker.core.text.durations import duration_words
from tracker.ui.screens.tracker import Tracker
from tracker.ui.terminal.capabilities import look_of
from tracker.ui.today.lately import short_rows
from tracker.ui.widgets.days.day_grid import DayGrid
from tracker.ui.widgets.days.month import MonthGrid, month_of

if TYPE_CHECKING:
    from tracker.core.days.practice_days import Days

_WEEK: Final = timedelta(days=7)
_MONTHS: Final = ("month-before", "this-month")
_ROWS: Final = 4
"""Rows of the moods."""
_NAME, _BAR, _LENGTH = 22, 22, 13
"""Columns of the points that were pressed most."""
_MOST: Final = 4
_YEAR: Final = timedelta(days=364)
OWN: Final = "These are your own answers, no more."


class _MonthName(Static):
    """A tap on it opens the calendar."""

    ALLOW_SELECT = False

    async def on_click(self, event: Click) -> None:
        event.stop()
        await self.run_action("app.tab('calendar')")


class TodayCard(Vertical):
    """Everything in it is made after the first frame."""

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__(id="card")
        self.huge = False

    def compose(self) -> ComposeResult:
        """The months beside each other, then the sections."""
        with Horizontal(id="months"):
            for month in _MONTHS:
                with Vertical(id=month, classes="month"):
                    yield _MonthName(classes="month-name", markup=False)
                    yield (grid := MonthGrid())
                    grid.can_focus = False
        for name in ("moods", "to-come", "totals", "most", "lately-card"):
            yield Static(id=name, classes="section", markup=False)

    def show(self, tracker: Tracker, *, huge: bool) -> None:
        """Show the person's practice as it is now, as much of it as there are rows for."""
        self.huge = huge
        room = self.app.size.height - (7 if huge else 4)
        self.styles.height = room
        self._show_months(tracker)
        room -= 13 if huge else 11  # the padding and the month
        left_out = "lately-card" if huge else "totals most"
        for name in ("to-come", "totals", "most", "lately-card", "moods"):
            lines = [] if name in left_out else [*self._lines(name, tracker)]
            takes = len(lines) + (3 if huge else 2)
            section = self.query_one(f"#{name}", Static)
            section.display = bool(lines) and takes <= room
            if section.display:
                room -= takes
                section.update(Content("\n").join(lines))

    def _show_months(self, tracker: Tracker) -> None:
        look, today = look_of(self.app, tracker.settings), tracker.today
        days = tracker.days(Kind.POINTS)
        month = today
        for name in reversed(_MONTHS):
            column = self.query_one(f"#{name}")
            column.display = self.huge or name == "this-month"
            if not column.display:
                continue
            grid = column.query_one(MonthGrid)
            grid.set_pitch(4 if self.huge else 5)
            shown = heatmap(month_of(month, days.week_starts), Measure.MINUTES, days)
            grid.show(shown, look, None)
            column.query_one(_MonthName).update(MONTHS[month.month - 1])
            month = shown.grid.first - timedelta(days=1)

    @on(DayGrid.Opened)
    def _open(self, opened: DayGrid.Opened) -> None:
        from tracker.ui.calendar.day import DayScreen

        opened.stop()
        self.app.push_screen(DayScreen(opened.day))

    def _lines(self, name: str, tracker: Tracker) -> Iterator[Content]:
        match name:
            case "moods":
                yield from self._moods(tracker)
            case "to-come":
                yield from self._to_come(tracker)
            case "lately-card":
                rows = short_rows(tracker, self.content_size.width or 36)
                yield from _headed("Lately", rows)
            case "totals":
                yield from _headed("In all", _totals(tracker))
            case _:
                yield from _most_pressed(tracker)

    def _moods(self, tracker: Tracker) -> Iterator[Content]:
        """A column a day; a day without an answer is a gap."""
        width, label = (53, 4) if self.huge else (30, 3)
        first = tracker.today - timedelta(days=width - 1)
        records = (tracker.journal.between(kind, first, tracker.today) for kind in Kind)
        moods = mood_days(each for found in records for each in found)
        if not moods:
            return
        title, span = "Mood after sessions", f"last {width} days"
        gap = 11 if self.huge else 5
        yield Content.assemble((title, "bold"), (f"{'':{gap}}{span}", "$quiet"))
        yield Content("")
        shown = [moods.get(first + timedelta(days=at)) for at in range(width)]
        labels = ("8", "", "", "2")
        for mark, row in zip(labels, mood_chart(shown, _ROWS), strict=True):
            yield Content.assemble((f"{mark:<{label}}", "$quiet"), (row, "$primary"))
        since = f"{first.day} {first:%b}"
        yield Content.styled(f"{'':{label}}{since:<{width - 5}}today", "$quiet")
        if self.huge:
            yield Content("")
        if words := self._averages(tracker, moods):
            yield Content(words)
        yield Content.styled(OWN, "$quiet")

    def _averages(self, tracker: Tracker, moods: dict[date, float]) -> str:
        settings = tracker.settings
        if settings.hides_streaks:
            return ""
        start = date.fromordinal(week_start(tracker.today.toordinal(), settings.first_weekday))
        mean = mean_since(moods, start)
        words = "" if mean is None else f"{mean:.1f} on average this week"
        if self.huge and words:
            earlier = {day: mood for day, mood in moods.items() if day < start}
            before = mean_since(earlier, start - _WEEK)
            return words + (f", {before:.1f} the week before." if before is not None else ".")
        return words

    def _to_come(self, tracker: Tracker) -> Iterator[Content]:
        now = tracker.now()
        found = to_come(tracker.journal.facts(Reminder), now)
        if not found:
            return
        yield Content.styled("To come", "bold")
        for each in found:
            clock, day = f"{each.at:%H:%M}", each.day_words(now.date())
            when = clock if day == "today" else day
            when = f"{day} {clock}" if self.huge else when
            wide = 16 if self.huge else 7
            yield Content.assemble((f"{when:<{wide}}", "$quiet"), f"remind: {each.kind}")


def _headed(heading: str, rows: list[Content]) -> Iterator[Content]:
    if rows:
        yield Content.styled(heading, "bold")
        yield from rows


def _totals(tracker: Tracker) -> list[Content]:
    """The days and times of each kind; nothing in them can fall."""
    rows = []
    for kind in Kind:
        days: Days = tracker.days(kind)
        total = days.totals(date.min, tracker.today)
        if not total.count:
            continue
        words = f"{total.days} days" if kind is Kind.POINTS else f"{total.count} times"
        words = f"{words}, {duration_words(total.seconds)}"
        if days.first_record is not None and kind is Kind.POINTS:
            written = day_words(days.first_record, tracker.settings.date_order)
            words += f", first on {written.partition(' ')[2]}"
        rows.append(Content.assemble((f"{kind.value:<8}", "$quiet"), words))
    return rows


def _most_pressed(tracker: Tracker) -> Iterator[Content]:
    """The points with the most time in twelve months."""
    from typing import cast

    from tracker.core.facts.sessions import Session
    from tracker.core.insights.balance import balance

    first = tracker.today - _YEAR
    found = tracker.journal.between(Kind.POINTS, first, tracker.today)
    shares = balance(cast("list[Session]", found), lambda _: None).points[:_MOST]
    if not shares:
        return
    yield Content.assemble(("Most pressed", "bold"), ("   in twelve months", "$quiet"))
    for share in shares:
        point = tracker.library.find(share.name)
        named = f"{share.name} {point.english}" if point else share.name
        bar = "▄" * max(1, round(_BAR * share.seconds / shares[0].seconds))
        yield Content.assemble(
            f"{named[: _NAME - 1]:<{_NAME}}",
            (f"{bar:<{_BAR}}", "$primary"),
            (f"{duration_words(share.seconds):>{_LENGTH}}", "$quiet"),
        )
