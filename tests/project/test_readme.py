"""The commands of README run, and its marks are where CI looks for them."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
STANDING = (
    "General information, not medical advice. Small trials, uncertain benefit. Not a treatment "
    "for depression; use it beside, not instead of, care from a doctor or therapist."
)


def blocks(mark: str) -> list[list[str]]:
    """The lines of each block of code that follows this mark."""
    found = re.findall(rf"<!-- {mark} -->\n```sh\n(.*?)```", README, re.DOTALL)
    return [block.splitlines() for block in found]


def test_there_is_one_command_to_open_it_and_one_to_test_it() -> None:
    ((opens,),) = blocks("open command")
    ((tests,),) = blocks("test command")
    assert opens.startswith("python3 -m venv ")
    assert opens.endswith("tsubo")
    assert tests.startswith("python3 -m venv ")
    assert tests.endswith("pytest")


def test_it_says_the_standing_line() -> None:
    assert STANDING in re.sub(r"\n>? ?", " ", README)


def test_it_claims_nothing() -> None:
    claims = r"\b(proven|cures?|heals?|guaranteed|boosts?|detox|endorphins|unblocks?)\b"
    assert re.findall(claims, README, re.IGNORECASE) == []


def test_it_knows_the_version_there_is() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"### {project['version']}\n" in README


@pytest.mark.slow
def test_what_it_shows_runs(tmp_path: Path) -> None:
    env = {**os.environ, "TSUBO_HOME": str(tmp_path / "tsubo"), "PYTHONPATH": str(ROOT)}
    lines = [line for block in blocks("runs") for line in block if line]
    assert len(lines) > 20
    for line in lines:
        command = line.replace("tsubo", f"{shlex.quote(sys.executable)} -m tracker", 1)
        done = subprocess.run(
            ["sh", "-c", command],
            env=env,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), (line, done.stderr)
