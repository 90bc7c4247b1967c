"""The dialog for the person's own people in a hard moment; they are kept in config.toml only."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tracker.config.people import FORM, MOST, own_help
from tracker.config.toml_text import ConfigError
from tracker.practice.help_page import keep_own_people, own_people
from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.key_line import key_words


class OwnPeopleScreen(Dialog[None]):
    """Five people and a sentence; enter saves them, and an empty line is left out."""

    HELP = "One person a line: name, number, a word. They stay in config.toml and in no export."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "keep", id="own-people.keep"),
        Binding("up", "app.focus_previous", "line before", id="own-people.up", show=False),
        Binding("down", "app.focus_next", "next line", id="own-people.down", show=False),
    ]

    def compose(self) -> ComposeResult:
        """A line for each person, and one for the sentence."""
        own = own_people(self.tracker.config, self.tracker.checkpoint.path.parent)
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static("Your own people", classes="title", markup=False)
            yield Static(FORM.capitalize(), classes="words", markup=False)
            for number in range(MOST):
                text = own.people[number].typed if number < len(own.people) else ""
                yield _line(f"person-{number + 1}", text)
            yield Static("A sentence to yourself", classes="words", markup=False)
            yield _line("words", own.words)
            yield Static(id="problem", classes="problem", markup=False)
            yield Static(key_words(("enter", "keep"), ("esc", "leave")), classes="answers")

    def on_input_submitted(self) -> None:
        """Enter in a line saves all of them."""
        self.action_keep()

    def action_keep(self) -> None:
        """Save them; a refusal is shown, and the typed text stays."""
        lines = [self.query_one(f"#person-{number + 1}", Input).value for number in range(MOST)]
        try:
            own = own_help(lines, self.query_one("#words", Input).value)
            self.tracker.config = keep_own_people(self.tracker.config, own)
        except ConfigError as wrong:
            self.query_one("#problem", Static).update(Content(str(wrong)))
            return
        self.dismiss(None)


def _line(name: str, text: str) -> Input:
    line = Input(text, max_length=400, id=name, select_on_focus=False)
    line.cursor_blink = False
    return line
