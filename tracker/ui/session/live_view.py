"""The view of a running session: point, time and the next hold. Only changes are painted."""

from collections.abc import Callable
from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Resize
from textual.geometry import Region
from textual.layout import Layout
from textual.widget import Widget
from textual.widgets import Static

from tracker.core.facts.points import Point
from tracker.core.session.breath import EVEN, Pattern, breath_at
from tracker.core.session.live import LiveSession, Phase
from tracker.core.session.place_words import side_word
from tracker.core.session.plan import Step
from tracker.ui.figure.marks import WAVES
from tracker.ui.session import live_words
from tracker.ui.session.big_digits import BigDigits
from tracker.ui.session.big_word import BigWord
from tracker.ui.session.hold_places import LOW, Places, PlacesLayout, hold_places, is_one_line
from tracker.ui.session.mat_places import mat_places
from tracker.ui.session.pacer import Pacer
from tracker.ui.terminal.capabilities import speaks_unicode
from tracker.ui.widgets.bar import Bar
from tracker.ui.widgets.figure import Figure
from tracker.ui.widgets.line import Line

_QUIET: Final = frozenset({Phase.SETTLE, Phase.READY, Phase.PAUSED})
"""Phases in which the large time does not run."""
_CAPTIONED: Final = 30
"""Columns from which the picture has a caption."""
_BRIEF: Final = 39
"""Columns in which the shorter words on how hard to press stand above the breath."""
_CAUTION: Final = 6.0
"""Seconds at the start of a hold that the words on how hard to press have before the breath."""


