"""The offer on Today: a button that begins what is usual now, and where it presses."""

from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from tracker.core.text.durations import duration_words
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.key_sentence import BUTTON, CHIP

if TYPE_CHECKING:
    # Only the offer needs it; importing it would delay the first frame.
    from tracker.practice.pressing import Offer

_NARROW, _LOW = 72, 18
_INDENT: Final = 9
"""Columns of the button and the gap after it on a narrow screen."""
_BESIDE: Final = 2
"""Columns beside the offer on a narrow screen."""
_LEAST: Final = 8
"""Columns of the words on a screen too small for them."""
_ROOM: Final = 46
"""Columns beside the picture of a normal screen, after the label column."""
_PICTURE: Final = 21
"""Columns of the picture, with a gap; the words have them too where no picture is wanted."""


class OfferLine(Static):
    """Click the button or press Enter."""

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__(id="begin", markup=False)
        self._offer: Offer | None = None

    @property
    def offer(self) -> "Offer | None":
        """What is shown; `None` before the first frame."""
        return self._offer

    def show(self, tracker: Tracker, offer: "Offer", *, large: bool = False) -> None:
        """Show this offer at the size of the screen; `large` is beside a large picture."""
        self._offer = offer
        size = self.app.size
        say = _say_done if offer.done else _say_narrow if size.width < _NARROW else _say
        if large:
            from tracker.ui.today.beside import say_done_large, say_large

            say = say_done_large if offer.done else say_large
        self.update(say(tracker, offer, size.width, size.height))

    async def on_click(self, event: Click) -> None:
        """Begin, as Enter does."""
        event.stop()
        await self.run_action("screen.begin")


def _say_done(tracker: Tracker, offer: "Offer", width: int, height: int) -> Content:
    from tracker.practice.names import record_row

    if offer.done is None:
        return Content("")
    row = record_row(tracker, offer.done)
    minutes = max(1, round(offer.routine.total / 60))
    more = f"{offer.routine.name}, {minutes} min"
    gap = "\n" if height < _LOW or width < _NARROW else "\n\n"
    words = "more, if you like: " if width >= _NARROW else ""
    return Content.assemble(
        ("Done for today.", "bold"),
        (f"  {row.name} at {row.clock}" if width >= _NARROW else f"  {row.clock}", "$quiet"),
        gap,
        CHIP,
        (f"   {words}{more}", "$quiet"),
    )


def _say_narrow(tracker: Tracker, offer: "Offer", width: int, height: int) -> Content:
    from tracker.practice.pressing import where_words

    length = duration_words(offer.routine.total)
    where = where_words(tracker.library, offer.routine)
    head = Content.assemble(BUTTON, "  ", (offer.routine.name, "bold"))
    room = max(_LEAST, width - _BESIDE - _INDENT)
    if height < _LOW:
        return head + Content.assemble(f"  {length}\n", (_below(where, _INDENT, room), "$quiet"))
    said = _below(", ".join(filter(None, (length, where))), _INDENT, room)
    return head + Content.assemble("\n", (said, "$quiet"))


def _say(tracker: Tracker, offer: "Offer", width: int, height: int) -> Content:  # noqa: ARG001
    """The places of the points come first, then their names, then their codes."""
    from tracker.practice.pressing import where_words

    routine = offer.routine
    length = f"   {duration_words(routine.total)}"
    points = [tracker.library.find(code) for code in routine.points]
    names = ", ".join(f"{each.code} {each.english}" for each in points if each)
    where = where_words(tracker.library, routine)
    above = f"  {where}"
    room = _ROOM + (_PICTURE if tracker.settings.drawn_as == "none" else 0)
    choices = [f"{where}: {names}", f"{where}: {', '.join(routine.points)}", where]
    if not where:
        choices = [names, ", ".join(routine.points)]
    elif cell_len(routine.name + length + above) <= room and cell_len(choices[0]) > room:
        choices.insert(0, names)
    said = next((each for each in choices if cell_len(each) <= room), choices[-1])
    usual = "what you usually do at this hour; s chooses"
    why = "a good first one; s chooses another" if offer.first else usual
    return Content.assemble(
        *(BUTTON, "   ", (routine.name, "bold")),
        *(length, (above if where and said == names else "", "$quiet"), "\n"),
        ("\n".join((_below(said, _INDENT + 1, room), _below(why, _INDENT + 1, room))), "$quiet"),
    )


def _below(words: str, indent: int, room: int) -> str:
    """The words in rows of at most `room` columns, each after the indentation."""
    return "\n".join(f"{'':{indent}}{row}" for row in wrap(words, room))
