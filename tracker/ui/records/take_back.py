"""Taking back: what would be undone and what that does, in two rows, before anything is changed.

The rows take the place of the key line, so that the screen above them stays in sight.
"""

from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.cells import cell_len, set_cell_size
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click, Key, Resize
from textual.widgets import Static

from tracker.journal.journal import NOTHING_TO_UNDO
from tracker.practice.undo import StepWords, step_names, undo_words
from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.key_line import key_of

if TYPE_CHECKING:
    from tracker.ui.screens.tracker import Tracker

_NORMAL = 72


class TakeBackScreen(Dialog[bool]):
    """Answers `True` to take a step back; any key but those of yes leaves it."""

    CURSOR_AT = ("#what",)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,enter,y", "yes", "take back", id="take-back.yes"),
    ]

    def __init__(self, words: StepWords | None) -> None:
        """``words`` are those of the step; `None` says that there is nothing to take back."""
        super().__init__()
        self._words = words
        self._keys_at = self._no_at = 0
        """The columns in which the words of yes and of no begin."""

    def compose(self) -> ComposeResult:
        """The name of the step, then its effect and the keys."""
        with Vertical(id="take-back"):
            yield Static(id="what", markup=False)
            yield Static(id="does", markup=False)

    def on_resize(self, event: Resize) -> None:
        """Write the words as they fit."""
        words, narrow = self._words, event.size.width < _NORMAL
        gap, width = " " if narrow else "  ", event.size.width - 2
        yes, no = f"u{gap}yes{'  ' if narrow else '     '}", f"esc{gap}no"
        what, does = Content(NOTHING_TO_UNDO), ""
        if words is None:
            yes, no = "", f"esc{gap}back"
        else:
            name = words.short_name if narrow else words.name
            name = _fit(name, width - cell_len(f"Take back{gap}?"))
            what = Content.assemble(("Take back", "bold"), f"{gap}{name}?")
            does = words.short_effect if narrow else words.effect
        self._keys_at = width - cell_len(yes + no)
        self._no_at = width - cell_len(no)
        does = set_cell_size(_fit(does, self._keys_at - 2), self._keys_at)
        self.query_one("#what", Static).update(what)
        line = Content.assemble((does, "$quiet"), (yes + no, "$primary"))
        self.query_one("#does", Static).update(line)

    def on_key(self, event: Key) -> None:
        """Leave, with any key that has nothing else to do here."""
        active = self.active_bindings.get(event.key)
        if active is None or active.binding.id is None:  # Textual's own move a focus
            event.stop()
            self.dismiss(False)

    def on_click(self, event: Click) -> None:
        """Answer by a tap on the words, or leave by one beside them."""
        column, row = event.screen_offset - self.query_one("#does").region.offset
        self.dismiss(row == 0 and self._keys_at <= column < self._no_at)

    def action_yes(self) -> None:
        """Answer yes; with nothing to take back, leave."""
        self.dismiss(self._words is not None)


def ask_to_take_back(app: App[Any]) -> None:
    """Ask whether to take back the latest step, and do it; say so if there is none."""
    tracker = cast("Tracker", app)
    step, again = tracker.journal.undoable, key_of(app.screen, "redo")

    def answered(yes: bool | None) -> None:
        if yes and step and tracker.change(tracker.journal.undo):
            app.notify(f"Taken back. {again} brings it again.", markup=False, timeout=8)

    app.clear_notifications()
    app.push_screen(TakeBackScreen(undo_words(tracker, step) if step else None), answered)


def bring_back(app: App[Any]) -> None:
    """Make the step again that was taken back last."""
    tracker = cast("Tracker", app)
    step = tracker.journal.redoable
    if tracker.change(tracker.journal.redo) and step:
        name, _ = step_names(tracker, step)
        back = key_of(app.screen, "undo")
        app.notify(f"Made again: {name}. {back} takes it back.", markup=False, timeout=8)


def _fit(text: str, room: int) -> str:
    return text if cell_len(text) <= room else set_cell_size(text, max(0, room - 1)) + "…"
