from __future__ import annotations

from datetime import date

from conftest import HandClock, session_of
from textual.pilot import Pilot
from textual.widgets import Static

from tracker.app import TrackerApp
from tracker.core.facts.sessions import Goal, Kind, Per, Rest, RestReason
from tracker.journal.journal import Journal


def text(app: TrackerApp) -> str:
    return " ".join(str(each.content) for each in app.screen.query(Static))


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_a_goal_is_written_in_one_line_with_what_it_does(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    journal.record(*(session_of(days_ago=ago) for ago in range(3)))
    clock.seconds = 1  # it replaces the first goal, which is from the same day on
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        await press(pilot, "G")
        await press(pilot, *"twice a day")
        assert "3 days in a row → none" in text(app)
        await press(pilot, "enter")
        assert [(goal.times, goal.per, goal.since) for goal in journal.facts(Goal)] == [
            (2, Per.DAY, date(2026, 11, 22)),
        ]


async def test_a_goal_for_the_mat_is_set_and_removed(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        await press(pilot, "G")
        await press(pilot, "tab", "o")
        await press(pilot, "i", *"3 a week", "enter")
        assert {goal.kind for goal in journal.facts(Goal)} == {Kind.POINTS, Kind.MAT}
        await press(pilot, "tab", "D")
        await press(pilot, "enter")
        assert [goal.kind for goal in journal.facts(Goal)] == [Kind.POINTS]


async def test_a_rest_in_the_past_bridges_a_streak_and_says_so(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(session_of(), session_of(days_ago=4))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        await press(pilot, "R")
        await press(pilot, *"2026-11-19 to yesterday ill")
        assert "1 day in a row → 2" in text(app)
        await press(pilot, "enter")
        rests = journal.facts(Rest)
        assert [(rest.start.day, rest.end.day, rest.why) for rest in rests] == [
            (19, 21, RestReason.ILL)
        ]


async def test_a_line_that_is_none_is_said_and_stays(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        await press(pilot, "R")
        await press(pilot, *"someday", "enter")
        assert "someday" in text(app)
        assert app.screen.query_one("#line").value == "someday"  # type: ignore[attr-defined]
        assert journal.facts(Rest) == []
