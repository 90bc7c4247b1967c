"""TinyDB's face: what its users know works on a journal."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from store_writers import MARCH, NEW_YEARS_EVE, Ticking, add, session
from tinydb import Query, where
from tinydb.operations import increment
from tinydb.table import Document as TinyDocument

from tracker.core.facts.ulid import is_ulid, ulid, ulid_ms
from tracker.store import RecordChange, Store, StoreError
from tracker.store.line import compose
from tracker.store.table import JournalDB

Document: Any = TinyDocument  # its ids are strings here


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "base.jsonl"


@pytest.fixture
def goals(path: Path) -> Any:
    return JournalDB(path, Ticking()).table("goals")


def again(path: Path) -> Any:
    return JournalDB(path, Ticking()).table("goals")


def test_what_is_inserted_is_found_by_query_and_by_id(goals: Any, path: Path) -> None:
    key = goals.insert({"kind": "mat", "times": 2})
    goals.insert({"kind": "points", "times": 1})
    for table in (goals, again(path)):
        found = table.search(where("kind") == "mat")
        assert found == [{"kind": "mat", "times": 2}]
        assert found[0].doc_id == key
        assert table.get(doc_id=key) == found[0]
        assert table.count(Query().times > 0) == len(table) == 2
        assert table.contains(doc_id=key)
        assert not table.contains(doc_id="other")
    assert is_ulid(key)


def test_an_update_keeps_the_id_and_an_operation_works(goals: Any, path: Path) -> None:
    key = goals.insert({"times": 1, "weekdays": [0]})
    goals.update({"kind": "mat"})
    goals.update(increment("times"), doc_ids=[key])
    goals.update(lambda document: document["weekdays"].append(1))
    assert again(path).all() == [{"kind": "mat", "times": 2, "weekdays": [0, 1]}]
    assert again(path).all()[0].doc_id == key


def test_changing_nothing_makes_no_file(goals: Any, path: Path) -> None:
    assert goals.update({"times": 1}) == goals.remove(where("times") == 1) == []
    goals.truncate()
    assert not path.exists()


def test_an_update_that_raises_changes_nothing(goals: Any, path: Path) -> None:
    goals.insert({"weekdays": [0]})

    def half(document: Any) -> None:
        document["weekdays"].append(1)
        raise LookupError

    with pytest.raises(LookupError):
        goals.update(half)
    assert goals.all() == again(path).all() == [{"weekdays": [0]}]


def test_what_was_removed_stays_away_and_its_id_is_not_given_again(goals: Any, path: Path) -> None:
    key = goals.insert({"times": 1})
    assert goals.remove(where("times") == 1) == [key]
    assert len(goals) == len(again(path)) == 0
    assert again(path).insert({"times": 2}) != key


def test_a_document_may_bring_its_own_id_once(goals: Any) -> None:
    goals.insert(Document({"times": 1}, "own"))
    with pytest.raises(ValueError, match="already exists"):
        goals.insert(Document({"times": 2}, "own"))


def test_truncate_and_upsert_and_insert_multiple_do_what_tinydb_says(
    goals: Any, path: Path
) -> None:
    goals.insert_multiple([{"times": 1}, {"times": 2}])
    goals.upsert({"times": 3, "kind": "mat"}, where("times") == 2)
    goals.upsert({"times": 9}, where("times") == 9)
    assert sorted(found["times"] for found in again(path)) == [1, 3, 9]
    goals.truncate()
    assert again(path).all() == []


def test_a_table_dropped_leaves_the_others(path: Path) -> None:
    db = JournalDB(path, Ticking())
    db.table("goals").insert({"times": 1})
    db.table("rests").insert({"why": "ill"})
    db.drop_table("goals")
    assert JournalDB(path, Ticking()).tables() >= {"rests"}
    assert len(db.table("goals")) == 0
    assert len(db.table("rests")) == 1


def test_another_process_is_seen_at_the_next_look(goals: Any, path: Path) -> None:
    assert goals.all() == []
    again(path).insert({"times": 1})
    assert goals.all() == [{"times": 1}]


def test_a_clock_set_back_cannot_hide_a_correction(path: Path) -> None:
    before: Any = JournalDB(path, lambda: 2_000).table("goals")
    key = before.insert({"times": 1})
    after: Any = JournalDB(path, lambda: 1_000).table("goals")
    after.update({"times": 2}, doc_ids=[key])
    assert again(path).get(doc_id=key) == {"times": 2}


def test_only_what_differs_is_written(goals: Any, path: Path) -> None:
    goals.insert_multiple([{"times": number} for number in range(5)])
    before = path.read_bytes()
    goals.update({"times": 3}, where("times") == 3)
    assert path.read_bytes() == before
    goals.update({"times": 7}, where("times") == 3)
    assert path.read_bytes()[len(before) :].count(b"\n") == 1


def test_a_record_is_filed_by_the_utc_year_of_its_id(tmp_path: Path) -> None:
    store = Store(tmp_path / "home", Ticking())
    eve = add(store, "sessions", session(NEW_YEARS_EVE), ulid_ms(ulid(NEW_YEARS_EVE)))
    march = add(store, "sessions", session(MARCH), ulid_ms(ulid(MARCH)))
    after = session(MARCH, note="after")
    store.apply([RecordChange("sessions", march, session(MARCH), after)], None)
    years = {path.name: path.read_text() for path in store.folder.glob("*.jsonl")}
    assert sorted(years) == ["2025.jsonl", "2026.jsonl"]
    assert [key in years["2025.jsonl"] for key in (eve, march)] == [True, False]
    assert [key in years["2026.jsonl"] for key in (eve, march)] == [False, True]
    assert store.get("sessions", march) == {**after, "_id": march}
    assert len(list(store.newest("sessions"))) == 2
    with pytest.raises(StoreError, match="is not an id"):
        store.get("sessions", "not one")


def test_files_are_for_their_owner_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = Store(tmp_path / "home", Ticking())
        store.table("goals").insert({"times": 1})
        store.backup(MARCH.date())
    finally:
        os.umask(before)
    for path in [tmp_path / "home", *(tmp_path / "home").rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert store.doctor().wrong_modes == ()


def test_a_record_of_a_newer_tsubo_is_kept_counted_and_never_rewritten(tmp_path: Path) -> None:
    store = Store(tmp_path / "home", Ticking())
    goals: Any = store.table("goals")
    goals.insert(Document({"times": 1}, "mine"))
    line = compose("goals", "theirs", {"times": {"new": 1}}, 5, 2)
    with (tmp_path / "home" / "base.jsonl").open("ab") as file:
        file.write(line)
    assert [found.doc_id for found in goals] == ["mine"]
    assert store.newer("goals") == ["theirs"]
    assert store.problems() == ["base.jsonl: 1 record made by a newer tsubo, left as they are"]
    with pytest.raises(StoreError, match="newer tsubo"):
        goals.insert(Document({"times": 2}, "theirs"))
    goals.truncate()
    store.repair()
    assert line in (tmp_path / "home" / "base.jsonl").read_bytes()
    assert store.newer("goals") == ["theirs"]
