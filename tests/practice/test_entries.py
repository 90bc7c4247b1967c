"""Practice logged after the fact, and points named to be pressed, the same in every face."""

from __future__ import annotations

import io
import re
import signal
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from conftest import BERLIN, SUNDAY, HandClock
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, Static
from transcript import Shell

from tracker.app import TrackerApp
from tracker.checkpoint import Checkpoint
from tracker.cli import run
from tracker.cli.context import Clocks, CommandContext
from tracker.cli.plain.session import PlainSession
from tracker.config.config import Config
from tracker.config.zone import Zone
from tracker.core.entry.new_records import EntryError
from tracker.core.facts.points import Point
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import Kind, Practice, Session, Side
from tracker.core.points.guard import Answer, Flag, FlagAnswer
from tracker.journal.journal import Journal
from tracker.library import Library
from tracker.library.sharing import own_point
from tracker.practice import entries
from tracker.store import Store
from tracker.ui.records.log import LogScreen
from tracker.ui.records.log_mat import LogMatScreen
from tracker.ui.records.log_points import LogPointsScreen
from tracker.ui.session.choices import Choice
from tracker.ui.session.choose import StartScreen
from tracker.ui.widgets.rows import Rows

SLOW = Routine(
    id="01M817QNM00000000000000002",
    name="The slow one, for late evenings",
    steps=(RoutineStep("GV20", Side.MIDLINE, 45), RoutineStep("PC6", Side.LEFT, 30)),
    made=SUNDAY,
)
EXTRA = own_point(
    {"code": "my-thumb", "english": "Thumb", "location": "The pad of the thumb."},
    Library(),
    key="01M817QNM00000000000000003",
    made=SUNDAY,
)
ANSWERS = tuple(
    FlagAnswer(id=f"01M817QNM0000000000000000{at}", made=SUNDAY, flag=flag, answer=answer)
    for at, flag, answer in (
        (4, Flag.PREGNANT, Answer.NO),
        (5, Flag.BLEEDING, Answer.YES),
    )
)
FACTS: tuple[Routine | Point | FlagAnswer, ...] = (SLOW, EXTRA, *ANSWERS)


@dataclass(frozen=True)
class Said:
    """The words shown for a line, and the record that was stored."""

    words: str
    """When it began, with what was assumed; or the refusal."""
    effect: str = ""
    cautions: str = ""
    record: Practice | None = None


@dataclass
class Faces:
    """One person's practice in three homes: the app's, the commands' and the plain session's."""

    folder: Path
    clock: HandClock
    settings: str = ""

    def __post_init__(self) -> None:
        for name in ("app", "home"):
            home = self.folder / name
            home.mkdir()
            (home / "config.toml").write_text(self.settings)
            self.journal(name).record(*FACTS)

    def journal(self, name: str) -> Journal:
        journal = Journal(Store(self.folder / name, self.clock.ms), self.clock.now)
        journal.begin(self.clock.now().date())
        return journal

    def app(self) -> TrackerApp:
        home = self.folder / "app"
        return TrackerApp(
            self.journal("app"),
            Library,
            Config.load(home / "config.toml"),
            Zone("Europe/Berlin", BERLIN, "a test"),
            Checkpoint(home),
            now=self.clock.now,
            monotonic=self.clock.monotonic,
        )

    def command(self, kind: Kind, line: str) -> Said:
        """Log the line with ``tsubo log``, then undo it."""
        shell = Shell(self.folder, now=self.clock.now())
        out, err, code = shell.run(f"tsubo log {kind} {line}")
        lines = [each.removeprefix("tsubo: ") for each in err.splitlines()]
        if code:
            return Said(lines[0])
        journal = self.journal("home")
        record = newest(journal, kind)
        label = journal.undo().label
        when = out.strip().removeprefix(f"{label}, ")
        return Said(when, lines[-1].removeprefix(f"{kind}: "), "\n".join(lines[:-1]), record)

    def plain(self, line: str) -> Routine | str:
        """The routine that ``tsubo start --plain`` would run, or its refusal."""
        started: list[Routine] = []

        def start(_: PlainSession, routine: Routine, __: object) -> int:
            started.append(routine)
            return 0

        err = io.StringIO()
        clocks = Clocks(wall=self.clock.now().timestamp, monotonic=self.clock.monotonic)
        home, interrupt = str(self.folder / "home"), signal.getsignal(signal.SIGINT)
        with (
            Path("/dev/null").open() as nothing,
            patch.object(PlainSession, "start_routine", start),
            patch("sys.stdin", nothing),
            patch("sys.stderr", err),
            suppress(SystemExit),
        ):
            run(["--home", home, "start", "--plain", *line.split()], clocks)
        signal.signal(signal.SIGINT, interrupt)
        refusal = err.getvalue().split("; see 'tsubo")[0].removeprefix("tsubo: ").strip()
        return started[0] if started else refusal


