"""The first tab: today's aims and streaks, and one key that begins the usual routine."""

from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from tracker.core.facts.goals_and_rests import Kind
from tracker.core.text.dates import long_day
from tracker.ui.screens.kinds import TabScreen
from tracker.ui.screens.lazy import lazy_screen
from tracker.ui.terminal.capabilities import look_of
from tracker.ui.today.check_line import CheckLine
from tracker.ui.today.due_line import DueLine
from tracker.ui.today.lately import Lately
from tracker.ui.today.mat_line import MatLine
from tracker.ui.today.mood_line import MoodLine
from tracker.ui.today.night_line import NightLine
from tracker.ui.today.offer_line import OfferLine
from tracker.ui.today.unfinished_line import UnfinishedLine
from tracker.ui.widgets.kind_weeks import KindWeeks

_CARD, _BROAD, _MEDIUM = 118, 188, 24
_LARGE = {False: 36, True: 50}
"""Minimum number of rows for the large picture; `True` on a broad screen."""


class TodayScreen(TabScreen):
    """Shows goals, streaks and records of today. A missed goal is a plain fact here."""

    TAB = "today"
    CSS_PATH: ClassVar[list[str | PurePath]] = []
    KEYS = ("today.begin", "app.start", "app.log-mat", "app.log-points", "today.why")
    HELP = "What today asks for, what was done today, and the routine you usually do at this hour."
    CURSOR_AT = ("#begin", ".title")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "begin", id="today.begin", tooltip="Begin what is usual now"),
        Binding(
            "w",
            "why",
            "days explained",
            id="today.why",
            tooltip="Why today and the streaks are as they are",
        ),
        Binding("n", "night", "night", id="today.night", tooltip="How the night was, 0 to 10"),
        Binding("G", "goals", "goals", id="today.goals", show=False, tooltip="What counts"),
        Binding("R", "reminders", "reminders", id="today.reminders", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._filled = False

    def compose_body(self) -> ComposeResult:
        """The date, the offer, both kinds of practice, the last records."""
        with Vertical(id="today"):
            yield Static(id="date", classes="title", markup=False)
            with Vertical(id="now"):
                yield OfferLine()
                yield UnfinishedLine()
                yield DueLine()
                yield CheckLine()
                yield NightLine()
            for kind in Kind:
                yield KindWeeks(kind, id=f"weeks-{kind}")
            yield MoodLine()
            yield Lately()
            yield MatLine()

    def redraw(self) -> None:
        """Show the day; the first frame uses only day summaries and reads no record."""
        self._draw_sums()
        if self._filled:
            self._draw_records()

    def fill_in(self) -> None:
        """Add the routine to begin, its picture and the last records."""
        self._filled = True
        self._draw_records()

    @property
    def _beside(self) -> tuple[bool, bool]:
        """Whether there is a card, and whether the picture is large."""
        width, height = self.app.size
        card = width >= _CARD and height >= _MEDIUM and self._has_records
        return card, card and height >= _LARGE[width >= _BROAD]

    def on_screen_suspend(self) -> None:
        """On the first day, leave no piece of the picture above the pages that welcome."""
        self.add_class("-behind")

    def on_screen_resume(self) -> None:
        """Show the picture again."""
        self.remove_class("-behind")

    def on_resize(self, event: Resize) -> None:
        """Show as much as now fits."""
        if self._filled and event.size:
            self.redraw()

    def _draw_sums(self) -> None:
        tracker = self.tracker
        order = tracker.settings.date_order
        self.query_one("#date", Static).update(Content(long_day(tracker.today, order)))
        look, hidden = look_of(self.app, tracker.settings), tracker.settings.hides_streaks
        for kind in Kind:
            weeks = self.query_one(f"#weeks-{kind}", KindWeeks)
            weeks.show(tracker.days(kind), look, hidden=hidden)
        self.set_class(not self._has_records, "-first-day")
        shown = (*self._beside, self.app.size.width >= _BROAD)
        for on, name in zip(shown, ("-card", "-large", "-broad"), strict=True):
            self.set_class(on, name)

    def _draw_records(self) -> None:
        from tracker.practice.pressing import offer

        tracker = self.tracker
        beside, large = self._beside
        self.query_one(OfferLine).show(tracker, offer(tracker), large=large)
        self.query_one(UnfinishedLine).follow(tracker)
        self.query_one(DueLine).show(tracker.reminders_due)
        self.query_one(CheckLine).follow(tracker)
        self.query_one(NightLine).follow(tracker)
        self.query_one(MoodLine).show(tracker, beside=beside)
        self.query_one(Lately).show(tracker, beside=beside)
        self.query_one(MatLine).follow(tracker)
        self._draw_picture()
        if beside or self.query("#card"):
            from tracker.ui.today.beside import draw_beside

            draw_beside(self, tracker, shown=beside)
        self.refresh_bindings()

    def _draw_picture(self) -> None:
        """The place of the first point, where a picture fits beside the words."""
        from tracker.ui.widgets.figure import Figure

        tracker = self.tracker
        shown = self.query_one(OfferLine).offer
        mode = tracker.settings.drawn_as
        self.set_class(mode == "none", "-no-picture")
        if shown is None or self.app.size.width < 72 or (mode == "none" and not self.query(Figure)):
            return
        step = shown.routine.steps[0]
        if not self.query(Figure):
            self.query_one("#today").mount(
                Figure(
                    step.point,
                    step.side,
                    mode=mode,
                    skin=tracker.settings.skin,
                    captioned=False,
                    id="figure",
                )
            )
            return
        figure = self.query_one(Figure)
        figure.point, figure.side = step.point, step.side
        figure.mode, figure.skin = mode, tracker.settings.skin

    def follow(self) -> None:
        """Update the lines on the session and reminders, which change without the journal."""
        super().follow()
        # While the app closes, the clock can still call this after the lines are gone.
        if not (self._filled and self.is_current and self.query(DueLine)):
            return
        self.query_one(DueLine).show(self.tracker.reminders_due)
        self.query_one(UnfinishedLine).follow(self.tracker)
        self.query_one(NightLine).follow(self.tracker)

    def action_begin(self) -> None:
        """Begin the routine that is usual at this hour."""
        from tracker.practice.pressing import offer

        self.tracker.begin(offer(self.tracker).routine)

    def action_why(self) -> None:
        """Explain today's state and the streaks."""
        from tracker.ui.calendar.why import show_why

        show_why(self, self.tracker, self.tracker.today)

    @property
    def _has_records(self) -> bool:
        return any(self.tracker.days(kind).summaries for kind in Kind)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer to rate the night only if the setting asks for it."""
        return self.tracker.settings.ask_night if action == "night" else True

    def action_night(self) -> None:
        """Rate the night."""
        self.app.push_screen(lazy_screen("night")())

    def action_goals(self) -> None:
        """See and set goals."""
        self.app.push_screen(lazy_screen("goals", Kind.POINTS)())

    def action_reminders(self) -> None:
        """See, add and remove reminders."""
        self.app.push_screen(lazy_screen("reminders")())
