"""Four weeks with a mat: a dated suggestion that is begun, stopped and undone in every face."""

from __future__ import annotations

import json
from datetime import timedelta

from conftest import HandClock, mat_of
from screen_text import flat
from transcript import Shell

from tracker.app import TrackerApp
from tracker.core.facts.goals_and_rests import Goal
from tracker.core.facts.mat_plan import MatPlan
from tracker.core.points.guard import Answer, Flag
from tracker.journal.journal import Journal
from tracker.practice.answers import answer_flags
from tracker.practice.own.mat_plan import OFFER, plan_line


def test_the_plan_is_begun_and_stopped_by_a_command_and_undone(shell: Shell) -> None:
    out, err, _ = shell.run("tsubo mat-plan")
    assert "Week 4   15 to 20 minutes" in out
    assert "begin" in err
    first = "5 minutes, thick shirt, mat on the bed, every other day."
    out, _, _ = shell.run("tsubo mat-plan begin")
    assert out == f"Week 1 of 4, to Sat 28 Nov 2026: {first}\n"
    shell.now += timedelta(days=23)
    answer = json.loads(shell.run("tsubo mat-plan --json")[0])
    assert (answer["since"], answer["week"]) == ("2026-11-22", 4)
    assert answer["words"].endswith("bare only if the skin has been clear all along.")
    assert shell.run("tsubo mat-plan stop")[2] == 0
    assert json.loads(shell.run("tsubo mat-plan --json")[0])["since"] is None
    shell.run("tsubo undo")
    assert json.loads(shell.run("tsubo mat-plan --json")[0])["week"] == 4
    shell.run("tsubo undo")
    assert shell.run("tsubo mat-plan stop")[2] == 1
    assert shell.run("tsubo goal")[0].count("mat") == 0


async def test_the_mat_tab_offers_it_and_says_the_week(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        assert OFFER in flat(app)
        await pilot.press("p")
        await pilot.pause()
        assert "Stop for that day at sharp pain" in flat(app)
        await pilot.press("b")
        await pilot.pause()
        assert "Week 1 of 4, to Sat 28 Nov 2026: 5 minutes, thick shirt" in flat(app)
        clock.seconds += 8 * 86400
        app.poll()
        await pilot.pause()
        assert "Week 2 of 4, to Sat 5 Dec 2026: 8 to 10 minutes, thin shirt" in flat(app)
        await pilot.press("p", "D")
        await pilot.pause()
        assert journal.facts(MatPlan) == []
        await pilot.press("u", "enter")
        await pilot.pause()
        assert "Week 2 of 4" in flat(app)
    assert {goal.kind for goal in journal.facts(Goal)} == {"points"}


def test_it_is_offered_to_nobody_who_knows_the_mat_or_must_ask_first(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    assert plan_line(app) == OFFER
    journal.record(*answer_flags(app, {Flag.HEART: Answer.YES}))
    assert plan_line(app) == ""
    clock.seconds += 1
    journal.record(*answer_flags(app, {Flag.HEART: Answer.NO}))
    assert plan_line(app) == OFFER
    journal.record(*(mat_of(days_ago=ago) for ago in range(28)))
    assert plan_line(app) == ""


def test_after_four_weeks_nothing_is_said_any_more(app: TrackerApp, clock: HandClock) -> None:
    from tracker.practice.own.mat_plan import begun

    app.journal.record(begun(app))
    clock.seconds += 28 * 86400
    assert plan_line(app) == ""
