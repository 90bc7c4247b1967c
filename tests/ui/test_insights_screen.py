from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import SUNDAY, HandClock, mat_of, session_of
from screen_text import drawn_rows
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Static

from tracker.app import TrackerApp
from tracker.core.facts.sessions import Favourite, Hold, Layer, Practice, Side
from tracker.core.facts.ulid import ulid
from tracker.journal.journal import Journal
from tracker.ui.insights.hour_grid import HourGrid
from tracker.ui.insights.plot_rows import Axis, PlotRow, PlotRows, Stroke
from tracker.ui.insights.rating_chart import RatingChart
from tracker.ui.insights.section import Section
from tracker.ui.insights.tab import InsightsScreen
from tracker.ui.insights.week_bars import WeekBars
from tracker.ui.screens.text_page import ReadingScreen
from tracker.ui.widgets.rows import Column
from tracker.ui.widgets.section_line import SectionLine


def some_weeks() -> list[Practice]:
    """A session with ratings every other day of forty, every fifth day the mat."""
    found: list[Practice] = []
    for ago in range(0, 40, 2):
        point = "PC6" if ago % 4 else "HT7"
        session = session_of(days_ago=ago, point=point, seconds=60 + ago)
        routine = "calm" if ago % 4 else None
        found.append(replace(session, routine=routine, mood_before=4, mood_after=6))
    for ago in range(1, 40, 5):
        mat = mat_of(days_ago=ago)
        start = 3 + ago // 8
        found.append(
            replace(mat, layer=Layer.THIN, discomfort_start=start, discomfort_end=start - 2)
        )
    return found


async def drawn(pilot: Pilot[None], *keys: str) -> None:
    """Press these, and wait until what they ask for is drawn."""
    for key in (None, *keys):
        if key is not None:
            await pilot.press(key)
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def section(app: TrackerApp) -> Section:
    (seen,) = (each for each in app.screen.query(Section) if each.display)
    return seen


def said(app: TrackerApp, name: str) -> str:
    return str(section(app).query_one(name, Static).content)


def covers(app: TrackerApp) -> str:
    return said(app, ".head").partition("   ")[2].rpartition(", ")[2]


async def test_the_tab_opens_on_minutes_by_week(app: TrackerApp, journal: Journal) -> None:
    journal.record(*some_weeks())
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot, "6")
        assert isinstance(app.screen, InsightsScreen)
        assert section(app).NAME == "Weeks"
        assert said(app, ".head") == "Minutes a week   26 weeks"
        assert said(app, "#week-sum-points").startswith("Points   this week ")
        assert said(app, "#week-sum-mat").startswith("Mat      this week 40 min so far")
        bars = app.screen.query_one("#week-bars-mat", WeekBars)
        assert "█" in drawn_rows(bars)[0]
        assert "Oct" in drawn_rows(bars)[-1]
        await drawn(pilot, "v")
        assert said(app, ".head") == "Times a week   26 weeks"
        await drawn(pilot, "o")
        assert not app.screen.query_one("#week-bars-points").display
        assert bars.display


async def test_the_weeks_of_a_year_are_a_key_away(app: TrackerApp, journal: Journal) -> None:
    journal.record(*some_weeks())
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot, "6", "y")
        assert covers(app) == "52 weeks"
        await pilot.resize_terminal(50, 24)
        await drawn(pilot)
        assert covers(app) == "37 weeks"


async def test_the_sections_come_one_at_a_time(app: TrackerApp, journal: Journal) -> None:
    journal.record(*some_weeks())
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot, "6")
        names = []
        for key in ("right", "l", "tab", "right", "right", "left", "h", "shift+tab"):
            await drawn(pilot, key)
            names.append(section(app).NAME)
        assert names == [
            *("Hours", "Before and after", "Over time", "Points", "Mat", "Points"),
            *("Over time", "Before and after"),
        ]


async def test_a_click_opens_a_section(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot, "6")
        await pilot.click(SectionLine, offset=(9, 0))
        await drawn(pilot)
        assert section(app).NAME == "Hours"


async def test_the_hours_show_points_then_the_mat_then_both(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(*some_weeks())
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot, "6", "right")
        assert said(app, ".said") == "Most often in the morning: 20 of 20 sessions."
        lines = drawn_rows(app.screen.query_one(HourGrid))
        assert lines[0].split() == ["morning", "afternoon", "evening", "night"]
        assert lines[-1].split()[:3] == ["05", "08", "11"]
        assert [line.split()[0] for line in lines[1:-1]] == [
            "Mo",
            "Tu",
            "We",
            "Th",
            "Fr",
            "Sa",
            "Su",
        ]
        await drawn(pilot, "o")
        assert said(app, ".said") == "Most often in the morning: 8 of 8 sessions."
        await drawn(pilot, "o")
        both = said(app, ".said").splitlines()
        assert [line.partition(":")[0] for line in both] == ["Points", "Mat"]
        await drawn(pilot, "v")
        assert said(app, ".head").startswith("How long you practise")


