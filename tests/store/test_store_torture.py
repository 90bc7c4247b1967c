"""Many writers, kills at any moment, full disks. ``TSUBO_TORTURE=long`` makes them longer."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from store_writers import MARCH, Ticking, add, kept, new, over_two_years, session

from tracker.core.facts.sessions import Kind
from tracker.journal.changes import apply
from tracker.store import Store, StoreError

LONG = os.environ.get("TSUBO_TORTURE") == "long"
ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tests" / "support" / "store_writers.py"


def writer(task: str, home: Path, number: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), task, str(home), str(number)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.mark.slow
def test_what_eight_processes_insert_at_once_is_all_there(tmp_path: Path) -> None:
    home, each = tmp_path / "home", 1000 if LONG else 100
    writers = [writer("insert", home, each) for _ in range(8)]
    for process in writers:
        process.communicate()
    store = Store(home, Ticking())
    assert [process.returncode for process in writers] == [0] * 8
    assert len({found["note"] for found in store.table("sessions")}) == 8 * each
    assert sum(len(day.seconds) for day in store.summaries(Kind.POINTS)) == 8 * each
    assert store.problems() == []


def test_what_eight_processes_count_at_once_is_counted(tmp_path: Path) -> None:
    home, each = tmp_path / "home", 100 if LONG else 20
    writers = [writer("count", home, each) for _ in range(8)]
    for process in writers:
        process.communicate()
    assert Store(home, Ticking()).table("checks").all() == [{"what": "count", "times": 8 * each}]


@pytest.mark.slow
def test_a_repair_beside_twenty_writers_says_nothing_and_costs_nothing(tmp_path: Path) -> None:
    home, each = tmp_path / "home", 200 if LONG else 20
    writers = [writer("insert", home, each) for _ in range(20)]
    said: set[str] = set()
    while any(process.poll() is None for process in writers):
        repair = subprocess.run(
            [sys.executable, "-m", "tracker", "--home", str(home), "doctor", "--repair"],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )
        said |= {repair.stderr, f"code {repair.returncode}"}
    for process in writers:
        process.communicate()
    assert [process.returncode for process in writers] == [0] * 20
    assert said == {"", "code 0"}
    store = Store(home, Ticking())
    assert len({found["note"] for found in store.table("sessions")}) == 20 * each
    assert store.problems() == []


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_to_a_kill_at_any_moment(tmp_path: Path) -> None:
    home = tmp_path / "home"
    said, _ = writer("kill", home, 75 if LONG else 12).communicate()
    acknowledged = set(said.split())
    assert len(acknowledged) > 48
    store = Store(home, Ticking())
    assert acknowledged <= {record["_id"] for record in kept(store)}
    assert all("never finished" in problem or "damaged" in problem for problem in store.problems())
    assert store.read_only_reason is None
    apply(store, [new("sessions", MARCH, session())], {"what": "goes on"})


def parts(home: Path) -> tuple[int, int, int]:
    store = Store(home, Ticking())
    return len(kept(store)), len(store.table("goals")), len(store.steps())


def test_a_step_over_two_years_killed_at_any_call_is_whole_after_the_next_load(
    tmp_path: Path,
) -> None:
    process = writer("step", tmp_path, 0)
    process.communicate()
    assert process.returncode == 0
    homes = sorted(tmp_path.iterdir(), key=lambda home: int(home.name))
    nothing, whole = (0, 0, 0), (2, 1, 1)
    seen = [parts(home) for home in homes]
    assert set(seen) == {nothing, whole}
    assert seen == sorted(seen)
    assert len(homes) > 12
    for home, once in zip(homes, seen, strict=True):
        assert parts(home) == once
        assert Store(home, Ticking()).problems() == []


@pytest.fixture
def file_limit() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("file_limit")
@pytest.mark.parametrize("spare", [0, 1, 100, 700])
def test_a_file_that_may_not_grow_is_refused_in_words_and_goes_on_with_space(
    tmp_path: Path, spare: int
) -> None:
    home = tmp_path / "home"
    store = Store(home, Ticking())
    apply(store, [new("sessions", MARCH, session(note="x" * 3000))], {"what": "first"})
    whole = {path: path.read_bytes() for path in home.rglob("*.jsonl")}
    (journal,) = home.glob("devices/*/2026.jsonl")
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (journal.stat().st_size + spare, hard))
    with pytest.raises(StoreError, match=r"2026.jsonl was not written: File too large; nothing"):
        apply(store, [new("sessions", MARCH, session(note="y" * 900))], {"what": "second"})
    with pytest.raises(StoreError, match="File too large"):
        add(store, session(note="z" * 900), 1_772_360_000_000)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert {path: path.read_bytes() for path in home.rglob("*.jsonl")} == whole
    apply(store, [new("sessions", MARCH, session(note="third"))], {"what": "third"})
    notes = [found["note"][:5] for found in kept(Store(home, Ticking()))]
    assert sorted(notes) == ["third", "xxxxx"]


@pytest.fixture
def little_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_refused_in_words_and_goes_on_with_space(little_disk: Path) -> None:
    store = Store(little_disk / "home", Ticking())
    filler = little_disk / "filler"
    filler.write_bytes(b"\0" * 60_000)
    count = 0
    refusal = ""
    while not refusal:
        try:
            apply(store, [new("sessions", MARCH, session(note="x" * 500))], {"what": "one more"})
            count += 1
        except StoreError as error:
            refusal = str(error)
    assert "No space left on device; nothing was changed" in refusal
    assert count > 5
    refused = over_two_years()
    with pytest.raises(StoreError, match="No space left on device"):
        apply(store, [new("sessions", MARCH, session(note="x" * 9000)), *refused], {"what": "big"})
    for looking in (store, Store(little_disk / "home", Ticking())):
        assert len(kept(looking, "sessions")) == count
        assert len(looking.steps()) == count
        assert looking.problems() == []
    with pytest.raises(StoreError, match="no backup of"):
        store.backup(date(2026, 3, 2))
    assert list((little_disk / "home" / "backups").glob("*.jsonl")) == []
    filler.unlink()
    apply(store, refused, {"what": "space again"})
    assert len(kept(Store(little_disk / "home", Ticking()))) == count + 2
