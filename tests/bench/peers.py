"""Other Textual apps of some size, installed into throw-away environments and started beside ours.

An app has started when the words at the edges of its first picture have come, as with ours. An app
that needs a newer Python gets one if it is installed; one that does not install or start is named.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from platform import python_version_tuple
from typing import Final

from line import Line
from yardsticks import TSUBO, Row


@dataclass(frozen=True)
class Peer:
    """An app: its package, its command, and what its first picture has at its edges."""

    package: str
    command: tuple[str, ...]
    words: tuple[str, ...]


PEERS: Final = (
    Peer("posting", ("posting",), ("Collection", "Response", "Quit")),
    Peer("harlequin", ("harlequin",), ("Data Catalog", "Query Results", "Run Query")),
    Peer("bagels", ("bagels",), ("Period", "Insights", "Quit")),
    Peer("dooit", ("dooit",), ("Workspaces", "NORMAL")),
    Peer("toolong", ("tl", "some.log"), ("one line", "Help")),
)
_PYTHONS: Final = (sys.executable, *(f"python3.{minor}" for minor in (12, 13, 14)))


def peers(
    env: dict[str, str], runs: int, folder: Path, ours: Sequence[str], limit: float = 0.5
) -> list[Row]:
    """Our first frame, at whose edges ``ours`` stand, as a part of each of theirs."""
    return [_beside(peer, env, runs, folder, ours, limit) for peer in PEERS]


def _beside(
    peer: Peer, env: dict[str, str], runs: int, folder: Path, words: Sequence[str], limit: float
) -> Row:
    row = f"first frame beside {peer.package}"
    place = _installed(peer.package, folder)
    if place is None:
        return Row(row, None, "x", limit, "does not install here")
    own = {key: value for key, value in env.items() if key not in {"PYTHONPATH", "TSUBO_HOME"}}
    own |= {"HOME": str(folder / f"{peer.package}-home")}
    own |= {f"XDG_{each}_HOME": f"{own['HOME']}/{each}" for each in ("DATA", "CONFIG", "CACHE")}
    for each in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        Path(own[each]).mkdir(parents=True)
    log = folder / "some.log"
    log.write_text("one line\n" * 1000, encoding="utf-8")
    name, *arguments = peer.command
    command = [str(place / "bin" / name), *(str(folder / each) for each in arguments)]
    theirs: list[float] = []
    ours: list[float] = []
    about = _about(place, peer.package)
    for turn in range(runs + 1):
        try:
            took = _seen(command, own, peer.words)
        except AssertionError:
            return Row(row, None, "x", limit, f"{about}, does not start here")
        mine = _seen(TSUBO, env, words)
        if turn:  # the first one compiles
            theirs.append(took)
            ours.append(mine)
    them = statistics.median(theirs)
    return Row(row, statistics.median(ours) / them, "x", limit, f"{about}, {1000 * them:.0f} ms")


def _installed(package: str, folder: Path) -> Path | None:
    """An environment with it, on the first Python that it can be had for."""
    for python in filter(shutil.which, _PYTHONS):
        place = folder / f"{package} on {Path(python).name}"
        made = subprocess.run([python, "-m", "venv", str(place)], check=False, capture_output=True)
        if made.returncode:
            continue
        pip = [str(place / "bin" / "python"), "-m", "pip", "install", "-q", package]
        if not subprocess.run(pip, check=False, capture_output=True).returncode:
            return place
    return None


def _about(place: Path, package: str) -> str:
    """Its version, and its Python if that is not ours."""
    asked = (
        "import sys, importlib.metadata as m;"
        f"print(m.version('{package}'), '%d.%d' % sys.version_info[:2])"
    )
    python = str(place / "bin" / "python")
    told = subprocess.run([python, "-c", asked], check=True, capture_output=True, text=True)
    version, its = told.stdout.split()
    ours = ".".join(python_version_tuple()[:2])
    return f"{package} {version}" + ("" if its == ours else f" on Python {its}")


def _seen(command: Sequence[str], env: dict[str, str], words: Sequence[str]) -> float:
    with Line(command, env) as line:
        return line.until(*words, patience=20.0)
