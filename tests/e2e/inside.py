"""``tsubo`` inside another program that passes keys on: tmux, GNU screen, mosh.

A test that needs one that is not installed is skipped.
"""

import os
import re
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from e2e.person import Person
from e2e.terminal import LOCALE, TSUBO, Terminal


def needs(*programs: str) -> None:
    """Skip the test if one of these is not installed."""
    absent = [name for name in programs if shutil.which(name) is None]
    if absent:
        pytest.skip(f"{', '.join(absent)}: not installed")


@dataclass(frozen=True)
class Inside:
    """A terminal, and a way past what it runs in."""

    terminal: Terminal
    stuff: Sequence[str] = ()
    """A command that hands its last argument on to the app, byte for byte; empty without one."""
    env: dict[str, str] | None = None

    def hand_on(self, data: bytes) -> None:
        """Hand these bytes to the app, as the program it runs in would; else type them."""
        if not self.stuff:
            os.write(self.terminal.master, data)
            return
        words = [f"{byte:02x}" for byte in data] if self.stuff[0] == "tmux" else [_octal(data)]
        subprocess.run([*self.stuff, *words], env=self.env, check=True, capture_output=True)


def _octal(data: bytes) -> str:
    return "".join(f"\\{byte:03o}" for byte in data)


@contextmanager
def tmux(person: Person, folder: Path, *words: str) -> Iterator[Inside]:
    """In a server of its own, with no settings."""
    needs("tmux")
    start = ["tmux", "-u", "-S", str(folder / "tmux"), "-f", "/dev/null"]
    env = {**os.environ, **LOCALE, **person.env}
    try:
        command = [*start, "new-session", shlex.join([*TSUBO, *words])]
        with Terminal(command, env=person.env) as terminal:
            yield Inside(terminal, [*start, "send-keys", "-H"], env)
    finally:
        subprocess.run([*start, "kill-server"], check=False, capture_output=True)


@contextmanager
def screen(person: Person, folder: Path, *words: str) -> Iterator[Inside]:
    """GNU screen with sockets of its own and no settings."""
    needs("screen")
    sockets = folder / "screen"
    sockets.mkdir(mode=0o700)
    mine = {**person.env, "SCREENDIR": str(sockets), "SCREENRC": "/dev/null"}
    env = {**os.environ, **LOCALE, **mine}
    try:
        command = ["screen", "-U", "-S", "mine", *TSUBO, *words]
        with Terminal(command, env=mine) as terminal:
            yield Inside(terminal, ["screen", "-S", "mine", "-X", "stuff"], env)
    finally:
        subprocess.run(["screen", "-S", "mine", "-X", "quit"], env=env, check=False)


@contextmanager
def mosh(person: Person, *words: str) -> Iterator[Inside]:
    """A server and a client on this machine."""
    needs("mosh-server", "mosh-client")
    server = ["mosh-server", "new", "-i", "127.0.0.1", "-c", "256", "--", *TSUBO, *words]
    utf8 = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    started = subprocess.run(
        server,
        env={**os.environ, **person.env, **utf8},
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    (line,) = (each for each in started.stdout.splitlines() if each.startswith("MOSH CONNECT"))
    port, secret = line.split()[2:4]
    client, env = ["mosh-client", "127.0.0.1", port], {"MOSH_KEY": secret, **utf8}
    try:
        with Terminal(client, env=env) as terminal:
            yield Inside(terminal)
    finally:
        with suppress(ProcessLookupError):  # it goes by itself after the app
            os.kill(int(re.findall(r"pid = (\d+)", started.stderr)[-1]), signal.SIGTERM)
