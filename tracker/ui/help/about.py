"""About tsubo: what it is and is not, the evidence, and the sources."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tracker.library import Library, LibraryError
from tracker.library.about_page import about_sections
from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.flow import Flow, Paragraph, Tone
from tracker.ui.widgets.key_line import key_words


class AboutScreen(Dialog[None]):
    """The texts; the arrows scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,enter", "leave", "close", id="about.leave", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The text and the keys."""
        with Vertical(classes="dialog -tall"):
            yield Static("About tsubo", classes="title", markup=False)
            yield Flow(id="about", scrolls=True)
            yield Static(key_words(("↑ ↓", "scroll"), ("esc", "close")), classes="answers")

    def on_mount(self) -> None:
        """Focus the text, so that the arrows scroll."""
        library = self.tracker.library
        try:
            said = tuple(about_text(library))
        except LibraryError as wrong:
            said = (Paragraph(str(wrong), Tone.CARE),)
        flow = self.query_one("#about", Flow)
        flow.show(said)
        flow.focus()


def about_text(library: Library) -> Iterator[Paragraph]:
    """The texts, the most important first. Raises LibraryError if their file is wrong."""
    yield Paragraph("")
    yield Paragraph(library.about.standing, Tone.HEAD)
    for title, lines in about_sections(library):
        yield Paragraph("")
        yield Paragraph(title, Tone.HEAD)
        for line in lines:
            if line.mark.endswith(": "):
                yield Paragraph("")
                yield Paragraph(line.text, mark=line.mark)
            elif line.is_source and not line.mark:
                yield Paragraph(line.text, Tone.QUIET, "  ", hangs=True)
            else:
                tone = Tone.QUIET if line.is_source else Tone.PLAIN
                yield Paragraph(line.text, tone, line.mark, hangs=bool(line.mark))
