"""What to take care of, as one reads it before a session."""

from collections.abc import Callable, Iterable

from textual.content import Content

from tracker.core.facts.points import Point
from tracker.core.facts.routines import GONE
from tracker.core.points.guard import Caution, Guarded


def routine_care(
    guarded: Guarded, find: Callable[[str], Point | None], *, taken_in: bool = False
) -> Content:
    """What follows from the person's answers first, then what holds for everyone, each once."""
    lines: dict[str, Content] = {}
    for held in guarded.held_back:
        taken = "taken in" if taken_in else "left out"
        _add(lines, f"{held.step.point} is {taken}", held.cautions[:1])
    for code, caution in guarded.cautions:
        _add(lines, code, (caution,))
    codes: dict[str, list[str]] = {}
    for code in guarded.routine.points if guarded.routine else ():
        point = find(code)
        if point is None:
            lines.setdefault(code, Content.styled(f"{code}: {GONE}", "$warning"))
        for text in point.cautions if point else ():
            codes.setdefault(text, []).append(code)
    count = len(guarded.routine.points) if guarded.routine else 0
    for text, touched in codes.items():
        named = "" if len(touched) == count else f"{', '.join(touched)}: "
        lines.setdefault(text, Content.assemble((f"{named}{text}", "$quiet")))
    return Content("\n").join(lines.values())


def care_lines(cautions: Iterable[Caution]) -> Content:
    """These cautions, a line each."""
    lines: dict[str, Content] = {}
    _add(lines, "", cautions)
    return Content("\n").join(lines.values())


def _add(lines: dict[str, Content], subject: str, cautions: Iterable[Caution]) -> None:
    for caution in cautions:
        head = (
            f"{subject}, {caution.severity.words}: "
            if subject
            else (f"{caution.severity.words.capitalize()}: ")
        )
        lines.setdefault(
            f"{head}{caution.reason}", Content.assemble((head, "$warning"), caution.reason)
        )
