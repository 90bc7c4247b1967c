"""After midnight: lists show the wall date, and the practice day where days are meant."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from conftest import SUNDAY, mat_of
from screen_text import painted
from transcript import BERLIN, Shell

from tracker.app import TrackerApp
from tracker.core.facts.record_names import clock_of, night_of
from tracker.journal.journal import Journal


def test_every_list_of_a_command_has_the_wall_date_and_says_the_night(shell: Shell) -> None:
    shell.run('tsubo log mat 20m --at "yesterday 23:30"')
    shell.run('tsubo log mat 10m --at "today 0:37"')
    night, evening = shell.run("tsubo history")[0].splitlines()
    assert re.fullmatch(r"2026-11-22  00:37  Mat  10 min  night of Sat 21  \w{5}", night)
    assert evening.startswith("2026-11-21  23:30  Mat  20 min")
    assert "2026-11-22  00:37" in shell.run("tsubo history --until yesterday")[0]
    shell.run("tsubo goal mat once a day --since 2026-11-20")
    assert "reached at Sat 23:30" not in shell.run("tsubo streak --why --kind mat")[0]
    assert shell.run("tsubo export r.html")[2] == 0
    report = (shell.folder / "r.html").read_text(encoding="utf-8")
    assert "<td>Sun 22 Nov 2026</td><td>00:37, night of Sat 21</td>" in report


def test_typing_back_what_a_list_shows_changes_nothing(shell: Shell) -> None:
    shell.run('tsubo log mat 10m --at "today 0:37"')
    date, clock, *_, key = shell.run("tsubo history")[0].split()
    _, err, code = shell.run(f'tsubo edit {key} --at "{date} {clock}"')
    assert (code, "nothing was changed" in err) == (0, True)


def test_under_the_heading_of_its_day_a_start_has_its_weekday() -> None:
    start, evening = (datetime(2026, 11, day, 0, 37, tzinfo=BERLIN) for day in (22, 21))
    assert clock_of(start, start.date()) == "00:37"
    assert clock_of(start, evening.date()) == "Sun 00:37"
    assert night_of(start, start.date()) == ""
    assert night_of(start, evening.date()) == "night of Sat 21"


async def test_the_lists_of_the_app_say_the_same(app: TrackerApp, journal: Journal) -> None:
    start = datetime(2026, 11, 22, 0, 37, tzinfo=BERLIN)
    night = replace(mat_of(), started=start, made=start, day=(SUNDAY - timedelta(days=1)).date())
    journal.record(night)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Sun 22 Nov 00:37" in painted(app)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert "yesterday  Mat" in painted(app)  # the card has practice days
        await pilot.press("3")
        await pilot.pause()
        assert re.search(r"Sun 22 Nov +00:37 .*night of Sat 21", painted(app))
        await pilot.press("5", "left", "enter")
        await pilot.pause()
        assert "Sun 00:37" in painted(app)
