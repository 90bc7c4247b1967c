"""The words of a running session on the screen: what to do now, what comes next, the time."""

import math
from collections.abc import Callable, Iterator
from textwrap import wrap
from typing import Final

from textual.content import Content

from tracker.core.facts.points import Point
from tracker.core.facts.sessions import Kind, Pressure
from tracker.core.session.live import LiveSession, Pause, Phase
from tracker.core.session.place_words import place_words, side_word, spot_words
from tracker.core.session.plan import FIRST_MINUTE, LONG_ON_MAT, Step
from tracker.core.text.durations import clock_words

_PAUSES: Final = {
    Pause.ASKED: "paused · space goes on",
    Pause.GAP: "paused by itself · space goes on",
    Pause.LIMIT: "as long as one hold can be · n goes on",
    Pause.STORED: "as it stopped · space goes on",
}
Find = Callable[[str], Point | None]


def fitting(width: int, *forms: str) -> str:
    """The first of these forms that fits, else the last."""
    return next((form for form in forms if len(form) <= width), forms[-1])


def sentences_that_fit(text: str, width: int, rows: int) -> str:
    """As many whole sentences as fit into one row; if none does, the first one in these rows.

    What those have no room for is cut, with an ellipsis.
    """
    found = first = text.partition(". ")[0]
    if first != text:
        found = first = f"{first}."
    for place, character in enumerate(text):
        ends = character == "." and text[place + 1 : place + 2] in {"", " "}
        if ends and len(first) < place + 1 <= width:
            found = text[: place + 1]
    lines = wrap(found, max(1, width))
    if len(lines) > rows:
        lines = [*lines[: rows - 1], f"{lines[rows - 1][: width - 1]}…"]
    return " ".join(lines)


def state_forms(session: LiveSession, point: Point | None, why: str) -> tuple[str, ...]:
    """What to do now, in words that grow shorter; ``why`` to press lightly, if there is a why."""
    match session.phase:
        case Phase.PAUSED:
            return (_PAUSES.get(session.why or Pause.ASKED, "paused · space goes on"),)
        case Phase.SETTLE | Phase.READY:
            return (f"{_settling(session, point)} · {math.ceil(session.settle_left)}",)
        case Phase.OVER:
            return ("staying · n goes on",)
        case Phase.DONE:
            return ("done",)
        case Phase.HOLD:
            stays = " · stays until n" if session.staying else ""
            if session.plan.kind is Kind.MAT:
                return (f"{_mat_state(session)}{stays}",)
            forms = press_forms(point, why)
            return (*(f"{form}{stays}" for form in forms), *forms) if stays else forms


def press_forms(point: Point | None, why: str) -> tuple[str, ...]:
    """How hard to press: ``press lightly; you bruise easily``, and shorter."""
    if why:
        return f"press lightly; {why}", f"lightly; {why}", "press lightly"
    if point is None:
        return ("press",)
    if point.press.pressure == (Pressure.LIGHT,):
        return ("press lightly",)
    return (f"press, {point.press.words}",)


def _settling(session: LiveSession, point: Point | None) -> str:
    if session.plan.kind is Kind.MAT:
        return "settle down"
    step = session.step
    if not session.index or session.held or step is None:
        return "find it"
    return f"now {spot_words(point, step.side) if point else f'{step.point} {step.side}'}"


def _mat_state(session: LiveSession) -> str:
    if session.held < FIRST_MINUTE:
        return "the first minute is the sharpest"
    if session.held >= LONG_ON_MAT:
        return "40 min: time to get up, slowly"
    goal = session.plan.goal
    if goal is not None and session.held >= goal:
        return "as long as you meant to · . finishes"
    return "lie still and breathe"


def digits(session: LiveSession) -> str:
    """The time in large characters: to the end of the gap or of the hold, or beyond it."""
    if session.settling and session.phase in {Phase.SETTLE, Phase.READY}:
        return clock_words(math.ceil(session.settle_left))
    if session.left is None:
        return clock_words(session.held)
    if session.phase is Phase.OVER or (session.left == 0 and session.extra):
        return f"+{clock_words(session.extra)}"
    return clock_words(math.ceil(session.left))


def left_word(session: LiveSession) -> str:
    """``left`` after a time that runs down in a hold."""
    runs_down = session.phase in {Phase.HOLD, Phase.PAUSED} and not session.settling
    return "left" if runs_down and session.left else ""


def how_far(session: LiveSession) -> tuple[str, str]:
    """``hold 1 of 4``, and shorter."""
    count = len(session.plan.steps)
    short = f"{min(session.index + 1, count)} of {count}"
    return f"hold {short}", short


def next_words(session: LiveSession) -> str:
    """``HT7 right``: the hold after this one."""
    step = session.upcoming
    return f"next  {step.point} {side_word(step.side)}" if step else "then the end"


def time_forms(session: LiveSession) -> tuple[str, ...]:
    """``0:22 done · 2:38 left``, and shorter."""
    done = f"{clock_words(session.elapsed)} done"
    if session.remaining is None:
        return (done,)
    left = f"{clock_words(math.ceil(session.remaining))} left"
    return f"{done} · {left}", left


def name(step: Step, point: Point | None, *, room: int, side: bool = False) -> Content:
    """Code and name of the point, with its side before and its other names as far as there is room.

    ``room`` is in columns. After the side there is the English name alone.
    """
    parts: list[tuple[str, str]] = []
    if side:
        parts.append((side_word(step.side).upper(), "bold $primary"))
    parts.append((step.point, "bold $primary"))
    if point is None:
        return Content("  ").join(Content.styled(*part) for part in parts)
    gap = " " if room < _NAMED or side else "  "
    parts.append((point.english, "" if gap == " " else "bold"))
    if room >= _NAMED and not side:
        hanzi = point.hanzi if room >= _HANZI else ""
        parts.append((f"{point.pinyin} {hanzi}".strip(), "$quiet"))
    shown = Content.styled(*parts[0])
    for at, part in enumerate(parts[1:], 1):
        before = "  " if side and at == 1 else gap
        shown = shown + Content(before) + Content.styled(*part)
    return shown


_NAMED: Final = 36
_HANZI: Final = 48
"""Columns from which pinyin, and characters too, stand after the English name."""


def where(point: Point | None, step: Step) -> str:
    """The place of the point in a sentence."""
    if point is None:
        return ""
    if point.place:
        return point.place
    words = place_words(point, step.side)
    return f"{words[0].upper()}{words[1:]}."


def to_come(session: LiveSession, find: Find, rows: int, width: int) -> Content:
    """The next holds, a line each with the place of every new point; empty after the last."""
    steps = session.plan.steps[session.index + 1 :][: max(0, rows - 1)]
    if not steps:
        return Content("")
    return Content.styled("\n".join(("To come", *_coming(steps, find, width))), "$quiet")


def _coming(steps: tuple[Step, ...], find: Find, width: int) -> Iterator[str]:
    last = ""
    for step in steps:
        words = f"{step.point} {side_word(step.side)}"
        point = find(step.point) if step.point != last else None
        place = point.place.partition(",")[0].rstrip(".") if point else ""
        line = f"{words:<{_COMING}}{place[:1].lower()}{place[1:]}".rstrip()
        yield line if len(line) <= width else words
        last = step.point


_COMING: Final = 12
