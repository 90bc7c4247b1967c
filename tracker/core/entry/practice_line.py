"""One line as a person writes it: ``20m back thin yesterday 21:30``, ``PC6 HT7 60s``, ``calm``.

The words may come in any order. A time with a colon is a time of day, never a length; words with
two readings are refused, and so is every word that means nothing here. What was understood is a
value, to be shown before anything is kept.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from types import MappingProxyType
from typing import Final, TypeVar

from tracker.core.entry.new_records import HOLD_SECONDS, EntryError, point_holds, routine_holds
from tracker.core.entry.time_words import of_moment, time_of, words_of
from tracker.core.facts.points import Point
from tracker.core.facts.routines import Routine
from tracker.core.facts.sessions import LONGEST_HOLD, LONGEST_MAT, Hold, Layer, Position, Side
from tracker.core.text.durations import duration_words
from tracker.core.text.moments import Order, Resolved
from tracker.core.text.visible import visible

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

_SIDES: Final[Mapping[str, tuple[Side, ...]]] = MappingProxyType(
    {
        "left": (Side.LEFT,),
        "right": (Side.RIGHT,),
        "both": (Side.BOTH,),
    }
)

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
    holds: tuple[Hold, ...]
    when: Resolved | None = None

    @property
    def started(self) -> datetime | None:
        """The moment it names."""
        return self.when.moment if self.when else None


def mat_entry(text: str, now: datetime, order: Order | None = None) -> MatLine:
    """What a line such as ``20m back thin yesterday 21:30`` says; a bare number is minutes.

    Raises EntryError naming the word that is not understood, what is missing or what is twofold.
    """
    words = words_of(text)
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
    order: Order | None = None,
    *,
    point: Callable[[str], Point | None],
    routine: Callable[[str], Routine | None],
    hold: float = HOLD_SECONDS,
    known: Collection[str] = (),
) -> PointsLine:
    """What a line such as ``calm`` or ``PC6 HT7 left 90s yesterday 21:30`` says.

    ``point`` and ``routine`` look a name up; ``hold`` is for points for which the line names no
    seconds; ``known`` are names to come close to. Seconds in the line are for every hold of it.
    Raises EntryError as ``mat_entry`` does.
    """
    words = words_of(text)
    things = _things(words, point, routine)
    readings: list[PointsLine] = []
    refusals: list[EntryError] = []
    for chosen in _choices(things, now, order):
        taken = {place for thing in chosen for place in thing.places}
        rest = [word for place, word in enumerate(words) if place not in taken]
        try:
            line = _points_line(chosen, rest, now, order, hold, known)
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


@dataclass(frozen=True, slots=True)
class _Thing:
    """A routine, or a point with its sides, and the places of its words in the line."""

    name: str
    what: Routine | Point
    sides: tuple[Side, ...]
    places: range


def _things(
    words: Sequence[str],
    point: Callable[[str], Point | None],
    routine: Callable[[str], Routine | None],
) -> list[_Thing]:
    """Routines and points in the line, of several readings the one with the most words."""
    found: list[_Thing] = []
    place = 0
    while place < len(words):
        for end in range(min(place + 5, len(words)), place, -1):
            name = " ".join(words[place:end])
            what = routine(name) or point(name)
            if what is None:
                continue
            side = words[end].casefold() if end < len(words) and isinstance(what, Point) else ""
            sides = _SIDES.get(side, ())
            last = end + 1 if sides else end
            found.append(_Thing(name, what, sides, range(place, last)))
            place = last
            break
        else:
            place += 1
    return found


def _choices(things: list[_Thing], now: datetime, order: Order | None) -> Iterator[list[_Thing]]:
    """Which of them to take as what they name: some are words of a moment too, as ``evening``."""
    doubtful = [thing for thing in things if of_moment(thing.name, now, order)][:4]
    for count in range(len(doubtful) + 1):
        for left in combinations(doubtful, count):
            yield [thing for thing in things if thing not in left]


def _points_line(
    things: Sequence[_Thing],
    rest: Sequence[str],
    now: datetime,
    order: Order | None,
    hold: float,
    known: Collection[str],
) -> PointsLine:
    allowed = "one routine (calm) or codes (PC6 HT7), a hold (60s), a moment (yesterday 21:30)"
    time = time_of(rest, now, order, bare=False, allowed=allowed, known=known)
    if time.seconds is not None and time.seconds > LONGEST_HOLD:
        raise EntryError(
            f"a hold of {duration_words(time.seconds)} found, up to "
            f"{duration_words(LONGEST_HOLD)} allowed"
        )
    routines = [thing.what for thing in things if isinstance(thing.what, Routine)]
    if not things:
        raise EntryError(f"Which points? Allowed: {allowed}")
    if routines and len(things) > 1:
        names = ", ".join(f"“{visible(thing.name, lines=False)}”" for thing in things)
        raise EntryError(f"{names} found; one routine alone, or codes, allowed")
    if routines:
        return PointsLine(routines[0], routine_holds(routines[0], time.seconds), time.when)
    seconds = hold if time.seconds is None else time.seconds
    holds = [
        each
        for thing in things
        if isinstance(thing.what, Point)
        for each in point_holds(thing.what, seconds, thing.sides)
    ]
    return PointsLine(None, tuple(holds), time.when)


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
