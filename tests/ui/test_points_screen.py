from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import SUNDAY, HandClock, session_of
from resting import at_rest
from screen_text import drawn_rows, flat, painted
from textual.pilot import Pilot
from textual.widgets import Input

from tracker.app import TrackerApp
from tracker.core.facts.points import Laterality, Point, StandardPoint
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import Favourite, Session, Side
from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import Answer, Flag, FlagAnswer, Override
from tracker.journal.journal import Journal
from tracker.library import Library
from tracker.library.sharing import own_point
from tracker.ui.points.point_page import PointScreen
from tracker.ui.points.tab import PointsScreen
from tracker.ui.session.live import LiveScreen
from tracker.ui.session.prepare_points import PrepareScreen
from tracker.ui.widgets.figure import Figure
from tracker.ui.widgets.flow import Flow
from tracker.ui.widgets.rows import Rows

ARTICLE = ("GV20", "HT7", "LU9", "KI27", "PC6", "LI4")
LIST = 23
"""Columns of the list in a terminal of 80."""


def codes(app: TrackerApp) -> list[str]:
    return [found.code for found in app.screen.query_one("#list", Rows).items]


async def go_to(pilot: Pilot[None], app: TrackerApp, code: str) -> None:
    rows = app.screen.query_one("#list", Rows)
    rows.cursor = codes(app).index(code)
    await at_rest(pilot)


async def search(pilot: Pilot[None], text: str) -> None:
    await pilot.press("slash", *text.replace(" ", "·").replace("·", " "))
    await pilot.press("enter")
    await pilot.pause()


def answered(clock: HandClock, flag: Flag, answer: Answer) -> FlagAnswer:
    return FlagAnswer(id=ulid(clock.now()), made=clock.now(), flag=flag, answer=answer)


@pytest.mark.parametrize("code", ARTICLE)
async def test_each_point_of_the_article_is_shown_at_80_columns(
    app: TrackerApp, journal: Journal, clock: HandClock, code: str
) -> None:
    journal.record(answered(clock, Flag.PREGNANT, Answer.NO))
    point = Library().point(code)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await go_to(pilot, app, code)
        read = flat(app, LIST)
        assert f"{code} {point.pinyin} {point.hanzi} {point.english}" in read
        sides = "midline" if point.laterality is Laterality.MIDLINE else "both sides"
        assert f"{sides} · {point.region} · " in read
        assert words_in_order(point.place, read)
        assert words_in_order(" ".join(point.find_steps[-1].split()), read)
        assert f"{str(point.press.words).capitalize()}, " in read
        assert words_in_order(point.traditional_use, read)
        own = [text for text in point.cautions if text.startswith("Not over broken") is False]
        assert words_in_order(" ".join(own[0].split()[:8]), read) or any(
            words_in_order(" ".join(text.split()[:8]), read) for text in own
        )
        figure = app.screen.query_one(Figure)
        assert (figure.point, figure.region.width) == (code, 28)
        assert "●" in "".join(drawn_rows(figure))


def words_in_order(words: str, read: str) -> bool:
    """Whether the words follow one another, apart from a row of a picture between them."""
    pattern = r"\W+(?:\S{0,12}\s+){0,4}?".join(re.escape(word) for word in words.split())
    return re.search(pattern, read) is not None


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, len(Library().points()), 5))
async def test_everything_known_of_a_point_is_on_its_page(app: TrackerApp, first: int) -> None:
    library = Library()
    async with app.run_test(size=(110, 40)) as pilot:
        await pilot.press("2")
        for point in library.points()[first : first + 5]:
            await go_to(pilot, app, point.code)
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, PointScreen)
            read = await whole(pilot, app)
            article = point.article
            for text in (
                *(point.location, point.check, point.press.how, point.hold.basis),
                *(point.traditional_use, point.trial_use, *point.find_steps, *point.cautions),
                *(library.sources[name] for name in point.sources),
                *((article.location, article.use, article.verdict) if article else ()),
                point.pregnancy.text,
            ):
                assert "".join(text.split()) in read, text
            assert app.screen.query_one(Figure).point == point.code
            await pilot.press("escape")


async def whole(pilot: Pilot[None], app: TrackerApp) -> str:
    """All of a text that scrolls, without blanks."""
    flow = app.screen.query_one("#said", Flow)
    rows: list[str] = []
    while True:
        rows[int(flow.scroll_y) :] = drawn_rows(flow)
        if flow.scroll_y >= flow.max_scroll_y:
            return "".join("".join(rows).split())
        await pilot.press("pagedown")
        await pilot.pause()


