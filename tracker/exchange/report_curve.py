"""The curve of mood and tension over time in the report: ratings before and after, and the change.

Each rating is a dot; a line joins the averages of the weeks, and a table has them as numbers.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from statistics import fmean
from typing import Final, NamedTuple

from tracker.core.facts.sessions import LEAST_PAIRS, Practice
from tracker.exchange.report_table import table, text

_WIDTH: Final = 640
_HEIGHT: Final = 150
_LEFT: Final = 24
_TOP: Final = 8
_BOTTOM: Final = 20
_SCALES: Final = (("mood", "0 worst to 10 best"), ("tension", "0 none to 10 worst"))
_LISTED: Final = 60
"""Maximum number of weeks in the table; of more, the latest."""


class _Rated(NamedTuple):
    """A record's day and its ratings."""

    day: date
    before: int | None
    after: int | None


class _Week(NamedTuple):
    """The averages of a week that has ratings."""

    start: date
    number: int
    before: float | None
    after: float | None


def curves(
    records: Sequence[Practice], written: Callable[[date], str], *, averages: bool
) -> Iterator[str]:
    """A drawing of each scale that was rated; with ``averages`` its lines and its weeks."""
    for scale, ends in _SCALES:
        rated = [
            _Rated(each.started.date(), *(getattr(each, f"{scale}_{end}") for end in _ENDS))
            for each in records
        ]
        rated = [each for each in rated if each.before is not None or each.after is not None]
        if len(rated) < LEAST_PAIRS:
            continue
        weeks = list(_weeks(rated)) if averages else []
        yield f"<h3>{scale.title()} over time, {ends}</h3>"
        yield _drawing(scale, rated, weeks, written)
        if weeks:
            rows = [_row(week, written) for week in weeks[-_LISTED:]]
            yield table(("week from", "ratings", "before", "after", "change"), rows, numbers=4)


_ENDS: Final = ("before", "after")


def _weeks(rated: Sequence[_Rated]) -> Iterator[_Week]:
    by_week: dict[date, list[_Rated]] = {}
    for each in rated:
        by_week.setdefault(each.day - timedelta(days=each.day.weekday()), []).append(each)
    for start, some in sorted(by_week.items()):
        before = [each.before for each in some if each.before is not None]
        after = [each.after for each in some if each.after is not None]
        yield _Week(
            start, len(some), fmean(before) if before else None, fmean(after) if after else None
        )


def _row(week: _Week, written: Callable[[date], str]) -> tuple[object, ...]:
    change = ""
    if week.before is not None and week.after is not None:
        change = f"{week.after - week.before:+.1f}"
    ends = ("" if end is None else f"{end:.1f}" for end in (week.before, week.after))
    return written(week.start), week.number, *ends, change


def _drawing(
    scale: str, rated: Sequence[_Rated], weeks: Sequence[_Week], written: Callable[[date], str]
) -> str:
    first, last = min(each.day for each in rated), max(each.day for each in rated)
    span = max((last - first).days, 1)

    def place(day: date, value: float) -> tuple[float, float]:
        across = _LEFT + (_WIDTH - _LEFT - 8) * (day - first).days / span
        return round(across, 1), round(_TOP + (_HEIGHT - _TOP - _BOTTOM) * (10 - value) / 10, 1)

    parts = []
    for value in (0, 5, 10):
        _, y = place(first, value)
        parts.append(f'<line class="rule" x1="{_LEFT}" x2="{_WIDTH - 8}" y1="{y}" y2="{y}"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">{value}</text>')
    ends = (
        ("before", [(each.day, each.before) for each in rated], [week.before for week in weeks]),
        ("after", [(each.day, each.after) for each in rated], [week.after for week in weeks]),
    )
    for end, dots, means in ends:
        for x, y in dict.fromkeys(place(day, value) for day, value in dots if value is not None):
            parts.append(f'<circle class="{end}" cx="{x}" cy="{y}" r="2"/>')
        line = [
            place(min(max(week.start + timedelta(days=3), first), last), mean)
            for week, mean in zip(weeks, means, strict=True)
            if mean is not None
        ]
        if len(line) > 1:
            points = " ".join(f"{x},{y}" for x, y in line)
            parts.append(f'<polyline class="{end}" points="{points}"/>')
    for day, anchor, x in ((first, "start", _LEFT), (last, "end", _WIDTH - 8)):
        words = text(written(day))
        parts.append(f'<text x="{x}" y="{_HEIGHT - 4}" text-anchor="{anchor}">{words}</text>')
    about = text(f"{scale.title()} before and after, {written(first)} to {written(last)}")
    return (
        f'<figure><svg class="curve" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{about}">{"".join(parts)}</svg><figcaption>Hollow and dashed: before. '
        f"Full: after.</figcaption></figure>"
    )
