"""The view of a running session: point, time and the next hold. Only changes are painted."""

import math
from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Grid, Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tracker.core.facts.points import Point
from tracker.core.facts.sessions import Kind
from tracker.core.session.breath import EVEN, Pattern, breath_at
from tracker.core.session.live import LiveSession, Pause, Phase
from tracker.core.session.place_words import place_words, side_word
from tracker.core.session.plan import FIRST_MINUTE, LONG_ON_MAT, Step
from tracker.core.text.durations import clock_words
from tracker.ui.figure.marks import WAVES
from tracker.ui.session.big_digits import BigDigits
from tracker.ui.session.big_word import BigWord
from tracker.ui.session.pacer import Pacer
from tracker.ui.terminal.capabilities import speaks_unicode
from tracker.ui.widgets.bar import Bar
from tracker.ui.widgets.figure import Figure
from tracker.ui.widgets.line import Line

_PAUSES = {
    Pause.ASKED: "paused · space goes on",
    Pause.GAP: "paused by itself · space goes on",
    Pause.LIMIT: "as long as one hold can be · n goes on",
    Pause.STORED: "as it stopped · space goes on",
}


class LiveView(Widget):
    """A session at one sample."""

    def __init__(
        self,
        title: str,
        find: Callable[[str], Point | None],
        *,
        mat_words: str | None = None,
        picture: str = "auto",
        skin: str = "stone",
        breathing: bool = False,
        id: str | None = None,
    ) -> None:
        """``breathing``: the ring follows the breath that is shown, or a slow even one."""
        super().__init__(id=id, classes="-no-picture" if picture == "none" else "")
        self._title = title
        self._find = find
        self._mat_words = mat_words
        self._picture = picture
        self._skin = skin
        self._breathing = breathing
        self._step: Step | None = None
        self._point: Point | None = None

    def compose(self) -> ComposeResult:
        """Lay out the picture beside the words, and one line for small terminals."""
        ascii_only = not speaks_unicode(self.app)
        yield Line(id="one-line")
        yield Line(self._title, id="title")
        with Grid(id="body"):
            yield Figure(
                mode=self._picture,
                skin=self._skin,
                captioned=False,
                measured=False,
                id="figure",
            )
            with Vertical(id="now"):
                yield Static(id="point", markup=False)
                yield BigWord(id="side", ascii_only=ascii_only)
                yield BigDigits("0:00", id="left", ascii_only=ascii_only)
            with Vertical(id="words"):
                yield Static(id="place", markup=False)
                yield Static(id="how", markup=False)
                yield Line(id="state")
                with Horizontal(classes="bar"):
                    yield Static("mat" if self._mat_words is not None else "hold", classes="label")
                    yield Bar(id="hold-bar", ascii_only=ascii_only)
                with Horizontal(classes="bar", id="whole"):
                    yield Static("all", classes="label", markup=False)
                    yield Bar(id="whole-bar", ascii_only=ascii_only)
                yield Line(id="next")
                yield Pacer(id="pacer", ascii_only=ascii_only)
        yield Line(id="problem")

    def show(self, session: LiveSession, pattern: Pattern) -> None:
        """Show this sample."""
        step = session.step or session.plan.steps[-1]
        on_mat = session.plan.kind is Kind.MAT
        digits = _digits(session)
        self.set_class(session.phase in {Phase.SETTLE, Phase.READY}, "-settling")
        self.set_class(session.phase is Phase.PAUSED, "-paused")
        self._line("title").say(self._title, "" if on_mat else _place(session))
        if step != self._step:
            self._show_step(step, on_mat=on_mat)
        self.query_one("#left", BigDigits).text = digits
        self._line("state").say(_state(session, step, self._point))
        self.query_one("#hold-bar", Bar).fraction = session.hold_progress or 0.0
        self.query_one("#whole-bar", Bar).fraction = session.progress or 0.0
        self._line("next").say("" if on_mat else _next(session), _times(session))
        paced = session.phase in {Phase.HOLD, Phase.OVER}
        pacer = self.query_one(Pacer)
        if paced or session.phase is not Phase.PAUSED:
            pacer.breath = breath_at(pattern, session.held) if paced else None
            self._breathe(session.held if paced else 0, pattern)
        name = "mat" if on_mat else f"{step.point} {side_word(step.side)}"
        self._line("one-line").say(f"{name} {digits} {'paused' if _paused(session) else ''}")

    def say_problem(self, words: str) -> None:
        """Show a problem on the last line; empty words clear it."""
        self._line("problem").say(words)

    def say_state(self, words: str) -> None:
        """Show these words in place of what to do now."""
        self._line("state").say(words)
        self._line("one-line").say(words)

    def toggle_zoom(self) -> None:
        """Show the whole limb, or the part around the point again."""
        self.query_one(Figure).toggle_zoom()

    def _breathe(self, held: float, pattern: Pattern) -> None:
        """Let the ring be as wide as the lungs are full."""
        breath = breath_at(pattern if pattern.length else EVEN, held)
        if self._breathing and breath:
            self.query_one(Figure).waves = min(WAVES, int(breath.fullness * (WAVES + 1)))

    def _line(self, name: str) -> Line:
        return self.query_one(f"#{name}", Line)

    def _show_step(self, step: Step, *, on_mat: bool) -> None:
        self._step = step
        self._point = None if on_mat else self._find(step.point)
        if on_mat:
            self.query_one("#point", Static).update(Content(self._mat_words or ""))
            return
        figure = self.query_one(Figure)
        figure.point, figure.side = step.point, step.side
        self.query_one("#side", BigWord).text = side_word(step.side)
        self.query_one("#point", Static).update(_named(step, self._point))
        place = self._point.place if self._point else ""
        self.query_one("#place", Static).update(Content(place))
        self.query_one("#place").display = bool(place)
        self.query_one("#how", Static).update(Content(step.caption))


