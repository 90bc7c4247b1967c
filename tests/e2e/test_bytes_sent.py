"""Only what changed is sent, within limits, and the terminal shows the same as if all of it was."""

import re
import shlex
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from e2e.person import Person
from e2e.terminal import TSUBO, Terminal

pytestmark = pytest.mark.slow

USUAL = 'settle_seconds = 0\nbell = "off"\n'
LOW = f"{USUAL}low_bandwidth = true\n"
WALK = (
    *(("2", 5300), ("3", 3000), ("4", 3000), ("5", 2000), ("6", 3500), ("1", 2000)),
    *(("m", 4000), ("7", 260), ("escape", 1600), ("enter", 4000)),
    *(("5", 2000), ("left", 270), ("y", 2000), ("left", 240), ("up", 210), ("right", 210)),
    *(("4", 3000), ("/", 1100), ("2", 260), ("0", 900)),
)
"""The keys of a walk, and the bytes that each may cost at most."""
TODAY_PICTURE = 1700
"""The most bytes of Today's picture, which comes after the first frame and is counted apart."""
COLOUR = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")


def person(folder: Path, config: str = USUAL) -> Person:
    """Somebody with two practices."""
    found = Person(folder / "home", config)
    found.shell("log", "points", "calm", "--at", "yesterday 21:30")
    found.shell("log", "mat", "20m", "--note", "on the balcony")
    return found


def opened(who: Person, env: dict[str, str]) -> Terminal:
    return Terminal(TSUBO, env={**who.env, **env})


def settled(terminal: Terminal) -> int:
    """Wait until nothing more is sent; return the bytes so far."""
    written = -1
    while written != terminal.written:
        written = terminal.written
        terminal.read(0.4)
    return written


def counted(terminal: Terminal, do: Callable[[], None]) -> int:
    """Do this, and return the bytes sent until the terminal is quiet again."""
    before = settled(terminal)
    do()
    terminal.wait(lambda: terminal.written > before, "anything painted")
    return settled(terminal) - before


def painted_over(terminal: Terminal) -> None:
    """Write to the terminal from outside, as `wall` does and a job in the background."""
    before = terminal.looks
    with Path(f"/proc/{terminal.process.pid}/fd/1").open("w", encoding="utf-8") as other:
        other.write("\r\nBroadcast message from root\r\n\x1b[31mthe system goes down\r\n")
    terminal.wait(lambda: terminal.looks != before, "the broadcast")


@pytest.mark.parametrize(("picture", "apart"), [("auto", TODAY_PICTURE), ("none", 0)])
def test_every_key_sends_no_more_than_what_it_changes(
    tmp_path: Path, picture: str, apart: int
) -> None:
    with person(tmp_path, f'{USUAL}picture = "{picture}"\n').terminal() as terminal:
        terminal.wait_for("   20 min")
        sent = [("first frame", settled(terminal), 3000 + apart)]
        for key, most in WALK:
            limit = most + apart if key == "1" else most
            sent.append((key, counted(terminal, partial(terminal.press, key)), limit))
        idle = terminal.written
        terminal.read(2.0)
        assert terminal.written == idle
        assert [each for each in sent if each[1] > each[2]] == []


def test_a_step_in_a_list_sends_two_rows_and_its_pane_once_it_rests(tmp_path: Path) -> None:
    with person(tmp_path).terminal() as terminal:
        terminal.wait_for("   20 min")
        lists = [(tab, ("down", "down", "up", "down")) for tab in ("2", "R")]
        for tab, keys in (*lists, ("5", ("left", "left", "right", "left"))):
            counted(terminal, partial(terminal.press, tab))
            for key in keys:
                before = settled(terminal)
                terminal.press(key)
                terminal.wait(lambda: terminal.written > before, "the step")  # noqa: B023
                assert terminal.written - before <= 400
                assert settled(terminal) - before <= 400 + 4500


def test_held_keys_never_queue_behind_pictures(tmp_path: Path) -> None:
    with person(tmp_path).terminal() as terminal:
        terminal.wait_for("   20 min")
        counted(terminal, partial(terminal.press, "2"))
        before = terminal.written
        terminal.hold("down", 12)
        assert terminal.written - before <= 12 * 400
        assert settled(terminal) - before <= 12 * 400 + 4500


@pytest.mark.parametrize(
    ("config", "colours", "limits"),
    [
        (USUAL, "", (210, 230)),
        (USUAL, "truecolor", (210, 230)),
        (f"{USUAL}ring_breathes = false\n", "", (150, 230)),
        (LOW, "", (60, 90)),
    ],
)
def test_a_hold_sends_its_clock_and_its_ring(
    tmp_path: Path, config: str, colours: str, limits: tuple[int, int]
) -> None:
    who = person(tmp_path, config)
    words = [*TSUBO, "start", "CV17", "GV20", "--hold", "60s", "--settle", "0"]
    with Terminal(words, env={**who.env, "COLORTERM": colours}) as terminal:
        terminal.wait_for("Mood before")
        terminal.press("space")
        terminal.wait_seconds(3)
        begun = terminal.written
        terminal.wait_seconds(13)
        assert terminal.written - begun <= 10 * limits[0]
        terminal.press("b")
        terminal.wait_seconds(17)
        begun = terminal.written
        terminal.wait_seconds(27)
        assert terminal.written - begun <= 10 * limits[1]


