"""The wheel works where it is installed without the checkout."""

import ast
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest
from e2e.terminal import Terminal

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@dataclass(frozen=True)
class Installed:
    """The wheel in a clean venv, called from a folder far from the checkout."""

    wheel: Path
    venv: Path
    cwd: Path

    @property
    def tsubo(self) -> str:
        return str(self.venv / "bin" / "tsubo")

    @property
    def python(self) -> str:
        return str(self.venv / "bin" / "python")

    @property
    def env(self) -> dict[str, str]:
        named = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "Europe/Berlin"}
        return {**named, "HOME": str(self.cwd), "PYTHONPATH": ""}

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self.env, cwd=self.cwd, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done
        assert "Traceback" not in done.stderr, done
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel made from the source archive: what is not in that one is not in the wheel."""
    dist, venv = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("clean") / "venv"
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(dist), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = dist.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(venv / "bin" / "python")]
    subprocess.run(
        [*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)],
        check=True,
        capture_output=True,
    )
    # What tsubo depends on is taken from where these tests run; a folder named in a .pth file
    # has its own .pth files ignored, so an editable checkout stays out of sight.
    (site,) = (venv / "lib").glob("python*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return Installed(wheel, venv.resolve(), tmp_path_factory.mktemp("elsewhere"))


def test_the_wheel_holds_the_tracker_its_styles_and_its_points(installed: Installed) -> None:
    with ZipFile(installed.wheel) as wheel:
        names = set(wheel.namelist())
    sheets = {f"tracker/styles/{sheet.name}" for sheet in (ROOT / "styles").glob("*.tcss")}
    known = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "tracker").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert sheets | known <= names
    assert not [name for name in names if name.startswith(("tests/", "styles/"))]


def test_what_is_installed_is_what_is_used(installed: Installed) -> None:
    script = """
import sys, tracker
from pathlib import Path
from tracker.ui.terminal.stylesheets import style_sheets
from tracker.library import Library
print(tracker.__file__)
print(*style_sheets(), sep="\\n")
print(len(Library().points()), "points")
print(*sys.path, sep="\\n")
"""
    said = installed.run(installed.python, "-c", script).splitlines()
    ours = [Path(line) for line in said if line.endswith((".tcss", "__init__.py"))]
    assert len(ours) == 1 + len(list((ROOT / "styles").glob("*.tcss")))
    assert all(path.is_relative_to(installed.venv) for path in ours), ours
    assert "41 points" in said
    assert str(ROOT) not in said


def test_the_command_and_the_module_say_the_same_version(installed: Installed) -> None:
    said = f"tsubo {PROJECT['version']}\n"
    assert installed.run(installed.tsubo, "--version") == said
    assert installed.run(installed.python, "-m", "tracker", "--version") == said


def test_an_installed_command_finds_its_points(installed: Installed) -> None:
    assert "PC6" in installed.run(installed.tsubo, "points", "P6")


def test_an_installed_app_opens_with_its_looks(installed: Installed) -> None:
    with Terminal([installed.tsubo], env=installed.env, cwd=installed.cwd) as terminal:
        terminal.wait_for("Welcome")
        terminal.press("escape")
        terminal.wait_gone("Welcome")
        terminal.wait_for("Three calm minutes")
        terminal.press("q")
        assert terminal.wait_end() == 0
    assert "Traceback" not in terminal.text


def test_it_asks_for_everything_it_imports() -> None:
    imported = {
        name.split(".")[0]
        for path in (ROOT / "tracker").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom) and node.module and not node.level
            else []
        )
    }
    asked = {re.split(r"[<>=]", each)[0] for each in PROJECT["dependencies"]}
    # Textual is drawn with Rich, and brings it.
    brought = {"dateutil": "python-dateutil", "rich": "textual"}
    needed = imported - sys.stdlib_module_names - {"tracker"}
    assert {brought.get(name, name) for name in needed} <= asked


def test_the_oldest_python_is_named_once() -> None:
    assert PROJECT["requires-python"] == ">=3.11"
    assert sys.version_info >= (3, 11)
