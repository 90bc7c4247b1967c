"""The choices to press: the usual routine, the person's own, all others, and those for typed words.

A feeling, a place, a name or codes find them. Nothing that is typed is recorded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from tracker.core.entry.new_records import EntryError
from tracker.core.facts.points import Point
from tracker.core.facts.sessions import Side
from tracker.core.points.body_parts import part_of
from tracker.core.session.routine_plan import holding
from tracker.core.text.spelling import plain
from tracker.practice import pressing
from tracker.practice.points_line import read_to_press, routine_of_line, routine_of_point

if TYPE_CHECKING:
    from tracker.core.facts.routines import Routine
    from tracker.core.points.search import Feeling
    from tracker.library import Library
    from tracker.practice.context import Context

_MOST: Final = 40
"""Points that a search shows."""
_FIRST_LETTERS: Final = 4
"""Letters from which the beginning of a feeling is enough."""
_SLEEP: Final = "sleep"


@dataclass(frozen=True, slots=True)
class Choice:
    """A routine, or points as a routine."""

    routine: "Routine"
    kind: str
    """`routine`, `yours`, `point` or `points`."""
    point: Point | None = None
    """The point of a single one."""


class Group(NamedTuple):
    """Choices below a heading."""

    heading: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The choices for typed words."""

    groups: tuple[Group, ...]
    problem: str = ""
    """The reason if codes or lengths in the words are wrong."""
    feeling: "Feeling | None" = None
    """The feeling that the words name."""

    @property
    def is_hard_night(self) -> bool:
        """Whether they are the words of someone who cannot sleep."""
        return self.feeling is not None and _SLEEP in self.feeling.rests_on


def choices_now(context: "Context", hold: float | None = None) -> tuple[Group, ...]:
    """Without words: the usual routine at this hour, the person's own, and all others.

    `hold` replaces the length of each hold, in seconds.
    """
    offer = pressing.offer(context)
    usual = offer.routine
    others = [each for each in context.library.routines() if each.id != usual.id]
    groups = (
        ("A good first one" if offer.first else "Usual at this hour", [usual]),
        ("Yours", [each for each in others if not each.built_in]),
        ("All", [each for each in others if each.built_in]),
    )
    return tuple(
        Group(heading, tuple(_of_routine(each, hold) for each in found))
        for heading, found in groups
        if found
    )


def choices_for(context: "Context", text: str, hold: float | None = None) -> Found:
    """For typed words: the routines and points they name, or just those of typed codes."""
    problem, typed = "", None
    try:
        typed = _typed(context, text, hold)
    except ValueError as wrong:
        if not isinstance(wrong, EntryError) or wrong.field is not None:
            problem = str(wrong)
    if typed is not None and typed.kind in {"point", "points"}:
        heading = "Points" if typed.kind == "points" else "Single points"
        return Found((Group(heading, (typed,)),), problem)
    feeling = _feeling(context.library, text)
    routines = [*_routines(context.library, text, feeling)]
    if typed is not None:
        routines = [each for each in routines if each.id != typed.routine.id]
    chosen = [*filter(None, [typed]), *(_of_routine(each, hold) for each in routines)]
    hits = context.library.index().search(text, limit=_MOST)
    points = [hit.found for hit in hits if isinstance(hit.found, Point)]
    single = [_of_point(context, point, hold) for point in points]
    groups = (("Routines", chosen), ("Single points", single))
    kept = tuple(Group(heading, tuple(found)) for heading, found in groups if found)
    return Found(kept, problem, feeling)


def sides_words(routine: "Routine") -> str:
    """``PC6 left and right, HT7 left``: the points in order, each with its sides."""
    return ", ".join(
        " ".join(filter(None, (code, " and ".join(sides)))) for code, sides in _sides_of(routine)
    )


def holds_words(routine: "Routine", joined: str = "") -> Iterator[tuple[str, str]]:
    """The code and side of each hold; with `joined`, one pair for each point: ``left then right``.

    The side is empty for a point on the midline.
    """
    for code, sides in _sides_of(routine):
        if joined:
            yield code, joined.join(sides)
        else:
            yield from ((code, side) for side in sides or [""])


def parts_words(library: "Library", routine: "Routine", room: int) -> str:
    """``brow, wrist``: where a routine presses; in parts of the body if that has no room."""
    exact = pressing.where_words(library, routine)
    if len(exact) <= room:
        return exact
    points = (library.find(code) for code in routine.points)
    parts = (part_of(point.region) for point in points if point)
    return ", ".join(dict.fromkeys(part.partition(" and ")[0] for part in parts if part))


def _sides_of(routine: "Routine") -> Iterator[tuple[str, list[str]]]:
    for code, run in groupby(routine.steps, key=lambda step: step.point):
        sides = (step.side for step in run)
        yield code, [side.value for side in sides if side is not Side.MIDLINE]


def _of_routine(routine: "Routine", hold: float | None) -> Choice:
    return Choice(holding(routine, hold), "routine" if routine.built_in else "yours")


def _of_point(context: "Context", point: Point, hold: float | None) -> Choice:
    return Choice(holding(routine_of_point(context, point), hold), "point", point)


def _typed(context: "Context", text: str, hold: float | None) -> Choice:
    """The routine or points that the text names, with its lengths; ValueError if it names none."""
    line = read_to_press(context, text, hold=hold)
    routine = routine_of_line(context, line)
    if line.routine is not None:
        return Choice(routine, "routine" if routine.built_in else "yours")
    if len(routine.points) > 1:
        return Choice(routine, "points")
    return Choice(routine, "point", context.library.find(routine.points[0]))


def _routines(library: "Library", text: str, feeling: "Feeling | None") -> "Iterable[Routine]":
    """Those that have the words in their name, id or codes, or speak of the feeling."""
    asked = plain(text)
    if not asked:
        return
    for each in library.routines():
        said = plain(f"{each.name} {each.id} {' '.join(each.points)}")
        about = plain(f"{each.name} {each.source} {each.notes}").split()
        if asked in said or (feeling and any(word in about for word in feeling.rests_on)):
            yield each


def _feeling(library: "Library", text: str) -> "Feeling | None":
    asked = plain(text)
    if len(asked) < _FIRST_LETTERS:
        return None
    for whole in (True, False):
        for feeling in library.feelings:
            words = (plain(each) for each in feeling.words)
            if any(each == asked if whole else each.startswith(asked) for each in words):
                return feeling
    return None
