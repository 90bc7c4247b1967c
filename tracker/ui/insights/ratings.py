"""The sections on ratings: mood and tension by group, discomfort on the mat by weeks."""

import asyncio
from collections.abc import Sequence
from datetime import date
from math import ceil
from textwrap import wrap
from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from tracker.core.facts.sessions import MatSession
from tracker.core.insights.mood import PairedChange, paired_change
from tracker.core.insights.ratings import (
    By,
    Group,
    Groups,
    Scale,
    by_years,
    groups,
    lengths,
)
from tracker.core.insights.words import (
    NO_CAUSE,
    NO_REASON,
    OVERLAP,
    change_words,
    left_out,
    rating_lines,
    times_words,
)
from tracker.core.text.durations import duration_words
from tracker.practice.past.insights import mat_discomfort
from tracker.ui.insights.plot_rows import Axis, PlotRow, PlotRows, Stroke
from tracker.ui.insights.section import ROWS, Section, View
from tracker.ui.widgets.rows import Column

_MOST: Final = 15
"""Maximum number of groups drawn; each needs its own bootstrap."""
_COLUMNS: Final = (Column(26, gap=0), Column(6, right=True, gap=1))
_HEADS: Final = ("", "times ")
_TONES: Final = ("", "quiet")
_PLOT: Final = 27
"""Columns of the drawing at most."""
_SCALES: Final[tuple[Scale, Scale]] = ("mood", "tension")
_SURE: Final = "■ the average, ── how sure that average is: long with few answers."


class MoodSection(Section):
    """Paired changes of mood or tension, by routine, point, mat or time of day."""

    NAME = "Before and after"
    GROUPS = len(By)
    GROUP_WORDS = ("by routine", "by hour", "by point", "by mat")
    MEASURES = len(_SCALES)
    MEASURE_WORDS = _SCALES

    def compose(self) -> ComposeResult:
        """A sentence on all sessions, the groups as intervals, a note on the limits."""
        yield Static(classes="head", markup=False)
        yield Static(classes="said", markup=False)
        yield Static(classes="more quiet", markup=False)
        yield PlotRows()
        yield Static(classes="note quiet", markup=False)

    async def draw(self, view: View) -> None:
        """Work out one group after another; keys are handled in between."""
        by, scale = list(By)[self.group], _SCALES[self.measure]
        found = groups(view.records, by, scale, view.tracker.library.routine_name)
        changes: list[tuple[Group, PairedChange]] = []
        for group in (found.everything, *found.parts[:_MOST]):
            change = paired_change(group.pairs)
            if change is not None:
                changes.append((group, change))
            await asyncio.sleep(0)
        self._show(view, by, scale, found, changes)

    def _show(
        self,
        view: View,
        by: By,
        scale: Scale,
        found: Groups,
        changes: Sequence[tuple[Group, PairedChange]],
    ) -> None:
        self.lines = [*rating_lines(scale, found, changes)]
        of = {By.MAT: "mat", By.TIME: "points and mat"}.get(by, "points")
        self.head(f"{scale.title()} before and after", f"{of}, {view.covers}")
        plot = self.query_one(PlotRows)
        plot.display = bool(changes)
        if not changes:
            self.say("said", self.lines[0])
            self.say("more", "")
            self.say("note", "")
            return
        self.say("said", change_words(scale, changes[0][1]))
        self.say("more", times_words(scale, changes[0][1]))
        ends = [each.interval or (each.mean, each.mean) for _, each in changes]
        reach = max(1, ceil(max(abs(end) for both in ends for end in both)))
        ticks = ((-reach, "lower"), (0, "same"), (reach, "higher"))
        rows = [_interval(*each) for each in changes]
        plot.show(_COLUMNS, _HEADS, rows, Axis(-reach, reach, ticks), _PLOT)
        left = left_out(found, len(changes) - 1)
        more = " ".join(
            filter(None, (OVERLAP if by is By.POINT else "", f"{left}." if left else ""))
        )
        self.say("note", "\n".join((_SURE, *wrap(NO_CAUSE.format(scale), 76), *wrap(more, 76))))


