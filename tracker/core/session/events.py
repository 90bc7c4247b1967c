"""Events between two samples of a live session, and how often the bell rings for each."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from tracker.core.facts.sessions import Kind
from tracker.core.session.live import LiveSession, Pause
from tracker.core.session.plan import FIRST_MINUTE, LONG_ON_MAT, in_ms, same_point


class Event(StrEnum):
    """Something worth a bell or a sentence."""

    BEGIN = "begin"
    """The settling gap is over: press."""
    HALF = "half"
    """Half of a hold is done."""
    SIDE = "side"
    """The next hold is the same point on another side."""
    POINT = "point"
    """The next hold is another point."""
    END = "end"
    FIRST_MINUTE = "first minute"
    """The sharpest minute on a mat is over."""
    GOAL = "goal"
    """The goal for time on the mat is reached."""
    LONG = "long"
    """Forty minutes on a mat: time to get up, slowly."""
    STOPPED = "stopped"
    """It paused by itself: the readings were too far apart, or the hold is as long as allowed."""


BELLS: Final = {
    Event.HALF: 1,
    Event.FIRST_MINUTE: 1,
    Event.GOAL: 1,
    Event.SIDE: 2,
    Event.LONG: 2,
    Event.POINT: 3,
    Event.END: 4,
}
"""Rings of the bell for each event; all others are silent."""


def bells(happened: Iterable[Event]) -> int:
    """Rings for several events at once: as many as for the one with the most."""
    return max((BELLS.get(event, 0) for event in happened), default=0)


def events(before: LiveSession, after: LiveSession) -> tuple[Event, ...]:
    """Events from one sample or key to the next, in order."""
    kind = after.plan.kind
    happened = list(_on_the_mat(before, after) if kind is Kind.MAT else _in_holds(before, after))
    if after.why in {Pause.GAP, Pause.LIMIT} and before.why is not after.why:
        happened.append(Event.STOPPED)
    if after.done and not before.done:
        happened.append(Event.END)
    return tuple(happened)


def _begins(before: LiveSession, after: LiveSession, index: int) -> bool:
    if before.index == index and not before.settling and before.why is not Pause.READY:
        return False
    if after.held_ms[index] > before.held_ms[index]:
        return True
    return after.index == index and after.running and not after.settling


def _in_holds(before: LiveSession, after: LiveSession) -> Iterator[Event]:
    steps = after.plan.steps
    for index in range(before.index, min(after.index + 1, len(steps))):
        ran = before.run_ms if index == before.index else 0
        got = after.held_ms[index] - before.held_ms[index]
        if _begins(before, after, index):
            yield Event.BEGIN
        if 2 * ran < (steps[index].ms or 0) <= 2 * (ran + got):
            yield Event.HALF
        if index < after.index and index + 1 < len(steps):
            yield Event.SIDE if same_point(steps[index], steps[index + 1]) else Event.POINT
    if after.index < before.index:
        if not before.ended:
            same = same_point(steps[before.index], steps[after.index])
            yield Event.SIDE if same else Event.POINT
        if _begins(before, after, after.index):
            yield Event.BEGIN


def _on_the_mat(before: LiveSession, after: LiveSession) -> Iterator[Event]:
    if _begins(before, after, 0):
        yield Event.BEGIN
    goal = after.plan.goal
    marks = [(FIRST_MINUTE, Event.FIRST_MINUTE), (LONG_ON_MAT, Event.LONG)]
    if goal is not None:
        marks.append((goal, Event.GOAL))
    for seconds, event in sorted(marks):
        if before.held_ms[0] < in_ms(seconds) <= after.held_ms[0]:
            yield event
