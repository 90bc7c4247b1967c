"""Words for a place on the body and its side: where to put the hands."""

from tracker.core.facts.points import Point
from tracker.core.facts.sessions import Side


def place_words(point: Point, side: Side) -> str:
    """`the left inner wrist`, `the back of the right hand`."""
    region = point.region
    if not point.built_in and region == point.meridian:
        region = point.english
    if side is Side.MIDLINE:
        return region if region.startswith("behind") else f"the {region}"
    if side is Side.BOTH:
        return f"the {region}, both sides"
    if region.endswith("neck"):
        return f"the {region}, {side} side"
    before, the, part = region.rpartition("the ")
    if the:
        return (
            f"{before}the {side} {part}"
            if before.startswith("behind")
            else (f"the {before}the {side} {part}")
        )
    return f"the {side} {region}"


def side_word(side: Side) -> str:
    """`left`, `right`, `both` or `middle`: short enough for large letters."""
    return "middle" if side is Side.MIDLINE else side.value