def _interval(group: Group, change: PairedChange) -> PlotRow:
    sure = (Stroke(*change.interval, "─", "sign"),) if change.interval else ()
    return PlotRow(
        (group.name, str(change.n)),
        (
            Stroke(0, 0, "│", "sign"),
            *sure,
            Stroke(change.mean, change.mean, "■", "mark"),
        ),
        _TONES,
    )


_MAT_COLUMNS: Final = (Column(16, gap=0), Column(5, gap=3))
_MAT_TONES: Final = ("", "quiet")
_MAT_PLOT: Final = 46
_TEN: Final = Axis(0, 10, tuple((each, str(each)) for each in range(0, 11, 2)))


class MatSection(Section):
    """Discomfort on the mat: from start to end of a session, and over the weeks."""

    NAME = "Mat"
    MEASURES = 2
    MEASURE_WORDS = ("discomfort", "minutes")

    def compose(self) -> ComposeResult:
        """Both changes in sentences, then a row for every four weeks."""
        yield Static(classes="head", markup=False)
        yield Static(classes="said", markup=False)
        yield Static(classes="more quiet", markup=False)
        yield PlotRows()
        yield Static(classes="note quiet", markup=False)

    async def draw(self, view: View) -> None:
        """Draw discomfort at the start and at the end, or the minutes."""
        records = view.of(MatSession)
        if self.measure:
            self._draw_minutes(view, records)
            return
        seen = mat_discomfort(view.tracker, view.period, view.records)
        self.lines = seen.lines
        self.head("Discomfort on the mat", "0 none, 10 worst")
        plot = self.query_one(PlotRows)
        plot.display = seen.change is not None
        self.say("said", seen.said[0])
        self.say("more", "".join(seen.said[1:]))
        if seen.change is None:
            self.say("note", "")
            return
        years = by_years(view.period)
        rows = [
            PlotRow(
                (_until(one.last, view), f"{one.n:>3}"),
                (
                    Stroke(min(one.start, one.end), max(one.start, one.end), "─", "sign"),
                    Stroke(one.start, one.start, "○", "quiet"),
                    Stroke(one.end, one.end, "●", "mat"),
                ),
                _MAT_TONES,
            )
            for one in seen.parts
        ]
        room = ROWS if self.app.size.width >= 72 else len(rows)
        heads = ("year" if years else "four weeks to", "times")
        plot.show(_MAT_COLUMNS, heads, rows[:room], _TEN, _MAT_PLOT)
        signs = Content.assemble(
            ("○", "$quiet"),
            (" at the start  ", "$foreground"),
            ("●", "$secondary"),
            (" at the end, on average", "$foreground"),
        )
        note = self.query_one(".note", Static)
        note.display = True
        note.update(Content("\n").join((signs, *map(Content, wrap(NO_REASON, 74)))))

    def _draw_minutes(self, view: View, records: Sequence[MatSession]) -> None:
        """Draw the time on the mat of each four weeks."""
        self.head("Time on the mat", view.covers)
        lasted = lengths(records, view.period)
        total = sum(seconds for _, _, seconds in lasted)
        plot = self.query_one(PlotRows)
        plot.display = bool(lasted)
        said = f"{duration_words(total)} in all." if lasted else "No time on the mat here."
        self.say("said", said)
        self.say("more", "")
        self.say("note", "")
        years = by_years(view.period)
        rows = [
            PlotRow(
                (_until(part.last, view), f"{count:>3}"),
                (Stroke(0, seconds, "▄", "mat"),),
                _MAT_TONES,
                duration_words(seconds),
            )
            for part, count, seconds in lasted
        ]
        most = max((seconds for _, _, seconds in lasted), default=1)
        heads = ("year" if years else "four weeks to", "times")
        plot.show(_MAT_COLUMNS, heads, rows[:ROWS], Axis(0, most), _MAT_PLOT)
        self.lines = [said, ""]
        self.lines += [
            f"{view.written(part.first)} to {view.written(part.last)}: "
            f"{duration_words(seconds)}, {count} times."
            for part, count, seconds in lasted
        ]


def _until(last: date, view: View) -> str:
    """``today``, ``23 Oct``; the year of a long period."""
    if by_years(view.period):
        return str(last.year)
    return "today" if last == view.tracker.today else f"{last.day} {last:%b}"