async def test_mood_is_compared_and_no_cause_is_named(app: TrackerApp, journal: Journal) -> None:
    journal.record(*some_weeks())
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot, "6", "right", "right")
        assert said(app, ".said") == (
            "After a session you rated your mood about two steps higher, on average."
        )
        assert said(app, ".more") == "20 sessions; every answer moved by +2."
        assert "no cause" in said(app, ".note")
        rows = section(app).query_one(PlotRows)
        assert [row.cells for row in rows.rows] == [
            ("All sessions", "20"),
            ("Three calm minutes", "10"),
            ("Without a routine", "10"),
        ]
        head = drawn_rows(rows)[0]
        assert all(word in head for word in ("times", "lower", "same", "higher"))
        assert "─" not in "".join(drawn_rows(rows))
        await drawn(pilot, "o", "o")
        assert [row.cells[0] for row in rows.rows][1:] == ["HT7", "PC6"]


async def test_below_five_ratings_nothing_is_drawn(app: TrackerApp, journal: Journal) -> None:
    journal.record(*some_weeks())
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot, "6", "right", "right", "v")
        assert said(app, ".head").startswith("Tension before and after")
        assert said(app, ".said") == (
            "5 sessions with tension before and after are needed here; this period has none."
        )
        assert not app.screen.query_one("#before-and-after PlotRows").display


async def test_balance_names_what_was_left_alone(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    old = session_of(days_ago=60, point="LU9", seconds=600)
    journal.record(*some_weeks(), old)
    journal.record(Favourite(id=ulid(SUNDAY), made=clock.now(), point="GV20"))
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot, "6", *["right"] * 4)
        rows = section(app).query_one(PlotRows)
        assert [row.cells[0] for row in rows.rows] == ["PC6", "HT7", "LU9"]
        assert said(app, ".said").startswith("Left 100 %, right 0 %")
        assert said(app, ".note") == "o: by place on the body   x: with counts"
        assert section(app).lines[-1] == (
            "Last pressed before the four weeks to Sun 22 Nov 2026: LU9 (Wed 23 Sep 2026). "
            "Not pressed in this period: GV20."
        )
        await drawn(pilot, "o")
        assert rows.rows[0].cells[1] == "arm and hand"
        await drawn(pilot, "o")
        assert [row.cells[1] or row.cells[0] for row in rows.rows] == [
            *("Pericardium", "Heart", "Lung")
        ]
        assert "Not pressed in this period: Bladder" in section(app).lines[-1]
        await drawn(pilot, "v")
        assert [row.cells[2] for row in rows.rows] == ["10", "10", "1"]


async def test_the_longest_length_that_is_said_in_seconds_is_not_cut(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(session_of(point="PC6", seconds=599))
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot, "6", *["right"] * 4)
        assert any("9 min 59 s" in line for line in drawn_rows(section(app).query_one(PlotRows)))


async def test_a_point_nobody_knows_is_shown_as_text(app: TrackerApp, journal: Journal) -> None:
    hold = Hold(point="[/b]X\x1b", side=Side.LEFT, planned=60, held=60, done=True)
    journal.record(replace(session_of(), holds=(hold,)))
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot, "6", *["right"] * 4)
        assert "[/b]X␛" in drawn_rows(section(app).query_one(PlotRows))[0]
        await drawn(pilot, "x")
        assert isinstance(app.screen, ReadingScreen)


async def test_discomfort_is_shown_within_sessions_and_over_weeks(
    app: TrackerApp, journal: Journal
) -> None:
    later = [
        replace(mat_of(days_ago=ago), discomfort_start=3, discomfort_end=1) for ago in (2, 3, 4)
    ]
    journal.record(*some_weeks(), *later)
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot, "6", "left")
        assert section(app).NAME == "Mat"
        assert said(app, ".said") == (
            "By the end you rate it about two steps lower than at the start."
        )
        assert said(app, ".more") == "11 times. At the start: 5.8 at first, 3.2 lately."
        rows = section(app).query_one(PlotRows).rows
        assert [row.cells for row in rows] == [("today", "  9")]
        assert "no cause" in said(app, ".note")


async def test_the_period_can_be_shorter_longer_and_earlier(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(*some_weeks(), session_of(days_ago=800, point="LU9"))
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot, "6", *["right"] * 4)
        rows = section(app).query_one(PlotRows)
        assert (covers(app), len(rows.rows)) == ("last 52 weeks", 2)
        await drawn(pilot, "y")
        assert (covers(app), len(rows.rows)) == ("all records", 3)
        await drawn(pilot, "left_square_bracket")
        assert covers(app) == "all records"
        await drawn(pilot, "y", "left_square_bracket")
        assert covers(app) == "13 weeks to Sun 23 Aug 2026"
        assert said(app, ".said") == "No point was pressed in this period."
        await drawn(pilot, "greater_than_sign")
        assert covers(app) == "last 13 weeks"
        await drawn(pilot, "right_square_bracket")
        assert covers(app) == "last 13 weeks"
        await drawn(pilot, "pageup", "less_than_sign", "pagedown")
        assert covers(app) == "13 weeks to Sun 23 Aug 2026"
        await drawn(pilot, "left_square_bracket", "left_square_bracket", "t")
        assert covers(app) == "last 13 weeks"


