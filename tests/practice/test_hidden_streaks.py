"""With `streaks = hidden` no face shows a number that can fall; what was done is still there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final

import pytest
from conftest import HandClock, mat_of, session_of
from every_screen import screen_classes
from screen_text import painted
from scripted_lines import ScriptedLines
from session_steps import let_pass
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input
from transcript import Shell, every_command

from tracker.app import TrackerApp
from tracker.cli import run
from tracker.cli.context import Clocks, CommandContext
from tracker.core.facts.checks import Instrument
from tracker.core.facts.sessions import Kind
from tracker.journal.journal import Journal
from tracker.practice import goals
from tracker.practice.answers import take_check
from tracker.practice.cautions import of_point
from tracker.practice.summary import summary
from tracker.ui.calendar.day import DayScreen
from tracker.ui.help.welcome import BeginScreen, WelcomeScreen
from tracker.ui.insights.check_dialogs import CheckResult
from tracker.ui.palette.things import NamedThings
from tracker.ui.points.caution_override import OverrideScreen
from tracker.ui.points.point_page import PointScreen
from tracker.ui.records.edit import EditMat, EditSession
from tracker.ui.records.log_mat import LogMatScreen
from tracker.ui.records.log_points import LogPointsScreen
from tracker.ui.records.record_page import RecordScreen
from tracker.ui.screens.kinds import TabScreen
from tracker.ui.screens.lazy import PAGES, lazy_screen
from tracker.ui.session.summary import SummaryScreen
from tracker.ui.widgets.tab_line import TABS

RUN: Final = 173
"""Days in a row, ending today; a number found nowhere else."""
FALLS: Final = re.compile(
    rf"\b{RUN}\b|\b{RUN - 1}\b|in a row|longest|strength|steadiness|\bof 1 today|this month"
    r"|(?<=\S )this week|this week +\S|no streak|streak \d|as before|on the day counts"
)
"""Numbers that can fall, and words beside one; only ``this week`` is a heading too, on Today."""
COMMANDS: Final[dict[str, tuple[str, ...]]] = {
    "start": ("start PC6 --plain", "start mat 20m --plain"),
    "log": (),
    "log points": ("log points PC6 --mood 4:6",),
    "log mat": ("log mat 20m back",),
    "log night": ("log night 6",),
    "status": ("status", "status --format '{points}|{points_times}|{points_streak}|{mat_streak}'"),
    "streak": ("streak", "streak --why", "streak --kind mat --why"),
    "due": ("due", "due --kind mat", "due --within 24h"),
    "calendar": ("calendar", "calendar --text", "calendar --kind both", "calendar --rolling"),
    "history": ("history", "history --kind mat"),
    "show": ("show ID",),
    "edit": ("edit ID --note x --dry-run", "edit ID --note y"),
    "remove": ("remove ID --yes",),
    "undo": ("undo", "redo", "undo"),
    "goal": ("goal", "goal list", "goal points once a day --dry-run", "goal points twice a day"),
    "rest": ("rest", "rest list", "rest yesterday"),
    "check": ("config set checks on", "check"),
    "check phq2": ("check phq2 --answers 0,0",),
    "check gad2": ("check gad2 --answers 0,0",),
    "check remove": ("check remove 1",),
    "mat-plan": ("mat-plan", "mat-plan begin", "mat-plan"),
    "remind": (),
    "remind add": ("remind add daily 21:00",),
    "remind list": ("remind list",),
    "remind remove": ("remind remove 1",),
    "remind install": ("remind install --print",),
    "point": ("point PC6",),
    "read": ("read", "read technique", "read mat-plan"),
    "export": ("export", "export out.ics", "export out.zip", "export all.json"),
    "import": ("import all.json --dry-run",),
    "restore": ("restore", "restore today --dry-run"),
    "devices forget": ("devices forget nothing",),
    "config set": ("config set bell off",),
    "config unset": ("config unset bell",),
    "completion": ("completion bash",),
}
"""Lines of each command; a command that is not here is run by its name alone."""
TELLS_OF_ITSELF: Final = frozenset({"completion", "config", "keys", "schema"})
"""Commands that list settings, keys and fields by name; they read no records."""
IN_THE_APP: Final = (
    ("1", "w"),
    ("1", "question_mark"),
    ("1", "exclamation_mark", "e"),
    ("1", "R", "slash", *"daily 21", "enter", "D"),
    ("1", "n", "6", "enter"),
    ("1", "comma", *["pagedown"] * 8),
    ("1", "s", "slash", *"pc6"),
    ("1", "a", *"pc6", "enter"),
    ("1", "u", "ctrl+r"),
    ("1", "m", *"20m", "enter"),
    ("2", "enter", "escape", "x"),
    ("2", "n"),
    ("2", "G"),
    ("2", "A"),
    ("2", "R", "v"),
    ("2", "R", "n"),
    ("2", "R", "i"),
    ("3", "enter", "e"),
    ("3", "D"),
    ("3", "g"),
    ("3", "o", "o", "e"),
    ("4", "w"),
    ("4", "p"),
    ("4", "s"),
    ("4", "i", *"20m"),
    ("4", "D"),
    ("5", "w"),
    ("5", "x"),
    ("5", "g", *"1 may"),
    ("5", "R", "slash", *"today"),
    ("5", "G", "slash", *"twice a day"),
    ("5", "G", "D"),
    ("5", "enter", "w"),
    ("5", "enter", "D"),
    ("5", "enter", "r"),
    ("5", "o", "v", "y", "o", "v", "y"),
    *(("6", *["right"] * at, "v", "o", "y", "x") for at in range(8)),
    ("ctrl+p", *"streak"),
    ("ctrl+p", *"why"),
)
"""Keys from a tab to what is read; the screen is read after each of them."""
LIVE: Final = (
    *("1", "s", "slash", *"pc6", "tab", "2", "0", "enter", "4", "6"),
    *("space", "question_mark", "escape", "b", "v", "plus", "z", "escape", "escape"),
    *("full_stop", "enter"),
)
"""Keys from a tab through a session of one hold to the questions after it."""
ON_THE_MAT: Final = ("4", "s", "enter", "space", "escape", "l")
"""Keys from a tab to the mat, where it is left for later."""


def plant(journal: Journal, now: Any) -> None:
    """A run of that many days of both kinds, and single days before it, which totals hold too."""
    journal.begin(now.date())
    before = range(RUN + 10, RUN + 40, 2)
    journal.record(
        *(
            record
            for ago in (*range(RUN), *before)
            for record in (session_of(days_ago=ago, seconds=421), mat_of(days_ago=ago, minutes=11))
        ),
        label="log",
    )


@pytest.fixture(params=["shown", "hidden"])
def person(request: pytest.FixtureRequest, shell: Shell) -> str:
    context = CommandContext(shell.folder / "home", Clocks(wall=shell.now.timestamp))
    plant(context.journal, context.now())
    shell.run("tsubo goal points once a day from 2026-01-01")
    shell.run("tsubo goal mat once a day from 2026-01-01")
    shell.run(f"tsubo config set streaks {request.param}")
    return str(request.param)


def test_no_command_says_a_number_that_can_fall(
    shell: Shell, clock: HandClock, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "tracker.cli.line_input.LineInput"
    monkeypatch.setattr(lines, lambda _: ScriptedLines(clock, [(0, "q")]))
    context = CommandContext(shell.folder / "home", Clocks(wall=shell.now.timestamp))
    record = next(iter(context.journal.newest(Kind.POINTS)))
    commands = every_command()
    assert set(COMMANDS) <= set(commands)
    said = {}
    for name in sorted(commands):
        for line in COMMANDS.get(name, (name,)):
            out, err, _ = shell.run("tsubo " + line.replace("ID", record.id))
            values = re.sub(r'"\w+": ', "", out)  # the keys of an answer stay
            said[line] = [*FALLS.findall(values), *FALLS.findall(err)]
            if name in TELLS_OF_ITSELF:
                del said[line]
    if person == "hidden":
        assert {command: found for command, found in said.items() if found} == {}
    else:
        assert sum(map(bool, said.values())) > 6  # the same values are found while shown


def test_no_plain_session_says_a_number_that_can_fall(
    shell: Shell,
    clock: HandClock,
    person: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    clocks = Clocks(lambda: clock.now().timestamp(), clock.monotonic)
    for what in ("PC6 left --hold 60s", "mat 20m"):
        lines = ScriptedLines(clock, [(clock.seconds + 90, ""), (clock.seconds + 100, "q")])
        monkeypatch.setattr("tracker.cli.line_input.LineInput", lambda _, lines=lines: lines)
        with suppress(SystemExit):
            run(["--home", str(shell.folder / "home"), "start", *what.split(), "--plain"], clocks)
        said = "".join(capsys.readouterr())
        assert "Kept. " in said
        assert bool(FALLS.search(said)) == (person == "shown")


def test_the_report_says_none_and_what_was_done_is_there(shell: Shell, person: str) -> None:
    shell.run("tsubo export out.html")
    found = next(shell.folder.rglob("out.html")).read_text("utf-8")
    assert bool(FALLS.search(found)) == (person == "shown")
    assert "PC6" in found


def test_no_answer_in_json_carries_a_number_that_can_fall(shell: Shell, person: str) -> None:
    reading = [
        name
        for name, command in every_command().items()
        if any("--json" in each.opts for each in command.params)
    ]
    assert {"status", "streak", "due", "calendar", "history"} <= set(reading)
    said = {}
    for command in reading:
        words = {"point": "PC6", "check phq2": "--answers 0,0 --dry-run"}.get(command, "")
        out, err, _ = shell.run(f"tsubo {command} {words} --json")
        values = re.sub(r'"\w+": ', "", out)
        said[command] = [*FALLS.findall(values), *FALLS.findall(err)]
        said[command] += re.findall(r'"state": ?"\w+"', out)
    found = {command for command, words in said.items() if words}
    assert found == set() if person == "hidden" else {"streak", "status", "calendar"} <= found


def opened(app: TrackerApp, journal: Journal) -> Iterator[Screen[Any]]:
    """Every screen that is opened by name, and those that are opened on something."""
    routine, record = app.library.first_routine, next(iter(journal.newest(Kind.POINTS)))
    lain = next(iter(journal.newest(Kind.MAT)))
    given: dict[str, tuple[object, ...]] = {
        "prepare points": (routine,),
        "take check": (Instrument.PHQ2,),
    }
    for page in set(PAGES) - set(TABS):
        yield lazy_screen(page, *given.get(page, ()))()
    for ago in (0, 1, RUN, RUN + 11, 400):
        yield DayScreen(app.today - timedelta(days=ago))
    yield from (RecordScreen(record), RecordScreen(lain), PointScreen("PC6"))
    yield from (EditSession(record), EditMat(lain), SummaryScreen(summary(app, record)))
    yield from (LogMatScreen("20m"), LogPointsScreen("PC6"))
    yield from (SummaryScreen(summary(app, lain)), WelcomeScreen(), BeginScreen())
    yield OverrideScreen("Use LI4 anyway?", of_point(app, app.library.point("LI4")))
    yield CheckResult(take_check(app, Instrument.PHQ2, (0, 1)))


async def test_no_tab_says_a_number_that_can_fall(app: TrackerApp, journal: Journal) -> None:
    plant(journal, app.now())
    app.config = app.config.set("streaks", "hidden")
    async with app.run_test(size=(120, 50)) as pilot:
        for tab in "123456":
            await pilot.press(tab)
            await pilot.pause()
            assert FALLS.findall(painted(app)) == [], tab


class Walk:
    """Presses keys, and reads what each screen says and what is notified."""

    def __init__(self, app: TrackerApp, pilot: Pilot[None]) -> None:
        self.said: dict[str, list[str]] = {}
        self.seen: set[type[Screen[Any]]] = set()
        self._app, self._pilot = app, pilot

    async def read(self, name: str) -> None:
        """Read the screen on top."""
        await self._pilot.pause()
        await self._app.workers.wait_for_complete()
        await self._pilot.pause()
        self.seen.add(type(self._app.screen))
        notified = " ".join(each.message for each in self._app._notifications)  # noqa: SLF001
        words = FALLS.findall(f"{painted(self._app)} {notified}")
        self.said.setdefault(name, []).extend(words)

    async def press(self, keys: Sequence[str]) -> None:
        """Press these keys, and read after each."""
        for at, key in enumerate(keys, 1):
            await self._pilot.press(key)
            await self.read(" ".join(keys[:at]))

    async def leave(self) -> None:
        """Close every screen above the tab."""
        while not isinstance(self._app.screen, TabScreen):
            self._app.pop_screen()
            await self._pilot.pause()
        if isinstance(self._app.screen.focused, Input):
            await self._pilot.press("escape")


@pytest.mark.slow
@pytest.mark.parametrize("streaks", ["shown", "hidden"])
async def test_no_screen_says_a_number_that_can_fall(
    app: TrackerApp, journal: Journal, clock: HandClock, streaks: str
) -> None:
    plant(journal, app.now())
    since = app.today - timedelta(days=300)
    for kind in Kind:
        asked = goals.goal(app, kind, "once a day", since=since)
        journal.change(goals.set_goal(app, asked), label="goal")
    app.config = app.config.set("streaks", streaks).set("checks", "on").set("ask_night", "on")
    journal.record(take_check(app, Instrument.PHQ2, (0, 1)))
    async with app.run_test(size=(120, 50)) as pilot:
        walk = Walk(app, pilot)
        for keys in IN_THE_APP:
            await walk.press(keys)
            await walk.leave()
        await walk.press(LIVE)
        await let_pass(pilot, clock, 3)
        await walk.press(("5", "tab", *"done", "enter", "enter"))
        await walk.leave()
        await walk.press(ON_THE_MAT)
        await walk.press(("1", "s", "down", "down", "enter"))
        await walk.leave()
        for screen in opened(app, journal):
            await app.push_screen(screen)
            await walk.read(f"{type(screen).__name__} {screen.id}")
            app.pop_screen()
    found = {name: words for name, words in walk.said.items() if words}
    assert found == {} if streaks == "hidden" else len(found) > 8
    assert screen_classes() - walk.seen == set()


def test_the_setting_is_found(shell: Shell) -> None:
    out, _, _ = shell.run("tsubo config")
    assert "streaks" in out
    assert "shown" in out


async def test_the_setting_is_found_in_the_keys_and_by_name(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert "numbers that can fall: shown" in painted(app)
        await pilot.press("escape")
        await pilot.pause()
        hits = [hit async for hit in NamedThings(app.screen).search("numbers that can fall")]
        named = [hit for hit in hits if hit.text == "setting: Numbers that can fall"]
        assert len(named) == 1
        named[0].command()
        await pilot.pause()
        assert app.screen.focused is not None
        assert app.screen.focused.id == "streaks"
