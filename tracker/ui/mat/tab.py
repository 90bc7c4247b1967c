"""The mat tab: how it stands, a key that logs it as last time, the timer, every mat session."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from tracker.core.days.done_words import day_done, in_all
from tracker.core.days.explanation import why_streak
from tracker.core.days.explanation_words import streak_lines
from tracker.core.days.practice_days import Days, Totals
from tracker.core.days.today_words import today_words
from tracker.core.facts.sessions import Kind, MatSession, Practice
from tracker.core.text.dates import day_words
from tracker.core.text.durations import duration_words
from tracker.practice.own.mat_plan import plan_line
from tracker.practice.past.last_time import mat_again_words
from tracker.ui.mat.card import MatCard
from tracker.ui.records.edit import edit, remove
from tracker.ui.records.record_page import RecordScreen
from tracker.ui.records.record_rows import OF_THE_MAT, OF_THE_MAT_NARROW, RecordRows
from tracker.ui.screens.kinds import TabScreen
from tracker.ui.screens.lazy import lazy_screen
from tracker.ui.terminal.capabilities import look_of
from tracker.ui.widgets.fitting import fit
from tracker.ui.widgets.key_sentence import KeySentence
from tracker.ui.widgets.kind_weeks import KindWeeks
from tracker.ui.widgets.rows import Rows
from tracker.ui.widgets.this_week import ThisWeek

PAGE: Final = 200
"""Records read at a time."""
_NEAR: Final = 40
_NARROW, _CARD, _BROAD = 72, 118, 188
_LOW, _MEDIUM = 18, 36
_KEEPS: Final = "Enter keeps it, digits change it"
_EMPTY: Final = (
    "Nothing yet. A first time: 5 minutes, through a thick shirt, on a bed. "
    "s lies down with the timer."
)


class MatScreen(TabScreen):
    """Mat sessions, newest first, read as the cursor nears the end."""

    TAB = "mat"
    HELP = (
        "m logs time on the mat: Enter again is as last time, or type how long. s lies down with "
        "the timer. Below is every mat session, newest first."
    )
    KEYS = ("rows.open", "app.log-mat", "mat.timer", "mat.edit", "mat.remove", "mat.why")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash,i",
            "app.log_mat",
            "add",
            id="mat.line",
            show=False,
            tooltip="Log time on the mat",
        ),
        Binding("s", "timer", "lie down", id="mat.timer", tooltip="Lie down with the timer"),
        Binding(
            "p", "plan", "four weeks", id="mat.plan", show=False, tooltip="Four weeks, to begin"
        ),
        Binding("e", "edit", "change", id="mat.edit"),
        Binding("D", "remove", "remove", id="mat.remove"),
        Binding(
            "w", "why", "days explained", id="mat.why", tooltip="Why the weeks count as they do"
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._older: Iterator[Practice] = iter(())
        self._read: list[MatSession] = []

    def compose_body(self) -> ComposeResult:
        """The weeks, the keys, the totals, the history; beside it a card."""
        with Vertical(id="mat"):
            with Vertical(id="mat-list"):
                yield KindWeeks(Kind.MAT, alone=True, id="weeks")
                yield Static(id="standing", markup=False)
                yield ThisWeek(id="this-week")
                yield KeySentence("m", filled=True, id="again")
                yield KeySentence("s", id="lie-down")
                yield Static(id="totals", classes="quiet", markup=False)
                yield Static(id="plan", classes="quiet", markup=False)
                yield RecordRows(OF_THE_MAT, OF_THE_MAT_NARROW, id="history", empty=_EMPTY)
            yield Static(id="beside", markup=False)
            yield MatCard(id="mat-card")

    def on_mount(self) -> None:
        """Focus the history."""
        super().on_mount()
        self.query_one("#history").focus()

    @property
    def key_words(self) -> Mapping[str, str]:
        """The key that adds says how."""
        narrow = self.app.size.width < _NARROW
        again = not narrow and bool(self._read)
        return {"app.log-mat": "add, as last time" if again else "add"}

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
        tracker = self.tracker
        days, hidden = tracker.days(Kind.MAT), tracker.settings.hides_streaks
        look, size = look_of(self.app, tracker.settings), self.app.size
        narrow, low = size.width < _NARROW, size.height < _LOW
        self.query_one("#weeks", KindWeeks).show(days, look, hidden=hidden)
        self.query_one("#this-week", ThisWeek).show(days, look)
        standing = _standing(days, size.width - 2, named=low, hidden=hidden) if narrow else ""
        self._say("standing", standing)
        card = self.query_one(MatCard)
        card.display = size.width >= _CARD and size.height >= _MEDIUM and bool(self._read)
        self.set_class(size.width >= _BROAD, "-broad")
        self.set_class(card.display, "-card")
        self._say_keys(mat_again_words(tracker), narrow=narrow)
        merged = low and narrow
        totals = "" if merged else _all(days, narrow=narrow, hidden=hidden)
        self._say("totals", Content(totals))
        self._say("beside", _month(days) if merged and days.summaries and not hidden else "")
        line = plan_line(tracker)
        self._say("plan", Content(f"{line}   p reads it" if line and not low else ""))
        if card.display:
            card.call_after_refresh(card.show, tracker, broad=size.width >= _BROAD)

    def _say_keys(self, again: str, *, narrow: bool) -> None:
        wide = 5 if narrow else 10
        words = "adds time on the mat"
        if again and narrow:
            low, room = self.app.size.height < _LOW, self.app.size.width - wide - 2
            while len(words := f"Enter: {again} again" if low else f"Enter again: {again}") > room:
                if ", " not in again:
                    break
                again = again.rpartition(", ")[0]
        elif again:
            words = f"as last time: {again}"
        at = max(34, len(words) + 2)
        room = min(self.app.size.width - 4, 112 if self.has_class("-broad") else 80) - wide - at
        more = "" if narrow or not again else _KEEPS if len(_KEEPS) <= room else _KEEPS[:14]
        self.query_one("#again", KeySentence).say(
            words, wide=wide, more=more, at=at, bold=not narrow
        )
        bell = f"{self.tracker.settings.mat_goal_minutes} min, bell at the end"
        lie = "lie down with the timer" if narrow else "lie down now, with the timer"
        more = "" if narrow else bell
        self.query_one("#lie-down", KeySentence).say(lie, wide=wide, more=more, at=at)

    def _say(self, name: str, words: "Content | str") -> None:
        line = self.query_one(f"#{name}", Static)
        line.display = bool(str(words))
        line.update(words)

    def on_resize(self, _: Resize) -> None:
        """Show as much as now fits."""
        self._stand()

    def _next(self, count: int) -> list[MatSession]:
        return [one for one in islice(self._older, count) if isinstance(one, MatSession)]

    @on(Rows.Highlighted, "#history")
    def near_the_end(self, event: Rows.Highlighted) -> None:
        """Read older records when the cursor nears the end."""
        rows = event.rows
        if rows.cursor + _NEAR >= len(self._read) and (older := self._next(PAGE)):
            self._read += older
            self.query_one("#history", RecordRows).show(self._read)

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


def _standing(days: Days, room: int, *, named: bool, hidden: bool) -> Content:
    """The weeks in a row and this week on a narrow screen, at the ends of one row."""
    run, state, short = today_words(days, hidden=hidden)
    said = f"{short} this week" if "this week" in state else short or state
    name = "Mat  " if named else ""
    said = fit(said, max(0, min(len(said), room - len(name) - len(run) - 2)))
    gap = " " * (room - len(name) - len(run) - len(said))
    weight = "$primary" if named else "bold $primary"
    return Content.assemble((name, "bold"), (run, weight), gap, said)


def _all(days: Days, *, narrow: bool, hidden: bool) -> str:
    """The totals ever and of this month; on a narrow screen of this month alone."""
    if not days.summaries:
        return ""
    total = days.totals(date.min, days.today)
    ever = f"{_times(total)}, {duration_words(total.seconds)}"
    month = days.totals(days.today.replace(day=1), days.today)
    length = duration_words(month.seconds)
    if narrow:
        return f"{ever} in all" if hidden else f"{_times(month)} this month, {length}"
    words = f"{'All':<10}{ever}"
    return words if hidden else f"{words}   this month {_times(month)}, {length}"


def _month(days: Days) -> Content:
    total = days.totals(days.today.replace(day=1), days.today)
    return Content.assemble(
        ("this month\n", "$quiet"), f"{duration_words(total.seconds)}, {_times(total)}"
    )


def _times(total: Totals) -> str:
    return f"{total.count} {'time' if total.count == 1 else 'times'}"