def newest(journal: Journal, kind: Kind) -> Practice:
    """The newest record of this kind, without its id, which is made by chance."""
    return replace(next(iter(journal.newest(kind))), id="0" * 26)


async def dialog(pilot: Pilot[None], screen: LogScreen, line: str) -> Said:
    """Log the line in the app's dialog, then undo it."""
    app = pilot.app
    assert isinstance(app, TrackerApp)
    await app.push_screen(screen)
    screen.query_one("#line", Input).value = line
    await pilot.pause()
    words, when = read(screen, "understood"), ""
    effect, cautions = read(screen, "effect"), read(screen, "caution")
    with suppress(EntryError):
        entry = screen.entry()
        when = entry.when
        assert entry.near in words
    await pilot.press("enter")
    await pilot.pause()
    if app.screen is screen:
        refusal = read(screen, "understood")
        await screen.dismiss(None)
        return Said(refusal)
    record = newest(app.journal, Kind.MAT if isinstance(screen, LogMatScreen) else Kind.POINTS)
    app.journal.undo()
    return Said(when, effect, cautions, record)


def read(screen: Screen[Any], id: str) -> str:
    """The text of a line of the screen."""
    return str(screen.query_one(f"#{id}", Static).visual)


@pytest.fixture(params=["", "hold_seconds = 90\n"], ids=["as usual", "a hold set"])
def faces(request: pytest.FixtureRequest, tmp_path: Path, clock: HandClock) -> Faces:
    return Faces(tmp_path, clock, request.param)


PRESSED = [
    ("calm", "HT7 left 40, HT7 right 40, PC6 left 40, PC6 right 40"),
    ("CALM 30s", "HT7 left 30, HT7 right 30, PC6 left 30, PC6 right 30"),
    ("Three calm minutes", "HT7 left 40, HT7 right 40, PC6 left 40, PC6 right 40"),
    ("the slow one, for late evenings", "GV20 midline 45, PC6 left 30"),
    ("The Slow One for Late Evenings 50s", "GV20 midline 50, PC6 left 50"),
    (SLOW.id, "GV20 midline 45, PC6 left 30"),
    ("PC6", "PC6 left usual 120, PC6 right usual 120"),
    ("p6 l, ht7 R", "PC6 left usual 120, HT7 right usual 60"),
    ("KI27 b", "KI27 both usual 60"),
    ("KI27 both 70s", "KI27 both 70"),
    ("HT7 on the left for 1m30s", "HT7 left 90"),
    ("MY-THUMB right", "my-thumb right usual 60"),
    ("LI4", "LI4 left 60, LI4 right 60"),
    ("LI4 PC6 45s", "LI4 left 45, LI4 right 45, PC6 left 45, PC6 right 45"),
]
"""Lines without a moment and the holds they mean; a usual hold is the point's unless one is set."""

PRESSED_REFUSED = [
    ("nonesuch", "“nonesuch” is not understood; write a routine (calm, evening,"),
    ("calmm", "“calmm” is not understood; did you mean calm?"),
    ("GV20 left", "“left” is not a side of GV20; choose midline"),
    ("calm PC6", "“calm”, “PC6”: too many; write one routine alone"),
    ("PC6 2h", "hold: 2 h is too long; 1 s to 1 h"),
    ("PC6 90", "“90” has no unit; write 90s or 90m"),
]

