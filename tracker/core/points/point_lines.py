"""A point in plain words, as a reader or a shell shows it: cautions first, sources last."""

from collections.abc import Iterator, Mapping, Sequence

from tracker.core.facts.points import Point
from tracker.core.text.durations import duration_words


def point_lines(
    point: Point, sources: Mapping[str, str], cautions: Sequence[str] = ()
) -> tuple[str, ...]:
    """Everything that is known of a point, a line each.

    ``cautions`` are those that apply to this person; they come before all else.
    """
    return tuple(_lines(point, sources, cautions))


def _lines(point: Point, sources: Mapping[str, str], cautions: Sequence[str]) -> Iterator[str]:
    yield "  ".join(filter(None, (point.code, point.pinyin, point.hanzi, point.english)))
    also = [*point.aliases, *point.other_english]
    if also:
        yield f"also {', '.join(also)}"
    yield f"{point.meridian}, {point.region}, {' and '.join(point.sides)}"
    if cautions:
        yield ""
        yield "For you"
        yield from (f"  - {caution}" for caution in cautions)
    yield ""
    yield point.location
    if point.find_steps:
        yield ""
        yield "Find it"
        yield from (f"  {number}. {step}" for number, step in enumerate(point.find_steps, 1))
    if point.check:
        yield f"  {point.check}"
    yield ""
    yield f"Press: {point.press.words}. {point.press.how}"
    low, high = duration_words(point.hold.min), duration_words(point.hold.max)
    yield f"Hold: {low} to {high} a side. {point.hold.basis}"
    yield ""
    if point.traditional_use:
        yield point.traditional_use
    yield f"Evidence: {point.evidence}. {point.trial_use}".rstrip()
    yield ""
    yield "Cautions"
    yield from (f"  - {caution}" for caution in point.cautions)
    yield f"  - Pregnancy: {point.pregnancy.text}"
    named = [sources[name] for name in point.sources if name in sources]
    if named:
        yield ""
        yield "Sources"
        yield from (f"  {source}" for source in named)
