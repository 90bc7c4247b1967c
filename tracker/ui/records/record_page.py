"""The page of a record: all of its fields that are not empty, to read."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from tracker.core.entry.record_fields import FIELDS
from tracker.core.facts.sessions import Hold, MatSession, Practice, Session, Side, Source
from tracker.core.text.durations import duration_words
from tracker.core.text.moments import describe
from tracker.ui.records.edit import edit, named, remove
from tracker.ui.screens.kinds import Dialog
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.key_line import key_words

_SOURCES = {Source.LIVE: "as it ran", Source.AFTER: "afterwards", Source.IMPORT: "imported"}
_PLAIN = ("position", "layer", "surface", "mat", "skin", "pressed_with", "pressure")
_PAIRS = {
    "Discomfort": ("discomfort_start", "discomfort_end"),
    "Mood": ("mood_before", "mood_after"),
    "Tension": ("tension_before", "tension_after"),
}


class RecordScreen(Dialog[None]):
    """Everything about one record, with the keys to edit and to remove it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", "back", id="record.leave", show=False),
        Binding("e", "edit", "edit", id="record.edit"),
        Binding("D", "remove", "remove", id="record.remove"),
    ]

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice

    def compose(self) -> ComposeResult:
        """The fields that are not empty, one below another."""
        with Vertical(classes="dialog record"):
            yield Static(named(self.tracker, self._practice), classes="title", markup=False)
            with VerticalScroll(id="lines"):
                for label, text in record_lines(self.tracker, self._practice):
                    with Horizontal(classes="line"):
                        yield Static(label, classes="label", markup=False)
                        yield Static(text, classes="text", markup=False)
            keys = key_words(("e", "edit"), ("D", "remove"), ("esc", "back"))
            yield Static(keys, classes="answers")

    def on_mount(self) -> None:
        """Focus the text, so that the arrows scroll."""
        self.query_one("#lines").focus()

    def action_edit(self) -> None:
        """Correct the record."""
        self._then(edit)

    def action_remove(self) -> None:
        """Ask, then remove the record."""
        self._then(remove)

    def _then(self, act: Callable[[Screen[Any], Practice, Tracker], None]) -> None:
        below = self.app.screen_stack[-2]
        self.dismiss(None)
        act(below, self._practice, self.tracker)


def record_lines(tracker: Tracker, practice: Practice) -> list[tuple[str, str]]:
    """Label and text of every field that is not empty."""
    order = tracker.settings.date_order
    lines = [("Began", describe(practice.started, tracker.now(), order))]
    if isinstance(practice, MatSession):
        lines.append(("Length", duration_words(practice.lain)))
        if practice.planned is not None and practice.planned != practice.lain:
            lines.append(("Planned", duration_words(practice.planned)))
    else:
        lines += _session_lines(tracker, practice)
    for name in _PLAIN:
        if value := getattr(practice, name, None):
            lines.append((FIELDS[name].label, str(value)))
    for label, (first, last) in _PAIRS.items():
        pair = (getattr(practice, first, None), getattr(practice, last, None))
        if pair != (None, None):
            before, after = ("–" if each is None else str(each) for each in pair)
            lines.append((label, f"{before} → {after}"))
    if practice.stopped_early:
        lines.append(("Ended early", practice.stopped_why or "yes"))
    if practice.note:
        lines.append(("Note", practice.note))
    made = f"{_SOURCES[practice.source]}, {describe(practice.made, tracker.now(), order)}"
    lines += [("Logged", made), ("Zone", practice.zone or "not named"), ("Id", practice.id)]
    return lines


def _session_lines(tracker: Tracker, session: Session) -> list[tuple[str, str]]:
    lines = []
    if session.routine:
        name = tracker.library.routine_name(session.routine) or session.routine
        lines.append(("Routine", name))
    lines.append(("Held", duration_words(session.seconds)))
    points: dict[str, list[str]] = {}
    for hold in session.holds:
        points.setdefault(hold.point, []).append(_hold_words(hold))
    lines += [("", f"{point}  {', '.join(holds)}") for point, holds in points.items()]
    if session.effects:
        lines.append(("Unwanted", ", ".join(session.effects)))
    return lines


def _hold_words(hold: Hold) -> str:
    """``left 40 s``, ``right 35 s of 1 min``."""
    side = "" if hold.side is Side.MIDLINE else f"{hold.side} "
    planned = "" if hold.held == hold.planned else f" of {duration_words(hold.planned)}"
    return f"{side}{duration_words(hold.held)}{planned}"
