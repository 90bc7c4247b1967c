"""A session in sentences, for a plain session and for screen readers."""

import math
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Final

from tracker.core.facts.points import Point
from tracker.core.facts.sessions import Kind
from tracker.core.session.breath import Part
from tracker.core.session.events import Event
from tracker.core.session.live import LiveSession, Pause
from tracker.core.session.place_words import place_words, side_word
from tracker.core.session.plan import Plan, Step, same_point
from tracker.core.session.running import Running
from tracker.core.text.durations import clock_words, duration_words

Find = Callable[[str], Point | None]


def plan_words(title: str, plan: Plan) -> str:
    """The first line: `Three calm minutes: 4 holds, 3 min in all.`."""
    length = f", {duration_words(plan.length)} in all" if plan.length else ""
    if plan.kind is Kind.MAT:
        seconds, goal = plan.steps[0].seconds, plan.goal
        marks = f"; {duration_words(goal)} are marked" if goal else ""
        return f"Mat: {duration_words(seconds)}." if seconds else f"Mat: until you stop{marks}."
    count = len(plan.steps)
    return f"{title}: {count} {'hold' if count == 1 else 'holds'}{length}."


def coming_words(plan: Plan) -> str:
    """The holds ahead: `HT7 left, right; PC6 left, right.`; empty for the mat and a single hold."""
    if plan.kind is Kind.MAT or len(plan.steps) == 1:
        return ""
    runs = groupby(plan.steps, key=lambda step: step.point)
    each = (f"{point} {', '.join(side_word(step.side) for step in run)}" for point, run in runs)
    return f"{'; '.join(each)}."


def mat_words(running: Running) -> str | None:
    """Position and layer, `back, thin`, as far as they were answered; `None` for points."""
    if running.session.plan.kind is not Kind.MAT:
        return None
    answers = (running.form.get(field) for field in ("position", "layer"))
    return ", ".join(answer for answer in answers if isinstance(answer, str) and answer)


def hold_words(session: LiveSession, find: Find) -> str:
    """The current hold, `1 of 4: HT7, the left inner wrist, 40 s.`, and how to press a new point.

    Empty after the last hold.
    """
    step = session.step
    if step is None:
        return ""
    if session.plan.kind is Kind.MAT:
        begins = f"in {math.ceil(session.settle_left)} s" if session.settling else "now"
        return f"Lie down or stand on the mat; the time begins {begins}."
    number = f"{session.index + 1} of {len(session.plan.steps)}"
    how = f" {step.caption}" if step.caption and _is_new(session) else ""
    if (point := find(step.point)) and _is_new(session):
        where = f" {point.place}" if point.place else ""
        how = f"{where} Press {point.press.words}.{how}"
    return f"{number}: {_place(step, find)}, {duration_words(step.seconds or 0)}.{how}"


def announcements(
    before: LiveSession, after: LiveSession, events: tuple[Event, ...], find: Find
) -> Iterator[str]:
    """A sentence for each event between two samples that is worth one, in order."""
    for event in events:
        match event:
            case Event.SIDE:
                yield f"Change sides. {hold_words(after, find)}"
            case Event.POINT:
                yield f"Next point. {hold_words(after, find)}"
            case Event.BEGIN if after.plan.kind is Kind.POINTS:
                yield f"Press now, {_left(after)}."
            case Event.HALF if after.index == before.index:
                yield f"Half-way, {_left(after)} to go."
            case Event.FIRST_MINUTE:
                yield "The first minute is behind you; it is the sharpest."
            case Event.GOAL:
                yield f"{duration_words(after.held_ms[0] / 1000)}: as long as you meant."
            case Event.LONG:
                yield "Forty minutes: time to get up, slowly."
            case Event.STOPPED:
                yield _stopped(after)
            case _:
                pass


def _is_new(session: LiveSession) -> bool:
    earlier = session.plan.steps[: session.index]
    step = session.step
    return step is not None and not (earlier and same_point(earlier[-1], step))


