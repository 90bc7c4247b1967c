"""A point is described in the same sections, in the same words, by the app and by the command."""

from __future__ import annotations

from conftest import SUNDAY, session_of
from screen_text import flat
from transcript import Shell

from tracker.app import TrackerApp
from tracker.core.points.guard import Answer, Flag
from tracker.core.points.point_lines import facts, own_first, sections, title
from tracker.journal.journal import Journal
from tracker.library import Library
from tracker.practice.answers import answer_flags
from tracker.practice.cautions import of_point
from tracker.practice.hard_moments import IN_APP, IN_SHELL, aim_words
from tracker.practice.pressing import as_pressed
from tracker.ui.points.point_page import PointScreen
from tracker.ui.points.point_text import page

LIBRARY = Library()
CODES = ["PC6", "LI4", "GV20", "KI27", "Anmian"]


def shown_by_command(shell: Shell, code: str) -> list[str]:
    out, err, status = shell.run(f"tsubo point {code}")
    assert status == 0, err
    return [line.strip() for line in out.splitlines()]


def shown_by_app(app: TrackerApp, code: str) -> list[str]:
    point = app.library.point(code)
    text = page(as_pressed(app, point), app.library, of_point(app, point))
    shown = [f"{each.mark}{each.text}".strip() for each in text]
    return [line.replace(aim_words(IN_APP), aim_words(IN_SHELL)) for line in shown]


def test_the_page_and_the_command_say_the_same_of_a_point(
    app: TrackerApp, journal: Journal, shell: Shell
) -> None:
    journal.record(*answer_flags(app, {Flag.PREGNANT: Answer.YES, Flag.BLEEDING: Answer.YES}))
    for flag in ("pregnant", "bleeding"):
        shell.run(f"tsubo flags {flag} yes")
    for code in CODES:
        name, tag, blank, *described = shown_by_command(shell, code)
        point = app.library.point(code)
        assert (name, tag, blank) == (title(point), facts(point), "")
        assert described == shown_by_app(app, code), code


def test_cautions_for_the_person_come_first_and_sources_last(app: TrackerApp) -> None:
    app.journal.record(*answer_flags(app, {Flag.PREGNANT: Answer.YES}))
    point = app.library.point("LI4")
    cautions = of_point(app, point).lines()
    first, *_, last = sections(point, LIBRARY.sources, cautions)
    assert first.title == ""
    assert first.lines[0].text == cautions[0].text
    assert first.lines[0].care
    assert last.title == "Sources"


def test_no_section_of_any_point_is_empty() -> None:
    for point in LIBRARY.points():
        for name, lines in sections(point, LIBRARY.sources, general=LIBRARY.general_cautions):
            assert lines, (point.code, name)
            assert all(line.text for line in lines), (point.code, name)


def test_a_caution_that_every_point_has_is_the_last_of_them() -> None:
    general = LIBRARY.general_cautions
    for point in LIBRARY.points():
        care = own_first(point.cautions, general)
        assert sorted(care) == sorted(point.cautions)
        assert care[-1] == general[-1] or general[-1] not in care


async def test_the_page_of_a_point_has_the_persons_history_too(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(session_of(at=SUNDAY, point="PC6"))
    async with app.run_test(size=(140, 90)) as pilot:
        app.push_screen(PointScreen("PC6"))
        await pilot.pause()
        await pilot.pause()
        text = flat(app)
        for section in sections(LIBRARY.point("PC6"), LIBRARY.sources):
            assert section.title in text
        assert "You once in all, 2 min a side" in text
