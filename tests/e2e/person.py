"""A person with a home of their own, in front of a real terminal and a shell."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from e2e.terminal import TSUBO, Terminal

ROOT = Path(__file__).parents[2]


def zone_of_noon() -> str:
    """A zone where it is about noon, so that no day ends while tests run."""
    ahead = 12 - datetime.now(UTC).hour
    return f"Etc/GMT{-ahead:+d}"


@dataclass(frozen=True)
class Person:
    """The owner of a home."""

    home: Path
    config: str = ""
    """Text of config.toml besides the zone."""
    newcomer: bool = False
    """Whether the questions of the first start are still to come."""

    def __post_init__(self) -> None:
        self.home.mkdir(mode=0o700, exist_ok=True)
        text = f'zone = "{zone_of_noon()}"\n{self.config}'
        (self.home / "config.toml").write_text(text, encoding="utf-8")
        if not self.newcomer:
            self.shell("flags", "pregnant", "skip")

    @property
    def env(self) -> dict[str, str]:
        """Environment variables set for every process they start."""
        return {"TSUBO_HOME": str(self.home), "PYTHONPATH": str(ROOT)}

    def shell(
        self, *words: str, code: int = 0, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """``tsubo`` with these words from another shell, without a terminal; it ends so."""
        done = subprocess.run(
            [*TSUBO, *words],
            env={**os.environ, **self.env, **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == code, done
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def command(self, *words: str) -> list[str]:
        """The command line of ``tsubo`` for a login that has none of their environment."""
        given = (f"{name}={value}" for name, value in self.env.items())
        return ["env", *given, "LANG=C.UTF-8", *TSUBO, *words]

    def records(self) -> list[dict[str, Any]]:
        """Every record, newest first, as ``tsubo history --json`` has it."""
        found: list[dict[str, Any]] = json.loads(self.shell("history", "--json").stdout)["records"]
        return found

    def terminal(self, words: Sequence[str] = (), size: tuple[int, int] = (80, 24)) -> Terminal:
        """``tsubo`` on a terminal; the first run is behind them."""
        bases = (path.read_text("utf-8") for path in self.home.glob("devices/*/base.jsonl"))
        if self.home.is_dir() and not any('"flag"' in text for text in bases):
            self.shell("flags", "pregnant", "skip")
        return Terminal([*TSUBO, *words], env=self.env, size=size)


def begin_two_points(terminal: Terminal, hold: str = "5s") -> None:
    """By keys from any tab: CV17 and GV20, held this long, into the first gap."""
    terminal.press("s")
    terminal.wait_for("What now?")
    terminal.press("CV17 GV20")
    terminal.wait_for("CV17, GV20")
    terminal.press("tab")
    terminal.wait_for("each hold")
    terminal.press(hold)
    terminal.wait_for(hold)
    terminal.press("enter")
    terminal.wait_for("Mood before")
    terminal.press("enter", "enter")
    terminal.wait_for("hold 1 of 2")
