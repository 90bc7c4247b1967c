"""Personal points: made and changed from typed fields, and what else changes with them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

from tracker.core.facts.points import Point, folded
from tracker.core.facts.ulid import ulid
from tracker.journal.journal import Change
from tracker.library.entries import OWN_HOLD
from tracker.library.sharing import own_point
from tracker.library.toml import LibraryError

if TYPE_CHECKING:
    from tracker.core.facts.sessions import Favourite
    from tracker.practice.context import Context

FIELDS: Final = (
    *("code", "english", "pinyin", "laterality", "region", "location", "find_steps", "hold"),
    "notes",
)
"""The fields that a person types."""
STAYS: Final = "What you pressed stays."
_NEEDED: Final = ("code", "english", "location")
_NAMED: Final = 4
"""Maximum number of routines named before a point is removed."""


def point_of_fields(
    context: "Context",
    said: Mapping[str, Any],
    before: Point | None = None,
    names: Mapping[str, Any] | None = None,
) -> Point:
    """A personal point of typed fields: a new one, or `before` with all its `FIELDS` replaced.

    `hold` is in seconds. `names` are those that a standard point gives to a new one. Raises
    LibraryError or ValueError, whose text starts with the name of the field.
    """
    given = {name: answer for name, answer in said.items() if answer not in (None, "")}
    hold = given.pop("hold", None)
    usual = replace(OWN_HOLD, default=hold) if isinstance(hold, float) else OWN_HOLD
    library, now = context.library, context.now()
    if (other := library.find(str(given.get("code", "")))) and other != before:
        raise LibraryError(f"code: {other.code} is taken by {other.english}; choose another")
    if before is None:
        raw = {**(names or {}), **given, "hold": asdict(usual)}
        for field in _NEEDED:
            raw.setdefault(field, "")
        return own_point(raw, library, key=ulid(now), made=now)
    given.setdefault("region", before.meridian)
    given.setdefault("laterality", before.laterality)
    for field in FIELDS:
        given.setdefault(field, () if field == "find_steps" else "")
    given["hold"] = replace(before.hold, default=hold) if isinstance(hold, float) else usual
    if folded(given["code"]) != folded(before.code):
        # Records and shared routines still have its old code.
        given["aliases"] = tuple(dict.fromkeys((*before.aliases, before.code)))
    return replace(before, **given)


def new_point_label(point: Point) -> str:
    """The label of the step that adds it."""
    return f"add your point {point.code}"


def edit_changes(context: "Context", before: Point, after: Point) -> tuple[list[Change], str]:
    """The changes of an edit, with routines and favourites that name it, and their label."""
    changes = [Change(before, after), *_renamed(context, before.code, after.code)]
    return changes, f"change your point {before.code}"


def removal(context: "Context", point: Point) -> "tuple[list[Point | Favourite], str]":
    """The facts to remove with the point, and the label of the step."""
    liked = [each for each in context.personal.favourites if each.point == point.code]
    return [point, *liked], f"remove your point {point.code}"


def held_words(context: "Context", point: Point) -> str:
    """``2 routines of yours hold it: Evening, Morning.``, with the consequence for their steps.

    Empty if no routine has it.
    """
    routines = [each for each in context.library.routines() if not each.built_in]
    return _held([each.name for each in routines if point.code in each.points])


def _held(names: Sequence[str]) -> str:
    if not names:
        return ""
    one = len(names) == 1
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    held = "1 routine of yours holds" if one else f"{len(names)} routines of yours hold"
    keeps = "It keeps" if one else "They keep"
    return f"{held} it: {', '.join(names[:_NAMED])}{more}. {keeps} the step, marked as gone."


def _renamed(context: "Context", old: str, new: str) -> list[Change]:
    """The changes to favourites and personal routines that name the point by its code."""
    if old == new:
        return []
    changes = [
        Change(each, replace(each, point=new))
        for each in context.personal.favourites
        if each.point == old
    ]
    for routine in context.library.routines():
        if not routine.built_in and old in routine.points:
            steps = tuple(
                replace(step, point=new) if step.point == old else step for step in routine.steps
            )
            changes.append(Change(routine, replace(routine, steps=steps)))
    return changes
