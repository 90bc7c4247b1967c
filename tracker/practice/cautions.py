"""The cautions for one person about a routine, a point, a mat or a record, worded here only.

They follow from the guard's rules with the person's flag answers and overrides. The app, the
commands and the plain session show `Cautions.lines()` as they are: nothing is left out, shortened
or put in another order. Only the way to answer open questions is named for each of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from tracker.core.facts.points import Point
from tracker.core.facts.routines import GONE, Routine
from tracker.core.facts.sessions import Layer, MatSession, Position, Practice
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
from tracker.library.toml import LibraryError
from tracker.practice.context import Context

Of = tuple[str, Caution]
"""A subject, such as a point's code, and a caution about it."""


IN_SHELL: Final = "`tsubo flags`"
BY_KEY: Final = "G"
ON_POINTS: Final = "G on Points"
"""Ways to answer open questions: a command, a key on the same page, a key on another tab."""


class LineKind(StrEnum):
    """Kinds of caution lines, by their origin."""

    UNREADABLE = "unreadable"
    """The rules cannot be read, so this person's cautions are not known."""
    LEFT_OUT = "left out"
    """These points are left out of a built-in routine."""
    PERSONAL = "personal"
    """It follows from the person's answers, or from how long or where a mat is used."""
    GONE = "gone"
    """The routine names a point that was removed."""
    OPEN = "open"
    """Some questions are not answered, so no caution can follow from them."""
    GENERAL = "general"
    """It applies to everyone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CautionLine:
    """One caution in words; several points with the same reason share a line."""

    kind: LineKind
    reason: str
    subjects: tuple[str, ...] = ()
    """Codes of the points it is about; empty if it is about everything shown."""
    severity: Severity | None = None
    """`None` unless it follows from a rule."""
    sources: tuple[str, ...] = ()
    """Ids of sources in the library."""

    @property
    def head(self) -> str:
        """The words before the reason: `LI4, ask first: `; empty if the reason is enough."""
        subject, several = ", ".join(self.subjects), len(self.subjects) > 1
        if self.kind is LineKind.LEFT_OUT:
            subject += " are left out" if several else " is left out"
        asked = "" if self.severity is None else self.severity.words_for(several=several)
        if self.reason.startswith(UNANSWERED):
            asked = ""  # it is not known whether it concerns this person: only give the reason
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
    """The routine without the points left out; `None` if none remains, or without a routine."""
    left_out: tuple[Of, ...] = ()
    personal: tuple[Of, ...] = ()
    general: tuple[tuple[str, str], ...] = ()
    """Code and text of each general caution of the routine's points."""
    gone: tuple[str, ...] = ()
    """Codes of points that were removed."""
    held_back: tuple[Of, ...] = ()
    """Subjects and cautions that need an override and do not have one yet, left out or not."""
    open_questions: str = ""
    """A sentence on questions not answered, with `{}` for the way to answer; empty if all are."""
    unreadable: str = ""
    """Why the rules cannot be read; empty if they can."""

    def lines(self, opens: str = IN_SHELL) -> tuple[CautionLine, ...]:
        """All cautions, each reason once: strongest first, those for everyone last.

        `opens` is the way to answer open questions: `IN_SHELL`, `BY_KEY` or `ON_POINTS`.
        """
        lines = [*_grouped(LineKind.LEFT_OUT, self.left_out)]
        lines += _grouped(LineKind.PERSONAL, self.personal)
        order = list(Severity)
        lines.sort(key=lambda line: order.index(line.severity or Severity.LIGHT))
        if self.unreadable:
            lines.insert(0, CautionLine(kind=LineKind.UNREADABLE, reason=self.unreadable))
        lines += (
            CautionLine(kind=LineKind.GONE, reason=GONE, subjects=(code,)) for code in self.gone
        )
        if self.open_questions:
            words = self.open_questions.format(opens)
            lines.append(CautionLine(kind=LineKind.OPEN, reason=words))
        return (*lines, *self._general_lines())

    def held_back_lines(self) -> tuple[CautionLine, ...]:
        """Lines for all that needs an override; points are named only if there are several."""
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


