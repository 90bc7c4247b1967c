"""Ctrl-C while it starts ends it without a word: no traceback, no path, the terminal as it was."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from e2e.person import Person
from e2e.terminal import TSUBO, Terminal

AT_IMPORT = """
import os, signal, sys
from importlib.abc import MetaPathFinder

class Interrupts(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == module:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)

module = sys.argv.pop(1)
sys.meta_path.insert(0, Interrupts())
from tracker.__main__ import main
main()
"""
MODULES = (
    *("tracker.cli", "click", "click.core", "tracker.cli.context", "tracker.cli.commands.start"),
    *("tracker.app", "textual.app", "tracker.ui.terminal.input.driver", "asyncio.unix_events"),
)


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "home")


@pytest.mark.parametrize("module", MODULES)
def test_an_interrupt_while_modules_are_loaded_says_nothing(module: str, person: Person) -> None:
    program = person.home.parent / "interrupted.py"
    program.write_text(AT_IMPORT, encoding="utf-8")
    with Terminal([sys.executable, str(program), module, "--kiosk"], env=person.env) as terminal:
        assert terminal.wait_end() != 0
        assert bytes(terminal.raw).strip() == b""
        assert terminal.left_on == set()


def test_a_login_that_holds_ctrl_c_back_is_silent_from_the_first_moment(person: Person) -> None:
    held_back = ["env", "--block-signal=INT"]
    if shutil.which("env") is None or subprocess.run([*held_back, "true"], check=False).returncode:
        pytest.skip("env: no --block-signal here")
    for after in (0.0, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1):
        with Terminal([*held_back, *TSUBO, "--kiosk"], env=person.env) as terminal:
            time.sleep(after)
            os.write(terminal.master, b"\x03")
            assert terminal.wait_end() != 0
            assert bytes(terminal.raw).strip() in {b"", b"^C"}, after
            assert terminal.echoes
            assert terminal.left_on == set()