async def test_no_earlier_period_than_the_records_have(app: TrackerApp, journal: Journal) -> None:
    journal.record(*some_weeks())
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot, "6", "left_square_bracket")
        assert covers(app) == "26 weeks"


async def test_every_drawing_reads_as_sentences(app: TrackerApp, journal: Journal) -> None:
    journal.record(*some_weeks())
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot, "6")
        for _ in range(6):
            lines = "\n".join(section(app).lines)
            assert len(lines) > 60
            await drawn(pilot, "x")
            assert isinstance(app.screen, ReadingScreen)
            assert lines.splitlines()[0] in str(
                app.screen.query("#reading Static").first(Static).content
            )
            await drawn(pilot, "escape", "right")


async def test_what_is_logged_meanwhile_is_counted(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot, "6")
        assert said(app, "#week-sum-points") == "Points   nothing in these weeks"
        assert said(app, ".note").endswith("s starts a session, m logs time on the mat.")
        await drawn(pilot, *["right"] * 4)
        app.change(journal.record, session_of())
        await drawn(pilot)
        assert len(section(app).query_one(PlotRows).rows) == 1


async def test_a_record_still_ahead_is_not_counted(app: TrackerApp, journal: Journal) -> None:
    ahead = session_of(at=SUNDAY + timedelta(hours=3))
    journal.record(*(session_of(days_ago=ago) for ago in range(5)), ahead)
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot, "6", "right")
        assert said(app, ".said") == "Most often in the morning: 5 of 5 sessions."


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (60, 20), (80, 24), (200, 60)])
async def test_every_section_stands_at_any_size(
    app: TrackerApp, journal: Journal, size: tuple[int, int]
) -> None:
    journal.record(*some_weeks())
    async with app.run_test(size=size) as pilot:
        await drawn(pilot, "6")
        for _ in range(6):
            for widget in section(app).query("WeekBars, HourGrid, PlotRows, RatingChart"):
                assert all(len(line) == widget.size.width for line in drawn_rows(widget))
            await drawn(pilot, "right")


class Plot(App[None]):
    """Rows alone on a screen."""

    def compose(self) -> list[PlotRows]:
        return [PlotRows()]


async def test_rows_draw_on_one_scale_and_count_what_does_not_fit() -> None:
    app = Plot()
    async with app.run_test(size=(40, 5)) as pilot:
        plot = app.query_one(PlotRows)
        plot.styles.height = 5
        rows = [PlotRow((f"row {at}",), (Stroke(0, at, "▄", "mark"),)) for at in range(1, 9)]
        ticks = ((0.0, "0"), (8.0, "8"))
        plot.show((Column(8),), ("name",), rows, Axis(0, 8, ticks))
        await pilot.pause()
        lines = drawn_rows(plot)
    assert lines[0].split() == ["name", "0", "8"]
    assert [line.count("▄") for line in lines[1:4]] == [5, 9, 12]
    assert lines[4].strip() == "… 5 more: x reads them all"


async def test_mood_over_time_is_drawn_from_the_fifth_answer_on(
    app: TrackerApp, journal: Journal
) -> None:
    few = [replace(session_of(days_ago=ago), mood_after=5) for ago in range(4)]
    journal.record(*few)
    async with app.run_test(size=(120, 40)) as pilot:
        await drawn(pilot, "6", *["right"] * 3)
        assert said(app, ".said") == "Shown from 5 answered sessions on; 4 so far."
        app.change(journal.record, replace(session_of(days_ago=9), mood_before=4, mood_after=8))
        await drawn(pilot)
        chart = section(app).query_one(RatingChart)
        lines = drawn_rows(chart)
        assert [line.count("●") for line in lines] == [0, 0, 0, 0, 1, *[0] * 4, 4, *[0] * 11]
        assert sum(line.count("○") for line in lines) == 1
        assert sum(line[5:].count("│") for line in lines) == 6
        assert lines[-1].split()[-1] == "today"
        assert said(app, ".note") == "These are your own answers, no more."
        assert "this week" in said(app, ".lines")
        assert "Week of Mon 9 Nov 2026: mood before 4.0, after 8.0; 1 answer." in section(app).lines
        earlier = SUNDAY - timedelta(hours=1)
        hard = [session_of(at=earlier, days_ago=ago) for ago in range(5)]
        app.change(journal.record, *(replace(each, mood_after=0) for each in hard))
        await drawn(pilot)
        assert "whom to talk to" in said(app, ".note")
        await drawn(pilot, "v")
        assert said(app, ".head").startswith("Tension, day by day")
        assert said(app, ".said").endswith("none so far.")
