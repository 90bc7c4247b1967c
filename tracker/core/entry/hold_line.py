"""The holds of a session as one line to correct: ``HT7 left 40s, PC6 right 35s of 60s``.

A hold that is left as it was written keeps its fractions of a second; only rewritten ones are read.
"""

from collections.abc import Iterable, Sequence

from tracker.core.entry.new_records import EntryError
from tracker.core.entry.points_in_line import FindPoint, check_side, point_at, side_at
from tracker.core.facts.points import Point
from tracker.core.facts.sessions import Hold, Side
from tracker.core.text.durations import seconds as seconds_of
from tracker.core.text.refusals import Expected, OneOf, refusal
from tracker.core.text.visible import visible

_DONE = {True: "done", False: "not done"}


def hold_words(holds: Iterable[Hold]) -> str:
    """The holds in a line, as ``holds_of`` reads it."""
    return ", ".join(map(_words, holds))


def holds_of(text: str, before: Sequence[Hold], find_point: FindPoint) -> tuple[Hold, ...]:
    """The holds of a line; a part written as one of ``before`` is that hold, unchanged.

    Raises EntryError naming the part that cannot be read and what to write.
    """
    known: dict[str, list[Hold]] = {}
    for hold in before:
        known.setdefault(_words(hold), []).append(hold)
    holds = []
    for part in text.replace(";", ",").split(","):
        words = " ".join(part.split())
        if not words:
            continue
        same = known.get(words)
        holds.append(same.pop(0) if same else _hold(words, before, find_point))
    if not holds:
        raise EntryError(refusal("", None, Expected("a hold", "write one such as HT7 left 40s")))
    return tuple(holds)


def _words(hold: Hold) -> str:
    words = f"{hold.point} {hold.side} {hold.held:g}s"
    if hold.planned != hold.held:
        words += f" of {hold.planned:g}s"
    return words if hold.done == (hold.held >= hold.planned) else f"{words} {_DONE[hold.done]}"


def _hold(words: str, before: Sequence[Hold], find_point: FindPoint) -> Hold:
    try:
        return _read(words.split(), before, find_point)
    except ValueError as wrong:
        raise EntryError(f"“{visible(words[:60], lines=False)}”: {wrong}") from wrong


def _read(words: Sequence[str], before: Sequence[Hold], find_point: FindPoint) -> Hold:
    point, rest = point_at(words, find_point)
    if point is None and words[0] not in {hold.point for hold in before}:  # a removed point is fine
        raise EntryError(refusal("", words[0], Expected("a known code", "write one such as HT7")))
    done = None
    if rest and rest[-1].casefold() == "done":
        done = len(rest) < 2 or rest[-2].casefold() != "not"
        rest = rest[: -1 if done else -2]
    side, rest = _side(rest, point)
    held_words, _, planned_words = " ".join(rest).partition(" of ")
    held = _seconds(held_words)
    planned = _seconds(planned_words) if planned_words else held
    return Hold(
        point=point.code if point else words[0],
        side=side,
        planned=planned,
        held=held,
        done=held >= planned if done is None else done,
    )


def _side(rest: Sequence[str], point: Point | None) -> tuple[Side, Sequence[str]]:
    side, place = side_at(rest, 0)
    if side is None and point is not None and len(point.allowed_sides) == 1:
        return point.allowed_sides[0], rest
    if point is not None:
        check_side(point, side)
    if side is None:
        raise EntryError(refusal("", None, OneOf(tuple(Side), "a side")))
    return side, rest[place:]


def _seconds(words: str) -> float:
    return 0.0 if words in {"0s", "0"} else seconds_of(words, "s")
