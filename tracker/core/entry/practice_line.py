"""One line as a person writes it: ``20m back thin yesterday 21:30``, ``PC6 HT7 60s``, ``calm``.

The words can come in any order. A time with a colon is a time of day, never a length. A line that
can be read in two ways is refused, and so is every word without a meaning. The value of a line
is shown to the person before anything is recorded.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from types import MappingProxyType
from typing import Final, NamedTuple, TypeVar

from tracker.core.entry.new_records import EntryError
from tracker.core.entry.points_in_line import Chosen, FindPoint, FindRoutine, points_in
from tracker.core.entry.time_words import FILLERS, Time, is_time, length_of, time_of, words_of
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import LONGEST_MAT, Hold, Layer, Position
from tracker.core.text.durations import two_readings
from tracker.core.text.examples import HOLD, LENGTH, MOMENT
from tracker.core.text.field_checks import Span
from tracker.core.text.moments import Order, Resolved
from tracker.core.text.refusals import Expected, refusal

_POSITIONS: Final[Mapping[str, Position]] = MappingProxyType(
    {
        **{position.value: position for position in Position},
        "upper": Position.UPPER_BACK,
        "lower": Position.LOWER_BACK,
        "standing": Position.FEET_STANDING,
        "sitting": Position.FEET_SITTING,
    }
)
_LAYERS: Final[Mapping[str, Layer]] = MappingProxyType({layer.value: layer for layer in Layer})

_KNOWN: Final = (*_POSITIONS, *_LAYERS)
_ALLOWED: Final = (
    f"a length ({LENGTH}), a position ({', '.join(Position)}), a layer ({', '.join(Layer)})"
)

_MOST_NAMED: Final = 8
"""Maximum number of routines named in a refusal; the library has this many."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class MatLine:
    """A line about the mat: its length in seconds, the position, and the layer."""

    seconds: float
    position: Position | None = None
    layer: Layer | None = None
    when: Resolved | None = None
    """When it began; `None` if the line names no moment, so that it ended just now."""


class MatUse(NamedTuple):
    """How a mat is about to be used; `None` for parts that the line leaves open."""

    seconds: float | None = None
    """`None` counts up."""
    position: Position | None = None
    layer: Layer | None = None


NOT_SAID: Final = MatUse()


