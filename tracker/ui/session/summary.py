"""The summary after a session: today's square, the days in a row, moods, what was pressed."""

from asyncio import sleep
from collections import Counter
from collections.abc import Callable
from itertools import islice
from typing import Any, ClassVar, Final, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key, Resize
from textual.geometry import Offset
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from tracker.core.facts.goals_and_rests import Kind
from tracker.core.facts.sessions import MatSession
from tracker.core.text.durations import duration_words
from tracker.practice.hard_moments import quiet_line
from tracker.practice.summary import Summary, pressed_times
from tracker.ui.screens.kinds import SessionScreen, TabScreen
from tracker.ui.session.moods_moved import moods_moved
from tracker.ui.session.summary_words import last_words, pressed_words, run_words
from tracker.ui.session.ten_weeks import TenWeeks
from tracker.ui.terminal.capabilities import look_of
from tracker.ui.widgets.figure import Figure
from tracker.ui.widgets.key_line import KeyLine
from tracker.ui.widgets.key_sentence import KeySentence
from tracker.ui.widgets.this_week import STEPS, ThisWeek

_STEP: Final = 0.15
"""Seconds from one step of today's square to the next."""
_LITTLE: Final = 1e-6
_SLICE: Final = 400
"""Records that are read without a break."""
_HUGE_ROWS: Final = 40
"""Rows of the picture on a screen that has room for ten weeks too."""


class _Place(NamedTuple):
    """How the parts stand on a screen of one size."""

    margin: int
    box: tuple[int, int]
    """Columns and rows of the picture."""
    step: int
    """Cells from one number of a scale to the next."""
    gap: int
    """Blank rows between two groups."""


def _place(width: int, height: int) -> _Place:
    if width < 72:
        return _Place(int(width >= 40), (14, 7), 2, 1)
    if width >= 160 and height >= 60:
        return _Place(12, (70, _HUGE_ROWS), 4, 2)
    margin = 12 if width >= 160 else 4 if width >= 110 else 2
    if width >= 110 and height >= 40:
        return _Place(margin, (44, 24), 4, 2)
    box = (20, 14) if height >= 20 else (14, 7)
    return _Place(margin, box, 3, 2 if height >= 24 else int(height >= 12))


