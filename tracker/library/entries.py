"""Converts TOML entries of points and routines to values of the core, and checks them.

An error names file, entry and field, and what is allowed. The same checks apply to the files of the
library and to those that people share.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from tracker.core.facts.points import (
    Article,
    Channel,
    Evidence,
    HoldRange,
    Laterality,
    Measure,
    Point,
    Pregnancy,
    PregnancyLevel,
    Press,
)
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import Pressure, Side
from tracker.core.text.field_checks import Span
from tracker.core.text.refusals import Expected, OneOf, refusal
from tracker.core.text.visible import visible
from tracker.library.toml import LibraryError, no_strays, shaped

OWN_PRESS: Final = Press(
    using=("thumb", "fingertip"),
    pressure=(Pressure.LIGHT, Pressure.MODERATE),
    how="Steady pressure or small slow circles; a dull ache is fine, pain is not.",
    together=True,
)
OWN_HOLD: Final = HoldRange(min=5, max=600, default=60, basis="your own choice")
OWN_PREGNANCY: Final = Pregnancy(
    level=PregnancyLevel.AVOID,
    text="Nobody has looked this point up here: leave it alone in pregnancy unless your midwife"
    " or doctor agrees.",
)

KNOWN_SOURCE: Final = Expected("a name in sources.toml")
_PARTS: Final[Mapping[str, type]] = {
    "measure": Measure,
    "article": Article,
    "press": Press,
    "hold": HoldRange,
}


class _PregnancyEntry(msgspec.Struct, forbid_unknown_fields=True):
    level: PregnancyLevel
    note: str = ""
    text: str = ""


class _PointEntry(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    english: str
    location: str
    aliases: tuple[str, ...] = ()
    pinyin: str = ""
    hanzi: str = ""
    hanzi_simplified: str = ""
    other_english: tuple[str, ...] = ()
    channel: str = ""
    laterality: Laterality = Laterality.BOTH
    region: str = ""
    place: str = ""
    spot: str = ""
    find_steps: tuple[str, ...] = ()
    check: str = ""
    location_basis: str = ""
    traditional_use: str = ""
    trial_use: str = ""
    evidence: Evidence = Evidence.NOT_LOOKED_UP
    view: str | None = None
    cautions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: str = ""
    measure: Measure | None = None
    article: Article | None = None
    press: Press | None = None
    hold: HoldRange | None = None
    pregnancy: _PregnancyEntry | None = None


class _StepEntry(msgspec.Struct, forbid_unknown_fields=True):
    point: str
    side: Side
    seconds: float


class _RoutineEntry(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    steps: tuple[_StepEntry, ...]
    id: str = ""
    settle: float = 5.0
    source: str = ""
    sources: tuple[str, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """Channels, cautions and sources that entries refer to by a short name."""

    channels: Mapping[str, Channel]
    cautions: Mapping[str, str]
    pregnancy: Mapping[PregnancyLevel, str]
    sources: frozenset[str]


def point_of(
    raw: Mapping[str, Any],
    shared: Shared,
    origin: str,
    *,
    channel: str = "",
    key: str = "",
    made: datetime | None = None,
) -> Point:
    """The point that an entry describes; a personal point has ``made`` and can omit most fields.

    Raises LibraryError if a field is wrong or a short name is unknown.
    """
    entry = shaped(raw, _PointEntry, origin)
    for part, shape in _PARTS.items():
        no_strays(raw.get(part), shape, f"{origin}: {part}")
    own = made is not None
    shelf = shared.channels.get(channel or entry.channel)
    if shelf is None and not (own and not entry.channel):
        known = OneOf(tuple(shared.channels), "a known channel")
        raise LibraryError(refusal(f"{origin}: channel", channel or entry.channel, known))
    if not own:
        for field in ("press", "hold", "pregnancy"):
            if field not in raw:
                table = Expected(f"the table [point.{field}]")
                raise LibraryError(refusal(f"{origin}: {field}", None, table))
    _check_sources(entry.sources, shared, origin)
    cautions = _cautions(entry.cautions or ("@skin",) if own else entry.cautions, shared, origin)
    try:
        return Point(
            id=key or entry.code.casefold(),
            code=entry.code,
            aliases=entry.aliases,
            pinyin=entry.pinyin,
            hanzi=entry.hanzi,
            hanzi_simplified=entry.hanzi_simplified or entry.hanzi,
            english=entry.english,
            other_english=entry.other_english,
            channel=shelf.code if shelf else "",
            meridian=shelf.name if shelf else "your own points",
            laterality=entry.laterality,
            region=entry.region or ("your own points" if own else ""),
            place=entry.place,
            spot=entry.spot,
            location=entry.location,
            measure=entry.measure,
            find_steps=entry.find_steps,
            check=entry.check,
            location_basis=entry.location_basis,
            traditional_use=entry.traditional_use,
            trial_use=entry.trial_use,
            evidence=entry.evidence,
            article=entry.article,
            press=entry.press or OWN_PRESS,
            hold=entry.hold or OWN_HOLD,
            view=None if own else entry.view,
            cautions=cautions,
            pregnancy=_pregnancy(entry.pregnancy, shared),
            sources=entry.sources,
            notes=entry.notes,
            made=made,
        )
    except ValueError as error:
        raise LibraryError(f"{origin}: {error}") from error


def routine_of(
    raw: Mapping[str, Any],
    shared: Shared,
    origin: str,
    *,
    key: str = "",
    made: datetime | None = None,
) -> Routine:
    """The routine that an entry describes; the library checks whether its points exist.

    Raises LibraryError if a field is wrong.
    """
    entry = shaped(raw, _RoutineEntry, origin)
    _check_sources(entry.sources, shared, origin)
    steps = []
    for index, step in enumerate(entry.steps):
        try:
            steps.append(RoutineStep(step.point, step.side, step.seconds))
        except ValueError as error:
            raise LibraryError(f"{origin}: steps[{index + 1}].{error}") from error
    try:
        return Routine(
            id=key or entry.id,
            name=entry.name,
            steps=tuple(steps),
            settle=entry.settle,
            source=entry.source,
            sources=entry.sources,
            notes=entry.notes,
            made=made,
        )
    except ValueError as error:
        raise LibraryError(f"{origin}: {error}") from error


def check_steps(routine: Routine, find: Callable[[str], Point | None]) -> None:
    """Check the points, sides and holds of a routine, given a function that finds a point.

    Raises LibraryError naming the step and its field.
    """
    for number, step in enumerate(routine.steps, 1):
        place = f"{visible(routine.name, lines=False)}: steps[{number}]"
        point = find(step.point)
        if point is None:
            raise LibraryError(refusal(f"{place}.point", step.point, Expected("a known code")))
        if step.side not in point.allowed_sides:
            sides = OneOf(point.allowed_sides, f"a side of {point.code}")
            raise LibraryError(refusal(f"{place}.side", step.side, sides))
        low, high = point.hold.min, point.hold.max
        if not low <= step.seconds <= high:
            words = refusal(f"{place}.seconds", step.seconds, Span(low, high, "s"))
            raise LibraryError(f"{words} for {point.code}")


def _check_sources(sources: Sequence[str], shared: Shared, origin: str) -> None:
    for source in sources:
        if source not in shared.sources:
            raise LibraryError(refusal(f"{origin}: sources", source, KNOWN_SOURCE))


def _cautions(found: Sequence[str], shared: Shared, origin: str) -> tuple[str, ...]:
    texts = []
    for text in found:
        if text.startswith("@"):
            if text[1:] not in shared.cautions:
                known = OneOf(tuple(f"@{name}" for name in shared.cautions), "a caution kept here")
                raise LibraryError(refusal(f"{origin}: cautions", text, known))
            texts.append(shared.cautions[text[1:]])
        else:
            texts.append(text)
    return tuple(texts)


def _pregnancy(entry: _PregnancyEntry | None, shared: Shared) -> Pregnancy:
    if entry is None:
        return OWN_PREGNANCY
    text = entry.text or f"{entry.note} {shared.pregnancy[entry.level]}".strip()
    return Pregnancy(level=entry.level, text=text)
