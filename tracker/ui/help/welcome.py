"""The first and the last page of the first run: what tsubo is, and what to do first."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from tracker.config.toml_text import ConfigError
from tracker.core.text.durations import duration_words
from tracker.library import LibraryError
from tracker.practice.help_page import keep_country
from tracker.practice.pressing import first_routine
from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.key_line import key_words

_IS: Final = (
    "tsubo keeps your acupressure practice: points and mat, for how long, how it felt before and "
    "after, and the days it adds up to."
)
_KEEPS: Final = "Nothing is judged, a missed day is only a day, nothing leaves this machine."


def page_title(words: str, page: int) -> Content:
    """A heading with the number of the page."""
    return Content.assemble(words, (f"   {page} of 3", "not bold $quiet"))


class WelcomeScreen(Dialog[bool]):
    """Says what tsubo is and is not; answers `True` to go on, else the first run is skipped."""

    HELP = "Three short pages, shown once. Escape passes them by; nothing is lost by that."
    CURSOR_AT = ("#country", ".title")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "on", "go on", id="welcome.on"),
        Binding("right", "country(1)", "next country", id="welcome.next", show=False),
        Binding("left", "country(-1)", "country before", id="welcome.previous", show=False),
        Binding("question_mark", "app.help", "keys", id="welcome.help", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._countries: list[str] = []
        """The countries to choose from, by name; empty if zone or locale tells the country."""
        self._country: str | None = None

    def compose(self) -> ComposeResult:
        """Three paragraphs, the way to help, and the country if nothing tells it."""
        try:
            standing = self.tracker.library.about.standing
        except LibraryError as wrong:
            standing = str(wrong)
        with Vertical(classes="dialog first"):
            yield Static(page_title("Welcome", 1), classes="title")
            yield Static(_IS, classes="words", markup=False)
            yield Static(Content(standing), classes="words accent")
            yield Static(_KEEPS, classes="words", markup=False)
            hard = "  In a hard moment, this key shows whom to call, from every screen."
            yield Static(Content.assemble(("F1", "bold $primary"), hard), classes="words")
            if self.tracker.country is None:
                found = self.tracker.library.helplines()
                self._countries = sorted(found.countries, key=found.name)
                yield Static(id="country", classes="words", markup=False)
            keys = (("enter", "go on"), ("esc", "pass all this by"))
            yield Static(key_words(*keys), classes="answers")

    def on_mount(self) -> None:
        """Ask for the country."""
        self._ask()

    def _ask(self) -> None:
        if self._countries:
            name = self.tracker.library.helplines().name(self._country) or "not said"
            words = f"Which country's helplines come first? ← {name} →  or a letter"
            self.query_one("#country", Static).update(Content(words))

    def on_key(self, event: Key) -> None:
        """A letter goes to the next country that begins with it."""
        letter = event.character or ""
        name = self.tracker.library.helplines().name
        found = [each for each in self._countries if name(each).casefold().startswith(letter)]
        if letter.isalpha() and found:
            event.stop()
            place = found.index(self._country) + 1 if self._country in found else 0
            self._country = found[place % len(found)]
            self._ask()

    def action_country(self, by: int) -> None:
        """Choose another country; before the first one, none is chosen."""
        if self._countries:
            choices = [None, *self._countries]
            self._country = choices[(choices.index(self._country) + by) % len(choices)]
            self._ask()

    def action_on(self) -> None:
        """Go on to the questions; a country that was chosen is kept."""
        self._keep()
        self.dismiss(True)

    def action_leave(self) -> None:
        """Skip the first run; a country that was chosen is kept."""
        self._keep()
        self.dismiss(None)

    def _keep(self) -> None:
        if self._country is not None:
            try:
                self.tracker.config = keep_country(self.tracker.config, self._country)
            except ConfigError as wrong:
                self.app.notify(str(wrong), severity="warning", markup=False)


class BeginScreen(Dialog[str]):
    """Offers a first thing to do; answers `begin`, `choose`, or `None` to look around."""

    HELP = "The screen leads from point to point; a hold that is over moves on by itself."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('begin')", "begin", id="first.begin"),
        Binding("s", "answer('choose')", "choose", id="first.choose"),
        Binding("question_mark", "app.help", "keys", id="first.help", show=False),
        Binding("q", "leave", "look around", id="first.leave", show=False),
    ]

    def compose(self) -> ComposeResult:
        """A routine to begin, and the keys that lead everywhere else."""
        routine = first_routine(self.tracker)
        about = f"  {duration_words(routine.total)}  {', '.join(routine.points)}"
        offer = Content.assemble(
            (" Enter ", "$block-cursor-foreground on $primary"),
            f"  {routine.name}",
            (about, "$quiet"),
        )
        lines = (
            ("m a", "log the mat, or points pressed already"),
            ("1-6", "the tabs above"),
            ("?", "the keys of a screen"),
            (",", "settings: your time zone, colours, bells"),
            ("^p", "everything by its name"),
        )
        with Vertical(classes="dialog first"):
            yield Static(page_title("What to do first", 3), classes="title")
            yield Static(offer, classes="words")
            yield Static("From then on, on every tab", classes="quiet", markup=False)
            for key, words in lines:
                yield Static(Content.assemble((f"{key:<6}", "$primary"), words), classes="line")
            keys = (("enter", "begin"), ("s", "choose"), ("esc", "look around"))
            yield Static(key_words(*keys), classes="answers")

    def action_answer(self, answer: str) -> None:
        """Close with this answer."""
        self.dismiss(answer)
