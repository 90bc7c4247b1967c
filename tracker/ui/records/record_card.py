"""The card beside the history on a wide screen: the record under the cursor."""

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tracker.core.facts.record_names import practice_name
from tracker.core.facts.sessions import MatSession, Session
from tracker.core.text.dates import long_day
from tracker.core.text.durations import length_words
from tracker.ui.records.held import holds_in_all, pair_words
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.figure import Figure
from tracker.ui.widgets.fitting import fit
from tracker.ui.widgets.key_sentence import KeySentence

if TYPE_CHECKING:
    from tracker.core.facts.sessions import Practice

_LABEL: Final = 12
_NARROW, _BROAD = 26, 50
"""Columns of the words on a wide and a huge screen."""
_MOST_HOLDS: Final = 8
_NOTE_ROWS: Final = 4
NOTHING: Final = "—"
"""Beside the label of a question without an answer."""


class RecordCard(Vertical):
    """Its name, the place of its first point, what was pressed, what was answered."""

    ALLOW_SELECT: ClassVar[bool] = False

    record: "Practice | None" = None
    """The record that is shown."""

    def compose(self) -> ComposeResult:
        """Words, the picture, words, the key for all of it."""
        yield Static(id="card-name", markup=False)
        yield Figure(captioned=False, id="card-figure")
        yield Static(id="card-words", markup=False)
        yield KeySentence("enter", "all of it", chip=False, id="card-open")

    def show(self, tracker: Tracker, record: "Practice | None", *, broad: bool) -> None:
        """Show a record; nothing without one."""
        self.record = record
        self.query_one("#card-open").display = record is not None
        for name in ("card-name", "card-words"):
            self.query_one(f"#{name}").display = record is not None
        figure = self.query_one(Figure)
        figure.mode, figure.skin = tracker.settings.drawn_as, tracker.settings.skin
        first = record.holds[0] if isinstance(record, Session) and record.holds else None
        figure.display = first is not None and tracker.settings.drawn_as != "none"
        if first is not None:
            figure.point, figure.side = first.point, first.side
        if record is None:
            return
        name = practice_name(record, tracker.library.routine_name)
        began = record.started
        day = long_day(began.date(), tracker.settings.date_order)
        when = f"{day}, {began:%H:%M}"
        said = Content.assemble((name, "bold"), "\n", (when, "$quiet"))
        self.query_one("#card-name", Static).update(said)
        lines = _words(record, _BROAD if broad else _NARROW)
        self.query_one("#card-words", Static).update(Content("\n").join(lines))


def _words(record: "Practice", width: int) -> Iterator[Content]:
    if isinstance(record, MatSession):
        yield _line("Length", length_words(record.lain))
        for label, value in (("Position", record.position), ("Through", record.layer)):
            if value:
                yield _line(label, value)
    else:
        holds = holds_in_all(record)
        for hold in holds[:_MOST_HOLDS]:
            length = length_words(hold.seconds)
            room = width - len(length)
            yield Content.assemble((fit(hold.name, room), "$primary"), length)
        if (more := len(holds) - _MOST_HOLDS) > 0:
            yield Content.styled(f"and {more} more", "$quiet")
    yield Content("")
    yield _line("Mood", pair_words(record.mood_before, record.mood_after) or NOTHING)
    if isinstance(record, MatSession):
        felt = pair_words(record.discomfort_start, record.discomfort_end)
        yield _line("Discomfort", felt or NOTHING)
    else:
        yield _line("Tension", pair_words(record.tension_before, record.tension_after) or NOTHING)
        yield _line("Unwanted", ", ".join(record.effects) or "none")
    rows = wrap(" ".join(record.note.split()), width + 4 - _LABEL)[:_NOTE_ROWS] or [NOTHING]
    yield _line("Note", rows[0])
    yield from (_line("", row) for row in rows[1:])


def _line(label: str, words: str) -> Content:
    return Content.assemble((f"{label:<{_LABEL}}", "$quiet"), words)
