"""Imports a file of any program: asks for the path, previews the plan by name, then imports."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tracker.core.entry.new_records import EntryError
from tracker.core.text.examples import MEANINGS
from tracker.exchange.files import ExchangeError
from tracker.library.toml import LibraryError
from tracker.practice.files.import_fields import FIELDS, fields_for, in_fields, wanted_of
from tracker.practice.files.plan import PlannedImport, carry_out, import_label
from tracker.practice.files.source import plan_import, typed_path
from tracker.ui.screens.form import Form
from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.key_line import key_words
from tracker.ui.widgets.signpost_line import SignpostLine

_SHOWN = 8
"""Maximum lines of a plan; of more, only their number is given."""


class ImportFileScreen(Dialog[None]):
    """The first enter reads and previews the file, the second imports it.

    Fields appear once they change something about this file.
    """

    HELP = (
        "Type the path of a file or folder, such as ~/calm.toml, and press enter: it says what is "
        "in it. Habits and tags of another program are left out until you say under Names what "
        f"they are, as {'; '.join(MEANINGS)}. Enter again imports it; u takes it back. What you "
        "have already stays as it is, unless you say under Replace mine that the file's counts."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", "read, then import", id="import.read", priority=True),
        Binding("question_mark", "app.help", "keys", id="import.help", show=False),
        Binding("ctrl+o", "options", "all fields", id="import.options", tooltip="Show all fields"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._planned: PlannedImport | None = None
        self._asked: tuple[str, dict[str, object]] | None = None
        self._shown: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """The path, what can be said about the file, and the plan."""
        with Vertical(classes="dialog import"):
            yield Static("Import a file", classes="title", markup=False)
            path = Input(placeholder="~/calm.toml", id="path", max_length=1000)
            path.cursor_blink = False
            yield path
            yield Form(FIELDS, id="options")
            yield SignpostLine()
            yield Static(id="understood", markup=False)
            keys = key_words(("enter", "read"), ("^o", "all fields"), ("esc", "back"))
            yield Static(keys, classes="answers")

    def on_mount(self) -> None:
        """Show the path alone."""
        self._show_fields(frozenset())
        self.query_one("#path").focus()

    @on(Input.Changed, "#path")
    def _typed(self, changed: Input.Changed) -> None:
        self._ask_again(changed.value)

    @on(Form.Changed)
    def _said_more(self) -> None:
        self._ask_again(self.query_one("#meanings", Input).value)

    def _ask_again(self, typed: str) -> None:
        """Forget the plan if it is of other answers."""
        self.query_one(SignpostLine).answer(self.tracker, typed)
        if self._answers != self._asked:  # enter can come before the news of the last letter
            self._planned = self._asked = None
            self._say("")

    @property
    def _answers(self) -> tuple[str, dict[str, object]]:
        return self.query_one("#path", Input).value, self.query_one(Form).answers

    def action_options(self) -> None:
        """Show all fields, and go to the first."""
        self._show_fields(frozenset(field.name for field in FIELDS))
        self.query_one(Form).go_to(FIELDS[0].name)

    def action_read(self) -> None:
        """Read the file and show the plan; if that is shown already, import it."""
        if self._planned is not None:
            self._import(self._planned)
            return
        self._asked = path, answers = self._answers
        if not path.strip():
            return
        try:
            file = typed_path(self.tracker, path)
            planned = plan_import(self.tracker, file, wanted_of(answers))
        except (ExchangeError, LibraryError, EntryError) as refused:
            self._show_fields(self._shown | fields_for(str(refused)))
            self._say(in_fields(str(refused)), refused=True)
            return
        self._show_fields(self._shown | fields_for(planned))
        lines = [in_fields(line) for line in planned.brief]
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

    def _show_fields(self, names: frozenset[str]) -> None:
        """Show these fields alone."""
        self._shown = names
        form = self.query_one(Form)
        form.display = bool(names)
        for field, row in zip(FIELDS, form.query(".field"), strict=True):
            row.display = field.name in names

    def _say(self, words: str, *, refused: bool = False) -> None:
        understood = self.query_one("#understood", Static)
        understood.set_class(refused, "problem")
        understood.update(Content(words))
