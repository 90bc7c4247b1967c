"""The report: one HTML file to print or to show, without scripts or external resources.

It reports what was done and rated, with the sentence that this shows no cause.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

from tracker.core.calendar.grid import Place
from tracker.core.calendar.heatmap import Heatmap
from tracker.core.calendar.heatmap_words import reading
from tracker.core.days.dated_goals import goal_words
from tracker.core.days.practice_days import Days
from tracker.core.days.states import State
from tracker.core.days.streaks import streaks
from tracker.core.facts.checks import Check
from tracker.core.facts.goals_and_rests import KIND_WORDS
from tracker.core.facts.nights import Night
from tracker.core.facts.record_names import mood_words, night_of, practice_name
from tracker.core.facts.sessions import LEAST_PAIRS, Kind, MatSession, Practice, Session
from tracker.core.insights.balance import Balance
from tracker.core.insights.mood import paired_change, pairs
from tracker.core.insights.nights import night_lines
from tracker.core.insights.words import INTERVAL, NO_CAUSE, numbers
from tracker.core.text.durations import duration_words
from tracker.exchange.report_curve import curves
from tracker.exchange.report_style import STYLE
from tracker.exchange.report_table import table, text

LISTED: Final = 1000
"""Maximum number of sessions that are listed; of more, only their number is given."""
_WEEKDAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The content of a report."""

    made: date
    first: date
    last: date
    days: Sequence[Days]
    """One for each kind."""
    heatmaps: Sequence[Heatmap]
    """One for each kind and the period; of a long period, for each calendar year."""
    records: Sequence[Practice]
    """The records of the period, by their start."""
    balance: Balance
    pictures: Sequence[tuple[str, str]]
    """Names of the points that were held longest, and their pictures as SVG."""
    standing: str
    texts: Sequence[str]
    """The library's texts on evidence and low mood."""
    flags: Sequence[str]
    """Questions about the person that were answered yes."""
    nights: Sequence[Night]
    """The nights of the period that were rated."""
    checks: Sequence[Check]
    """The weekly checks of the period; empty unless they were asked for."""
    check_limits: str
    """The limits of a score."""
    cautions: Sequence[str]
    """Cautions that apply to what was done in the period."""
    overrides: Sequence[str]
    """Overrides of cautions, with their reasons."""
    notes: bool
    """Whether notes are shown."""
    streaks: bool
    """Whether goals, streaks and steps of the calendar are shown."""
    routine_name: Callable[[str], str | None]
    point_name: Callable[[str], str]
    written: Callable[[date], str]


def html(report: Report) -> str:
    """The text of the file."""
    title = f"Acupressure practice, {report.written(report.first)} to {report.written(report.last)}"
    parts = [
        f"<h1>{text(title)}</h1>",
        f'<p class="standing">{text(report.standing)}</p>',
        *_practised(report),
        *_calendars(report),
        *_ratings(report),
        *curves(report.records, report.written, averages=report.streaks),
        *_checks(report),
        *_nights(report),
        *_points(report),
        *_unwanted(report),
        *_cautions(report),
        "<section>\n<h2>About these numbers</h2>",
        *(f"<p>{text(words)}</p>" for words in report.texts),
        f'<p class="quiet">Made by tsubo on {text(report.written(report.made))}.</p>\n</section>',
        *_records(report),
    ]
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _practised(report: Report) -> Iterator[str]:
    yield "<h2>What was practised</h2>"
    rows: list[tuple[str | int, ...]] = []
    for days in report.days:
        totals = days.totals(report.first, report.last)
        if not report.streaks:
            total = days.totals(date.min, days.today)
            said = duration_words(total.seconds) if total.count else "none"
            rows.append((KIND_WORDS[days.kind], total.count, said))
            continue
        goal, run = days.goal(days.today), streaks(days).current
        rows.append(
            (
                KIND_WORDS[days.kind],
                goal_words(goal) if goal else "none set",
                run.words if run else "none",
                totals.days,
                totals.count,
                duration_words(totals.seconds) if totals.count else "none",
            )
        )
    if not report.streaks:
        yield table(("", "sessions in all", "time in all"), rows, numbers=1)
        return
    yield table(("", "goal", "streak today", "days", "sessions", "time"), rows, numbers=3)


def _calendars(report: Report) -> Iterator[str]:
    if not report.heatmaps:
        return
    yield "<h2>Calendar</h2>"
    yield (
        '<p class="quiet">A column a week, a cell a day; the stronger the colour, the more '
        "minutes. – is a rest day.</p>"
    )
    years = report.last.year > report.first.year and len(report.heatmaps) > len(report.days)
    for found in report.heatmaps:
        kind = found.cells[0].marks[0].kind
        year = f", {found.grid.first.year}" if years else ""
        yield f"<h3>{text(KIND_WORDS[kind])}{year}</h3>"
        yield _grid(found, kind, report.written)
        if not report.streaks:
            continue
        yield "<ul class=reading>"
        yield from (f"<li>{text(line)}</li>" for line in reading(found, report.written)[1:])
        yield "</ul>"


