"""Real synchronisers carry a home: each side writes while apart, and both have everything after.

Each test is left out where its program is missing; ``.ci/run`` installs them all.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from synchronisers import Side, git, judge, needs, paired, run, shared_by_git, synchronise


@pytest.fixture
def here(tmp_path: Path) -> Side:
    side = Side(tmp_path / "here")
    side.write("before")
    return side


@pytest.fixture
def there(tmp_path: Path) -> Side:
    return Side(tmp_path / "there")


@needs("rsync")
def test_rsync_there_and_back(here: Side, there: Side) -> None:
    run("rsync", "-a", f"{here.home}/", there.home)
    for number in range(3):
        here.write(f"here {number}")
        there.write(f"there {number}")
        run("rsync", "-a", f"{here.home}/", there.home)
        run("rsync", "-a", f"{there.home}/", here.home)
        there.notes()
        here.notes()
    run("rsync", "-a", f"{here.home}/", there.home)
    run("rsync", "-a", f"{there.home}/", here.home)
    judge(here, there)


@pytest.mark.slow
@needs("rclone")
@pytest.mark.parametrize("resolve", ["newer", "path1", "none"])
def test_rclone_bisync(here: Side, there: Side, resolve: str) -> None:
    there.home.mkdir()
    command = ["rclone", "bisync", str(here.home), str(there.home), "--conflict-resolve", resolve]
    command += ["--workdir", str(here.home.parent / "work"), "--config", os.devnull]
    help_text = run("rclone", "help", "flags", "conflict", ok=(0, 1))
    if "conflict-resolve" not in help_text:
        command = [word for word in command if word not in {"--conflict-resolve", resolve}]
    run(*command, "--resync")
    for number in range(3):
        here.write(f"here {number}")
        there.write(f"there {number}")
        run(*command)
        here.notes()
        there.notes()
    run(*command)
    judge(here, there)


@needs("unison")
@pytest.mark.parametrize("prefer", ["newer", "here"])
def test_unison_both_ways(here: Side, there: Side, prefer: str) -> None:
    there.home.mkdir()
    preferred = str(here.home) if prefer == "here" else "newer"
    command = ["unison", str(here.home), str(there.home), "-batch", "-silent", "-times"]
    command += ["-prefer", preferred, "-ignore", "Name .lock"]
    run(*command, cwd=here.home, ok=(0, 1))
    for number in range(3):
        here.write(f"here {number}")
        there.write(f"there {number}")
        run(*command, cwd=here.home, ok=(0, 1))
        here.notes()
        there.notes()
    run(*command, cwd=here.home, ok=(0, 1))
    judge(here, there)


@needs("git")
@pytest.mark.parametrize("how", ["merge", "rebase"])
def test_git_merges_and_rebases_without_a_conflict(here: Side, there: Side, how: str) -> None:
    shared_by_git(here, there)
    pull = ["pull", "-q", "--no-rebase" if how == "merge" else "--rebase"]
    for number in range(3):
        for side, name in ((here, "here"), (there, "there")):
            side.write(f"{name} {number}")
            git(side.home, "add", "-A")
            git(side.home, "commit", "-qm", name)
            git(side.home, *pull)
            git(side.home, "push", "-q", ok=(0, 1))
    git(here.home, *pull)
    judge(here, there)
    tracked = git(here.home, "ls-files").split()
    assert all(name.startswith((".git", ".st", "devices/")) for name in tracked), tracked
    assert not [name for name in tracked if "/steps/" in name]


@needs("syncthing")
@pytest.mark.slow
@pytest.mark.longest
@pytest.mark.parametrize("conflicts", [10, 0])
def test_syncthing_with_and_without_conflict_copies(
    here: Side, there: Side, tmp_path: Path, conflicts: int
) -> None:
    with paired(here, there, tmp_path, conflicts) as daemons:
        synchronise([here, there], daemons)
        for number in range(2):  # two rounds apart
            here.write(f"here {number}")
            there.write(f"there {number}")
            synchronise([here, there], daemons)
    judge(here, there)