class LiveView(Widget):
    """A session at one sample."""

    def __init__(
        self,
        title: str,
        find: Callable[[str], Point | None],
        *,
        why_lightly: Callable[[str], str] = lambda _: "",
        mat_words: str | None = None,
        picture: str = "auto",
        skin: str = "stone",
        breathing: bool = False,
        id: str | None = None,
    ) -> None:
        """``breathing``: the ring follows the breath that is shown, or a slow even one."""
        super().__init__(id=id)
        self._title = title
        self._find = find
        self._why_lightly = why_lightly
        self._mat_words = mat_words
        self._picture = picture
        self._skin = skin
        self._breathing = breathing
        self._places = PlacesLayout()
        self._placed: Places = {}
        self._larger = False
        self._shown: tuple[int, Step] | None = None
        self._point: Point | None = None
        self._why = ""
        self._latest: tuple[LiveSession, Pattern] | None = None
        self._asked: tuple[str, ...] = ()
        self._how = ""

    @property
    def layout(self) -> Layout:
        """Every part at the place that it has on a screen of this size."""
        return self._places

    @property
    def is_larger(self) -> bool:
        """Whether the picture fills the screen."""
        return self._larger

    def compose(self) -> ComposeResult:
        """All parts; where each stands, if it does, follows from the size."""
        ascii_only = not speaks_unicode(self.app)
        yield Line(id="one-line")
        yield Line(self._title, id="title")
        yield Line(id="count")
        yield Figure(mode=self._picture, skin=self._skin, measured=False, id="figure")
        yield Static(id="point", markup=False)
        yield BigWord(id="side", ascii_only=ascii_only)
        yield Static(id="place", markup=False)
        yield Static(id="how", markup=False)
        yield BigDigits("0:00", id="left", ascii_only=ascii_only)
        yield Line(id="state")
        yield Pacer(id="pacer", ascii_only=ascii_only)
        yield Static("mat" if self._on_mat else "hold", id="hold-label", classes="label")
        yield Bar(id="hold-bar", ascii_only=ascii_only)
        yield Static("all", id="all-label", classes="label")
        yield Bar(id="all-bar", ascii_only=ascii_only)
        yield Line(id="problem")
        yield Line(id="next")
        yield Static(id="come", markup=False)

    @property
    def _is_low(self) -> bool:
        return self.screen.size.height <= LOW

    @property
    def _on_mat(self) -> bool:
        return self._mat_words is not None

    def on_mount(self) -> None:
        """Take the places of the screen as it is before the first frame."""
        self._place()

    def on_resize(self, _: Resize) -> None:
        """Take the places of a screen of this size."""
        self._place()
        self._show_again()

    def toggle_larger(self) -> None:
        """Let the picture fill the screen, or stand beside the words again."""
        self._larger = not self._larger
        self._place()
        self._show_again()

    def _place(self) -> None:
        width, rows = self.screen.size
        if is_one_line(width, rows):
            places = {"one-line": Region(0, 0, width, 1)}
        elif self._on_mat:
            places = mat_places(width, rows)
        else:
            picture = self._picture != "none"
            place = live_words.where(self._point, self._shown[1]) if self._shown else ""
            places = hold_places(width, rows, place, picture=picture, larger=self._larger)
        if places == self._placed:
            return
        self._placed = dict(places)
        if "state" in places:
            places["pacer"] = places["state"]
        self._places.places = places
        for child in self.children:
            child.display = child.id in places
        if "figure" in places:
            self.query_one(Figure).captioned = places["figure"].width >= _CAPTIONED
        self._swap()
        self.refresh(layout=True)

    def _swap(self) -> None:
        """Of two parts with one place show the one that has something to say."""
        pacer, problem, places = self.query_one(Pacer), self._line("problem"), self._places.places
        paced = pacer.breath is not None and not self._asked
        for part, shown in (
            (pacer, "pacer" in places and paced),
            (self._line("state"), "state" in places and not paced),
            (problem, "problem" in places and (self._apart or bool(problem.text))),
            (self._line("next"), "next" in places and (self._apart or not problem.text)),
        ):
            if part.display is not shown:
                part.display = shown

    @property
    def _apart(self) -> bool:
        """Whether a problem has a row of its own."""
        places = self._places.places
        return places.get("problem") != places.get("next")

    def _show_again(self) -> None:
        self._shown = None
        if self._latest is not None:
            self.show(*self._latest)

    def show(self, session: LiveSession, pattern: Pattern) -> None:
        """Show this sample."""
        self._latest = session, pattern
        step = session.step or session.plan.steps[-1]
        if (session.index, step) != self._shown:
            self._shown = session.index, step
            self._show_step(session, step)
        paced = session.phase in {Phase.HOLD, Phase.OVER} and pattern.length > 0
        self.set_class(session.phase in _QUIET, "-quiet")
        digits = live_words.digits(session)
        large = self.query_one("#left", BigDigits)
        large.text = digits
        large.word = live_words.left_word(session) if self._is_low else ""
        self._say_how(step, paced=paced)
        self._breathe(session, pattern, paced=paced)
        forms = self._asked or live_words.state_forms(session, self._point, self._why)
        state = live_words.fitting(self._width("state") or self._width("one-line"), *forms)
        self._line("state").say(state)
        self.query_one("#hold-bar", Bar).fraction = session.hold_progress or 0.0
        self.query_one("#all-bar", Bar).fraction = session.progress or 0.0
        following = "" if self._on_mat else live_words.next_words(session)
        times = live_words.time_forms(session)
        if self._is_low and not self._on_mat:
            following, times = following.replace("  ", " "), times[-1:]
        room = self._width("next") - len(following) - 1
        self._line("next").say(following, live_words.fitting(room, *times))
        named = "mat" if self._on_mat else f"{step.point} {side_word(step.side)}"
        paused = "paused" if session.phase is Phase.PAUSED and not self._larger else ""
        words = self._asked[-1] if self._asked else f"{named} {digits} {paused}"
        self._line("one-line").say(words, state if self._larger and not self._asked else "")
        self._swap()

    def ask(self, *forms: str) -> None:
        """Say this in place of what to do now, the first form that fits; without forms no more."""
        self._asked = forms
        if self._latest is not None:
            self.show(*self._latest)

    def say_problem(self, words: str) -> None:
        """Show a problem on its line, or in place of what is next; empty words clear it."""
        self._line("problem").say(words)
        self._swap()

    def _breathe(self, session: LiveSession, pattern: Pattern, *, paced: bool) -> None:
        """Show the breath in a hold, and let the ring be as wide as the lungs are full."""
        pacer = self.query_one(Pacer)
        waits = bool(self._why) and "how" not in self._places.places and session.held < _CAUTION
        pacer.show(breath_at(pattern, session.held) if paced and not waits else None, pattern)
        if session.phase is Phase.PAUSED or not self._breathing:
            return
        held = session.held if session.phase in {Phase.HOLD, Phase.OVER} else 0
        breath = breath_at(pattern if pattern.length else EVEN, held)
        if breath:
            self.query_one(Figure).waves = min(WAVES, int(breath.fullness * (WAVES + 1)))

    def _say_how(self, step: Step, *, paced: bool) -> None:
        """How to press, or how hard where the breath has the line that says it."""
        region = self._places.places.get("how")
        if region is None:
            return
        how, width = self.query_one("#how", Static), region.width
        if paced and self._why:
            forms = live_words.press_forms(self._point, self._why)
            words = live_words.fitting(width, *(forms if width > _BRIEF else forms[1:]))
        else:
            words = live_words.sentences_that_fit(step.caption, width, region.height)
        if words != self._how:
            self._how = words
            how.set_class(paced and bool(self._why), "-hard")
            how.update(Content(words))

    def _line(self, name: str) -> Line:
        return self.query_one(f"#{name}", Line)

    def _width(self, part: str) -> int:
        region = self._places.places.get(part)
        return region.width if region else 0

    def _show_step(self, session: LiveSession, step: Step) -> None:
        point = self._point = None if self._on_mat else self._find(step.point)
        if self._on_mat:
            self._line("count").say("", self._mat_words or "")
            return
        self._place()
        self._why = self._why_lightly(step.point)
        figure = self.query_one(Figure)
        figure.part = point.spot if point else ""
        figure.point, figure.side = step.point, step.side
        large = "side" in self._places.places
        self.query_one("#side", BigWord).text = side_word(step.side)
        words = live_words.name(step, point, room=self._width("point"), side=not large)
        self.query_one("#point", Static).update(words)
        self.query_one("#place", Static).update(Content(live_words.where(point, step)))
        long, short = live_words.how_far(session)
        self._line("count").say("", live_words.fitting(self._width("count"), long, short))
        come = self._places.places.get("come")
        if come:
            coming = live_words.to_come(session, self._find, come.height, come.width)
            self.query_one("#come", Static).update(coming)