async def test_a_caution_that_applies_comes_first(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    journal.record(answered(clock, Flag.PREGNANT, Answer.YES))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await go_to(pilot, app, "LI4")
        read = flat(app, LIST)
        assert read.index("Leave it alone") < read.index("In the muscle between")
        assert "! LI4" in painted(app)
        await pilot.press("enter")
        await pilot.pause()
        page = await whole(pilot, app)
        assert page.startswith("Leaveitalone")
        assert "forbiddenpointsrevisited" in page.split("Alsoknown")[0].split("Findit")[0]


async def test_the_other_side_and_a_nearer_picture(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "down")
        figure = app.screen.query_one(Figure)
        await at_rest(pilot)
        assert figure.side == Side.LEFT
        await pilot.press("right")
        assert (figure.point, figure.side) == ("HT7", Side.RIGHT)
        assert "Right hand" in painted(app)
        await pilot.press("z")
        assert not figure.near
        await pilot.press("z", "left", "enter")
        await pilot.pause()
        large = app.screen.query_one(Figure)
        assert (large.point, large.side, large.near) == ("HT7", Side.LEFT, True)
        await pilot.press("l", "z")
        assert (large.side, large.near) == (Side.RIGHT, False)


async def test_a_point_of_the_361_is_a_plain_card(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await search(pilot, "ST24")
        read = flat(app, LIST)
        assert "Stomach, point 24" in read
        assert "Huáròumén (Huaroumen), 滑肉門, simplified 滑肉门" in read
        assert "no place, no use" in read
        assert app.screen.query_one(Figure).point == ""
        assert "press" not in painted(app).split("\n")[-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("P6", "PC6"),
        ("REN17", "CV17"),
        ("sj5", "TE5"),
        ("neiguan", "PC6"),
        ("內關", "PC6"),
        ("can't sleep", "Anmian"),
        ("racing haert", "PC6"),
        ("back of the hand", "LI4"),
        ("tianshu", "ST25"),
    ],
)
async def test_the_search_finds_at_every_key(app: TrackerApp, typed: str, first: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        assert len(codes(app)) == 41
        await search(pilot, typed)
        assert codes(app)[0] == first
        assert f"{first} " in flat(app, LIST)


async def test_letters_only_write_while_the_search_has_the_focus(
    app: TrackerApp, journal: Journal
) -> None:
    before = journal.revision
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "slash", *"fsxzqunD12")
        assert isinstance(app.screen, PointsScreen)
        assert app.screen.query_one("#search", Input).value == "fsxzqunD12"
        assert journal.revision == before
        await pilot.press("escape")
        assert app.screen.query_one("#search", Input).value == "fsxzqunD12"
        await pilot.press("escape")
        assert len(codes(app)) == 41


async def test_the_list_moves_while_one_types_and_the_point_follows(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "slash", *"wrist")
        assert app.screen.query_one("#search").has_focus
        await pilot.press("down")
        assert app.screen.query_one("#list", Rows).cursor == 1
        await pilot.press("enter")
        await pilot.pause()
        assert f"{codes(app)[1]} " in flat(app, LIST)
        assert app.screen.query_one("#list").has_focus


@pytest.mark.parametrize(
    ("typed", "said"),
    [("kill myself", "please talk to someone now."), ("chest pain", "Emergency 112. Chest pain")],
)
async def test_what_needs_more_than_a_point_is_said_first(
    app: TrackerApp, typed: str, said: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await search(pilot, typed)
        first = " ".join(painted(app).split("\n")[2:6])
        assert said in " ".join(first.split())
        await pilot.press("escape")
        await pilot.pause()
        assert said not in flat(app)


async def test_filters_narrow_and_are_said_in_words(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    journal.record(
        answered(clock, Flag.PREGNANT, Answer.YES),
        Favourite(id=ulid(clock.now()), made=clock.now(), point="HT7"),
    )
    library = Library()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("2", "r", "r", "r")
        assert "r arm and hand" in painted(app)
        old = {"HT7", "LU9", "PC6", "PC7", "LI4", "TE5"}
        assert set(codes(app)) == old | {"LU7", "LI11", "SI3", "PC8", "TE6"}
        await pilot.press("t")
        assert "t in small trials" in painted(app)
        assert set(codes(app)) == {"HT7", "LI4", "PC6", "LI11"}
        await pilot.press("o")
        assert set(codes(app)) == {"HT7", "PC6"}
        await pilot.press("escape", "F")
        assert codes(app) == ["HT7"]
        assert "* HT7" in painted(app)
        await pilot.press("F", "o")
        safe = library.guard.safe(library.points(), {Flag.PREGNANT: Answer.YES})
        assert set(codes(app)) == safe
        assert "SP6" not in safe
        await pilot.press("escape", "c")
        assert "c Lung" in painted(app)
        assert len(codes(app)) == 11
        await pilot.press("escape")
        assert len(codes(app)) == 41


async def test_a_favourite_is_kept_and_taken_back(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "down", "f")
        await pilot.pause()
        assert [each.point for each in journal.facts(Favourite)] == ["HT7"]
        assert "* HT7" in painted(app)
        await pilot.press("f")
        assert journal.facts(Favourite) == []
        await pilot.press("u", "enter")
        assert [each.point for each in journal.facts(Favourite)] == ["HT7"]


async def test_s_leads_into_pressing_this_point(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "down", "s")
        await pilot.pause()
        assert isinstance(app.screen, PrepareScreen)
        assert "HT7" in painted(app)


async def test_what_is_held_back_is_used_on_purpose_and_for_the_record(
    app: TrackerApp, journal: Journal
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await go_to(pilot, app, "LI4")
        await pilot.press("s")
        await pilot.pause()
        assert "Use LI4 anyway?" in painted(app)
        await pilot.press("escape")
        assert journal.facts(Override) == []
        await pilot.press("s")
        await pilot.pause()
        await pilot.press(*"midwife agrees", "enter")
        await pilot.pause()
        (choice,) = journal.facts(Override)
        assert (choice.subject, choice.flags) == ("LI4", (Flag.PREGNANT,))
        assert choice.why == "midwife agrees"
        assert isinstance(app.screen, PrepareScreen)
        await pilot.press("escape", "escape", "s")
        await pilot.pause()
        assert isinstance(app.screen, PrepareScreen)


async def test_a_point_goes_into_a_new_routine_and_into_a_known_one(
    app: TrackerApp, journal: Journal
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "down", "x", "enter")
        await pilot.pause()
        await pilot.press(*"Mine", "enter")
        await pilot.pause()
        (routine,) = journal.facts(Routine)
        assert routine.name == "Mine"
        assert [(step.point, step.side) for step in routine.steps] == [
            ("HT7", Side.LEFT),
            ("HT7", Side.RIGHT),
        ]
        await pilot.press("home", "x", "enter")
        await pilot.pause()
        (routine,) = journal.facts(Routine)
        assert routine.points == ("HT7", "GV20")
        await pilot.press("u", "enter")
        assert journal.facts(Routine)[0].points == ("HT7",)


async def test_a_standard_point_becomes_ones_own(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await search(pilot, "ST24")
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "Where: please say where it is" in painted(app)
        assert journal.facts(Point) == []
        await pilot.press(*"two thumbs beside the navel", "enter")
        await pilot.pause()
        (point,) = journal.facts(Point)
        assert (point.code, point.location) == ("ST24", "two thumbs beside the navel")
        assert point.laterality is Laterality.BOTH
        assert "your own point" in flat(app, LIST)
        assert "two thumbs beside the navel" in flat(app, LIST)
        assert "Leave it alone" not in flat(app, LIST)
        await pilot.press("u", "enter")
        await pilot.pause()
        assert "known by name only" in flat(app, LIST)


async def test_ones_own_point_is_changed_and_removed(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "n")
        await pilot.pause()
        await pilot.press(*"neck1", "tab", *"Sore spot", "tab", "tab", "tab", "tab")
        await pilot.press(*"left of the spine", "enter")
        await pilot.pause()
        (point,) = journal.facts(Point)
        assert (point.code, point.english, point.location) == (
            *("neck1", "Sore spot"),
            "left of the spine",
        )
        favourite = Favourite(id=ulid(clock.now()), made=clock.now(), point="neck1")
        assert app.change(journal.record, favourite)
        await pilot.pause()
        await go_to(pilot, app, "neck1")
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("end", "2", "enter")
        await pilot.pause()
        (point,) = journal.facts(Point)
        assert (point.code, point.aliases) == ("neck12", ("neck1",))
        assert [each.point for each in journal.facts(Favourite)] == ["neck12"]
        await go_to(pilot, app, "neck12")
        await pilot.press("D")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert journal.facts(Point) == []
        await pilot.press("u", "enter")
        assert journal.facts(Point) == [point]


async def test_removing_a_point_names_the_routines_that_hold_it(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    now = clock.now()
    raw = {"code": "NECK1", "english": "Sore spot", "location": "left of the spine"}
    journal.record(own_point(raw, app.library, key=ulid(now), made=now))
    steps = (RoutineStep("NECK1", Side.LEFT, 60), RoutineStep("PC6", Side.LEFT, 60))
    for name in ("Before bed", "On the train"):
        journal.record(Routine(id=name[0] * 26, name=name, steps=steps, made=now))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await go_to(pilot, app, "NECK1")
        await pilot.press("D")
        await pilot.pause()
        assert "2 routines of yours hold it: Before bed, On the train." in flat(app)
        await pilot.press("enter", "R", "end")
        await at_rest(pilot)
        assert "NECK1 left, 1 min; no point has this code now" in flat(app, 38)
        await pilot.press("u", "enter")
        await pilot.pause()
        assert "no point has this code" not in flat(app)
        await pilot.press("ctrl+r", "e", "J", "enter")
        await pilot.pause()
        assert journal.facts(Routine)[-1].steps == steps[::-1]
        await pilot.press("s")
        await pilot.pause()
        assert "NECK1: no point has this code now" in flat(app)
        await pilot.press("space")
        await pilot.pause()
        assert isinstance(app.screen, LiveScreen)


async def test_a_code_of_the_library_is_refused(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "n")
        await pilot.pause()
        await pilot.press(*"p6", "tab", *"mine", "tab", "tab", "tab", "tab", *"here", "enter")
        await pilot.pause()
        assert "code: PC6 is taken" in painted(app)
        assert journal.facts(Point) == []


async def test_the_librarys_points_are_not_changed(app: TrackerApp, journal: Journal) -> None:
    before = journal.revision
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "e", "D")
        await pilot.pause()
        assert isinstance(app.screen, PointsScreen)
        assert journal.revision == before


def rated(days_ago: int, before: int, after: int) -> Session:
    return replace(session_of(days_ago=days_ago, seconds=60), mood_before=before, mood_after=after)


async def test_the_own_history_says_times_seconds_last_and_mood(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(*(rated(days, 4, 6) for days in range(1, 6)), session_of(days_ago=400))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await go_to(pilot, app, "PC6")
        read = flat(app, 46)
        assert "5 times in the last 365 days, 1 min a side, last Sat 21 Nov 2026" in read
        assert "mood after against before +2.0 on average (n = 5)" in read
        await pilot.press("enter")
        await pilot.pause(0.05)
        page = await whole(pilot, app)
        assert "6timesinall,1min10saside,lastSat21Nov2026" in page
        await pilot.press("escape")
        await go_to(pilot, app, "GV20")
        assert "not pressed in the last 365 days" in flat(app, 46)


async def test_four_ratings_say_nothing_of_mood(app: TrackerApp, journal: Journal) -> None:
    journal.record(*(rated(days, 4, 6) for days in range(4)))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await go_to(pilot, app, "PC6")
        assert "4 times in the last 365 days" in flat(app, 46)
        assert "mood after against before" not in flat(app, 46)


async def test_what_was_typed_stays_text(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    evil = replace(
        Library().point("PC6"),
        id=ulid(clock.now()),
        code="evil",
        aliases=(),
        english="(bold)",
        location="[bold]here[/] [/]",
        notes="[link=x]\u241b[31m",
        made=clock.now(),
    )
    journal.record(evil)
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press("2", "end")
        await at_rest(pilot)
        assert "[bold]here[/] [/]" in flat(app, 46)
        assert "[link=x]␛[31m" in flat(app, 46)
        await pilot.press("enter", "escape", "slash", *"[/]", "enter")
        await pilot.pause()


async def test_a_wider_screen_says_more(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        assert not words_in_order("counts as 12 cun", flat(app, LIST))
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        await pilot.pause()
        assert words_in_order("counts as 12 cun", flat(app, 48))


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (60, 24), (80, 10), (200, 60)])
async def test_the_screen_stands_at_any_size(app: TrackerApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.press("2", "down", "z", "slash", *"li", "enter", "enter", "down", "escape")
        await pilot.pause()
        assert isinstance(app.screen, PointsScreen)
        assert isinstance(app.screen.meant, Point | StandardPoint)


async def test_another_process_adds_a_point(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "down", "down")
        made = SUNDAY - timedelta(days=1)
        own = replace(Library().point("PC6"), id=ulid(made), code="mine", aliases=(), made=made)
        assert app.change(journal.record, own)
        await pilot.pause()
        assert codes(app)[-1] == "mine"
        assert app.screen.query_one("#list", Rows).cursor == 2
