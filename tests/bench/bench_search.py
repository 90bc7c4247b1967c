"""Times a key in the search of points against the smallest Textual app.

    python tests/bench/bench_search.py

The bare app is measured from its first import to its first frame. Whole queries are typed and taken
back, twelve keys a second, over a year of sessions; a key costs its part of all that follows: the
search, the list, the point beside it with its picture. The tab's first frame counts from when its
key is pressed. Processor time counts, the least of a few runs: a busy machine only ever adds. Exit
1 when a key costs a thirtieth of the app or more.
"""

from __future__ import annotations

import sys
from typing import Final

from yardsticks import BARE_FRAME, say, seconds

RUNS: Final = 3
LIMIT: Final = 1 / 30

TYPING: Final = """
import asyncio, sys, tempfile, time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from textual import events
from tracker.app import TrackerApp
from tracker.checkpoint import Checkpoint
from tracker.config.config import Config
from tracker.core.facts.sessions import Hold, Session, Side, Source
from tracker.core.facts.ulid import ulid
from tracker.journal.journal import Journal
from tracker.library import Library
from tracker.store import Store
from tracker.config.zone import Zone

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
WIDTH, HEIGHT = int(sys.argv[1]), int(sys.argv[2])
QUERIES = ("cant sleep", "neiguan", "wrist", "racing haert", "PC6", "calm")

def session(day):
    at = NOW - timedelta(days=day)
    holds = tuple(Hold(point=code, side=side, planned=60, held=60, done=True)
                  for code in ("HT7", "PC6") for side in (Side.LEFT, Side.RIGHT))
    return Session(id=ulid(at), made=at, started=at, zone="UTC", day=at.date(), holds=holds,
                   mood_before=4, mood_after=5, source=Source.AFTER)

async def main(home):
    journal = Journal(Store(home, lambda: int(NOW.timestamp() * 1000)), lambda: NOW)
    journal.record(*map(session, range(365)), label="a year")
    app = TrackerApp(journal, Library, Config.load(home / "config.toml"),
                     Zone("UTC", UTC, "a bench"), Checkpoint(home),
                     now=lambda: NOW, monotonic=time.monotonic)
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        await pilot.pause()
        before = time.process_time()
        await pilot.press("2")
        await pilot.pause()
        print(time.process_time() - before)
        await pilot.press("slash")
        await pilot.pause()
        for _ in range(2):
            before, keys = time.process_time(), 0
            for query in QUERIES:
                for typed in query:
                    app.post_message(events.Key("space" if typed == " " else typed, typed))
                    await asyncio.sleep(0.08)
                await asyncio.sleep(0.4)
                keys += len(query)
                for _ in query:
                    app.post_message(events.Key("backspace", None))
                    await asyncio.sleep(0.08)
                await asyncio.sleep(0.4)
                keys += len(query)
            cost = (time.process_time() - before) / keys
        print(cost)

with tempfile.TemporaryDirectory() as folder:
    asyncio.run(main(Path(folder)))
"""


def main() -> int:
    """Measure, say it, and judge."""
    bare = min(seconds(BARE_FRAME.format(clock="process_time"))[0] for _ in range(RUNS))
    say(f"bare app, first frame {bare * 1000:7.1f} ms")
    worst = 0.0
    for width, height in ((80, 24), (120, 40)):
        runs = [seconds(TYPING, str(width), str(height)) for _ in range(RUNS)]
        shown, key = (min(run[at] for run in runs) for at in range(2))
        worst = max(worst, key)
        say(
            f"{width}x{height}: the tab {shown * 1000:6.1f} ms = {shown / bare:.3f}"
            f"   a key {key * 1000:5.2f} ms = {key / bare:.4f}"
        )
    say(f"a key costs {worst / bare:.4f} of a bare app; allowed {LIMIT:.4f}")
    return int(worst / bare >= LIMIT)


if __name__ == "__main__":
    sys.exit(main())
