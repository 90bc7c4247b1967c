from __future__ import annotations

import pytest
from conftest import HandClock
from painted_terminal import PaintedTerminal
from resting import at_rest
from screen_text import flat, painted
from textual.widgets import Input

from tracker.app import TrackerApp
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import Side
from tracker.core.facts.ulid import ulid
from tracker.journal.journal import Journal
from tracker.library import Library
from tracker.library.sharing import routine_to_toml, shared_from_toml
from tracker.ui.points.routine_editor import RoutineEditScreen
from tracker.ui.points.routines import RoutinesScreen
from tracker.ui.screens.confirm import ConfirmScreen
from tracker.ui.session.prepare_points import PrepareScreen
from tracker.ui.widgets.flow import Flow
from tracker.ui.widgets.rows import Rows


def mine(clock: HandClock, *steps: RoutineStep, name: str = "Mine") -> Routine:
    made = clock.now()
    given = steps or (RoutineStep("HT7", Side.LEFT, 60), RoutineStep("PC6", Side.RIGHT, 90))
    return Routine(id=ulid(made), name=name, steps=given, made=made)


def steps(journal: Journal) -> list[tuple[str, Side, float]]:
    (routine,) = journal.facts(Routine)
    return [(step.point, step.side, step.seconds) for step in routine.steps]


async def test_each_built_in_routine_shows_its_points_time_and_sources(app: TrackerApp) -> None:
    library = Library()
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press("2", "R")
        await pilot.pause()
        assert isinstance(app.screen, RoutinesScreen)
        for routine in library.routines():
            read = "".join(flat(app, 52).split())
            assert "".join(routine.name.split()) in read
            assert "".join(routine.source.split()) in read
            assert "inall" in read
            for code in routine.points:
                assert code in read
            for source in routine.sources:
                assert "".join(library.sources[source].split()) in read
            await pilot.press("down")
            await at_rest(pilot)