def _place(step: Step, find: Find) -> str:
    point = find(step.point)
    return (
        f"{step.point}, {place_words(point, step.side)}" if point else f"{step.point}, {step.side}"
    )


def _left(session: LiveSession) -> str:
    return duration_words(math.ceil(session.left or 0))


def _stopped(session: LiveSession) -> str:
    if session.why is Pause.LIMIT:
        return "Paused: this hold is as long as one can be. n and Enter go to the next."
    return "Paused: the line stood still, and that time does not count. Enter goes on."


def where_lines(session: LiveSession, find: Find) -> Iterator[str]:
    """Where to press now and how to find it, a line for each step; empty after the last hold."""
    step = session.step
    if step is None:
        return
    if session.plan.kind is Kind.MAT:
        yield "You are on the mat."
        return
    yield f"{_place(step, find)}."
    if (point := find(step.point)) is None:
        return
    yield point.place or point.location
    for number, words in enumerate(point.find_steps, 1):
        yield f"{number}. {words}"
    yield point.check
    yield f"Press {point.press.words}. {point.press.how}"


def time_words(session: LiveSession) -> str:
    """The time left of this hold and of all: `20 s to go, 2 min 5 s in all.`."""
    if session.left is None:
        return f"{duration_words(session.held)} so far."
    if session.staying and not session.left:
        return f"Staying, {duration_words(session.extra)} beyond the plan."
    ahead = session.plan.steps[session.index + 1 :]
    rest = sum(step.seconds or 0 for step in ahead) + len(ahead) * session.plan.settle
    now = session.left + session.settle_left
    total = f", {duration_words(math.ceil(now + rest))} in all" if ahead else ""
    return f"{_left(session)} to go{total}."


def length_change_words(before: LiveSession, after: LiveSession) -> str:
    """The sentence after `+` or `-`: `15 s more, 35 s to go.`; empty if a hold was left by it."""
    if after.index != before.index or after.done:
        return ""
    if before.planned_ms is None:
        return "It counts up, so it has no length to change."
    changed = ((after.planned_ms or 0) - before.planned_ms) / 1000
    if not changed:
        return f"It stays as long as it is, {_left(after)} to go."
    more = "more" if changed > 0 else "less"
    return f"{duration_words(abs(changed))} {more}, {_left(after)} to go."


BREATH_WORDS: Final = {
    Part.IN: "Breathe in.",
    Part.HOLD: "Hold.",
    Part.OUT: "Breathe out.",
    Part.REST: "Rest.",
}
BREATH_BELLS: Final = {Part.IN: 1, Part.OUT: 2}
"""Rings of the bell for the parts of a breath; the others are silent."""


def pause_words(session: LiveSession) -> str:
    """The sentence for a pause that the person asked for."""
    left = f", {_left(session)} to go" if session.left else ""
    return f"Paused{left}. Enter goes on."


def resume_words(session: LiveSession) -> str:
    """The sentence for the end of a pause."""
    if session.settling:
        return f"Going on: find the place again, {math.ceil(session.settle_left)} s."
    return f"Going on, {_left(session)} to go." if session.left else "Going on."


def stands_at(session: LiveSession, *, place: bool = True) -> str:
    """`HT7 left, 0:42 to go`, `the mat, 4:55 to go`; `at its end` when nothing is left.

    Without `place`, only the time, for a line that names the place already.
    """
    step = session.step
    if step is None or session.done:
        return "at its end"
    if session.staying and not session.left:
        time = "staying"
    elif session.left is None:
        time = f"{clock_words(session.held)} so far"
    else:
        time = f"{clock_words(math.ceil(session.left))} to go"
    if not place:
        return time
    on_mat = session.plan.kind is Kind.MAT
    return f"{'the mat' if on_mat else f'{step.point} {side_word(step.side)}'}, {time}"
