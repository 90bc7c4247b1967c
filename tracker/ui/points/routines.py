"""The list of built-in and personal routines, with the steps, length and sources of each."""

from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from tracker.core.facts.routines import GONE, Routine
from tracker.core.text.durations import duration_words
from tracker.practice.cautions import ON_POINTS, LineKind, of_routine
from tracker.ui.points.routine_actions import (
    copy_routine,
    edit_routine,
    new_routine,
    remove_routine,
)
from tracker.ui.screens.kinds import TabScreen
from tracker.ui.screens.rest import Rest
from tracker.ui.widgets.caution_lines import caution_paragraphs
from tracker.ui.widgets.flow import Flow, Paragraph, Tone
from tracker.ui.widgets.line import Line
from tracker.ui.widgets.rows import Column, Rows


class RoutinesScreen(TabScreen):
    """Opened from Points, or by name from the palette."""

    TAB = "points"
    HELP = (
        "Enter or s begins a routine. The library's own can be copied and the copy changed. "
        "v shows one as text to share; i imports such a text from a file."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "begin", "begin", id="routines.begin", tooltip="Begin this routine"),
        Binding("n", "new", "new", id="routines.new", tooltip="Make a routine"),
        Binding("e", "edit", "edit", id="routines.edit"),
        Binding("c", "copy", "copy", id="routines.copy", tooltip="Copy it as your own"),
        Binding("D", "remove", "remove", id="routines.remove"),
        Binding("v", "text", "as text", id="routines.text", tooltip="As TOML, to share"),
        Binding("i", "import", "import", id="routines.import", tooltip="Import a shared file"),
        Binding("escape", "leave", "back", id="routines.leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._seen: Routine | None = None
        self.resting = Rest(self, self._show)

    def compose_body(self) -> ComposeResult:
        """The list, and the routine under the cursor beside it."""
        with Horizontal(id="body"):
            columns = (Column(), Column(11, right=True), Column(5, quiet=True, least=44))
            yield Rows[Routine](columns, self._cells, id="list")
            with Vertical(id="pane"):
                yield Line(id="named")
                yield Line(id="facts")
                yield Flow(id="said", scrolls=True)

    def on_mount(self) -> None:
        """Focus the list."""
        super().on_mount()
        self.query_one("#list").focus()

    def redraw(self) -> None:
        """Show the routines as they are now; the cursor stays on its routine."""
        rows, kept = self.query_one("#list", Rows), self.meant
        routines = self.tracker.library.routines()
        ids = [routine.id for routine in routines]
        place = ids.index(kept.id) if kept is not None and kept.id in ids else None
        rows.show(routines, cursor=place)
        self.resting.end()

    @property
    def is_unsettled(self) -> bool:
        """Whether the pane is painted again soon, and can move with the list until then."""
        return self.resting.is_awaited

    @property
    def meant(self) -> Routine | None:
        """The routine under the cursor."""
        found = self.query_one("#list", Rows).current
        return found if isinstance(found, Routine) else None

    def _cells(self, routine: Routine) -> tuple[str, ...]:
        own = "" if routine.built_in else "yours"
        return (routine.name, duration_words(routine.total), own)

    @on(Rows.Highlighted, "#list")
    def highlighted(self) -> None:
        """Show the routine under the cursor once it rests, unless it is shown already."""
        if self.meant is not self._seen:
            self.resting.wait()
        self.refresh_bindings()

    def _show(self) -> None:
        routine = self._seen = self.meant
        if routine is not None:
            count = len(routine.steps)
            holds = "1 hold" if count == 1 else f"{count} holds"
            length = f"{holds}, {duration_words(routine.held)} held"
            self.query_one("#named", Line).say(routine.name)
            self.query_one("#facts", Line).say(length, f"{duration_words(routine.total)} in all")
            self.query_one("#said", Flow).show(self._text(routine))

    def _text(self, routine: Routine) -> Iterator[Paragraph]:
        library = self.tracker.library
        lines = of_routine(self.tracker, routine).lines(ON_POINTS)
        general = [line for line in lines if line.kind is LineKind.GENERAL]
        yield from caution_paragraphs(line for line in lines if line not in general)
        yield Paragraph("")
        runs = groupby(routine.steps, key=lambda step: (step.point, step.seconds))
        for (code, seconds), run in runs:
            point = library.find(code)
            sides = " and ".join(step.side for step in run)
            held = f"{sides}, {duration_words(seconds)}"
            if point is None:
                yield Paragraph(f"{held}; {GONE}", Tone.CARE, f"{code:<8}")
            else:
                yield Paragraph(f"{point.pinyin}, {point.region}, {held}", mark=f"{code:<8}")
        yield Paragraph("")
        yield from caution_paragraphs(general)
        yield Paragraph("")
        if routine.notes:
            yield Paragraph(routine.notes)
        if routine.source:
            yield Paragraph(routine.source, Tone.QUIET)
        for source in routine.sources:
            if source in library.sources:
                yield Paragraph(library.sources[source], Tone.QUIET, "- ", hangs=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no change of a built-in routine; it can be copied."""
        if action in {"edit", "remove"}:
            return self.meant is not None and not self.meant.built_in
        return super().check_action(action, parameters)

    @on(Rows.Chosen, "#list")
    def action_begin(self) -> None:
        """Begin the routine, after its preparation."""
        if self.meant is not None:
            self.tracker.begin(self.meant)

    def action_new(self) -> None:
        """Add a personal routine."""
        new_routine(self, self.tracker)

    def action_edit(self) -> None:
        """Change the personal routine."""
        if self.meant is not None:
            edit_routine(self, self.tracker, self.meant)

    def action_copy(self) -> None:
        """Copy the routine as a personal one, and go to the copy."""
        copy = copy_routine(self.tracker, self.meant) if self.meant is not None else None
        if copy is not None:
            rows = self.query_one("#list", Rows)
            ids = [getattr(each, "id", "") for each in rows.items]
            rows.cursor = ids.index(copy.id)

    def action_remove(self) -> None:
        """Ask, then remove the personal routine."""
        if self.meant is not None:
            remove_routine(self, self.tracker, self.meant)

    def action_text(self) -> None:
        """Show it as text to share."""
        if self.meant is not None:
            from tracker.library.sharing import text_to_share
            from tracker.ui.screens.text_page import ReadingScreen

            lines = text_to_share(self.meant, self.tracker.library).splitlines()
            self.app.push_screen(ReadingScreen(self.meant.name, lines))

    def action_import(self) -> None:
        """Import a file, such as one of shared routines and points."""
        from tracker.ui.points.import_file import ImportFileScreen

        self.app.push_screen(ImportFileScreen())

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)
