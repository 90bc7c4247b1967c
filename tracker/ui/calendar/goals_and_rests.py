"""Goals and rest days: listed, written in one line, taken away; always with what that would do."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tracker.core.days.dated_goals import goal_words
from tracker.core.entry.goal_line import LineError, goal_entry, rest_entry
from tracker.core.facts.reminders import Reminder
from tracker.core.facts.sessions import Goal, Kind, Rest
from tracker.core.facts.ulid import ulid
from tracker.core.text.dates import day_words
from tracker.journal.journal import Change
from tracker.practice.effects import effect
from tracker.ui.screens.confirm import ConfirmScreen
from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.key_line import key_words
from tracker.ui.widgets.rows import Column, Rows

Aim = Goal | Rest | Reminder


class AimsScreen(Dialog[None]):
    """What goals and rests share: a list, a line, what the line would do."""

    EXAMPLE: ClassVar[str] = ""
    COLUMNS: ClassVar[Sequence[Column]] = (Column(34), Column())
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("D", "remove", "remove", id="aims.remove"),
        Binding("slash,i", "line", "write", id="aims.line", show=False),
        Binding("question_mark", "app.help", "keys", id="aims.help", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The list above, the line below."""
        with Vertical(classes="dialog"):
            yield Static(id="title", classes="title", markup=False)
            line = Input(placeholder=self.EXAMPLE, id="line")
            line.cursor_blink = False
            yield line
            yield Static(id="said", markup=False)
            yield Static(id="effect", classes="accent", markup=False)
            yield Rows[Aim](self.COLUMNS, self.cells, id="aims", empty="None yet.")
            yield Static(id="keys", classes="answers", markup=False)

    def on_mount(self) -> None:
        """The line has the keys; what changes elsewhere changes here."""
        self.query_one("#line").focus()
        self.follow()
        self.watch(self.app, "revision", self.follow, init=False)

    def follow(self) -> None:
        """List what there is now."""
        self.query_one("#title", Static).update(Content(self.heading))
        self.query_one("#aims", Rows).show(self.aims())
        keys = [
            ("enter", "save"),
            ("tab", "list"),
            *self.more_keys,
            ("D", "remove"),
            ("esc", "back"),
        ]
        self.query_one("#keys", Static).update(key_words(*keys))
        self._say()

    more_keys: ClassVar[Sequence[tuple[str, str]]] = ()

    @property
    @abstractmethod
    def heading(self) -> str:
        """What is listed."""

    @abstractmethod
    def aims(self) -> Sequence[Aim]:
        """Those there are, the latest first."""

    @abstractmethod
    def cells(self, aim: Aim) -> tuple[str, str]:
        """One as a row."""

    @abstractmethod
    def meant(self, text: str) -> Aim:
        """What the line says. Raises LineError."""

    def label(self, aim: Aim) -> str:
        """What the step is called that records it."""
        return f"{'goal' if isinstance(aim, Goal) else 'rest'} {self.cells(aim)[0]}"

    def written(self, day: date) -> str:
        """A date as the person writes it."""
        return day_words(day, self.tracker.settings.date_order)

    def effects(self, change: Change) -> str:
        """What a change would do to the streaks."""
        said = [f"{kind}: {effect(self.tracker, kind, change)}" for kind in self.kinds(change)]
        return "   ".join(said)

    def kinds(self, change: Change) -> Sequence[Kind]:
        """Which streaks a change can touch."""
        aim = change.after or change.before
        return [aim.kind] if isinstance(aim, Goal) else list(Kind)

    @on(Input.Changed, "#line")
    def _changed(self) -> None:
        self._say()

    def _say(self, *, refused: bool = False) -> None:
        text = self.query_one("#line", Input).value
        said, does = self.query_one("#said", Static), self.query_one("#effect", Static)
        said.set_class(refused, "problem")
        said.update(Content(""))
        does.update(Content(""))
        if not text.strip() and not refused:
            return
        try:
            aim = self.meant(text)
        except LineError as wrong:
            said.update(Content(str(wrong)))
            return
        said.update(Content("  ".join(self.cells(aim))))
        does.update(Content(self.effects(Change(None, aim))))

    @on(Input.Submitted, "#line")
    def _save(self) -> None:
        line = self.query_one("#line", Input)
        try:
            aim = self.meant(line.value)
        except LineError:
            self._say(refused=True)
            return
        if self.tracker.change(self.tracker.journal.record, aim, label=self.label(aim)):
            line.value = ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Without a list there is nothing to remove."""
        if action == "remove" and self.is_mounted:
            return bool(self.query_one("#aims", Rows).items)
        return True

    def action_line(self) -> None:
        """Back to the line."""
        self.query_one("#line").focus()

    def action_remove(self) -> None:
        """Ask, with what it would do, then remove the one under the cursor."""
        aim = self.query_one("#aims", Rows).current
        if not isinstance(aim, Aim):
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self.tracker.change(self.tracker.journal.remove, aim)

        about = ("  ".join(self.cells(aim)), self.effects(Change(aim, None)), "u brings it back.")
        self.app.push_screen(ConfirmScreen("Remove this?", about=about, yes="remove"), answered)


class GoalsScreen(AimsScreen):
    """What the days, or the weeks, are asked for; of points or of the mat."""

    HELP = (
        "A goal holds from its day on; the past keeps the goal it had. The first covers all before."
    )
    EXAMPLE = "twice a day mon-fri, least 5m, from 1 dec"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "kind", "points, mat", id="aims.kind"),
    ]
    more_keys: ClassVar[Sequence[tuple[str, str]]] = (("o", "points, mat"),)

    def __init__(self, kind: Kind = Kind.POINTS) -> None:
        super().__init__()
        self._kind = kind

    @property
    def heading(self) -> str:
        """Of which kind."""
        return f"Goals for {'points' if self._kind is Kind.POINTS else 'the mat'}"

    def aims(self) -> Sequence[Aim]:
        """This kind's goals, the latest first."""
        goals = [goal for goal in self.tracker.journal.facts(Goal) if goal.kind is self._kind]
        return sorted(goals, key=lambda goal: (goal.since, goal.made), reverse=True)

    def cells(self, aim: Aim) -> tuple[str, str]:
        """``from Sun 22 Nov 2026``, ``once a day``."""
        if not isinstance(aim, Goal):
            raise TypeError("a goal is wanted")
        return f"from {self.written(aim.since)}", goal_words(aim)

    def meant(self, text: str) -> Aim:
        """The goal of the line."""
        tracker = self.tracker
        line = goal_entry(text, tracker.today, tracker.settings.date_order)
        now = tracker.now()
        return Goal(
            id=ulid(now),
            made=now,
            kind=self._kind,
            since=line.since,
            per=line.per,
            times=line.times,
            weekdays=line.weekdays,
            least_seconds=line.least_seconds,
        )

    def action_kind(self) -> None:
        """The other kind."""
        self._kind = Kind.MAT if self._kind is Kind.POINTS else Kind.POINTS
        self.follow()


class RestsScreen(AimsScreen):
    """Days left free, in the past too; they never lower a streak."""

    HELP = "Rest days bridge a streak and never add to it. Reasons: rest, ill, away."
    EXAMPLE = "3 nov to 9 nov ill"

    @property
    def heading(self) -> str:
        """What they are."""
        return "Rest days"

    def aims(self) -> Sequence[Aim]:
        """All of them, the latest first."""
        rests = self.tracker.journal.facts(Rest)
        return sorted(rests, key=lambda rest: (rest.start, rest.made), reverse=True)

    def cells(self, aim: Aim) -> tuple[str, str]:
        """The first day and the last, and why."""
        if not isinstance(aim, Rest):
            raise TypeError("a rest is wanted")
        count = (aim.end - aim.start).days + 1
        span = self.written(aim.start)
        if count > 1:
            span += f" to {self.written(aim.end)}"
        return span, f"{aim.why}, {count} {'day' if count == 1 else 'days'}"

    def meant(self, text: str) -> Aim:
        """The rest of the line."""
        tracker = self.tracker
        line = rest_entry(text, tracker.today, tracker.settings.date_order)
        now = tracker.now()
        return Rest(id=ulid(now), made=now, start=line.start, end=line.end, why=line.why)
