"""The weekly checks in the app: nowhere while they are off, quiet and whole when wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import SUNDAY, HandClock, session_of
from given_checks import VERDICTS, check_of
from screen_text import drawn_rows, painted
from textual.pilot import Pilot
from textual.widgets import Static

from tracker.app import TrackerApp
from tracker.core.days.streaks import streaks
from tracker.core.facts.checks import Check, Instrument
from tracker.core.facts.sessions import Kind
from tracker.journal.journal import Journal
from tracker.ui.help.help_now import HelpNowScreen
from tracker.ui.help.keys import KeysHelpScreen
from tracker.ui.help.number_lines import NumberLines
from tracker.ui.insights.check_answers import Answers
from tracker.ui.insights.check_dialogs import CheckResult, CheckScreen, ChecksScreen
from tracker.ui.insights.section import Section
from tracker.ui.insights.tab import InsightsScreen
from tracker.ui.screens.confirm import ConfirmScreen
from tracker.ui.screens.text_page import ReadingScreen
from tracker.ui.today.check_line import CheckLine
from tracker.ui.today.tab import TodayScreen
from tracker.ui.widgets.rows import Rows
from tracker.ui.widgets.section_line import SectionLine


@pytest.fixture
def wanted(app: TrackerApp) -> TrackerApp:
    """The app with checks switched on."""
    app.config = app.config.set("checks", "on")
    return app


def texts(app: TrackerApp) -> str:
    shown = [str(each.content) for each in app.screen.query(Static) if each.display]
    pages = [row for each in app.screen.query(NumberLines) for row in drawn_rows(each)]
    return " ".join(" ".join((*shown, *pages)).split())


def named(app: TrackerApp) -> list[str]:
    return [command.title for command in app.get_system_commands(app.screen)]


def line(app: TrackerApp) -> str:
    """Today's line about due checks; empty while it is hidden."""
    said = app.screen_stack[0].query_one(CheckLine)
    return str(said.content) if said.display else ""


def counted(app: TrackerApp) -> list[object]:
    """Totals of the days of both kinds."""
    return [
        (streaks(days), days.state(days.today), days.totals(days.today, days.today))
        for days in map(app.days, Kind)
    ]


async def opened(pilot: Pilot[None], instrument: Instrument = Instrument.PHQ2) -> None:
    """Called by its name, as from the palette."""
    app = pilot.app
    assert isinstance(app, TrackerApp)
    await pilot.pause()
    title = f"weekly check: {instrument.label}"
    (command,) = (each for each in app.get_system_commands(app.screen) if each.title == title)
    command.callback()
    await pilot.pause()
    assert isinstance(app.screen, CheckScreen)


