"""What was done last time can be kept by Enter alone: its cautions are in sight before that."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import SUNDAY, mat_of, session_of
from screen_text import painted
from textual.pilot import Pilot
from textual.widgets import Static

from tracker.app import TrackerApp
from tracker.core.facts.sessions import Layer, Position
from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import Answer, Flag, FlagAnswer
from tracker.journal.journal import Journal
from tracker.practice import cautions

SIZES = ((32, 18), (40, 20), (45, 12), (50, 22), (72, 24), (80, 24), (120, 40))


def answer(journal: Journal, said: Answer) -> None:
    journal.record(
        *(FlagAnswer(id=ulid(SUNDAY), made=SUNDAY, flag=flag, answer=said) for flag in Flag)
    )


async def opened(app: TrackerApp, pilot: Pilot[None], key: str) -> str:
    """Open the dialog; the caution that it shows."""
    await pilot.press(key)
    await pilot.pause()
    return str(app.screen.query_one("#caution", Static).content)


@pytest.mark.slow
async def test_the_most_serious_caution_and_the_count_are_in_sight_at_every_size(
    app: TrackerApp, journal: Journal
) -> None:
    mat = replace(mat_of(), position=Position.BELLY, layer=Layer.BARE)
    points = session_of(point="SP6")
    answer(journal, Answer.YES)
    journal.record(mat, points)
    async with app.run_test(size=SIZES[0]) as pilot:
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            for key, record in (("m", mat), ("a", points)):
                every = cautions.of_record(app, record).lines()
                said = await opened(app, pilot, key)
                asked = every[0].severity
                assert asked is not None
                assert asked.words_for(several=False) in said.lower(), (size, key)
                assert said.endswith(f"^o all {len(every)}"), (size, key)
                assert said in painted(app), (size, key)
                await pilot.press("ctrl+o")
                await pilot.pause()
                await pilot.press("escape", "escape")
                await pilot.pause()
        for key, record in (("m", mat), ("a", points)):
            await opened(app, pilot, key)
            await pilot.click("#caution", offset=(3, 0))
            await pilot.pause()
            text = str(app.screen.query_one("#reading Static", Static).content)
            assert [line for line in text.split("\n") if line] == [
                each.text for each in cautions.of_record(app, record).lines()
            ]
            await pilot.press("escape", "escape")
            await pilot.pause()


async def test_a_person_without_cautions_sees_none(app: TrackerApp, journal: Journal) -> None:
    answer(journal, Answer.NO)
    journal.record(mat_of(), session_of())
    async with app.run_test(size=(40, 20)) as pilot:
        for key in ("m", "a"):
            assert await opened(app, pilot, key) == ""
            assert not app.screen.query_one("#caution").display
            await pilot.press("escape")