DONE = [
    ("calm yesterday 21:30", "Sat 21 Nov 2026, 21:30", 160),
    ("calm yesterday", "Sat 21 Nov 2026, 12:00 (no time given: 12:00 taken)", 160),
    ("PC6 l 50s 2h ago", "Sun 22 Nov 2026, 08:00", 50),
    ("calm", "Sun 22 Nov 2026, 09:57, ended just now", 160),
    ("evening yesterday evening 30s", "Sat 21 Nov 2026, 19:00 (evening: 19:00 taken)", 120),
    ("calm at 10:00", "Sun 22 Nov 2026, 09:57, ended just now", 160),
]

DONE_REFUSED = [
    ("calm tomorrow", "“tomorrow” is Mon 23 Nov 2026, 12:00, which is still to come"),
    ("calm 21:30 today", "“21:30 today” is Sun 22 Nov 2026, 21:30, which is still to come"),
    ("calm 3/4", "“3/4” may be 3 Apr or 4 Mar"),
    ("calm 31 feb", "“31 feb”: there is no 31 February"),
]

LAIN = [
    ("20m", "Sun 22 Nov 2026, 09:40, ended just now", 1200),
    ("20 back thin yesterday", "Sat 21 Nov 2026, 12:00 (no time given: 12:00 taken)", 1200),
    ("1h05 feet sitting socks yesterday 21:30", "Sat 21 Nov 2026, 21:30", 3900),
    ("belly bare 50m 2h ago", "Sun 22 Nov 2026, 08:00", 3000),
]

LAIN_REFUSED = [
    ("back", "the length is missing; write 20m"),
    ("20m chair", "“chair” is not understood; write a length (20m)"),
    ("20m thn", "“thn” is not understood; did you mean thin?"),
    ("7h", "7 h is too long; up to 6 h"),
    ("20m tomorrow", "which is still to come"),
    ("20m 3/4", "“3/4” may be 3 Apr or 4 Mar"),
]


def expected(holds: str, faces: Faces) -> str:
    """The holds of the table, with the usual ones as this person has them."""
    return re.sub(r"usual (\d+)", "90" if faces.settings else r"\1", holds)


def in_words(steps: Iterable[RoutineStep]) -> str:
    return ", ".join(f"{each.point} {each.side} {each.seconds:g}" for each in steps)


def held(record: Practice | None) -> str:
    assert isinstance(record, Session)
    assert all(each.done and each.planned == each.held for each in record.holds)
    return ", ".join(f"{each.point} {each.side} {each.held:g}" for each in record.holds)


@pytest.mark.slow
async def test_points_are_named_alike_wherever_they_are_typed(faces: Faces) -> None:
    app = faces.app()
    async with app.run_test(size=(120, 40)) as pilot:
        for line, table in PRESSED:
            holds = expected(table, faces)
            by_dialog = await dialog(pilot, LogPointsScreen(), line)
            by_command = faces.command(Kind.POINTS, line)
            assert by_dialog == by_command, line
            assert held(by_command.record) == holds, line
            assert in_words(offered(await chosen(pilot, line)).routine.steps) == holds, line
            routine = faces.plain(line)
            assert isinstance(routine, Routine), routine
            assert in_words(routine.steps) == holds, line


async def test_points_that_are_not_understood_are_refused_in_the_same_words(faces: Faces) -> None:
    app = faces.app()
    async with app.run_test(size=(120, 40)) as pilot:
        for line, refusal in PRESSED_REFUSED:
            by_dialog = await dialog(pilot, LogPointsScreen(), line)
            assert by_dialog == faces.command(Kind.POINTS, line)
            assert by_dialog.words.startswith(refusal)
            assert str(faces.plain(line)).startswith(refusal)
            offers = await chosen(pilot, line)
            assert not any(each.kind == "points" for each in offers), line