async def looked_at(pilot: Pilot[None], *keys: str) -> Section:
    """The section of the insights that is open after these keys."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    assert isinstance(pilot.app.screen, InsightsScreen)
    (seen,) = (each for each in pilot.app.screen.query(Section) if each.display)
    return seen


async def test_off_there_is_no_trace_even_of_those_that_were_taken(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(check_of(days_ago=30))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert line(app) == ""
        assert not [name for name in named(app) if "check" in name]
        assert "check" not in texts(app).casefold()
        await looked_at(pilot, "6")
        assert "Checks" not in str(app.screen.query_one(SectionLine).render())
        names = [(await looked_at(pilot, "right")).NAME for _ in range(6)]
        assert names == ["Hours", "Before and after", "Over time", "Points", "Mat", "Weeks"]


async def test_switched_off_while_it_is_looked_at_the_section_goes(
    wanted: TrackerApp, journal: Journal
) -> None:
    journal.record(check_of())
    async with wanted.run_test(size=(80, 24)) as pilot:
        assert (await looked_at(pilot, "6", "left")).NAME == "Checks"
        wanted.config = wanted.config.set("checks", "off")
        wanted.poll()
        await pilot.pause()
        await wanted.workers.wait_for_complete()
        await pilot.pause()
        (seen,) = (each for each in wanted.screen.query(Section) if each.display)
        assert seen.NAME == "Mat"
        assert "Checks" not in str(wanted.screen.query_one(SectionLine).render())


async def test_two_digits_and_enter_take_a_check(wanted: TrackerApp, journal: Journal) -> None:
    async with wanted.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "Over the last 2 weeks" in texts(wanted)
        await pilot.press("1", "2", "enter")
        await pilot.pause()
        (check,) = journal.facts(Check)
        assert (check.instrument, check.answers, check.wording) == (Instrument.PHQ2, (1, 2), 1)
        assert (check.taken, check.zone, check.day) == (SUNDAY, "Europe/Berlin", SUNDAY.date())
        assert isinstance(wanted.screen, CheckResult)
        await pilot.press("enter")
        assert isinstance(wanted.screen, TodayScreen)


async def test_the_arrows_answer_too(wanted: TrackerApp, journal: Journal) -> None:
    async with wanted.run_test(size=(80, 24)) as pilot:
        await opened(pilot, Instrument.GAD2)
        await pilot.press("down", "down", "down", "up", "enter", "j", "j", "j", "j", "j", "enter")
        await pilot.pause()
        assert [check.answers for check in journal.facts(Check)] == [(1, 3)]


async def test_an_answer_that_is_missing_keeps_nothing_and_leads_there(
    wanted: TrackerApp, journal: Journal
) -> None:
    async with wanted.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        assert "Both ask for an answer" in texts(wanted)
        await pilot.press("tab", "3", "9", "enter")
        assert journal.facts(Check) == []
        first, second = wanted.screen.query(Answers)
        assert (first.has_focus, first.value, second.value) == (True, None, 3)
        await pilot.press("0", "backspace", "enter")
        assert (first.value, second.value) == (0, None)
        assert journal.facts(Check) == []


async def test_a_click_answers(wanted: TrackerApp) -> None:
    async with wanted.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        first = wanted.screen.query(Answers).first()
        await pilot.click(first, offset=(8, 3))
        assert first.value == 2
        await pilot.click(first, offset=(8, 0))
        assert first.value == 2


async def test_leaving_keeps_nothing_and_asks_where_something_was_answered(
    wanted: TrackerApp, journal: Journal
) -> None:
    async with wanted.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("escape")
        assert isinstance(wanted.screen, TodayScreen)
        await opened(pilot)
        await pilot.press("3", "escape")
        assert isinstance(wanted.screen, ConfirmScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(wanted.screen, TodayScreen)
        assert journal.facts(Check) == []


async def test_no_digit_of_it_opens_a_tab_and_help_is_one_key_away(wanted: TrackerApp) -> None:
    async with wanted.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("4", "6", "exclamation_mark")
        await pilot.pause()
        assert isinstance(wanted.screen, HelpNowScreen)
        await pilot.press("escape", "3", "3", "enter")
        await pilot.pause()
        assert isinstance(wanted.screen, CheckResult)
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert isinstance(wanted.screen, HelpNowScreen)


@pytest.mark.parametrize(("digits", "further"), [(("0", "0"), False), (("1", "2"), True)])
async def test_a_result_says_what_it_cannot_see_and_from_3_on_to_talk_to_someone(
    wanted: TrackerApp, digits: tuple[str, str], further: bool
) -> None:
    async with wanted.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press(*digits, "enter")
        await pilot.pause()
        said = texts(wanted)
        assert f"PHQ-2: {sum(map(int, digits))} of 6" in said
        assert ("consider talking to a doctor or therapist" in said) == further
        assert "a low score is not an all-clear" in said
        assert "whom to call" in said
        assert "Kurt Kroenke" in said
        assert VERDICTS.findall(said) == []


async def test_undo_takes_a_check_back_and_redo_makes_it_again(
    wanted: TrackerApp, journal: Journal
) -> None:
    async with wanted.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("1", "1", "enter")
        await pilot.pause()
        await pilot.press("enter", "u", "enter")
        await pilot.pause()
        assert journal.facts(Check) == []
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert [check.score for check in journal.facts(Check)] == [2]


async def test_a_check_is_no_practice(wanted: TrackerApp, journal: Journal) -> None:
    journal.record(session_of())
    before = counted(wanted)
    async with wanted.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("3", "3", "enter", "enter")
        await pilot.pause()
        assert counted(wanted) == before
        assert "PC6" in painted(wanted)


async def test_on_a_small_terminal_every_answer_can_be_seen(
    wanted: TrackerApp, journal: Journal
) -> None:
    async with wanted.run_test(size=(40, 16)) as pilot:
        await opened(pilot)
        await pilot.press("1")
        await pilot.pause()
        second = wanted.screen.query(Answers).last()
        assert second.has_focus
        assert wanted.screen.region.contains_region(second.region)
        await pilot.press("3", "enter")
        await pilot.pause()
        assert len(journal.facts(Check)) == 1
        sheet = wanted.screen.query_one("#said")
        assert sheet.max_scroll_y > 0
        await pilot.press("end")
        await pilot.pause()
        assert sheet.scroll_y == sheet.max_scroll_y


async def test_the_keys_of_each_of_its_screens_are_told(
    wanted: TrackerApp, journal: Journal
) -> None:
    journal.record(check_of())
    async with wanted.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        for screen in (None, CheckResult(check_of()), ChecksScreen()):
            if screen is not None:
                await wanted.push_screen(screen)
            await pilot.press("question_mark")
            await pilot.pause()
            assert isinstance(wanted.screen, KeysHelpScreen)
            await pilot.press("escape")


async def test_today_says_what_is_due_and_is_silent_for_a_week_after(
    wanted: TrackerApp, clock: HandClock
) -> None:
    async with wanted.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert line(wanted).startswith("A weekly check is due, if you like: PHQ-2, GAD-2")
        await opened(pilot, Instrument.GAD2)
        await pilot.press("0", "1", "enter", "enter")
        await pilot.pause()
        assert line(wanted) == ""
        clock.seconds = 6 * 86400
        wanted.poll()
        await pilot.pause()
        assert line(wanted) == ""
        clock.seconds = 7 * 86400
        wanted.poll()
        await pilot.pause()
        assert line(wanted).startswith("A weekly check is due, if you like: GAD-2 ")


async def test_the_line_takes_no_key_from_today(wanted: TrackerApp) -> None:
    async with wanted.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert line(wanted)
        await pilot.press("enter")
        await pilot.pause()
        assert type(wanted.screen).__name__ == "PrepareScreen"


async def test_earlier_checks_are_read_again_removed_and_brought_back(
    wanted: TrackerApp, journal: Journal
) -> None:
    old, new = check_of(answers=(3, 3), days_ago=7), check_of(Instrument.GAD2, (0, 1))
    journal.record(old, new)
    async with wanted.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await wanted.push_screen(ChecksScreen())
        await pilot.pause()
        assert list(wanted.screen.query_one("#checks", Rows).items) == [new, old]
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(wanted.screen, CheckResult)
        assert "PHQ-2: 6 of 6" in texts(wanted)
        await pilot.press("escape", "D", "escape")
        assert len(journal.facts(Check)) == 2
        await pilot.press("D", "enter")
        await pilot.pause()
        assert journal.facts(Check) == [new]
        await pilot.press("D", "enter")
        await pilot.pause()
        assert journal.facts(Check) == []
        await pilot.press("D", "enter", "escape", "u", "enter", "u", "enter")
        await pilot.pause()
        assert sorted(check.score for check in journal.facts(Check)) == [1, 6]


async def test_insights_list_them_with_no_trend_and_no_drawing(
    wanted: TrackerApp, journal: Journal
) -> None:
    scores = [(0, 0), (3, 3), (1, 1), (2, 2), (3, 2), (1, 0)]
    journal.record(*(check_of(answers=each, days_ago=7 * ago) for ago, each in enumerate(scores)))
    async with wanted.run_test(size=(80, 24)) as pilot:
        seen = await looked_at(pilot, "6", "left")
        assert seen.NAME == "Checks"
        rows = seen.query_one("#taken", Rows)
        assert [row[2] for row in rows.items] == [f"{sum(each)} of 6" for each in scores]
        assert "Sun 22 Nov 2026" in drawn_rows(rows)[0]
        assert "not an all-clear" in str(seen.query_one(".note", Static).content)
        assert VERDICTS.findall(texts(wanted)) == []
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(wanted.screen, ReadingScreen)
        assert "Sun 15 Nov 2026: PHQ-2, 6 of 6." in texts(wanted)
        assert VERDICTS.findall(texts(wanted)) == []


async def test_insights_show_the_checks_of_the_period_and_all_of_them_when_asked(
    wanted: TrackerApp, journal: Journal
) -> None:
    journal.record(*(check_of(days_ago=ago) for ago in (0, 100, 500)))
    async with wanted.run_test(size=(80, 24)) as pilot:
        seen = await looked_at(pilot, "6", "left")
        counts = {len(seen.query_one("#taken", Rows).items)}
        for _ in range(2):
            await looked_at(pilot, "y")
            counts.add(len(seen.query_one("#taken", Rows).items))
        assert counts == {1, 2, 3}


async def test_a_check_of_newer_words_is_shown_by_its_score(
    wanted: TrackerApp, journal: Journal
) -> None:
    newer = replace(check_of(), wording=7, taken=SUNDAY - timedelta(hours=1))
    journal.record(newer)
    async with wanted.run_test(size=(80, 24)) as pilot:
        seen = await looked_at(pilot, "6", "left")
        assert [row[2] for row in seen.query_one("#taken", Rows).items] == ["3 of 6"]
        assert journal.facts(Check) == [newer]
