"""Dialog that logs time on the mat: as last time, or as a line says, ``20m back thin``."""

from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tracker.core.entry.record_fields import DISCOMFORT, MAT_AFTER, MOOD, NOTE
from tracker.core.text.examples import MAT_EARLIER
from tracker.practice import entries
from tracker.practice.entries import Entry
from tracker.practice.past.last_time import mat_as_last_time
from tracker.ui.records.log import NORMAL, LogScreen
from tracker.ui.screens.confirm import ConfirmScreen
from tracker.ui.screens.form import Form
from tracker.ui.widgets.key_line import KeyLine
from tracker.ui.widgets.signpost_line import SignpostLine
from tracker.ui.widgets.tab_line import TabLine

_WEEK, _TODAY = "This week ", "Today: "
"""Beginnings of an effect that are its label; the first is as wide as the labels."""
_EXAMPLES: Final = "15   ·   20 upper back thin   ·   25 yesterday 21:00"
_FEW: Final = "15  ·  20 upper back thin"
_MORE: Final = {
    True: (("tab", "how it felt, skin, note"), ("^t", "timer instead")),
    False: (
        ("tab", "mood, tension, discomfort, skin, note"),
        ("^t", "lie down with the timer instead"),
    ),
}


class LogMatScreen(LogScreen):
    """Log time on the mat, or switch to the timer."""

    HEADING = "Time on the mat"
    FIELDS = (*DISCOMFORT, *MOOD, *MAT_AFTER, NOTE)
    HELP = (
        "Enter keeps the last time again. Or a line: how long, which part, what was between, "
        f"when. {MAT_EARLIER}. Only the length is needed. Parts: back, upper back, "
        "neck, lower back, seat, legs, feet standing, feet sitting, belly. Between: bare, thin, "
        "thick, socks."
    )
    KEYS = ("log.save", "log-mat.minutes", "log.more", "log-mat.timer", "dialog.leave")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "timer", "timer", id="log-mat.timer", tooltip="Start the timer instead"),
        Binding("0,1,2,3,4,5,6,7,8,9", "line", "minutes", id="log-mat.minutes", key_display="0-9"),
    ]
    invitation = "how long, as 20m; then Enter"

    def compose(self) -> ComposeResult:
        """What Enter keeps, the line, the effect, the optional fields."""
        yield TabLine(str(self.app.current_mode), self.app.sub_title)
        with Vertical(classes="dialog card log"):
            yield Static(self.HEADING, classes="title", markup=False)
            with Horizontal(classes="row"):
                yield Static(" Enter ", id="keep", markup=False)
                yield Static(id="understood", markup=False)
            with Horizontal(classes="row"):
                yield Static("or write", classes="label", markup=False)
                yield self.line_input()
            yield Static(id="examples", markup=False)
            yield SignpostLine()
            yield Static(id="effect", markup=False)
            yield Static(id="caution", markup=False)
            yield Static(id="rest", markup=False)
            yield Form(self.FIELDS, id="more")
        yield KeyLine()

    @property
    def untyped(self) -> str:
        """The line of the last time on the mat, for the day that this was opened for."""
        last = mat_as_last_time(self.tracker)
        return f"{last} {self._begun_with}" if last else ""

    def entry(self) -> Entry:
        """The mat session of the line and the fields."""
        given: dict[str, Any] = self.query_one(Form).given
        return entries.mat(self.tracker, self.line, **given)

    def entry_words(self, entry: Entry) -> Content:
        """``24 min, back, bare  as last time, ending now``."""
        said = Content.styled(entry.words, "bold")
        if self.app.size.width < NORMAL and not self.is_typed:
            return said
        when = entry.near if self.is_typed else f"as last time, {entry.near}"
        return said + Content.styled(f"  {when}", "$quiet")

    def show_effect(self, words: str) -> None:
        """The week, or today, is named in the column of labels."""
        label = next((each for each in (_WEEK, _TODAY) if words.startswith(each)), "")
        name = label.removesuffix(": ")
        said = Content.assemble(
            f"{name:<{len(_WEEK)}}" if name else "", (words.removeprefix(label), "$primary")
        )
        self.query_one("#effect", Static).update(said)

    def show(self, *, refused: bool = False) -> None:
        """Show what Enter keeps now, and what else can be done."""
        super().show(refused=refused)
        narrow = self.app.size.width < NORMAL
        self.query_one("#keep").set_class(not self.line.strip(), "-idle")
        indent = " " * len(_WEEK)
        examples = Content.styled(f"{indent}{_FEW if narrow else _EXAMPLES}", "$quiet")
        self.query_one("#examples", Static).update(examples)
        rest = [
            Content.assemble((f"{key:<{len(_WEEK)}}", "$primary"), (words, "$quiet"))
            for key, words in _MORE[narrow]
        ]
        self.query_one("#rest", Static).update(Content("\n").join(rest))

    def action_line(self) -> None:
        """Go to the line, to write another length."""
        self.set_focus(self.query_one("#line", Input))

    def action_timer(self) -> None:
        """Switch to the timer; ask first if anything was typed."""

        def timer(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)
                self.app.call_later(self.app.run_action, "app.start_mat")

        if self.touched:
            question = "Start the timer? What was typed is not kept."
            self.app.push_screen(ConfirmScreen(question, yes="start", no="go on"), timer)
        else:
            timer(True)
