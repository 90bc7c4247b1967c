"""Dialog for logging after the fact: a line, its meaning and its effect, then enter.

The line is enough; the fields below it are optional.
"""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tracker.core.entry.fields import Field
from tracker.core.entry.new_records import EntryError
from tracker.core.facts.sessions import Practice
from tracker.core.text.refusals import FieldError
from tracker.practice import entries
from tracker.practice.cautions import NO_CAUTIONS
from tracker.practice.hard_moments import IN_APP, quiet_line
from tracker.ui.screens.confirm import ask_to_leave
from tracker.ui.screens.effect_memo import EffectMemo
from tracker.ui.screens.form import Form
from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.caution_lines import caution_text
from tracker.ui.widgets.key_line import key_words
from tracker.ui.widgets.signpost_line import SignpostLine


class LogScreen(Dialog[Practice]):
    """Logs points or the mat; answers the record that was kept."""

    HEADING: ClassVar[str] = ""
    EXAMPLE: ClassVar[str] = ""
    FIELDS: ClassVar[Sequence[Field]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "save", id="log.save", priority=True),
        Binding("question_mark", "app.help", "keys", id="log.help", show=False),
        Binding("up", "focus_before", "field before", id="log.up", show=False),
        Binding("down", "focus_after", "next field", id="log.down", show=False),
    ]

    def __init__(self, line: str = "") -> None:
        """``line`` is typed in it already, such as the date of another day."""
        super().__init__()
        self._begun_with = line
        self._effects = EffectMemo()

    def compose(self) -> ComposeResult:
        """The line, what it means, and the optional fields."""
        with Vertical(classes="dialog log"):
            yield Static(self.HEADING, classes="title", markup=False)
            line = Input(self._begun_with, placeholder=self.EXAMPLE, id="line")
            line.cursor_blink = False
            line.select_on_focus = False
            yield line
            yield SignpostLine()
            yield Static(id="understood", markup=False)
            yield Static(id="effect", markup=False)
            yield Static(id="caution", markup=False)
            yield Form(self.FIELDS, id="more")
            yield Static(self.keys, classes="answers")

    @property
    def keys(self) -> Content:
        """The line of keys."""
        return key_words(("enter", "save"), ("tab", "more"), ("esc", "back"))

    def on_mount(self) -> None:
        """Show what the line means so far."""
        line = self.query_one("#line", Input)
        line.cursor_position = 0
        line.focus()
        self._show()

    @on(Input.Changed, "#line")
    @on(Form.Changed)
    def changed(self) -> None:
        """Show what the line and the fields mean now."""
        self._show()

    @property
    def line(self) -> str:
        """The text of the line."""
        return self.query_one("#line", Input).value

    @abstractmethod
    def entry(self) -> entries.Entry:
        """The record of the line and the fields, with words about it.

        Raises EntryError or FieldError if they do not make a record.
        """

    def _show(self, *, refused: bool = False) -> None:
        understood, effect = self.query_one("#understood", Static), ""
        cautions = NO_CAUTIONS
        understood.set_class(refused, "problem")
        typed = self.line.strip()
        self.query_one(SignpostLine).answer(self.tracker, typed)
        if not typed and not refused:
            understood.update(Content.styled(self.invitation, "$quiet"))
        else:
            try:
                entry = self.entry()
            except (EntryError, FieldError) as wrong:
                understood.update(
                    Content(str(wrong)) if refused else Content.styled(str(wrong), "$quiet")
                )
            else:
                understood.set_class(False, "problem")
                understood.update(Content(f"{entry.words}\n{entry.when}"))
                effect = self._effects.effect(entry)
                cautions = entry.cautions
        self.query_one("#effect", Static).update(Content.styled(effect, "$primary"))
        lines = cautions.lines()
        caution_line = self.query_one("#caution", Static)
        caution_line.update(caution_text(lines))
        caution_line.display = bool(lines)

    @property
    def invitation(self) -> str:
        """Shown below the empty line: what can be typed."""
        return ""

    def action_save(self) -> None:
        """Record the entry; a refusal is shown, and everything typed stays."""
        try:
            entry = self.entry()
        except (EntryError, FieldError) as wrong:
            self._show(refused=True)
            if not self.query_one(Form).go_to(wrong.field):
                self.set_focus(self.query_one("#line"))
            return
        labels: list[str] = []
        if self.tracker.change(lambda: labels.append(entries.keep(self.tracker, entry))):
            self.app.notify(f"{labels[0]}: kept, u takes it back", markup=False, timeout=4)
            if line := quiet_line(self.tracker, entry.record, IN_APP):
                self.app.notify(line, markup=False, timeout=8)
            self.dismiss(entry.record)

    def action_leave(self) -> None:
        """Close; ask first if anything was typed."""
        if self.touched:
            ask_to_leave(self)
        else:
            self.dismiss(None)

    @property
    def touched(self) -> bool:
        """Whether anything was typed or answered."""
        return (
            self.line.strip() not in {"", self._begun_with.strip()} or self.query_one(Form).touched
        )

    def action_focus_before(self) -> None:
        """Focus the field before."""
        self.focus_previous()

    def action_focus_after(self) -> None:
        """Focus the next field."""
        self.focus_next()
