"""Before a session of points: what is coming, what to take care of, how one feels."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tracker.core.durations import clock_words, duration_words
from tracker.core.routines import Routine, RoutineStep
from tracker.core.running import Answer
from tracker.core.safety import Caution, Guarded
from tracker.ui.base import SessionScreen
from tracker.ui.widgets.key_line import KeyLine
from tracker.ui.widgets.rows import Column, Rows
from tracker.ui.widgets.scale import Scale


class PrepareScreen(SessionScreen):
    """What a routine is going to be; Enter goes on to the next question, then begins."""

    HELP = "How you feel before and after is yours: a digit answers, Enter passes."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", "go on", id="prepare.on"),
        Binding("up,shift+tab", "back", "up", id="prepare.up", show=False),
        Binding(
            "o", "take_in", "take in", id="prepare.take-in", tooltip="Take in what is left out"
        ),
        Binding("escape,q", "leave", "back", id="prepare.leave"),
    ]

    def __init__(self, routine: Routine) -> None:
        super().__init__()
        self._routine = routine
        self._guarded: Guarded | None = None
        self._taken_in = False

    def compose(self) -> ComposeResult:
        """The holds, the cautions, two scales."""
        with Vertical(id="sheet"):
            yield Static(Content(self._routine.name), id="name", classes="title")
            yield Static(id="length", classes="quiet")
            columns = (Column(3, right=True, quiet=True), Column(8), Column(8), Column(6), Column())
            yield Rows[tuple[int, RoutineStep]](columns, self._cells, id="holds", chooses=False)
            with VerticalScroll(id="care", can_focus=False):
                yield Static(id="cautions")
            yield Scale("Mood before", "low", "good", id="mood_before")
            yield Scale("Tension before", "none", "much", id="tension_before")
            yield Static(id="hint", classes="hint")
        yield KeyLine()

    def on_mount(self) -> None:
        """Look what the guard says, and ask the first question."""
        library = self.tracker.library
        self._guarded = library.guard.guarded(self._routine, library.find, {})
        self._redraw()
        self.query_one("#mood_before", Scale).focus()

    @property
    def _coming(self) -> Routine | None:
        if self._taken_in or self._guarded is None:
            return self._routine
        return self._guarded.routine

    def _redraw(self) -> None:
        coming = self._coming
        rows = self.query_one("#holds", Rows)
        steps = list(enumerate(coming.steps, 1)) if coming else []
        rows.show(steps, cursor=0)
        rows.styles.height = max(1, min(len(steps), 6))
        length = self.query_one("#length", Static)
        if coming is None:
            length.update(Content("Nothing is left of it: see below."))
        else:
            holds = "1 hold" if len(steps) == 1 else f"{len(steps)} holds"
            length.update(Content(f"{holds}, {duration_words(coming.total)} in all"))
        self.query_one("#cautions", Static).update(self._care())
        hint = "a digit answers, Enter passes; Enter on the last question begins"
        self.query_one("#hint", Static).update(Content(hint))
        self.refresh_bindings()

    def _cells(self, row: tuple[int, RoutineStep]) -> tuple[str, ...]:
        number, step = row
        point = self.tracker.library.find(step.point)
        name = f"{point.pinyin}  {point.english}".strip() if point else ""
        return (str(number), step.point, step.side, clock_words(step.seconds), name)

    def _care(self) -> Content:
        if self._guarded is None:
            return Content("")
        lines: list[Content] = []
        for held in self._guarded.held_back:
            taken = "taken in" if self._taken_in else "left out"
            words = f"{held.step.point} {held.step.side}: {taken}"
            lines.append(_caution(words, held.cautions[0]))
        lines += [_caution(code, caution) for code, caution in self._guarded.cautions]
        seen: dict[str, Content] = {}
        for line in lines:
            seen.setdefault(line.plain, line)
        return Content("\n").join(seen.values())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Nothing to take in, no key for it."""
        if action == "take_in":
            return bool(self._guarded and self._guarded.held_back and not self._taken_in)
        return True

    def on_scale_picked(self, event: Scale.Picked) -> None:
        """One key a question: an answer to the first leads to the second."""
        if event.scale.id == "mood_before" and event.value is not None and event.scale.has_focus:
            self.query_one("#tension_before", Scale).focus()

    def action_back(self) -> None:
        """To the question before."""
        self.query_one("#mood_before", Scale).focus()

    def action_on(self) -> None:
        """To the next question; from the last one into the session."""
        tension = self.query_one("#tension_before", Scale)
        if self.focused is not tension:
            tension.focus()
            return
        coming = self._coming
        if coming is None:
            return
        from tracker.ui.live import LiveScreen
        from tracker.ui.running import begun_routine

        form: dict[str, Answer] = {
            name: scale.value
            for name in ("mood_before", "tension_before")
            if (scale := self.query_one(f"#{name}", Scale)).value is not None
        }
        self.app.switch_screen(LiveScreen(begun_routine(self.tracker, coming, form)))

    def action_take_in(self) -> None:
        """Ask before what is held back is taken in."""

    def action_leave(self) -> None:
        """Back to the choice."""
        from tracker.ui.start import StartScreen

        self.app.switch_screen(StartScreen(self._routine))


def _caution(words: str, caution: Caution) -> Content:
    return Content.assemble((words, "$warning"), f"  {caution.severity.words}: {caution.reason}")
