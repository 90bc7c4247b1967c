"""Points and routines named in a line: ``calm``, ``PC6, HT7 left``, ``three calm minutes``.

One grammar for every place where points are typed: starting a session, logging, importing,
editing a routine. Which words are a length or a moment is read elsewhere, from `Chosen.rest`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tracker.core.entry.new_records import EntryError
from tracker.core.entry.time_words import FILLERS
from tracker.core.facts.points import Point
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import LONGEST_HOLD, Side
from tracker.core.text.durations import duration_words
from tracker.core.text.visible import visible

FindPoint = Callable[[str], Point | None]
FindRoutine = Callable[[str], Routine | None]

SIDES: Final[Mapping[str, Side]] = MappingProxyType(
    {
        "l": Side.LEFT,
        "r": Side.RIGHT,
        "b": Side.BOTH,
        **{side.value: side for side in Side},
    }
)
"""The words for a side, in small letters."""

_LONGEST_NAME: Final = 16
"""Words that one name may have; a name of 80 characters rarely has more."""


@dataclass(frozen=True, slots=True)
class ChosenPoint:
    """A point, on the side typed after it or on all it has."""

    point: Point
    side: Side | None = None

    def steps(self, seconds: float | None, usual: float | None) -> tuple[RoutineStep, ...]:
        """One step a side.

        Each takes ``seconds``, else the ``usual`` hold of the person, else the point's own. Raises
        EntryError for a side the point does not have.
        """
        point, allowed = self.point, self.point.allowed_sides
        if self.side is not None and self.side not in allowed:
            choice = " or ".join(allowed)
            raise EntryError(f"{point.code} has no side “{self.side}”; choose {choice}")
        held = next(each for each in (seconds, usual, point.hold.default) if each is not None)
        sides = point.sides if self.side is None else (self.side,)
        return tuple(RoutineStep(point.code, side, held) for side in sides)


@dataclass(frozen=True, slots=True)
class Named:
    """A routine or a point in a line, and the places of its words."""

    name: str
    """The words as typed, without the side."""
    what: Routine | ChosenPoint
    places: range
    point: Point | None = None
    """The point that has the name of this routine."""

    @property
    def as_point(self) -> "Named":
        """The point of this name, where there is one."""
        if self.point is None:
            return self
        return Named(self.name, ChosenPoint(self.point), self.places)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The routines and points that a line names, in order, and its other words."""

    words: tuple[str, ...]
    named: tuple[Named, ...]

    @property
    def rest(self) -> list[str]:
        """The words that belong to no name, without those that carry nothing."""
        taken = {place for each in self.named for place in each.places}
        return [
            word
            for place, word in enumerate(self.words)
            if place not in taken and word.casefold() not in FILLERS
        ]

    @property
    def routine(self) -> Routine | None:
        """The routine, where the line names one."""
        return next((each.what for each in self.named if isinstance(each.what, Routine)), None)

    def without(self, some: Collection[Named]) -> "Chosen":
        """The same line with the words of these names left to ``rest``."""
        return Chosen(self.words, tuple(each for each in self.named if each not in some))

    def steps(self, seconds: float | None, usual: float | None) -> tuple[RoutineStep, ...]:
        """The holds it asks for; empty where nothing is named.

        ``seconds`` is the length of every hold. Where it is ``None`` a routine has its own
        lengths, and a point the ``usual`` hold of the person, else its own. Raises EntryError for
        a routine with anything beside it, for a side that a point does not have, and for a length
        out of range.
        """
        routine = self.routine
        if seconds is not None:
            _check_hold(seconds)
        if routine is not None and len(self.named) > 1:
            names = ", ".join(f"“{visible(each.name, lines=False)}”" for each in self.named)
            raise EntryError(f"{names}: too many; write one routine alone, or points (PC6 HT7)")
        if routine is not None:
            return tuple(
                step if seconds is None else RoutineStep(step.point, step.side, seconds)
                for step in routine.steps
            )
        return tuple(
            step
            for each in self.named
            if isinstance(each.what, ChosenPoint)
            for step in each.what.steps(seconds, usual)
        )


def points_in(words: Sequence[str], find_point: FindPoint, find_routine: FindRoutine) -> Chosen:
    """The routines and points in these words; of two names the one with more words.

    A word of `SIDES` right after a point is its side. Names in any case, as the two functions
    find them. A name of a routine and of a point, as LI4, is the routine when it stands alone, and
    the point with a side or beside others.
    """
    named: list[Named] = []
    place = 0
    while place < len(words):
        found = _named_at(words, place, find_point, find_routine)
        if found is None:
            place += 1
        else:
            named.append(found)
            place = found.places.stop
    if len(named) > 1:
        named = [each.as_point for each in named]
    return Chosen(tuple(words), tuple(named))


def point_at(words: Sequence[str], find_point: FindPoint) -> tuple[Point | None, Sequence[str]]:
    """The point that the first words name, and the words after its name.

    Without a point, `None` and the words after the first.
    """
    named = _named_at(words, 0, find_point, lambda _: None)
    if named is None or not isinstance(named.what, ChosenPoint):
        return None, words[1:]
    return named.what.point, words[len(named.name.split()) :]


def side_at(words: Sequence[str], place: int) -> tuple[Side | None, int]:
    """The side that the words at ``place`` name, and the place after it.

    Without a side, `None` and ``place``. Words that carry nothing are passed over, as in
    ``PC6 on the left``.
    """
    for at in range(place, len(words)):
        word = words[at].casefold()
        if word in SIDES:
            return SIDES[word], at + 1
        if word not in FILLERS:
            break
    return None, place


def _named_at(
    words: Sequence[str], place: int, find_point: FindPoint, find_routine: FindRoutine
) -> Named | None:
    for end in range(min(place + _LONGEST_NAME, len(words)), place, -1):
        name = " ".join(words[place:end])
        point, routine = find_point(name), find_routine(name)
        side, stop = (None, end) if point is None else side_at(words, end)
        if point is not None and (routine is None or side is not None):
            return Named(name, ChosenPoint(point, side), range(place, stop))
        if routine is not None:
            return Named(name, routine, range(place, end), point)
    return None


def _check_hold(seconds: float) -> None:
    if seconds > LONGEST_HOLD:
        longest = duration_words(LONGEST_HOLD)
        raise EntryError(f"{duration_words(seconds)} is too long for a hold; up to {longest}")
    if seconds < 1:
        raise EntryError("less than a second is too short for a hold; 1 s or more")