NO_CAUTIONS: Final = Cautions()


def of_routine(context: Context, routine: Routine) -> Cautions:
    """The cautions of a routine, and the routine without the points that are left out.

    Points that are held back are left out of a built-in routine; a personal one, and points that
    were typed, keep them. If the rules cannot be read, `Cautions.routine` is `None`.
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
        open_questions=_open_questions(guard, answers),
    )


def of_point(context: Context, point: Point) -> Cautions:
    """The cautions about this point that follow from the person's answers, without general ones."""
    try:
        guard = context.library.guard
        found = guard.cautions_for(point, context.personal.answers)
    except LibraryError as error:
        return _unreadable(error)
    cautions = _of_one(context, point.code, found)
    if any(caution.reason.startswith(UNANSWERED) for caution in found):
        return replace(cautions, open_questions=_open_questions(guard, context.personal.answers))
    return cautions


def of_mat(context: Context, setting: MatSetting) -> Cautions:
    """The cautions about using a mat in this way."""
    try:
        guard = context.library.guard
        found = guard.cautions_for(setting, context.personal.answers)
    except LibraryError as error:
        return _unreadable(error)
    cautions = _of_one(context, mat_subject(setting), found)
    return replace(cautions, open_questions=_open_questions(guard, context.personal.answers))


def of_record(context: Context, record: Practice) -> Cautions:
    """The cautions about a record, after the fact; the lines about a mat do not name it.

    Open questions are left out: they matter only before a session.
    """
    if isinstance(record, MatSession):
        setting = MatSetting(record.position, record.layer, record.lain / 60)
        return replace(of_mat(context, setting), open_questions="")
    return of_records(context, [record])


def of_records(context: Context, records: Iterable[Practice]) -> Cautions:
    """The cautions about these records, each reason once, as `of_record`; mats are named."""
    codes: dict[str, None] = {}
    mats: dict[tuple[Position | None, Layer | None], float] = {}
    for record in records:
        if isinstance(record, MatSession):
            use = record.position, record.layer
            mats[use] = max(record.lain / 60, mats.get(use, 0.0))
        else:
            codes |= dict.fromkeys(hold.point for hold in record.holds)
    answers, library = _answered(context.personal.answers), context.library
    try:
        guard = library.guard
    except LibraryError as error:
        return _unreadable(error)
    found = [
        (code, caution)
        for code in codes
        if (point := library.find(code)) is not None
        for caution in guard.cautions_for(point, answers)
    ]
    for (position, layer), minutes in mats.items():
        setting = MatSetting(position, layer, minutes)
        found += [(mat_subject(setting), each) for each in guard.cautions_for(setting, answers)]
    return Cautions(
        personal=tuple(dict.fromkeys(found)),
        held_back=_held_back(found, context.personal.overrides),
    )


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
    """Cautions about one subject, which the lines need not name."""
    cautions = tuple(found)
    overrides = context.personal.overrides
    return Cautions(
        personal=tuple(("", caution) for caution in cautions),
        held_back=_held_back(((subject, caution) for caution in cautions), overrides),
    )


def _open_questions(guard: Guard, answers: Answers) -> str:
    asked = guard.questions
    count = sum(answers.get(each.flag, Answer.NONE) is Answer.NONE for each in asked)
    if not count:
        return ""
    some = "1 question about you is" if count == 1 else f"{count} questions about you are"
    words = "The questions about you are" if count == len(asked) else some
    return f"{words} not answered. {{}} answers {'it' if count == 1 else 'them'}."


def _answered(answers: Answers) -> Answers:
    """The answers, with an open question about pregnancy taken as no."""
    if answers.get(Flag.PREGNANT, Answer.NONE) is Answer.NONE:
        return {**answers, Flag.PREGNANT: Answer.NO}
    return answers


def _held_back(found: Iterable[Of], overrides: Iterable[Override]) -> tuple[Of, ...]:
    """The cautions that hold something back and that the person has not overridden.

    A caution for everyone, such as too long on a mat, never needs an override.
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
