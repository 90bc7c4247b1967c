"""The choice of a routine or points to press."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Input, Static

from tracker.core.facts.sessions import LONGEST_HOLD
from tracker.core.text.durations import seconds
from tracker.core.text.field_checks import check_range
from tracker.ui.screens.kinds import SessionScreen
from tracker.ui.screens.rest import Rest
from tracker.ui.session.choice_preview import ChoicePreview, about_length
from tracker.ui.session.choices import (
    Choice,
    Found,
    Group,
    choices_for,
    choices_now,
    parts_words,
    sides_words,
)
from tracker.ui.widgets.grouped_rows import Cells, GroupedRows, Heading
from tracker.ui.widgets.key_line import KeyLine
from tracker.ui.widgets.search_line import Question, SearchLine
from tracker.ui.widgets.signpost_line import SignpostLine

_NORMAL, _WIDE = 72, 110
_HINTS: Final = (
    (0, "a feeling, a place, or codes"),
    (_NORMAL + 4, "type a feeling, a place, a routine or codes"),
    (
        _WIDE,
        "type how you feel, a place, a routine, or codes: can’t sleep · wrist · PC6 HT7 left",
    ),
)
_CONTENT: Final = 176
"""Columns that are used of a screen with more of them."""
_BESIDE: Final = 24
"""Column of the parts of the body in the list of a wide screen."""
_ENOUGH: Final = 4
"""Points that a feeling shows before more are asked for."""
_HARD_NIGHT: Final = ("! Hard night? Whom to call", "! A hard night? Here is whom to call.")


class Other(str):
    """A row that is no choice: it opens the help, or shows more points."""

    __slots__ = ()


Row = Choice | Other | Heading


class StartScreen(SessionScreen):
    """A field, and below it what there is to press; Enter goes to the prepare page."""

    HELP = (
        "Type how you feel, a place, a routine, or codes, such as PC6 HT7 left 90s. "
        "A length of your own, such as 90s, replaces that of every hold."
    )
    AUTO_FOCUS = "#search"
    KEYS = ("start.go", "start.down", "start.hold", "start.leave")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "go on", id="start.go", tooltip="Go on with what is marked"),
        Binding("slash", "search", "search", id="start.search", tooltip="Search, or type codes"),
        Binding("tab", "hold", "length", id="start.hold", tooltip="How long each hold is"),
        Binding("down", "move(1)", "list", id="start.down", key_display="↓", tooltip="Down"),
        Binding("up", "move(-1)", "up", id="start.up", show=False),
        Binding("pagedown", "page(1)", "page down", id="start.page-down", show=False),
        Binding("pageup", "page(-1)", "page up", id="start.page-up", show=False),
        Binding("escape", "leave", "back", id="start.leave"),
    ]

    def __init__(self, search: str = "", hold: str = "", cursor: int = 0) -> None:
        """The screen opens with these texts in its fields and the cursor on this row."""
        super().__init__()
        self._texts = (search, hold)
        self._cursor = cursor
        self._hold: float | None = None
        self._every = False
        """Whether all points of a feeling are shown."""
        self._seen: object = None
        self.resting = Rest(self, self._tell_more)

    @property
    def key_order(self) -> Sequence[str]:
        """While words are typed, only what goes on and what clears them."""
        return ("start.go", "start.leave") if any(self._texts) else self.KEYS

    @property
    def key_words(self) -> Mapping[str, str]:
        """Escape clears what is typed before it leaves."""
        return {"start.leave": "clear"} if any(self._texts) else {}

    def compose(self) -> ComposeResult:
        """The field above the list; beside it, more about the row under the cursor."""
        with Vertical(id="sheet"):
            yield Static("What now?", classes="title", markup=False)
            with Horizontal(id="fields"):
                yield _field("search", "", self._texts[0])
                with Horizontal(id="holding"):
                    yield Static("each hold ", classes="quiet", markup=False)
                    yield _field("hold", "as usual", self._texts[1])
                    yield Static("tab", classes="quiet", markup=False)
            yield SignpostLine()
            yield Static(id="problem", classes="problem")
            with Horizontal(id="choices"):
                yield GroupedRows[Choice | Other](self._cells, id="offers", empty="")
                yield ChoicePreview()
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list."""
        self._redraw(self._cursor)

    def on_resize(self, event: Resize) -> None:
        """Say in the field as much as it has room for; headings and gaps follow the height."""
        width = event.size.width
        field = self.query_one("#search", Input)
        field.placeholder = next(words for least, words in reversed(_HINTS) if width >= least)
        margin = (width - _CONTENT) // 2
        sheet = self.query_one("#sheet")
        sheet.styles.padding = (6, margin, 0, margin) if width > _CONTENT + 24 else None
        rows = self.query_one(GroupedRows)
        rows.beside_at = _BESIDE if width >= _WIDE else 0
        self._redraw(rows.cursor if rows.items else self._cursor)

    def _redraw(self, cursor: int = 0) -> None:
        text, hold = self._texts
        self.query_one(SignpostLine).answer(self.tracker, text)
        problem = ""
        try:
            self._hold = _hold(hold)
        except ValueError as wrong:
            self._hold, problem = None, str(wrong)
        if text.strip():
            found = choices_for(self.tracker, text, self._hold)
        else:
            found = Found(choices_now(self.tracker, self._hold))
        self.query_one("#problem", Static).update(Content(found.problem or problem))
        self.set_class(bool(found.problem or problem), "-wrong")
        self.set_class(bool(text), "-typed")
        self._show_holding()
        rows = self.query_one(GroupedRows)
        rows.empty = "Nothing is called that. Try a place (wrist) or how you feel (tense)."
        rows.show([*self._rows(found)], cursor=cursor)
        self.resting.end()
        self.refresh_bindings()

    def _show_holding(self) -> None:
        """The length of the holds: always where there is room, else once it is asked for."""
        text, hold = self._texts
        asked = bool(hold) or self.focused is self.query_one("#hold")
        roomy = self.app.size.width >= _NORMAL and not text
        self.query_one("#holding").display = asked or roomy

    def _rows(self, found: Found) -> Iterator[Row]:
        height = self.app.size.height
        narrow, low = self.app.size.width < _NORMAL, height < 18
        groups = [self._shortened(group, found) for group in found.groups]
        rows = sum(len(group.choices) + 2 for group in groups)
        gap = not low and (not narrow or rows + 2 <= height - 6)
        for at, group in enumerate(groups):
            if not low:
                if at and gap:
                    yield Heading()
                yield Heading(group.heading)
            yield from group.choices
            if left := len(found.groups[at].choices) - len(group.choices):
                yield Other(f"{left} more")
        if found.is_hard_night:
            if gap:
                yield Heading()
            yield Other(_HARD_NIGHT[not narrow])

    def _shortened(self, group: Group, found: Found) -> Group:
        """A feeling names ten points and more; the first of them are enough to begin."""
        if self._every or found.feeling is None or group.choices[0].kind != "point":
            return group
        return Group(group.heading, group.choices[:_ENOUGH])

    def _cells(self, row: Choice | Other) -> Cells:
        if isinstance(row, Other):
            return Cells(row, marked=row.startswith("!"))
        routine, point = row.routine, row.point
        if point is None:
            name = sides_words(routine) if row.kind == "points" else routine.name
            room = self.query_one(GroupedRows).size.width - _BESIDE - len("10 min") - 2
            bare = bool(self._texts[0]) or self.app.size.width < _WIDE
            where = "" if bare else parts_words(self.tracker.library, routine, room)
            return Cells(name, about_length(routine), where)
        return Cells(f"{point.code:<6}  {point.english}", point.spot, spare=True)

    def on_rows_highlighted(self, event: GroupedRows.Highlighted) -> None:
        """Show more about the row under the cursor once it rests, unless it is shown already."""
        if event.item is not self._seen:
            self.resting.wait()

    def _tell_more(self) -> None:
        row = self._seen = self.query_one(GroupedRows).current
        choice = row if isinstance(row, Choice) else None
        words = bool(self._texts[0].strip())
        self.query_one(ChoicePreview).show(self.tracker, choice, in_words=words)

    def on_input_changed(self) -> None:
        """Search at every key, with the hold as soon as it is a valid length."""
        texts = self.query_one("#search", Input).value, self.query_one("#hold", Input).value
        if texts != self._texts:  # a field also reports the text that it opens with
            self._texts, self._every = texts, False
            self._redraw()

    def on_input_submitted(self) -> None:
        """Enter in a field chooses the row under the cursor; words of a crisis open the help."""
        self.action_go()

    def action_go(self) -> None:
        """Go on with the row under the cursor; words of a crisis open the help."""
        if not self.query_one(SignpostLine).open_first():
            self._go_on(self.query_one(GroupedRows).current)

    def action_search(self) -> None:
        """Focus the search field."""
        self.set_focus(self.query_one("#search"))  # at once: the next key belongs there

    def action_hold(self) -> None:
        """Focus the length, from it the signpost if one is shown, then the search again."""
        search, hold, post = (
            self.query_one("#search"),
            self.query_one("#hold"),
            self.query_one(SignpostLine),
        )
        if self.focused is search:
            self.query_one("#holding").display = True
            self.set_focus(hold)
        else:
            asked = self.focused is hold and post.display
            self.set_focus(post if asked else search)
            self._show_holding()

    def action_move(self, by: int) -> None:
        """Move the cursor of the list; the field keeps the focus."""
        self.query_one(GroupedRows).action_move(by)

    def action_page(self, by: int) -> None:
        """Move it a page up or down."""
        self.query_one(GroupedRows).action_page(by)

    def action_leave(self) -> None:
        """Clear what is typed, or close."""
        if not any(self._texts):
            self.dismiss(None)
            return
        self.set_focus(self.query_one("#search"))
        for field in self.query(Input):
            field.value = ""

    def on_rows_chosen(self, event: GroupedRows.Chosen) -> None:
        """Go to the prepare page."""
        self._go_on(event.item)

    def _go_on(self, row: object) -> None:
        if self.app.screen is not self:
            return
        rows = self.query_one(GroupedRows)
        if isinstance(row, Other):
            if row.startswith("!"):
                self.call_later(self.app.run_action, "app.help_now")
            else:
                self._every = True
                self._redraw(rows.cursor)
        elif isinstance(row, Choice):
            from tracker.ui.session.prepare_points import PrepareScreen

            back = partial(StartScreen, *self._texts, rows.cursor)
            self.app.switch_screen(PrepareScreen(row.routine, back))


def _field(name: str, hint: str, text: str) -> Input:
    kind = Question if name == "search" else SearchLine
    field = kind(hint, longest=200, id=name)
    field.value = text
    return field


def _hold(text: str) -> float | None:
    if not text.strip():
        return None
    found = seconds(text, "s")
    check_range("hold", found, 1, LONGEST_HOLD, "s")
    return found
