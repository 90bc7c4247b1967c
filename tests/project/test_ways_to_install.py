"""Each way to install that README names leads to a tsubo that runs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.longest]

ROOT = Path(__file__).parents[2]
NO_INDEX = ("No matching distribution", "Could not find a version", "Failed to fetch", "dns error")


def run(command: Sequence[str | Path], **env: str | Path) -> str:
    """What the command prints; without an index of packages, the test is skipped."""
    more = {name: str(value) for name, value in env.items()}
    done = subprocess.run(
        [str(each) for each in command],
        env={**os.environ, "PYTHONPATH": "", **more},
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )
    no_index = (
        "No matching distribution",
        "Could not find a version",
        "Failed to fetch",
        "dns error",
    )
    if done.returncode and any(words in done.stderr for words in no_index):
        pytest.skip(f"no index of packages here: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done
    return done.stdout


def tool(folder: Path, name: str) -> Path:
    """A program from the index of packages, in a venv of its own."""
    run([sys.executable, "-m", "venv", folder])
    run([folder / "bin" / "pip", "install", "-q", name])
    return folder / "bin" / name


def runs(tsubo: Sequence[str | Path], home: Path, env: Mapping[str, str] | None = None) -> None:
    """Log with it, and read the record back."""
    run([*tsubo, "--home", home, "log", "mat", "20m"], **(env or {}))
    assert "Mat  20 min" in run([*tsubo, "--home", home, "history"], **(env or {}))


def test_pipx_installs_the_command_and_the_man_pages(tmp_path: Path) -> None:
    env = {"PIPX_HOME": tmp_path / "pipx", "PIPX_BIN_DIR": tmp_path / "bin"}
    env["PIPX_MAN_DIR"] = tmp_path / "man"
    run([tool(tmp_path / "tool", "pipx"), "install", ROOT], **env)
    runs([tmp_path / "bin" / "tsubo"], tmp_path / "home")
    assert (tmp_path / "man" / "man1" / "tsubo-log.1").exists()


def test_uv_installs_it_as_a_tool(tmp_path: Path) -> None:
    index = run([sys.executable, "-m", "pip", "config", "list"])
    urls = [
        line.partition("=")[2].strip("'\"") for line in index.splitlines() if "index-url" in line
    ]
    env: dict[str, str | Path] = {
        "UV_TOOL_DIR": tmp_path / "tools",
        "UV_TOOL_BIN_DIR": tmp_path / "bin",
    }
    env |= {"UV_CACHE_DIR": tmp_path / "cache", "UV_PYTHON": sys.executable}
    env |= {"UV_DEFAULT_INDEX": urls[0]} if urls else {}
    run([tool(tmp_path / "tool", "uv"), "tool", "install", ROOT], **env)
    runs([tmp_path / "bin" / "tsubo"], tmp_path / "home")


def test_pip_puts_it_into_a_folder_that_python_runs(tmp_path: Path) -> None:
    target = tmp_path / "lib"
    run([sys.executable, "-m", "pip", "install", "-q", "--target", target, ROOT])
    shutil.copytree(target, tmp_path / "elsewhere")  # it can be moved
    env = {"PYTHONPATH": str(tmp_path / "elsewhere")}
    runs([sys.executable, "-m", "tracker"], tmp_path / "home", env)


def test_the_single_file_runs_and_names_itself_in_timers(tmp_path: Path) -> None:
    file = tmp_path / "tsubo.pyz"
    run([ROOT / ".ci" / "make_pyz", file])
    env = {"SHIV_ROOT": str(tmp_path / "shiv")}
    runs([sys.executable, file], tmp_path / "home", env)
    tsubo = [sys.executable, str(file), "--home", str(tmp_path / "home")]
    run([*tsubo, "remind", "add", "daily", "21:00"], **env)
    assert f"{file} --home" in run([*tsubo, "remind", "install", "--print"], **env)
