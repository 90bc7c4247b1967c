"""One line as a person writes it: ``20m back thin yesterday 21:30``, ``PC6 HT7 60s``, ``calm``.

The words may come in any order. A time with a colon is a time of day, never a length; words with
two readings are refused, and so is every word that means nothing here. What was understood is a
value, to be shown before anything is kept.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from types import MappingProxyType
from typing import Final, TypeVar

from tracker.core.entry.new_records import EntryError
from tracker.core.entry.points_in_line import Chosen, FindPoint, FindRoutine, points_in
from tracker.core.entry.time_words import FILLERS, length_of, of_moment, time_of, words_of
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import LONGEST_MAT, Hold, Layer, Position
from tracker.core.text.durations import duration_words
from tracker.core.text.moments import Order, Resolved

POSITIONS: Final[Mapping[str, Position]] = MappingProxyType(
    {
        **{position.value: position for position in Position},
        "upper": Position.UPPER_BACK,
        "lower": Position.LOWER_BACK,
        "standing": Position.FEET_STANDING,
        "sitting": Position.FEET_SITTING,
    }
)
LAYERS: Final[Mapping[str, Layer]] = MappingProxyType({layer.value: layer for layer in Layer})

_MOST_SHOWN: Final = 8
"""Routines named in a refusal; the library has as many."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class MatLine:
    """What a line about the mat says."""

    seconds: float
    position: Position | None = None
    layer: Layer | None = None
    when: Resolved | None = None
    """None where the line names no moment: it ended just now."""

    @property
    def started(self) -> datetime | None:
        """The moment it names."""
        return self.when.moment if self.when else None


@dataclass(frozen=True, slots=True)
class PointsLine:
    """What a line about points says: one routine, or points in their order."""

    routine: Routine | None
    steps: tuple[RoutineStep, ...]
    """The holds, each with its side and its seconds."""
    when: Resolved | None = None
    """`None` where the line names no moment: it ended just now."""

    @property
    def holds(self) -> tuple[Hold, ...]:
        """The holds as done, each for as long as the line says."""
        return tuple(
            Hold(point=step.point, side=step.side, planned=length, held=length, done=True)
            for step in self.steps
            for length in (step.seconds,)
        )

    @property
    def started(self) -> datetime | None:
        """The moment it names."""
        return self.when.moment if self.when else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PointNames:
    """How names in a line are found, and which there are, to suggest one for a slip."""

    find_point: FindPoint
    find_routine: FindRoutine
    codes: Collection[str] = ()
    routines: Collection[str] = ()

    @property
    def allowed(self) -> str:
        """What a line may name, in words."""
        shown = [*self.routines][:_MOST_SHOWN] or ["calm"]
        more = ", …" if len(self.routines) > _MOST_SHOWN else ""
        return f"a routine ({', '.join(shown)}{more}) or points (PC6 HT7 left)"

    def chosen(self, words: Sequence[str]) -> Chosen:
        """The routines and points in these words."""
        return points_in(words, self.find_point, self.find_routine)


def mat_entry(text: str, now: datetime, order: Order | None = None) -> MatLine:
    """What a line such as ``20m back thin yesterday 21:30`` says; a bare number is minutes.

    Raises EntryError naming the word that is not understood, what is missing or what is twofold.
    """
    words = [word for word in words_of(text) if word.casefold() not in FILLERS]
    position, words = _taken(words, POSITIONS, "position")
    layer, words = _taken(words, LAYERS, "layer")
    allowed = (
        f"a length (20m), a position ({', '.join(Position)}), "
        f"a layer ({', '.join(Layer)}), a moment (yesterday 21:30)"
    )
    time = time_of(words, now, order, bare=True, allowed=allowed, known=(*POSITIONS, *LAYERS))
    if time.seconds is None:
        raise EntryError("How long? Write 20m or 1h05; a time with a colon is a time of day")
    if time.seconds > LONGEST_MAT:
        raise EntryError(
            f"{duration_words(time.seconds)} found, up to {duration_words(LONGEST_MAT)} allowed"
        )
    return MatLine(time.seconds, position, layer, time.when)


