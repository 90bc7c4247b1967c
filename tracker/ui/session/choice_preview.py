"""A choice beside the list: its length, a picture, its points, what it is for."""

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tracker.core.text.durations import duration_words
from tracker.practice.pressing import where_words
from tracker.ui.session.choices import Choice, holds_words
from tracker.ui.widgets.figure import Figure

if TYPE_CHECKING:
    from tracker.core.facts.routines import Routine
    from tracker.ui.screens.tracker import Tracker

CUSTOM: Final = "Custom, not proof: small trials, uncertain benefit."
_OTHER_ROWS: Final = 17
"""Rows of the page besides picture and points."""


class Box(NamedTuple):
    """The picture's columns and rows, and how many rows there are for the points."""

    columns: int
    rows: int
    points: int


def box_for(width: int, height: int) -> Box | None:
    """The room on a screen of this size; `None` without room for a preview."""
    if width < 72 or height < 18:
        return None
    if width < 110 or height < 30:
        return Box(19, 8, 7)
    if width < 160 or height < 50:
        return Box(26, 13, height - 30)
    return Box(46, 24, height - 48)


class ChoicePreview(Vertical):
    """Everything in it follows the cursor once that rests."""

    def compose(self) -> ComposeResult:
        """Above, the name and the length; the picture; words."""
        yield Static(id="chosen", markup=False)
        yield Static(id="length", classes="quiet", markup=False)
        with Horizontal(id="seen"):
            yield Figure(captioned=False, measured=False, id="figure")
            yield Static(id="holds", markup=False)
        yield Static(id="points", markup=False)
        yield Static(id="about", markup=False)
        yield Static(CUSTOM, id="custom", classes="quiet", markup=False)

    def show(self, tracker: "Tracker", choice: Choice | None, *, in_words: bool) -> None:
        """Show a choice; `in_words` is without picture and points, as while words are typed."""
        box = box_for(self.app.size.width, self.app.size.height)
        self.display = box is not None
        if box is None:
            return
        for each in self.children:
            each.display = choice is not None
        if choice is None:
            return
        in_words = in_words and choice.kind in {"routine", "yours"}
        beside = box.columns < 20
        routine = choice.routine
        self.query_one("#chosen", Static).update(Content(_name(choice)))
        self.query_one("#length", Static).update(Content(length_words(routine)))
        self.query_one("#seen").display = not in_words
        points = self.query_one("#points", Static)
        points.display = not in_words and not beside
        self._about(tracker, choice, in_words=in_words)
        if in_words:
            return
        self._picture(tracker, routine, box)
        holds = self.query_one("#holds", Static)
        holds.display = beside
        if beside:
            holds.update(_holds(routine, box.points))
        else:
            points.update(_points(tracker, routine, box.points))

    def _picture(self, tracker: "Tracker", routine: "Routine", box: Box) -> None:
        figure, step = self.query_one(Figure), routine.steps[0]
        figure.styles.width, figure.styles.height = box.columns, box.rows
        figure.point, figure.side = step.point, step.side
        figure.mode, figure.skin = tracker.settings.drawn_as, tracker.settings.skin

    def _about(self, tracker: "Tracker", choice: Choice, *, in_words: bool) -> None:
        routine = choice.routine
        source = routine.source or _use(choice)
        where = where_words(tracker.library, routine)
        said = f"{where[:1].upper()}{where[1:]}. {routine.notes}" if in_words else source
        about = self.query_one("#about", Static)
        about.update(Content(said))
        about.display = bool(said)
        self.query_one("#custom").display = routine.built_in and not in_words


def length_words(routine: "Routine") -> str:
    """``3 min, 4 holds of 40 s``."""
    count = len(routine.steps)
    holds = f"{count} hold" + ("s" if count > 1 else "")
    seconds = {step.seconds for step in routine.steps}
    each = f" of {duration_words(seconds.pop())}" if len(seconds) == 1 else ""
    return f"{about_length(routine)}, {holds}{each}"


def about_length(routine: "Routine") -> str:
    """From one minute on in whole minutes."""
    total = routine.total
    return duration_words(round(total / 60) * 60 if total >= 60 else total)


def _name(choice: Choice) -> str:
    point = choice.point
    return f"{point.code}  {point.english}" if point else choice.routine.name


def _use(choice: Choice) -> str:
    point = choice.point
    return f"{point.traditional_use} ({point.evidence})" if point else ""


def _holds(routine: "Routine", rows: int) -> Content:
    """A row for each hold, or for each point if there are too many."""
    pairs = [*holds_words(routine)]
    if len(pairs) > rows:
        pairs = [*holds_words(routine, ", ")]
    lines = [f"{code}  {side}".rstrip() for code, side in pairs]
    if len(lines) > rows:
        lines[rows - 1 :] = [f"and {len(lines) - rows + 1} more"]
    return Content("\n".join(lines))


def _points(tracker: "Tracker", routine: "Routine", rows: int) -> Content:
    """Each point with its sides and its place, as much as there are rows for."""
    pairs = [*holds_words(routine, " then ")]
    least = 2 if 3 * len(pairs) <= rows + 1 else 1
    lines: list[Content] = []
    for code, sides in pairs:
        if lines and least > 1:
            lines.append(Content(""))
        point = tracker.library.find(code)
        wide = max(5, len(code) + 2)
        words = ", ".join(filter(None, (point.english if point else "", sides)))
        lines.append(Content.assemble((f"{code:<{wide}}", "bold $primary"), words))
        if point and point.place and least > 1:
            place = point.place[:1].lower() + point.place[1:].partition(",")[0].removesuffix(".")
            lines.append(Content.styled(f"{'':{wide}}{place}", "$quiet"))
    if len(lines) > rows:
        more = Content.styled(f"and {len(lines) - rows + 1} more", "$quiet")
        lines = [*islice(lines, rows - 1), more]
    return Content("\n").join(lines)
