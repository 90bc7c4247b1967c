"""Imports a file of shared routines and points: asks for the path, previews it, then imports."""

from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from tracker.exchange.files import ExchangeError
from tracker.exchange.import_plan import ImportPlan
from tracker.library.toml import LibraryError
from tracker.practice.shared_files import import_label, plan_shared, plan_words, read_typed
from tracker.ui.screens.kinds import Dialog
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.key_line import key_words
from tracker.ui.widgets.signpost_line import SignpostLine


class ReadFile(NamedTuple):
    """A shared file, and the preview of importing it."""

    name: str
    plan: ImportPlan


class ImportFileScreen(Dialog[ReadFile]):
    """The first enter reads and previews the file, the second answers it."""

    HELP = (
        "Type the path of a TOML file, such as ~/calm.toml, and press enter: it says what is in "
        "the file. Enter again imports it; u takes it back. What you have already stays as it is."
    )
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self) -> None:
        super().__init__()
        self._file: ReadFile | None = None

    def compose(self) -> ComposeResult:
        """The path, and the preview of the file."""
        with Vertical(classes="dialog import"):
            yield Static("Import routines and points", classes="title", markup=False)
            line = Input(placeholder="~/calm.toml", id="path", max_length=1000)
            line.cursor_blink = False
            yield line
            yield SignpostLine()
            yield Static(id="understood", markup=False)
            keys = key_words(("enter", "read, then import"), ("esc", "back"))
            yield Static(keys, classes="answers")

    @on(Input.Changed)
    def _typed(self, changed: Input.Changed) -> None:
        self._file = None
        self.query_one(SignpostLine).answer(self.tracker, changed.value)
        self._say("")

    @on(Input.Submitted)
    def _entered(self, submitted: Input.Submitted) -> None:
        if self._file is not None:
            self.dismiss(self._file)
            return
        if not submitted.value.strip():
            return
        try:
            text, name = read_typed(self.tracker, submitted.value)
            plan = plan_shared(self.tracker, text, name)
        except (ExchangeError, LibraryError) as refused:
            self._say(str(refused), refused=True)
            return
        words = "\n".join(plan_words(plan))
        if plan.new:
            self._file = ReadFile(name, plan)
            self._say(f"{words}\nEnter imports it.")
        else:
            self._say(f"{words}\nNothing to import.")

    def _say(self, words: str, *, refused: bool = False) -> None:
        understood = self.query_one("#understood", Static)
        understood.set_class(refused, "problem")
        understood.update(Content(words))


def import_file(screen: Screen[Any], tracker: Tracker) -> None:
    """Ask for a file, and import the routines and points in it."""

    def take(file: ReadFile | None) -> None:
        if file is None:
            return
        label = import_label(file.name)
        if tracker.change(tracker.journal.carry_out_import, file.plan, label=label):
            words = "; ".join(plan_words(file.plan))
            screen.notify(f"{label}: {words}. u takes it back", markup=False)

    screen.app.push_screen(ImportFileScreen(), take)
