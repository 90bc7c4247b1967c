"""What the guard holds back is taken in by a deliberate choice, which is recorded."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from tracker.core.facts.sessions import LONGEST_NOTE
from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import Caution, Override, overridden
from tracker.core.text.visible import visible
from tracker.ui.screens.kinds import Dialog
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.key_line import key_words


class OverrideScreen(Dialog[str]):
    """The reasons, their sources, room for one's own; enter answers it, escape leaves it."""

    HELP = "Nothing is forbidden. What is written here is kept with the choice; it may stay empty."

    def __init__(self, question: str, cautions: Iterable[Caution]) -> None:
        super().__init__()
        self._question = question
        self._cautions = tuple(dict.fromkeys(cautions))

    def compose(self) -> ComposeResult:
        """The question, why to leave it, a line for why not to."""
        sources = self.tracker.library.sources
        lines: list[Content] = []
        for caution in self._cautions:
            words = f"{caution.severity.words.capitalize()}: "
            lines.append(Content.assemble((words, "$warning"), caution.reason))
            if caution.source in sources:
                lines.append(Content.styled(sources[caution.source], "$quiet"))
        with Vertical(classes="dialog"):
            yield Static(self._question, classes="title", markup=False)
            yield Static(Content("\n").join(lines), classes="words")
            why = Input(placeholder="why, if you like", max_length=LONGEST_NOTE, id="why")
            why.cursor_blink = False
            yield why
            keys = key_words(("enter", "take in, and keep this choice"), ("esc", "leave it"))
            yield Static(keys, classes="answers")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer why."""
        self.dismiss(visible(event.value.strip(), lines=False))


def take_in(
    screen: Screen[Any],
    tracker: Tracker,
    held: Iterable[tuple[str, Sequence[Caution]]],
    then: Callable[[], None],
    *,
    question: str = "",
) -> None:
    """Ask about what is held back, record the choice, and go on; at once when nothing is."""
    known = tracker.personal.overrides
    stopping: dict[str, list[Caution]] = {}
    for subject, cautions in held:
        for caution in cautions:
            if caution.severity.holds_back and not overridden(subject, caution, known):
                stopping.setdefault(subject, []).append(caution)
    if not stopping:
        then()
        return

    def chosen(why: str | None) -> None:
        if why is None:
            return
        now = tracker.now()
        overrides = [
            Override(
                id=ulid(now),
                made=now,
                subject=subject,
                flags=tuple(dict.fromkeys(each.flag for each in cautions if each.flag)),
                why=why,
            )
            for subject, cautions in stopping.items()
        ]
        label = f"take in {', '.join(stopping)}"
        if tracker.change(tracker.journal.record, *overrides, label=label):
            then()

    reasons = [caution for cautions in stopping.values() for caution in cautions]
    asked = question or f"Take in {', '.join(stopping)}?"
    screen.app.push_screen(OverrideScreen(asked, reasons), chosen)