@pytest.mark.parametrize(("config", "env"), [(USUAL, {"NO_COLOR": "1"}), (LOW, {})])
def test_no_colour_is_sent_and_the_screen_is_the_same(
    tmp_path: Path, config: str, env: dict[str, str]
) -> None:
    outline = 'picture = "outline"\n'
    no_colours = person(tmp_path, f"{config}{outline}")
    shutil.copytree(no_colours.home, tmp_path / "copy")
    with_colours = Person(tmp_path / "copy", f"{USUAL}{outline}")
    with opened(no_colours, env) as plain, opened(with_colours, {"TERM": "xterm"}) as coloured:
        for terminal in (plain, coloured):
            terminal.wait_for("   20 min")
        for tab in "234561":
            shown = plain.lines
            for terminal in (plain, coloured):
                terminal.press(tab)
            plain.wait(partial(shows_else, plain, shown), f"tab {tab}")
            plain.wait(partial(shows_the_same, plain, coloured), f"tab {tab} as in colours")
        for key in ("m", "escape", "s", "escape", "?", "escape", ",", "down", "escape"):
            counted(plain, partial(plain.press, key))
        assert any(cell.reverse for row in plain.looks for cell in row)
        assert not COLOUR.search(plain.raw)
        assert COLOUR.search(coloured.raw)


def shows_else(terminal: Terminal, before: list[str]) -> bool:
    return terminal.lines != before


def shows_the_same(one: Terminal, other: Terminal) -> bool:
    """Whether both screens have the same text, once the other has read what came."""
    other.read()
    return one.lines == other.lines


@pytest.mark.parametrize(("config", "env"), [(USUAL, {"NO_COLOR": "1"}), (LOW, {})])
def test_no_colour_is_sent_while_a_session_runs(
    tmp_path: Path, config: str, env: dict[str, str]
) -> None:
    who = person(tmp_path, config)
    words = ["start", "CV17", "GV20", "--hold", "60s", "--settle", "1s"]
    with Terminal([*TSUBO, *words], env={**who.env, **env}) as terminal:
        terminal.wait_for("Mood before")
        terminal.press("space")
        terminal.wait_seconds(2)
        terminal.press("b")
        terminal.wait_seconds(5)
        terminal.press(".", "enter")
        terminal.wait_for("Mood after")
        assert not COLOUR.search(terminal.raw)


@pytest.mark.parametrize("config", [USUAL, LOW])
def test_another_size_is_painted_whole(tmp_path: Path, config: str) -> None:
    with person(tmp_path, config).terminal() as terminal:
        terminal.wait_for("   20 min")
        settled(terminal)
        whole = terminal.looks
        begun = len(terminal.raw)
        for size in ((40, 12), (120, 40), (20, 5), (80, 24)):
            terminal.resize(*size)
            settled(terminal)
        terminal.wait(lambda: terminal.looks == whole, "the screen as before")
        assert b"\x1b[2J" not in terminal.raw[begun:]


@pytest.mark.parametrize("mended", ["tab", "ctrl+l"])
@pytest.mark.parametrize("config", [USUAL, LOW])
def test_what_something_else_painted_is_mended(tmp_path: Path, config: str, mended: str) -> None:
    with person(tmp_path, config).terminal() as terminal:
        terminal.wait_for("   20 min")
        terminal.press("5")
        terminal.wait_for("~ rest")
        settled(terminal)
        whole = terminal.looks
        terminal.press("1")
        settled(terminal)
        painted_over(terminal)
        begun = len(terminal.raw)
        if mended == "ctrl+l":
            counted(terminal, partial(terminal.press, "\x0c"))
            assert "Broadcast" not in terminal.text
        terminal.press("5")
        terminal.wait(lambda: terminal.looks == whole, "the calendar as before")
        assert b"\x1b[2J" not in terminal.raw[begun:]


def test_all_is_painted_again_after_a_shell_was_there(tmp_path: Path) -> None:
    env = {**person(tmp_path).env, "PS1": "prompt> "}
    with Terminal(["bash", "--norc", "--noprofile", "-i"], env=env) as terminal:
        terminal.press(f"{shlex.join(TSUBO)}\r")
        terminal.wait_for("   20 min")
        settled(terminal)
        whole = terminal.looks
        terminal.press("\x1a")
        terminal.wait(lambda: 1049 not in terminal.left_on, "the shell's screen")
        terminal.press("echo it is $((40 + 2))\r")
        terminal.wait_for("it is 42")
        terminal.press("fg\r")
        terminal.wait(lambda: terminal.looks == whole, "all of it again")
        terminal.press("q")
        terminal.wait(lambda: 1049 not in terminal.left_on, "the shell's screen")
