"""A session is saved however its terminal ends."""

import os
import pty
import select
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds for a slow machine; nothing here waits that long when it works."""

APP = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from textual.widgets import Static
from tracker.ui.terminal.app import TerminalApp

class Practice(TerminalApp):
    BINDINGS = [("q", "quit", "Quit"), ("f", "flood", "Flood")]
    def compose(self):
        yield Static("PRESSING", id="word")
    def on_key(self, event):
        Path({folder!r}, "keys").open("a").write(event.key + "\\n")
    def action_flood(self):
        self.flooding = self.set_interval(0.001, self.flood)
        self.count = 0
    def flood(self):
        self.count += 1
        self.query_one("#word").update(("%06d " % self.count) * 300)

def save():
    Path({folder!r}, "saved").write_text("saved")
    {trouble}

code = Practice().run_here(mouse=True, save=save, grace={grace})
Path({folder!r}, "left").write_text("left")
sys.exit(code)
"""

OWN = "import os; os.close(os.open(os.ttyname(0), os.O_RDWR))"
"""Who leads a session and opens a terminal, to that one the terminal's hang-up is sent."""

PLAIN = """
import os, sys
sys.path.insert(0, {root!r})
from tracker.hangup import HangupHandler
assert "textual" not in sys.modules
with HangupHandler(lambda: open({saved!r}, "w").close(), os._exit):
    print("PRESSING", flush=True)
    sys.stdin.read()
"""


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, program: str) -> None:
        self.master, slave = pty.openpty()
        self.slave = os.dup(slave)
        self.process = subprocess.Popen(
            [sys.executable, "-c", OWN + program],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"},
        )
        os.close(slave)

    def read_until(self, word: bytes) -> bytes:
        seen = b""
        while word not in seen:
            assert select.select([self.master], [], [], PATIENCE)[0], seen
            seen += os.read(self.master, 65536)
        return seen

    def press(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def hang_up(self) -> None:
        os.close(self.slave)
        os.close(self.master)
        self.master = self.slave = -1

    def ended(self) -> int:
        """Its exit code, its output read meanwhile unless the line is frozen."""
        return self.process.wait(PATIENCE)

    def rest(self) -> bytes:
        """All it writes until it ends."""
        os.close(self.slave)
        self.slave, seen = -1, b""
        while True:
            assert select.select([self.master], [], [], PATIENCE)[0], seen
            try:
                more = os.read(self.master, 65536)
            except OSError:
                return seen
            if not more:
                return seen
            seen += more

    def close(self) -> None:
        for fd in (self.master, self.slave):
            if fd >= 0:
                os.close(fd)
        self.process.kill()
        self.process.wait()


@contextmanager
def terminal(folder: Path, grace: float = 30.0, trouble: str = "pass") -> Iterator[Terminal]:
    program = APP.format(root=str(ROOT), folder=str(folder), grace=grace, trouble=trouble)
    opened = Terminal(program)
    try:
        opened.read_until(b"PRESSING")
        yield opened
    finally:
        opened.close()


def freeze(line: Terminal) -> None:
    """The app writes more than anyone reads, until its line is full."""
    line.press(b"f")
    line.read_until(b"0000")
    full = 0
    while full < 3:
        if select.select([], [line.slave], [], 0.1)[1]:
            full = 0
        else:
            full += 1


def test_a_dropped_connection_saves_and_ends(tmp_path: Path) -> None:
    with terminal(tmp_path) as line:
        line.hang_up()
        assert line.ended() == 128 + signal.SIGHUP
    assert (tmp_path / "saved").exists()


def test_a_dropped_connection_ends_even_when_saving_fails(tmp_path: Path) -> None:
    with terminal(tmp_path, trouble="raise OSError") as line:
        line.hang_up()
        assert line.ended() == 128 + signal.SIGHUP


def test_a_frozen_connection_that_drops_saves_and_ends(tmp_path: Path) -> None:
    with terminal(tmp_path) as line:
        freeze(line)
        line.hang_up()
        assert line.ended() == 128 + signal.SIGHUP
    assert (tmp_path / "saved").exists()


def test_a_system_that_stops_finds_the_terminal_as_it_was(tmp_path: Path) -> None:
    with terminal(tmp_path) as line:
        assert not termios.tcgetattr(line.slave)[3] & termios.ECHO
        line.process.send_signal(signal.SIGTERM)
        line.read_until(b"\x1b[?1049l")
        assert line.ended() == 128 + signal.SIGTERM
        assert termios.tcgetattr(line.slave)[3] & termios.ECHO
    assert (tmp_path / "saved").exists()
    assert (tmp_path / "left").exists()


def test_an_app_that_cannot_leave_is_ended_and_its_terminal_put_back(tmp_path: Path) -> None:
    with terminal(tmp_path, grace=0.2) as line:
        freeze(line)
        line.process.send_signal(signal.SIGTERM)
        assert line.ended() == 128 + signal.SIGTERM
        assert termios.tcgetattr(line.slave)[3] & termios.ECHO
    assert (tmp_path / "saved").exists()
    assert not (tmp_path / "left").exists()


def test_a_session_left_by_a_key_is_not_saved_again(tmp_path: Path) -> None:
    with terminal(tmp_path) as line:
        line.press(b"q")
        line.read_until(b"\x1b[?1049l")
        assert line.ended() == 0
    assert (tmp_path / "left").exists()
    assert not (tmp_path / "saved").exists()


def test_bytes_that_are_no_text_do_not_end_the_app(tmp_path: Path) -> None:
    with terminal(tmp_path) as line:
        line.press(b"\xff\xc3(x")
        line.press(b"q")
        line.read_until(b"\x1b[?1049l")
        assert line.ended() == 0
    assert "x" in (tmp_path / "keys").read_text().split()


@pytest.mark.parametrize("stop", [signal.SIGTSTP, signal.SIGSTOP])
def test_the_screen_is_painted_again_after_a_return(tmp_path: Path, stop: signal.Signals) -> None:
    with terminal(tmp_path) as line:
        line.process.send_signal(stop)
        _, status = os.waitpid(line.process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        line.process.send_signal(signal.SIGCONT)
        line.read_until(b"PRESSING")
        line.press(b"q")
        line.read_until(b"\x1b[?1049l")
        assert line.ended() == 0


def test_a_plain_session_has_the_same_handler_without_textual(tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    line = Terminal(PLAIN.format(root=str(ROOT), saved=str(saved)))
    try:
        line.read_until(b"PRESSING")
        line.process.send_signal(signal.SIGTERM)
        assert line.ended() == 128 + signal.SIGTERM
    finally:
        line.close()
    assert saved.exists()


def test_signals_are_as_before_when_it_is_over() -> None:
    program = PLAIN.format(root=str(ROOT), saved="/nowhere").replace("sys.stdin.read()", "pass")
    # A shell's nohup can have left SIGHUP ignored.
    program = f"import signal\nbefore = signal.getsignal(signal.SIGHUP)\n{program}"
    program += "\nassert signal.getsignal(signal.SIGHUP) == before"
    program += "\nassert signal.set_wakeup_fd(-1) == -1"
    subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)
