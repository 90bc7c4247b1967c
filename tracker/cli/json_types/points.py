"""Answers about the library: points, routines, questions about the person, helplines."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType, defstruct

from tracker.cli.json_types.fields import Declared, Seconds, Words, declared, types_of
from tracker.config.people import Person
from tracker.core.facts.points import Point, StandardPoint
from tracker.core.facts.routines import Routine
from tracker.core.points.guard import Answer, Flag, Severity
from tracker.core.points.helplines import Helpline
from tracker.core.points.reading import Page


def _point_fields() -> Iterator[Declared]:
    known, named = types_of(Point), types_of(StandardPoint)
    for name in {**known, **named}:
        if name in known and name in named:
            yield name, known[name] | named[name]
        else:
            yield name, (known.get(name) or named[name]) | UnsetType, UNSET
    yield "library", bool


PointAnswer: Any = defstruct(
    "Point",
    list(_point_fields()),
    kw_only=True,
    namespace={
        "__doc__": "A point; only names where the library does not describe it (library: false)."
    },
)
RoutineAnswer: Any = defstruct(
    "Routine",
    [*declared(Routine), ("total", Seconds)],
    kw_only=True,
    namespace={"__doc__": "Points to press in an order; total includes the gaps between."},
)


class Points(Struct):
    """Points, the best match first."""

    signpost: Annotated[
        str | None, Meta(description="What to say first, when the words ask for more than a point.")
    ]
    points: list[PointAnswer]


class CautionAnswer(Struct):
    """A caution for this person."""

    text: Words
    severity: Annotated[
        Severity | None, Meta(description="Strongest first; null where it is no rule of the guard.")
    ]
    sources: Annotated[list[str], Meta(description="Ids of sources in the library.")]


class OnePoint(Struct):
    """One point, to be pressed as this person's answers allow."""

    point: PointAnswer
    cautions: Annotated[
        list[CautionAnswer],
        Meta(description="What the person's answers mean for it; what holds for all is in point."),
    ]


class OneRoutine(Struct):
    """One routine; cautions are given where it is shown, not where it was changed."""

    routine: RoutineAnswer
    cautions: list[CautionAnswer]


class Favourites(Struct):
    """The favourite points."""

    favourites: Annotated[list[str], Meta(description="Their codes.")]


class AboutText(Struct):
    """A text of the page about tsubo."""

    text: Words
    source: Annotated[bool, Meta(description="Whether it names a source.")]


class AboutPart(Struct):
    """Texts under a title."""

    title: Words
    lines: list[AboutText]


class About(Struct):
    """The page about tsubo."""

    standing: Words
    sections: list[AboutPart]


class Routines(Struct):
    """All routines, built-in and own."""

    routines: list[RoutineAnswer]


class Pages(Struct):
    """Pages to read: all, or the one that was asked for."""

    pages: list[Page]


class FlagRow(Struct):
    """One question about the person."""

    flag: Flag
    question: Words
    answer: Answer


class Flags(Struct):
    """The questions about the person and the answers."""

    flags: list[FlagRow]


class Country(Struct):
    """Helplines, the person's country first."""

    country: str | None
    emergency: Annotated[str, Meta(description="Its emergency numbers; empty if not known.")]
    people: Annotated[list[Person], Meta(description="One's own people, from config.toml.")]
    words: Annotated[str, Meta(description="A sentence to oneself, from config.toml.")]
    directory: str
    checked: Annotated[date | None, Meta(description="When the list was last checked.")]
    lines: list[Helpline]