def points_entry(
    text: str,
    now: datetime,
    order: Order | None,
    names: PointNames,
    *,
    hold: float | None = None,
    usual: float | None = None,
) -> PointsLine:
    """What a line such as ``calm`` or ``PC6 HT7 left 90s yesterday 21:30`` says.

    Seconds in the line are for every hold of it; ``hold`` are those given apart from the line.
    Without either a routine has its own, and a point the ``usual`` hold of the person, else its
    own. Raises EntryError as `mat_entry` does; its field is ``hold`` for a hold given twice.
    """
    chosen = names.chosen(words_of(text))
    readings: list[PointsLine] = []
    refusals: list[EntryError] = []
    for each in _readings(chosen, now, order):
        try:
            line = _points_line(each, now, order, names, hold, usual)
        except EntryError as refusal:
            refusals.append(refusal)
            continue
        if line not in readings:
            readings.append(line)
    if len(readings) > 1:
        raise EntryError("That may mean two things; name the moment first, as 21:30 or yesterday")
    if not readings:
        raise refusals[0]
    return readings[0]


def points_to_press(
    text: str, names: PointNames, *, hold: float | None = None, usual: float | None = None
) -> PointsLine:
    """What a line such as ``calm`` or ``PC6 HT7 left 90s`` says; it names no moment.

    The lengths and what is raised are those of `points_entry`.
    """
    chosen = names.chosen(words_of(text))
    allowed = f"{names.allowed}, and a hold (60s)"
    seconds = length_of(chosen.rest, allowed=allowed, known=(*names.codes, *names.routines))
    return PointsLine(chosen.routine, _steps(chosen, allowed, seconds, hold, usual))


def _readings(chosen: Chosen, now: datetime, order: Order | None) -> Iterator[Chosen]:
    """Every way to take the names, as some are words of a moment too: ``evening``."""
    doubtful = [each for each in chosen.named if of_moment(each.name, now, order)][:4]
    for count in range(len(doubtful) + 1):
        for some in combinations(doubtful, count):
            yield chosen.without(some)


def _points_line(
    chosen: Chosen,
    now: datetime,
    order: Order | None,
    names: PointNames,
    hold: float | None,
    usual: float | None,
) -> PointsLine:
    allowed = f"{names.allowed}, a hold (60s), a moment (yesterday 21:30)"
    known = (*names.codes, *names.routines)
    time = time_of(chosen.rest, now, order, bare=False, allowed=allowed, known=known)
    steps = _steps(chosen, allowed, time.seconds, hold, usual)
    return PointsLine(chosen.routine, steps, time.when)


def _steps(
    chosen: Chosen, allowed: str, said: float | None, hold: float | None, usual: float | None
) -> tuple[RoutineStep, ...]:
    if said is not None and hold is not None:
        words = "the length of a hold is given twice, in the words and apart; give it once"
        raise EntryError(words, "hold")
    steps = chosen.steps(hold if said is None else said, usual)
    if not steps:
        raise EntryError(f"no points are named; write {allowed}")
    return steps


def _taken(
    words: Sequence[str], names: Mapping[str, Value], field: str
) -> tuple[Value | None, list[str]]:
    """The one value that the words name, and the other words. Longer names go first."""
    found: list[str] = []
    rest: list[str] = []
    place = 0
    while place < len(words):
        pair = " ".join(words[place : place + 2]).casefold()
        one = words[place].casefold()
        name = pair if pair in names else one if one in names else None
        if name is None:
            rest.append(words[place])
        else:
            found.append(name)
        place += 1 + (name == pair != one)
    if len({names[name] for name in found}) > 1:
        said = " and ".join(f"“{name}”" for name in found)
        raise EntryError(f"{said} found, one {field} allowed")
    return (names[found[0]] if found else None), rest
