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


def spot_words(point: Point, side: Side) -> str:
    """`the right wrist`, `the crown`: shorter than `place_words`, for the gap before a hold."""
    if not point.spot or point.spot.startswith("behind"):
        return place_words(point, side)
    if side in {Side.LEFT, Side.RIGHT}:
        return f"the {side} {point.spot}"
    return f"the {point.spot}" + (", both sides" if side is Side.BOTH else "")


def side_word(side: Side) -> str:
    """`left`, `right`, `both` or `middle`: short enough for large letters."""
    return "middle" if side is Side.MIDLINE else side.value
