"""The holds of a session as one line that can be corrected: ``HT7 left 40s, PC6 right 35s of 60s``.

What is left as it was keeps every fraction of a second; only what was rewritten is read.
"""

from collections.abc import Callable, Iterable, Sequence

from tracker.core.entry.new_records import EntryError
from tracker.core.entry.points_in_line import point_at, side_at
from tracker.core.facts.points import Point
from tracker.core.facts.sessions import Hold, Side
from tracker.core.text.durations import DurationError
from tracker.core.text.durations import seconds as seconds_of
from tracker.core.text.visible import visible

_DONE = {True: "done", False: "not done"}


def hold_words(holds: Iterable[Hold]) -> str:
    """The holds in a line, as ``holds_of`` reads it."""
    return ", ".join(map(_words, holds))


def holds_of(
    text: str, before: Sequence[Hold], point: Callable[[str], Point | None]
) -> tuple[Hold, ...]:
    """The holds that a line says; a part that one of ``before`` is written as is that one.

    Raises EntryError naming the part, what was found and what is allowed.
    """
    known: dict[str, list[Hold]] = {}
    for hold in before:
        known.setdefault(_words(hold), []).append(hold)
    found = []
    for part in text.replace(";", ",").split(","):
        words = " ".join(part.split())
        if not words:
            continue
        same = known.get(words)
        found.append(same.pop(0) if same else _hold(words, before, point))
    if not found:
        raise EntryError("nothing found, at least one hold such as HT7 left 40s allowed")
    return tuple(found)


def _words(hold: Hold) -> str:
    words = f"{hold.point} {hold.side} {hold.held:g}s"
    if hold.planned != hold.held:
        words += f" of {hold.planned:g}s"
    return words if hold.done == (hold.held >= hold.planned) else f"{words} {_DONE[hold.done]}"


def _hold(words: str, before: Sequence[Hold], find: Callable[[str], Point | None]) -> Hold:
    shown = visible(words[:60], lines=False)
    gone = {hold.point for hold in before}
    point, rest = point_at(words.split(), find)
    if point is not None:
        code = point.code
    elif (code := words.split(maxsplit=1)[0]) not in gone:
        named = visible(code[:24], lines=False)
        raise EntryError(f"“{shown}”: there is no point {named}; write a code such as HT7")
    done = None
    if rest and rest[-1].casefold() == "done":
        done = len(rest) < 2 or rest[-2].casefold() != "not"
        rest = rest[: -1 if done else -2]
    side, rest = _side(shown, rest, point)
    held_words, _, planned_words = " ".join(rest).partition(" of ")
    held = _seconds(shown, held_words)
    planned = _seconds(shown, planned_words) if planned_words else held
    try:
        return Hold(
            point=code,
            side=side,
            planned=planned,
            held=held,
            done=held >= planned if done is None else done,
        )
    except ValueError as wrong:
        raise EntryError(f"“{shown}”: {wrong}") from wrong


def _side(shown: str, rest: Sequence[str], point: Point | None) -> tuple[Side, list[str]]:
    allowed = point.allowed_sides if point else tuple(Side)
    side, at = side_at(rest, 0)
    if side is None and len(allowed) == 1:
        return allowed[0], [*rest]
    if side not in allowed:
        wrong = f"has no side “{side}”" if side else "has no side yet"
        raise EntryError(f"“{shown}” {wrong}; choose {' or '.join(allowed)}")
    return side, [*rest[at:]]


def _seconds(shown: str, words: str) -> float:
    if words in {"0s", "0"}:
        return 0.0
    try:
        return seconds_of(words, "s")
    except DurationError as wrong:
        raise EntryError(f"“{shown}”: {wrong}") from wrong
