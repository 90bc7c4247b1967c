"""Favourite points: the change that marks a point, or takes its mark away."""

from typing import TYPE_CHECKING

from tracker.core.facts.sessions import Favourite
from tracker.core.facts.ulid import ulid
from tracker.journal.journal import Change

if TYPE_CHECKING:
    from tracker.core.facts.points import Point
    from tracker.practice.context import Context


def is_favourite(context: "Context", point: "Point") -> bool:
    """Whether the point is a favourite."""
    return any(each.point == point.code for each in context.personal.favourites)


def favourite_changes(context: "Context", point: "Point") -> tuple[list[Change], str]:
    """The changes that make the point a favourite, or not any more, and the label of their step."""
    kept = [each for each in context.personal.favourites if each.point == point.code]
    if kept:
        return [Change(each, None) for each in kept], f"take {point.code} from the favourites"
    now = context.now()
    wanted = Favourite(id=ulid(now), made=now, point=point.code)
    return [Change(None, wanted)], f"favourite {point.code}"
