"""Cautions for one person: of a routine, a point, a mat or a record, worded here only.

They follow from the guard's rules with the person's flag answers and overrides. The app, the
commands and the plain session show `Cautions.lines()` as they are: nothing is left out, shortened
or put in another order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from tracker.core.facts.points import Point
from tracker.core.facts.routines import GONE, Routine
from tracker.core.facts.sessions import MatSession, Practice, Pressure, Session
from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import (
    UNANSWERED,
    Answer,
    Answers,
    Caution,
    Flag,
    Guard,
    MatSetting,
    Override,
    Severity,
    mat_subject,
    overridden,
)
from tracker.core.text.visible import visible
from tracker.library.toml import LibraryError
from tracker.practice.context import Context

Of = tuple[str, Caution]
"""A subject, such as a point's code, and a caution about it."""


class LineKind(StrEnum):
    """The reason for a line."""

    UNREADABLE = "unreadable"
    """The rules cannot be read, so nothing is known of this person's cautions."""
    LEFT_OUT = "left out"
    """A built-in routine goes without these points."""
    PERSONAL = "personal"
    """It follows from the person's answers, or from how long or where a mat is used."""
    GONE = "gone"
    """A routine names a point that was removed."""
    GENERAL = "general"
    """It holds for everyone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CautionLine:
    """One caution in words; several points with the same reason share a line."""

    kind: LineKind
    reason: str
    subjects: tuple[str, ...] = ()
    """Codes of the points it is about; empty when it is about all that is shown."""
    severity: Severity | None = None
    """`None` unless it follows from a rule."""
    sources: tuple[str, ...] = ()
    """Ids of sources in the library."""

    @property
    def head(self) -> str:
        """The words before the reason: `LI4, ask first: `; empty when the reason says it all."""
        subject, several = ", ".join(self.subjects), len(self.subjects) > 1
        if self.kind is LineKind.LEFT_OUT:
            subject += " are left out" if several else " is left out"
        asked = "" if self.severity is None else self.severity.words_for(several=several)
        if self.reason.startswith(UNANSWERED):
            asked = ""  # whom it concerns is not known, so nobody is told to leave it alone
        words = ", ".join(filter(None, (subject, asked if subject else asked.capitalize())))
        return f"{words}: " if words else ""

    @property
    def text(self) -> str:
        """The whole line, as it is shown everywhere."""
        return f"{self.head}{self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cautions:
    """The cautions of these points or this mat, for this person."""

    routine: Routine | None = None
    """The routine without what is left out; `None` if nothing remains, or without a routine."""
    left_out: tuple[Of, ...] = ()
    personal: tuple[Of, ...] = ()
    general: tuple[tuple[str, str], ...] = ()
    """Code and text, for each point of the routine."""
    gone: tuple[str, ...] = ()
    """Codes of points that were removed."""
    held_back: tuple[Of, ...] = ()
    """Subject and caution of all that needs an override and has none yet, left out or not."""
    unreadable: str = ""
    """Why the rules cannot be read; empty when they can."""

    def lines(self) -> tuple[CautionLine, ...]:
        """Everything, each reason once: the strongest first, what holds for everyone last."""
        lines = [*_grouped(LineKind.LEFT_OUT, self.left_out)]
        lines += _grouped(LineKind.PERSONAL, self.personal)
        order = list(Severity)
        lines.sort(key=lambda line: order.index(line.severity or Severity.LIGHT))
        if self.unreadable:
            lines.insert(0, CautionLine(kind=LineKind.UNREADABLE, reason=self.unreadable))
        lines += (
            CautionLine(kind=LineKind.GONE, reason=GONE, subjects=(code,)) for code in self.gone
        )
        return (*lines, *self._general_lines())

    def held_back_lines(self) -> tuple[CautionLine, ...]:
        """Lines of all that needs an override; points are named only when there are several."""
        if len({subject for subject, _ in self.held_back}) == 1:
            return Cautions(personal=tuple(("", each) for _, each in self.held_back)).lines()
        return Cautions(personal=self.held_back).lines()

    def _general_lines(self) -> Iterator[CautionLine]:
        codes: dict[str, list[str]] = {}
        for code, text in self.general:
            codes.setdefault(text, []).append(code)
        count = len(self.routine.points) if self.routine else 0
        for text, touched in codes.items():
            subjects = () if len(touched) == count else tuple(touched)
            yield CautionLine(kind=LineKind.GENERAL, reason=text, subjects=subjects)


LIGHTLY: Final = "Light, steady pressure; no tool."
"""Instead of words that ask for more."""

NO_CAUTIONS: Final = Cautions()


def of_routine(context: Context, routine: Routine) -> Cautions:
    """Cautions of a routine, and what is left of it.

    A built-in routine goes without the points that are held back; a personal one, and points that
    were typed, keep all of them. When the rules cannot be read, nothing is left.
    """
    library, personal = context.library, context.personal
    try:
        guard = library.guard
    except LibraryError as error:
        return _unreadable(error)
    answers, overrides = personal.answers, personal.overrides
    guarded = guard.guarded(routine, library.find, answers, overrides)
    held = [(each.step.point, caution) for each in guarded.held_back for caution in each.cautions]
    left = guarded.routine.points if guarded.routine else ()
    found = {code: library.find(code) for code in left}
    return Cautions(
        routine=guarded.routine,
        left_out=tuple(dict.fromkeys(held)),
        personal=guarded.cautions,
        general=tuple(
            (code, text) for code, point in found.items() if point for text in point.cautions
        ),
        gone=tuple(code for code, point in found.items() if point is None),
        held_back=_held_back([*held, *guarded.cautions], overrides),
    )


def of_point(context: Context, point: Point) -> Cautions:
    """Cautions that the person's answers mean for this point; its general ones are its own text."""
    try:
        found = context.library.guard.cautions_for(point, context.personal.answers)
    except LibraryError as error:
        return _unreadable(error)
    return _of_one(context, point.code, found)


