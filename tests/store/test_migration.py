"""A home of tsubo 0.1.0, with a year of practice, damage and a conflict copy, is migrated whole."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import HandClock, mat_of
from store_writers import Ticking, die_at, forked

from tracker.core.facts.sessions import Kind
from tracker.exchange.documents import TABLES
from tracker.journal.journal import Journal, JournalError
from tracker.store import Store
from tracker.store.line import SIGNPOST, SIGNPOST_LINE, compose

ARCHIVE = Path(__file__).with_name("home-0.1.0.tar.gz")
"""Written by ``tests/generate/write_old_home.py`` with 0.1.0's own Python."""
LATER = Ticking(1_795_400_000_000)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(folder, filter="data")
    (folder / "expected.json").rename(tmp_path / "expected.json")
    return folder


def expected(home: Path) -> Any:
    """The records of that home; tables that came later hold none."""
    later: dict[str, Any] = {name: [] for name in TABLES}
    return later | json.loads((home.parent / "expected.json").read_text())


def everything(home: Path) -> Any:
    clock = HandClock()
    found = Journal(Store(home, LATER), clock.now).everything()
    return {
        name: sorted(records, key=lambda record: str(record["_id"]))
        for name, records in found.items()
    }


def test_every_record_of_an_old_home_is_there_with_its_version(home: Path) -> None:
    wanted = expected(home)
    assert everything(home) == everything(home) == wanted
    assert sum(map(len, wanted.values())) > 450


def test_the_journals_of_an_old_home_are_moved_byte_for_byte(home: Path) -> None:
    before = {
        path.stem: path.read_bytes() for path in home.glob("*.jsonl") if "sync" not in str(path)
    }
    Store(home, LATER)
    frozen = {path.name.rpartition("-")[0]: path.read_bytes() for path in home.glob("frozen/*")}
    assert frozen == before
    assert [path.name for path in home.glob("*.jsonl")] == [SIGNPOST]
    assert not (home / "intent.json").exists()
    assert len(list((home / "backups").glob("*-2026-11-22-old-*.jsonl"))) == 3


def test_two_machines_move_an_old_home_to_the_same_names(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "other")
    for each in (home, tmp_path / "other"):
        Store(each, LATER)
    names = [
        sorted(path.name for path in (each / "frozen").iterdir())
        for each in (home, tmp_path / "other")
    ]
    assert names[0] == names[1]


def test_what_is_damaged_is_named_until_it_is_repaired_and_nothing_is_wanting(home: Path) -> None:
    store = Store(home, LATER)
    problems = store.problems()
    assert all("damaged and skipped" in problem for problem in problems), problems
    store.repair(date(2026, 11, 23))
    assert everything(home) == expected(home)
    assert store.problems() == Store(home, LATER).problems() == []
    (damaged,) = home.glob("devices/*/damaged.jsonl")
    assert len(damaged.read_bytes().splitlines()) == len(problems) > 0


def test_undo_begins_again_after_the_move(home: Path) -> None:
    clock = HandClock()
    journal = Journal(Store(home, LATER), clock.now)
    with pytest.raises(JournalError, match="nothing to take back"):
        journal.undo()
    record = mat_of()
    journal.record(record)
    journal.undo()
    assert journal.practice(record.id) is None
    assert everything(home) == expected(home)


@pytest.mark.slow
def test_a_move_killed_at_any_call_to_the_disk_is_finished_by_the_next_opening(
    home: Path, tmp_path: Path
) -> None:
    wanted = expected(home)
    for number in range(1, 200):
        copy = tmp_path / "copy"
        shutil.copytree(home, copy)

        def work(copy: Path = copy, number: int = number) -> None:
            die_at(number)
            Store(copy, LATER)

        child, saying = forked(work)
        saying.close()
        _, status = os.waitpid(child, 0)
        assert everything(copy) == wanted, number
        shutil.rmtree(copy)
        if os.WIFEXITED(status):
            break
    else:
        pytest.fail("it never came to an end")
    assert number > 20


@pytest.mark.parametrize("again", ["append", "begin"])
def test_what_an_older_tsubo_still_writes_is_merged(home: Path, again: str) -> None:
    old = (home / "2026.jsonl").read_bytes()
    Store(home, LATER)
    record = mat_of()
    key: Any = record.id
    late = {"made": record.made.isoformat(), "started": record.started.isoformat(), "zone": None}
    line = compose("mat_sessions", record.id, {**late, "day": "2026-11-22", "lain": 60.0}, 5)
    (home / "2026.jsonl").write_bytes(old + line if again == "append" else line)
    store = Store(home, LATER)
    assert store.table("mat_sessions").contains(doc_id=key)
    assert not (home / "2026.jsonl").exists()
    wanted = expected(home)
    found = everything(home)
    assert len(found["mat_sessions"]) == len(wanted["mat_sessions"]) + 1
    assert found["sessions"] == wanted["sessions"]


def test_an_older_tsubo_finds_one_line_that_says_where_the_records_are(home: Path) -> None:
    Store(home, LATER)
    assert (home / SIGNPOST).read_bytes() == SIGNPOST_LINE + b"\n"
    day = json.loads(SIGNPOST_LINE)["day"]
    assert "devices/" in day
    assert "update tsubo" in day
    # An older one may copy and back up that file: to this one it never is a record.
    shutil.copy(home / SIGNPOST, home / "1970.sync-conflict-20261122-101500-ABCDEFG.jsonl")
    shutil.copy(home / SIGNPOST, home / "backups" / "1970-2026-11-23.jsonl")
    store = Store(home, LATER)
    assert not any("1970" in problem for problem in store.problems())
    assert everything(home) == expected(home)
    assert store.summaries(Kind.POINTS)[0].day.year > 2024
