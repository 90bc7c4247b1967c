"""The dialogs of the weekly checks: take one, read its result, list them.

They are reached only while checks are switched on.
"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tracker.core.facts.checks import Check, CheckTexts, Instrument, latest_first
from tracker.core.text.dates import day_words
from tracker.library import LibraryError
from tracker.practice.answers import check_label, take_check
from tracker.practice.hard_moments import IN_APP, check_words
from tracker.ui.insights.check_answers import Answers
from tracker.ui.screens.confirm import ConfirmScreen, ask_to_leave
from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.key_line import key_words
from tracker.ui.widgets.rows import Column, Rows


class CheckScreen(Dialog[None]):
    """The two questions of an instrument; enter records the answers and opens the result."""

    HELP = (
        "A digit answers and leads to the next question, the arrows change an answer. Enter keeps "
        "both; esc leaves without keeping anything. It is a check, not a diagnosis, and counts for "
        "nothing else here."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "keep", id="check.keep"),
        Binding("question_mark", "app.help", "keys", id="check.help", show=False),
    ]

    def __init__(self, instrument: Instrument) -> None:
        super().__init__()
        self._instrument = instrument
        self._texts: CheckTexts | None = None

    def compose(self) -> ComposeResult:
        """The stem, both questions, how to answer."""
        try:
            texts = self._texts = self.tracker.library.checks
        except LibraryError as wrong:
            yield from _unreadable(wrong)
            return
        with Vertical(classes="dialog check"):
            more = (f"   {self._instrument.about}, a check, not a diagnosis", "not bold $quiet")
            yield Static(Content.assemble(self._instrument.label, more), classes="title")
            yield Static(Content(texts.stem), classes="stem")
            for number, item in enumerate(texts.of(self._instrument).items, 1):
                yield Answers(item, texts.answers, id=f"item-{number}")
            yield Static(id="problem", classes="problem", markup=False)
            keys = (("0-3", "answer"), ("enter", "keep"), ("esc", "leave"))
            yield Static(key_words(*keys), classes="answers")

    @property
    def _given(self) -> list[Answers]:
        return list(self.query(Answers))

    def on_answers_answered(self, event: Answers.Answered) -> None:
        """Go on to the next question; after the last, enter is needed."""
        if event.answers is not self._given[-1]:
            self.focus_next(Answers)

    def action_keep(self) -> None:
        """Record both answers, and show the result."""
        texts, values = self._texts, [each.value for each in self._given]
        if texts is None:
            self.dismiss(None)
            return
        open_ones = [each for each in self._given if each.value is None]
        if open_ones:
            open_ones[0].focus()
            words = "" if len(open_ones) < len(values) else "Both ask for an answer; esc leaves."
            self.query_one("#problem", Static).update(Content(words))
            return
        first, second = (value or 0 for value in values)
        tracker = self.tracker
        check = take_check(tracker, self._instrument, (first, second))
        if tracker.change(tracker.journal.record, check, label=check_label(check)):
            self.app.switch_screen(CheckResult(check))

    def action_leave(self) -> None:
        """Leave; ask first if a question was answered."""
        if any(each.value is not None for each in self._given):
            ask_to_leave(self)
        else:
            self.dismiss(None)


class CheckResult(Dialog[None]):
    """The score, what it suggests and what it cannot tell."""

    HELP = "The score is the sum of both answers, from 0 to 6. It shows no trend and no cause."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "leave", "close", id="checked.close", show=False),
        Binding("question_mark", "app.help", "keys", id="checked.help", show=False),
    ]

    def __init__(self, check: Check) -> None:
        super().__init__()
        self._check = check

    def compose(self) -> ComposeResult:
        """The score, words on it, the key for help, the authors of the questions."""
        check, order = self._check, self.tracker.settings.date_order
        try:
            texts = self.tracker.library.checks
        except LibraryError as wrong:
            yield from _unreadable(wrong)
            return
        said = check_words(self.tracker, check, IN_APP)
        with VerticalScroll(id="said", classes="dialog check"):
            for words in said.first:
                yield Static(Content(words), classes="words accent")
            when = (f"   {day_words(check.day, order)}", "not bold $quiet")
            title = Content.assemble(f"{check.instrument.label}: {check.words}", when)
            yield Static(title, classes="title")
            for words in said.after_score():
                further = words == said.suggested
                yield Static(Content(words), classes="words accent" if further else "words")
            hard = "  In a hard moment, this key shows whom to call."
            yield Static(Content.assemble(("F1", "bold $primary"), hard), classes="words")
            yield Static(Content(texts.attribution), classes="quiet")
            yield Static(key_words(("enter", "close"), ("F1", "help now")), classes="answers")

    def on_mount(self) -> None:
        """Focus the text, so that the arrows scroll."""
        self.query("#said").focus()


class ChecksScreen(Dialog[None]):
    """The checks taken; each can be read again or removed."""

    HELP = "D removes the one under the cursor; u on a tab brings it back."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("D", "remove", "remove", id="checks.remove"),
        Binding("question_mark", "app.help", "keys", id="checks.help", show=False),
        Binding("q", "leave", "back", id="checks.leave", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The list, a note on its limits, the keys."""
        with Vertical(classes="dialog check"):
            yield Static("Weekly checks", classes="title", markup=False)
            columns = (Column(18), Column(8), Column())
            yield Rows[Check](columns, self._cells, id="checks", empty="None yet.")
            keys = (("enter", "read"), ("D", "remove"), ("esc", "back"))
            yield Static(key_words(*keys), classes="answers")

    def on_mount(self) -> None:
        """Focus the list; follow changes made elsewhere."""
        self.query_one("#checks").focus()
        self.follow()
        self.watch(self.app, "revision", self.follow, init=False)

    def follow(self) -> None:
        """Show the checks that there are now."""
        found = latest_first(self.tracker.journal.facts(Check))
        self.query_one("#checks", Rows).show(found)
        self.refresh_bindings()

    def _cells(self, check: Check) -> tuple[str, str, str]:
        order = self.tracker.settings.date_order
        return day_words(check.day, order), check.instrument.label, check.words

    @property
    def _current(self) -> Check | None:
        found = self.query_one("#checks", Rows).current
        return found if isinstance(found, Check) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer to remove only if there is a check."""
        return self._current is not None if action == "remove" and self.is_mounted else True

    def on_rows_chosen(self) -> None:
        """Show the result of the check again."""
        if (check := self._current) is not None:
            self.app.push_screen(CheckResult(check))

    def action_remove(self) -> None:
        """Ask, then remove the check under the cursor."""
        check = self._current
        if check is None:
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                label = f"remove {check_label(check)}"
                self.tracker.change(self.tracker.journal.remove, check, label=label)

        about = ("  ".join(self._cells(check)), "u brings it back.")
        self.app.push_screen(ConfirmScreen("Remove this?", about=about, yes="remove"), answered)


def _unreadable(wrong: LibraryError) -> ComposeResult:
    with Vertical(classes="dialog check"):
        yield Static(str(wrong), classes="problem", markup=False)
        yield Static(key_words(("esc", "back")), classes="answers")