@pytest.mark.parametrize("faces", ["hold_seconds = 90\n"], indirect=True)
async def test_sessions_logged_by_the_dialog_and_by_the_command_are_the_same(faces: Faces) -> None:
    app = faces.app()
    async with app.run_test(size=(120, 40)) as pilot:
        for line, when, seconds in DONE:
            by_dialog = await dialog(pilot, LogPointsScreen(), line)
            assert by_dialog == faces.command(Kind.POINTS, line)
            assert by_dialog.words == when
            assert by_dialog.record is not None
            assert by_dialog.record.seconds == seconds
        for line, refusal in DONE_REFUSED:
            by_dialog = await dialog(pilot, LogPointsScreen(), line)
            assert by_dialog == faces.command(Kind.POINTS, line)
            assert refusal in by_dialog.words


@pytest.mark.parametrize("faces", [""], indirect=True)
async def test_mat_sessions_logged_by_dialog_and_command_are_the_same(faces: Faces) -> None:
    app = faces.app()
    async with app.run_test(size=(120, 40)) as pilot:
        for line, when, seconds in LAIN:
            by_command = faces.command(Kind.MAT, line)
            assert by_command.words == when
            assert by_command.record is not None
            assert by_command.record.seconds == seconds
            assert await dialog(pilot, LogMatScreen(), line) == by_command
        for line, refusal in LAIN_REFUSED:
            by_command = faces.command(Kind.MAT, line)
            assert refusal in by_command.words
            assert await dialog(pilot, LogMatScreen(), line) == by_command


@pytest.mark.parametrize("faces", [""], indirect=True)
def test_cautions_and_the_effect_are_said_of_what_is_logged(faces: Faces) -> None:
    said = faces.command(Kind.POINTS, "LI4 HT7 yesterday 21:30")
    assert said.cautions.startswith("LI4, HT7, go lightly: ")
    assert said.effect == "Sat 21 Nov: open → done. 0 → 1 day in a row."


@pytest.mark.parametrize("faces", [""], indirect=True)
def test_what_is_given_by_an_option_is_not_given_in_the_words_too(faces: Faces) -> None:
    for kind, line in (
        (Kind.POINTS, "calm yesterday --at 21:30"),
        (Kind.POINTS, "PC6 60s --hold 90s"),
        (Kind.MAT, "20m yesterday --at 21:30"),
    ):
        assert (
            "is given twice, in the words and apart; give it once"
            in faces.command(kind, line).words
        )
    hold = faces.command(Kind.POINTS, "HT7 left --hold 1:30 --at yesterday")
    assert (held(hold.record), hold.words) == (
        "HT7 left 90",
        "Sat 21 Nov 2026, 12:00 (no time given: 12:00 taken)",
    )


def test_nothing_is_recorded_before_an_entry_is_kept(tmp_path: Path, clock: HandClock) -> None:
    clocks = Clocks(wall=clock.now().timestamp, monotonic=clock.monotonic)
    context = CommandContext(tmp_path / "home", clocks)
    entry = entries.mat(context, "20m back", note="\x1b[31m", mood_before=4)
    assert (entry.words, entry.when) == ("20 min, back", "Sun 22 Nov 2026, 09:40, ended just now")
    assert not list(context.journal.newest(Kind.MAT))
    assert entries.keep(context, entry) == "Mat, back, 20 min"
    (record,) = context.journal.newest(Kind.MAT)
    assert (record.note, record.mood_before) == ("␛[31m", 4)
    with pytest.raises(EntryError) as refused:
        entries.points(context, "calm", mood_after=11)
    assert refused.value.field == "mood_after"


async def chosen(pilot: Pilot[None], line: str) -> list[Choice]:
    """The offers of the start screen for these words."""
    screen = StartScreen()
    await pilot.app.push_screen(screen)
    screen.query_one("#search", Input).value = line
    await pilot.pause()
    offers = [each for each in screen.query_one("#offers", Rows).items if isinstance(each, Choice)]
    await screen.dismiss(None)
    return offers


def offered(offers: list[Choice]) -> Choice:
    assert offers
    return offers[0]
