"""Finds the points and routines named in a line: ``PC6, HT7 left``, ``three calm minutes``.

The grammar is the same for starting a session, logging, importing and editing a routine. Lengths
and moments are read elsewhere, from the words in `Chosen.rest`.
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
from tracker.core.text.field_checks import Span
from tracker.core.text.refusals import OneOf, refusal
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

_HOLD: Final = Span(1, LONGEST_HOLD, "s")
_LONGEST_NAME: Final = 16
"""Maximum words of a name; a name of 80 characters rarely has more."""


@dataclass(frozen=True, slots=True)
class ChosenPoint:
    """A point, on the side typed after it or on all its sides."""

    point: Point
    side: Side | None = None

    def steps(self, seconds: float | None, usual: float | None) -> tuple[RoutineStep, ...]:
        """One step for each side.

        Each takes ``seconds``, else the ``usual`` hold of the person, else the point's own length.
        Raises EntryError for a side that the point does not have.
        """
        point = self.point
        if self.side is not None:
            check_side(point, self.side)
        held = next(each for each in (seconds, usual, point.hold.default) if each is not None)
        sides = point.sides if self.side is None else (self.side,)
        return tuple(RoutineStep(point.code, side, held) for side in sides)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a line, the routine or point it names, and the places of its words."""

    text: str
    """The words as typed, without the side."""
    what: Routine | ChosenPoint
    places: range
    point: Point | None = None
    """The point that has the same name as this routine."""

    @property
    def as_point(self) -> "Name":
        """The same name for the point, if there is one of this name."""
        if self.point is None:
            return self
        return Name(self.text, ChosenPoint(self.point), self.places)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The routines and points that a line names, in order, and its other words."""

    words: tuple[str, ...]
    names: tuple[Name, ...]

    @property
    def rest(self) -> list[str]:
        """The words outside all names, without fillers such as ``on`` and ``the``."""
        taken = {place for name in self.names for place in name.places}
        return [
            word
            for place, word in enumerate(self.words)
            if place not in taken and word.casefold() not in FILLERS
        ]

    @property
    def routine(self) -> Routine | None:
        """The routine, if the line names one."""
        return next((name.what for name in self.names if isinstance(name.what, Routine)), None)

    def without(self, some: Collection[Name]) -> "Chosen":
        """The same line with the words of these names as part of ``rest``."""
        return Chosen(self.words, tuple(name for name in self.names if name not in some))

    def steps(self, seconds: float | None, usual: float | None) -> tuple[RoutineStep, ...]:
        """The holds of the line; empty if it names nothing.

        ``seconds`` is the length of every hold. If it is ``None``, a routine has its own lengths,
        and a point the ``usual`` hold of the person, else its own. Raises EntryError for a routine
        together with other names, a side that a point does not have, and a length out of range.
        """
        routine = self.routine
        if seconds is not None and not 1 <= seconds <= LONGEST_HOLD:
            raise EntryError(refusal("hold", seconds, _HOLD))
        if routine is not None and len(self.names) > 1:
            names = ", ".join(f"“{visible(name.text, lines=False)}”" for name in self.names)
            raise EntryError(f"{names}: too many; write one routine alone, or points (PC6 HT7)")
        if routine is not None:
            return tuple(
                step if seconds is None else RoutineStep(step.point, step.side, seconds)
                for step in routine.steps
            )
        return tuple(
            step
            for name in self.names
            if isinstance(name.what, ChosenPoint)
            for step in name.what.steps(seconds, usual)
        )


def points_in(words: Sequence[str], find_point: FindPoint, find_routine: FindRoutine) -> Chosen:
    """The routines and points in these words; where two names overlap, the longer one.

    A word of `SIDES` after a point is its side. Names are in any case that the two functions find.
    A name that a routine and a point share, such as LI4, means the routine if it is alone, and the
    point if it has a side or there are other names.
    """
    names: list[Name] = []
    place = 0
    while place < len(words):
        name = _name_at(words, place, find_point, find_routine)
        if name is None:
            place += 1
        else:
            names.append(name)
            place = name.places.stop
    if len(names) > 1:
        names = [name.as_point for name in names]
    return Chosen(tuple(words), tuple(names))


def point_at(words: Sequence[str], find_point: FindPoint) -> tuple[Point | None, Sequence[str]]:
    """The point that the first words name, and the words after its name.

    Without a point, `None` and the words after the first.
    """
    name = _name_at(words, 0, find_point, lambda _: None)
    if name is None or not isinstance(name.what, ChosenPoint):
        return None, words[1:]
    return name.what.point, words[len(name.text.split()) :]


def side_at(words: Sequence[str], place: int) -> tuple[Side | None, int]:
    """The side that the words at ``place`` name, and the place after it.

    Without a side, `None` and ``place``. Fillers are skipped, as in ``PC6 on the left``.
    """
    for at in range(place, len(words)):
        word = words[at].casefold()
        if word in SIDES:
            return SIDES[word], at + 1
        if word not in FILLERS:
            break
    return None, place


def check_side(point: Point, side: Side | None) -> None:
    """Raise EntryError for a side that the point does not have; `None` is all its sides."""
    if side not in point.allowed_sides:
        raise EntryError(refusal("", side, OneOf(point.allowed_sides, f"a side of {point.code}")))


def _name_at(
    words: Sequence[str], place: int, find_point: FindPoint, find_routine: FindRoutine
) -> Name | None:
    for end in range(min(place + _LONGEST_NAME, len(words)), place, -1):
        text = " ".join(words[place:end])
        point, routine = find_point(text), find_routine(text)
        side, stop = (None, end) if point is None else side_at(words, end)
        if point is not None and (routine is None or side is not None):
            return Name(text, ChosenPoint(point, side), range(place, stop))
        if routine is not None:
            return Name(text, routine, range(place, end), point)
    return None
