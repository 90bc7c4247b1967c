"""Dialogs for logging after the fact: enter keeps the last time again, or what a line says.

The line is optional, and so are the fields below it.
"""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Resize
from textual.widgets import Input, Static

from tracker.core.entry.fields import Field
from tracker.core.entry.new_records import EntryError
from tracker.core.facts.sessions import Practice
from tracker.core.text.refusals import FieldError
from tracker.practice import entries
from tracker.practice.cautions import CautionLine
from tracker.practice.hard_moments import IN_APP, quiet_line
from tracker.ui.screens.confirm import ask_to_leave
from tracker.ui.screens.effect_memo import EffectMemo
from tracker.ui.screens.form import Form
from tracker.ui.screens.kinds import Dialog
from tracker.ui.screens.text_page import ReadingScreen
from tracker.ui.widgets.caution_lines import caution_text, first_caution
from tracker.ui.widgets.key_line import key_of
from tracker.ui.widgets.signpost_line import SignpostLine

NORMAL: Final = 72
_TALL: Final = 24
"""Rows of a screen with room for the whole cautions about what is typed."""
_WIDEST: Final = 70
"""Columns of a caution in one row."""


class LogScreen(Dialog[Practice]):
    """Logs points or the mat; answers the record that was kept.

    Enter in the empty line keeps what was done last time.
    """

    HEADING: ClassVar[str] = ""
    FIELDS: ClassVar[Sequence[Field]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "keep", id="log.save", priority=True),
        Binding("tab", "more", "more", id="log.more"),
        Binding("up", "choose(-1)", "row before", id="log.up", show=False),
        Binding("down", "choose(1)", "choose", id="log.down", key_display="↑↓"),
        Binding("question_mark", "app.help", "keys", id="log.help", show=False),
        Binding(
            "ctrl+o",
            "cautions",
            "cautions",
            id="log.cautions",
            show=False,
            tooltip="Read every caution",
        ),
    ]

    def __init__(self, line: str = "") -> None:
        """``line`` is typed in it already, such as the date of another day."""
        super().__init__()
        self._begun_with = line
        self._effects = EffectMemo()
        self._cautions: Sequence[CautionLine] = ()

    def line_input(self) -> Input:
        """The field of the line."""
        line = Input(self._begun_with, id="line")
        line.cursor_blink = False
        line.select_on_focus = False
        return line

    def on_mount(self) -> None:
        """Show what the line means so far."""
        line = self.query_one("#line", Input)
        line.cursor_position = 0
        line.focus()
        self.show()

    @on(Input.Changed, "#line")
    def _line_changed(self) -> None:
        self.line_changed()
        self.show()

    @on(Form.Changed)
    def _form_changed(self) -> None:
        self.show()

    def line_changed(self) -> None:
        """Take note of what is typed."""

    def on_resize(self, event: Resize) -> None:
        """Write the words as they fit."""
        if event.size:
            self.show()

    @property
    def line(self) -> str:
        """The line that Enter keeps."""
        return self.query_one("#line", Input).value if self.is_typed else self.untyped

    @property
    def is_written(self) -> bool:
        """Whether more is in the line than it was begun with."""
        return self.query_one("#line", Input).value.strip() not in {"", self._begun_with.strip()}

    @property
    def is_typed(self) -> bool:
        """Whether what is written counts."""
        return self.is_written

    @property
    @abstractmethod
    def untyped(self) -> str:
        """The line of what is kept if nothing is typed; empty if there is no last time."""

    @abstractmethod
    def entry(self) -> entries.Entry:
        """The record of the line and the fields, with words about it.

        Raises EntryError or FieldError if they do not make a record.
        """

    @abstractmethod
    def entry_words(self, entry: entries.Entry) -> Content:
        """The words of what Enter keeps."""

    @abstractmethod
    def show_effect(self, words: str) -> None:
        """Show the effect of keeping it."""

    def show(self, *, refused: bool = False) -> None:
        """Show what Enter keeps now, and its effect; if `refused`, the reason as a problem."""
        understood, effect = self.query_one("#understood", Static), ""
        self._cautions = ()
        understood.set_class(refused, "problem")
        typed = self.query_one("#line", Input).value.strip()
        self.query_one(SignpostLine).answer(self.tracker, typed)
        if not self.line.strip() and not refused:
            understood.update(Content.styled(self.invitation, "$quiet"))
        else:
            try:
                entry = self.entry()
            except (EntryError, FieldError) as wrong:
                style = "" if refused else "$quiet"
                understood.update(Content.styled(str(wrong), style))
            else:
                understood.set_class(False, "problem")
                understood.update(self.entry_words(entry))
                is_narrow = self.app.size.width < NORMAL
                effect = entry.short_effect if is_narrow else self._effects.effect(entry)
                self._cautions = entry.cautions.lines()
        self.show_effect(effect)
        self._show_cautions()

    def _show_cautions(self) -> None:
        """In full about what is typed, where there is room; else the most serious in one row."""
        width, height = self.app.size
        is_one = not self.is_typed or width < NORMAL or height < _TALL
        if is_one:
            key = key_of(self, "cautions")
            said = first_caution(self._cautions, min(_WIDEST, width - 4), key)
        else:
            said = caution_text(self._cautions)
        self.query_one("#caution", Static).update(said)
        self.set_class(bool(self._cautions), "-cautioned")
        self.set_class(is_one, "-one-caution")

    invitation: ClassVar[str] = ""
    """Shown while nothing is typed and there is no last time: what can be typed."""

    def on_click(self, event: Click) -> None:
        """Keep it by a tap on the button or the words after it; read the cautions by one there."""
        event.prevent_default()
        if event.widget is not None and event.widget.id == "caution":
            self.action_cautions()
        if event.widget is not None and event.widget.id in {"keep", "keep-words", "understood"}:
            self.action_save()

    def action_save(self) -> None:
        """Record the entry; a refusal is shown, and everything typed stays."""
        try:
            entry = self.entry()
        except (EntryError, FieldError) as wrong:
            self.show(refused=True)
            if not self.go_to(wrong.field):
                self.set_focus(self.query_one("#line"))
            return
        labels: list[str] = []
        if self.tracker.change(lambda: labels.append(entries.keep(self.tracker, entry))):
            self.app.notify(f"{labels[0]}: kept, u takes it back", markup=False, timeout=4)
            if line := quiet_line(self.tracker, entry.record, IN_APP):
                self.app.notify(line, markup=False, timeout=8)
            self.dismiss(entry.record)

    def go_to(self, field: str | None) -> bool:
        """Focus the form's field of this name. Returns whether there is one."""
        found = field in {each.name for each in self.FIELDS}
        if found:
            self.open_form()
            self.query_one(Form).go_to(field)
        return found

    def open_form(self) -> None:
        """Show the fields below the line."""
        self.add_class("-form")

    def action_more(self) -> None:
        """Show the fields below the line, and go to the next one."""
        self.open_form()
        self.focus_next()

    def action_choose(self, by: int) -> None:
        """Go to the next field, or the one before."""
        self.open_form()
        (self.focus_next if by > 0 else self.focus_previous)()

    def action_cautions(self) -> None:
        """Read every caution about what Enter keeps."""
        if self._cautions:
            lines = [line.text for line in self._cautions]
            self.app.push_screen(ReadingScreen("Go gently", "\n\n".join(lines).split("\n")))

    def action_leave(self) -> None:
        """Close; ask first if anything was typed."""
        if self.touched:
            ask_to_leave(self)
        else:
            self.dismiss(None)

    @property
    def touched(self) -> bool:
        """Whether anything was typed or answered."""
        return self.is_written or self.query_one(Form).touched
