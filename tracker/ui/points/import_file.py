"""Imports a file of any program: asks for the path, previews the plan by name, then imports."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tracker.core.entry.new_records import EntryError
from tracker.exchange.files import ExchangeError
from tracker.library.toml import LibraryError
from tracker.practice.files.plan import PlannedImport, Wanted, carry_out, import_label
from tracker.practice.files.source import plan_import, typed_path
from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.key_line import key_words
from tracker.ui.widgets.signpost_line import SignpostLine

_SHOWN = 8
"""Maximum lines of a plan; of more, only their number is given."""


class ImportFileScreen(Dialog[None]):
    """The first enter reads and previews the file, the second imports it."""

    HELP = (
        "Type the path of a file, such as ~/calm.toml, and press enter: it says what is in the "
        "file. Habits and tags of another program are left out until you say what they are, as "
        "Mat=mat 20m; Press=calm. Enter again imports it; u takes it back. What you have already "
        "stays as it is."
    )
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self) -> None:
        super().__init__()
        self._planned: PlannedImport | None = None

    def compose(self) -> ComposeResult:
        """The path, the meanings of names, and the plan."""
        with Vertical(classes="dialog import"):
            yield Static("Import a file", classes="title", markup=False)
            path = Input(placeholder="~/calm.toml", id="path", max_length=1000)
            path.cursor_blink = False
            yield path
            meanings = Input(placeholder="Mat=mat 20m; Press=calm", id="meanings", max_length=1000)
            meanings.cursor_blink = False
            meanings.display = False
            yield meanings
            yield SignpostLine()
            yield Static(id="understood", markup=False)
            keys = key_words(("enter", "read, then import"), ("esc", "back"))
            yield Static(keys, classes="answers")

    @on(Input.Changed)
    def _typed(self, changed: Input.Changed) -> None:
        self._planned = None
        self.query_one(SignpostLine).answer(self.tracker, changed.value)
        self._say("")

    @on(Input.Submitted)
    def _entered(self) -> None:
        if self._planned is not None:
            self._import(self._planned)
            return
        path = self.query_one("#path", Input).value
        if not path.strip():
            return
        typed = self.query_one("#meanings", Input).value.split(";")
        wanted = Wanted(meanings=tuple(each.strip() for each in typed if each.strip()))
        try:
            planned = plan_import(self.tracker, typed_path(self.tracker, path), wanted)
        except (ExchangeError, LibraryError, EntryError) as refused:
            self._say(str(refused), refused=True)
            return
        if planned.read.left_out:
            self.query_one("#meanings", Input).display = True
        lines = [*planned.brief]
        if len(lines) > _SHOWN:
            lines[_SHOWN - 1 :] = [f"{len(lines) - _SHOWN + 1} more lines"]
        if planned.changes:
            self._planned = planned
        end = "Enter imports it." if planned.changes else "Nothing to import."
        self._say("\n".join((*lines, end)))

    def _import(self, planned: PlannedImport) -> None:
        if self.tracker.change(carry_out, self.tracker, planned):
            counts = [line for line in planned.lines if line not in planned.read.named]
            words = "; ".join(line for line in counts if not line.startswith("0 "))
            label = import_label(planned.origin)
            self.notify(f"{label}: {words}. u takes it back", markup=False)
            self.dismiss(None)

    def _say(self, words: str, *, refused: bool = False) -> None:
        understood = self.query_one("#understood", Static)
        understood.set_class(refused, "problem")
        understood.update(Content(words))
