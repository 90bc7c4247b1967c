"""Times a picture against the start of the smallest Textual app, in one run.

    python tests/bench/bench_figure.py

Each picture is drawn in a process of its own, so that nothing is remembered from another; the bare
app is measured from its first import to its first frame. Processor time counts, the least of a few
runs: a busy machine only ever adds. Exit 1 when a picture costs a tenth of the app or more.
"""

from __future__ import annotations

import sys
from typing import Final

from yardsticks import BARE_FRAME, say, seconds

RUNS: Final = 5
LIMIT: Final = 0.1

PICTURE: Final = """
import sys, time
from tracker.ui.figure.cells import Mode
from tracker.ui.figure.picture import picture
from tracker.ui.figure.scene import index
from tracker.ui.figure.skins import palette
start = time.process_time()
picture(sys.argv[1], 60, 30, mode=Mode(sys.argv[2]), palette=palette("sand"))
print(time.process_time() - start)
start = time.process_time()
for _ in range(20):
    picture(sys.argv[1], 60, 30, mode=Mode(sys.argv[2]), palette=palette("sand"))
print((time.process_time() - start) / 20)
"""


def main() -> int:
    from tracker.ui.figure.scene import index

    bare = float("inf")
    worst = 0.0
    for mode in ("relief", "octants", "outline", "ascii"):
        for code in sorted({name: code for code, name in index().items()}.values()):
            # One app with each picture, so that a busy minute counts for both.
            bare = min(bare, seconds(BARE_FRAME.format(clock="process_time"))[0])
            runs = [seconds(PICTURE, code, mode) for _ in range(RUNS)]
            cold, warm = (min(run[at] for run in runs) for at in (0, 1))
            worst = max(worst, cold)
            say(
                f"{mode:8} {index()[code]:14} {code:7} empty caches {cold * 1000:6.1f} ms"
                f" = {cold / bare:.3f}   again {warm * 1000:5.1f} ms"
            )
    say(f"bare app, first frame {bare * 1000:7.1f} ms")
    say(f"worst {worst / bare:.3f} of a bare app; allowed {LIMIT}")
    return int(worst / bare >= LIMIT)


if __name__ == "__main__":
    sys.exit(main())