def _grid(found: Heatmap, kind: Kind, written: Callable[[date], str]) -> str:
    grid = found.grid
    labels = {label.column: f"{label.month:%b}" for label in grid.months(2)}
    months = "".join(f"<th>{labels.get(column, '')}</th>" for column in range(grid.columns))
    by_place = {cell.place: cell for cell in found.cells}
    lines = [f'<tr aria-hidden="true"><th></th>{months}</tr>']
    for row, weekday in enumerate(grid.weekdays):
        cells = []
        for column in range(grid.columns):
            cell = by_place.get(Place(column, row))
            if cell is None:
                cells.append("<td></td>")
                continue
            mark = "–" if cell.state is State.PROTECTED and not cell.level else ""
            value = duration_words((cell.value or 0) * 60) if cell.value else cell.state.words
            about = escape(f"{written(cell.day)}: {value}")
            cells.append(f'<td class="day {kind.value}{cell.level}" title="{about}">{mark}</td>')
        lines.append(f"<tr><th>{_WEEKDAYS[weekday]}</th>{''.join(cells)}</tr>")
    rows = "\n".join(lines)
    return f'<div class="wide">\n<table class="calendar">\n{rows}\n</table>\n</div>'


def _ratings(report: Report) -> Iterator[str]:
    yield "<h2>Ratings before and after</h2>"
    rows = []
    few = []
    for scale, words in (
        ("mood", "mood, 0 worst to 10 best"),
        ("tension", "tension, 0 none to 10 worst"),
        ("discomfort", "discomfort on the mat, 0 none to 10 worst"),
    ):
        found = pairs(report.records, scale)  # type: ignore[arg-type]
        change = paired_change(found)
        if change is None:
            few.append(f"{words}: {len(found)}")
            continue
        before = sum(first for first, _ in found) / len(found)
        after = sum(last for _, last in found) / len(found)
        rows.append((words, change.n, f"{before:.1f}", f"{after:.1f}", numbers(change)))
    if rows:
        yield table(("scale", "n", "before", "after", "change"), rows)
    if few:
        yield f"<p>Fewer than {LEAST_PAIRS} pairs are not summed up; {text('; '.join(few))}.</p>"
    no_cause = text(NO_CAUSE.format("mood"))
    yield f"<p><strong>{no_cause}</strong> {text(INTERVAL) if rows else ''}</p>"


def _nights(report: Report) -> Iterator[str]:
    if report.nights:
        yield "<h2>Nights, 0 worst to 10 best</h2><ul>"
        lines = night_lines(report.nights, report.written, averages=report.streaks)
        yield from (f"<li>{text(line)}</li>" for line in lines)
        yield "</ul>"


def _checks(report: Report) -> Iterator[str]:
    if report.checks:
        yield "<h2>Weekly checks</h2>"
        rows = [
            (report.written(each.taken.date()), each.instrument.label, each.words)
            for each in report.checks
        ]
        yield table(("date", "check", "score"), rows)
        yield f"<p>A check, not a diagnosis. {text(report.check_limits)}</p>"


def _points(report: Report) -> Iterator[str]:
    if report.balance.points:
        yield "<h2>Points</h2>"
        named = ((report.point_name(each.name), each) for each in report.balance.points)
        rows = [(name, each.count, duration_words(each.seconds)) for name, each in named]
        yield table(("point", "holds", "time"), rows, numbers=2)
        for name, svg in report.pictures:
            yield f"<figure>{svg}<figcaption>{text(name)}</figcaption></figure>"


def _unwanted(report: Report) -> Iterator[str]:
    counts: dict[str, int] = {}
    for record in report.records:
        found = (
            [effect.value for effect in record.effects]
            if isinstance(record, Session)
            else [f"skin {record.skin.value}"]
            if record.skin and record.skin.value != "none"
            else []
        )
        for each in found:
            counts[each] = counts.get(each, 0) + 1
    if counts:
        yield "<h2>Felt and not wanted</h2>"
        yield table(("what", "sessions"), sorted(counts.items()), numbers=1)


def _cautions(report: Report) -> Iterator[str]:
    yield "<section>\n<h2>Cautions</h2>"
    if report.flags:
        yield "<p>Answered yes:</p><ul>"
        yield from (f"<li>{text(line)}</li>" for line in report.flags)
        yield "</ul>"
    else:
        yield "<p>No question about conditions was answered yes.</p>"
    if report.cautions:
        yield "<p>For what was done:</p><ul>"
        yield from (f"<li>{text(line)}</li>" for line in report.cautions)
        yield "</ul>"
    if report.overrides:
        yield "<p>Used anyway, by choice, though a caution applies:</p><ul>"
        yield from (f"<li>{text(line)}</li>" for line in report.overrides)
        yield "</ul>"
    yield "</section>"


def _records(report: Report) -> Iterator[str]:
    if not report.records:
        return
    yield "<h2 class=apart>Every session</h2>"
    if len(report.records) > LISTED:
        yield (
            f"<p>{len(report.records)} sessions; up to {LISTED} are listed. A later first day "
            "leaves fewer; the tables of an export hold them all.</p>"
        )
        return
    head = ["date", "begun", "what", "length", "rated"]
    rows = []
    for record in report.records:
        night = night_of(record.started, record.day)
        row = [
            report.written(record.started.date()),
            ", ".join(filter(None, (f"{record.started:%H:%M}", night))),
            practice_name(record, report.routine_name),
            duration_words(record.seconds),
            _rated(record),
        ]
        rows.append([*row, record.note] if report.notes else row)
    yield table([*head, "note"] if report.notes else head, rows, named="long")


def _rated(record: Practice) -> str:
    words = [mood_words(record.mood_before, record.mood_after)]
    words.append(mood_words(record.tension_before, record.tension_after, "tension"))
    if isinstance(record, MatSession):
        felt = mood_words(record.discomfort_start, record.discomfort_end, "discomfort")
        words.append(felt)
    return ", ".join(filter(None, words))
