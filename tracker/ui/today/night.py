"""The dialog that asks how the night was."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tracker.core.entry.fields import ScaleField
from tracker.practice.answers import night_change, night_label, night_of
from tracker.ui.screens.form import Form
from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.key_line import key_words

_RATING: Final = ScaleField(name="rating", label="The night", low="worst", high="best")


class NightScreen(Dialog[None]):
    """One rating; enter saves it."""

    HELP = "0 is the worst, 10 the best. It counts for no goal and no streak; esc leaves it."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "keep", id="night.keep"),
        Binding("question_mark", "app.help", "keys", id="night.help", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The scale, with the rating so far."""
        before = night_of(self.tracker, self.tracker.today)
        with Vertical(classes="dialog"):
            yield Static("How was the night?", classes="title", markup=False)
            yield Form((_RATING,), {"rating": before.rating if before else None})
            keys = (("0-9 x", "answer"), ("enter", "keep"), ("esc", "leave"))
            yield Static(key_words(*keys), classes="answers")

    def action_keep(self) -> None:
        """Record the rating; without one nothing changes."""
        tracker, rating = self.tracker, self.query_one(Form).given.get("rating")
        if isinstance(rating, int):
            change = night_change(tracker, rating, tracker.today)
            label = night_label(tracker, tracker.today)
            if not tracker.change(tracker.journal.change, change, label=label):
                return
        self.dismiss(None)
