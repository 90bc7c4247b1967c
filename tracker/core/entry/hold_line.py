"""The holds of a session as one line that can be corrected: ``HT7 left 40s, PC6 right 35s of 60s``.

What is left as it was keeps every fraction of a second; only what was rewritten is read.
"""

from collections.abc import Callable, Iterable, Sequence

from tracker.core.entry.new_records import EntryError
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
    name, *rest = words.split()
    point = find(name)
    code = point.code if point else name
    if point is None and code not in {hold.point for hold in before}:
        raise EntryError(
            f"“{shown}”: {visible(name[:24], lines=False)} found, a known code allowed"
        )
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


def _side(shown: str, rest: list[str], point: Point | None) -> tuple[Side, list[str]]:
    allowed = point.allowed_sides if point else tuple(Side)
    said = rest[0].casefold() if rest else ""
    if said in {side.value for side in Side}:
        if said not in allowed:
            raise EntryError(f"“{shown}”: {said} found, {', '.join(allowed)} allowed")
        return Side(said), rest[1:]
    if len(allowed) == 1:
        return allowed[0], rest
    raise EntryError(f"“{shown}”: no side found, {', '.join(allowed)} allowed")


def _seconds(shown: str, words: str) -> float:
    if words in {"0s", "0"}:
        return 0.0
    try:
        return seconds_of(words, "s")
    except DurationError as wrong:
        raise EntryError(f"“{shown}”: {wrong}") from wrong
