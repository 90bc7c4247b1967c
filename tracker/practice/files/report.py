"""Collects the content of a report from a context; `exchange.report` writes it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tracker.core.calendar.grid import Grid
from tracker.core.calendar.heatmap import Measure, heatmap
from tracker.core.facts.checks import Check
from tracker.core.facts.nights import Night
from tracker.core.facts.points import Point
from tracker.core.facts.sessions import Kind, Session
from tracker.core.insights.balance import balance
from tracker.core.points.given_answers import answers_of
from tracker.core.points.guard import Answer, FlagAnswer, Override
from tracker.core.text.dates import day, day_words
from tracker.exchange.files import ExchangeError, write
from tracker.exchange.report import Report, html
from tracker.practice.cautions import of_records

if TYPE_CHECKING:
    from tracker.practice.context import Context

USUAL: Final = timedelta(days=89)
"""Default period: from 89 days before the last day, 90 days in all."""
PICTURED: Final = 6
"""Maximum number of points with a picture."""
_WIDEST: Final = timedelta(days=366)
"""The longest period whose heatmap fits on a page, with one column for each week."""


class PeriodError(ValueError):
    """A period that ends before it starts."""


def report_of(
    context: "Context",
    since: str | None,
    until: str | None,
    draw: Callable[[Point], str],
    *,
    notes: bool = False,
    checks: bool = False,
) -> Report:
    """The report of a period, both days included; ``None`` is the default period.

    ``draw`` gives the picture of a point as SVG, or nothing. Raises PeriodError if the period ends
    before it starts.
    """
    settings, library, journal = context.settings, context.library, context.journal
    order = settings.date_order
    last = day(until, context.today, order) if until else context.today
    first = day(since, context.today, order) if since else last - USUAL
    if last < first:
        raise PeriodError(f"--until {last} is before --since {first}")
    days = [context.days(kind) for kind in Kind]
    grids = [Grid(*span, settings.first_weekday) for span in _spans(first, last)]
    records = sorted(
        (each for kind in Kind for each in journal.between(kind, first, last)),
        key=lambda each: (each.started, each.id),
    )
    sessions = [each for each in records if isinstance(each, Session)]
    answers = answers_of(journal.facts(FlagAnswer))

    def point_name(code: str) -> str:
        point = library.find(code)
        return f"{code} {point.pinyin} {point.english}".strip() if point else code

    def meridian_of(code: str) -> str | None:
        point = library.find(code)
        return point.meridian if point else None

    def written(when: date) -> str:
        return day_words(when, order)

    about = library.about
    shares = balance(sessions, meridian_of)
    return Report(
        made=context.today,
        first=first,
        last=last,
        days=days,
        heatmaps=[
            heatmap(grid, Measure.MINUTES, each)
            for each in days
            if each.summaries
            for grid in grids
        ],
        records=records,
        balance=shares,
        pictures=[*_pictures(library.find, draw, [share.name for share in shares.points])],
        standing=about.standing,
        texts=(about.long, about.low_mood, about.review),
        flags=[q.short for q in library.guard.questions if answers.get(q.flag) is Answer.YES],
        nights=[each for each in journal.facts(Night) if first <= each.day <= last],
        checks=[
            each
            for each in sorted(journal.facts(Check), key=lambda check: (check.taken, check.id))
            if checks and first <= each.day <= last
        ],
        check_limits=library.checks.limits if checks else "",
        cautions=[line.text for line in of_records(context, records).lines()],
        overrides=[
            f"{each.subject} ({', '.join(each.flags)}){': ' + each.why if each.why else ''}"
            for each in journal.facts(Override)
        ],
        notes=notes,
        streaks=not settings.hides_streaks,
        routine_name=library.routine_name,
        point_name=point_name,
        written=written,
    )


def write_report(context: "Context", report: Report) -> Path:
    """Write the report into the folder of the records; one is kept.

    Returns the file. Raises ExchangeError if it cannot be written.
    """
    folder = context.home / "out"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as wrong:
        raise ExchangeError(f"{folder} cannot be made: {wrong.strerror}") from None
    file = folder / "report.html"
    write(file, html(report), force=True)
    return file


def _pictures(
    find: Callable[[str], Point | None], draw: Callable[[Point], str], codes: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """The pictures of the first points that have one."""
    for code in codes[:PICTURED]:
        point = find(code)
        if point and (svg := draw(point)):
            yield f"{point.code}: {point.place}", svg


def _spans(first: date, last: date) -> list[tuple[date, date]]:
    """The period as one span, or as calendar years if it is too long for one heatmap."""
    if last - first <= _WIDEST:
        return [(first, last)]
    years = range(first.year, last.year + 1)
    return [(max(first, date(y, 1, 1)), min(last, date(y, 12, 31))) for y in years]
