"""The curve of mood and tension over time in the report: ratings before and after, and the change.

Each rating is a ring or a dot; a line joins the averages of the weeks, and a table has them, or
those of the months, as numbers.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean
from typing import Final, NamedTuple

from tracker.core.facts.sessions import LEAST_PAIRS, Practice
from tracker.exchange.report_table import table, text

_WIDTH: Final = 640
_HEIGHT: Final = 180
_LEFT: Final = 18
_RIGHT: Final = 44
_TOP: Final = 8
_BOTTOM: Final = 20
_ASIDE: Final = 1.6
"""Half the distance between the ratings before and after of a day, which often are the same."""
_BETWEEN_NAMES: Final = 10
_MOST_MONTHS: Final = 14
_LEAST_ROOM: Final = 8
"""Percents of the width that the name of the first day needs."""
_SCALES: Final = (("mood", "0 worst to 10 best"), ("tension", "0 none to 10 worst"))
_WEEKS_LISTED: Final = 20
"""Maximum number of weeks in the table; of more it has months."""
_MONTHS_LISTED: Final = 60
"""Maximum number of months in the table; of more, the latest."""


class _Rated(NamedTuple):
    """A record's day and its ratings."""

    day: date
    before: int | None
    after: int | None


class _Span(NamedTuple):
    """The averages of a week or a month that has ratings."""

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
        weeks = list(_spans(rated, _monday)) if averages else []
        yield f"<h3>{scale.title()} over time, {ends}</h3>"
        yield _drawing(scale, rated, weeks, written)
        if weeks:
            in_weeks = len(weeks) <= _WEEKS_LISTED
            listed = weeks if in_weeks else [*_spans(rated, _month)][-_MONTHS_LISTED:]
            head = ("week from" if in_weeks else "month", "ratings", *_ENDS, "change")
            name = written if in_weeks else lambda day: f"{day:%b %Y}"
            yield table(head, [_row(each, name) for each in listed], numbers=4)


_ENDS: Final = ("before", "after")


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(day: date) -> date:
    return day.replace(day=1)


def _spans(rated: Sequence[_Rated], start_of: Callable[[date], date]) -> Iterator[_Span]:
    by_start: dict[date, list[_Rated]] = {}
    for each in rated:
        by_start.setdefault(start_of(each.day), []).append(each)
    for start, some in sorted(by_start.items()):
        before = [each.before for each in some if each.before is not None]
        after = [each.after for each in some if each.after is not None]
        yield _Span(
            start, len(some), fmean(before) if before else None, fmean(after) if after else None
        )


def _row(span: _Span, name: Callable[[date], str]) -> tuple[object, ...]:
    change = ""
    if span.before is not None and span.after is not None:
        by = round(span.after - span.before, 1)
        change = f"{by:+.1f}" if by else "0.0"
    ends = ("" if end is None else f"{end:.1f}" for end in (span.before, span.after))
    return name(span.start), span.number, *ends, change


def _drawing(
    scale: str, rated: Sequence[_Rated], weeks: Sequence[_Span], written: Callable[[date], str]
) -> str:
    first, last = min(each.day for each in rated), max(each.day for each in rated)
    days = max((last - first).days, 1)

    def place(day: date, value: float, aside: float = 0) -> tuple[float, float]:
        across = _LEFT + (_WIDTH - _LEFT - _RIGHT) * (day - first).days / days + aside
        return round(across, 1), round(_TOP + (_HEIGHT - _TOP - _BOTTOM) * (10 - value) / 10, 1)

    parts = []
    for value in (0, 5, 10):
        _, y = place(first, value)
        parts.append(f'<line class="rule" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y}" y2="{y}"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">{value}</text>')
    for day, name in _ticks(first, last):
        x, y = place(day, 0)
        parts.append(f'<line class="rule" x1="{x}" x2="{x}" y1="{y}" y2="{y + 4}"/>')
        parts.append(f'<text x="{x}" y="{_HEIGHT - 4}" text-anchor="middle">{name}</text>')
    for end, aside in zip(_ENDS, (-_ASIDE, _ASIDE), strict=True):
        dots = [(each.day, getattr(each, end)) for each in rated]
        for x, y in dict.fromkeys(place(day, at, aside) for day, at in dots if at is not None):
            parts.append(f'<circle class="{end}" cx="{x}" cy="{y}" r="1.6"/>')
    lines = {
        end: [
            place(min(max(week.start + timedelta(days=3), first), last), getattr(week, end))
            for week in weeks
            if getattr(week, end) is not None
        ]
        for end in _ENDS
    }
    parts += _lines(lines)
    about = text(f"{scale.title()} before and after, {written(first)} to {written(last)}")
    told = "Rings: ratings before. Dots: ratings after."
    if weeks:
        told += " Lines: averages of each week, dashed before. The band between is the change."
    return (
        f'<figure><svg class="curve" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{about}">{"".join(parts)}</svg><figcaption>{told}</figcaption></figure>'
    )


def _lines(lines: Mapping[str, Sequence[tuple[float, float]]]) -> Iterator[str]:
    """The averages as lines with their names, and a band between them."""
    before, after = (lines[end] for end in _ENDS)
    if len(before) > 1 and len(after) > 1:
        yield f'<polygon class="band" points="{_points((*before, *reversed(after)))}"/>'
    for end, line in lines.items():
        if len(line) > 1:
            yield f'<polyline class="{end}" points="{_points(line)}"/>'
    ends = sorted((line[-1][1], end) for end, line in lines.items() if len(line) > 1)
    lowest = 0.0
    for y, end in ends:
        lowest = max(y + 3, lowest + _BETWEEN_NAMES)
        yield f'<text x="{_WIDTH - _RIGHT + 6}" y="{round(lowest, 1)}">{end}</text>'


def _points(line: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in line)


def _ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    """Days with their names below a drawing: months, or years if there are many."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((step for step in (1, 3) if months <= _MOST_MONTHS * step), 12)
    for number in range(first.month, first.month + months):
        if number % step == 0:
            day = date(first.year + number // 12, number % 12 + 1, 1)
            yield day, f"{day:%Y}" if step == 12 or day.month == 1 else f"{day:%b}"
    has_room = 100 * (32 - first.day) > _LEAST_ROOM * (last - first).days
    if not months or (step == 1 and has_room):
        yield first, f"{first.day} {first:%b}"
    if not months and last > first:
        yield last, f"{last.day} {last:%b}"
