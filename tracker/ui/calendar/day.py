"""A day opened: its records, to add, correct, move and remove; and its rest day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tracker.core.days.dated_goals import goal_words
from tracker.core.days.done_words import day_done
from tracker.core.facts.sessions import Kind, Practice
from tracker.core.text.dates import day_words
from tracker.practice import goals
from tracker.ui.calendar.acts import DayActs
from tracker.ui.calendar.why import show_why
from tracker.ui.records.edit import edit, remove
from tracker.ui.records.record_page import RecordScreen
from tracker.ui.records.record_rows import OF_A_DAY, RecordRows
from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.rows import Rows


class DayScreen(DayActs, Dialog[None]):
    """The records of one practice day, its goals and rests."""

    HELP = "Everything of this day. a and m log to it, r makes it a rest day or takes that back."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "log_points", "log points", id="day.log-points"),
        Binding("m", "log_mat", "log mat", id="day.log-mat"),
        Binding("e", "edit", "edit", id="day.edit"),
        Binding("D", "remove", "remove", id="day.remove"),
        Binding("r", "rest", "rest day", id="day.rest", tooltip="A rest day, or not any more"),
        Binding("w", "why", "why", id="day.why"),
        Binding("u", "app.undo", "undo", id="day.undo"),
        Binding("ctrl+r", "app.redo", "redo", id="day.redo", show=False),
        Binding(
            "left_square_bracket,less_than_sign",
            "day(-1)",
            "day before",
            id="day.before",
            show=False,
        ),
        Binding(
            "right_square_bracket,greater_than_sign",
            "day(1)",
            "day after",
            id="day.after",
            show=False,
        ),
        Binding("question_mark", "app.help", "keys", id="day.help"),
        Binding("q", "leave", "back", id="day.leave", show=False),
    ]

    def __init__(self, day: date) -> None:
        super().__init__()
        self._day = day

    @property
    def day(self) -> date:
        """The day that is shown."""
        return self._day

    def compose(self) -> ComposeResult:
        """The state of the day, its records, the keys."""
        with Vertical(classes="dialog -tall"):
            yield Static(id="title", classes="title", markup=False)
            yield Static(id="stands", classes="words", markup=False)
            yield RecordRows(OF_A_DAY, id="records", empty="No practice this day.")
            yield Static(self._keys(), classes="answers")

    def _keys(self) -> Content:
        parts: list[str | tuple[str, str]] = []
        for key, word in (
            ("a m", "log"),
            ("e", "edit"),
            ("D", "remove"),
            ("r", "rest"),
            ("w", "why"),
            ("u", "undo"),
            ("[ ]", "day"),
            ("esc", "back"),
        ):
            parts += [(key, "$primary"), (f" {word}  ", "$quiet")]
        return Content.assemble(*parts)

    def on_mount(self) -> None:
        """Focus the list; follow changes made elsewhere."""
        self.query_one("#records").focus()
        self.follow()
        self.watch(self.app, "revision", self.follow, init=False)

    def follow(self) -> None:
        """Show the day as it is now."""
        tracker = self.tracker
        self.query_one("#title", Static).update(Content(self._written(self._day)))
        self.query_one("#stands", Static).update(Content("\n".join(self._stands())))
        self.query_one("#records", RecordRows).show(tracker.journal.practices(self._day))

    def _stands(self) -> Iterator[str]:
        for kind in Kind:
            days = self.tracker.days(kind)
            if self.tracker.settings.hides_streaks:
                yield day_done(days, self._day, self._written)
                continue
            goal = days.goal(self._day)
            asked = goal_words(goal) if goal else "no goal"
            yield f"{kind.value.capitalize()}: {days.state(self._day).words} ({asked})"
        for rest in goals.rests(self.tracker, self._day):
            span = "this day" if rest.start == rest.end else goals.rest_words(self.tracker, rest)[0]
            yield f"Rest: {rest.why}, {span}"

    def _written(self, day: date) -> str:
        return day_words(day, self.tracker.settings.date_order)

    @property
    def _current(self) -> Practice | None:
        return self.query_one("#records", RecordRows).current

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer editing only with a record, and logging only up to today."""
        if action in {"edit", "remove"} and self.is_mounted:
            return self._current is not None
        if action in {"log_points", "log_mat"}:
            return self._day <= self.tracker.today
        return True

    @on(Rows.Chosen)
    def _open(self, chosen: Rows.Chosen) -> None:
        if isinstance(chosen.item, Practice):
            self.app.push_screen(RecordScreen(chosen.item))

    def action_day(self, by: int) -> None:
        """The day before or after."""
        self._day += timedelta(days=by)
        self.follow()
        self.refresh_bindings()

    def action_edit(self) -> None:
        """Correct the record under the cursor."""
        if (current := self._current) is not None:
            edit(self, current, self.tracker)

    def action_remove(self) -> None:
        """Ask, then remove the record under the cursor."""
        if (current := self._current) is not None:
            remove(self, current, self.tracker)

    def action_why(self) -> None:
        """Explain the day's state and the streaks."""
        show_why(self, self.tracker, self._day)
