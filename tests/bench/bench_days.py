"""Times ten years of days against the start of the smallest Textual app, in one run.

    python tests/bench/bench_days.py

From the day sums of both kinds, ten records a day each: states, streaks, strength and the
year's cells. The bare app is measured from its first import to its first frame, the days in a
process of their own, the first time they are worked out. Exit 1 when they cost a fifth of the app
or more, or grow faster than the days.
"""

from __future__ import annotations

import statistics
import sys
from typing import Final

from yardsticks import BARE_FRAME, say, seconds

RUNS: Final = 7
LIMIT: Final = 0.2
YEARS: Final = (1, 5, 10, 20, 40)
GROWTH: Final = 1.5
"""How much more a day may cost among 40 years than among 5: what noise needs, and no more."""

DAYS: Final = """
import random, sys, time
from datetime import date, datetime, timedelta, timezone
from tracker.core.days.practice_days import Days, DaySummary, DaySummaries, Stamp
from tracker.core.calendar.grid import Grid
from tracker.core.calendar.heatmap import Measure, heatmap
from tracker.core.facts.sessions import Goal, Kind, Per, Rest
from tracker.core.days.streaks import streaks
from tracker.core.days.strength import strength

TODAY = date(2026, 11, 22)
ZONE = timezone(timedelta(hours=1))
NOW = datetime(2026, 11, 22, 22, tzinfo=ZONE)
chance = random.Random(1)

def summary(day, kind):
    first = datetime(day.year, day.month, day.day, 7, tzinfo=ZONE)
    return DaySummary(
        day=day,
        kind=kind,
        seconds=tuple(chance.uniform(30, 1200) for _ in range(10)),
        first=Stamp(first, "Europe/Berlin"),
        last=Stamp(first + timedelta(hours=14), "Europe/Berlin"),
        mood_change=chance.uniform(-9, 9),
        mood_count=5,
    )

def known(years, missed):
    days = (TODAY - timedelta(days=back) for back in range(years * 365))
    there = [summary(day, kind) for day in days for kind in Kind if chance.random() >= missed]
    return [DaySummaries.of(kind, there) for kind in Kind]

PER = {Kind.POINTS: (Per.DAY, 2), Kind.MAT: (Per.WEEK, 3)}
GOALS = [
    Goal(id=kind.value, made=NOW, kind=kind, since=TODAY, per=PER[kind][0], times=PER[kind][1])
    for kind in Kind
]
RESTS = [
    Rest(id=str(year), made=NOW, start=date(year, 7, 1), end=date(year, 7, 14))
    for year in range(1987, 2027)
]

def work(sums):
    start = time.perf_counter()
    both = [
        Days.of(kind, sums, GOALS, RESTS, now=Stamp(NOW, "Europe/Berlin")) for kind in Kind
    ]
    for days in both:
        streaks(days).longest
        strength(days)
    heatmap(Grid.of_year(2026), Measure.MINUTES, *both)
    return time.perf_counter() - start

sums = known(int(sys.argv[1]), float(sys.argv[2]))
print(work(sums))
print(min(work(sums) for _ in range(5)))
"""


def main() -> int:
    """The table, and 1 when a limit is passed."""
    bare: list[float] = []
    cost: dict[tuple[int, float], list[list[float]]] = {}
    cases = [(years, 0.0) for years in YEARS] + [(10, 0.3)]
    for _ in range(RUNS):
        # Interleaved, so that a slow minute of the machine falls on all alike.
        bare += seconds(BARE_FRAME.format(clock="perf_counter"))
        for years, missed in cases:
            found = seconds(DAYS, str(years), str(missed))
            cost.setdefault((years, missed), []).append(found)
    app = statistics.median(bare)
    say(f"bare Textual app, first frame: {app * 1000:.0f} ms (median of {RUNS})")
    say("years  days missed  first time  again  share of the app  a day and kind, again")
    again: dict[int, float] = {}
    worst = 0.0
    for (years, missed), runs in cost.items():
        first = statistics.median(run[0] for run in runs)
        warm = statistics.median(run[1] for run in runs)
        a_day = warm / (years * 730 * (1 - missed))
        if not missed:
            again[years] = a_day
        if years == 10:
            worst = max(worst, first / app)
        say(
            f"{years:5}  {missed:10.0%}   {first * 1000:7.1f} ms  {warm * 1000:4.1f}"
            f"  {first / app:16.3f}  {a_day * 1e6:.2f} µs"
        )
    growth = again[YEARS[-1]] / again[5]
    say(f"ten years: {worst:.3f} of the app, limit {LIMIT}; growth {growth:.2f}, limit {GROWTH}")
    return int(worst >= LIMIT or growth > GROWTH)


if __name__ == "__main__":
    sys.exit(main())