def _state(session: LiveSession, step: Step, point: Point | None) -> str:
    match session.phase:
        case Phase.PAUSED:
            return _PAUSES.get(session.why or Pause.ASKED, "paused · space goes on")
        case Phase.SETTLE | Phase.READY:
            seconds = math.ceil(session.settle_left)
            if session.plan.kind is Kind.MAT:
                return f"settle down · {seconds}"
            place = place_words(point, step.side) if point else f"{step.point} {step.side}"
            return f"move to {place} · {seconds}"
        case Phase.OVER:
            return "staying · n goes on"
        case Phase.DONE:
            return "done"
        case Phase.HOLD:
            stays = " · stays until n" if session.staying else ""
            if session.plan.kind is Kind.MAT:
                return f"{_mat_state(session)}{stays}"
            hard = f", {point.press.words}" if point else ""
            return f"press{hard}{stays}"


def _mat_state(session: LiveSession) -> str:
    if session.held < FIRST_MINUTE:
        return "the first minute is the sharpest"
    if session.held >= LONG_ON_MAT:
        return "40 min: time to get up, slowly"
    goal = session.plan.goal
    if goal is not None and session.held >= goal:
        return "as long as you meant to · . finishes"
    return "lie still and breathe"


def _digits(session: LiveSession) -> str:
    if session.left is None:
        return clock_words(session.held)
    if session.phase is Phase.OVER or (session.left == 0 and session.extra):
        return f"+{clock_words(session.extra)}"
    return clock_words(math.ceil(session.left))


def _place(session: LiveSession) -> str:
    count = len(session.plan.steps)
    return f"hold {min(session.index + 1, count)} of {count}"


def _next(session: LiveSession) -> str:
    step = session.upcoming
    return f"next {step.point} {side_word(step.side)}" if step else "then the end"


def _times(session: LiveSession) -> str:
    words = f"{clock_words(session.elapsed)} gone"
    if session.remaining is None:
        return words
    return f"{words} · {clock_words(math.ceil(session.remaining))} left"


def _paused(session: LiveSession) -> bool:
    return session.phase is Phase.PAUSED


def _named(step: Step, point: Point | None) -> Content:
    if point is None:
        return Content.assemble((step.point, "bold $primary"))
    pinyin = f"  {point.pinyin} {point.hanzi}".rstrip()
    return Content.assemble((step.point, "bold $primary"), pinyin, (f"  {point.english}", "$quiet"))
