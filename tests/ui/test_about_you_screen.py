from __future__ import annotations

import pytest
from conftest import HandClock
from screen_text import flat, painted
from textual.widgets import Static

from tracker.app import TrackerApp
from tracker.core.facts.ulid import ulid
from tracker.core.points.given_answers import answers_of
from tracker.core.points.guard import Answer, Flag, FlagAnswer, Override
from tracker.journal.journal import Journal
from tracker.library import Library
from tracker.ui.help.about import AboutScreen, about_text
from tracker.ui.help.about_you import FlagsScreen
from tracker.ui.points.tab import PointsScreen
from tracker.ui.screens.confirm import ConfirmScreen
from tracker.ui.session.live import LiveScreen
from tracker.ui.session.prepare_points import PrepareScreen


def answers(journal: Journal) -> dict[Flag, Answer]:
    return dict(answers_of(journal.facts(FlagAnswer)))


async def test_each_question_is_asked_in_full(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "G")
        await pilot.pause()
        for question in Library().guard.questions:
            assert question.short in painted(app)
            assert str(app.screen.query_one("#asked", Static).content) == question.text
            await pilot.press("down")
            await pilot.pause()


async def test_y_and_n_answer_and_what_is_left_out_stays_so(
    app: TrackerApp, journal: Journal
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "G")
        await pilot.pause()
        await pilot.press("n", "y", "down", "n", "enter")
        await pilot.pause()
        assert answers(journal) == {
            Flag.PREGNANT: Answer.NO,
            Flag.BLEEDING: Answer.YES,
            Flag.NUMBNESS: Answer.NO,
        }
        assert isinstance(app.screen, PointsScreen)
        assert "! LI4" not in painted(app)
        assert "Go lightly: Light pressure only" in flat(app, 23)
        await pilot.press("u", "enter")
        await pilot.pause()
        assert answers(journal) == {}
        assert "! LI4" in painted(app)


async def test_an_answer_is_changed_and_taken_back(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    made = clock.now()
    journal.record(FlagAnswer(id=ulid(made), made=made, flag=Flag.PREGNANT, answer=Answer.YES))
    clock.seconds = 60
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "G")
        await pilot.pause()
        await pilot.press("right", "enter")
        await pilot.pause()
        assert answers(journal) == {Flag.PREGNANT: Answer.NO}
        clock.seconds = 120
        await pilot.press("G")
        await pilot.pause()
        await pilot.press("backspace", "enter")
        await pilot.pause()
        assert answers(journal) == {Flag.PREGNANT: Answer.NONE}


async def test_leaving_loses_no_answer_silently(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "G")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, PointsScreen)
        await pilot.press("G")
        await pilot.pause()
        await pilot.press("y", "escape")
        await pilot.pause()
        assert isinstance(app.screen, ConfirmScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, FlagsScreen)
        await pilot.press("escape", "enter")
        await pilot.pause()
        assert isinstance(app.screen, PointsScreen)
        assert answers(journal) == {}


async def test_a_routine_holds_back_until_the_choice_is_recorded(
    app: TrackerApp, journal: Journal
) -> None:
    library = Library()
    async with app.run_test(size=(80, 24)) as pilot:
        app.begin(library.routine("li4"))
        await pilot.pause()
        assert isinstance(app.screen, PrepareScreen)
        assert "Every point is left out" in painted(app)
        await pilot.press("o")
        await pilot.pause()
        assert "Carr DJ" in painted(app)
        await pilot.press("enter")
        await pilot.pause()
        (choice,) = journal.facts(Override)
        assert (choice.subject, choice.flags, choice.why) == ("LI4", (Flag.PREGNANT,), "")
        assert "2 holds" in painted(app)
        await pilot.press("escape", "escape")
        app.begin(library.routine("li4"))
        await pilot.pause()
        assert "2 holds" in painted(app)


async def test_an_answer_brings_back_what_was_held_back(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    made = clock.now()
    journal.record(FlagAnswer(id=ulid(made), made=made, flag=Flag.PREGNANT, answer=Answer.NO))
    async with app.run_test(size=(80, 24)) as pilot:
        app.begin(Library().routine("li4"))
        await pilot.pause()
        assert "2 holds" in painted(app)
        assert "left out" not in painted(app)


async def test_a_mat_that_an_answer_speaks_against_is_asked_about_once(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    made = clock.now()
    journal.record(FlagAnswer(id=ulid(made), made=made, flag=Flag.HEART, answer=Answer.YES))
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_start_mat()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "Lie down all the same?" in painted(app)
        assert "Blood pressure was higher on the mat" in flat(app)
        await pilot.press("escape")
        await pilot.pause()
        assert journal.facts(Override) == []
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"asked my doctor", "enter")
        await pilot.pause()
        (choice,) = journal.facts(Override)
        assert (choice.subject, choice.why) == ("mat", "asked my doctor")
        assert isinstance(app.screen, LiveScreen)


async def test_about_says_what_this_is_not_and_names_every_source(app: TrackerApp) -> None:
    library = Library()
    said = "\n".join(f"{each.mark}{each.text}" for each in about_text(library))
    assert library.about.standing in said
    for line in library.about.evidence:
        assert line.text in said
    for source in library.sources.values():
        assert source in said
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "A")
        await pilot.pause()
        assert isinstance(app.screen, AboutScreen)
        assert "General information, not medical advice." in flat(app)
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        assert "General information, not medical advice." not in flat(app)
        await pilot.press("q")
        assert isinstance(app.screen, PointsScreen)


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (120, 40)])
async def test_the_questions_stand_at_any_size(app: TrackerApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.press("2", "G")
        await pilot.pause()
        await pilot.press("y", "n", "up", "down", "escape")
        await pilot.pause()
        assert isinstance(app.screen, ConfirmScreen)