def as_pressed(context: Context, point: Point) -> Point:
    """The point as this person presses it: no more than lightly once an answer asks for care."""
    found = of_point(context, point)
    if point.press.pressure == (Pressure.LIGHT,) or not (found.personal or found.unreadable):
        return point
    how = LIGHTLY if "firm" in point.press.how.casefold() else point.press.how
    return replace(point, press=replace(point.press, pressure=(Pressure.LIGHT,), how=how))


def find_pressed(context: Context, code: str) -> Point | None:
    """`as_pressed` of the point with this code; `None` when there is none."""
    point = context.library.find(code)
    return as_pressed(context, point) if point else None


def of_mat(context: Context, setting: MatSetting) -> Cautions:
    """Cautions for such a use of a mat."""
    try:
        found = context.library.guard.cautions_for(setting, context.personal.answers)
    except LibraryError as error:
        return _unreadable(error)
    return _of_one(context, mat_subject(setting), found)


def of_record(context: Context, record: Practice) -> Cautions:
    """Cautions for what was done, after the fact.

    A question that is not answered says nothing here: it matters before a session only.
    """
    if isinstance(record, MatSession):
        return of_mat(context, MatSetting(record.position, record.layer, record.lain / 60))
    try:
        guard = context.library.guard
    except LibraryError as error:
        return _unreadable(error)
    found = tuple(_of_holds(context, guard, record))
    return Cautions(personal=found, held_back=_held_back(found, context.personal.overrides))


def override(context: Context, cautions: Cautions, why: str) -> tuple[Override, ...]:
    """The person's choice to use what these cautions hold back, as facts to record.

    Empty when nothing is held back. Raises ValueError when `why` is longer than a note.
    """
    flags: dict[str, dict[Flag, None]] = {}
    for subject, caution in cautions.held_back:
        if caution.flag is not None:
            flags.setdefault(subject, {})[caution.flag] = None
    now = context.now()
    return tuple(
        Override(
            id=ulid(now),
            made=now,
            subject=subject,
            flags=tuple(known),
            why=visible(why.strip(), lines=False),
        )
        for subject, known in flags.items()
    )


def override_label(overrides: Iterable[Override]) -> str:
    """How undo names these choices: `use LI4, SP6 anyway`."""
    return f"use {', '.join(each.subject for each in overrides)} anyway"


def _grouped(kind: LineKind, found: Iterable[Of]) -> Iterator[CautionLine]:
    groups: dict[tuple[Severity, str], list[Of]] = {}
    for subject, caution in found:
        groups.setdefault((caution.severity, caution.reason), []).append((subject, caution))
    for (severity, reason), group in groups.items():
        yield CautionLine(
            kind=kind,
            reason=reason,
            subjects=tuple(dict.fromkeys(subject for subject, _ in group if subject)),
            severity=severity,
            sources=tuple(dict.fromkeys(caution.source for _, caution in group)),
        )


def _of_one(context: Context, subject: str, found: Iterable[Caution]) -> Cautions:
    """Cautions about one thing, whose lines need not name it."""
    cautions = tuple(found)
    overrides = context.personal.overrides
    return Cautions(
        personal=tuple(("", caution) for caution in cautions),
        held_back=_held_back(((subject, caution) for caution in cautions), overrides),
    )


def _of_holds(context: Context, guard: Guard, record: Session) -> Iterator[Of]:
    answers = _answered(context.personal.answers)
    for code in dict.fromkeys(hold.point for hold in record.holds):
        if (point := context.library.find(code)) is not None:
            yield from ((code, caution) for caution in guard.cautions_for(point, answers))


def _answered(answers: Answers) -> Answers:
    """The same with an open question about pregnancy as answered no."""
    if answers.get(Flag.PREGNANT, Answer.NONE) is Answer.NONE:
        return {**answers, Flag.PREGNANT: Answer.NO}
    return answers


def _held_back(found: Iterable[Of], overrides: Iterable[Override]) -> tuple[Of, ...]:
    """Those that hold back and that the person has not overridden.

    What holds for everyone, as too long on a mat, is said and never asks for an override.
    """
    known = tuple(overrides)
    return tuple(
        (subject, caution)
        for subject, caution in dict.fromkeys(found)
        if caution.severity.holds_back
        if caution.flag is not None and not overridden(subject, caution, known)
    )


def _unreadable(error: LibraryError) -> Cautions:
    return Cautions(unreadable=f"The cautions cannot be read: {error}")
