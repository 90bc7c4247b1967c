"""The sections on ratings: mood and tension by group, discomfort on the mat by weeks."""

import asyncio
from collections.abc import Sequence
from math import ceil
from typing import Final

from textual.app import ComposeResult
from textual.widgets import Static

from tracker.core.insights.mood import PairedChange, paired_change
from tracker.core.insights.ratings import (
    By,
    Group,
    Groups,
    Scale,
    by_years,
    groups,
)
from tracker.core.insights.words import (
    NO_CAUSE,
    NO_REASON,
    OVERLAP,
    change_words,
    left_out,
    rating_lines,
    signed,
)
from tracker.practice.past.insights import mat_discomfort
from tracker.ui.insights.plot_rows import Axis, PlotRow, PlotRows, Stroke
from tracker.ui.insights.section import Section, View
from tracker.ui.widgets.rows import Column

_MOST: Final = 15
"""Maximum number of groups drawn; each needs its own bootstrap."""
_COLUMNS: Final = (
    Column(25),
    Column(4, right=True),
    Column(5, right=True),
    Column(6, right=True, gap=2, only_wide=True),
)
_HEADS: Final = ("", "n", "mean", "spread")
_SCALES: Final[tuple[Scale, Scale]] = ("mood", "tension")


class MoodSection(Section):
    """Paired changes of mood or tension, by routine, point, mat or time of day."""

    NAME = "Mood"
    GROUPS = len(By)
    MEASURES = len(_SCALES)

    def compose(self) -> ComposeResult:
        """A sentence on all sessions, the groups as intervals, a note on the limits."""
        yield Static(classes="head", markup=False)
        yield Static(classes="said", markup=False)
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
        self._show(by, scale, found, changes)

    def _show(
        self,
        by: By,
        scale: Scale,
        found: Groups,
        changes: Sequence[tuple[Group, PairedChange]],
    ) -> None:
        self.lines = [*rating_lines(scale, found, changes)]
        self.head(f"{scale.title()} before and after", f"by {by}")
        plot = self.query_one(PlotRows)
        plot.display = bool(changes)
        if not changes:
            self.say("said", self.lines[0])
            self.say("note", "")
            return
        self.say("said", change_words(scale, changes[0][1]))
        reach = max(1, ceil(max(abs(end) for _, each in changes for end in (each.low, each.high))))
        ticks = ((-reach, f"-{reach}"), (0, "0"), (reach, f"+{reach}"))
        plot.show(
            _COLUMNS, _HEADS, [_interval(*each) for each in changes], Axis(-reach, reach, ticks)
        )
        more = left_out(found, len(changes) - 1)
        notes = [NO_CAUSE, OVERLAP if by is By.POINT else "", f"{more}." if more else ""]
        self.say("note", " ".join(filter(None, notes)))


def _interval(group: Group, change: PairedChange) -> PlotRow:
    return PlotRow(
        (group.name, str(change.n), signed(change.mean), f"{change.spread:.1f}"),
        (
            Stroke(0, 0, "│", "quiet"),
            Stroke(change.low, change.high, "─", "line"),
            Stroke(change.mean, change.mean, "■", "mark"),
        ),
    )


_MAT_COLUMNS: Final = (
    Column(15),
    Column(4, right=True),
    Column(5, right=True),
    Column(5, right=True, gap=2),
)
_MAT_HEADS: Final = ("n", "start", "end")
_TEN: Final = Axis(0, 10, ((0, "0"), (5, "5"), (10, "10")))


class MatSection(Section):
    """Discomfort on the mat: from start to end of a session, and over the weeks."""

    NAME = "Mat"

    def compose(self) -> ComposeResult:
        """Both changes in sentences, then a row for every four weeks."""
        yield Static(classes="head", markup=False)
        yield Static(classes="said", markup=False)
        yield PlotRows()
        yield Static(classes="note quiet", markup=False)

    async def draw(self, view: View) -> None:
        """Draw discomfort at the start and at the end."""
        seen = mat_discomfort(view.tracker, view.period, view.records)
        self.lines = seen.lines
        self.head("Discomfort on the mat", "0 none, 10 worst")
        plot = self.query_one(PlotRows)
        plot.display = seen.change is not None
        self.say("said", "\n".join(seen.said))
        if seen.change is None:
            self.say("note", "")
            return
        years = by_years(view.period)
        heads = ("year" if years else "four weeks to", *_MAT_HEADS)
        rows = [
            PlotRow(
                (
                    str(one.last.year) if years else view.written(one.last),
                    str(one.n),
                    f"{one.start:.1f}",
                    f"{one.end:.1f}",
                ),
                (
                    Stroke(min(one.start, one.end), max(one.start, one.end), "─", "line"),
                    Stroke(one.start, one.start, "○", "line"),
                    Stroke(one.end, one.end, "■", "mark"),
                ),
            )
            for one in seen.parts
        ]
        plot.show(_MAT_COLUMNS, heads, rows, _TEN)
        self.say("note", f"○ start, ■ end, on average; newest first. {NO_REASON}")