class SummaryScreen(SessionScreen):
    """The summary of a record that was just made; any key closes it and acts as on Today."""

    HELP = "Any other key closes this and does what it does on Today."
    CURSOR_AT = ("#kept",)
    KEYS = (
        *("summary.close", "summary.calendar", "summary.another"),
        *("summary.take-back", "summary.quit"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,space", "leave", "Today", id="summary.close"),
        Binding("5", "calendar", "calendar", id="summary.calendar", tooltip="Today's square there"),
        Binding("s", "on_today('start')", "another", id="summary.another", tooltip="Press again"),
        Binding("u", "on_today('undo')", "take back", id="summary.take-back"),
        Binding("q", "on_today('quit')", "quit", id="summary.quit"),
        Binding("m", "on_today('log_mat')", "mat", id="summary.mat", show=False),
        Binding("e", "edit", "change an answer", id="summary.edit", show=False),
    ]

    def __init__(self, summary: Summary) -> None:
        super().__init__()
        self._summary = summary
        self._times: Counter[str] = Counter()
        self._hard: str | None = None
        self._began = 0.0
        self._filling: Timer | None = None

    def compose(self) -> ComposeResult:
        """The words at the left, the picture of what was pressed beside them."""
        settings = self.tracker.settings
        with Vertical(id="sheet"):
            yield Static(id="kept", markup=False)
            with Vertical(id="reward"):
                yield ThisWeek(id="week")
                yield Static(id="run", markup=False)
            yield Static(id="moods", markup=False)
            with Vertical(id="said"):
                yield Static(id="pressed", markup=False)
                yield Static(id="length", classes="quiet", markup=False)
                yield Static(id="sentence", classes="quiet", markup=False)
            with Vertical(id="more"):
                yield Static("More, if you like", classes="quiet", markup=False)
                with Horizontal():
                    with Vertical():
                        yield KeySentence("m", id="mat")
                        yield KeySentence("5", "today on the calendar")
                    with Vertical():
                        yield KeySentence("u", "take this back")
                        yield KeySentence("e", "change an answer")
            yield TenWeeks(id="weeks")
            yield Figure(
                mode=settings.drawn_as,
                skin=settings.skin,
                captioned=False,
                measured=False,
                id="figure",
            )
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the day, the picture, and the times that take longer to count."""
        tracker, summary = self.tracker, self._summary
        self._hard = quiet_line(tracker, summary.record, "!")
        look = look_of(self.app, tracker.settings)
        week = self.query_one(ThisWeek)
        days = tracker.days(summary.record.kind)
        week.show(days, look)
        self.query_one(TenWeeks).show(days, look)
        if self.app.animation_level != "none":
            self._began = tracker.monotonic()
            week.filled = 1
            self._filling = self.set_interval(_STEP / 2, self.fill)
        figure = self.query_one(Figure)
        figure.display = bool(summary.pressed) and figure.mode != "none"
        if summary.pressed:
            first = summary.pressed[0]
            figure.point, figure.side = first.point, first.side
            figure.others = tuple(summary.sides)
        self.set_class(not figure.display, "-no-picture")
        self._say_all()
        if summary.points:
            self._count()

    def fill(self) -> None:
        """Fill the square of today as far as the clock says, in three steps."""
        passed = self.tracker.monotonic() - self._began
        week = self.query_one(ThisWeek)
        week.filled = min(STEPS, 1 + int(passed / _STEP + _LITTLE))
        if week.filled == STEPS and self._filling is not None:
            self._filling.stop()

    def on_resize(self, event: Resize) -> None:
        """Put the picture where it belongs at this size."""
        if event.size:
            self._say_all()

    def _say_all(self) -> None:
        summary, (width, height) = self._summary, self.app.size
        at, narrow, low = _place(width, height), width < 72, height < 18
        kept = f"  {summary.title if narrow else summary.kept}"
        self.query_one("#kept", Static).update(Content.assemble(("Kept.", "bold"), kept))
        run = self.query_one("#run", Static)
        run.update(run_words(summary, two_rows=narrow and low))
        run.display = bool(summary.run or summary.beside)
        moods = self.query_one("#moods", Static)
        moods.update(moods_moved(summary.record, at.step, legend=at.step > 3))
        moods.display = bool(summary.moods)
        self.query_one("#pressed", Static).update(
            pressed_words(summary, self._times, width, rows=at.step > 3 or narrow)
        )
        self.query_one("#pressed").display = bool(summary.sides) and not (narrow and low)
        self.query_one("#length", Static).update(Content(summary.length))
        self.query_one("#length").display = narrow and not low
        self.query_one("#mat", KeySentence).say(self._mat(long=at.step > 3))
        self.query_one(TenWeeks).display = at.box[1] == _HUGE_ROWS
        self.query_one("#more").display = height >= 18 and not (narrow and height < 24)
        self._arrange(at, width, height)

    def _arrange(self, at: _Place, width: int, height: int) -> None:
        """Set margins, and the place of the picture."""
        narrow, low, large = width < 72, height < 18, at.step > 3
        figure, said = self.query_one(Figure), self.query_one("#said")
        columns, rows = at.box
        moods, pressed = self._rows_of("#moods"), self._rows_of("#pressed")
        run = 2 if self.query_one("#run").display else 0
        reward = 3 if narrow and low else 2 + large + run
        words = 7 + reward + moods + pressed + 5 * at.gap
        top = 2 + max(0, height - 1 - max(words, rows)) // 3 if large else 0
        top = 1 if not narrow and not large and height >= 20 else top
        self.query_one("#sheet").styles.padding = (top, at.margin, 0, at.margin)
        above = 3 + reward + moods + bool(moods)
        shown = bool(self._summary.pressed) and figure.mode != "none" and not (narrow and low)
        beside = columns + 2 if shown else 0
        first = above if narrow else 0 if large else 2
        figure.display = shown
        figure.styles.width, figure.styles.height = columns, rows
        figure.styles.offset = Offset(0 if narrow else width - 2 * at.margin - columns, first)
        gap = at.gap if large else 1
        said.styles.margin = (gap, 0, 0, beside) if narrow else (gap, beside, 0, 0)
        said.styles.min_height = 0 if narrow or large else max(0, rows - 1 - above)
        room = width - 2 * at.margin - beside
        self.query_one("#sentence", Static).update(
            last_words(self._summary, self._hard, room, where=narrow and low)
        )

    def _rows_of(self, name: str) -> int:
        """Rows of a text; none if it is not shown."""
        text = self.query_one(name, Static)
        return len(str(text.render()).splitlines()) if text.display else 0

    def _mat(self, *, long: bool) -> str:
        last = next(self.tracker.journal.newest(Kind.MAT), None)
        if not isinstance(last, MatSession):
            return "the mat"
        length = duration_words(last.seconds)
        if not long:
            return f"the mat, {length} as last time"
        return (
            f"the mat; Enter again: {', '.join(filter(None, (length, last.position, last.layer)))}"
        )

    @work(exclusive=True)
    async def _count(self) -> None:
        """Count how often the points were pressed, some records at a time."""
        points = [*self._summary.points.values()]
        records = self.tracker.journal.newest(Kind.POINTS)
        while some := [*islice(records, _SLICE)]:
            self._times += pressed_times(some, points)
            await sleep(0)
        self._say_all()

    def _close(self, then: Callable[[Screen[Any]], Any] | None = None) -> None:
        """Close, show Today, and do this there; if a question waits below, only close."""
        below = self.app.screen_stack[-2]
        self.dismiss(None)
        if isinstance(below, TabScreen):
            self.app.switch_mode("today")
            if then is not None:
                then(self.app.screen)

    def action_leave(self) -> None:
        """Go on to Today."""
        self._close()

    def action_calendar(self) -> None:
        """See today on the calendar."""
        self._close(lambda _: self.app.switch_mode("calendar"))

    def action_on_today(self, action: str) -> None:
        """Close, and run an action of the app."""
        self._close(lambda _: self.app.call_later(self.app.run_action, f"app.{action}"))

    def action_edit(self) -> None:
        """Change an answer of the record."""
        from tracker.ui.records.edit import edit

        self._close(lambda below: edit(below, self._summary.record, self.tracker))

    def on_key(self, event: Key) -> None:
        """Close with any other key, and do what it does on Today."""
        if event.key not in self.active_bindings:
            event.stop()
            # Not at once: a screen that closes while it handles a key holds up the keys that wait.
            self.app.call_later(self.action_key, event.key)

    def action_key(self, key: str) -> None:
        """Close, and press this key on Today."""
        self._close(lambda _: self.app.call_later(self.app.simulate_key, key))
