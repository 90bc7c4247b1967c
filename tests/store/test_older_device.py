"""One machine migrates a shared home while tsubo 0.1.0 goes on writing on another.

Each is done by lines that 0.1.0 would write, and by 0.1.0 itself where the history has it.
"""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest
from older_tsubo import Lines, Release, extract_release, line_of_older
from synchronisers import Side, git, judge, needs, paired, run, shared_by_git, synchronise

from tracker.store.line import SIGNPOST

ARCHIVE = Path(__file__).with_name("home-0.1.0.tar.gz")
LINE = (
    "tsubo: 1970.jsonl: sessions 00000000000000000000000000 is left out: day: 'the records are in "
    "devices/ now; update tsubo on this machine to see them' found, a date allowed"
)
"""The message of 0.1.0 about a migrated home."""


@pytest.fixture(params=[Lines, Release])
def older(
    request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Lines:
    side: Lines = request.param(tmp_path / "older")
    if isinstance(side, Release):
        side.code = tmp_path_factory.mktemp("release")
        extract_release(side.code)
    for number in range(3):
        side.write(f"before {number}")
    return side


@pytest.fixture
def newer(tmp_path: Path) -> Side:
    return Side(tmp_path / "newer")


def updated(older: Lines) -> Side:
    """The older machine's home, opened by today's tsubo from now on."""
    side = Side(older.home)
    side.wrote = older.wrote
    return side


def test_the_lines_kept_by_hand_are_those_of_0_1_0() -> None:
    count = 0
    with tarfile.open(ARCHIVE) as archive:
        for name in ("2025.jsonl", "base.jsonl", "steps.jsonl"):
            file = archive.extractfile(name)
            assert file
            for line in file.read().splitlines(keepends=True):
                found = json.loads(line)
                document = {k: v for k, v in found.items() if k[0] not in "_~"}
                made = found["_t"], found["_id"], None if "_del" in found else document
                assert line_of_older(*made, found["_m"]) == line
                count += 1
    assert count > 50


def carry(side: Side, how: str) -> None:
    """Commit, pull and push; a file deleted there and changed here is kept, as README says."""
    git(side.home, "add", "-A")
    git(side.home, "commit", "-qm", "some", ok=(0, 1))
    git(side.home, "pull", "-q", "--no-rebase" if how == "merge" else "--rebase", ok=(0, 1))
    if git(side.home, "ls-files", "--unmerged"):
        git(side.home, "add", "-A")
        go_on = ["commit", "-qm", "kept"] if how == "merge" else ["rebase", "--continue"]
        git(side.home, *go_on)
    git(side.home, "push", "-q")


@needs("git")
@pytest.mark.slow
@pytest.mark.parametrize("how", ["merge", "rebase"])
def test_git_carries_what_an_older_tsubo_writes_after_the_migration(
    older: Lines, newer: Side, how: str
) -> None:
    (older.home / ".gitattributes").write_text("*.jsonl merge=union\n")  # as 0.1.0's README says
    bare = shared_by_git(older, newer)
    newer.write("migrated")
    carry(newer, how)
    run("git", "clone", "-q", bare, bare.with_name("migrated"))
    assert older.shows(bare.with_name("migrated")) == ([], [LINE])
    older.write("meanwhile")
    carry(older, how)
    for number in range(2):
        older.write(f"older {number}")
        newer.write(f"newer {number}")
        for side in (older, newer, older):
            carry(side, how)
    here = updated(older)
    here.write("updated")
    for side in (here, newer):
        side.notes()  # opened once, so that its files are merged before they are carried on
        carry(side, how)
    carry(here, how)
    judge(here, newer)
    assert [path.name for path in here.home.glob("*.jsonl")] == [SIGNPOST]


@needs("syncthing")
@pytest.mark.slow
@pytest.mark.longest
@pytest.mark.parametrize("conflicts", [10, 0])
def test_syncthing_carries_what_an_older_tsubo_writes_after_the_migration(
    older: Lines, newer: Side, tmp_path: Path, conflicts: int
) -> None:
    with paired(older, newer, tmp_path, conflicts) as daemons:
        synchronise([older, newer], daemons)  # and newer migrates what arrives
        records, lines = older.shows(older.home)
        # Backups are not carried, so the machine has its own. 0.1.0 reads them, and says so.
        assert lines[0] == LINE
        assert all(line.endswith("from its backup") for line in lines[1:])
        assert bool(records) == (len(lines) > 1)
        for number in range(2):  # two rounds apart
            older.write(f"older {number}")
            newer.write(f"newer {number}")
            synchronise([older, newer], daemons)
        here = updated(older)
        here.write("updated")
        synchronise([here, newer], daemons)
    judge(here, newer)