async def test_what_an_answer_holds_back_is_marked_with_the_reason(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2", "R", *["down"] * 7)
        await at_rest(pilot)
        read = flat(app, 52)
        assert "LI4 is left out: Whether you may be pregnant is not answered." in read


async def test_enter_begins_the_routine(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "R", "enter")
        await pilot.pause()
        assert isinstance(app.screen, PrepareScreen)
        assert "Three calm minutes" in painted(app)


async def test_a_routine_is_put_together_by_typing(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "R", "n")
        await pilot.pause()
        shown = painted(app)
        assert "A name, then its points" in shown
        assert "found" not in shown  # nothing was wrong yet
        assert "esc back" in shown
        await pilot.press(*"Slow evening", "enter")
        await pilot.press(*"PC6 left 90s", "enter", *"HT7", "enter")
        await pilot.pause()
        assert "3 holds, 3 min 45 s in all" in painted(app)
        await pilot.press("enter")
        await pilot.pause()
        assert steps(journal) == [
            ("PC6", Side.LEFT, 90),
            ("HT7", Side.LEFT, 60),
            ("HT7", Side.RIGHT, 60),
        ]
        assert "Slow evening" in painted(app)
        await pilot.press("u", "enter")
        await pilot.pause()
        assert journal.facts(Routine) == []
        assert "Slow evening" not in painted(app)


async def test_steps_are_moved_lengthened_turned_and_taken_out(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    journal.record(mine(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "R", "end", "e")
        await pilot.pause()
        await pilot.press("J", "plus", "plus", "minus", "o")
        await pilot.press("enter")
        await pilot.pause()
        assert steps(journal) == [("PC6", Side.RIGHT, 90), ("HT7", Side.RIGHT, 75)]
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("D", "enter")
        await pilot.pause()
        assert steps(journal) == [("HT7", Side.RIGHT, 75)]
        await pilot.press("u", "enter", "u", "enter")
        assert steps(journal) == [("HT7", Side.LEFT, 60), ("PC6", Side.RIGHT, 90)]


@pytest.mark.painted
async def test_a_step_taken_out_leaves_no_row_behind(
    app: TrackerApp, journal: Journal, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.record(mine(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        terminal = PaintedTerminal(app, monkeypatch)
        await pilot.press("2", "R", "end", "e")
        await pilot.pause()
        for left in (["PC6"], []):
            await pilot.press("D")
            await pilot.pause()
            rows = [row.split() for row in terminal.screen.display]
            assert [
                row[1] for row in rows if row[:1] in (["1"], ["2"]) and "hold," not in row
            ] == left


async def test_the_focus_goes_past_an_empty_list_to_where_letters_are_taken(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    journal.record(mine(clock, RoutineStep("HT7", Side.LEFT, 60)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "R", "end", "e", "D")
        await pilot.pause()
        await pilot.press(*"pc6")
        assert app.screen.query_one("#add", Input).value == "pc6"
        app.screen.query_one("#notes").focus()
        await pilot.press("tab")
        assert app.focused is app.screen.query_one("#add")


async def test_a_time_stays_within_what_the_point_allows(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    journal.record(mine(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "R", "end", "e")
        await pilot.pause()
        await pilot.press(*["minus"] * 9, "enter")
        await pilot.pause()
        assert steps(journal)[0] == ("HT7", Side.LEFT, Library().point("HT7").hold.min)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("Calm", "HT7", "name: there is a routine"),
        ("", "HT7", "name: nothing is given; 1 to 80"),
        ("[b]", "HT7", "leave out [ ]"),
        ("Mine", "", "Please add at least one step"),
        ("Mine", "HT7 10m", "10 min is too long; 30 s to 3 min"),
        ("Mine", "GV20 left", "is not a side of GV20"),
        ("Mine", "HT99", "I do not know “HT99”; codes look like PC6"),
    ],
)
async def test_what_is_no_routine_is_refused_where_it_stands(
    app: TrackerApp, journal: Journal, name: str, typed: str, said: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "R", "n")
        await pilot.pause()
        await pilot.press(*name)
        app.screen.query_one("#add", Input).focus()
        await pilot.press(*typed)
        if typed:
            await pilot.press("enter")
            await pilot.pause()
        if not app.screen.query_one("#add", Input).value:
            await pilot.press("enter")
            await pilot.pause()
        assert said in flat(app)
        assert isinstance(app.screen, RoutineEditScreen)
        assert journal.facts(Routine) == []


async def test_what_was_typed_is_not_lost_by_escape(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "R", "n")
        await pilot.pause()
        await pilot.press("M", "escape")
        await pilot.pause()
        assert isinstance(app.screen, ConfirmScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one("#name", Input).value == "M"


async def test_a_built_in_routine_is_copied_then_changed(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "R", "e", "D")
        await pilot.pause()
        assert isinstance(app.screen, RoutinesScreen)
        await pilot.press("c")
        await pilot.pause()
        (copy,) = journal.facts(Routine)
        assert copy.name == "Three calm minutes, mine"
        assert copy.steps == Library().routine("calm").steps
        rows = app.screen.query_one("#list", Rows)
        assert isinstance(rows.current, Routine)
        assert rows.current.id == copy.id
        await pilot.press("c")
        await pilot.pause()
        names = {each.name for each in journal.facts(Routine)}
        assert names == {"Three calm minutes, mine", "Three calm minutes, mine 2"}


async def test_removing_asks_and_undo_brings_it_back(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    routine = mine(clock)
    journal.record(routine)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "R", "end", "D")
        await pilot.pause()
        await pilot.press("escape")
        assert journal.facts(Routine) == [routine]
        await pilot.press("D")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert journal.facts(Routine) == []
        await pilot.press("u", "enter")
        assert journal.facts(Routine) == [routine]


async def test_the_text_of_a_routine_is_taken_in_again(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    routine = mine(clock)
    journal.record(routine)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "R", "end", "v")
        await pilot.pause()
        assert "[[routine]]" in painted(app)
        assert 'name = "Mine"' in painted(app)
    found = shared_from_toml(
        routine_to_toml(routine),
        "shared.toml",
        Library(),
        made=clock.now(),
        new_id=lambda: routine.id,
    )
    assert (found.new, found.problems) == ((routine,), ())


async def test_a_point_that_is_gone_is_named_and_the_screen_stands(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    journal.record(mine(clock, RoutineStep("gone1", Side.LEFT, 60)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "R", "end")
        await at_rest(pilot)
        assert "gone1" in painted(app)
        assert "no point has this code now" in flat(app, 38)
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("plus", "o", "enter")
        await pilot.pause()
    (routine,) = journal.facts(Routine)
    assert routine.steps == (RoutineStep("gone1", Side.LEFT, 75),)


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (120, 40)])
async def test_the_screens_stand_at_any_size(app: TrackerApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.press("2", "R", "c", "e")
        await pilot.pause()
        assert isinstance(app.screen, RoutineEditScreen)
        await pilot.press("plus", "enter")
        await pilot.pause()
        assert app.screen.query_one(Flow)
        await pilot.press("escape")
