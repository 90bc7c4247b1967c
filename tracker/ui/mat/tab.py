"""The mat tab: a line to log with, totals, the streak and the history of mat sessions."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.widgets import Input, Static

from tracker.core.calendar.grid import Grid
from tracker.core.calendar.heatmap import Measure, heatmap
from tracker.core.days.done_words import day_done, in_all, today_done
from tracker.core.days.explanation import why_streak
from tracker.core.days.explanation_words import streak_lines
from tracker.core.days.practice_days import Days, Totals
from tracker.core.days.streaks import streaks
from tracker.core.days.todays_goal import todays_goal
from tracker.core.entry.new_records import EntryError
from tracker.core.facts.sessions import Kind, MatSession, Practice
from tracker.core.text.dates import day_words
from tracker.core.text.durations import duration_words
from tracker.core.text.examples import MAT
from tracker.practice import entries
from tracker.practice.own.mat_plan import plan_line
from tracker.ui.records.edit import edit, remove
from tracker.ui.records.record_page import RecordScreen
from tracker.ui.records.record_rows import OF_THE_MAT, RecordRows
from tracker.ui.screens.effect_memo import EffectMemo
from tracker.ui.screens.kinds import TabScreen
from tracker.ui.screens.lazy import lazy_screen
from tracker.ui.terminal.capabilities import look_of
from tracker.ui.widgets.caution_lines import caution_text
from tracker.ui.widgets.days.heatmap import HeatmapGrid
from tracker.ui.widgets.days.last_weeks import LastWeeks
from tracker.ui.widgets.rows import Rows
from tracker.ui.widgets.signpost_line import SignpostLine

PAGE: Final = 200
"""Records read at a time."""
_NEAR: Final = 40
ROOM_FOR_YEAR: Final = 34
"""Rows that the screen needs for a year above the history."""


class MatScreen(TabScreen):
    """Mat sessions, newest first, read as the cursor nears the end."""

    TAB = "mat"
    HELP = (
        f"Type {MAT} and press enter, or start the timer. Below is every mat session, newest first."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,i", "line", "log", id="mat.line", tooltip="Log time on the mat in one line"),
        Binding("s", "timer", "timer", id="mat.timer", tooltip="Lie down with the timer"),
        Binding(
            "p", "plan", "four weeks", id="mat.plan", show=False, tooltip="Four weeks, to begin"
        ),
        Binding("e", "edit", "edit", id="mat.edit"),
        Binding("D", "remove", "remove", id="mat.remove"),
        Binding("w", "why", "why", id="mat.why", tooltip="Why the streak is as long as it is"),
        Binding("escape", "list", "to the list", id="mat.list"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._older: Iterator[Practice] = iter(())
        self._read: list[MatSession] = []
        self._effects = EffectMemo()

    def compose_body(self) -> ComposeResult:
        """Streak and totals, a line to log with, the history."""
        line = Input(placeholder=MAT, id="log-line")
        line.cursor_blink = False
        yield Static(id="standing", markup=False)
        yield LastWeeks(id="weeks")
        yield Static(id="plan", classes="quiet", markup=False)
        yield line
        yield SignpostLine()
        yield Static(id="log-said", markup=False)
        yield HeatmapGrid(id="year")
        words = "Nothing yet. A first time: 5 minutes, through something thin."
        yield RecordRows(OF_THE_MAT, id="history", empty=words)

    def on_mount(self) -> None:
        """Focus the history; `/` goes to the line."""
        super().on_mount()
        self.query_one("#history").focus()
        self._say()

    def redraw(self) -> None:
        """Show the current records; the cursor stays on its record."""
        rows = self.query_one("#history", RecordRows)
        kept = rows.current
        shown = max(PAGE, len(self._read))
        self._older = self.tracker.journal.newest(Kind.MAT)
        self._read = self._next(shown)
        same = (at for at, one in enumerate(self._read) if kept and one.id == kept.id)
        rows.show(self._read, cursor=next(same, None))
        self.refresh_bindings()
        self._stand()

    def _stand(self) -> None:
        days = self.tracker.days(Kind.MAT)
        look = look_of(self.app, self.tracker.settings)
        self.query_one("#standing", Static).update(
            mat_standing(days, hidden=self.tracker.settings.hides_streaks)
        )
        plan, line = self.query_one("#plan", Static), plan_line(self.tracker)
        plan.update(Content(f"{line}   p reads it" if line else ""))
        plan.display = bool(line)
        weeks = self.query_one("#weeks", LastWeeks)
        weeks.show(days, look)
        weeks.visible = bool(days.summaries)
        grid = self.query_one("#year", HeatmapGrid)
        if self.has_class("-year"):
            last_days = Grid.rolling(days.today, days.week_starts)
            year = heatmap(last_days, Measure.MINUTES, days)
            grid.show(year, look, grid.cursor or days.today)

    def on_resize(self, event: Resize) -> None:
        """Show a year instead of the last weeks where there is room."""
        if (event.size.height >= ROOM_FOR_YEAR) is not self.has_class("-year"):
            self.toggle_class("-year")
            self._stand()

    @on(HeatmapGrid.Opened)
    def day_opened(self, event: HeatmapGrid.Opened) -> None:
        """Open a day of the year."""
        from tracker.ui.calendar.day import DayScreen

        self.app.push_screen(DayScreen(event.day))

    def _next(self, count: int) -> list[MatSession]:
        return [one for one in islice(self._older, count) if isinstance(one, MatSession)]

    @on(Rows.Highlighted, "#history")
    def near_the_end(self, event: Rows.Highlighted) -> None:
        """Read older records when the cursor nears the end."""
        rows = event.rows
        if rows.cursor + _NEAR >= len(self._read) and (older := self._next(PAGE)):
            self._read += older
            self.query_one("#history", RecordRows).show(self._read)

    @on(Input.Changed, "#log-line")
    def typed(self) -> None:
        """Show the meaning of the line so far."""
        self._say()

    @on(Input.Submitted, "#log-line")
    def keep(self) -> None:
        """Record the session of the line."""
        try:
            entry = self._entry()
        except EntryError as wrong:
            self._said(Content.styled(str(wrong), "$error"))
            return
        if self.tracker.change(entries.keep, self.tracker, entry):
            line = self.query_one("#log-line", Input)
            line.value = ""
            self.query_one("#history", RecordRows).focus()

    def _entry(self) -> entries.Entry:
        return entries.mat(self.tracker, self.query_one("#log-line", Input).value)

    def _say(self) -> None:
        typed = self.query_one("#log-line", Input).value.strip()
        self.query_one(SignpostLine).answer(self.tracker, typed)
        if not typed:
            self._said(Content(""))
            return
        try:
            entry = self._entry()
        except EntryError as wrong:
            self._said(Content.styled(str(wrong), "$quiet"))
            return
        streak = self._effects.effect(entry)
        understood = Content.assemble(f"{entry.words}  ·  {entry.when}\n", (streak, "$primary"))
        lines = entry.cautions.lines()
        self._said(Content("\n").join([understood, *([caution_text(lines)] if lines else [])]))

    def _said(self, words: Content) -> None:
        self.query_one("#log-said", Static).update(words)

    def action_line(self) -> None:
        """Focus the line."""
        self.query_one("#log-line").focus()

    def action_list(self) -> None:
        """Focus the history; the line keeps its text."""
        self.query_one("#history").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer editing only with a record; the line has its own keys."""
        typing = isinstance(self.focused, Input)
        if action in {"edit", "remove"}:
            return bool(self._read)
        return typing is (action == "list") if action in {"list", "line"} else True

    @on(Rows.Chosen, "#history")
    def opened(self, event: Rows.Chosen) -> None:
        """Show everything about a record."""
        if isinstance(event.item, MatSession):
            self.app.push_screen(RecordScreen(event.item))

    def action_edit(self) -> None:
        """Correct the record under the cursor."""
        if (current := self._current()) is not None:
            edit(self, current, self.tracker)

    def action_remove(self) -> None:
        """Ask, then remove the record under the cursor."""
        if (current := self._current()) is not None:
            remove(self, current, self.tracker)

    def action_why(self) -> None:
        """Explain the streak."""
        from tracker.ui.screens.text_page import ReadingScreen

        order, days = self.tracker.settings.date_order, self.tracker.days(Kind.MAT)
        if self.tracker.settings.hides_streaks:
            lines = [day_done(days, days.today, lambda day: day_words(day, order)), in_all(days)]
        else:
            lines = streak_lines(why_streak(days), lambda day: day_words(day, order))
        self.app.push_screen(ReadingScreen("Why", lines))

    def action_plan(self) -> None:
        """Read the four weeks with a mat; begin or stop them."""
        self.app.push_screen(lazy_screen("mat plan")())

    def action_timer(self) -> None:
        """Begin a timed mat session."""
        self.app.call_later(self.app.run_action, "app.start_mat")

    def _current(self) -> Practice | None:
        return self.query_one("#history", RecordRows).current


def mat_standing(days: Days, *, hidden: bool = False) -> Content:
    """The current streak and goal; below, the totals of this week, this month and ever.

    `hidden`: whether it is done today, and the total.
    """
    if hidden:
        return Content.assemble(today_done(days), "\n", (in_all(days), "$quiet"))
    run, goal = streaks(days).current, todays_goal(days)
    first: list[str | tuple[str, str]] = []
    if goal is None:
        first.append(("no goal for the mat, so no streak: only totals", "$quiet"))
    else:
        if run:
            first.append((f"streak {run.words}   ", "$primary"))
        first.append(goal.words)
    today = days.today
    week = today - timedelta(days=(today.weekday() - days.week_starts) % 7)
    spans = (
        ("this week", days.totals(week, today)),
        ("this month", days.totals(today.replace(day=1), today)),
        ("all", days.totals(date.min, today)),
    )
    totals = "   ".join(f"{name} {_totals(total)}" for name, total in spans)
    return Content.assemble(*first, "\n", (totals, "$quiet"))


def _totals(total: Totals) -> str:
    return f"{duration_words(total.seconds)}, {total.count}×" if total.count else "nothing"
