"""Today on a wide screen: the card, and the offer beside its large picture.

Each point has its place there, and keys for something else stand below. All of it comes after the
first frame.
"""

from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from textual.content import Content

from tracker.core.facts.sessions import Pressure, Side
from tracker.core.text.durations import duration_words
from tracker.practice.past.last_time import mat_again_words
from tracker.practice.pressing import as_pressed
from tracker.ui.today.card import TodayCard
from tracker.ui.today.lately import LastRows
from tracker.ui.widgets.key_sentence import BUTTON, CHIP, KeySentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual.screen import Screen

    from tracker.core.facts.points import Point
    from tracker.core.facts.routines import RoutineStep
    from tracker.practice.pressing import Offer
    from tracker.ui.screens.tracker import Tracker

BROAD = 188
"""Columns for two months in the card, and the list of what was lately below."""
CONTENT = 176
"""Columns that are used of a broad screen."""
_ROOM = {False: (29, 8), True: (48, 14)}
"""Columns and rows for the points; `True` on a huge screen."""
_USUAL = "usual at this hour"
_FIRST = "a good first one"
_ELSE: Final = {"s": "something-else", "m": "the-mat", "a": "add-points"}
_ADD: Final = "add what you pressed without the app"


def say_large(tracker: "Tracker", offer: "Offer", width: int, height: int) -> Content:  # noqa: ARG001
    """The button, then a block for each point: its code, name, sides and place."""
    routine, huge = offer.routine, width >= BROAD
    length = duration_words(routine.total)
    why = _FIRST if offer.first else _USUAL
    head = [Content.assemble(BUTTON, "   ", (routine.name, "bold"))]
    if huge:
        head += [Content.styled(f"{'':10}{length}, {why}", "$quiet"), Content("")]
    else:
        head += [Content(f"{'':10}{length}"), Content.styled(f"{'':10}{why}", "$quiet")]
    return Content("\n").join([*head, Content(""), *_points(tracker, routine.steps, huge=huge)])


def say_done_large(tracker: "Tracker", offer: "Offer", width: int, height: int) -> Content:  # noqa: ARG001
    """Words for what was done, and another routine if there is the wish for more."""
    from tracker.practice.names import record_row

    done = ""
    if offer.done is not None:
        row = record_row(tracker, offer.done)
        done = f"{row.name} at {row.clock}"
    routine = offer.routine
    return Content.assemble(
        ("Done for today.\n", "bold"),
        (f"{done}\n\n", "$quiet"),
        CHIP,
        "   more, if you like:\n",
        (f"{'':10}{routine.name}, {max(1, round(routine.total / 60))} min", "$quiet"),
    )


def _points(tracker: "Tracker", steps: "Sequence[RoutineStep]", *, huge: bool) -> list[Content]:
    """As much of each point as there are rows for; the place goes before a blank line does not."""
    room, rows = _ROOM[huge]
    codes = [*dict.fromkeys(step.point for step in steps)]
    found = [(code, tracker.library.find(code)) for code in codes]
    blocks = []
    for code, point in found:
        held = [step for step in steps if step.point == code]
        blocks.append([*_block(tracker, code, point, held, room, huge=huge)])
    if sum(map(len, blocks)) > rows:
        blocks = [block[:1] for block in blocks]
    blank = [Content("")] if sum(map(len, blocks)) + len(blocks) - 1 <= rows else []
    lines = [row for at, block in enumerate(blocks) for row in [*(blank if at else []), *block]]
    if len(lines) > rows:
        more = Content.styled(f"     and {len(lines) - rows + 1} more", "$quiet")
        lines = [*lines[: rows - 1], more]
    return lines


def _block(
    tracker: "Tracker",
    code: str,
    point: "Point | None",
    steps: "Iterable[RoutineStep]",
    room: int,
    *,
    huge: bool,
) -> "Iterator[Content]":
    sides = ", ".join(
        dict.fromkeys(step.side.value for step in steps if step.side is not Side.MIDLINE)
    )
    wide = max(5, len(code) + 2)
    name = point.english if point else ""
    shown = f"{name:<15}" if sides and not huge else name
    yield Content.assemble(
        (f"{code:<{wide}}", "bold $primary"),
        (shown, "bold" if huge else ""),
        ("" if huge else sides, ""),
    )
    if point is None or not point.place:
        return
    words = point.place
    if huge:
        how = _how(tracker, point)
        seconds = {step.seconds for step in steps}
        each = f", {duration_words(seconds.pop())} each" if len(seconds) == 1 else ""
        words = f"{words} {how}{f', {_and(sides)}' if sides else ''}{each}."
    else:
        words = words[:1].lower() + words[1:].removesuffix(".")
    for row in wrap(words, room):
        yield Content.styled(f"{'':{wide}}{row}", "$quiet")


def _and(sides: str) -> str:
    return sides.replace(", ", " and ")


def _how(tracker: "Tracker", point: "Point") -> str:
    """``Lightly``, ``Moderate to firm``: as this person presses it."""
    pressure = as_pressed(tracker, point).press.pressure
    if pressure == (Pressure.LIGHT,):
        return "Lightly"
    return " to ".join(pressure).capitalize()


def draw_beside(screen: "Screen[Any]", tracker: "Tracker", *, shown: bool) -> None:
    """Draw the card; below the offer the keys for something else, and the last records."""
    huge = screen.app.size.width >= BROAD
    today = screen.query_one("#today")
    margin = (screen.app.size.width - CONTENT) // 2
    today.styles.padding = (0, margin) if huge and shown else None
    if not screen.query(TodayCard):
        today.mount(TodayCard())
        today.mount(LastRows(), after="#last")
        screen.query_one("#now").mount(*(KeySentence(key, id=name) for key, name in _ELSE.items()))
    card = screen.query_one(TodayCard)
    card.display = shown
    if shown:
        card.call_after_refresh(card.show, tracker, huge=huge)
    large = screen.has_class("-large")
    words = _else_words(tracker, huge=huge) if large else ["", "", ""]
    for name, said in zip(_ELSE.values(), words, strict=True):
        screen.query_one(f"#{name}", KeySentence).say(said, wide=5 if huge else 4)
    rows = screen.query_one(LastRows)
    rows.display = large and huge
    if rows.display:
        rows.show(tracker)


def _else_words(tracker: "Tracker", *, huge: bool) -> list[str]:
    mat = mat_again_words(tracker)
    if huge:
        again = f"the mat; Enter again: {mat}" if mat else "the mat"
        return ["something else: a routine, a feeling, a code", again, _ADD]
    again = f"the mat: Enter again is as last\ntime, {mat}" if mat else "the mat"
    return ["something else", again, ""]
