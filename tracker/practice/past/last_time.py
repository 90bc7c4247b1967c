"""As last time: the lines by which what was done before is logged again, with one key."""

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.core.facts.goals_and_rests import Kind
from tracker.core.facts.sessions import MatSession, Session, Side
from tracker.core.text.durations import duration_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.core.facts.sessions import Hold
    from tracker.practice.context import Context

_LOOKED_AT: Final = 100
"""The newest sessions among which the usual routines are counted."""
_USUAL: Final = 3
_PAIR: Final = ("PC6", "HT7")


class Again(NamedTuple):
    """What can be logged by choosing it."""

    line: str
    """As a person would type it: `evening`, `PC6 left 90s`, `24m back bare`."""
    words: str
    """`as last time: Evening wind-down`."""
    seconds: float
    is_last: bool = False


def mat_as_last_time(context: "Context") -> str:
    """The line of the newest mat session: `1440s back bare`; empty before the first one."""
    last = next(context.journal.newest(Kind.MAT), None)
    if not isinstance(last, MatSession):
        return ""
    return " ".join(filter(None, (f"{last.lain:.0f}s", last.position, last.layer)))


def mat_again_words(context: "Context") -> str:
    """The newest mat session in words: `24 min, back, bare`; empty before the first one."""
    last = next(context.journal.newest(Kind.MAT), None)
    if not isinstance(last, MatSession):
        return ""
    minutes = duration_words(round(last.seconds / 60) * 60)
    return ", ".join(filter(None, (minutes, last.position, last.layer)))


def points_again(context: "Context") -> list[Again]:
    """The newest session, the usual routines, and a pair of points, each once."""
    newest = [*islice(context.journal.newest(Kind.POINTS), _LOOKED_AT)]
    sessions = [each for each in newest if isinstance(each, Session)]
    found = [_as_last_time(context, sessions[0])] if sessions else []
    usual = Counter(each.routine for each in sessions if each.routine)
    keys = [key for key, _ in usual.most_common()] or [context.library.first_routine.id]
    routines = [context.library.find_routine(key) for key in keys]
    found += [Again(each.id, each.name, each.held) for each in routines if each]
    once = {each.line: each for each in reversed(found)}
    shown = [each for each in found if once[each.line] is each][: _USUAL + bool(sessions)]
    pair = " ".join(_PAIR)
    return [*shown, Again(f"{pair} 60s", f"{pair}, a minute a side", 4 * 60)]


def _as_last_time(context: "Context", last: Session) -> Again:
    routine = context.library.find_routine(last.routine) if last.routine else None
    if routine is not None:
        return Again(routine.id, f"as last time: {routine.name}", routine.held, is_last=True)
    line = _codes(last.holds)
    return Again(line, f"as last time: {line}", last.seconds, is_last=True)


def _codes(holds: "Sequence[Hold]") -> str:
    """`PC6 left HT7 90s`: the points with a side if only that one was pressed."""
    sides: dict[str, set[Side]] = {}
    for each in holds:
        sides.setdefault(each.point, set()).add(each.side)
    one = {Side.LEFT, Side.RIGHT}
    codes = [
        f"{code} {next(iter(known))}" if len(known) == 1 and known <= one else code
        for code, known in sides.items()
    ]
    length = max((each.held for each in holds), default=60.0)
    return " ".join((*codes, f"{max(1, round(length))}s"))
