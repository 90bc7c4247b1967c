"""The first tab: today's goals and streaks, and one key that begins the usual routine."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice, takewhile
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tracker.core.days.done_words import in_all, today_done
from tracker.core.days.practice_days import Days
from tracker.core.days.streaks import streaks
from tracker.core.days.todays_goal import todays_goal
from tracker.core.facts.goals_and_rests import Kind
from tracker.core.text.dates import day_words
from tracker.core.text.durations import duration_words
from tracker.ui.records.record_rows import OF_A_DAY, RecordRows
from tracker.ui.screens.kinds import TabScreen
from tracker.ui.screens.lazy import lazy_screen
from tracker.ui.terminal.capabilities import look_of
from tracker.ui.today.check_line import CheckLine
from tracker.ui.today.due_line import DueLine
from tracker.ui.today.night_line import NightLine
from tracker.ui.today.unfinished_line import UnfinishedLine
from tracker.ui.widgets.last_weeks import LastWeeks

if TYPE_CHECKING:
    # Only records need these; importing them would delay the first frame.
    from tracker.core.facts.routines import Routine
    from tracker.core.facts.sessions import Session

_NAMES: Final = {Kind.POINTS: "Points", Kind.MAT: "Mat"}
_ENTER: Final = " Enter "
_BESIDE: Final = 4
"""Columns beside the offer."""
_HABIT: Final = timedelta(days=60)
"""The period that is searched for the usual routine."""
_ENOUGH: Final = 100
"""Maximum number of the newest sessions that are searched for it."""


class TodayScreen(TabScreen):
    """Shows goals, streaks and records of today. A missed goal is a plain fact here."""

    TAB = "today"
    CSS_PATH: ClassVar[list[str | PurePath]] = []
    HELP = "What today asks for, what was done today, and the routine you usually do at this hour."
    CURSOR_AT = ("#begin", ".title")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "begin", id="today.begin", tooltip="Begin what is usual now"),
        Binding(
            "w", "why", "why", id="today.why", tooltip="Why today and the streaks are as they are"
        ),
        Binding("n", "night", "night", id="today.night", tooltip="How the night was, 0 to 10"),
        Binding("R", "reminders", "reminders", id="today.reminders", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._filled = False
        self._offered: Routine | None = None

    def compose_body(self) -> ComposeResult:
        """The date, both kinds of practice, the routine to begin, the records of today."""
        yield Static(id="date", classes="title", markup=False)
        for kind in Kind:
            yield Static(id=f"standing-{kind}", classes="standing", markup=False)
            yield LastWeeks(id=f"weeks-{kind}")
        yield Static(id="begin", markup=False)
        yield UnfinishedLine()
        yield DueLine()
        yield CheckLine()
        yield NightLine()
        yield Static("Done today", id="done-title", classes="quiet", markup=False)
        done = RecordRows(OF_A_DAY, id="done", empty="Nothing yet.", chooses=False)
        done.visible = False
        yield done

    def redraw(self) -> None:
        """Show the day; the first frame uses only day summaries and reads no record."""
        self._draw_sums()
        if self._filled:
            self._draw_records()

    def fill_in(self) -> None:
        """Add the routine to begin and the records of today."""
        self._filled = True
        self._draw_records()

    def _draw_sums(self) -> None:
        tracker = self.tracker
        order = tracker.settings.date_order
        self.query_one("#date", Static).update(Content(day_words(tracker.today, order)))
        look = look_of(self.app, tracker.settings)
        for kind in Kind:
            days = tracker.days(kind)
            self.query_one(f"#standing-{kind}", Static).update(
                standing(days, hidden=tracker.settings.hides_streaks)
            )
            self.query_one(f"#weeks-{kind}", LastWeeks).show(days, look)
            self.query_one(f"#weeks-{kind}").visible = bool(days.summaries)

    def _draw_records(self) -> None:
        tracker = self.tracker
        self._offered = self._usual()
        self._draw_offer()
        self.query_one(UnfinishedLine).follow(tracker)
        self.query_one(DueLine).show(tracker.reminders_due)
        self.query_one(CheckLine).follow(tracker)
        self.query_one(NightLine).follow(tracker)
        self.refresh_bindings()
        done = self.query_one("#done", RecordRows)
        done.visible = True
        done.show(tracker.journal.practices(tracker.today))

    def on_resize(self) -> None:
        """Say where the points are if there is room now."""
        self._draw_offer()

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
        self.tracker.begin(self._usual())

    def action_why(self) -> None:
        """Explain today's state and the streaks."""
        from tracker.ui.calendar.why import show_why

        show_why(self, self.tracker, self.tracker.today)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer to rate the night only if the setting asks for it."""
        return self.tracker.settings.ask_night if action == "night" else True

    def action_night(self) -> None:
        """Rate the night."""
        self.app.push_screen(lazy_screen("night")())

    def action_reminders(self) -> None:
        """See, add and remove reminders."""
        self.app.push_screen(lazy_screen("reminders")())

    def _usual(self) -> "Routine":
        from tracker.core.days.habit import usual_routine
        from tracker.practice.pressing import first_routine

        tracker = self.tracker
        first = tracker.today - _HABIT
        newest = islice(tracker.journal.newest(Kind.POINTS), _ENOUGH)
        recent = takewhile(lambda practice: practice.day >= first, newest)
        usual = usual_routine(cast("Iterable[Session]", recent), tracker.now())
        return (usual and tracker.library.find_routine(usual)) or first_routine(tracker)

    def _draw_offer(self) -> None:
        """The routine, its length, its points, each with its spot if that fits."""
        routine = self._offered
        if routine is None:
            return
        find = self.tracker.library.find
        points = {code: find(code) for code in routine.points}
        spots = ", ".join(
            f"{code} {point.spot}".rstrip() if point else code for code, point in points.items()
        )
        name, length = f"  {routine.name}", f"  {duration_words(routine.total)}  "
        room = self.size.width - _BESIDE - len(f"{_ENTER}{name}{length}")
        about = spots if len(spots) <= room else ", ".join(points)
        offer = Content.assemble(
            (_ENTER, "$block-cursor-foreground on $primary"), name, (f"{length}{about}", "$quiet")
        )
        self.query_one("#begin", Static).update(offer, layout=False)


def standing(days: Days, *, hidden: bool = False) -> Content:
    """The current streak, today's goal and this month in one line; if `hidden`, only practice."""
    if hidden:
        name = (f"{_NAMES[days.kind]:<8}", "bold")
        done = today_done(days)
        total = in_all(days) or "nothing logged yet"
        return Content.assemble(name, f"{done}   " if done else "", (total, "$quiet"))
    run = streaks(days).current
    goal = todays_goal(days)
    month = days.totals(days.today.replace(day=1), days.today)
    wanted = goal.words if goal else ("" if month.count else "nothing logged yet")
    parts: list[Content | str | tuple[str, str]] = [(f"{_NAMES[days.kind]:<8}", "bold")]
    if run:
        parts.append((f"{run.words}   ", "$primary"))
    if wanted:
        parts.append(f"{wanted}   ")
    if month.count:
        count = f"{month.days} {'day' if month.days == 1 else 'days'}"
        parts.append((f"this month {count}, {duration_words(month.seconds)}", "$quiet"))
    return Content.assemble(*parts)