@dataclass(frozen=True, slots=True)
class PointsLine:
    """A line about points: one routine, or points in their order."""

    routine: Routine | None
    steps: tuple[RoutineStep, ...]
    """The holds, each with its side and its seconds."""
    when: Resolved | None = None
    """When it began; `None` if the line names no moment, so that it ended just now."""

    @property
    def holds(self) -> tuple[Hold, ...]:
        """The steps as holds that were held to their end."""
        return tuple(
            Hold(
                point=step.point,
                side=step.side,
                planned=step.seconds,
                held=step.seconds,
                done=True,
            )
            for step in self.steps
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PointNames:
    """Functions that find the names in a line, and all names, to suggest one for a slip."""

    find_point: FindPoint
    find_routine: FindRoutine
    codes: Collection[str] = ()
    routines: Collection[str] = ()

    @property
    def allowed(self) -> str:
        """The things that a line can name, in words."""
        shown = [*self.routines][:_MOST_NAMED] or ["calm"]
        more = ", …" if len(self.routines) > _MOST_NAMED else ""
        return f"a routine ({', '.join(shown)}{more}) or points (PC6 HT7 left)"


def mat_entry(text: str, now: datetime, order: Order | None = None) -> MatLine:
    """The meaning of a line such as ``20m back thin yesterday 21:30``.

    A number without a unit is minutes. Raises EntryError naming the word that is not understood,
    what is missing, or what can be read in two ways.
    """
    position, layer, words = _setting_in(text)
    allowed = f"{_ALLOWED}, a moment ({MOMENT})"
    time = time_of(words, now, order, bare=True, allowed=allowed, known=_KNOWN)
    if time.seconds is None:
        _check_colon(words)
        advice = "write 20m or 1h05, not 1:05, which is a time of day"
        raise EntryError(refusal("", None, Expected("the length", advice)))
    if time.seconds > LONGEST_MAT:
        raise EntryError(refusal("", time.seconds, Span(None, LONGEST_MAT, "s")))
    return MatLine(time.seconds, position, layer, time.when)


def mat_to_begin(text: str) -> MatUse:
    """The meaning of a line such as ``20m back thin``, for a session that starts now.

    A number without a unit is minutes. Raises EntryError as `mat_entry` does.
    """
    position, layer, words = _setting_in(text)
    _check_colon(words)
    return MatUse(length_of(words, allowed=_ALLOWED, known=_KNOWN, bare=True), position, layer)


def _check_colon(words: Sequence[str]) -> None:
    """Raise EntryError for a length such as 1:30, which can be hours or minutes.

    21:30 is a time of day.
    """
    for word in words:
        if (told := two_readings(word)) and int(word.partition(":")[0]) <= LONGEST_MAT / 3600:
            raise EntryError(told)


def _setting_in(text: str) -> tuple[Position | None, Layer | None, list[str]]:
    """The position, the layer, and the other words of a line about the mat."""
    words = [word for word in words_of(text) if word.casefold() not in FILLERS]
    position, words = _value_in(words, _POSITIONS, "positions")
    layer, words = _value_in(words, _LAYERS, "layers")
    return position, layer, words


def points_entry(
    text: str,
    names: PointNames,
    now: datetime | None = None,
    order: Order | None = None,
    *,
    hold: float | None = None,
    usual: float | None = None,
) -> PointsLine:
    """The meaning of a line such as ``calm`` or ``PC6 HT7 left 90s yesterday 21:30``.

    Without ``now`` the line cannot name a moment. Seconds in the line are the length of each of its
    holds; ``hold`` is that length if it is not in the line. Without either, a routine has its own
    lengths, and a point the ``usual`` hold of the person, else its own. Raises EntryError as
    `mat_entry` does; its field is ``hold`` if the length is given twice.
    """
    chosen = points_in(words_of(text), names.find_point, names.find_routine)
    readings: list[PointsLine] = []
    refusals: list[EntryError] = []
    for reading in _readings(chosen, now, order):
        try:
            time, allowed = _time_in(reading, names, now, order)
            line = _points_line(reading, time, allowed, hold, usual)
        except EntryError as refused:
            refusals.append(refused)
            continue
        if line not in readings:
            readings.append(line)
    if len(readings) > 1:
        raise EntryError("this can mean two things; write the moment first, as 21:30 or yesterday")
    if not readings:
        raise refusals[0]
    return readings[0]


def _readings(chosen: Chosen, now: datetime | None, order: Order | None) -> Iterator[Chosen]:
    """Yield the line with all its names, then without those that can be a time: ``evening``."""
    doubtful = [name for name in chosen.names if is_time(name.text, now, order)][:4]
    for count in range(len(doubtful) + 1):
        for some in combinations(doubtful, count):
            yield chosen.without(some)


def _time_in(
    chosen: Chosen, names: PointNames, now: datetime | None, order: Order | None
) -> tuple[Time, str]:
    """The length and the moment of a line, and in words what such a line can contain."""
    known = (*names.codes, *names.routines)
    if now is None:
        allowed = f"{names.allowed}, and a hold ({HOLD})"
        return Time(length_of(chosen.rest, allowed=allowed, known=known), None), allowed
    allowed = f"{names.allowed}, a hold ({HOLD}), a moment ({MOMENT})"
    return time_of(chosen.rest, now, order, bare=False, allowed=allowed, known=known), allowed


def _points_line(
    chosen: Chosen, time: Time, allowed: str, hold: float | None, usual: float | None
) -> PointsLine:
    if time.seconds is not None and hold is not None:
        words = "the length of a hold is given twice, in the words and apart; give it once"
        raise EntryError(words, "hold")
    steps = chosen.steps(hold if time.seconds is None else time.seconds, usual)
    if not steps:
        raise EntryError(f"no points are named; write {allowed}")
    return PointsLine(chosen.routine, steps, time.when)


def _value_in(
    words: Sequence[str], names: Mapping[str, Value], values: str
) -> tuple[Value | None, list[str]]:
    """The value that the words name, and the other words; names of two words are tried first.

    ``values`` is what the values are called. Raises EntryError if the words name several.
    """
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
        several = " and ".join(f"“{name}”" for name in found)
        raise EntryError(f"{several} are different {values}; write one of them")
    return (names[found[0]] if found else None), rest
