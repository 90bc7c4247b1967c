"""About tsubo: what it is and is not, the evidence, and the sources."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tracker.library import Library, LibraryError
from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.flow import Flow, Paragraph, Tone
from tracker.ui.widgets.key_line import key_words

if TYPE_CHECKING:
    from tracker.library.texts import About


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
            said = tuple(about_text(library.about, library))
        except LibraryError as wrong:
            said = (Paragraph(str(wrong), Tone.CARE),)
        flow = self.query_one("#about", Flow)
        flow.show(said)
        flow.focus()


def about_text(about: "About", library: Library) -> Iterator[Paragraph]:
    """The texts, the most important first."""
    yield Paragraph("")
    yield Paragraph(about.standing, Tone.HEAD)
    yield from _part("What this is", (about.long, about.general))
    yield from _part("When mood is low", (about.low_mood,))
    yield from _part("Where not to press", about.not_on, "- ")
    yield from _part("Ask first", about.ask_first, "- ")
    stopping = (about.stop, about.stop_pregnant, about.emergency, about.same_day)
    yield from _part("When to stop", stopping)
    yield from _part("Holds and places", (about.holds, about.cun))
    yield from _part("The mat", (about.mat, *about.mat_use))
    yield from _part("What trials found", ())
    for line in about.evidence:
        yield Paragraph("")
        yield Paragraph(line.text, mark=f"{line.topic.capitalize()}: ")
        for name in line.sources:
            if name in library.sources:
                yield Paragraph(library.sources[name], Tone.QUIET, "  ", hangs=True)
    yield from _part("Who looked at it", (about.review,))
    named = sorted(library.sources.values(), key=str.casefold)
    yield from _part("All sources", named, "- ", Tone.QUIET)


def _part(
    head: str, texts: tuple[str, ...] | list[str], mark: str = "", tone: Tone = Tone.PLAIN
) -> Iterator[Paragraph]:
    yield Paragraph("")
    yield Paragraph(head, Tone.HEAD)
    for text in texts:
        yield Paragraph(text, tone, mark, hangs=bool(mark))
