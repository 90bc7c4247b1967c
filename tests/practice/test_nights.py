"""Nights: asked for in the morning if wanted, rated by every face alike, never in a streak."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from conftest import HandClock
from screen_text import flat
from transcript import Shell

from tracker.app import TrackerApp
from tracker.core.facts.goals_and_rests import Kind
from tracker.core.facts.nights import Night
from tracker.journal.journal import Journal


def ratings(journal: Journal) -> dict[str, int]:
    return {night.day.isoformat(): night.rating for night in journal.facts(Night)}


def test_a_night_is_rated_corrected_taken_away_and_undone_by_the_command(shell: Shell) -> None:
    out, err, code = shell.run("tsubo log night 6")
    assert (out, err, code) == ("Night before Sun 22 Nov 2026: 6 of 10\n", "", 0)
    shell.run("tsubo log night 4 --day yesterday")
    shell.run("tsubo log night 7")
    exported = json.loads(shell.run("tsubo export")[0])["tables"]["nights"]
    assert [(each["day"], each["rating"]) for each in exported] == [
        ("2026-11-22", 7),
        ("2026-11-21", 4),
    ]
    shell.run("tsubo undo")
    assert '"rating": 6' in shell.run("tsubo export")[0]
    assert shell.run("tsubo log night -")[0] == (
        "Night before Sun 22 Nov 2026: not rated any more\n"
    )
    assert shell.run("tsubo log night -")[2] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("11", "night: 11 is out of range; 0 to 10"),
        ("good", "good"),
        ("6 --day tomorrow", "is still to come"),
    ],
)
def test_what_is_no_rating_is_refused_in_words(shell: Shell, words: str, said: str) -> None:
    _, err, code = shell.run(f"tsubo log night {words}")
    assert code == (1 if "--day" in words else 2)
    assert said in err
    assert "None" not in err


def test_an_export_is_taken_in_with_its_nights(shell: Shell) -> None:
    shell.run("tsubo log night 6")
    shell.run("tsubo export all.json")
    shell.run("tsubo log night -")
    shell.run("tsubo --home other import all.json")
    assert '"rating": 6' in shell.run("tsubo --home other export")[0]


def test_nights_go_out_as_a_table_for_spreadsheets_and_come_in_again(shell: Shell) -> None:
    shell.run("tsubo log night 6")
    shell.run("tsubo log night 4 --day yesterday")
    table, _, _ = shell.run("tsubo export --format csv --table nights")
    head, *rows = table.splitlines()
    assert head == "id,day,rating,zone,made,version"
    assert [row.split(",")[1:3] for row in rows] == [["2026-11-22", "6"], ["2026-11-21", "4"]]
    shell.run("tsubo export all.zip")
    shell.run("tsubo export nights.csv --table nights")
    for name in ("all.zip", "nights.csv"):
        out, err, code = shell.run(f"tsubo --home {name}-home import {name}")
        assert (out.splitlines()[0], code) == ("2 new", 0), err
        other = json.loads(shell.run(f"tsubo --home {name}-home export")[0])["tables"]
        assert other["nights"] == json.loads(shell.run("tsubo export")[0])["tables"]["nights"]


def test_nights_are_in_the_report_and_in_no_streak(shell: Shell) -> None:
    for ago in range(3):
        shell.run(f"tsubo log night {4 + ago} --day {(shell.now - timedelta(days=ago)).date()}")
    assert "no days in a row" in shell.run("tsubo streak")[0]
    shell.run("tsubo export out.html")
    page = next(shell.folder.rglob("out.html")).read_text("utf-8")
    assert "3 nights rated, from 4 to 6 of 10, 5.0 on average." in page
    shell.run("tsubo config set streaks hidden")
    shell.run("tsubo export again.html")
    page = next(shell.folder.rglob("again.html")).read_text("utf-8")
    assert "3 nights rated, from 4 to 6 of 10." in page


async def test_today_asks_in_the_morning_if_wanted_and_insights_show_it(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    ask = "How was the night"
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert ask not in flat(app)
        app.config = app.config.set("ask_night", "on")
        await pilot.press("2", "1")
        await pilot.pause()
        assert ask in flat(app)
        await pilot.press("n", "6", "enter")
        await pilot.pause()
        assert ratings(journal) == {"2026-11-22": 6}
        assert ask not in flat(app)
        assert not app.days(Kind.POINTS).summaries
        await pilot.press("u", "enter")
        await pilot.pause()
        assert ask in flat(app)
        clock.seconds += 3 * 3600
        app.poll()
        await pilot.pause()
        assert ask not in flat(app)
        await pilot.press("n", "x", "enter")
        await pilot.pause()
        assert ratings(journal) == {"2026-11-22": 10}
        await pilot.press("6", *["right"] * 3, "v", "v")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Nights" in flat(app)
        assert "10 10.0" in " ".join(flat(app).split())
